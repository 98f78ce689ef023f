import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, pngBytes, type Setup, startSandbox, TOKEN } from './sandbox-setup.ts';

type Params = Readonly<Record<string, unknown>>;

let setup: Setup;
let anna = 0;
/** Never pressed Start. */
let stranger = 0;
let blocker = 0;
let messageId = 0;
let photoId = 0;

beforeAll(async () => {
  setup = await startSandbox();
  const { world, operator } = setup.sandbox;
  anna = world.addPerson('Anna', 'en').id;
  stranger = world.addPerson('Stranger', 'en').id;
  blocker = world.addPerson('Blocker', 'en').id;
  for (const id of [anna, blocker]) await world.act(id, { type: 'write', chatId: id, text: '/start' });
  await world.act(blocker, { type: 'block', blocked: true });
  messageId = (await call(setup.apiRoot, 'sendMessage', { chat_id: anna, text: 'same' })).result.message_id;
  photoId = (await upload('sendPhoto', { chat_id: String(anna), photo: pngBytes(10, 10) })).result.message_id;
  operator.setBotRights(setup.publicId, {
    ...{ postMessages: false, inviteUsers: false, restrictMembers: false, changeInfo: false },
  });
});
afterAll(() => setup.close());

async function upload(method: string, fields: Readonly<Record<string, string | Uint8Array>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, new Blob([Uint8Array.from(value)]), 'photo.png');
  }
  const response = await fetch(`${setup.apiRoot}/bot${TOKEN}/${method}`, { method: 'POST', body: form });
  return (await response.json()) as { ok: boolean; result: { message_id: number }; description?: string };
}

const invoice = {
  title: 'Pro',
  description: 'A month',
  payload: 'p',
  currency: 'XTR',
  prices: [{ label: 'Pro', amount: 250 }],
};
const button = (fields: Params): Params => ({ inline_keyboard: [[{ text: 'x', ...fields }]] });
const send = (params: Params) => (): Params => ({ chat_id: anna, text: 'x', ...params });
const sell = (params: Params) => (): Params => ({ chat_id: anna, ...invoice, ...params });
const link = (params: Params) => (): Params => ({ chat_id: setup.privateId, ...params });

type Row = readonly [method: string, what: string, params: () => Params, code: number, description: string];

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';

