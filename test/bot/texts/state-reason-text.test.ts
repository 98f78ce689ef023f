import { expect, it } from 'vitest';
import { ENGLISH, languageFor, PSEUDO } from '../../../bot/texts/language.ts';
import { stateReasonText } from '../../../bot/texts/state-reason-text.ts';
import { plainWords } from '../../support/chat/plain-letters.ts';
import { STATE_REASON_SAMPLES } from '../../support/state-reason-samples.ts';

it.each(STATE_REASON_SAMPLES)('%o is worded', (reason, sentence) => {
  expect(stateReasonText(reason, ENGLISH)).toBe(sentence);
});

it('is in the language of the reader', () => {
  const pseudo = languageFor(PSEUDO);
  expect(STATE_REASON_SAMPLES.flatMap(([reason]) => plainWords(stateReasonText(reason, pseudo)))).toEqual([]);
});
