import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../../bot/config.ts';
import { isLoopback } from '../../bot/settings/networks.ts';
import { advice, asked, type Finding, fine, wrong } from './finding.ts';

const SECRET_ADVICE = 'set one: openssl rand -hex 32';

/** Secrets: those that this way of running needs, and that none is used twice. */
export function checkSecrets(
  { telegram, publicUrl, webhookSecret, alertSecret }: Config,
  given: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  const problems = [
    publicUrl !== null && !publicUrl.startsWith('https:')
      ? 'PUBLIC_URL is not https: Telegram and Stripe call nothing else; put a proxy with a certificate before the port'
      : null,
    alertSecret === null
      ? `ALERT_SECRET is not set: alerts of Alertmanager are not received; ${SECRET_ADVICE}; Alertmanager must show the same`
      : null,
    telegram !== null && telegram.token.split(':')[1] === webhookSecret
      ? `TELEGRAM_WEBHOOK_SECRET is part of the token: it is shown to whoever calls the webhook; ${SECRET_ADVICE}`
      : null,
    webhookSecret !== null && webhookSecret === alertSecret
      ? `TELEGRAM_WEBHOOK_SECRET and ALERT_SECRET are the same: who knows one knows both; ${SECRET_ADVICE}`
      : null,
    (given.STRIPE_SECRET_KEY === undefined) !== (given.STRIPE_WEBHOOK_SECRET === undefined)
      ? 'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: Stripe, Developers, Webhooks, the endpoint, Signing secret'
      : null,
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return [fine('secrets', 'all there')];
  return problems.map((problem) => wrong('secrets', problem));
}

/** Whether somebody outside notices that nobody is told of alerts any more. */
export function checkDeadMan({ deadManUrl }: Pick<Config, 'deadManUrl'>): readonly Finding[] {
  if (deadManUrl !== null) return [fine('dead man', 'a service outside is called while alerts can be told')];
  return [
    advice(
      'dead man',
      'DEAD_MAN_URL is not set: nobody is told when the bot, Alertmanager or this host is away; make a check at ' +
        'healthchecks.io or the like (period and grace 5 minutes) and set its https address',
    ),
  ];
}

/** Behind a proxy every caller has its address, unless its network is named. */
export function checkProxy({ publicUrl, host, trustProxy }: Config): readonly Finding[] {
  if (publicUrl === null && isLoopback(host)) return [fine('proxy networks', 'none: nobody calls from outside')];
  if (trustProxy.length === 0)
    return [
      wrong(
        'proxy networks',
        'TRUST_PROXY is not set: behind a proxy all callers would share one quota; ' +
          'set its network, e.g. 10.0.0.0/16, or 0 where there is none',
      ),
    ];
  return [fine('proxy networks', trustProxy.join(', '))];
}

/** Partner programmes: where their postbacks have to go, and which of them can confirm nobody by themselves. */
export function checkPartners({ partners, publicUrl }: Config): readonly Finding[] {
  return partners.map(({ slug, postback, lookup }) => {
    const name = `partner ${slug}`;
    if (postback !== null) return fine(name, `postbacks to ${publicUrl ?? 'PUBLIC_URL'}/postback/${slug}`);
    return fine(name, lookup.type === 'manual' ? 'operators confirm every UID by /uids' : `asked by ${lookup.type}`);
  });
}

/** DATA_DIR can be written to. */
export async function checkDataDir({ dataDir }: Config): Promise<readonly Finding[]> {
  const folder = resolve(dataDir);
  return await asked(
    'data folder',
    async () => {
      const file = join(folder, '.doctor');
      await mkdir(folder, { recursive: true });
      await writeFile(file, '');
      await rm(file);
      return [fine('data folder', folder)];
    },
    `DATA_DIR: expected a folder that this user may write to, was "${folder}"`,
  );
}
