import { setTimeout as sleep } from 'node:timers/promises';
import { LOAD_ROLES, type LoadRole, type LoadStage } from './load-stage.ts';
import { childrenCpuSeconds, figuresOf, type ProcessFigures } from './process-figures.ts';
import { type Metrics, readMetrics } from './read-metrics.ts';

const SAMPLE_MS = 1_000;
const METRICS_LIMIT_MS = 30_000;

/** The state of all parts at one moment. */
export interface LoadSnapshot {
  readonly marketMs: number;
  readonly wallMs: number;
  readonly cpuSeconds: Readonly<Record<LoadRole, number>>;
  /** Of the database's processes. */
  readonly databaseCpuSeconds: number;
  readonly databaseBytes: number;
  /** Of the process that decides and sends. */
  readonly engine: Metrics;
  /** Calls that Telegram answered with 429. */
  readonly refusals: number;
}

/** Memory of each role. */
export interface LoadSample {
  readonly marketMs: number;
  readonly rssMb: Readonly<Record<LoadRole, number>>;
}

export async function snapshot({ clock, roles, database, refusals }: LoadStage): Promise<LoadSnapshot> {
  const engine = await engineMetrics({ roles });
  const stats = await database.connection.db?.command({ dbStats: 1 });
  return {
    ...{ marketMs: clock.nowMs(), wallMs: performance.now(), engine, refusals: refusals() },
    cpuSeconds: byRole(roles, ({ cpuSeconds }) => cpuSeconds),
    // What this process has started besides the roles is the database.
    databaseCpuSeconds: childrenCpuSeconds(Object.values(roles).map(({ child }) => child.pid ?? 0)),
    databaseBytes: Number(stats?.dataSize ?? 0),
  };
}

/** What the engine counts, now. */
async function engineMetrics({ roles }: Pick<LoadStage, 'roles'>): Promise<Metrics> {
  const response = await fetch(roles.engine.metricsUrl, { signal: AbortSignal.timeout(METRICS_LIMIT_MS) });
  return readMetrics(await response.text());
}

/** How many sends a second the engine may take of Telegram's limit, now. */
export async function permittedNow(stage: Pick<LoadStage, 'roles'>): Promise<number> {
  return (await engineMetrics(stage)).sum('analyser_sends_permitted');
}

/** Looks at the roles' memory every second. */
export function sampleRoles({ clock, roles }: LoadStage): {
  readonly samples: () => readonly LoadSample[];
  restart(): void;
  stop(): Promise<void>;
} {
  let samples: LoadSample[] = [];
  const stopping = new AbortController();
  const sampling = (async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      samples.push({ marketMs: clock.nowMs(), rssMb: byRole(roles, ({ rssMb }) => rssMb) });
      await sleep(SAMPLE_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    samples: () => samples,
    restart() {
      samples = [];
    },
    async stop() {
      stopping.abort();
      await sampling;
    },
  };
}

function byRole(roles: LoadStage['roles'], of: (figures: ProcessFigures) => number): Record<LoadRole, number> {
  const [engine = 0, bot = 0, api = 0] = LOAD_ROLES.map((role) => of(figuresOf(roles[role].child.pid ?? 0)));
  return { engine, bot, api };
}
