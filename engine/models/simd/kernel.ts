/**
 * As much of the WebAssembly binary format as our kernels need: 128-bit SIMD over 32-bit and 64-bit floats, loops and one memory
 * (WebAssembly core specification 2.0, chapter 5). Each function gives the bytes of one expression, operands first.
 */
export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

function floatBytes(value: number): Code {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
const unary =
  (opcode: Code) =>
  (value: Code): Code => [...value, ...opcode];
const binary =
  (opcode: Code) =>
  (left: Code, right: Code): Code => [...left, ...right, ...opcode];

/** 32-bit integers: addresses and counters. */
export const i32 = {
  of: (value: number): Code => [0x41, ...signed(value)],
  add: binary([0x6a]),
  multiply: binary([0x6c]),
  isLess: binary([0x49]),
  load: (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)],
} as const;

/** 128 bits, whatever they hold. */
export const v128 = {
  /** Bits of `yes` where the mask has ones, of `no` elsewhere. */
  select: (yes: Code, no: Code, mask: Code): Code => [...yes, ...no, ...mask, ...simd(0x52)],
  /** The upper eight bytes, twice. */
  upperHalf: (value: Code): Code => [
    ...value,
    ...value,
    ...simd(0x0d),
    ...Array.from({ length: 16 }, (_, byte) => 8 + (byte % 8)),
  ],
} as const;

/** Two 64-bit floats at once. */
export const f64x2 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), 3, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...simd(0x0b),
    3,
    ...unsigned(offset),
  ],
  add: binary(simd(0xf0)),
  /** The lower two of four 32-bit floats. */
  ofLowerHalf: unary(simd(0x5f)),
} as const;

/** Four 32-bit floats at once. */
export const f32x4 = {
  /** The same constant four times. */
  of: (value: number): Code => [...simd(0x0c), ...Array.from({ length: 4 }, () => floatBytes(value)).flat()],
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), 2, ...unsigned(offset)],
  /** One float at the address, four times. */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...simd(0x09), 2, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...simd(0x0b),
    2,
    ...unsigned(offset),
  ],
  add: binary(simd(0xe4)),
  subtract: binary(simd(0xe5)),
  multiply: binary(simd(0xe6)),
  divide: binary(simd(0xe7)),
  min: binary(simd(0xe8)),
  max: binary(simd(0xe9)),
  /** All bits of a lane 1 where left > right, else 0. */
  isGreater: binary(simd(0x44)),
  nearest: unary(simd(0x6a)),
  /** 2ⁿ of whole n within −126..127: n becomes the exponent bits of a float. */
  powerOfTwo: (whole: Code): Code => {
    const asInteger = [...whole, ...simd(0xf8)];
    const biased = [
      ...asInteger,
      ...simd(0x0c),
      ...Array.from({ length: 4 }, () => [127, 0, 0, 0]).flat(),
      ...simd(0xae),
    ];
    return [...biased, ...i32.of(23), ...simd(0xab)];
  },
} as const;

/** Types of parameters and locals. */
const TYPE_BYTES = { i32: 0x7f, v128: 0x7b } as const;

/** Names of a function's parameters (all i32) and locals; a name is one variable. */
export interface Variables {
  readonly parameters: readonly string[];
  readonly counters?: readonly string[];
  readonly vectors?: readonly string[];
}

/** A function of the module: no result, all effect in memory. */
export interface Kernel<Name extends string = string> {
  readonly name: Name;
  readonly parameterCount: number;
  readonly body: Code;
}

/** Access to a function's variables by name. */
export interface Scope {
  readonly get: (name: string) => Code;
  readonly set: (name: string, value: Code) => Code;
}

/** Runs the body while its counter, stepped by `step` from 0, is below `end`; at least once. */
export function countedLoop(
  { get, set }: Scope,
  { counter, step, end }: { readonly counter: string; readonly step: number; readonly end: Code },
  body: Code,
): Code {
  return [
    ...set(counter, i32.of(0)),
    0x03,
    0x40,
    ...body,
    ...set(counter, i32.add(get(counter), i32.of(step))),
    ...i32.isLess(get(counter), end),
    0x0d,
    0,
    0x0b,
  ];
}

/** A kernel from its variables and what it does with them. */
export function kernel<Name extends string>(
  name: Name,
  variables: Variables,
  write: (scope: Scope) => Code,
): Kernel<Name> {
  const { parameters, counters = [], vectors = [] } = variables;
  const names = [...parameters, ...counters, ...vectors];
  const indexOf = (variable: string): Code => {
    const index = names.indexOf(variable);
    if (index < 0) throw new Error(`expected one of the variables ${names.join(' ')} of ${name}, was "${variable}"`);
    return unsigned(index);
  };
  const scope: Scope = {
    get: (variable) => [0x20, ...indexOf(variable)],
    set: (variable, value) => [...value, 0x21, ...indexOf(variable)],
  };
  const locals = [2, ...unsigned(counters.length), TYPE_BYTES.i32, ...unsigned(vectors.length), TYPE_BYTES.v128];
  return { name, parameterCount: parameters.length, body: [...locals, ...write(scope), 0x0b] };
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (value: string): Code => vector([...value].map((letter) => [letter.charCodeAt(0)]));

/** The bytes of a module that exports the kernels and works on the imported memory "host"."memory". */
function assemble(kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const types = kernels.map(({ parameterCount }) => [
    0x60,
    ...vector(Array.from({ length: parameterCount }, () => [TYPE_BYTES.i32])),
    0,
  ]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text('host'), ...text('memory'), 0x02, 0x00, 1]])),
    ...section(3, vector(kernels.map((_, index) => unsigned(index)))),
    ...section(7, vector(kernels.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, vector(kernels.map(({ body }) => [...unsigned(body.length), ...body]))),
  ]);
}

/** What we use of WebAssembly; Node's types name its shapes but not its constructors. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** A kernel bound to a memory; arguments are byte addresses, strides and lengths. */
export type BoundKernel = (...values: readonly number[]) => void;

/** Kernels bound to a memory of their own. */
export interface BoundKernels<Name extends string> {
  readonly kernels: Readonly<Record<Name, BoundKernel>>;
  readonly buffer: ArrayBuffer;
}

/** Each call of the result binds the kernels to a new memory of so many bytes; they are compiled once, at the first. */
export function kernelBinder<Name extends string>(
  kernels: readonly Kernel<Name>[],
): (bytes: number) => BoundKernels<Name> {
  let compiled: object | null = null;
  return (bytes) => {
    const host = (globalThis as unknown as { readonly WebAssembly: WebAssemblyHost }).WebAssembly;
    compiled ??= new host.Module(assemble(kernels));
    const memory = new host.Memory({ initial: Math.max(1, Math.ceil(bytes / 65_536)) });
    const { exports } = new host.Instance(compiled, { host: { memory } });
    // The module is ours: it exports exactly the kernels given.
    return { kernels: exports as BoundKernels<Name>['kernels'], buffer: memory.buffer };
  };
}
