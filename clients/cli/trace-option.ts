import type { TurnObserver } from '../agents/llm/turn-observer.ts';
import { openTrace } from '../agents/trace/open-trace.ts';
import { usageError } from './cli-error.ts';

export interface TraceOptions {
  readonly trace?: string;
  readonly traceContent?: true;
}

/** Who watches the language models of a command that plays. */
export const observerOf = ({ trace, traceContent }: TraceOptions): TurnObserver => {
  const path = trace ?? process.env['AGON_LLM_TRACE'] ?? '';
  if (traceContent === true && path === '')
    throw usageError('no-trace', '--trace-content needs a trace to be in.', 'Name its file with --trace.');
  return openTrace({ trace, withContent: traceContent });
};
