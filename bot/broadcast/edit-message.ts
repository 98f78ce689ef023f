import type { EditResult, LedgerEntry } from '../../engine/ports.ts';
import { allEnded, type ChannelWork, type ClaimedGroup, putOff, sendingOf } from './claimed-group.ts';
import { closeMessage } from './close-message.ts';
import { languageOf, messageOf, shownIn } from './message-of.ts';
import { type Message, putEdit } from './message-sending.ts';
import { openSlot } from './send-slot.ts';
import { settleFailedEdit } from './settlement.ts';
import type { SendCounts, SendWork } from './work-source.ts';

/** Puts the outcomes there are above a message, about one signal or about several. */
export function editMessage(work: ChannelWork, group: ClaimedGroup, counts: SendCounts): SendWork {
  const [{ delivery }] = group;
  return delivery.message === undefined
    ? editAlone(work, group, counts)
    : editTogether(work, { id: delivery.message, group }, counts);
}

function editAlone(work: ChannelWork, group: ClaimedGroup, counts: SendCounts): SendWork {
  const [claim] = group;
  const { sentAtMs } = claim.delivery;
  return (ready) =>
    edit(work, group, { counts, ready, message: () => messageOf(work, claim, sentAtMs ?? work.clock.nowMs()) });
}

interface Together {
  readonly id: string;
  readonly group: ClaimedGroup;
}

/** One edit with all outcomes there are of the message's signals. */
function editTogether(work: ChannelWork, { id, group }: Together, counts: SendCounts): SendWork {
  const message = async (): Promise<Message> => {
    const stored = (await work.messages?.find(id)) ?? null;
    const entries: readonly LedgerEntry[] = await work.outbox.entries(stored?.signalIds ?? []);
    const [{ delivery }] = group;
    return await closeMessage(
      work,
      entries.map((entry) => shownIn(work, delivery, entry)),
      { language: languageOf(work, delivery), sentHtml: stored?.html ?? null },
    );
  };
  return (ready) => edit(work, group, { counts, ready, message });
}

interface Editing {
  readonly message: () => Promise<Message>;
  readonly counts: SendCounts;
  readonly ready: () => void;
}

async function edit(work: ChannelWork, group: ClaimedGroup, { message, counts, ready }: Editing): Promise<void> {
  const [{ delivery, entry }] = group;
  const { chatId, messageId, form } = delivery;
  const { outcome } = entry;
  if (messageId === null || outcome === null)
    throw new Error(`expected a sent message with an outcome to edit, was delivery "${delivery.id}"`);
  const key = `edit ${delivery.id}`;
  const content = await message();
  const send = { sendClass: 'edit', chatId, key } as const;
  ready();
  const opened = await openSlot(work, send);
  if (opened.type === 'later') return await putOff(work, group, { atMs: opened.atMs, counts, isEdit: true });
  const failure = await putEdit(sendingOf(work), { ...send, slot: opened.slot, messageId, form }, content);
  const nowMs = work.clock.nowMs();
  const timing = { nowMs, ageMs: nowMs - outcome.settledAtMs };
  const result: EditResult = failure === null ? { type: 'shown' } : settleFailedEdit(failure, timing);
  counts[({ shown: 'edited', retry: 'retried', dead: 'dead' } as const)[result.type]] += 1;
  const settled = group.map(async (claim) => {
    await work.settle(() => work.outbox.settleEdit(claim, result));
    work.onEvent({
      type: 'delivery-edit',
      signalId: claim.entry.signal.id,
      tier: claim.delivery.audience,
      outcome: result.type,
      ageMs: timing.ageMs,
      ...(result.type === 'shown' ? {} : { error: result.error }),
    });
  });
  await allEnded(settled);
}
