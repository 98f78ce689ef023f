import type { Context, MiddlewareFn } from 'grammy';
import { type StartTimer, withDeadline } from '../deadline.ts';

/** Longest that the polling loop stands still for money and membership; the work goes on after that. */
const AWAITED_MS = 5_000;

export interface Lanes {
  readonly middleware: MiddlewareFn<Context>;
  /** Resolves when everything begun has ended. */
  idle(): Promise<void>;
}

/**
 * Decides who waits for whom. grammY's polling handles one update after the other and confirms them to Telegram as it
 * goes, so what it waits for is both safe and in everybody's way:
 * - a pre-checkout query waits for nobody and nobody waits for it: it has one second;
 * - payments and membership are waited for, so that a crash brings them again;
 * - everything else runs in order for one person, and beside everybody else.
 * `fail` gets the errors of what nobody waits for.
 */
export function createLanes(options: {
  readonly startTimer: StartTimer;
  readonly fail: (error: unknown, ctx: Context) => Promise<void>;
}): Lanes {
  const { startTimer, fail } = options;
  const running = new Set<Promise<void>>();
  const lastOf = new Map<number, Promise<void>>();

  function keep(work: Promise<void>): Promise<void> {
    running.add(work);
    const forget = (): void => {
      running.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  function inOrder(personId: number, work: () => Promise<void>): void {
    const before = lastOf.get(personId) ?? Promise.resolve();
    const mine = keep(before.then(work));
    lastOf.set(personId, mine);
    const forget = (): void => {
      if (lastOf.get(personId) === mine) lastOf.delete(personId);
    };
    mine.then(forget, forget);
  }

  return {
    async middleware(ctx, next) {
      const supervised = async (): Promise<void> => {
        try {
          await next();
        } catch (error) {
          await fail(error, ctx);
        }
      };
      switch (laneOf(ctx)) {
        case 'at-once':
          void keep(supervised());
          return;
        case 'awaited': {
          let late = false;
          const work = keep(next());
          work.catch(async (error: unknown) => {
            if (late) await fail(error, ctx);
          });
          await withDeadline(work, AWAITED_MS, startTimer).catch((error: unknown) => {
            late = true;
            throw error;
          });
          return;
        }
        case 'in-order':
          inOrder(ctx.from?.id ?? 0, supervised);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

function laneOf(ctx: Context): 'at-once' | 'awaited' | 'in-order' {
  if (ctx.preCheckoutQuery !== undefined) return 'at-once';
  const money = ctx.message?.successful_payment ?? ctx.message?.refunded_payment;
  const membership = ctx.chatJoinRequest ?? ctx.chatMember ?? ctx.myChatMember;
  return money === undefined && membership === undefined ? 'in-order' : 'awaited';
}
