import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ChatProblem } from './chat-problem.ts';

const FILE = /^devanagari-(400|700)\.woff2$/;

/** Serves Noto's letters for Hindi, which a machine without Asian fonts lacks; a browser asks for them where there are some to show. */
export function registerFonts(scope: FastifyInstance): void {
  scope.get<{ Params: { file: string } }>('/chat/fonts/:file', { schema: { hide: true } }, async (request, reply) => {
    const font = await readFont(request.params.file);
    if (font === null) throw new ChatProblem(404, 'chat/no-asset', 'There is no such font.');
    reply.headers({ 'cache-control': 'private, max-age=604800', 'x-content-type-options': 'nosniff' });
    return reply.type('font/woff2').send(font);
  });
}

/** Null for a name that is none of them, and for all where the package, which only development needs, is not installed. */
async function readFont(file: string): Promise<Buffer | null> {
  const weight = FILE.exec(file)?.[1];
  if (weight === undefined) return null;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-devanagari/package.json'));
    return await readFile(join(folder, 'files', `noto-sans-devanagari-devanagari-${weight}-normal.woff2`));
  } catch {
    return null;
  }
}
