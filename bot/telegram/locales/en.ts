import { account } from './en-account.ts';
import { backtest } from './en-backtest.ts';
import { channel } from './en-channel.ts';
import { legal } from './en-legal.ts';
import { market } from './en-market.ts';
import { offer } from './en-offer.ts';
import { pairs } from './en-pairs.ts';
import { status } from './en-status.ts';
import { why } from './en-why.ts';

/** The English texts. Telegram HTML wherever the name does not say otherwise; values from outside are escaped here. */
export const en = { ...market, ...pairs, ...backtest, ...account, ...offer, ...legal, ...channel, ...status, ...why };
