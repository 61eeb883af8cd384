// Written by `npm run generate` from the files of `verbs/`.
import type { Verb } from './command.ts';
import { verb as approve } from './verbs/approve.ts';
import { verb as block } from './verbs/block.ts';
import { verb as cancel } from './verbs/cancel.ts';
import { verb as explain } from './verbs/explain.ts';
import { verb as finished } from './verbs/finished.ts';
import { verb as help } from './verbs/help.ts';
import { verb as notify } from './verbs/notify.ts';
import { verb as okToTest } from './verbs/ok-to-test.ts';
import { verb as override } from './verbs/override.ts';
import { verb as rerun } from './verbs/rerun.ts';
import { verb as revoke } from './verbs/revoke.ts';
import { verb as runbook } from './verbs/runbook.ts';
import { verb as started } from './verbs/started.ts';
import { verb as status } from './verbs/status.ts';
import { verb as unblock } from './verbs/unblock.ts';
import { verb as watch } from './verbs/watch.ts';

export const verbs: readonly Verb[] = [
  approve,
  block,
  cancel,
  explain,
  finished,
  help,
  notify,
  okToTest,
  override,
  rerun,
  revoke,
  runbook,
  started,
  status,
  unblock,
  watch,
];
