/**
 * While a running product is read, what it writes last must be read first: then what says that something is done, or that something is
 * there, never lies in a backup without it. The other way round everything is done again, and ids make that harmless.
 */
const FIRST = [
  // Decided: a signal that lacks here would never be decided again.
  'watermarks',
  'modelChampions',
  // How far the lists of payments of Telegram and Stripe were read; updates and events that were worked off into the ledger.
  'telegram_setup',
  'telegram_updates',
  'card_events',
  'partner_events',
  // How far readers were planned for; before the messages and the signals that they are about.
  'fan_outs',
];
const LAST = [
  // Written before the signals that were made of them, then counted and removed.
  'predictions',
  'recordTallies',
  // Named by the signals whose posts they are.
  'channel_messages',
  // Limits and customers, written before the payments that need them.
  'partner_claims',
  'partner_income',
  'card_accounts',
  'coupons',
  // Counted before a message is planned, noted before one is sent.
  'alert_days',
  'sent_notices',
  // Its token is raised before work is claimed with it.
  'leases',
  // Noted before anything of a person is deleted: who goes meanwhile may be in what was read before.
  'erasures',
];

/** The collections in the order in which a backup reads them. */
export function readingOrder(names: readonly string[]): readonly string[] {
  const place = (name: string): number => {
    if (FIRST.includes(name)) return FIRST.indexOf(name) - FIRST.length;
    return LAST.indexOf(name) + 1;
  };
  return names.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
