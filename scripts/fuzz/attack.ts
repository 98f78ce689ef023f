import type { Update } from 'grammy/types';
import { ApiRefusal } from '../../bot/sandbox/telegram/protocol/refusal.ts';
import type { RawCall } from '../../bot/sandbox/telegram/protocol/request.ts';
import type { WireMessage } from '../../bot/sandbox/telegram/protocol/wire.ts';
import type { WorldPerson } from '../../bot/sandbox/telegram/world.ts';
import type { TelegramBot } from '../../bot/telegram/create-bot.ts';
import { type ManualTime, settle } from '../../test/support/manual-time.ts';
import type { Shown } from './acts/shown.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import type { Judge } from './judge/judge.ts';

/** Everything that changes while a bot is attacked. */
export interface Attack {
  readonly time: ManualTime;
  world: FuzzWorld;
  persons: readonly WorldPerson[];
  shown: Shown;
  judge: Judge;
  /** Of the stand-in's queue. */
  offset: number;
  /** Given to the bot so far, in all worlds: their ids count on. */
  updates: number;
  acts: number;
  calls: number;
  /** The newest updates, for those that come twice. */
  recent: Update[];
  repeats: Update[];
  /** What Telegram said of payments. */
  readonly charges: Map<string, { readonly telegramId: number; readonly stars: number }>;
}

const RECENT = 200;
const MOST_ROUNDS = 50;
/** Turns of the event loop after which a bot that is still busy waits for a timer. */
const BUSY_TURNS = 40;
const LONGEST_BUSY_MS = 300_000;
const A_WHILE_MS = 2_000;

/** Telegram's answer to a call, noted. */
export async function answer(attack: Attack, method: string, raw: RawCall): Promise<unknown> {
  const { world, judge, shown } = attack;
  attack.calls += 1;
  const { payload } = raw.params;
  if (typeof payload === 'string') shown.notePayload(payload);
  try {
    const result = await world.sandbox.call(method, raw.params, { files: raw.files });
    judge.called({ method, raw, result, refused: null });
    if (isMessage(result)) shown.note(result);
    return result;
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    judge.called({ method, raw, result: null, refused: error.message });
    throw error;
  }
}

function isMessage(value: unknown): value is WireMessage {
  return typeof value === 'object' && value !== null && 'message_id' in value && 'chat' in value;
}

/** Gives the bot everything that waits, what follows of it too, and lets it come to rest. */
export async function deliver(attack: Attack, bot: TelegramBot): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const updates = await next(attack);
    if (updates.length === 0) break;
    for (const update of updates) attack.judge.gave(update, attack.recent.includes(update));
    for (const update of updates) note(attack, update);
    await bot.intake.take(updates);
    await rest(attack, bot);
    await settle();
  }
  attack.judge.settled();
}

/** Time passes, with what it brings. */
export async function passTime(attack: Attack, bot: TelegramBot, ms: number): Promise<void> {
  await deliver(attack, bot);
  await attack.time.pass(ms);
  await deliver(attack, bot);
}

async function next(attack: Attack): Promise<readonly Update[]> {
  const { sandbox } = attack.world;
  const given = await sandbox.call('getUpdates', { offset: attack.offset, limit: 100, timeout: 0 });
  // As over the wire: what has no value has no field.
  const fresh: readonly Update[] = JSON.parse(JSON.stringify(given));
  attack.offset = (fresh.at(-1)?.update_id ?? attack.offset - 1) + 1;
  const repeats = attack.repeats.splice(0);
  const updates = fresh.map((update) => {
    attack.updates += 1;
    return { ...update, update_id: attack.updates };
  });
  return [...updates, ...repeats];
}

function note(attack: Attack, update: Update): void {
  if (attack.recent.includes(update)) return;
  attack.recent.push(update);
  if (attack.recent.length > RECENT) attack.recent.shift();
  const { message } = update;
  const paid = message?.successful_payment;
  if (paid !== undefined && message !== undefined)
    attack.charges.set(paid.telegram_payment_charge_id, { telegramId: message.chat.id, stars: paid.total_amount });
}

/** Waits until the bot does nothing; a bot that waits for a timer gets time. */
async function rest({ time, judge }: Attack, bot: TelegramBot): Promise<void> {
  let isIdle = false;
  const idle = bot.idle().then(() => {
    isIdle = true;
  });
  const startedMs = time.nowMs();
  for (let turn = 0; !isIdle; turn += 1) {
    // Conversations and streams take turns of the machine's own timers.
    if (turn < BUSY_TURNS) await settle();
    else await new Promise((resolve) => void setTimeout(resolve, 1));
    if (turn > 2 * BUSY_TURNS) await time.pass(A_WHILE_MS);
    if (time.nowMs() - startedMs < LONGEST_BUSY_MS) continue;
    judge.fail('the bot is still busy after five minutes');
    return;
  }
  await idle;
}
