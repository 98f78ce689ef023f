import { createConversation } from '@grammyjs/conversations';
import { Api, Bot, BotError, type MiddlewareFn } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { redactSecrets } from '../redact.ts';
import type { BotEvent } from './bot-event.ts';
import type { BotContext } from './context.ts';
import type { BotDependencies, TelegramSettings } from './dependencies.ts';
import { describeError } from './describe-error.ts';
import { answerOnce } from './middleware/answer-once.ts';
import { leaveOnCommand, politeRetry, storedConversations } from './middleware/conversations.ts';
import { deduplicate } from './middleware/deduplicate.ts';
import { createFailureHandler } from './middleware/failure.ts';
import { createLimits } from './middleware/limits.ts';
import { meetAccount } from './middleware/meet-account.ts';
import { traceCalls, traceUpdates } from './middleware/trace-updates.ts';
import { cardFeature } from './money/card-feature.ts';
import { redeemFeature } from './money/redeem-feature.ts';
import { trialFeature } from './money/trial-feature.ts';
import { notifyDelayed } from './notify-delayed.ts';
import { BROADCAST_CONVERSATION, broadcastConversation } from './operator/broadcast.ts';
import { chatIdFeature } from './operator/chat-id.ts';
import { operatorFeatures } from './operator/operator-features.ts';
import { PARTNER_CONVERSATION, partnerConversation } from './partners/partner-conversation.ts';
import { partnerFeature } from './partners/partner-feature.ts';
import { apiKeysFeature } from './reader/account/api-keys.ts';
import { giftFeature } from './reader/account/gift.ts';
import { giftPickerFeature } from './reader/account/gift-picker.ts';
import { historyFeature } from './reader/account/history.ts';
import { inviteFeature } from './reader/account/invite.ts';
import { ownDataFeature } from './reader/account/own-data.ts';
import { pauseFeature } from './reader/account/pause.ts';
import { recoveryFeature } from './reader/account/recovery.ts';
import { backtestFeature } from './reader/backtest.ts';
import { channelFeature } from './reader/channel.ts';
import { fallbackFeature } from './reader/fallback.ts';
import { legalFeature } from './reader/legal.ts';
import { marketsFeature } from './reader/markets.ts';
import { membershipFeature } from './reader/membership.ts';
import { inlineFeature } from './reader/other-chats/inline.ts';
import { paymentsFeature } from './reader/payments.ts';
import { calibrationFeature } from './reader/pictures/calibration.ts';
import { chartFeature } from './reader/pictures/chart.ts';
import { equityFeature } from './reader/pictures/equity.ts';
import { planFeature } from './reader/plan.ts';
import { predictFeature } from './reader/predict.ts';
import { costFeature } from './reader/settings/cost.ts';
import { settingsFeature } from './reader/settings/settings.ts';
import { watchFeature } from './reader/settings/watch.ts';
import { signalFeature } from './reader/signal.ts';
import { signalsFeature } from './reader/signals.ts';
import { startFeature } from './reader/start.ts';
import { statusFeature } from './reader/status.ts';
import { subscribeFeature } from './reader/subscribe.ts';
import { supportFeature, TICKET_CONVERSATION, ticketConversation } from './reader/support.ts';
import { trackFeature } from './reader/track.ts';
import { whyFeature } from './reader/why.ts';
import { type BudgetTransformerDeps, budgetTransformer } from './sending/budget-transformer.ts';
import { oneThread } from './sending/one-thread.ts';
import { createIntake, type Intake } from './updates/intake.ts';

/** The kinds of updates the bot asks for. Telegram remembers the last list and leaves chat_member out of its default. */
export const ALLOWED_UPDATES = [
  'message',
  'callback_query',
  'inline_query',
  'guest_message',
  'pre_checkout_query',
  'subscription',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'channel_post',
] as const satisfies readonly Exclude<keyof Update, 'update_id'>[];

/** A picture takes some seconds on a slow line. */
const CALL_TIMEOUT_SECONDS = 20;
/** Longer than a long poll; the poller has a limit of its own. */
const POLL_TIMEOUT_SECONDS = 60;

export interface TelegramBot {
  readonly bot: Bot<BotContext>;
  /** Where updates go in, from startPoller or from a webhook. */
  readonly intake: Intake;
  /** Asks Telegram who the bot is; rejects when it does not answer. Commands with the bot's name are known after that. */
  introduce(): Promise<UserFromGetMe>;
  /** Resolves when every update begun has been dealt with: stop the poller first, then wait for this. */
  idle(): Promise<void>;
}

/** A bot with its address and limits set and nothing else: for prepareTelegram, and for senders. */
export function createTelegramApi(
  { token, apiRoot }: Pick<TelegramSettings, 'token' | 'apiRoot'>,
  sending: BudgetTransformerDeps,
): Api {
  return plainBot({ token, apiRoot }, sending).api;
}

/** For the poller and the webhook's watch: without retries, so that they see every refusal themselves. */
export function createListeningApi({ token, apiRoot }: Pick<TelegramSettings, 'token' | 'apiRoot'>): Api {
  return new Api(token, { ...(apiRoot === null ? {} : { apiRoot }), timeoutSeconds: POLL_TIMEOUT_SECONDS });
}

