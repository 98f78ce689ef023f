import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Setup, startSandbox } from './sandbox-setup.ts';

type Fields = Readonly<Record<string, unknown>>;

const rights = (...on: readonly string[]): Fields => ({
  ...{ is_anonymous: false, can_manage_chat: true, can_delete_messages: false, can_manage_video_chats: false },
  ...{ can_restrict_members: false, can_promote_members: false, can_change_info: false, can_invite_users: false },
  ...{ can_post_stories: false, can_edit_stories: false, can_delete_stories: false },
  ...Object.fromEntries(on.map((name) => [name, true])),
});

describe('a chat chosen behind a button', () => {
  let setup: Setup;
  let olga = 0;
  let channelId = 0;
  let groupId = 0;
  beforeAll(async () => {
    setup = await startSandbox();
    const { world } = setup.sandbox;
    olga = world.addPerson('Olga', 'en').id;
    await world.act(olga, { type: 'write', chatId: olga, text: '/start' });
    channelId = await made('channel', 'olga_signals');
    groupId = await made('group', null);
    await updates();
  });
  afterAll(() => setup.close());

  const act = (action: Parameters<Setup['sandbox']['world']['act']>[1]) => setup.sandbox.world.act(olga, action);
  async function made(kind: 'channel' | 'group', username: string | null): Promise<number> {
    const result = await act({ type: 'make-chat', kind, title: `Olga’s ${kind}`, username });
    return result.type === 'done' ? (result.openChatId ?? 0) : 0;
  }
  async function updates(): Promise<readonly Fields[]> {
    const found = (await call(setup.apiRoot, 'getUpdates')).result;
    const last = found.at(-1)?.update_id;
    if (last !== undefined) await call(setup.apiRoot, 'getUpdates', { offset: last + 1 });
    return found;
  }
  const offer = async (request: Fields) =>
    await call(setup.apiRoot, 'sendMessage', {
      ...{ chat_id: olga, text: 'Which one?' },
      reply_markup: { keyboard: [[{ text: 'Choose', request_chat: request }]], one_time_keyboard: true },
    });

  it('comes with its id, and with title and username where they are asked for; the buttons go', async () => {
    await offer({ request_id: 7, chat_is_channel: true, request_title: true, request_username: true });
    expect(await act({ type: 'share-chat', requestId: 7, chatId: channelId })).toMatchObject({ type: 'done' });
    const [update] = await updates();
    expect(update).toMatchObject({
      message: {
        chat_shared: { request_id: 7, chat_id: channelId, title: 'Olga’s channel', username: 'olga_signals' },
      },
    });
    expect(await act({ type: 'share-chat', requestId: 7, chatId: channelId })).toMatchObject({ type: 'refused' });
    await offer({ request_id: 8, chat_is_channel: false });
    await act({ type: 'share-chat', requestId: 8, chatId: groupId });
    const [second] = await updates();
    expect(second).toMatchObject({ message: { chat_shared: { request_id: 8, chat_id: groupId } } });
    expect(JSON.stringify(second)).not.toContain('group"');
  });

  it('makes the bot an administrator with what it asked for, before it hears which chat it is', async () => {
    const wanted = rights('can_post_messages', 'can_invite_users');
    await offer({
      ...{ request_id: 9, chat_is_channel: true, user_administrator_rights: wanted },
      bot_administrator_rights: wanted,
    });
    await act({ type: 'share-chat', requestId: 9, chatId: channelId });
    expect(await updates()).toMatchObject([
      {
        my_chat_member: {
          chat: { id: channelId },
          new_chat_member: { status: 'administrator', can_post_messages: true, can_change_info: false },
        },
      },
      { message: { chat_shared: { request_id: 9, chat_id: channelId } } },
    ]);
    expect((await call(setup.apiRoot, 'sendMessage', { chat_id: channelId, text: 'Hello' })).ok).toBe(true);
  });

  it.each<readonly [string, Fields, () => number]>([
    ['a group for a channel', { chat_is_channel: true }, () => groupId],
    ['a public channel for a private one', { chat_is_channel: true, chat_has_username: false }, () => channelId],
    ['a channel of another’s', { chat_is_channel: true, chat_is_created: true }, () => setup.publicId],
    ['a channel they are not in', { chat_is_channel: true }, () => setup.privateId],
    ['a group in which the bot is not', { chat_is_channel: false, bot_is_member: true }, () => groupId],
  ])('does not fit: %s', async (_, request, chatId) => {
    await offer({ request_id: 11, ...request });
    expect(await act({ type: 'share-chat', requestId: 11, chatId: chatId() })).toEqual({
      ...{ type: 'refused', text: 'This chat does not fit.' },
    });
    expect(await updates()).toEqual([]);
  });

  it.each<readonly [string, Fields, string]>([
    ['no kind of chat', { request_id: 1 }, 'chat_is_channel'],
    [
      'more rights for the bot than for the person',
      { request_id: 1, chat_is_channel: true, bot_administrator_rights: rights('can_change_info') },
      'bot administrator rights must be a subset of user administrator rights',
    ],
    ['a number of more than 32 bits', { request_id: 2 ** 31, chat_is_channel: true }, 'wrong request identifier'],
    ['a forum', { request_id: 1, chat_is_channel: false, chat_is_forum: true }, 'does not simulate forums'],
    [
      'rights in a group',
      { request_id: 1, chat_is_channel: false, bot_administrator_rights: {}, user_administrator_rights: {} },
      '',
    ],
    ['an unknown field', { request_id: 1, chat_is_channel: true, chat_is_secret: true }, 'chat_is_secret'],
  ])('is not asked for with %s', async (_, request, why) => {
    const answer = await offer(request);
    expect(answer).toMatchObject({ ok: false, error_code: 400 });
    expect(answer.description).toContain(why);
  });

  it('is not asked for twice with one number, nor by a button of two kinds', async () => {
    const chat = { request_id: 1, chat_is_channel: true };
    const ask = async (...buttons: readonly Fields[]) =>
      (await call(setup.apiRoot, 'sendMessage', { chat_id: olga, text: 'x', reply_markup: { keyboard: [buttons] } }))
        .description;
    expect(await ask({ text: 'a', request_chat: chat }, { text: 'b', request_chat: chat })).toContain('unique');
    expect(await ask({ text: 'a', request_chat: chat, request_users: { request_id: 1 } })).toContain(
      'at most one type',
    );
  });
});
