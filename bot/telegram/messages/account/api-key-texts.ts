import type { ApiKeyRecord } from '../../../../billing/api-key.ts';
import { TIER_RIGHTS, type Tier } from '../../../../billing/tiers.ts';
import type { Language } from '../../../texts/language.ts';

type KeyFacts = Pick<ApiKeyRecord, 'publicId' | 'createdAtMs' | 'lastUsedAtMs'>;

/** Keys of the HTTP API. */
export function apiKeyTexts(language: Language) {
  const { t, plain } = language;
  return {
    apiKeys(live: readonly KeyFacts[], tier: Tier): string {
      const { apiPerMinute: perMinute, apiPerDay: perDay } = TIER_RIGHTS[tier];
      if (live.length === 0) return [t('api-keys-title'), t('api-keys-none', { perMinute, perDay })].join('\n');
      const limits = t('api-keys-limits', { tier: plain(`tier-${tier}`), perMinute, perDay });
      return [t('api-keys-title'), ...live.map((key) => keyLine(language, key)), limits].join('\n');
    },
    apiKeyOffer: (live: readonly KeyFacts[]) =>
      [t('api-key-offer'), ...live.map((key) => keyLine(language, key))].join('\n'),
    apiKeyMade: (key: string) => t('api-key-made', { key }),
    apiKeyRevokeAsk: (id: string) => t('api-key-revoke-ask', { id }),
    buttonApiKeys: plain('button-api-keys'),
    buttonMakeKey: plain('button-make-key'),
    buttonCopyKey: plain('button-copy-key'),
    buttonRevokeKey: (id: string) => plain('button-revoke-key', { id }),
    buttonRevokeSurely: plain('button-revoke-surely'),
  };
}

function keyLine({ t, format }: Language, { publicId: id, createdAtMs, lastUsedAtMs }: KeyFacts): string {
  const made = format.day(createdAtMs);
  if (lastUsedAtMs === null) return t('api-key-line-unused', { id, made });
  return t('api-key-line', { id, made, used: format.minute(lastUsedAtMs) });
}
