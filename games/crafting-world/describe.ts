import { describeWorld, formatEffects } from './describe-world.ts';
import type { Event } from './events.ts';
import { formatGoal } from './goal.ts';
import { formatStacks } from './goods.ts';
import type { Goods } from './hero.ts';
import type { Report } from './report.ts';
import type { Note } from './run.ts';
import { type Brief, type HeroSeen, type View, unknownIn } from './view.ts';

const formatGoods = (goods: Goods): string =>
  formatStacks(Object.entries(goods).map(([item, quantity]) => ({ item, quantity }))) || 'nothing';

const orNothing = (text: string): string => text || 'nothing';

const formatEvent = (event: Event): string => {
  switch (event.kind) {
    case 'moved':
      return `moved to (${event.x}, ${event.y}) in ${event.steps} steps`;
    case 'gathered':
      return `gathered ${orNothing(formatStacks(event.gained))} from ${event.resource}${leftBehind(event.left)}`;
    case 'crafted':
      return `crafted ${formatStacks(event.gained)} from ${formatStacks(event.spent)}`;
    case 'fought':
      return event.isWon
        ? `beat ${event.monster} in ${event.rounds} rounds, ${event.hp} hit points left, ` +
            `got ${orNothing(formatStacks(event.gained))} and ${event.gold} gold${leftBehind(event.left)}`
        : `lost to ${event.monster} after ${event.rounds} rounds`;
    case 'equipped':
      return `equipped ${event.quantity} ${event.item} in ${event.slot}`;
    case 'unequipped':
      return `took ${event.quantity} ${event.item} off ${event.slot}`;
    case 'used':
      return `used ${event.quantity} ${event.item}, now ${event.hp} hit points`;
    case 'rested':
      return `rested ${event.steps} steps, now ${event.hp} hit points`;
    case 'recycled':
      return `recycled ${event.quantity} ${event.item} into ${orNothing(formatStacks(event.gained))}`;
    case 'deposited':
    case 'withdrawn':
      return `${event.kind === 'deposited' ? 'put' : 'took'} ${event.quantity} ${event.item} ${event.kind === 'deposited' ? 'into' : 'out of'} the bank`;
    case 'bought':
    case 'sold':
      return `${event.kind} ${event.quantity} ${event.item} for ${event.gold} gold`;
    case 'levelled':
      return `reached ${event.skill} level ${event.level}`;
    case 'looked':
      return `looked up ${event.id}`;
    case 'stopped':
      return `stopped: ${event.reason}`;
  }
};

const leftBehind = (left: Extract<Event, { readonly kind: 'gathered' }>['left']): string =>
  left.length === 0 ? '' : ` (no space for ${formatStacks(left)})`;

/** One line on what became of an action. */
const formatNote = (note: Note): string =>
  'refusal' in note
    ? `${note.action.do} failed (${note.refusal.code}): ${note.refusal.message}`
    : note.events.map(formatEvent).join('; ');

const describeHero = (hero: HeroSeen, name: string): string => {
  const worn = Object.entries(hero.equipment)
    .map(([slot, { item, quantity }]) => `${slot} ${quantity > 1 ? `${quantity} ` : ''}${item}`)
    .join(', ');
  const skills = Object.entries(hero.skills)
    .map(([skill, { level, next, xp }]) => `${skill} ${level} (${xp}/${next})`)
    .join(', ');
  return [
    `${name} at (${hero.x}, ${hero.y}): level ${hero.mastery.level} (${hero.mastery.xp}/${hero.mastery.next}), ` +
      `${hero.hp} of ${hero.hpFull} hit points, ${hero.gold} gold, ${hero.steps} steps spent`,
    `Without gear: ${orNothing(formatEffects(hero.base))}`,
    `Wears: ${orNothing(worn)}`,
    `Carries: ${formatGoods(hero.inventory)}${hero.room === null ? '' : `; room for ${hero.room} more`}`,
    ...(Object.keys(hero.bank).length > 0 ? [`In the bank: ${formatGoods(hero.bank)}`] : []),
    `Skills: ${skills}`,
  ].join('\n');
};

const formatReport = (report: Report): string =>
  `${report.isSuccess ? 'Success' : `No success (${report.failure})`}, progress ${report.progress} of 100, ` +
  `${report.steps} steps, ${report.actions} actions, ${report.refused} refused` +
  (report.efficiencyPercent === null ? '' : `, efficiency ${report.efficiencyPercent}%`);

