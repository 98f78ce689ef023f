import { z } from 'zod';
import { TIER_RIGHTS, TIERS } from '../../../billing/tiers.ts';
import type { Language } from '../../texts/language.ts';
import type { TextKey } from '../../texts/translate.ts';
import { type Html, html, page, sentence } from './html.ts';
import { describeType, propertyRows, type SchemaNode, schemaNode } from './property-rows.ts';

const parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'path']),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: schemaNode,
});
const content = z.record(z.string(), z.object({ schema: schemaNode }));
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
/** What the page reads of an OpenAPI document. */
const apiDocument = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schemaNode).default({}) }),
});
type ApiDocument = z.infer<typeof apiDocument>;
type Operation = z.infer<typeof operation> & {
  readonly method: string;
  readonly path: string;
  readonly also: readonly string[];
};

/** The errors that the API answers with, by code. */
export interface DocumentedErrors {
  readonly contentType: string;
  readonly codes: Readonly<
    Record<string, { readonly status: number; readonly title: Extract<TextKey, `problem-${string}`> }>
  >;
}

/** The API as a page, drawn from its own OpenAPI document, with a form that tries each call. */
export function renderDocsPage(
  document: unknown,
  example: { readonly symbol: string; readonly timeframe: string },
  { errors, language }: { readonly errors: DocumentedErrors; readonly language: Language },
): string {
  const { plain } = language;
  const api = apiDocument.parse(document);
  const operations = operationsOf(api);
  const groups = api.tags
    .map((tag) => ({ ...tag, operations: operations.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter((group) => group.operations.length > 0);
  const body = html`<header class="top"><div class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">${plain('pages-brand')}</a>
<span class="tag mode">${plain('docs-version', { version: api.info.version })}</span>
<nav><a href="/">${plain('docs-start')}</a><a href="/openapi.json">${plain('docs-json')}</a></nav></div></header>
<main class="docs">
<aside><nav aria-label="${plain('docs-calls')}">${groups.map(
    (group) =>
      html`<p>${group.name}</p>
${group.operations.map((call) => html`<a href="#${call.operationId}"><b class="verb ${call.method}">${call.method}</b>${call.path}</a>`)}`,
  )}<p>${plain('docs-reference')}</p><a href="#quotas">${plain('docs-quotas-link')}</a>
<a href="#errors">${plain('docs-errors-link')}</a></nav></aside>
<div class="calls">
<h1>${api.info.title}</h1>
<p class="lead">${api.info.description}</p>
<form class="key" autocomplete="off"><label for="api-key">${plain('docs-key')}</label><input id="api-key" type="password"
autocomplete="new-password" placeholder="${plain('docs-key-hint')}" spellcheck="false"></form>
${groups.map((group) => group.operations.map((call) => operationSection({ api, language }, call, example)))}
${quotaSection(language)}${errorSection(language, errors)}
</div></main>
<footer>${plain('docs-disclaimer')}</footer>`;
  const title = `${api.info.title} · ${plain('pages-brand')}`;
  return page({ language: language.code, title, body, name: 'docs' });
}

/** Calls in document order; two addresses of one call are shown once. */
function operationsOf(api: ApiDocument): readonly Operation[] {
  const all = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ ...call, method, path })),
  );
  return all
    .filter((call, index) => all.findIndex((other) => other.summary === call.summary) === index)
    .map((call) => ({
      ...call,
      also: all.filter((other) => other.summary === call.summary && other.path !== call.path).map(({ path }) => path),
    }));
}

/** What every part of the page is drawn from. */
interface Docs {
  readonly api: ApiDocument;
  readonly language: Language;
}

