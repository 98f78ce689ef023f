// @ts-check
/** First file of a training process: the way of reading TypeScript is set up here, then its one order is carried out. */
import { once } from 'node:events';
import { register } from 'tsx/esm/api';

// Ctrl-C reaches every process of a terminal: our parent decides when we end.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(1));
const ordered = once(process, 'message');
register();
const { trainOrder } = await import('./train-order.ts');
const [order] = await ordered;
await trainOrder(order);
