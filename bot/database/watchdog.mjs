// @ts-check
/**
 * Runs a database server for a parent process and never outlives it: standard input is a pipe that only the parent
 * holds, so it ends when the parent does, however that dies (kill -9 included, when nobody else runs our code).
 *
 * Plain JavaScript, because it is started with bare node in a session of its own: Ctrl-C in the terminal reaches every
 * process of the group, and the database has to stay up until the parent's orderly shutdown is done with it.
 *
 * Arguments: one JSON object {command, args, stopMs, works}. Says on standard output, a line each: "started <pid>",
 * "ended <code or signal>", "waiting <milliseconds> <how often it has ended>". Anything on standard input means that the
 * server was seen to work, as does "works" at the start: from then on it is started again for ever, however often it ends,
 * because what ends it (a full disk, a killer of memory) may be over any minute. The server's own words go to this process's
 * standard error.
 */
import { spawn } from 'node:child_process';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;
/** A server that ran this long was well: the next end is a first one again. */
const WELL_AFTER_MS = 60_000;

/** @type {{ command: string, args: string[], stopMs: number, works?: boolean }} */
const { command, args, stopMs, works } = JSON.parse(process.argv[2] ?? '{}');
/** @type {import('node:child_process').ChildProcess | null} */
let server = null;
let worked = works === true;
let stopping = false;
let ends = 0;

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

function start() {
  const startedAt = Date.now();
  const child = spawn(command, args, { stdio: ['ignore', 2, 2] });
  server = child;
  let over = false;
  const end = (/** @type {string | number | null} */ how) => {
    if (over) return;
    over = true;
    say(`ended ${how}`);
    if (stopping) process.exit(0);
    // One that cannot even start for the first time is the parent's to judge.
    if (!worked) process.exit(1);
    if (Date.now() - startedAt > WELL_AFTER_MS) ends = 0;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** ends);
    ends += 1;
    say(`waiting ${waitMs} ${ends}`);
    setTimeout(start, waitMs);
  };
  child.on('spawn', () => say(`started ${child.pid}`));
  child.on('error', (error) => end(error.message.replaceAll('\n', ' ')));
  child.on('exit', (code, signal) => end(code ?? signal));
}

function stop() {
  if (stopping) return;
  stopping = true;
  const running = server;
  if (running === null || running.pid === undefined || running.exitCode !== null || running.signalCode !== null)
    process.exit(0);
  running.kill('SIGTERM');
  setTimeout(() => running.kill('SIGKILL'), stopMs);
}

// A write to a dead parent must not end us before the server has.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
process.stdin.on('end', stop).on('close', stop).on('error', stop);
process.stdin.on('data', () => {
  worked = true;
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
start();
