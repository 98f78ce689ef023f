import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import type { ChartTheme } from './chart-themes.ts';
import { fittingSize, textWidth } from './style.ts';

/** Sizes of a level's label. */
export const LABEL = { name: 34, price: 40, height: 94, gap: 8, lead: 26, padding: 14 } as const;
/** The widest that a label's text may be; longer ones are written smaller. */
const MOST_TEXT = 270;

export interface Level {
  readonly name: string;
  readonly type: 'target' | 'entry' | 'stop' | 'exit';
  readonly price: number;
  readonly color: string;
  /** True of the level at which the position was left. */
  readonly isTouched: boolean;
}

/** What is labelled beside the prices. */
export function levelsOf(
  { signal, outcome }: ShownSignal,
  { language: { plain }, colors }: { readonly language: Language; readonly colors: ChartTheme },
): readonly Level[] {
  const plan = outcome?.plan ?? null;
  const touched = plan?.touched ?? null;
  const level = (type: 'target' | 'entry' | 'stop', price: number, color: string): Level => ({
    ...{ name: plain('chart-level', { level: type }), type, price, color },
    isTouched: type === touched,
  });
  const isLeftElsewhere = touched === 'horizon' || touched === 'exit';
  return [
    ...(signal.target === null ? [] : [level('target', signal.target, colors.up)]),
    level('entry', signal.entry, colors.entry),
    level('stop', signal.stop, colors.down),
    ...(plan === null || !isLeftElsewhere
      ? []
      : [
          {
            ...{ name: plain('chart-level', { level: touched }), type: 'exit' as const, price: plan.exitPrice },
            ...{ color: colors.close, isTouched: true },
          },
        ]),
  ];
}

/** Room that the labels need right of the prices, and the sizes of their type. */
export interface Gutter {
  readonly width: number;
  readonly nameSize: number;
  readonly priceSize: number;
}

export function gutterOf(
  levels: readonly Level[],
  { decimals, language: { format } }: { readonly decimals: number; readonly language: Language },
): Gutter {
  const names = levels.map(({ name }) => `${name} ↑`);
  const prices = levels.map(({ price }) => format.decimal(price, decimals));
  const sizeOf = (texts: readonly string[], most: number): number =>
    Math.min(...texts.map((each) => fittingSize(each, { most, width: MOST_TEXT })));
  const [nameSize, priceSize] = [sizeOf(names, LABEL.name), sizeOf(prices, LABEL.price)];
  const widths = [
    ...names.map((each) => textWidth(each, nameSize, true)),
    ...prices.map((each) => textWidth(each, priceSize, true)),
  ];
  return { width: LABEL.lead + Math.max(...widths) + 2 * LABEL.padding, nameSize, priceSize };
}
