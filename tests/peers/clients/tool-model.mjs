// A model server that wants to know the weather: it asks for the tool get_weather, and repeats what the conversation then says of it. PORT is its port.
import { createServer } from 'node:http';

createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const { messages } = JSON.parse(body);
  const last = messages.at(-1);
  const said = typeof last.content === 'string' ? last.content : last.content.map((part) => part.text).join('');
  const chunk = (delta, finish_reason = null) =>
    response.write(`data: ${JSON.stringify({ id: 'r1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (said.includes('degrees')) {
    chunk({ role: 'assistant', content: `It said: ${said}` });
    chunk({}, 'stop');
  } else {
    // In pieces, as services send them.
    chunk({ role: 'assistant', tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } }] });
    chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] });
    chunk({ tool_calls: [{ index: 0, function: { arguments: '"Bern"}' } }] });
    chunk({}, 'tool_calls');
  }
  response.end('data: [DONE]\n\n');
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
