import type { Client } from '@colyseus/core';
import type { Faults } from '../faults.ts';
import { createSpectatorSession, type Session } from '../gateway/session.ts';
import type { Match } from '../match/match.ts';
import type { Cancel } from '../match/ports.ts';
import { closeCodes } from '../protocol/constants.ts';
import { awaitAcknowledgement, createClientWire, queuedBytes } from './client-wire.ts';
import { GuardedRoom } from './guarded-room.ts';
import type { HallExchange } from './hall-exchange.ts';
import { HallState, showBoard } from './hall-state.ts';
import type { RoomDeps } from './match-room.ts';

/** The hall's room id and name. */
export const hallId = 'hall';

export const boardsMax = 50;
const patchMs = 1_000;

export interface HallDeps extends RoomDeps {
  /** What other processes play; absent: there are none. */
  readonly exchange?: HallExchange | undefined;
}

interface Shown {
  readonly match: Match;
  readonly unwatch: Cancel;
  isStale: boolean;
}

/** Shows up to 50 matches that run, at most a patch a second, and does nothing while nobody looks. */
export abstract class HallRoom extends GuardedRoom<HallState> {
  abstract readonly deps: HallDeps;
  get faults(): Faults {
    return this.deps.faults;
  }

  override state = new HallState();
  override autoDispose = false;
  override messages = { _: (client: Client) => this.sessions.get(client.sessionId)?.receive(undefined) };

  private readonly sessions = new Map<string, Session>();
  private readonly shown = new Map<string, Shown>();
  private timer: NodeJS.Timeout | undefined;

  override onCreate(): void {
    this.roomId = hallId;
  }

  override onJoin(client: Client): void {
    const { limits, meter } = this.deps;
    const wire = createClientWire(
      client,
      limits.sendQueueBytesMax,
      () => client.leave(closeCodes.lagging),
      meter.countError,
    );
    meter.roomClients.hall += 1;
    this.sessions.set(client.sessionId, createSpectatorSession(wire, limits));
    client.ref.on('message', () => this.clock.tick());
    client.ref.once('close', awaitAcknowledgement(client, limits.acknowledgeMs));
    if (this.timer !== undefined) return;
    this.refresh();
    this.timer = setInterval(() => this.faults.contain('hall', () => this.refresh()), patchMs).unref();
  }

  override onLeave(client: Client): void {
    if (this.sessions.delete(client.sessionId)) this.deps.meter.roomClients.hall -= 1;
    if (this.clients.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    for (const id of [...this.shown.keys()]) this.hide(id);
  }

  override onDispose(): void {
    clearInterval(this.timer);
    for (const { unwatch } of this.shown.values()) unwatch();
  }

  private refresh(): void {
    const { arena } = this.deps;
    // One that moved to another process stands still here.
    for (const [id, { match }] of this.shown)
      if (match.status() === 'over' || arena.live(id) !== match) this.hide(id);
    if (this.shown.size < boardsMax) this.fill();
    for (const shown of this.shown.values()) {
      if (!shown.isStale) continue;
      shown.isStale = false;
      showBoard(this.state, shown.match.publicState());
    }
    this.showOthers();
    this.broadcastPatch();
    for (const client of [...this.clients])
      if (queuedBytes(client) > this.deps.limits.sendQueueBytesMax)
        client.leave(closeCodes.lagging, 'lagging');
  }

  /** What other processes play, as far as there is room and as long as they say so. */
  private showOthers(): void {
    const { exchange } = this.deps;
    if (exchange === undefined) return;
    exchange.ask();
    const others = exchange.boards();
    for (const match of [...this.state.boards.keys()])
      if (!this.shown.has(match) && !others.has(match)) this.state.boards.delete(match);
    for (const [match, board] of others)
      if (!this.shown.has(match) && (this.state.boards.has(match) || this.state.boards.size < boardsMax))
        showBoard(this.state, board);
  }

  private fill(): void {
    for (const match of this.deps.arena.matches()) {
      if (this.shown.size >= boardsMax) return;
      if (match.status() === 'running' && !this.shown.has(match.id)) this.show(match);
    }
  }

  private show(match: Match): void {
    const unwatch = match.watch(() => {
      shown.isStale = true;
    });
    const shown: Shown = { match, unwatch, isStale: true };
    this.shown.set(match.id, shown);
  }

  private hide(id: string): void {
    this.shown.get(id)?.unwatch();
    this.shown.delete(id);
    this.state.boards.delete(id);
  }
}
