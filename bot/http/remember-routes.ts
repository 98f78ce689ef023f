import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  readonly methods: Set<string>;
  readonly pattern: RegExp;
}

/**
 * Remembers the routes of a server as they are added, so that an address that exists can answer 405 for a method it does not
 * take. Returns the methods an address takes, none when there is no such address.
 */
export function rememberRoutes(app: FastifyInstance): (path: string) => readonly string[] {
  const routes = new Map<string, KnownRoute>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = routes.get(url) ?? { methods: new Set<string>(), pattern: patternOf(url) };
    for (const name of [method].flat()) known.methods.add(name);
    routes.set(url, known);
  });
  return (path) => {
    const methods = [...routes.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((route) => [...route.methods]);
    return [...new Set(methods)].sort();
  };
}

function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}
