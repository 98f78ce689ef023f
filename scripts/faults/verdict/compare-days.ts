import { seriesName } from '../../../engine/market/series.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { DAY_START_MS } from '../world/simulated-exchange.ts';
import type { World } from '../world/world.ts';
import { BOUND_MS, isThanked, unknownAndAbsent } from './arrived.ts';

/** Where only a kill disturbed the day, it ends as if nothing had happened. */
export function compareDays(world: World, quiet: World): readonly string[] {
  const found: string[] = [];
  const [ours, theirs] = [slotsOf(world), slotsOf(quiet)];
  for (const [slot, line] of theirs) {
    const own = ours.get(slot);
    if (own !== line) found.push(`signal ${slot}: ${own ?? 'none'} instead of ${line}`);
  }
  for (const slot of ours.keys()) if (!theirs.has(slot)) found.push(`signal ${slot}: was never given undisturbed`);
  const rows = (each: World): number =>
    each.database.predictions.rows().filter(({ returnNext }) => returnNext !== null).length;
  if (rows(world) !== rows(quiet)) found.push(`${rows(world)} settled predictions instead of ${rows(quiet)}`);
  found.push(...deliveriesOf(world));
  for (const charge of world.telegram.charges)
    if (!isThanked(world, charge)) found.push(`nobody thanked ${charge.telegramId} for ${charge.id}`);
  found.push(...world.lateLines);
  return found;
}

/** One kill leaves a post unknown; its repeat is sent, and nothing interrupts that. */
function deliveriesOf({ time, database, telegram }: World): readonly string[] {
  const states = new Map(database.outbox.deliveries().map((delivery) => [delivery.id, delivery]));
  const awaited = database.ledger
    .entries()
    .flatMap(({ signal, deliveries }) =>
      deliveries.map((each) => ({ signalId: signal.id, delivery: states.get(each.id) ?? each })),
    )
    .filter(({ delivery }) => delivery.dueAtMs < time.nowMs() - BOUND_MS);
  const unsent = awaited.map(({ delivery }) => delivery.state).filter((state) => state !== 'sent');
  return [
    ...unknownAndAbsent(awaited, telegram.messages),
    ...(unsent.length > 0 ? [`deliveries ended as ${[...new Set(unsent)].join(', ')}`] : []),
  ];
}

function slotsOf({ database }: World): ReadonlyMap<string, string> {
  return new Map(
    database.ledger
      .entries()
      .map(({ signal, outcome }) => [
        `${seriesName(signal.series)} ${(signal.closeTimeMs - DAY_START_MS) / HOUR_MS} h`,
        `${signal.side} ${outcome?.direction.type ?? 'open'}`,
      ]),
  );
}
