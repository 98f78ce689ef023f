import type { Transformer } from 'grammy';
import type { Clock } from '../../../engine/ports.ts';
import { pause, type StartTimer } from '../deadline.ts';
import type { SendBudget } from './send-budget.ts';

export interface BudgetTransformerDeps {
  readonly budget: SendBudget;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
}

/** Methods that put or change a message: what Telegram's sending limits count. */
const COUNTED = /^(?:send(?!ChatAction)|copyMessage|forwardMessage|editMessage)/;
/** The product's clock may be a replay's, which runs faster than the timer: a waiting answer looks again this often. */
const LOOK_EVERY_MS = 50;
/** An answer that would wait longer is refused as Telegram would refuse it: the caller knows what to do about a 429. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Lets the bot's own calls take part in the one budget of its token. They go first: the sender of posts yields to an answer that waits.
 * Install it before the transformer that retries, so that each attempt is counted.
 */
export function budgetTransformer(deps: BudgetTransformerDeps): Transformer {
  const { budget, clock } = deps;
  return async (prev, ...call) => {
    const [method, payload] = call;
    if (!COUNTED.test(method)) return await prev(...call);
    const entry = await enter(deps, chatOf(payload));
    if (entry.type === 'refused') {
      const seconds = Math.ceil(entry.waitMs / 1_000);
      const description = `Too Many Requests: retry after ${seconds}`;
      return { ok: false, error_code: 429, description, parameters: { retry_after: seconds } };
    }
    try {
      const answer = await prev(...call);
      const retryAfter = answer.ok ? undefined : answer.parameters?.retry_after;
      if (retryAfter !== undefined) budget.stopFor(retryAfter * 1_000, clock.nowMs());
      return answer;
    } finally {
      entry.end(clock.nowMs());
    }
  };
}

type Entry =
  | { readonly type: 'entered'; readonly end: (answeredAtMs: number) => void }
  | { readonly type: 'refused'; readonly waitMs: number };

/** Waits for the budget and takes part in it at once, or says how long it would have to wait. */
async function enter({ budget, clock, startTimer }: BudgetTransformerDeps, chatId: number | null): Promise<Entry> {
  for (let waitedMs = 0; ; ) {
    const nowMs = clock.nowMs();
    const botMs = budget.botFreeAtMs(nowMs, 'answer') - nowMs;
    const chatMs = chatId === null ? 0 : budget.chatFreeAtMs(chatId, nowMs, 'answer') - nowMs;
    const waitMs = Math.max(botMs, chatMs);
    // A replay's clock may stand still: then Telegram decides.
    if (waitMs <= 0 || waitedMs >= LONGEST_WAIT_MS)
      return { type: 'entered', end: budget.begin({ sendClass: 'answer', chatId: chatId ?? 0 }, nowMs) };
    if (waitMs > LONGEST_WAIT_MS) return { type: 'refused', waitMs };
    // Others yield only to who waits for the token, not to who waits for their own chat.
    const leave = botMs > 0 ? budget.wait('answer') : null;
    const lookMs = Math.min(waitMs, LOOK_EVERY_MS);
    await pause(lookMs, startTimer);
    waitedMs += lookMs;
    leave?.();
  }
}

/** Null for what goes to no chat by number. */
function chatOf(payload: object): number | null {
  return 'chat_id' in payload && typeof payload.chat_id === 'number' ? payload.chat_id : null;
}
