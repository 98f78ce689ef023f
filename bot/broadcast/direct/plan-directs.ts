import type { Account } from '../../../billing/ports.ts';
import { type ChosenKind, languageOf } from '../../../billing/reader-settings.ts';
import { ALERT_TIERS, TIERS } from '../../../billing/tiers.ts';
import type { LedgerEntry, SettledReader, SignalReader } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { signalVisibleFromMs } from '../../answers/visible-signals.ts';
import { expiresAtMs } from '../plan.ts';
import { broadcastStopped } from './broadcast-stopped.ts';
import { directPage, pageOf, pagesFor, rotationOf } from './order.ts';
import { outcomeSubject, signalIdOf } from './outcome-subject.ts';
import type { DirectOutbox, FanOut, FanOuts, NewDirect } from './ports.ts';
import {
  alertRecipients,
  broadcastRecipients,
  outcomeRecipients,
  type Recipient,
  type RecipientDeps,
} from './recipients.ts';

export interface PlanDeps extends RecipientDeps {
  readonly fanOuts: FanOuts;
  readonly directs: DirectOutbox;
  readonly accounts: {
    wanting(kind: ChosenKind, afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
    countWanting(kind: ChosenKind): Promise<number>;
    pages(afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
  };
  readonly signals: Pick<SignalReader, 'latest' | 'byId'> & SettledReader;
}

/** Persons looked at between two writes of the cursor: bounds what is in memory, and what is done twice after a kill. */
const PAGE_SIZE = 500;
/** Signals of the last closes that may not have been expanded yet. */
const NEWEST = 200;
/** An outcome is news for so long. */
const OUTCOME_NEWS_MS = HOUR_MS;
/** Below every tier: a broadcast waits for every alert. */
const BROADCAST_PRIORITY = -1;

/**
 * Expands signals, outcomes and broadcasts into messages to persons, from wherever the last process stopped. Ids are made of subject and
 * person, so that repeating a page adds nothing. What is expanded is found by the signals themselves: none is lost between ledger and
 * outbox.
 */
export async function planDirects(deps: PlanDeps, isStopped: () => boolean): Promise<void> {
  await beginAlerts(deps);
  await beginOutcomes(deps);
  for (const fanOut of await deps.fanOuts.open()) {
    if (isStopped()) return;
    if (fanOut.state === 'planning') await expand(deps, fanOut, isStopped);
  }
}

/** Notes each new signal that can still be sent to somebody. */
async function beginAlerts(deps: PlanDeps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const tier = ALERT_TIERS.at(-1);
  if (tier === undefined) return;
  const latest = await deps.signals.latest({ limit: NEWEST });
  const fresh = latest.filter(({ signal }) => expiresAtMs(tier, signal) >= nowMs);
  const known = await deps.fanOuts.known(fresh.map(({ signal }) => signal.id));
  const unknown = fresh.filter(({ signal }) => !known.has(signal.id));
  const begun = unknown.map(({ signal }) => ({
    subject: signal.id,
    ...{ dueAtMs: signalVisibleFromMs(tier, signal), expiresAtMs: expiresAtMs(tier, signal) },
  }));
  await begin(deps, 'signal', begun);
}

/** Notes each new outcome of a signal that was sent to persons, where somebody wants to be told. */
async function beginOutcomes(deps: PlanDeps): Promise<void> {
  const ended = await deps.signals.settledSince(deps.clock.nowMs() - OUTCOME_NEWS_MS);
  const known = await deps.fanOuts.known(ended.flatMap(({ signal }) => [signal.id, outcomeSubject(signal.id)]));
  const begun = ended.flatMap(({ signal, outcome }) => {
    const subject = outcomeSubject(signal.id);
    if (outcome === null || !known.has(signal.id) || known.has(subject)) return [];
    return [{ subject, dueAtMs: outcome.settledAtMs, expiresAtMs: outcome.settledAtMs + OUTCOME_NEWS_MS }];
  });
  await begin(deps, 'outcome', begun);
}

/** Nobody is counted where nothing is new: this is asked for each page that is sent, and a hundred thousand accounts take seconds. */
async function begin(
  { fanOuts, accounts }: PlanDeps,
  kind: ChosenKind,
  begun: readonly Pick<FanOut, 'subject' | 'dueAtMs' | 'expiresAtMs'>[],
): Promise<void> {
  const persons = begun.length === 0 ? 0 : await accounts.countWanting(kind);
  if (persons === 0) return;
  for (const each of begun) await fanOuts.begin({ ...each, kind: 'alert', pages: pagesFor(persons), broadcast: null });
}

async function expand(deps: PlanDeps, fanOut: FanOut, isStopped: () => boolean): Promise<void> {
  for await (const { lastId, planned } of plannedPages(deps, fanOut)) {
    if (isStopped()) return;
    await deps.directs.add(planned);
    if (await deps.fanOuts.advance(fanOut.subject, { cursor: lastId, planned: planned.length })) continue;
    // Stopped meanwhile: what was added since then is not sent either.
    await deps.directs.stop(fanOut.subject, broadcastStopped(deps.clock.nowMs()));
    return;
  }
  await deps.fanOuts.advance(fanOut.subject, { cursor: null, planned: 0 });
}

interface PlannedPage {
  readonly lastId: number;
  readonly planned: readonly NewDirect[];
}

async function* plannedPages(deps: PlanDeps, fanOut: FanOut): AsyncIterable<PlannedPage> {
  const entry = fanOut.kind === 'alert' ? await deps.signals.byId(signalIdOf(fanOut.subject)) : null;
  if (fanOut.kind === 'alert' && entry === null) return;
  const isOutcome = entry !== null && fanOut.subject !== entry.signal.id;
  const pages =
    entry === null
      ? deps.accounts.pages(fanOut.cursor, PAGE_SIZE)
      : deps.accounts.wanting(isOutcome ? 'outcome' : 'signal', fanOut.cursor, PAGE_SIZE);
  for await (const accounts of pages) {
    const lastId = accounts.at(-1)?.telegramId;
    if (lastId === undefined) continue;
    const recipients =
      entry === null
        ? await broadcastRecipients(deps, fanOut, accounts)
        : isOutcome
          ? await outcomeRecipients(deps, fanOut, { entry, accounts })
          : await alertRecipients(deps, entry, accounts);
    const alerted = isOutcome ? null : entry;
    yield { lastId, planned: recipients.map((recipient) => plannedFor(fanOut, recipient, alerted)) };
  }
}

/** The message to one of them; entry: the signal it is about, null for what is due at the same time for everybody. */
function plannedFor(fanOut: FanOut, recipient: Recipient, entry: LedgerEntry | null): NewDirect {
  const { subject, kind, pages } = fanOut;
  const { account, tier, isSilent, notBeforeMs } = recipient;
  const { telegramId } = account;
  const priority = kind === 'broadcast' ? BROADCAST_PRIORITY : TIERS.indexOf(tier);
  const rotation = rotationOf(subject, telegramId);
  const times =
    entry === null
      ? { dueAtMs: fanOut.dueAtMs, expiresAtMs: fanOut.expiresAtMs }
      : { dueAtMs: signalVisibleFromMs(tier, entry.signal), expiresAtMs: expiresAtMs(tier, entry.signal) };
  return {
    ...{ subject, kind, chatId: telegramId, audience: tier, priority, rotation, ...times },
    ...{ page: directPage(subject, priority, pageOf(rotation, pages)), languageCode: languageOf(account) },
    ...(kind === 'broadcast' ? {} : tradingOf(account)),
    ...{ isSilent, notBeforeMs },
  };
}

/** What a signal is told to them with, where they chose it. */
function tradingOf({ cost, settings }: Account): Pick<NewDirect, 'cost' | 'riskPerTrade'> {
  const riskPerTrade = settings?.riskPerTrade ?? null;
  return { ...(cost === undefined ? {} : { cost }), ...(riskPerTrade === null ? {} : { riskPerTrade }) };
}

/** The priorities that messages of a kind may have, the highest first. */
export function prioritiesOf({ kind }: Pick<FanOut, 'kind'>): readonly number[] {
  return kind === 'broadcast' ? [BROADCAST_PRIORITY] : TIERS.map((_, index) => index).toReversed();
}
