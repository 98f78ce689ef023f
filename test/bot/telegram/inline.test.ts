import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type UseCounts, windowAt } from '../../../bot/limits/use-counts.ts';
import { ALLOWED_UPDATES } from '../../../bot/telegram/create-bot.ts';
import { createInlineLimit, INLINE_PER_MINUTE } from '../../../bot/telegram/middleware/inline-limit.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { createMemoryUseCounts } from '../../support/fakes/memory-use-counts.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('the bot in chats of others', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('asks Telegram for every kind of update that it answers', () => {
    expect([...ALLOWED_UPDATES].sort()).toEqual([
      ...['callback_query', 'channel_post', 'chat_join_request', 'chat_member', 'guest_message', 'inline_query'],
      ...['message', 'my_chat_member', 'pre_checkout_query', 'subscription'],
    ]);
  });

  it('offers nothing for words that name no pair, and answers a guest all the same, with a way to itself', async () => {
    const ann = stage.person('Ann');
    expect(await ann.act({ type: 'ask-inline', words: 'weather' })).toMatchObject({
      ...{ type: 'done', offered: [] },
      offerButton: {
        text: 'No public signal of that yet',
        url: expect.stringMatching(/^https:\/\/t\.me\/\w+\?start=inline$/),
      },
    });
    const answer = await ann.act({ type: 'ask-guest', words: 'weather' });
    expect(answer).toMatchObject({ offered: [{ text: 'No public signal of that yet' }] });
  });

  it('leads from there to its menu', async () => {
    const bea = stage.person('Bea');
    await bea.write('/start inline');
    expect((await bea.reads(/Hi Bea/)).text).not.toContain('leads nowhere');
  });

  it('says in a group where it is, and leaves', async () => {
    const calls: { readonly method: string; readonly payload: object }[] = [];
    stage.bot.bot.api.config.use(async (prev, ...call) => {
      const [method, payload] = call;
      if (!('chat_id' in payload) || payload.chat_id !== -555) return await prev(...call);
      calls.push({ method, payload });
      return { ok: false, error_code: 403, description: 'Forbidden' };
    });
    const user = { id: stage.bot.bot.botInfo.id, is_bot: true, first_name: 'Analyser' };
    await stage.bot.bot.handleUpdate({
      update_id: 900_001,
      my_chat_member: {
        ...{ chat: { id: -555, type: 'group', title: 'Friends' }, date: 1 },
        from: { id: 5, is_bot: false, first_name: 'Cem', language_code: 'tr' },
        old_chat_member: { status: 'left', user },
        new_chat_member: { status: 'member', user },
      },
    });
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'leaveChat']);
  });

  it('says the number of a channel and of a person', async () => {
    const answers: unknown[] = [];
    stage.bot.bot.api.config.use(async (prev, ...call) => {
      const [method, payload] = call;
      if (!('chat_id' in payload) || payload.chat_id !== -100_777) return await prev(...call);
      answers.push({ method, ...payload });
      return { ok: false, error_code: 403, description: 'Forbidden' };
    });
    await stage.bot.bot
      .handleUpdate({
        update_id: 900_002,
        channel_post: {
          ...{ message_id: 1, date: 1, text: '/chatid', chat: { id: -100_777, type: 'channel', title: 'Signals' } },
          entities: [{ type: 'bot_command', offset: 0, length: 7 }],
        },
      })
      .catch(() => undefined);
    expect(answers).toMatchObject([{ method: 'sendMessage', text: 'The number of this chat: <code>-100777</code>' }]);
    const dan = stage.person('Dan');
    await dan.write('/start');
    await dan.reads(/Hi Dan/);
    await dan.write('/chatid');
    expect((await dan.reads(/The number of this chat/)).text).toContain(String(dan.id));
  });
});

