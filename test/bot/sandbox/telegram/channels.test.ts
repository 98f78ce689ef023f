import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_UPDATES, call, chatOf, type Setup, startBot, startSandbox, until } from './sandbox-setup.ts';

let setup: Setup;
let anna = 0;
let wallMs = 0;
beforeEach(async () => {
  wallMs = 1;
  setup = await startSandbox({ wallMs: () => wallMs });
  anna = setup.sandbox.world.addPerson('Anna', 'en').id;
  await call(setup.apiRoot, 'getUpdates', { allowed_updates: ALL_UPDATES });
});
afterEach(() => setup.close());

const world = () => setup.sandbox.world;
const seen = (chatId: number) => chatOf(setup.sandbox, anna, chatId);
const member = async (chatId: number): Promise<string> =>
  (await call(setup.apiRoot, 'getChatMember', { chat_id: chatId, user_id: anna })).result.status;

async function takeUpdates(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { result } = await call(setup.apiRoot, 'getUpdates');
  const last: number = result.at(-1)?.update_id ?? 0;
  await call(setup.apiRoot, 'getUpdates', { offset: last + 1 });
  return result;
}

const newLink = async (params: Readonly<Record<string, unknown>>): Promise<string> =>
  (await call(setup.apiRoot, 'createChatInviteLink', { chat_id: setup.privateId, ...params })).result.invite_link;

describe('a private channel', () => {
  it('is joined by a request that the bot approves', async () => {
    const link = await newLink({ creates_join_request: true, name: 'Pro' });
    let hear = (_change: unknown): void => {};
    const heard = new Promise((resolve) => {
      hear = resolve;
    });
    const { stop } = await startBot(setup.apiRoot, (bot) => {
      bot.on('chat_join_request', async (ctx) => {
        await ctx.api.sendMessage(ctx.chatJoinRequest.user_chat_id, 'Welcome');
        await ctx.approveChatJoinRequest(ctx.from.id);
      });
      bot.on('chat_member', (ctx) => hear(ctx.chatMember));
    });
    await call(setup.apiRoot, 'sendMessage', { chat_id: setup.privateId, text: 'Signal' });
    expect(seen(setup.privateId)).toMatchObject({ membership: 'none', messages: [], link: null });
    expect(world().canSee(anna, setup.privateId)).toBe(false);
    const asked = await world().act(anna, { type: 'open-link', url: link });
    expect(asked).toEqual({ type: 'done', openChatId: setup.privateId, toast: 'Request to join sent.' });
    await until(setup.sandbox, () => (seen(setup.privateId).membership === 'member' ? true : null));
    expect(seen(setup.privateId)).toMatchObject({ membership: 'member', link, memberCount: 3 });
    expect(seen(setup.privateId).messages.map((message) => message.text)).toEqual(['Signal']);
    expect(seen(anna).messages.map((message) => message.text)).toEqual(['Welcome']);
    expect(await heard).toMatchObject({
      from: { id: 123456 },
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { id: anna } },
      via_join_request: true,
      invite_link: { invite_link: link, name: 'Pro', creates_join_request: true },
    });
    await stop();
  });

  it('lets the bot write to who asked for five minutes and until it decides', async () => {
    const link = await newLink({ creates_join_request: true });
    const write = () => call(setup.apiRoot, 'sendMessage', { chat_id: anna, text: 'x' });
    await world().act(anna, { type: 'open-link', url: link });
    expect(seen(setup.privateId).membership).toBe('requested');
    expect((await write()).ok).toBe(true);
    wallMs += 300_001;
    expect((await write()).description).toBe("Forbidden: bot can't initiate conversation with a user");
    await world().act(anna, { type: 'leave', chatId: setup.privateId });
    await world().act(anna, { type: 'open-link', url: link });
    expect((await write()).ok).toBe(true);
    const decline = { chat_id: setup.privateId, user_id: anna };
    expect((await call(setup.apiRoot, 'declineChatJoinRequest', decline)).ok).toBe(true);
    expect((await write()).error_code).toBe(403);
    expect(seen(setup.privateId).membership).toBe('none');
  });

  it('counts waiting requests on the link, and hears of each once', async () => {
    const link = await newLink({ creates_join_request: true });
    await world().act(anna, { type: 'open-link', url: link });
    await world().act(anna, { type: 'open-link', url: link });
    const requests = (await takeUpdates()).flatMap((one) => one.chat_join_request ?? []);
    expect(requests).toMatchObject([
      { user_chat_id: anna, from: { id: anna }, invite_link: { invite_link: link, pending_join_request_count: 1 } },
    ]);
  });

  it('takes no more people than the link allows, none after its time, and none by a revoked one', async () => {
    const dead = { type: 'refused', text: 'This invite link is invalid or has expired.' };
    const bela = world().addPerson('Béla', 'en').id;
    const one = await newLink({ member_limit: 1 });
    expect(await world().act(anna, { type: 'open-link', url: one })).toMatchObject({ type: 'done' });
    expect(await world().act(bela, { type: 'open-link', url: one })).toEqual(dead);
    const short = await newLink({ expire_date: setup.clock.nowMs() / 1000 + 60 });
    setup.clock.advance(60_000);
    expect(await world().act(bela, { type: 'open-link', url: short })).toEqual(dead);
    const gone = await newLink({});
    const revoke = { chat_id: setup.privateId, invite_link: gone };
    expect((await call(setup.apiRoot, 'revokeChatInviteLink', revoke)).result.is_revoked).toBe(true);
    expect(await world().act(bela, { type: 'open-link', url: gone })).toEqual(dead);
    const primary = (await call(setup.apiRoot, 'exportChatInviteLink', { chat_id: setup.privateId })).result;
    expect((await call(setup.apiRoot, 'getChat', { chat_id: setup.privateId })).result.invite_link).toBe(primary);
    expect(await world().act(bela, { type: 'open-link', url: primary })).toMatchObject({ type: 'done' });
  });

  it('shows its link to whom the bot wrote it', async () => {
    await world().act(anna, { type: 'write', chatId: anna, text: '/start' });
    const link = await newLink({ creates_join_request: true });
    const keyboard = { inline_keyboard: [[{ text: 'Join', url: link }]] };
    await call(setup.apiRoot, 'sendMessage', { chat_id: anna, text: 'Your channel', reply_markup: keyboard });
    expect(seen(setup.privateId).link).toBe(link);
  });
});

