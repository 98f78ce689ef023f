import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../bot/config.ts';

describe('settings for models', () => {
  it('take indicators by name, commas within brackets included', () => {
    const { indicators } = readConfig({
      INDICATORS: 'ti:CCI(20), ti:MACD(fastPeriod=12,slowPeriod=26,signalPeriod=9).histogram/close',
    });
    expect(indicators).toEqual(['ti:CCI(20)', 'ti:MACD(fastPeriod=12,slowPeriod=26,signalPeriod=9).histogram/close']);
    expect(readConfig({}).indicators).toEqual([]);
  });

  it('take files of published figures', () => {
    expect(readConfig({ PUBLISHED: 'funding=/data/f.csv,fear-greed=mood.csv' }).published).toEqual([
      { name: 'funding', path: '/data/f.csv' },
      { name: 'fear-greed', path: 'mood.csv' },
    ]);
    expect(readConfig({}).published).toEqual([]);
  });

  it('name the challenger', () => {
    expect(readConfig({ CHALLENGER: 'gru' }).challenger).toBe('gru');
    expect(readConfig({}).challenger).toBe('ensemble');
  });

  it('say whether the engine trains challengers', () => {
    expect(readConfig({ RETRAINING: 'elsewhere' }).retraining).toBe('elsewhere');
    expect(readConfig({}).retraining).toBe('here');
  });

  it.each([
    [{ CHALLENGER: 'oracle' }, /CHALLENGER: .*logistic.*ensemble/],
    [{ RETRAINING: 'off' }, /RETRAINING: expected one of here elsewhere, was "off"/],
    [{ INDICATORS: 'ti:MoonPhase(3)' }, /INDICATORS: expected an indicator of technicalindicators, was "MoonPhase"/],
    [{ INDICATORS: 'moon' }, /INDICATORS: expected one of the features .*was "moon"/],
    [
      { PUBLISHED: 'moon=f.csv' },
      /PUBLISHED: expected NAME=FILE with NAME one of funding long-short fear-greed, was "moon=f.csv"/,
    ],
    [{ PUBLISHED: 'funding' }, /PUBLISHED: expected NAME=FILE/],
  ])('%j stops the start in one line', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(message);
  });
});
