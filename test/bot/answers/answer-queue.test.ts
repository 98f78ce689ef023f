import { describe, expect, it } from 'vitest';
import { createAnswerQueue } from '../../../bot/answers/answer-queue.ts';

/** Answers that come when the test says so. */
function heldAnswers() {
  const asked: string[] = [];
  const held = new Map<string, { resolve: (answer: string) => void; reject: (error: Error) => void }>();
  const answerTo = (question: string): Promise<string> =>
    new Promise((resolve, reject) => {
      asked.push(question);
      held.set(question, { resolve, reject });
    });
  return { asked, held, answerTo };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createAnswerQueue', () => {
  it('works on one question at a time, in order, and on equal ones once', async () => {
    const { asked, held, answerTo } = heldAnswers();
    const queue = createAnswerQueue(answerTo, { mostWaiting: 5, mostKept: 5 });
    const places = ['a', 'b', 'a', 'c'].map((key) => queue.ask(key, key));
    expect(places.map((place) => place?.before)).toEqual([0, 1, 0, 2]);
    await settled();
    expect(asked).toEqual(['a']);
    held.get('a')?.resolve('A');
    expect(await Promise.all([places[0]?.answer, places[2]?.answer])).toEqual(['A', 'A']);
    await settled();
    expect(asked).toEqual(['a', 'b']);
    held.get('b')?.reject(new Error('no'));
    await expect(places[1]?.answer).rejects.toThrow('no');
    await settled();
    held.get('c')?.resolve('C');
    expect(await places[3]?.answer).toBe('C');
    await queue.idle();
  });

  it('remembers answers but no failures, and forgets what was asked for least recently', async () => {
    let count = 0;
    const queue = createAnswerQueue(
      async (question: string) => {
        count += 1;
        if (question === 'bad') throw new Error('bad');
        return question;
      },
      { mostWaiting: 5, mostKept: 2 },
    );
    const ask = (key: string) => queue.ask(key, key)?.answer;
    await ask('a');
    await ask('b');
    await ask('a');
    expect(count).toBe(2);
    await ask('c');
    expect([queue.knows('a'), queue.knows('b'), queue.knows('c')]).toEqual([true, false, true]);
    await expect(ask('bad')).rejects.toThrow('bad');
    expect(queue.knows('bad')).toBe(false);
  });

  it('turns away who comes when it is full', async () => {
    const { held, answerTo } = heldAnswers();
    const queue = createAnswerQueue(answerTo, { mostWaiting: 1, mostKept: 5 });
    const [first, second, third] = ['a', 'b', 'c'].map((key) => queue.ask(key, key));
    expect([first?.before, second?.before, third]).toEqual([0, 1, null]);
    expect(queue.ask('b', 'b')?.before).toBe(1);
    await settled();
    held.get('a')?.resolve('A');
    await settled();
    held.get('b')?.resolve('B');
    await queue.idle();
  });
});
