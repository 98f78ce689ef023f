import { describe, expect, it } from 'vitest';
import { missingSettings, readConfig } from '../../../bot/config.ts';
import { PROBLEM_TYPE, PROBLEMS } from '../../../bot/http/problem.ts';
import { marketText } from '../../../bot/sandbox/market/market-text.ts';
import { replayEnded } from '../../../bot/sandbox/market/replay-note.ts';
import { backtestOption, backtestScene } from '../../../bot/telegram/charts/backtest-chart.ts';
import { sceneOf, signalShapes } from '../../../bot/telegram/charts/signal-svg.ts';
import { whyShapes } from '../../../bot/telegram/charts/why-chart.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { type Language, PSEUDO } from '../../../bot/texts/language.ts';
import { renderDocsPage } from '../../../bot/web/landing/docs-page.ts';
import { renderStartPage } from '../../../bot/web/landing/start-page.ts';
import { FEATURE_FAMILIES } from '../../../engine/explanation/feature-family.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { plainWords } from '../../support/chat/plain-letters.ts';
import { AT, ENTRIES, MARKETS, RECORDS, SAMPLES, TIER, TROUBLED_MARKETS, X } from '../../support/chat/text-samples.ts';
import { testedRule } from '../../support/models/tested-rule.ts';
import { CHOSEN_MARKETS } from '../../support/sandbox/chosen-markets.ts';
import { signalOf } from '../../support/signal-fixtures.ts';
import { SAMPLE_WHY } from '../../support/stage/stage-samples.ts';

const READING = { value: 0.5, timesUsual: 2, followed: null };
const texts = textsFor(PSEUDO);
const { language } = texts;

/** Indicators that /why calls by their names, and a kind of model. */
const INDICATORS = 'gru sigma ema price bollinger mean width macd histogram'.split(' ');

/** npm start -- --fresh */
const COMMAND = ['npm', 'start', 'fresh'];

/** Every sentence of the texts, by what it is called. */
function renderings(): readonly (readonly [name: string, text: string])[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    if (name === 'language') return [];
    if (typeof value === 'function') {
      const samples = Object.entries(SAMPLES).find(([sample]) => sample === name)?.[1] ?? [];
      return samples.map((args) => [name, String(Reflect.apply(value, undefined, [...args]))] as const);
    }
    return stringsOf(value).map((text) => [name, text] as const);
  });
}

/** Texts anywhere in a value: descriptions of commands, refusals by code, shapes of a picture. */
function stringsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return ['command', 'type', 'font'].includes(key) ? [] : [value];
  if (typeof value === 'function') return [String(Reflect.apply(value, undefined, [1]))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => stringsOf(each, name));
}

/** The words drawn by shapes of a picture, wherever they stand. */
function drawnWords(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === 'text' && typeof each === 'string') return plainWords(each);
    if (name === 'formatter' && typeof each === 'function')
      return plainWords(String(Reflect.apply(each, undefined, [1])));
    return drawnWords(each);
  });
}

describe('the pseudo-language finds no English', () => {
  it('in any text of the chat, its notices and its buttons', () => {
    const found = renderings().flatMap(([name, text]) =>
      plainWords(text, INDICATORS).map((word) => `${name}: ${word}`),
    );
    expect(renderings().length).toBeGreaterThan(400);
    expect([...new Set(found)]).toEqual([]);
  });

  it('on the picture of a signal', () => {
    const candles = columnsOf(reversingCandles({ count: 90, seed: 1, startMs: AT - 90 * HOUR_MS, candleMs: HOUR_MS }));
    const found = ENTRIES.flatMap((entry) => {
      const picture = { entry, candles, theme: 'light' } as const;
      return drawnWords(signalShapes(sceneOf(picture, language)));
    });
    expect([...new Set(found)]).toEqual([]);
  });

  it('on the picture of a backtest', () => {
    for (const change of [{}, { costBps: null }, { liveDecisions: 0 }, { walkForwardDecisions: 0 }]) {
      const option = backtestOption(backtestScene({ ...testedRule(), kind: 'gru', ...change }, X, language));
      expect(drawnWords(option).filter((word) => word !== 'gru')).toEqual([]);
    }
  });

  it('on the picture of why', () => {
    const answer = {
      ...SAMPLE_WHY,
      families: FEATURE_FAMILIES.map((family) => ({ family, points: 0.01, reading: READING })),
    };
    const { shapes } = whyShapes({ answer, signal: signalOf(), theme: 'dark' }, language);
    expect(shapes.length).toBeGreaterThan(2 * FEATURE_FAMILIES.length);
    expect(drawnWords(shapes)).toEqual([]);
  });

  it('on the start page', () => {
    const [recorded, ...others] = CHOSEN_MARKETS.map((market) => ({
      ...{ version: '1', database: 'secantusdb' as const, settings: missingSettings(readConfig({})) },
      market: (of: Language) => marketText(market, of),
    }));
    const notices = (of: Language) => CHOSEN_MARKETS.map((market) => replayEnded(market, of));
    const info = { mode: 'sandbox', demoKeys: [{ tier: TIER, key: X }], botUrl: null, chat: true, notices } as const;
    const full = {
      nowMs: AT,
      markets: [...MARKETS, ...TROUBLED_MARKETS],
      signals: ENTRIES.map(({ signal, steps, outcome }) => ({
        signal,
        steps,
        outcome,
        sentAtMs: AT,
        deliveredAtMs: AT,
      })),
      record: RECORDS,
      checks: [{ name: X, ok: true, say: X }],
    };
    const away = { ...full, markets: null, signals: null, record: null, checks: [{ name: X, ok: false, say: X }] };
    for (const view of [full, away, { ...full, markets: [], signals: [] }])
      for (const installation of [recorded ?? null, ...others, null])
        expect(plainWords(renderStartPage({ ...info, installation }, view, language), COMMAND)).toEqual([]);
  });

  it('on the page of the API, but for what its own document says', () => {
    const operation = {
      ...{ operationId: X, summary: X, description: X, tags: [X] },
      parameters: [{ name: X, in: 'query', required: true, description: X, schema: { type: 'string' } }],
      responses: { 200: {} },
    };
    const document = {
      info: { title: X, version: '1', description: X },
      tags: [{ name: X, description: X }],
      paths: { [`/${X}`]: { get: operation } },
      components: { schemas: {} },
    };
    const errors = { contentType: PROBLEM_TYPE, codes: PROBLEMS };
    const markup = renderDocsPage(document, { symbol: 'BTC/USDT', timeframe: '1h' }, { errors, language });
    // Methods, types, media types and headers are names.
    const names = ['get', 'string', 'application', 'problem', 'json'];
    expect(plainWords(markup, names)).toEqual([]);
  });
});
