import type { AnyGame } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';
import { commitmentText, signedText, type End, type Header } from './format.ts';
import { readLog, type LogReading, type PlacedEnd } from './reading.ts';
import { verifySignature } from './signing.ts';
import { simulate, type ExplainedStep } from './simulate.ts';
import { finding, type Finding, type Problem, type Verdict, type VerdictSignature } from './verdict.ts';

export interface VerifyOptions {
  readonly gameOf: (id: string) => AnyGame | undefined;
  /** Public keys of the arenas whose signatures count. */
  readonly trustedKeys: readonly string[];
  /** Only a log that a trusted key signed is valid. */
  readonly strict?: boolean;
  /** Told each step that verifies, the setup first. */
  readonly onStep?: (step: ExplainedStep) => void;
}

const checkSignature = async (
  header: Header,
  end: PlacedEnd,
  trustedKeys: readonly string[],
): Promise<VerdictSignature> => {
  const digest = sha256Hex(signedText(end.text));
  const check = await verifySignature(header.server.key, digest, end.record.signature);
  if (check !== 'good') return check;
  return trustedKeys.includes(header.server.key) ? 'trusted' : 'unknown-key';
};

const checkCommitment = (header: Header, end: End): Finding | undefined =>
  sha256Hex(commitmentText(header.match, end.seed)) === header.seedCommitment
    ? undefined
    : finding('commitment', 'The seed is not the one that the header committed to.');

const signatureWarning: { readonly [S in VerdictSignature]?: string } = {
  'unknown-key': 'The log is signed by unknown key: anybody may have made it.',
  unchecked: 'The signature was not checked: Ed25519 is not available here (a browser needs https for it).',
};

const strictFinding = (signature: VerdictSignature): Finding | undefined => {
  if (signature === 'unknown-key')
    return finding(
      'unknown-key',
      'The log is signed by unknown key; strict verification asks for a trusted one.',
    );
  if (signature === 'unchecked')
    return finding('unchecked', 'The signature could not be checked, and strict verification asks for it.');
  return undefined;
};

const baseVerdict = (reading: LogReading): Omit<Verdict, 'status'> => ({
  match: reading.header?.match ?? null,
  game: reading.header?.game ?? null,
  steps: reading.steps,
  signature: 'unchecked',
  warnings: [],
});

const verifyWhole = async (
  reading: LogReading,
  header: Header,
  end: PlacedEnd,
  options: VerifyOptions,
): Promise<Verdict> => {
  const signature = await checkSignature(header, end, options.trustedKeys);
  const commitment = checkCommitment(header, end.record);
  const game = options.gameOf(header.game.id);
  const isPlayable = game !== undefined && game.version === header.game.version;
  const simulated =
    isPlayable && commitment === undefined ? simulate(game, header, reading, end, options.onStep) : undefined;
  const warning = signatureWarning[signature];
  const warnings = warning === undefined ? [] : [warning];
  const base = { ...baseVerdict(reading), signature, warnings };
  const invalid = (line: number, { code, why }: Finding): Verdict => ({
    ...base,
    status: 'invalid',
    line,
    code,
    why,
  });
  const badSignature = finding(
    'signature',
    'The signature is not one by the key in the header: the line was changed.',
  );
  const unbound = commitment ?? (signature === 'bad' ? badSignature : undefined);
  if (!isPlayable) {
    if (unbound !== undefined) return invalid(end.line, unbound);
    if (signature === 'trusted') return { ...base, status: 'sealed' };
    const named = `version ${header.game.version} of ${header.game.id}`;
    return invalid(
      1,
      finding('unknown-game', `This build does not have ${named}, and no trusted key vouches for the log.`),
    );
  }
  if (simulated === undefined) return invalid(end.line, commitment!);
  if ('problem' in simulated) return invalid(simulated.problem.line, simulated.problem);
  if (unbound !== undefined) return invalid(end.line, unbound);
  const unvouched = options.strict === true ? strictFinding(signature) : undefined;
  if (unvouched !== undefined) return invalid(1, unvouched);
  return { ...base, status: 'valid', play: simulated.play, warnings: [...warnings, ...simulated.warnings] };
};

/** A line cut off from the chain is the one that was changed if its own signature is bad too. */
const settleBlame = async (reading: LogReading, problem: Problem): Promise<Problem> => {
  const { header, looseEnd } = reading;
  if (header === undefined || looseEnd === undefined) return problem;
  if ((await checkSignature(header, looseEnd, [])) !== 'bad') return problem;
  const why = `\`prev\` is not the SHA-256 of line ${looseEnd.line - 1}, and the signature is bad: the line was changed.`;
  return { line: looseEnd.line, code: 'chain', why };
};

/**
 * Verifies one log: form, chain, seed commitment and signature, every step by the rules, the end by its evidence.
 * Form and chain come first; then the first line that the rules contradict is named. Needs no network and no
 * `node:*`, and never throws for what a log holds.
 */
export const verifyLog = async (lines: Iterable<string>, options: VerifyOptions): Promise<Verdict> => {
  const reading = readLog(lines);
  const { header, end } = reading;
  if (reading.problem !== undefined) {
    const problem = await settleBlame(reading, reading.problem);
    const { line, code, why } = problem;
    return { ...baseVerdict(reading), status: 'invalid', line, code, why };
  }
  if (header === undefined || end === undefined) return { ...baseVerdict(reading), status: 'unfinished' };
  return verifyWhole(reading, header, end, options);
};
