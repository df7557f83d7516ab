// The table: every command of the original's command line that asks the gateway something the gateway can honestly answer.
// A row is [name, arguments, expectation?, columns?]:
//   arguments    (v) => string[]; v is the version that runs (see run.mjs): target, gateway, pending (id of a pairing request), device (id), ...
//   expectation  (output) => boolean, tried on standard output and on everything; without one, exit code 0 is enough
//   columns, for what is not the rule:
//     fails: true       the command is to end with an error, and the expectation says which
//     home              (v) => the home directory to run in; else the one whose configuration names gateway and token
//     before            async (v) => ..., run first, such as a stranger who asks to be paired
//     input, until      drives the command over standard input until `until(output)`, then ends it; terminal: true gives it a terminal
//     drive             async (v) => what was said, in place of arguments: more than one command, or none; null where the version has no such thing
import { driveControlUi } from './control-ui.mjs';
import { driveDeviceLife } from './device-life.mjs';
import { askForPairing } from './handshake.mjs';
import { homeWithWrongToken } from './homes.mjs';
import { startNodeHost } from './node-host.mjs';

const json = (out) => JSON.parse(out.slice(Math.min(...['{', '['].map((c) => out.indexOf(c)).filter((at) => at >= 0))));
// The command line of March 2026 asks with a socket whose scopes are emptied, also of its own gateway, and says so.
const reachable = (out) => /reachable/i.test(out) && !/unreachable(?! \(missing scope|\))/i.test(out);
const call = (...args) => (v) => ['gateway', 'call', ...args, ...v.target];

