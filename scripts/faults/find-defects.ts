import type { TrainedModel } from '../../engine/models/trained.ts';
import { HOUR_MS, MINUTE_MS } from '../../engine/time.ts';
import { NO_FAULTS } from './chance.ts';
import { DEFECTS } from './defects.ts';
import { judge } from './judge.ts';
import type { Defect } from './process.ts';
import { runDay } from './run-day.ts';
import { QUIET_DAY, type Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** Which days show a mistake. */
type Showing = 'pause' | 'takeover' | 'telegram' | 'refusals' | 'database' | 'away' | { readonly killAround: RegExp };

const SHOWN_BY: Readonly<Record<keyof typeof DEFECTS, Showing>> = {
  'settle before send': { killAround: /outbox/ },
  'lease as the only guard': 'pause',
  'a retry of unknown': 'telegram',
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
  'no expiry': 'away',
  'an edit that is tried once': 'telegram',
  'a lease that never ends': 'takeover',
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

const faulty = (rates: Partial<Scenario['rates']>, events: Scenario['events'] = []): Scenario => ({
  ...QUIET_DAY,
  name: 'short day with faults',
  events: [...QUIET_DAY.events, ...events].filter(({ atMs }) => atMs < 4 * HOUR_MS).toSorted((a, b) => a.atMs - b.atMs),
  rates: { ...NO_FAULTS, ...rates },
  healedAtMs: 4.5 * HOUR_MS,
  endMs: 5 * HOUR_MS + 20 * MINUTE_MS,
});

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
      return SEEDS.map((seed) => plainly(faulty({ telegram: 0.35 }), seed));
    case 'refusals':
      return SEEDS.map((seed) => plainly(faulty({ telegram: 0.6, onlyTelegram: 'telegram 500' }), seed));
    case 'database':
      return SEEDS.map((seed) => plainly(faulty({ database: 0.25 }), seed));
    case 'away':
      return [
        plainly(faulty({}, [{ what: 'database-away', atMs: 1.29 * HOUR_MS, forMs: 3 * MINUTE_MS }])),
        ...SEEDS.map((minute) =>
          plainly(faulty({}, [{ what: 'database-away', atMs: HOUR_MS + 500 + minute * 100, forMs: 70 * MINUTE_MS }])),
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
        return plainly({ ...faulty({}, [pause]), processes: 2 });
      });
    case 'takeover':
      return [
        plainly({ ...faulty({}, [{ what: 'pause', process: 0, atMs: HOUR_MS, forMs: 6 * HOUR_MS }]), processes: 2 }),
      ];
  }
}

/** Tries each planted mistake on days in which it may show, and says which were found, and by what. */
export async function findDefects(
  model: TrainedModel,
  onTried: (name: string, sign: string | null) => void,
): Promise<{ readonly tried: number; readonly found: number }> {
  const quiet = await runDay({ seed: 1, scenario: SHORT, model });
  let found = 0;
  for (const [name, defect] of Object.entries(DEFECTS)) {
    const sign = await firstSign({ model, quiet, defect }, SHOWN_BY[name] ?? { killAround: /./ });
    if (sign !== null) found += 1;
    onTried(name, sign);
  }
  return { tried: Object.keys(DEFECTS).length, found };
}

interface Search {
  readonly model: TrainedModel;
  readonly quiet: World;
  readonly defect: Defect;
}

async function firstSign({ model, quiet, defect }: Search, showing: Showing): Promise<string | null> {
  for (const { scenario, seed, killAt, isCompared } of looks(showing, quiet.effectNames)) {
    const world = await runDay({ seed, scenario, model, defect, killAt });
    const [sign] = Object.values(judge(world, scenario, isCompared ? quiet : null)).flat();
    if (sign !== undefined) return sign;
  }
  return null;
}
