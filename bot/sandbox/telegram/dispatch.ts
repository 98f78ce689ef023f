import type { SandboxContext } from './context.ts';
import {
  deleteMessage,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  pinChatMessage,
  unpinChatMessage,
} from './methods/edit.ts';
import { createChatInviteLink, exportChatInviteLink, revokeChatInviteLink } from './methods/invites.ts';
import { sendMediaGroup } from './methods/media-group.ts';
import {
  answerChatJoinRequestQuery,
  approveChatJoinRequest,
  banChatMember,
  declineChatJoinRequest,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  leaveChat,
  setChatDescription,
  unbanChatMember,
} from './methods/members.ts';
import {
  createInvoiceLink,
  editUserStarSubscription,
  getMyStarBalance,
  getStarTransactions,
  refundStarPayment,
  sendInvoice,
} from './methods/payments.ts';
import {
  BOT_NAME,
  DESCRIPTION,
  deleteMyCommands,
  getMe,
  getMyCommands,
  getProfileText,
  SHORT_DESCRIPTION,
  setMyCommands,
  setProfileText,
} from './methods/profile.ts';
import { answerCallbackQuery, answerGuestQuery, answerInlineQuery, answerPreCheckoutQuery } from './methods/queries.ts';
import { copyMessage, sendChatAction, sendDocument, sendMessage, sendPhoto, uniqueId } from './methods/send.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './methods/updates.ts';
import { badRequest } from './protocol/refusal.ts';
import { type ApiCall, textOf } from './protocol/request.ts';
import type { PerformCall } from './protocol/server.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

type Handler = (context: SandboxContext, call: ApiCall) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  getMe,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyDescription: (context, call) => setProfileText(context, call, DESCRIPTION),
  getMyDescription: (context, call) => getProfileText(context, call, DESCRIPTION),
  setMyShortDescription: (context, call) => setProfileText(context, call, SHORT_DESCRIPTION),
  getMyShortDescription: (context, call) => getProfileText(context, call, SHORT_DESCRIPTION),
  setMyName: (context, call) => setProfileText(context, call, BOT_NAME),
  getMyName: (context, call) => getProfileText(context, call, BOT_NAME),
  setChatMenuButton: () => true,
  sendMessage,
  sendPhoto,
  sendDocument,
  sendMediaGroup,
  copyMessage,
  sendChatAction,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  pinChatMessage,
  unpinChatMessage,
  answerCallbackQuery,
  answerInlineQuery,
  answerGuestQuery,
  answerPreCheckoutQuery,
  getChat,
  setChatDescription,
  getChatMember,
  getChatMemberCount,
  getChatAdministrators,
  createChatInviteLink,
  exportChatInviteLink,
  revokeChatInviteLink,
  leaveChat,
  answerChatJoinRequestQuery,
  approveChatJoinRequest,
  declineChatJoinRequest,
  banChatMember,
  unbanChatMember,
  sendInvoice,
  createInvoiceLink,
  refundStarPayment,
  editUserStarSubscription,
  getStarTransactions,
  getMyStarBalance,
  getFile,
  logOut: refuseToEnd,
  close: refuseToEnd,
};

/** Finds the function behind each method. */
export function createDispatch(context: SandboxContext, delivery: WebhookDelivery): PerformCall {
  return (call, aborted) => {
    switch (call.method) {
      case 'getUpdates':
        return getUpdates(context, call, aborted);
      case 'setWebhook':
        return setWebhook(context, call, delivery);
      case 'deleteWebhook':
        return deleteWebhook(context, call, delivery);
      case 'getWebhookInfo':
        return getWebhookInfo(context, delivery);
    }
    const handler = HANDLERS[call.method];
    if (handler === undefined) throw badRequest(`the stand-in does not simulate ${call.method}`);
    return handler(context, call);
  };
}

function getFile(context: SandboxContext, call: ApiCall): Readonly<Record<string, unknown>> {
  const file = context.store.state.files.get(textOf(call, 'file_id') ?? '');
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  return { file_id: file.id, file_unique_id: uniqueId(file), file_size: file.size, file_path: `photos/${file.id}` };
}

function refuseToEnd(): never {
  throw badRequest('the stand-in has no other server to move to');
}
