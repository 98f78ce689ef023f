/** What happens around a call: it may fail it, delay it, or never let it answer. */
export type Around = (name: string, run: () => Promise<unknown>) => Promise<unknown>;

/**
 * A port whose every asynchronous verb passes `pass`, by the name "port.verb". Verbs of `plain` answer at once, without it.
 */
export function around<T extends object>(
  port: T,
  { name, pass, plain = [] }: { readonly name: string; readonly pass: Around; readonly plain?: readonly string[] },
): T {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function' || plain.includes(String(key))) return value;
      return (...args: readonly unknown[]): Promise<unknown> =>
        pass(`${name}.${String(key)}`, async () => await Reflect.apply(value, target, args));
    },
  });
}