describe('members', () => {
  it('join a public channel at once, leave, are removed and may come back, or are banned', async () => {
    await world().act(anna, { type: 'open-link', url: 'https://t.me/analyser_free' });
    expect(await member(setup.publicId)).toBe('member');
    await world().act(anna, { type: 'leave', chatId: setup.publicId });
    expect(await member(setup.publicId)).toBe('left');
    await world().act(anna, { type: 'open-link', url: 't.me/Analyser_Free' });
    const who = { chat_id: setup.publicId, user_id: anna };
    await call(setup.apiRoot, 'unbanChatMember', { ...who, only_if_banned: true });
    expect(await member(setup.publicId)).toBe('member');
    await call(setup.apiRoot, 'unbanChatMember', who);
    expect(await member(setup.publicId)).toBe('left');
    await call(setup.apiRoot, 'banChatMember', { ...who, until_date: setup.clock.nowMs() / 1000 + 3600 });
    expect(await member(setup.publicId)).toBe('kicked');
    expect(await world().act(anna, { type: 'open-link', url: 'https://t.me/analyser_free' })).toMatchObject({
      type: 'refused',
    });
    setup.clock.advance(3_600_000);
    expect(await member(setup.publicId)).toBe('left');
    const moves = (await takeUpdates()).flatMap((one) => one.chat_member ?? []) as {
      old_chat_member: { status: string };
      new_chat_member: { status: string };
    }[];
    expect(moves.map((one) => `${one.old_chat_member.status} ${one.new_chat_member.status}`)).toEqual([
      'left member',
      'member left',
      'left member',
      'member left',
      'left kicked',
    ]);
  });

  it('are counted with the creator and the bot', async () => {
    const count = async () => (await call(setup.apiRoot, 'getChatMemberCount', { chat_id: '@analyser_free' })).result;
    expect(await count()).toBe(2);
    await world().act(anna, { type: 'open-link', url: 'https://t.me/analyser_free' });
    expect(await count()).toBe(3);
    const admins = await call(setup.apiRoot, 'getChatAdministrators', { chat_id: setup.publicId, return_bots: true });
    expect(admins.result).toMatchObject([{ status: 'creator' }, { status: 'administrator', can_post_messages: true }]);
  });
});

