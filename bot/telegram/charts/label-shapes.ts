import { spreadLabels } from './layout.ts';
import { LABEL, type Level } from './levels-of.ts';
import { box, line, OVER, type Shape, text } from './shapes.ts';
import { priceY, type SignalScene } from './signal-scene.ts';

/** What of a scene its labels need. */
type LabelScene = Pick<SignalScene, 'levels' | 'frame' | 'range' | 'gutter' | 'colors' | 'language' | 'decimals'>;

/** Labels of the levels in the gutter, each tied to its line; they never touch. The one where the position was left is filled. */
export function labelShapes(scene: LabelScene): readonly Shape[] {
  const { levels, frame } = scene;
  const wanted = levels.map(({ price }) => priceY(scene, price));
  const area = { top: frame.top, bottom: frame.bottom, height: LABEL.height + LABEL.gap };
  const centres = spreadLabels(wanted, area);
  return levels.flatMap((level, index) => {
    const y = wanted[index] ?? frame.top;
    return labelOf(scene, level, { y, centre: centres[index] ?? y });
  });
}

function labelOf(scene: LabelScene, level: Level, { y, centre }: { y: number; centre: number }): readonly Shape[] {
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
