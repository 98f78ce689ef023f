import { type Code, countedLoop, f32x4, i32, type Kernel, kernel, kernelBinder, type Scope } from '../simd/kernel.ts';

const { add, subtract, multiply, divide, min, max } = f32x4;
const ONE = f32x4.of(1);
const LN_2 = Math.LN2;

/**
 * C += A·B. A's element (i, k) lies at a + i·aRow + k·aStep, so that A may be read transposed; rows of B and C are contiguous.
 * All strides in bytes; rows a multiple of 4, columnBytes of 32. Four rows by eight columns stay in registers; a row's sum
 * runs over k in order whatever the other rows are, so that one row alone gives the same bits as within a batch.
 */
function matrixProduct(): Kernel<'matrixProduct'> {
  const parameters = ['a', 'aRow', 'aStep', 'b', 'bRow', 'c', 'cRow', 'rows', 'columnBytes', 'depth'];
  const ROWS = [0, 1, 2, 3];
  const HALVES = [0, 1];
  const counters = ['row', 'column', 'k', 'from', 'source', ...ROWS.flatMap((r) => [`from${r}`, `at${r}`, `to${r}`])];
  const vectors = ['left', 'right0', 'right1', ...ROWS.flatMap((r) => [`sum${r}0`, `sum${r}1`])];
  return kernel('matrixProduct', { parameters, counters, vectors }, (scope) => {
    const { get, set } = scope;
    const multiplyAdd = [
      ...HALVES.flatMap((half) => set(`right${half}`, f32x4.load(get('source'), 16 * half))),
      ...ROWS.flatMap((r) => [
        ...set('left', f32x4.loadSplat(get(`at${r}`))),
        ...HALVES.flatMap((half) =>
          set(`sum${r}${half}`, add(get(`sum${r}${half}`), multiply(get('left'), get(`right${half}`)))),
        ),
        ...set(`at${r}`, i32.add(get(`at${r}`), get('aStep'))),
      ]),
      ...set('source', i32.add(get('source'), get('bRow'))),
    ];
    const block = [
      ...set('source', i32.add(get('b'), get('column'))),
      ...ROWS.flatMap((r) => [
        ...set(`at${r}`, get(`from${r}`)),
        ...HALVES.flatMap((half) =>
          set(`sum${r}${half}`, f32x4.load(i32.add(get(`to${r}`), get('column')), 16 * half)),
        ),
      ]),
      ...countedLoop(scope, { counter: 'k', step: 1, end: get('depth') }, multiplyAdd),
      ...ROWS.flatMap((r) =>
        HALVES.flatMap((half) => f32x4.store(i32.add(get(`to${r}`), get('column')), get(`sum${r}${half}`), 16 * half)),
      ),
    ];
    const place = (name: string, base: string, stride: string): Code =>
      ROWS.flatMap((r) =>
        set(`${name}${r}`, i32.add(get(base), i32.multiply(i32.add(get('row'), i32.of(r)), get(stride)))),
      );
    return countedLoop(scope, { counter: 'row', step: 4, end: get('rows') }, [
      ...place('from', 'a', 'aRow'),
      ...place('to', 'c', 'cRow'),
      ...countedLoop(scope, { counter: 'column', step: 32, end: get('columnBytes') }, block),
    ]);
  });
}

/** e^x as 2^n·e^r with |r| ≤ ln 2 / 2: Taylor to the sixth power, off by less than 2·10⁻⁷ of the value. */
function exponential({ get, set }: Scope, x: Code): Code {
  const coefficients = [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1];
  const [first = 1, ...rest] = coefficients;
  const series = rest.reduce<Code>(
    (sum, coefficient) => add(multiply(sum, get('remainder')), f32x4.of(coefficient)),
    f32x4.of(first),
  );
  return [
    ...set('exponent', max(f32x4.of(-80), min(f32x4.of(80), x))),
    ...set('whole', f32x4.nearest(multiply(get('exponent'), f32x4.of(1 / LN_2)))),
    ...set('remainder', subtract(get('exponent'), multiply(get('whole'), f32x4.of(LN_2)))),
    ...multiply(series, f32x4.powerOfTwo(get('whole'))),
  ];
}

