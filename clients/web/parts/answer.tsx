import type { ComponentChildren, VNode } from 'preact';
import type { Problem } from '../api/problem.ts';
import type { Resource } from '../api/use-json.ts';

/** Why something is not shown, and what would help. */
export const Failure = ({ problem }: { readonly problem: Problem }): VNode => (
  <div class="notice failed" role="alert">
    <p>
      <strong>{problem.message}</strong>
    </p>
    {problem.hint !== '' && <p>{problem.hint}</p>}
  </div>
);

/** A place that holds nothing yet, and how something comes there. */
export const Empty = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): VNode => (
  <div class="notice">
    <h2>{title}</h2>
    {children}
  </div>
);

/** Something is on its way. */
export const Loading = (): VNode => (
  <p class="loading" role="status">
    Loading…
  </p>
);

/** What was read, by `children`; until then that it is on its way, or why it does not come. */
export const Answer = <T,>({
  of: { value, problem },
  children,
}: {
  readonly of: Resource<T>;
  readonly children: (value: T) => ComponentChildren;
}): VNode => (
  <>
    {problem !== undefined && <Failure problem={problem} />}
    {value !== undefined && children(value)}
    {value === undefined && problem === undefined && <Loading />}
  </>
);
