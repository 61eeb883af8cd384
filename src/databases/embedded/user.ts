import { chown, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';

/** Who runs Postgres. It refuses root, so root hands it to somebody without rights; anybody else runs it himself. */
export type ServerUser =
  { readonly uid: number; readonly gid: number } | { readonly uid?: never; readonly gid?: never };

/** The system's “nobody”: initdb wants a user that /etc/passwd knows, and this one owns nothing worth having. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return uid === undefined || gid === undefined ? { uid: 65534, gid: 65534 } : { uid: Number(uid), gid: Number(gid) };
}

export async function giveTo(user: ServerUser, path: string): Promise<void> {
  if (user.uid !== undefined) await chown(path, user.uid, user.gid);
}

/** The name by which Postgres knows the one who connects over its socket. */
export const ownName = (): string => userInfo().username;

/** Whether the server's user can read below a folder: every folder above lets others through. */
export async function reachable(user: ServerUser, path: string): Promise<boolean> {
  if (user.uid === undefined) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found && (found.mode & 0o005) !== 0o005 && found.uid !== user.uid) return false;
    if (folder === dirname(folder)) return true;
  }
}
