import type { Act, ServerMessage } from '../../../server/protocol/messages.ts';
import type { Script, Trial } from './trial.ts';

/** One check of the gauntlet. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** A fresh script for one match. */
  readonly script: () => Script;
  /** What is to be said when the script was not finished before the match was over. */
  readonly unfinished?: { readonly code: 'gave-up' | 'stuck' | 'gone'; readonly message: string };
  /** The arena gives the agent this long for a move instead of what was asked for. */
  readonly moveMs?: number;
}

const isTurn = (message: ServerMessage): message is Extract<ServerMessage, { type: 'turn' }> =>
  message.type === 'turn';

/** Counts the acknowledged turns, and finishes after so many. */
const finishAfter = (acksMax: number) => {
  const turns = new Set<number>();
  return (message: ServerMessage, trial: Trial): void => {
    if (message.type !== 'ack') return;
    turns.add(message.turn);
    if (turns.size === acksMax) trial.finish();
  };
};

/** Nothing is done to the frames; finishes when the first move is stored. */
export const firstTurn: Check = {
  id: 'first-turn',
  title: 'answers its first turn',
  script: () => {
    const count = finishAfter(1);
    return {
      fromArena: (message, _, trial) => {
        count(message, trial);
        return message;
      },
    };
  },
};

const wholeMatch: Check = { id: 'whole-match', title: 'plays a match to its end', script: () => ({}) };

const refused: Check = {
  id: 'refused',
  title: 'answers again after a refusal',
  unfinished: { code: 'gave-up', message: 'A refused move was not followed by another one.' },
  script: () => {
    const count = finishAfter(1);
    return {
      fromAgent: (act, _, trial) => {
        if (trial.acts.length > 1) {
          if (trial.ours.has(act.id))
            trial.fault('id-reused', 'The answer after a refusal had the id of the refused one.');
          return act;
        }
        trial.ours.add(act.id);
        return {
          type: 'act',
          turn: act.turn,
          id: act.id,
          text: 'a move of the gauntlet that nobody can read',
        };
      },
      fromArena: (message, _, trial) => {
        count(message, trial);
        return message;
      },
    };
  },
};

const stale: Check = {
  id: 'stale',
  title: 'goes on after a stale answer and an error',
  unfinished: { code: 'stuck', message: 'After a stale refusal and an error the agent played no more.' },
  script: () => {
    const count = finishAfter(2);
    let isSent = false;
    return {
      fromArena: (message, tap, trial) => {
        count(message, trial);
        if (isTurn(message) && trial.acts.length > 0 && !isSent) {
          isSent = true;
          const late: Act = { ...trial.acts[0]!, id: 'gauntlet-stale' };
          trial.ours.add(late.id);
          tap.toArena(late);
        }
        return message;
      },
    };
  },
};

const duplicate: Check = {
  id: 'duplicate',
  title: 'bears an answer that is acknowledged twice',
  unfinished: { code: 'stuck', message: 'After a second ack of the same act the agent played no more.' },
  script: () => {
    const count = finishAfter(3);
    return {
      fromAgent: (act, tap) => {
        tap.toArena(act);
        return act;
      },
      fromArena: (message, _, trial) => {
        count(message, trial);
        return message;
      },
    };
  },
};

/** Three losses: an act on its way, an ack on its way, a turn just read. */
const reconnect: Check = {
  id: 'reconnect',
  title: 'comes back after a lost connection, and plays on',
  unfinished: { code: 'gone', message: 'After a lost connection the agent did not play on.' },
  script: () => {
    const lost = { act: false, ack: false, turn: false };
    const count = finishAfter(3);
    return {
      fromAgent: (act, tap) => {
        if (lost.act) return act;
        lost.act = true;
        tap.cut();
        return undefined;
      },
      fromArena: (message, tap, trial) => {
        count(message, trial);
        if (message.type === 'ack' && !lost.ack) {
          lost.ack = true;
          tap.cut();
          return undefined;
        }
        if (isTurn(message) && lost.ack && !lost.turn) {
          lost.turn = true;
          tap.toAgent(message);
          tap.cut();
          return undefined;
        }
        return message;
      },
    };
  },
};

const tooBig: Check = {
  id: 'too-big',
  title: 'comes back after a frame that was too big',
  unfinished: { code: 'gone', message: 'After close 1009 the agent did not come back.' },
  script: () => {
    let isClosed = false;
    const count = finishAfter(1);
    return {
      fromAgent: (act, tap) => {
        if (isClosed) return act;
        isClosed = true;
        tap.close(1009, 'too big');
        return undefined;
      },
      fromArena: (message, _, trial) => {
        count(message, trial);
        return message;
      },
    };
  },
};

const largeUnits = 300_000;

const unknownMembers: Check = {
  id: 'unknown-members',
  title: 'reads large messages, and ignores members that it does not know',
  unfinished: {
    code: 'stuck',
    message: `A turn with an unknown member of ${largeUnits} characters was not answered.`,
  },
  script: () => {
    const count = finishAfter(1);
    return {
      fromArena: (message, _, trial) => {
        count(message, trial);
        return { ...JSON.parse(JSON.stringify(message)), later: 'x'.repeat(largeUnits) } as object;
      },
    };
  },
};

const deadline: Check = {
  id: 'deadline',
  title: 'accepts a match that was lost by time',
  moveMs: 300,
  script: () => ({ isTimeoutExpected: true, fromAgent: () => undefined }),
};

const replaced: Check = {
  id: 'replaced',
  title: 'stays away when another connection has its seat',
  script: () => ({
    fromArena: (message, tap, trial) => {
      if (message.type !== 'ack') return message;
      trial.overBy = 'close 4011';
      tap.toAgent(message);
      tap.close(4011, 'another socket took this seat');
      trial.finish();
      return undefined;
    },
  }),
};

/** Every check but the first turn of each game. */
export const checks: readonly Check[] = [
  wholeMatch,
  refused,
  stale,
  duplicate,
  reconnect,
  tooBig,
  unknownMembers,
  deadline,
  replaced,
];
