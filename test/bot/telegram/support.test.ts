import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('the question of /support', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('waits on for words that fit, however often they did not', async () => {
    const meg = stage.person('Meg');
    await meg.write('/start');
    await meg.write('/support');
    await meg.reads(/Write your question/);
    for (let tried = 1; tried <= 4; tried += 1) {
      await meg.write('x'.repeat(2_001));
      await meg.until(() => meg.messages().filter(({ text }) => /too long/.test(text)).length === tried);
    }
    await meg.write('Shorter.');
    await meg.reads(/Stored as ticket/);
    expect((await stage.deps.tickets.ofAccount(meg.id)).map(({ text }) => text)).toEqual(['Shorter.']);
  });
});

describe('an answer to a ticket', () => {
  it('says so where its asker is gone from Telegram, and closes the ticket', async () => {
    const ids: number[] = [];
    const stage = await openStage(() => ({ adminIds: ids }));
    try {
      const boss = stage.person('Boss');
      ids.push(boss.id);
      await boss.write('/start');
      await boss.reads(/Hi Boss/);
      const gone = { id: '00000000ab', telegramId: 42, topic: 'general', text: 'Hello?', createdAtMs: 0 } as const;
      await stage.deps.tickets.open(gone);
      await boss.write(`/answer ${gone.id} Here I am.`);
      await boss.reads(/They cannot be reached/);
      expect((await stage.deps.tickets.find(gone.id))?.closedAtMs).not.toBeNull();
    } finally {
      await stage.close();
    }
  });
});
