#!/bin/sh
# What the official image's entry point promises: POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB, PGDATA, 5432, and that
# what lies in /docker-entrypoint-initdb.d runs once the database is made.
set -eu
case "${1:-postgres}" in -*) set -- postgres "$@" ;; esac
as() { setpriv --reuid 999 --regid 999 --clear-groups "$@"; }

mkdir -p "$PGDATA"
chown -R postgres:postgres "$PGDATA"
chmod 700 "$PGDATA"
if ! [ -f "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  printf '%s\n' "${POSTGRES_PASSWORD:?POSTGRES_PASSWORD must be set}" > /tmp/password
  chown postgres:postgres /tmp/password
  # shellcheck disable=SC2086
  as initdb -D "$PGDATA" -U "$user" --pwfile=/tmp/password ${POSTGRES_INITDB_ARGS:-}
  rm /tmp/password
  printf 'host all all all scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
  as pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  if [ "${POSTGRES_DB:-$user}" != postgres ]; then
    as psql -X -q -U "$user" -d postgres -c "CREATE DATABASE \"${POSTGRES_DB:-$user}\""
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) as sh "$file" ;;
      *.sql) as psql -X -q -v ON_ERROR_STOP=1 -U "$user" -d "${POSTGRES_DB:-$user}" -f "$file" ;;
    esac
  done
  as pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec setpriv --reuid 999 --regid 999 --clear-groups "$@" -c listen_addresses='*'
