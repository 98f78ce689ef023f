import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedAlert } from '../../../bot/alerts/alert.ts';
import { PROBLEMS } from '../../../bot/http/problem.ts';
import { problemOf } from '../../../bot/http/problem-of.ts';
import { registerAlertWebhook } from '../../../bot/http/webhooks/alert-webhook.ts';

const SECRET = 'a-secret-of-24-characters';

/** As Alertmanager 0.28 posts it. */
const alertOf = (fingerprint: string, status: 'firing' | 'resolved') => ({
  status,
  labels: { alertname: 'OutboxOld', severity: 'page', instance: 'bot:9464' },
  annotations: { summary: 'The oldest message waits <b>long</b>', runbook_url: 'infra/runbooks/outbox-old.md' },
  startsAt: '2024-05-30T20:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus:9090/graph',
  fingerprint,
});
const callOf = (...alerts: readonly unknown[]) => ({
  ...{
    version: '4',
    groupKey: '{}:{}',
    status: 'firing',
    receiver: 'operators-now',
    groupLabels: {},
    commonLabels: {},
  },
  ...{ commonAnnotations: {}, externalURL: 'http://alertmanager:9093', truncatedAlerts: 0, alerts },
});

describe('POST /ops/alerts', () => {
  let received: ReceivedAlert[] = [];
  let outcomes: string[] = [];
  let watchdogs = 0;
  let app = fastify();
  beforeEach(() => {
    [received, outcomes, watchdogs, app] = [[], [], 0, fastify()];
    app.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error, request);
      reply.code(PROBLEMS[problem.code].status).send({ code: problem.code });
    });
    registerAlertWebhook(app, {
      secret: SECRET,
      onAlert: (alert) => received.push(alert),
      onWatchdog: () => {
        watchdogs += 1;
      },
      onOutcome: (outcome) => outcomes.push(outcome),
    });
  });
  afterEach(async () => {
    await app.close();
  });
  const post = async (payload: object | string, authorization = `Bearer ${SECRET}`) =>
    (
      await app.inject({
        method: 'POST',
        url: '/ops/alerts',
        payload,
        headers: { authorization, 'content-type': 'application/json' },
      })
    ).statusCode;

  it('hands on every alert of a call', async () => {
    expect(await post(callOf(alertOf('a1', 'firing'), alertOf('b2', 'resolved')))).toBe(200);
    expect(received.map(({ fingerprint, isFiring }) => [fingerprint, isFiring])).toEqual([
      ['a1', true],
      ['b2', false],
    ]);
    expect(received[0]?.startsAtMs).toBe(Date.UTC(2024, 4, 30, 20));
    expect(received[0]).toMatchObject({ name: 'OutboxOld', severity: 'page', runbook: 'infra/runbooks/outbox-old.md' });
    expect(received[0]?.labels).toEqual({ alertname: 'OutboxOld', severity: 'page', instance: 'bot:9464' });
    expect(outcomes).toEqual(['accepted']);
  });

  it.each(['2024-05-30T20:00:00.123456789Z', '2024-05-30T22:00:00.123+02:00'])(
    'reads the start %s',
    async (startsAt) => {
      expect(await post(callOf({ ...alertOf('a1', 'firing'), startsAt }))).toBe(200);
      expect(received[0]?.startsAtMs).toBe(Date.UTC(2024, 4, 30, 20, 0, 0, 123));
    },
  );

  it('tells of the watchdog apart, as often as it is called, and of nothing else', async () => {
    const watchdog = (status: 'firing' | 'resolved') => ({
      ...alertOf('w0', status),
      labels: { alertname: 'Watchdog', severity: 'none' },
    });
    await post(callOf(watchdog('firing')));
    await post(callOf(watchdog('firing'), alertOf('a1', 'firing')));
    await post(callOf(watchdog('resolved')));
    expect(await post(callOf(watchdog('firing')), 'Bearer wrong')).toBe(401);
    expect(watchdogs).toBe(2);
    expect(received.map(({ name }) => name)).toEqual(['OutboxOld']);
  });

  it.each(['', 'Bearer ', 'Bearer wrong', `Basic ${SECRET}`, SECRET])(
    'believes nothing with "%s"',
    async (authorization) => {
      expect(await post(callOf(alertOf('a1', 'firing')), authorization)).toBe(401);
      expect({ received, outcomes }).toEqual({ received: [], outcomes: ['bad-signature'] });
    },
  );

  it.each<[string, object]>([
    ['no alerts', {}],
    ['alerts that are none', { alerts: [{}] }],
    ['an unknown status', { alerts: [{ ...alertOf('a', 'firing'), status: 'perhaps' }] }],
    ['an alert that began at no time', { alerts: [{ ...alertOf('a', 'firing'), startsAt: 'yesterday' }] }],
    ['more alerts than a bad night has', { alerts: Array.from({ length: 201 }, () => alertOf('a', 'firing')) }],
    ['an operator as a name', { alerts: [{ ...alertOf('a', 'firing'), labels: { alertname: { $gt: '' } } }] }],
  ])('refuses a call with %s', async (_, payload) => {
    expect(await post(payload)).toBe(400);
    expect(received).toEqual([]);
  });
});
