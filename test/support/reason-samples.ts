import type { QualityReason, Reason, ReasonCode, ReasonOf } from '../../engine/reason.ts';

const comparison = { gain: -0.00123, low: -0.002, high: -0.0001, compared: 2160, days: 90, leastLow: -0.0005 };
const followed = ['binance:BTC/USDT@1h', 'binance:EUR/USD@1h'];

type Examples = { readonly [Code in ReasonCode]: readonly (readonly [reason: ReasonOf<Code>, sentence: string])[] };

/** At least one for each code; the compiler asks for a new one. */
const REASONS_BY_CODE: Examples = {
  text: [[{ code: 'text', params: { text: 'as it was stored' } }, 'as it was stored']],
  'no-candle': [[{ code: 'no-candle', params: {} }, 'there is no candle yet']],
  'level-changed': [
    [
      { code: 'level-changed', params: { candlesAgo: 0, ratio: 10 } },
      'the price changed its level in the newest candle (× 10): another unit or market',
    ],
    [
      { code: 'level-changed', params: { candlesAgo: 1, ratio: 0.25 } },
      'the price changed its level one candle ago (÷ 4): another unit or market',
    ],
    [
      { code: 'level-changed', params: { candlesAgo: 5, ratio: 1000 } },
      'the price changed its level 5 candles ago (× 1000): another unit or market',
    ],
    [
      { code: 'level-changed', params: { candlesAgo: 1500, ratio: 0.01 } },
      'the price changed its level 1500 candles ago (÷ 100): another unit or market',
    ],
  ],
  'candles-missing': [
    [{ code: 'candles-missing', params: { share: 0.0179 } }, '1.8 % of the look-back window is missing'],
  ],
  'candles-revised': [
    [{ code: 'candles-revised', params: { share: 3 / 168 } }, '1.8 % of the look-back window was revised afterwards'],
  ],
  'newest-reaches-far': [
    [{ code: 'newest-reaches-far', params: { ranges: 12.4 } }, 'the newest candle reaches 12 average ranges far'],
    [{ code: 'newest-reaches-far', params: { ranges: 1_000 } }, 'the newest candle reaches 1000 average ranges far'],
    [
      { code: 'newest-reaches-far', params: { ranges: 1e6 } },
      'the newest candle reaches over 1,000 average ranges far',
    ],
  ],
  'price-still': [
    [{ code: 'price-still', params: { share: 1, candles: 24 } }, '100.0 % of the last 24 candles did not move'],
  ],
  untraded: [[{ code: 'untraded', params: { share: 0.5, candles: 24 } }, '50.0 % of the last 24 candles had no trade']],
  'newest-late': [
    [{ code: 'newest-late', params: { lateMs: 119_000 } }, 'the newest candle came 119 s late'],
    [{ code: 'newest-late', params: { lateMs: 180_000 } }, 'the newest candle came 3 min late'],
  ],
  'newest-stale': [
    [{ code: 'newest-stale', params: { staleMs: 10_800_000 } }, 'the newest candle is 3 h older than it should be'],
    [{ code: 'newest-stale', params: { staleMs: 260_000_000 } }, 'the newest candle is 72 h older than it should be'],
  ],
  paused: [[{ code: 'paused', params: {} }, 'paused by the operator']],
  'market-closes': [[{ code: 'market-closes', params: {} }, 'the market is closed after this candle']],
  'decided-too-late': [
    [{ code: 'decided-too-late', params: {} }, 'the candle to predict was over before the decision could be taken'],
  ],
  'no-model': [[{ code: 'no-model', params: {} }, 'no model serves this market']],
  'too-few-candles': [
    [{ code: 'too-few-candles', params: { have: 17, need: 1_024 } }, 'expected at least 1024 candles, was 17'],
  ],
  'no-score': [[{ code: 'no-score', params: {} }, 'expected a score for the newest candle, the model had none']],
  'worse-than-base-rate': [
    [
      { code: 'worse-than-base-rate', params: { candles: 1512, odds: Math.exp(7), oddsToSpeak: Math.exp(4) } },
      'over 1512 candles its probabilities were worse than the base rate, by odds of 1,097 to 1; ' +
        'it publishes again when the odds are 55 to 1 for them',
    ],
    [
      { code: 'worse-than-base-rate', params: { candles: 0, odds: Math.exp(7), oddsToSpeak: Math.exp(4) } },
      'its probabilities were worse than the base rate; it publishes again when the odds are 55 to 1 for them',
    ],
  ],
  'model-damaged': [
    [
      { code: 'model-damaged', params: { version: '7' } },
      'the model 7 is damaged and none that was promoted before it can be read',
    ],
  ],
  'model-stale': [
    [
      { code: 'model-stale', params: { ageDays: 45 } },
      'the model was trained until 45 days ago and no better one has passed the gate',
    ],
  ],
  'first-model': [[{ code: 'first-model', params: {} }, 'the first model']],
  'walk-forward-too-short': [
    [{ code: 'walk-forward-too-short', params: {} }, 'its walk-forward is too short to judge it'],
  ],
  'no-skill': [
    [{ code: 'no-skill', params: { brierSkill: -0.001 } }, 'its walk-forward Brier skill is -0.10 %, not above 0'],
  ],
  'too-few-compared': [
    [
      { code: 'too-few-compared', params: { compared: 1_234 } },
      'only 1234 decisions can be compared, less than two weeks of them',
    ],
  ],
  'brier-gain': [
    [
      { code: 'brier-gain', params: { ...comparison, gain: 0.00123, low: 0.0001, high: 0.002 } },
      'Brier gain 0.00123 [0.00010, 0.00200] over 2160 decisions of the last 90 days',
    ],
  ],
  'brier-kept': [
    [
      { code: 'brier-kept', params: comparison },
      'the champion is kept: Brier gain -0.00123 [-0.00200, -0.00010] over 2160 decisions of the last 90 days, ' +
        'a gain above 0 with a lower end above -0.00050 is asked for',
    ],
  ],
  'skill-unopposed': [
    [
      { code: 'skill-unopposed', params: { brierSkill: 0.0123 } },
      'walk-forward Brier skill 1.23 %; the champion before it is damaged',
    ],
  ],
  'artefact-gone': [[{ code: 'artefact-gone', params: {} }, 'its artefact is gone']],
  'artefact-unreadable': [
    [{ code: 'artefact-unreadable', params: { error: 'expected a checksum' } }, 'expected a checksum'],
  ],
  'training-failed': [[{ code: 'training-failed', params: { error: 'out of memory' } }, 'out of memory']],
  'unknown-timeframe': [
    [{ code: 'unknown-timeframe', params: { timeframe: '7' } }, 'expected a timeframe such as 1h, was "7"'],
  ],
  'unknown-symbol': [
    [
      { code: 'unknown-symbol', params: { symbol: 'BTC', followed } },
      'expected a market followed here (binance:BTC/USDT@1h, binance:EUR/USD@1h), was "BTC"',
    ],
  ],
  'no-model-for': [
    [
      { code: 'no-model-for', params: { symbol: 'EUR/USD', timeframe: '4h', followed } },
      'no model serves EUR/USD at 4h; followed are binance:BTC/USDT@1h, binance:EUR/USD@1h',
    ],
  ],
  'not-followed': [
    [
      { code: 'not-followed', params: { symbol: 'EUR/USD', timeframe: '4h', followed } },
      'EUR/USD at 4h is not followed here: send candles, or one of binance:BTC/USDT@1h, binance:EUR/USD@1h',
    ],
  ],
};

/** Reasons of every code with their English sentences. */
export const REASON_SAMPLES: readonly (readonly [reason: Reason, sentence: string])[] =
  Object.values(REASONS_BY_CODE).flat();

const QUALITY = [
  ...(['no-candle', 'level-changed', 'candles-missing', 'candles-revised', 'newest-reaches-far'] as const),
  ...(['price-still', 'untraded', 'newest-late', 'newest-stale', 'market-closes'] as const),
] as const;

/** Reasons that a stamp of data quality may have, but for those that are handed on as they came. */
export const QUALITY_SAMPLES: readonly QualityReason[] = QUALITY.flatMap((code) =>
  REASONS_BY_CODE[code].map(([reason]) => reason),
);
