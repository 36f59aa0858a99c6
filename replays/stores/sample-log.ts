import { sha256Hex } from '../../games/sha256.ts';
import { chainStart, commitmentText, formatVersion, type Group, type Header } from '../format.ts';
import type { LedgerSeat, UnnumberedLedgerRow } from '../ledger.ts';
import { createRecorder, type Record as LogRecord, type Recorder } from '../record.ts';
import type { Append, Creation, Note, Secrets } from '../store.ts';
import { firstEpoch } from './write.ts';

const at = '2026-01-01T00:00:00.000Z';
const seed = '0123456789abcdef0123456789abcdef';

export interface SampleOptions {
  readonly game?: string;
  readonly agents?: readonly string[];
  readonly group?: Group | null;
  readonly epoch?: number;
  readonly rated?: boolean;
}

/** A log with a real chain, to try stores with: each call gives the next write. */
export interface SampleLog {
  readonly match: string;
  readonly secrets: Secrets;
  readonly creation: Creation;
  /** The next `count` step lines as one append. */
  readonly steps: (count?: number) => Append;
  /** A refusal with its raw text as a note. */
  readonly refusal: (text: string) => Append;
  /** The end line with the ledger's row. */
  readonly end: () => Append;
  /** Every line so far, whether stored or not. */
  readonly lines: () => readonly string[];
}

export const noteOf = (text: string): Note => {
  const salt = sha256Hex(text).slice(0, 32);
  return { sha256: sha256Hex(salt + text), salt, text };
};

interface Subject {
  readonly match: string;
  readonly game: string;
  readonly agents: readonly string[];
  readonly rated: boolean;
}

const headerOf = ({ match, game, agents, rated }: Subject): Header => ({
  type: 'header',
  v: formatVersion,
  prev: chainStart,
  match,
  game: { id: game, version: 1 },
  config: {},
  roles: agents.map((_, seat) => `seat ${seat}`),
  seats: agents.map((agent) => ({ agent, name: agent, owner: 'house', kind: 'bot' })),
  clock: { preset: 'bot', moveMs: 2000, bankMs: 0, incrementMs: 0, disconnectMs: 0, joinMs: 60_000 },
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  rated,
  release: 'group',
  seedCommitment: sha256Hex(commitmentText(match, seed)),
  server: { version: '0.0.0', key: 'none' },
  at,
});

const ledgerSeatOf = (agent: string, seat: number): LedgerSeat => ({
  seat,
  agent,
  owner: 'house',
  role: `seat ${seat}`,
  score: seat === 0 ? 1 : -1,
  place: seat + 1,
  turns: 7,
  refusals: { truncated: 0, empty: 1, unparsable: 2, ambiguous: 3, illegal: 4 },
  tokensIn: seat === 0 ? 812 : null,
  tokensOut: seat === 0 ? 40 : null,
  costUsd: seat === 0 ? 0.1 + 0.2 : null,
  sources: { model: 5, fallback: 1, unsaid: 1 },
  thinkMs: 12.5,
  think: [
    [0, 3],
    [44, 4],
  ],
});

const refusalOf = (turn: number, note: Note): LogRecord => ({
  type: 'refusal',
  turn,
  seat: 0,
  class: 'unparsable',
  code: 'unparsable',
  note: { sha256: note.sha256, bytes: Buffer.byteLength(note.text) },
  at,
});

const endLine = (recorder: Recorder): string => {
  let written = '';
  recorder.end(
    { outcome: null, termination: 'aborted', fault: null, seed, state: sha256Hex('state'), at },
    (_, done) => done('signature'),
    (line) => {
      written = line;
    },
  );
  return written;
};

const ledgerRowOf = (
  { match, game, agents, rated }: Subject,
  group: Group | null,
  steps: number,
  logHash: string,
): UnnumberedLedgerRow => ({
  match,
  game,
  version: 1,
  pool: `${game}/bot`,
  poolHash: sha256Hex(game),
  group,
  seats: agents.map(ledgerSeatOf),
  steps,
  play: sha256Hex(match),
  termination: 'resign',
  fault: { seat: 1, class: 'illegal' },
  rated,
  startedAt: at,
  endedAt: at,
  logHash,
});

export const createSampleLog = (match: string, options: SampleOptions = {}): SampleLog => {
  const {
    game = 'kuhn-poker',
    agents = ['bot:random', 'bot:solver'],
    group = null,
    epoch = firstEpoch,
    rated = true,
  } = options;
  const recorder = createRecorder();
  const header = headerOf({ match, game, agents, rated });
  const lines = [recorder.header(header)];
  const creation: Creation = {
    header,
    line: lines[0]!,
    head: recorder.head(),
    secrets: { seed, hosted: agents, group, creator: null },
  };
  let n = 0;
  const appendOf = (write: () => readonly string[], more: Pick<Append, 'notes'> = {}): Append => {
    const head = recorder.head();
    const added = write();
    lines.push(...added);
    return { match, epoch, head, next: recorder.head(), lines: added, ...more };
  };
  const step = (): string =>
    recorder.step(++n, [{ seat: n % 2, action: 'bet', by: { ms: 3, attempts: 1 } }], sha256Hex(`${n}`), at);
  return {
    match,
    secrets: creation.secrets,
    creation,
    steps: (count = 1) => appendOf(() => Array.from({ length: count }, step)),
    refusal: (text) => {
      const note = noteOf(text);
      return appendOf(() => [recorder.write(refusalOf(n + 1, note))], { notes: [note] });
    },
    end: () => {
      const append = appendOf(() => [endLine(recorder)]);
      const finish = ledgerRowOf({ match, game, agents, rated }, group, n, append.next);
      return { ...append, finish };
    },
    lines: () => lines,
  };
};
