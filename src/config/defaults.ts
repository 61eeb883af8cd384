import type { Config } from './config.ts';

const second = 1000;
const day = 86_400 * second;

/** What every key is when nobody set it; written out, so that who has no file need not load the reader of one. */
export const defaults: Config = {
  mode: 'enforce',
  id: '',
  migrations: { paths: [], ignore: [], command: '', schema: '', placeholders: {}, session: {} },
  postgres: {
    provider: 'auto',
    image: '',
    urlEnv: '',
    disposable: false,
    create: '',
    destroy: '',
    extensions: [],
    settings: {},
    createRole: false,
  },
  volume: {
    rows: 1_000_000,
    tables: {},
    seconds: 60,
    bytes: 'auto',
    profile: '',
    snapshot: '',
    seed: '',
    seedCommand: '',
    existing: '',
    full: false,
    forge: false,
    staleAfterMs: 30 * day,
  },
  rehearsal: {
    statementLimitMs: 60 * second,
    passLimitMs: 120 * second,
    totalLimitMs: 600 * second,
    stallBudgetMs: second,
    traffic: true,
    rollback: true,
    rerun: true,
    cold: false,
  },
  queries: { files: [], commands: [] },
  rules: { settings: {}, exceptions: [] },
  approval: {
    users: [],
    teams: [],
    codeowners: true,
    required: { blocker: 1, destructive: 1 },
    forbidden: [],
    ttlMs: 14 * day,
    reviews: false,
    emergency: [],
  },
  windows: { timeZone: 'UTC', allowed: [], freezes: [] },
  notify: { webhooks: [], mention: [] },
  comment: { when: 'always', suggestions: false },
};
