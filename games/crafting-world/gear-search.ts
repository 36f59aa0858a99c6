import {
  type Choice,
  type GearQuery,
  type Loadout,
  attackOf,
  bonusOf,
  byElement,
  choicesOf,
  dot,
  plus,
  resistOf,
  sumOf,
  undominated,
} from './gear-search-choices.ts';
import { type Monster, elements } from './world.ts';

export type { GearQuery, Loadout } from './gear-search-choices.ts';

/** The attacks that one choice for every kind with attacks adds up to. */
const attackSets = (kinds: readonly (readonly Choice[])[]): readonly (readonly Choice[])[] =>
  kinds.reduce<readonly (readonly Choice[])[]>(
    (sets, choices) => sets.flatMap((set) => choices.map((choice) => [...set, choice])),
    [[]],
  );

/**
 * Sums over the kinds decided so far. For a fight of a given number of rounds two figures decide it: `bonus`, of which the
 * hero must have enough to fell the monster in that time, and `stamina`, of which it must have enough to last so long.
 */
interface Sums {
  readonly bonus: number;
  readonly stamina: number;
  readonly price: number;
  readonly picks: readonly Choice[];
}

const beats = (one: Sums, other: Sums): boolean =>
  one.price <= other.price && one.bonus >= other.bonus && one.stamina >= other.stamina;

const join = (one: Sums, other: Sums): Sums => ({
  bonus: one.bonus + other.bonus,
  stamina: one.stamina + other.stamina,
  price: one.price + other.price,
  picks: [...one.picks, ...other.picks],
});

/** What the kinds still open can give at most, what they give for nothing, and the least price of a unit beyond. */
interface Prospect {
  readonly most: number;
  readonly free: number;
  readonly unitPrice: number;
}

const prospectOf = (choices: readonly Sums[], name: 'bonus' | 'stamina', rest: Prospect): Prospect => {
  let free = Number.NEGATIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const choice of choices) {
    most = Math.max(most, choice[name]);
    if (choice.price === 0) free = Math.max(free, choice[name]);
  }
  const base = Number.isFinite(free) ? free : 0;
  let { unitPrice } = rest;
  for (const choice of choices)
    if (choice[name] > base) unitPrice = Math.min(unitPrice, choice.price / (choice[name] - base));
  return { free: rest.free + base, most: rest.most + most, unitPrice };
};

const prospectsOf = (
  layers: readonly (readonly Sums[])[],
  name: 'bonus' | 'stamina',
): readonly Prospect[] => {
  let rest: Prospect = { free: 0, most: 0, unitPrice: Number.POSITIVE_INFINITY };
  const prospects = [rest];
  for (const choices of layers.toReversed()) prospects.push((rest = prospectOf(choices, name, rest)));
  return prospects.reverse();
};

/** The least that the missing units can cost; infinite where the kinds still open cannot give them. */
const leastPrice = (missing: number, { free, most, unitPrice }: Prospect): number => {
  if (missing > most) return Number.POSITIVE_INFINITY;
  return missing > free ? (missing - free) * unitPrice : 0;
};

/** The cheapest sums that reach both thresholds below a price: kind by kind, without what is dominated or too dear. */
const cheapestSums = (
  start: Sums,
  layers: readonly (readonly Sums[])[],
  needed: Pick<Sums, 'bonus' | 'stamina'>,
  priceMax: number,
): Sums | undefined => {
  const bonuses = prospectsOf(layers, 'bonus');
  const staminas = prospectsOf(layers, 'stamina');
  let front = [start];
  for (let at = 0; at <= layers.length; at++) {
    front = front.filter(({ bonus, price, stamina }) => {
      const more = Math.max(
        leastPrice(needed.bonus - bonus, bonuses[at]!),
        leastPrice(needed.stamina - stamina, staminas[at]!),
      );
      return price + more < priceMax;
    });
    if (at === layers.length || front.length === 0) break;
    const joined = front.flatMap((sums) => layers[at]!.map((choice) => join(sums, choice)));
    // More than enough is no better than enough, so that sums beyond the thresholds count as equal.
    front = undominated(
      joined.map((sums) => ({
        ...sums,
        bonus: Math.min(sums.bonus, needed.bonus),
        stamina: Math.min(sums.stamina, needed.stamina),
      })),
      beats,
    );
  }
  return front[0];
};

const ofEveryElement = (monster: Monster): number =>
  elements.reduce((sum, element) => sum + monster.attack[element], 0);

/** A choice with the attacks known: what it adds whatever the rounds, and what with each blow taken. */
interface Piece {
  readonly bonus: number;
  readonly hp: number;
  readonly guard: number;
  readonly price: number;
  readonly choice: Choice;
}

const beatsAlways = (one: Piece, other: Piece): boolean =>
  one.price <= other.price && one.bonus >= other.bonus && one.hp >= other.hp && one.guard >= other.guard;

/** The most that the arms, which are given, and the best of every other kind come to. */
const mostOver = (
  arms: readonly Piece[],
  layers: readonly (readonly Piece[])[],
  valueOf: (piece: Piece) => number,
): number => {
  let sum = 0;
  for (const piece of arms) sum += valueOf(piece);
  for (const pieces of layers) {
    let most = Number.NEGATIVE_INFINITY;
    for (const piece of pieces) most = Math.max(most, valueOf(piece));
    sum += most;
  }
  return sum;
};

