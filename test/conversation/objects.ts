import { createHash } from 'node:crypto';
import { failure, success } from '../../src/domain/errors.ts';
import type { ChangedFile, Sha } from '../../src/domain/pull-request.ts';
import type { Authorship, Source } from '../../src/ports/code-host.ts';

interface Kept {
  readonly parent?: Sha;
  readonly files: ReadonlyMap<string, string>;
}

/** Git's objects in memory: commits of whole files, each with one parent. It knows no renames. */
export class Objects {
  private readonly commits = new Map<string, Kept>();
  private readonly blobs = new Map<string, Uint8Array>();

  /** What a commit changes; undefined takes a file away. */
  commit(sha: Sha, changes: Readonly<Record<string, string | undefined>>, parent?: Sha): Sha {
    const files = new Map(parent === undefined ? [] : this.kept(parent).files);
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
    }
    this.commits.set(sha, { files, ...(parent !== undefined && { parent }) });
    return sha;
  }

  readonly source: Source & Authorship = {
    compare: (base, head) => {
      const before = this.line(base as Sha);
      const mergeBase = this.line(head as Sha).find((one) => before.includes(one));
      if (mergeBase === undefined)
        return Promise.resolve(failure({ code: 'no-merge-base', says: 'No merge base.', advice: 'Fetch more.' }));
      const files = this.changed(mergeBase, head as Sha);
      return Promise.resolve(success({ mergeBase, baseTip: base as Sha, head: head as Sha, baseRef: base, files }));
    },
    tree: (commit) =>
      Promise.resolve(
        success(
          [...this.kept(commit).files].map(([path, text]) => ({
            path,
            mode: '100644',
            blob: this.blob(text),
            bytes: Buffer.byteLength(text),
          })),
        ),
      ),
    read: (blobs) => Promise.resolve(success(blobs.map((blob) => this.blobs.get(blob) ?? new Uint8Array()))),
    commitsTouching: (base, head, paths) => {
      const before = this.line(base);
      const own = this.line(head).filter((one) => !before.includes(one));
      const touch = own.filter((one) => {
        const { parent } = this.kept(one);
        return parent !== undefined && this.changed(parent, one).some(({ path }) => paths.includes(path));
      });
      return Promise.resolve(success(touch.reverse()));
    },
  };

  private changed(from: Sha, to: Sha): readonly ChangedFile[] {
    const [before, after] = [this.kept(from).files, this.kept(to).files];
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path): readonly ChangedFile[] => {
      const [was, is] = [before.get(path), after.get(path)];
      if (was === is) return [];
      const text = is ?? was ?? '';
      return [
        {
          path,
          status: was === undefined ? 'added' : is === undefined ? 'deleted' : 'modified',
          mode: '100644',
          blob: this.blob(text),
          ...(was !== undefined && { baseBlob: this.blob(was) }),
          bytes: Buffer.byteLength(text),
        },
      ];
    });
  }

  /** The commit and what it stands on, newest first. */
  private line(head: Sha): readonly Sha[] {
    const { parent } = this.kept(head);
    return parent === undefined ? [head] : [head, ...this.line(parent)];
  }

  private kept(sha: Sha): Kept {
    const found = this.commits.get(sha);
    if (!found) throw new Error(`The story has no commit ${sha}`);
    return found;
  }

  private blob(text: string): Sha {
    const bytes = Buffer.from(text);
    const name = createHash('sha1').update(bytes).digest('hex') as Sha;
    this.blobs.set(name, bytes);
    return name;
  }
}
