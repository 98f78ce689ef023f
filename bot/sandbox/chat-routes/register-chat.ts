import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type {} from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TimeAnswer } from '../let-time-pass.ts';
import type { TelegramWorld, WorldAction, WorldActionResult } from '../telegram/world.ts';
import { answerProblem, ChatProblem, toProblem } from './chat-problem.ts';
import type { ChatSnapshot, SandboxNotice } from './chat-snapshot.ts';
import { createEventStreams } from './event-streams.ts';
import { registerEmoji } from './register-emoji.ts';
import { registerFonts } from './register-fonts.ts';
import { registerTime } from './register-time.ts';

/** A picture or document the bot sent, as stored by the local Bot API. */
export interface ChatFile {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly name: string;
}

export interface ChatDeps {
  readonly world: TelegramWorld;
  /** The file behind /chat/api/files/:id, or null. */
  readonly file: (id: string) => Promise<ChatFile | null> | ChatFile | null;
  /** Without it the page measures the speed from the virtual clock and shows nothing about the source. */
  readonly notice?: () => SandboxNotice;
  /** Lets hours of the sandbox's clock pass; absent where the clock is not the sandbox's own. */
  readonly letTimePass?: (hours: number) => TimeAnswer;
  /** How often an open event stream carries the virtual time, wall milliseconds. */
  readonly clockEveryMs?: number;
  /** How long a person waits for the bot's answer to one action, wall milliseconds. */
  readonly actTimeoutMs?: number;
}

const ASSET_FOLDER = new URL('../chat/', import.meta.url);
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' } as const;

/** Everything the page may load; a name not in this list is not served. */
export const CHAT_ASSETS: readonly string[] = [
  'data/api.js',
  'data/bot-chat.js',
  'data/clock.js',
  'data/links.js',
  'data/reads.js',
  'data/store.js',
  'page/chat-handlers.js',
  'page/chat.js',
  'page/client.js',
  'page/follow-link.js',
  'page/add-to-channel.js',
  'page/pay-invoice.js',
  'page/time-menu.js',
  'page/people.js',
  'sheets/offer-to-join.js',
  'sheets/ask-for-chat.js',
  'sheets/payment.js',
  'sheets/sheets.js',
  'sheets/stars.js',
  'view/bubble.js',
  'view/chat-view.js',
  'view/dom.js',
  'view/emoji.js',
  'view/footer.js',
  'view/icons.js',
  'view/inline-offer.js',
  'view/introduction.js',
  'view/list.js',
  'view/menu.js',
  'view/messages.js',
  'view/reconcile.js',
  'view/reply-keyboard.js',
  'view/text.js',
  'view/writer.js',
  'style/base.css',
  'style/ribbon.css',
  'style/list.css',
  'style/chat-head.css',
  'style/messages.css',
  'style/bubble.css',
  'style/attachments.css',
  'style/keyboard.css',
  'style/footer.css',
  'style/sheets.css',
  'style/payment.css',
  'style/menu.css',
  'style/icon.svg',
  'style/pattern.svg',
];

const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const;

/** Only pictures are shown in the page; anything else is handed out as a download, never run. */
const PICTURE = /^image\/(png|jpeg|webp|gif)$/;
const MAX_PEOPLE = 50;

const chatId = z.int();
const messageId = z.int().positive();
const botRights = z.strictObject({
  ...{ postMessages: z.boolean(), inviteUsers: z.boolean(), restrictMembers: z.boolean() },
  changeInfo: z.boolean(),
});
const subscriptionId = z.string().min(1).max(128);
const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('write'),
    chatId,
    text: z.string().trim().min(1).max(4096),
    replyTo: z.int().optional(),
  }),
  z.strictObject({ type: z.literal('press'), chatId, messageId, data: z.string().min(1).max(64) }),
  z.strictObject({ type: z.literal('open-link'), url: z.string().min(1).max(2048) }),
  z.strictObject({ type: z.literal('ask-inline'), words: z.string().max(256) }),
  z.strictObject({ type: z.literal('ask-guest'), words: z.string().max(256) }),
  z.strictObject({ type: z.literal('send-offered'), chatId, index: z.int().min(0).max(49) }),
  z.strictObject({
    type: z.literal('share-users'),
    requestId: z.int(),
    userIds: z.array(z.int().positive()).min(1).max(10),
  }),
  z.strictObject({ type: z.literal('share-chat'), requestId: z.int(), chatId }),
  z.strictObject({
    type: z.literal('make-chat'),
    kind: z.enum(['channel', 'group']),
    title: z.string().max(200),
    username: z.string().max(64).nullable(),
  }),
  z.strictObject({ type: z.literal('set-bot'), chatId, rights: botRights.nullable() }),
  z.strictObject({ type: z.literal('pay'), chatId, messageId }),
  z.strictObject({ type: z.literal('leave'), chatId }),
  z.strictObject({ type: z.literal('block'), blocked: z.boolean() }),
  z.strictObject({ type: z.literal('add-stars'), amount: z.int().min(1).max(100_000) }),
  z.strictObject({ type: z.literal('renew'), subscriptionId }),
  z.strictObject({ type: z.literal('fail-renewal'), subscriptionId }),
  z.strictObject({ type: z.literal('cancel-subscription'), subscriptionId }),
  z.strictObject({ type: z.literal('resume-subscription'), subscriptionId }),
]) satisfies z.ZodType<WorldAction>;

