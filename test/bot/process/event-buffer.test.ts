import { describe, expect, it } from 'vitest';
import { createEventBuffer } from '../../../bot/process/event-buffer.ts';

describe('buffer', () => {
  it('keeps what is told before anyone listens, in order, and tells it once', () => {
    const buffer = createEventBuffer<number>();
    buffer.onEvent(1);
    buffer.onEvent(2);
    const heard: number[] = [];
    buffer.listen((event) => heard.push(event));
    buffer.onEvent(3);
    buffer.listen((event) => heard.push(-event));
    buffer.onEvent(4);
    expect(heard).toEqual([1, 2, 3, -4]);
  });
});
