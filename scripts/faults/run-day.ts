import { encodeInvoicePayload, orderOf } from '../../billing/invoice.ts';
import { PLANS, planMs, starsOf } from '../../billing/plans.ts';
import { TERMS_VERSION } from '../../billing/terms.ts';
import { tick } from '../../bot/process/scheduler.ts';
import { columnsOf } from '../../engine/market/candle.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { undone } from './verdict/liveness.ts';
import { NO_FAULTS } from './world/chance.ts';
import { createDisk, type Disk } from './world/machine.ts';
import { CHANNELS, type Defect, type FaultProcess, startProcess } from './world/process.ts';
import { type DayEvent, PEOPLE, type Scenario } from './world/scenario.ts';
import { candlesOf, DAY_START_MS, PAST, SERIES } from './world/simulated-exchange.ts';
import { memberKey } from './world/simulated-telegram.ts';
import { count, createWorld, type World } from './world/world.ts';

export interface DayOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly model: TrainedModel;
  readonly defect?: Defect;
  readonly killAt?: World['killAt'];
}

/** A machine with the process that runs on it now. */
interface Machine {
  readonly holder: string;
  readonly disk: Disk;
  process: FaultProcess;
  restartAtMs: number | null;
}

const SECOND_MS = 1_000;
const RESTART_MS = 3_000;
const [PLAN] = PLANS;

/** Lets a day pass over the composed product, and gives the world as it is then. */
export async function runDay({
  seed,
  scenario,
  model,
  defect = (ports) => ports,
  killAt = null,
}: DayOptions): Promise<World> {
  const world = createWorld(seed);
  await prepare(world, scenario);
  world.killAt = killAt;
  let starts = 0;
  const begin = (machine: Pick<Machine, 'holder' | 'disk'>): FaultProcess => {
    starts += 1;
    // Another version at each start: a promotion between two lives must not publish a candle twice.
    return startProcess({
      world,
      ...machine,
      isAlone: scenario.processes === 1,
      model: { ...model, version: `${model.version}-${starts}` },
      defect,
    });
  };
  const machines: Machine[] = Array.from({ length: scenario.processes }, (_, index) => {
    const machine = { holder: `machine-${index}`, disk: createDisk() };
    world.disks.push(machine.disk);
    return { ...machine, process: begin(machine), restartAtMs: null };
  });
  const events = [...scenario.events];
  world.rates = scenario.rates;
  const isHurried = (): boolean => machines.some(({ process }) => process.life.isDead());
  for (const offsetMs of tickTimes(scenario.endMs, isHurried)) {
    await world.time.pass(DAY_START_MS + offsetMs - world.time.nowMs());
    if (scenario.healedAtMs !== null && offsetMs >= scenario.healedAtMs) heal(world, offsetMs - scenario.healedAtMs);
    for (; (events[0]?.atMs ?? Number.POSITIVE_INFINITY) <= offsetMs; ) {
      const [event] = events.splice(0, 1);
      if (event !== undefined) befall(world, machines, event);
    }
    for (const machine of machines) turn(world, machine, begin);
    noteLateLines(world);
  }
  await world.time.pass(1_000);
  for (const { process } of machines) process.life.kill();
  return world;
}

/** Each second of the minute after a close, where the work is, and while a process is to be started again; once a minute else. */
function* tickTimes(endMs: number, isHurried: () => boolean): Generator<number> {
  for (let atMs = -30 * SECOND_MS; atMs <= endMs; ) {
    yield atMs;
    const intoMs = ((atMs % HOUR_MS) + HOUR_MS) % HOUR_MS;
    const isClose = intoMs < 60 * SECOND_MS || intoMs > HOUR_MS - 5 * SECOND_MS;
    // Back to whole minutes.
    atMs += isClose || isHurried() ? SECOND_MS : 60 * SECOND_MS - (intoMs % (60 * SECOND_MS));
  }
}

function turn(world: World, machine: Machine, begin: (machine: Machine) => FaultProcess): void {
  const { life, scheduler } = machine.process;
  const nowMs = world.time.nowMs();
  if (life.isDead()) {
    machine.restartAtMs ??= nowMs + RESTART_MS;
    if (nowMs < machine.restartAtMs) return;
    machine.restartAtMs = null;
    machine.process = begin(machine);
  } else if (!life.isPaused()) tick(scheduler);
}

/** Money that has been taken is in the ledger soon, not at the next reconciliation. */
const LINE_LIMIT_MS = 10 * 60_000;

