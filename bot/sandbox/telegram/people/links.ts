import { nowS, type SandboxContext } from '../context.ts';
import { channelByName, channelChat, findChannel, memberOf, privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId } from '../state/deliver.ts';
import { membershipEvents, withPending } from '../state/membership.ts';
import { invoiceOf } from '../state/orders.ts';
import type { InvoiceOrder, LinkState, PersonState, SandboxChannel, SandboxEvent } from '../state/state.ts';
import type { WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';
import { write } from './write.ts';

/** What a t.me address means. */
type Place =
  | { readonly type: 'invite'; readonly address: string }
  | { readonly type: 'invoice'; readonly slug: string }
  | { readonly type: 'name'; readonly name: string; readonly start: string | null; readonly rights: string | null };

/** A person opens a link: the bot with or without a start parameter, an invite or invoice link, a public channel, or the web. */
export function openLink(context: SandboxContext, person: PersonState, url: string): WorldActionResult {
  const place = placeOf(url);
  if (place === null) return /^https?:\/\//i.test(url) ? { type: 'done', url } : refused('This link cannot be opened.');
  if (place.type === 'invite') return joinByLink(context, person, place.address);
  if (place.type === 'invoice') return openInvoice(context, person, place.slug);
  if (place.name.toLowerCase() === context.bot.username.toLowerCase())
    return place.rights === null
      ? openBot(context, person, place.start)
      : { type: 'done', addToChannel: place.rights.split(/[ +]/).filter((right) => right !== '') };
  const channel = channelByName(context, place.name);
  if (channel === null) return refused(`There is nobody called @${place.name}.`);
  return joinPublic(context, person, channel);
}

function placeOf(text: string): Place | null {
  let url: URL;
  try {
    url = new URL(/^t\.me\//i.test(text) ? `https://${text}` : text);
  } catch {
    return null;
  }
  if (url.protocol === 'tg:' && (url.host === 'resolve' || url.pathname.endsWith('resolve'))) {
    const name = url.searchParams.get('domain');
    return name === null ? null : { type: 'name', name, ...parametersOf(url) };
  }
  if (!/^(t|telegram)\.me$/i.test(url.hostname)) return null;
  const path = decodeURIComponent(url.pathname).slice(1);
  const invite = /^(?:\+|joinchat\/)([A-Za-z0-9_-]+)$/.exec(path);
  if (invite?.[1] !== undefined) return { type: 'invite', address: `https://t.me/+${invite[1]}` };
  const invoice = /^(?:\$|invoice\/)([A-Za-z0-9_-]+)$/.exec(path);
  if (invoice?.[1] !== undefined) return { type: 'invoice', slug: invoice[1] };
  const name = /^([A-Za-z]\w{3,31})(?:\/\d+)?$/.exec(path);
  return name?.[1] === undefined ? null : { type: 'name', name: name[1], ...parametersOf(url) };
}

/** rights: those to switch on where the link asks to be added to a channel, null where it does not. */
function parametersOf({ searchParams }: URL): { readonly start: string | null; readonly rights: string | null } {
  return {
    start: searchParams.get('start'),
    rights: searchParams.has('startchannel') ? (searchParams.get('admin') ?? '') : null,
  };
}

function openBot(context: SandboxContext, person: PersonState, start: string | null): WorldActionResult {
  if (start === null) return { type: 'done', openChatId: person.id };
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(start)) {
    return refused('A start parameter has 1 to 64 characters of A-Z, a-z, 0-9, _ and -.');
  }
  return write(context, person, { chatId: person.id, text: `/start ${start}` });
}

function joinPublic(context: SandboxContext, person: PersonState, channel: SandboxChannel): WorldActionResult {
  const { status } = memberOf(context, channel.id, person.id);
  if (status === 'kicked') return refused('You were removed from this channel and cannot join it again.');
  if (status === 'member') return { type: 'done', openChatId: channel.id };
  const { events, update } = membershipEvents(context, {
    channel,
    person,
    status: 'member',
    actor: wireUser(person),
  });
  context.store.commit([...events, ...context.updates.enqueue([update])]);
  return { type: 'done', openChatId: channel.id };
}

const DEAD_LINK = 'This invite link is invalid or has expired.';

function joinByLink(context: SandboxContext, person: PersonState, address: string): WorldActionResult {
  const link = context.store.state.links.get(address);
  const channel = link === undefined ? null : findChannel(context, link.chatId);
  if (link === undefined || channel === null || link.wire.is_revoked) return refused(DEAD_LINK);
  const { status } = memberOf(context, channel.id, person.id);
  if (status === 'member') return { type: 'done', openChatId: channel.id };
  if (status === 'kicked' || !isUsable(context, link)) return refused(DEAD_LINK);
  const knows: SandboxEvent[] = person.knownLinks.includes(address)
    ? []
    : [{ e: 'person', person: { ...person, knownLinks: [...person.knownLinks, address] } }];
  if (link.wire.creates_join_request) return askToJoin(context, { person, channel, link, knows });
  const { events, update } = membershipEvents(context, {
    channel,
    person,
    status: 'member',
    actor: wireUser(person),
    link: link.wire,
  });
  context.store.commit([
    ...knows,
    ...events,
    { e: 'link', link: { ...link, joined: link.joined + 1 } },
    ...context.updates.enqueue([update]),
  ]);
  return { type: 'done', openChatId: channel.id };
}

function isUsable(context: SandboxContext, { wire, joined }: LinkState): boolean {
  const expired = wire.expire_date !== undefined && wire.expire_date <= nowS(context);
  return !expired && (wire.member_limit === undefined || joined < wire.member_limit);
}

interface JoinAttempt {
  readonly person: PersonState;
  readonly channel: SandboxChannel;
  readonly link: LinkState;
  readonly knows: readonly SandboxEvent[];
}

function askToJoin(context: SandboxContext, attempt: JoinAttempt): WorldActionResult {
  const { person, channel, knows } = attempt;
  if (context.store.state.requests.get(channel.id)?.has(person.id)) {
    return { type: 'done', openChatId: channel.id, toast: 'You already asked to join this channel.' };
  }
  const link = withPending(attempt.link, 1);
  const request = { userId: person.id, link: link.wire.invite_link, dateMs: context.clock.nowMs() };
  const queryId = openQuery(context, channel.id, person.id);
  context.joinRequestWallMs.set(`${channel.id}:${person.id}`, context.wallMs());
  context.store.commit([
    ...knows,
    { e: 'request', chatId: channel.id, request },
    { e: 'link', link },
    ...context.updates.enqueue([
      {
        chat_join_request: {
          chat: channelChat(channel),
          from: wireUser(person),
          user_chat_id: person.id,
          date: nowS(context),
          invite_link: link.wire,
          ...(queryId === null ? {} : { query_id: queryId }),
        },
      },
    ]),
  ]);
  return { type: 'done', openChatId: channel.id, toast: 'Request to join sent.' };
}

/** A query for a bot that decides requests at once; null for others. Those too old are forgotten here. */
function openQuery(context: SandboxContext, chatId: number, userId: number): string | null {
  const { joinQueries } = context;
  if (joinQueries === null) return null;
  const wallMs = context.wallMs();
  for (const [id, query] of joinQueries) if (query.untilWallMs < wallMs) joinQueries.delete(id);
  const id = context.store.nextId('join-query', 19);
  joinQueries.set(id, { chatId, userId, untilWallMs: wallMs + context.waits.joinQueryMs });
  return id;
}

/** Shows the pay sheet of an invoice link as a message only the person sees; an unpaid older one of the same link goes. */
function openInvoice(context: SandboxContext, person: PersonState, slug: string): WorldActionResult {
  const order = context.store.state.invoiceLinks.get(slug);
  if (order === undefined) return refused('This invoice link is invalid.');
  const chat = context.store.state.messages.get(person.id)?.values() ?? [];
  const old = [...chat].filter((stored) => stored.sheet && !stored.paid && stored.order?.slug === slug);
  context.store.commit([
    ...old.map((stored) => ({ e: 'message-gone' as const, chatId: person.id, messageId: stored.wire.message_id })),
    { e: 'message', chatId: person.id, stored: paySheet(context, person, order), fresh: true },
  ]);
  return { type: 'done', openChatId: person.id };
}

function paySheet(context: SandboxContext, person: PersonState, order: InvoiceOrder) {
  const wire = {
    message_id: nextMessageId(context, person.id),
    from: context.bot,
    chat: privateChat(person),
    date: nowS(context),
    invoice: invoiceOf(order, ''),
  };
  return { wire, order, paid: false, sheet: true };
}
