// The original project's own client package with a device of its own: an Ed25519 key and the tokens it was given, kept in DEVICE_FILE across runs.
// Without GATEWAY_TOKEN it has nothing but its device token.
import { createPrivateKey, createPublicKey, generateKeyPairSync, createHash, sign } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { GatewayClient } from '@openclaw/gateway-client';
import { say, serve, token, url } from './lines.mjs';

const file = process.env.DEVICE_FILE;
const role = process.env.CLIENT_ROLE ?? 'operator';
const scopes = role === 'node' ? [] : (process.env.CLIENT_SCOPES ?? 'operator.read,operator.write').split(',');
const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : create();
// Complete or not at all: a test may end this process at any moment.
const keep = () => {
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

function create() {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }), tokens: {} };
}

const privateKey = createPrivateKey(kept.privateKeyPem);
const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
const rawOf = (pem) => createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-32);
const deviceId = createHash('sha256').update(rawOf(publicKeyPem)).digest('hex');
keep();
say('device', { deviceId });

const client = new GatewayClient({
  url,
  token,
  origin: process.env.CLIENT_ORIGIN || undefined,
  role,
  scopes,
  clientName: role === 'node' ? 'node-host' : 'gateway-client',
  mode: role === 'node' ? 'node' : 'backend',
  platform: 'linux',
  deviceFamily: 'Linux',
  caps: role === 'node' ? ['system'] : ['tool-events'],
  commands: role === 'node' ? ['system.which'] : undefined,
  deviceIdentity: { deviceId, privateKeyPem: kept.privateKeyPem, publicKeyPem },
  hostDeps: {
    signDevicePayload: (pem, payload) => sign(null, Buffer.from(payload), createPrivateKey(pem)).toString('base64url'),
    publicKeyRawBase64UrlFromPem: (pem) => rawOf(pem).toString('base64url'),
    loadDeviceAuthToken: ({ role: wanted }) => kept.tokens[wanted] ?? null,
    storeDeviceAuthToken: ({ role: given, token: value, scopes: granted }) => {
      kept.tokens[given] = { token: value, scopes: granted };
      keep();
    },
    clearDeviceAuthToken: ({ role: gone }) => {
      delete kept.tokens[gone];
      keep();
      say('token-cleared', { role: gone });
    },
  },
  onHelloOk: (hello) => say('hello', { payload: hello }),
  onEvent: ({ event, seq, payload, stateVersion }) => {
    say('event', { event, seq, payload, stateVersion });
    if (event === 'node.invoke.request') answer(payload);
  },
  onConnectError: (error) => say('connect-error', { message: error.message, code: error.gatewayCode, details: error.details }),
  onReconnectPaused: (info) => say('paused', info),
  onClose: (code, reason) => say('close', { code, reason }),
  onGap: (gap) => say('gap', gap),
});
client.start();

/** A node that finds every program: enough to see a command go out and its answer come back. */
function answer({ id, nodeId, command, paramsJSON }) {
  const { bins = [] } = JSON.parse(paramsJSON ?? '{}');
  const payloadJSON = JSON.stringify({ command, bins: Object.fromEntries(bins.map((bin) => [bin, `/usr/bin/${bin}`])) });
  client.request('node.invoke.result', { id, nodeId, ok: true, payloadJSON });
}

serve(
  async (method, params, final, onAccepted) => {
    const result = await client.request(method, params, { expectFinal: final, onAccepted, timeoutMs: 30_000 });
    // A device that renews its own token is shown the new one, and keeps it.
    if (method === 'device.token.rotate' && result.deviceId === deviceId) {
      kept.tokens[role] = { token: result.token, scopes: result.scopes };
      keep();
    }
    return result;
  },
  async () => {
    await client.stopAndWait({ timeoutMs: 2000 });
    process.exit(0);
  },
);
