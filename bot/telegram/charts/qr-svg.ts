import { encode } from 'uqr';

const SIDE = 720;
const MARGIN_MODULES = 4;

/** A QR code of a text as an SVG, dark on white with the margin that scanners need, error correction M. Throws above 2,331 bytes. */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const modules = size + 2 * MARGIN_MODULES;
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + MARGIN_MODULES} ${y + MARGIN_MODULES}h1v1h-1z`] : [])),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${modules} ${modules}">`,
    `<rect width="${modules}" height="${modules}" fill="#ffffff"/>`,
    `<path d="${path.join('')}" fill="#101418"/>`,
    '</svg>',
  ].join('');
}
