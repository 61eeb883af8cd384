/** The folder of a path, without the slash; empty for a file at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder itself and every folder above it, nearest first; the root is the empty string. */
export function upwards(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...upwards(folderOf(folder))];
}

/** A path in a folder, either of which may be the root. */
export const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
