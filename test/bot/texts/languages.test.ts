import { readdirSync, readFileSync } from 'node:fs';
import { FluentParser, type Message, Visitor } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { plansOnSale } from '../../../billing/plans.ts';
import { TIERS } from '../../../billing/tiers.ts';
import { parseHtml } from '../../../bot/sandbox/telegram/protocol/html.ts';
import { MOST_CAPTION } from '../../../bot/telegram/channels/channel-caption.ts';
import { channelDescription, MOST_DESCRIPTION } from '../../../bot/telegram/channels/channel-description.ts';
import { MOST_OUTCOME } from '../../../bot/telegram/messages/signal/signal-texts.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { visibleLength } from '../../../bot/texts/html.ts';
import { ENGLISH_PARTS, LANGUAGES, languageFor } from '../../../bot/texts/language.ts';
import { SAMPLES } from '../../support/chat/text-samples.ts';

const OTHERS = LANGUAGES.filter((code) => code !== 'en');
/** English sentences that were added since the last translation: empty when a version is made. */
const NOT_YET: ReadonlySet<string> = new Set([]);
/** What is the same in every language: names of the trade and of things. */
const NAMES = new RegExp(
  [
    'Analyser|Telegram|Free|Pro|Elite|Stars|UTC|API|HTTP|FX|BUY|SELL|HOLD|Sharpe|Maker|maker|Perpetual|Backtest|Swing|swing',
    'Stop|Target|TARGET|STOP|target|stop|spread|drawdown|Menu|walk-forward|Bitcoin|Fear|Greed|funding|candle|Model|net|btc|bps',
    'trade|Trade|Digest|an_|Authorization|Bearer|min|bot|id',
  ].join('|'),
  'g',
);

/** Texts that stand under a picture or with a file. */
const CAPTIONS: ReadonlySet<string> = new Set([
  ...['backtestResult', 'calibration', 'equity', 'history', 'inviteCaption', 'marketChartCaption'],
  ...['why', 'whyTrend'],
]);

interface Text {
  readonly key: string;
  readonly source: string;
  readonly variables: ReadonlySet<string>;
}

class Variables extends Visitor {
  readonly found = new Set<string>();
  override visitVariableReference(node: { readonly id: { readonly name: string } }): void {
    this.found.add(node.id.name);
  }
}

/** The texts of a language's file, empty where there is none. */
function textsOf(code: string, file: string): readonly Text[] {
  const source = readFileSync(new URL(`../../../bot/texts/${code}/${file}`, import.meta.url), 'utf8');
  const { body } = new FluentParser({}).parse(source);
  expect(body.filter(({ type }) => type === 'Junk')).toEqual([]);
  return body
    .filter((entry): entry is Message => entry.type === 'Message')
    .map((message) => {
      const visitor = new Variables();
      visitor.visit(message);
      const text = source.slice(message.value?.span?.start ?? 0, message.value?.span?.end ?? 0);
      return { key: message.id.name, source: text, variables: visitor.found };
    });
}

const FILES = readdirSync(new URL('../../../bot/texts/en/', import.meta.url)).filter(
  (file) => !ENGLISH_PARTS.includes(file.replace('.ftl', '')),
);
const ENGLISH_TEXTS = FILES.flatMap((file) => textsOf('en', file));

