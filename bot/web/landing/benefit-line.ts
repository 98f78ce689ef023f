import type { Benefit } from '../../../billing/offer.ts';
import type { Language } from '../../texts/language.ts';

/** One thing that a plan gives and Free does not, as plain text for a page. freeDelay null: Free gets signals as soon. */
export function benefitLine(benefit: Benefit, freeDelay: string | null, { plain }: Language): string {
  switch (benefit.type) {
    case 'sooner':
      return plain('plans-sooner', { freeDelay: freeDelay ?? plain('at-once') });
    case 'swing-sooner':
      return plain('plans-swing-sooner', { freeDelay: plain('days-later', { days: benefit.freeDelayDays }) });
    case 'channel':
      return plain('benefit-channel', { tier: plain(`tier-${benefit.tier}`) });
    case 'direct-alerts':
      return plain('plans-direct-alerts');
    case 'questions':
      return plain('plans-questions', { perMinute: benefit.perMinute });
    case 'backtests':
      return plain('plans-backtests', { perDay: benefit.perDay });
    case 'api-per-minute':
      return plain('invoice-api-per-minute', { perMinute: benefit.perMinute });
    case 'api-per-day':
      return plain('invoice-api-per-day', { perDay: benefit.perDay });
  }
}
