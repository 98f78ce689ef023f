import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import type { ChartTheme } from './chart-themes.ts';
import { spreadLabels } from './layout.ts';
import { box, line, OVER, type Shape, text } from './shapes.ts';
import { priceY, type SignalScene } from './signal-scene.ts';
import { fittingSize, textWidth } from './style.ts';

const LABEL = { name: 34, price: 40, height: 94, gap: 8, lead: 26, padding: 14 } as const;
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

/** Labels of the levels in the gutter, each tied to its line; they never touch. The one where the position was left is filled. */
export function labelShapes(scene: SignalScene): readonly Shape[] {
  const { levels, frame } = scene;
  const wanted = levels.map(({ price }) => priceY(scene, price));
  const area = { top: frame.top, bottom: frame.bottom, height: LABEL.height + LABEL.gap };
  const centres = spreadLabels(wanted, area);
  return levels.flatMap((level, index) => {
    const y = wanted[index] ?? frame.top;
    return labelOf(scene, level, { y, centre: centres[index] ?? y });
  });
}

function labelOf(scene: SignalScene, level: Level, { y, centre }: { y: number; centre: number }): readonly Shape[] {
  const { frame, range, gutter, colors, language, decimals } = scene;
  const isShown = level.price >= range.low && level.price <= range.high;
  const name = isShown ? level.name : `${level.name} ${level.price > range.high ? '↑' : '↓'}`;
  const x = frame.right + LABEL.lead;
  const fill = level.isTouched ? level.color : colors.panel;
  const ink = level.isTouched ? colors.background : level.color;
  const place = { x, y: centre - LABEL.height / 2, width: gutter.width - LABEL.lead, height: LABEL.height };
  const left = x + LABEL.padding;
  return [
    ...(isShown ? [line([frame.right, y, x, centre], { stroke: level.color, width: 3, z: OVER })] : []),
    box(place, { fill, stroke: level.color, radius: 10, z: OVER }),
    text(name, { x: left, y: centre - 21, size: gutter.nameSize, fill: ink, bold: level.isTouched }),
    text(language.format.decimal(level.price, decimals), {
      ...{ x: left, y: centre + 21, size: gutter.priceSize, bold: true, fill: ink },
    }),
  ];
}
