import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PublicStep } from '../api/answers.ts';
import { addGlimpse, firstMissing, mergeSteps, type Frame } from './frame.ts';

const told = (n: number): PublicStep => ({ n, view: n, text: `t${n}`, news: `n${n}`, by: {}, clocks: [] });
const seen = (n: number) => ({ step: n, view: n, text: `t${n}`, news: `n${n}`, clocks: [] });

/** What reaches a page in any order: a page of steps from somewhere, or the room at some step. */
const arrivals = fc.array(
  fc.oneof(
    fc.record({ from: fc.nat(40), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ glimpse: fc.nat(40) }),
  ),
  { maxLength: 60 },
);

test('whatever arrives in whatever order, the frames are the steps from 0 without a gap', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      let frames: readonly Frame[] = [];
      for (const one of all) {
        const before = frames.length;
        frames =
          'glimpse' in one
            ? addGlimpse(frames, seen(one.glimpse))
            : mergeSteps(
                frames,
                Array.from({ length: one.count }, (_, at) => told(one.from + at)),
              );
        expect(frames.length).toBeGreaterThanOrEqual(before);
      }
      expect(frames.map(({ n }) => n)).toEqual(frames.map((_, at) => at));
    }),
  );
});

test('asking for what is missing until nothing is leads to all steps, told in full', () => {
  fc.assert(
    fc.property(arrivals, fc.nat(40), (all, last) => {
      let frames: readonly Frame[] = [];
      for (const one of all)
        if ('glimpse' in one && one.glimpse <= last) frames = addGlimpse(frames, seen(one.glimpse));
      for (let asked = 0; asked <= last; asked++) {
        const from = firstMissing(frames, last);
        if (from === undefined) break;
        frames = mergeSteps(frames, [told(from)]);
      }
      expect(firstMissing(frames, last)).toBeUndefined();
      expect(frames).toEqual(Array.from({ length: last + 1 }, (_, n) => told(n)));
    }),
  );
});
