import type { TelegramBot } from '../../bot/telegram/create-bot.ts';
import { createRandom } from '../../engine/random.ts';
import { createManualTime } from '../../test/support/manual-time.ts';
import { CLOSE_TIME_MS } from '../../test/support/signal-fixtures.ts';
import type { Act } from './acts/act.ts';
import { performAct } from './acts/perform-act.ts';
import { createShown } from './acts/shown.ts';
import { type Attack, answer, deliver, passTime } from './attack.ts';
import type { Defect } from './defects.ts';
import { openFuzzBot } from './fuzz-bot.ts';
import { openFuzzWorld } from './fuzz-world.ts';
import { createJudge } from './judge/judge.ts';
import { rightsProblem } from './judge/judge-rights.ts';

const START_MS = CLOSE_TIME_MS + 600_000;
const DAY_MS = 86_400_000;

/** A bot under attack: it goes on while worlds come and go. */
export interface FuzzRun {
  /** A new world, in which these acts happen; what was wrong first, or null. */
  live(acts: readonly Act[]): Promise<string | null>;
  updates(): number;
  calls(): number;
  /** How often each refusal came, by method and words. */
  refusals(): ReadonlyMap<string, number>;
  close(): void;
}

/** Opens a run; the defect is a planted mistake. */
export async function openFuzzRun({
  seed,
  defect = (parts) => parts,
}: {
  readonly seed: number;
  readonly defect?: Defect;
}): Promise<FuzzRun> {
  const time = createManualTime(START_MS);
  const random = createRandom(seed);
  const attack: Attack = {
    ...{ time, world: await openFuzzWorld(time), persons: [], shown: createShown(), judge: createJudge() },
    ...{ offset: 0, updates: 0, acts: 0, calls: 0, recent: [], repeats: [], charges: new Map() },
  };
  const refusals = new Map<string, number>();
  const open = (): Promise<TelegramBot> =>
    openFuzzBot({
      ...{ world: () => attack.world, time, random, defect, log: (event) => attack.judge.heard(event) },
      answer: (method, raw) => answer(attack, method, raw),
    });
  const lasting = await open();
  const onUnhandled = (error: unknown): void => attack.judge.fail(`nobody waited for what failed: ${String(error)}`);
  process.on('unhandledRejection', onUnhandled);
  return {
    async live(acts) {
      await renew(attack);
      await liveThrough(attack, acts, { lasting, open }).catch((error: unknown) => {
        attack.judge.fail(`the bot threw: ${String(error)}`);
      });
      for (const [name, count] of attack.judge.refusals) refusals.set(name, (refusals.get(name) ?? 0) + count);
      return attack.judge.problem();
    },
    updates: () => attack.updates,
    calls: () => attack.calls,
    refusals: () => refusals,
    close() {
      attack.world.sandbox.close();
      process.off('unhandledRejection', onUnhandled);
    },
  };
}

interface Bots {
  /** Lives on through all worlds. */
  readonly lasting: TelegramBot;
  /** Another process: it takes over for the rest of a world. */
  readonly open: () => Promise<TelegramBot>;
}

async function liveThrough(attack: Attack, acts: readonly Act[], { lasting, open }: Bots): Promise<void> {
  let bot = lasting;
  for (const act of acts) {
    if (act.type === 'restart') {
      await deliver(attack, bot);
      bot = await open();
    } else await happen(attack, bot, act);
    if (attack.judge.problem() !== null) return;
  }
  await finish(attack, bot);
}

async function renew(attack: Attack): Promise<void> {
  attack.world.sandbox.close();
  attack.world = await openFuzzWorld(attack.time);
  attack.persons = attack.world.sandbox.world.persons();
  Object.assign(attack, { shown: createShown(), judge: createJudge(), offset: 0, recent: [], repeats: [] });
  attack.charges.clear();
}

async function happen(
  attack: Attack,
  bot: TelegramBot,
  act: Exclude<Act, { readonly type: 'restart' }>,
): Promise<void> {
  switch (act.type) {
    case 'settle':
      return await deliver(attack, bot);
    case 'wait':
      return await passTime(attack, bot, act.ms);
    case 'repeat': {
      const update = attack.recent.at(-1 - act.back);
      if (update !== undefined) attack.repeats.push(update);
      return;
    }
    default: {
      attack.acts += 1;
      const { world, persons, shown } = attack;
      performAct({ world, persons, shown, nowMs: attack.time.nowMs(), number: attack.acts }, act);
    }
  }
}

/** Whatever waits for a later attempt has a day, which ends everything. */
async function finish(attack: Attack, bot: TelegramBot): Promise<void> {
  const { judge, world, charges, time } = attack;
  if (judge.problem() === null) await deliver(attack, bot);
  if (judge.problem() === null) await passTime(attack, bot, DAY_MS);
  if (bot.intake.openFacts() > 0) judge.fail(`${bot.intake.openFacts()} facts are not done after a day`);
  const wrong = await rightsProblem(world, charges, time.nowMs());
  if (wrong !== null) judge.fail(wrong);
}
