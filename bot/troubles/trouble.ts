import type { MarketTrouble } from '../market-status.ts';
import type { Notice } from './notice-text.ts';

/** A trouble of a venue, a market, a channel, a clock, Telegram or the database, as one event begins or ends it. */
export interface Trouble {
  /** The same for the beginning and the end. */
  readonly key: string;
  readonly state: 'trouble' | 'over';
  /** Another trouble that this ends. */
  readonly endsToo?: string;
  /** Not told while this trouble lasts, of which it is a part. */
  readonly notWhile?: string;
  /** What is wrong, as a code with parameters: noticeText makes the message of it. */
  readonly notice: Notice;
  /** False where it heals by itself soon: then only log, metrics and the status of its markets show it. */
  readonly wakesOperator: boolean;
  /** What the status of its markets shows while it lasts. */
  readonly market?: MarketTrouble;
  /** The gauge that shows it, and its value from now on. */
  readonly gauge?: TroubleGauge;
}

/** Gauges that follow troubles alone, by their names in observe/metrics.ts. */
export type TroubleGauge =
  | { readonly name: 'venueUp'; readonly labels: { readonly exchange: string }; readonly value: 0 | 1 }
  | { readonly name: 'dataLate'; readonly labels: { readonly series: string }; readonly value: 0 | 1 }
  | { readonly name: 'databaseUp' | 'listening' | 'clockTrusted'; readonly value: 0 | 1 };

/** A trouble that begins and is worth waking an operator for. */
export function begun(key: string, notice: Notice): Trouble {
  return { key, state: 'trouble', notice, wakesOperator: true };
}

/** The end of a trouble. */
export function over(key: string, notice: Notice): Trouble {
  return { key, state: 'over', notice, wakesOperator: true };
}
