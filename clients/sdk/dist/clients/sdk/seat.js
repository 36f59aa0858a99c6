import { fitReasoning, fitText } from './fit.js';
import { fullDecision } from './player.js';
/** Lines of news that are kept for a seat between two of its turns; older ones are dropped. */
const newsLinesMax = 500;
/** How often a turn is decided anew because a frame was refused, which costs no attempt. */
const frameErrorsMax = 2;
const randomPrefix = () => {
    const words = crypto.getRandomValues(new Uint32Array(2));
    return [...words].map((word) => word.toString(36)).join('');
};
const isPromise = (value) => typeof value?.then === 'function';
const supersede = (seat) => {
    const { pending } = seat;
    seat.pending = undefined;
    pending?.controller?.abort(new Error('the turn no longer counts'));
};
/** Leaves out members without a value, which a schema of the door would have to allow for. */
const defined = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
const actOf = (seat, turn, decision) => {
    const { action, text, reasoning, usage, source, model, settings, finish } = decision;
    seat.acts += 1;
    return defined({
        type: 'act',
        turn,
        id: `${seat.idPrefix}-${turn}-${seat.acts}`,
        action,
        text: text === undefined ? undefined : fitText(text),
        reasoning: reasoning === undefined ? undefined : fitReasoning(reasoning),
        usage,
        source,
        model,
        settings,
        finish,
    });
};
const answer = (seat, pending, decision) => {
    if (seat.pending !== pending)
        return;
    const full = fullDecision(decision);
    pending.answer = 'resign' in full ? { type: 'resign' } : actOf(seat, pending.turn.turn, full);
    if (seat.isAttached)
        seat.options.send(pending.answer);
};
const fail = (seat, pending, error) => {
    if (seat.pending === pending)
        seat.options.onFailure(error, pending.turn);
};
const decide = (seat, pending, welcome) => {
    let decision;
    try {
        decision = seat.options.player(pending.turn, {
            welcome,
            // Made when it is asked for: most players of simple games never look at it.
            get signal() {
                pending.controller ??= new AbortController();
                return pending.controller.signal;
            },
        });
    }
    catch (error) {
        fail(seat, pending, error);
        return;
    }
    if (!isPromise(decision))
        answer(seat, pending, decision);
    else
        decision.then((made) => answer(seat, pending, made), (error) => fail(seat, pending, error));
};
/** In one process with its arena, a message computes its view, texts and legal actions only when they are read. */
const playerTurn = (message, heard, attempt) => ({
    turn: message.turn,
    get view() {
        return message.view;
    },
    get text() {
        return message.text;
    },
    get legal() {
        return message.legal;
    },
    get news() {
        return heard.flatMap(({ news }) => news ?? []);
    },
    deadline: attempt.deadline,
    attemptsLeft: attempt.attemptsLeft,
    refusal: attempt.refusal,
});
const open = (seat, message, heard, attempt) => {
    supersede(seat);
    if (seat.welcome === undefined)
        throw new Error('a turn came before the welcome');
    const turn = playerTurn(message, heard, attempt);
    seat.pending = { message, heard, turn, sinceMs: seat.now(), answer: undefined, controller: undefined };
    decide(seat, seat.pending, seat.welcome);
};
const receiveWelcome = (seat, message) => {
    seat.welcome = message;
    const sent = seat.pending?.answer;
    if (sent?.type === 'act' && sent.id === message.last?.id)
        supersede(seat);
};
const receiveTurn = (seat, message) => {
    seat.isAttached = true;
    const { pending } = seat;
    if (pending?.turn.turn === message.turn) {
        // The wire was down in between: what was decided is sent again, what is being decided goes on.
        if (pending.answer !== undefined)
            seat.options.send(pending.answer);
        return;
    }
    const heard = [...seat.heard, message];
    seat.heard = [];
    seat.frameErrors = 0;
    open(seat, message, heard, message);
};
/** What is left of a deadline after `spentMs`: the move's own time goes first. */
const shrink = (deadline, spentMs) => {
    const moveMs = deadline.moveMs ?? 0;
    const bankMs = Math.max(0, deadline.bankMs - Math.max(0, spentMs - moveMs));
    return deadline.moveMs === undefined ? { bankMs } : { moveMs: Math.max(0, moveMs - spentMs), bankMs };
};
const retry = (seat, pending, refusal, attemptsLeft) => {
    const deadline = shrink(pending.turn.deadline, Math.round(seat.now() - pending.sinceMs));
    const attempt = { deadline, attemptsLeft, refusal };
    open(seat, pending.message, pending.heard, attempt);
};
const receiveRefused = (seat, message) => {
    const { pending } = seat;
    if (pending?.answer?.type !== 'act' || pending.answer.id !== message.id)
        return;
    if (message.code === 'stale' || message.attemptsLeft === 0)
        supersede(seat);
    else
        retry(seat, pending, { code: message.code, message: message.message }, message.attemptsLeft);
};
const receiveError = (seat, message) => {
    const { pending } = seat;
    if (pending?.answer === undefined || seat.frameErrors === frameErrorsMax)
        return;
    seat.frameErrors += 1;
    const refusal = { code: message.code, message: `${message.message} ${message.hint}`.trim() };
    retry(seat, pending, refusal, pending.turn.attemptsLeft);
};
const end = (seat) => {
    seat.isOver = true;
    supersede(seat);
};
const receive = (seat, message) => {
    if (seat.isOver)
        return;
    switch (message.type) {
        case 'welcome':
            return receiveWelcome(seat, message);
        case 'turn':
            return receiveTurn(seat, message);
        case 'ack':
            if (seat.pending?.answer?.type === 'act' && seat.pending.answer.id === message.id)
                supersede(seat);
            return;
        case 'refused':
            return receiveRefused(seat, message);
        case 'update':
            seat.heard = [...seat.heard, message].slice(-newsLinesMax);
            return;
        case 'error':
            return receiveError(seat, message);
        case 'end':
            end(seat);
            seat.options.onEnd?.(message);
            return;
        case 'moved':
    }
};
/**
 * A state machine from the arena's messages to a seat's. A player that answers without a promise is answered
 * for before `receive` returns, so whoever connects two machines directly must put a queue between them.
 */
export const createSeatRunner = (options) => {
    const seat = {
        options,
        idPrefix: options.idPrefix ?? randomPrefix(),
        now: options.now ?? (() => performance.now()),
        welcome: undefined,
        heard: [],
        pending: undefined,
        acts: 0,
        frameErrors: 0,
        isAttached: false,
        isOver: false,
    };
    return {
        receive: (message) => receive(seat, message),
        detach: () => {
            seat.isAttached = false;
        },
        stop: () => end(seat),
    };
};
