import { type ExchangeSandbox, startExchangeSandbox } from './exchange/server.ts';
import { sandboxMarkets } from './market/choose-market.ts';
import type { ChosenMarket } from './market/chosen-market.ts';
import { type PartnerStandIn, startPartnerStandIn } from './partner/start-partner-stand-in.ts';
import { openPlayTelegram } from './play-telegram.ts';
import { clockOf, type ReplayClock } from './replay-clock.ts';
import { PLAY_CARDS } from './stripe/play-cards.ts';
import { type StripeStandIn, startStripeStandIn } from './stripe/start-stripe-stand-in.ts';
import type { TelegramSandbox } from './telegram/create-telegram-sandbox.ts';

export interface StandInsOptions {
  readonly market: ChosenMarket;
  readonly replay: ReplayClock;
  /** Where Telegram is kept; null: in memory. */
  readonly journalPath: string | null;
  /** Where Stripe is kept; null: in memory. */
  readonly stripePath: string | null;
  /** Where the made-up broker is kept; null: in memory. */
  readonly partnerPath: string | null;
  /** Loopback ports; 0, the default, takes any free one. */
  readonly exchangePort?: number;
  readonly telegramPort?: number;
  readonly stripePort?: number;
  readonly log: (line: string) => void;
  /** Called before a person pays by card. */
  readonly onPaying?: () => void;
}

/** The exchange, the Telegram and the Stripe of the sandbox, listening on loopback, on one clock. */
export interface StandIns {
  readonly exchange: ExchangeSandbox;
  readonly telegram: TelegramSandbox;
  readonly stripe: StripeStandIn;
  readonly partner: PartnerStandIn;
  /** Origin of the Bot API. */
  readonly apiRoot: string;
  close(): Promise<void>;
}

const startTimer = (delayMs: number, run: () => void): void => void setTimeout(run, delayMs).unref();

/** Starts them; a Telegram without people gets its first one. Throws WorldDamaged when the journal cannot be read. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  const { market, replay, journalPath, log } = options;
  const clock = clockOf(replay);
  const telegram = openPlayTelegram({ clock, journalPath, log });
  if (telegram.world.persons().length === 0) telegram.world.addPerson('You', 'en');
  const markets = sandboxMarkets(market);
  const exchange = await startExchangeSandbox({ markets, clock, port: options.exchangePort ?? 0 });
  const undo = async (error: unknown): Promise<never> => {
    await exchange.close();
    throw error;
  };
  const listening = await telegram.listen(options.telegramPort ?? 0).catch(undo);
  const stripe = await startStripeStandIn({
    ...{ clock, path: options.stripePath, port: options.stripePort ?? 0, ...PLAY_CARDS },
    onPaying: () => options.onPaying?.(),
    ...{ wallNowMs: Date.now, random: Math.random, startTimer },
  }).catch(async (error: unknown) => {
    await listening.close();
    return await undo(error);
  });
  const { partnerPath: path } = options;
  const partner = await startPartnerStandIn({ wallNowMs: Date.now, startTimer, path }).catch(async (error: unknown) => {
    await Promise.all([listening.close(), stripe.close()]);
    return await undo(error);
  });
  return {
    exchange,
    telegram,
    stripe,
    partner,
    apiRoot: listening.apiRoot,
    async close() {
      await Promise.all([exchange.close(), listening.close(), stripe.close(), partner.close()]);
      telegram.close();
    },
  };
}
