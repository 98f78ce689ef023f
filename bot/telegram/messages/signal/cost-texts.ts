import type { TradingCost } from '../../../../billing/ports.ts';
import { venueName } from '../../../market-names.ts';
import type { Language } from '../../../texts/language.ts';
import { COST_CHOICES, type CostChoice } from '../../views/cost-choice.ts';

/** Texts of /cost. */
export function costTexts(language: Language) {
  const { t } = language;
  return {
    costUnclear: t('cost-unclear'),
    cost: (cost: TradingCost) => costText(language, cost),
    buttonCost: (choice: CostChoice) => choiceText(language, choice),
  };
}

function costText({ t, format }: Language, { cryptoSideBps, forexRoundTripBps }: TradingCost): string {
  const percent = (bps: number): string => format.percent(bps / 1e4, 3);
  return [
    t('cost-title'),
    [
      cryptoSideBps === null ? t('cost-crypto-stated') : t('cost-crypto', { cost: percent(cryptoSideBps) }),
      forexRoundTripBps === null ? t('cost-forex-stated') : t('cost-forex', { cost: percent(forexRoundTripBps) }),
    ].join('\n'),
    t('cost-how'),
  ].join('\n\n');
}

function choiceText(language: Language, choice: CostChoice): string {
  const { plain, format } = language;
  const chosen = COST_CHOICES[choice];
  if (chosen === null) return plain('button-cost-stated');
  if ('forexRoundTripBps' in chosen)
    return plain('button-cost-spread', { cost: format.percent(chosen.forexRoundTripBps / 1e4, 2) });
  const cost = format.percent(chosen.cryptoSideBps / 1e4, 2);
  if ('venue' in chosen) return plain('button-cost-venue', { venue: venueName(chosen.venue, language), cost });
  return choice === 'perpetual' ? plain('button-cost-perpetual', { cost }) : plain('button-cost-maker', { cost });
}
