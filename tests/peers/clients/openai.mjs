// npm's openai, unmodified, as a client of the gateway's HTTP interfaces. See lines.mjs for the language; GATEWAY_URL is http://host:port/v1.
import OpenAI from 'openai';
import { say, serve, token, url } from './lines.mjs';

const client = new OpenAI({ baseURL: url, apiKey: token, maxRetries: 0 });

const calls = {
  models: async () => (await client.models.list()).data.map((model) => model.id),

  // A conversation through a tool of this program's: what the model asked for, and what it said once it knew.
  chatTools: async ({ stream, ...params }) => {
    const messages = [...params.messages];
    const ask = async () => {
      if (!stream) return (await client.chat.completions.create({ ...params, messages })).choices[0];
      const runner = client.chat.completions.stream({ ...params, messages });
      return (await runner.finalChatCompletion()).choices[0];
    };
    const first = await ask();
    messages.push(first.message, { role: 'tool', tool_call_id: first.message.tool_calls[0].id, content: 'sunny, 21 degrees' });
    const second = await ask();
    return { finish: first.finish_reason, calls: first.message.tool_calls, text: second.message.content };
  },

  respondTools: async ({ stream, ...params }) => {
    const ask = async (request) => (stream ? await client.responses.stream(request).finalResponse() : await client.responses.create(request));
    const first = await ask(params);
    const call = first.output.find((item) => item.type === 'function_call');
    const second = await ask({ ...params, previous_response_id: first.id, input: [{ type: 'function_call_output', call_id: call.call_id, output: 'sunny, 21 degrees' }] });
    return { call: { name: call.name, arguments: call.arguments }, text: second.output_text };
  },

  chat: async (params) => await client.chat.completions.create(params),

  chatStream: async (params) => {
    const stream = await client.chat.completions.create({ ...params, stream: true, stream_options: { include_usage: true } });
    const pieces = [];
    let finish = null;
    let usage = null;
    for await (const chunk of stream) {
      const choice = chunk.choices[0];
      if (choice?.delta.content) pieces.push(choice.delta.content);
      finish = choice?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    return { text: pieces.join(''), pieces: pieces.length, finish, usage };
  },

  respond: async (params) => {
    const response = await client.responses.create(params);
    return { id: response.id, status: response.status, text: response.output_text };
  },

  respondStream: async (params) => {
    const stream = client.responses.stream(params);
    const events = [];
    for await (const event of stream) events.push(event.type);
    return { events, text: (await stream.finalResponse()).output_text };
  },
};

say('hello');
serve(async (method, params) => await calls[method](params), () => process.exit(0));
