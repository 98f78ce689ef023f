import { START_OVER } from '../world-folder.ts';
import { type ChosenMarket, dayText } from './chosen-market.ts';

/** What is shown wherever results are: that this is a replay, or a made-up market, and how fast it runs. */
export function replayNote(market: ChosenMarket, timesReal: number): string {
  const speed = Math.round(timesReal).toLocaleString('en');
  if (market.source === 'simulated') return `SIMULATED market at ${speed}×: results here say nothing about real ones`;
  if (market.source === 'live') return `recent candles replayed at ${speed}×, then live`;
  const redated = market.redated === null ? '' : ` (${market.redated})`;
  return `recorded candles, replayed at ${speed}×${redated}`;
}

/** That the recording is over, and how to start over. */
export function replayEnded(market: ChosenMarket): string {
  const what = `The recording ended on ${dayText(market.endMs)}: the clock stands still there and nothing new comes.`;
  return `${what} To start over, stop the process (Ctrl-C) and run: ${START_OVER}`;
}
