// The original project's own client package, unmodified, driven by a test.
import { GatewayClient } from '@openclaw/gateway-client';
import { say, serve, token, url } from './lines.mjs';

const client = new GatewayClient({
  url,
  token,
  minProtocol: 4,
  maxProtocol: 4,
  caps: ['tool-events'],
  onHelloOk: (hello) => say('hello', { payload: hello }),
  onEvent: ({ event, seq, payload, stateVersion }) => say('event', { event, seq, payload, stateVersion }),
  onConnectError: (error) => say('connect-error', { message: error.message }),
  onClose: (code, reason) => say('close', { code, reason }),
  onGap: (gap) => say('gap', gap),
});
client.start();

serve(
  (method, params, final, onAccepted) => client.request(method, params, { expectFinal: final, onAccepted, timeoutMs: 30_000 }),
  async () => {
    await client.stopAndWait({ timeoutMs: 2000 });
    process.exit(0);
  },
);
