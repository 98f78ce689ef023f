import { isIP } from 'node:net';

/**
 * One network in CIDR form ("10.0.0.0/16", "fd00::/8") or one address; null for anything else. A prefix of 0 is refused: it
 * would believe every caller about his own address.
 */
export function parseNetwork(text: string): string | null {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return null;
  if (prefix === undefined) return text;
  const most = family === 4 ? 32 : 128;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= most ? text : null;
}

/** Whether only this machine can connect to a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  const address = host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
