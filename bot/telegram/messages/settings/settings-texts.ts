import type {
  DigestPeriod,
  Loudness,
  MessageKind,
  QuietHours,
  ReaderSettings,
} from '../../../../billing/reader-settings.ts';
import type { Language } from '../../../texts/language.ts';
import { wallClock } from '../../views/settings-action.ts';
import { languageName } from './language-name.ts';

/** Texts of /settings. */
export function settingsTexts(language: Language) {
  const { t, plain, format } = language;
  const kindName = (kind: MessageKind): string => plain('settings-kind', { kind });
  const loudnessName = (loudness: Loudness): string => plain('settings-loudness', { loudness });
  const themeName = (theme: ReaderSettings['theme']): string => plain('settings-theme-name', { theme: theme ?? 'own' });
  const hoursOf = ({ fromMinute, toMinute }: QuietHours) => ({ from: wallClock(fromMinute), to: wallClock(toMinute) });
  return {
    settings: (settings: ReaderSettings, nowMs: number) => settingsText(language, settings, nowMs),
    settingsMessages: (mayWatch: boolean) =>
      [
        t('settings-messages-title'),
        t('settings-messages-hint'),
        ...(mayWatch ? [] : [t('settings-signal-offer')]),
        t('settings-always'),
      ].join('\n\n'),
    settingsQuiet: ({ timeZone, quietHours }: ReaderSettings) =>
      [
        [
          t('settings-quiet-title', { zone: timeZone }),
          quietHours === null ? t('settings-quiet-none') : t('settings-quiet', hoursOf(quietHours)),
        ].join('\n'),
        t('settings-quiet-how'),
        t('settings-quiet-own'),
      ].join('\n\n'),
    settingsZone: (zone: string, nowMs: number) =>
      [t('settings-zone-title', { zone, time: format.timeOfDay(nowMs, zone) }), t('settings-zone-how')].join('\n\n'),
    settingsLanguage: (chosen: string | null) =>
      [t('settings-language-title'), t('settings-language', { language: chosenName(language, chosen) })].join('\n\n'),
    settingsQuietUnknown: t('settings-quiet-unknown'),
    settingsZoneUnknown: t('settings-zone-unknown'),
    settingsLanguageApp: plain('settings-language-app'),
    buttonSettings: plain('button-settings'),
    buttonSettingsMessages: plain('button-settings-messages'),
    buttonSettingsQuiet: plain('button-settings-quiet'),
    buttonSettingsZone: plain('button-settings-zone'),
    buttonSettingsLanguage: plain('button-settings-language'),
    buttonSettingsCost: plain('button-settings-cost'),
    buttonSettingsNoQuiet: plain('button-settings-no-quiet'),
    buttonSettingsTheme: (theme: ReaderSettings['theme']) =>
      plain('button-settings-theme', { theme: themeName(theme) }),
    buttonSettingsRisk: (risk: ReaderSettings['riskPerTrade']) =>
      plain('button-settings-risk', { risk: riskName(language, risk) }),
    buttonSettingsDigest: (period: DigestPeriod) =>
      plain('button-settings-digest', { period: plain('settings-digest', { period }) }),
    buttonSettingsKind: (kind: MessageKind, loudness: Loudness) =>
      plain('button-settings-kind', { name: kindName(kind), loudness: loudnessName(loudness) }),
    buttonSettingsHours: (hours: QuietHours) => plain('button-settings-hours', hoursOf(hours)),
    /** "Berlin 16:05". */
    buttonSettingsPlace: (zone: string, nowMs: number) =>
      plain('button-settings-place', {
        place: (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '),
        time: format.timeOfDay(nowMs, zone),
      }),
    buttonChosen: (label: string) => plain('button-chosen', { label }),
  };
}

function riskName({ plain, format }: Language, risk: ReaderSettings['riskPerTrade']): string {
  return risk === null ? plain('settings-risk-stated') : format.percent(risk, risk < 0.01 ? 2 : 0);
}

function chosenName({ plain }: Language, code: string | null): string {
  return code === null ? plain('settings-language-app') : languageName(code);
}

function settingsText(language: Language, settings: ReaderSettings, nowMs: number): string {
  const { t, plain, format } = language;
  const { messages, pairs, digest, quietHours, timeZone, theme, riskPerTrade } = settings;
  const name = (kind: MessageKind): string => plain('settings-kind', { kind });
  const loudness = (kind: MessageKind): string => plain('settings-loudness', { loudness: messages[kind] });
  const line = (kind: MessageKind): string => t('settings-line', { name: name(kind), loudness: loudness(kind) });
  const signals =
    messages.signal === 'off'
      ? line('signal')
      : t('settings-signals', {
          ...{ name: name('signal'), loudness: loudness('signal') },
          pairs: pairs === null ? plain('settings-all-pairs') : format.some(pairs, 3),
        });
  const period = plain('settings-digest', { period: digest });
  return [
    t('settings-title'),
    '',
    signals,
    line('outcome'),
    messages.digest === 'off'
      ? t('settings-line-digest-off', { name: name('digest') })
      : t('settings-line-digest', { name: name('digest'), period, loudness: loudness('digest') }),
    ...(['reminder', 'news', 'incident'] as const).map(line),
    '',
    quietHours === null
      ? t('settings-quiet-none')
      : t('settings-quiet', { from: wallClock(quietHours.fromMinute), to: wallClock(quietHours.toMinute) }),
    t('settings-zone', { zone: timeZone, time: format.timeOfDay(nowMs, timeZone) }),
    t('settings-risk', { risk: riskName(language, riskPerTrade) }),
    t('settings-theme', { theme: plain('settings-theme-name', { theme: theme ?? 'own' }) }),
    t('settings-language', { language: chosenName(language, settings.language) }),
    '',
    t('settings-always'),
  ].join('\n');
}
