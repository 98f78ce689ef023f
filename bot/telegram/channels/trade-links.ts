import type { Partner } from '../../../billing/partners/partner.ts';
import type { Texts } from '../messages/texts.ts';
import { type Keyboard, linkButton } from '../views/show.ts';

/** Links to partners under a signal, and the conflict of interest that goes with each; both empty where none is shown. */
export interface TradeLinks {
  readonly keyboard: Keyboard;
  /** Telegram HTML. */
  readonly html: string;
}

/** Under a signal that shows no partner. */
export const NO_TRADE_LINKS: TradeLinks = { keyboard: [], html: '' };

/** More would bury the signal. */
const MOST_LINKS = 2;

/** The partners whose links the operator wants under signals; never a link without its line. */
export function tradeLinks(
  texts: Pick<Texts, 'buttonTradeAt' | 'partnerConflict'>,
  partners: readonly Partner[],
  linkOf: (slug: string) => string | null,
): TradeLinks {
  const shown = partners.filter(({ underSignals }) => underSignals).slice(0, MOST_LINKS);
  const links = shown.flatMap((partner) => {
    const url = linkOf(partner.slug);
    return url === null ? [] : [{ partner, url }];
  });
  return {
    keyboard: links.map(({ partner, url }) => [linkButton(texts.buttonTradeAt(partner.title), url)]),
    html: links.map(({ partner }) => texts.partnerConflict(partner)).join('\n'),
  };
}
