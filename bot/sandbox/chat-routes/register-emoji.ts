import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ChatProblem } from './chat-problem.ts';

const FILE = /^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*\.svg$/;

/** Serves Twemoji's pictures by their code points, one by one: of 3,700 a chat shows about fifty. */
export function registerEmoji(scope: FastifyInstance): void {
  scope.get<{ Params: { file: string } }>('/chat/emoji/:file', { schema: { hide: true } }, async (request, reply) => {
    const picture = await readPicture(request.params.file);
    if (picture === null) throw new ChatProblem(404, 'chat/no-asset', 'There is no picture of this emoji.');
    reply.headers({ 'cache-control': 'private, max-age=604800', 'x-content-type-options': 'nosniff' });
    return reply.type('image/svg+xml').send(picture);
  });
}

/** Null for what is no emoji, and for all of them where the package, which only development needs, is not installed. */
async function readPicture(file: string): Promise<Buffer | null> {
  if (!FILE.test(file)) return null;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@twemoji/svg/package.json'));
    return await readFile(join(folder, file));
  } catch {
    return null;
  }
}
