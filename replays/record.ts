import type { Outcome } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';
import { chainStart, type By, type End, type Event, type Header, type Held, type Refusal } from './format.ts';
import type { PlayedAction } from './play.ts';

type Body<T> = Omit<T, 'type' | 'prev'>;

/** What a recorder chains: every record but the end, which needs a signature first. */
export type Record =
  | ({ readonly type: 'held' } & Body<Held>)
  | ({ readonly type: 'refusal' } & Body<Refusal>)
  | ({ readonly type: 'event' } & Body<Event>);

/** Writes the lines of one log and knows the head of its chain. It appends nowhere: the caller stores the lines. */
export interface Recorder {
  /** SHA-256 of the last line. */
  readonly head: () => string;
  /** The first line. */
  readonly header: (header: Header) => string;
  readonly write: (record: Record) => string;
  readonly step: (n: number, played: readonly PlayedAction[], state: string, at: string) => string;
  /** Calls `sign` with the digest to sign; the line is `done` when the signature comes. */
  readonly end: (
    body: Omit<Body<End>, 'signature' | 'outcome'> & { readonly outcome: Outcome | null },
    sign: Sign,
    done: (line: string) => void,
  ) => void;
}

/** As JSON.stringify writes it, at half its cost for what most moves are; one by a model claims more. */
const byText = (by: By): string => {
  const { id, ms, attempts, source } = by;
  const isPlain =
    by.usage === undefined &&
    by.model === undefined &&
    by.settings === undefined &&
    by.finish === undefined &&
    by.note === undefined;
  if (!isPlain) return JSON.stringify(by);
  const idText = id === undefined ? '' : `"id":${JSON.stringify(id)},`;
  return `{${idText}"ms":${ms},"attempts":${attempts}${source === undefined ? '' : `,"source":"${source}"`}}`;
};

/** The members of a step that are objects by seat. Mostly one seat acts, whose text is made of few pieces. */
const playedText = (played: readonly PlayedAction[]): string => {
  if (played.length === 1) {
    const { seat, action, by } = played[0]!;
    return `"actions":{"${seat}":${JSON.stringify(action)}},"by":{"${seat}":${byText(by)}}`;
  }
  const actions = played.map(({ seat, action }) => `"${seat}":${JSON.stringify(action)}`);
  const how = played.map(({ seat, by }) => `"${seat}":${byText(by)}`);
  return `"actions":{${actions.join(',')}},"by":{${how.join(',')}}`;
};

/** Signs 64 hexadecimal digits of a digest; answers base64url. May answer later. */
export type Sign = (digest: string, done: (signature: string) => void) => void;

const isBase64Url = /^[\w-]*$/;

/** A recorder that goes on from `head`, or starts a new log. */
export const createRecorder = (from: string = chainStart): Recorder => {
  let head = from;
  const chained = (line: string): string => {
    head = sha256Hex(line);
    return line;
  };
  return {
    head: () => head,
    header: (header) => chained(JSON.stringify(header)),
    write: ({ type, ...body }) => chained(JSON.stringify({ type, prev: head, ...body })),
    // Built by hand: this is the line of every move, and JSON.stringify of the whole costs twice as much.
    step: (n, played, state, at) =>
      chained(
        `{"type":"step","prev":"${head}","n":${n},${playedText(played)},"state":"${state}","at":"${at}"}`,
      ),
    end: (body, sign, done) => {
      const unsigned = `{"type":"end","prev":"${head}",${JSON.stringify(body).slice(1)}`;
      sign(sha256Hex(unsigned), (signature) => {
        if (!isBase64Url.test(signature)) throw new Error('a signature is no base64url');
        done(chained(`${unsigned.slice(0, -1)},"signature":"${signature}"}`));
      });
    },
  };
};
