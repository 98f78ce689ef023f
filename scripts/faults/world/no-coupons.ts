/** No day of the harness has a coupon. */
export const NO_COUPONS = {
  create: async () => false,
  find: async () => null,
  all: async () => [],
  disable: async () => {},
  replaceUses: async () => false,
};
