import { type Entitlement, standingAt } from '../../../billing/entitlement.ts';
import { isCharge, type LedgerFact } from '../../../billing/ledger-fact.ts';
import { plansOnSale } from '../../../billing/plans.ts';
import { languageOf, settingsOf } from '../../../billing/reader-settings.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { turnOf } from '../../readers/turn-of.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton, type Screen } from '../views/show.ts';

/** When somebody is reminded, by the time that is left: the stage that holds, so that after an outage nobody gets two at once. */
const STAGES = [
  { stage: 'T-3', fromMs: DAY_MS, toMs: 3 * DAY_MS },
  { stage: 'T-1', fromMs: 3 * HOUR_MS, toMs: DAY_MS },
  { stage: 'T0', fromMs: 0, toMs: 3 * HOUR_MS },
  { stage: 'T+1', fromMs: -2 * DAY_MS, toMs: -DAY_MS },
] as const;

export type ReminderDependencies = Pick<Outgoing, 'api' | 'accounts' | 'payments' | 'notices' | 'log'>;

/** Reminds everybody whose time ends and does not renew by itself, once for each stage and end; how many messages were due. */
export async function sendReminders(deps: ReminderDependencies, nowMs: number): Promise<number> {
  let due = 0;
  const ledgers = await deps.payments.ofAccounts(await deps.payments.payers());
  for (const [telegramId, ledger] of ledgers) {
    const reminder = reminderOf(ledger, nowMs);
    if (reminder === null) continue;
    due += 1;
    await remind(deps, telegramId, { ...reminder, ledger, nowMs }).catch((error: unknown) => {
      deps.log({ type: 'update-failed', updateId: null, error: `reminder: ${describeError(error)}` });
    });
  }
  return due;
}

interface Reminder {
  readonly stage: (typeof STAGES)[number]['stage'];
  readonly entitlement: Entitlement;
  readonly endMs: number;
  readonly leftMs: number;
  /** From when on another stage holds, or none. */
  readonly stageEndMs: number;
}

/** The reminder that holds now; null when time renews by itself, goes on afterwards, never ends, or nothing is due. */
function reminderOf(ledger: readonly LedgerFact[], nowMs: number): Reminder | null {
  const { entitlement, subscriptions, kept } = standingAt(ledger, nowMs);
  const { paidUntilMs: endMs, state } = entitlement;
  if (endMs === null || state === 'past-due' || kept.length > 0) return null;
  if (subscriptions.some(({ renews, tier }) => renews && tier === entitlement.tier)) return null;
  const leftMs = endMs - nowMs;
  const found = STAGES.find(({ fromMs, toMs }) => leftMs > fromMs && leftMs <= toMs);
  if (found === undefined) return null;
  return { stage: found.stage, stageEndMs: endMs - found.fromMs, entitlement, endMs, leftMs };
}

async function remind(
  deps: ReminderDependencies,
  telegramId: number,
  {
    stage,
    stageEndMs,
    entitlement,
    endMs,
    leftMs,
    ledger,
    nowMs,
  }: Reminder & {
    readonly ledger: readonly LedgerFact[];
    readonly nowMs: number;
  },
): Promise<void> {
  const account = await deps.accounts.find(telegramId);
  if (account === null || account.unreachable) return;
  const turn = turnOf(settingsOf(account), { kind: 'reminder', nowMs, expiresAtMs: stageEndMs });
  // Held by quiet hours: a later run of the job sends it. Where they outlast its time it comes now, without a sound: a door is closing.
  if (turn.type === 'held' || (turn.type === 'dropped' && turn.why === 'off')) return;
  const isSilent = turn.type === 'dropped' || turn.isSilent;
  const texts = textsFor(languageOf(account));
  const text = leftMs < 0 ? texts.reminderEnded(endMs) : texts.reminder(entitlement.tier, endMs, leftMs);
  const last = ledger.filter(isCharge).toSorted((a, b) => b.atMs - a.atMs)[0]?.planId;
  const isSold = plansOnSale().some(({ id }) => id === last);
  const again =
    last === undefined || !isSold
      ? actionButton(texts.buttonSubscribe, { type: 'subscribe' })
      : actionButton(texts.buttonRenew, { type: 'buy', planId: last });
  const screen: Screen = { text, keyboard: [[again], [actionButton(texts.buttonPlan, { type: 'plan' })]], isSilent };
  const key = `reminder|${telegramId}|${endMs}|${stage}`;
  await sendOnce(deps, { key, chatId: telegramId, screen, repeatNote: texts.maybeRepeated });
}
