import { dirname } from 'node:path';
import { type Argument, type Function as FunctionNode, type ParamPattern, Visitor } from 'oxc-parser';
import { inFolder, lineAt, type Rule, type Source } from '../sources.ts';

const MAX_FUNCTION_LINES = 70;
const MAX_PARAMETERS = 3;
const MAX_LINE_LENGTH = 140;
const MAX_FILE_LINES = 300;
const MAX_FOLDER_FILES = 20;

interface FoundFunction {
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

/** A function that holds tests is their heading, as long as its tests are many. */
const HEADING = /\b(?:describe|it)(?:\.\w+(?:\([^)]*\))?)*\(\s*['"`\w]/;

/** Every function with a body. What a table of cases or drawn values is handed to takes as many as the table has columns. */
function functionsOf(source: Source): readonly FoundFunction[] {
  if (source.program === null) return [];
  const names = new Map<number, string>();
  const tables = new Set<number>();
  const found: FoundFunction[] = [];
  const nameArguments = (callee: string, given: readonly Argument[]): void => {
    const title = given.find((argument) => argument.type === 'Literal');
    const label = title === undefined ? '…' : source.text.slice(title.start, title.end).slice(0, 40);
    for (const { start } of given) {
      if (/^(?:it\.each|fc\.)/.test(callee)) tables.add(start);
      if (!names.has(start)) names.set(start, `${callee.replace(/\s+/g, ' ').slice(0, 40)}(${label})`);
    }
  };
  const add = (start: number, end: number, parameters: readonly ParamPattern[]): void => {
    const text = source.text.slice(start, end);
    const lines = HEADING.test(text) ? 0 : text.split('\n').length;
    found.push({ name: names.get(start) ?? 'anonymous', lines, parameters: tables.has(start) ? 0 : parameters.length });
  };
  const addFunction = (node: FunctionNode): void => {
    if (node.body === null) return;
    if (node.id !== null) names.set(node.start, node.id.name);
    add(node.start, node.end, node.params);
  };
  new Visitor({
    VariableDeclarator: (node) => {
      if (node.init !== null && node.id.type === 'Identifier') names.set(node.init.start, node.id.name);
    },
    Property: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    MethodDefinition: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    CallExpression: (node) => nameArguments(source.text.slice(node.callee.start, node.callee.end), node.arguments),
    FunctionDeclaration: addFunction,
    FunctionExpression: addFunction,
    ArrowFunctionExpression: (node) => add(node.start, node.end, node.params),
  }).visit(source.program);
  return found;
}

export const functionLength: Rule = (sources) =>
  sources.flatMap((source) =>
    functionsOf(source)
      .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
      .map(({ name }) => ({ rule: `function-above-${MAX_FUNCTION_LINES}-lines`, path: source.path, name })),
  );

export const parameterCount: Rule = (sources) =>
  sources.flatMap((source) =>
    functionsOf(source)
      .filter(({ parameters }) => parameters > MAX_PARAMETERS)
      .map(({ name }) => ({ rule: `above-${MAX_PARAMETERS}-parameters`, path: source.path, name })),
  );

export const lineLength: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => line.length > MAX_LINE_LENGTH)
      .map((line) => ({ rule: `line-above-${MAX_LINE_LENGTH}`, path, name: line.trim().slice(0, 50).trim() })),
  );

export const fileLength: Rule = (sources) =>
  sources
    .filter(({ text }) => lineAt(text, text.trimEnd().length) > MAX_FILE_LINES)
    .map(({ path }) => ({ rule: `file-above-${MAX_FILE_LINES}-lines`, path, name: '' }));

export const folderSize: Rule = (sources) => {
  const counts = new Map<string, number>();
  for (const { path } of inFolder(sources, 'bot', 'engine', 'billing', 'scripts', 'test/support')) {
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > MAX_FOLDER_FILES)
    .map(([path]) => ({ rule: `folder-above-${MAX_FOLDER_FILES}-files`, path, name: '' }));
};
