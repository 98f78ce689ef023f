import { expect, it } from 'vitest';
import { assetClass } from '../../../engine/market/asset-class.ts';

it.each([
  ['EUR/USD', 'forex'],
  ['USD/JPY', 'forex'],
  ['BTC/USD', 'crypto'],
  ['BTC/USDT', 'crypto'],
  ['EUR/USDT', 'crypto'],
  ['BTC/USDT:USDT', 'crypto'],
] as const)('%s is %s', (symbol, expected) => {
  expect(assetClass(symbol)).toBe(expected);
});
