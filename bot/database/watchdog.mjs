/**
 * Runs a database server for a parent process and never outlives it: standard input is a pipe that only the parent
 * holds, so it ends when the parent does, however that dies (kill -9 included, when nobody else runs our code).
 *
 * Plain JavaScript, because it is started with bare node in a session of its own: Ctrl-C in the terminal reaches every
 * process of the group, and the database has to stay up until the parent's orderly shutdown is done with it.
 *
 * Arguments: one JSON object {command, args, stopMs}. Says on standard output, a line each: "started <pid>",
 * "ended <code or signal>". Anything on standard input means that the server was seen to work. The server's own words
 * go to this process's standard error.
 */
import { spawn } from 'node:child_process';

const RESTARTS_PER_MINUTE = 3;

const { command, args, stopMs } = JSON.parse(process.argv[2] ?? '{}');
const restarts = [];
let server = null;
let worked = false;
let stopping = false;

function say(line) {
  process.stdout.write(`${line}\n`);
}

function start() {
  const child = spawn(command, args, { stdio: ['ignore', 2, 2] });
  server = child;
  child.on('spawn', () => say(`started ${child.pid}`));
  child.on('error', (error) => {
    say(`ended ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    say(`ended ${code ?? signal}`);
    if (stopping) process.exit(0);
    // A server that worked and then crashed is put back on its port, where the driver finds it again; one that cannot
    // even start is the parent's to judge.
    const now = Date.now();
    while (restarts.length > 0 && now - restarts[0] > 60_000) restarts.shift();
    if (!worked || restarts.length >= RESTARTS_PER_MINUTE) process.exit(1);
    restarts.push(now);
    start();
  });
}

function stop() {
  if (stopping) return;
  stopping = true;
  if (server === null || server.exitCode !== null) process.exit(0);
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), stopMs);
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
