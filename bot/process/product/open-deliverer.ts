import { parseTier } from '../../../billing/tiers.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { sideCost } from '../../answers/cost/reader-cost.ts';
import { createDeliverer } from '../../broadcast/deliver.ts';
import type { BroadcastEvent } from '../../broadcast/event.ts';
import type { Config } from '../../config.ts';
import type { Observe } from '../../observe/observe.ts';
import { createChannelSender } from '../../telegram/channels/channel-sender.ts';
import type { ChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { pause, startRealTimer } from '../../telegram/deadline.ts';
import type { SendBudget } from '../../telegram/sending/send-budget.ts';
import type { Environment } from '../environment.ts';
import type { AnsweredCloses } from './answered-closes.ts';
import { openDirects } from './open-directs.ts';
import { pictureOf } from './picture-of.ts';
import { aboutOf, recordOf, type Stores } from './stores.ts';

const TELEGRAM_ROOT = 'https://api.telegram.org';

export interface DelivererParts {
  readonly stores: Stores;
  readonly charts: ChartDrawer;
  readonly budget: SendBudget;
  readonly closes: AnsweredCloses;
  /** Whether this process is the one that sends. */
  readonly leads: () => boolean;
}

interface DelivererDeps {
  readonly config: Config;
  readonly environment: Environment;
  readonly observe: Pick<Observe, 'log'>;
}

/** The deliverer, and the way to channels that it shares with others who post there. */
export function openDeliverer(
  { config, environment, observe }: DelivererDeps,
  { stores, charts, budget, closes, leads }: DelivererParts,
) {
  const { telegram, clock, botUsername, mode, series } = environment;
  const toChannels = {
    sender: createChannelSender({ token: telegram.token, apiRoot: telegram.apiRoot ?? TELEGRAM_ROOT }),
    budget,
    clock,
    onEvent: (event: BroadcastEvent): void => observe.log(event),
  };
  const deliverer = createDeliverer({
    ...toChannels,
    ...{ outbox: stores.outbox, leads },
    more: openDirects({ stores, sender: toChannels.sender, onEvent: toChannels.onEvent }),
    messages: stores.channelMessages,
    isCloseComplete: closes.isComplete,
    ...{ botUsername, record: recordOf(stores), about: aboutOf(stores) },
    costIn: (audience) => {
      const tier = parseTier(audience);
      return tier === null ? undefined : sideCost(config.channelCosts[tier]);
    },
    picture: pictureOf({ charts, candles: stores.candles, themes: config.pictureThemes.inChannel }),
    // The replay's clock stands still while work is under way, so a claim of a running process is never older.
    ...(mode === 'sandbox'
      ? { leaseMs: Math.max(...series.map((each) => timeframeMs(each.timeframe))) }
      : { pause: (ms: number) => pause(ms, startRealTimer) }),
  });
  return { deliverer, toChannels };
}
