import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKET } from '../../support/process/http-server.ts';
import { RECORD } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('/markets', () => {
  let stage: Stage;
  beforeAll(async () => {
    const late = { symbol: 'ETH/USDT', state: 'late', modelVersion: null, dataQuality: null } as const;
    const more = Array.from({ length: 20 }, (_, index) => ({ ...MARKET, symbol: `M${index}/USDT` }));
    stage = await openStage((base) => ({
      markets: async () => [MARKET, ...more, { ...MARKET, ...late }],
      trackRecord: {
        read: async (query) => ({
          ...(await base.trackRecord.read(query)),
          perSeries: [{ series: 'binance:BTC/USDT@1h', published: RECORD, allScored: RECORD }],
        }),
      },
    }));
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('has a line for each market with its state, model and record, what needs a look first, in pages', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    await ada.write('/markets');
    const { text, keyboard } = await ada.reads(/What I follow · page 1 of 2/);
    const lines = text.split('\n').filter((line) => line.includes('/USDT'));
    expect(lines).toHaveLength(20);
    expect(lines[0]).toBe('⚪ ETH/USDT 1h · ⏳ late · no model yet · no settled signal yet');
    expect(lines[1]).toMatch(
      /^🟢 BTC\/USDT 1h · fresh · logistic-20240501 · [\d.]+\u00a0% \[[\d.]+, [\d.]+\] right of \d+$/,
    );
    expect(keyboard.flat().map((button) => button.text)).toEqual(expect.arrayContaining(['🔄 Refresh', '« Menu']));
    // Three words in a row would be cut off on a phone; page numbers are short.
    expect(keyboard.slice(-2).map((row) => row.length)).toEqual([2, 1]);
    expect((await ada.press('Refresh')).type).toBe('done');
    const next = keyboard.flat().find(({ text: label }) => label.includes('›') || label.includes('»'));
    await ada.press(next?.text ?? '›');
    await ada.reads(/page 2 of 2[\s\S]*M19\/USDT/);
  });
});
