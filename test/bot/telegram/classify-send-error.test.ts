import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { classifySendError, isRefusedByPerson } from '../../../bot/telegram/classify-send-error.ts';

const TOKEN = '123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const answered = (error_code: number, description: string, parameters = {}): GrammyError =>
  new GrammyError(
    "Call to 'sendMessage' failed!",
    { ok: false, error_code, description, parameters },
    'sendMessage',
    {},
  );
const broken = (code: string | null, message = 'socket hang up'): HttpError =>
  new HttpError('Network request failed!', Object.assign(new Error(message), code === null ? {} : { code }));

describe('classifySendError', () => {
  it.each([
    ['429 with its wait', answered(429, 'Too Many Requests: retry after 7', { retry_after: 7 }), 'too-many-requests'],
    ['429 without one', answered(429, 'Too Many Requests'), 'too-many-requests'],
    ['500 with a body', answered(500, 'Internal Server Error'), 'unavailable'],
    ['502 with a body', answered(502, 'Bad Gateway'), 'unavailable'],
    ['a refused connection', broken('ECONNREFUSED'), 'unavailable'],
    ['a name that does not resolve', broken('ENOTFOUND'), 'unavailable'],
    ['400', answered(400, 'Bad Request: chat not found'), 'rejected'],
    ['401', answered(401, 'Unauthorized'), 'rejected'],
    ['403', answered(403, 'Forbidden: bot was kicked from the channel chat'), 'rejected'],
    ['404, a token that is none', answered(404, 'Not Found'), 'rejected'],
    ['an edit of a message that is gone', answered(400, 'Bad Request: message to edit not found'), 'rejected'],
    ['an edit without a change', answered(400, 'Bad Request: message is not modified: specified …'), 'not-modified'],
    [
      'a chat that has moved',
      answered(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -100 }),
      'moved',
    ],
    ['a connection that was reset', broken('ECONNRESET'), 'lost'],
    ['a pipe that broke while writing', broken('EPIPE'), 'lost'],
    ['a connect or read timeout', broken('ETIMEDOUT'), 'lost'],
    ['grammY’s own timeout', broken(null, "Request to 'sendMessage' timed out after 10 seconds"), 'lost'],
    ['a 502 page that is not JSON', broken(null, 'invalid json response body'), 'lost'],
    ['a bug', new TypeError('x is not a function'), 'lost'],
    ['something that is no error', 'boom', 'lost'],
  ])('reads %s', (_, error, type) => {
    expect(classifySendError(error).type).toBe(type);
  });

  it.each([
    [true, answered(403, 'Forbidden: bot was blocked by the user')],
    [true, answered(403, 'Forbidden: user is deactivated')],
    [true, answered(400, 'Bad Request: chat not found')],
    [false, answered(400, 'Bad Request: message text is empty')],
    [false, answered(429, 'Too Many Requests: chat not found')],
    [false, broken('ECONNRESET', 'chat not found')],
  ])('says %s to whether the person cannot be written to: %s', (isRefused, error) => {
    expect(isRefusedByPerson(classifySendError(error))).toBe(isRefused);
  });

  it('turns the wait into milliseconds', () => {
    expect(classifySendError(answered(429, '', { retry_after: 7 }))).toMatchObject({ retryAfterMs: 7_000 });
    expect(classifySendError(answered(429, ''))).toMatchObject({ retryAfterMs: 5_000 });
  });

  it('keeps the bot’s token out of what is stored', () => {
    const leak = `request to https://api.telegram.org/bot${TOKEN}/sendMessage failed`;
    for (const error of [broken('ECONNRESET', leak), new Error(leak), leak, answered(400, leak)]) {
      expect(classifySendError(error).error).not.toContain(TOKEN);
    }
  });
});
