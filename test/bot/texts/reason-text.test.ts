import { expect, it } from 'vitest';
import { ENGLISH, languageFor, PSEUDO } from '../../../bot/texts/language.ts';
import { reasonText } from '../../../bot/texts/reason-text.ts';
import { plainWords } from '../../support/chat/plain-letters.ts';
import { REASON_SAMPLES } from '../../support/reason-samples.ts';

it.each(REASON_SAMPLES)('%o is said as it always was', (reason, sentence) => {
  expect(reasonText(reason, ENGLISH)).toBe(sentence);
});

it('is in the language of the reader but for what is handed on as it came', () => {
  const handedOn = ['text', 'artefact-unreadable', 'training-failed'];
  const pseudo = languageFor(PSEUDO);
  const english = REASON_SAMPLES.filter(([reason]) => plainWords(reasonText(reason, pseudo)).length > 0);
  expect(english.map(([{ code }]) => code)).toEqual(handedOn);
});
