import type { EndMessage } from '../sdk/messages.ts';
import type { ServedMatch, ServeStatus } from '../sdk/serve.ts';
import type { Output } from './output.ts';

const words: { readonly [Lobby in ServeStatus['lobby']]: string } = {
  connecting: 'connecting',
  entered: 'in the lobby',
  lost: 'the connection is lost; trying again',
  left: 'out of the lobby',
};

/** What a result came to for one seat; undefined where nobody's strength shows. */
const verdictOf = ({ outcome }: EndMessage, seat: number): 'won' | 'drawn' | 'lost' | undefined => {
  const place = outcome?.places[seat];
  if (place === undefined || place === null) return undefined;
  const isShared = outcome!.places.filter((other) => other === place).length > 1;
  if (isShared && outcome!.places.every((other) => other === place)) return 'drawn';
  return place === 1 ? 'won' : 'lost';
};

/** What an agent that stands by tells its operator. */
export interface AgentStatus {
  show(status: ServeStatus): void;
  ended(match: ServedMatch, end: EndMessage): void;
  gaveUp(match: ServedMatch, error: unknown): void;
}

/** A status line that is written over on a terminal; elsewhere a line whenever the connection changes. */
export const createAgentStatus = (
  output: Output,
  stream: NodeJS.WriteStream = process.stderr,
): AgentStatus => {
  const counts = { won: 0, drawn: 0, lost: 0, void: 0, 'given up': 0 };
  let current: ServeStatus = { lobby: 'connecting', playing: 0 };
  let lastLobby: ServeStatus['lobby'] | undefined;
  const draw = (): void => {
    if (output.isJson || !stream.isTTY) return;
    const tally = Object.entries(counts).flatMap(([word, count]) =>
      count === 0 ? [] : [`${count} ${word}`],
    );
    const line = [words[current.lobby], `playing ${current.playing}`, ...tally].join(' · ');
    stream.write(`\r\u001B[K${line.slice(0, Math.max(20, stream.columns - 1))}`);
  };
  const print = (line: string): void => {
    if (!output.isJson && stream.isTTY) stream.write('\r\u001B[K');
    output.text(line);
    draw();
  };
  return {
    show: (status) => {
      current = status;
      output.data({ type: 'status', ...status });
      if (status.lobby !== lastLobby && !stream.isTTY) output.text(words[status.lobby]);
      lastLobby = status.lobby;
      draw();
    },
    ended: (match, end) => {
      const verdict = verdictOf(end, match.seat) ?? 'void';
      counts[verdict] += 1;
      const { outcome, termination, fault } = end;
      output.data({ type: 'end', ...match, verdict, outcome, termination, fault });
      print(`${match.game}  ${match.match}  ${verdict}  ${outcome?.reason ?? termination}`);
    },
    gaveUp: (match, error) => {
      counts['given up'] += 1;
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
      const message = cause instanceof Error ? cause.message : String(cause);
      output.data({ type: 'gave-up', ...match, message });
      print(`${match.game}  ${match.match}  given up: ${message}`);
    },
  };
};
