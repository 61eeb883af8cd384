// Starts a server and waits to be killed: the conformance suite's stand-in for a run that dies.
// Usage: tsx hold-server.ts PROVIDER MAJOR [IMAGE, or for url the variable that holds its address]
import { chooseProvider } from '../../src/databases/choose.ts';
import type { ProviderName } from '../../src/domain/rehearsal.ts';

const [provider = 'embedded', major = '', image = ''] = process.argv.slice(2);
const url = { env: image, disposable: true, create: '', destroy: '' };
const started = await chooseProvider({ provider: provider as ProviderName, image, url }).start({
  ...(major !== '' && { major: Number(major) }),
  settings: {},
  signal: new AbortController().signal,
  progress: () => undefined,
});
if (started.ok) {
  const session = await started.value
    .connect('migrator', 'postgres')
    .catch(() => started.value.connect('observer', 'postgres'));
  const { rows } = await session.query<{ found: number }>('SELECT 41 + 1 AS found');
  console.log(JSON.stringify({ version: started.value.version, uid: process.getuid?.(), found: rows[0]?.found }));
  setInterval(() => undefined, 1_000);
} else {
  console.log(JSON.stringify(started.problem));
}
