import { escapeHtml } from './html.ts';

/** Texts of a channel's button. */
export const channel = {
  buttonLockedChannel: (title: string) => `🔒 ${title}`,
  channelOpen: (title: string) => `🔓 <b>${escapeHtml(title)}</b> is open to you. Press the button to join.`,
  channelLinkMissing: (title: string) =>
    `🔓 <b>${escapeHtml(title)}</b> is open to you, but Telegram has not given me its link yet. Please try again in a minute.`,
  channelLocked: (title: string) =>
    `🔒 <b>${escapeHtml(title)}</b> is a private channel: each signal is posted there the moment its candle closes. This plan opens it; once it is paid you get the button to join.`,
  channelNotSold: (title: string) =>
    `🔒 <b>${escapeHtml(title)}</b> is a private channel, and no plan that opens it is on sale just now.`,
};
