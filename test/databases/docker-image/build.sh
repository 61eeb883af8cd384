#!/bin/sh
# Builds an image with the official postgres image's contract out of this Debian machine's own postgresql package,
# for machines that reach no container registry. A fixture of the tests: users run the official image.
# Usage: build.sh [IMAGE], default migration-rehearsal-test-postgres:15; needs postgresql-15 and a Docker daemon.
set -eu

image=${1:-migration-rehearsal-test-postgres:15}
major=${image##*:}
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

programs="/bin/sh /bin/cat /bin/mkdir /bin/chown /bin/chmod /bin/df /bin/ls /bin/rm /usr/bin/id /usr/bin/setpriv"
postgres=/usr/lib/postgresql/$major

# A file and what it links to, at the same paths.
take() { for file in "$@"; do mkdir -p "$root$(dirname "$file")" && cp -Lp "$file" "$root$file"; done; }
libraries() { ldd "$@" 2>/dev/null | grep '^[[:space:]]' | grep -o '/[^ ]*\.so[^ ]*' | sort -u; }

for program in $programs; do take "$program"; done
mkdir -p "$root$postgres/bin" "$root/usr/share/postgresql"
cp -Rp "$postgres/lib" "$root$postgres/"
# LLVM would make it three times as large; Postgres does without it.
rm -rf "$root$postgres"/lib/bitcode "$root$postgres"/lib/llvmjit.so
for program in initdb postgres pg_ctl psql pg_restore; do take "$postgres/bin/$program"; done
# shellcheck disable=SC2046
take $(libraries $programs "$postgres"/bin/* $(find "$root$postgres/lib" -name '*.so'))
cp -RLp "/usr/share/postgresql/$major" "$root/usr/share/postgresql/"
mkdir -p "$root/usr/share" && cp -RLp /usr/share/zoneinfo "$root/usr/share/"

mkdir -p "$root/etc" "$root/tmp" "$root/var/run/postgresql" "$root/docker-entrypoint-initdb.d"
chmod 1777 "$root/tmp" "$root/var/run/postgresql"
printf 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/var/lib/postgresql:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\npostgres:x:999:\n' > "$root/etc/group"
cp "$here/entrypoint.sh" "$root/usr/bin/docker-entrypoint.sh"
chmod 755 "$root/usr/bin/docker-entrypoint.sh" "$root"

cat > "$root/Dockerfile" <<DOCKERFILE
FROM scratch
COPY . /
ENV PATH=/usr/bin:/bin:$postgres/bin PG_MAJOR=$major PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["/bin/sh", "/usr/bin/docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
DOCKERFILE
printf 'Dockerfile\n' > "$root/.dockerignore"
DOCKER_BUILDKIT=0 docker build -q -t "$image" "$root" > /dev/null
echo "$image"
