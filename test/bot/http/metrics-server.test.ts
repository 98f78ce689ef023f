import { describe, expect, it } from 'vitest';
import { createMetricsServer } from '../../../bot/http/ops/metrics-server.ts';
import { freePort } from '../../support/process/free-port.ts';

describe('the listener for metrics', () => {
  it('serves them on loopback and nothing else', async () => {
    const port = await freePort();
    const server = createMetricsServer();
    await server.listen({ port, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${port}`;
    expect((await fetch(`${url}/metrics`)).status).toBe(503);
    server.serve({ metricsText: async () => 'analyser_info 1\n', metricsType: 'text/plain; version=0.0.4' });
    const answer = await fetch(`${url}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(await answer.text()).toBe('analyser_info 1\n');
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    await server.close();
  });

  it('rejects a port in use', async () => {
    const port = await freePort();
    const first = createMetricsServer();
    await first.listen({ port, host: '127.0.0.1' });
    await expect(createMetricsServer().listen({ port, host: '127.0.0.1' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
  });
});
