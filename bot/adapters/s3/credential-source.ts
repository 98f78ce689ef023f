import { z } from 'zod';
import type { AwsCredentials } from './sign-request.ts';

/** Where the agent of ECS answers inside a task. */
const ECS_AGENT = 'http://169.254.170.2';
const ANSWER_MS = 5_000;
/** Keys that end sooner are asked for anew. */
const SPARE_MS = 5 * 60_000;

const answer = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.iso.datetime({ offset: true }),
});

/** Gives keys that are good for some minutes. */
export type CredentialSource = (nowMs: number) => Promise<AwsCredentials>;

/**
 * The keys of this process, by the names that AWS' own tools use: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN),
 * else those of the task's role (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI, which ECS sets). Null: neither is set.
 */
export function credentialSource(environment: Readonly<Record<string, string | undefined>>): CredentialSource | null {
  const given = (name: string): string | null => environment[name]?.trim() || null;
  const [accessKeyId, secretAccessKey] = [given('AWS_ACCESS_KEY_ID'), given('AWS_SECRET_ACCESS_KEY')];
  if (accessKeyId !== null && secretAccessKey !== null) {
    const keys = { accessKeyId, secretAccessKey, sessionToken: given('AWS_SESSION_TOKEN') };
    return async () => keys;
  }
  const [relative, full] = [
    given('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'),
    given('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
  ];
  const address = relative === null ? full : `${ECS_AGENT}${relative}`;
  return address === null ? null : roleSource(address);
}

function roleSource(address: string): CredentialSource {
  let kept: { readonly keys: AwsCredentials; readonly untilMs: number } | null = null;
  return async (nowMs) => {
    if (kept !== null && kept.untilMs - nowMs > SPARE_MS) return kept.keys;
    const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`expected the keys of the task's role, the agent answered ${response.status}`);
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer.parse(await response.json());
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
    kept = { keys, untilMs: Date.parse(Expiration) };
    return keys;
  };
}
