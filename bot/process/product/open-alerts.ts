import { createDeadManPing } from '../../adapters/alertmanager/create-dead-man-ping.ts';
import { createSilencer } from '../../adapters/alertmanager/create-silencer.ts';
import { type AlertBoard, createAlertBoard } from '../../alerts/alert-board.ts';
import { createDeadMan, type DeadMan } from '../../alerts/dead-man.ts';
import type { Config } from '../../config.ts';
import type { Observe } from '../../observe/observe.ts';
import type { createTelegramApi } from '../../telegram/create-bot.ts';
import { startRealTimer } from '../../telegram/deadline.ts';
import { createAlertChat } from '../../telegram/operator/alerts/alert-chat.ts';
import type { Owners } from '../../telegram/operator/owners.ts';
import { whoMay } from '../../telegram/operator/roles.ts';
import type { Stores } from './stores.ts';

export interface AlertParts {
  readonly config: Pick<Config, 'alertmanagerUrl' | 'deadManUrl'>;
  readonly owners: Owners;
  readonly observe: Pick<Observe, 'log'>;
  readonly stores: Pick<Stores, 'accounts' | 'alerts' | 'operators'>;
  readonly api: ReturnType<typeof createTelegramApi>;
}

/** Passes the watchdog on to DEAD_MAN_URL. The API gives up a call by itself. */
export function openDeadMan({ config, observe, api }: Pick<AlertParts, 'config' | 'observe' | 'api'>): DeadMan {
  const { deadManUrl } = config;
  return createDeadMan({
    askTelegram: async () => await api.getMe(),
    ping: deadManUrl === null ? null : createDeadManPing(deadManUrl),
    onFailed: (error) => observe.log({ type: 'failure', where: 'dead-man', error }),
  });
}

/** Alerts reach owners and admins; where the database is away, the owners. */
export function openAlerts({ config, owners, observe, stores, api }: AlertParts): AlertBoard {
  const { alertmanagerUrl } = config;
  const { ids: adminIds } = owners;
  const { accounts, alerts, operators } = stores;
  const onFailed = (error: unknown): void => observe.log({ type: 'failure', where: 'alerts', error });
  return createAlertBoard({
    ...{ store: alerts, chat: createAlertChat({ api, accounts, onRefused: onFailed }), onFailed },
    ...{ wallNowMs: Date.now, startTimer: startRealTimer },
    silencer: alertmanagerUrl === null ? null : createSilencer(alertmanagerUrl),
    readers: () =>
      whoMay({ telegram: { adminIds }, stores: { operators } }, 'alerts').catch((error: unknown) => {
        onFailed(error);
        return adminIds;
      }),
  });
}
