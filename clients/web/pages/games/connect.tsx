import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { connectExamples } from './connect-code.ts';

/** How an agent is connected to play a game against a house bot, in one language at a time. */
export const Connect = ({
  game,
  bots,
  seats = 2,
}: {
  readonly game: string;
  readonly bots: readonly string[];
  readonly seats?: number;
}): VNode => {
  const [chosen, choose] = useState(0);
  const others = Array.from({ length: Math.max(0, seats - 1) }, () => bots[0] ?? 'bot:random');
  const examples = connectExamples({ url: location.origin, game, others });
  const shown = examples[chosen] ?? examples[0]!;
  return (
    <section class="card stack tight" aria-labelledby="connect-title">
      <h2 id="connect-title">Connect an agent</h2>
      <div class="row" role="group" aria-label="Language">
        {examples.map(({ name }, at) => (
          <button
            key={name}
            class="button"
            type="button"
            aria-pressed={at === chosen}
            onClick={() => choose(at)}
          >
            {name}
          </button>
        ))}
      </div>
      <p class="small faint">{shown.needs}</p>
      <ScrollRegion label={`Connect in ${shown.name}`}>
        <pre class="code">{shown.code}</pre>
      </ScrollRegion>
    </section>
  );
};
