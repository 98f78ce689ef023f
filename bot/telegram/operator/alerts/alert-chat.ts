import type { Api } from 'grammy';
import type { Accounts } from '../../../../billing/ports.ts';
import { type Alert, SILENCE_HOURS } from '../../../alerts/alert.ts';
import type { AlertChat } from '../../../alerts/alert-board.ts';
import { classifySendError } from '../../classify-send-error.ts';
import { textsFor } from '../../messages/texts.ts';
import { actionButton, isUnreachable, messageOptions, type Screen } from '../../views/show.ts';

/** Operators are written to in English. */
const en = textsFor('en');

export interface AlertChatDependencies {
  readonly api: Api;
  readonly accounts: Accounts;
  /** Told what Telegram refused for good. */
  readonly onRefused: (error: unknown) => void;
}

/** Alerts in private chats with operators. */
export function createAlertChat({ api, accounts, onRefused }: AlertChatDependencies): AlertChat {
  return {
    async send(chatId, alert) {
      const { text, keyboard } = alertScreen(alert);
      try {
        return (await api.sendMessage(chatId, text, messageOptions(keyboard))).message_id;
      } catch (error) {
        if (classifySendError(error).type !== 'rejected') throw error;
        if (isUnreachable(error)) await accounts.markUnreachable(chatId);
        onRefused(error);
        return null;
      }
    },
    async edit(chatId, messageId, alert) {
      const { text, keyboard } = alertScreen(alert);
      try {
        await api.editMessageText(chatId, messageId, text, messageOptions(keyboard));
      } catch (error) {
        if (classifySendError(error).type !== 'rejected') throw error;
        // It was deleted, or is as it should be.
      }
    },
  };
}

function alertScreen(alert: Alert): Screen {
  const { acknowledged, silenced, endedAtMs, id } = alert;
  const lines = [
    endedAtMs === null ? en.operatorAlert(alert) : en.operatorAlertOver(alert.name, alert.summary),
    ...(acknowledged === null ? [] : [en.operatorAlertAcknowledged(acknowledged.name, acknowledged.atMs)]),
    ...(silenced === null
      ? []
      : [
          en.operatorAlertSilenced(
            silenced.name,
            silenced.untilMs,
            silenced.isAtAlertmanager ? 'alertmanager' : 'here',
          ),
        ]),
    ...(endedAtMs === null ? [] : [en.operatorAlertEnded(endedAtMs)]),
  ];
  const take = actionButton(en.buttonAlertAcknowledge, { type: 'alert', step: 'acknowledge', id });
  const hours = SILENCE_HOURS.map((each) =>
    actionButton(en.buttonAlertSilence(each), { type: 'alert', step: 'silence', hours: each, id }),
  );
  const keyboard = endedAtMs === null ? [...(acknowledged === null ? [[take]] : []), hours] : [];
  return { text: lines.join('\n'), keyboard };
}