const sigmoid = (scope: Scope, x: Code): Code => divide(ONE, add(ONE, exponential(scope, subtract(f32x4.of(0), x))));
/** 2σ(2x) − 1: right to 10⁻⁷ of 1, not of itself, near 0; that is all a state needs. */
const tanh = (scope: Scope, x: Code): Code => subtract(multiply(f32x4.of(2), sigmoid(scope, add(x, x))), ONE);

/** Reads and writes four neighbours of each array at the loop's place. */
interface Lanes extends Scope {
  readonly read: (array: string) => Code;
  readonly write: (array: string, value: Code) => Code;
}

/** A kernel over `bytes` of equally long arrays, element by element. */
function elementwise<Name extends string>(
  name: Name,
  arrays: readonly string[],
  body: (lanes: Lanes) => Code,
): Kernel<Name> {
  const vectors = ['exponent', 'whole', 'remainder', 'v0', 'v1', 'v2', 'v3', 'v4'];
  return kernel(name, { parameters: [...arrays, 'bytes'], counters: ['at'], vectors }, (scope) => {
    const place = (array: string): Code => i32.add(scope.get(array), scope.get('at'));
    const lanes: Lanes = {
      ...scope,
      read: (array) => f32x4.load(place(array)),
      write: (array, value) => f32x4.store(place(array), value),
    };
    return countedLoop(scope, { counter: 'at', step: 16, end: scope.get('bytes') }, body(lanes));
  });
}

/** Derivative of the sigmoid and of tanh, from their values. */
const sigmoidSlope = (value: Code): Code => multiply(value, subtract(ONE, value));
const tanhSlope = (value: Code): Code => subtract(ONE, multiply(value, value));

/** z, r ← σ; rh ← r·h: the two gates of a GRU, and what the candidate sees of the state. */
const gruGates = elementwise('gruGates', ['z', 'r', 'h', 'rh'], (lanes) => [
  ...lanes.write('z', sigmoid(lanes, lanes.read('z'))),
  ...lanes.set('v0', sigmoid(lanes, lanes.read('r'))),
  ...lanes.write('r', lanes.get('v0')),
  ...lanes.write('rh', multiply(lanes.get('v0'), lanes.read('h'))),
]);

/** c ← tanh c; next ← z·h + (1 − z)·c. */
const gruState = elementwise('gruState', ['z', 'c', 'h', 'next'], (lanes) => [
  ...lanes.set('v0', tanh(lanes, lanes.read('c'))),
  ...lanes.write('c', lanes.get('v0')),
  ...lanes.write('next', add(lanes.get('v0'), multiply(lanes.read('z'), subtract(lanes.read('h'), lanes.get('v0'))))),
]);

/** From dh: gradients before the activations of z and c, and dh ← what passes straight to the state before. */
const gruBackState = elementwise('gruBackState', ['z', 'c', 'h', 'dh', 'dz', 'dc'], (lanes) => [
  ...lanes.set('v0', lanes.read('z')),
  ...lanes.set('v1', lanes.read('c')),
  ...lanes.set('v2', lanes.read('dh')),
  ...lanes.write(
    'dz',
    multiply(multiply(lanes.get('v2'), subtract(lanes.read('h'), lanes.get('v1'))), sigmoidSlope(lanes.get('v0'))),
  ),
  ...lanes.write('dc', multiply(multiply(lanes.get('v2'), subtract(ONE, lanes.get('v0'))), tanhSlope(lanes.get('v1')))),
  ...lanes.write('dh', multiply(lanes.get('v2'), lanes.get('v0'))),
]);

