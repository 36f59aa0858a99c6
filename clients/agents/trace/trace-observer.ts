import { sha256Hex } from '../../../games/sha256.ts';
import type { HostedSeatContext } from '../../../server/hosting/port.ts';
import type { CallRecord } from '../ledger/call-record.ts';
import type { TurnObserver } from '../llm/turn-observer.ts';
import type { ModelReply, ModelRequest } from '../models/chat-model.ts';
import { type Attributes, formatSpan } from './otlp.ts';

export interface TraceOptions {
  /** Takes one line of the trace. */
  readonly write: (line: string) => void;
  readonly redact: (text: string) => string;
  /** Whether questions and answers are written: they hold what a player sees. */
  readonly withContent: boolean;
  /** Wall time in milliseconds. */
  readonly wallMs: () => number;
}

const idOf = (digits: number, ...labels: readonly (string | number)[]): string =>
  sha256Hex(JSON.stringify(labels)).slice(0, digits);

const traceIdDigits = 32;
const spanIdDigits = 16;

const message = (role: string, content: string): string =>
  JSON.stringify([{ role, parts: [{ type: 'text', content }] }]);

const contentOf = (request: ModelRequest, reply: ModelReply | undefined): Attributes => ({
  'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: request.system }]),
  'gen_ai.input.messages': message('user', request.prompt),
  'gen_ai.output.messages': reply && message('assistant', reply.text),
});

/** A call by the names of OpenTelemetry's conventions for generative AI; what those do not name is `agon.*`. */
const callAttributes = (call: CallRecord, request: ModelRequest): Attributes => {
  const [provider, ...model] = call.model.split('/');
  const { usage, failure } = call;
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model.join('/'),
    'gen_ai.request.temperature': request.temperature,
    'gen_ai.request.max_tokens': request.maxOutput,
    'gen_ai.request.seed': request.seed,
    'gen_ai.response.model': call.answeredBy,
    'gen_ai.response.finish_reasons': call.finish === undefined ? undefined : [call.finish],
    'gen_ai.usage.input_tokens': usage?.input,
    'gen_ai.usage.output_tokens': usage?.output,
    'gen_ai.usage.cache_read.input_tokens': usage?.cacheRead,
    'gen_ai.usage.cache_creation.input_tokens': usage?.cacheWrite,
    'http.response.status_code': failure?.status,
    'error.type': failure?.kind,
    'agon.purpose': call.purpose,
    'agon.attempt': call.attempt,
    'agon.prompt.sha256': call.prompt,
    'agon.cost.usd': call.costUsd,
  };
};

const turnAttributes = (seat: HostedSeatContext, turn: number, agent: string): Attributes => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.agent.name': agent,
  'gen_ai.conversation.id': seat.match,
  'agon.game': seat.game,
  'agon.seat': seat.seat,
  'agon.turn': turn,
});

/** Writes a span for every turn of a language model and for every call in it. */
export const createTraceObserver = ({ write, redact, withContent, wallMs }: TraceOptions): TurnObserver => {
  let spans = 0;
  return {
    turn: (seat, turn, agent) => {
      const startMs = wallMs();
      const traceId = idOf(traceIdDigits, seat.match, seat.seat);
      const spanId = idOf(spanIdDigits, seat.match, seat.seat, turn, (spans += 1));
      return {
        call: (call, request, reply) => {
          const endMs = wallMs();
          const attributes = {
            ...callAttributes(call, request),
            ...(withContent && contentOf(request, reply)),
          };
          const own = idOf(spanIdDigits, spanId, (spans += 1));
          const name = `chat ${call.model}`;
          const times = { startMs: endMs - call.ms, endMs };
          const isError = call.failure !== undefined;
          const span = {
            traceId,
            spanId: own,
            parentSpanId: spanId,
            name,
            kind: 'client',
            attributes,
            isError,
          } as const;
          write(redact(formatSpan({ ...span, ...times })));
        },
        end: (decision) => {
          const source = decision === undefined || 'resign' in decision ? undefined : decision.source;
          const attributes = { ...turnAttributes(seat, turn, agent), 'agon.source': source };
          const span = {
            traceId,
            spanId,
            name: `invoke_agent ${agent}`,
            kind: 'internal',
            attributes,
          } as const;
          write(
            redact(
              formatSpan({ ...span, startMs, endMs: wallMs(), isError: decision === undefined && turn > 0 }),
            ),
          );
        },
      };
    },
  };
};
