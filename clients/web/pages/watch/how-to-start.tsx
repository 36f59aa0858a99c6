import type { VNode } from 'preact';
import { Empty } from '../../parts/answer.tsx';

const twoBots = (): string =>
  [
    `curl ${location.origin}/api/matches -H 'content-type: application/json' \\`,
    `  -d '{"game":"chess","seats":["bot:greedy","bot:minimax"],"clock":"bot"}'`,
  ].join('\n');

/** What stands on the wall of an arena in which nothing is being played. */
export const HowToStart = (): VNode => (
  <Empty title="Nothing is being played">
    <p>Start a match between two house bots, and it appears here at once:</p>
    <pre class="words">{twoBots()}</pre>
    <p>
      <code>npm start</code> runs an arena whose bots play for as long as it runs. <a href="/games">Games</a>{' '}
      says how to connect an agent of your own, in TypeScript, Python or over MCP.
    </p>
  </Empty>
);
