import { randomBytes } from 'node:crypto';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { Predictor } from '../../engine/predict.ts';
import { createPredictor } from '../../engine/predictor.ts';
import { servingModel } from '../../engine/serving/model-selection.ts';
import { feedFacts } from '../../engine/walk/feed-facts.ts';
import { withNewestContext } from '../../engine/walk/newest-context.ts';
import { type Answers, createAnswers } from '../answers/answers.ts';
import type { Config } from '../config.ts';
import { missingSettings } from '../config.ts';
import type { DatabaseWatch } from '../database/database-watch.ts';
import type { DatabaseKind } from '../database/find-database.ts';
import type { HealthProbe, HttpServer } from '../http/dependencies.ts';
import { createServer } from '../http/server.ts';
import type { Observe } from '../observe/observe.ts';
import { dutiesOf } from '../settings/role.ts';
import { createBot, type TelegramBot } from '../telegram/create-bot.ts';
import { startRealTimer } from '../telegram/deadline.ts';
import { describeError } from '../telegram/describe-error.ts';
import { readClosing } from '../telegram/money/closing.ts';
import type { Operations } from '../telegram/operations.ts';
import type { FactJournal } from '../telegram/updates/fact-journal.ts';
import { ENGLISH } from '../texts/language.ts';
import type { Environment } from './environment.ts';
import type { TelegramListener } from './listen-telegram.ts';
import { botLinkOf } from './product/open-cards.ts';
import type { Product } from './product/product.ts';
import { checksOf } from './readiness.ts';
import { sendingNow, sendingText } from './sending-text.ts';

const { plain } = ENGLISH;

/** Wall time without a tick after which the event loop counts as stuck; no venue and no Telegram can hold up a tick. */
const TICK_LIMIT_MS = 120_000;

/** Alive, and not ready: until Telegram has been asked for the first time, five seconds at most. */
const STARTS = { live: { ok: true, say: 'starts' }, ready: { ok: false, say: 'starts' } };

export interface SurfaceDependencies {
  readonly config: Config;
  readonly environment: Environment;
  readonly product: Product;
  readonly observe: Observe;
  readonly database: { readonly kind: DatabaseKind; readonly watch: DatabaseWatch };
  /** What must hold for the process to be ready. */
  readonly ready: readonly HealthProbe[];
  readonly version: string;
}

export function predictorOf({ environment, product }: Pick<SurfaceDependencies, 'environment' | 'product'>): Predictor {
  const machine = createSystemClock();
  return createPredictor({
    series: environment.series,
    knownSymbols: [],
    candles: product.stores.candles,
    // A caller's candles may be newer than those of a replay.
    nowMs: () => Math.max(environment.clock.nowMs(), machine.nowMs()),
    modelFor: (symbol, timeframe) => servingModel(product.models, { symbol, timeframe }),
    mutedReason: product.mutedReason,
    confidencesBefore: product.walk.confidences.before,
    feedFacts: (series) => feedFacts(product.walk, series),
    withContext: (series, candles) => withNewestContext(product.walk, series, candles),
  });
}

/** What readers may ask, over the product's stores and models. */
export function answersOf(deps: SurfaceDependencies, predictor: Predictor): Answers {
  const { environment, product } = deps;
  const { signals, candles, trackRecord, payments, useCounts } = product.stores;
  const { charts } = product;
  const theme = deps.config.pictureThemes.inPrivate;
  return createAnswers({
    ...{ signals, candles, trackRecord, payments, predictor, useCounts },
    series: environment.series,
    swing: environment.swing,
    marketNote: environment.marketNote,
    markets: product.board.read,
    evidence: product.evidence,
    explain: product.explain,
    backtests: product.backtests,
    channels: product.telegramSetup.channels,
    renderChart: (picture) => charts.draw({ type: 'signal', ...picture, theme: picture.theme ?? theme }),
    renderMarket: (picture) =>
      charts.draw({
        type: 'market',
        ...picture,
        theme: picture.theme ?? theme,
        marketSource: environment.marketSource,
      }),
    renderEquity: (picture) =>
      charts.draw({
        ...{ type: 'equity', ...picture },
        ...{ theme: picture.theme ?? theme, marketSource: environment.marketSource },
      }),
    renderCalibration: (picture) =>
      charts.draw({
        ...{ type: 'calibration', ...picture },
        ...{ theme: picture.theme ?? theme, marketSource: environment.marketSource },
      }),
    renderQr: (text) => charts.draw({ type: 'qr', text, languageCode: 'en' }),
    renderWhy: (picture) => charts.draw({ type: 'why', ...picture, theme: picture.theme ?? theme }),
    renderBacktest: (tested, marketNote, languageCode) =>
      charts.draw({ type: 'backtest', tested, marketNote, languageCode }),
    wallNowMs: Date.now,
    onFailed: (failure) => product.onBotEvent({ ...failure, error: describeError(failure.error) }),
  });
}

