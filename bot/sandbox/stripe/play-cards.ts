/** The keys that the stand-in for Stripe takes: made up, and good for nothing else. */
export const PLAY_CARDS = {
  secretKey: 'sk_test_sandbox_play_money',
  webhookSecret: 'whsec_sandbox_play_money',
} as const;
