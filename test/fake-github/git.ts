import { execFileSync, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { resolve } from './routes.ts';
import type { State } from './state.ts';
import { mayRead } from './state.ts';

/** The real git behind HTTP, as GitHub serves it: heads of pull requests, any commit by name, and a token demanded. */
export async function serveGit(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const sent = await buffer(request);
  const status = allowed(request, state);
  if (status !== 200) {
    response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {});
    response.end();
    return;
  }
  for (const { number, head } of state.pullRequests.values()) {
    const commit = resolve(state, head);
    if (commit !== undefined)
      execFileSync('git', ['-C', state.repository, 'update-ref', `refs/pull/${number}/head`, commit]);
  }
  answer(await backend(request, sent, state), response);
}

function allowed({ headers, url = '' }: IncomingMessage, state: State): 200 | 401 | 403 | 404 {
  const [, encoded = ''] = /^basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!/^x-access-token:a-token$/.test(Buffer.from(encoded, 'base64').toString())) return 401;
  if (!url.startsWith('/acme/shop.git/')) return 404;
  return mayRead(state, 'contents') ? 200 : 403;
}

function backend({ method, headers, url = '' }: IncomingMessage, sent: Buffer, { repository }: State): Promise<Buffer> {
  const [path = '', query = ''] = url.split('?');
  const child = spawn('git', ['-c', 'safe.directory=*', 'http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'uploadpack.allowAnySHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      PATH_INFO: path.replace('/acme/shop.git', ''),
      QUERY_STRING: query,
      REQUEST_METHOD: method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: String(sent.length),
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(sent);
  return buffer(child.stdout);
}

/** CGI: headers, a blank line, the body. */
function answer(told: Buffer, response: ServerResponse): void {
  const end = told.indexOf('\r\n\r\n');
  const headers = told.subarray(0, end).toString('latin1').split('\r\n');
  for (const header of headers) {
    const [name = '', value = ''] = header.split(/:\s*/, 2);
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(told.subarray(end + 4));
}
