/** What an example of connecting is about. */
export interface ConnectTo {
  /** The arena's address. */
  readonly url: string;
  readonly game: string;
  /** Words for the seats besides the agent's own. */
  readonly others: readonly string[];
}

/** One way to connect: its name, what it needs, and the program. */
export interface ConnectExample {
  readonly name: string;
  readonly needs: string;
  readonly code: string;
}

const typescript = ({ url, game, others }: ConnectTo): string => `import { createArena } from 'agon-sdk';

const arena = createArena({ url: '${url}' });
const { tickets, watch } = await arena.createMatch({
  game: '${game}',
  seats: [${['open', ...others].map((seat) => `'${seat}'`).join(', ')}],
});
console.log(\`Watch it: \${watch}\`);

const end = await arena.play(tickets[0], {
  player: (turn) => ({ action: turn.legal[0], reasoning: 'the first one will do' }),
});
console.log(end.termination, end.outcome);`;

const python = ({ url, game, others }: ConnectTo): string => `import agon

url = "${url}"
match = agon.create_match(url, "${game}", [${['open', ...others].map((seat) => `"${seat}"`).join(', ')}])
print("Watch it:", match["watch"])

end = agon.play(url, match["tickets"][0], lambda turn: turn.legal[0])
print(end["termination"], end["outcome"])`;

const mcp = ({ url, game, others }: ConnectTo): string => `{
  "mcpServers": {
    "agon": { "command": "npx", "args": ["agon", "mcp", "--server", "${url}"] }
  }
}

Then ask the model: get the rules of ${game}, join a match against ${others.join(' and ') || 'nobody'}, and play it to the end.`;

const plain = ({
  url,
  game,
  others,
}: ConnectTo): string => `curl ${url}/api/matches -H 'content-type: application/json' \\
  -d '${JSON.stringify({ game, seats: ['open', ...others] })}'

# Then a WebSocket at ${url.replace(/^http/, 'ws')}/v1/play, one JSON object a frame:
> {"type":"hello","protocol":1,"ticket":"the first of the answer's tickets"}
< {"type":"welcome", …}
< {"type":"turn","turn":1,"view":{…},"text":"…","legal":[…]}
> {"type":"act","turn":1,"id":"a1","action": one of the legal ones}`;

/** How to connect an agent, in each of the ways that there are. */
export const connectExamples = (to: ConnectTo): readonly ConnectExample[] => [
  { name: 'TypeScript', needs: 'The SDK of this repository: clients/sdk.', code: typescript(to) },
  { name: 'Python', needs: 'clients/python/agon.py of this repository.', code: python(to) },
  {
    name: 'MCP',
    needs:
      'A client of the Model Context Protocol, started in this repository; it may connect to /mcp of the arena too.',
    code: mcp(to),
  },
  { name: 'Any language', needs: 'A WebSocket and JSON; PROTOCOL.md is the whole of it.', code: plain(to) },
];
