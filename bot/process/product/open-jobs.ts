import { lookEveryMs } from '../../../engine/monitoring/create-evidence.ts';
import { unshownFamilies } from '../../answers/cost/unshown-families.ts';
import { summary } from '../../answers/summary.ts';
import type { SummaryDependencies } from '../../broadcast/post-summary.ts';
import { createSendToChat } from '../../broadcast/send-to-chat.ts';
import type { SendingWatch } from '../../broadcast/sending-watch.ts';
import type { Config } from '../../config.ts';
import type { Observe } from '../../observe/observe.ts';
import type { ChannelLanguages } from '../../telegram/channels/channel-languages.ts';
import type { ChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { warmBeforeClose } from '../../telegram/charts/warm-before-close.ts';
import type { Outgoing } from '../../telegram/dependencies.ts';
import { createChannelDescriber, type DescriptionDeps } from '../../telegram/jobs/describe-channels.ts';
import type { Operations } from '../../telegram/operations.ts';
import { readOverview } from '../../telegram/operator/read-overview.ts';
import { whoMay } from '../../telegram/operator/roles.ts';
import type { Environment } from '../environment.ts';
import type { Job } from '../scheduler.ts';
import { sendingNow } from '../sending-text.ts';
import { type JobDependencies, jobsOf } from './jobs.ts';
import type { openDeliverer } from './open-deliverer.ts';
import type { Engine } from './open-engine.ts';
import { createRetention, type RetentionDependencies } from './retention.ts';
import type { Stores } from './stores.ts';

export interface OpenJobsDeps extends Pick<RetentionDependencies, 'connection'> {
  readonly observe: Observe;
  readonly config: Config;
  readonly environment: Environment;
  readonly checks: Operations['checks'];
}

export interface JobParts extends Pick<JobDependencies, 'lookAtControls' | 'cards' | 'partners'> {
  readonly sending: Pick<SendingWatch, 'look' | 'read'>;
  readonly channelLanguages: Pick<ChannelLanguages, 'of'>;
  readonly outgoing: Omit<Outgoing, 'cards'>;
  readonly stores: Stores;
  readonly engine: Engine;
  readonly toChannels: ReturnType<typeof openDeliverer>['toChannels'];
  readonly charts: Pick<ChartDrawer, 'warm'>;
}

/** What runs on schedule besides the walk, over the product's stores. */
export function openJobs(deps: OpenJobsDeps, parts: JobParts): readonly Job[] {
  const { config, environment, observe } = deps;
  const { outgoing, cards, partners, stores, engine, toChannels, lookAtControls, sending, channelLanguages } = parts;
  const { api, channels, adminIds, log } = outgoing;
  const jobs = jobsOf({
    removeOld: createRetention({ ...stores, ...deps, series: environment.series }),
    ...{
      ...outgoing,
      cards,
      partners,
      coupons: stores.coupons,
      setup: stores.setup,
      personal: stores.personal,
      observe,
    },
    ...{ signals: stores.signals, alertDays: stores.alertDays },
    summaries: summariesOf(deps, { stores, channels, toChannels, languageIn: channelLanguages.of }),
    describeChannels: describerOf(deps, { api, channels, stores, log, languageIn: channelLanguages.of }),
    ...{ evidence: engine.evidence, lookEveryMs: lookEveryMs(environment.series) },
    lookAtSending: sending.look,
    ...{ lookAtControls, dailyHour: config.dailyHour },
    readOverview: overviewOf(deps, parts),
    overviewReaders: () => whoMay({ telegram: { adminIds }, stores }, 'overview'),
  });
  // A replay's candles close at any time.
  return environment.mode === 'live' ? [...jobs, drawingJob(environment, parts)] : jobs;
}

function drawingJob({ series }: Environment, { charts }: JobParts): Job {
  const warm = warmBeforeClose(charts, [...new Set(series.map(({ timeframe }) => timeframe))]);
  return { name: 'drawing', everyMs: 1_000, run: async (nowMs) => warm(nowMs) };
}

/** What /admin shows, for what is sent without being asked for. */
function overviewOf(
  { environment, checks, observe }: OpenJobsDeps,
  { stores, engine, sending }: JobParts,
): JobDependencies['readOverview'] {
  const operations = {
    checks,
    oldestDueAgeMs: () => stores.outbox.oldestDueAgeMs(environment.clock.nowMs()),
    sending: () => sendingNow(sending.read()),
    failures: observe.failures,
  };
  const newest = () => stores.signals.latest({ limit: 1 });
  return (nowMs) => readOverview({ operations, markets: engine.board.read, newest, stores }, nowMs);
}

/** What the job that posts summaries works with. */
function summariesOf(
  { config, environment }: OpenJobsDeps,
  parts: {
    readonly stores: Stores;
    readonly channels: SummaryDependencies['channels'];
    readonly toChannels: ReturnType<typeof openDeliverer>['toChannels'];
    readonly languageIn: SummaryDependencies['languageIn'];
  },
): SummaryDependencies {
  const { stores, channels, toChannels, languageIn } = parts;
  return {
    ...{ kind: config.summary, series: environment.series, channels, languageIn },
    notices: stores.notices,
    summary: (ask) => summary(ask, { signals: stores.signals }),
    ...toChannels,
    sendToChat: createSendToChat(toChannels),
  };
}

/** Who keeps the channels' descriptions. */
function describerOf(
  { config, environment }: OpenJobsDeps,
  { stores, ...parts }: Pick<DescriptionDeps, 'api' | 'channels' | 'log' | 'languageIn'> & { readonly stores: Stores },
): () => Promise<void> {
  const { trackRecord, signals } = stores;
  const { series, swing } = environment;
  return createChannelDescriber({
    ...{ ...parts, informed: config.informed, costs: config.channelCosts },
    unshown: () => unshownFamilies({ series, swing, trackRecord, signals }),
  });
}
