// @ts-check
// Sends what a form of the docs page holds and shows the answer below it. The key stays in this tab's memory.
const keyField = document.querySelector('input#api-key');
const key = () => (keyField instanceof HTMLInputElement ? keyField.value.trim() : '');
const SHOWN_HEADERS = ['ratelimit-remaining', 'ratelimit-reset', 'retry-after'];

/** @param {HTMLFormElement} form */
function addressOf(form) {
  let path = form.dataset.path ?? '';
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) {
    const value = input.value.trim();
    if (input.dataset.in === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(input.name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} heading
 * @param {string} text
 */
function show(form, heading, text) {
  const output = form.querySelector('output');
  const title = document.createElement('p');
  const body = document.createElement('pre');
  title.textContent = heading;
  body.textContent = text;
  output?.replaceChildren(title, body);
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const body = form.querySelector('textarea')?.value;
  /** @type {Record<string, string>} */
  const headers = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key() !== '') headers.authorization = `Bearer ${key()}`;
  const started = performance.now();
  const answer = await fetch(addressOf(form), {
    method: (form.dataset.method ?? 'get').toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const notes = SHOWN_HEADERS.filter((name) => answer.headers.has(name)).map(
    (name) => `${name} ${answer.headers.get(name)}`,
  );
  const took = `${(performance.now() - started).toFixed(0)} ms`;
  show(form, [`${answer.status} ${answer.statusText}`, took, ...notes].join(' · '), pretty(text));
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll('form.try');
for (const form of forms) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    if (button !== null) button.disabled = true;
    try {
      await send(form);
    } catch (error) {
      show(form, form.dataset.noAnswer ?? '', String(error));
    } finally {
      if (button !== null) button.disabled = false;
    }
  });
}

document.querySelector('form.key')?.addEventListener('submit', (event) => event.preventDefault());