function noteLateLines({ telegram, database, time, lateLines }: World): void {
  for (const { id, atMs } of telegram.charges) {
    if (time.nowMs() - atMs < LINE_LIMIT_MS || time.nowMs() - atMs > LINE_LIMIT_MS + 60_000) continue;
    if (!database.payments.lines.some(({ externalId }) => externalId === id))
      lateLines.push(`charge ${id} is no line yet`);
  }
}

function isSettled({ state }: { readonly state: string }): boolean {
  return state !== 'pending' && state !== 'claimed';
}

function heal(world: World, healedForMs: number): void {
  const healedAtMs = world.time.nowMs() - healedForMs;
  world.settledInFaults ??= new Set(
    world.database.outbox
      .deliveries()
      .filter(isSettled)
      .map(({ id }) => id),
  );
  if (world.recoveredAfterMs === null && undone(world, healedAtMs).length === 0) world.recoveredAfterMs = healedForMs;
  world.rates = NO_FAULTS;
  world.isDatabaseAway = false;
  world.isDiskFull = false;
  world.clockErrorMs = 0;
}

function befall(world: World, machines: readonly Machine[], event: DayEvent): void {
  const { time, seen, telegram } = world;
  switch (event.what) {
    case 'pay': {
      if (PLAN === undefined) throw new Error('expected a plan');
      const payload = encodeInvoicePayload(
        orderOf(PLAN, event.person, {
          nowMs: time.nowMs(),
          nonce: event.atMs.toString(16).padStart(16, '0').slice(-16),
        }),
      );
      void telegram.pay({ telegramId: event.person, amount: starsOf(PLAN), payload });
      return;
    }
    case 'join':
      telegram.askToJoin(event.person, CHANNELS.pro);
      return;
    case 'refund': {
      const charge = telegram.charges.find(({ telegramId }) => telegramId === event.person);
      if (charge !== undefined) telegram.refund(charge.id);
      return;
    }
    case 'kill':
      count(seen.faults, 'process killed');
      kill(world, machines, event);
      return;
    case 'pause':
      count(seen.faults, 'process paused');
      // Nobody is there to take over now.
      world.holderKilledMs = null;
      machines[event.process]?.process.life.pause(event.forMs);
      return;
    case 'database-away':
      count(seen.faults, 'database blackholed');
      world.isDatabaseAway = true;
      time.startTimer(event.forMs, () => {
        world.isDatabaseAway = false;
      });
      return;
    case 'disk-full':
      count(seen.faults, 'disk full');
      world.isDiskFull = true;
      time.startTimer(event.forMs, () => {
        world.isDiskFull = false;
      });
      return;
    case 'clock-jump':
      count(seen.faults, 'clock jump');
      world.clockErrorMs = event.byMs;
      world.clockErrors.push({ fromMs: time.nowMs(), untilMs: time.nowMs() + event.forMs, byMs: event.byMs });
      time.startTimer(event.forMs, () => {
        world.clockErrorMs = 0;
      });
      return;
  }
}

function kill(
  world: World,
  machines: readonly Machine[],
  { process: killed, downMs = RESTART_MS }: { readonly process: number; readonly downMs?: number },
): void {
  const machine = machines[killed];
  if (machine === undefined) return;
  const others = machines.filter((each) => each !== machine);
  const isReplaced = others.some(({ process }) => !process.life.isDead() && !process.life.isPaused());
  world.holderKilledMs =
    isReplaced && machine.process.lease.leads() && downMs > 60 * SECOND_MS ? world.time.nowMs() : null;
  machine.process.life.kill();
  machine.restartAtMs = world.time.nowMs() + downMs;
}

/** The past of the market and of the people. */
async function prepare({ database, telegram, time }: World, { expiresAtMs }: Scenario): Promise<void> {
  for (const series of SERIES)
    await database.candles.append(series, columnsOf(candlesOf(series.symbol).slice(0, PAST)));
  for (const telegramId of Object.values(PEOPLE)) {
    await database.accounts.meet({ telegramId, firstName: `P${telegramId}`, languageCode: 'en' }, null, time.nowMs());
    await database.accounts.acceptTerms(telegramId, TERMS_VERSION, time.nowMs());
  }
  if (PLAN === undefined) throw new Error('expected a plan');
  const boughtMs = DAY_START_MS + expiresAtMs - planMs(PLAN);
  await database.payments.append({
    ...{ provider: 'grant', externalId: 'before', telegramId: PEOPLE.expiring, type: 'granted', tier: 'pro' },
    ...{ durationMs: planMs(PLAN), reason: 'import', code: null, atMs: boughtMs },
  });
  await database.memberships.admit(PEOPLE.expiring, 'pro', { by: 'entitlement', nowMs: boughtMs });
  telegram.letIn(memberKey(PEOPLE.expiring, CHANNELS.pro));
}
