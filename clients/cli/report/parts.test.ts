import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCostChart } from './cost-chart.ts';
import { formatCrosstable } from './crosstable.ts';
import { formatFailures } from './failures.ts';
import { type CostPoint, frontierOf } from './frontier.ts';
import { formatGames } from './games-list.ts';
import { formatPage } from './page.ts';
import { formatWhiskers } from './rating-whiskers.ts';
import { formatSuperiority } from './superiority-matrix.ts';

const evil = `<img src=x onerror="alert('1')">&`;
const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';

const failures = { name: evil, games: 1, forfeits: { timeout: 2 }, refusals: {}, voids: { aborted: 1 } };
const point: CostPoint = { name: evil, rating: 1000, low: 900, high: 1100, cost: 2 };

const parts: readonly (readonly [name: string, html: string])[] = [
  ['whiskers', formatWhiskers([{ ...point, provisional: true }], 1000)],
  [
    'matrix',
    formatSuperiority(
      [evil, 'b'],
      [
        [0.5, 0.9],
        [0.1, 0.5],
      ],
    ),
  ],
  [
    'crosstable',
    formatCrosstable(
      [evil, 'b'],
      [
        [null, { points: 1, games: 2 }],
        [null, null],
      ],
    ),
  ],
  ['chart', formatCostChart([point, { ...point, name: 'b', cost: 9 }], evil)],
  ['failures', formatFailures([failures])],
  [
    'games',
    formatGames([
      { match: evil, game: evil, players: [evil, evil], result: evil, steps: 1, verdict: 'invalid' },
    ]),
  ],
  [
    'page',
    formatPage(
      evil,
      [evil],
      [
        { title: evil, html: '' },
        { title: evil, html: '' },
      ],
    ),
  ],
];

describe('the parts of a report', () => {
  test.each(parts)('%s shows what others wrote as text', (_, html) => {
    expect(html).toContain(escaped);
    expect(html).not.toContain('<img');
  });

  test('a page asks nothing of any other place', () => {
    const page = formatPage(
      'a',
      [],
      parts.map(([title, html]) => ({ title, html })),
    );
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/<script|(src|href)="(?!#)|url\(|@import/);
  });

  test('each log that does not hold is marked', () => {
    const verdicts = ['valid', 'invalid', null] as const;
    const games = verdicts.map((verdict) => ({
      match: 'm',
      game: 'g',
      players: [],
      result: '',
      steps: 1,
      verdict,
    }));
    const html = formatGames(games);
    for (const text of ['1 logs were replayed', '✓ verified', '✗ invalid', 'not checked'])
      expect(html).toContain(text);
  });
});

const points = fc.array(
  fc.record({ rating: fc.integer({ min: 0, max: 50 }), cost: fc.integer({ min: 1, max: 50 }) }),
  { minLength: 1 },
);

test('the frontier holds exactly those whom nobody beats at their cost or less', () => {
  fc.assert(
    fc.property(points, (drawn) => {
      const all = drawn.map((one, at) => ({ ...one, name: String(at), low: 0, high: 0 }));
      const frontier = frontierOf(all);
      const isBeaten = (one: CostPoint): boolean =>
        all.some(
          (other) =>
            other.cost <= one.cost &&
            other.rating >= one.rating &&
            (other.cost < one.cost || other.rating > one.rating),
        );
      // Of equals one stands for all.
      const keyOf = ({ rating, cost }: CostPoint): string => `${rating} at ${cost}`;
      const unbeaten = all.filter((one) => !isBeaten(one)).map(keyOf);
      expect(new Set(frontier.map(keyOf))).toEqual(new Set(unbeaten));
      expect(frontier).toHaveLength(new Set(unbeaten).size);
    }),
  );
});

test('whiskers stay within their track whatever the ratings', () => {
  const rating = fc.float({ min: -4000, max: 4000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(rating, rating, rating), { minLength: 1, maxLength: 5 }), (rows) => {
      const whiskers = rows.map((row) => {
        const [low, middle, high] = [...row].sort((a, b) => a - b);
        return { name: 'a', low: low!, rating: middle!, high: high!, provisional: false };
      });
      for (const [, place] of formatWhiskers(whiskers, 1000).matchAll(/left:(-?[\d.]+)%/g)) {
        expect(Number(place)).toBeGreaterThanOrEqual(0);
        expect(Number(place)).toBeLessThanOrEqual(100);
      }
    }),
  );
});
