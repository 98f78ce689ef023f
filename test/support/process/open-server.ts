import { onTestFinished } from 'vitest';
import { testServer } from './http-server.ts';

/** As testServer, for one test: closed when that test is over. */
export const openServer: typeof testServer = async (changes) => {
  const server = await testServer(changes);
  onTestFinished(() => server.app.close());
  return server;
};
