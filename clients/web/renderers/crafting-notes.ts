import type { Event } from '../../../games/crafting-world/events.ts';
import type { Note } from '../../../games/crafting-world/run.ts';
import type { Stack, World } from '../../../games/crafting-world/world.ts';
import { nameOf } from './crafting-names.ts';

/** One entry of the timeline: an action, or the same one several times in a row. */
export interface TimelineEntry {
  /** What was done, in a word. */
  readonly verb: string;
  /** What came of it. */
  readonly text: string;
  readonly times: number;
  readonly isRefused: boolean;
}

const stacksText = (world: World, stacks: readonly Stack[]): string =>
  stacks.map(({ item, quantity }) => `${quantity} ${nameOf(world, item)}`).join(', ') || 'nothing';

const eventText = (world: World, event: Event): string => {
  switch (event.kind) {
    case 'moved':
      return `to ${event.x}, ${event.y} in ${event.steps}`;
    case 'gathered':
    case 'crafted':
      return stacksText(world, event.gained);
    case 'fought':
      return event.isWon
        ? `beat ${nameOf(world, event.monster)} in ${event.rounds} rounds, ${event.hp} hp left`
        : `lost to ${nameOf(world, event.monster)}`;
    case 'equipped':
      return `${nameOf(world, event.item)} as ${event.slot}`;
    case 'unequipped':
      return `${nameOf(world, event.item)} off ${event.slot}`;
    case 'used':
      return `${event.quantity} ${nameOf(world, event.item)}, now ${event.hp} hp`;
    case 'rested':
      return `${event.steps} steps, now ${event.hp} hp`;
    case 'recycled':
      return `${event.quantity} ${nameOf(world, event.item)} into ${stacksText(world, event.gained)}`;
    case 'deposited':
    case 'withdrawn':
      return `${event.quantity} ${nameOf(world, event.item)}`;
    case 'bought':
    case 'sold':
      return `${event.quantity} ${nameOf(world, event.item)} for ${event.gold} gold`;
    case 'levelled':
      return `${event.skill} ${event.level} reached`;
    case 'looked':
      return nameOf(world, event.id);
    case 'stopped':
      return event.reason;
  }
};

const entryOf = (world: World, note: Note): TimelineEntry =>
  'refusal' in note
    ? { verb: note.action.do, text: note.refusal.message, times: 1, isRefused: true }
    : {
        verb: note.action.do,
        text: note.events.map((event) => eventText(world, event)).join('; '),
        times: 1,
        isRefused: false,
      };

/** The notes of a turn in order, equal neighbours as one entry. */
export const timelineOf = (world: World, notes: readonly Note[]): readonly TimelineEntry[] => {
  const entries: TimelineEntry[] = [];
  for (const note of notes) {
    const entry = entryOf(world, note);
    const last = entries.at(-1);
    if (last !== undefined && last.verb === entry.verb && last.text === entry.text && !entry.isRefused)
      entries[entries.length - 1] = { ...last, times: last.times + 1 };
    else entries.push(entry);
  }
  return entries;
};
