import { byVersion, sameDirection, topOf } from './kit/history.ts';
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
    const sharing = byVersion(others, tool);
    const added = present.filter(({ status, tool: id }) => status !== 'modified' && !tool(id).versionsMayRepeat);
    const isAdded = new Set(added.map(({ path }) => path));
    return added.flatMap((file) => {
      const twin = sharing(file).find((one) => one.path !== file.path && sameDirection(one, file));
      // Of two new files one finding is enough, on the later.
      if (!twin || (isAdded.has(twin.path) && twin.path > file.path)) return [];
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
