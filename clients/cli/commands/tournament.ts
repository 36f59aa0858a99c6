import { type Command, Option } from 'commander';
import { createCommand, type CommonOptions } from '../options.ts';

interface Options extends CommonOptions {
  readonly out?: string;
  readonly server?: string;
}

const isRemote = (options: Options): options is Options & { readonly server: string } =>
  options.server !== undefined;

const fileHelp = `
A tournament file:
  name: spring-cup
  games:
    - id: chess                          # starts come from the book of openings
    - id: kuhn-poker
      config: {hands: 50}
  players:
    - player: bot:greedy
    - {name: sf, player: 'uci:stockfish?nodes=200', cost: 4}   # cost of a game, against the others; default 1
  schedule: {kind: round-robin, pairs: 10}   # mirrored pairs that any two play, in each game; or
    # {kind: gauntlet, pairs: 10, challengers: 1}  the first players meet all others
    # {kind: swiss, rounds: 7, pairs: 1}           players of like scores meet
    # {kind: active, rounds: 50, pairs: 1}         half balanced, half where a game tells most for its cost
    # [{kind: swiss, rounds: 5}, {kind: active}]   one after another
  stop: {kind: neighbours, confidence: 0.95}   # every player is surely better than the next; or
    # {kind: sprt, elo0: 0, elo1: 30, alpha: 0.05, beta: 0.05}   a test of the first of two players
  budget: {games: 2000, tokens: 5000000, usd: 20, minutes: 600}   # any of them
  clock: bot         # bot, blitz or llm; default bot
  attempts: {max: 3, then: forfeit}
  legalTold: true
  seed: 'c0ffee'     # default: drawn; a seed of your own makes the matches casual
  concurrency: 4     # matches at once; default 1

Stop rule and budget are looked at after each batch of matches; only games are never more than the budget. A player whose
matches fail forfeits them; void matches are played again on a fresh seed, with the other of their pair. The tournament
may be stopped or killed at any time: run the same command again, and it plays on where it was.

One player under two names, each with a name of its own, shows how equal equals come out; "agon rate" knows players by what
they are, and counts such games for nothing.

On a server players are bot:NAME, entry:NAME and agent:ID, which is invited through the lobby; "agon tournament status ID
--server URL" shows how it stands, and "resume" goes on after a pause.

In the folder: matches.jsonl, matches.csv, matches.pgn (chess), table.csv, crosstable.csv and report.html.`;

const createStatusCommand = (): Command =>
  createCommand('status', 'Show how a tournament stands, whether or not it is being played.', [
    'agon tournament status cup',
  ])
    .argument('<tournament>', 'the folder of its results; with --server its id')
    .option('--server <url>', 'of the arena that plays it')
    .action(async (which, _, command: Command) => {
      const options: Options = command.optsWithGlobals();
      if (isRemote(options)) await (await import('../tournament-remote.ts')).statusOnServer(which, options);
      else await (await import('../tournament.ts')).tournamentStatus(which, options);
    });

const createResumeCommand = (): Command =>
  createCommand('resume', 'Play a tournament on that was stopped or killed.', ['agon tournament resume cup'])
    .argument('<tournament>', 'the folder of its results; with --server its id')
    .option('--server <url>', 'of the arena that plays it, under the key in AGON_KEY')
    .action(async (which, _, command: Command) => {
      const options: Options = command.optsWithGlobals();
      if (isRemote(options)) await (await import('../tournament-remote.ts')).resumeOnServer(which, options);
      else await (await import('../tournament.ts')).resumeTournament(which, options);
    });

/** `agon tournament`. */
export const createTournamentCommand = (): Command => {
  const tournament = createCommand(
    'tournament',
    'Play the tournament that a file describes, in mirrored pairs; run again, it goes on.',
    [
      'agon tournament cup.yaml',
      'agon tournament cup.yaml --out results/cup',
      'agon tournament status results/cup',
      'AGON_KEY=… agon tournament cup.yaml --server http://127.0.0.1:2567',
      "agon tournament cup.yaml --json | jq '.games[].ratings.players'",
    ],
  )
    .argument('<file>', 'the tournament: YAML or JSON')
    .option(
      '--out <dir>',
      "folder of the results; default: the file's name without its ending, or with -results where it has none",
    )
    .addOption(
      new Option(
        '--server <url>',
        'have this arena play it, under the key in AGON_KEY; each time another one is begun',
      ).conflicts('out'),
    )
    .addHelpText('after', fileHelp)
    .action(async (file, options: Options) => {
      if (isRemote(options)) await (await import('../tournament-remote.ts')).beginOnServer(file, options);
      else await (await import('../tournament.ts')).tournament(file, options);
    });
  for (const command of [createStatusCommand(), createResumeCommand()])
    // What is wrong is told in one place, by the program.
    tournament.addCommand(command.exitOverride().configureOutput({ outputError: () => {} }));
  return tournament;
};
