import { CHART } from './style.ts';

/** Colours of a picture in one of Telegram's two looks. */
export interface ChartTheme {
  readonly background: string;
  readonly track: string;
  readonly text: string;
  readonly muted: string;
  readonly up: string;
  readonly down: string;
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
  },
  light: {
    background: '#ffffff',
    track: '#e3e8ef',
    text: '#17212b',
    muted: '#5b6b7d',
    up: '#0f7a55',
    down: '#c22f3d',
  },
} as const satisfies Readonly<Record<string, ChartTheme>>;

/** Name of a look. */
export type ChartThemeName = keyof typeof CHART_THEMES;
