/** Something that one process of a cluster does at a time. */
export interface Duty {
  /**
   * Begins it, or takes it over. The signal is aborted when it is to end: a beginning that still goes on begins nothing
   * more then. What it rejects with is told, and it is tried again.
   */
  readonly begin: (signal: AbortSignal) => void | Promise<void>;
  /** Ends what was begun of it, after `begin` has settled. Harmless where there is nothing. */
  readonly end: () => void;
}

/** A duty as one process has it, again and again: what begins it and what ends it never overlap. */
export interface Terms {
  /** Resolves when it was begun, at once where that is so or is under way. Rejects with what `begin` rejects with. */
  begin(): Promise<void>;
  /** Ends it, at once where no beginning is under way; resolves when nothing of it goes on. */
  end(): Promise<void>;
}

export const createTerms = (duty: Duty): Terms => {
  /** That of the present term, whose beginning may have to wait for that of an earlier one. */
  let present: AbortController | undefined;
  /** Settles with the beginning that goes on, of whichever term, and never rejects. */
  let beginning: Promise<void> | undefined;

  const fail = (term: AbortController): void => {
    term.abort();
    if (present === term) present = undefined;
  };
  const settle = (term: AbortController): void => {
    beginning = undefined;
    if (term.signal.aborted) duty.end();
  };
  const run = (term: AbortController): Promise<void> => {
    const begun = (async () => duty.begin(term.signal))();
    beginning = begun.catch(() => fail(term)).then(() => settle(term));
    return beginning.then(() => begun);
  };
  return {
    begin: async () => {
      if (present !== undefined) return;
      const term = new AbortController();
      present = term;
      while (beginning !== undefined) await beginning;
      if (!term.signal.aborted) await run(term);
    },
    end: async () => {
      if (present !== undefined && beginning === undefined) duty.end();
      present?.abort();
      present = undefined;
      await beginning;
    },
  };
};
