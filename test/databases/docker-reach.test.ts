import { expect, test } from '@jest/globals';
import { reachBy } from '../../src/databases/docker/reach.ts';

const rootless = '["name=seccomp,profile=builtin","name=rootless"]';
const usual = '["name=seccomp,profile=builtin"]';
const here = { by: 'port', bind: '127.0.0.1', host: '127.0.0.1' };

test.each([
  ['a daemon beside us', 'unix:///var/run/docker.sock', usual, 'linux', { by: 'address' }],
  ['no context at all', '', usual, 'linux', { by: 'address' }],
  ['a rootless one', 'unix:///run/user/1000/docker.sock', rootless, 'linux', here],
  ['Docker Desktop', 'unix:///Users/ann/.docker/run/docker.sock', usual, 'darwin', here],
  ['one forwarded to us', 'tcp://localhost:2375', usual, 'linux', here],
  ['a service beside the job', 'tcp://docker:2376', usual, 'linux', { by: 'port', bind: '0.0.0.0', host: 'docker' }],
  ['one over ssh', 'ssh://ann@build.example', usual, 'darwin', { by: 'port', bind: '0.0.0.0', host: 'build.example' }],
] as const)('a container of %s is reached', (_, endpoint, options, platform, reach) => {
  expect(reachBy(endpoint, options, platform)).toEqual(reach);
});
