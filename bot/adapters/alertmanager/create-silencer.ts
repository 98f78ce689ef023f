import { z } from 'zod';
import type { Silencer } from '../../alerts/alert.ts';
import { ENGLISH } from '../../texts/language.ts';

const LIMIT_MS = 5_000;
const ATTEMPTS = 2;
const answer = z.object({ silenceID: z.string().min(1) });

/** Silences of Alertmanager by its API v2; `url` is its address, as its own pages have it. */
export function createSilencer(url: string): Silencer {
  const address = `${url.replace(/\/$/, '')}/api/v2/silences`;
  return {
    async silence({ labels, fromMs, untilMs, by }) {
      const body = JSON.stringify({
        matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
        startsAt: new Date(fromMs).toISOString(),
        endsAt: new Date(untilMs).toISOString(),
        createdBy: by,
        comment: ENGLISH.plain('alert-silence-comment'),
      });
      for (let attempt = 1; ; attempt += 1) {
        const response = await post(address, body).catch((error: unknown) => {
          if (attempt >= ATTEMPTS) throw error;
          return null;
        });
        // A second silence of the same alert changes nothing.
        if (response === null || (response.status >= 500 && attempt < ATTEMPTS)) continue;
        if (!response.ok)
          throw new Error(`expected a silence of Alertmanager, was ${response.status}: ${await text(response)}`);
        answer.parse(await response.json());
        return;
      }
    },
  };
}

function post(address: string, body: string): Promise<Response> {
  return fetch(address, {
    ...{ method: 'POST', body, redirect: 'error' },
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}

const text = async (response: Response): Promise<string> => (await response.text()).slice(0, 200);