/** The bot of the product. The order below is a contract: each line's comment names what would break without it. */
export function createBot(given: BotDependencies): TelegramBot {
  const deps: BotDependencies = { ...given, log: (event) => given.log(redactEvent(event)) };
  const { telegram, stores, log } = deps;
  const bot = plainBot(telegram, deps.runtime);
  bot.botInfo = unknownBot(telegram.token);
  const fail = createFailureHandler({ accounts: stores.accounts, log });
  const limits = createLimits({ useCounts: stores.useCounts, wallNowMs: deps.runtime.wallNowMs });

  bot.use(traceUpdates);
  // Telegram and restarts repeat updates; a failure answers the button too, whether or not a feature did.
  bot.use(deduplicate({ updates: stores.updates, log }), answerOnce());
  // Money before all else: a waiting conversation would swallow successful_payment, and the account needs the database.
  bot.use(paymentsFeature(deps));
  // Doors of the channels, blocks, lost rights: facts about people who may never have written to the bot. So are posts in channels.
  bot.use(membershipFeature(deps), chatIdFeature('channel'));
  // Asked from chats of others: only what everybody may see, so no account is needed.
  bot.use(inlineFeature(deps));
  // Who writes, in which language, with which plan.
  bot.use(meetAccount(deps));
  // Floods end here, before they cost work; money and membership are never limited.
  bot.use(limits.anything);
  // Reads and writes waiting conversations; must enclose everything that may enter one.
  bot.use(storedConversations(stores.conversations, deps.runtime));
  // A command is never the answer of a conversation.
  bot.use(leaveOnCommand());
  bot.use(...waitingConversations(deps));
  // One file for each thing a person can do; none depends on another's place.
  bot.use(startFeature(deps));
  bot.use(signalsFeature(deps));
  bot.use(signalFeature(deps));
  bot.use(whyFeature(deps));
  bot.use(chartFeature(deps, limits));
  bot.use(predictFeature(deps, limits));
  bot.use(backtestFeature(deps));
  bot.use(trackFeature(deps), historyFeature(deps));
  bot.use(equityFeature(deps));
  bot.use(calibrationFeature(deps));
  bot.use(marketsFeature(deps));
  bot.use(statusFeature(deps));
  bot.use(costFeature(deps));
  bot.use(watchFeature(deps));
  bot.use(settingsFeature(deps));
  bot.use(planFeature(deps));
  bot.use(channelFeature(deps));
  bot.use(subscribeFeature(deps));
  bot.use(trialFeature(deps));
  bot.use(cardFeature(deps));
  bot.use(redeemFeature(deps));
  for (const feature of [apiKeysFeature, inviteFeature, giftFeature, pauseFeature, recoveryFeature, ownDataFeature])
    bot.use(feature(deps));
  bot.use(giftPickerFeature(deps), partnerFeature(deps));
  bot.use(legalFeature(), supportFeature(), chatIdFeature('private'));
  bot.use(operatorFeatures(deps));
  // Nothing stays unanswered.
  bot.use(fallbackFeature(deps));

  const intake = intakeOf(deps, bot, fail);
  return {
    ...{ bot, intake },
    async introduce() {
      const me = await createListeningApi(telegram).getMe();
      bot.botInfo = me;
      return me;
    },
    async idle() {
      await intake.idle();
      await deps.answers.idle();
    },
  };
}

/** What waits for an answer in a later message. */
function waitingConversations(deps: BotDependencies): readonly MiddlewareFn<BotContext>[] {
  return [
    createConversation(ticketConversation(deps), TICKET_CONVERSATION),
    createConversation(broadcastConversation(deps), BROADCAST_CONVERSATION),
    createConversation(partnerConversation(deps), PARTNER_CONVERSATION),
  ];
}

function intakeOf(deps: BotDependencies, bot: Bot<BotContext>, fail: ReturnType<typeof createFailureHandler>): Intake {
  return createIntake({
    ...{ journal: deps.journal, startTimer: deps.runtime.startTimer, random: deps.runtime.random, onEvent: deps.log },
    perform: (update) => bot.handleUpdate(update),
    notifyDelayed: (update) => notifyDelayed({ api: bot.api, channels: deps.telegram.channels }, update),
    fail: async (error) => {
      if (error instanceof BotError) await fail(error.error, error.ctx);
      else deps.log({ type: 'update-failed', updateId: null, error: describeError(error) });
    },
    wallNowMs: () => performance.now(),
  });
}

/** Before Telegram has said who the bot is, which what an earlier process left does not wait for. The token begins with the id. */
function unknownBot(token: string): UserFromGetMe {
  return {
    ...{ id: Number(token.split(':')[0]), is_bot: true, first_name: '', username: '' },
    ...{ can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false },
    ...{ can_connect_to_business: false, has_main_web_app: false, has_topics_enabled: false },
    ...{ allows_users_to_create_topics: false, can_manage_bots: false, supports_join_request_queries: false },
  };
}

function plainBot(
  { token, apiRoot, fetch }: Pick<TelegramSettings, 'token' | 'apiRoot' | 'fetch'>,
  sending: BudgetTransformerDeps,
): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, {
    client: {
      ...(apiRoot === null ? {} : { apiRoot }),
      ...(fetch === undefined ? {} : { fetch }),
      timeoutSeconds: CALL_TIMEOUT_SECONDS,
    },
  });
  // The one installed last runs first: each attempt passes the budget, and is a span of its own without its wait.
  bot.api.config.use(traceCalls, budgetTransformer(sending), politeRetry(), oneThread);
  return bot;
}

function redactEvent(event: BotEvent): BotEvent {
  return 'error' in event ? { ...event, error: redactSecrets(event.error) } : event;
}
