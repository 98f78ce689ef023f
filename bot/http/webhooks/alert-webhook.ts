import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ENGLISH } from '../../texts/language.ts';
import { HttpProblem } from '../problem.ts';
import { sameSecret } from './same-secret.ts';

/** Alertmanager groups alerts: a bad night is some dozens in one call. */
const MOST_ALERTS = 200;
const BODY_BYTES = 512 * 1_024;

const label = z.string().max(2_000);
const alertmanagerCall = z.object({
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: z.looseObject({ alertname: label, severity: label.default('ticket') }),
        annotations: z.looseObject({ summary: label.default(''), runbook_url: label.default('') }),
        fingerprint: z.string().min(1).max(100),
      }),
    )
    .max(MOST_ALERTS),
});

/** An alert as Prometheus raised or ended it. */
export interface ReceivedAlert {
  readonly isFiring: boolean;
  /** The same for the same alert about the same thing. */
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  /** The page to turn to. */
  readonly runbook: string;
}

export interface AlertWebhookDependencies {
  /** ALERT_SECRET. */
  readonly secret: string;
  readonly onAlert: (alert: ReceivedAlert) => void;
  readonly onOutcome: (outcome: 'accepted' | 'bad-signature' | 'failed') => void;
}

/** POST /ops/alerts, Alertmanager's receiver: 401 without the secret as a bearer token, 400 for what is no call of Alertmanager. */
export function registerAlertWebhook(app: FastifyInstance, deps: AlertWebhookDependencies): void {
  app.post('/ops/alerts', { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!sameSecret(given, deps.secret)) {
      deps.onOutcome('bad-signature');
      throw new HttpProblem('auth/bad-key', ENGLISH.plain('detail-alert-secret'));
    }
    const call = alertmanagerCall.safeParse(request.body);
    if (!call.success) {
      deps.onOutcome('failed');
      throw new HttpProblem('request/refused', ENGLISH.plain('detail-alert-call'));
    }
    for (const { status, labels, annotations, fingerprint } of call.data.alerts) {
      deps.onAlert({
        ...{ isFiring: status === 'firing', fingerprint },
        ...{ name: labels.alertname, severity: labels.severity },
        ...{ summary: annotations.summary, runbook: annotations.runbook_url },
      });
    }
    deps.onOutcome('accepted');
    return reply.code(200).send({});
  });
}
