import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]),
    }),
  ),
  seed: z.number().optional(),
  temperature: z.number().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});

/** A request as the server got it: what a script decides by. */
export interface ModelCall {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  readonly seed: number | undefined;
  readonly isStructured: boolean;
  readonly authorization: string | undefined;
  /** From 0, over all requests. */
  readonly number: number;
}

/** Tokens as the server counts them. */
export interface Counted {
  readonly input: number;
  readonly output: number;
}

/** What the server does with a request. */
export type Scripted =
  | {
      readonly kind: 'answer';
      readonly text: string | null;
      readonly finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
      /** Arguments of a tool call, in place of a text. */
      readonly tool?: string;
      /** Says nothing of tokens. */
      readonly isUncounted?: boolean;
      /** Sends the body byte by byte, one in so many milliseconds. */
      readonly dripMs?: number;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Closes the socket without a word. */
  | { readonly kind: 'break' };

export type Script = (call: ModelCall) => Scripted | Promise<Scripted>;

/** A server that speaks OpenAI's chat completions, as local servers do; what answers is a script, not a model. */
export interface ModelServer {
  readonly baseUrl: string;
  readonly calls: readonly ModelCall[];
  /** Tokens of every answer that was sent with a count. */
  counted(): Counted;
  close(): Promise<void>;
}

const unitsAToken = 4;
const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / unitsAToken));

const textOf = (content: string | readonly { readonly text?: string | undefined }[]): string =>
  typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');

const bodyBytesMax = 4 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new RangeError('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const readCall = async (request: IncomingMessage, number: number): Promise<ModelCall> => {
  const { model, messages, seed, response_format } = requestSchema.parse(JSON.parse(await readBody(request)));
  const said = (isMeant: (role: string) => boolean): string =>
    messages
      .filter(({ role }) => isMeant(role))
      .map(({ content }) => textOf(content))
      .join('\n');
  return {
    model,
    system: said((role) => role === 'system'),
    prompt: said((role) => role !== 'system'),
    seed,
    isStructured: response_format?.type === 'json_schema',
    authorization: request.headers.authorization,
    number,
  };
};

const completion = (
  { model, number }: ModelCall,
  scripted: Extract<Scripted, { readonly kind: 'answer' }>,
  counted: Counted,
): unknown => {
  const { text, tool, finish = 'stop', isUncounted = false } = scripted;
  const call = { id: `call-${number}`, type: 'function', function: { name: 'play', arguments: tool } };
  const message = { role: 'assistant', content: text, ...(tool !== undefined && { tool_calls: [call] }) };
  return {
    id: `stand-in-${number}`,
    object: 'chat.completion',
    created: 0,
    model: `${model}-stand-in`,
    choices: [{ index: 0, message, finish_reason: finish }],
    ...(!isUncounted && {
      usage: {
        prompt_tokens: counted.input,
        completion_tokens: counted.output,
        total_tokens: counted.input + counted.output,
      },
    }),
  };
};

const send = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Sends a body so slowly that a client's patience ends first. */
const drip = (response: ServerResponse, body: unknown, ms: number): void => {
  const text = JSON.stringify(body);
  let at = 0;
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => {
    response.write(text.charAt(at));
    at += 1;
    if (at < text.length) return;
    clearInterval(timer);
    response.end();
  }, ms);
  response.on('close', () => clearInterval(timer));
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Starts a server on this machine that answers by `script`; port 0 is any that is free. */
export const startModelServer = async (script: Script, port = 0): Promise<ModelServer> => {
  const calls: ModelCall[] = [];
  const sums = { input: 0, output: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST' || request.url?.endsWith('/chat/completions') !== true)
      return send(response, 404, { error: { message: 'not here', code: 'not_found' } });
    const call = await readCall(request, calls.length);
    calls.push(call);
    const scripted = await script(call);
    switch (scripted.kind) {
      case 'hang':
        return;
      case 'break':
        return void request.socket.destroy();
      case 'error':
        return send(
          response,
          scripted.status,
          scripted.body ?? { error: { message: 'scripted' } },
          scripted.headers,
        );
      case 'answer': {
        const output = tokensOf(scripted.text ?? scripted.tool ?? '');
        const counted = { input: tokensOf(call.system + call.prompt), output };
        const body = completion(call, scripted, counted);
        if (scripted.dripMs !== undefined) return drip(response, body, scripted.dripMs);
        if (scripted.isUncounted !== true) {
          sums.input += counted.input;
          sums.output += counted.output;
        }
        send(response, 200, body);
      }
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      send(response, 400, { error: { message: String(error), code: 'bad_request' } }),
    );
  });
  const listening = await listen(server, port);
  return {
    baseUrl: `http://127.0.0.1:${listening}/v1`,
    calls,
    counted: () => ({ ...sums }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
