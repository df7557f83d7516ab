// A device that no one knows, asking from a web page: the gateway does not approve it by itself.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** Connects once with a new device; returns the id of its pairing request, and of the device. */
export function askForPairing(WebSocket, url, token) {
  const keys = generateKeyPairSync('ed25519');
  const rawKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const device = createHash('sha256').update(rawKey).digest('hex');
  const client = { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' };
  const scopes = ['operator.read'];
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { origin: url.replace('ws:', 'http:') });
    socket.on('error', reject);
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      if (frame.event === 'connect.challenge') {
        const signedAt = Date.now();
        const { nonce } = frame.payload;
        const text = ['v2', device, client.id, client.mode, 'operator', scopes.join(','), signedAt, token, nonce].join('|');
        const signature = sign(null, Buffer.from(text), keys.privateKey).toString('base64url');
        const params = { minProtocol: 3, maxProtocol: 4, client, role: 'operator', scopes, auth: { token }, device: { id: device, publicKey: rawKey.toString('base64url'), signature, signedAt, nonce } };
        socket.send(JSON.stringify({ type: 'req', id: '1', method: 'connect', params }));
      } else if (frame.id === '1') {
        socket.close();
        const pending = frame.error?.details?.requestId;
        if (pending) resolve({ pending, device });
        else reject(new Error(`the stranger was not told to wait: ${JSON.stringify(frame).slice(0, 300)}`));
      }
    });
  });
}
