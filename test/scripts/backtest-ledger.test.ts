import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planDeliveries } from '../../bot/broadcast/plan.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../../engine/adapters/mongo/outbox.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import { columnsOf } from '../../engine/market/candle.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { levelsOf } from '../../engine/signals/levels.ts';
import { outcomeOf } from '../../engine/signals/outcome.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { ALONE } from '../contract/outbox.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { openTestDatabase } from '../support/database/database.ts';
import { signalOf } from '../support/signal-fixtures.ts';

const START_MS = Date.UTC(2024, 2, 1);
const SERIES: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const CHANNELS = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: null };
/** The sender answers a little after a post is due. */
const POST_MS = 1_500;
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('npm run backtest -- --ledger', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));

  beforeAll(async () => {
    database = await openTestDatabase();
    const { connection } = database;
    await ensureIndexes(connection);
    const candles = columnsOf(reversingCandles({ count: 120, seed: 4, startMs: START_MS, candleMs: HOUR_MS }));
    await createMongoCandles(connection).append(SERIES, candles);
    const ledger = createMongoSignals(connection);
    const outbox = createMongoOutbox(connection);
    for (let row = 5; row < 115; row += 5) {
      const closeTimeMs = candles.openTimeMs[row] ?? 0;
      const side = (candles.close[row - 1] ?? 0) > (candles.open[row - 1] ?? 0) ? 'SELL' : 'BUY';
      const levels = levelsOf(side, candles.close[row - 1] ?? 0, 0.004);
      const signal = signalOf({ series: SERIES, side, closeTimeMs, ...levels, createdAtMs: closeTimeMs + 500 });
      await ledger.open(signal, planDeliveries(signal, { channels: CHANNELS }));
      for (const nowMs of [closeTimeMs + POST_MS, closeTimeMs + HOUR_MS / 2 + POST_MS]) {
        const [claim] = await outbox.claimPosts(nowMs, ALONE);
        if (claim === undefined) throw new Error('expected a delivery that is due');
        await outbox.settlePost(claim, { type: 'sent', form: 'text', messageId: row, sentAtMs: nowMs });
      }
      const outcome = outcomeOf(signal, candles, { nowMs: closeTimeMs + 2 * HOUR_MS, candleMs: HOUR_MS });
      if (outcome !== null) await ledger.close(signal.id, outcome);
    }
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  /** Not spawnSync: the test's own database server may need this process's event loop. */
  const run = (words: readonly string[]): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/backtest/backtest.ts', '--ledger', ...words], {
        cwd: root,
        env: { ...process.env, MONGODB_URI: database.uri },
        timeout: 60_000,
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        err += String(chunk);
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out, err }));
    });

  it('tells per tier what was sent, what readers could have had, and what the delay cost', async () => {
    const { code, out } = await run(['--timeframe', '1h', '--json']);
    expect(code).toBe(0);
    const told: unknown = JSON.parse(out);
    expect(told).toMatchObject({
      source: 'ledger',
      markets: ['binance:BTC/USDT@1h'],
      signals: 22,
      withoutCandle: 0,
      tiers: [
        { tier: 'record', met: 22, delayCostBps: 0, medianDelayMs: 0 },
        { tier: 'pro', met: 22, late: 0, unsent: 0, medianDelayMs: POST_MS, trades: 22 },
        { tier: 'free', met: 22, late: 0, unsent: 0, medianDelayMs: HOUR_MS / 2 + POST_MS, trades: 22 },
      ],
    });
  });

  it('writes the trades and the report of a tier, with the delays in words', async () => {
    const [report, trades] = [join(folder, 'sent.html'), join(folder, 'sent.csv')];
    const words = ['--timeframe', '1h', '--tier', 'free', '--report', report, '--trades', trades];
    const { code, out } = await run(words);
    expect(code).toBe(0);
    expect(out).toMatch(/free\s+22\s+0\s+0\s+30 min/);
    expect(readFileSync(trades, 'utf8').trim().split('\n')).toHaveLength(23);
    expect(readFileSync(report, 'utf8')).toContain('what was sent to free');
    expect(readFileSync(report, 'utf8')).toMatch(/pro: 22 signals, half of them within 2 s of the open/);
  });

  it.each([
    { words: ['--timeframe', '4h'], code: 1, says: 'expected signals of any market at 4h in the ledger' },
    { words: ['--timeframe', '1h', '--tier', 'gold'], code: 2, says: 'expected --tier to be one of' },
    { words: ['--timeframe', '1h', '--rule', 'rsi'], code: 2, says: 'expected --ledger without' },
  ])('refuses $words with exit code $code and one line', async ({ words, code, says }) => {
    const ended = await run(words);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(says);
    expect(ended.out).toBe('');
  });
});
