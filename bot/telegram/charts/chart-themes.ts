import type { Theme } from '../../../billing/reader-settings.ts';
import { CHART } from './style.ts';

/** The look of a picture, as Telegram's own. */
export type PictureTheme = Theme;

/** Colours of a picture in one of Telegram's two looks. */
export interface ChartTheme {
  readonly background: string;
  readonly track: string;
  readonly text: string;
  readonly muted: string;
  readonly up: string;
  readonly down: string;
  readonly entry: string;
  readonly close: string;
  readonly panel: string;
}

/** Both looks; text has a contrast of at least 4.5 : 1 against its background. */
export const CHART_THEMES = {
  dark: {
    background: CHART.background,
    track: CHART.grid,
    text: CHART.text,
    muted: CHART.muted,
    up: CHART.up,
    down: CHART.down,
    entry: CHART.entry,
    close: CHART.close,
    panel: CHART.panel,
  },
  light: {
    background: '#ffffff',
    track: '#e3e8ef',
    text: '#17212b',
    muted: '#5b6b7d',
    up: '#0f7a55',
    down: '#c22f3d',
    entry: '#1f63c2',
    close: '#8a6100',
    panel: '#f4f6f9',
  },
} as const satisfies Readonly<Record<PictureTheme, ChartTheme>>;
