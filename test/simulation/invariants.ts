import { isDeepStrictEqual } from 'node:util';
import { gameById } from '../../games/registry.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { lineSchema } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { verifyLog } from '../../replays/verify.ts';
import { type FinishedLog, readFinishedLog } from './finished-log.ts';
import type { History, PlayedMatch } from './history.ts';
import { simulatedKey } from './parts.ts';
import { checkAnswers, checkSecrets } from './told.ts';

/** Every acknowledged move is in the log, at its turn, with its action. */
const checkAcked = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  for (const [seat, agent] of match.agents.entries()) {
    for (const { turn, id, action } of agent.acked) {
      const step = log.steps[turn - 1];
      const held = log.held.find((line) => line.turn === turn && line.seat === seat);
      const logged =
        step === undefined
          ? held && { id: held.by.id, action: held.action }
          : { id: step.by[seat]?.id, action: step.actions[seat] };
      if (logged?.id !== id || JSON.stringify(logged.action) !== JSON.stringify(action))
        yield `seat ${seat}'s acknowledged act ${id} for turn ${turn} is not in the log`;
    }
  }
};

const checkIds = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  for (const seat of match.agents.keys()) {
    const ids = log.steps.flatMap((step) => step.by[seat]?.id ?? []);
    if (new Set(ids).size !== ids.length) yield `seat ${seat} played an id twice`;
  }
};

const checkEnd = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  const ends = log.lines.filter((line) => line.startsWith('{"type":"end"'));
  if (ends.length !== 1) yield `${ends.length} ends`;
  for (const [seat, agent] of match.agents.entries()) {
    const told = agent.end();
    if (told === undefined) continue;
    const { outcome, termination, fault } = log.end;
    if (
      JSON.stringify([told.outcome, told.termination, told.fault]) !==
      JSON.stringify([outcome, termination, fault])
    )
      yield `seat ${seat} was told another end`;
  }
};

const checkGroup = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  if (JSON.stringify(log.end.group ?? null) !== JSON.stringify(match.group))
    yield 'its group is not the one planned';
};

/** The harness never decides a game: whoever behaves is not at fault, whatever broke around it. */
const checkHonest = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  const fault = log.end.fault;
  if (fault !== null && match.agents[fault.seat]!.character === 'honest')
    yield `honest seat ${fault.seat} was blamed: ${log.end.termination} (${fault.class})`;
};

/** Only a model whose provider failed makes a match void, and the log says which; only its budget forfeits by budget. */
const checkProvider = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  const { termination, fault } = log.end;
  const failing = (seat: number): boolean => match.agents[seat]?.character === 'failing';
  if (termination === 'void-provider' && !providerSeats(log).some(failing))
    yield 'it is void by a provider that did not fail';
  if (termination === 'budget' && !failing(fault!.seat)) yield 'a seat without a budget spent it';
};

const providerSeats = (log: FinishedLog): readonly number[] =>
  log.lines
    .slice(1)
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .flatMap((line) => (line.type === 'event' && line.kind === 'failure' ? (line.seat ?? []) : []));

/** A history has so few matches that an entry's provider may make one of them void. */
const checkAllowance = function* (logs: readonly FinishedLog[]): Generator<string> {
  const voids = logs
    .filter(({ end }) => end.termination === 'void-provider')
    .map((log) => [...new Set(providerSeats(log))].join());
  if (new Set(voids).size !== voids.length)
    yield 'an entry has more void games than its provider may cost it';
};

/** An agent that stands by and has room for all its matches is never missed: no invitation is lost. */
const checkInvited = function* (match: PlayedMatch, log: FinishedLog): Generator<string> {
  for (const line of log.lines) {
    const { type, kind, seat } = JSON.parse(line) as { type: string; kind?: string; seat?: number };
    if (type === 'event' && kind === 'absent' && match.invited.includes(seat!))
      yield `seat ${seat} stood by in the lobby and was not brought to the match`;
  }
};

const checks = [
  checkAcked,
  checkAnswers,
  checkIds,
  checkEnd,
  checkGroup,
  checkHonest,
  checkInvited,
  checkProvider,
  checkSecrets,
];

/** A match has one row in the ledger, and it is the one that its log gives. */
const checkLedger = function* (
  rows: readonly LedgerRow[],
  { header, lines }: FinishedLog,
): Generator<string> {
  const own = rows.filter(({ match }) => match === header.match);
  if (own.length !== 1) yield `${header.match} is ${own.length} times in the ledger`;
  for (const { seq: _, prev: __, ...row } of own)
    if (!isDeepStrictEqual(row, ledgerRowOf(lines, gameById)))
      yield `${header.match} has another row in the ledger than its log gives`;
};

/** What the store said was durable is in the log. */
const checkPromises = function* (
  promised: History['promised'],
  { header, lines }: FinishedLog,
): Generator<string> {
  const heads = new Set(lines.map(sha256Hex));
  for (const { match, head } of promised)
    if (match === header.match && !heads.has(head)) yield `${match} has lost what was durable`;
};

/** Everything that must hold after a history; each violation as a sentence. */
export const violationsOf = async (history: History): Promise<readonly string[]> => {
  const found: string[] = [...history.violations];
  if (!history.isFinished) found.push('not every match ended');
  const logs: FinishedLog[] = [];
  for (const match of history.matches) {
    const lines = await history.disk.read(match.id);
    if (lines === undefined || !lines.at(-1)!.startsWith('{"type":"end"')) {
      found.push(`${match.id} has no finished log`);
      continue;
    }
    const verdict = await verifyLog(lines, { gameOf: gameById, trustedKeys: [simulatedKey] });
    if (verdict.status !== 'valid' || verdict.signature !== 'trusted')
      found.push(`${match.id} does not verify: ${JSON.stringify(verdict)}`);
    const log = readFinishedLog(lines);
    logs.push(log);
    for (const check of checks)
      for (const violation of check(match, log)) found.push(`${match.id}: ${violation}`);
  }
  found.push(...checkAllowance(logs));
  for (const { id, group } of history.matches)
    if (group !== null && !(await history.disk.isGroupOver(id))) found.push(`${id}: its group is not over`);
  const orphans = await history.disk.list({ status: 'running' }, 10);
  for (const { match } of orphans.items) found.push(`${match} is unfinished on the disk`);
  const rows = await history.disk.ledger(0, 1000);
  for (const log of logs) found.push(...checkLedger(rows, log), ...checkPromises(history.promised, log));
  return found;
};
