import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Flags under which Chromium runs in a container and talks to nobody but the page's server. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium to test pages with: CHROMIUM_PATH, the usual place, or the one on PATH; null when there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = spawnSync('which', [name], { encoding: 'utf8', timeout: 5_000 });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}
