import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { UidLookup } from '../../partners/partner.ts';
import type { LookUpUid } from '../../partners/ports.ts';

const TIMEOUT_MS = 5_000;
const ATTEMPTS = 2;
const BYBIT = 'https://api.bybit.com';
const OKX = 'https://www.okx.com';
const BYBIT_WINDOW_MS = '5000';
/** OKX: "the user isn't your invitee". */
const OKX_NOT_INVITED = '51621';

interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What an answer means; null where it says nothing of the UID. */
  readonly read: (status: number, body: unknown) => boolean | null;
}

/**
 * Asks a partner whether a UID came through us: five seconds, two attempts. Null where it cannot be asked or does not answer in its form:
 * operators decide then. nowMs is the machines' time, by which exchanges date signatures.
 */
export function createLookUpUid(nowMs: () => number): LookUpUid {
  return async (lookup, uid) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const question = questionOf(lookup, uid, nowMs());
      if (question === null) return null;
      const answer = await ask(question);
      if (answer !== null) return answer;
    }
    return null;
  };
}

async function ask({ url, headers, read }: Question): Promise<boolean | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json', ...headers } });
    return read(answer.status, await answer.json().catch(() => null));
  } catch {
    // Away, or too slow: the next attempt or an operator decides.
    return null;
  }
}

function questionOf(lookup: UidLookup, uid: string, nowMs: number): Question | null {
  switch (lookup.type) {
    case 'manual':
      return null;
    case 'http':
      return {
        url: lookup.url.replaceAll('{uid}', encodeURIComponent(uid)),
        headers: lookup.key === null ? {} : { authorization: `Bearer ${lookup.key}` },
        read: (status, body) => {
          const told = z.looseObject({ referred: z.boolean() }).safeParse(body);
          return status === 404 ? false : status === 200 && told.success ? told.data.referred : null;
        },
      };
    case 'bybit':
      return bybitQuestion(lookup, uid, nowMs);
    case 'okx':
      return okxQuestion(lookup, uid, nowMs);
  }
}

/** GET /v5/user/aff-customer-info: the customer, or another code where the UID is no customer of this affiliate. */
function bybitQuestion(
  { url, key, secret }: Extract<UidLookup, { type: 'bybit' }>,
  uid: string,
  nowMs: number,
): Question {
  const query = `uid=${encodeURIComponent(uid)}`;
  const signed = `${nowMs}${key}${BYBIT_WINDOW_MS}${query}`;
  const form = z.looseObject({ retCode: z.number(), result: z.looseObject({ uid: z.coerce.string().optional() }) });
  return {
    url: `${url ?? BYBIT}/v5/user/aff-customer-info?${query}`,
    headers: {
      ...{ 'x-bapi-api-key': key, 'x-bapi-timestamp': String(nowMs), 'x-bapi-recv-window': BYBIT_WINDOW_MS },
      'x-bapi-sign': createHmac('sha256', secret).update(signed).digest('hex'),
    },
    read: (status, body) => {
      const told = form.safeParse(body);
      if (status !== 200 || !told.success || told.data.retCode !== 0) return null;
      return told.data.result.uid === uid;
    },
  };
}

/** GET /api/v5/affiliate/invitee/detail: the invitee, or code 51621 where the UID is none of ours. */
function okxQuestion(
  { url, key, secret, passphrase }: Extract<UidLookup, { type: 'okx' }>,
  uid: string,
  nowMs: number,
): Question {
  const path = `/api/v5/affiliate/invitee/detail?uid=${encodeURIComponent(uid)}`;
  const time = new Date(nowMs).toISOString();
  const form = z.looseObject({ code: z.string(), data: z.array(z.looseObject({})).default([]) });
  return {
    url: `${url ?? OKX}${path}`,
    headers: {
      ...{ 'ok-access-key': key, 'ok-access-timestamp': time, 'ok-access-passphrase': passphrase },
      'ok-access-sign': createHmac('sha256', secret).update(`${time}GET${path}`).digest('base64'),
    },
    read: (_status, body) => {
      const told = form.safeParse(body);
      if (!told.success) return null;
      if (told.data.code === OKX_NOT_INVITED) return false;
      return told.data.code === '0' ? told.data.data.length > 0 : null;
    },
  };
}
