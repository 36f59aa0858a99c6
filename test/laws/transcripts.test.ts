import { expect, test } from 'vitest';
import { games } from '../../games/registry.ts';
import { keptTranscriptOf, transcriptOf } from '../../scripts/transcripts.ts';

test.each(games.map((game) => [game.id, game] as const))(
  'law 12: %s plays as in its golden transcript (if the change is meant: node scripts/transcripts.ts --write)',
  (_id, game) => {
    expect(transcriptOf(game)).toBe(keptTranscriptOf(game));
  },
);
