import type { Observe } from '../../observe/observe.ts';
import { startRealTimer } from '../../telegram/deadline.ts';
import { createSendBudget, type SendBudget, TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';
import type { Environment } from '../environment.ts';
import { createSendShares } from '../sharing/send-shares.ts';
import type { UndoStack } from '../undo-stack.ts';
import type { Stores } from './stores.ts';

export interface BudgetParts {
  readonly environment: Pick<Environment, 'mode' | 'steadyNowMs'>;
  readonly stores: Pick<Stores, 'sendShares'>;
  readonly installationId: string;
  readonly observe: Pick<Observe, 'log'>;
  readonly onStop: UndoStack['push'];
}

/** What this process may send: all that the token may where it is alone for sure, else its part, which the others agree to. */
export async function openBudget({ environment, stores, ...parts }: BudgetParts): Promise<SendBudget> {
  const budget = createSendBudget(TELEGRAM_LIMITS, environment.steadyNowMs);
  // The replay and its folder are this process's alone.
  if (environment.mode === 'sandbox') return budget;
  const shares = createSendShares({
    ...{ budget, store: stores.sendShares, holder: parts.installationId },
    ...{ nowMs: Date.now, wallNowMs: () => performance.now(), startTimer: startRealTimer },
    onEvent: (event) => parts.observe.log(event),
    onFailed: (error) => parts.observe.log({ type: 'failure', where: 'send-shares', error }),
  });
  parts.onStop('send-shares', () => shares.stop());
  await shares.start();
  return budget;
}
