import fc from 'fast-check';
import { routes, type Route } from '../../server/protocol/route-table.ts';
import { bytesOf, edited } from './edits.ts';
import { writeBytes } from './json-door.ts';
import type { Prey } from './prey.ts';

/** Bodies of every route that takes one. */
const bodies = [
  '{"game":"kuhn-poker","config":{"hands":2},"seats":["open","bot:random"],"clock":"bot","attempts":{"max":2,"then":"forfeit"},"legalTold":true,"spectatorDelayMs":5}',
  '{"game":"chess","seats":["open","entry:x"],"clock":{"moveMs":5,"bankMs":5,"incrementMs":5,"disconnectMs":5,"joinMs":5},"seed":"00112233445566778899aabbccddeeff"}',
  '{"name":"deep-thought"}',
  '{"ticket":"m0123456789.0.AAAA","protocol":1}',
  '{"reconnectionToken":"abc"}',
  '{"game":"tic-tac-toe","entrants":["entry:a","entry:b"],"pairs":2}',
];

const queries = [
  '',
  'from=0&limit=5&as=1',
  'game=chess&agent=a&status=over&cursor=x',
  'as=referee',
  'limit=-1',
];

/** Answers that are no fault of the arena. */
const isCoded = (status: number, text: string): boolean =>
  status < 500 || (status === 501 && text.includes('"code"')) || (status === 503 && text.includes('"code"'));

const text = (recorded: readonly string[]): fc.Arbitrary<string> =>
  edited(bytesOf(recorded)).map((bytes) => new TextDecoder().decode(bytes));

/** Words in a path, which reach the arena as they are or escaped. */
const pathOf = (route: string, words: readonly string[]): string => {
  let at = 0;
  return route.replaceAll(/\{\w+\}/g, () =>
    encodeURIComponent((words[at++ % words.length] ?? '').toWellFormed()),
  );
};

const ask = async ({ url }: Prey, method: Route['method'], path: string, body: string): Promise<void> => {
  const hasBody = method === 'POST';
  const headers = { 'content-type': 'application/json', authorization: 'Bearer agon_admin_0' };
  const answer = await fetch(url + path, { method, ...(hasBody && { body, headers }) });
  const told = await answer.text();
  if (!isCoded(answer.status, told)) throw new Error(`${method} ${path} answers ${answer.status}: ${told}`);
};

/** Every route of the documents, and those of the rooms, with changed words, queries and bodies. */
export const requests = (prey: Prey): fc.IAsyncProperty<unknown> => {
  const known = [
    ...routes,
    { method: 'POST' as const, path: '/matchmake/joinById/{id}' },
    { method: 'POST' as const, path: '/matchmake/reconnect/{id}' },
    { method: 'GET' as const, path: '/{file}' },
  ];
  const route = fc.constantFrom(...known.map(({ method, path }) => ({ method, path })));
  const words = fc.array(text([prey.match, 'hall', 'chess', 'tic-tac-toe']), { minLength: 1, maxLength: 2 });
  return fc.asyncProperty(route, words, text(queries), text(bodies), ({ method, path }, named, query, body) =>
    ask(prey, method, `${pathOf(path, named)}?${query.replaceAll('#', '')}`, body),
  );
};

/** Requests that are broken as bytes: lines, headers, lengths and chunks. */
export const requestBytes = (prey: Prey): fc.IAsyncProperty<unknown> => {
  const head = 'Host: a\r\nContent-Type: application/json\r\n';
  const requestOf = (line: string, body: string): string =>
    `${line} HTTP/1.1\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const whole = bytesOf([
    ...bodies.map((body) => requestOf('POST /api/matches', body)),
    requestOf(`GET /api/matches/${prey.match}/steps?from=0`, ''),
    `POST /api/matches HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"gam\r\n3\r\ne":\r\n0\r\n\r\n`,
  ]);
  return fc.asyncProperty(edited(whole), (bytes) => writeBytes(prey, bytes));
};
