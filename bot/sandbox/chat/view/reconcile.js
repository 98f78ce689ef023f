// @ts-check
/** @typedef {string | number} Key */
/** @typedef {[key: Key, node: Element]} Keyed */

import { el } from './dom.js';

/**
 * @param {Element} section
 * @param {string} selector
 * @param {string} text
 */
export function keep(section, selector, text) {
  const old = section.querySelector(`:scope > ${selector}`);
  const node = old ?? el('div', { class: selector.slice(1) }, el('span', { class: 'pill' }));
  const label = node.firstElementChild;
  if (label !== null && label.textContent !== text) label.textContent = text;
  return node;
}

/**
 * Brings the children into the wanted order without touching those already in place.
 * @param {Element} container
 * @param {readonly Keyed[]} wanted
 * @param {Map<Key, Element>} cache
 */
export function reconcile(container, wanted, cache) {
  const nodes = new Set(wanted.map(([, node]) => node));
  for (const child of [...container.children]) if (!nodes.has(child)) child.remove();
  wanted.forEach(([, node], index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  });
  cache.clear();
  for (const [key, node] of wanted) cache.set(key, node);
}

/**
 * @param {Map<number, unknown>} rows
 * @param {ReadonlySet<number>} wantedIds
 */
export function prune(rows, wantedIds) {
  for (const id of rows.keys()) if (!wantedIds.has(id)) rows.delete(id);
}

/**
 * A button that had the focus keeps it when its message is edited under it.
 * @param {Element} oldNode
 * @param {Element} newNode
 */
export function keepFocus(oldNode, newNode) {
  if (!oldNode.contains(document.activeElement)) return;
  const index = [...oldNode.querySelectorAll('button')].findIndex((button) => button.contains(document.activeElement));
  requestAnimationFrame(() => newNode.querySelectorAll('button')[index]?.focus({ preventScroll: true }));
}
