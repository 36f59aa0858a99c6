/** The version that both doors speak. */
export const protocolVersion = 1;

/** The WebSocket subprotocol of the JSON door. */
export const subprotocol = 'agon.v1';

/** Why a socket is closed by the arena, beyond RFC 6455. */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  binary: 1003,
  policy: 1008,
  tooBig: 1009,
  internal: 1011,
  lagging: 4008,
  helloMissing: 4001,
  badTicket: 4003,
  moved: 4010,
  replaced: 4011,
} as const;
