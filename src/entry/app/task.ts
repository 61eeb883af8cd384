import * as z from 'zod';
import type { Trigger } from '../../domain/trigger.ts';
import { readTrigger } from '../../github/event.ts';
import type { InstalledRepository } from '../../github/installation.ts';
import type { Delivery, Task, Understood } from '../../server/intake.ts';

/** What an event asks for, and the repository that it comes from. */
export interface Subject {
  readonly repository: InstalledRepository;
  readonly trigger: Trigger;
  /** Somebody wants nothing used that was kept from earlier runs. */
  readonly fresh?: true;
}

const addressed = z.object({
  installation: z.object({ id: z.number().int().positive() }),
  repository: z.object({
    id: z.number().int().positive(),
    name: z.string().min(1),
    owner: z.object({ login: z.string().min(1) }),
  }),
});

/** The same words for the same events as in the Action, and beside them where it happens. */
export function understand({ event, payload }: Delivery): Understood<Subject> {
  const address = addressed.safeParse(payload);
  if (!address.success) return { nothing: 'It is about no repository.' };
  const trigger = readTrigger(event, payload);
  if (!trigger.ok) return { nothing: 'It asks for nothing.' };
  if (trigger.value.kind === 'nothing') return { nothing: trigger.value.because };
  const { installation, repository } = address.data;
  const { id, name, owner } = repository;
  return taskOf({ installation: installation.id, id, owner: owner.login, repo: name }, trigger.value);
}

/** What is written on a pull request is heard in its order, all of it; of its commits only the newest matters. */
export function taskOf(repository: InstalledRepository, trigger: Exclude<Trigger, { kind: 'nothing' }>): Task<Subject> {
  const name = `${repository.owner}/${repository.repo}`;
  const subject = { repository, trigger };
  switch (trigger.kind) {
    case 'merge-group':
      return { place: `${name}@${trigger.head}`, lane: 'newest', head: trigger.head, subject };
    case 'fork-report':
      return { place: `${name}@${trigger.head}`, lane: 'in-order', subject };
    case 'pull-request':
      return { place: `${name}#${trigger.number}`, lane: 'newest', head: trigger.head, subject };
    case 'asked-again':
    case 'closed':
      return { place: `${name}#${trigger.number}`, lane: 'newest', subject };
    case 'comment':
    case 'comment-changed':
    case 'explain':
      return { place: `${name}#${trigger.number}`, lane: 'in-order', subject };
  }
}
