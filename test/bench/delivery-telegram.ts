/**
 * The Bot API stand-in in a process of its own, for delivery-stage.ts. Arguments: persons, milliseconds until an answer. It says where
 * it listens, and its figures at the line "stats"; from the line "press" on people write to the bot, two a second, the time in their text.
 */
import { createInterface } from 'node:readline';
import { createTelegramSandbox } from '../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';

const [persons = '0', answerAfterMs = '0'] = process.argv.slice(2);
const clock = createSystemClock();
const telegram = createTelegramSandbox({
  ...{ botToken: '123456:bench-token-of-the-delivery-bench', botName: 'Bench', botUsername: 'bench_bot', clock },
  channels: [1, 2, 3, 4, 5, 6].map((n) => ({ id: -1_000 - n, title: `c${n}`, username: `c${n}`, about: '' })),
  ...{ journalPath: null, answerAfterMs: Number(answerAfterMs), historyLimit: 50 },
});
const people: number[] = [];
for (let n = 0; n < Number(persons) + 50; n += 1) {
  const { id } = telegram.world.addPerson(`P${n}`, 'en');
  await telegram.world.act(id, { type: 'write', chatId: id, text: '/start' });
  people.push(id);
}
const { apiRoot } = await telegram.listen();
const writers = people.slice(-50);
console.log(JSON.stringify({ apiRoot, people: people.slice(0, -50) }));
let turn = 0;
let pressing: NodeJS.Timeout | null = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'press')
    pressing ??= setInterval(() => {
      turn += 1;
      const id = writers[turn % writers.length] ?? 0;
      void telegram.world.act(id, { type: 'write', chatId: id, text: `at ${Date.now()}` });
    }, 500);
  if (line === 'stats') console.log(JSON.stringify(telegram.stats()));
}
if (pressing !== null) clearInterval(pressing);
process.exit(0);
