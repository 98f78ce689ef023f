import { listenForStop } from './process/stop-signals.ts';

// The handlers stand before anything else is loaded, which takes seconds: see listenForStop.
const stop = listenForStop((reason) => process.stdout.write(`\nstopping (${reason}) …\n`));
// Whoever reads our output may go away (`| head`): that is no reason to end.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Until everything is loaded nothing has been started.
const end = (): never => process.exit(0);
stop.signal.addEventListener('abort', end);
const { runProduct } = await import('./process/run-product.ts');
stop.signal.removeEventListener('abort', end);
process.exit(await runProduct(process.argv.slice(2), stop));
