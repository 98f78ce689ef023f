import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../bot/sandbox/telegram/state/fold.ts';
import { openJournal } from '../../../../bot/sandbox/telegram/state/journal.ts';
import type { StoredMessage } from '../../../../bot/sandbox/telegram/state/state.ts';
import { openStore } from '../../../../bot/sandbox/telegram/state/store.ts';
import { ALL_UPDATES, call, manualClock, pngBytes, type Setup, startSandbox, TOKEN } from './sandbox-setup.ts';

let folder = '';
let journalPath = '';
let open: Setup[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-telegram-'));
  journalPath = join(folder, 'telegram.jsonl');
  open = [];
});
afterEach(async () => {
  for (const setup of open) await setup.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(historyLimit?: number): Promise<Setup> {
  const setup = await startSandbox({
    journalPath,
    clock: manualClock(),
    ...(historyLimit === undefined ? {} : { historyLimit }),
  });
  open.push(setup);
  return setup;
}

async function restart(setup: Setup): Promise<Setup> {
  open = open.filter((one) => one !== setup);
  await setup.close();
  return start();
}

/** A bit of everything: people, messages, a photo, links, requests, members, an invoice. */
async function live({ sandbox, apiRoot, privateId, publicId }: Setup): Promise<{ anna: number; fileId: string }> {
  const { world } = sandbox;
  await call(apiRoot, 'getUpdates', { allowed_updates: ALL_UPDATES });
  const anna = world.addPerson('Anna', 'en').id;
  const bela = world.addPerson('Béla', 'pt-BR').id;
  await world.act(anna, { type: 'write', chatId: anna, text: '/start' });
  await world.act(anna, { type: 'add-stars', amount: 10 });
  await call(apiRoot, 'setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
  const sent = await call(apiRoot, 'sendMessage', { chat_id: anna, text: '<b>a</b>', parse_mode: 'HTML' });
  await call(apiRoot, 'editMessageText', { chat_id: anna, message_id: sent.result.message_id, text: 'b' });
  const gone = await call(apiRoot, 'sendMessage', { chat_id: anna, text: 'c' });
  await call(apiRoot, 'deleteMessage', { chat_id: anna, message_id: gone.result.message_id });
  const form = new FormData();
  form.set('chat_id', String(anna));
  form.set('photo', new Blob([Uint8Array.from(pngBytes(32, 16))]), 'chart.png');
  const upload = await fetch(`${apiRoot}/bot${TOKEN}/sendPhoto`, { method: 'POST', body: form });
  const photo = (await upload.json()) as { result: { photo: { file_id: string }[] } };
  const link = await call(apiRoot, 'createChatInviteLink', { chat_id: privateId, creates_join_request: true });
  await world.act(anna, { type: 'open-link', url: link.result.invite_link });
  await world.act(bela, { type: 'open-link', url: 'https://t.me/analyser_free' });
  await call(apiRoot, 'sendMessage', { chat_id: publicId, text: 'Signal' });
  await world.act(bela, { type: 'block', blocked: true });
  const invoice = {
    title: 'Pro',
    description: 'x',
    payload: 'p',
    currency: 'XTR',
    prices: [{ label: 'x', amount: 5 }],
  };
  const order = await call(apiRoot, 'createInvoiceLink', invoice);
  await world.act(anna, { type: 'open-link', url: order.result });
  return { anna, fileId: photo.result.photo[0]?.file_id ?? '' };
}

const everything = ({ sandbox }: Setup): unknown => sandbox.world.persons().map(({ id }) => sandbox.world.snapshot(id));

describe('after a restart', () => {
  it('the world is as it was', async () => {
    const first = await start();
    const { fileId } = await live(first);
    const before = everything(first);
    const updates = (await call(first.apiRoot, 'getUpdates')).result;
    expect(updates.length).toBeGreaterThan(3);
    const second = await restart(first);
    expect(everything(second)).toEqual(before);
    expect((await call(second.apiRoot, 'getUpdates')).result).toEqual(updates);
    expect(Buffer.from(second.sandbox.file(fileId)?.bytes ?? []).equals(Buffer.from(pngBytes(32, 16)))).toBe(true);
    const again = await call(second.apiRoot, 'sendPhoto', { chat_id: updates[0].message.chat.id, photo: fileId });
    expect(again.ok).toBe(true);
  });

  it('ids go on where they were: updates, messages and opaque ones', async () => {
    const first = await start();
    const { anna } = await live(first);
    const updates = (await call(first.apiRoot, 'getUpdates')).result;
    const lastUpdate: number = updates.at(-1).update_id;
    await call(first.apiRoot, 'getUpdates', { offset: lastUpdate + 1 });
    const linkOf = async (setup: Setup): Promise<string> =>
      (await call(setup.apiRoot, 'createChatInviteLink', { chat_id: setup.privateId })).result.invite_link;
    const link = await linkOf(first);
    const last = await call(first.apiRoot, 'sendMessage', { chat_id: anna, text: 'x' });
    await call(first.apiRoot, 'deleteMessage', { chat_id: anna, message_id: last.result.message_id });
    const second = await restart(first);
    expect(await linkOf(second)).not.toBe(link);
    const next = await call(second.apiRoot, 'sendMessage', { chat_id: anna, text: 'x' });
    expect(next.result.message_id).toBe(last.result.message_id + 1);
    await second.sandbox.world.act(anna, { type: 'write', chatId: anna, text: 'x' });
    expect((await call(second.apiRoot, 'getUpdates')).result).toMatchObject([{ update_id: lastUpdate + 1 }]);
  });
});

describe('a process killed while it wrote', () => {
  it('loses at most the change it was writing: every cut of the last line opens', async () => {
    const first = await start();
    const { anna } = await live(first);
    const whole = readFileSync(journalPath);
    const before = everything(first);
    await first.sandbox.world.act(anna, { type: 'write', chatId: anna, text: 'the last words' });
    await first.close();
    open = [];
    const longer = readFileSync(journalPath);
    for (let size = whole.length; size < longer.length; size += 1) {
      writeFileSync(journalPath, longer.subarray(0, size));
      const { journal, events } = openJournal(journalPath);
      expect(statSync(journalPath).size).toBe(whole.length);
      expect(events.length).toBeGreaterThan(10);
      journal.close();
    }
    const second = await start();
    expect(everything(second)).toEqual(before);
  });

  it('opens at every change it ever made', async () => {
    const first = await start();
    await live(first);
    await first.close();
    open = [];
    const lines = readFileSync(journalPath, 'utf8').trimEnd().split('\n');
    for (let count = 0; count <= lines.length; count += 1) {
      writeFileSync(
        journalPath,
        lines
          .slice(0, count)
          .map((line) => `${line}\n`)
          .join(''),
      );
      const store = openStore({ journalPath, historyLimit: 100, idSeed: 'x' });
      expect(store.state.persons.size).toBeLessThanOrEqual(2);
      store.close();
    }
  });

  it('says which line is broken when it is not the last', async () => {
    writeFileSync(journalPath, '[]\n{"e":\n[]\n');
    expect(() => openJournal(journalPath)).toThrowError('line 2');
  });
});

describe('a journal', () => {
  const message = (id: number, text: string): StoredMessage => ({
    wire: { message_id: id, chat: { id: 1, type: 'private' }, date: 0, text },
    order: null,
    paid: false,
    sheet: false,
  });

  it('is compacted when it grows, to the same state', () => {
    const store = openStore({ journalPath, historyLimit: 10, idSeed: 'x' });
    const text = 'x'.repeat(10_000);
    for (let id = 1; id <= 1000; id += 1) {
      store.commit([{ e: 'message', chatId: 1, stored: message(id, text), fresh: true }]);
    }
    const before = eventsOf(store.state);
    store.close();
    expect(statSync(journalPath).size).toBeLessThan(9_000_000);
    const again = openStore({ journalPath, historyLimit: 10, idSeed: 'x' });
    expect(eventsOf(again.state)).toEqual(before);
    expect([...(again.state.messages.get(1)?.keys() ?? [])]).toEqual([
      991, 992, 993, 994, 995, 996, 997, 998, 999, 1000,
    ]);
    again.close();
  });

  it('leads to the same state as its compacted form', async () => {
    const first = await start();
    await live(first);
    await first.close();
    open = [];
    const store = openStore({ journalPath, historyLimit: 2000, idSeed: 'x' });
    const compacted = join(folder, 'compacted.jsonl');
    const { journal } = openJournal(compacted);
    journal.rewrite(eventsOf(store.state));
    journal.close();
    const other = openStore({ journalPath: compacted, historyLimit: 2000, idSeed: 'x' });
    expect(other.state).toEqual(store.state);
    store.close();
    other.close();
  });

  it('keeps the newest messages of a chat, and knows the last id for ever', async () => {
    const setup = await start(3);
    for (let i = 0; i < 5; i += 1) setup.sandbox.operator.post(setup.publicId, `post ${i}`);
    const { id } = setup.sandbox.world.addPerson('Anna', 'en');
    const seen = setup.sandbox.world.snapshot(id).chats.find((chat) => chat.id === setup.publicId);
    expect(seen?.messages.map((one) => one.messageId)).toEqual([3, 4, 5]);
  });
});
