import type { QuestionGate } from '../ports.ts';

/** Both updates of one choice come within seconds; what is further apart is two choices. */
const SAME_CHOICE_MS = 10_000;

/** Lets one of the two updates through that an owner's one choice brings. It is kept in memory: a restart between them asks twice. */
export function createQuestionGate(monotonicMs: () => number = () => performance.now()): QuestionGate {
  const asked = new Map<number, { readonly of: 'standing' | 'picked'; readonly atMs: number }>();
  return (chatId, of) => {
    const last = asked.get(chatId);
    const nowMs = monotonicMs();
    asked.delete(chatId);
    if (last !== undefined && last.of !== of && nowMs - last.atMs < SAME_CHOICE_MS) return false;
    asked.set(chatId, { of, atMs: nowMs });
    return true;
  };
}
