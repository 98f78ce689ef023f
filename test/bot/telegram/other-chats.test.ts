import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { type RawUpdates, rawUpdates } from '../../support/stage/raw-updates.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const CHANNEL = { id: -100_900, type: 'channel', title: 'News' } as const;
const GROUP = { id: -901, type: 'group', title: 'Friends' } as const;
const SUPERGROUP = { id: -100_902, type: 'supergroup', title: 'More friends' } as const;
/** Telegram's own, in the place of an administrator who stays anonymous. */
const ANONYMOUS = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

const command = (text: string) => ({
  ...{ message_id: 1, date: 1, text },
  entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }],
});

describe('what comes from elsewhere than the reader’s own chat', () => {
  let stage: Stage;
  let ada: StagePerson;
  let updates: RawUpdates;
  beforeAll(async () => {
    stage = await openStage();
    updates = rawUpdates(stage, 950_000);
    ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
  });
  afterAll(() => stage.close());

  const from = () => ({ id: ada.id, is_bot: false, first_name: 'Ada', language_code: 'en' });
  const own = () => ({ id: ada.id, type: 'private', first_name: 'Ada' }) as const;

  /** The calls that an update leads to. */
  async function callsOf(body: object): Promise<readonly string[]> {
    const before = stage.sandbox.calls().length;
    await updates.gets(body);
    const made = stage.sandbox.calls().slice(before);
    return made.map(({ method }) => method).filter((method) => method !== 'getUpdates');
  }

  it.each([
    ['a command as a post of a channel', () => ({ channel_post: { ...command('/help'), chat: CHANNEL } })],
    ['a signed one', () => ({ channel_post: { ...command('/start'), chat: CHANNEL, author_signature: 'Ada' } })],
    ['/chatid for another bot', () => ({ channel_post: { ...command('/chatid@other_bot'), chat: CHANNEL } })],
    ['a command in a group', () => ({ message: { ...command('/start'), chat: GROUP, from: from() } })],
    ['one that names the bot', () => ({ message: { ...command('/plan@analyser_bot'), chat: GROUP, from: from() } })],
    [
      'one of an anonymous administrator',
      () => ({ message: { ...command('/admin'), chat: SUPERGROUP, from: ANONYMOUS, sender_chat: SUPERGROUP } }),
    ],
    [
      'a group that becomes another one',
      () => ({ message: { message_id: 2, date: 1, chat: GROUP, from: from(), migrate_to_chat_id: SUPERGROUP.id } }),
    ],
    [
      'our own offer, posted to the bot itself',
      () => ({ message: { ...command('/help'), chat: own(), from: from(), via_bot: stage.bot.bot.botInfo } }),
    ],
    [
      'a note that something was pinned',
      () => ({ message: { message_id: 3, date: 1, chat: own(), from: from(), pinned_message: command('x') } }),
    ],
    ['a message without a writer', () => ({ message: { ...command('/start'), chat: own() } })],
    ['an edit', () => ({ edited_message: { ...command('/help'), chat: own(), from: from(), edit_date: 2 } })],
    [
      'a reaction',
      () => ({
        message_reaction: {
          ...{ chat: own(), message_id: 1, user: from(), date: 1, old_reaction: [] },
          new_reaction: [{ type: 'emoji', emoji: '👍' }],
        },
      }),
    ],
    ['a kind of update that nobody knows yet', () => ({ holographic_message: { chat: own(), from: from() } })],
  ] as const)('is left alone: %s', async (_, update) => {
    expect(await callsOf(update())).toEqual([]);
  });

  it.each([
    ['under a post of a channel', () => ({ message: { message_id: 1, date: 1, chat: CHANNEL, text: 'x' } })],
    ['under a message that it sent in somebody’s name', () => ({ inline_message_id: 'x' })],
  ] as const)('a press is answered and nothing more: %s', async (_, where) => {
    const query = { ...{ id: 'q', from: from(), chat_instance: '1', data: 'own-data|erase' }, ...where() };
    expect(await callsOf({ callback_query: query })).toEqual(['answerCallbackQuery']);
    expect(await stage.deps.accounts.find(ada.id)).not.toBeNull();
  });

  it('leads to no failure', () => {
    expect(stage.events.filter(({ type }) => type === 'update-failed')).toEqual([]);
  });

  it.each(['/start@other_bot', '/nothing', '/START'])(
    'a command of no use in the own chat says so: %s',
    async (text) => {
      await ada.write(text);
      await ada.reads(/did not understand/);
    },
  );
});
