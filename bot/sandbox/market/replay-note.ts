import type { Language } from '../../texts/language.ts';
import { START_OVER } from '../world-folder.ts';
import type { ChosenMarket } from './chosen-market.ts';
import { dateText, redatedText } from './market-text.ts';

/** What is shown wherever results are: that this is a replay, or a made-up market, and how fast it runs. */
export function replayNote({ source, redated }: ChosenMarket, timesReal: number, language: Language): string {
  const { plain, format } = language;
  const note = plain('sandbox-replay', { source, speed: format.count(Math.round(timesReal)) });
  if (source !== 'recorded' || redated.length === 0) return note;
  return plain('sandbox-replay-redated', { note, redated: redatedText(redated, language) });
}

/** That the recording is over, and how to start over. */
export function replayEnded(market: ChosenMarket, language: Language): string {
  return language.plain('sandbox-ended', { date: dateText(market.endMs, language), command: START_OVER });
}
