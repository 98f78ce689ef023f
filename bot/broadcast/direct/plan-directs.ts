import type { Account } from '../../../billing/ports.ts';
import { ALERT_TIERS, parseTier, TIERS, type Tier } from '../../../billing/tiers.ts';
import type { Clock, LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { atReadersCost } from '../../answers/cost/reader-cost.ts';
import { signalVisibleFromMs } from '../../answers/visible-signals.ts';
import type { AlertPreference, AlertPreferences } from '../../telegram/ports.ts';
import { expiresAtMs } from '../plan.ts';
import { directPage, pageOf, pagesFor, rotationOf } from './order.ts';
import type { DirectOutbox, FanOut, FanOuts, PlannedDirect } from './ports.ts';

export interface PlanDeps {
  readonly fanOuts: FanOuts;
  readonly directs: DirectOutbox;
  readonly preferences: AlertPreferences;
  readonly accounts: {
    reachable(telegramIds: readonly number[]): Promise<readonly Account[]>;
    pages(afterId: number | null, size: number): AsyncIterable<readonly Account[]>;
    count(): Promise<number>;
  };
  /** The tier of each of these persons by their payments. */
  readonly tiersOf: (telegramIds: readonly number[], nowMs: number) => Promise<ReadonlyMap<number, Tier>>;
  readonly signals: Pick<SignalReader, 'latest' | 'byId'>;
  readonly clock: Clock;
}

/** Persons looked at between two writes of the cursor: bounds what is in memory, and what is done twice after a kill. */
const PAGE_SIZE = 500;
/** Signals of the last closes that may not have been expanded yet. */
const NEWEST = 200;
/** Below every tier: a broadcast waits for every alert. */
const BROADCAST_PRIORITY = -1;

/**
 * Expands signals and broadcasts into messages to persons, from wherever the last process stopped. Ids are made of subject and person, so
 * that repeating a page adds nothing. What is expanded is found by the signals themselves: none is lost between ledger and outbox.
 */
export async function planDirects(deps: PlanDeps, isStopped: () => boolean): Promise<void> {
  await beginAlerts(deps);
  for (const fanOut of await deps.fanOuts.open()) {
    if (isStopped()) return;
    if (fanOut.state === 'planning') await expand(deps, fanOut, isStopped);
  }
}

/** Notes each new signal that somebody may still be told of. */
async function beginAlerts({ fanOuts, preferences, signals, clock }: PlanDeps): Promise<void> {
  const nowMs = clock.nowMs();
  const tier = ALERT_TIERS.at(-1);
  const persons = tier === undefined ? 0 : await preferences.count();
  if (tier === undefined || persons === 0) return;
  const latest = await signals.latest({ limit: NEWEST });
  const fresh = latest.filter(({ signal }) => expiresAtMs(tier, signal) >= nowMs);
  for (const { signal } of fresh) {
    const times = { dueAtMs: signalVisibleFromMs(tier, signal), expiresAtMs: expiresAtMs(tier, signal) };
    if ((await fanOuts.find(signal.id)) === null)
      await fanOuts.begin({ subject: signal.id, kind: 'alert', ...times, pages: pagesFor(persons), broadcast: null });
  }
}

async function expand(deps: PlanDeps, fanOut: FanOut, isStopped: () => boolean): Promise<void> {
  const pages = fanOut.kind === 'alert' ? alertPages(deps, fanOut) : broadcastPages(deps, fanOut);
  for await (const { lastId, planned } of pages) {
    if (isStopped()) return;
    await deps.directs.add(planned);
    await deps.fanOuts.advance(fanOut.subject, { cursor: lastId, planned: planned.length });
  }
  await deps.fanOuts.advance(fanOut.subject, { cursor: null, planned: 0 });
}

interface PlannedPage {
  readonly lastId: number;
  readonly planned: readonly PlannedDirect[];
}

async function* alertPages(deps: PlanDeps, fanOut: FanOut): AsyncIterable<PlannedPage> {
  const entry = await deps.signals.byId(fanOut.subject);
  if (entry === null) return;
  for await (const page of deps.preferences.pages(fanOut.cursor, PAGE_SIZE)) {
    const wanting = new Map(
      page.filter((each) => isAskedFor(each, entry.signal)).map((preference) => [preference.telegramId, preference]),
    );
    const reachable = await deps.accounts.reachable([...wanting.keys()]);
    const accounts = reachable.filter(
      ({ telegramId, cost }) =>
        wanting.get(telegramId)?.onlyWorthTrading !== true || atReadersCost(entry, cost).signal.worthTrading,
    );
    const planned = await plannedFor(deps, fanOut, { entry, accounts });
    const lastId = page.at(-1)?.telegramId;
    if (lastId !== undefined) yield { lastId, planned };
  }
}

async function* broadcastPages(deps: PlanDeps, fanOut: FanOut): AsyncIterable<PlannedPage> {
  for await (const accounts of deps.accounts.pages(fanOut.cursor, PAGE_SIZE)) {
    const planned = await plannedFor(deps, fanOut, { entry: null, accounts });
    const lastId = accounts.at(-1)?.telegramId;
    if (lastId !== undefined) yield { lastId, planned };
  }
}

/** Whether somebody asked to be told of such signals; whether it is worth trading depends on their cost, which their account knows. */
function isAskedFor(preference: AlertPreference, signal: Signal): boolean {
  const { pairs, timeframes, side, minimumConfidence } = preference;
  return (
    (pairs === null || pairs.includes(signal.series.symbol)) &&
    (timeframes === null || timeframes.includes(signal.series.timeframe)) &&
    (side === null || side === signal.side) &&
    (signal.confidence === null || signal.confidence >= minimumConfidence)
  );
}

interface Recipients {
  /** Null: a broadcast. */
  readonly entry: LedgerEntry | null;
  readonly accounts: readonly Account[];
}

async function plannedFor(
  { tiersOf, clock }: PlanDeps,
  fanOut: FanOut,
  { entry, accounts }: Recipients,
): Promise<readonly PlannedDirect[]> {
  const tiers = await tiersOf(
    accounts.map(({ telegramId }) => telegramId),
    clock.nowMs(),
  );
  return accounts.flatMap(({ telegramId, languageCode, cost }) => {
    const tier = tiers.get(telegramId) ?? TIERS[0];
    if (entry === null ? !isMeant(fanOut, tier, languageCode) : !ALERT_TIERS.includes(tier)) return [];
    const { subject, kind, pages } = fanOut;
    const priority = entry === null ? BROADCAST_PRIORITY : TIERS.indexOf(tier);
    const rotation = rotationOf(subject, telegramId);
    const times =
      entry === null
        ? { dueAtMs: fanOut.dueAtMs, expiresAtMs: fanOut.expiresAtMs }
        : { dueAtMs: signalVisibleFromMs(tier, entry.signal), expiresAtMs: expiresAtMs(tier, entry.signal) };
    const page = directPage(subject, priority, pageOf(rotation, pages));
    const told = entry === null || cost === undefined ? { languageCode } : { languageCode, cost };
    return [{ subject, kind, chatId: telegramId, audience: tier, priority, ...told, ...times, page, rotation }];
  });
}

function isMeant({ broadcast }: FanOut, tier: Tier, languageCode: string): boolean {
  const { tiers = null, languages = null } = broadcast?.segment ?? {};
  return (
    (tiers === null || tiers.some((name) => parseTier(name) === tier)) &&
    (languages === null || languages.includes(languageCode))
  );
}

/** The priorities that messages of a kind may have, the highest first. */
export function prioritiesOf({ kind }: Pick<FanOut, 'kind'>): readonly number[] {
  return kind === 'broadcast' ? [BROADCAST_PRIORITY] : TIERS.map((_, index) => index).toReversed();
}
