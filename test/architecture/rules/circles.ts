import { dirname } from 'node:path';
import { inFolder, product, type Rule, type Source } from '../sources.ts';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything that `from` leads to, itself only where a way leads back. */
function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(graph.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return seen;
}

/** The arrows from which a way leads back to where they start. */
function circularArrows(graph: Graph): readonly (readonly [string, string])[] {
  const reach = new Map([...graph.keys()].map((node) => [node, reachable(graph, node)]));
  return [...graph].flatMap(([from, targets]) =>
    [...targets].filter((to) => reach.get(to)?.has(from) === true).map((to): readonly [string, string] => [from, to]),
  );
}

function graphOf(arrows: readonly (readonly [string, string])[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of arrows) {
    if (!graph.has(from)) graph.set(from, new Set());
    if (from !== to) graph.get(from)?.add(to);
  }
  return graph;
}

const arrowsOf = (sources: readonly Source[]): readonly (readonly [string, string])[] =>
  sources.flatMap(({ path, imports }) => imports.map((name): readonly [string, string] => [path, name]));

/** Imports of types count: two files that need each other's types cannot be read one after the other either. */
export const fileCircles: Rule = (sources) =>
  circularArrows(graphOf(arrowsOf(product(sources)))).map(([path, name]) => ({ rule: 'circle-of-files', path, name }));

/** The child of `parent` that holds `path`: a folder, or null for a file that lies in `parent` itself or elsewhere. */
function childFolder(parent: string, path: string): string | null {
  if (!path.startsWith(`${parent}/`)) return null;
  const rest = path.slice(parent.length + 1).split('/');
  return rest.length > 1 ? `${parent}/${rest[0]}` : null;
}

/** Of each folder, the folders in it: none may import another that leads back to it. */
export const folderCircles: Rule = (sources) => {
  const files = inFolder(sources, 'engine', 'bot', 'billing');
  const parents = new Set(
    files.flatMap(({ path }) => {
      const parts = dirname(path).split('/');
      return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
    }),
  );
  return [...parents].flatMap((parent) => {
    const arrows = arrowsOf(inFolder(files, parent)).flatMap(([from, to]): readonly (readonly [string, string])[] => {
      const [source, target] = [childFolder(parent, from), childFolder(parent, to)];
      return source === null || target === null ? [] : [[source, target]];
    });
    return circularArrows(graphOf(arrows)).map(([path, name]) => ({ rule: 'circle-of-folders', path, name }));
  });
};
