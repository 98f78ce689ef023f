import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { missingSettings, readConfig } from '../../../bot/config.ts';
import { marketNames } from '../../../bot/market-names.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/process/chromium.ts';
import { MARKET, type testServer } from '../../support/process/http-server.ts';
import { openServer } from '../../support/process/open-server.ts';
import { venueFailed } from '../../support/reasons.ts';
import { RECORD, recordAround } from '../../support/signal-fixtures.ts';

const SERIES = [
  { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
  { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' },
] as const;
const RECORDS = recordAround({
  fromMs: 0,
  toMs: 1,
  published: { ...RECORD, accuracy: 0.622, accuracyInterval: [0.524, 0.712], reversalAccuracy: 0.601 },
  allScored: { ...RECORD, accuracy: 0.556, accuracyInterval: [0.518, 0.594], reversalAccuracy: 0.508 },
  perSeries: [],
});

/** The page as a real start fills it. */
async function pageOf(changes: Parameters<typeof testServer>[0] = {}): Promise<string> {
  const { app } = await openServer({
    trackRecord: { read: async () => RECORDS },
    health: {
      live: [],
      ready: [
        {
          name: 'database',
          check: async () => Promise.reject(new Error('no socket at /var/lib/analyser/database.sock')),
        },
      ],
    },
    startPage: {
      mode: 'sandbox',
      installation: {
        version: '0.1.0',
        market: (language) => `Live candles of ${marketNames(SERIES, language)}`,
        database: 'given',
        settings: missingSettings(readConfig({})),
      },
      demoKeys: [],
      botUrl: null,
      chat: false,
    },
    ...changes,
  });
  return (await app.inject('/')).body;
}

/** What a reader sees: without tags. */
const wordsOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the start page', () => {
  it('names markets and venues as people do: no setting’s form, no folder', async () => {
    const text = wordsOf(await pageOf());
    expect(text).toContain('Live candles of BTC/USDT (Binance, 1h) and EUR/USD (Kraken, 1h)');
    expect(text).toMatch(/Venue Binance/);
    expect(text).toContain('MARKETS other pairs');
    expect(text).not.toMatch(/\w:\w+\/\w+|@\d+[mhd]\b/);
    expect(text).not.toMatch(/(?:^|[\s('"])\/(?:home|root|work|tmp|var|data|usr|Users)\b/);
    expect(text).toContain('Not ready: database');
  });

  it('writes every percentage in one form', async () => {
    const text = wordsOf(await pageOf());
    const percentages = text.match(/[\d.,]+\s*%/g) ?? [];
    expect(percentages.length).toBeGreaterThan(8);
    for (const each of percentages) expect(each).toMatch(/^\d+(?:\.\d{1,3})? %$/);
  });

  it('leads with what a follower would have had, in per cent, and says how many were left out', async () => {
    const worth = { ...RECORD, count: 118, closes: 96 };
    const equity = { points: [{ timeMs: 1, equity: 0.97 }], maxDrawdown: 0.081 };
    const record = { ...RECORDS, worthTrading: worth, information: { ...RECORD, count: 302 }, equity };
    const text = wordsOf(await pageOf({ trackRecord: { read: async () => record } }));
    expect(text).toContain('−0.179 % a signal, after cost');
    expect(text).toContain('−0.179 % a signal after cost, with 95 % certainty between −0.242 % and −0.116 %');
    expect(text).toContain('A loss that bad luck does not explain.');
    expect(text).toContain('118 signals worth trading at 96 candle closes; 302 left out as information');
    expect(text).toContain('−3.0 %, deepest fall 8.1 %');
    expect(text.indexOf('a signal, after cost')).toBeLessThan(text.indexOf('Newest candle'));
    expect(text).not.toMatch(/bps|reversal rule/);
    expect(wordsOf(await pageOf())).toContain('Nothing was called worth trading so far; 420 signals were left out');
  });

  it('draws all intervals on one scale, with its ends under each', async () => {
    const body = await pageOf();
    const bars = [...body.matchAll(/<line class="half" x1="([\d.]+)"/g)].map((match) => match[1]);
    expect(bars).toHaveLength(2);
    expect(new Set(bars).size).toBe(1);
    const ends = [...body.matchAll(/class="scale"[^>]*><span>([^<]*)<\/span><span>([^<]*)</g)];
    expect(ends.map(([, from, to]) => [from, to])).toEqual([
      ['40.0\u00a0%', '75.0\u00a0%'],
      ['40.0\u00a0%', '75.0\u00a0%'],
    ]);
  });

  const executablePath = findChromium();
  it.skipIf(executablePath === null).each([420, 1_280])(
    'fits %d px in light and dark (skipped without Chromium)',
    async (width) => {
      const { app } = await openServer({
        trackRecord: { read: async () => RECORDS },
        markets: async () => [
          MARKET,
          { ...MARKET, symbol: 'ETH/USDT', state: 'late', stateReason: venueFailed('x'.repeat(60)) },
        ],
      });
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      const browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_FLAGS] });
      try {
        for (const colorScheme of ['light', 'dark'] as const) {
          const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
          await page.goto(url);
          await page.locator('summary').click();
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
          await page.close();
        }
      } finally {
        await browser.close();
      }
    },
  );
});
