/** Where data lies when DATA_DIR is not set. */
export const DEFAULT_DATA_DIR = './data';

/** The setting DATA_DIR alone, for commands that need no other setting and should start without reading them all. */
export function dataDirOf({ DATA_DIR: given }: Readonly<Record<string, string | undefined>>): string {
  return given === undefined || given.trim() === '' ? DEFAULT_DATA_DIR : given.trim();
}
