import type { Venue } from '../../../engine/venue/venue.ts';
import { venueName } from '../../market-names.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { TextArguments } from '../../texts/text-arguments.ts';

const { plain } = ENGLISH;

/** A live venue that can be asked what it lists, and let go. */
export interface LiveVenue extends Venue {
  checkSymbols(
    symbols: readonly string[],
  ): Promise<readonly { readonly type: 'known' | 'unknown'; readonly symbol: string }[]>;
  close(): Promise<void>;
}

/** A venue to try, and the quote currencies in which it is asked for a coin, the first one listed wins. */
export interface VenueChoice {
  readonly exchange: string;
  readonly quotes: readonly string[];
  /** Whether it has candles of 4 h, which the swing family decides on. */
  readonly hasFourHours: boolean;
}

/**
 * Tried in this order. Binance answers HTTP 451 to the clouds of the USA; Kraken comes last, since it serves no more than the
 * newest 720 candles.
 */
export const VENUES: readonly VenueChoice[] = [
  { exchange: 'binance', quotes: ['USDT'], hasFourHours: true },
  { exchange: 'coinbaseexchange', quotes: ['USD', 'USDT'], hasFourHours: false },
  { exchange: 'bitstamp', quotes: ['USD', 'USDT'], hasFourHours: true },
  { exchange: 'kraken', quotes: ['USD', 'USDT'], hasFourHours: true },
];

export interface PickDeps {
  readonly coins: readonly string[];
  readonly openVenue: (exchangeId: string) => Promise<LiveVenue>;
  readonly wait: (ms: number) => Promise<void>;
  /** The next venue is asked when the one before has failed, or after this long. */
  readonly headStartMs?: number;
  /** When none has answered by then, none is taken. */
  readonly limitMs?: number;
}

export interface PickedVenue {
  readonly exchange: string;
  readonly hasFourHours: boolean;
  readonly symbols: readonly string[];
}

export interface VenuePick {
  /** The first venue of the list that answered; null when none did in time. */
  readonly picked: PickedVenue | null;
  /** Why those before it were not taken. */
  readonly refusals: readonly VenueRefusal[];
}

export interface VenueRefusal {
  readonly exchange: string;
  /** For people: "no connection". */
  readonly trouble: string;
}

const HEAD_START_MS = 700;
const LIMIT_MS = 3_000;

/** A venue's error by its code, as the catalogue has it. */
const TROUBLES: Readonly<Record<string, TextArguments['venue-trouble']['code']>> = {
  'venue/geo-blocked': 'geo-blocked',
  'venue/timeout': 'timeout',
  'venue/closed': 'timeout',
  'venue/network': 'network',
  'venue/unavailable': 'unavailable',
  'venue/maintenance': 'maintenance',
  'venue/rate-limited': 'rate-limited',
  'venue/bad-response': 'bad-response',
};

/**
 * Asks the venues for what they list, the next one when one has failed or is slow. The earliest of the list that answers is
 * taken; a later one that was quicker waits for those before it until the limit. Never rejects.
 */
export async function pickVenue(venues: readonly VenueChoice[], deps: PickDeps): Promise<VenuePick> {
  const { headStartMs = HEAD_START_MS, limitMs = LIMIT_MS, wait } = deps;
  const limit = wait(limitMs).then(
    (): Probe => ({ type: 'failed', trouble: plain('venue-late', { seconds: String(limitMs / 1_000) }) }),
  );
  const opened: LiveVenue[] = [];
  const probes: Promise<Probe>[] = [];
  let someoneAnswered = (): void => {};
  const answered = new Promise<void>((resolve) => {
    someoneAnswered = resolve;
  });
  for (const venue of venues) {
    const probe = Promise.race([probeVenue(venue, { ...deps, opened }), limit]);
    probes.push(probe);
    const seen = probe.then(({ type }) => {
      if (type === 'listed') someoneAnswered();
    });
    const isEnough = await Promise.race([
      answered.then(() => true),
      seen.then(() => false),
      wait(headStartMs).then(() => false),
    ]);
    if (isEnough) break;
  }
  const refusals: VenueRefusal[] = [];
  let picked: PickedVenue | null = null;
  for (const [index, probe] of probes.entries()) {
    const found = await probe;
    const { exchange = '', hasFourHours = false } = venues[index] ?? {};
    if (found.type === 'listed') {
      picked = { exchange, hasFourHours, symbols: found.symbols };
      break;
    }
    refusals.push({ exchange, trouble: found.trouble });
  }
  await Promise.all(opened.map((venue) => venue.close()));
  return { picked, refusals };
}

/** "Binance: HTTP 451, it refuses this region; Coinbase and Bitstamp: no connection". */
export function refusalsText(refusals: readonly VenueRefusal[]): string {
  const byTrouble = new Map<string, string[]>();
  for (const { exchange, trouble } of refusals)
    byTrouble.set(trouble, [...(byTrouble.get(trouble) ?? []), venueName(exchange, ENGLISH)]);
  return [...byTrouble].map(([trouble, names]) => `${ENGLISH.format.list(names)}: ${trouble}`).join('; ');
}

type Probe =
  | { readonly type: 'listed'; readonly symbols: readonly string[] }
  | { readonly type: 'failed'; readonly trouble: string };

async function probeVenue(
  { exchange, quotes }: VenueChoice,
  { coins, openVenue, opened }: PickDeps & { readonly opened: LiveVenue[] },
): Promise<Probe> {
  try {
    const venue = await openVenue(exchange);
    opened.push(venue);
    const checks = await venue.checkSymbols(coins.flatMap((coin) => quotes.map((quote) => `${coin}/${quote}`)));
    const known = new Set(checks.filter(({ type }) => type === 'known').map(({ symbol }) => symbol));
    const symbols = coins.flatMap((coin) => {
      const quote = quotes.find((each) => known.has(`${coin}/${each}`));
      return quote === undefined ? [] : [`${coin}/${quote}`];
    });
    return symbols.length === 0
      ? { type: 'failed', trouble: plain('venue-lists-none', { coins: coins.join(', ') }) }
      : { type: 'listed', symbols };
  } catch (error) {
    return { type: 'failed', trouble: venueTrouble(error) };
  }
}

/** What went wrong at a venue, in words for people. */
export function venueTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return plain('venue-trouble', { code: TROUBLES[code] ?? 'other' });
}
