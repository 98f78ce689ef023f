// @ts-check
/**
 * Downloads a real mongod with mongodb-memory-server-core. A program of its own, so that whoever waits for it can give up
 * and kill it without leaving a download running. Argument: a folder to download into. Says on standard output "asking"
 * once it goes to the network and "mongod <path>" when it is done; ends with 1 and the reason when it cannot.
 */
import { env } from 'node:process';

// The library checks the certificate of the download's host only where npm's strict-ssl is said to be on.
env.npm_config_strict_ssl = 'true';

try {
  const { MongoBinary } = await import('mongodb-memory-server-core');
  process.stdout.write('asking\n');
  const path = await MongoBinary.getPath({ downloadDir: process.argv[2] ?? '.', checkMD5: true });
  process.stdout.write(`mongod ${path}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
