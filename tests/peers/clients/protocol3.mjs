// A client of protocol 3, written from the specification alone: a device that signs the challenge with Ed25519.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import WebSocket from 'ws';
import { say, serve, token, url } from './lines.mjs';

const role = process.env.CLIENT_ROLE ?? 'operator';
const client = { id: 'cli', version: '2026.2.9', platform: 'linux', mode: 'cli' };
const scopes = ['operator.admin', 'operator.approvals', 'operator.pairing'];
const signatureVersion = process.env.SIGNATURE_VERSION ?? 'v2';

const keys = generateKeyPairSync('ed25519');
const rawKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const deviceId = createHash('sha256').update(rawKey).digest('hex');

const socket = new WebSocket(url);
const waiting = new Map();

socket.on('message', (data, isBinary) => {
  if (isBinary) throw new Error('binary frame');
  const frame = JSON.parse(data.toString());
  if (frame.type === 'event' && frame.event === 'connect.challenge') connect(frame.payload.nonce);
  else if (frame.type === 'event') say('event', { event: frame.event, seq: frame.seq, payload: frame.payload, stateVersion: frame.stateVersion });
  else if (frame.type === 'res') waiting.get(frame.id)?.(frame);
});
socket.on('close', (code, reason) => say('close', { code, reason: reason.toString() }));
socket.on('error', (error) => say('connect-error', { message: error.message }));

function connect(nonce) {
  const signedAt = Date.now();
  const fields = [signatureVersion, deviceId, client.id, client.mode, role, scopes.join(','), signedAt, token, nonce];
  if (signatureVersion === 'v3') fields.push(client.platform, '');
  const device = {
    id: deviceId,
    publicKey: rawKey.toString('base64url'),
    signature: sign(null, Buffer.from(fields.join('|')), keys.privateKey).toString('base64url'),
    signedAt,
    nonce,
  };
  const params = { minProtocol: 3, maxProtocol: 3, client, role, scopes, caps: [], commands: [], permissions: {}, auth: { token }, locale: 'en-US', userAgent: 'interop', device };
  send('connect', params, (frame) =>
    frame.ok ? say('hello', { payload: frame.payload }) : say('connect-error', { code: frame.error.code, message: frame.error.message, details: frame.error.details }));
}

function send(method, params, onAnswer) {
  const id = randomUUID();
  waiting.set(id, onAnswer);
  socket.send(JSON.stringify({ type: 'req', id, method, params }));
}

serve(
  (method, params, final, onAccepted) =>
    new Promise((resolve, reject) => {
      send(method, params, (frame) => {
        if (!frame.ok) reject(Object.assign(new Error(frame.error.message), { code: frame.error.code }));
        else if (final && frame.payload?.status === 'accepted') onAccepted(frame.payload);
        else resolve(frame.payload);
      });
    }),
  () => socket.close(),
);
