import type { Result } from '../domain/errors.ts';

/** Where an announcement is sent: a webhook of a chat, or of anything that takes JSON. */
export interface Announcer {
  /**
   * `payload` is sent as JSON; done once, never twice. The address is a secret: no message repeats it. A problem
   * `interrupted` = it was asked and did not answer well, so that nobody knows whether it took the message.
   */
  post(address: string, payload: unknown): Promise<Result<undefined>>;
}
