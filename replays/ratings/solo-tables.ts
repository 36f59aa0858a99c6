/** What agents scored alone on one seed, compared pair by pair. */
export interface SoloTables {
  readonly add: (table: string, agent: number, score: number) => void;
  /** Every table's agents with their mean scores, sorted by `place` of the agent; tables sorted by key. */
  readonly close: (place: Int32Array) => readonly (readonly SoloScore[])[];
}

export interface SoloScore {
  readonly agent: number;
  readonly score: number;
}

/** Sorted first, so that the sum has the same bits whatever order the runs came in. */
const meanOf = (scores: readonly number[]): number =>
  scores.toSorted((a, b) => a - b).reduce((sum, score) => sum + score, 0) / scores.length;

export const createSoloTables = (): SoloTables => {
  const tables = new Map<string, Map<number, number[]>>();
  return {
    add: (key, agent, score) => {
      let table = tables.get(key);
      if (table === undefined) tables.set(key, (table = new Map()));
      const scores = table.get(agent);
      if (scores === undefined) table.set(agent, [score]);
      else scores.push(score);
    },
    close: (place) =>
      [...tables]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, table]) =>
          [...table]
            .map(([agent, scores]) => ({ agent, score: meanOf(scores) }))
            .sort((a, b) => place[a.agent]! - place[b.agent]!),
        ),
  };
};
