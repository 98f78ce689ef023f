import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ENGLISH } from '../texts/language.ts';
import { HttpProblem, PROBLEM_TYPE, PROBLEMS, problemBody } from './problem.ts';

const { plain } = ENGLISH;

/** Answers bytes that Node cannot read as an HTTP request: there is no request yet that an error handler could answer. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const problem = problemOf(error.code);
    const { status } = PROBLEMS[problem.code];
    const body = JSON.stringify(problemBody(problem));
    const headers = { connection: 'close', 'content-type': PROBLEM_TYPE, 'content-length': Buffer.byteLength(body) };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
  }
  socket.destroy(error);
}

function problemOf(code: string | undefined): HttpProblem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpProblem('request/timed-out', plain('detail-timed-out'));
  if (code === 'HPE_HEADER_OVERFLOW')
    return new HttpProblem('request/headers-too-large', plain('detail-headers-too-large'));
  return new HttpProblem('request/refused', plain('detail-not-http'));
}
