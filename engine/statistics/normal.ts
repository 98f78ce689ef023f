/**
 * Φ(x), the standard normal distribution function, to about 10⁻¹⁵ absolute: the rational approximation of Hart (1968, algorithm 5666)
 * as given by G. West, "Better approximations to cumulative normal functions" (2005). NaN for NaN.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const z = Math.abs(x);
  if (z > 37) return x > 0 ? 1 : 0;
  const density = Math.exp((-z * z) / 2);
  let tail: number;
  if (z < 7.071_067_811_865_47) {
    const above =
      (((((0.035_262_496_599_891_1 * z + 0.700_383_064_443_688) * z + 6.373_962_203_531_65) * z + 33.912_866_078_383) *
        z +
        112.079_291_497_871) *
        z +
        221.213_596_169_931) *
        z +
      220.206_867_912_376;
    const below =
      ((((((0.088_388_347_648_318_4 * z + 1.755_667_163_182_64) * z + 16.064_177_579_207) * z + 86.780_732_202_946_1) *
        z +
        296.564_248_779_674) *
        z +
        637.333_633_378_831) *
        z +
        793.826_512_519_948) *
        z +
      440.413_735_824_752;
    tail = (density * above) / below;
  } else {
    tail = density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506_628_274_631;
  }
  return x > 0 ? 1 - tail : tail;
}

/** Coefficients of Acklam's approximation: numerator and denominator in the middle and in the tails. */
const MIDDLE_TOP = [
  -39.696_830_286_653_8, 220.946_098_424_521, -275.928_510_446_969, 138.357_751_867_269, -30.664_798_066_147_2,
  2.506_628_277_459_24,
] as const;
const MIDDLE_BOTTOM = [
  -54.476_098_798_224_1, 161.585_836_858_041, -155.698_979_859_887, 66.801_311_887_719_7, -13.280_681_552_885_7, 1,
] as const;
const TAIL_TOP = [
  -0.007_784_894_002_430_29, -0.322_396_458_041_136, -2.400_758_277_161_84, -2.549_732_539_343_73, 4.374_664_141_464_97,
  2.938_163_982_698_78,
] as const;
const TAIL_BOTTOM = [
  0.007_784_695_709_041_46, 0.322_467_129_070_04, 2.445_134_137_143, 3.754_408_661_907_42, 1,
] as const;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/**
 * Φ⁻¹(share): P. J. Acklam's rational approximation (2003) and one step of Halley's method, which brings it to about 10⁻¹⁵.
 * −∞ at 0, +∞ at 1, NaN outside 0..1.
 */
export function normalQuantile(share: number): number {
  if (!(share >= 0 && share <= 1)) return Number.NaN;
  if (share === 0) return Number.NEGATIVE_INFINITY;
  if (share === 1) return Number.POSITIVE_INFINITY;
  if (share > 0.5) return -normalQuantile(1 - share);
  let x: number;
  if (share < 0.024_25) {
    const q = Math.sqrt(-2 * Math.log(share));
    x = polynomial(TAIL_TOP, q) / polynomial(TAIL_BOTTOM, q);
  } else {
    const q = share - 0.5;
    const r = q * q;
    x = (polynomial(MIDDLE_TOP, r) * q) / polynomial(MIDDLE_BOTTOM, r);
  }
  const miss = (normalCdf(x) - share) * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - miss / (1 + (x * miss) / 2);
}
