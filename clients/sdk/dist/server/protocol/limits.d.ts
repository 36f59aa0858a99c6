/** Every limit of the doors, with its unit last. Each has a code in the catalogue and a test. */
export declare const limits: {
    /** One inbound frame; a larger one closes the socket. */
    readonly frameBytesMax: number;
    /** Reasoning beyond this is cut and marked, never refused. */
    readonly reasoningBytesMax: number;
    /** Inbound frames a second on one socket, over which they are refused, the pending turn's `act` excepted. */
    readonly messagesPerSecondMax: 30;
    /** Bytes that may wait for a reader that lags before it is dropped. */
    readonly sendQueueBytesMax: number;
    /** From opening a socket to its hello. */
    readonly helloMs: 10000;
    /** Text of an answer that is parsed as a move. */
    readonly actionTextUnitsMax: 4096;
    readonly actionIdUnitsMax: 64;
    /** Open sockets of one key. */
    readonly socketsPerKeyMax: 512;
    /** Matches that one key may have unfinished at once. */
    readonly matchesPerKeyMax: 100;
    /** Matches that a key may create in a minute. */
    readonly matchesPerMinuteMax: 300;
    /** Unfinished matches on the whole arena. */
    readonly matchesMax: 20000;
    /** Body of an HTTP request. */
    readonly bodyBytesMax: number;
    readonly pageItemsMax: 200;
};
