import { type ExchangeSandbox, startExchangeSandbox } from './exchange/server.ts';
import { sandboxMarkets } from './market/choose-market.ts';
import type { ChosenMarket } from './market/chosen-market.ts';
import { openPlayTelegram } from './play-telegram.ts';
import { clockOf, type ReplayClock } from './replay-clock.ts';
import type { TelegramSandbox } from './telegram/create-telegram-sandbox.ts';

export interface StandInsOptions {
  readonly market: ChosenMarket;
  readonly replay: ReplayClock;
  /** Where Telegram is kept; null: in memory. */
  readonly journalPath: string | null;
  /** Loopback ports; 0, the default, takes any free one. */
  readonly exchangePort?: number;
  readonly telegramPort?: number;
  readonly log: (line: string) => void;
}

/** The exchange and the Telegram of the sandbox, listening on loopback, on one clock. */
export interface StandIns {
  readonly exchange: ExchangeSandbox;
  readonly telegram: TelegramSandbox;
  /** Origin of the Bot API. */
  readonly apiRoot: string;
  close(): Promise<void>;
}

/** Starts both; a Telegram without people gets its first one. Throws WorldDamaged when the journal cannot be read. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { market, replay, journalPath, log } = options;
  const clock = clockOf(replay);
  const telegram = openPlayTelegram({ clock, journalPath, log });
  if (telegram.world.persons().length === 0) telegram.world.addPerson('You', 'en');
  const markets = sandboxMarkets(market);
  const exchange = await startExchangeSandbox({ markets, clock, port: options.exchangePort ?? 0 });
  const listening = await telegram.listen(options.telegramPort ?? 0).catch(async (error: unknown) => {
    await exchange.close();
    throw error;
  });
  return {
    exchange,
    telegram,
    apiRoot: listening.apiRoot,
    async close() {
      await Promise.all([exchange.close(), listening.close()]);
      telegram.close();
    },
  };
}
