import type { TrainedModel } from '../../engine/models/trained.ts';
import { createRandom } from '../../engine/random.ts';
import { HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { DEFECTS } from './defects.ts';
import { runDay } from './run-day.ts';
import { judge } from './verdict/judge.ts';
import { mixedDay, QUIET_DAY, type Scenario, shortDay } from './world/scenario.ts';
import type { World } from './world/world.ts';

/** Which days show a mistake. */
type Showing =
  | 'pause'
  | 'takeover'
  | 'telegram'
  | 'refusals'
  | 'database'
  | 'away'
  | 'mixed'
  | { readonly killAround: RegExp };

const SHOWN_BY: Readonly<Record<keyof typeof DEFECTS, Showing>> = {
  'settle before send': { killAround: /outbox/ },
  'lease as the only guard': 'pause',
  'a retry of unknown': 'telegram',
  'an unknown post is not repeated': { killAround: /outbox/ },
  "auto-retry's defaults": 'telegram',
  'a marker set before its effect': { killAround: /notices/ },
  'a notice that is never released': 'refusals',
  'a notice without a mark': { killAround: /notices|sendMessage/ },
  'the index of payments dropped': { killAround: /payments|notices/ },
  'the index of slots dropped': { killAround: /ledger|watermarks/ },
  'the watermark before the ledger': { killAround: /watermarks|predictions/ },
  'facts acknowledged before they are kept': { killAround: /updates|payments/ },
  'an empty answer for a database that is away': 'database',
  'no wait after 429': 'telegram',
  'a repeat without its mark': 'telegram',
  'no expiry': 'away',
  'an edit that is tried once': 'telegram',
  'a lease that never ends': 'takeover',
  'a broken connection that is kept': 'mixed',
  'no receipt after a trouble': 'mixed',
  'no deadline before a payment': 'away',
  'a process that dies is not swept': { killAround: /outbox/ },
};

/** One look for a defect: a day in which it may show. */
interface Look {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly killAt: World['killAt'];
  readonly isCompared: boolean;
}

/** The beginning of the day: three closes, a payment and a door. */
const SHORT: Scenario = {
  ...QUIET_DAY,
  events: QUIET_DAY.events.filter(({ atMs }) => atMs < 2 * HOUR_MS),
  endMs: 2 * HOUR_MS + 35 * MINUTE_MS,
};

const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);
const plainly = (scenario: Scenario, seed = 3): Look => ({ scenario, seed, killAt: null, isCompared: false });

/** The days that are tried, one after another, until one shows the defect. */
function looks(showing: Showing, effectNames: readonly string[]): readonly Look[] {
  if (typeof showing === 'object')
    return effectNames.flatMap((name, index) =>
      showing.killAround.test(name)
        ? [true, false].map((isDone) => ({
            ...plainly(SHORT, 1),
            killAt: { effect: index + 1, isDone },
            isCompared: true,
          }))
        : [],
    );
  switch (showing) {
    case 'telegram':
      return SEEDS.map((seed) => plainly(shortDay({ telegram: 0.35 }), seed));
    case 'refusals':
      return SEEDS.map((seed) => plainly(shortDay({ telegram: 0.6, only: 'telegram 500' }), seed));
    case 'mixed':
      return SEEDS.map((half) => plainly(mixedDay(createRandom(2 * half - 1), 2 * half - 1), 2 * half - 1));
    case 'database':
      return SEEDS.map((seed) => plainly(shortDay({ database: 0.25 }), seed));
    case 'away':
      return [
        plainly(shortDay({}, [{ what: 'database-away', atMs: 1.29 * HOUR_MS, forMs: 3 * MINUTE_MS }])),
        ...SEEDS.map((minute) =>
          plainly(shortDay({}, [{ what: 'database-away', atMs: HOUR_MS + 500 + minute * 100, forMs: 70 * MINUTE_MS }])),
        ),
      ];
    case 'pause':
      return SEEDS.map((step) => {
        const pause = {
          what: 'pause',
          process: 0,
          atMs: HOUR_MS + 1_000 * Math.ceil(step / 2),
          forMs: 80_000,
        } as const;
        return plainly({ ...shortDay({}, [pause]), processes: 2 });
      });
    case 'takeover':
      return [
        plainly({ ...shortDay({}, [{ what: 'pause', process: 0, atMs: HOUR_MS, forMs: 6 * HOUR_MS }]), processes: 2 }),
      ];
  }
}

/** What shows a planted mistake on a day in which it may show; null where nothing does. */
export async function findDefect(name: string, model: TrainedModel): Promise<string | null> {
  const defect = DEFECTS[name];
  if (defect === undefined) throw new Error(`expected one of ${Object.keys(DEFECTS).join(', ')}, was "${name}"`);
  const quiet = await runDay({ seed: 1, scenario: SHORT, model });
  for (const { scenario, seed, killAt, isCompared } of looks(
    SHOWN_BY[name] ?? { killAround: /./ },
    quiet.effectNames,
  )) {
    const world = await runDay({ seed, scenario, model, defect, killAt });
    const [sign] = Object.values(judge(world, scenario, isCompared ? quiet : null)).flat();
    if (sign !== undefined) return sign;
  }
  return null;
}
