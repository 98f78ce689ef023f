import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../bot/config.ts';

describe('PICTURE_THEME', () => {
  const light = { free: 'light', pro: 'light', elite: 'light' };
  it.each([
    [undefined, { inPrivate: 'light', inChannel: light }],
    ['dark', { inPrivate: 'dark', inChannel: { free: 'dark', pro: 'dark', elite: 'dark' } }],
    ['light, pro=dark', { inPrivate: 'light', inChannel: { ...light, pro: 'dark' } }],
    ['elite=dark', { inPrivate: 'light', inChannel: { ...light, elite: 'dark' } }],
  ])('%j', (given, themes) => {
    expect(readConfig(given === undefined ? {} : { PICTURE_THEME: given }).pictureThemes).toEqual(themes);
  });

  it.each(['blue', 'gold=dark', 'light,dark', 'pro=dark,pro=light', 'pro=', '=dark=', 'a=b=c'])(
    'refuses %j',
    (given) => {
      expect(() => readConfig({ PICTURE_THEME: given })).toThrow('PICTURE_THEME: expected light or dark');
    },
  );
});

describe('CHANNEL_COST_BPS', () => {
  it.each([
    [undefined, { free: null, pro: null, elite: null }],
    ['10', { free: 10, pro: 10, elite: 10 }],
    ['10, pro=2.5', { free: 10, pro: 2.5, elite: 10 }],
    ['elite=0', { free: null, pro: null, elite: 0 }],
  ])('%j', (given, costs) => {
    expect(readConfig(given === undefined ? {} : { CHANNEL_COST_BPS: given }).channelCosts).toEqual(costs);
  });

  it.each(['dear', '-1', '101', 'gold=5', '5,10', 'pro=5,pro=10', 'pro=', '=5=', '1e1'])('refuses %j', (given) => {
    expect(() => readConfig({ CHANNEL_COST_BPS: given })).toThrow('CHANNEL_COST_BPS: expected basis points a side');
  });
});

describe('CHANNEL_LANGUAGE', () => {
  it.each([
    [undefined, { free: null, pro: null, elite: null }],
    ['ru', { free: 'ru', pro: 'ru', elite: 'ru' }],
    ['es, free=hi', { free: 'hi', pro: 'es', elite: 'es' }],
    ['pro=tr', { free: null, pro: 'tr', elite: null }],
  ])('%j', (given, languages) => {
    expect(readConfig(given === undefined ? {} : { CHANNEL_LANGUAGE: given }).channelLanguages).toEqual(languages);
  });

  it.each(['klingon', 'x-pseudo', 'gold=ru', 'ru,es', 'pro=ru,pro=es', 'pro='])('refuses %j', (given) => {
    expect(() => readConfig({ CHANNEL_LANGUAGE: given })).toThrow('CHANNEL_LANGUAGE: expected a language');
  });
});