/** From d(r·h): the gradient before the activation of r; dh += what passes through r·h. */
const gruBackReset = elementwise('gruBackReset', ['r', 'h', 'drh', 'dr', 'dh'], (lanes) => [
  ...lanes.set('v0', lanes.read('r')),
  ...lanes.set('v1', lanes.read('drh')),
  ...lanes.write('dr', multiply(multiply(lanes.get('v1'), lanes.read('h')), sigmoidSlope(lanes.get('v0')))),
  ...lanes.write('dh', add(lanes.read('dh'), multiply(lanes.get('v1'), lanes.get('v0')))),
]);

/** i, f, o ← σ; g ← tanh; cell ← f·before + i·g; squashed ← tanh cell; h ← o·squashed. */
const lstmState = elementwise('lstmState', ['i', 'f', 'g', 'o', 'before', 'cell', 'squashed', 'h'], (lanes) => [
  ...lanes.set('v0', sigmoid(lanes, lanes.read('i'))),
  ...lanes.write('i', lanes.get('v0')),
  ...lanes.set('v1', sigmoid(lanes, lanes.read('f'))),
  ...lanes.write('f', lanes.get('v1')),
  ...lanes.set('v2', tanh(lanes, lanes.read('g'))),
  ...lanes.write('g', lanes.get('v2')),
  ...lanes.set('v3', sigmoid(lanes, lanes.read('o'))),
  ...lanes.write('o', lanes.get('v3')),
  ...lanes.set('v4', add(multiply(lanes.get('v1'), lanes.read('before')), multiply(lanes.get('v0'), lanes.get('v2')))),
  ...lanes.write('cell', lanes.get('v4')),
  ...lanes.set('v4', tanh(lanes, lanes.get('v4'))),
  ...lanes.write('squashed', lanes.get('v4')),
  ...lanes.write('h', multiply(lanes.get('v3'), lanes.get('v4'))),
]);

/** From dh and dcell: gradients before the activations of i, f, g, o; dcell ← that of the cell before. */
const lstmBack = elementwise(
  'lstmBack',
  ['i', 'f', 'g', 'o', 'before', 'squashed', 'dh', 'dcell', 'di', 'df', 'dg', 'do'],
  (lanes) => [
    ...lanes.set('v0', lanes.read('dh')),
    ...lanes.set('v1', lanes.read('o')),
    ...lanes.set('v2', lanes.read('squashed')),
    ...lanes.write('do', multiply(multiply(lanes.get('v0'), lanes.get('v2')), sigmoidSlope(lanes.get('v1')))),
    ...lanes.set(
      'v3',
      add(lanes.read('dcell'), multiply(multiply(lanes.get('v0'), lanes.get('v1')), tanhSlope(lanes.get('v2')))),
    ),
    ...lanes.set('v0', lanes.read('i')),
    ...lanes.set('v1', lanes.read('g')),
    ...lanes.set('v2', lanes.read('f')),
    ...lanes.write('di', multiply(multiply(lanes.get('v3'), lanes.get('v1')), sigmoidSlope(lanes.get('v0')))),
    ...lanes.write('dg', multiply(multiply(lanes.get('v3'), lanes.get('v0')), tanhSlope(lanes.get('v1')))),
    ...lanes.write('df', multiply(multiply(lanes.get('v3'), lanes.read('before')), sigmoidSlope(lanes.get('v2')))),
    ...lanes.write('dcell', multiply(lanes.get('v3'), lanes.get('v2'))),
  ],
);

const KERNELS = [matrixProduct(), gruGates, gruState, gruBackState, gruBackReset, lstmState, lstmBack] as const;

/** Binds the kernels of recurrent networks to a new memory of so many bytes. */
export const createSimdKernels = kernelBinder(KERNELS);

/** The kernels over a memory; arguments are byte addresses, strides and lengths. */
export type SimdKernels = ReturnType<typeof createSimdKernels>['kernels'];
