/** One question's place: how many run or wait before it (0: it runs now, or its answer is known), and the answer. */
export interface QueuePlace<A> {
  readonly before: number;
  readonly answer: Promise<A>;
}

/** Answers long questions one at a time, equal ones once, and keeps its newest answers. */
export interface AnswerQueue<Q, A> {
  /** Null when too many wait already. */
  ask(key: string, question: Q): QueuePlace<A> | null;
  /** Whether the question costs nothing: its answer is known, or already being worked out. */
  knows(key: string): boolean;
  /** Waits until nothing runs or waits. */
  idle(): Promise<void>;
}

export interface QueueSettings {
  readonly mostWaiting: number;
  /** Answers kept, the least recently asked for go first. */
  readonly mostKept: number;
}

export function createAnswerQueue<Q, A>(
  answerTo: (question: Q) => Promise<A>,
  settings: QueueSettings,
): AnswerQueue<Q, A> {
  const kept = new Map<string, A>();
  const waiting = new Map<string, Promise<A>>();
  let last: Promise<unknown> = Promise.resolve();

  function keep(key: string, answer: A): void {
    kept.delete(key);
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > settings.mostKept && oldest !== undefined) kept.delete(oldest);
  }

  async function work(key: string, question: Q, before: Promise<unknown>): Promise<A> {
    try {
      // A failure before is the problem of whoever asked that; the next question is another one.
      await before.catch(() => undefined);
      const answer = await answerTo(question);
      keep(key, answer);
      return answer;
    } finally {
      waiting.delete(key);
    }
  }

  return {
    ask(key, question) {
      const known = kept.get(key);
      if (known !== undefined) {
        keep(key, known);
        return { before: 0, answer: Promise.resolve(known) };
      }
      const running = waiting.get(key);
      if (running !== undefined) return { before: [...waiting.keys()].indexOf(key), answer: running };
      if (waiting.size > settings.mostWaiting) return null;
      const before = waiting.size;
      const answer = work(key, question, last);
      waiting.set(key, answer);
      last = answer;
      return { before, answer };
    },
    knows: (key) => kept.has(key) || waiting.has(key),
    async idle() {
      while (waiting.size > 0) await Promise.allSettled(waiting.values());
    },
  };
}
