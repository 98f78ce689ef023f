/** Telegram's refusal: `{ok:false, error_code, description, parameters?}` with the HTTP status error_code. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly retryAfterS: number | null;

  constructor(code: number, description: string, retryAfterS: number | null = null) {
    super(description);
    this.name = 'ApiRefusal';
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/** 400 with Telegram's prefix. */
export function badRequest(text: string): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${text}`);
}

/** 403 with Telegram's prefix. */
export function forbidden(text: string): ApiRefusal {
  return new ApiRefusal(403, `Forbidden: ${text}`);
}

/** 429 with the seconds to wait. */
export function tooManyRequests(retryAfterS: number): ApiRefusal {
  return new ApiRefusal(429, `Too Many Requests: retry after ${retryAfterS}`, retryAfterS);
}

/** The text a refusal has on the wire. */
export function refusalBody(refusal: ApiRefusal): string {
  return JSON.stringify({
    ok: false,
    error_code: refusal.code,
    description: refusal.message,
    ...(refusal.retryAfterS === null ? {} : { parameters: { retry_after: refusal.retryAfterS } }),
  });
}
