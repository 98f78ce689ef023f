import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../bot/texts/language.ts';
import { rowFindingText } from '../../../bot/texts/row-finding-text.ts';

const openTimeMs = Date.UTC(2024, 0, 12, 13);

describe('what was wrong with rows of a venue', () => {
  it.each([
    [1, '1 candle missing from 2024-01-12T13:00:00.000Z on'],
    [3, '3 candles missing from 2024-01-12T13:00:00.000Z on'],
  ])('counts %i missing', (candles, text) => {
    expect(rowFindingText({ type: 'gap', openTimeMs, candles }, ENGLISH)).toBe(text);
  });

  it('hands on the words of the cleaning', () => {
    expect(rowFindingText({ type: 'conflict', openTimeMs, detail: 'expected one row' }, ENGLISH)).toBe(
      'expected one row',
    );
  });
});
