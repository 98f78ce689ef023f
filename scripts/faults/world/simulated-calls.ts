import { GrammyError, type Transformer } from 'grammy';
import type { TelegramCall } from './simulated-telegram.ts';

/** Ends grammY's chain of calls before the network: `call` answers in Telegram's place, and a GrammyError of it is Telegram's refusal. */
export function simulatedCalls(call: (call: TelegramCall) => Promise<unknown>): Transformer {
  return async (_prev, method, payload) => {
    try {
      const result = await call({ method, payload: JSON.parse(JSON.stringify(payload ?? {})) });
      return { ok: true, result: JSON.parse(JSON.stringify(result)) };
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      const { error_code, description, parameters } = error;
      return { ok: false, error_code, description, parameters };
    }
  };
}
