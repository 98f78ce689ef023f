import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { createDashboardReader } from '../answers/dashboard.ts';
import { ENGLISH } from '../texts/language.ts';
import { renderDocsPage } from '../web/landing/docs-page.ts';
import { renderLiveSection } from '../web/landing/live-section.ts';
import { renderStartPage } from '../web/landing/start-page.ts';
import type { HttpDependencies } from './dependencies.ts';
import { runProbes } from './ops/ops.ts';
import { PROBLEM_TYPE, PROBLEMS } from './problem.ts';

/** Everything the pages load; a name not in this table is not served. */
const ASSETS: Readonly<Record<string, string>> = {
  'theme.css': 'text/css; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'start.css': 'text/css; charset=utf-8',
  'docs.css': 'text/css; charset=utf-8',
  'plans.css': 'text/css; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
  'docs.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

const ERRORS = { contentType: PROBLEM_TYPE, codes: PROBLEMS } as const;
const HTML_TYPE = 'text/html; charset=utf-8';

/** The pages for people: /, /docs and their files, and /openapi.json that /docs is drawn from. */
export function registerPages(app: FastifyInstance, deps: HttpDependencies): void {
  const { health, database } = deps.operations;
  const readDashboard = createDashboardReader({
    ...deps.time,
    ...{ answers: deps.answers, database },
    checks: () => runProbes(health.ready),
  });
  const schema = { hide: true };
  const info = deps.startPage;
  app.get('/', { schema }, async (_request, reply) =>
    reply.type(HTML_TYPE).send(renderStartPage(info, await readDashboard(), ENGLISH)),
  );
  app.get('/dashboard/live', { schema }, async (_request, reply) =>
    reply.type(HTML_TYPE).send(renderLiveSection(await readDashboard(), info.notices?.(ENGLISH) ?? [], ENGLISH).markup),
  );
  app.get('/openapi.json', { schema }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(app.swagger()),
  );
  app.get('/docs', { schema }, async (_request, reply) => {
    const { markets } = await readDashboard();
    const [market] = markets ?? [];
    const example = { symbol: market?.symbol ?? 'BTC/USDT', timeframe: market?.timeframe ?? '1h' };
    return reply.type(HTML_TYPE).send(renderDocsPage(app.swagger(), example, { errors: ERRORS, language: ENGLISH }));
  });
  app.register(async (scope) => {
    for (const [name, type] of Object.entries(ASSETS)) {
      const bytes = await readFile(new URL(`../web/landing/${name}`, import.meta.url));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      scope.get(`/assets/${name}`, { schema }, async (request, reply) => {
        reply.headers({ etag, 'cache-control': 'no-cache' });
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type(type).send(bytes);
      });
    }
  });
}
