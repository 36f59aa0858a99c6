import { request } from 'node:http';

/** Creators without a key are told apart by their address, and one may have 100 matches unfinished at once. */
const sourceAddresses = 64;
const createdAtOnce = 16;

interface Created {
  readonly tickets: readonly string[];
}

const post = (url: string, body: unknown, localAddress: string): Promise<Created> =>
  new Promise((resolve, reject) => {
    const asked = request(
      `${url}/api/matches`,
      { method: 'POST', localAddress, headers: { 'content-type': 'application/json' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => {
          if (answer.statusCode === 201) resolve(JSON.parse(text) as Created);
          else reject(new Error(`${url}: ${answer.statusCode} ${text}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });

/** Creates matches of two open seats over HTTP, the n-th at the n-th process and on round them; answers their tickets. */
export const createMatches = async (
  urls: readonly string[],
  game: string,
  count: number,
): Promise<readonly (readonly string[])[]> => {
  const tickets: (readonly string[])[] = [];
  let next = 0;
  const createOn = async (): Promise<void> => {
    while (next < count) {
      const at = next++;
      const from = `127.0.0.${1 + (at % sourceAddresses)}`;
      const body = { game, seats: ['open', 'open'] };
      tickets[at] = (await post(urls[at % urls.length]!, body, from)).tickets;
    }
  };
  await Promise.all(Array.from({ length: createdAtOnce }, createOn));
  return tickets;
};
