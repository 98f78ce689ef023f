import { Api, InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, pngBytes, type Setup, startSandbox, TOKEN } from './sandbox-setup.ts';

type Media = Readonly<Record<string, unknown>>;

describe('an album', () => {
  let setup: Setup;
  let api: Api;
  let anna = 0;
  let photo = '';
  let document = '';
  beforeAll(async () => {
    setup = await startSandbox();
    api = new Api(TOKEN, { apiRoot: setup.apiRoot });
    const { world } = setup.sandbox;
    anna = world.addPerson('Anna', 'en').id;
    await world.act(anna, { type: 'write', chatId: anna, text: '/start' });
    const sent = await api.sendPhoto(anna, new InputFile(pngBytes(32, 16), 'a.png'));
    photo = sent.photo.at(-1)?.file_id ?? '';
    document = (await api.sendDocument(anna, new InputFile(new Uint8Array(64), 'a.json'))).document.file_id;
  });
  afterAll(() => setup.close());

  /** grammY's types have it on photos alone. */
  const groupOf = (message: object | undefined): unknown =>
    message !== undefined && 'media_group_id' in message ? message.media_group_id : null;
  const shown = () => setup.sandbox.world.snapshot(anna).chats[0]?.messages ?? [];

  it('is a message for each item, in order, of one group, by uploads and file ids', async () => {
    const sent = await api.sendMediaGroup(anna, [
      { type: 'photo', media: photo, caption: '<b>One</b>', parse_mode: 'HTML' },
      { type: 'photo', media: new InputFile(pngBytes(20, 10), 'b.png'), has_spoiler: true },
    ]);
    const [first, second] = sent;
    expect(first).toMatchObject({ caption: 'One', caption_entities: [{ type: 'bold', offset: 0, length: 3 }] });
    expect(second).toMatchObject({ message_id: (first?.message_id ?? 0) + 1, has_media_spoiler: true });
    expect(groupOf(first)).toMatch(/^.+$/);
    expect(groupOf(second)).toBe(groupOf(first));
    expect(shown().slice(-2)).toMatchObject([{ text: 'One' }, { text: '' }]);
    expect(shown().at(-1)?.photoUrl).not.toBeNull();
  });

  it('of documents has no other kind, and an item is edited to its own kind alone', async () => {
    const media = [1, 2].map(() => ({ type: 'document' as const, media: document }));
    const [first] = await api.sendMediaGroup(setup.publicId, media);
    const id = first?.message_id ?? 0;
    await expect(api.editMessageMedia(setup.publicId, id, { type: 'photo', media: photo })).rejects.toThrow(
      "message content type can't be used in an album",
    );
    const edited = await api.editMessageMedia(setup.publicId, id, { type: 'document', media: document, caption: 'x' });
    expect(edited).toMatchObject({ caption: 'x', media_group_id: groupOf(first) });
  });

  const item = (more: Media = {}): Media => ({ type: 'photo', media: photo, ...more });
  it.each<readonly [string, () => unknown, string]>([
    ['no item', () => [], 'there are no messages to send'],
    ['one item', () => [item()], 'an album must include 2-10 items'],
    ['eleven items', () => Array.from({ length: 11 }, () => item()), 'too many messages to send as an album'],
    [
      'a document among photos',
      () => [item(), { type: 'document', media: document }],
      "document can't be mixed with other media types",
    ],
    ['a kind that is not simulated', () => [item(), { type: 'video', media: photo }], 'the stand-in'],
    ['a long caption', () => [item(), item({ caption: 'x'.repeat(1_025) })], 'message caption is too long'],
    ['a keyboard in an item', () => [item(), item({ reply_markup: {} })], 'reply_markup'],
    ['an unknown file', () => [item(), item({ media: 'nothing' })], 'wrong file identifier'],
    ['a document as photo', () => [item(), item({ media: document })], ''],
    ['an address', () => [item(), item({ media: 'https://a.bc/x.png' })], 'failed to get HTTP URL content'],
  ])('with %s is refused as a whole', async (_, media, why) => {
    const before = shown().length;
    const answer = await call(setup.apiRoot, 'sendMediaGroup', { chat_id: anna, media: media() });
    expect(answer).toMatchObject({ ok: false, error_code: 400 });
    expect(answer.description).toContain(why);
    expect(shown()).toHaveLength(before);
  });

  it('takes no keyboard', async () => {
    const answer = await call(setup.apiRoot, 'sendMediaGroup', {
      ...{ chat_id: anna, media: [item(), item()] },
      reply_markup: { inline_keyboard: [] },
    });
    expect(answer).toMatchObject({ ok: false, error_code: 400 });
  });

  it('counts as its messages for the sending limits', async () => {
    const limited = await startSandbox({ limits: { perChannelPerMinute: 5 } });
    const send = async (items: number) =>
      await call(limited.apiRoot, 'sendMediaGroup', {
        chat_id: limited.publicId,
        media: Array.from({ length: items }, () => ({ type: 'photo', media: uploaded })),
      });
    const own = new Api(TOKEN, { apiRoot: limited.apiRoot });
    const post = await own.sendPhoto(limited.publicId, new InputFile(pngBytes(32, 16), 'a.png'));
    const uploaded = post.photo.at(-1)?.file_id ?? '';
    expect((await send(4)).ok).toBe(true);
    expect(await send(2)).toMatchObject({ ok: false, error_code: 429 });
    await limited.close();
  });
});
