import * as tf from '@tensorflow/tfjs-core';
import type { BackendNames } from './session.ts';

/** An optional dependency: not there where its native library could not be had. A variable, so that types are not looked for. */
const NATIVE_PACKAGE: string = '@tensorflow/tfjs-node';

/** The wasm backend listens for every uncaught error of the process, to throw it again: not its business. */
const GRABBED = ['uncaughtException', 'unhandledRejection'] as const;

async function isReady(registered: string, load: () => Promise<unknown>): Promise<boolean> {
  const before = GRABBED.map((event) => new Set(process.rawListeners(event)));
  tf.enableProdMode();
  try {
    await load();
    return await tf.setBackend(registered);
  } catch {
    // Not installed, or its native library is missing: simply not a backend here.
    return false;
  } finally {
    const emitter: NodeJS.EventEmitter = process;
    for (const [at, event] of GRABBED.entries()) {
      for (const listener of process.rawListeners(event)) {
        // Node's types call a listener a Function.
        if (before[at]?.has(listener) === false) emitter.off(event, listener as (...values: unknown[]) => void);
      }
    }
  }
}

/** One thread: sums run in one order, so that the same data give the same weights. */
async function loadWasm(): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setThreadsCount(1);
}

/**
 * The TensorFlow.js backends that work here, the preferred one first: native where it is installed, then wasm; cpu only
 * when neither is there.
 */
export async function presentBackends(): Promise<readonly BackendNames[]> {
  const present: BackendNames[] = [];
  if (await isReady('tensorflow', () => import(NATIVE_PACKAGE)))
    present.push({ name: 'tfjs-node', registered: 'tensorflow' });
  if (await isReady('wasm', loadWasm)) present.push({ name: 'tfjs-wasm', registered: 'wasm' });
  return present.length > 0 ? present : [await cpuBackend()];
}

/** The plain JavaScript backend, which works everywhere, slowly. */
export async function cpuBackend(): Promise<BackendNames> {
  tf.enableProdMode();
  await import('@tensorflow/tfjs-backend-cpu');
  return { name: 'tfjs-cpu', registered: 'cpu' };
}
