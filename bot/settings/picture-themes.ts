import { THEMES } from '../../billing/reader-settings.ts';
import { mapTiers, type Tier } from '../../billing/tiers.ts';
import type { PictureTheme } from '../telegram/charts/chart-themes.ts';
import { parseByTier } from './by-tier.ts';
import { setting } from './setting.ts';

/** The look of pictures in private chats, and in each tier's channel. */
export interface PictureThemes {
  readonly inPrivate: PictureTheme;
  readonly inChannel: Readonly<Record<Tier, PictureTheme>>;
}

/** "dark": everywhere; "light,pro=dark": another look in the channel of a tier. */
function parsePictureThemes(given: string): PictureThemes | null {
  const themes = parseByTier(given, (name) => THEMES.find((each) => each === name) ?? null);
  if (themes === null) return null;
  const inPrivate = themes.everywhere ?? 'light';
  return { inPrivate, inChannel: mapTiers((tier) => themes.of[tier] ?? inPrivate) };
}

/** PICTURE_THEME. */
export const pictureThemes = setting({
  expected: 'light or dark, and where a channel has another look its tier behind it, such as light,pro=dark',
  parse: parsePictureThemes,
});
