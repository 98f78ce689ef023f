// @ts-check
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { opaquePng } from './opaque-png.mjs';

const require = createRequire(import.meta.url);
const FONT = 'DejaVu Sans';
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

/**
 * The PNG of an SVG in its own size; the same text gives the same bytes. Blocks its thread for some 30 ms. Plain JavaScript, because the
 * drawing process reads no TypeScript before its first chart.
 * @param {string} svg
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function rasterized(svg) {
  const renderer = new Resvg(svg, {
    // A container has no fonts, and a laptop's would make other bytes.
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT, sansSerifFamily: FONT },
    logLevel: 'off',
  });
  return opaquePng(renderer.render());
}
