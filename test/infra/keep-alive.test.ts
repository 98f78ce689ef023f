import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KEEP_ALIVE_MS } from '../../bot/http/server.ts';

it('a connection lives longer here than at the load balancer, which would answer 502 for one that was just closed', () => {
  const edge = readFileSync(join(import.meta.dirname, '../../infra/terraform/modules/edge/main.tf'), 'utf8');
  const [, seconds = ''] = /^ +idle_timeout = (\d+)$/m.exec(edge) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
  expect(KEEP_ALIVE_MS).toBeGreaterThan(Number(seconds) * 1_000);
});
