const NAMES: Readonly<Record<string, string>> = {
  day: '00–20 UTC',
  'new-york-close': '20–24 UTC, around the New York close',
};

/** A session of forex as reports call it. */
export function sessionName(session: string): string {
  return NAMES[session] ?? session;
}
