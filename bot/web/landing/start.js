// @ts-check
// Keeps the start page current and its copy buttons working. No framework, no inline handlers (the content policy forbids them).
const REFRESH_MS = 3000;
const live = document.getElementById('live');

async function refresh() {
  if (document.hidden || live === null) return;
  try {
    const answer = await fetch(live.dataset.from ?? '', { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    live.innerHTML = await answer.text();
    live.classList.remove('stale');
  } catch {
    // The server is away: what is shown is old, and looks it.
    live.classList.add('stale');
  }
}

for (const code of document.querySelectorAll('[data-origin]')) {
  code.textContent = code.textContent.replace('<ADDRESS>', location.origin);
}

document.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
  const code = button?.parentElement?.querySelector('code') ?? null;
  if (!(button instanceof HTMLElement) || code === null) return;
  const text = code.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.copied ?? '';
  } catch {
    getSelection()?.selectAllChildren(code);
    button.textContent = button.dataset.selected ?? '';
  }
  setTimeout(() => {
    button.textContent = button.dataset.copy ?? '';
  }, 1500);
});

setInterval(refresh, REFRESH_MS);
document.addEventListener('visibilitychange', refresh);
