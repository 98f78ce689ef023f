import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapTiers, TIERS } from '../../../billing/tiers.ts';
import { createSeenChannels } from '../../../bot/adapters/mongo/seen-channels.ts';
import { type ChannelLanguages, openChannelLanguages } from '../../../bot/telegram/channels/channel-languages.ts';
import { openOwners } from '../../../bot/telegram/operator/owners.ts';
import { prepareTelegram } from '../../../bot/telegram/prepare.ts';
import { CLAIM_CODE, openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const ALL = { postMessages: true, inviteUsers: true, restrictMembers: true, changeInfo: true };
const NONE = mapTiers(() => null);

/** The id of the chat of their own that a person has just made. */
async function made(person: StagePerson, title: string, kind: 'channel' | 'group' = 'channel'): Promise<number> {
  await person.act({ type: 'make-chat', kind, title, username: null });
  return person.chat(title).id;
}

describe('an installation without a single id in its settings', () => {
  let stage: Stage;
  let olga: StagePerson;
  let sam: StagePerson;
  let first: number;
  beforeAll(async () => {
    stage = await openStage(
      () => ({}),
      null,
      () => ({ channelIds: NONE, usualChannelIds: NONE }),
    );
    olga = await started('Olga');
    sam = await started('Sam');
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }

  it('has no command that claims it for whoever does not know the code', async () => {
    for (const words of ['/claim', '/claim 0000000000000000', `/claim ${CLAIM_CODE}0`]) {
      await sam.write(words);
      await sam.reads(/did not understand/);
    }
    await sam.write('/channels');
    await sam.reads(/did not understand/);
    expect(stage.deps.adminIds).toEqual([]);
  });

  it('belongs to whoever sends the code that the start printed, once and over a restart', async () => {
    await olga.write(`/claim ${CLAIM_CODE}`);
    const said = await olga.reads(/This bot is yours now/);
    expect(said.keyboard.flat()).toEqual([
      expect.objectContaining({ type: 'callback', text: '📣 Pick a channel' }),
      {
        ...{ type: 'url', text: '➕ Add me to a channel' },
        url: 'https://t.me/analyser_bot?startchannel&admin=post_messages+invite_users+restrict_members+change_info',
      },
    ]);
    expect(olga.chat('Analyser').commands.map(({ command }) => command)).toContain('channels');
    await sam.write(`/claim ${CLAIM_CODE}`);
    await sam.reads(/did not understand/);
    const again = await openOwners({ texts: stage.deps.setup, configured: [], newCode: () => 'new' });
    expect([again.ids, again.code()]).toEqual([[olga.id], null]);
    const configured = await openOwners({ texts: stage.deps.setup, configured: [7], newCode: () => 'new' });
    expect([configured.ids, configured.isClaimed()]).toEqual([[7], false]);
    expect((await stage.deps.audit.latest(1)).map(({ act, by }) => ({ act, by }))).toEqual([
      { act: 'owner-claimed', by: olga.id },
    ]);
  });

  it('answers a stranger who puts it into a channel, and stores nothing of it', async () => {
    const chatId = await made(sam, 'Sams own');
    await sam.act({ type: 'set-bot', chatId, rights: ALL });
    expect((await sam.reads(/I post only where my owner wants it/)).text).toContain('Sams own');
    expect(await createSeenChannels(stage.deps.setup).administered()).toEqual([]);
    expect(Object.values(stage.deps.channels)).toEqual([null, null, null]);
    // A button of the owner's, pressed by somebody else, does nothing either.
    expect(olga.messages().some(({ text }) => text.includes('Sams own'))).toBe(false);
  });

  it('asks the owner who makes it an administrator whose channel it is, and has it at once and after a restart', async () => {
    first = await made(olga, 'Olga signals');
    await olga.act({ type: 'set-bot', chatId: first, rights: ALL });
    const asked = await olga.reads(/administrator of Olga signals now/);
    expect(asked.keyboard.flat().map(({ text }) => text)).toEqual(['Free', 'Pro', 'Elite', 'None: post nothing there']);
    await olga.press('Pro');
    const done = await olga.reads(/Olga signals is the channel of Pro/);
    expect(done.text).toContain('I may do there all that I need');
    expect(stage.deps.channels.pro).toMatchObject({ chatId: first, title: 'Olga signals' });
    // Whoever pays is invited there from now on.
    expect(stage.deps.channels.pro?.inviteLink).toMatch(/^https:\/\/t\.me\/\+/);
    const restarted = await prepareTelegram({
      ...{
        api: stage.bot.bot.api,
        seenChannels: createSeenChannels(stage.deps.setup),
        log: () => {},
        hasPartners: false,
      },
      ...{ channelIds: NONE, usualChannelIds: NONE },
    });
    expect(restarted.channels).toEqual(stage.deps.channels);
    expect(await stage.deps.audit.latest(5)).toContainEqual(
      expect.objectContaining({ act: 'channel-set', by: olga.id, about: `pro ${first}` }),
    );
  });

  it('lets a setting win over what was chosen, and says so', async () => {
    const set = await prepareTelegram({
      ...{
        api: stage.bot.bot.api,
        seenChannels: createSeenChannels(stage.deps.setup),
        log: () => {},
        hasPartners: false,
      },
      ...{ channelIds: { ...NONE, pro: -100_5 }, usualChannelIds: NONE },
    });
    expect(set.channels.pro?.chatId).toBe(-100_5);
    await expect(set.assign(first, 'pro')).rejects.toThrow('CHANNEL_ setting');
  });

  it('tells once what it lost in a channel and what to press, and once that it has it again', async () => {
    await olga.act({ type: 'set-bot', chatId: first, rights: { ...ALL, inviteUsers: false } });
    const lost = await olga.reads(/cannot work in Olga signals/);
    expect(lost.text).toContain('may not add subscribers');
    expect(lost.text).toContain('Press: the channel, its name, Administrators');
    await olga.act({ type: 'set-bot', chatId: first, rights: null });
    await olga.reads(/"left" there, not an administrator/);
    await olga.act({ type: 'set-bot', chatId: first, rights: ALL });
    await olga.reads(/all that I need again/);
    expect(stage.deps.channels.pro?.chatId).toBe(first);
  });

  it('says what is missing of a channel that gets its tier', async () => {
    const chatId = await made(olga, 'Half open');
    await olga.act({ type: 'set-bot', chatId, rights: { ...ALL, postMessages: false, restrictMembers: false } });
    await olga.reads(/administrator of Half open now/);
    await olga.press('Elite');
    const done = await olga.reads(/Half open is the channel of Elite/);
    expect(done.text).toContain('Not yet: the bot may not post messages nor remove subscribers');
  });

  it('asks once before another channel takes a tier, or a channel another tier', async () => {
    const second = await made(olga, 'Second');
    await olga.act({ type: 'set-bot', chatId: second, rights: ALL });
    await olga.reads(/administrator of Second now/);
    await olga.press('Pro (now: Olga signals)');
    await olga.reads(/go to Olga signals\. Shall they go to Second/);
    expect(stage.deps.channels.pro?.chatId).toBe(first);
    await olga.press('Yes, do it');
    await olga.reads(/Second is the channel of Pro/);
    expect(stage.deps.channels.pro?.chatId).toBe(second);
    await olga.write('/channels');
    const list = await olga.reads(/Channels/);
    expect(list.text).toContain('Pro: Second');
    expect(list.text).toContain('Free: none');
    await olga.press('Second');
    await olga.reads(/Second: whose channel is it/);
    await olga.press('Free');
    await olga.reads(/Second is the channel of Pro\. Shall it be that of Free/);
    await olga.press('Yes, do it');
    await olga.reads(/Second is the channel of Free/);
    expect([stage.deps.channels.free?.chatId, stage.deps.channels.pro]).toEqual([second, null]);
    await olga.write('/channels');
    await olga.reads(/Free: Second/);
    await olga.press('Second');
    await olga.reads(/whose channel is it/);
    await olga.press('None');
    await olga.reads(/post nothing there any more/);
    await olga.press('Yes, do it');
    await olga.reads(/Second: I post nothing there/);
    expect(stage.deps.channels.free).toBeNull();
  });

  it('is written in the language that the owner presses, from the next message on and after a restart', async () => {
    const third = await made(olga, 'Third');
    await olga.act({ type: 'set-bot', chatId: third, rights: ALL });
    await olga.reads(/administrator of Third now/);
    await olga.press('Free');
    await olga.reads(/Third is the channel of Free/);
    await olga.press('Language of Free: English');
    const question = await olga.reads(/In which language is the channel of Free written/);
    expect(question.keyboard.flat().map(({ text }) => text)).toEqual([
      ...['✅ English', 'Español', 'Português', 'Русский', 'Türkçe', 'हिन्दी', 'Indonesia'],
      '📣 Channels',
    ]);
    await olga.press('Русский');
    expect((await olga.reads(/Free: Third, in Русский/)).text).toContain('Channels');
    const of = (languages: ChannelLanguages) => TIERS.map((tier) => languages.of(tier).code);
    expect(of(stage.deps.channelLanguages)).toEqual(['ru', 'en', 'en']);
    expect(await stage.deps.audit.latest(50)).toContainEqual(
      expect.objectContaining({ act: 'channel-language', by: olga.id, about: 'free ru' }),
    );
    const bySetting = { free: null, pro: null, elite: null };
    const restarted = await openChannelLanguages(stage.deps.setup, bySetting);
    expect(of(restarted)).toEqual(['ru', 'en', 'en']);
    await stage.deps.channelLanguages.choose('pro', 'es');
    await restarted.look();
    expect(of(restarted)).toEqual(['ru', 'es', 'en']);
    // A setting wins, and no button changes it.
    const settled = await openChannelLanguages(stage.deps.setup, { ...bySetting, free: 'hi' });
    expect([of(settled), settled.isBySetting('free')]).toEqual([['hi', 'es', 'en'], true]);
    await expect(settled.choose('free', 'tr')).rejects.toThrow('expected no CHANNEL_LANGUAGE for "free"');
  });

  it('leaves a group after one sentence', async () => {
    const chatId = await made(sam, 'Friends', 'group');
    await sam.act({ type: 'set-bot', chatId, rights: ALL });
    await sam.until((chats) =>
      chats.some(({ id, botRights, messages }) => id === chatId && botRights === null && messages.length === 1),
    );
    expect(sam.chat('Friends').messages[0]?.text).toMatch(/^I do not stay in groups\. Write @analyser_bot and a pair/);
  });

  it('posts what it offers inline where the reader wants it, and does not take it for a question', async () => {
    const chatId = await made(sam, 'Family', 'group');
    const offered = await sam.act({ type: 'ask-inline', words: 'btc' });
    expect(offered.type === 'done' ? offered.offered?.[0]?.title : null).toContain('BTC/USDT');
    await sam.act({ type: 'send-offered', chatId, index: 0 });
    expect(sam.chat('Family').messages.at(-1)?.text).toContain('BTC/USDT');
    await sam.act({ type: 'ask-inline', words: 'btc' });
    await sam.act({ type: 'send-offered', chatId: sam.id, index: 0 });
    await sam.write('/help');
    await sam.reads(/\/signals/);
    expect(sam.messages().at(-2)?.text).toMatch(/I post only where/);
  });
});