/** The rows, in the order in which they run: later ones count on earlier ones. */
export const table = [
  // the gateway itself
  ['gateway call health', call('health'), (out) => json(out).ok === true],
  ['gateway call status', call('status'), (out) => out.includes('"sessions"')],
  ['gateway call system-presence', call('system-presence'), (out) => json(out)[0].mode === 'gateway'],
  ['gateway call config.get', call('config.get'), (out) => json(out).valid === true],
  ['gateway call chat.history', call('chat.history', '--params', '{"sessionKey":"main"}'), (out) => Array.isArray(json(out).messages)],
  ['gateway call, unknown', call('no.such.method'), (out) => out.includes('unknown method: no.such.method'), { fails: true }],
  // From the configuration, and not from --token, which the build of February 2026 does not pass on.
  ['gateway call, wrong token', () => ['gateway', 'call', 'health'], (out) => /token mismatch/.test(out), { fails: true, home: homeWithWrongToken }],
  ['gateway health', (v) => ['gateway', 'health', ...v.target], (out) => /OK|ok/.test(out)],
  ['gateway status', (v) => ['gateway', 'status', ...v.target], (out) => /probe: ok/i.test(out)],
  ['gateway status --json', (v) => ['gateway', 'status', '--json', ...v.target], (out) => json(out).rpc.ok === true],
  ['gateway probe', (v) => ['gateway', 'probe', ...v.target], (out) => /reachable: yes|Connect: ok/i.test(out)],
  ['gateway probe --json', (v) => ['gateway', 'probe', '--json', ...v.target], (out) => json(out).ok === true],
  ['gateway stability', (v) => ['gateway', 'stability', ...v.target]],
  ['gateway usage-cost', (v) => ['gateway', 'usage-cost', ...v.target], (out) => /Total/.test(out)],
  ['health', () => ['health']],
  ['health --json', () => ['health', '--json'], (out) => json(out).ok === true],
  ['health --verbose', () => ['health', '--verbose'], (out) => /Agents/.test(out)],
  ['status', () => ['status'], reachable],
  ['status --json', () => ['status', '--json'], (out) => json(out).gateway.reachable === true || /missing scope/.test(json(out).gateway.error)],
  ['status --all', () => ['status', '--all'], reachable],
  ['status --deep', () => ['status', '--deep'], (out) => /Health/i.test(out) && reachable(out)],
  ['status --usage', () => ['status', '--usage'], (out) => /reachable/i.test(out)],
  ['logs', () => ['logs', '--limit', '5', '--plain'], (out) => /Log file|gateway/.test(out)],
  ['logs --json', () => ['logs', '--limit', '5', '--json'], (out) => out.includes('"type":"meta"')],
  ['doctor', () => ['doctor', '--non-interactive'], (out) => !/gateway not running|health check failed/i.test(out)],
  ['secrets reload', (v) => ['secrets', 'reload', ...v.target]],

  // runs
  ['agent --to', () => ['agent', '--message', 'say this back', '--to', '+15555550123'], (out) => out.includes('say this back')],
  ['agent --agent --json', () => ['agent', '--agent', 'main', '--message', 'and this', '--json'], (out) => JSON.stringify(json(out)).includes('and this')],
  ['agent --session-id', () => ['agent', '--session-id', 'interop-session', '--message', 'third time'], (out) => out.includes('third time')],
  ['agent, unknown agent', () => ['agent', '--agent', 'nobody', '--message', 'hello'], (out) => /nobody/.test(out), { fails: true }],
  ['agent --deliver', () => ['agent', '--to', '+15555550123', '--message', 'hi', '--deliver', '--channel', 'telegram'], (out) => /telegram/i.test(out), { fails: true }],
  ['agents list', () => ['agents', 'list'], (out) => /main/.test(out)],
  ['sessions', () => ['sessions']],
  ['sessions --json', () => ['sessions', '--json'], (out) => Array.isArray(json(out).sessions)],
  ['sessions list', () => ['sessions', 'list']],
  ['sessions cleanup', () => ['sessions', 'cleanup', '--dry-run']],
  ['sessions compact', (v) => ['sessions', 'compact', 'agent:main:main', ...v.target]],
  ['sessions delete', (v) => ['sessions', 'delete', 'agent:main:explicit:interop-session', '--yes', ...v.target]],
  ['tasks list', () => ['tasks', 'list']],
  ['acp', (v) => ['acp', ...v.target], undefined, {
    input: [
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: 1, clientCapabilities: {} } },
      { jsonrpc: '2.0', id: 2, method: 'session/new', params: { cwd: '/tmp', mcpServers: [] } },
      (out) => ({ jsonrpc: '2.0', id: 3, method: 'session/prompt', params: { sessionId: /"sessionId":"([^"]+)"/.exec(out)[1], prompt: [{ type: 'text', text: 'across the bridge' }] } }),
    ],
    until: (out) => /"id":3,.*"stopReason":"end_turn"/.test(out) && out.includes('agent_message_chunk'),
  }],
  ['tui', (v) => ['tui', '--message', 'typed in the terminal', ...v.target], undefined, { terminal: true, until: (out) => /connected/i.test(out) && out.split('typed in the terminal').length > 2 }],

  // channels
  ['channels status', () => ['channels', 'status'], (out) => /Gateway reachable/i.test(out)],
  ['channels status --probe', () => ['channels', 'status', '--probe'], (out) => /Gateway reachable/i.test(out)],
  ['channels list', () => ['channels', 'list']],
  ['message send, no channel', () => ['message', 'send', '--channel', 'telegram', '--target', '@nobody', '--message', 'hi'], (out) => /telegram|channel/i.test(out), { fails: true }],
  // The older ones read their own files, whatever the gateway has.
  ['models list', (v) => ['models', 'list'], (out) => /echo|anthropic/.test(out)],
  ['models list --json', () => ['models', 'list', '--json'], (out) => Array.isArray(json(out).models)],
  ['models status', () => ['models', 'status'], (out) => /Default/.test(out)],
  ['skills list', () => ['skills', 'list']],
  ['skills check', () => ['skills', 'check']],

  // system
  ['system presence', () => ['system', 'presence'], (out) => out.includes('gateway')],
  ['system event', () => ['system', 'event', '--text', 'interop'], (out) => out.includes('ok')],
  ['system heartbeat last', () => ['system', 'heartbeat', 'last']],
  ['system heartbeat enable', () => ['system', 'heartbeat', 'enable']],
  ['system heartbeat disable', () => ['system', 'heartbeat', 'disable']],
  ['cron list', () => ['cron', 'list']],
  ['cron list --json', () => ['cron', 'list', '--json'], (out) => Array.isArray(json(out).jobs)],
  ['cron status', () => ['cron', 'status'], (out) => json(out).enabled === false],
  ['cron add, refused', () => ['cron', 'add', '--name', 'never', '--every', '1h', '--system-event', 'x'], (out) => /cron\.add|schedul/.test(out), { fails: true }],
  ['config get', () => ['config', 'get', 'gateway.port'], (out) => /^\d+/m.test(out)],
  ['config validate', () => ['config', 'validate']],
  ['approvals get --gateway', () => ['approvals', 'get', '--gateway']],
  ['approvals pending', () => ['approvals', 'pending']],

  // devices: a stranger who asks from a web page waits for approval
  ['devices list', () => ['devices', 'list'], (out) => /paired|pending|no device/i.test(out)],
  ['devices list --json', () => ['devices', 'list', '--json'], (out) => json(out).pending.length === 1, { before: stranger }],
  ['devices reject', (v) => ['devices', 'reject', v.pending]],
  ['devices approve', (v) => ['devices', 'approve', v.pending], undefined, { before: stranger }],
  ['devices rename', (v) => ['devices', 'rename', '--device', v.device, '--name', 'Stranger']],
  ['devices rotate', (v) => ['devices', 'rotate', '--device', v.device, '--role', 'operator']],
  ['devices revoke', (v) => ['devices', 'revoke', '--device', v.device, '--role', 'operator']],
  ['devices remove', (v) => ['devices', 'remove', v.device]],
  ['devices approve, unknown', () => ['devices', 'approve', 'no-such-request'], (out) => /unknown|not found|no pending/i.test(out), { fails: true }],

  // nodes: the original's own node host
  ['nodes list, none', () => ['nodes', 'list'], (out) => /pending|paired|0/i.test(out)],
  ['nodes pending, none', () => ['nodes', 'pending']],
  ['nodes status', () => ['nodes', 'status'], (out) => /Connected: 1/.test(out), { before: nodeHost }],
  ['nodes status --json', () => ['nodes', 'status', '--json'], (out) => json(out).nodes.some((node) => node.connected && node.displayName === 'interop-node')],
  ['nodes list', () => ['nodes', 'list'], (out) => /Paired: 1/.test(out)],
  ['nodes describe', () => ['nodes', 'describe', '--node', 'interop-node'], (out) => /system\.which/.test(out)],
  ['nodes invoke', () => ['nodes', 'invoke', '--node', 'interop-node', '--command', 'system.which', '--params', '{"bins":["sh"]}'], (out) => /\/sh"/.test(out)],
  ['nodes invoke, not allowed', () => ['nodes', 'invoke', '--node', 'interop-node', '--command', 'no.such', '--params', '{}'], (out) => /not allowed/.test(out), { fails: true }],
  ['nodes rename', () => ['nodes', 'rename', '--node', 'interop-node', '--name', 'Renamed node']],
  ['nodes status, after rename', () => ['nodes', 'status'], (out) => /Rena/.test(out)],
  ['nodes remove', () => ['nodes', 'remove', '--node', 'Renamed node']],

  // more than a command
  ['life of a device', undefined, undefined, { drive: driveDeviceLife }],
  ['control UI in Chromium', undefined, undefined, { drive: driveControlUi }],
];

async function stranger(v) {
  Object.assign(v, await askForPairing(v.gateway));
}

async function nodeHost(v) {
  v.atEnd.push(await startNodeHost(v));
}
