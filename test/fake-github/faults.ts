import type { Endpoint } from './contract.ts';
import type { State } from './state.ts';

/** Something that goes wrong at the n-th call of an endpoint, counted from 1; 0 = at every call. */
export interface EndpointFault extends What {
  readonly on: Endpoint;
  readonly call: number;
}

/** The same at the n-th call of any endpoint. */
export interface CallFault extends What {
  readonly at: number;
}

export type Fault = EndpointFault | CallFault;

interface What {
  readonly what:
    'fails-after-effect' | 'bad-gateway' | 'forbidden' | 'rate-limited' | 'hangs-up' | ((state: State) => void);
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refusal = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

export const forbidden = () => refusal(403, 'Resource not accessible by integration');
export const notFound = () => refusal(404, 'Not Found');
export const invalid = (message: string) => refusal(422, `Validation Failed: ${message}`);

/** The reply of a fault that comes before the endpoint does anything; undefined where there is none. */
export function refusedBy({ what }: Fault): Reply | undefined {
  if (what === 'bad-gateway') return refusal(502, 'Server Error');
  if (what === 'forbidden') return forbidden();
  if (what === 'rate-limited') {
    return refusal(403, 'You have exceeded a secondary rate limit. Please wait a few minutes.', { 'retry-after': '1' });
  }
  return undefined;
}