/** The grammY bot over the product, not yet started. */
export function botOf(deps: SurfaceDependencies, answers: Answers, journal: FactJournal): TelegramBot {
  const { config, environment, product } = deps;
  const { token, apiRoot } = environment.telegram;
  const { subscriptionSeconds, coolingOffMs, referrals } = config;
  return createBot({
    telegram: {
      token,
      apiRoot,
      ...{ adminIds: product.owners.ids, owners: product.owners },
      ...{ channelSetup: product.telegramSetup, channelLanguages: product.channelLanguages },
      subscriptionSeconds,
      coolingOffMs,
      referrals,
      channels: product.telegramSetup.channels,
    },
    runtime: {
      clock: environment.clock,
      clockTrust: product.clockTrust,
      budget: product.budget,
      startTimer: startRealTimer,
      wallNowMs: Date.now,
      random: Math.random,
      newNonce: () => randomBytes(8).toString('hex'),
    },
    stores: product.stores,
    cards: product.cards,
    partners: product.partners,
    operations: operationsOf(deps),
    answers,
    journal,
    log: product.onBotEvent,
  });
}

/** What operators see of the process in the chat. */
function operationsOf({ product, observe, environment, ready, version }: SurfaceDependencies): Operations {
  return {
    version,
    checks: () => checksOf(ready),
    oldestDueAgeMs: () => product.stores.outbox.oldestDueAgeMs(environment.clock.nowMs()),
    sending: () => sendingNow(product.sending.read()),
    logs: observe.recent,
    failures: observe.failures,
    broadcasts: product.broadcasts,
    controls: product.controls,
    alerts: product.alerts,
  };
}

interface ServerParts {
  readonly extend: (app: HttpServer) => Promise<void>;
  /** Null until the bot listens, which it does after the server. */
  readonly listener: () => TelegramListener | null;
}

/** The HTTP server over the product, not yet listening. */
export function serverOf(deps: SurfaceDependencies, answers: Answers, { extend, listener }: ServerParts): HttpServer {
  const { config, environment, product, observe, database, version, ready } = deps;
  const { scheduler } = product;
  const duties = dutiesOf(config.role);
  return createServer({
    serves: duties.api ? 'everything' : 'operations',
    time: { clock: environment.clock, wallClock: createSystemClock() },
    answers,
    apiKeys: product.stores.apiKeys,
    requestCounts: product.stores.requestCounts,
    operations: {
      health: {
        live: [
          {
            name: 'scheduler',
            check: async () => {
              const silentMs = performance.now() - scheduler.lastTickWallMs;
              return {
                ok: silentMs < TICK_LIMIT_MS,
                say: plain('probe-scheduler', { seconds: String(Math.round(silentMs / 1_000)) }),
              };
            },
          },
          ...(duties.bot
            ? [{ name: 'telegram', check: async () => await (listener()?.live.check() ?? STARTS.live) }]
            : []),
        ],
        ready: [
          ...ready,
          ...(duties.engine
            ? [
                { name: 'lease', check: async () => ({ ok: true, say: leaseText(product) }) },
                { name: 'shares', check: async () => ({ ok: true, say: sharesText(product, environment) }) },
                // What waits or is refused is shown; this process is ready all the same.
                { name: 'sending', check: async () => ({ ok: true, say: sendingText(product.sending.read()) }) },
              ]
            : []),
          ...(duties.bot
            ? [{ name: 'telegram', check: async () => await (listener()?.ready.check() ?? STARTS.ready) }]
            : []),
        ],
      },
      observe,
      database: database.watch,
      publicMetrics: environment.mode === 'sandbox',
    },
    startPage: {
      mode: environment.mode,
      installation:
        environment.mode === 'live'
          ? null
          : { version, market: environment.market, database: database.kind, settings: missingSettings(config) },
      demoKeys: product.demoKeys,
      botUrl: botUrlOf(environment),
      chat: environment.sandbox !== null,
      notices: environment.notices,
    },
    plans: {
      cards: product.cards,
      isClosed: async () => (await readClosing(product.stores)) !== null,
      botLink: botLinkOf(environment),
      checkoutOrigins: checkoutOriginsOf(environment),
    },
    trustProxy: config.trustProxy,
    extend,
  });
}

/** Where a form of /plans may lead: the pages on which Stripe charges cards, or the stand-in's. */
function checkoutOriginsOf({ cards }: Environment): readonly string[] {
  if (cards === null) return [];
  return cards.apiBase === null
    ? ['https://checkout.stripe.com', 'https://billing.stripe.com']
    : [new URL(cards.apiBase).origin];
}

/** A process that stands by is as ready as the one that leads. */
function leaseText({ lease }: Product): string {
  if (lease.token() === null) return plain('probe-lease-follows');
  return plain(lease.leads() ? 'probe-lease-leads' : 'probe-lease-prepares');
}

function sharesText({ shares }: Product, { series }: Environment): string {
  return plain('probe-shares', { walked: shares.count(), followed: series.length });
}

function botUrlOf({ mode, botUsername }: Environment): string | null {
  const name = botUsername();
  return mode === 'sandbox' || name === null ? null : `https://t.me/${name}`;
}
