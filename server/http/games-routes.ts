import { Router } from 'express';
import { z } from 'zod';
import type { AnyGame } from '../../games/game.ts';
import { refuse } from '../errors.ts';
import { answering } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';

const summary = ({ id, title, version, traits }: AnyGame) => ({ id, title, version, traits });

const details = (game: AnyGame, host: HttpDeps['host']) => ({
  ...summary(game),
  bots: (host?.bots(game.id) ?? []).map((name) => `bot:${name}`),
  defaults: game.defaults as unknown,
  rules: game.rules(game.defaults),
  roles: game.roles(game.defaults),
  schemas: {
    // What a caller may leave out is not required of it.
    config: z.toJSONSchema(game.schemas.config, { io: 'input', unrepresentable: 'any' }),
    action: z.toJSONSchema(game.schemas.action, { io: 'input', unrepresentable: 'any' }),
  },
});

/** The games of this arena. */
export const gamesRoutes = ({ games, host }: HttpDeps): Router => {
  const router = Router();
  router.get(
    '/',
    answering(() => ({ body: { items: games.map(summary) } })),
  );
  router.get(
    '/:id',
    answering(({ params }) => {
      const game = games.find(({ id }) => id === params['id']);
      return game === undefined ? refuse('unknown-game') : { body: details(game, host) };
    }),
  );
  return router;
};
