import type { ClaimedPost } from '../../../engine/ports.ts';
import { createRandom, type Random } from '../../../engine/random.ts';
import { type Chance, createChance, type FaultKind, type FaultRates, NO_FAULTS } from './chance.ts';
import { createFaultDatabase, type FaultDatabase } from './database.ts';
import type { Disk } from './machine.ts';
import { DAY_START_MS } from './simulated-exchange.ts';
import { createSimulatedTelegram, type SimulatedTelegram } from './simulated-telegram.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** How often something occurred, by its name. */
export type Seen = Map<string, number>;

/** Everything outside the product's processes, which outlives them. */
export interface World {
  readonly time: VirtualTime;
  readonly database: FaultDatabase;
  readonly telegram: SimulatedTelegram;
  readonly chance: Chance;
  readonly random: Random;
  readonly seen: { readonly faults: Seen; readonly states: Seen; readonly transitions: Seen };
  /** Side effects so far: writes to the database and calls of Telegram that took effect. */
  effects: number;
  /** Their names, the first of them first. */
  readonly effectNames: string[];
  /** Effects that were begun and have not ended. */
  underWay: number;
  /** Numbers of effects before which something else was under way. */
  readonly crowded: Set<number>;
  /** The process whose effect has this number dies of it, before or after it took effect; null: none does. */
  killAt: { readonly effect: number; readonly isDone: boolean } | null;
  rates: FaultRates;
  /** Nothing that is asked of the database is answered. */
  isDatabaseAway: boolean;
  isDiskFull: boolean;
  /** The machines' clocks less the true time. */
  clockErrorMs: number;
  /** When they were wrong, and by how much. */
  readonly clockErrors: { readonly fromMs: number; readonly untilMs: number; readonly byMs: number }[];
  /** Posts of a process within the wait that Telegram had asked it for. */
  impatientCalls: number;
  /** Charges that were no line of the ledger after long. */
  readonly lateLines: string[];
  /** The data folders of the machines. */
  readonly disks: Disk[];
  /** When the holder of the lease was killed while another stood by; null: none is missing. */
  holderKilledMs: number | null;
  /** How long it took until another held the lease, each time a holder was killed. */
  readonly takeoversMs: number[];
  /** From when nothing that had become due before the healing was left undone, in milliseconds after it; null: no healing, or never. */
  recoveredAfterMs: number | null;
  /** Deliveries that were settled by the time of the healing, however late they are due: a clock that is ahead expires them. */
  settledInFaults: ReadonlySet<string> | null;
  /** The states of the deliveries when they were last counted. */
  readonly outboxStates: Map<string, string>;
  /** For a planted defect: claims that processes share. */
  readonly sharedClaims: Map<string, ClaimedPost>;
}

export function createWorld(seed: number): World {
  const time = createVirtualTime(DAY_START_MS - 60_000);
  const random = createRandom(seed);
  const seen: World['seen'] = { faults: new Map(), states: new Map(), transitions: new Map() };
  const world: World = {
    ...{ time, random, seen, effects: 0, effectNames: [], underWay: 0, crowded: new Set(), killAt: null },
    ...{
      rates: NO_FAULTS,
      disks: [],
      holderKilledMs: null,
      takeoversMs: [],
      recoveredAfterMs: null,
      settledInFaults: null,
    },
    ...{ isDatabaseAway: false, isDiskFull: false, clockErrorMs: 0, impatientCalls: 0, lateLines: [] },
    ...{ outboxStates: new Map(), sharedClaims: new Map(), clockErrors: [] },
    database: createFaultDatabase(time.startTimer),
    telegram: createSimulatedTelegram(time),
    chance: createChance(
      random,
      () => world.rates,
      (kind) => count(seen.faults, kind),
    ),
  };
  return world;
}

export function count(seen: Seen, name: FaultKind | string): void {
  seen.set(name, (seen.get(name) ?? 0) + 1);
}
