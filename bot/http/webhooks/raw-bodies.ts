import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Bodies reach the routes of this scope as bytes, unread: what was parsed and written again is not what was signed. */
export function takeRawBodies(scope: FastifyInstance, bodyLimit: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit },
    async (_request: FastifyRequest, body: string | Buffer) => body,
  );
}
