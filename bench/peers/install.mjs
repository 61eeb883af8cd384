/** The other linters, installed from npm into the folder for temporary files; the project does not depend on them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = { 'squawk-cli': '2.66.0', '@flvmnt/pgfence': '0.1.5' };
const folder = join(tmpdir(), 'migration-rehearsal-peers');

function installed() {
  const whole = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(whole)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  }
  return join(folder, 'node_modules');
}

/** squawk's own binary of this platform, without the script of Node that would start it. */
export const squawk = () => ({
  name: `squawk ${versions['squawk-cli']}`,
  path: join(installed(), '@squawk-cli', `${process.platform}-${process.arch}`, 'bin', 'squawk'),
});

export const pgfence = () => ({
  name: `pgfence ${versions['@flvmnt/pgfence']}`,
  path: join(installed(), '@flvmnt', 'pgfence', 'dist', 'index.js'),
});
