import type { Client } from '@colyseus/core';
import type { Arena } from '../arena/arena.ts';
import type { Faults } from '../faults.ts';
import type { DoorLimits } from '../gateway/door-limits.ts';
import { createSeatSession, createSpectatorSession, type Session } from '../gateway/session.ts';
import type { Match } from '../match/match.ts';
import type { Cancel } from '../match/ports.ts';
import type { Meter, RoomClient } from '../metrics/meter.ts';
import { closeCodes } from '../protocol/constants.ts';
import { awaitAcknowledgement, createClientWire, drawSecret, queuedBytes } from './client-wire.ts';
import { GuardedRoom } from './guarded-room.ts';
import { MatchState, showPublicState } from './match-state.ts';

export interface RoomDeps {
  readonly arena: Pick<Arena, 'live' | 'matches'>;
  readonly limits: DoorLimits;
  readonly faults: Faults;
  readonly meter: Pick<Meter, 'roomClients' | 'countError'>;
}

/** What the server itself says about a client whose seat it reserves. */
export interface RoomAuth {
  readonly sessionId: string;
  /** The seat that its ticket opens; null: it watches. */
  readonly seat: number | null;
}

/** A backstop far above the doors' own limit, over which Colyseus closes the socket. */
const framesPerSecondMax = 1_000;
/** How long a drop that may be an accident can be mended with the reconnection token. */
const reconnectionS = 120;
/** How long those who watch may stay when the match is over. */
const lingerMs = 300_000;
/** Codes that may be an accident: 4002 is what Colyseus gives an old socket when its client comes back on a new one. */
const isAccident = (code: number | undefined): boolean =>
  code === undefined || [1001, 1005, 1006, 4002].includes(code);

/** What Colyseus reads out of a frame may also be a list, bytes or an instance; those have no members. */
const isRecord = (payload: unknown): payload is object =>
  typeof payload === 'object' && payload !== null && Object.getPrototypeOf(payload) === Object.prototype;

interface Guest {
  readonly session: Session;
  readonly acknowledged: Cancel;
  readonly kind: RoomClient;
}

/** Hosts one match: seats with a ticket, and all who watch. It holds no rules, no clock and no timer of its own. */
export abstract class MatchRoom extends GuardedRoom<MatchState> {
  abstract readonly deps: RoomDeps;
  get faults(): Faults {
    return this.deps.faults;
  }

  override state = new MatchState();
  override maxMessagesPerSecond = framesPerSecondMax;
  override messages = {
    act: (client: Client, payload: unknown) => this.receive(client, 'act', payload),
    resign: (client: Client, payload: unknown) => this.receive(client, 'resign', payload),
    ping: (client: Client, payload: unknown) => this.receive(client, 'ping', payload),
    _: (client: Client, type: string | number, payload: unknown) => this.receive(client, type, payload),
  };

  private match!: Match;
  private readonly guests = new Map<string, Guest>();
  private unwatch: Cancel | undefined;
  private isPatchDue = false;
  private farewell: NodeJS.Timeout | undefined;

  override onCreate(options: { readonly match: string }): void {
    const match = this.deps.arena.live(options.match);
    if (match === undefined) throw new Error(`no match ${options.match} to host`);
    this.match = match;
    this.roomId = match.id;
    showPublicState(this.state, match.publicState());
    if (match.status() === 'over') this.retire();
  }

  override onJoin(client: Client, _options: unknown, auth: RoomAuth): void {
    this.admit(client, auth);
    if (this.unwatch !== undefined) return;
    showPublicState(this.state, this.match.publicState());
    this.unwatch = this.match.watch(() => this.schedulePatch());
  }

  override onReconnect(client: Client): void {
    this.admit(client, client.auth as RoomAuth);
  }

  override onDrop(client: Client, code?: number): void {
    this.dismiss(client);
    // Rejects at once for a client that never finished joining, later when nobody comes back.
    if (isAccident(code)) this.allowReconnection(client, reconnectionS).catch(() => {});
  }

  override onLeave(client: Client): void {
    this.dismiss(client);
    if (this.clients.length > 0) return;
    this.unwatch?.();
    this.unwatch = undefined;
  }

  override onDispose(): void {
    this.unwatch?.();
    clearTimeout(this.farewell);
    for (const guest of this.guests.values()) guest.acknowledged();
  }

  /** Lets the room go once it is empty; called when the match is over, and harmless when called again. */
  retire(): void {
    if (this.farewell !== undefined) return;
    // Whoever watches with a delay has not seen the end yet.
    const ms = lingerMs + (this.match.header.spectatorDelayMs ?? 0);
    this.farewell = setTimeout(() => void this.disconnect(closeCodes.normal), ms).unref();
  }

  private admit(client: Client, { seat }: RoomAuth): void {
    client.reconnectionToken = drawSecret();
    // Colyseus counts frames by the room's clock, which nothing else moves between patches.
    client.ref.on('message', () => this.clock.tick());
    const { limits, meter } = this.deps;
    const wire = createClientWire(
      client,
      limits.sendQueueBytesMax,
      () => this.evict(client),
      meter.countError,
    );
    const session =
      seat === null
        ? createSpectatorSession(wire, limits)
        : createSeatSession(this.match, seat, wire, limits);
    const acknowledged = awaitAcknowledgement(client, limits.acknowledgeMs);
    const kind = seat === null ? 'spectator' : 'seat';
    meter.roomClients[kind] += 1;
    this.guests.set(client.sessionId, { session, acknowledged, kind });
    if (seat !== null) this.match.connect(seat, wire);
  }

  private dismiss(client: Client): void {
    const guest = this.guests.get(client.sessionId);
    if (guest === undefined) return;
    this.guests.delete(client.sessionId);
    this.deps.meter.roomClients[guest.kind] -= 1;
    guest.acknowledged();
    guest.session.drop();
  }

  private evict(client: Client): void {
    this.dismiss(client);
    client.leave(closeCodes.lagging, 'lagging');
  }

  private receive(client: Client, type: string | number, payload: unknown): void {
    // Not copied: that costs as much as the frame is large, and only the session knows whether it is read at all.
    const message = Object.assign(isRecord(payload) ? payload : {}, { type });
    this.guests.get(client.sessionId)?.session.receive(message);
  }

  /** At most one patch a turn of the event loop, however many steps it played. */
  private schedulePatch(): void {
    if (this.isPatchDue) return;
    this.isPatchDue = true;
    setImmediate(() => {
      this.isPatchDue = false;
      this.faults.contain('room patch', () => this.pushPatch());
    });
  }

  private pushPatch(): void {
    if (this.unwatch === undefined) return;
    showPublicState(this.state, this.match.publicState());
    this.broadcastPatch();
    for (const client of [...this.clients])
      if (queuedBytes(client) > this.deps.limits.sendQueueBytesMax) this.evict(client);
  }
}
