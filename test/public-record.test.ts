import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureIndexes } from '../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../engine/adapters/mongo/outbox.ts';
import { createMongoSignals } from '../engine/adapters/mongo/signals.ts';
import { createMongoTrackRecord } from '../engine/adapters/mongo/track-record.ts';
import { TIMEFRAMES } from '../engine/market/timeframe.ts';
import { createRandom } from '../engine/random.ts';
import { outcomeOf } from '../engine/signals/outcome.ts';
import { recordRow } from '../engine/signals/record-row.ts';
import { SIGNAL_FAMILIES } from '../engine/signals/signal.ts';
import { signalsRecord } from '../engine/signals/track-record.ts';
import { HOUR_MS } from '../engine/time.ts';
import { ALONE, planned } from './contract/outbox.ts';
import { randomWalk } from './support/candles/random-walk.ts';
import { openTestDatabase, type TestDatabase } from './support/database/database.ts';
import { testServer } from './support/process/http-server.ts';
import { signalOf } from './support/signal-fixtures.ts';
import { openStage, type Stage } from './support/stage/bot-stage.ts';

const time = z.iso.datetime().transform((text) => Date.parse(text));
const bps = z.number().nullable();
const pageShape = z.object({
  next: z.string().nullable(),
  signals: z.array(
    z.object({
      family: z.enum(SIGNAL_FAMILIES),
      ...{ exchange: z.string(), symbol: z.string(), timeframe: z.enum(TIMEFRAMES), closeTime: time },
      ...{ size: z.number(), worthTrading: z.boolean(), deliveredAt: time.nullable() },
      outcome: z
        .object({
          direction: z.object({ right: z.boolean().nullable(), grossBps: bps, netBps: bps }),
          plan: z
            .object({
              touched: z.enum(['stop', 'target', 'horizon', 'exit']),
              ...{ grossBps: z.number(), netBps: z.number() },
            })
            .nullable(),
        })
        .nullable(),
    }),
  ),
});
type PublicSignal = z.infer<typeof pageShape>['signals'][number];

/** A row of the record from nothing but an answer of the API. */
function publicRow({ exchange, symbol, timeframe, closeTime, outcome, deliveredAt, ...rest }: PublicSignal) {
  const direction = outcome?.direction ?? { right: null, grossBps: null, netBps: null };
  const unsided = direction.grossBps === null ? 'void' : 'flat';
  const type = direction.right === null ? unsided : direction.right ? 'right' : 'wrong';
  return recordRow({
    signal: { ...rest, series: { exchange, symbol, timeframe }, closeTimeMs: closeTime },
    outcome: outcome === null ? null : { direction: { ...direction, type }, plan: outcome.plan },
    deliveredAtMs: deliveredAt,
  });
}

const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'] as const;

describe('the record that everybody can compute', () => {
  let database: TestDatabase;
  let server: Awaited<ReturnType<typeof testServer>>;
  let stage: Stage;
  beforeAll(async () => {
    database = await openTestDatabase();
    const { connection } = database;
    await ensureIndexes(connection);
    const signals = createMongoSignals(connection);
    const outbox = createMongoOutbox(connection);
    const random = createRandom(3);
    for (const [market, symbol] of SYMBOLS.entries()) {
      const candles = randomWalk({ rows: 90, seed: market + 1 });
      for (let row = 0; row < 80; row += 1) {
        if (random() < 0.5) continue;
        const closeTimeMs = (candles.openTimeMs[row] ?? 0) + HOUR_MS;
        const entry = candles.close[row] ?? 0;
        const signal = signalOf({
          ...{ series: { exchange: 'binance', symbol, timeframe: '1h' }, closeTimeMs, entry },
          ...{ stop: entry * 0.995, target: entry * 1.006, worthTrading: random() < 0.4, size: 0.8 },
          createdAtMs: closeTimeMs + 2_000 + market,
        });
        const dueAtMs = closeTimeMs;
        await signals.open(
          signal,
          random() < 0.8 ? [planned(signal, 'pro', { dueAtMs, expiresAtMs: dueAtMs + HOUR_MS })] : [],
        );
        const [claim] = await outbox.claimPosts(closeTimeMs + 3_000, ALONE);
        if (claim !== undefined)
          await outbox.settlePost(claim, { type: 'sent', form: 'text', messageId: 1, sentAtMs: closeTimeMs + 4_000 });
        const outcome = outcomeOf(signal, candles, { nowMs: closeTimeMs + HOUR_MS, candleMs: HOUR_MS });
        if (outcome !== null && row < 78) await signals.close(signal.id, outcome);
      }
    }
    const trackRecord = createMongoTrackRecord(connection);
    stage = await openStage(() => ({ signals, trackRecord }));
    server = await testServer({ signals, trackRecord });
  }, 120_000);
  afterAll(async () => {
    await server?.app.close();
    await stage?.close();
    await database?.drop();
  });

  const computed = async () => {
    const found: PublicSignal[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const before = next === '' ? '' : `&before=${encodeURIComponent(next)}`;
      const page = pageShape.parse((await server.app.inject(`/v1/signals?limit=20${before}`)).json());
      found.push(...page.signals);
      next = page.next;
    }
    return signalsRecord(found.flatMap((signal) => publicRow(signal) ?? []));
  };

  it('is /v1/track-record, computed from the pages of /v1/signals alone', async () => {
    const { equity, ...lines } = await computed();
    const told = z.looseObject({ equity: z.looseObject({ maxDrawdown: z.number() }) });
    const body = told.parse((await server.app.inject('/v1/track-record')).json());
    expect(lines.published.count).toBeGreaterThan(80);
    expect(lines.unreached.count).toBeGreaterThan(5);
    expect(lines.worthTrading.count).toBeGreaterThan(20);
    const { published, worthTrading, information, unreached, last7Days, last30Days, perMonth, groups } = lines;
    expect(body).toMatchObject(
      JSON.parse(
        JSON.stringify({ published, worthTrading, information, unreached, last7Days, last30Days, perMonth, groups }),
      ),
    );
    expect(body.equity.maxDrawdown).toBe(equity.maxDrawdown);
  });

  it('is what /track shows', async () => {
    const { published, worthTrading } = await computed();
    const person = stage.person('Auditor');
    await person.write('/start');
    await person.reads(/./);
    await person.write('/track');
    const { text } = await person.reads(/Track record/);
    expect(text).toContain(`${published.count} signals at ${published.closes} closes`);
    const percent = (share: number) => `${Math.abs(share).toFixed(3)}\u00a0%`;
    for (const { plan } of [published, worthTrading]) expect(text).toContain(percent((plan?.averageNetBps ?? 0) / 100));
    expect(text).toContain(`${((published.plan?.winShare ?? 0) * 100).toFixed(1)}\u00a0%`);
    expect(text).toContain(`${published.plan?.stopped} stopped out`);
  });
});