describe('a timeframe named in a chat of others', () => {
  it('is the one that is shown', async () => {
    const series = (['1h', '4h'] as const).map((timeframe) => ({ exchange: 'binance', symbol: 'BTC/USDT', timeframe }));
    const stage = await openStage(() => ({ series }));
    try {
      const ann = stage.person('Ann');
      expect(await ann.act({ type: 'ask-inline', words: 'btc 1h' })).toMatchObject({
        ...{ type: 'done', offered: expect.arrayContaining([expect.objectContaining({ title: expect.any(String) })]) },
      });
      expect(await ann.act({ type: 'ask-inline', words: 'btc' })).toMatchObject({
        offered: expect.arrayContaining([expect.objectContaining({ title: expect.stringContaining('1h') })]),
      });
      expect(await ann.act({ type: 'ask-inline', words: 'btc 4h' })).toMatchObject({
        ...{ offered: [], offerButton: { text: 'No public signal of that yet' } },
      });
    } finally {
      await stage.close();
    }
  });
});

describe('words to the bot in chats of others, over the limit of a minute', () => {
  const FREE = INLINE_PER_MINUTE.free;
  const PRO = INLINE_PER_MINUTE.pro;
  const START_MS = windowAt(Date.UTC(2026, 0, 5), MINUTE_MS).fromMs + 18_000;
  let wallMs = START_MS;
  let stage: Stage;
  let answers: object[] = [];
  beforeAll(async () => {
    stage = await openStage(() => ({ wallNowMs: () => wallMs }));
    stage.bot.bot.api.config.use(async (prev, ...call) => {
      const [method, payload] = call;
      if (method === 'answerInlineQuery') answers.push(payload);
      return await prev(...call);
    });
  });
  afterAll(() => stage.close());

  const SLOW = 'That was fast. I answer again in 42\u00a0s.';

  it('are answered at once with nothing, a button that says when, and no query more until then', async () => {
    const ann = stage.person('Ann');
    for (let asked = 0; asked < FREE; asked += 1)
      expect(await ann.act({ type: 'ask-inline', words: 'weather' })).toMatchObject({
        offerButton: { text: 'No public signal of that yet' },
      });
    answers = [];
    for (const _ of [1, 2])
      expect(await ann.act({ type: 'ask-inline', words: 'btc' })).toMatchObject({
        ...{ type: 'done', offered: [] },
        offerButton: { text: SLOW, url: expect.stringContaining('?start=inline') },
      });
    expect(answers).toMatchObject([
      { results: [], cache_time: 30 },
      { results: [], cache_time: 30 },
    ]);
    expect(await ann.act({ type: 'ask-guest', words: 'btc' })).toMatchObject({ offered: [{ text: SLOW }] });
    // Nobody else waits for her, nor she for longer than the minute.
    expect(await stage.person('Bea').act({ type: 'ask-inline', words: 'weather' })).toMatchObject({
      offerButton: { text: 'No public signal of that yet' },
    });
    wallMs += 42_000;
    expect(await ann.act({ type: 'ask-guest', words: 'weather' })).toMatchObject({
      offered: [{ text: 'No public signal of that yet' }],
    });
  });

  it('count by tier, in one write for most, and in none once the minute is used up', async () => {
    let looked = 0;
    let written = 0;
    const counts = createMemoryUseCounts();
    const useCounts: UseCounts = {
      ...counts,
      take: async (...use) => {
        written += 1;
        return await counts.take(...use);
      },
    };
    const take = createInlineLimit({
      ...{ useCounts, wallNowMs: () => wallMs },
      tierOf: async () => {
        looked += 1;
        return 'pro';
      },
    });
    const seen: string[] = [];
    for (let asked = 0; asked < PRO + 50; asked += 1) seen.push((await take(7)).type);
    expect(seen.filter((type) => type === 'counted')).toHaveLength(PRO);
    expect(seen.lastIndexOf('counted')).toBe(PRO - 1);
    expect(written).toBe(FREE + 2 * (PRO - FREE + 1));
    expect(looked).toBe(PRO - FREE + 1);
  });
});
