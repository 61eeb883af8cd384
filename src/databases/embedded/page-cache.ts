import { runProgram } from '../process.ts';
import type { ServerUser } from './user.ts';

/** Smaller files are read at once wherever they are. */
const forgetting = `
  find "$1" -type f -size +1024k -exec sh -c '
    for file; do dd if=/dev/null of="$file" oflag=nocache conv=notrunc,fdatasync count=0 2>/dev/null || exit 1; done
  ' sh {} +`;

const patienceMs = 120_000;

/**
 * Writes a stopped cluster’s tables out and asks the system to forget them, so that the next who reads them goes to the
 * disk. That takes GNU’s dd, and no right but the owner’s.
 */
export async function forgetFiles(data: string, user: ServerUser): Promise<'forgotten' | { readonly because: string }> {
  const { status } = await runProgram('/bin/sh', ['-c', forgetting, 'sh', `${data}/base`], {
    ...user,
    timeout: patienceMs,
  });
  return status === 0 ? 'forgotten' : { because: 'this system cannot be asked to forget what it has read of a file' };
}
