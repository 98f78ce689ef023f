import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOT_API } from '../../../support/formats/bot-api.ts';
import {
  ALL_UPDATES,
  type ApiAnswer,
  call,
  lastMessage,
  pngBytes,
  type Setup,
  startSandbox,
  TOKEN,
} from './sandbox-setup.ts';

const api = BOT_API ?? { methods: {}, types: {} };

/** Newer than 10.1: Bot API 10.2 added this update; its object has three fields. */
const NEWER: Readonly<Record<string, readonly string[]>> = { subscription: ['user', 'invoice_payload', 'state'] };

/** What is wrong with a value that should be of one of these types; empty when it fits. */
function misfits(value: unknown, types: readonly string[], at: string): readonly string[] {
  const tried = types.map((type) => misfitsOne(value, type, at));
  return tried.find((found) => found.length === 0) ?? tried[0] ?? [];
}

function misfitsOne(value: unknown, type: string, at: string): readonly string[] {
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return [`${at}: expected an array`];
    return value.flatMap((item, index) => misfits(item, [type.slice('Array of '.length)], `${at}[${index}]`));
  }
  if (type === 'Integer') return Number.isInteger(value) ? [] : [`${at}: expected a whole number`];
  if (type === 'String') return typeof value === 'string' ? [] : [`${at}: expected a text`];
  if (type === 'Boolean' || type === 'True') return typeof value === 'boolean' ? [] : [`${at}: expected a boolean`];
  const described = api.types[type];
  if (described === undefined) return [`${at}: unknown type ${type}`];
  if (described.subtypes !== undefined) return misfits(value, described.subtypes, at);
  if (typeof value !== 'object' || value === null) return [`${at}: expected ${type}`];
  const fields = new Map((described.fields ?? []).map((field) => [field.name, field]));
  const given = Object.entries(value);
  const unknown = given.flatMap(([name, item]) => {
    const field = fields.get(name);
    if (field !== undefined) return misfits(item, field.types, `${at}.${name}`);
    const newer = type === 'Update' ? NEWER[name] : undefined;
    if (newer === undefined) return [`${at}.${name}: ${type} has no such field`];
    expect(Object.keys(item as object).sort()).toEqual([...newer].sort());
    return [];
  });
  const missing = [...fields.values()].filter(
    (field) => field.required && !given.some(([name]) => name === field.name),
  );
  return [...unknown, ...missing.map((field) => `${at}: ${type} misses ${field.name}`)];
}

let setup: Setup;
beforeAll(async () => {
  setup = await startSandbox();
});
afterAll(() => setup.close());

interface UploadedPhoto {
  readonly photo: readonly { readonly file_id: string }[];
}

type Params = Readonly<Record<string, unknown>>;
type Api = (method: string, params?: Params) => Promise<ApiAnswer['result']>;

/** Does everything a bot and a person can do; the calls are in the sandbox's log. */
async function scenario(): Promise<readonly unknown[]> {
  const { sandbox, apiRoot, publicId } = setup;
  const { world } = sandbox;
  const updates: unknown[] = [];
  const api: Api = async (method, params = {}) => (await call(apiRoot, method, params)).result;
  const take = async (): Promise<readonly Params[]> => {
    const found = await api('getUpdates');
    updates.push(...found);
    if (found.length > 0) await api('getUpdates', { offset: found.at(-1).update_id + 1 });
    return found;
  };
  await api('getUpdates', { allowed_updates: ALL_UPDATES });
  const anna = world.addPerson('Anna', 'en').id;
  await world.act(anna, { type: 'write', chatId: anna, text: '/start' });
  await profile(api);
  await messages(anna, api, take);
  await pictures(anna, api);
  await channel(anna, api);
  await sharedChat(anna, api);
  await money(anna, api, take);
  await world.act(anna, { type: 'block', blocked: true });
  sandbox.operator.setBotRights(publicId, null);
  sandbox.operator.setBotRights(publicId, { postMessages: true, inviteUsers: true, restrictMembers: true });
  sandbox.operator.post(publicId, 'by the owner');
  await take();
  return updates;
}

async function profile(api: Api): Promise<void> {
  await api('setMyCommands', {
    commands: [{ command: 'help', description: 'x' }],
    scope: { type: 'all_private_chats' },
  });
  await api('setMyDescription', { description: 'x' });
  for (const method of ['getMe', 'getMyDescription', 'getMyShortDescription', 'getMyName', 'getWebhookInfo'])
    await api(method);
  await api('getMyCommands', { scope: { type: 'all_private_chats' } });
}

async function messages(anna: number, api: Api, take: () => Promise<readonly Params[]>): Promise<void> {
  const { world } = setup.sandbox;
  const keyboard = {
    inline_keyboard: [
      [
        { text: 'a', callback_data: 'a' },
        { text: 'b', url: 'https://a.bc' },
      ],
    ],
  };
  const text = '<b>a</b> <a href="https://a.bc">b</a> <pre><code class="language-ts">c</code></pre>';
  const preview = { is_disabled: true };
  const one = await api('sendMessage', {
    chat_id: anna,
    text,
    parse_mode: 'HTML',
    reply_markup: keyboard,
    link_preview_options: preview,
  });
  const reply = { message_id: one.message_id };
  await api('sendMessage', { chat_id: anna, text: 'x', reply_parameters: reply, protect_content: true });
  const press = world.act(anna, { type: 'press', chatId: anna, messageId: one.message_id, data: 'a' });
  const pressed = (await take()).at(-1)?.callback_query as { id: string };
  await api('answerCallbackQuery', { callback_query_id: pressed.id });
  await press;
  await api('editMessageText', { chat_id: anna, message_id: one.message_id, text: 'new' });
  await api('editMessageReplyMarkup', { chat_id: anna, message_id: one.message_id, reply_markup: keyboard });
}

