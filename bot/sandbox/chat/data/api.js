// @ts-check
/** @import { ChatSnapshot } from '../../chat-routes/chat-snapshot.ts' */
/** @import { WorldAction, WorldActionResult, WorldPerson } from '../../telegram/world.ts' */

const BASE = new URL('../../api/', import.meta.url);

/** Thrown when the server refuses or cannot be reached; the message is for the person. */
export class ApiError extends Error {}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
async function request(path, init = {}) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(new URL(path, BASE), { ...init, signal: AbortSignal.timeout(35_000) });
  } catch (error) {
    throw new ApiError('The sandbox does not answer. Is it still running?', { cause: error });
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(body?.detail ?? `The sandbox answered ${response.status}.`);
  return body;
}

/**
 * @param {string} path
 * @param {unknown} body
 */
function post(path, body) {
  return request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** @returns {Promise<readonly WorldPerson[]>} */
export const readPeople = () => request('people');
/** @type {(person: number) => Promise<ChatSnapshot>} */
export const readSnapshot = (person) => request(`snapshot?person=${person}`);
/** @type {(firstName: string, languageCode: string) => Promise<WorldPerson>} */
export const addPerson = (firstName, languageCode) => post('people', { firstName, languageCode });
/** @type {(person: number, action: WorldAction) => Promise<WorldActionResult>} */
export const act = (person, action) => post('act', { person, action });

/**
 * Lets hours of the sandbox's clock pass; throws where they cannot.
 * @type {(hours: number) => Promise<{ readonly fromMs: number, readonly untilMs: number }>}
 */
export const letTimePass = (hours) => post('time', { hours });

/**
 * Server-sent events of one person. The browser connects again by itself.
 * @param {number} person
 */
export function openEvents(person) {
  return new EventSource(new URL(`events?person=${person}`, BASE));
}

/**
 * Only files of this server are shown or downloaded, whatever a message holds; null for any other address.
 * @param {string} fileUrl
 */
export function fileAddress(fileUrl) {
  const url = new URL(fileUrl, BASE);
  return url.origin === BASE.origin && url.pathname.startsWith(new URL('files/', BASE).pathname) ? url.href : null;
}
