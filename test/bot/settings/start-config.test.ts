import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readStartConfig } from '../../../bot/config.ts';
import { SETTING_NAMES } from '../../../bot/settings/schema.ts';

const TOKEN = '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr';
const SECRET = 'a-webhook-secret-of-ours';

/** The problems of a start with these settings. */
function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readStartConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a sandbox beside settings of a real installation', () => {
  it.each([
    ['CHANNEL_PRO', '-1001234567890'],
    ['CHANNEL_FREE', '-1001234567890'],
    ['PUBLIC_URL', 'https://bot.example.org'],
    ['MONGODB_URI', 'mongodb://db.example.org/analyser'],
    ['STRIPE_SECRET_KEY', 'sk_test_abc'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_abc'],
    ['ADMIN_IDS', '12345'],
    ['TELEGRAM_WEBHOOK_SECRET', SECRET],
    ['TELEGRAM_API_ROOT', 'http://127.0.0.1:9'],
    ['TRUST_PROXY', '10.0.0.0/16'],
  ])('is refused for %s, with an empty token and without one, unless SANDBOX=1', (name, value) => {
    for (const token of [{}, { TELEGRAM_BOT_TOKEN: '' }, { TELEGRAM_BOT_TOKEN: '  ' }]) {
      const given = { ...token, [name]: value };
      expect(problemsOf(given)).toEqual([
        expect.stringMatching(new RegExp(`^TELEGRAM_BOT_TOKEN: .*${name}.*SANDBOX=1`)),
      ]);
      expect(problemsOf({ ...given, SANDBOX: '0' })).toHaveLength(1);
      expect(readStartConfig({ ...given, SANDBOX: '1' }).telegram).toBeNull();
    }
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'analyser.example.org'])('is refused on the HOST %s', (host) => {
    expect(problemsOf({ HOST: host })).toEqual([
      expect.stringMatching(new RegExp(`^HOST: .*was "${host}".*SANDBOX=1`)),
    ]);
    expect(problemsOf({ HOST: host, SANDBOX: '1' })).toEqual([]);
    expect(problemsOf({ HOST: host, TELEGRAM_BOT_TOKEN: TOKEN })).toEqual([]);
  });

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'is fine on the HOST %s',
    (host) => {
      expect(problemsOf({ HOST: host })).toEqual([]);
    },
  );

  it('names every setting that made it refuse', () => {
    const [problem] = problemsOf({ CHANNEL_PRO: '-100123', MONGODB_URI: 'mongodb://x/y', ADMIN_IDS: '7' });
    for (const name of ['CHANNEL_PRO', 'MONGODB_URI', 'ADMIN_IDS']) expect(problem).toContain(name);
  });

  it('takes SANDBOX=1 at its word beside a token, and says so', () => {
    const config = readStartConfig({ TELEGRAM_BOT_TOKEN: TOKEN, SANDBOX: '1' });
    expect(config).toMatchObject({ telegram: null, metricsPort: null });
    expect(config.notes).toEqual(['TELEGRAM_BOT_TOKEN has no effect in the sandbox']);
  });

  it('names a token that is set but empty', () => {
    expect(readStartConfig({ TELEGRAM_BOT_TOKEN: '' }).notes).toEqual([
      'TELEGRAM_BOT_TOKEN is set but empty: this is the sandbox',
    ]);
  });

  it('does not concern commands that only read the store', () => {
    expect(readConfig({ MONGODB_URI: 'mongodb://x/y' }).mongodbUri).toBe('mongodb://x/y');
  });
});

describe('a real installation', () => {
  it('needs the secret of its webhook and an address that Telegram calls', () => {
    expect(problemsOf({ TELEGRAM_BOT_TOKEN: TOKEN, PUBLIC_URL: 'https://b.example.org' })).toEqual([
      expect.stringMatching(/^TELEGRAM_WEBHOOK_SECRET: .*PUBLIC_URL/),
    ]);
    const given = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_SECRET: SECRET };
    expect(problemsOf({ ...given, PUBLIC_URL: 'https://b.example.org' })).toEqual([]);
    expect(problemsOf({ ...given, PUBLIC_URL: 'http://b.example.org' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL: .*https.*was "http:/),
    ]);
  });

  it('keeps metrics to themselves on 9464, and on no port twice', () => {
    expect(readStartConfig({ TELEGRAM_BOT_TOKEN: TOKEN }).metricsPort).toBe(9464);
    expect(readStartConfig({}).metricsPort).toBeNull();
    expect(problemsOf({ TELEGRAM_BOT_TOKEN: TOKEN, PORT: '9464' })).toEqual([
      expect.stringMatching(/^METRICS_PORT: .*9464/),
    ]);
    expect(problemsOf({ PORT: '9000', METRICS_PORT: '9000' })).toEqual([expect.stringMatching(/^METRICS_PORT: /)]);
  });

  it('has no two tiers in one channel', () => {
    const given = { TELEGRAM_BOT_TOKEN: TOKEN, CHANNEL_FREE: '-1001', CHANNEL_PRO: '-1001', CHANNEL_ELITE: '-1002' };
    expect(problemsOf(given)).toEqual([expect.stringMatching(/^CHANNEL_PRO: .*CHANNEL_FREE/)]);
  });
});

