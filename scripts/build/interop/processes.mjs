// The programs that take part: the original's command lines, and the gateway under test.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** The environment of a program whose home is `home`: nothing of this machine's own set-up reaches it. */
export function environment(home, more = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OPENCLAW_')));
  return { ...env, HOME: home, TMPDIR: home, NO_COLOR: '1', OPENCLAW_NO_AUTO_UPDATE: '1', ...more };
}

/** Starts a program in a group of its own: the older command lines start themselves again, and the first process is not the one that works. */
export function start(command, env) {
  return spawn(command[0], command.slice(1), { env, detached: true });
}

/** Ends a program and all that it started. */
export function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended already
  }
}

/**
 * Runs a program to its end, or until it has said what is waited for; resolves with { status, stdout, output }.
 *   input: JSON-RPC requests for its standard input, the next when one was answered; a function makes one of what was said so far
 *   until: (output) => boolean; terminal: true gives it one of its own
 */
export function run(command, env, { input, until, terminal, patience }) {
  const child = terminal
    ? start(['script', '-qfec', command.map((part) => `'${part}'`).join(' '), '/dev/null'], { ...env, TERM: 'xterm', COLUMNS: '120', LINES: '40' })
    : start(command, env);
  let stdout = '';
  let output = '';
  const lines = [...(input ?? [])];
  const next = () => {
    const line = lines.shift();
    if (line) child.stdin.write(`${JSON.stringify(typeof line === 'function' ? line(stdout) : line)}\n`);
  };
  if (input) next();
  else if (!terminal) child.stdin.end();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(child), patience);
    const take = (data, isOut) => {
      if (isOut) stdout += data;
      output += data;
      if (isOut && input && /"id":\d+.*"result"/.test(data.toString())) next();
      if (until?.(output)) end(child);
    };
    child.once('error', reject);
    child.stdout.on('data', (data) => take(data, true));
    child.stderr.on('data', (data) => take(data, false));
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, output });
    });
  });
}

/** Starts the gateway; resolves when it listens. `log` takes what it says, and stays open. */
export async function startGateway(program, port, env, log) {
  const gateway = spawn(program, ['gateway', '--port', String(port), '--verbose'], { env });
  gateway.stderr.pipe(log, { end: false });
  await new Promise((started, failed) => {
    gateway.stdout.on('data', (data) => {
      log.write(data);
      if (/Gateway started|http server listening/.test(data.toString())) started();
    });
    gateway.once('error', failed);
    gateway.once('exit', (code) => failed(new Error(`the gateway ended with ${code}: ${log.path}`)));
  });
  return gateway;
}

/** A port that nothing listens on. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
