/** Every limit of the doors, with its unit last. Each has a code in the catalogue and a test. */
export const limits = {
  /** One inbound frame; a larger one closes the socket. */
  frameBytesMax: 256 * 1024,
  /** Reasoning beyond this is cut and marked, never refused. */
  reasoningBytesMax: 64 * 1024,
  /** Inbound frames a second on one socket, over which they are refused, the pending turn's `act` excepted. */
  messagesPerSecondMax: 30,
  /** Bytes that may wait for a reader that lags before it is dropped. */
  sendQueueBytesMax: 4 * 1024 * 1024,
  /** Sockets of one address, or of one IPv6 network of 64 bits. Behind a proxy all come from its address. */
  socketsPerAddressMax: 12_000,
  /** From opening a socket to its hello. */
  helloMs: 10_000,
  /** Text of an answer that is parsed as a move. */
  actionTextUnitsMax: 4096,
  actionIdUnitsMax: 64,
  /** Settings of an answer, as JSON: they are in every line of the log that the answer is in. */
  settingsUnitsMax: 4096,
  /** Wrong keys of one address in a minute, after which only those that were used before are taken from it. */
  badKeysPerMinuteMax: 60,
  /** Keys that are checked at once, and those that wait for it. */
  keyChecksAtOnceMax: 2,
  keyChecksQueuedMax: 1_000,
  /** GET requests of one address, and with one key, in the long run and at once. Behind a proxy all come from its address. */
  readsPerSecondMax: 500,
  readsBurstMax: 5_000,
  /** Matches that one key may have unfinished at once. */
  matchesPerKeyMax: 100,
  /** Matches that a key may create in a minute. */
  matchesPerMinuteMax: 300,
  /** Unfinished matches on the whole arena. */
  matchesMax: 20_000,
  /** From an invitation to taking its seat; after that it is offered again. */
  inviteMs: 10_000,
  /** Sockets of one agent in the lobby; one more replaces the oldest. */
  lobbySocketsPerAgentMax: 16,
  /** Sockets of all agents of one owner in the lobby. */
  lobbySocketsPerOwnerMax: 1_000,
  /** Matches at once that one socket in the lobby may ask for. */
  lobbyConcurrencyMax: 100,
  lobbyGamesMax: 64,
  /** Tournaments that one key may have unfinished at once. */
  tournamentsPerKeyMax: 20,
  /** Matches of one tournament, and how many of them at once. */
  tournamentMatchesMax: 50_000,
  tournamentConcurrencyMax: 100,
  /** Path and query of an HTTP request. */
  urlUnitsMax: 2048,
  /** Its first line and headers together. */
  headerBytesMax: 16 * 1024,
  /** Body of an HTTP request. */
  bodyBytesMax: 256 * 1024,
  pageItemsMax: 200,
  /** How far behind a match its spectators may be set. */
  spectatorDelayMsMax: 3_600_000,
} as const;
