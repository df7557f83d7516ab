// npm's openai, unmodified, as a client of the gateway's HTTP interfaces. See lines.mjs for the language; GATEWAY_URL is http://host:port/v1.
import OpenAI from 'openai';
import { say, serve, token, url } from './lines.mjs';

const client = new OpenAI({ baseURL: url, apiKey: token, maxRetries: 0 });

const calls = {
  models: async () => (await client.models.list()).data.map((model) => model.id),

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
