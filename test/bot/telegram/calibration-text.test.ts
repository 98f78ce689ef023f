import { expect, it } from 'vitest';
import { calibrationTexts } from '../../../bot/telegram/messages/pictures/calibration-texts.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';
import { CALIBRATION } from '../../support/process/http-server.ts';

const said = (calibrationError: number): string =>
  calibrationTexts(ENGLISH).calibration(
    { ...CALIBRATION, calibrationError, calibrationNoise: { expected: 0.05, upper: 0.079 } },
    { market: null, note: null },
  );

it('a calibration error stands beside what chance alone makes of it', () => {
  expect(said(0.072)).toContain(
    'With chances that hold exactly, luck alone brings up to 7.9\u00a0% (95 of 100 times): no sign that they are wrong.',
  );
  expect(said(0.08)).toContain('more than luck explains: the chances are off.');
});
