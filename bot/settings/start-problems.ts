import { existsSync, statSync } from 'node:fs';
import { TIERS } from '../../billing/tiers.ts';
import { isLoopback } from './networks.ts';
import { channelSetting, LATER_SETTINGS, type ParsedSettings, SETTING_NAMES } from './schema.ts';
import { shown } from './setting.ts';

/** Where the metrics of a real installation are served, on loopback. */
export const LIVE_METRICS_PORT = 9464;

/** Settings, or beginnings of them, that only a real installation has. */
const PRODUCTION = [
  ...['CHANNEL_', 'STRIPE_', 'TELEGRAM_', 'ADMIN_IDS', 'ALERT_SECRET', 'DEAD_MAN_URL', 'MONGODB_URI', 'PUBLIC_URL'],
];

/**
 * Why the product must not start with these settings although each may be right by itself; one problem each. Pure but for a
 * look whether given paths exist: nothing has been written, fetched or opened yet.
 */
export function startProblems(given: Readonly<Record<string, string>>, settings: ParsedSettings): readonly string[] {
  const live = isLive(given, settings);
  return [
    ...(live ? liveProblems(given, settings) : accidents(given, settings)),
    ...channelProblems(settings),
    ...pathProblems(settings),
    ...portProblems(settings, live),
    ...roleProblems(settings, live),
  ];
}

/** Processes share nothing but the database: each brings the same one. */
function roleProblems({ ROLE: role, MONGODB_URI: uri }: ParsedSettings, live: boolean): readonly string[] {
  if (role === 'all') return [];
  if (!live) return [`ROLE: expected all in a sandbox, which is one process, was "${role}"`];
  return uri === undefined
    ? [`MONGODB_URI: expected the database that all roles share beside ROLE=${role}, was empty`]
    : [];
}

/** Whether a bot token was given, a right one or a wrong one, and is to be used. */
export function isLive(given: Readonly<Record<string, string>>, { SANDBOX }: ParsedSettings): boolean {
  return 'TELEGRAM_BOT_TOKEN' in given && SANDBOX === '0';
}

/** A sandbox hands an Elite key to everybody who opens its page: together with settings of a real installation it is a mistake. */
function accidents(given: Readonly<Record<string, string>>, settings: ParsedSettings): readonly string[] {
  if (settings.SANDBOX === '1') return [];
  const problems: string[] = [];
  const known = [...SETTING_NAMES, ...LATER_SETTINGS].filter((name) => name in given && name !== 'TELEGRAM_BOT_TOKEN');
  const names = known.filter((name) => PRODUCTION.some((start) => name.startsWith(start)));
  if (settings.TRUST_PROXY.length > 0) names.push('TRUST_PROXY');
  if (names.length > 0) {
    problems.push(
      `TELEGRAM_BOT_TOKEN: expected a bot token beside ${names.join(', ')}, was empty; without one this would be ` +
        'a public sandbox with free keys. Set it, or SANDBOX=1 if a sandbox is what you want',
    );
  }
  if (!isLoopback(settings.HOST)) {
    problems.push(
      `HOST: expected 127.0.0.1 for a sandbox, was ${shown(settings.HOST)}, where others reach its page and its keys. ` +
        'Set TELEGRAM_BOT_TOKEN, or SANDBOX=1 if a sandbox is what you want',
    );
  }
  return problems;
}

function liveProblems(given: Readonly<Record<string, string>>, settings: ParsedSettings): readonly string[] {
  const { PUBLIC_URL: url, TELEGRAM_API_ROOT: root } = settings;
  const problems: string[] = [];
  if (url !== undefined && !('TELEGRAM_WEBHOOK_SECRET' in given)) {
    problems.push(
      'TELEGRAM_WEBHOOK_SECRET: expected 16 to 256 characters A-Z a-z 0-9 _ - beside PUBLIC_URL, was empty',
    );
  }
  if (url?.startsWith('http://') === true && root === undefined) {
    problems.push(`PUBLIC_URL: expected an address with https, the only one Telegram calls, was ${shown(url)}`);
  }
  if (url === undefined && settings.PARTNERS.length > 0)
    problems.push('PUBLIC_URL: expected the address of /r and /postback beside PARTNERS, was empty');
  return [...problems, ...cardProblems(settings)];
}

/** A key without the webhook's secret would take money of which nobody hears; Stripe itself needs an address to send its news to. */
function cardProblems(settings: ParsedSettings): readonly string[] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: base } = settings;
  const isSeen = settings.PUBLIC_URL !== undefined || base !== undefined;
  if (key === undefined && secret === undefined) return [];
  return [
    ...(secret === undefined ? ['STRIPE_WEBHOOK_SECRET: expected whsec_… beside STRIPE_SECRET_KEY, was empty'] : []),
    ...(key === undefined ? ['STRIPE_SECRET_KEY: expected sk_live_… beside STRIPE_WEBHOOK_SECRET, was empty'] : []),
    ...(!isSeen ? ['PUBLIC_URL: expected the address of /plans beside STRIPE_SECRET_KEY, was empty'] : []),
  ];
}

/** Two tiers in one channel would show paid signals to those who do not pay, and post each twice. */
function channelProblems(settings: ParsedSettings): readonly string[] {
  const channels = TIERS.map(channelSetting).map((name) => [name, settings[name]] as const);
  return channels.flatMap(([name, id], index) => {
    const first = channels.slice(0, index).find(([, other]) => id !== undefined && other === id);
    return first === undefined ? [] : [`${name}: expected a channel of its own, was that of ${first[0]}, ${id}`];
  });
}

function pathProblems({ MARKET_DATA: market, DATA_DIR: data }: ParsedSettings): readonly string[] {
  const problems: string[] = [];
  if (existsSync(data) && !statSync(data).isDirectory())
    problems.push(`DATA_DIR: expected a folder, was the file ${shown(data)}`);
  // Anything but one plain path is for the reader of candles, which is asked before the database is.
  if (market !== undefined && /^[^,=]*[./\\][^,=]*$/.test(market) && !existsSync(market))
    problems.push(`MARKET_DATA: expected a file or a folder, was ${shown(market)}, where nothing is`);
  return problems;
}

function portProblems({ PORT: port, METRICS_PORT: metrics }: ParsedSettings, live: boolean): readonly string[] {
  if (port !== (metrics ?? (live ? LIVE_METRICS_PORT : undefined))) return [];
  return [`METRICS_PORT: expected another port than PORT, was ${port} as well`];
}
