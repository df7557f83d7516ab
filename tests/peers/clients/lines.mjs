// The language between a test and a client program: one JSON object a line.
//   in:  {"id":1,"method":"health","params":{},"final":true}   call a method; "final" waits for the second answer
//   out: {"kind":"hello","payload":{...}}          connected (again after each reconnect)
//        {"kind":"event","event":"tick","seq":1,"payload":{...},"stateVersion":{...}}
//        {"kind":"accepted","id":1,"payload":{...}}   first answer of a two-stage method
//        {"kind":"result","id":1,"payload":{...}}     the answer
//        {"kind":"error","id":1,"code":"...","message":"..."}
//        {"kind":"close","code":1012,"reason":"..."}
//        {"kind":"gap","expected":3,"received":5}
import { createInterface } from 'node:readline';

export const url = required('GATEWAY_URL');
export const token = process.env.GATEWAY_TOKEN || undefined;

export function say(kind, rest = {}) {
  process.stdout.write(`${JSON.stringify({ kind, ...rest })}\n`);
}

/** Runs `call` for each command until standard input ends, then `stop`. */
export function serve(call, stop) {
  const input = createInterface({ input: process.stdin });
  input.on('line', async (line) => {
    const { id, method, params, final } = JSON.parse(line);
    try {
      const payload = await call(method, params, Boolean(final), (accepted) => say('accepted', { id, payload: accepted }));
      say('result', { id, payload });
    } catch (error) {
      say('error', { id, code: error.gatewayCode ?? error.code ?? 'CLIENT', message: error.message });
    }
  });
  input.on('close', stop);
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
