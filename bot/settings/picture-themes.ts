import { mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import { PICTURE_THEMES, type PictureTheme } from '../telegram/charts/chart-themes.ts';
import { setting } from './setting.ts';

/** The look of pictures in private chats, and in each tier's channel. */
export interface PictureThemes {
  readonly inPrivate: PictureTheme;
  readonly inChannel: Readonly<Record<Tier, PictureTheme>>;
}

/** "dark": everywhere; "light,pro=dark": another look in the channel of a tier. */
function parsePictureThemes(given: string): PictureThemes | null {
  const parts = given.split(',').map((part) => part.trim().split('='));
  const themes = new Map<string, PictureTheme>();
  for (const part of parts) {
    const [tier, name] = part.length === 1 ? ['', part[0]] : part;
    const theme = PICTURE_THEMES.find((each) => each === name);
    const isKnown = tier === '' || TIERS.some((each) => each === tier);
    if (theme === undefined || tier === undefined || !isKnown || part.length > 2 || themes.has(tier)) return null;
    themes.set(tier, theme);
  }
  const inPrivate = themes.get('') ?? 'light';
  return { inPrivate, inChannel: mapTiers((tier) => themes.get(tier) ?? inPrivate) };
}

/** PICTURE_THEME. */
export const pictureThemes = setting({
  expected: 'light or dark, and where a channel has another look its tier behind it, such as light,pro=dark',
  parse: parsePictureThemes,
});
