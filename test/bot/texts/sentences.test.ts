import { describe, expect, it } from 'vitest';
import { english, sentencesOf } from '../../architecture/rules/words.ts';
import { parseSource, readSources, type Source } from '../../architecture/sources.ts';

/** Where sentences are not for readers of the chat, the API or the terminal, and whom they are for. */
const ELSEWHERE: readonly (readonly [place: RegExp, why: string])[] = [
  [/^bot\/observe\//, 'messages of the log and the help of metrics'],
  [/^bot\/settings\//, 'why a setting is refused: thrown'],
  [/^bot\/(?:redact|standard-output)\.ts$/, 'marks and lines of the log'],
  [
    /^bot\/database\/(?:mongod|run-command|secantusdb|supervised-server)\.ts$/,
    'why a program could not be run: part of what is thrown when no database can be had, or logged',
  ],
  [
    /^bot\/sandbox\/(?:exchange|partner|stripe|telegram\/(?:methods|people|protocol|webhook-delivery))\b/,
    'words of Binance, Stripe and Telegram, whose servers they stand in for',
  ],
  [/^bot\/sandbox\/(?:chat|chat-routes)\//, "the page in the place of Telegram's app, which has a language of its own"],
  [/^bot\/process\/product\/retention\.ts$/, 'why each collection is kept so long: for whoever reads the table'],
  [/^bot\/adapters\/mongo\/personal-data\.ts$/, 'why something is kept or nobody’s: for whoever reads the table'],
  [/^bot\/telegram\/markets\//, 'words that people type'],
  [/^bot\/telegram\/charts\/drawing-process\//, 'why a drawing failed, for the log'],
];

/** Single sentences that nobody reads in the chat: reasons in events, Telegram's own words, and words that people type. */
const SINGLE: ReadonlySet<string> = new Set([
  'bot/broadcast/channel-work.ts: held up until it was too late',
  'bot/broadcast/post-summary.ts: an earlier attempt ended in the dark',
  'bot/troubles/telegram-troubles.ts: given up …',
  'bot/sandbox/world-folder.ts: npm start -- --fresh',
  'bot/telegram/jobs/move-accounts.ts: while an account moved: …',
  'bot/telegram/jobs/reconcile-stars.ts: after a payment was found: …',
  'bot/telegram/jobs/remove-expired.ts: farewell to a member: …',
  'bot/telegram/middleware/failure.ts: while saying so: …',
  'bot/telegram/reader/support.ts: while telling an admin: …',
  'bot/telegram/reader/fallback.ts: \b(?:prices?|pricing|costs?|how much|fees?|tariffs?',
  'bot/telegram/sending/budget-transformer.ts: Too Many Requests: retry after …',
  'bot/telegram/views/show.ts: message is not modified',
  'bot/web/landing/property-rows.ts: array of …',
]);

function strayIn(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ path }) => path.startsWith('bot/') && !ELSEWHERE.some(([place]) => place.test(path)))
    .flatMap((source) => sentencesOf(source).map((text) => `${source.path}: ${text}`))
    .sort();
}

const found = strayIn(readSources());

describe('sentences outside the catalogue', () => {
  it('are none', () => {
    expect(found.filter((each) => !SINGLE.has(each))).toEqual([]);
  });

  it('lists no exception that is gone', () => {
    expect([...SINGLE].filter((each) => !found.includes(each))).toEqual([]);
    const paths = readSources().map(({ path }) => path);
    for (const [place] of ELSEWHERE) expect(paths.some((path) => place.test(path))).toBe(true);
  });

  it.each([
    ['a message of the chat', 'bot/telegram/messages/status-texts.ts'],
    ['a view of the chat', 'bot/telegram/views/show.ts'],
    ['a picture', 'bot/telegram/charts/signal-scene.ts'],
    ['a notice', 'bot/troubles/trouble-table.ts'],
    ['the reason of a market', 'bot/process/market-board.ts'],
    ['an error of the API', 'bot/http/v1/candle-rows.ts'],
    ['what the sandbox replays', 'bot/sandbox/market/replay-note.ts'],
    ['a page', 'bot/web/landing/start-page.ts'],
    ["a refusal of Fastify's", 'bot/http/problem-of.ts'],
    ['a route of the API', 'bot/http/v1/predict.ts'],
    ['the schemas of the API', 'bot/http/schemas.ts'],
    ['a note about settings', 'bot/config.ts'],
    ['the banner at start', 'bot/process/run-product.ts'],
    ['a line of the start', 'bot/process/start.ts'],
    ['a probe', 'bot/process/readiness.ts'],
    ['how the database was found', 'bot/database/find-database.ts'],
    ["how the sandbox's market was found", 'bot/sandbox/market/choose-market.ts'],
    ['why a venue is not used', 'bot/sandbox/market/pick-venue.ts'],
    ["the sandbox's start", 'bot/sandbox/open-sandbox.ts'],
    ["what the sandbox's Telegram logs", 'bot/sandbox/telegram/state/store.ts'],
  ])('are found when one is planted in %s', (_, path) => {
    const source = readSources().find((each) => each.path === path);
    const planted = parseSource(path, `${source?.text}\nexport const planted = 'Nobody has translated this';\n`);
    expect(source).toBeDefined();
    expect(strayIn([planted])).toContain(`${path}: Nobody has translated this`);
  });

  it('may stand in what the document of the API says of a route or a field, and nowhere else in the same file', () => {
    const text = `
      const schema = { summary: 'Direction of the next candle', body: z.string().describe('The pair you ask about') };
      const responses = { 200: answer('The next prediction', schema) };
      const detail = 'Nobody has translated this';`;
    expect(sentencesOf(parseSource('bot/http/v1/x.ts', text))).toEqual(['Nobody has translated this']);
    expect(sentencesOf(parseSource('bot/telegram/x.ts', text))).toHaveLength(4);
  });

  it('are found in reasons that the engine stores', () => {
    const path = 'engine/signals/quality.ts';
    const text = "export const reason = { code: 'text', params: { text: 'the newest candle is odd' } };";
    expect(english([parseSource(path, text)]).map(({ name }) => name)).toEqual(['the newest candle is odd']);
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
