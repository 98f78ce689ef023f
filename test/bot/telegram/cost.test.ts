import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';

describe('what trading costs a reader', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('is chosen on one keyboard or written, kept, and what signals are worth in the chat', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.reads(/./);
    await ann.write('/cost');
    expect((await ann.reads(/What trading costs you/)).text).toContain('Coins: as stated with each signal');
    await ann.press('Kraken 0.40\u00a0%');
    await ann.reads(/Coins: 0\.400\u00a0% a side, yours/);
    await ann.press('FX 0.02\u00a0%');
    await ann.reads(/Currency pairs: 0\.020\u00a0% a round trip, yours/);
    await ann.write('/cost 0.075');
    expect((await ann.reads(/0\.075\u00a0% a side/)).text).toContain('0.020\u00a0% a round trip');
    await ann.write('/cost a lot');
    await ann.reads(/That is no cost that I understand/);

    await ann.write('/signals');
    const { text } = await ann.reads(/\/signal_[0-9a-f]+/);
    await ann.write(/\/signal_[0-9a-f]+/.exec(text)?.[0] ?? '');
    await ann.reads(/At your cost of 0\.15\u00a0% a round trip/);
  });
});
