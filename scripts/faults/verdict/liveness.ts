import { LEASE_MS } from '../../../bot/process/lease.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import type { Scenario } from '../world/scenario.ts';
import { DAY_START_MS } from '../world/simulated-exchange.ts';
import type { World } from '../world/world.ts';
import { BOUND_MS, isThanked } from './arrived.ts';

const CHECKOUT_LIMIT_MS = 1_100;
/** A lease, and one look of those that stand by. */
const TAKEOVER_LIMIT_MS = LEASE_MS + 5_000;

/** What is due and not done although nothing has gone wrong for longer than the bound. */
export function lateWork(world: World, scenario: Scenario): readonly string[] {
  const nowMs = world.time.nowMs();
  const { predictions } = world.database;
  const healedMs = scenario.healedAtMs ?? Number.POSITIVE_INFINITY;
  const wellSinceMs = DAY_START_MS + healedMs + BOUND_MS;
  const newestMs = Math.max(...predictions.rows().map(({ closeTimeMs }) => closeTimeMs));
  return [
    ...undone(world, nowMs - BOUND_MS),
    ...unsettled(world, nowMs),
    ...(newestMs < Math.floor((nowMs - BOUND_MS) / HOUR_MS) * HOUR_MS
      ? ['the newest candles were not decided upon']
      : []),
    ...(world.impatientCalls > 0 ? [`${world.impatientCalls} posts within the wait that Telegram had asked for`] : []),
    ...unsent(world, { fromMs: wellSinceMs, toMs: nowMs - BOUND_MS }),
    ...unthanked(world, wellSinceMs),
    ...lateCheckouts(world, scenario, wellSinceMs),
    ...world.takeoversMs
      .filter((ms) => ms > TAKEOVER_LIMIT_MS)
      .map((ms) => `a killed holder was replaced after ${ms} ms`),
  ];
}

/** Messages, outcomes and updates that have been due since `beforeMs` and wait. */
export function undone(world: World, beforeMs: number): readonly string[] {
  const { database, telegram } = world;
  const entries = new Map<string, LedgerEntry>(
    database.ledger.entries().flatMap((entry) => entry.deliveries.map(({ id }) => [id, entry])),
  );
  const refused = (world.seen.faults.get('telegram 403') ?? 0) > 0;
  const found: string[] = [];
  for (const { id, state, dueAtMs, outcomeShown, error } of database.outbox.deliveries()) {
    const name = `delivery ${id.slice(0, 8)}`;
    if ((state === 'pending' || state === 'claimed') && dueAtMs < beforeMs) found.push(`${name} is still ${state}`);
    if (state === 'dead' && !refused) found.push(`${name} is dead: ${error}`);
    if (state !== 'sent' || outcomeShown) continue;
    const settledAtMs = entries.get(id)?.outcome?.settledAtMs ?? Number.POSITIVE_INFINITY;
    if (settledAtMs < beforeMs && !(error !== null && refused)) found.push(`${name} does not show its outcome`);
  }
  if (telegram.updates().length > 0) found.push(`${telegram.updates().length} updates were not taken`);
  return found;
}

function unsettled({ database }: World, nowMs: number): readonly string[] {
  const open = database.ledger
    .entries()
    .filter(({ signal, outcome }) => outcome === null && signal.closeTimeMs + 2 * HOUR_MS < nowMs);
  return open.length > 0 ? [`${open.length} signals have no outcome`] : [];
}

/** With nothing in its way a post is sent: unknown, dead or expired are words for faults. */
function unsent(
  { database, settledInFaults }: World,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
) {
  return database.outbox
    .deliveries()
    .filter(({ id, dueAtMs }) => dueAtMs >= fromMs && dueAtMs < toMs && settledInFaults?.has(id) !== true)
    .filter(({ state }) => state !== 'sent')
    .map(({ id, state }) => `delivery ${id.slice(0, 8)} of the time after the faults is ${state}`);
}

/**
 * Where Telegram refused, or was fine, every payer reads of the payment; a call that ended in the dark may have been read. Who paid
 * once all was well again reads of it whatever was before.
 */
function unthanked(world: World, wellSinceMs: number): readonly string[] {
  const isDark = [...world.seen.faults.keys()].some((kind) => /reset|slow|403|database|process|clock/.test(kind));
  return world.telegram.charges
    .filter(({ atMs }) => atMs >= wellSinceMs || !isDark)
    .filter((charge) => !isThanked(world, charge))
    .map(({ id, telegramId }) => `${telegramId} was never thanked for ${id}`);
}

/**
 * A question before a payment is answered within a second where only the database is away, and never left open by a process that runs;
 * once all is well again, within a second whatever was before, and with yes.
 */
function lateCheckouts({ telegram, seen }: World, { processes }: Scenario, wellSinceMs: number): readonly string[] {
  const isDisturbed =
    processes === 2 || [...seen.faults.keys()].some((kind) => /telegram|process|disk|clock/.test(kind));
  return telegram.checkouts.flatMap(({ askedMs, answeredMs, accepted }) => {
    const isWell = askedMs >= wellSinceMs;
    const tookMs = (answeredMs ?? Number.POSITIVE_INFINITY) - askedMs;
    return [
      ...((isWell || !isDisturbed) && tookMs > CHECKOUT_LIMIT_MS
        ? [`a question before a payment was answered after ${tookMs} ms`]
        : []),
      ...(isWell && !accepted ? ['a payment after the faults was refused'] : []),
    ];
  });
}
