/** The version that both doors speak. */
export declare const protocolVersion = 1;
/** The WebSocket subprotocol of the JSON door. */
export declare const subprotocol = "agon.v1";
/** Why a socket is closed by the arena, beyond RFC 6455. */
export declare const closeCodes: {
    readonly normal: 1000;
    readonly goingAway: 1001;
    readonly binary: 1003;
    readonly policy: 1008;
    readonly tooBig: 1009;
    readonly lagging: 4008;
    readonly helloMissing: 4001;
    readonly badTicket: 4003;
    readonly moved: 4010;
    readonly replaced: 4011;
};
