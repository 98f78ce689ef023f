import { ConfigError, readStartConfig } from '../../bot/config.ts';
import { checkDatabase } from './check-database.ts';
import { checkExchanges } from './check-exchange.ts';
import { checkDataDir, checkDeadMan, checkPartners, checkProxy, checkSecrets } from './check-settings.ts';
import { checkStripe } from './check-stripe.ts';
import { checkTelegram } from './check-telegram.ts';
import { type Finding, fine, wrong } from './finding.ts';
import { readStoredSetup } from './stored-setup.ts';

/** Examines the installation that these settings describe. With settings that cannot be read, those only. Never rejects. */
export async function examine(
  given: Readonly<Record<string, string | undefined>>,
  nowMs: () => number,
): Promise<readonly Finding[]> {
  try {
    const config = readStartConfig(given);
    const asked = await Promise.all([
      readStoredSetup(config).then((setup) => checkTelegram({ ...config, ...setup }, nowMs(), config)),
      checkExchanges(config, nowMs),
      checkDatabase(config),
      checkStripe(given, config.publicUrl),
      checkDataDir(config),
    ]);
    return [
      fine('settings', 'can be read'),
      ...asked.flat(),
      ...checkSecrets(config, given),
      ...checkDeadMan(config),
      ...checkProxy(config),
      ...checkPartners(config),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => wrong('settings', problem));
  }
}
