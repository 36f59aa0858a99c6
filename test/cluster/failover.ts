import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { labelledRng } from '../../games/rng.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { type ArenaCluster, startCluster } from './arena-cluster.ts';
import { audit } from './audit.ts';
import { type FaultKind, faultKinds, planFault } from './faults.ts';
import { type Load, startLoad } from './load.ts';
import { type FailoverReport, formatReport, type Happened, quantileOf, resumedMs } from './report.ts';
import { watchResumption } from './resumption.ts';
import { type Spectators, startSpectators } from './spectators.ts';
import { untilStopped } from './until-stopped.ts';

const usage = `npm run failover -- [options]
Plays matches on several processes of an arena while faults happen to them, and compares what agents were told with
what is stored. It brings its own PostgreSQL and Redis, and fails where anything acknowledged is lost or played twice.
  --faults N        of each kind (2)
  --kinds A,B       only these (${faultKinds.join(',')})
  --moves N         play on until so many are acknowledged (1000)
  --minutes N       end after so long at the latest (30)
  --matches N       at once (40)
  --think MS        what an agent takes for a move (300)
  --held-ms MS      how long a process stands still, or a network is cut (8000)
  --seed SEED       which faults happen to whom (random)
  --report FILE     writes FILE.md and FILE.json
  --logs            prints what the processes logged`;

const leaseMs = 2_500;
const membersCount = 2;
const spectatorsCount = 4;
const roomsEvery = 4;
/** After so long a match that does not move counts as stuck. */
const patienceMs = 60_000;
/** Between two faults: agents that wait to come back have come back. */
const calmMs = 700;
/** Matches that nobody plays, since their creation got no answer, are aborted after this. */
const orphansMs = 90_000;
const killResumeMsMax = 5_000;

