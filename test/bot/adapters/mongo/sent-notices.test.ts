import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMongoSentNotices } from '../../../../bot/adapters/mongo/sent-notices.ts';
import { sendOnce } from '../../../../bot/telegram/send-once.ts';
import { sentNoticesContract } from '../../../contract/sent-notices.ts';
import { createMemoryNotices } from '../../../support/fakes/memory-bot-stores.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(() => stage?.close());

describe('messages that are sent once', () => {
  const two = () => {
    const { connection } = stage;
    return { one: createMongoSentNotices(connection), other: createMongoSentNotices(connection) };
  };
  sentNoticesContract('MongoDB', two);
  sentNoticesContract('memory', () => {
    const both = createMemoryNotices();
    return { one: both, other: both };
  });

  it('come once from two processes that learn of one payment at the same time', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    const message = {
      ...{ key: 'payment|stripe|pi_both', chatId: ada.id, repeatNote: 'perhaps again' },
      screen: { text: 'a receipt', keyboard: [] },
    };
    const processes = Array.from({ length: 4 }, () => ({
      ...stage.removal(),
      notices: createMongoSentNotices(stage.connection),
    }));
    await Promise.all(processes.map((each) => sendOnce(each, message)));
    await ada.reads(/a receipt/);
    expect(ada.messages().filter(({ text }) => text.includes('a receipt'))).toMatchObject([{ text: 'a receipt' }]);
  });

  it('wait while a slow process sends, longer than the lease, and come with a note when it died', async () => {
    const slow = createMongoSentNotices(stage.connection, 600);
    expect(await slow.begin('slow')).toBe('first');
    let isOver = false;
    const waits = createMongoSentNotices(stage.connection, 600)
      .begin('slow')
      .finally(() => {
        isOver = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    expect(isOver).toBe(false);
    await slow.end('slow');
    expect(await waits).toBe('done');
    // What a process that was killed leaves: a claim that nobody renews.
    await stage.connection.collection<{ _id: string }>('sent_notices').insertOne({
      _id: 'dead',
      attempts: 1,
      done: false,
      at: new Date(),
      heldUntil: new Date(Date.now() + 700),
    } as never);
    const startedMs = Date.now();
    expect(await slow.begin('dead')).toBe('again');
    expect(Date.now() - startedMs).toBeGreaterThan(400);
    await slow.end('dead');
  });

  it('of an older version, without a lease, count as they did', async () => {
    const { one } = two();
    const notices = stage.connection.collection<{ _id: string }>('sent_notices');
    for (const [_id, attempts, done] of [
      ['old', 1, false],
      ['told', 1, true],
      ['twice', 2, false],
    ] as const)
      await notices.insertOne({ _id, attempts, done, at: new Date() } as never);
    expect([await one.begin('old'), await one.begin('told'), await one.begin('twice')]).toEqual([
      'again',
      'done',
      'done',
    ]);
    await one.end('old');
  });
});