describe('a value', () => {
  it.each([
    ['PORT', 'abc', 'expected a whole number from 0 to 65535, was "abc"'],
    ['PORT', '80.5', 'was "80.5"'],
    ['PORT', '-1', 'was "-1"'],
    ['PORT', '0x50', 'was "0x50"'],
    ['PORT', '70000', 'was "70000"'],
    ['METRICS_PORT', '0', 'was "0"'],
    ['HOST', '127.0.0.1:80', 'was "127.0.0.1:80"'],
    ['HOST', 'http://x', 'was "http://x"'],
    ['ROLE', 'bot', 'expected all in a sandbox, which is one process, was "bot"'],
    ['ROLE', 'worker', 'expected one of all engine bot api, was "worker"'],
    ['SANDBOX', 'yes', 'expected 1 or 0, was "yes"'],
    ['SANDBOX_SPEED', 'fast', 'was "fast"'],
    ['SANDBOX_SPEED', '0', 'was "0"'],
    ['SEED', '1e3', 'was "1e3"'],
    ['LOG_LEVEL', 'loud', 'was "loud"'],
    ['CHANNEL_PRO', '@analyser_pro', 'was "@analyser_pro"'],
    ['CHANNEL_PRO', '123', 'was "123"'],
    ['ADMIN_IDS', '12,me', 'was "me"'],
    ['ADMIN_IDS', '12,,13', 'was ""'],
    ['PUBLIC_URL', 'bot.example.org', 'was "bot.example.org"'],
    ['PUBLIC_URL', 'ftp://x', 'was "ftp://x"'],
    ['MARKETS', 'binance:BTC/USDT@1h,BTC', 'expected exchange:BASE/QUOTE@timeframe, was "BTC"'],
    [
      'MARKETS',
      'binance:BTC/USDT@1h+swing',
      'expected +swing behind 4h candles of a coin, was "binance:BTC/USDT@1h+swing"',
    ],
    [
      'MARKETS',
      'kraken:EUR/USD@4h+swing',
      'expected +swing behind 4h candles of a coin, was "kraken:EUR/USD@4h+swing"',
    ],
    ['MARKETS', 'binance:BTC/USDT@4h+trend', 'expected exchange:BASE/QUOTE@timeframe, was'],
    ['MARKET_DATA', '/nowhere/x.csv', 'was "/nowhere/x.csv", where nothing is'],
    ['DATA_DIR', '/etc/hostname', 'expected a folder, was the file "/etc/hostname"'],
    ['TRUST_PROXY', '1', 'was "1"; for a proxy on this machine write TRUST_PROXY=127.0.0.1/32'],
    ['TRUST_PROXY', 'true', 'was "true"'],
    ['TRUST_PROXY', '10.0.0.0/33', 'was "10.0.0.0/33"'],
    ['TRUST_PROXY', '0.0.0.0/0', 'was "0.0.0.0/0"'],
    ['TRUST_PROXY', '::/0', 'was "::/0"'],
    ['TRUST_PROXY', '10.0.0.0/8,proxy.local', 'was "proxy.local"'],
  ])('of %s cannot be %s', (name, value, message) => {
    const problems = problemsOf({ SANDBOX: '1', [name]: value });
    expect(problems).toEqual([expect.stringContaining(message)]);
    expect(problems[0]?.startsWith(`${name}: `)).toBe(true);
  });

  it.each([
    ['TELEGRAM_BOT_TOKEN', '123456789:oops-too-short'],
    ['TELEGRAM_WEBHOOK_SECRET', 'short secret!'],
    ['MONGODB_URI', 'postgres://me:hunter2@db/x'],
  ])('of %s is never repeated', (name, value) => {
    const text = problemsOf({ SANDBOX: '1', [name]: value }).join();
    expect(text).toMatch(new RegExp(`^${name}: expected .*\\(${value.length} characters\\)`));
    expect(text).not.toContain(value);
    expect(text).not.toContain('hunter2');
  });

  it('that is a secret in the wrong place is not repeated either', () => {
    const given = { PORT: TOKEN, PUBLIC_URL: 'redis://me:hunter2@db/x', LOG_LEVEL: 'sk_live_abcdef', SANDBOX: '1' };
    const text = problemsOf(given).join();
    for (const secret of [TOKEN, 'hunter2', 'sk_live_abcdef']) expect(text).not.toContain(secret);
  });

  it('stays on one line however it was given', () => {
    const text = problemsOf({ LOG_LEVEL: `x\n\u001b[2J${'y'.repeat(500)}` }).join();
    expect(text.length).toBeLessThan(250);
    expect(text).not.toContain('\n');
    expect(text).not.toContain('\u001b');
  });

  it('is one of many problems, all said at once', () => {
    const given = { PORT: 'abc', ROLE: 'bot', CHANEL_PRO: '-1', HOST: '0.0.0.0', MONGODB_URI: 'mongodb://x/y' };
    const names = problemsOf(given).map((problem) => problem.split(':')[0]);
    expect(names.sort()).toEqual(['CHANEL_PRO', 'HOST', 'PORT', 'ROLE', 'TELEGRAM_BOT_TOKEN']);
  });

  it('of TRUST_PROXY names networks of both families, or nobody', () => {
    const networks = ['10.0.0.0/16', '127.0.0.1/32', 'fd00::/8', '::1', '::ffff:10.0.0.0/112'];
    expect(readConfig({ TRUST_PROXY: networks.join(', ') }).trustProxy).toEqual(networks);
    expect(readConfig({ TRUST_PROXY: '0' }).trustProxy).toEqual([]);
    expect(readConfig({}).trustProxy).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['CHANEL_PRO', 'CHANNEL_PRO'],
    ['CHANNELS_PRO', 'CHANNEL_PRO'],
    ['channel_pro', 'CHANNEL_PRO'],
    ['TELEGRAM_TOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['TELEGRM_BOT_TOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['BOT_TOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['TELEGRAM_SECRET', 'TELEGRAM_WEBHOOK_SECRET'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MONGO_URL', 'MONGODB_URI'],
    ['MONGO_URI', 'MONGODB_URI'],
    ['ADMIN_ID', 'ADMIN_IDS'],
    ['MARKET', 'MARKETS'],
    ['DATADIR', 'DATA_DIR'],
    ['PROT', 'PORT'],
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['SANDBOX_SPEDE', 'SANDBOX_SPEED'],
    ['STRIPE_KEY', 'STRIPE_SECRET_KEY'],
    ['TRUST_PROXIE', 'TRUST_PROXY'],
  ])('%s is refused, with %s as what was meant', (name, meant) => {
    expect(problemsOf({ [name]: '1' }).join()).toMatch(new RegExp(`${name}: expected a setting we have.*${meant}`));
    expect(() => readConfig({ [name]: '1' })).toThrow(ConfigError);
  });

  it('of others is left alone', () => {
    const foreign = {
      PATH: '/bin',
      HOME: tmpdir(),
      HOSTNAME: 'box',
      COST: '1',
      PORTS: '1',
      ROLES: 'x',
      LANG: 'C',
      LOG_FILE: 'x',
      PUBLIC_DIR: 'x',
      DATA_PATH: 'x',
      NODE_ENV: 'production',
      npm_config_port: '1',
      DATABASE_URL: 'postgres://x',
      ADMIN_EMAIL: 'a@b',
      MARKETING: 'x',
      TELEGRAM_BOT_SERVICE_HOST: '10.1.2.3',
      TELEGRAM_BOT_PORT_80_TCP: 'tcp://10.1.2.3:80',
      XDG_DATA_DIRS: '/usr/share',
      CHANEL_PRO: '',
    };
    expect(problemsOf(foreign)).toEqual([]);
  });

  it('of a later version is no mistake, and said to do nothing', () => {
    expect(readStartConfig({ SANDBOX: '1', SESSION_SECRET: 'x' }).notes).toEqual([
      'SESSION_SECRET has no effect in this version yet',
    ]);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const table = /## Make it real\n\| setting \|[^\n]*\n\|[-|]*\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? '';
  const described = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1]));

  it('describes every setting there is, and none that is not', () => {
    expect(described.length).toBeGreaterThan(20);
    expect([...described].sort()).toEqual([...SETTING_NAMES].sort());
  });
});
