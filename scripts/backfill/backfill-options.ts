import { TIMEFRAMES } from '../../engine/market/timeframe.ts';
import { FILE_OPTIONS } from '../market-files/file-options.ts';
import { defineCommand, type OptionValues } from '../terminal/arguments.ts';

/** What `npm run backfill` takes. */
export const backfillCommand = defineCommand({
  name: 'backfill',
  summary:
    'Brings candles into the store, from a venue or from a file. Goes on where it stopped; running it twice changes nothing.',
  options: {
    exchange: {
      value: 'ID',
      required: true,
      help: 'venue by its ccxt id, such as binance; with --csv the venue the file is of',
    },
    symbol: { value: 'S', many: true, help: 'market such as BTC/USDT; several from a venue, one from a file' },
    timeframe: { value: 'T', many: true, help: `length of the candles: ${TIMEFRAMES.join(' ')}; several from a venue` },
    since: { value: 'D', help: 'first day to fetch, such as 2021-01-01' },
    until: { value: 'D', help: 'day to stop before (default: now)' },
    parallel: { value: 'N', fallback: '4', help: 'series under way at once, within the limit of the venue' },
    'api-base': {
      value: 'URL',
      help: 'ask this address instead of the venue, as tests and the sandbox do (or environment EXCHANGE_API_BASE)',
    },
    csv: {
      value: 'FILE',
      help: 'import a file instead: CSV or JSON as exchanges, brokers and data sites write them, .gz and .zip too',
    },
    ...FILE_OPTIONS,
    compare: {
      value: 'FILE',
      help: 'another source of the same market: finds stretches stamped in another time zone and leaves them out',
    },
    report: { value: 'FILE.json', help: 'write everything that was found, row by row' },
    check: { help: 'with --csv: read, clean and report; store nothing' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Examples:',
    '  npm run backfill -- --exchange binance --symbol BTC/USDT ETH/USDT --timeframe 1h 15m --since 2021-01-01',
    '  npm run backfill -- --csv GBPUSDh1.csv.gz --exchange mt5 --symbol GBP/USD --timeframe 1h --zone eet-mt5 --report found.json',
    '  npm run backfill -- --csv DAT_ASCII_EURUSD_H1.csv --exchange histdata --symbol EUR/USD --timeframe 1h --utc-offset -05:00',
    'The store is MONGODB_URI, else the database under DATA_DIR (./data), which only one process can use at a time.',
  ],
});

/** Its options, parsed. */
export type BackfillValues = OptionValues<(typeof backfillCommand)['options']>;
