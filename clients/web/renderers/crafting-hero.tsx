import type { ComponentChildren, VNode } from 'preact';
import type { Goods } from '../../../games/crafting-world/hero.ts';
import { notesMax } from '../../../games/crafting-world/run.ts';
import type { HeroSeen, View } from '../../../games/crafting-world/view.ts';
import type { World } from '../../../games/crafting-world/world.ts';
import { type GoalProgress, type RecipeLine, goalProgress, recipeLines } from './crafting-goal.ts';
import { heroName, listOf, nameOf } from './crafting-names.ts';
import { type TimelineEntry, timelineOf } from './crafting-notes.ts';

/** A quantity against its full amount, as words and as a bar. */
const Meter = ({
  name,
  value,
  full,
  tone,
}: {
  name: string;
  value: number;
  full: number;
  tone: string;
}): VNode => (
  <div class="meter">
    <span>{name}</span>
    <span class="meter-figures">
      {value} of {full}
    </span>
    <span class="meter-ground" aria-hidden="true">
      <span
        class={`meter-fill meter-${tone}`}
        style={{ width: `${Math.min(100, (100 * value) / Math.max(1, full))}%` }}
      />
    </span>
  </div>
);

const Part = ({ title, children }: { title: string; children: ComponentChildren }): VNode => (
  <section class="craft-part">
    <h4>{title}</h4>
    {children}
  </section>
);

const GoalPart = ({
  parts,
  recipe,
}: {
  parts: readonly GoalProgress[];
  recipe: readonly RecipeLine[];
}): VNode => (
  <Part title="Goal">
    {parts.map(({ text, done, wanted }) => (
      <Meter key={text} name={text} value={Math.min(done, wanted)} full={wanted} tone="goal" />
    ))}
    {recipe.length < 2 ? null : (
      <ul class="recipe" aria-label="What is at hand of what the goal needs">
        {recipe.map(({ item, name, depth, have, need }, at) => (
          <li
            key={`${item}${at}`}
            style={{ paddingInlineStart: `${depth}rem` }}
            class={have >= need ? 'recipe-done' : ''}
          >
            <span aria-hidden="true">{have >= need ? '✓' : '·'}</span> {name}{' '}
            <span class="meter-figures">
              {have} of {need}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Part>
);

const GoodsList = ({ world, goods, empty }: { world: World; goods: Goods; empty: string }): VNode => {
  const list = listOf(world, goods);
  if (list.length === 0) return <p class="craft-empty">{empty}</p>;
  return (
    <ul class="goods">
      {list.map(({ id, name, units }) => (
        <li key={id}>
          <strong>{units}</strong> {name}
        </li>
      ))}
    </ul>
  );
};

const Gear = ({ world, hero }: { world: World; hero: HeroSeen }): VNode => (
  <dl class="gear">
    {world.slots.map(({ id }) => {
      const worn = hero.equipment[id];
      return (
        <div key={id} class={worn === undefined ? 'gear-empty' : ''}>
          <dt>{id}</dt>
          <dd>
            {worn === undefined
              ? '–'
              : `${worn.quantity > 1 ? `${worn.quantity} ` : ''}${nameOf(world, worn.item)}`}
          </dd>
        </div>
      );
    })}
  </dl>
);

/** What a hero did in its latest turn, action by action. */
const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }): VNode =>
  entries.length === 0 ? (
    <p class="craft-empty">Nothing yet.</p>
  ) : (
    <ol class="timeline">
      {entries.map(({ verb, text, times, isRefused }, at) => (
        <li key={at} class={isRefused ? 'timeline-refused' : ''}>
          <strong>
            {isRefused ? '✗ ' : ''}
            {verb}
            {times > 1 ? ` ×${times}` : ''}
          </strong>{' '}
          {text}
        </li>
      ))}
    </ol>
  );

const skillsText = (hero: HeroSeen): string =>
  Object.entries(hero.skills)
    .filter(([, { level, xp }]) => level > 1 || xp > 0)
    .map(([skill, { level }]) => `${skill} ${level}`)
    .join(', ');

const failureText = (view: View<string>, seat: number): string | undefined => {
  const report = view.reports?.[seat];
  if (report === undefined) return undefined;
  const efficiency =
    report.efficiencyPercent === null ? '' : `, ${report.efficiencyPercent} % of the oracle's pace`;
  return report.isSuccess
    ? `Success in ${report.steps} steps${efficiency}.`
    : `No success (${report.failure}); progress ${report.progress} of 100 in ${report.steps} steps.`;
};

/** All about one hero: how far it is, what it has and what it did. */
export const CraftingHero = ({ view, seat }: { view: View<string>; seat: number }): VNode => {
  const hero = view.heroes[seat]!;
  const { goal, limits, world } = view.brief;
  const ending = failureText(view, seat);
  const skills = skillsText(hero);
  return (
    <article class={`craft-hero craft-hero-${seat}`}>
      <h3>{heroName(seat, view.heroes.length)}</h3>
      {ending === undefined ? null : <p class="craft-ending">{ending}</p>}
      <GoalPart parts={goalProgress(world, goal, hero)} recipe={recipeLines(world, goal, hero)} />
      <Part title={`Level ${hero.mastery.level}, ${hero.gold} gold`}>
        <Meter name="Hit points" value={hero.hp} full={hero.hpFull} tone="hp" />
        <Meter name="Steps spent" value={hero.steps} full={limits.stepsMax} tone="steps" />
        {skills === '' ? null : <p class="craft-empty">Skills: {skills}</p>}
      </Part>
      <Part title="Gear">
        <Gear world={world} hero={hero} />
      </Part>
      <Part title={hero.room === null ? 'Carries' : `Carries, room for ${hero.room} more`}>
        <GoodsList world={world} goods={hero.inventory} empty="Nothing." />
      </Part>
      {Object.keys(hero.bank).length === 0 ? null : (
        <Part title="In the bank">
          <GoodsList world={world} goods={hero.bank} empty="Nothing." />
        </Part>
      )}
      <Part title={hero.notes.length < notesMax ? 'Latest turn' : `The last ${notesMax} actions`}>
        <Timeline entries={timelineOf(world, hero.notes)} />
      </Part>
    </article>
  );
};
