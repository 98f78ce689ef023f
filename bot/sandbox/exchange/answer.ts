import type { ServerResponse } from 'node:http';
import type { AnswerFault } from './faults.ts';

/** An HTTP answer before it is sent, and what becomes of it on the way. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Absent: sent whole. "never": no answer; "half": the body stops in the middle; "reset": the connection is reset. */
  readonly delivery?: 'never' | 'half' | 'reset';
}

export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(value) };
}

/** What a fault makes of a good answer, in the venue's own words where it has some. */
export function faultyAnswer(fault: AnswerFault, good: Answer): Answer {
  switch (fault.type) {
    case 'rate-limited': {
      const message =
        fault.status === 418
          ? 'Way too much request weight used; IP banned. Please use WebSocket Streams for live updates to avoid bans.'
          : 'Too much request weight used; please use WebSocket Streams for live updates to avoid polling the API.';
      const answer = json(fault.status, { code: -1003, msg: message });
      return { ...answer, headers: { ...answer.headers, 'retry-after': String(fault.retryAfterSeconds) } };
    }
    case 'geo-blocked':
      return json(451, {
        code: 0,
        msg: "Service unavailable from a restricted location according to 'b. Eligibility' in the terms.",
      });
    case 'server-error':
      return html(fault.status, `${fault.status} Server Error`);
    case 'maintenance':
      return json(503, { code: 1, msg: 'System is under maintenance.' });
    case 'bad-symbol':
      return json(400, { code: -1121, msg: 'Invalid symbol.' });
    case 'refused':
      return json(fault.status, { code: fault.code, msg: fault.message });
    case 'html':
      return html(fault.status, 'Just a moment…');
    case 'truncated':
      return { ...good, body: good.body.slice(0, Math.floor(good.body.length / 2)) };
    case 'empty':
      return { ...good, body: '' };
    case 'hang':
      return { ...good, delivery: 'never' };
    case 'stall':
      return { ...good, delivery: 'half' };
    case 'reset':
      return { ...good, delivery: 'reset' };
  }
}

function html(status: number, title: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<!DOCTYPE html><html><body><h1>${title}</h1></body></html>`,
  };
}

/** Sends an answer. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  switch (answer.delivery) {
    case 'never':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'half':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
      response.write(answer.body.slice(0, Math.floor(answer.body.length / 2)));
      return;
    case undefined:
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
  }
}
