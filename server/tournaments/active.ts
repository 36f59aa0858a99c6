import { allMeetings, type Meeting } from './round-robin.ts';
import type { Strengths } from './strengths.ts';

/** A player meets at most so many others in the informative half of a round. */
const meetingsAPlayerMax = 2;

/** What decides who meets in a round of one game. */
export interface ActiveChoice {
  readonly players: number;
  /** Rounds of the phase before this one. */
  readonly round: number;
  readonly strengths: Strengths;
  /** What a game costs each player. */
  readonly costs: readonly number[];
  /** Between two that are told apart more surely than this, more games are not needed. */
  readonly confidence: number;
}

/** The balanced half goes on round and round through all meetings. */
const balancedMeetings = ({ players, round }: ActiveChoice, count: number): readonly Meeting[] => {
  const all = allMeetings(players);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, at) => all[(round * count + at) % all.length]!,
  );
};

/** The meetings that tell most per cost, between players who are not told apart if there are any. */
const informativeMeetings = (
  { players, strengths, costs, confidence }: ActiveChoice,
  count: number,
  taken: readonly Meeting[],
): readonly Meeting[] => {
  const isTaken = new Set(taken.map((meeting) => meeting.join()));
  const isOpen = (chance: number | undefined): boolean =>
    chance === undefined || (chance < confidence && chance > 1 - confidence);
  const candidates = allMeetings(players)
    .filter((meeting) => !isTaken.has(meeting.join()))
    .map(([one, other]) => ({
      meeting: [one, other] as const,
      isOpen: isOpen(strengths.superiority(one, other)),
      gain: strengths.gain(one, other) / (costs[one]! + costs[other]!),
    }))
    // Of two that are never met, or equally good, the one that comes first in the round robin.
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || (a.gain === b.gain ? 0 : b.gain - a.gain));
  const load = Array.from({ length: players }, () => 0);
  const chosen: Meeting[] = [];
  for (const { meeting } of candidates) {
    if (chosen.length === count) break;
    if (meeting.some((player) => load[player]! >= meetingsAPlayerMax)) continue;
    for (const player of meeting) load[player]! += 1;
    chosen.push(meeting);
  }
  return chosen;
};

/**
 * One round of an active schedule in one game: as many meetings as there are tables, half of them balanced, which keeps
 * the scale true, half where a game tells most, which parts neighbours soonest.
 */
export const activeMeetings = (choice: ActiveChoice): readonly Meeting[] => {
  const tables = Math.max(1, Math.floor(choice.players / 2));
  const balanced = balancedMeetings(choice, Math.ceil(tables / 2));
  return [...balanced, ...informativeMeetings(choice, tables - balanced.length, balanced)];
};
