import type { Account } from '../../../billing/ports.ts';
import { languageOf, type MessageKind, type ReaderSettings, settingsOf } from '../../../billing/reader-settings.ts';
import { ALERT_TIERS, parseTier, TIERS, type Tier } from '../../../billing/tiers.ts';
import type { Clock, LedgerEntry } from '../../../engine/ports.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { atReadersCost } from '../../answers/cost/reader-cost.ts';
import { signalVisibleFromMs } from '../../answers/visible-signals.ts';
import { quietUntil } from '../../readers/quiet-until.ts';
import { turnOf } from '../../readers/turn-of.ts';
import { wallDay } from '../../readers/wall-time.ts';
import { wantsSignal } from '../../readers/wants-signal.ts';
import { expiresAtMs } from '../plan.ts';
import { signalIdOf } from './outcome-subject.ts';
import type { AlertAsked, AlertDays, Announcement, FanOut } from './ports.ts';
import type { Settled } from './settle-queue.ts';

/** A person who is to be sent a message, and how. */
export interface Recipient {
  readonly account: Account;
  readonly tier: Tier;
  readonly isSilent: boolean;
  /** Held until then by their quiet hours. */
  readonly notBeforeMs: number | undefined;
}

interface ConsiderDeps {
  /** The tier of each of these persons by their payments. */
  readonly tiersOf: (telegramIds: readonly number[], nowMs: number) => Promise<ReadonlyMap<number, Tier>>;
  readonly clock: Clock;
}

export interface RecipientDeps extends ConsiderDeps {
  readonly alertDays: Pick<AlertDays, 'take' | 'having' | 'giveBack'>;
}

/** Whom a broadcast is for, and until when it is sent. */
type Meant = Pick<FanOut, 'expiresAtMs'> & { readonly broadcast: Pick<Announcement, 'segment' | 'kind'> | null };

interface Considered extends Recipient {
  readonly settings: ReaderSettings;
}

/**
 * Of these persons, those who are sent a signal: who has the right, whose filter lets it through at their cost, who has no quiet hours that
 * outlast it, and whose day is not full.
 */
export async function alertRecipients(
  deps: RecipientDeps,
  entry: LedgerEntry,
  accounts: readonly Account[],
): Promise<readonly Recipient[]> {
  const { signal } = entry;
  const wanting = accounts.filter((account) =>
    wantsSignal(settingsOf(account), atReadersCost(entry, account.cost).signal),
  );
  const found = (
    await considered(deps, wanting, { kind: 'signal', expiresOf: (tier) => expiresAtMs(tier, signal) })
  ).filter(({ tier }) => ALERT_TIERS.includes(tier));
  const allowed = await deps.alertDays.take(
    signal.id,
    found.map((each) => askedOf(each, entry)),
  );
  return found.filter(({ account }) => allowed.has(account.telegramId));
}

/** Of these persons, those who are told how a signal ended: who was sent it and wants to know. */
export async function outcomeRecipients(
  deps: RecipientDeps,
  fanOut: Pick<FanOut, 'expiresAtMs'>,
  { entry, accounts }: { readonly entry: LedgerEntry; readonly accounts: readonly Account[] },
): Promise<readonly Recipient[]> {
  const found = await considered(deps, accounts, { kind: 'outcome', expiresOf: () => fanOut.expiresAtMs });
  const told = await deps.alertDays.having(
    entry.signal.id,
    found.flatMap(({ account: { telegramId }, tier }) =>
      daysAround(signalVisibleFromMs(tier, entry.signal)).map((day) => ({ telegramId, day })),
    ),
  );
  return found.filter(({ account }) => told.has(account.telegramId));
}

/** Of these persons, those whom a broadcast is meant for and who have not turned its kind off. */
export async function broadcastRecipients(
  deps: ConsiderDeps,
  { broadcast, expiresAtMs: endsMs }: Meant,
  accounts: readonly Account[],
): Promise<readonly Recipient[]> {
  const { tiers = null, languages = null } = broadcast?.segment ?? {};
  const found = await considered(deps, accounts, { kind: broadcast?.kind ?? 'news', expiresOf: () => endsMs });
  return found.filter(
    ({ account, tier }) =>
      (tiers === null || tiers.some((name) => parseTier(name) === tier)) &&
      (languages === null || languages.includes(languageOf(account))),
  );
}

/** Those whose settings let a message of a kind through at this moment, with their tiers. */
async function considered(
  { tiersOf, clock }: ConsiderDeps,
  accounts: readonly Account[],
  { kind, expiresOf }: { readonly kind: MessageKind; readonly expiresOf: (tier: Tier) => number },
): Promise<readonly Considered[]> {
  const nowMs = clock.nowMs();
  const ids = accounts.map(({ telegramId }) => telegramId);
  const tiers = await tiersOf(ids, nowMs);
  return accounts.flatMap((account) => {
    const tier = tiers.get(account.telegramId) ?? TIERS[0];
    const settings = settingsOf(account);
    const turn = turnOf(settings, { kind, nowMs, expiresAtMs: expiresOf(tier) });
    if (turn.type === 'dropped') return [];
    const notBeforeMs = turn.type === 'held' ? turn.untilMs : undefined;
    return [{ account, tier, settings, isSilent: turn.isSilent, notBeforeMs }];
  });
}

/** A day counts from its midnight on the reader's wall; information may take half of it, so that what is worth trading finds room. */
function askedOf({ account, tier, settings }: Considered, entry: LedgerEntry): AlertAsked {
  const { telegramId, cost } = account;
  const day = wallDay(sentFromMs(settings, tier, entry), settings.timeZone);
  const { mostSignalsPerDay: most } = settings;
  const isInformation = !atReadersCost(entry, cost).signal.worthTrading;
  return { telegramId, day, most: most === null || !isInformation ? most : Math.floor(most / 2) };
}

/**
 * Days on which a signal of this time may have been counted: a wall is a day before or after UTC at most, and quiet hours hold for
 * less than another. Zone and quiet hours may have been changed since, so they do not say which it was.
 */
function daysAround(timeMs: number): readonly number[] {
  const day = Math.floor(timeMs / DAY_MS);
  return [day - 1, day, day + 1, day + 2];
}

/** Takes a signal that surely did not come off the day's count; outcomes are not counted at all. */
export async function giveBackUnsent(
  { alertDays }: Pick<RecipientDeps, 'alertDays'>,
  settled: readonly Settled[],
): Promise<void> {
  const bySubject = new Map<string, Omit<AlertAsked, 'most'>[]>();
  for (const { claim, result } of settled) {
    const { subject, chatId: telegramId, dueAtMs } = claim;
    const isUnsent = result.type === 'expired' || result.type === 'dead' || result.type === 'blocked';
    if (!isUnsent || claim.kind !== 'alert' || subject !== signalIdOf(subject)) continue;
    const asked = bySubject.get(subject) ?? [];
    bySubject.set(subject, asked);
    asked.push(...daysAround(dueAtMs).map((day) => ({ telegramId, day })));
  }
  for (const [subject, asked] of bySubject) await alertDays.giveBack(subject, asked);
}

/** When a signal is sent at the earliest: from the signal and the settings alone, so that a repeated plan counts it on the same day. */
function sentFromMs(settings: ReaderSettings, tier: Tier, { signal }: LedgerEntry): number {
  const fromMs = signalVisibleFromMs(tier, signal);
  return quietUntil(settings, fromMs) ?? fromMs;
}
