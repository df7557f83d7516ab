// Home directories of the original's command line, each with the configuration that its users would have.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a home, or gives it another block `gateway`; returns its path. */
export function newHome(home, gateway) {
  mkdirSync(join(home, '.openclaw'), { recursive: true });
  if (gateway) writeFileSync(join(home, '.openclaw/openclaw.json'), JSON.stringify({ gateway }));
  return home;
}

/** A home that knows where the gateway is, and has a secret that is not its own. */
export const homeWithWrongToken = (v) => newHome(join(v.home, 'wrong-token'), { mode: 'local', port: v.port, auth: { mode: 'token', token: 'wrong' } });