/** The cheapest way to win with the given attacks, below a price, over every number of rounds that the fight may last. */
const cheapestWith = (
  query: GearQuery,
  armed: readonly Choice[],
  others: readonly (readonly Choice[])[],
  priceMax: number,
): Sums | undefined => {
  const { hero, monster, roundsMax } = query;
  const base = byElement((element) => hero.base[attackOf[element]] ?? 0);
  const attack = armed.reduce((sum, choice) => plus(sum, choice.attack), base);
  const blows = byElement((element) => monster.attack[element]);
  // In hundredths of a hit point.
  const pieceOf = (choice: Choice): Piece => ({
    bonus: dot(attack, choice.bonus),
    hp: 100 * choice.hp,
    guard: dot(blows, choice.resist),
    price: choice.price,
    choice,
  });
  const ownBonus = dot(
    attack,
    byElement((element) => 100 - monster.resist[element] + sumOf([hero.base], bonusOf[element])),
  );
  const ownGuard = dot(
    blows,
    byElement((element) => hero.base[resistOf[element]] ?? 0),
  );
  const arms = armed.map(pieceOf);
  const layers = others.map((choices) => undominated(choices.map(pieceOf), beatsAlways));
  const armsPrice = arms.reduce((sum, { price }) => sum + price, 0);
  const bonusMost = mostOver(arms, layers, ({ bonus }) => bonus) + ownBonus;
  const guardMost = mostOver(arms, layers, ({ guard }) => guard) + ownGuard;
  const attackSum = 100 * ofEveryElement(monster);
  const roundsLeast = bonusMost <= 0 ? roundsMax + 1 : Math.ceil((monster.hp * 100) / bonusMost);
  let best: Sums | undefined;
  for (let rounds = Math.max(1, roundsLeast); rounds <= roundsMax; rounds++) {
    if (armsPrice >= (best?.price ?? priceMax)) break;
    // The hero strikes first, so it takes one blow fewer than the rounds.
    const blowsTaken = rounds - 1;
    const ownStamina = 100 * (hero.base.hp ?? 0) + blowsTaken * ownGuard;
    const staminaOf = ({ guard, hp }: Piece): number => hp + blowsTaken * guard;
    const needed = {
      bonus: Math.ceil((monster.hp * 100) / rounds),
      stamina: blowsTaken * attackSum + 1,
    };
    if (mostOver(arms, layers, staminaOf) + ownStamina < needed.stamina) {
      // Each round more takes more than the best guard withstands.
      if (guardMost < attackSum) break;
      continue;
    }
    const sumsOf = (piece: Piece): Sums => ({
      bonus: piece.bonus,
      stamina: staminaOf(piece),
      price: piece.price,
      picks: [piece.choice],
    });
    const own: Sums = { bonus: ownBonus, stamina: ownStamina, price: 0, picks: [] };
    const start = arms.map(sumsOf).reduce(join, own);
    const thinned = layers.map((pieces) => undominated(pieces.map(sumsOf), beats));
    best = cheapestSums(start, thinned, needed, best?.price ?? priceMax) ?? best;
    if (best !== undefined && query.isAnyEnough === true) break;
  }
  return best;
};

const wornBy = (query: GearQuery, kinds: readonly string[], picks: readonly Choice[]): Loadout['worn'] => {
  const worn: Record<string, string> = {};
  for (const [at, kind] of kinds.entries()) {
    const slots = query.world.slots.filter((slot) => slot.kind === kind);
    for (const [place, slot] of slots.entries()) {
      const item = picks[at]!.items[place];
      if (item !== undefined) worn[slot.id] = item;
    }
  }
  return worn;
};

/**
 * For each choice of weapons the cheapest loadout that wins from full hit points: the `count` cheapest, cheapest first. An
 * exact search, kind by kind. Weapons go first, since only with the attacks known do bonuses add up to one figure. Exact as
 * long as no resistance exceeds 100 percent and the bonus against it.
 */
export const searchGear = (query: GearQuery, count = 1): readonly Loadout[] => {
  const kinds = [...new Set(query.world.slots.map((slot) => slot.kind))].map((kind) => ({
    kind,
    choices: choicesOf(query, kind),
  }));
  const isArming = ({ choices }: (typeof kinds)[number]): boolean =>
    choices.some(({ attack }) => attack.some((points) => points > 0));
  const ordered = [...kinds.filter(isArming), ...kinds.filter((kind) => !isArming(kind))];
  const armed = kinds.filter(isArming).length;
  const lists = ordered.map(({ choices }) => choices);
  const names = ordered.map(({ kind }) => kind);
  let found: Loadout[] = [];
  for (const set of attackSets(lists.slice(0, armed))) {
    const priceMax = found[count - 1]?.price ?? query.priceMax ?? Number.POSITIVE_INFINITY;
    const cheapest = cheapestWith(query, set, lists.slice(armed), priceMax);
    if (cheapest === undefined) continue;
    found.push({
      changes: cheapest.picks.reduce((sum, pick) => sum + pick.changes, 0),
      price: cheapest.price,
      worn: wornBy(query, names, cheapest.picks),
    });
    found = found.sort((one, other) => one.price - other.price).slice(0, count);
    if (query.isAnyEnough === true) break;
  }
  return found;
};
