import { describe, expect, it } from 'vitest';
import { durationText, percentText, plainText, shortText } from '../../../scripts/report/number-text.ts';
import { scriptJson } from '../../../scripts/report/page.ts';

describe('numbers in reports', () => {
  it.each([
    [percentText(0.1234), '12.34 %'],
    [percentText(-0.001, { digits: 1, signed: true }), '−0.1 %'],
    [percentText(-0.00001, { digits: 1, signed: true }), '0.0 %'],
    [percentText(null), '–'],
    [plainText(-1234567.891), '−1,234,567.89'],
    [plainText(1e21), '1.00e+21'],
    [shortText(12_500), '12.5k'],
    [shortText(-2_000_000), '−2M'],
    [durationText(90_000), '2 min'],
    [durationText(3 * 86_400_000), '3 days'],
    [scriptJson('</script>\u2028'), '"\\u003c/script>\\u2028"'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
