import { setTimeout as sleep } from 'node:timers/promises';
import type { WorldButton, WorldMessage } from '../../bot/sandbox/telegram/world.ts';
import { type Action, decodeAction } from '../../bot/telegram/views/action.ts';
import { createRandom } from '../../engine/random.ts';
import type { LoadStage } from './load-stage.ts';

export interface PressOptions {
  readonly perSecond: number;
  readonly seconds: number;
  readonly onSecond: (second: number) => void;
}

/** What became of presses that came at a fixed rate, whatever became of those before. */
export interface PressesMeasured {
  readonly people: number;
  readonly presses: number;
  /** From a press to its answer, wall milliseconds. */
  readonly answersMs: readonly number[];
  /** Presses that Telegram gave up waiting for. */
  readonly unanswered: number;
  /** Calls that Telegram refused because there were too many. */
  readonly refusals: number;
}

/** Views of texts: what a picture costs is measured elsewhere, and money is no view. */
const VIEWS: ReadonlySet<Action['type']> = new Set<Action['type']>([
  ...(['home', 'signals', 'status', 'help', 'markets', 'settings', 'plan', 'terms', 'privacy', 'watch'] as const),
]);
/** How long the last answers are waited for: Telegram's own limit for a press. */
const LAST_ANSWERS_MS = 20_000;

/**
 * Everybody opens the menu, then buttons of views are pressed at this rate, each by somebody who waits for nothing. Random, with a fixed
 * seed. Limits are the product's own.
 */
export async function runPresses(
  { clock, people, subscribers, refusals }: LoadStage,
  { perSecond, seconds, onSecond }: PressOptions,
): Promise<PressesMeasured> {
  clock.release();
  clock.runAt(1);
  const menus = new Map<number, WorldMessage>();
  const stop = people.subscribe((event) => {
    if (event.type !== 'message' && event.type !== 'edited') return;
    const { message } = event;
    if (message.author === 'bot' && viewsOf(message).length > 0) menus.set(message.chatId, message);
  });
  try {
    const ids = [...subscribers];
    await atRate(perSecond, ids.length, (turn) => {
      const id = ids[turn] ?? 0;
      void people.act(id, { type: 'write', chatId: id, text: '/start' });
    });
    const endMs = performance.now() + LAST_ANSWERS_MS;
    while (menus.size < ids.length && performance.now() < endMs) await sleep(50);
    if (menus.size < ids.length) throw new Error(`expected ${ids.length} people with a menu, were ${menus.size}`);
    const before = refusals();
    const pressed = await pressAtRate({ menus, people }, { ids, perSecond, seconds, onSecond });
    return { ...pressed, people: ids.length, refusals: refusals() - before };
  } finally {
    stop();
  }
}

interface Pressing {
  readonly menus: ReadonlyMap<number, WorldMessage>;
  readonly people: LoadStage['people'];
}

async function pressAtRate(
  { menus, people }: Pressing,
  { ids, perSecond, seconds, onSecond }: PressOptions & { readonly ids: readonly number[] },
): Promise<Pick<PressesMeasured, 'presses' | 'answersMs' | 'unanswered'>> {
  const random = createRandom(15);
  const waiting = new Map<number, Promise<void>>();
  const answersMs: number[] = [];
  let [presses, unanswered] = [0, 0];
  const press = async (id: number, { message, button }: Pressed): Promise<void> => {
    const startMs = performance.now();
    const { chatId, messageId } = message;
    const result = await people.act(id, { type: 'press', chatId, messageId, data: button.data });
    if (result.type === 'done') answersMs.push(performance.now() - startMs);
    else unanswered += 1;
  };
  await atRate(perSecond, perSecond * seconds, (turn) => {
    if (turn % perSecond === 0) onSecond(turn / perSecond);
    let id = ids[Math.floor(random() * ids.length)] ?? 0;
    // Somebody presses again once they have an answer.
    while (waiting.has(id)) id = ids[Math.floor(random() * ids.length)] ?? 0;
    const message = menus.get(id);
    const buttons = message === undefined ? [] : viewsOf(message);
    const button = buttons[Math.floor(random() * buttons.length)];
    if (message === undefined || button === undefined) throw new Error(`expected a menu of person ${id}`);
    presses += 1;
    waiting.set(
      id,
      press(id, { message, button }).finally(() => waiting.delete(id)),
    );
  });
  await Promise.all(waiting.values());
  return { presses, answersMs, unanswered };
}

interface Pressed {
  readonly message: WorldMessage;
  readonly button: CallbackButton;
}

type CallbackButton = Extract<WorldButton, { readonly type: 'callback' }>;

function viewsOf({ keyboard }: WorldMessage): readonly CallbackButton[] {
  return keyboard.flat().flatMap((button) => {
    if (button.type !== 'callback') return [];
    const action = decodeAction(button.data);
    return action !== null && VIEWS.has(action.type) ? [button] : [];
  });
}

/** Does `count` things at a fixed rate; a late one delays none after it. */
async function atRate(perSecond: number, count: number, act: (turn: number) => void): Promise<void> {
  const startMs = performance.now();
  for (let turn = 0; turn < count; turn += 1) {
    const waitMs = startMs + (turn * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    act(turn);
  }
}
