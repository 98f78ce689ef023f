/**
 * The bytes that this process may have, 0 where nothing limits it: without a limit the machine reports none, all of its memory or a
 * number beyond any memory.
 */
export function memoryLimit(constrainedBytes: number, machineBytes: number): number {
  return constrainedBytes > 0 && constrainedBytes < machineBytes ? constrainedBytes : 0;
}