interface Plan {
  readonly kinds: readonly FaultKind[];
  readonly faults: number;
  readonly moves: number;
  readonly minutes: number;
  readonly matches: number;
  readonly thinkMs: number;
  readonly heldMs: number;
  readonly seed: string;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Lets one fault happen, and waits until every match that it hit moves again. */
const inject = async (
  cluster: ArenaCluster,
  load: Load,
  kind: FaultKind,
  { heldMs, seed }: Plan,
  at: number,
): Promise<Omit<Happened, 'atS'>> => {
  const fault = planFault(kind, { ...cluster, heldMs }, labelledRng(seed, 'fault', at));
  const affected = await cluster.matchesOf(fault.target);
  const watch = watchResumption(load, affected, { isReconnecting: fault.isReconnecting, patienceMs });
  const from = performance.now();
  let undoneMs = 0;
  await fault.happen(() => {
    undoneMs = performance.now() - from;
  });
  const resumptions = await watch.settled;
  return { kind, variant: fault.variant, target: fault.target?.name ?? 'all', undoneMs, resumptions };
};

const describe = ({ kind, variant, target, resumptions, undoneMs }: Omit<Happened, 'atS'>): string => {
  const ms = resumptions.flatMap((one) => (typeof one.ms === 'number' ? [one.ms] : []));
  const never = resumptions.filter((one) => one.ms === 'never');
  const told = [0.5, 0.95].map((share) => Math.round(quantileOf(ms, share) ?? 0)).join(' / ');
  const stuck = never.length === 0 ? '' : `; STUCK: ${never.map(({ match }) => match).join(' ')}`;
  return `${kind} (${variant}) of ${target}: ${ms.length} matches moved again after ${told} ms, undone after ${Math.round(undoneMs)} ms${stuck}`;
};

const injectAll = async (cluster: ArenaCluster, load: Load, plan: Plan, deadlineMs: number) => {
  const rng = labelledRng(plan.seed, 'order');
  const left = plan.kinds.flatMap((kind) => Array.from({ length: plan.faults }, () => kind));
  const happened: Happened[] = [];
  const start = performance.now();
  for (let at = 0; left.length > 0 && performance.now() < deadlineMs; at++) {
    const [kind] = left.splice(rng.int(left.length), 1);
    const dead = cluster.members.filter((member) => !member.server().isAlive());
    if (dead.length > 0) throw new Error(`ended by itself: ${dead.map(({ name }) => name).join(', ')}`);
    const atS = Math.round((performance.now() - start) / 1000);
    const one = await inject(cluster, load, kind!, plan, at);
    happened.push({ ...one, atS });
    say(`${at + 1} ${describe(one)}; ${load.acks()} moves`);
    await pause(calmMs);
  }
  return happened;
};

/** Waits until no match is left, or until those that nobody plays must have been aborted. */
const awaitEnd = async (cluster: ArenaCluster): Promise<void> => {
  const until = performance.now() + orphansMs;
  while (performance.now() < until && (await cluster.matchesOf(undefined)).length > 0) await pause(500);
};

const violationsOf = (
  plan: Plan,
  happened: readonly Happened[],
  found: FailoverReport['audit'],
  backwards: number,
): readonly string[] => {
  const slow = quantileOf(resumedMs(happened, 'kill'), 0.95) ?? 0;
  const stuck = happened.flatMap(({ resumptions }) => resumptions).filter(({ ms }) => ms === 'never').length;
  const missing = plan.kinds.filter(
    (kind) => happened.filter((fault) => fault.kind === kind).length < plan.faults,
  );
  return [
    ...found.violations,
    ...(stuck > 0 ? [`${stuck} matches did not move again within ${patienceMs / 1000} s`] : []),
    ...(slow > killResumeMsMax ? [`a kill costs ${Math.round(slow)} ms (p95)`] : []),
    ...(found.acknowledged < plan.moves ? [`only ${found.acknowledged} moves were acknowledged`] : []),
    ...(missing.length > 0 ? [`time was up before all faults had happened: ${missing.join(', ')}`] : []),
    ...(backwards > 0 ? [`spectators saw ${backwards} states older than one before`] : []),
  ];
};

const runPlan = async (plan: Plan, cluster: ArenaCluster, command: string): Promise<FailoverReport> => {
  const start = performance.now();
  const deadlineMs = start + plan.minutes * 60_000;
  const load = startLoad({
    url: cluster.url,
    seed: plan.seed,
    matchesAtOnce: plan.matches,
    thinkMs: plan.thinkMs,
    roomsEvery,
  });
  const spectators: Spectators = startSpectators(cluster.url, spectatorsCount, load);
  // All matches are under way before the first fault.
  while (load.acks() < plan.matches * 4 && performance.now() < deadlineMs) await pause(100);
  const faults = await injectAll(cluster, load, plan, deadlineMs);
  while (load.acks() < plan.moves && performance.now() < deadlineMs) await pause(500);
  say(`${load.acks()} moves; playing the last matches to their ends`);
  await Promise.race([load.finish(), pause(5 * 60_000)]);
  await spectators.stop();
  await awaitEnd(cluster);
  const store = await openPostgresStore({ url: cluster.storeUrl, isShared: true });
  const found = await audit(store, [...load.matches.values()]);
  await store.close();
  return {
    command,
    seed: plan.seed,
    at: new Date().toISOString(),
    seconds: (performance.now() - start) / 1000,
    members: membersCount,
    leaseMs,
    matchesAtOnce: plan.matches,
    faults,
    audit: found,
    spectators: {
      count: spectatorsCount,
      states: spectators.statesSeen(),
      backwards: spectators.backwards(),
      gapsMs: spectators.gapsMs,
    },
    violations: violationsOf(plan, faults, found, spectators.backwards()),
  };
};

const write = (file: string, report: FailoverReport): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.md`, formatReport(report));
  writeFileSync(`${file}.json`, `${JSON.stringify(report, undefined, 1)}\n`);
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '2' },
      kinds: { type: 'string', default: faultKinds.join(',') },
      moves: { type: 'string', default: '1000' },
      minutes: { type: 'string', default: '30' },
      matches: { type: 'string', default: '40' },
      think: { type: 'string', default: '300' },
      'held-ms': { type: 'string', default: '8000' },
      seed: { type: 'string' },
      report: { type: 'string' },
      logs: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.kinds.split(',');
  const kinds = faultKinds.filter((kind) => names.includes(kind));
  if (values.help || kinds.length !== names.length) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const seed = values.seed ?? randomBytes(16).toString('hex');
  const plan: Plan = {
    kinds,
    faults: Number(values.faults),
    moves: Number(values.moves),
    minutes: Number(values.minutes),
    matches: Number(values.matches),
    thinkMs: Number(values.think),
    heldMs: Number(values['held-ms']),
    seed,
  };
  const command = ['npm run failover --', ...process.argv.slice(2)].join(' ');
  say(`seed ${seed}`);
  // From before anything runs that would be left behind.
  const stopped = untilStopped();
  const cluster = await startCluster({ size: membersCount, leaseMs, front: 'balancer' });
  try {
    const report = await Promise.race([runPlan(plan, cluster, command), stopped]);
    if (values.report !== undefined) write(values.report, report);
    console.log(formatReport(report));
    return report.violations.length === 0 ? 0 : 1;
  } finally {
    if (values.logs) for (const member of cluster.members) say(`--- ${member.name}\n${member.output()}`);
    await cluster.close();
  }
};

process.exit(await main());
