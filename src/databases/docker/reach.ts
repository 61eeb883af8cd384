import { docker } from './command.ts';

/**
 * How we get to a container: by its own address where the daemon runs beside us, by a published port where it runs in a
 * machine or namespace of its own.
 */
export type Reach =
  | { readonly by: 'address' }
  /** `bind`: the daemon's interface; `host`: what we call it. */
  | { readonly by: 'port'; readonly bind: string; readonly host: string };

const loopback = '127.0.0.1';
const here: Reach = { by: 'port', bind: loopback, host: loopback };

/** @param options what the daemon says of its security, `name=rootless` among it. */
export async function reachOf(options: string): Promise<Reach> {
  const endpoint = process.env['DOCKER_HOST'] ?? (await contextEndpoint());
  return reachBy(endpoint, options, process.platform);
}

/** Of the daemon's address, its security options, and our own system. */
export function reachBy(endpoint: string, options: string, platform: NodeJS.Platform): Reach {
  const host = /^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(endpoint)?.[1]?.replace(/[[\]]/g, '');
  if (host !== undefined && !/^(localhost|127\.[\d.]+|::1)$/.test(host)) return { by: 'port', bind: '0.0.0.0', host };
  return host !== undefined || platform !== 'linux' || options.includes('rootless') ? here : { by: 'address' };
}

async function contextEndpoint(): Promise<string> {
  const { status, output } = await docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  return status === 0 ? output.trim() : '';
}
