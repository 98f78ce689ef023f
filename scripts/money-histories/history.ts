import { createRandom } from '../../engine/random.ts';

/** What people, operators, banks and cards do in a history. */
const KINDS = [
  ...['stars-once', 'stars-once', 'stars-subscribe', 'stars-subscribe', 'stars-code', 'stars-affiliate', 'gift'],
  ...['take-gift', 'stars-cancel', 'stars-resume', 'stars-broke', 'stars-flush', 'bot-cancel', 'bot-resume'],
  ...['card-once', 'card-subscribe', 'card-subscribe', 'card-code', 'card-change', 'card-change', 'card-declines'],
  ...[
    'card-pays',
    'portal-cancel',
    'portal-resume',
    'refund',
    'refund',
    'refund-fails',
    'refund-fails',
    'dispute',
    'dispute-ends',
    'trial',
    'code',
  ],
  ...['grant', 'pause', 'resume', 'move'],
] as const;

/** One of them. */
export type StepKind = (typeof KINDS)[number];

/** Something that happens so many hours after the step before it, by one of three people; `pick` decides what is left open. */
export interface Step {
  readonly afterHours: number;
  readonly kind: StepKind;
  readonly who: number;
  readonly pick: number;
}

/** How badly calls break, and after which side effects the process dies. */
export interface Weather {
  readonly rate: number;
  readonly killAfter: readonly number[];
}

/** What a seed stands for. */
export interface History {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly weather: Weather;
}

export const PEOPLE = 3;
const RATES = [0, 0.01, 0.03, 0.08];

/** The history of a seed: some weeks of one to three people. */
export function historyOf(seed: number): History {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const people = 1 + below(PEOPLE);
  const steps = Array.from({ length: 4 + below(16) }, (): Step => {
    // Half of the steps follow each other within hours, the others after days: renewals and ends lie in between.
    const afterHours = random() < 0.5 ? below(12) : below(24 * 16);
    return { afterHours, kind: KINDS[below(KINDS.length)] ?? 'trial', who: below(people), pick: below(1_000) };
  });
  const kills = below(5);
  const killAfter = Array.from({ length: kills }, () => 1 + below(160)).toSorted((a, b) => a - b);
  return { seed, steps, weather: { rate: RATES[below(RATES.length)] ?? 0, killAfter } };
}
