import type { Language } from '../../texts/language.ts';
import { priceDecimals } from '../messages/price-decimals.ts';
import { CHART_THEMES } from './chart-themes.ts';
import { labelShapes } from './label-shapes.ts';
import { pickSlots, priceRange } from './layout.ts';
import { gutterOf, levelsOf } from './levels-of.ts';
import type { Shape } from './shapes.ts';
import {
  candleShapes,
  headShapes,
  planShapes,
  type SignalPicture,
  type SignalScene,
  timeShapes,
} from './signal-scene.ts';
import { SIGNAL_CANVAS } from './style.ts';
import { svgOf } from './svg.ts';

const PLOT = { top: 268, bottom: 946 } as const;

/**
 * A signal as a square SVG of 1080, for a phone that shows it 348 px wide: at most 48 candles around the decision; entry, stop and target
 * with what is risked and what may be won as boxes up to the horizon; once it is known, how it ended and where. Same input, same text.
 * Throws when no candle up to the decision is given.
 */
export function signalSvg(picture: SignalPicture, language: Language): string {
  const { background } = CHART_THEMES[picture.theme];
  return svgOf(signalShapes(sceneOf(picture, language)), { ...SIGNAL_CANVAS, background });
}

/** Where everything of a signal’s picture goes; the picture is drawn from this alone. */
export function sceneOf({ entry, candles, theme }: SignalPicture, language: Language): SignalScene {
  const window = pickSlots(entry, candles);
  const colors = CHART_THEMES[theme];
  const levels = levelsOf(entry, { language, colors });
  const prices = levels.map(({ price }) => price);
  const range = priceRange(window.slots, prices);
  const decimals = priceDecimals(entry.signal.series.symbol, prices);
  const gutter = gutterOf(levels, { decimals, language });
  const frame = {
    left: SIGNAL_CANVAS.margin,
    right: SIGNAL_CANVAS.width - SIGNAL_CANVAS.margin - gutter.width,
    ...PLOT,
  };
  return { language, entry, window, range, frame, decimals, colors, levels, gutter };
}

/** All of the picture. */
export function signalShapes(scene: SignalScene): readonly Shape[] {
  return [
    ...headShapes(scene),
    ...timeShapes(scene),
    ...planShapes(scene),
    ...candleShapes(scene),
    ...labelShapes(scene),
  ];
}
