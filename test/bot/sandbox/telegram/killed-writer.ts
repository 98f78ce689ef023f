import { createTelegramSandbox } from '../../../../bot/sandbox/telegram/create-telegram-sandbox.ts';

/** Run as a process of its own by kill.test.ts: writes without end and says each text once it is written. */
const [, , journalPath] = process.argv;
if (journalPath === undefined) throw new Error('expected the path of a journal');
const { world } = createTelegramSandbox({
  botToken: '123456:test-token',
  botName: 'Analyser',
  botUsername: 'analyser_bot',
  channels: [],
  clock: { nowMs: () => Date.now() },
  journalPath,
});
const { id } = world.addPerson('Anna', 'en');
await world.act(id, { type: 'write', chatId: id, text: '/start' });
for (let count = 1; ; count += 1) {
  await world.act(id, { type: 'write', chatId: id, text: `message ${count}` });
  if (!process.stdout.write(`${count}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
