import { createPlayHost } from '../../clients/cli/hosts.ts';
import { createLocalArena, type LocalArena } from '../../clients/cli/local-arena.ts';
import { createMemorySheets, type SheetStore } from '../../clients/agents/memory/sheet-store.ts';
import {
  type ModelServer,
  type Script,
  startModelServer,
} from '../../clients/agents/stand-in/model-server.ts';
import { createRedactor } from '../../clients/agents/trace/redact.ts';
import { createCallLog, observeAll } from '../../clients/agents/trace/call-log.ts';
import { createTraceObserver } from '../../clients/agents/trace/trace-observer.ts';
import { gameById } from '../../games/registry.ts';
import { type Line, lineSchema } from '../../replays/format.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { MatchResult } from '../../server/match/result.ts';

/** A key that must turn up nowhere but in the header of a request. */
export const plantedKey = 'sk-planted-key-0123456789abcdef';

/** Long enough that a slow machine is not late, unless a test is about being late. */
const clock = {
  preset: 'custom',
  moveMs: 30_000,
  bankMs: 0,
  incrementMs: 0,
  disconnectMs: 200,
  joinMs: 30_000,
} as const;

export interface Played {
  readonly result: MatchResult;
  readonly lines: readonly Line[];
  /** The log as it is stored, and its notes. */
  readonly text: string;
  readonly notes: string;
}

/** A match: the addresses of its players, and what is not as in every other. */
export type BenchPlan = Partial<Omit<MatchPlan, 'seats'>> & { readonly seats: readonly string[] };

/** Real models over real HTTP against a scripted server, played by the real arena; everything that is said is kept. */
export interface ModelBench {
  readonly server: ModelServer;
  readonly sheets: SheetStore;
  /** What was warned, traced and logged: all that leaves the process beside the logs of matches. */
  readonly said: string[];
  play(plan: BenchPlan): Promise<Played>;
  /** The address of a model on the server, with these options. */
  address(options?: string): string;
  close(): Promise<void>;
}

type Seats = readonly string[];

const kindOf = (address: string): 'model' | 'bot' => (address.startsWith('llm:') ? 'model' : 'bot');

const plannedSeats = (seats: Seats): MatchPlan['seats'] =>
  seats.map((address) => ({
    address,
    entry: { agent: `${address}@1`, name: address.slice(0, 60), owner: 'test', kind: kindOf(address) },
  }));

const playOn = async (
  arena: LocalArena,
  store: ReturnType<typeof createMemoryStore>,
  id: string,
  plan: BenchPlan,
): Promise<Played> => {
  const game = plan.game ?? gameById('tic-tac-toe')!;
  const { seats, ...rest } = plan;
  const result = await arena.play({
    game,
    config: game.schemas.config.parse({}),
    clock,
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: false,
    release: 'end',
    id,
    ...rest,
    seats: plannedSeats(seats),
  });
  const texts = (await store.read(id))!;
  const verdict = await verifyLog(texts, { gameOf: gameById, trustedKeys: [] });
  if (verdict.status !== 'valid') throw new Error(`the log is ${verdict.status}: ${JSON.stringify(verdict)}`);
  const notes = JSON.stringify(await store.notes(id));
  return {
    result,
    lines: texts.map((text) => lineSchema.parse(JSON.parse(text))),
    text: texts.join('\n'),
    notes,
  };
};

/** A bench whose model server answers by `script`. */
export const openModelBench = async (script: Script): Promise<ModelBench> => {
  const server = await startModelServer(script);
  const environment = { AGON_CUSTOM_API_KEY: plantedKey, AGON_CUSTOM_BASE_URL: server.baseUrl };
  const said: string[] = [];
  const write = (line: string): void => void said.push(line);
  const redact = createRedactor(environment);
  const observer = observeAll([
    createTraceObserver({ write, redact, withContent: false, wallMs: Date.now }),
    createCallLog(write, redact),
  ]);
  const sheets = createMemorySheets();
  const host = createPlayHost({ environment, sheets, observer });
  const store = createMemoryStore();
  const arena = createLocalArena({ store, key: createSigningKey(), host, warn: write });
  let matches = 0;
  return {
    server,
    sheets,
    said,
    play: (plan) => playOn(arena, store, `model-match-${(matches += 1)}`, plan),
    address: (options) => `llm:custom/lab${options === undefined ? '' : `?${options}`}`,
    close: async () => {
      arena.close();
      await host.close();
      await server.close();
    },
  };
};
