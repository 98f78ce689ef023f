import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { netSumsOf } from '../../../engine/signals/net-sum.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { ROW_START_MS, rowOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

describe('/chart and /calibration', () => {
  let stage: Stage;
  let fails = false;
  beforeAll(async () => {
    stage = await openStage((base) => ({
      series: [...base.series, { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '4h' }],
      trackRecord: {
        read: async (query) => ({
          ...(await base.trackRecord.read(query)),
          netSums: netSumsOf([rowOf(50), rowOf(-20, { closeTimeMs: ROW_START_MS + HOUR_MS })]),
        }),
      },
      renderMarket: async (picture) => {
        if (fails) throw new Error('no font');
        return await base.renderMarket(picture);
      },
    }));
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }
  const photos = (chatId: number) =>
    stage.sandbox
      .calls()
      .filter(({ method, params }) => /Photo|Media/.test(method) && Number(params.chat_id) === chatId);

  it('shows a picture of a pair, and another timeframe in its place', async () => {
    const ada = await started('Ada');
    await ada.press('📉 Chart');
    await ada.reads(/Which chart/);
    await ada.press('BTC/USDT 1h');
    const shown = await ada.reads(/📉 BTC\/USDT 1h · last 64,\d+\.\d\d/);
    expect(shown.photoUrl).not.toBeNull();
    const before = ada.messages().length;
    await ada.press('4h');
    const other = await ada.reads(/📉 BTC\/USDT 4h/);
    expect(other.messageId).toBe(shown.messageId);
    expect(other.photoUrl).not.toBeNull();
    expect(ada.messages()).toHaveLength(before);
    // The same picture goes by its file_id.
    const last = photos(ada.id).at(-1);
    expect(JSON.stringify(last?.params.media)).not.toContain('attach://');
  });

  it('keeps an open signal from whom it is not for yet, and shows it to everybody half a candle later', async () => {
    const ben = await started('Ben');
    await ben.write('/chart btc');
    await ben.reads(/No signal is open here/);
    stage.clock.advance(21 * 60_000);
    await ben.press('Refresh');
    await ben.reads(/Open now:\n.*BTC\/USDT 1h/);
    stage.clock.advance(-21 * 60_000);
  });

  it('offers what is near to a word, and answers in words when it cannot be drawn', async () => {
    const cyd = await started('Cyd');
    await cyd.write('/chart doge');
    await cyd.reads(/doge/);
    fails = true;
    await cyd.write('/chart eth');
    const told = await cyd.reads(/could not be drawn/);
    expect(told.photoUrl).toBeNull();
    expect(told.text).toContain('ETH/USDT 1h');
    fails = false;
    expect(await stage.untilEvent(({ type }) => type === 'drawing-failed')).toMatchObject({
      error: expect.stringContaining('no font'),
    });
  });

  it('adds up under /track what was worth trading, of all markets and of a pair, the same picture by its file_id', async () => {
    const eve = await started('Eve');
    await eve.press('Track record');
    await eve.reads(/Track record/);
    await eve.press('As a picture');
    const all = await eve.reads(/Worth trading, added up · all markets/);
    expect(all.text).toMatch(/Next candle: \+0\.3.% in all, deepest fall 0\.2.%, 2 signals/);
    expect(all.photoUrl).not.toBeNull();
    await eve.press('ETH/USDT');
    const one = await eve.reads(/Worth trading, added up · ETH\/USDT/);
    expect(one.messageId).toBe(all.messageId);
    expect(JSON.stringify(photos(eve.id).at(-1)?.params.media)).not.toContain('attach://');
  });

  it('shows whether the chances hold, of all markets and of a pair, in one message', async () => {
    const dan = await started('Dan');
    await dan.press('Track record');
    await dan.reads(/Track record/);
    await dan.press('Calibration');
    const all = await dan.reads(/Do the chances hold\? · all markets/);
    expect(all.text).toContain('2,000 candles scored before they were known');
    expect(all.photoUrl).not.toBeNull();
    await dan.press('ETH/USDT');
    const one = await dan.reads(/Do the chances hold\? · ETH\/USDT/);
    expect(one.messageId).toBe(all.messageId);
  });
});
