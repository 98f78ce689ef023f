import type { Language } from '../../../texts/language.ts';

/** Paying by card. */
export function cardTexts({ t }: Language) {
  return { cardLink: t('card-link'), cardPortal: t('card-portal'), cardNotOffered: t('card-not-offered') };
}
