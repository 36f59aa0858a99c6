import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { noObserver, type TurnObserver } from '../llm/turn-observer.ts';
import type { Environment } from '../models/endpoint.ts';
import { createCallLog, observeAll } from './call-log.ts';
import { createRedactor } from './redact.ts';
import { createTraceObserver } from './trace-observer.ts';

/** Variables that turn observation on, for every command that plays. */
const traceVariable = 'AGON_LLM_TRACE';
const contentVariable = 'AGON_LLM_TRACE_CONTENT';
const logVariable = 'AGON_LLM_LOG';

/**
 * A file that lines are added to at once, so that what was seen outlives a crash. Unless it `adds`, it must not be there
 * yet: it comes with the first line, since the command may still be refused, and the same one must work afterwards.
 */
const openLines = (path: string, adds: boolean): ((line: string) => void) => {
  if (!adds) {
    writeFileSync(path, '', { flag: 'wx' });
    rmSync(path);
  }
  return (line) => appendFileSync(path, `${line}\n`);
};

export interface TraceChoice {
  /** The file of spans, which must not be there yet. */
  readonly trace?: string | undefined;
  readonly withContent?: boolean | undefined;
}

/** Who watches the language models of a process, by its command line and its environment. */
export const openTrace = (choice: TraceChoice = {}, environment: Environment = process.env): TurnObserver => {
  const redact = createRedactor(environment);
  const path = choice.trace ?? environment[traceVariable];
  const logPath = environment[logVariable];
  const withContent = choice.withContent ?? environment[contentVariable] === 'on';
  const observers: TurnObserver[] = [];
  if (path !== undefined && path !== '') {
    const write = openLines(path, choice.trace === undefined);
    observers.push(createTraceObserver({ write, redact, withContent, wallMs: Date.now }));
  }
  if (logPath !== undefined && logPath !== '')
    observers.push(createCallLog(openLines(logPath, true), redact));
  return observers.length === 0 ? noObserver : observeAll(observers);
};
