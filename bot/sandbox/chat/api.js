const BASE = new URL('../api/', import.meta.url);

/** Thrown when the server refuses or cannot be reached; the message is for the person. */
export class ApiError extends Error {}

async function request(path, init = {}) {
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

function post(path, body) {
  return request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

export const readPeople = () => request('people');
export const readSnapshot = (person) => request(`snapshot?person=${person}`);
export const addPerson = (firstName, languageCode) => post('people', { firstName, languageCode });
export const act = (person, action) => post('act', { person, action });

/** Server-sent events of one person. The browser connects again by itself. */
export function openEvents(person) {
  return new EventSource(new URL(`events?person=${person}`, BASE));
}

/** Only files of this server are shown or downloaded, whatever a message says; null for any other address. */
export function fileAddress(fileUrl) {
  const url = new URL(fileUrl, BASE);
  return url.origin === BASE.origin && url.pathname.startsWith(new URL('files/', BASE).pathname) ? url.href : null;
}
