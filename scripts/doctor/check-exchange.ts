import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../bot/config.ts';
import { USUAL_MARKETS } from '../../bot/process/live.ts';
import { fetchTelegramTime } from '../../bot/telegram/telegram-time.ts';
import { type CcxtVenue, openCcxtVenue } from '../../engine/adapters/ccxt/venue.ts';
import { asked, type Finding, fine, wrong } from './finding.ts';

const CALL_LIMIT_MS = 10_000;
const MOST_SKEW_MS = 1_000;
/** Telegram's time comes in whole seconds. */
const TELEGRAM_SKEW_MS = 2_000;

/** Each venue that is followed: whether it answers here, has the symbols, and what it says of this machine's clock. */
export async function checkExchanges(
  config: Pick<Config, 'markets' | 'exchangeApiRoot' | 'telegram'>,
  nowMs: () => number,
): Promise<readonly Finding[]> {
  const markets = config.markets ?? USUAL_MARKETS;
  const exchanges = [...new Set(markets.map(({ series }) => series.exchange))];
  const found = await Promise.all(
    exchanges.map(async (exchange) => {
      const symbols = markets.filter(({ series }) => series.exchange === exchange).map(({ series }) => series.symbol);
      return await asked(
        `exchange ${exchange}`,
        async () => {
          const baseUrl = config.exchangeApiRoot?.replace(/\/+$/, '');
          const venue = await openCcxtVenue({
            ...{ exchangeId: exchange, clock: { nowMs }, wait, timeoutMs: CALL_LIMIT_MS },
            ...(baseUrl === undefined ? {} : { baseUrl }),
          });
          try {
            return [...(await symbolFindings(venue, symbols)), ...(await clockFindings(venue, nowMs))];
          } finally {
            await venue.close();
          }
        },
        '451 means that it does not serve this region: choose another venue in MARKETS or run the engine elsewhere ' +
          '(infra/runbooks/venue-blocked.md); else let this machine call it on 443',
      );
    }),
  );
  return [...found.flat(), ...(await telegramClock(config, nowMs))];
}

async function symbolFindings(venue: CcxtVenue, symbols: readonly string[]): Promise<readonly Finding[]> {
  const name = `exchange ${venue.exchangeId}`;
  const unknown = (await venue.checkSymbols(symbols)).flatMap((check) =>
    check.type === 'known'
      ? []
      : [
          wrong(
            name,
            `MARKETS: ${venue.exchangeId} has no ${check.symbol}${check.suggestion === null ? '' : `; did you mean ${check.suggestion}?`}`,
          ),
        ],
  );
  return unknown.length > 0 ? unknown : [fine(name, `has ${symbols.join(', ')}`)];
}

async function clockFindings(venue: CcxtVenue, nowMs: () => number): Promise<readonly Finding[]> {
  const askedMs = nowMs();
  const venueMs = await venue.timeMs();
  return [clockFinding(venue.exchangeId, venueMs - (askedMs + nowMs()) / 2, MOST_SKEW_MS)];
}

function clockFinding(of: string, skewMs: number, mostMs: number): Finding {
  if (Math.abs(skewMs) <= mostMs) return fine('clock', `agrees with ${of}`);
  const seconds = Math.abs(skewMs / 1_000).toFixed(1);
  return wrong(
    'clock',
    `this machine's clock is ${seconds} s ${skewMs < 0 ? 'ahead of' : 'behind'} ${of}: timedatectl set-ntp true, or chronyc makestep`,
  );
}

async function telegramClock({ telegram }: Pick<Config, 'telegram'>, nowMs: () => number): Promise<readonly Finding[]> {
  if (telegram === null) return [];
  return await asked(
    'clock',
    async () => [
      clockFinding('Telegram', (await fetchTelegramTime(telegram.apiRoot)) + 500 - nowMs(), TELEGRAM_SKEW_MS),
    ],
    'Telegram could not be asked for its time',
  );
}
