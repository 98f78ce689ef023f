// @ts-check
/** First file of a training thread: threads do not inherit the process's way of reading TypeScript, so it is set up here. */
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