describe('the bot in a channel', () => {
  it('hears when it loses its rights, and may do nothing any more', async () => {
    setup.sandbox.operator.setBotRights(setup.publicId, null);
    expect(await takeUpdates()).toMatchObject([
      { my_chat_member: { old_chat_member: { status: 'administrator' }, new_chat_member: { status: 'left' } } },
    ]);
    const sent = await call(setup.apiRoot, 'sendMessage', { chat_id: setup.publicId, text: 'x' });
    expect(sent.description).toBe('Forbidden: bot is not a member of the channel chat');
  });

  it("hears the owner's posts but not its own", async () => {
    await call(setup.apiRoot, 'sendMessage', { chat_id: setup.publicId, text: 'mine' });
    setup.sandbox.operator.post(setup.publicId, "the owner's");
    expect(await takeUpdates()).toMatchObject([
      { channel_post: { text: "the owner's", chat: { id: setup.publicId } } },
    ]);
    expect(seen(setup.publicId).messages.map((message) => message.author)).toEqual(['channel', 'channel']);
  });

  it('keeps its id at every start', async () => {
    const again = await startSandbox();
    expect([again.publicId, again.privateId]).toEqual([setup.publicId, setup.privateId]);
    expect(again.publicId).toBeLessThan(-1_000_000_000_000);
    await again.close();
  });
});

describe('blocking', () => {
  it('is heard as my_chat_member and stops the bot', async () => {
    await world().act(anna, { type: 'write', chatId: anna, text: '/start' });
    await takeUpdates();
    await world().act(anna, { type: 'block', blocked: true });
    await world().act(anna, { type: 'block', blocked: true });
    expect(await takeUpdates()).toMatchObject([
      { my_chat_member: { chat: { id: anna }, new_chat_member: { status: 'kicked' } } },
    ]);
    expect(await world().act(anna, { type: 'write', chatId: anna, text: 'x' })).toMatchObject({ type: 'refused' });
    await world().act(anna, { type: 'block', blocked: false });
    expect(await takeUpdates()).toMatchObject([{ my_chat_member: { new_chat_member: { status: 'member' } } }]);
    expect((await call(setup.apiRoot, 'sendMessage', { chat_id: anna, text: 'back' })).ok).toBe(true);
  });
});

describe('a bot assigned to decide join requests', () => {
  it('answers the query of each within ten seconds', async () => {
    const assigned = await startSandbox({ wallMs: () => wallMs, joinRequestQueries: true });
    const { world: people } = assigned.sandbox;
    const link = await call(assigned.apiRoot, 'createChatInviteLink', {
      chat_id: assigned.privateId,
      creates_join_request: true,
    });
    const ask = async (): Promise<{ person: number; id: string }> => {
      const person = people.addPerson('Anna', 'en').id;
      await people.act(person, { type: 'open-link', url: link.result.invite_link });
      const { result } = await call(assigned.apiRoot, 'getUpdates', { offset: -1 });
      return { person, id: result[0].chat_join_request.query_id };
    };
    const answer = (id: string, result: string) =>
      call(assigned.apiRoot, 'answerChatJoinRequestQuery', { chat_join_request_query_id: id, result });
    const standing = (person: number) => chatOf(assigned.sandbox, person, assigned.privateId).membership;
    const [one, two, three, four] = [await ask(), await ask(), await ask(), await ask()];
    expect((await answer(one.id, 'approve')).ok).toBe(true);
    expect((await answer(two.id, 'decline')).ok).toBe(true);
    expect((await answer(three.id, 'queue')).ok).toBe(true);
    wallMs += 10_001;
    const late = await answer(four.id, 'approve');
    expect(late.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
    expect([one, two, three, four].map(({ person }) => standing(person))).toEqual([
      'member',
      'none',
      'requested',
      'requested',
    ]);
    await assigned.close();
  });
});
