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

/** What happens at the operator's partners in between. */
const PARTNER_KINDS = [
  ...['partner-press', 'partner-event', 'partner-event', 'partner-event', 'partner-reversal', 'partner-claim'],
  ...['partner-claim', 'partner-confirm', 'partner-forgery'],
] as const;

/** One of them. */
export type StepKind = (typeof KINDS)[number] | (typeof PARTNER_KINDS)[number];

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
const MOST_PARTNER_STEPS = 8;
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
  return {
    seed,
    steps: withPartners(steps, seed, people),
    weather: { rate: RATES[below(RATES.length)] ?? 0, killAfter },
  };
}

/** The same steps with others between them, by chance of their own: what a seed says of money stays. */
function withPartners(steps: readonly Step[], seed: number, people: number): readonly Step[] {
  const random = createRandom(seed ^ 0x5bd1e995);
  const below = (limit: number): number => Math.floor(random() * limit);
  const all = [...steps];
  for (let left = below(MOST_PARTNER_STEPS + 1); left > 0; left -= 1) {
    const kind = PARTNER_KINDS[below(PARTNER_KINDS.length)] ?? 'partner-press';
    all.splice(below(all.length + 1), 0, { afterHours: below(12), kind, who: below(people), pick: below(1_000) });
  }
  return all;
}
