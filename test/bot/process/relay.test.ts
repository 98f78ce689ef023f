import { describe, expect, it } from 'vitest';
import { createRelay } from '../../../bot/process/relay.ts';

describe('relay', () => {
  it('keeps what is told before anyone listens, in order, and tells it once', () => {
    const relay = createRelay<number>();
    relay.tell(1);
    relay.tell(2);
    const heard: number[] = [];
    relay.listen((event) => heard.push(event));
    relay.tell(3);
    relay.listen((event) => heard.push(-event));
    relay.tell(4);
    expect(heard).toEqual([1, 2, 3, -4]);
  });
});
