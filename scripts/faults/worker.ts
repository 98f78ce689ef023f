import { quietDay, talkativeModel } from './harness.ts';
import { runTask, TASK } from './task.ts';

// Thousands of errors are thrown on purpose, and nobody reads their stacks; a replay runs in the command itself and has them.
Error.stackTraceLimit = 0;
const model = await talkativeModel();
const quiet = await quietDay(model);

process.on('message', (message) => {
  void runTask(TASK.parse(message), { model, quiet }).then((tally) => process.send?.(tally));
});
// The command has ended, or was ended.
process.on('disconnect', () => process.exit());
process.send?.('ready');
