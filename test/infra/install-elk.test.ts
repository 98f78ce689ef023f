import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const INFRA = join(import.meta.dirname, '../../infra');

describe('infra/elk/install.sh', () => {
  let server: Server;
  let url = '';
  let calls: { what: string; body: string; header: string | undefined }[] = [];
  let answers: { status: number; body: string }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        const xsrf = request.headers['kbn-xsrf'];
        calls.push({
          what: `${request.method} ${request.url}`,
          body,
          header: xsrf === undefined ? undefined : String(xsrf),
        });
        const { status, body: answer } = answers.shift() ?? { status: 200, body: '{"acknowledged":true}' };
        response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    [calls, answers] = [[], []];
  });
  afterAll(() => server.close());

  const install = (...words: readonly string[]): Promise<number | null> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, ELASTICSEARCH: url, KIBANA: url, DELAY: '1' };
      spawn('sh', [join(INFRA, 'elk/install.sh'), ...words], { env, stdio: 'ignore' }).on('close', resolve);
    });

  it('gives Elasticsearch the template, waiting until it answers', async () => {
    answers = [{ status: 503, body: '{}' }];
    expect(await install('template')).toBe(0);
    expect(calls.map(({ what }) => what)).toEqual(Array(2).fill('PUT /_index_template/logs-analyser'));
    expect(JSON.parse(calls[1]?.body ?? '')).toEqual(
      JSON.parse(readFileSync(join(INFRA, 'elk/index-template.json'), 'utf8')),
    );
  });

  it('gives Kibana every saved search, and fails where it does not take one', async () => {
    answers = [{ status: 200, body: '{"successCount":8,"success":true,"warnings":[]}' }];
    expect(await install('searches')).toBe(0);
    expect(calls).toMatchObject([{ what: 'POST /api/saved_objects/_import?overwrite=true', header: 'analyser' }]);
    expect(calls[0]?.body).toContain(readFileSync(join(INFRA, 'elk/saved-searches.ndjson'), 'utf8').trim());
    answers = [{ status: 200, body: '{"success":false,"successCount":7,"errors":[{"id":"a"}]}' }];
    expect(await install('searches')).not.toBe(0);
  });

  it('fails at once where the answer is a refusal', async () => {
    answers = [{ status: 400, body: '{}' }];
    expect(await install('template')).not.toBe(0);
    expect(calls).toHaveLength(1);
    expect(await install()).toBe(2);
  });

  it('is run by compose, the template before the first line of log', () => {
    const service = z.looseObject({ profiles: z.array(z.string()).default([]) });
    const { services } = z
      .object({ services: z.record(z.string(), service) })
      .parse(parse(readFileSync(join(INFRA, 'docker-compose.yml'), 'utf8'), { merge: true }));
    const once = { entrypoint: ['/bin/sh', '/elk/install.sh'], volumes: ['./elk:/elk:ro'], profiles: ['logs'] };
    expect(services['logs-template']).toMatchObject({ ...once, command: ['template'] });
    expect(services['logs-searches']).toMatchObject({ ...once, command: ['searches'] });
    expect(services.vector).toMatchObject({
      depends_on: { 'logs-template': { condition: 'service_completed_successfully' } },
    });
  });
});
