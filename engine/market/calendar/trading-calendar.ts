/**
 * "always": no closing time. "forex": closed from Friday 17:00 to Sunday 17:00 New York time. "metals": closed from
 * Friday 17:00 to Sunday 18:00 and from 17:00 to 18:00 on the other days. Holidays count as gaps, but for those in
 * holidays.ts.
 */
export type TradingCalendar = 'always' | 'forex' | 'metals';
