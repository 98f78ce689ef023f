import { mapTiers, TIERS, type Tier } from '../../../billing/tiers.ts';
import { ENGLISH, LANGUAGES, type Language, type LanguageCode, languageFor } from '../../texts/language.ts';
import type { TextStore } from '../ports.ts';

/** In which language each tier's channel is written: by CHANNEL_LANGUAGE, else as an owner chose, else English. */
export interface ChannelLanguages {
  of(tier: Tier): Language;
  /** Whether the setting decides, which no button changes. */
  isBySetting(tier: Tier): boolean;
  /** From the next message on; what was sent stays. Throws for a tier with a setting. */
  choose(tier: Tier, code: LanguageCode): Promise<void>;
  /** Reads what owners chose again: another process of this installation may have been told. */
  look(): Promise<void>;
}

const keyOf = (tier: Tier): string => `channel-language|${tier}`;

/** Reads what owners chose before. */
export async function openChannelLanguages(
  texts: Pick<TextStore, 'read' | 'write'>,
  bySetting: Readonly<Record<Tier, LanguageCode | null>>,
): Promise<ChannelLanguages> {
  const chosen: Record<Tier, LanguageCode | null> = { ...mapTiers(() => null) };
  const languages: ChannelLanguages = {
    of(tier) {
      const code = bySetting[tier] ?? chosen[tier];
      return code === null ? ENGLISH : languageFor(code);
    },
    isBySetting: (tier) => bySetting[tier] !== null,
    async choose(tier, code) {
      if (bySetting[tier] !== null)
        throw new Error(`expected no CHANNEL_LANGUAGE for "${tier}", was "${bySetting[tier]}"`);
      await texts.write(keyOf(tier), code);
      chosen[tier] = code;
    },
    async look() {
      for (const tier of TIERS) {
        const stored = await texts.read(keyOf(tier));
        chosen[tier] = LANGUAGES.find((each) => each === stored) ?? null;
      }
    },
  };
  await languages.look();
  return languages;
}
