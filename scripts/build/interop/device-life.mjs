// The life of a device of the original's own command line: it pairs with the secret, comes back with its token alone, is kept out by a token that was renewed elsewhere,
// gets the new one by the secret, comes back again, and is kept out for good once that is revoked.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Drives it; resolves with what was said, or null where this version connects to its own machine without a device. Throws at the first step that goes otherwise.
 *   home: an empty directory; run(args): runs one command line there and resolves with { status, output }
 */
export async function driveDeviceLife({ WebSocket, url, token, home, run }) {
  const folder = join(home, '.openclaw');
  const said = [];
  mkdirSync(folder, { recursive: true });
  const configure = (remote) => writeFileSync(join(folder, 'openclaw.json'), JSON.stringify({ gateway: { mode: 'remote', remote: { url, ...remote } } }));
  const step = async (name, remote, works, tries = 1) => {
    configure(remote);
    let { status, output } = await run(['health']);
    while (--tries > 0 && status !== 0) ({ status, output } = await run(['health']));
    said.push(`${name}: exit ${status}\n${output}`);
    if ((status === 0) !== works) throw new Error(`${name}: exit ${status}\n${output}`);
  };

  await step('pairs with the secret', { token }, true);
  const identity = join(folder, 'identity/device.json');
  if (!existsSync(identity)) return null;
  const { deviceId } = JSON.parse(readFileSync(identity, 'utf8'));
  await step('comes back with its token', {}, true);
  await asAdmin(WebSocket, url, token, 'device.token.rotate', { deviceId, role: 'operator' });
  await step('is kept out by the token that was renewed', {}, false);
  // The build of February 2026 shows its old token although it has the secret, forgets it when it is refused, and takes the secret the next time.
  await step('gets the new one by the secret', { token }, true, 2);
  await step('comes back with the new one', {}, true);
  await asAdmin(WebSocket, url, token, 'device.token.revoke', { deviceId, role: 'operator' });
  await step('is kept out by the token that was revoked', {}, false);
  return said.join('\n');
}

/** Calls one method as the program that runs beside the gateway. */
function asAdmin(WebSocket, url, token, method, params) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const send = (id, name, body) => socket.send(JSON.stringify({ type: 'req', id, method: name, params: body }));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed before ${method} was answered`)));
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      if (frame.event === 'connect.challenge') {
        const client = { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' };
        send('1', 'connect', { minProtocol: 4, maxProtocol: 4, client, role: 'operator', scopes: ['operator.admin', 'operator.pairing'], auth: { token } });
      } else if (frame.type === 'res' && !frame.ok) {
        reject(new Error(`${method}: ${JSON.stringify(frame.error)}`));
        socket.close();
      } else if (frame.id === '1') send('2', method, params);
      else if (frame.id === '2') {
        resolve(frame.payload);
        socket.close();
      }
    });
  });
}
