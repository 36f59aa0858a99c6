import { closeCodes } from '../../server/protocol/constants.js';
import { ArenaError } from './arena-error.js';
import { createSeatRunner } from './seat.js';
const waitMsMin = 250;
const waitMsMax = 10_000;
/** Closures after which coming back is wrong or of no use, and the code of the error that says so. */
const finalCloses = {
    [closeCodes.badTicket]: ['bad-ticket', 'The ticket opens no seat.'],
    [closeCodes.replaced]: ['replaced', 'Another connection has taken this seat.'],
    [closeCodes.tooBig]: ['frame-too-big', 'A frame was larger than the arena accepts.'],
};
const platformTimer = (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
};
const redial = (session, runner, code, reason) => {
    if (!session.isWelcome && !session.isMoving)
        session.movedUrl = undefined;
    // The first hop to another process is taken at once; two that point at each other must not spin.
    const base = session.isMoving && session.attempt === 0 ? 0 : waitMsMin * 2 ** Math.min(session.attempt, 10);
    const spread = session.options.spread ?? Math.random;
    const waitMs = Math.round(Math.min(waitMsMax, base) * (0.5 + spread() / 2));
    session.attempt += 1;
    session.options.onRetry?.({ attempt: session.attempt, waitMs, code, reason });
    session.cancelWait = (session.options.after ?? platformTimer)(waitMs, () => connect(session, runner));
};
const closed = (session, runner, code, reason) => {
    session.link = undefined;
    runner.detach();
    const final = finalCloses[code];
    if (final === undefined) {
        redial(session, runner, code, reason);
        return;
    }
    runner.stop();
    const said = session.lastError;
    session.settle({ error: new ArenaError(said?.code ?? final[0], said?.message ?? final[1], said?.hint) });
};
const received = (session, runner, message) => {
    if (message.type === 'welcome') {
        session.isWelcome = true;
        session.attempt = 0;
        session.lastError = undefined;
    }
    if (message.type === 'error')
        session.lastError = message;
    if (message.type === 'moved') {
        session.movedUrl = message.url;
        session.isMoving = true;
    }
    runner.receive(message);
    session.options.observe?.(message);
};
const connect = (session, runner) => {
    session.isWelcome = false;
    session.isMoving = false;
    session.cancelWait = () => { };
    let isOpen = true;
    const link = session.dial(session.movedUrl, {
        message: (message) => {
            if (isOpen && !session.isSettled)
                received(session, runner, message);
        },
        closed: (code, reason) => {
            if (isOpen && !session.isSettled)
                closed(session, runner, code, reason);
            isOpen = false;
        },
    });
    if (session.isSettled)
        link.close();
    else
        session.link = link;
};
const createSession = (dial, options, resolve, reject) => {
    const session = {
        dial,
        options,
        settle: (result) => {
            if (session.isSettled)
                return;
            session.isSettled = true;
            session.cancelWait();
            session.link?.close();
            if ('end' in result)
                resolve(result.end);
            else
                reject(result.error);
        },
        link: undefined,
        movedUrl: undefined,
        isMoving: false,
        isWelcome: false,
        attempt: 0,
        lastError: undefined,
        isSettled: false,
        cancelWait: () => { },
    };
    return session;
};
/**
 * Plays one match to its end over connections that `dial` opens, coming back for ever when one is lost. Rejects
 * with an `ArenaError` when the arena turns the seat away, with the player's error, or with the signal's reason.
 */
export const playOver = (dial, options) => new Promise((resolve, reject) => {
    const { signal } = options;
    const session = createSession(dial, options, (end) => {
        signal?.removeEventListener('abort', leave);
        resolve(end);
    }, (error) => {
        signal?.removeEventListener('abort', leave);
        reject(error);
    });
    const runner = createSeatRunner({
        player: options.player,
        send: (message) => session.link?.send(message),
        onEnd: (end) => session.settle({ end }),
        onFailure: (error, turn) => session.settle({ error: new Error(`the player failed on turn ${turn.turn}`, { cause: error }) }),
    });
    const leave = () => {
        runner.stop();
        session.settle({ error: signal?.reason });
    };
    if (signal?.aborted === true)
        return leave();
    signal?.addEventListener('abort', leave, { once: true });
    connect(session, runner);
});
