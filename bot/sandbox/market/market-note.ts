import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type FollowedMarket, followedName, parseFollowedMarket } from '../../settings/followed-market.ts';
import { ENGLISH } from '../../texts/language.ts';
import { writeFileAtomically } from '../write-file.ts';
import type { ChosenMarket } from './chosen-market.ts';

/** What served at an earlier start, so that the same world goes on. */
export interface MarketChoice {
  readonly source: ChosenMarket['source'];
  readonly id: string;
  readonly startMs: number;
  /** What was replayed; null in a note of the first version, which has no such field. */
  readonly markets: readonly FollowedMarket[] | null;
}

export interface MarketNote {
  /** Null when there is none for this wish, or none that can be read, which is logged. */
  read(): MarketChoice | null;
  write(chosen: ChosenMarket): void;
}

const NOTE = z.object({
  wanted: z.string(),
  source: z.enum(['live', 'recorded', 'simulated']),
  id: z.string(),
  startMs: z.number(),
  markets: z.array(z.string()).optional(),
});

/** What the first version replayed unasked: its notes lack it, and another market would be another world without its people. */
const FIRST_USUAL: Readonly<Record<MarketChoice['source'], readonly string[] | null>> = {
  simulated: ['simulated:BTC/USDT@1h', 'simulated:ETH/USDT@1h', 'simulated:EUR/USD@1h'],
  live: ['binance:BTC/USDT@1h', 'binance:ETH/USDT@1h', 'binance:SOL/USDT@1h'],
  recorded: null,
};

export interface MarketWish {
  /** The series of MARKETS, or "usual". */
  readonly wanted: string;
  /** The source that MARKET_DATA names; null: any. */
  readonly source: MarketChoice['source'] | null;
}

/** The note in `folder` of which market served a wish; a named source has one of its own. */
export function createMarketNote(
  folder: string,
  { wanted, source: named }: MarketWish,
  log: (line: string) => void,
): MarketNote {
  const path = join(folder, named === null ? 'market-choice.json' : `market-choice-${named}.json`);
  return {
    read() {
      if (!existsSync(path)) return null;
      try {
        const { wanted: noted, source, id, startMs, markets } = NOTE.parse(JSON.parse(readFileSync(path, 'utf8')));
        if (noted !== wanted) return null;
        const names = markets ?? FIRST_USUAL[source];
        const replayed = names?.flatMap((name) => parseFollowedMarket(name) ?? []) ?? null;
        return { source, id, startMs, markets: replayed };
      } catch {
        log(ENGLISH.plain('market-note-damaged'));
        return null;
      }
    },
    write({ source, id, startMs, series }) {
      const markets = series.map(({ key, isSwing = false }) => followedName({ series: key, isSwing }));
      writeFileAtomically(path, JSON.stringify({ wanted, source, id, startMs, markets }));
    },
  };
}
