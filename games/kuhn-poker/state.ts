import type { Viewer } from '../game.ts';
import type { Betting, Card, Cards } from './betting.ts';

export interface Config {
  readonly hands: number;
}

/** One finished hand. */
export interface Result<Shown = Cards> {
  readonly betting: Betting;
  readonly cards: Shown;
}

/** Holds the cards of the hand in play and of earlier hands, never of later ones. Members are in sorted order. */
export interface State {
  readonly betting: Betting;
  /** The hand in play, by seat; null once all hands are played. */
  readonly cards: Cards | null;
  readonly hands: number;
  readonly results: readonly Result[];
  readonly scores: readonly [number, number];
}

/** The cards of a hand as one viewer knows them: null is a card that was never shown to it. */
export type KnownCards = readonly [Card | null, Card | null];

/** The state with the cards that its viewer has not seen taken out. */
export interface View {
  readonly betting: Betting;
  readonly cards: KnownCards | null;
  readonly hands: number;
  readonly results: readonly Result<KnownCards>[];
  readonly scores: readonly [number, number];
  readonly viewer: Viewer;
}
