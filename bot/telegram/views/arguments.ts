/** Screens in pages: a button may name one. */
export const PAGED = ['status', 'markets', 'predict-menu', 'backtest-menu', 'chart-menu'] as const;

/** Fewest and most arguments of an action that has any. */
export const ARGUMENTS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map<
  string,
  readonly [number, number]
>([
  ...PAGED.map((type) => [type, [0, 1]] as const),
  ['cost', [0, 1]],
  ['signals', [2, 3]],
  ['signal', [1, 1]],
  ['why', [1, 1]],
  ['predict', [2, 2]],
  ['chart', [2, 2]],
  ['backtest', [3, 3]],
  ['track', [1, 2]],
  ['equity', [1, 2]],
  ['calibration', [1, 2]],
  ['watch', [1, 2]],
  ['watch-pair', [1, 2]],
  ['accept-terms', [2, 2]],
  ['card', [1, 1]],
  ['offer', [1, 1]],
  ['buy', [1, 1]],
  ['renewing', [1, 1]],
  ['subscription', [2, 2]],
  ['return-purchase', [1, 1]],
  ['channel', [1, 1]],
  ['ask-support', [1, 1]],
  ['member', [3, 3]],
]);
