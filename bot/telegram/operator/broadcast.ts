import type { Conversation, ConversationBuilder } from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import { TIERS } from '../../../billing/tiers.ts';
import { escapeHtml } from '../../texts/html.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { textsFor } from '../messages/texts.ts';
import type { BroadcastDraft, BroadcastProgress } from '../sending/broadcasts.ts';
import type { ActionOf } from '../views/action.ts';
import { actionButton, type Keyboard, messageOptions, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { forRight } from './roles.ts';

/** Name of the conversation; stored with the ones that wait. */
export const BROADCAST_CONVERSATION = 'broadcast';
const WAIT_MS = 60 * 60_000;
/** Below Telegram's 4,096, for a note that may stand before it. */
const MOST_CHARACTERS = 3_500;
const RECENT = 5;
/** More tries than anybody makes; each asks for another. */
const ATTEMPTS = 20;

type Audience = ActionOf<'broadcast-to'>['audience'];
type Kind = ActionOf<'broadcast-to'>['kind'];

interface Draft {
  readonly key: string;
  readonly audience: Audience;
  readonly kind: Kind;
  readonly html: string;
}

/** /broadcast: whom, what, how it looks, one to oneself, then to everybody, with progress and a stop. Each step survives a restart. */
export function broadcastFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, {
    ...{ right: 'broadcast', commands: ['broadcast'] },
    actions: ['broadcasts', 'broadcast-to', 'broadcast-draft', 'broadcast'],
  });
  allowed.command('broadcast', async (ctx) => await show(ctx, await firstScreen(deps, ctx)));
  onAction(allowed, 'broadcasts', async (ctx) => await show(ctx, await firstScreen(deps, ctx)));
  onAction(allowed, 'broadcast-to', async (ctx, { audience, kind }) => {
    await ctx.conversation.exitAll();
    await ctx.answerCallbackQuery();
    await ctx.conversation.enter(BROADCAST_CONVERSATION, { audience, kind });
  });
  onAction(allowed, 'broadcast-draft', async (ctx, { step, key }) => await onDraft(deps, ctx, { step, key }));
  onAction(allowed, 'broadcast', async (ctx, { step, key }) => {
    const id = `broadcast:${key}`;
    if (step === 'stop' && (await deps.operations.broadcasts.stop(id)))
      await audit(deps, ctx, { act: 'broadcast-stopped', about: key });
    await show(ctx, await progressScreen(deps, ctx, key));
  });
  return composer;
}

/** Waits for the words of a broadcast and shows them as a draft. Whatever asks the database or chance is inside `external`. */
export function broadcastConversation(deps: BotDependencies): ConversationBuilder<BotContext, Context> {
  return async (
    conversation: Conversation<BotContext, Context>,
    ctx: Context,
    to: Pick<Draft, 'audience' | 'kind'>,
  ) => {
    const texts = textsFor('en');
    await ctx.reply(
      texts.broadcastAsk(to.audience, to.kind),
      messageOptions([[actionButton(texts.buttonCancel, { type: 'cancel' })]]),
    );
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await conversation.waitFor('message:text', { maxMilliseconds: WAIT_MS, next: true });
      const html = escapeHtml(answer.message.text);
      if (html.length > MOST_CHARACTERS) {
        await answer.reply(texts.broadcastTooLong(MOST_CHARACTERS), messageOptions([]));
        continue;
      }
      const screen = await conversation.external(async (outer) => {
        const draft: Draft = { key: deps.runtime.newNonce(), html, ...to };
        await deps.stores.setup.write(draftKey(outer), `${draft.key} ${draft.audience} ${draft.kind}\n${html}`);
        return await draftScreen(deps, outer, draft);
      });
      await answer.reply(screen.text, messageOptions(screen.keyboard));
      return;
    }
  };
}

/** One draft an operator: a new one takes the place of the former. */
function draftKey({ account }: BotContext): string {
  return `broadcast-draft|${account.telegramId}`;
}

/** What a broadcast may cost, as it was shown last to this operator. */
function costKey({ account }: BotContext): string {
  return `broadcast-cost|${account.telegramId}`;
}

/** The draft of this key; null when another took its place. */
async function readDraft({ stores }: BotDependencies, ctx: BotContext, key: string): Promise<Draft | null> {
  const stored = /^([0-9a-f]{16}) (\w+) (news|incident)\n(.*)$/s.exec((await stores.setup.read(draftKey(ctx))) ?? '');
  const [, known, name, how, html = ''] = stored ?? [];
  const audience = name === 'all' ? name : TIERS.find((tier) => tier === name);
  if (known !== key || audience === undefined) return null;
  return { key, audience, kind: how === 'incident' ? 'incident' : 'news', html };
}

