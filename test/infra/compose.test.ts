import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { read } from './run-script.ts';

const service = z.object({
  image: z.string(),
  build: z.object({ context: z.string() }).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  privileged: z.boolean().default(false),
  restart: z.string().optional(),
  stop_grace_period: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.object({ source: z.string(), mode: z.number() })).default([]),
});
const { services, volumes, secrets } = z
  .object({
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .parse(parse(read('infra/docker-compose.yml'), { merge: true, version: '1.1' }));
const all = Object.entries(services);
const product = all.filter(([, { image }]) => image === 'analyser:local');

describe('docker-compose.yml', () => {
  it('publishes ports on loopback only, each once', () => {
    const ports = all.flatMap(([, each]) => each.ports);
    expect(ports.length).toBeGreaterThanOrEqual(3);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  });

  it('runs the product once in each role: two bots would poll one token', () => {
    expect(product.map(([, each]) => each.environment.ROLE).sort()).toEqual(['api', 'bot', 'engine']);
    expect(read('infra/docker-compose.yml')).not.toMatch(/replicas:|scale:/);
  });

  it('publishes the bot, which alone takes webhooks, and the API, as the load balancer does', () => {
    const edge = read('infra/terraform/modules/edge/main.tf');
    for (const path of ['/telegram/webhook', '/ops/alerts']) {
      expect(edge).toContain(`"${path}"`);
      expect(read('infra/README.md')).toContain(`\`${path}\``);
    }
    expect(services.bot?.ports).toEqual(['127.0.0.1:8081:8080']);
    expect(services.api?.ports).toEqual(['127.0.0.1:8080:8080']);
    expect(services.engine?.ports).toEqual([]);
  });

  it.each(product)('gives %s a root that is read only, no capability, and time to stop', (_, each) => {
    expect(each).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'], privileged: false });
    expect(each.security_opt).toContain('no-new-privileges:true');
    expect(each.restart).toBe('unless-stopped');
    // A stop drains for up to 20 s.
    expect(Number.parseInt(each.stop_grace_period ?? '', 10)).toBeGreaterThan(20);
    expect(each.depends_on.mongo).toEqual({ condition: 'service_healthy' });
    expect(each.volumes.map((volume) => volume.split(':')[1])).toEqual(['/data']);
    expect(each.environment.MONGODB_URI).toContain('replicaSet=rs0');
  });

  it('builds the image once', () => {
    expect(product.filter(([, each]) => each.build !== undefined)).toHaveLength(1);
  });

  it('knows the health of whatever another waits for; that of the product is in its image', () => {
    const awaited = all.flatMap(([, each]) => Object.entries(each.depends_on));
    expect(awaited.map(([name]) => name)).toContain('mongo');
    for (const [name, { condition }] of awaited) {
      const awaitedService = services[name];
      // What runs once is waited for until it has ended well, so it must not be started again.
      if (condition === 'service_completed_successfully') expect(awaitedService, name).not.toHaveProperty('restart');
      else expect(condition, name).toBe('service_healthy');
      if (condition === 'service_healthy') expect(awaitedService?.healthcheck?.test.length, name).toBeGreaterThan(1);
    }
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK [\s\S]*\/health\/live/m);
  });

  it('gives two services no volume in common, and keeps every one that it names', () => {
    const named = all.flatMap(([, each]) => each.volumes.map((volume) => volume.split(':')[0] ?? ''));
    const kept = named.filter((name) => !/^[./]/.test(name));
    expect(kept.sort()).toEqual(Object.keys(volumes).sort());
  });

  it('shows Alertmanager, which runs as nobody, the secret of the bot', () => {
    expect(secrets['alert-secret']).toEqual({ environment: 'ALERT_SECRET' });
    expect(services.alertmanager?.secrets).toMatchObject([{ source: 'alert-secret', mode: 0o444 }]);
    expect(read('infra/env.example')).toMatch(/^ALERT_SECRET=/m);
  });
});
