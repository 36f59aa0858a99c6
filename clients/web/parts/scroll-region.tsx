import type { ComponentChildren, VNode } from 'preact';

/** What is wider than the page scrolls in here, and can be reached and scrolled by the keyboard. */
export const ScrollRegion = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): VNode => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable without a mouse
  <div class="table-scroll" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
