import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AnyGame } from '../games/game.ts';
import { gameById, games } from '../games/registry.ts';
import { stepRng } from '../games/rng.ts';
import { sha256Hex } from '../games/sha256.ts';
import { forgeLog } from './samples/forge.ts';
import { createMatchDraft, type DraftPlan, type FinishedLog } from './samples/match-draft.ts';
import { playRandomly, recordRandomMatch } from './samples/random-play.ts';
import type { ExplainedStep } from './simulate.ts';
import { createSigningKey, createSyncSigner } from './stores/signing-key.ts';
import { ledgerRowOf } from './tally.ts';
import type { Verdict } from './verdict.ts';
import { verifyLog, type VerifyOptions } from './verify.ts';

const arena = createSigningKey();
const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };
const stranger = createSigningKey();
const rps = gameById('rock-paper-scissors')!;
const kuhn = gameById('kuhn-poker')!;
const seed = '00112233445566778899aabbccddeeff';

const verify = (lines: Iterable<string>, more: Partial<VerifyOptions> = {}): Promise<Verdict> =>
  verifyLog(lines, { gameOf: gameById, trustedKeys: [arena.publicKey], ...more });

/** `verify` without all that Node has and a browser does not. */
const browserVerify = async (): Promise<typeof verify> => {
  vi.resetModules();
  vi.doMock('../games/node-crypto.ts', () => ({ nodeCrypto: undefined }));
  const { verifyLog: verifyThere } = await import('./verify.ts');
  return (lines, more) => verifyThere(lines, { gameOf: gameById, trustedKeys: [arena.publicKey], ...more });
};

const planOf = (game: AnyGame, more: Partial<DraftPlan> = {}): DraftPlan => ({
  game,
  config: game.defaults,
  match: 'test-match',
  seed,
  key,
  ...more,
});

const noted = (text: string) => {
  const salt = sha256Hex(text).slice(0, 32);
  const sha256 = sha256Hex(salt + text);
  return {
    ref: { sha256, bytes: Buffer.byteLength(text) },
    line: JSON.stringify({ type: 'note', match: 'test-match', sha256, salt, text }),
  };
};

const notes = ['Paper beats rock.', 'Über den Stein.'].map(noted);

/** Sixty rounds with held actions, refusals, events and notes: lines of every type. */
const recordLongMatch = (): FinishedLog => {
  const plan = planOf(rps, { config: { rounds: 60 }, group: { pair: 'p1' } });
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft, 20);
  draft.event({ kind: 'disconnect', seat: 1, turn: draft.turn() });
  draft.refuse(0, 'illegal', { note: notes[0]!.ref });
  draft.hold(0, 'rock', { usage: { input: 10, costUsd: 0.25 } });
  draft.refuse(1, 'empty');
  draft.event({ kind: 'reconnect', seat: 1 });
  draft.step(new Map([[1, 'paper']]), { note: notes[1]!.ref });
  draft.event({ kind: 'paused', ms: 2500, turn: draft.turn() });
  playRandomly(plan, draft);
  return draft.end('normal');
};

const { lines: chain, row } = recordLongMatch();
const long = [...chain, ...notes.map(({ line }) => line)];
const lastStep = chain.length - 1;

const changeUnit = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

const moved = (lines: readonly string[], change: (lines: string[]) => void): string[] => {
  const copy = [...lines];
  change(copy);
  return copy;
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('../games/node-crypto.ts');
});

