/**
 * `count` numbers in [0, 1) of the linear congruential generator a = 1103515245, c = 12345, m = 2^31: easy to repeat in
 * other languages.
 */
export function congruential(count: number, seed: number): Float64Array {
  const numbers = new Float64Array(count);
  let state = BigInt(seed);
  for (let at = 0; at < count; at += 1) {
    state = (1_103_515_245n * state + 12_345n) % 2_147_483_648n;
    numbers[at] = Number(state) / 2_147_483_648;
  }
  return numbers;
}
