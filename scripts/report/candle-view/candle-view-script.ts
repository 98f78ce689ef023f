import { readBeside } from '../page.ts';

/** Each imports only from those before it. */
const MODULES = [
  'unpack-candles.js',
  'candle-texts.js',
  'draw-candles.js',
  'viewer.js',
  'viewer-input.js',
  'candle-view.js',
] as const;

/** `import … from './x.js';` and the same of types alone, in a comment. */
const IMPORTS = /^(?:import [^;]*;|\/\*\* @import .*\*\/)\n/gm;

/** The modules of the view as one script: a page that is a file cannot load them, and one script needs no imports. */
export function candleViewScript(): string {
  const code = MODULES.map((name) =>
    readBeside(`candle-view/${name}`)
      .replace(IMPORTS, '')
      .replace(/^export /gm, ''),
  );
  return `(() => {\n${code.join('\n')}})();`;
}
