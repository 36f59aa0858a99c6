import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnyGame } from '../../../games/game.ts';
import type { MatchPlan } from '../../../server/arena/plan.ts';
import type { Match } from '../../../server/match/match.ts';
import { defaultConfig } from '../../../server/config/config.ts';
import { type OpenArena, openArena } from '../../../server/open-arena.ts';
import { createInlineHost } from '../../agents/hosting/inline-host.ts';
import { createArena } from '../../sdk/arena.ts';
import { buildVersion } from '../build.ts';
import { chooseConfig } from '../game-choice.ts';
import { inParallel } from '../../../server/tournaments/in-parallel.ts';
import type { AgentFault } from './fault.ts';
import { agentFault } from './fault.ts';
import { type Launch, type Launched, refuseBadCommand } from './launch.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { type Check, checks, firstTurn } from './scripts.ts';
import { createTrial, type Trial } from './trial.ts';

export interface GauntletOptions {
  readonly games: readonly AnyGame[];
  /** How the agent is started; absent: it is waited for in the lobby. */
  readonly launch?: Launch;
  /** The agent stands by in the lobby instead of playing the match of one ticket. */
  readonly isLobby: boolean;
  /** The checks to run after the first turn of each game; all when left out. */
  readonly checks?: readonly string[];
  /** Time for a move. */
  readonly moveMs: number;
  /** Time to come to a match. */
  readonly joinMs: number;
  /** How long an agent is watched after its match, in case it comes back. */
  readonly lingerMs: number;
  /** Called when an agent may dial in. */
  readonly onOpen: (door: { readonly url: string; readonly key: string }) => void;
  readonly onResult: (result: CheckResult) => void;
  readonly signal: AbortSignal;
}

/** What one check came to. */
export interface CheckResult {
  readonly check: string;
  readonly title: string;
  readonly game: string;
  readonly faults: readonly AgentFault[];
}

/** Programs at once, where each plays one match. */
const programsMax = 3;

/** Short games with hidden cards or none come first: what is checked in one game only is checked in them. */
const preferredGames = ['kuhn-poker', 'tic-tac-toe', 'rock-paper-scissors'];

interface Gauntlet {
  readonly options: GauntletOptions;
  readonly opened: OpenArena;
  readonly proxy: Proxy;
  /** The registered agent, which is invited where it stands by. */
  readonly agent: { readonly id: string; readonly key: string };
}

const planOf = ({ options, agent }: Gauntlet, game: AnyGame, moveMs: number): MatchPlan => {
  const config = chooseConfig(game, {});
  const checked = {
    agent: options.isLobby ? agent.id : 'open',
    name: 'checked',
    owner: 'local',
    kind: 'script',
  } as const;
  const opponent = {
    address: 'bot:random',
    entry: { agent: 'bot:random', name: 'random', owner: 'house', kind: 'bot' },
  } as const;
  return {
    game,
    config,
    seats: game.roles(config).map((_, seat) => (seat === 0 ? { entry: checked } : opponent)),
    clock: {
      preset: 'custom',
      moveMs,
      bankMs: 0,
      incrementMs: 0,
      disconnectMs: Math.max(moveMs, options.joinMs),
      joinMs: options.joinMs,
    },
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: false,
    release: 'end',
  };
};

const endOf = (match: Match): Promise<void> => new Promise((resolve) => void match.onEnd(() => resolve()));

/** What is said of a match in which the script did not see what it wanted to see. */
const judge = (check: Check, trial: Trial): readonly AgentFault[] => {
  const { faults, isFinished, isWelcome, endedWell } = trial;
  if (!isWelcome && faults.length === 0)
    return [agentFault('never-came', 'The agent did not take its seat in time.')];
  if (check.unfinished === undefined || isFinished || endedWell) return faults;
  const { code, message } = check.unfinished;
  const others = faults.filter((fault) => fault.code !== 'too-slow' && fault.code !== 'gone');
  return others.length > 0 ? others : [agentFault(code, message)];
};

/** The program ended although its match goes on. */
const noteExit = (trial: Trial, status: number | null, launched: Launched): void => {
  if (!trial.isWelcome) refuseBadCommand(status, launched);
  const words = launched.lastWords();
  trial.fault('crashed', `The program ended with status ${status}${words === '' ? '' : `: ${words}`}.`);
};

