import { parseTier } from '../../../billing/tiers.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { type Signal, shortSignalId } from '../../../engine/signals/signal.ts';
import { sideCost } from '../../answers/cost/reader-cost.ts';
import { createDeliverer } from '../../broadcast/deliver.ts';
import type { BroadcastEvent } from '../../broadcast/event.ts';
import type { MovedChats } from '../../broadcast/moved-chats.ts';
import { createSendingWatch } from '../../broadcast/sending-watch.ts';
import type { Config } from '../../config.ts';
import type { Observe } from '../../observe/observe.ts';
import { pressUrl } from '../../partners/press-url.ts';
import type { BotEvent } from '../../telegram/bot-event.ts';
import type { ChannelLanguages } from '../../telegram/channels/channel-languages.ts';
import { createChannelSender } from '../../telegram/channels/channel-sender.ts';
import { type TradeLinks, tradeLinks } from '../../telegram/channels/trade-links.ts';
import type { ChartDrawer } from '../../telegram/charts/create-chart-drawer.ts';
import { pause, startRealTimer } from '../../telegram/deadline.ts';
import { textsFor } from '../../telegram/messages/texts.ts';
import type { SendBudget } from '../../telegram/sending/send-budget.ts';
import { ENGLISH, type Language } from '../../texts/language.ts';
import type { Environment } from '../environment.ts';
import type { AnsweredCloses } from '../sharing/answered-closes.ts';
import { openDirects } from './open-directs.ts';
import { pictureOf } from './picture-of.ts';
import { aboutOf, recordOf, type Stores } from './stores.ts';

const TELEGRAM_ROOT = 'https://api.telegram.org';

export interface DelivererParts {
  readonly stores: Stores;
  readonly charts: ChartDrawer;
  readonly budget: SendBudget;
  readonly closes: AnsweredCloses;
  readonly moved: MovedChats;
  readonly channelLanguages: ChannelLanguages;
  /** Whether this process is the one that sends. */
  readonly leads: () => boolean;
  /** Where operators are told of what is not sent as it should be. */
  readonly onBotEvent: (event: BotEvent) => void;
}

interface DelivererDeps {
  readonly config: Config;
  readonly environment: Environment;
  readonly observe: Pick<Observe, 'log'>;
}

/** The deliverer, and the way to channels that it shares with others who post there. */
export function openDeliverer(
  { config, environment, observe }: DelivererDeps,
  { stores, charts, budget, closes, moved, channelLanguages, leads, onBotEvent }: DelivererParts,
) {
  const { telegram, clock, botUsername, mode, series } = environment;
  const sending = createSendingWatch({
    ...{ outbox: stores.outbox, fanOuts: stores.fanOuts },
    // Also while a drain waits for a limit; where another process sends now, it is that one's.
    onPostAge: (oldestDueAgeMs) => observe.log({ type: 'outbox-age', oldestDueAgeMs: leads() ? oldestDueAgeMs : 0 }),
    // What a replay posts late is no operator's business.
    onTrouble: mode === 'sandbox' ? observe.log : onBotEvent,
  });
  const toChannels = {
    sender: createChannelSender({ token: telegram.token, apiRoot: telegram.apiRoot ?? TELEGRAM_ROOT }),
    ...{ budget, clock, moved },
    onEvent(event: BroadcastEvent): void {
      observe.log(event);
      sending.onEvent(event);
    },
  };
  const languageIn = (audience: string): Language => {
    const tier = parseTier(audience);
    return tier === null ? ENGLISH : channelLanguages.of(tier);
  };
  const deliverer = createDeliverer({
    ...toChannels,
    ...{ outbox: stores.outbox, leads },
    more: openDirects({
      ...{ stores, isPaid: config.paidBroadcast },
      ...{ sender: toChannels.sender, onEvent: toChannels.onEvent },
    }),
    messages: stores.channelMessages,
    isCloseComplete: closes.isComplete,
    onHeld() {
      charts.warm();
      stores.shown.groups().catch(() => undefined);
    },
    ...{ botUsername, record: recordOf(stores), about: aboutOf(stores) },
    ...{ languageIn, tradeLinks: tradeLinksOf(environment, languageIn) },
    costIn: (audience) => {
      const tier = parseTier(audience);
      return tier === null ? undefined : sideCost(config.channelCosts[tier]);
    },
    picture: pictureOf({
      ...{ charts, candles: stores.candles, themes: config.pictureThemes.inChannel },
      languageIn: channelLanguages.of,
    }),
    // The replay's clock stands still while work is under way, so a claim of a running process is never older.
    ...(mode === 'sandbox'
      ? { leaseMs: Math.max(...series.map((each) => timeframeMs(each.timeframe))) }
      : { pause: (ms: number) => pause(ms, startRealTimer), shed: () => sending.read().shed }),
  });
  return { deliverer, toChannels, sending };
}

/** Under posts stand the partners that may be shown to everybody: a channel's readers live anywhere. */
function tradeLinksOf(
  { partners, publicUrl }: Environment,
  languageIn: (audience: string) => Language,
): (signal: Signal, audience: string) => TradeLinks {
  const everywhere = partners.filter(({ offIn }) => offIn.length === 0);
  return ({ id }, audience) =>
    tradeLinks(textsFor(languageIn(audience).code), everywhere, (slug) =>
      pressUrl(publicUrl(), { slug, signalId: shortSignalId(id), token: null }),
    );
}