describe.each(OTHERS)('the texts in %s', (code) => {
  const own = FILES.flatMap((file) => textsOf(code, file));
  const byKey = new Map(own.map((text) => [text.key, text]));

  it('are those of English, file by file', () => {
    for (const file of FILES) {
      const expected = textsOf('en', file).filter(({ key }) => !NOT_YET.has(key));
      expect(textsOf(code, file).map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    }
  });

  it('show what the English ones show', () => {
    for (const { key, variables } of ENGLISH_TEXTS)
      expect([key, [...(byKey.get(key)?.variables ?? variables)].sort()]).toEqual([key, [...variables].sort()]);
  });

  it('leave no English sentence', () => {
    const left = ENGLISH_TEXTS.filter(({ key, source }) => {
      const bare = source.replaceAll(/\{[^{}]*->|\[[\w-]+\]|\{[^{}]*\}|<[^>]*>|\/\w+/g, ' ').replaceAll(NAMES, ' ');
      return byKey.get(key)?.source === source && /\p{L}{3,}/u.test(bare);
    });
    expect(left.map(({ key }) => key)).toEqual([]);
  });

  it('have the commands, code and tags of the English ones', () => {
    const marks = (text: string) => (text.match(/<\/?[a-z-]+|(?<![\p{L}\d}])\/[a-z]{3,}/gu) ?? []).toSorted();
    for (const { key, source } of ENGLISH_TEXTS)
      expect([key, new Set(marks(byKey.get(key)?.source ?? source))]).toEqual([key, new Set(marks(source))]);
  });

  const texts = textsFor(code);
  const rendered = Object.entries(SAMPLES).flatMap(([name, samples]) =>
    [...samples].map((args) => {
      const make = Object.entries(texts).find(([each]) => each === name)?.[1];
      return [name, typeof make === 'function' ? String(Reflect.apply(make, undefined, [...args])) : ''] as const;
    }),
  );

  it('are readable to Telegram and within its limits, whatever is put into them', () => {
    expect(rendered.length).toBeGreaterThan(400);
    for (const [name, text] of rendered) {
      const visible = name.startsWith('button') ? text : parseHtml(text).text;
      expect([name, visible.length <= 4_096]).toEqual([name, true]);
      if (name.startsWith('button')) expect([name, text, [...text].length <= 64]).toEqual([name, text, true]);
      if (name === 'outcomeAbove') expect([visibleLength(text) + 1 <= MOST_OUTCOME, text]).toEqual([true, text]);
    }
  });

  it('leave a caption within what stands under a picture', () => {
    const captions = rendered.filter(([name]) => CAPTIONS.has(name));
    expect(new Set(captions.map(([name]) => name))).toEqual(CAPTIONS);
    for (const [name, text] of captions) {
      const { length } = parseHtml(text).text;
      expect([name, length, length <= MOST_CAPTION]).toEqual([name, length, true]);
    }
  });

  it('escape hostile values in every sentence', () => {
    const { t } = languageFor(code);
    for (const { key, source, variables } of ENGLISH_TEXTS) {
      const args = Object.fromEntries(
        [...variables].map((name) => [
          name,
          name === 'unix' || new RegExp(String.raw`NUMBER\(\$${name}\b`).test(source) ? 3 : '</b><a href="x">&"{ $x }',
        ]),
      );
      // A link's address is made by us and stands in quotation marks.
      const html: string = Reflect.apply(t, undefined, [key, args]);
      expect(() => parseHtml(html), key).not.toThrow();
      expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/<a href="x">/);
    }
  });

  it('hold the figure of a duration and its unit together', () => {
    const { duration, wait, left, delay } = texts.language.format;
    const lasting = [45_000, 1_800_000, 7_200_000, 86_400_000 * 3.5].flatMap((ms) => [
      ...[duration(ms), wait(ms), left(ms, 0), left(0, ms + 60_000)],
      ...(delay({ delayCandles: 0.5 }, ['1h', '4h']) ?? '').split(','),
    ]);
    expect(left(3 * 3_600_000 + 300_000, 0)).toMatch(/3\u00a0\S+ 5\u00a0\S/);
    for (const each of lasting) {
      expect(each).toMatch(/\d\u00a0[^\d\s]/);
      expect(each).not.toMatch(/\d /);
    }
  });

  it('hold a figure and its "%", "Stars" or "⭐" together, whatever the sentence', () => {
    const told = [...rendered, ['percent', texts.language.format.percent(0.5764)] as const];
    const joined = told.filter(([, text]) => /\d\u00a0(?:%|Stars|⭐)/.test(text));
    expect(joined.length).toBeGreaterThan(60);
    expect(told.filter(([, text]) => /\d(?:<[^>]*>)* (?:<[^>]*>)*(?:%|Stars\b|⭐)/.test(text))).toEqual([]);
  });

  it('fit invoices, descriptions, commands and notices', () => {
    const { botDescription, botShortDescription, language } = texts;
    expect([botDescription.length <= 512, botShortDescription.length <= 120]).toEqual([true, true]);
    for (const { command, description } of texts.commandMenu(true))
      expect([command, description.length >= 3 && description.length <= 256]).toEqual([command, true]);
    for (const tier of TIERS)
      for (const isInformed of [true, false]) {
        const unshown = (['crypto', 'forex', 'metal'] as const).map((assetClass) => ({
          family: 'next-candle' as const,
          assetClass,
        }));
        const about = channelDescription(language, { tier, isInformed, costBps: null, unshown });
        expect([about, about.length <= MOST_DESCRIPTION]).toEqual([about, true]);
      }
    for (const plan of plansOnSale()) expect(texts.planTitle(plan).length).toBeLessThanOrEqual(32);
    for (const { key } of ENGLISH_TEXTS.filter((text) => text.key.startsWith('toast-')))
      expect(
        String(Reflect.apply(language.plain, undefined, [key, { wait: '59 min', code: 'E-7K2' }])).length,
      ).toBeLessThanOrEqual(200);
  });
});

describe('what is counted', () => {
  it.each([
    ['en', '1 signal at 1 close', '2 signals at 3 closes', '1 candle · 1 gap · 1 revision'],
    ['es', '1 señal en 1 cierre', '2 señales en 3 cierres', '1 vela · 1 hueco · 1 revisión'],
    ['pt', '1 sinal em 1 fechamento', '2 sinais em 3 fechamentos', '1 candle · 1 lacuna · 1 revisão'],
    ['ru', 'Сигналов 1, закрытий 1', 'Сигналов 2, закрытий 3', 'пропусков 1'],
  ])('has the number of its noun in %s', (code, one, several, rows) => {
    const { plain } = languageFor(code);
    expect(plain('track-counts', { signals: 1, closes: 1 })).toContain(one);
    expect(plain('track-counts', { signals: 2, closes: 3 })).toContain(several);
    expect(plain('coupon-days', { days: 1, tier: 'Pro' })).not.toMatch(/1 (?:days|días|dias)/);
    expect(plain('history', { count: 1, from: 'x' })).not.toMatch(/1 (?:signals|señales|sinais)/);
    expect(plain('status-counts', { candles: 1, gaps: 1, revisions: 1 })).toContain(rows);
  });
});
