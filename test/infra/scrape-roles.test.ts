import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const INFRA = join(import.meta.dirname, '../../infra');
const read = (path: string): unknown => parse(readFileSync(join(INFRA, path), 'utf8'), { merge: true });

const prometheus = z.object({
  scrape_configs: z.array(
    z.object({
      job_name: z.string(),
      static_configs: z.array(
        z.object({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()).optional() }),
      ),
    }),
  ),
});
const compose = z.object({
  services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()).optional() })),
});

describe('the role of a scraped process', () => {
  const targets = prometheus
    .parse(read('prometheus/prometheus.yml'))
    .scrape_configs.filter(({ job_name }) => job_name === 'analyser')
    .flatMap((job) => job.static_configs)
    .flatMap((group) => group.targets.map((target) => [target, group.labels?.role]));
  const roles = Object.entries(compose.parse(read('docker-compose.yml')).services).flatMap(([name, { environment }]) =>
    environment?.ROLE === undefined ? [] : [[`${name}:9464`, environment.ROLE]],
  );

  it('is the one that compose starts it with', () => {
    expect(roles.length).toBe(3);
    expect(targets.toSorted()).toEqual(roles.toSorted());
  });

  it('comes with what each task on AWS sends', () => {
    expect(readFileSync(join(INFRA, 'terraform/modules/task/collector.yml'), 'utf8')).toMatch(
      /labels:\n\s+role: \$\{role\}/,
    );
  });
});
