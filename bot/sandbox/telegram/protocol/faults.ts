/** What goes wrong with a call. */
export type FaultEffect =
  /** 429 with parameters.retry_after; nothing happens. */
  | { readonly type: 'too-many-requests'; readonly retryAfterS: number }
  /** A refusal in Telegram's form, for example 403 "Forbidden: user is deactivated"; nothing happens. */
  | { readonly type: 'refuse'; readonly code: number; readonly description: string }
  /** A 5xx of a proxy, with an HTML body; `after` true when the effect happened all the same. */
  | { readonly type: 'server-error'; readonly code: number; readonly after: boolean }
  /** The connection dies before the call takes effect. */
  | { readonly type: 'drop-before' }
  /** The call takes effect and the connection dies before the answer: the bot cannot know. */
  | { readonly type: 'drop-after' }
  /** The call does nothing and is never answered, until the bot hangs up. */
  | { readonly type: 'hang' }
  /** The call does nothing; the answer is 200 with this text, whatever it is. */
  | { readonly type: 'answer-instead'; readonly text: string }
  /** The answer comes late. */
  | { readonly type: 'delay'; readonly ms: number };

export interface Fault {
  /** A method's name, or "*" for every method but getUpdates. */
  readonly method: string;
  /** Only calls to this chat; default: any. */
  readonly chatId?: number;
  /** How many calls it hits; default 1. */
  readonly times?: number;
  /** How many matching calls are let through first; default 0. */
  readonly skip?: number;
  readonly effect: FaultEffect;
}

export interface InjectedFault {
  /** Calls it will still hit. */
  remaining(): number;
  cancel(): void;
}

export interface FaultQueue {
  inject(fault: Fault): InjectedFault;
  /** The fault that hits this call, counted; null when none does. */
  take(method: string, chatId: unknown): FaultEffect | null;
}

interface Armed {
  readonly fault: Fault;
  skip: number;
  left: number;
}

/** Faults are used up in the order of their injection. */
export function createFaultQueue(): FaultQueue {
  const armed: Armed[] = [];
  return {
    inject(fault) {
      const entry: Armed = { fault, skip: fault.skip ?? 0, left: fault.times ?? 1 };
      armed.push(entry);
      return {
        remaining: () => entry.left,
        cancel: () => {
          entry.left = 0;
        },
      };
    },
    take(method, chatId) {
      for (const entry of armed) {
        if (entry.left <= 0 || !matches(entry.fault, method, chatId)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left === 0) armed.splice(armed.indexOf(entry), 1);
        return entry.fault.effect;
      }
      return null;
    },
  };
}

function matches(fault: Fault, method: string, chatId: unknown): boolean {
  if (fault.method === '*' ? method === 'getUpdates' : fault.method !== method) return false;
  return fault.chatId === undefined || String(fault.chatId) === String(chatId);
}
