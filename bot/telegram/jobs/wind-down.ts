import { standingAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Closing } from '../../../billing/lifecycle/closing.ts';
import { presentsLeft, type TimeLeft, timeLeft } from '../../../billing/lifecycle/time-left.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { Cards } from '../../cards/cards.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { cancelSubscription } from '../money/cancel-subscription.ts';
import { readClosing, readTakenBack } from '../money/closing.ts';
import { refundCharge } from '../money/refund-charge.ts';
import type { TextStore } from '../ports.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

/** Accounts looked at in one run: some seconds of Telegram's limit. */
const ACCOUNTS_A_RUN = 200;
/** Subscriptions may be taken up again on a provider's own page: everybody is looked at again after that time. */
const AGAIN_AFTER_MS = HOUR_MS;

export type WindDownDependencies = Omit<Outgoing, 'cards'> & {
  readonly cards: Cards | null;
  readonly setup: Pick<TextStore, 'read' | 'write'>;
};

/**
 * What is left to do of winding the service down, some accounts a run: checkouts are ended, subscriptions cancelled at their provider,
 * everybody with access is told once, and Stars are given back once that was asked for. It goes on behind the account that was looked at
 * last, so that a kill loses nothing; each step may be repeated. How many accounts were looked at.
 */
export async function windDown(deps: WindDownDependencies, nowMs: number): Promise<number> {
  const closing = await readClosing(deps);
  if (closing === null) return await tellTakenBack(deps, nowMs);
  const cancelled = await goThrough(
    deps,
    { pass: `tell|${closing.sinceMs}`, nowMs },
    {
      begin: async () => await deps.cards?.endCheckouts(),
      each: (telegramId, ledger) => endAndTell(deps, closing, { telegramId, ledger, nowMs }),
    },
  );
  if (closing.refundsAtMs === null) return cancelled;
  const refunded = await goThrough(
    deps,
    { pass: `refund|${closing.refundsAtMs}`, nowMs },
    {
      begin: async () => {},
      each: (_telegramId, ledger) => returnLeft(deps, { ledger, nowMs }),
    },
  );
  return cancelled + refunded;
}

/** Where the id of the account is kept that a pass looked at last. */
function positionOf(pass: string): string {
  return `closing-position|${pass}`;
}

interface Pass {
  readonly begin: () => Promise<void>;
  readonly each: (telegramId: number, ledger: readonly LedgerFact[]) => Promise<void>;
}

/** One run of a pass over all accounts with facts, by id. What fails for one account is said, and tried again in the next pass. */
async function goThrough(
  deps: WindDownDependencies,
  { pass, nowMs, once = false }: { readonly pass: string; readonly nowMs: number; readonly once?: boolean },
  { begin, each }: Pass,
): Promise<number> {
  const key = positionOf(pass);
  const [, afterId, endedAtMs] = /^(?:after (-?\d+)|ended (\d+))$/.exec((await deps.setup.read(key)) ?? '') ?? [];
  if (endedAtMs !== undefined && (once || nowMs - Number(endedAtMs) < AGAIN_AFTER_MS)) return 0;
  if (afterId === undefined) await begin();
  const behind = (await deps.payments.payers())
    .filter((id) => afterId === undefined || id > Number(afterId))
    .toSorted((a, b) => a - b);
  const page = behind.slice(0, ACCOUNTS_A_RUN);
  const ledgers = await deps.payments.ofAccounts(page);
  for (const telegramId of page) {
    await each(telegramId, ledgers.get(telegramId) ?? []).catch((error: unknown) =>
      deps.log({
        type: 'update-failed',
        updateId: null,
        error: `wind-down: ${describeError(error)}`,
      }),
    );
  }
  const last = page.at(-1);
  await deps.setup.write(key, behind.length > page.length && last !== undefined ? `after ${last}` : `ended ${nowMs}`);
  return page.length;
}

async function endAndTell(
  deps: WindDownDependencies,
  { sinceMs }: Closing,
  {
    telegramId,
    ledger,
    nowMs,
  }: { readonly telegramId: number; readonly ledger: readonly LedgerFact[]; readonly nowMs: number },
): Promise<void> {
  const { subscriptions, entitlement } = standingAt(ledger, nowMs);
  for (const each of subscriptions.filter(({ renews }) => renews))
    await cancelSubscription(deps, each, { atMs: nowMs, why: `closing-${sinceMs}` });
  const left = await leftOf(deps, ledger, nowMs);
  const account = left.length === 0 ? null : await deps.accounts.find(telegramId);
  if (account === null) return;
  const texts = textsFor(languageOf(account));
  await sendOnce(deps, {
    key: `closing|${telegramId}|${sinceMs}`,
    chatId: telegramId,
    screen: {
      text: texts.closingTold(entitlement, { ends: subscriptions.length > 0, waits: left.filter(isUntaken).length }),
      keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]],
    },
    repeatNote: texts.maybeRepeated,
  });
}

/** An account's own time, and what is left of the presents that it paid for: their money goes back to it. */
async function leftOf(
  { payments }: Pick<WindDownDependencies, 'payments'>,
  ledger: readonly LedgerFact[],
  nowMs: number,
): Promise<readonly TimeLeft[]> {
  return [...timeLeft(ledger, nowMs), ...(await presentsLeft(payments, ledger, nowMs))];
}

function isUntaken({ present }: TimeLeft): boolean {
  return present?.type === 'untaken';
}

/** Once: whoever may have been told that the service ends is told that it goes on. */
async function tellTakenBack(deps: WindDownDependencies, nowMs: number): Promise<number> {
  const sinceMs = await readTakenBack(deps);
  if (sinceMs === null || (await deps.setup.read(positionOf(`tell|${sinceMs}`))) === null) return 0;
  return await goThrough(
    deps,
    { pass: `reopen|${sinceMs}`, nowMs, once: true },
    {
      begin: async () => {},
      each: async (telegramId, ledger) => {
        const account = (await leftOf(deps, ledger, nowMs)).length === 0 ? null : await deps.accounts.find(telegramId);
        if (account === null) return;
        const texts = textsFor(languageOf(account));
        await sendOnce(deps, {
          ...{ key: `reopened|${telegramId}|${sinceMs}`, chatId: telegramId, repeatNote: texts.maybeRepeated },
          screen: { text: texts.reopenedTold, keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]] },
        });
      },
    },
  );
}

/** Telegram gives back whole charges only. One that is not back in the ledger is asked for again: Telegram does it once. */
async function returnLeft(
  deps: WindDownDependencies,
  { ledger, nowMs }: { readonly ledger: readonly LedgerFact[]; readonly nowMs: number },
): Promise<void> {
  for (const { charge } of await leftOf(deps, ledger, nowMs))
    if (charge?.provider === 'stars') await refundCharge(deps, charge);
}
