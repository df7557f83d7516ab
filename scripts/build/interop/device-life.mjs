// The life of a device of the original's own command line: it pairs with the secret, comes back with its token alone, is kept out by a token that was renewed elsewhere,
// gets the new one by the secret, comes back again, and is kept out for good once that is revoked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOnce } from './handshake.mjs';
import { newHome } from './homes.mjs';

/** Drives it; resolves with what was said, or null where this version connects to its own machine without a device. Throws at the first step that goes otherwise. */
export async function driveDeviceLife(v) {
  const home = join(v.home, 'device');
  const said = [];
  const step = async (name, secret, works, tries = 1) => {
    newHome(home, { mode: 'remote', remote: { url: v.gateway.url, ...secret } });
    let result;
    do result = await v.run(['health'], { home });
    while (--tries > 0 && result.status !== 0);
    said.push(`${name}: exit ${result.status}\n${result.output}`);
    if ((result.status === 0) !== works) throw new Error(said.at(-1));
  };
  const asAdmin = (method, deviceId) => callOnce({ ...v.gateway, scopes: ['operator.admin', 'operator.pairing'] }, method, { deviceId, role: 'operator' });
  const secret = { token: v.gateway.token };

  await step('pairs with the secret', secret, true);
  const identity = join(home, '.openclaw/identity/device.json');
  if (!existsSync(identity)) return null;
  const { deviceId } = JSON.parse(readFileSync(identity, 'utf8'));
  await step('comes back with its token', {}, true);
  await asAdmin('device.token.rotate', deviceId);
  await step('is kept out by the token that was renewed', {}, false);
  await step('gets the new one by the secret', secret, true, v.triesAfterRenewal);
  await step('comes back with the new one', {}, true);
  await asAdmin('device.token.revoke', deviceId);
  await step('is kept out by the token that was revoked', {}, false);
  return said.join('\n');
}
