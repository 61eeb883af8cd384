import { sameDirection, sameHistory, topOf } from './kit/history.ts';
import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'duplicate-version',
  severity: 'blocker',
  hazard: 'process',
  checks: 'versioned',
  since: 13,
  title: 'Two migrations have the same version',
  why: 'The tool runs one of them and takes the other for done, or refuses both. It happens when two branches take the next number.',
  onPullRequest({ changed, base, tool }) {
    const gone = new Set(changed.flatMap(({ previousPath }) => previousPath ?? []));
    const present = changed.filter(({ status, version }) => status !== 'deleted' && version !== '');
    const paths = new Set(changed.map(({ path }) => path));
    const others = [
      ...present,
      ...base.filter(({ path, version }) => version !== '' && !gone.has(path) && !paths.has(path)),
    ];
    return present
      .filter(({ status }) => status !== 'modified')
      .flatMap((file, _, added) => {
        const twin = others.find(
          (one) =>
            one.path !== file.path &&
            sameHistory(one, file) &&
            sameDirection(one, file) &&
            tool(file.tool).compareVersions(one.version, file.version) === 0,
        );
        // Of two new files one finding is enough, on the later.
        const told = twin && added.some(({ path }) => path === twin.path) && twin.path > file.path;
        if (!twin || told) return [];
        return [
          {
            at: topOf(file.path),
            objects: [],
            says: `${code(file.path)} and ${code(twin.path)} both have version ${file.version}: ${tool(file.tool).title} cannot run both.`,
            instead: `Give ${file.path} the next free version.`,
          },
        ];
      });
  },
});
