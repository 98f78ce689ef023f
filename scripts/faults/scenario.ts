import type { Random } from '../../engine/random.ts';
import { HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { type FaultRates, NO_FAULTS } from './chance.ts';

const SECOND_MS = 1_000;

/** What people do, and what befalls the machines, by the time since the day began. */
export type DayEvent = { readonly atMs: number } & (
  | { readonly what: 'pay' | 'join'; readonly person: number }
  | { readonly what: 'refund'; readonly person: number }
  | { readonly what: 'kill'; readonly process: number }
  | { readonly what: 'pause'; readonly process: number; readonly forMs: number }
  | { readonly what: 'database-away' | 'disk-full'; readonly forMs: number }
  | { readonly what: 'clock-jump'; readonly byMs: number; readonly forMs: number }
);

/** A day as data. */
export interface Scenario {
  readonly name: string;
  /** Machines with a process each; the second one stands by. */
  readonly processes: 1 | 2;
  readonly events: readonly DayEvent[];
  readonly rates: FaultRates;
  /** From then on nothing goes wrong any more; 0: nothing ever did but a kill. */
  readonly healedAtMs: number;
  readonly endMs: number;
}

/** People of the day. RENEWED has a plan that ends in its middle, GUEST has none. */
export const PEOPLE = { first: 101, second: 102, expiring: 103, guest: 104 } as const;
/** When the plan of `expiring` ends. */
export const EXPIRES_AT_MS = 12 * HOUR_MS + 10 * MINUTE_MS;
const DAY_HOURS = 24;

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
  ...{ name: 'quiet day', processes: 1, events: PEOPLES_DAY, rates: NO_FAULTS },
  ...{ healedAtMs: 0, endMs: DAY_HOURS * HOUR_MS + 20 * MINUTE_MS },
};

const HEALED_MS = 22 * HOUR_MS;
const whole = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** A day with faults of every kind drawn from chance, in a fifth of which two machines share the work. */
export function mixedDay(random: Random): Scenario {
  const processes = random() < 0.2 ? 2 : 1;
  const events: DayEvent[] = [...PEOPLES_DAY];
  const count = whole(random, 3, 8);
  for (let index = 0; index < count; index += 1) events.push(blow(random, processes));
  return {
    ...{ name: 'mixed faults', processes, events: events.toSorted((a, b) => a.atMs - b.atMs) },
    rates: { database: 0.01 * random() ** 2, telegram: 0.25 * random() ** 2, exchange: 0.3 * random() ** 2 },
    ...{ healedAtMs: HEALED_MS, endMs: DAY_HOURS * HOUR_MS + 40 * MINUTE_MS },
  };
}

/** Most strike where there is work: around a close, or while somebody pays. */
function blow(random: Random, processes: number): DayEvent {
  const hour = whole(random, 0, 20);
  const atMs =
    random() < 0.7
      ? hour * HOUR_MS + whole(random, 900, 4_000)
      : whole(random, 10 * SECOND_MS, HEALED_MS - 2 * HOUR_MS);
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
