// A client of the protocol in its smallest form: the handshake, requests one after another, the end. For what the original's command line has no command for.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const client = { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' };

/**
 * Connects; resolves with `{ call, close }` and rejects with an Error that carries the gateway's `details` when it is refused.
 *   WebSocket: the class of the package "ws"; scopes: what is asked for
 *   device: from newDevice(); without one the client is a program that runs beside the gateway
 *   browser: true asks as a web page does, which no gateway lets in unseen
 */
export function connect({ WebSocket, url, token, scopes, device, browser }) {
  const socket = new WebSocket(url, browser ? { origin: url.replace('ws:', 'http:') } : {});
  const waiting = new Map();
  const call = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = String(waiting.size + 1);
      waiting.set(id, ({ ok, payload, error }) => {
        if (ok) resolve(payload);
        else reject(Object.assign(new Error(`${method}: ${JSON.stringify(error)}`), { details: error?.details }));
      });
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
    });
  return new Promise((resolve, reject) => {
    const fail = (error) => {
      reject(error);
      for (const answer of waiting.values()) answer({ ok: false, error: { message: error.message } });
    };
    socket.on('error', fail);
    socket.on('close', (code) => fail(new Error(`${url} closed the connection with ${code}`)));
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      if (frame.event === 'connect.challenge') {
        const role = 'operator';
        const who = browser ? { ...client, id: 'test', mode: 'test' } : client;
        const proof = device?.prove({ client: who, role, scopes, token, nonce: frame.payload.nonce });
        call('connect', { minProtocol: 3, maxProtocol: 4, client: who, role, scopes, auth: { token }, ...(proof && { device: proof }) }).then(
          () => resolve({ call, close: () => socket.close() }),
          (error) => {
            reject(error);
            socket.close();
          },
        );
      } else if (frame.type === 'res') waiting.get(frame.id)?.(frame);
    });
  });
}

/** Connects, calls one method, and goes. */
export async function callOnce(options, method, params) {
  const gateway = await connect(options);
  try {
    return await gateway.call(method, params);
  } finally {
    gateway.close();
  }
}

/** A device that no one knows: its id, and how it proves itself. */
export function newDevice() {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const id = createHash('sha256').update(publicKey).digest('hex');
  const prove = ({ client: who, role, scopes, token, nonce }) => {
    const signedAt = Date.now();
    const text = ['v2', id, who.id, who.mode, role, scopes.join(','), signedAt, token, nonce].join('|');
    return { id, publicKey: publicKey.toString('base64url'), signature: sign(null, Buffer.from(text), keys.privateKey).toString('base64url'), signedAt, nonce };
  };
  return { id, prove };
}

/** A stranger at a web page asks to be let in; resolves with the id of the pairing request, and of the device. */
export async function askForPairing(options) {
  const device = newDevice();
  const refusal = await connect({ ...options, scopes: ['operator.read'], device, browser: true }).then(
    () => new Error('it was let in'),
    (error) => error,
  );
  const pending = refusal.details?.requestId;
  if (!pending) throw new Error(`the stranger was not told to wait: ${refusal.message.slice(0, 300)}`);
  return { pending, device: device.id };
}
