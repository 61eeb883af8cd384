/**
 * Writes what is made from other files: indexes, the rules' pages. `--check` only says what is stale.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Measurements } from '../src/rules/kit/measurements.ts';

export interface Generated {
  readonly file: string;
  readonly content: string;
}
/** Files the generator owns: what it does not write any more is removed from `owns`. */
interface Generator {
  readonly owns?: { readonly folder: string; readonly extension: string };
  readonly make: () => Promise<readonly Generated[]>;
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
const variable = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const ruleIndex: Generator = {
  async make() {
    const ids = await namesIn('src/rules');
    const content = [
      '// Written by `npm run generate` from the files of this folder.',
      ...ids.map((id) => `import { rule as ${variable(id)} } from './${id}.ts';`),
      "import type { Rule } from './kit/rule.ts';",
      '',
      'export const rules: readonly Rule[] = [',
      ...ids.map((id) => `  ${variable(id)},`),
      '];',
      '',
      '/** Every rule there is: what the configuration and `migrate:allow` may name. */',
      'export const ruleIds: readonly string[] = rules.map(({ id }) => id);',
      '',
    ].join('\n');
    return [{ file: 'src/rules/index.ts', content }];
  },
};

const verbIndex: Generator = {
  async make() {
    const ids = await namesIn('src/commands/verbs');
    const content = [
      '// Written by `npm run generate` from the files of `verbs/`.',
      "import type { Verb } from './command.ts';",
      ...ids.map((id) => `import { verb as ${variable(id)} } from './verbs/${id}.ts';`),
      '',
      'export const verbs: readonly Verb[] = [',
      ...ids.map((id) => `  ${variable(id)},`),
      '];',
      '',
    ].join('\n');
    return [{ file: 'src/commands/index.ts', content }];
  },
};

const rulePages: Generator = {
  owns: { folder: 'docs/rules', extension: '.md' },
  async make() {
    const [{ rules }, { page, contents }, { measuredFile, unmeasured }] = await Promise.all([
      import('../src/rules/index.ts'),
      import('../src/rules/kit/page.ts'),
      import('../src/rules/kit/measurements.ts'),
    ]);
    const measurements = JSON.parse(await readFile(measuredFile, 'utf8')) as Measurements;
    const old = unmeasured(rules, measurements);
    if (old.length > 0) {
      console.error(`Examples that were not measured: run \`npm run measure:rules -- ${old.join(' ')}\`.`);
      process.exitCode = 1;
    }
    return [
      ...rules.map((rule) => ({ file: `docs/rules/${rule.id}.md`, content: page(rule, measurements) })),
      { file: 'docs/rules/README.md', content: contents(rules) },
    ];
  },
};

const toolsPage: Generator = {
  async make() {
    const { toolsPage } = await import('../src/tools/page.ts');
    return [{ file: 'docs/tools.md', content: toolsPage() }];
  },
};

const commandsPage: Generator = {
  async make() {
    const [{ verbs }, { commandsPage }] = await Promise.all([
      import('../src/commands/index.ts'),
      import('../src/commands/page.ts'),
    ]);
    return [{ file: 'docs/commands.md', content: commandsPage(verbs) }];
  },
};

const version: Generator = {
  async make() {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const content = `// Written by \`npm run generate\` from package.json.\nexport const version = '${version}';\n`;
    return [{ file: 'src/domain/version.ts', content }];
  },
};

const schemas: Generator = {
  async make() {
    const [{ configurationJsonSchemaText }, { profileJsonSchemaText }, { reportJsonSchema }] = await Promise.all([
      import('../src/config/schema.ts'),
      import('../src/config/profile-schema.ts'),
      import('../src/report/schema/report.ts'),
    ]);
    return [
      { file: 'docs/configuration.schema.json', content: configurationJsonSchemaText() },
      { file: 'docs/profile.schema.json', content: profileJsonSchemaText() },
      { file: 'docs/report.schema.json', content: reportJsonSchema() },
    ];
  },
};

/** What `init` writes is what examples/workflows shows. */
const workflows: Generator = {
  async make() {
    const literal = async (name: string) =>
      `\`${(await readFile(`examples/workflows/${name}.yml`, 'utf8')).replaceAll(/[`\\]|\$\{/g, '\\$&')}\``;
    const content = [
      '// Written by `npm run generate` from examples/workflows.',
      '/** The step of the Action in each of them. */',
      "export const actionStep = 'uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit';",
      '',
      `export const pullRequestWorkflow = ${await literal('pull-request')};`,
      '',
      `export const commandsWorkflow = ${await literal('commands')};`,
      '',
    ].join('\n');
    return [{ file: 'src/flows/workflows.ts', content }];
  },
};

const generators: readonly Generator[] = [
  version,
  schemas,
  ruleIndex,
  verbIndex,
  rulePages,
  toolsPage,
  commandsPage,
  workflows,
];

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const { owns, make } of generators) {
  const files = await make();
  for (const { file, content } of files) {
    if ((await readFile(file, 'utf8').catch(() => undefined)) === content) continue;
    stale.push(file);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  if (!owns) continue;
  const present = (await readdir(owns.folder).catch(() => [])).filter((name) => name.endsWith(owns.extension));
  for (const name of present) {
    const file = `${owns.folder}/${name}`;
    if (files.some((one) => one.file === file)) continue;
    stale.push(file);
    if (!check) await rm(file);
  }
}
if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`);
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}.` : 'Everything generated is fresh.');
}
