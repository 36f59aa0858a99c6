import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Audit } from './audit.ts';
import { type FaultKind, faultKinds } from './faults.ts';
import type { Resumption } from './resumption.ts';

/** A fault that happened, and what became of the matches that it hit. */
export interface Happened {
  readonly kind: FaultKind;
  readonly variant: string;
  readonly target: string;
  readonly atS: number;
  /** When all was as before, from the fault's begin. */
  readonly undoneMs: number;
  readonly resumptions: readonly Resumption[];
}

export interface FailoverReport {
  readonly command: string;
  readonly seed: string;
  readonly at: string;
  readonly seconds: number;
  readonly members: number;
  readonly leaseMs: number;
  readonly matchesAtOnce: number;
  readonly faults: readonly Happened[];
  readonly audit: Audit;
  readonly spectators: {
    readonly count: number;
    readonly states: number;
    readonly backwards: number;
    readonly gapsMs: readonly number[];
  };
  /** All that is not as it must be. */
  readonly violations: readonly string[];
}

/** A value below which a share of them lies; undefined where there are none. */
export const quantileOf = (values: readonly number[], share: number): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** How long the matches hit by a kind of fault took to move again. */
export const resumedMs = (faults: readonly Happened[], kind: FaultKind): readonly number[] =>
  faults
    .filter((fault) => fault.kind === kind)
    .flatMap(({ resumptions }) => resumptions.flatMap(({ ms }) => (typeof ms === 'number' ? [ms] : [])));

const secondsOf = (ms: number | undefined): string => (ms === undefined ? '–' : (ms / 1000).toFixed(2));

const what: { readonly [Kind in FaultKind]: string } = {
  kill: '`kill -9` of a process, started again after up to 2 s',
  stop: 'a process stands still (SIGSTOP, SIGCONT)',
  'postgres-restart': 'PostgreSQL shut down or crashed, started again after up to 2 s',
  'postgres-cut': 'no network between a process and PostgreSQL',
  'redis-restart': 'Redis killed, started again empty after up to 2 s',
  'redis-cut': 'no network between a process and Redis',
  'peer-cut': 'no HTTP between the processes',
  'rolling-restart': 'every process told to stop and started again, one after another',
};

const faultRow = (faults: readonly Happened[], kind: FaultKind): string => {
  const mine = faults.filter((fault) => fault.kind === kind);
  const ms = resumedMs(faults, kind);
  const sinceUndone = mine.flatMap(({ resumptions, undoneMs }) =>
    resumptions.flatMap((one) => (typeof one.ms === 'number' ? [Math.max(0, one.ms - undoneMs)] : [])),
  );
  const never = mine.flatMap(({ resumptions }) => resumptions).filter((one) => one.ms === 'never').length;
  const cells = [
    what[kind],
    mine.length,
    ms.length,
    ...[0.5, 0.95, 1].map((share) => secondsOf(quantileOf(ms, share))),
    secondsOf(quantileOf(sinceUndone, 0.95)),
    never,
  ];
  return `| ${cells.join(' | ')} |`;
};

const machine = (): string => {
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gib} GiB, Node ${process.version}`;
};

/** The report for people. */
export const formatReport = (report: FailoverReport): string => {
  const { audit, spectators, faults } = report;
  const kinds = faultKinds.filter((kind) => faults.some((fault) => fault.kind === kind));
  return `# A cluster under faults

\`${report.command}\` on ${report.at.slice(0, 10)}, seed \`${report.seed}\`, ${Math.round(report.seconds / 60)} minutes.
Machine: ${machine()}; agents, processes and databases share it.

${report.members} processes on one PostgreSQL and one Redis, leases of ${report.leaseMs / 1000} s, ${report.matchesAtOnce} matches at a time,
a quarter of them over Colyseus rooms and the rest over the JSON door, ${spectators.count} spectators.

| | |
|---|---|
| Faults | ${faults.length} |
| Matches played | ${audit.matches} |
| of these ended once, verified | ${audit.valid} |
| Changes of process | ${audit.adoptions} |
| Moves acknowledged | ${audit.acknowledged} |
| lost | ${audit.lost} |
| played twice | ${audit.duplicated} |
| Matches left unfinished | ${audit.unfinished} |
| Ledger rows | ${audit.ledgerRows} |
| States seen by spectators | ${spectators.states}, ${spectators.backwards} of them older than one before |
| Spectators without their room | ${spectators.gapsMs.length} times, p50 ${secondsOf(quantileOf(spectators.gapsMs, 0.5))} s, p95 ${secondsOf(quantileOf(spectators.gapsMs, 0.95))} s |

Seconds from the fault to the next acknowledged move of a match that it hit. "After": from the moment when the fault was undone.

| Fault | Times | Matches hit | p50 | p95 | Worst | After, p95 | Never |
|---|---|---|---|---|---|---|---|
${kinds.map((kind) => faultRow(faults, kind)).join('\n')}

${report.violations.length === 0 ? 'Nothing is amiss.' : `Amiss:\n\n${report.violations.map((one) => `* ${one}`).join('\n')}`}
`;
};
