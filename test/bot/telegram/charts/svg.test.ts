import { expect, it } from 'vitest';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { box, dot, line, text } from '../../../../bot/telegram/charts/shapes.ts';
import { svgOf } from '../../../../bot/telegram/charts/svg.ts';

const canvas = { width: 100, height: 50, background: '#fff' };

it('lower layers come first, those of one layer in their order', () => {
  const svg = svgOf(
    [
      dot({ x: 5, y: 5, radius: 2 }, { fill: '#111', stroke: '#222' }),
      text('a', { x: 1, y: 10, size: 10 }),
      text('b', { x: 1, y: 10, size: 10 }),
      line([0, 0, 1, 1], { stroke: '#333', dash: [2, 3] }),
      box({ x: 0, y: 0, width: 1, height: 1 }, { fill: '#444', z: 0 }),
    ],
    canvas,
  );
  expect([...svg.matchAll(/<(rect|line|text|circle)/g)].map(([, name]) => name)).toEqual([
    ...['rect', 'rect', 'line', 'text', 'text', 'circle'],
  ]);
  expect(svg.indexOf('>a<')).toBeLessThan(svg.indexOf('>b<'));
  expect(svg).toContain('stroke-dasharray="2 3"');
});

it.each(['<script>&"', '\u0000\u001b', '\ud800', '\uffff', '🟢'])('a name of a venue may hold anything: %j', (name) => {
  const svg = svgOf([text(name, { x: 1, y: 25, size: 10 })], canvas);
  expect(svg).not.toContain('<script');
  expect(Buffer.from(rasterized(svg)).subarray(1, 4).toString()).toBe('PNG');
});