function wishOf({ audience, kind, html, key }: Draft, by: number): BroadcastDraft {
  return { segment: { tiers: audience === 'all' ? null : [audience], languages: null }, html, kind, by, key };
}

async function onDraft(
  deps: BotDependencies,
  ctx: BotContext,
  { step, key }: Pick<ActionOf<'broadcast-draft'>, 'step' | 'key'>,
): Promise<void> {
  const { texts, account } = ctx;
  const draft = await readDraft(deps, ctx, key);
  if (draft === null) return await show(ctx, await progressScreen(deps, ctx, key));
  const wish = wishOf(draft, account.telegramId);
  switch (step) {
    case 'look':
      return await show(ctx, await draftScreen(deps, ctx, draft));
    case 'test':
      await ctx.reply(draft.html, messageOptions([]));
      return await ctx.answerCallbackQuery({ text: texts.toastTestSent }).then(() => undefined);
    case 'ask': {
      const { receivers, mostStars } = await deps.operations.broadcasts.preview(wish);
      // What was shown is what may be spent: it is kept with the draft.
      await deps.stores.setup.write(costKey(ctx), mostStars === null ? '' : `${key} ${mostStars}`);
      return await show(ctx, {
        text: texts.broadcastSure(receivers, mostStars),
        keyboard: [
          [
            actionButton(texts.buttonSure, { type: 'broadcast-draft', step: 'start', key }),
            actionButton(texts.buttonCancel, { type: 'broadcast-draft', step: 'look', key }),
          ],
        ],
      });
    }
    case 'start': {
      const [confirmedKey, stars] = ((await deps.stores.setup.read(costKey(ctx))) ?? '').split(' ');
      const isConfirmed = confirmedKey === key && stars !== undefined;
      const cost = isConfirmed ? { mostStars: Number(stars) } : {};
      const { isNew } = await deps.operations.broadcasts.start({ ...wish, ...cost });
      if (isNew) await audit(deps, ctx, { act: 'broadcast-started', about: `${draft.audience} ${key}` });
      return await show(ctx, await progressScreen(deps, ctx, key));
    }
  }
}

async function firstScreen({ operations }: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const recent = await operations.broadcasts.latest(RECENT);
  const to = (audience: Audience, kind: Kind) =>
    actionButton(texts.buttonBroadcastTo(audience, kind), { type: 'broadcast-to', audience, kind });
  const known = recent.map(({ id, html, state }) => [
    actionButton(texts.buttonBroadcast(html, state), {
      type: 'broadcast',
      step: 'look',
      key: id.replace(/^broadcast:/, ''),
    }),
  ]);
  return {
    text: texts.broadcastTitle,
    keyboard: [
      [to('all', 'news'), to('all', 'incident')],
      TIERS.map((tier) => to(tier, 'news')),
      ...known,
      ...adminBack(ctx),
    ],
  };
}

async function draftScreen(deps: BotDependencies, { texts, account }: BotContext, draft: Draft): Promise<Screen> {
  const { key } = draft;
  const { receivers } = await deps.operations.broadcasts.preview(wishOf(draft, account.telegramId));
  return {
    text: texts.broadcastDraft(draft, receivers),
    keyboard: [
      [
        actionButton(texts.buttonBroadcastTest, { type: 'broadcast-draft', step: 'test', key }),
        actionButton(texts.buttonBroadcastSend, { type: 'broadcast-draft', step: 'ask', key }),
      ],
      [actionButton(texts.buttonBroadcasts, { type: 'broadcasts' })],
    ],
  };
}

async function progressScreen({ operations }: BotDependencies, ctx: BotContext, key: string): Promise<Screen> {
  const { texts } = ctx;
  const progress: BroadcastProgress | null = await operations.broadcasts.progress(`broadcast:${key}`);
  if (progress === null) return { text: texts.broadcastUnknown, keyboard: adminBack(ctx) };
  const button = (text: string, step: 'look' | 'stop') => actionButton(text, { type: 'broadcast', step, key });
  const isUnderWay = progress.state === 'planning' || progress.state === 'sending';
  const keyboard: Keyboard = [
    [button(texts.buttonRefresh, 'look'), ...(isUnderWay ? [button(texts.buttonBroadcastStop, 'stop')] : [])],
    [actionButton(texts.buttonBroadcasts, { type: 'broadcasts' })],
  ];
  return { text: texts.broadcastProgress(progress), keyboard };
}