describe('a true log', () => {
  test('of any game is valid, and its ledger row can be rebuilt', async () => {
    const whole = fc.record({
      game: fc.constantFrom(...games),
      seed: fc.stringMatching(/^[0-9a-f]{32}$/),
    });
    await fc.assert(
      fc.asyncProperty(whole, async ({ game, seed }) => {
        const config = game.id === 'chess' ? { stepsMax: 80 } : game.defaults;
        const { lines, row } = recordRandomMatch(planOf(game, { config, seed }));
        expect(await verify(lines)).toMatchObject({ status: 'valid', signature: 'trusted', warnings: [] });
        expect(ledgerRowOf(lines, gameById)).toEqual(row);
      }),
      { numRuns: 40 },
    );
  });

  test('with every type of line is valid, with notes and without', async () => {
    const verdict = await verify(long, { strict: true });
    expect(verdict).toMatchObject({ status: 'valid', match: 'test-match', steps: 60 });
    expect(await verify(chain)).toEqual(verdict);
    expect(ledgerRowOf(long, gameById)).toEqual(row);
  });

  test('without its end is unfinished, whatever its length', async () => {
    for (const length of [1, 2, 40, lastStep])
      expect(await verify(chain.slice(0, length))).toMatchObject({
        status: 'unfinished',
        signature: 'unchecked',
      });
  });

  test('has a play that depends on seed and actions alone', async () => {
    const playOf = async (more: Partial<DraftPlan>): Promise<string | undefined> =>
      (await verify(recordRandomMatch(planOf(kuhn, more)).lines)).play;
    const play = await playOf({});
    expect(play).toMatch(/^[0-9a-f]{64}$/);
    expect(await playOf({ match: 'another-match', group: { event: 'e' } })).toBe(play);
    expect(await playOf({ seed: seed.replace('0', '1') })).not.toBe(play);
  });

  test('is explained step by step as the referee sees it', async () => {
    const steps: ExplainedStep[] = [];
    const { lines } = recordRandomMatch(planOf(kuhn, { config: { hands: 2 } }));
    const verdict = await verify(lines, { onStep: (step) => steps.push(step) });
    expect(steps.map(({ n }) => n)).toEqual(Array.from({ length: verdict.steps + 1 }, (_, n) => n));
    const referee: unknown = kuhn.view(kuhn.setup({ hands: 2 }, stepRng(seed, 0)), 'referee');
    expect(steps[0]).toEqual({ n: 0, line: 1, actions: {}, text: kuhn.describe(referee), news: '' });
    expect(steps[1]?.news).not.toBe('');
  });
});

