import { GrammyError } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('a refusal of Telegram about another chat', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(() => ({
      predictor: async () => {
        const refusal = {
          ok: false,
          error_code: 403,
          description: 'Forbidden: bot was kicked from the channel chat',
        } as const;
        throw new GrammyError('refused', refusal, 'getChatMember', { chat_id: -100_5, user_id: 1 });
      },
    }));
  });
  afterAll(() => stage.close());

  it('is a failure that the reader is told of, and does not count as their block', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    await ada.write('/predict btc 1h');
    await ada.reads(/Something went wrong on our side/);
    expect((await stage.deps.accounts.find(ada.id))?.unreachable).toBe(false);
    expect(stage.events.map(({ type }) => type)).toContain('update-failed');
  });
});
