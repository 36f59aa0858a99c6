import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBriefMemory } from '../clients/sdk/brief.ts';
import { turnMessage } from '../clients/sdk/fixtures.ts';
import type { Json } from '../games/game.ts';
import { gameById } from '../games/registry.ts';
import { createBench, join, joinBoth, play, type TestWire } from '../server/arena/test-bench.ts';
import { noBriefTold, tellView } from '../server/match/brief.ts';

const briefs = fc.constantFrom<Json>({ a: 1 }, { a: 2 }, 'text', null, 0, [1]);
const objects = fc.record({ brief: briefs, n: fc.integer() }, { requiredKeys: ['n'] });
const views: fc.Arbitrary<Json> = fc.oneof(
  { weight: 9, arbitrary: objects },
  fc.jsonValue() as fc.Arbitrary<Json>,
);

/** No brief and one that is null are alike. */
const plain = (view: Json): Json => {
  if (typeof view !== 'object' || view === null || Array.isArray(view)) return view;
  const { brief, ...rest } = view as { readonly [member: string]: Json };
  return brief === undefined || brief === null ? rest : view;
};

test('what a client puts back is the view, whatever comes on one socket', () => {
  fc.assert(
    fc.property(fc.array(views), (given) => {
      let told = noBriefTold;
      const restore = createBriefMemory();
      for (const view of given) {
        const sent = tellView(view, told);
        ({ told } = sent);
        const frame = JSON.parse(JSON.stringify(turnMessage(1, { view: sent.view })));
        expect(plain(restore(frame).view)).toEqual(JSON.parse(JSON.stringify(plain(view))));
      }
    }),
  );
});

const ticTacToe = gameById('tic-tac-toe')!;
let brief: Json = { map: 'x'.repeat(20) };
/** A game whose views have a large constant part. */
const briefed = {
  ...ticTacToe,
  view: (state: unknown, viewer: never) => ({ ...(ticTacToe.view(state, viewer) as object), brief }),
};

const briefsOf = (wire: TestWire): (Json | undefined)[] =>
  wire.told.flatMap((message) =>
    message.type === 'turn' || message.type === 'update'
      ? [(message.view as { readonly brief?: Json }).brief]
      : [],
  );

test('each socket of a seat is told a brief once, and again when it has changed', async () => {
  const bench = createBench({ gameOf: () => briefed });
  const { match } = await bench.create({ game: briefed });
  const [first, second] = joinBoth(match);
  play(match, 0, 1, 'a', 'A');
  play(match, 1, 2, 'x', 'B');
  const map = { map: 'x'.repeat(20) };
  expect(briefsOf(first)).toEqual([map, undefined, undefined]);
  expect(briefsOf(second)).toEqual([map, undefined]);
  const again = join(match, 0);
  expect(briefsOf(again)).toEqual([map]);
  brief = { map: 'y' };
  play(match, 0, 3, 'b', 'C');
  play(match, 1, 4, 'y', 'D');
  expect(briefsOf(again)).toEqual([map, { map: 'y' }, undefined]);
  expect(match.publicState().view).toMatchObject({ brief });
});
