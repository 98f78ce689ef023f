import { entitlementAt } from '../../../billing/entitlement.ts';
import type { Account } from '../../../billing/ports.ts';
import { languageOf, settingsOf } from '../../../billing/reader-settings.ts';
import type { LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { entriesFrom } from '../../answers/summary.ts';
import { type DigestPeriod, digestOf, duePeriod } from '../../readers/digest-of.ts';
import { turnOf } from '../../readers/turn-of.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

export type DigestDependencies = Pick<Outgoing, 'api' | 'accounts' | 'payments' | 'notices' | 'log'> & {
  readonly signals: Pick<SignalReader, 'latest'>;
  /** Signals that were sent to a person on days of theirs. */
  readonly alertDays: { ofDays(telegramId: number, days: readonly number[]): Promise<ReadonlySet<string>> };
};

const PAGE = 200;
/** A week, told a day late in any zone. */
const LOOKED_BACK_MS = 9 * DAY_MS;

/**
 * Sends the digests that are due by each reader's clock, once each: to whoever is sent signals directly, and to whoever chose one. Called
 * again and again; what quiet hours hold is sent by a later call.
 */
export async function sendDigests(deps: DigestDependencies, nowMs: number): Promise<void> {
  let known: Promise<readonly LedgerEntry[]> | null = null;
  const entries = (): Promise<readonly LedgerEntry[]> => {
    known ??= entriesFrom(deps.signals, nowMs - LOOKED_BACK_MS);
    return known;
  };
  for await (const page of deps.accounts.pages(null, PAGE)) {
    for (const account of page) {
      const period = isSubscribed(account) ? duePeriod(settingsOf(account), nowMs) : null;
      if (period === null) continue;
      await sendOne(deps, account, { period, nowMs, entries }).catch((error: unknown) =>
        deps.log({ type: 'update-failed', updateId: null, error: `digest: ${describeError(error)}` }),
      );
    }
  }
}

/** By default a digest comes with the signals; anybody may choose one. */
function isSubscribed({ settings }: Account): boolean {
  if (settings === undefined) return false;
  return (
    settingsOf({ settings }).messages.signal !== 'off' ||
    settings.digest !== undefined ||
    settings.messages?.digest !== undefined
  );
}

async function sendOne(
  deps: DigestDependencies,
  account: Account,
  due: {
    readonly period: DigestPeriod;
    readonly nowMs: number;
    readonly entries: () => Promise<readonly LedgerEntry[]>;
  },
): Promise<void> {
  const { period, nowMs } = due;
  const { telegramId } = account;
  const turn = turnOf(settingsOf(account), { kind: 'digest', nowMs, expiresAtMs: Number.POSITIVE_INFINITY });
  if (turn.type !== 'now') return;
  const days = Array.from({ length: period.toDay - period.fromDay + 1 }, (_, index) => period.fromDay + index);
  const { tier } = entitlementAt(await deps.payments.ofAccount(telegramId), nowMs);
  const sentIds = await deps.alertDays.ofDays(telegramId, days);
  const digest = digestOf(account, period, { entries: await due.entries(), tier, sentIds });
  if (digest === null) return;
  const texts = textsFor(languageOf(account));
  const keyboard = [
    [
      actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
      actionButton(texts.buttonSettings, { type: 'settings', page: 'main' }),
    ],
  ];
  await sendOnce(deps, {
    key: `digest|${telegramId}|${period.kind}|${period.toDay}`,
    chatId: telegramId,
    screen: { text: texts.digest(digest), keyboard, isSilent: turn.isSilent },
    repeatNote: texts.maybeRepeated,
  });
}
