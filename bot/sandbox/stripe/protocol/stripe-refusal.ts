/** What Stripe answers to a call that it refuses. */
export class StripeRefusal extends Error {
  override readonly name = 'StripeRefusal';
  readonly status: number;
  readonly body: object;

  constructor(
    status: number,
    error: { readonly type: string; readonly message: string; readonly code?: string; readonly param?: string },
  ) {
    super(error.message);
    this.status = status;
    this.body = { error };
  }
}

export function invalidRequest(message: string, more: { readonly code?: string; readonly param?: string } = {}) {
  return new StripeRefusal(400, { type: 'invalid_request_error', message, ...more });
}

export function missingObject(kind: string, id: string): StripeRefusal {
  const message = `No such ${kind}: '${id}'`;
  return new StripeRefusal(404, { type: 'invalid_request_error', message, code: 'resource_missing', param: 'id' });
}

export function cardDeclined(): StripeRefusal {
  return new StripeRefusal(402, { type: 'card_error', message: 'Your card was declined.', code: 'card_declined' });
}
