import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapTiers } from '../../../billing/tiers.ts';
import { createSeenChannels } from '../../../bot/adapters/mongo/seen-channels.ts';
import { createQuestionGate } from '../../../bot/telegram/channels/question-gate.ts';
import { CLAIM_CODE, openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const NEEDED = { postMessages: true, inviteUsers: true, restrictMembers: true, changeInfo: true };

describe('a channel picked in Telegram’s own list', () => {
  let stage: Stage;
  let olga: StagePerson;
  beforeAll(async () => {
    const none = mapTiers(() => null);
    stage = await openStage(
      () => ({}),
      null,
      () => ({ channelIds: none, usualChannelIds: none }),
    );
    olga = stage.person('Olga');
    await olga.write('/start');
    await olga.reads(/Hi /);
  });
  afterAll(() => stage.close());

  async function made(title: string): Promise<number> {
    await olga.act({ type: 'make-chat', kind: 'channel', title, username: null });
    return olga.chat(title).id;
  }
  /** Opens the list; the number of the request. */
  async function opened(): Promise<number> {
    await olga.press('Pick a channel');
    await olga.reads(/at the bottom of the screen/);
    const [[button] = []] = olga.chat('Analyser').replyKeyboard;
    expect(button).toMatchObject({
      text: '📣 Choose a channel',
      requestChat: { isChannel: true, ofAdministrator: true },
    });
    return button?.requestChat?.requestId ?? 0;
  }
  const questions = (title: string): readonly string[] =>
    olga.messages().flatMap(({ text }) => (text.includes(title) && /whose channel is it/i.test(text) ? [text] : []));

  it('is had although the bot became its administrator before it had an owner, and never heard of it again', async () => {
    const chatId = await made('Old signals');
    await olga.act({ type: 'set-bot', chatId, rights: NEEDED });
    await olga.reads(/I post only where my owner wants it/);
    await olga.write(`/claim ${CLAIM_CODE}`);
    await olga.reads(/This bot is yours now/);
    expect(await createSeenChannels(stage.deps.setup).administered()).toEqual([]);
    await olga.act({ type: 'share-chat', requestId: await opened(), chatId });
    const asked = await olga.reads(/Old signals: whose channel is it/);
    expect(asked.keyboard.flat().map(({ text }) => text)).toEqual(['Free', 'Pro', 'Elite', 'None: post nothing there']);
    expect(olga.chat('Analyser').replyKeyboard).toEqual([]);
    await olga.press('Pro');
    expect((await olga.reads(/Old signals is the channel of Pro/)).text).toContain('I may do there all that I need');
    expect(stage.deps.channels.pro).toMatchObject({ chatId, title: 'Old signals' });
  });

  it('gets the bot as its administrator by the same choice, with what it needs, and one question', async () => {
    const chatId = await made('New signals');
    expect(olga.chat('New signals').botRights).toBeNull();
    await olga.write('/channels');
    await olga.reads(/Channels/);
    await olga.act({ type: 'share-chat', requestId: await opened(), chatId });
    await olga.until(() => questions('New signals').length > 0);
    expect(olga.chat('New signals').botRights).toMatchObject(NEEDED);
    await olga.press('Elite');
    expect((await olga.reads(/New signals is the channel of Elite/)).text).toContain('I may do there all that I need');
    // Both updates of the choice are done: the bot answers one after the other.
    await olga.write('/channels');
    await olga.reads(/Elite: New signals/);
    expect(questions('New signals')).toEqual([]);
    // Picked again it is asked about again, however soon.
    await olga.act({ type: 'share-chat', requestId: await opened(), chatId });
    await olga.reads(/New signals: whose channel is it/);
  });

  it('is nobody’s to pick but an owner’s, and nothing where the bot is no administrator', async () => {
    const sam = stage.person('Sam');
    await sam.write('/start');
    await sam.reads(/Hi /);
    const { api } = stage.bot.bot;
    const button = { text: 'x', request_chat: { request_id: 1, chat_is_channel: true, request_title: true } };
    // A keyboard of an owner who is none any more, and a channel without the bot.
    const keyboard = { reply_markup: { keyboard: [[button]], one_time_keyboard: true } };
    await sam.act({ type: 'make-chat', kind: 'channel', title: 'Sams own', username: null });
    await api.sendMessage(sam.id, 'Pick', keyboard);
    await sam.act({ type: 'share-chat', requestId: 1, chatId: sam.chat('Sams own').id });
    await sam.write('/help');
    await sam.reads(/\/signals/);
    expect(sam.messages().some(({ text }) => text.includes('Sams own'))).toBe(false);
    const chatId = await made('Without');
    await api.sendMessage(olga.id, 'Pick', keyboard);
    await olga.act({ type: 'share-chat', requestId: 1, chatId });
    const said = await olga.reads(/I am no administrator of Without/);
    expect(said.keyboard.flat().map(({ text }) => text)).toEqual(['📣 Pick a channel', '➕ Add me to a channel']);
    expect(await createSeenChannels(stage.deps.setup).administered()).not.toContainEqual(
      expect.objectContaining({ chatId }),
    );
  });
});

describe('the two updates of one choice', () => {
  it('ask once, whichever comes first; a repeated one, the next choice and another channel ask again', () => {
    let nowMs = 0;
    const isToAsk = createQuestionGate(() => nowMs);
    expect([isToAsk(-1, 'standing'), isToAsk(-1, 'standing'), isToAsk(-1, 'picked')]).toEqual([true, true, false]);
    expect([isToAsk(-1, 'picked'), isToAsk(-2, 'standing'), isToAsk(-1, 'standing')]).toEqual([true, true, false]);
    expect(isToAsk(-2, 'standing')).toBe(true);
    nowMs = 10_000;
    expect(isToAsk(-2, 'picked')).toBe(true);
  });
});
