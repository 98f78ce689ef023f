import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Screen } from '../views/show.ts';
import { readClosing } from './closing.ts';

/** What whoever wants to buy, try or redeem sees once the service is wound down; null while it is not. */
export async function closedScreen({ stores }: BotDependencies, { texts }: BotContext): Promise<Screen | null> {
  if ((await readClosing(stores)) === null) return null;
  return {
    text: texts.salesClosed,
    keyboard: [
      [
        actionButton(texts.buttonPlan, { type: 'plan' }),
        actionButton(texts.buttonPaySupport, { type: 'ask-support', topic: 'payment' }),
      ],
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
