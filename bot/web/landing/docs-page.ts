import { z } from 'zod';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import { type Html, html, page } from './html.ts';
import { describeType, propertyRows, type SchemaNode, schemaNode } from './schema-table.ts';

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
  readonly codes: Readonly<Record<string, { readonly status: number; readonly title: string }>>;
}

/** The API as a page, drawn from its own OpenAPI document, with a form that tries each call. */
export function renderDocsPage(
  document: unknown,
  example: { readonly symbol: string; readonly timeframe: string },
  errors: DocumentedErrors,
): string {
  const api = apiDocument.parse(document);
  const operations = operationsOf(api);
  const groups = api.tags
    .map((tag) => ({ ...tag, operations: operations.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter((group) => group.operations.length > 0);
  const body = html`<header class="top"><div class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28">Analyser</a><span class="tag mode">API ${api.info.version}</span>
<nav><a href="/">Start</a><a href="/openapi.json">JSON</a></nav></div></header>
<main class="docs">
<aside><nav aria-label="Calls">${groups.map(
    (group) =>
      html`<p>${group.name}</p>${group.operations.map((call) => html`<a href="#${call.operationId}"><b class="verb ${call.method}">${call.method}</b>${call.path}</a>`)}`,
  )}<p>reference</p><a href="#quotas">quotas</a><a href="#errors">errors</a></nav></aside>
<div class="calls">
<h1>${api.info.title}</h1>
<p class="lead">${api.info.description}</p>
<form class="key" autocomplete="off"><label for="api-key">API key for the forms below</label><input id="api-key" type="password" autocomplete="new-password" placeholder="an_… (leave empty for the free quota)" spellcheck="false"></form>
${groups.map((group) => group.operations.map((call) => operationSection(api, call, example)))}
${quotaSection()}${errorSection(errors)}
</div></main>
<footer>Model output, not advice.</footer>`;
  return page(`${api.info.title} · Analyser`, body, 'docs.js');
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

function operationSection(api: ApiDocument, call: Operation, example: object): Html {
  const bodySchema = call.requestBody?.content['application/json']?.schema;
  const answer = call.responses['200']?.content?.['application/json']?.schema;
  const errors = Object.keys(call.responses).filter((status) => status !== '200');
  return html`<section class="call" id="${call.operationId}">
<h2><b class="verb ${call.method}">${call.method}</b> <code>${call.path}</code></h2>
<p class="summary">${call.summary}${call.also.map((path) => html` <span class="quiet">also at <code>${path}</code></span>`)}</p>
${call.description === undefined ? null : html`<p>${call.description}</p>`}
${call.parameters.length === 0 ? null : parameterTable(api, call)}
${bodySchema === undefined ? null : html`<h3>Body</h3>${fieldTable(api, bodySchema)}`}
${tryForm(call, bodySchema === undefined ? null : JSON.stringify(example, null, 2))}
${answer === undefined ? null : html`<details><summary>Answer</summary>${fieldTable(api, answer)}</details>`}
<p class="hint">Other answers: ${errors.join(', ')}</p>
</section>`;
}

function parameterTable(api: ApiDocument, { parameters }: Operation): Html {
  const rows = parameters.map(
    (one) =>
      html`<tr><td><code>${one.name}</code>${one.required ? html` <small>required</small>` : null}</td><td>${describeType(one.schema, api.components.schemas)}</td><td>${one.description ?? one.schema.description ?? ''}</td></tr>`,
  );
  return html`<h3>Parameters</h3><div class="scroll"><table><tbody>${rows}</tbody></table></div>`;
}

function fieldTable(api: ApiDocument, schema: SchemaNode): Html {
  const rows = propertyRows(schema, api.components.schemas).map(
    (row) =>
      html`<tr><td><code>${row.name}</code>${row.required ? null : html` <small>optional</small>`}</td><td>${row.type}</td><td>${row.description}</td></tr>`,
  );
  return html`<div class="scroll"><table><tbody>${rows}</tbody></table></div>`;
}

function tryForm({ method, path, parameters, operationId }: Operation, body: string | null): Html {
  const inputs = parameters.map(({ name, required, in: place }) => {
    const id = `${operationId}-${name}`;
    return html`<label for="${id}">${name}</label><input id="${id}" name="${name}" data-in="${place}"${required ? html` required` : null} spellcheck="false">`;
  });
  const area =
    body === null
      ? null
      : html`<label for="${operationId}-body">body</label><textarea id="${operationId}-body" name="body" rows="5" spellcheck="false">${body}</textarea>`;
  return html`<form class="try" data-method="${method}" data-path="${path}">${inputs}${area}<button type="submit" class="button primary">Try it</button><output></output></form>`;
}

function quotaSection(): Html {
  const rows = Object.values(TIER_RIGHTS).map(
    ({ title, apiPerMinute, apiPerDay, delayCandles }) =>
      html`<tr><td>${title}</td><td>${apiPerMinute}</td><td>${apiPerDay}</td><td>${delayCandles === 0 ? 'none' : `${delayCandles} candles`}</td></tr>`,
  );
  return html`<section class="call" id="quotas"><h2>Quotas</h2><p>Counted by key, without one by address. Every answer carries RateLimit-Limit, -Remaining and -Reset; a refusal is 429 with Retry-After. A request that could not be understood costs nothing.</p>
<div class="scroll"><table><thead><tr><th>Tier</th><th>a minute</th><th>a day</th><th>signals later by</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function errorSection({ contentType, codes }: DocumentedErrors): Html {
  const rows = Object.entries(codes).map(
    ([code, { status, title }]) =>
      html`<tr id="${code}"><td>${status}</td><td><code>${code}</code></td><td>${title}</td></tr>`,
  );
  return html`<section class="call" id="errors"><h2>Errors</h2><p>Always ${contentType}: type, title, status, code, detail and, where one is at fault, the field. Codes never change.</p>
<div class="scroll"><table><tbody>${rows}</tbody></table></div></section>`;
}
