import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { decodeAction, encodeAction } from '../../../bot/telegram/views/action.ts';
import type { WhyAnswer } from '../../../engine/explainer.ts';
import { FEATURES } from '../../../engine/features/table.ts';
import { signalOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { SAMPLE_WHY } from '../../support/stage/stage-samples.ts';

const en = textsFor('en');

describe('/why', () => {
  let stage: Stage;
  let answer: WhyAnswer = SAMPLE_WHY;
  beforeAll(async () => {
    stage = await openStage(() => ({ explain: async () => answer }));
  });
  afterAll(() => stage.close());

  it('is a button under a signal and a command, and tells what moved it in plain words', async () => {
    const gil = stage.person('Gil');
    await gil.write('/start');
    await gil.write('/signals');
    const list = await gil.reads(/newest first/);
    const id = /\/signal_([0-9a-f]{10})/.exec(list.text)?.[1] ?? '';
    await gil.press('1');
    await gil.reads(/RIGHT/);
    await gil.press('Why?');
    const told = await gil.reads(/^🔎 Why/);
    expect(told.text).toContain('▲ +4.1 where the candle closed in its range');
    await gil.write(`/why ${id}`);
    expect((await gil.reads(/^🔎 Why/)).text).toBe(told.text);
  });

  it('says so when model or candles are gone, and how to ask', async () => {
    const hal = stage.person('Hal');
    await hal.write('/start');
    await hal.write('/why');
    await hal.reads(/Tell me which signal/);
    await hal.write('/signals');
    const id = /\/signal_([0-9a-f]{10})/.exec((await hal.reads(/newest first/)).text)?.[1] ?? '';
    answer = { type: 'no-model' };
    await hal.write(`/why ${id}`);
    await hal.reads(/no longer kept/);
    answer = { type: 'no-candles' };
    await hal.write(`/why ${id}`);
    await hal.reads(/no longer all stored/);
    answer = SAMPLE_WHY;
  });

  it('keeps what a Free reader may not see yet', async () => {
    const ida = stage.person('Ida');
    await ida.write('/start');
    const newest = (await stage.deps.signals.latest({ limit: 1 }))[0]?.signal.id ?? '';
    await ida.write(`/why ${newest.slice(0, 10)}`);
    await ida.reads(/reaches Free readers at/);
  });

  it('fits a button and comes back', () => {
    const action = { type: 'why', id: 'a1b2c3d4e5' } as const;
    expect(decodeAction(encodeAction(action))).toEqual(action);
    expect(decodeAction('why|<script>')).toBeNull();
  });
});

describe('the text of why', () => {
  const text = en.why(SAMPLE_WHY, signalOf());

  it('adds up what is one thing to a reader, tells six and the rest together', () => {
    const lines = text.split('\n').filter((line) => /^[▲▼△▽]/.test(line));
    expect(lines).toEqual([
      '▲ <b>+4.1</b> where the candle closed in its range',
      '▲ <b>+2.2</b> the place in the range of 12 candles',
      '▲ <b>+2.2</b> the time of day',
      '▼ <b>−1.1</b> the trend over 24 candles',
      '▲ <b>+0.8</b> what Bitcoin did',
      '▲ <b>+0.4</b> RSI 14',
      '▽ −0.6 everything else',
    ]);
    expect(text).toContain('<b>58.3 %</b>. Knowing nothing it would be 50.3 %');
    expect(text).not.toContain('told differently');
  });

  it('shows figures that add up to the chance shown, to the last digit', () => {
    const parts = Array.from({ length: 12 }, (_, at) => ({ feature: `return_${at}`, value: 1, points: 0.00449 }));
    const why = { ...SAMPLE_WHY, startUp: 0.50251, probabilityUp: 0.50251 + 12 * 0.00449, parts };
    const own = en.why(why, signalOf({ probabilityUp: why.probabilityUp }));
    const [end = 0, start = 0] = [...own.matchAll(/(\d+\.\d) %/g)].map(([, figure]) => Math.round(10 * Number(figure)));
    const moves = [...own.matchAll(/^[▲▼△▽] (?:<b>)?([+−])(\d+\.\d)/gm)].map(
      ([, sign, figure]) => (sign === '−' ? -1 : 1) * Math.round(10 * Number(figure)),
    );
    expect(moves).toHaveLength(7);
    expect(moves.reduce((sum, move) => sum + move, start)).toBe(end);
  });

  it('points out that candles were told differently since', () => {
    expect(en.why(SAMPLE_WHY, signalOf({ probabilityUp: 0.6 }))).toContain('The signal said 60.0 %');
  });

  it('has words for every feature of the table', () => {
    for (const { name, group } of FEATURES) {
      if (group === 'scale') continue;
      const own = en.why({ ...SAMPLE_WHY, parts: [{ feature: name, value: 1, points: 0.01 }] }, signalOf());
      const [, words = ''] = /<\/b> (.*)/.exec(own.split('\n').find((line) => line.startsWith('▲')) ?? '') ?? [];
      expect(words.length, name).toBeGreaterThan(3);
      expect(words, name).not.toBe(name.replaceAll('_', ' '));
    }
  });

  it('fits a message however long names are, and escapes them', () => {
    const parts = Array.from({ length: 90 }, (_, at) => ({
      feature: `ti:<b>${'x'.repeat(60)}${at}`,
      value: 0,
      points: 0.01,
    }));
    const long = en.why({ ...SAMPLE_WHY, parts }, signalOf());
    expect(long.length).toBeLessThan(4_096);
    expect(long).toContain('&lt;b&gt;');
  });
});
