import type { Rule } from '../sources.ts';
import { fileCircles, folderCircles } from './circles.ts';
import { docstrings, fileNames } from './exports.ts';
import { adapterImports, pureEngine, sandboxDoor, vendorFolders } from './imports.ts';
import { checkedJavaScript } from './javascript.ts';
import { fileLength, folderSize, functionLength, lineLength, parameterCount } from './sizes.ts';
import { english, eventsAreMade, tierLiterals } from './words.ts';

/** The rules that the project does not keep everywhere yet; `known-violations.txt` lists where it does not. */
export const ALL_RULES: readonly Rule[] = [
  functionLength,
  parameterCount,
  lineLength,
  fileLength,
  folderSize,
  docstrings,
  fileNames,
  vendorFolders,
  sandboxDoor,
  adapterImports,
  pureEngine,
  fileCircles,
  folderCircles,
  tierLiterals,
  english,
  eventsAreMade,
  checkedJavaScript,
];
