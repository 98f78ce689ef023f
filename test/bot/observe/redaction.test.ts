import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createObserve } from '../../../bot/observe/observe.ts';
import { redactSecrets } from '../../../bot/redact.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const textOf = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((parts) => parts.join(''));

/** Built from parts, so that no text in this file looks like a secret to a scanner. */
const SECRETS: readonly {
  readonly name: string;
  readonly secret: fc.Arbitrary<string>;
  readonly around: (secret: string) => string;
}[] = [
  {
    name: 'a bot token in an address',
    secret: textOf(`${letters}_-`, 35),
    around: (s) => `https://api.telegram.org/bot${'1234567'}:${s}/sendMessage`,
  },
  { name: 'a bare bot token', secret: textOf(letters, 35), around: (s) => `TELEGRAM_BOT_TOKEN=${'1234567'}:${s}` },
  { name: 'a live Stripe key', secret: textOf(letters, 24), around: (s) => `sk_${'live'}_${s}` },
  { name: 'a test Stripe key', secret: textOf(letters, 24), around: (s) => `"sk_${'test'}_${s}"` },
  { name: 'a webhook secret', secret: textOf(letters, 32), around: (s) => `whsec${'_'}${s}` },
  { name: 'one of our API keys', secret: textOf(`${letters}_-`, 43), around: (s) => `key an_${'0123456789ab'}_${s}` },
  {
    name: 'a database password',
    secret: textOf(letters, 12),
    around: (s) => `mongodb+srv://user:${s}@cluster.example/analyser`,
  },
  { name: 'a bearer token', secret: textOf(letters, 30), around: (s) => `authorization: Bearer ${s}` },
];

describe('redaction', () => {
  it.each(SECRETS)('leaves nothing of $name in any field of a line', ({ secret, around }) => {
    fc.assert(
      fc.property(secret, (value) => {
        const lines: string[] = [];
        const clock = { nowMs: () => 0 };
        const observe = createObserve({ level: 'debug', clock, stream: { write: (line) => lines.push(line) } });
        const text = around(value);
        observe.log({ type: 'failure', where: text, error: new Error(`call failed: ${text}`, { cause: text }) });
        observe.log({ type: 'job-run', job: text, outcome: 'failed', durationMs: 1, error: text });
        expect(lines).toHaveLength(2);
        for (const line of lines) {
          expect(line).not.toContain(value);
          expect(() => JSON.parse(line)).not.toThrow();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves ordinary text alone', () => {
    for (const text of [
      'BTC/USDT@1h 0.61',
      'robot 12:30',
      'mongodb://127.0.0.1:27017/analyser',
      'loan_application_form',
      '2024-05-12T14:00:00Z',
    ]) {
      expect(redactSecrets(text)).toBe(text);
    }
  });
});
