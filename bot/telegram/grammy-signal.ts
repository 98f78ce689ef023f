import type { Api } from 'grammy';

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's own signal where grammY's types name that of a package. grammY itself only asks for addEventListener. */
export function grammySignal(signal: AbortSignal): GrammySignal {
  if (!isGrammySignal(signal)) throw new TypeError('expected an AbortSignal with addEventListener');
  return signal;
}

function isGrammySignal(signal: unknown): signal is GrammySignal {
  return signal instanceof AbortSignal && typeof signal.addEventListener === 'function';
}
