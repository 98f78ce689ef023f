import { realSurroundings } from '../faults/real/real-commands.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { loadFigures, pressFigures } from './load-figures.ts';
import { MOST_MARKETS, openLoadStage } from './load-stage.ts';
import { recordLoad } from './record-load.ts';
import { runLoad } from './run-load.ts';
import { runPresses } from './run-presses.ts';

const WRITERS = 20;
const ASKED_A_DAY = 5;
/** What a call takes to Telegram and back, with --presses. */
const ANSWER_AFTER_MS = 100;

const command = defineCommand({
  name: 'load',
  summary:
    "Hours of N subscribers on the product's real processes by roles and a real database: what it costs and what ends first.",
  options: {
    subscribers: { value: 'N', required: true, help: 'people with Pro' },
    hours: { value: 'H', fallback: '24', help: 'of market time, from the close of the first signal on' },
    speed: {
      value: 'X',
      fallback: '10',
      help: 'how many times as fast the clock may run while messages to persons go out',
    },
    markets: { value: 'N', fallback: '2', help: `coins that are followed by the hour, 1 to ${MOST_MARKETS}` },
    record: { help: 'also put it into infra/load.json and the table of infra/README.md' },
    presses: {
      value: 'R',
      fallback: '0',
      help: 'instead of the hours: the subscribers open the menu, then press buttons of views R times a second',
    },
    roles: { help: 'with --presses: a process for each role instead of one for all' },
    seconds: { value: 'S', fallback: '40', help: 'how long, with --presses' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'The clock leaps over the time in which nothing is left to send, runs as the machine does from a second before each close to the',
    "first message to a person, and then as many times as fast, up to --speed, as the machine keeps up with Telegram's 30/s of that clock;",
    'a slow machine slows it down. delaysAreValid is false where it did not keep up all the same. Prices move by chance that reverses, so',
    'that there are signals; Telegram and the exchange are the stand-ins. Each subscriber asks /help five times a day. A run takes about',
    'its messages divided by 35 a second, and 8 s for each close without a signal, on two quiet cores. The database is a new one on the',
    'server of MONGODB_URI, whose processor time is then not seen, else one that is found as the product finds one. Linux only.',
  ],
});

await runCommand(command, async (values) => {
  const hours = numberOf('hours', values.hours, { min: 1, max: 168, whole: true });
  const fastest = numberOf('speed', values.speed, { min: 1, max: 15 });
  const perSecond = numberOf('presses', values.presses, { min: 0, max: 200, whole: true });
  const seconds = numberOf('seconds', values.seconds, { min: 1, max: 3_600, whole: true });
  const subscribers = numberOf('subscribers', values.subscribers, { min: 1, max: 1_000_000, whole: true });
  const stage = await openLoadStage({
    ...realSurroundings(),
    ...{ subscribers, writers: WRITERS },
    markets: numberOf('markets', values.markets, { min: 1, max: MOST_MARKETS, whole: true }),
    ...(perSecond === 0 ? {} : { answerAfterMs: ANSWER_AFTER_MS, isOneProcess: !values.roles }),
  });
  const progress = createProgress();
  const onStep = (what: string, of: number) => (done: number) => progress.step(what, done, of);
  const dayOf = async () => {
    const measured = await runLoad(stage, { hours, fastest, askedADay: ASKED_A_DAY, onHour: onStep('hours', hours) });
    const figures = loadFigures(measured);
    if (values.record) recordLoad(figures, { database: stage.database.name });
    return figures;
  };
  const pressesOf = async () =>
    pressFigures(await runPresses(stage, { perSecond, seconds, onSecond: onStep('seconds', seconds) }));
  try {
    const figures = await (perSecond > 0 ? pressesOf() : dayOf());
    progress.end();
    if (values.json) return printJson(figures);
    for (const [key, value] of Object.entries(figures))
      process.stdout.write(`${key.padEnd(24)} ${typeof value === 'object' ? JSON.stringify(value) : value}\n`);
  } finally {
    await stage.close();
  }
});
