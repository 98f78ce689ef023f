import type { Random } from '../../../engine/random.ts';
import { HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import { type FaultRates, NO_FAULTS } from './chance.ts';

const SECOND_MS = 1_000;

/** What people do, and what befalls the machines, by the time since the day began. */
export type DayEvent = { readonly atMs: number } & (
  | { readonly what: 'pay' | 'join'; readonly person: number }
  | { readonly what: 'refund'; readonly person: number }
  /** `downMs`: until it is started again; absent: at once. */
  | { readonly what: 'kill'; readonly process: number; readonly downMs?: number }
  | { readonly what: 'pause'; readonly process: number; readonly forMs: number }
  | { readonly what: 'database-away' | 'disk-full'; readonly forMs: number }
  | { readonly what: 'clock-jump'; readonly byMs: number; readonly forMs: number }
);

/**
 * quiet: nothing goes wrong but a kill, and the end is compared. safety: faults until the end, and only what must never happen is
 * judged. liveness: the faults stop, and everything that is due has to be done within a bound after it.
 */
export type Mode = 'quiet' | 'safety' | 'liveness';

/** A day as data. */
export interface Scenario {
  readonly name: string;
  readonly mode: Mode;
  /** Machines with a process each; the second one stands by. */
  readonly processes: 1 | 2;
  readonly events: readonly DayEvent[];
  readonly rates: FaultRates;
  /** When the plan of PEOPLE.expiring ends. */
  readonly expiresAtMs: number;
  /** From then on nothing goes wrong any more; null: not before the end. */
  readonly healedAtMs: number | null;
  readonly endMs: number;
}

/** People of the day. `expiring` has a plan that ends in its middle, `guest` has none. */
export const PEOPLE = { first: 101, second: 102, expiring: 103, guest: 104 } as const;

const PEOPLES_DAY: readonly DayEvent[] = [
  { atMs: 1.3 * HOUR_MS, what: 'pay', person: PEOPLE.first },
  { atMs: 1.6 * HOUR_MS, what: 'join', person: PEOPLE.first },
  { atMs: 3.2 * HOUR_MS, what: 'pay', person: PEOPLE.second },
  { atMs: 3.4 * HOUR_MS, what: 'join', person: PEOPLE.second },
  { atMs: 4.4 * HOUR_MS, what: 'join', person: PEOPLE.guest },
  { atMs: 6.1 * HOUR_MS, what: 'refund', person: PEOPLE.second },
  { atMs: 10.2 * HOUR_MS, what: 'pay', person: PEOPLE.guest },
  { atMs: 11.3 * HOUR_MS, what: 'join', person: PEOPLE.guest },
  { atMs: 20.5 * HOUR_MS, what: 'pay', person: PEOPLE.first },
];

/** Signals, payments, a refund, doors and an expiry, with nothing that goes wrong. */
export const QUIET_DAY: Scenario = {
  ...{ name: 'quiet day', mode: 'quiet', processes: 1, events: PEOPLES_DAY, rates: NO_FAULTS },
  ...{ expiresAtMs: 12 * HOUR_MS + 10 * MINUTE_MS, healedAtMs: null, endMs: 24 * HOUR_MS + 20 * MINUTE_MS },
};

/** The same in twelve hours: a faulty day is about what happens together, and a second twelve hours would only be more of it. */
const PEOPLES_HALF_DAY: readonly DayEvent[] = PEOPLES_DAY.map((event) => ({ ...event, atMs: event.atMs / 2 }));
const HALF_DAY_EXPIRY_MS = 6 * HOUR_MS + 5 * MINUTE_MS;
/** The last close that is struck is that of hour 11; healed while it is still being worked on. */
const STRUCK_HOURS = 11;
const HEALED_MS = STRUCK_HOURS * HOUR_MS + 20 * SECOND_MS;

/** Who buys when all is well again is judged whatever was before: one whose plan ended, half an hour after the healing. */
const saleAfter = (healedAtMs: number): DayEvent => ({
  ...{ atMs: healedAtMs + 30 * MINUTE_MS, what: 'pay', person: PEOPLE.expiring },
});

const HEALED_HALF_DAY: readonly DayEvent[] = [...PEOPLES_HALF_DAY, saleAfter(HEALED_MS)];

const whole = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const inOrder = (events: readonly DayEvent[]): readonly DayEvent[] => events.toSorted((a, b) => a.atMs - b.atMs);

/** The day of a seed, with faults of every kind: an odd seed is one of liveness, an even one of safety. */
export function mixedDay(random: Random, seed: number): Scenario {
  return seed % 2 === 1 ? livelyDay(random) : stormyDay(random);
}

/** Faults until hour 11, in a fifth of the days on two machines; then two hours of peace. */
function livelyDay(random: Random): Scenario {
  const processes = random() < 0.2 ? 2 : 1;
  const blows = Array.from({ length: whole(random, 2, 6) }, () => blow(random, processes));
  return {
    ...{ name: 'faults that end', mode: 'liveness', processes, events: inOrder([...HEALED_HALF_DAY, ...blows]) },
    rates: { database: 0.01 * random() ** 2, telegram: 0.25 * random() ** 2, exchange: 0.3 * random() ** 2 },
    ...{ expiresAtMs: HALF_DAY_EXPIRY_MS, healedAtMs: HEALED_MS, endMs: 13 * HOUR_MS + 40 * MINUTE_MS },
  };
}

/** Ever more faults until the end, half of the time on two machines, so many that little may get done. */
function stormyDay(random: Random): Scenario {
  const processes = random() < 0.5 ? 2 : 1;
  const blows = Array.from({ length: whole(random, 4, 20) }, () => blow(random, processes));
  return {
    ...{ name: 'faults to the end', mode: 'safety', processes, events: inOrder([...PEOPLES_HALF_DAY, ...blows]) },
    rates: { database: 0.08 * random() ** 2, telegram: 0.6 * random() ** 2, exchange: 0.6 * random() ** 2 },
    ...{ expiresAtMs: HALF_DAY_EXPIRY_MS, healedAtMs: null, endMs: 12 * HOUR_MS + 20 * MINUTE_MS },
  };
}

/** Two machines for four hours, whose processes are paused past the lease where there is work, and sometimes killed for good. */
export function twoMachines(random: Random): Scenario {
  const [leader, killed] = [whole(random, 0, 1), whole(random, 0, 1)];
  const closes = [0, 1, 2, 3].map((hour) => hour * HOUR_MS);
  const pauses = closes.map((closeMs): DayEvent => {
    const process = random() < 0.7 ? leader : 1 - leader;
    return {
      ...{ atMs: closeMs + whole(random, -2_000, 6_000), what: 'pause', process },
      forMs: whole(random, 16, 150) * SECOND_MS,
    };
  });
  const kill: DayEvent = {
    ...{ atMs: whole(random, 10 * MINUTE_MS, 3 * HOUR_MS), what: 'kill', process: killed, downMs: 3 * MINUTE_MS },
  };
  const healedAtMs = 3.5 * HOUR_MS;
  const people = [...PEOPLES_DAY.filter(({ atMs }) => atMs < 4 * HOUR_MS), saleAfter(healedAtMs)];
  return {
    ...{ name: 'two machines', mode: 'liveness', processes: 2, events: inOrder([...people, ...pauses, kill]) },
    ...{ rates: NO_FAULTS, expiresAtMs: HALF_DAY_EXPIRY_MS, healedAtMs, endMs: 4 * HOUR_MS + 20 * MINUTE_MS },
  };
}

/** Five hours with these faults until half past four: for one kind of trouble at a time. */
export function shortDay(rates: Partial<FaultRates>, events: readonly DayEvent[] = []): Scenario {
  const healedAtMs = 4.5 * HOUR_MS;
  const people = inOrder([...QUIET_DAY.events, ...events]).filter(({ atMs }) => atMs < 4 * HOUR_MS);
  return {
    ...QUIET_DAY,
    ...{ name: 'short day with faults', mode: 'liveness', rates: { ...NO_FAULTS, ...rates } },
    ...{ events: [...people, saleAfter(healedAtMs)], healedAtMs, endMs: 5 * HOUR_MS + 20 * MINUTE_MS },
  };
}

/** Most strike where there is work: around a close, or while somebody pays. */
function blow(random: Random, processes: number): DayEvent {
  const hour = whole(random, 0, STRUCK_HOURS);
  const atMs =
    random() < 0.7 ? hour * HOUR_MS + whole(random, 900, 4_000) : whole(random, 10 * SECOND_MS, STRUCK_HOURS * HOUR_MS);
  const process = whole(random, 0, processes - 1);
  switch (whole(random, 0, 5)) {
    case 0:
      return { atMs, what: 'database-away', forMs: whole(random, 5, 1_200) * SECOND_MS };
    case 1:
      return { atMs, what: 'disk-full', forMs: whole(random, 1, 180) * MINUTE_MS };
    case 2:
      return {
        atMs,
        what: 'clock-jump',
        byMs: whole(random, -180, 180) * MINUTE_MS,
        forMs: whole(random, 1, 60) * MINUTE_MS,
      };
    case 3:
      return { atMs, what: 'pause', process, forMs: whole(random, 5, 150) * SECOND_MS };
    default:
      return { atMs, what: 'kill', process };
  }
}
