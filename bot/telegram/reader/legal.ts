import { Composer } from 'grammy';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { type BotContext, onAction } from '../context.ts';
import { actionButton, type Screen, show } from '../views/show.ts';

/** /terms and /privacy, which Telegram requires of whoever sells here. */
export function legalFeature(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('terms', async (ctx) => await show(ctx, legalScreen(ctx, ctx.texts.terms(TERMS_VERSION))));
  onAction(composer, 'terms', async (ctx) => await show(ctx, legalScreen(ctx, ctx.texts.terms(TERMS_VERSION))));
  composer.command('privacy', async (ctx) => await show(ctx, legalScreen(ctx, ctx.texts.privacy)));
  onAction(composer, 'privacy', async (ctx) => await show(ctx, legalScreen(ctx, ctx.texts.privacy)));
  return composer;
}

function legalScreen({ texts }: BotContext, text: string): Screen {
  return {
    text,
    keyboard: [
      [actionButton(texts.buttonTerms, { type: 'terms' }), actionButton(texts.buttonPrivacy, { type: 'privacy' })],
      [actionButton(texts.buttonSubscribe, { type: 'subscribe' }), actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
