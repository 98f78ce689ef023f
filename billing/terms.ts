/**
 * Version of the terms of sale a buyer must have accepted: the day, with a letter where one day had several. Change it when the
 * text changes: everybody is asked again.
 */
export const TERMS_VERSION = '2026-11-27c';
