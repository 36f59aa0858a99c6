/** What may be wrong with an agent, and how to mend it. */
export const mends = {
  'never-came':
    'Connect to $AGON_URL at /v1/play, and send {"type":"hello","protocol":1,"ticket":"…"} as the first frame; in the lobby, follow each invite.',
  'ticket-in-url': 'Addresses end up in logs of proxies. Send the ticket in hello alone.',
  'bad-frame':
    'Each frame is a text frame with one JSON object of the shape that PROTOCOL.md has for its type.',
  'frame-too-big': 'A frame holds at most 256 KiB. Cut the reasoning before you send it.',
  'illegal-move':
    'Answer with one of `legal`, as it is, or with text that is one exact notation and nothing around it. Read the rules and the game in `welcome`: not every match is of the same game.',
  'id-reused':
    'Choose a new id for each new answer, unique within the match. Only an act that is sent again after a loss keeps its id.',
  'out-of-turn':
    'Answer `turn` alone, once, with its number; `update` tells of the others. After a loss, answer only the turn that comes.',
  flood: 'Send nothing but an answer for each turn.',
  'too-slow':
    'Answer within `deadline` of the turn: moveMs first, then bankMs. Keep a move ready for when the time runs out.',
  gone: 'Connect again with the same ticket whenever the socket closes, but for 1000, 4003 and 4011, and say hello again.',
  crashed: 'The program ended in the midst of a match. Read what it printed.',
  'came-back':
    'After `end`, after close 1000 and after close 4011 the seat is over for this program: do not connect again.',
  'gave-up':
    'A `refused` leaves the turn open and no new `turn` follows: answer the same turn again, under a new id.',
  stuck: 'Go on with the match: what came is harmless, and the next turn is to be answered.',
} as const;

export type FaultCode = keyof typeof mends;

/** One fault of an agent: what was seen, and what would be right. */
export interface AgentFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly mend: string;
}

export const agentFault = (code: FaultCode, message: string): AgentFault => ({
  code,
  message,
  mend: mends[code],
});