const actBody = z.strictObject({ person: z.int().positive(), action: actionSchema });
const personBody = z.strictObject({
  firstName: z.string().trim().min(1).max(64),
  languageCode: z.string().regex(/^[a-z]{2}(-[A-Za-z]{2})?$/),
});
const personQuery = z.object({ person: z.string().regex(/^[1-9]\d{0,15}$/, 'expected the number of a person') });

interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

/**
 * Serves the sandbox chat: the page under /chat, its assets, and the people's side of the local Bot API under /chat/api.
 * Errors are application/problem+json with a stable code "chat/…". Open event streams end when the server closes.
 */
export async function registerChat(app: FastifyInstance, deps: ChatDeps): Promise<void> {
  await app.register(async (scope) => {
    const page = await readFile(new URL('chat.html', ASSET_FOLDER));
    const assets = await readAssets();
    scope.setErrorHandler((error, _request, reply) => answerProblem(toProblem(error), reply));
    scope.addHook('onRequest', async (request) => refuseOtherSites(request));
    const schema = { hide: true };

    scope.get('/chat', { schema }, async (_request, reply) =>
      reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(page),
    );
    scope.get<{ Params: { '*': string } }>('/chat/assets/*', { schema }, async (request, reply) => {
      const asset = assets.get(request.params['*']);
      if (asset === undefined) throw new ChatProblem(404, 'chat/no-asset', 'There is no such file of the page.');
      reply.headers({ etag: asset.etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
      if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
      return reply.type(asset.type).send(asset.bytes);
    });
    registerEmoji(scope);
    registerFonts(scope);
    registerFiles(scope, deps);
    registerPeople(scope, deps);
    registerEvents(scope, deps);
    if (deps.letTimePass !== undefined) registerTime(scope, deps.letTimePass);
  });
}

function registerFiles(scope: FastifyInstance, deps: ChatDeps): void {
  scope.get<{ Params: { id: string } }>('/chat/api/files/:id', { schema: { hide: true } }, async (request, reply) => {
    const file = await deps.file(request.params.id);
    if (file === null) throw new ChatProblem(404, 'chat/no-file', 'There is no such file.');
    const isPicture = PICTURE.test(file.mime);
    reply.headers({
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': isPicture ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
    return reply.type(isPicture ? file.mime : 'application/octet-stream').send(Buffer.from(file.bytes));
  });
}

function registerPeople(scope: FastifyInstance, deps: ChatDeps): void {
  const { world } = deps;
  const schema = { hide: true };
  scope.get('/chat/api/people', { schema }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(world.persons()),
  );
  scope.post('/chat/api/people', { schema }, async (request, reply) => {
    const body = parse(personBody, request.body, 'chat/bad-person');
    if (world.persons().length >= MAX_PEOPLE) {
      throw new ChatProblem(409, 'chat/too-many-people', `Expected at most ${MAX_PEOPLE} people in the sandbox.`);
    }
    return reply.code(201).send(world.addPerson(body.firstName, body.languageCode));
  });
  scope.get('/chat/api/snapshot', { schema }, async (request, reply) => {
    const snapshot = world.snapshot(knownPerson(world, request.query));
    const canLetTimePass = deps.letTimePass !== undefined;
    const answer: ChatSnapshot = { ...snapshot, notice: deps.notice?.() ?? null, canLetTimePass };
    return reply.header('cache-control', 'no-store').send(answer);
  });
  scope.post('/chat/api/act', { schema }, async (request): Promise<WorldActionResult> => {
    const { person, action } = parse(actBody, request.body, 'chat/bad-action');
    requirePerson(world, person);
    return withinTime(world.act(person, action), deps.actTimeoutMs ?? 30_000);
  });
}

function registerEvents(scope: FastifyInstance, deps: ChatDeps): void {
  const streams = createEventStreams({
    world: deps.world,
    clockEveryMs: deps.clockEveryMs ?? 3_000,
    hasEnded: () => (deps.notice?.().ended ?? null) !== null,
    isCatchingUp: () => (deps.notice?.().catchingUp ?? null) !== null,
  });
  scope.addHook('preClose', async () => streams.closeAll());
  scope.get('/chat/api/events', { schema: { hide: true } }, (request, reply) => {
    const person = knownPerson(deps.world, request.query);
    if (streams.isFull()) throw new ChatProblem(503, 'chat/too-many-streams', 'Too many open chat pages.');
    reply.hijack();
    streams.open(person, reply.raw);
  });
}

async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const read = async (name: string): Promise<[string, Asset]> => {
    const bytes = await readFile(new URL(name, ASSET_FOLDER));
    const extension = z.enum(['js', 'css', 'svg']).parse(name.split('.').at(-1));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    return [name, { bytes, type: TYPES[extension], etag }];
  };
  return new Map(await Promise.all(CHAT_ASSETS.map(read)));
}

/** A page of another site in the same browser must not be able to press buttons here. */
function refuseOtherSites(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === request.host) return;
  throw new ChatProblem(403, 'chat/other-site', `Expected a request from this page, was from "${origin}".`);
}

function knownPerson(world: TelegramWorld, query: unknown): number {
  const person = Number(parse(personQuery, query, 'chat/bad-person').person);
  requirePerson(world, person);
  return person;
}

function requirePerson(world: TelegramWorld, person: number): void {
  if (world.persons().some(({ id }) => id === person)) return;
  throw new ChatProblem(404, 'chat/no-person', `Expected a person of the sandbox, was "${person}".`);
}

function parse<T>(schema: z.ZodType<T>, value: unknown, code: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ChatProblem(400, code, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`);
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const problem = new ChatProblem(504, 'chat/no-answer', `The bot did not answer within ${timeoutMs} ms.`);
    timer = setTimeout(() => reject(problem), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
