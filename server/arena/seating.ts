import { endSchema, headerSchema, type Header } from '../../replays/format.ts';
import { readKept } from '../../replays/stores/read-kept.ts';
import type { Match } from '../match/match.ts';
import { endMessage, welcomeMessage } from '../match/messages.ts';
import type { MatchResult } from '../match/result.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import { gameOfHeader } from './adoption.ts';
import type { ArenaDeps } from './arena.ts';
import type { Roster } from './roster.ts';
import type { TicketSeat } from './tickets.ts';

/**
 * What a ticket opens. `over`: the messages that a seat of a finished match gets, before its socket is closed. `moved`:
 * the process at `url` has the match. `unsettled`: no process has it just now, and the seat should come again.
 */
export type Seating =
  | { readonly kind: 'live'; readonly match: Match; readonly seat: number }
  | { readonly kind: 'over'; readonly messages: readonly ServerMessage[] }
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'unknown' };

/** Header and result of a finished log; undefined for one that goes on. */
export const finishedResult = (
  lines: readonly string[],
): { header: Header; result: MatchResult } | undefined => {
  const last = JSON.parse(lines.at(-1)!) as { type: string };
  if (last.type !== 'end') return undefined;
  const { outcome, termination, fault } = endSchema.parse(last);
  return { header: headerSchema.parse(JSON.parse(lines[0]!)), result: { outcome, termination, fault } };
};

/** What a ticket opens, when it is that of a match which this process does not have in memory. */
const seatingFromStore = async (deps: ArenaDeps, { match, seat }: TicketSeat): Promise<Seating> => {
  const lines = await readKept(deps.store, match);
  if (lines === undefined) return { kind: 'unknown' };
  const over = finishedResult(lines);
  // One process alone has adopted all that can be played on.
  if (over === undefined) return { kind: deps.cluster === undefined ? 'unknown' : 'unsettled' };
  const { header, result } = over;
  const game = gameOfHeader(deps, header);
  // Without its rules there is no welcome, but the result stands.
  const welcome = game === undefined ? [] : [welcomeMessage(header, game, seat, null)];
  return { kind: 'over', messages: [...welcome, endMessage(header, result)] };
};

/** The seat of a ticket, wherever its match is. */
export const seatTicket = async (deps: ArenaDeps, roster: Roster, ticket: string): Promise<Seating> => {
  const { cluster } = deps;
  const opened = deps.tickets.open(ticket);
  if (opened === undefined) return { kind: 'unknown' };
  // A process that stood still may hold matches that others play by now.
  if (cluster !== undefined && !(await cluster.confirm())) return { kind: 'unsettled' };
  const here = roster.live(opened.match);
  if (here !== undefined) return { kind: 'live', match: here, seat: opened.seat };
  const place = await cluster?.locate(opened.match);
  if (place?.kind === 'elsewhere') return { kind: 'moved', url: place.url };
  if (place?.kind === 'unsettled') return place;
  const adopted = roster.live(opened.match);
  if (adopted !== undefined) return { kind: 'live', match: adopted, seat: opened.seat };
  return seatingFromStore(deps, opened);
};
