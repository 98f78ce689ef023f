import { describe, expect, it } from 'vitest';
import type { MarketStatus } from '../../../bot/market-status.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { MARKET } from '../../support/process/http-server.ts';
import { textReason, venueFailed } from '../../support/reasons.ts';

const en = textsFor('en');

const market = (change: Partial<MarketStatus>): MarketStatus => ({ ...MARKET, ...change });

describe('the text of /status', () => {
  it.each([
    [{}, /^🟢 <b>BTC\/USDT<\/b> 1h · binance$/m],
    [
      { state: 'late', stateReason: { code: 'candle-missing', params: { closeTimeMs: Date.UTC(2024, 0, 1, 14) } } },
      /binance · ⏳ late[\s\S]*no candle closing 2024‑01‑01 14:00 UTC yet/,
    ],
    [{ state: 'closed', stateReason: { code: 'market-closed', params: {} } }, /binance · 🌙 closed/],
    [{ state: 'disabled', stateReason: venueFailed('HTTP 451 <geo>') }, /⛔ disabled[\s\S]*HTTP 451 &lt;geo&gt;/],
    [{ state: 'paused', stateReason: venueFailed('down') }, /⏸ paused/],
    [{ dataQuality: { stamp: 'red', reasons: [textReason('stale')] } }, /^🔴 [\s\S]*\nstale$/m],
    [{ dataQuality: null, lastCandleTime: null, ageSeconds: null }, /^⚪ [\s\S]*no candle yet/m],
  ] as const)('says %j', (change, says) => {
    expect(en.status([market(change as Partial<MarketStatus>)], { note: null, page: 0, pages: 1 })).toMatch(says);
  });

  it('stays below what one message may hold, whatever the venues say', () => {
    const long = market({
      state: 'disabled',
      stateReason: venueFailed('<'.repeat(500)),
      dataQuality: { stamp: 'red', reasons: ['&'.repeat(300), 'x'.repeat(300), 'y'].map(textReason) },
    });
    const text = en.status(
      Array.from({ length: 8 }, () => long),
      { note: 'a note', page: 2, pages: 5 },
    );
    // Telegram counts the text after its markup is read.
    const shown = text
      .replaceAll(/<\/?[bi]>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    expect(shown.length).toBeLessThanOrEqual(4_096);
    expect(text).toContain('page 3 of 5');
  });
});
