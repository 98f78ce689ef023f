import type { EffectGate } from './effect-gate.ts';
import { type LocalProxy, openHttpProxy } from './http-proxy.ts';

/** Calls that change nothing which anybody would miss. */
const UNCOUNTED = /^(?:get|set|deleteWebhook|sendChatAction)/;

/** A way to the Bot API that counts the calls which had an effect, may drop their answers, and dates answers by the drill's clock. */
export async function openTelegramProxy(
  apiRoot: string,
  options: {
    readonly gate: EffectGate;
    readonly nowMs: () => number;
    /** Wall milliseconds between the effect of a call and its answer, but for getUpdates; default none. */
    readonly answerAfterMs?: number;
  },
): Promise<LocalProxy & { readonly refusals: () => number }> {
  const { gate, nowMs, answerAfterMs = 0 } = options;
  let refusals = 0;
  const proxy = await openHttpProxy(apiRoot, (path, { statusCode, headers }) => {
    const method = /\/bot[^/]+\/(\w+)/.exec(path)?.[1] ?? 'get';
    if (statusCode === 429) refusals += 1;
    if (!UNCOUNTED.test(method) && statusCode === 200 && !gate.pass()) return null;
    return {
      headers: { ...headers, date: new Date(nowMs()).toUTCString() },
      afterMs: method === 'getUpdates' ? 0 : answerAfterMs,
    };
  });
  return { ...proxy, refusals: () => refusals };
}
