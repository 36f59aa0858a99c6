import { parseArgs } from 'node:util';
import { startModelServer } from './model-server.ts';
import { createValueModel } from './value-model.ts';

const usage = `npm run standin -- [--port N] [--quality Q]
Serves a stand-in for a language model on this machine, in the form of OpenAI's chat completions. It computes its
answers from a value function that it spoils by 1 - Q (0.7); it understands nothing. Port 4141 by default.`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4141' },
    quality: { type: 'string', default: '0.7' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else {
  const model = createValueModel(Number(values.quality));
  const server = await startModelServer(
    ({ system, prompt, seed = 0 }) => ({ kind: 'answer', text: model.answer(system, prompt, seed) }),
    Number(values.port),
  );
  console.log(`A stand-in for a language model listens on ${server.baseUrl}`);
}