const runCheck = async (gauntlet: Gauntlet, check: Check, game: AnyGame): Promise<CheckResult> => {
  const { options, opened, proxy, agent } = gauntlet;
  const trial = createTrial(check.script(), 0);
  const plan = planOf(gauntlet, game, check.moveMs ?? options.moveMs);
  const { match, tickets } = await opened.arena.create(plan);
  proxy.watch(tickets[0]!, trial);
  const launched = options.isLobby
    ? undefined
    : options.launch?.({
        AGON_URL: proxy.url,
        AGON_TICKET: tickets[0]!,
        AGON_GAME: game.id,
        AGON_KEY: agent.key,
      });
  try {
    const ended = endOf(match);
    const exited = launched?.exited.then((status) => {
      if (!trial.isFinished && match.status() !== 'over') noteExit(trial, status, launched);
    });
    await Promise.race([trial.finished, ended, ...(exited === undefined ? [] : [exited])]);
    if (match.status() !== 'over') match.cancel();
    await ended;
    await Promise.race([delay(options.lingerMs), ...(launched === undefined ? [] : [launched.exited])]);
  } finally {
    launched?.stop();
  }
  return { check: check.id, title: check.title, game: game.id, faults: judge(check, trial) };
};

/** The games to check: those that were asked for, in the lobby only those that the agent plays. */
const gamesOf = (games: readonly AnyGame[], entered: readonly string[] | undefined): readonly AnyGame[] => {
  const rank = ({ id }: AnyGame): number =>
    preferredGames.includes(id) ? preferredGames.indexOf(id) : preferredGames.length;
  return games.filter(({ id }) => entered?.includes(id) ?? true).toSorted((a, b) => rank(a) - rank(b));
};

const runAll = async (gauntlet: Gauntlet, games: readonly AnyGame[]): Promise<readonly CheckResult[]> => {
  const { options } = gauntlet;
  const results: CheckResult[] = [];
  const run = async (check: Check, game: AnyGame): Promise<void> => {
    const result = await runCheck(gauntlet, check, game);
    results.push(result);
    options.onResult(result);
  };
  await run(firstTurn, games[0]!);
  // An agent that cannot come to one match comes to none.
  if (results[0]!.faults.some(({ code }) => code === 'never-came')) return results;
  const rest = [
    ...games.slice(1).map((game) => [firstTurn, game] as const),
    ...checks
      .filter(({ id }) => options.checks?.includes(id) ?? true)
      .map((check) => [check, games[0]!] as const),
  ];
  await inParallel(rest.values(), options.isLobby ? 1 : programsMax, options.signal, ([check, game]) =>
    run(check, game),
  );
  return results;
};

/** Waits until the agent has entered; undefined when its program ended instead, or its time was up. */
const awaitEntry = async (
  gauntlet: Gauntlet,
  launched: Launched | undefined,
): Promise<readonly string[] | undefined> => {
  const { proxy, options } = gauntlet;
  const stop = new AbortController();
  const entered = new Promise<readonly string[]>((resolve) => proxy.onEnter(resolve));
  const none = launched?.exited.then((status) => {
    // A program that has entered may end as it likes: its matches tell.
    if (!stop.signal.aborted) refuseBadCommand(status, launched);
    return undefined;
  });
  // Somebody who dials in by hand may take any time; a program may not.
  const late = launched && delay(options.joinMs, undefined, { signal: stop.signal }).catch(() => undefined);
  const interrupted = new Promise<undefined>((resolve) =>
    options.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  const games = await Promise.race([
    entered,
    interrupted,
    ...(none === undefined ? [] : [none]),
    ...(late === undefined ? [] : [late]),
  ]);
  stop.abort();
  return games;
};

const runLobby = async (gauntlet: Gauntlet): Promise<readonly CheckResult[]> => {
  const { options, proxy, agent } = gauntlet;
  const launched = options.launch?.({ AGON_URL: proxy.url, AGON_KEY: agent.key });
  try {
    const entered = await awaitEntry(gauntlet, launched);
    const games = gamesOf(options.games, entered);
    if (entered !== undefined && games.length > 0) return await runAll(gauntlet, games);
    const words = launched?.lastWords() ?? '';
    const message = `The agent did not enter the lobby with one of the games${words === '' ? '' : `: ${words}`}.`;
    const result = {
      check: 'enter',
      title: 'enters the lobby',
      game: '',
      faults: [agentFault('never-came', message)],
    };
    options.onResult(result);
    return [result];
  } finally {
    launched?.stop();
  }
};

/** Runs an agent through every check, in an arena of its own that is gone afterwards. */
export const runGauntlet = async (options: GauntletOptions): Promise<readonly CheckResult[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'agon-gauntlet-'));
  const opened = await openArena({
    config: { ...defaultConfig, port: 0, dataDirectory: directory },
    version: buildVersion,
    host: createInlineHost(),
    limits: { inviteMs: 1_000 },
  });
  const proxy = await openProxy(opened.server.url);
  try {
    const { url } = opened.server;
    const owner = await createArena({ url }).registerOwner('checker');
    const agent = await createArena({ url, key: owner.key }).registerAgent('checked');
    options.onOpen({ url: proxy.url, key: agent.key });
    const gauntlet = { options, opened, proxy, agent };
    return await (options.isLobby ? runLobby(gauntlet) : runAll(gauntlet, gamesOf(options.games, undefined)));
  } finally {
    await proxy.close();
    await opened.close();
    await rm(directory, { recursive: true, force: true });
  }
};
