import type { AppendDone, LogStore, Store } from '../../replays/store.ts';

/** A store whose logs also go to `copy`. A write counts once both have it; what `copy` refuses is refused. */
export const teeStore = (store: Store, copy: LogStore): Store => {
  const both =
    (write: (to: LogStore, done: AppendDone) => void) =>
    (done: AppendDone): void =>
      write(store, (refusal) => (refusal === undefined ? write(copy, done) : done(refusal)));
  return {
    ...store,
    create: (creation, done) => both((to, answer) => to.create(creation, answer))(done),
    append: (append, done) => both((to, answer) => to.append(append, answer))(done),
  };
};
