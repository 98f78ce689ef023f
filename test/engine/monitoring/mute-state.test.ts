import { describe, expect, it } from 'vitest';
import { simulateMuteErrors } from '../../../engine/monitoring/mute-errors.ts';
import {
  afterCandle,
  MUTE_NATS,
  type MuteState,
  muteProgress,
  muteReason,
  SPEAKING,
} from '../../../engine/monitoring/mute-state.ts';
import { type ScoredColumns, sliceScored } from '../../../engine/monitoring/scored-history.ts';
import { createRandom } from '../../../engine/random.ts';
import { scoredHours } from '../../support/models/scored-hours.ts';
import { sentenceOf } from '../../support/reasons.ts';

const stateOf = (columns: ScoredColumns): MuteState => muteProgress(columns, null).state;
const right = { probabilityUp: 0.6, baseUp: 0.5, isUp: true };
const wrong = { probabilityUp: 0.6, baseUp: 0.5, isUp: false };

describe('mute rule', () => {
  it('counts the log-likelihood ratio of base to model and never falls below 0', () => {
    expect(afterCandle(SPEAKING, right)).toEqual(SPEAKING);
    const once = afterCandle(SPEAKING, wrong);
    expect(once.nats).toBeCloseTo(Math.log(0.5 / 0.4), 12);
    expect(afterCandle(once, right).nats).toBeCloseTo(Math.log(0.5 / 0.4) + Math.log(0.5 / 0.6), 12);
  });

  it('mutes at 7 nats and speaks again at 4 nats for the model', () => {
    let state = SPEAKING;
    let candles = 0;
    for (; !state.isMuted; candles += 1) state = afterCandle(state, wrong);
    expect(candles).toBe(Math.ceil(MUTE_NATS / Math.log(0.5 / 0.4)));
    expect(muteReason(state)).toMatchObject({ code: 'worse-than-base-rate', params: { candles } });
    expect(sentenceOf(muteReason(state))).toMatch(
      /over 32 candles its probabilities were worse than the base rate, by odds of 1,097 to 1/,
    );
    candles = 0;
    for (; state.isMuted; candles += 1) state = afterCandle(state, right);
    expect(candles).toBe(Math.ceil(4 / Math.log(0.6 / 0.5)));
    expect(state).toEqual(SPEAKING);
    expect(muteReason(state)).toBeNull();
  });

  it('takes no single candle for evidence enough, however sure the model was', () => {
    expect(afterCandle(SPEAKING, { probabilityUp: 1, baseUp: 0.5, isUp: false }).isMuted).toBe(false);
  });

  it('lets a market speak that is better than its base, and mutes one that is worse', () => {
    const year = 365 * 24;
    expect(stateOf(scoredHours(year, { right: 0.56 })).isMuted).toBe(false);
    expect(stateOf(scoredHours(year, { right: 0.5, reach: 0.1 })).isMuted).toBe(true);
  });

  it('judges all scored candles, published or not', () => {
    const columns = scoredHours(2_000, { right: 0.5, reach: 0.1 });
    const state = stateOf(columns);
    expect(stateOf({ ...columns, published: new Uint8Array(2_000) })).toEqual(state);
  });

  it('leaves out candles without an outcome', () => {
    const columns = scoredHours(2_000, { right: 0.5, reach: 0.1 });
    const flat = { ...columns, up: columns.up.fill(Number.NaN, 10) };
    expect(stateOf(flat)).toEqual(stateOf(sliceScored(flat, 0, 10)));
  });

  it('comes to the same whether it is looked at after every candle, now and then, or after a restart', () => {
    const columns = scoredHours(3_000, { right: 0.5, reach: 0.08, seed: 3 });
    const once = muteProgress(columns, null);
    let often = muteProgress(sliceScored(columns, 0, 1), null);
    for (let rows = 2; rows <= 3_000; rows += rows % 7) often = muteProgress(sliceScored(columns, 0, rows), often);
    expect(muteProgress(columns, often)).toEqual(once);
    expect(muteProgress(columns, once)).toEqual(once);
  });

  it('stays mute when the candles that muted it are too old to be read after a restart', () => {
    const columns = scoredHours(500, { right: 0.5, reach: 0.001 });
    const withheld = { ...columns, published: new Uint8Array(500), withheld: columns.published };
    expect(stateOf(columns).isMuted).toBe(false);
    expect(stateOf(withheld).isMuted).toBe(true);
    expect(sentenceOf(muteReason(stateOf(withheld)))).toMatch(/^its probabilities were worse than the base rate/);
  });

  it('looks at the past only', () => {
    const columns = scoredHours(4_000, { right: 0.55 });
    const scrambled = { ...columns, up: columns.up.map((value, row) => (row < 2_000 ? value : 1 - value)) };
    expect(stateOf(sliceScored(scrambled, 0, 2_000))).toEqual(stateOf(sliceScored(columns, 0, 2_000)));
  });
});

describe('errors of the mute rule', () => {
  const errors = simulateMuteErrors({ markets: 1_000, random: createRandom(1) });

  it.each(['0.002', '0.003', '0.007', '0.012'])(
    'mutes a working market of skill %s in at most 5 %% of years',
    (skill) => {
      expect(errors.falseMutesPerYear[skill]).toBeLessThanOrEqual(0.05);
    },
  );

  it('notices a lost edge, a reversed one and one that is back in time', () => {
    expect(errors.medianDaysToMute.lost).toBeLessThanOrEqual(75);
    expect(errors.medianDaysToMute.reversed).toBeLessThanOrEqual(30);
    expect(errors.medianDaysToReturn).toBeLessThanOrEqual(45);
  });

  it('is not blind: it mutes at all, and takes longer for what is harder to see', () => {
    expect(errors.falseMutesPerYear['0.012']).toBeGreaterThan(0);
    expect(errors.medianDaysToMute.lost).toBeGreaterThan(errors.medianDaysToMute.reversed);
  });
});
