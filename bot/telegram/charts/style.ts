/** Size and look of every chart: dark, so that it suits both of Telegram's themes, and large type, as phones shrink it to a third. */
export const CHART = {
  theme: 'dark',
  width: 1280,
  height: 720,
  margin: 28,
  font: 'DejaVu Sans',
  background: '#131a24',
  panel: '#1c2531',
  grid: '#263241',
  text: '#e6edf5',
  muted: '#93a1b3',
  up: '#2fbf8f',
  down: '#f0616d',
  entry: '#5aa9ff',
  stop: '#f0616d',
  target: '#2fbf8f',
  close: '#f2c14e',
} as const;

/** The picture of a signal: a square, which a phone shows 348 px wide, so that type of 34 is 11 px high there. */
export const SIGNAL_CANVAS = { width: 1080, height: 1080, margin: 36 } as const;

/** The largest size, at most `most`, at which a text stays within a width: the name of a pair is never cut. */
export function fittingSize(text: string, { most, width }: { most: number; width: number }): number {
  return Math.min(most, (most * width) / textWidth(text, most, true));
}

/** Estimated width of a text in DejaVu Sans, a little too wide rather than too narrow. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  return [...text].length * fontSize * (bold ? 0.7 : 0.63);
}