// biome-ignore format: one refusal a line
const rows: readonly Row[] = [
  ['sendMessage', 'no chat', () => ({ text: 'x' }), 400, 'chat_id is empty'],
  ['sendMessage', 'an unknown chat', send({ chat_id: 5 }), 400, 'chat not found'],
  ['sendMessage', 'an unknown username', send({ chat_id: '@nobody' }), 400, 'chat not found'],
  ['sendMessage', 'a chat id that is no number', send({ chat_id: true }), 400, 'field "chat_id" must be of type Integer or String'],
  ['sendMessage', 'no text', () => ({ chat_id: anna }), 400, 'message text is empty'],
  ['sendMessage', 'white space only', send({ text: ' \n ' }), 400, 'message text is empty'],
  ['sendMessage', 'tags only', send({ text: '<b> </b>', parse_mode: 'HTML' }), 400, 'message text is empty'],
  ['sendMessage', '4097 units', send({ text: 'x'.repeat(4097) }), 400, 'message is too long'],
  ['sendMessage', 'a lone surrogate', send({ text: 'a\ud800b' }), 400, 'strings must be encoded in UTF-8'],
  ['sendMessage', 'an open tag', send({ text: '<b>x', parse_mode: 'HTML' }),
    400, 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
  ['sendMessage', 'MarkdownV2', send({ parse_mode: 'MarkdownV2' }),
    400, 'can\'t parse entities: the stand-in reads parse_mode HTML only, was "MarkdownV2"'],
  ['sendMessage', 'another parse mode', send({ parse_mode: 'BBCode' }), 400, 'unsupported parse_mode'],
  ['sendMessage', 'an entity outside the text', send({ entities: [{ type: 'bold', offset: 0, length: 9 }] }), 400, 'ENTITY_BOUNDS_INVALID'],
  ['sendMessage', 'an unknown field', send({ disable_web_page_preview: true }),
    400, 'the stand-in refuses "disable_web_page_preview": sendMessage of Bot API 10.1 has no such field'],
  ['sendMessage', 'an unknown field of a button', send({ reply_markup: button({ callback_dat: 'x' }) }),
    400, 'the stand-in refuses "callback_dat" in inline_keyboard: InlineKeyboardButton of Bot API 10.1 has no such field'],
  ['sendMessage', 'a topic', send({ message_thread_id: 4 }), 400, 'message thread not found'],
  ['sendMessage', 'a business connection', send({ business_connection_id: 'x' }), 400, 'business connection not found'],
  ['sendMessage', '65 bytes of callback data', send({ reply_markup: button({ callback_data: `${'é'.repeat(32)}x` }) }),
    400, 'BUTTON_DATA_INVALID'],
  ['sendMessage', 'empty callback data', send({ reply_markup: button({ callback_data: '' }) }), 400, 'BUTTON_DATA_INVALID'],
  ['sendMessage', 'a button that does nothing', send({ reply_markup: button({}) }),
    400, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  ['sendMessage', 'a button that does two things', send({ reply_markup: button({ callback_data: 'x', url: 'https://a.bc' }) }),
    400, "can't parse inline keyboard button: expected exactly one kind, was url and callback_data"],
  ['sendMessage', 'a button without text', send({ reply_markup: { inline_keyboard: [[{ callback_data: 'x' }]] } }),
    400, 'can\'t parse inline_keyboard: Can\'t find field "text"'],
  ['sendMessage', 'a button with an empty text', send({ reply_markup: { inline_keyboard: [[{ text: ' ', callback_data: 'x' }]] } }),
    400, 'inline keyboard button text must be non-empty'],
  ['sendMessage', 'a button to localhost', send({ reply_markup: button({ url: 'http://localhost:8080/' }) }),
    400, "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL"],
  ['sendMessage', 'a web app without TLS', send({ reply_markup: button({ web_app: { url: 'http://a.bc/' } }) }),
    400, "inline keyboard button Web App URL 'http://a.bc/' is invalid: Only HTTPS links are allowed"],
  ['sendMessage', 'a Pay button without invoice', send({ reply_markup: button({ pay: true }) }), 400, 'BUTTON_TYPE_INVALID'],
  ['sendMessage', '101 buttons',
    send({ reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'x' }]) } }),
    400, 'REPLY_MARKUP_TOO_LONG'],
  ['sendMessage', 'a keyboard that is no JSON', send({ reply_markup: '{' }),
    400, 'can\'t parse reply_markup: expected a JSON value, was "{"'],
  ['sendMessage', 'a reply keyboard in a channel',
    () => ({ chat_id: setup.privateId, text: 'x', reply_markup: { keyboard: [[{ text: 'x' }]] } }),
    400, 'inline keyboard expected'],
  ['sendMessage', 'a reply to nothing', send({ reply_parameters: { message_id: 999 } }), 400, 'message to be replied not found'],
  ['sendMessage', 'someone who never pressed Start', send({ get chat_id() { return stranger; } }),
    403, "Forbidden: bot can't initiate conversation with a user"],
  ['sendMessage', 'someone who blocked the bot', send({ get chat_id() { return blocker; } }),
    403, 'Forbidden: bot was blocked by the user'],
  ['sendMessage', 'a channel without the right to post', () => ({ chat_id: '@analyser_free', text: 'x' }),
    400, 'need administrator rights in the channel chat'],
  ['sendPhoto', 'no photo', () => ({ chat_id: anna }), 400, 'there is no photo in the request'],
  ['sendPhoto', 'an address', () => ({ chat_id: anna, photo: 'https://a.bc/x.png' }), 400, 'failed to get HTTP URL content'],
  ['sendPhoto', 'an unknown file', () => ({ chat_id: anna, photo: 'AgAC' }), 400, 'wrong file identifier/HTTP URL specified'],
  ['sendPhoto', 'a part that did not come', () => ({ chat_id: anna, photo: 'attach://x' }), 400, 'there is no photo in the request'],
  ['sendPhoto', '1025 units of caption', () => ({ chat_id: anna, photo: 'x', caption: 'x'.repeat(1025) }),
    400, 'message caption is too long'],
  ['sendChatAction', 'an unknown action', () => ({ chat_id: anna, action: 'dancing' }), 400, 'wrong parameter action in request'],
  ['editMessageText', 'no message id', send({}), 400, 'message identifier is not specified'],
  ['editMessageText', 'an unknown message', send({ message_id: 999 }), 400, 'message to edit not found'],
  ['editMessageText', "a person's message", send({ message_id: 1 }), 400, "message can't be edited"],
  ['editMessageText', 'the same text', () => ({ chat_id: anna, message_id: messageId, text: ' same ' }),
    400, NOT_MODIFIED],
  ['editMessageText', 'a photo', () => ({ chat_id: anna, message_id: photoId, text: 'x' }), 400, 'there is no text in the message to edit'],
  ['editMessageText', 'an inline message', () => ({ inline_message_id: 'x', text: 'x' }), 400, 'MESSAGE_ID_INVALID'],
  ['editMessageCaption', 'a text', () => ({ chat_id: anna, message_id: messageId, caption: 'x' }),
    400, 'there is no caption in the message to edit'],
  ['editMessageReplyMarkup', 'nothing new', () => ({ chat_id: anna, message_id: messageId }),
    400, NOT_MODIFIED],
  ['deleteMessage', 'an unknown message', () => ({ chat_id: anna, message_id: 999 }), 400, 'message to delete not found'],
  ['pinChatMessage', 'an unknown message', () => ({ chat_id: anna, message_id: 999 }), 400, 'message to pin not found'],
  ['copyMessage', 'an unknown message', () => ({ chat_id: anna, from_chat_id: anna, message_id: 999 }), 400, 'message to copy not found'],
  ['answerCallbackQuery', 'an unknown query', () => ({ callback_query_id: '1' }),
    400, 'query is too old and response timeout expired or query ID is invalid'],
  ['answerCallbackQuery', 'a long toast', () => ({ callback_query_id: '1', text: 'x'.repeat(201) }), 400, 'MESSAGE_TOO_LONG'],
  ['answerCallbackQuery', 'a foreign address', () => ({ callback_query_id: '1', url: 'https://a.bc' }), 400, 'URL_INVALID'],
  ['answerInlineQuery', 'an unknown query', () => ({ inline_query_id: '1', results: [] }),
    400, 'query is too old and response timeout expired or query ID is invalid'],
  ['answerPreCheckoutQuery', 'an unknown query', () => ({ pre_checkout_query_id: '1', ok: true }),
    400, 'query is too old and response timeout expired or query ID is invalid'],
  ['answerPreCheckoutQuery', 'a refusal without a reason', () => ({ pre_checkout_query_id: '1', ok: false }),
    400, 'error message is empty'],
  ['sendInvoice', 'an empty title', sell({ title: '' }), 400, 'INVOICE_TITLE_INVALID'],
  ['sendInvoice', '33 characters of title', sell({ title: 'x'.repeat(33) }), 400, 'INVOICE_TITLE_INVALID'],
  ['sendInvoice', '256 characters of description', sell({ description: 'x'.repeat(256) }), 400, 'INVOICE_DESCRIPTION_INVALID'],
  ['sendInvoice', '129 bytes of payload', sell({ payload: 'x'.repeat(129) }), 400, 'INVOICE_PAYLOAD_INVALID'],
  ['sendInvoice', 'another currency', sell({ currency: 'USD' }), 400, 'the stand-in sells for Stars only: currency must be XTR'],
  ['sendInvoice', 'a provider token', sell({ provider_token: 'x' }), 400, 'PAYMENT_PROVIDER_INVALID'],
  ['sendInvoice', 'two prices', sell({ prices: [{ label: 'a', amount: 1 }, { label: 'b', amount: 1 }] }), 400, 'STARS_INVOICE_INVALID'],
  ['sendInvoice', 'no price', sell({ prices: [] }), 400, 'STARS_INVOICE_INVALID'],
  ['sendInvoice', 'a price of nothing', sell({ prices: [{ label: 'a', amount: 0 }] }), 400, 'STARS_AMOUNT_INVALID'],
  ['sendInvoice', 'half a Star', sell({ prices: [{ label: 'a', amount: 0.5 }] }), 400, 'field "amount" must be of type Integer'],
  ['sendInvoice', 'a subscription', sell({ subscription_period: 2592000 }),
    400, 'the stand-in refuses "subscription_period": sendInvoice of Bot API 10.1 has no such field'],
  ['sendInvoice', 'a keyboard that begins otherwise', sell({ reply_markup: button({ callback_data: 'x' }) }),
    400, 'the first button of an invoice must be a Pay button'],
  ['createInvoiceLink', 'another period', () => ({ ...invoice, subscription_period: 604800 }), 400, 'SUBSCRIPTION_PERIOD_INVALID'],
  ['createInvoiceLink', 'a subscription over 10,000 Stars',
    () => ({ ...invoice, subscription_period: 2592000, prices: [{ label: 'a', amount: 10001 }] }),
    400, 'STARS_AMOUNT_INVALID'],
  ['refundStarPayment', 'an unknown charge', () => ({ user_id: anna, telegram_payment_charge_id: 'x' }), 400, 'CHARGE_NOT_FOUND'],
  ['refundStarPayment', 'an unknown person', () => ({ user_id: 5, telegram_payment_charge_id: 'x' }), 400, 'USER_ID_INVALID'],
  ['editUserStarSubscription', 'an unknown charge', () => ({ user_id: anna, telegram_payment_charge_id: 'x', is_canceled: true }),
    400, 'CHARGE_ID_INVALID'],
  ['getStarTransactions', '101 at once', () => ({ limit: 101 }), 400, 'limit must be between 1 and 100'],
  ['createChatInviteLink', 'a limit and requests', link({ member_limit: 1, creates_join_request: true }),
    400, "member limit can't be specified for links requiring administrator approval"],
  ['createChatInviteLink', 'a limit of 100,000', link({ member_limit: 100_000 }), 400, 'USAGE_LIMIT_INVALID'],
  ['createChatInviteLink', 'a past date', link({ expire_date: 1_600_000_000 }), 400, 'EXPIRE_DATE_INVALID'],
  ['createChatInviteLink', 'a private chat', link({ get chat_id() { return anna; } }),
    400, 'method is available only for supergroups and channels'],
  ['createChatInviteLink', 'no right to invite', link({ get chat_id() { return setup.publicId; } }),
    400, 'not enough rights to manage chat invite link'],
  ['revokeChatInviteLink', 'an unknown link', link({ invite_link: 'https://t.me/+x' }), 400, 'INVITE_HASH_EXPIRED'],
  ['approveChatJoinRequest', 'nobody asked', link({ get user_id() { return anna; } }), 400, 'HIDE_REQUESTER_MISSING'],
  ['declineChatJoinRequest', 'nobody asked', link({ get user_id() { return anna; } }), 400, 'HIDE_REQUESTER_MISSING'],
  ['banChatMember', 'an unknown person', link({ user_id: 5 }), 400, 'PARTICIPANT_ID_INVALID'],
  ['banChatMember', 'the bot itself', link({ user_id: 123456 }), 400, "can't restrict self"],
  ['banChatMember', 'the creator', link({ user_id: 600_000_001 }), 400, "can't remove chat owner"],
  ['unbanChatMember', 'no right to restrict', link({ get chat_id() { return setup.publicId; }, get user_id() { return anna; } }),
    400, 'not enough rights to restrict/unrestrict chat member'],
  ['setChatDescription', 'a private chat', () => ({ chat_id: anna, description: 'x' }), 400, "can't change private chat description"],
  ['setChatDescription', 'no right to change the info', () => ({ chat_id: setup.publicId, description: 'x' }),
    400, 'not enough rights to set chat description'],
  ['setChatDescription', '256 characters', () => ({ chat_id: setup.privateId, description: 'x'.repeat(256) }), 400, 'CHAT_ABOUT_TOO_LONG'],
  ['setChatDescription', 'the same again', () => ({ chat_id: setup.privateId }), 400, 'chat description is not modified'],
  ['getChatMember', 'an unknown person', link({ user_id: 5 }), 400, 'PARTICIPANT_ID_INVALID'],
  ['getChat', 'someone who never pressed Start', () => ({ chat_id: stranger }), 400, 'chat not found'],
  ['getFile', 'an unknown file', () => ({ file_id: 'x' }), 400, 'wrong file_id or the file is temporarily unavailable'],
  ['setMyCommands', 'an upper-case command', () => ({ commands: [{ command: 'Help', description: 'x' }] }), 400, 'BOT_COMMAND_INVALID'],
  ['setMyCommands', 'an empty description', () => ({ commands: [{ command: 'help', description: ' ' }] }),
    400, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ['setMyDescription', '513 characters', () => ({ description: 'x'.repeat(513) }), 400, 'BOT_DESCRIPTION_TOO_LONG'],
  ['setMyShortDescription', '121 characters', () => ({ short_description: 'x'.repeat(121) }), 400, 'BOT_SHORT_DESCRIPTION_TOO_LONG'],
  ['setWebhook', 'plain HTTP to elsewhere', () => ({ url: 'http://a.bc/' }), 400, 'bad webhook: An HTTPS URL must be provided for webhook'],
  ['setWebhook', 'another port', () => ({ url: 'https://a.bc:9000/' }),
    400, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
  ['setWebhook', 'a secret with spaces', () => ({ url: 'https://a.bc/', secret_token: 'a b' }),
    400, 'secret token contains unallowed characters'],
  ['logOut', 'ever', () => ({}), 400, 'the stand-in has no other server to move to'],
];

describe('what Telegram refuses is refused in its words', () => {
  it.each(rows)('%s: %s', async (method, _what, params, code, description) => {
    const answer = await call(setup.apiRoot, method, params());
    expect(answer).toEqual({
      status: code,
      ok: false,
      error_code: code,
      description: code === 400 ? `Bad Request: ${description}` : description,
    });
  });

  it.each([
    ['a text', Buffer.from('not a picture'), 'IMAGE_PROCESS_FAILED'],
    ['a picture 21 times as wide as high', pngBytes(210, 10), 'PHOTO_INVALID_DIMENSIONS'],
    ['a picture too large', pngBytes(6000, 4001), 'PHOTO_INVALID_DIMENSIONS'],
    ['nothing', new Uint8Array(), 'file must be non-empty'],
  ])('sendPhoto: %s', async (_what, photo, description) => {
    const answer = await upload('sendPhoto', { chat_id: String(anna), photo });
    expect(answer).toMatchObject({ ok: false, description: `Bad Request: ${description}` });
  });
});

describe('the limits themselves are allowed', () => {
  it.each([
    ['sendMessage', send({ text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' })],
    ['sendMessage', send({ reply_markup: button({ callback_data: 'é'.repeat(32) }) })],
    ['sendMessage', send({ reply_parameters: { message_id: 999, allow_sending_without_reply: true } })],
    ['sendMessage', send({ reply_markup: { keyboard: [['Yes', { text: 'No' }]], resize_keyboard: true } })],
    ['sendInvoice', sell({ title: 'x'.repeat(32), description: 'x'.repeat(255), payload: 'x'.repeat(128) })],
    [
      'createInvoiceLink',
      () => ({ ...invoice, subscription_period: 2592000, prices: [{ label: 'a', amount: 10_000 }] }),
    ],
    ['createChatInviteLink', link({ name: 'x'.repeat(32), creates_join_request: true })],
    ['createChatInviteLink', link({ member_limit: 99_999 })],
  ] as const)('%s', async (method, params) => {
    expect(await call(setup.apiRoot, method, params())).toMatchObject({ status: 200, ok: true });
  });
});

describe('the address of a call', () => {
  it.each([
    ['an unknown method', `/bot${TOKEN}/sendDice`, 404, 'Not Found'],
    ['another token', '/bot123456:other/getMe', 401, 'Unauthorized'],
    ['no token', '/getMe', 404, 'Not Found'],
    ['an unknown file', `/file/bot${TOKEN}/photos/x`, 404, 'Not Found'],
  ])('%s', async (_what, path, code, description) => {
    const response = await fetch(setup.apiRoot + path);
    expect(response.status).toBe(code);
    expect(await response.json()).toEqual({ ok: false, error_code: code, description });
  });

  it('takes GET, urlencoded and multipart alike, and method names in any case', async () => {
    const path = `${setup.apiRoot}/bot${TOKEN}/SendMessage`;
    const fields = { chat_id: String(anna), text: 'x', reply_markup: JSON.stringify(button({ callback_data: 'y' })) };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const query = new URLSearchParams(fields);
    const answers = await Promise.all([
      fetch(`${path}?${query}`),
      fetch(path, { method: 'POST', body: query }),
      fetch(path, { method: 'POST', body: form }),
    ]);
    for (const answer of answers) {
      const body = (await answer.json()) as { result: { reply_markup: unknown } };
      expect(body.result.reply_markup).toEqual(button({ callback_data: 'y' }));
    }
  });

  it('refuses a body that is no JSON object', async () => {
    const response = await fetch(`${setup.apiRoot}/bot${TOKEN}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[1]',
    });
    expect(await response.json()).toMatchObject({
      description: "Bad Request: can't parse request body as JSON object",
    });
  });
});