describe('one changed character', () => {
  test('anywhere is found on its line', async () => {
    for (const [at, line] of long.entries()) {
      for (let part = 0; part < 8; part++) {
        const unit = Math.floor(((line.length - 1) * part) / 7);
        const changed = long.with(at, changeUnit(line, unit));
        const { status, line: named, why } = await verify(changed);
        expect({ status, named, unit }).toEqual({ status: 'invalid', named: at + 1, unit });
        expect(why).toMatch(/^[A-Z`].*\.$/s);
      }
    }
  });

  test('of the header or the end is found at every position', async () => {
    const short = recordRandomMatch(planOf(rps, { config: { rounds: 2 } })).lines;
    for (const at of [0, short.length - 1])
      for (let unit = 0; unit < short[at]!.length; unit++) {
        const { status, line } = await verify(short.with(at, changeUnit(short[at]!, unit)));
        expect({ status, line, unit }).toEqual({ status: 'invalid', line: at + 1, unit });
      }
  });
});

describe('lines out of place', () => {
  test('a dropped step is missed where it stood', async () => {
    const { lines } = recordRandomMatch(planOf(kuhn));
    for (const at of [1, 2, 10, 30]) {
      const verdict = await verify(moved(lines, (copy) => copy.splice(at, 1)));
      expect(verdict).toMatchObject({ status: 'invalid', line: at + 1, code: 'numbering' });
    }
  });

  test('a dropped line of another type shows beside its place', async () => {
    const at = chain.findIndex((line) => line.includes('"kind":"paused"'));
    const verdict = await verify(moved(long, (l) => l.splice(at, 1)));
    expect(verdict).toMatchObject({ status: 'invalid', line: at, code: 'chain' });
    expect(verdict.why).toContain('missing');
  });

  test('a missing header is missed on line 1', async () => {
    expect(await verify(long.slice(1))).toMatchObject({ status: 'invalid', line: 1, code: 'order' });
    expect(await verify([])).toMatchObject({ status: 'invalid', line: 1, code: 'empty', match: null });
  });

  test('a repeated line is found at its second place', async () => {
    for (const at of [0, 1, 30, 61, lastStep, chain.length - 1, long.length - 1])
      expect(await verify(moved(long, (l) => l.splice(at, 0, l[at]!)))).toMatchObject({
        status: 'invalid',
        line: at + 2,
      });
  });

  test('exchanged neighbours are found at the first of them', async () => {
    for (let at = 1; at < lastStep; at += 7) {
      const exchanged = moved(long, (l) => l.splice(at, 2, l[at + 1]!, l[at]!));
      expect(await verify(exchanged)).toMatchObject({ status: 'invalid', line: at + 1 });
    }
  });

  test('a note before the end, a line after it and a foreign note are out of place', async () => {
    const note = notes[0]!.line;
    expect(await verify(moved(long, (l) => l.splice(5, 0, note)))).toMatchObject({ line: 6, code: 'order' });
    expect(await verify([...long, chain[0]!])).toMatchObject({ line: long.length + 1, code: 'order' });
    const foreign = note.replace('test-match', 'rest-match');
    expect(await verify([...chain, foreign])).toMatchObject({ line: chain.length + 1, code: 'note' });
    expect(await verify([...long, note])).toMatchObject({ line: long.length + 1, code: 'note' });
  });
});

describe('form', () => {
  test.each([
    ['a repeated member', (line: string) => line.replace('"n":1,', '"n":9,"n":1,'), 'not-plain'],
    ['a stray space', (line: string) => line.replace('"n":1,', '"n": 1,'), 'not-plain'],
    ['an unknown member', (line: string) => line.replace('"n":1,', '"n":1,"x":1,'), 'bad-line'],
    ['no JSON', () => '{', 'bad-line'],
    ['an unknown type', () => '{"type":"move"}', 'bad-line'],
    ['a deep nest', () => '['.repeat(200_000) + ']'.repeat(200_000), 'bad-line'],
  ])('%s is refused', async (_, change, code) => {
    const { lines } = recordRandomMatch(planOf(kuhn));
    expect(await verify(lines.with(1, change(lines[1]!)))).toMatchObject({
      status: 'invalid',
      line: 2,
      code,
    });
  });

  test('nothing that a file holds makes verification throw', async () => {
    const anyLine = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...long));
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 12 }), async (lines) => {
        const { status, why } = await verify(lines);
        expect(status === 'unfinished' || why !== undefined).toBe(true);
      }),
    );
  });
});

describe('keys', () => {
  const forged = forgeLog(chain, createSyncSigner(stranger), (records) => {
    records[0]!['server'] = { version: '0.1.0', key: stranger.publicKey };
    records[0]!['rated'] = false;
  });

  test('a log signed anew is valid, but says that its key is unknown, and fails when strict', async () => {
    const verdict = await verify(forged);
    expect(verdict).toMatchObject({ status: 'valid', signature: 'unknown-key' });
    expect(verdict.warnings.join()).toContain('signed by unknown key');
    const strict = await verify(forged, { strict: true });
    expect(strict).toMatchObject({ status: 'invalid', code: 'unknown-key', line: 1 });
    expect(strict.why).toContain('signed by unknown key');
  });

  test('a log signed anew in the name of a trusted key is invalid', async () => {
    const stolen = forgeLog(chain, createSyncSigner(stranger), (records) => {
      records[0]!['rated'] = false;
    });
    expect(await verify(stolen)).toMatchObject({
      status: 'invalid',
      code: 'signature',
      signature: 'bad',
      line: chain.length,
    });
  });

  test('without Ed25519 the signature is not checked, which is said', async () => {
    const verifyInBrowser = await browserVerify();
    vi.stubGlobal('crypto', {});
    const verdict = await verifyInBrowser(chain);
    expect(verdict).toMatchObject({ status: 'valid', signature: 'unchecked' });
    expect(verdict.warnings.join()).toContain('not checked');
    expect(await verifyInBrowser(chain, { strict: true })).toMatchObject({
      status: 'invalid',
      code: 'unchecked',
    });
  });

  test('a browser comes to the same verdicts', async () => {
    const verifyInBrowser = await browserVerify();
    const end = chain.at(-1)!;
    const resigned = chain.with(-1, changeUnit(end, end.length - 20));
    for (const lines of [long, forged, resigned, chain.slice(0, 9)])
      expect(await verifyInBrowser(lines)).toEqual(await verify(lines));
  });

  test('a log of an unknown game or version is sealed if a trusted key signed it', async () => {
    const sealed = { status: 'sealed', signature: 'trusted', game: { id: rps.id, version: rps.version } };
    const newer = { ...rps, version: rps.version + 1 };
    expect(await verify(chain, { gameOf: () => undefined })).toMatchObject(sealed);
    expect(await verify(chain, { gameOf: () => newer })).toMatchObject(sealed);
    const unknown = { gameOf: () => undefined };
    expect(await verify(forged, unknown)).toMatchObject({ status: 'invalid', code: 'unknown-game' });
    const changed = chain.with(-1, chain.at(-1)!.replace('"pair":"p1"', '"pair":"p2"'));
    expect(await verify(changed, unknown)).toMatchObject({ status: 'invalid', code: 'signature' });
  });
});

describe('what even the arena itself could not pass off', () => {
  type Records = Parameters<Parameters<typeof forgeLog>[2]>[0];
  const at = (type: string, nth = 0) =>
    chain.indexOf(chain.filter((l) => l.startsWith(`{"type":"${type}"`))[nth]!);
  const step = at('step', 20);
  const cases: [string, number, string, (records: Records) => void][] = [
    [
      'another seed',
      chain.length - 1,
      'commitment',
      (r) => {
        r.at(-1)!['seed'] = 'f'.repeat(32);
      },
    ],
    [
      'another match',
      chain.length - 1,
      'commitment',
      (r) => {
        r[0]!['match'] = 'other-match';
      },
    ],
    [
      'a bad config',
      0,
      'config',
      (r) => {
        r[0]!['config'] = { rounds: -1 };
      },
    ],
    [
      'other roles',
      0,
      'seats',
      (r) => {
        r[0]!['roles'] = ['white', 'black'];
      },
    ],
    [
      'a seat too many',
      0,
      'seats',
      (r) => {
        r[0]!['seats'] = [1, 2, 3].map(() => (r[0]!['seats'] as unknown[])[0]);
      },
    ],
    [
      'another state',
      step,
      'state',
      (r) => {
        r[step]!['state'] = '0'.repeat(64);
      },
    ],
    [
      'a missing seat',
      step,
      'actors',
      (r) => {
        r[step]!['actions'] = { 0: 'rock' };
      },
    ],
    [
      'a missing by',
      step,
      'by',
      (r) => {
        r[step]!['by'] = { 0: (r[step]!['by'] as Records)[0] };
      },
    ],
    [
      'another action than was held',
      step,
      'held',
      (r) => {
        r[step]!['actions'] = { 0: 'paper', 1: 'paper' };
      },
    ],
    [
      'exchanged by',
      step,
      'held',
      (r) => {
        const by = r[step]!['by'] as Records;
        r[step]!['by'] = { 0: by[1], 1: by[0] };
      },
    ],
    [
      'an action of another shape',
      step,
      'action',
      (r) => {
        r[step]!['actions'] = { 0: 'rock', 1: 'lizard' };
      },
    ],
    [
      'attempts miscounted',
      step,
      'attempts',
      (r) => {
        const by = r[step]!['by'] as Records;
        r[step]!['by'] = { 0: by[0], 1: { ...by[1], attempts: 1 } };
      },
    ],
    [
      'a refusal of a held seat',
      at('refusal', 1),
      'held',
      (r) => {
        r[at('refusal', 1)]!['seat'] = 0;
      },
    ],
    [
      'a refusal of no seat',
      at('refusal', 1),
      'actors',
      (r) => {
        r[at('refusal', 1)]!['seat'] = 7;
      },
    ],
    [
      'an event of no seat',
      at('event'),
      'event',
      (r) => {
        r[at('event')]!['seat'] = 7;
      },
    ],
    [
      'an event that lacks its seat',
      at('event'),
      'event',
      (r) => {
        delete r[at('event')]!['seat'];
      },
    ],
    [
      'another last state',
      chain.length - 1,
      'state',
      (r) => {
        r.at(-1)!['state'] = '0'.repeat(64);
      },
    ],
    [
      'another outcome',
      chain.length - 1,
      'outcome',
      (r) => {
        r.at(-1)!['outcome'] = { scores: [60, -60], places: [1, 2], reason: 'all-rounds-played' };
      },
    ],
    [
      'no outcome',
      chain.length - 1,
      'outcome',
      (r) => {
        r.at(-1)!['outcome'] = null;
      },
    ],
    [
      'another termination',
      chain.length - 1,
      'outcome',
      (r) => {
        r.at(-1)!['termination'] = 'step-limit';
      },
    ],
    [
      'a fault',
      chain.length - 1,
      'fault',
      (r) => {
        r.at(-1)!['fault'] = { seat: 0, class: 'illegal' };
      },
    ],
  ];
  test.each(cases)('%s', async (_, line, code, edit) => {
    expect(await verify(forgeLog(chain, key.sign, edit))).toMatchObject({
      status: 'invalid',
      signature: 'trusted',
      line: line + 1,
      code,
    });
  });

  test('a refusal of another turn', async () => {
    const line = at('refusal');
    const forged = forgeLog(chain, key.sign, (records) => {
      records[line]!['turn'] = 3;
    });
    expect(await verify(forged)).toMatchObject({ status: 'invalid', line: line + 1, code: 'numbering' });
  });

  test('rules that throw make a finding', async () => {
    const broken: AnyGame = {
      ...rps,
      step: () => {
        throw new Error('no rules');
      },
    };
    const verdict = await verify(chain, { gameOf: () => broken });
    expect(verdict).toMatchObject({ status: 'invalid', code: 'rules-threw', line: 3 });
    expect(verdict.why).toContain('no rules');
  });
});
