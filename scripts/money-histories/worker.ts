import { MONEY_TASK, runMoneyTask } from './task.ts';

// Thousands of errors are thrown on purpose, and nobody reads their stacks.
Error.stackTraceLimit = 0;

process.on('message', (message) => {
  void runMoneyTask(MONEY_TASK.parse(message)).then((tally) => process.send?.(tally));
});
// The command has ended, or was ended.
process.on('disconnect', () => process.exit());
process.send?.('ready');
