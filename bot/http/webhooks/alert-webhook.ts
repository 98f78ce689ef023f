import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ReceivedAlert } from '../../alerts/alert.ts';
import { ENGLISH } from '../../texts/language.ts';
import { HttpProblem } from '../problem.ts';
import { sameSecret } from './same-secret.ts';

/** Alertmanager groups alerts: a bad night is some dozens in one call. */
const MOST_ALERTS = 200;
/** The alert that always fires: no operator is told of it, a service outside notices when it stops. */
const WATCHDOG = 'Watchdog';
const BODY_BYTES = 512 * 1_024;

const label = z.string().max(2_000);
const alertmanagerCall = z.object({
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: z.object({ alertname: label, severity: label.optional() }).catchall(label),
        annotations: z.looseObject({ summary: label.default(''), runbook_url: label.default('') }),
        fingerprint: z.string().min(1).max(100),
        startsAt: z.iso.datetime({ offset: true }).transform((given) => Date.parse(given)),
      }),
    )
    .max(MOST_ALERTS),
});

export interface AlertWebhookDependencies {
  /** ALERT_SECRET. */
  readonly secret: string;
  readonly onAlert: (alert: ReceivedAlert) => void;
  /** The watchdog fires, as it always does. */
  readonly onWatchdog: () => void;
  readonly onOutcome: (outcome: 'accepted' | 'bad-signature' | 'failed') => void;
}

/** Those that have a value. */
function given(labels: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** POST /ops/alerts, Alertmanager's receiver: 401 without the secret as a bearer token, 400 for what is no call of Alertmanager. */
export function registerAlertWebhook(app: FastifyInstance, deps: AlertWebhookDependencies): void {
  app.post('/ops/alerts', { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const secret = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!sameSecret(secret, deps.secret)) {
      deps.onOutcome('bad-signature');
      throw new HttpProblem('auth/bad-key', ENGLISH.plain('detail-alert-secret'));
    }
    const call = alertmanagerCall.safeParse(request.body);
    if (!call.success) {
      deps.onOutcome('failed');
      throw new HttpProblem('request/refused', ENGLISH.plain('detail-alert-call'));
    }
    for (const { status, labels, annotations, fingerprint, startsAt } of call.data.alerts) {
      if (labels.alertname === WATCHDOG) {
        if (status === 'firing') deps.onWatchdog();
        continue;
      }
      deps.onAlert({
        ...{ isFiring: status === 'firing', startsAtMs: startsAt, fingerprint },
        ...{ name: labels.alertname, severity: labels.severity ?? 'ticket', labels: given(labels) },
        ...{ summary: annotations.summary, runbook: annotations.runbook_url },
      });
    }
    deps.onOutcome('accepted');
    return reply.code(200).send({});
  });
}
