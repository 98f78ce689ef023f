import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { opaquePng } from '../../../../bot/telegram/charts/drawing-process/opaque-png.mjs';
import { createRandom } from '../../../../engine/random.ts';

/** The pixels of a PNG as another program reads them. */
function readBack(png: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Buffer {
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const image = `<image href="${href}" width="${width}" height="${height}" image-rendering="optimizeSpeed"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return new Resvg(svg).render().pixels;
}

describe('opaquePng', () => {
  it.each([
    [1, 1],
    [7, 3],
    [64, 48],
  ])('of %d × %d pixels is read back as they were', (width, height) => {
    const random = createRandom(width);
    const pixels = Uint8Array.from({ length: 4 * width * height }, (_, at) =>
      at % 4 === 3 ? 255 : Math.floor(256 * random()),
    );
    expect(readBack(opaquePng({ width, height, pixels }), { width, height })).toEqual(Buffer.from(pixels));
  });
});
