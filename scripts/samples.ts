import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import type { AnyGame, Seat } from '../games/game.ts';
import { gameById, games } from '../games/registry.ts';
import { sha256Hex } from '../games/sha256.ts';
import { formatJsonl } from '../replays/exports/jsonl.ts';
import type { SeatEntry } from '../replays/format.ts';
import { createMatchDraft, type DraftPlan } from '../replays/samples/match-draft.ts';
import { playRandomly, recordRandomMatch } from '../replays/samples/random-play.ts';
import type { Note } from '../replays/store.ts';
import { createSyncSigner, parseSigningKey } from '../replays/stores/signing-key.ts';
import { shortConfigs } from './short-configs.ts';

const folder = new URL('../replays/samples/', import.meta.url);

/** PKCS #8 around the 32 bytes of an Ed25519 private key (RFC 8410). */
const pkcs8Prefix = '302e020100300506032b657004220420';

// Anybody can make this key, so that the samples always come out the same; it is trusted for nothing else.
const privateDer = Buffer.from(pkcs8Prefix + sha256Hex('agon samples'), 'hex').toString('base64');

/** The key that the samples are signed with. */
export const sampleKey = parseSigningKey(
  `-----BEGIN PRIVATE KEY-----\n${privateDer}\n-----END PRIVATE KEY-----\n`,
);

/** Byrne against Fischer, New York 1956. */
const gameOfTheCentury = `
  Nf3 Nf6 c4 g6 Nc3 Bg7 d4 O-O Bf4 d5 Qb3 dxc4 Qxc4 c6 e4 Nbd7 Rd1 Nb6 Qc5 Bg4 Bg5 Na4 Qa3 Nxc3 bxc3 Nxe4 Bxe7 Qb6
  Bc4 Nxc3 Bc5 Rfe8+ Kf1 Be6 Bxb6 Bxc4+ Kg1 Ne2+ Kf1 Nxd4+ Kg1 Ne2+ Kf1 Nc3+ Kg1 axb6 Qb4 Ra4 Qxb6 Nxd1 h3 Rxa2 Kh2
  Nxf2 Re1 Rxe1 Qd8+ Bf8 Nxe1 Bd5 Nf3 Ne4 Qb8 b5 h4 h5 Ne5 Kg7 Kg1 Bc5+ Kf1 Ng3+ Ke1 Bb4+ Kd1 Bb3+ Kc1 Ne2+ Kb1 Nc3+
  Kc1 Rc2#`
  .trim()
  .split(/\s+/);

const gameOf = (id: string): AnyGame => {
  const game = gameById(id);
  if (game === undefined) throw new Error(`no game ${id}`);
  return game;
};

const planOf = (name: string, game: AnyGame): DraftPlan => ({
  game,
  config: game.schemas.config.parse(
    game.id === 'chess' ? game.defaults : (shortConfigs[game.id] ?? game.defaults),
  ),
  match: `sample-${name}`,
  seed: sha256Hex(`agon sample ${name}`).slice(0, 32),
  key: { publicKey: sampleKey.publicKey, sign: createSyncSigner(sampleKey) },
});

const human = (name: string): SeatEntry => ({ agent: `human:${name}`, name, owner: 'house', kind: 'human' });

const chessSample = (): string => {
  const chess = gameOf('chess');
  const plan = { ...planOf('chess', chess), seats: [human('byrne'), human('fischer')] };
  const draft = createMatchDraft(plan);
  for (const san of gameOfTheCentury) {
    const seat = draft.actors()[0]!;
    const parsed = chess.parseAction(san, chess.view(draft.state(), seat));
    if (!('action' in parsed)) throw new Error(`${san}: ${parsed.message}`);
    draft.step(new Map<Seat, unknown>([[seat, parsed.action]]));
  }
  return formatJsonl(plan.match, draft.end('normal').lines, []);
};

const noteOf = (text: string): Note => {
  const salt = sha256Hex(`salt of ${text}`).slice(0, 32);
  return { sha256: sha256Hex(salt + text), salt, text };
};

/** A model that cannot find a free cell, with what it said in notes. */
const forfeitSample = (): string => {
  const model: SeatEntry = { agent: 'entry:model@1', name: 'model', owner: 'house', kind: 'model' };
  const plan = { ...planOf('forfeit', gameOf('tic-tac-toe')), seats: [human('ada'), model] };
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 3);
  const seat = draft.actors()[0]!;
  const notes = ['I take the centre.', '', 'The winning move is j.'].map(noteOf);
  const classes = ['unparsable', 'empty', 'illegal'] as const;
  for (const [at, kind] of classes.entries()) {
    const { sha256, text } = notes[at]!;
    const usage = { input: 400, output: 8 };
    draft.refuse(seat, kind, { usage, note: { sha256, bytes: Buffer.byteLength(text) } });
  }
  const { lines } = draft.end('attempts', { seat, class: 'illegal' }, seat);
  return formatJsonl(plan.match, lines, notes);
};

/** The arena failed while one of two actions was in. */
const voidSample = (): string => {
  const game = gameOf('rock-paper-scissors');
  const plan = planOf('void', game);
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 4);
  draft.hold(1, game.legalActions(draft.state(), 1)[0]);
  draft.event({ kind: 'adopted', turn: draft.turn() });
  draft.event({ kind: 'failure', code: 'nobody-came-back' });
  return formatJsonl(plan.match, draft.end('void-infra').lines, []);
};

const randomSample = (game: AnyGame): string => {
  const plan = planOf(game.id, game);
  return formatJsonl(plan.match, recordRandomMatch(plan).lines, []);
};

/** The text of each sample by its file's name: one a game, one forfeit, one void match. */
export const samples = (): ReadonlyMap<string, string> =>
  new Map([
    ['chess.jsonl', chessSample()],
    ...games
      .filter(({ id }) => id !== 'chess')
      .map((game): [string, string] => [`${game.id}.jsonl`, randomSample(game)]),
    ['forfeit.jsonl', forfeitSample()],
    ['void.jsonl', voidSample()],
  ]);

const main = (isWriting: boolean): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of samples()) {
    const file = new URL(name, folder);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (isWriting) writeFileSync(file, text);
    else process.exitCode = 1;
    console.log(`replays/samples/${name} ${isWriting ? 'written' : 'differs: run with --write'}`);
  }
};

if (import.meta.main) main(process.argv.includes('--write'));
