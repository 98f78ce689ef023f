import type { SandboxContext } from '../context.ts';
import { ApiRefusal, badRequest } from '../protocol/refusal.ts';
import { type ApiCall, arrayOf, flagOf, integerOf, textOf } from '../protocol/request.ts';
import type { WebhookDelivery } from '../webhook-delivery.ts';

/** Answers as Telegram does: `aborted` ends the wait when the bot hangs up. */
export async function getUpdates(context: SandboxContext, call: ApiCall, aborted: AbortSignal): Promise<unknown> {
  if (context.store.state.webhook !== null) {
    throw new ApiRefusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const limit = integerOf(call, 'limit') ?? 100;
  const updates = await context.updates.poll(
    {
      offset: integerOf(call, 'offset') ?? 0,
      limit: limit < 1 || limit > 100 ? 100 : limit,
      timeoutS: Math.max(0, integerOf(call, 'timeout') ?? 0),
      allowedUpdates: arrayOf<string>(call, 'allowed_updates') ?? null,
    },
    aborted,
  );
  return updates.map((update) => ({ update_id: update.updateId, ...update.body }));
}

export function setWebhook(context: SandboxContext, call: ApiCall, delivery: WebhookDelivery): true {
  const url = textOf(call, 'url') ?? '';
  if (call.params.certificate !== undefined) throw badRequest('the stand-in does not simulate own certificates');
  const secretToken = textOf(call, 'secret_token') ?? null;
  const maxConnections = integerOf(call, 'max_connections') ?? 40;
  if (url !== '') checkWebhookUrl(url);
  if (secretToken !== null && !/^[A-Za-z0-9_-]*$/.test(secretToken)) {
    throw badRequest('secret token contains unallowed characters');
  }
  if (secretToken !== null && secretToken.length > 256) throw badRequest('secret token is too long');
  if (maxConnections < 1 || maxConnections > 100) throw badRequest('max_connections is out of range');
  const allowed = arrayOf<string>(call, 'allowed_updates');
  if (allowed !== undefined) context.updates.setAllowed(allowed);
  if (flagOf(call, 'drop_pending_updates')) dropPending(context);
  const webhook = url === '' ? null : { url, secretToken: secretToken === '' ? null : secretToken, maxConnections };
  context.store.commit([{ e: 'webhook', webhook }]);
  context.updates.interrupt();
  delivery.restart();
  return true;
}

/** HTTPS on Telegram's ports; plain HTTP only to this machine, where no certificate can be had. */
function checkWebhookUrl(url: string): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badRequest('bad webhook: Failed to parse URL');
  }
  if (parsed.hostname === '127.0.0.1' || parsed.hostname === 'localhost') return;
  if (parsed.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  const port = parsed.port === '' ? '443' : parsed.port;
  if (!['443', '80', '88', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

export function deleteWebhook(context: SandboxContext, call: ApiCall, delivery: WebhookDelivery): true {
  if (flagOf(call, 'drop_pending_updates')) dropPending(context);
  if (context.store.state.webhook !== null) context.store.commit([{ e: 'webhook', webhook: null }]);
  delivery.restart();
  return true;
}

export function getWebhookInfo(context: SandboxContext, delivery: WebhookDelivery): Readonly<Record<string, unknown>> {
  const { webhook, allowedUpdates } = context.store.state;
  const error = delivery.lastError();
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: context.updates.pending().length,
    ...(webhook === null ? {} : { max_connections: webhook.maxConnections }),
    ...(webhook === null || error === null
      ? {}
      : { last_error_date: Math.floor(error.atMs / 1000), last_error_message: error.text }),
    ...(allowedUpdates === null || allowedUpdates.length === 0 ? {} : { allowed_updates: allowedUpdates }),
  };
}

function dropPending(context: SandboxContext): void {
  context.updates.drop(context.updates.pending().map((update) => update.updateId));
}
