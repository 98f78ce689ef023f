import { basename } from 'node:path';
import type { Declaration } from 'oxc-parser';
import { inFolder, product, type Rule, type Source } from '../sources.ts';

interface FoundExport {
  readonly name: string;
  /** Where the statement begins; null for a name that is handed on from another file. */
  readonly start: number | null;
}

function declaredNames(declaration: Declaration): readonly string[] {
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSDeclareFunction':
      return declaration.id === null ? [] : [declaration.id.name];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [declaration.id.name];
    default:
      return [];
  }
}

function exportsOf(source: Source): readonly FoundExport[] {
  return (source.program?.body ?? []).flatMap((node): readonly FoundExport[] => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.declaration !== null) {
      return declaredNames(node.declaration).map((name) => ({ name, start: node.start }));
    }
    return node.specifiers.flatMap(({ exported }) =>
      exported.type === 'Identifier' ? [{ name: exported.name, start: null }] : [],
    );
  });
}

function hasDocstring(source: Source, start: number): boolean {
  return source.comments.some(
    (comment) =>
      comment.type === 'Block' &&
      comment.value.startsWith('*') &&
      comment.end <= start &&
      source.text.slice(comment.end, start).trim() === '',
  );
}

export const docstrings: Rule = (sources) =>
  inFolder(sources, 'engine', 'billing').flatMap((source) => {
    const found = exportsOf(source).filter(({ start }) => start !== null);
    const documented = new Set(
      found.filter(({ start }) => start !== null && hasDocstring(source, start)).map(({ name }) => name),
    );
    return [...new Set(found.map(({ name }) => name))]
      .filter((name) => !documented.has(name))
      .map((name) => ({ rule: 'export-without-docstring', path: source.path, name }));
  });

/** The words of a file's name without their plural. */
const wordsOf = (name: string): readonly string[] => name.split('-').map((word) => word.replace(/(?:ies|y|s)$/, ''));

/**
 * A file is found by its name, so one of its exports bears all the words of it. A single word may name a subject instead
 * (`time`, `metrics`).
 */
export const fileNames: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => /\.m?[tj]s$/.test(path))
    .filter((source) => {
      const name = basename(source.path).replace(/\.m?[tj]s$/, '');
      if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return true;
      if (!name.includes('-')) return false;
      const names = exportsOf(source).map((found) => found.name.toLowerCase());
      return names.length > 0 && !names.some((exported) => wordsOf(name).every((word) => exported.includes(word)));
    })
    .map(({ path }) => ({ rule: 'file-not-named-after-an-export', path, name: '' }));