function operationSection(docs: Docs, call: Operation, example: object): Html {
  const { t, plain } = docs.language;
  const bodySchema = call.requestBody?.content['application/json']?.schema;
  const answer = call.responses['200']?.content?.['application/json']?.schema;
  const errors = Object.keys(call.responses).filter((status) => status !== '200');
  return html`<section class="call" id="${call.operationId}">
<h2><b class="verb ${call.method}">${call.method}</b> <code>${call.path}</code></h2>
<p class="summary">${call.summary}${call.also.map((path) => html` <span class="quiet">${sentence(t('docs-also', { path }))}</span>`)}</p>
${call.description === undefined ? null : html`<p>${call.description}</p>`}
${call.parameters.length === 0 ? null : parameterTable(docs, call)}
${bodySchema === undefined ? null : html`<h3>${plain('docs-body')}</h3>${fieldTable(docs, bodySchema)}`}
${tryForm(docs.language, call, bodySchema === undefined ? null : JSON.stringify(example, null, 2))}
${answer === undefined ? null : html`<details><summary>${plain('docs-answer')}</summary>${fieldTable(docs, answer)}</details>`}
<p class="hint">${plain('docs-other-answers', { statuses: errors.join(', ') })}</p>
</section>`;
}

function parameterTable({ api, language: { plain } }: Docs, { parameters }: Operation): Html {
  const rows = parameters.map(
    (one) =>
      html`<tr><td><code>${one.name}</code>${one.required ? html` <small>${plain('docs-required')}</small>` : null}</td>
<td>${describeType(one.schema, api.components.schemas)}</td><td>${one.description ?? one.schema.description ?? ''}</td></tr>`,
  );
  return html`<h3>${plain('docs-parameters')}</h3><div class="scroll"><table><tbody>${rows}</tbody></table></div>`;
}

function fieldTable({ api, language: { plain } }: Docs, schema: SchemaNode): Html {
  const rows = propertyRows(schema, api.components.schemas).map(
    (row) =>
      html`<tr><td><code>${row.name}</code>${row.required ? null : html` <small>${plain('docs-optional')}</small>`}</td>
<td>${row.type}</td><td>${row.description}</td></tr>`,
  );
  return html`<div class="scroll"><table><tbody>${rows}</tbody></table></div>`;
}

function tryForm({ plain }: Language, call: Operation, body: string | null): Html {
  const { method, path, parameters, operationId } = call;
  const inputs = parameters.map(({ name, required, in: place }) => {
    const id = `${operationId}-${name}`;
    return html`<label for="${id}">${name}</label><input id="${id}" name="${name}"
data-in="${place}"${required ? html` required` : null} spellcheck="false">`;
  });
  const area =
    body === null
      ? null
      : html`<label for="${operationId}-body">${plain('docs-body-field')}</label>
<textarea id="${operationId}-body" name="body" rows="5" spellcheck="false">${body}</textarea>`;
  return html`<form class="try" data-method="${method}" data-path="${path}"
data-no-answer="${plain('docs-no-answer')}">${inputs}${area}<button type="submit"
class="button primary">${plain('docs-try')}</button><output></output></form>`;
}

function quotaSection({ plain }: Language): Html {
  const rows = TIERS.map((tier) => {
    const { apiPerMinute, apiPerDay, delayCandles } = TIER_RIGHTS[tier];
    const later =
      delayCandles === 0 ? plain('docs-later-none') : plain('docs-later-candles', { candles: String(delayCandles) });
    return html`<tr><td>${plain(`tier-${tier}`)}</td><td>${apiPerMinute}</td><td>${apiPerDay}</td><td>${later}</td></tr>`;
  });
  return html`<section class="call" id="quotas"><h2>${plain('docs-quotas')}</h2><p>${plain('docs-quotas-lead')}</p>
<div class="scroll"><table><thead><tr><th>${plain('docs-tier')}</th><th>${plain('docs-per-minute')}</th>
<th>${plain('docs-per-day')}</th><th>${plain('docs-later')}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function errorSection({ plain }: Language, { contentType, codes }: DocumentedErrors): Html {
  const rows = Object.entries(codes).map(
    ([code, { status, title }]) =>
      html`<tr id="${code}"><td>${status}</td><td><code>${code}</code></td><td>${plain(title)}</td></tr>`,
  );
  return html`<section class="call" id="errors"><h2>${plain('docs-errors')}</h2><p>${plain('docs-errors-lead', { type: contentType })}</p>
<div class="scroll"><table><tbody>${rows}</tbody></table></div></section>`;
}
