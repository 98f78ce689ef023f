import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATOR_COMMANDS, READER_COMMANDS } from '../../../bot/telegram/commands.ts';

/** Commands by their first names, as each bot registers them. */
const THEIRS = {
  freqtrade: [
    ...['status', 'profit', 'profit_long', 'profit_short', 'balance', 'start', 'stop'],
    ...['forceexit', 'forcelong', 'forceshort', 'reload_trade', 'trades', 'delete', 'cancel_open_order'],
    ...['performance', 'entries', 'exits', 'mix_tags', 'stats', 'daily', 'weekly'],
    ...['monthly', 'count', 'locks', 'unlock', 'reload_config', 'show_config', 'stopentry'],
    ...['whitelist', 'blacklist', 'bl_delete', 'logs', 'health', 'help', 'version'],
    ...['marketdir', 'order', 'list_custom_data', 'tg_info'],
  ],
  OctoBot: [
    ...['start', 'ping', 'portfolio', 'open_orders', 'trades_history', 'profitability', 'fees'],
    ...[
      'sell_all',
      'sell_all_currencies',
      'set_risk',
      'market_status',
      'configuration',
      'refresh_portfolio',
      'version',
    ],
    ...['stop', 'help', 'pause'],
  ],
  Condor: [
    ...['start', 'portfolio', 'bots', 'new_bot', 'trade', 'swap', 'lp'],
    ...['routines', 'executors', 'agent', 'servers', 'keys', 'gateway', 'admin'],
    ...['update', 'web'],
  ],
} as const;

const ROW = /^\| (\w+) \| `\/(\w+)` \| (none|`\/\w+`) \| (.+) \|$/;

describe('the table of other bots in bot/README.md', () => {
  const readme = readFileSync(new URL('../../../bot/README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').flatMap((line) => {
    const [, whose = '', theirs = '', here = '', why = ''] = ROW.exec(line) ?? [];
    return whose === '' ? [] : [{ whose, theirs, here, why }];
  });

  it.each(Object.entries(THEIRS))('has every command of %s, each once and in order', (whose, commands) => {
    expect(rows.filter((row) => row.whose === whose).map(({ theirs }) => theirs)).toEqual(commands);
  });

  it('names only commands that there are here, and says why of those that there are not', () => {
    const ours = new Set<string>([
      'start',
      ...[...READER_COMMANDS, ...OPERATOR_COMMANDS].map(({ command }) => command),
    ]);
    for (const { theirs, here, why } of rows) {
      if (here === 'none') expect([theirs, why.length > 7]).toEqual([theirs, true]);
      else expect([theirs, ours.has(here.replaceAll(/[`/]/g, ''))]).toEqual([theirs, true]);
    }
  });
});