/** The constant part of a view in words: goal, limits and world. */
const describeBrief = (brief: Brief): string => {
  const { goal, limits, rules, world } = brief;
  return (
    `Goal: ${formatGoal(goal)}.\n` +
    `Rules: ${rules}. At most ${limits.stepsMax} steps, ${limits.turnsMax} ${limits.turnsMax === 1 ? 'answer' : 'answers'}, ` +
    `${limits.actionsMax} actions an answer; when an action fails, ` +
    `${limits.onFailure === 'halt' ? 'the rest of the answer is dropped' : 'the next one follows'}.\n` +
    describeWorld(world, rules !== 'herobench') +
    describeUnknown(brief)
  );
};

/** What is known by name alone, gear by its kind and level. */
const describeUnknown = (brief: Brief): string => {
  const { index } = brief;
  const unknown = new Set(unknownIn(brief));
  if (index === null || unknown.size === 0) return '';
  const kinds = new Map<string, string[]>();
  const list = (kind: string, text: string): void => void kinds.set(kind, [...(kinds.get(kind) ?? []), text]);
  for (const { id, kind, level } of index.items) if (unknown.has(id)) list(kind, `${id} (${level})`);
  for (const id of index.resources) if (unknown.has(id)) list('resources', id);
  for (const id of index.monsters) if (unknown.has(id)) list('monsters', id);
  for (const id of index.shops) if (unknown.has(id)) list('shops', id);
  const lines = [...kinds].map(([kind, texts]) => `${kind}: ${texts.join(', ')}`);
  return `\nTo be looked up (items by kind, with their level):\n${lines.join('\n')}\n`;
};

const describeLand = ({ land }: Pick<View<string>, 'land'>): string => {
  const taken = Object.entries(land.taken).map(([place, times]) => `(${place.replace(',', ', ')}) ${times}`);
  const demand = Object.entries(land.demand).map(
    ([item, units]) => `${item} ${units > 0 ? '+' : ''}${units}`,
  );
  return [
    ...(taken.length > 0 ? [`Gathered so far, by place: ${taken.join(', ')}`] : []),
    ...(demand.length > 0 ? [`Demand, units bought less units sold: ${demand.join(', ')}`] : []),
  ].join('\n');
};

/** The changing part of a view in words: heroes, what they did last, and how it ended. */
const describeTurn = (view: View<string>): string => {
  const nameOf = (seat: number): string =>
    view.heroes.length === 1 ? 'The hero' : `The ${seat === 0 ? 'first' : 'second'} hero`;
  const parts = view.heroes.flatMap((hero, seat) => [
    describeHero(hero, nameOf(seat)),
    ...(hero.notes.length > 0
      ? [`${nameOf(seat)} last:\n${hero.notes.map((note) => `- ${formatNote(note)}`).join('\n')}`]
      : []),
  ]);
  const land = describeLand(view);
  return [
    `Turn ${view.turn + 1} of ${view.brief.limits.turnsMax}.`,
    ...parts,
    ...(land === '' ? [] : [land]),
    ...(view.end === null ? [] : [`The match is over: ${view.end}.`]),
    ...(view.reports ?? []).map((report, seat) => `${nameOf(seat)}: ${formatReport(report)}.`),
  ].join('\n');
};

export const describe = (view: View<string>): string =>
  `${describeBrief(view.brief)}\n${describeTurn({ ...view, turn: view.end === null ? view.turn : Math.max(0, view.turn - 1) })}`;

/** One line on the latest turn: what worked, what did not, and the end. */
export const news = (_before: View<string>, after: View<string>): string => {
  const lines = after.heroes.map((hero, seat) => {
    const refused = hero.notes.filter((note) => 'refusal' in note).length;
    const name = after.heroes.length === 1 ? 'The hero' : seat === 0 ? 'The first hero' : 'The second hero';
    const last = hero.notes.at(-1);
    const told = last === undefined ? 'did nothing' : formatNote(last);
    return `${name} is at step ${hero.steps}${refused > 0 ? `, ${refused} refused` : ''}; last: ${told}`;
  });
  const end = after.end === null ? '' : ` The match is over: ${after.end}.`;
  return `${lines.join('. ')}.${end}`.replaceAll('\n', ' ');
};
