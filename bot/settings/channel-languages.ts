import { mapTiers, type Tier } from '../../billing/tiers.ts';
import { LANGUAGES, type LanguageCode } from '../texts/language.ts';
import { parseByTier } from './by-tier.ts';
import { setting } from './setting.ts';

/** The language of each tier's channel; null: owners choose it in /channels. */
export type ChannelLanguageSettings = Readonly<Record<Tier, LanguageCode | null>>;

/** CHANNEL_LANGUAGE. */
export const channelLanguages = setting({
  expected: `a language (${LANGUAGES.join(' ')}), and where a channel has another one its tier before it, such as ru,free=hi`,
  parse: (given) => parseByTier(given, (text) => LANGUAGES.find((each) => each === text) ?? null)?.of ?? null,
});

/** Nothing is set. */
export const NO_CHANNEL_LANGUAGES: ChannelLanguageSettings = mapTiers(() => null);
