// The original's node host: a machine of its own beside the gateway, until the version's rows are done.
import { join } from 'node:path';
import { connect } from './handshake.mjs';
import { newHome } from './homes.mjs';
import { end, environment, start } from './processes.mjs';

/** Starts it, and resolves when the gateway lists it as connected, with the function that ends it. */
export async function startNodeHost(v) {
  // A home of its own: a device that is an operator already would have to be approved as a node.
  const home = newHome(join(v.home, 'node-host'));
  const args = ['node', 'run', '--host', '127.0.0.1', '--port', String(v.port), '--display-name', 'interop-node'];
  const host = start([...v.command, ...args], environment(home, { OPENCLAW_GATEWAY_TOKEN: v.gateway.token }));
  let said = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (data) => (said += data));
  const gateway = await connect({ ...v.gateway, scopes: ['operator.read'] });
  try {
    const deadline = Date.now() + v.patience;
    while (Date.now() < deadline && host.exitCode === null) {
      const { nodes } = await gateway.call('node.list');
      if (nodes.some((node) => node.connected)) return () => end(host);
      await new Promise((wake) => setTimeout(wake, 500));
    }
  } finally {
    gateway.close();
  }
  end(host);
  throw new Error(`the node host did not connect: ${said}`);
}
