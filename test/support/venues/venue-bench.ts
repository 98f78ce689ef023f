import type { SandboxMarket } from '../../../bot/sandbox/exchange/candle-book.ts';
import { type ExchangeSandbox, startExchangeSandbox } from '../../../bot/sandbox/exchange/server.ts';
import { type CcxtVenue, type CcxtVenueDeps, openCcxtVenue } from '../../../engine/adapters/ccxt/venue.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';

export interface VenueBench {
  readonly sandbox: ExchangeSandbox;
  readonly venue: CcxtVenue;
  readonly events: readonly VenueEvent[];
  /** What the venue adapter waited for, in ms; no wait takes real time. */
  readonly waits: readonly number[];
  setNow(ms: number): void;
  /** Lets the adapter's wall time pass. */
  passWall(ms: number): void;
  close(): Promise<void>;
}

export interface VenueBenchOptions {
  readonly markets: readonly SandboxMarket[];
  readonly nowMs: number;
  readonly weightPerMinute?: number;
  readonly wallNowMs?: () => number;
  readonly venue?: Partial<CcxtVenueDeps>;
}

/** Real ccxt against the stand-in, with a clock that stands still and waits that pass at once. */
export async function openVenueBench(options: VenueBenchOptions): Promise<VenueBench> {
  let nowMs = options.nowMs;
  let wallMs = 0;
  const events: VenueEvent[] = [];
  const waits: number[] = [];
  const clock = { nowMs: () => nowMs };
  const { markets, weightPerMinute, wallNowMs } = options;
  const sandbox = await startExchangeSandbox({
    markets,
    clock,
    ...(weightPerMinute === undefined ? {} : { weightPerMinute }),
    ...(wallNowMs === undefined ? {} : { wallNowMs }),
  });
  const venue = await openCcxtVenue({
    exchangeId: 'binance',
    baseUrl: sandbox.url,
    clock,
    timeoutMs: 5_000,
    random: () => 0.5,
    wallNowMs: () => wallMs,
    async wait(ms) {
      waits.push(ms);
      wallMs += ms;
    },
    onEvent: (event) => events.push(event),
    ...options.venue,
  });
  return {
    sandbox,
    venue,
    events,
    waits,
    setNow(ms) {
      nowMs = ms;
    },
    passWall(ms) {
      wallMs += ms;
    },
    async close() {
      await venue.close();
      await sandbox.close();
    },
  };
}
