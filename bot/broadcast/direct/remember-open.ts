import type { FanOuts } from './ports.ts';

/** Expansions whose open ones are asked for once until something changes them here, or `forget` is called. */
export interface RememberedFanOuts extends FanOuts {
  forget(): void;
}

/** For a replay, whose time stands still during a drain: what others store wakes the drain, and with it comes `forget`. */
export function rememberOpen(fanOuts: FanOuts): RememberedFanOuts {
  let open: ReturnType<FanOuts['open']> | null = null;
  const forget = (): void => {
    open = null;
  };
  const changing = async <T>(run: () => Promise<T>): Promise<T> => await run().finally(forget);
  return {
    ...fanOuts,
    forget,
    open() {
      const asked = open ?? fanOuts.open();
      open = asked;
      asked.catch(forget);
      return asked;
    },
    begin: (fanOut) => changing(() => fanOuts.begin(fanOut)),
    advance: (subject, step) => changing(() => fanOuts.advance(subject, step)),
    move: (subject, from, to) => changing(() => fanOuts.move(subject, from, to)),
  };
}
