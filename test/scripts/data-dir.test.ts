import { describe, expect, it } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { dataDirOf } from '../../bot/settings/data-dir.ts';

describe('the data folder of a command that reads no other setting', () => {
  it.each([{}, { DATA_DIR: '' }, { DATA_DIR: '  ' }, { DATA_DIR: '/tmp/data' }, { DATA_DIR: ' ./here ' }])(
    'is that of the process: %j',
    (environment) => {
      expect(dataDirOf(environment)).toBe(readConfig(environment).dataDir);
    },
  );
});
