import { describe, expect, it } from 'vitest';
import { createLineOutput } from '../../bot/standard-output.ts';

/** A disk with room for so many bytes; what is written beyond fails as a full one does. */
function disk(room: number) {
  const state = { room, text: '' };
  const output = createLineOutput({
    write(bytes) {
      const taken = Math.min(bytes.length, state.room);
      if (taken === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      state.room -= taken;
      state.text += bytes.subarray(0, taken).toString('utf8');
      return taken;
    },
    lostLine: (count, reason) => `lost ${count} (${reason})\n`,
  });
  return { state, output };
}

describe('an output whose disk is full for a while', () => {
  it('loses lines, never throws, and says how many were lost once there is room', () => {
    const { state, output } = disk(12);
    for (const line of ['first\n', 'second\n', 'third\n', 'fourth\n']) output.write(line);
    expect(state.text).toBe('first\nsecond');
    state.room = 1_000;
    output.write('fifth\n');
    output.write('sixth\n');
    expect(state.text).toBe('first\nsecond\nlost 3 (ENOSPC)\nfifth\nsixth\n');
  });

  it('closes a line that was cut in its middle before the next one', () => {
    const { state, output } = disk(3);
    output.write('abcdef\n');
    state.room = 100;
    output.write('next\n');
    expect(state.text).toBe('abc\nlost 1 (ENOSPC)\nnext\n');
  });
});