async function pictures(anna: number, api: Api): Promise<void> {
  const { sandbox, apiRoot, publicId } = setup;
  for (const [method, field] of [
    ['sendPhoto', 'photo'],
    ['sendDocument', 'document'],
  ] as const) {
    const form = new FormData();
    form.set('chat_id', String(publicId));
    form.set('caption', 'c');
    form.set(field, new Blob([Uint8Array.from(pngBytes(32, 16))]), 'chart.png');
    await fetch(`${apiRoot}/bot${TOKEN}/${method}`, { method: 'POST', body: form });
  }
  const fileId = (sandbox.calls().at(-2)?.result as UploadedPhoto | undefined)?.photo[0]?.file_id ?? '';
  await api('getFile', { file_id: fileId });
  const media = [1, 2].map(() => ({ type: 'photo', media: fileId, caption: 'c' }));
  await api('sendMediaGroup', { chat_id: publicId, media });
  const post = await api('sendPhoto', { chat_id: publicId, photo: fileId, caption: 'c', has_spoiler: true });
  await api('editMessageCaption', { chat_id: publicId, message_id: post.message_id, caption: 'd' });
  await api('editMessageMedia', {
    chat_id: publicId,
    message_id: post.message_id,
    media: { type: 'document', media: fileId },
  });
  await api('copyMessage', { chat_id: anna, from_chat_id: publicId, message_id: post.message_id });
  await api('pinChatMessage', { chat_id: publicId, message_id: post.message_id });
}

async function channel(anna: number, api: Api): Promise<void> {
  const { sandbox, publicId, privateId } = setup;
  const link = await api('createChatInviteLink', { chat_id: privateId, creates_join_request: true, name: 'x' });
  await api('exportChatInviteLink', { chat_id: privateId });
  await sandbox.world.act(anna, { type: 'open-link', url: link.invite_link });
  await api('approveChatJoinRequest', { chat_id: privateId, user_id: anna });
  await api('banChatMember', { chat_id: privateId, user_id: anna });
  for (const userId of [anna, 123456, 600_000_001]) await api('getChatMember', { chat_id: privateId, user_id: userId });
  await api('unbanChatMember', { chat_id: privateId, user_id: anna });
  await api('getChatMember', { chat_id: privateId, user_id: anna });
  for (const chatId of [anna, publicId, privateId]) await api('getChat', { chat_id: chatId });
  await api('getChatMemberCount', { chat_id: publicId });
  await api('getChatAdministrators', { chat_id: publicId, return_bots: true });
  await api('revokeChatInviteLink', { chat_id: privateId, invite_link: link.invite_link });
}

async function sharedChat(anna: number, api: Api): Promise<void> {
  const { world } = setup.sandbox;
  const made = await world.act(anna, { type: 'make-chat', kind: 'channel', title: 'Hers', username: 'hers_channel' });
  const request_chat = { request_id: 5, chat_is_channel: true, request_title: true, request_username: true };
  const reply_markup = { keyboard: [[{ text: 'Choose', request_chat }]] };
  await api('sendMessage', { chat_id: anna, text: 'x', reply_markup });
  const chatId = made.type === 'done' ? (made.openChatId ?? 0) : 0;
  expect(await world.act(anna, { type: 'share-chat', requestId: 5, chatId })).toMatchObject({ type: 'done' });
}

async function money(anna: number, api: Api, take: () => Promise<readonly Params[]>): Promise<void> {
  const { world } = setup.sandbox;
  const order = { title: 'x', description: 'x', payload: 'p', currency: 'XTR', prices: [{ label: 'x', amount: 5 }] };
  await api('sendInvoice', { chat_id: anna, ...order });
  const url = String(await api('createInvoiceLink', { ...order, subscription_period: 2_592_000 }));
  await world.act(anna, { type: 'open-link', url });
  const sheet = lastMessage(setup.sandbox, { personId: anna, author: 'service' });
  const paying = world.act(anna, { type: 'pay', chatId: anna, messageId: sheet?.messageId ?? 0 });
  const query = (await take()).at(-1)?.pre_checkout_query as { id: string };
  await api('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true });
  await paying;
  const id = world.snapshot(anna).subscriptions[0]?.id ?? '';
  await world.act(anna, { type: 'cancel-subscription', subscriptionId: id });
  await api('editUserStarSubscription', { user_id: anna, telegram_payment_charge_id: id, is_canceled: true });
  await api('refundStarPayment', { user_id: anna, telegram_payment_charge_id: id });
  await api('getStarTransactions');
  await api('getMyStarBalance');
}

describe.skipIf(BOT_API === null)(
  "every object has the fields of Telegram's description (skipped without ../shared)",
  () => {
    it('in answers and in updates', async () => {
      const updates = await scenario();
      const calls = setup.sandbox.calls();
      expect(calls.filter((one) => one.error !== null)).toEqual([]);
      const answers = calls.flatMap(({ method, result }) =>
        misfits(result, api.methods[method]?.returns ?? [], method),
      );
      expect(answers).toEqual([]);
      expect(updates.flatMap((update, index) => misfits(update, ['Update'], `update ${index}`))).toEqual([]);
      const kinds = new Set(updates.flatMap((update) => Object.keys(update as object)));
      const expected = ['update_id', ...ALL_UPDATES.filter((kind) => kind !== 'inline_query')];
      expect([...kinds].sort()).toEqual(expected.sort());
      expect(new Set(calls.map((one) => one.method)).size).toBeGreaterThan(30);
    });
  },
);
