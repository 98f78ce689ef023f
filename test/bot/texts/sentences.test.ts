import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../architecture/rules/words.ts';
import { parseSource, readSources } from '../../architecture/sources.ts';

/** Who writes for people: what they say comes from the catalogue. */
const PLACES = /^bot\/(?:telegram|broadcast|process|web|http|troubles)\//;

/** Where sentences are not for readers, and whom they are for. */
const ELSEWHERE: readonly (readonly [place: RegExp, why: string])[] = [
  [
    /^bot\/http\/(?:schemas|openapi|v1\/|problem|validation|caller|database-gate|server)/,
    'the API: its document, and details for programs',
  ],
  [/^bot\/http\/ops\//, 'probes and metrics'],
  [/^bot\/process\/(?:readiness|front|listen-telegram)\.ts$/, 'probes, read by operators at /health/ready'],
  [
    /^bot\/process\/(?:run-product|start|live|product\/(?:product|open-engine|listen-events|first-candles))\.ts$/,
    'the terminal and the log',
  ],
  [/^bot\/telegram\/markets\//, 'words that people type'],
  [/^bot\/telegram\/charts\/chart-thread\//, 'why a drawing failed, for the log'],
];

/** Single sentences that nobody reads in the chat: reasons in events, and Telegram's own words. */
const SINGLE: ReadonlySet<string> = new Set([
  'bot/broadcast/deliver.ts: held up until it was too late',
  'bot/broadcast/deliver.ts: waits for the limit of its chat',
  'bot/troubles/telegram-troubles.ts: given up …',
  'bot/telegram/jobs/reconcile-stars.ts: after a payment was found: …',
  'bot/telegram/jobs/remove-expired.ts: farewell to a member: …',
  'bot/telegram/middleware/failure.ts: while saying so: …',
  'bot/telegram/prepare.ts: the channel of a paid tier is public: anybody can',
  'bot/telegram/reader/support.ts: while telling an admin: …',
  'bot/telegram/views/show.ts: message is not modified',
  'bot/web/landing/property-rows.ts: array of …',
]);

/** Sentences that readers do meet and that are not in the catalogue yet: may only shrink. */
const LEFT: readonly string[] = [];

const found = readSources()
  .filter(({ path }) => PLACES.test(path) && !ELSEWHERE.some(([place]) => place.test(path)))
  .flatMap((source) => sentencesOf(source).map((text) => `${source.path}: ${text}`))
  .sort();

describe('sentences outside the catalogue', () => {
  it('are none but those left', () => {
    expect(found.filter((each) => !SINGLE.has(each))).toEqual(LEFT);
  });

  it('lists no exception that is gone', () => {
    expect([...SINGLE].filter((each) => !found.includes(each))).toEqual([]);
    const paths = readSources().map(({ path }) => path);
    for (const [place] of ELSEWHERE) expect(paths.some((path) => place.test(path))).toBe(true);
  });

  it.each([
    ["const a = 'Pick your market';", 'Pick your market'],
    [`const a = \`You have \${days} days to go\`;`, 'You have … days to go'],
    ['const a = html`<p class="lead big">Pick one now</p>`;', '<p class="lead big">Pick one now</p>'],
  ])('are seen in %s', (source, sentence) => {
    expect(sentencesOf(parseSource('bot/telegram/x.ts', source))).toEqual([sentence]);
  });

  it.each([
    ["throw new Error('expected a market');"],
    ["const a = 'button-all-markets';"],
    [`const a = html\`<section class="call card" id="x"><h2>\${title}</h2></section>\`;`],
  ])('are not seen in %s', (source) => {
    expect(sentencesOf(parseSource('bot/telegram/x.ts', source))).toEqual([]);
  });
});
