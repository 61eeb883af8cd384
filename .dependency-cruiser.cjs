// The layers of ARCHITECTURE.md. Read a rule as “from may import only what is in to”.
const layers = {
  domain: [],
  ports: ['domain'],
  sql: ['domain'],
  rules: ['domain', 'sql'],
  tools: ['domain', 'ports'],
  volume: ['domain', 'ports', 'sql'],
  rehearsal: ['domain', 'ports', 'sql', 'volume'],
  databases: ['domain', 'ports'],
  report: ['domain'],
  approval: ['domain'],
  commands: ['domain', 'ports'],
  config: ['domain', 'ports'],
  git: ['domain', 'ports'],
  github: ['domain', 'ports'],
  server: ['domain', 'ports'],
  notify: ['domain', 'ports'],
  flows: [
    'domain',
    'ports',
    'sql',
    'rules',
    'tools',
    'volume',
    'rehearsal',
    'report',
    'approval',
    'commands',
    'config',
  ],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
}));

const apart = (folder, kind) => ({
  name: `${kind}-apart`,
  severity: 'error',
  comment: `No ${kind} knows another.`,
  from: { path: `^src/${folder}/([^/]+)/` },
  to: { path: `^src/${folder}/[^/]+/`, pathNot: `^src/${folder}/$1/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    { name: 'nobody-imports-entry', severity: 'error', from: { pathNot: '^src/entry/' }, to: { path: '^src/entry/' } },
    apart('tools', 'tool'),
    apart('databases', 'provider'),
    {
      name: 'rules-apart',
      severity: 'error',
      comment: 'A rule never imports a rule.',
      from: { path: '^src/rules/', pathNot: '^src/rules/(kit|kit/.*|index)\\.ts$' },
      to: { path: '^src/rules/', pathNot: '^src/rules/(kit\\.ts|kit/)' },
    },
    {
      name: 'world-at-the-edge',
      severity: 'error',
      comment: 'Files, network, processes and clients are touched only behind ports.',
      from: { path: '^src/', pathNot: '^src/(databases|git|github|server|notify|entry)/' },
      to: {
        path: [
          '^(node:)?(fs|net|http|https|child_process|dgram|tls|worker_threads)(/promises)?$',
          'node_modules/(pg|@actions|@octokit|probot)(/|$)',
        ],
      },
    },
    {
      name: 'one-parser',
      severity: 'error',
      comment: 'Only sql/ calls the parser.',
      from: { path: '^src/', pathNot: '^src/sql/' },
      to: { path: 'node_modules/libpg-query' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
