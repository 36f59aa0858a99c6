import { games } from '../../games/registry.ts';
import type { Traits } from '../../games/game.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { formatTable } from './table.ts';

const formatTraits = ({ dynamics, information, chance, draws }: Traits): string =>
  [dynamics, `${information} information`, ...(chance ? ['chance'] : []), ...(draws ? ['draws'] : [])].join(
    ', ',
  );

/** `agon games`. */
export const listGames = (options: CommonOptions): void => {
  const output = createOutput(options.json === true);
  for (const { id, version, title, traits, defaults } of games)
    output.data({ id, version, title, traits, defaults: defaults as unknown });
  output.text(
    formatTable(
      [
        { title: 'Id', align: 'left' },
        { title: 'Title', align: 'left' },
        { title: 'Players', align: 'right' },
        { title: 'Traits', align: 'left' },
        { title: 'Default configuration', align: 'left' },
      ],
      games.map(({ id, title, traits, defaults }) => [
        id,
        title,
        String(traits.players),
        formatTraits(traits),
        JSON.stringify(defaults),
      ]),
    ),
  );
};
