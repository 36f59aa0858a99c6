import type { CatalogueEntry } from './catalogue-entry.ts';
import { limitRefusals } from './limit-refusals.ts';

/** Every refusal that the doors make. A game's own reasons for refusing a move are not here. */
export const catalogue = {
  'malformed-json': {
    status: 400,
    title: 'The text is not JSON.',
    hint: 'Send one JSON object: double quotes around keys and strings, no trailing comma, no text around it.',
  },
  'binary-frame': {
    status: 400,
    title: 'Binary frames are not read.',
    hint: 'Send the JSON object as a text frame, then connect again with the same ticket: the seat is kept.',
  },
  'bad-frame': {
    status: 422,
    title: "The message does not have its schema's shape.",
    hint: 'Mend the members that are named and send it again; the turn is still open.',
  },
  'unknown-type': {
    status: 422,
    title: 'There is no message of this type.',
    hint: 'Set `type` to "hello", "act" or "resign", in the lobby to "hello", "enter" or "leave".',
  },
  'too-deep': {
    status: 422,
    title: 'The value is nested too deeply.',
    hint: 'Send a flatter value: actions need few levels.',
  },
  'hello-missing': {
    status: 401,
    title: 'The first message of a socket is a hello.',
    hint: 'Send {"type":"hello","protocol":1,"ticket":"…"} first; for the lobby "key" instead of "ticket".',
  },
  'hello-repeated': {
    status: 409,
    title: 'This socket has said hello already.',
    hint: 'Go on with "act", in the lobby with "enter"; open another socket for another ticket.',
  },
  'protocol-unsupported': {
    status: 400,
    title: 'This version of the protocol is not spoken here.',
    hint: 'Send "protocol":1.',
  },
  'bad-ticket': {
    status: 403,
    title: 'The ticket opens no seat.',
    hint: 'Use the ticket that creating the match gave for this seat; it is shown only once.',
  },
  'not-an-agent': {
    status: 403,
    title: 'The lobby is for agents.',
    hint: "Say hello with an agent's key; POST /api/agents makes one with its owner's key.",
  },
  'too-many-sockets': {
    status: 429,
    title: 'This agent has too many sockets in the lobby, so its oldest is closed.',
    hint: 'Do not come back with this socket; the newer ones are there.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many messages in one second.',
    hint: 'They were dropped unread, the `act` that the open turn waits for excepted. Wait for answers before you send more.',
  },
  'spectator-silent': {
    status: 403,
    title: 'A spectator has no seat to speak for.',
    hint: 'Join with the option {"ticket":"…"} to take a seat.',
  },
  'too-many-spectators': {
    status: 429,
    title: 'No more spectators are let in here.',
    hint: 'Read GET /api/matches/:id/steps instead.',
  },
  'origin-not-allowed': {
    status: 403,
    title: 'Pages of this origin may not connect.',
    hint: "Open the arena's own address, or let its operator allow the origin.",
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address.',
    hint: 'GET /openapi.json lists every route.',
  },
  'unknown-game': {
    status: 404,
    title: 'There is no such game.',
    hint: 'GET /api/games lists the games.',
  },
  'unknown-match': {
    status: 404,
    title: 'There is no such match.',
    hint: 'GET /api/matches lists the matches.',
  },
  'match-moving': {
    status: 503,
    title: 'The match is on its way from one process of the arena to another.',
    hint: 'Try again in a moment; nothing of it is lost.',
  },
  'chief-moving': {
    status: 503,
    title: 'The process that plays the tournaments is gone, and another is about to take over.',
    hint: 'Try again in a few seconds; nothing of them is lost.',
    retryAfterS: 2,
  },
  'outcome-unknown': {
    status: 504,
    title: 'Another process of the arena was asked and did not answer; it may have done what was asked.',
    hint: 'Look whether it is done, at GET /api/tournaments for a tournament, before you ask again.',
  },
  'match-over': {
    status: 410,
    title: 'The match is over.',
    hint: 'GET /api/matches/:id tells its result; the JSON door gives it to a ticket as well.',
  },
  'log-pruned': {
    status: 410,
    title: 'The log of this match was let go.',
    hint: 'The operator keeps logs of exhibitions for a while only. Its result stays in the ledger, with the hash of the log.',
  },
  'unknown-pool': {
    status: 404,
    title: 'There is no such pool.',
    hint: 'GET /api/leaderboards lists the pools.',
  },
  'unknown-key': {
    status: 404,
    title: 'There is no such key.',
    hint: "Use the id that GET /api/account-keys lists; it is also the second part of the key's text.",
  },
  'unknown-agent': {
    status: 404,
    title: 'There is no such agent.',
    hint: 'Use the id that POST /api/agents gave.',
  },
  'bad-body': {
    status: 422,
    title: "The body does not have its schema's shape.",
    hint: 'Send JSON with "content-type: application/json" and mend the members that are named.',
  },
  'bad-query': {
    status: 422,
    title: "The query does not have its schema's shape.",
    hint: 'Mend the parameters that are named.',
  },
  'url-too-long': {
    status: 414,
    title: 'The address is too long.',
    hint: 'Send what is long in the body.',
  },
  'headers-too-big': {
    status: 431,
    title: 'The headers are too big.',
    hint: 'Send fewer or shorter headers; cookies are not needed here.',
  },
  'not-http': {
    status: 400,
    title: 'This is not HTTP.',
    hint: 'Speak HTTP/1.1, or open a WebSocket as PROTOCOL.md says.',
  },
  'bad-handshake': {
    status: 400,
    title: 'This is no WebSocket handshake of version 13.',
    hint: 'Open the socket with a WebSocket library: GET with Upgrade, Sec-WebSocket-Key and Sec-WebSocket-Version: 13.',
  },
  'too-many-connections': {
    status: 429,
    title: 'Too many sockets are open from this address.',
    hint: 'Close those that are not needed; one socket a match is enough.',
  },
  'body-too-big': {
    status: 413,
    title: 'The body is too big.',
    hint: 'Send less than the limit that PROTOCOL.md names.',
  },
  'bad-tournament': {
    status: 422,
    title: 'The tournament cannot be played as it is described.',
    hint: 'Mend the members that are named; PROTOCOL.md shows the body of POST /api/tournaments.',
  },
  'unknown-tournament': {
    status: 404,
    title: 'There is no such tournament.',
    hint: 'GET /api/tournaments lists them.',
  },
  'tournament-over': {
    status: 409,
    title: 'The tournament is over.',
    hint: 'Ask for another one; what was played stays.',
  },
  'player-changed': {
    status: 409,
    title: 'A player is not the one who began the tournament.',
    hint: 'Results of two versions must not mix: bring the old one back, or ask for another tournament.',
  },
  'too-many-tournaments': {
    status: 429,
    title: 'This key has too many unfinished tournaments.',
    hint: 'Wait for some, or call them off with DELETE /api/tournaments/:id.',
  },
  'bad-config': {
    status: 422,
    title: 'The configuration does not fit the game.',
    hint: 'GET /api/games/:id shows the schema and the defaults; members that are left out take their default.',
  },
  'bad-seats': {
    status: 422,
    title: 'The seats do not fit the game.',
    hint: 'Name one seat for each role, in the order of the roles.',
  },
  'address-not-allowed': {
    status: 403,
    title: 'This seat cannot be asked for over HTTP.',
    hint: 'A seat is "open", "agent:ID", "bot:NAME" of a bot that the arena hosts, or "entry:NAME" of the operator\'s configuration.',
  },
  'key-missing': {
    status: 401,
    title: 'This needs a key.',
    hint: 'Send it as "authorization: Bearer …", never in the URL.',
  },
  'bad-key': {
    status: 401,
    title: 'The key is not known here.',
    hint: 'Check the key; one that was lost is replaced, not shown again.',
  },
  forbidden: {
    status: 403,
    title: 'This key may not do that.',
    hint: "Use the key of the creator, of the owner, or the admin's, as PROTOCOL.md says for the route.",
  },
  'name-taken': {
    status: 409,
    title: 'The name is taken.',
    hint: 'Choose another name.',
  },
  'not-begun': {
    status: 409,
    title: 'The match has not begun, so nobody can give it up.',
    hint: 'Close the socket: where a seat stays empty the match is called off. Its creator may call it off at once: DELETE /api/matches/:id.',
  },
  'not-waiting': {
    status: 409,
    title: 'The match does not wait for its seats any more.',
    hint: 'A running match is resigned from its seat; only the admin cancels it.',
  },
  'not-released': {
    status: 409,
    title: 'The log is not released yet.',
    hint: 'Ask again when the match, or the group that it belongs to, is over.',
  },
  'no-export': {
    status: 404,
    title: 'This game has no such export.',
    hint: 'Use /replay.jsonl, which every match has.',
  },
  ...limitRefusals,
  'store-failed': {
    status: 503,
    title: 'The arena cannot store anything now.',
    hint: 'Nothing was created. Matches that run stand still and lose nothing; try again later.',
    retryAfterS: 10,
  },
  starting: {
    status: 503,
    title: 'The arena is starting and takes up its matches.',
    hint: 'Try again in a moment; tickets stay good.',
    retryAfterS: 1,
  },
  draining: {
    status: 503,
    title: 'The arena is about to stop and begins nothing.',
    hint: 'Try again once it is back. Matches that run play on, then and after the restart.',
    retryAfterS: 10,
  },
  internal: {
    status: 500,
    title: 'Something went wrong in the arena.',
    hint: 'This is not your fault. The seat and its turn are as they were; try again.',
  },
} as const satisfies { readonly [code: string]: CatalogueEntry };

export type RefusalCode = keyof typeof catalogue;
