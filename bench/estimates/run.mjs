/**
 * Whether the estimates hold: every kind of statement is rehearsed with few rows, as the product does it, and then
 * really run with as many as it had foretold for, in the same run on the same machine.
 * `npm run bench:estimates -- [--rows 10000000] [--from 1000000] [--kinds index,delete] [--runs 2] [--major 17]
 * [--out FILE]`. With `--out`, what is there already is not measured again. Other work on the machine makes the true
 * run wait for a processor, which no estimate can know: so its time is judged as it was, and without that waiting.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../../test/databases/server.ts';
import { base, plan, rehearseOn, unit } from '../../test/rehearsal/plans.ts';
import { kinds as all, schema } from './kinds.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    from: { type: 'string', default: '1000000' },
    kinds: { type: 'string', default: '' },
    runs: { type: 'string', default: '2' },
    major: { type: 'string', default: '17' },
    out: { type: 'string' },
  },
});
const [rows, from] = [Number(options.rows), Number(options.from)];
const wanted = options.kinds.split(',');
const kinds = Object.entries(all).filter(([name]) => wanted.some((part) => name.includes(part)));
const hour = 3_600_000;

/** The statement that counts of every kind, by its line in the text of all of them. */
function numbered(chosen) {
  let line = 1;
  return chosen.map(([name, { sql, told }]) => {
    const lines = sql.trimEnd().split('\n');
    const at = line + lines.findIndex((one) => one.includes(told));
    line += lines.length;
    return { name, line: at };
  });
}

const isBlock = ({ sql }) => /^(BEGIN|ROLLBACK)/.test(sql);

/** Rehearses these kinds one after the other with so many rows. */
async function rehearsed(chosen, count, production) {
  const server = await startTestServer({ major: Number(options.major), checksums: 'off' });
  const asked = [];
  const queuedMs = (pid) => {
    asked.push(server.queuedMs?.(pid) ?? 0);
    return asked.at(-1);
  };
  try {
    const { rehearsal } = await rehearseOn(
      { ...server, queuedMs },
      plan({
        baseline: base(schema),
        changed: [unit('0009', chosen.map(([, { sql }]) => sql).join(''))],
        volume: {
          rows: count,
          tables: new Map(),
          seconds: 3600,
          forgeFrom: 1_000_000,
          ...(production && { production }),
        },
        limits: { statementMs: hour, passMs: hour, totalMs: 3 * hour },
        rollback: 'leave-out',
        rerun: 'leave-out',
        traffic: 'leave-out',
      }),
    );
    if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
    const failed = rehearsal.statements.find(({ error }) => error);
    if (failed) throw new Error(`${failed.sql}: ${failed.error.says}`);
    // The last run of all is the one that is told, where nothing is fitted: two looks at each statement.
    const sent = rehearsal.statements.filter((statement) => !isBlock(statement));
    const looks = asked.slice(-2 * sent.length);
    return numbered(chosen).map(({ name, line }) => {
      const statement = rehearsal.statements.find((one) => one.line === line);
      const at = 2 * sent.indexOf(statement);
      return { name, statement, queued: looks[at + 1] - looks[at] };
    });
  } finally {
    await server.stop();
  }
}

const done = options.out && existsSync(options.out) ? readFileSync(options.out, 'utf8').trim().split('\n') : [];
const results = done.filter((line) => line !== '').map((line) => JSON.parse(line));
const keep = (result) => {
  results.push(result);
  if (options.out) appendFileSync(options.out, `${JSON.stringify(result)}\n`);
};
const has = (run, name, what) =>
  results.some((one) => one.run === run && one.name === name && one.rows === rows && one[what]);
const production = { source: 'profile', rows: new Map([['public.orders', rows]]) };

await loadParser();
for (let run = 1; run <= Number(options.runs); run++) {
  for (const kind of kinds.filter(([name]) => !has(run, name, 'range'))) {
    const [{ name, statement }] = await rehearsed([kind], from, production);
    const { productionMs: range, model, sizes, runs } = statement.estimate;
    keep({ run, name, rows, range, model, sizes, runs, here: statement.durationMs });
    console.error(`${run}: ${name}: ${range.map(seconds).join('–')} s by ${model}`);
  }
  const open = kinds.filter(([name]) => !has(run, name, 'tookMs'));
  for (const { name, statement, queued } of open.length > 0 ? await rehearsed(open, rows) : []) {
    keep({ run, name, rows, tookMs: statement.durationMs, freeMs: statement.durationMs - queued });
    console.error(`${run}: ${name}: took ${seconds(statement.durationMs)} s`);
  }
}

function seconds(ms) {
  return (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
}

const trials = results
  .filter(({ range, name }) => range && kinds.some(([kind]) => kind === name))
  .flatMap((one) => {
    const truth = results.find(
      (two) => two.tookMs && two.run === one.run && two.name === one.name && two.rows === one.rows,
    );
    return truth && one.rows === rows ? [{ ...one, ...truth, range: one.range }] : [];
  });
const inside = ([low, high], ms) => ms >= low && ms <= high;
console.log(`${rows.toLocaleString('en')} rows foretold from ${from.toLocaleString('en')}, Postgres ${options.major}`);
console.log(
  `${'statement'.padEnd(28)}${'range, s'.padStart(14)}${'wide'.padStart(7)}${'took, s'.padStart(10)}${'in'.padStart(5)}${'undisturbed'.padStart(13)}${'in'.padStart(5)}  model`,
);
for (const { name, range, tookMs, freeMs, model } of trials) {
  const cells = [
    range.map(seconds).join('–').padStart(14),
    (range[1] / range[0]).toFixed(1).padStart(7),
    seconds(tookMs).padStart(10),
    (inside(range, tookMs) ? 'yes' : 'no').padStart(5),
    seconds(freeMs).padStart(13),
    (inside(range, freeMs) ? 'yes' : 'no').padStart(5),
  ];
  console.log(`${name.padEnd(28)}${cells.join('')}  ${model}`);
}
const share = (of) => `${trials.filter(of).length} of ${trials.length}`;
console.log(
  `inside the range: ${share(({ range, tookMs }) => inside(range, tookMs))} as it was, ${share(({ range, freeMs }) => inside(range, freeMs))} without waiting for a processor`,
);
