import type { Traits } from '../../../../games/game.ts';
import { formatCount, formatPlural } from '../../parts/format.ts';

/** What a game is like, in a few words each. */
export const traitWords = (traits: Traits): readonly string[] => [
  formatPlural(traits.players, 'seat'),
  traits.dynamics === 'simultaneous' ? 'all move at once' : 'in turns',
  traits.information === 'perfect' ? 'nothing hidden' : 'hidden information',
  traits.chance ? 'with chance' : 'no chance',
  ...(traits.draws ? ['draws'] : []),
  `at most ${formatCount(traits.stepsMax)} steps`,
];
