import { z } from 'zod';
import { CARD_LISTS, type CardPosition, type CardPositions, positionAt } from '../../card/card-position.ts';

const position: z.ZodType<CardPosition> = z.object({
  readUntilMs: z.object({ charges: z.number(), refunds: z.number(), disputes: z.number() }),
  at: z.object({ list: z.enum(CARD_LISTS), after: z.string().nullable(), newestMs: z.number() }).nullable(),
  failed: z.array(z.object({ type: z.enum(['payment', 'subscription']), id: z.string() })),
});

/** The position over a store of one text. An earlier version stored a moment alone. */
export function createCardPositions(store: {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}): CardPositions {
  return {
    async read() {
      const text = await store.read();
      if (text === null) return null;
      const stored: unknown = JSON.parse(text);
      return typeof stored === 'number' ? positionAt(stored) : position.parse(stored);
    },
    write: (reached) => store.write(JSON.stringify(reached)),
  };
}
