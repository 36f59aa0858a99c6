import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatRoute, type Route } from '../router/route.ts';

interface Place {
  readonly name: string;
  readonly to: Route;
  /** The pages that belong to it. */
  readonly pages: readonly Route['page'][];
}

const places: readonly Place[] = [
  { name: 'Watch', to: { page: 'watch' }, pages: ['watch', 'match'] },
  { name: 'Ratings', to: { page: 'leaderboards' }, pages: ['leaderboards', 'leaderboard', 'agent'] },
  { name: 'Tournaments', to: { page: 'tournaments' }, pages: ['tournaments', 'tournament'] },
  { name: 'Replays', to: { page: 'replays', filter: {} }, pages: ['replays'] },
  { name: 'Games', to: { page: 'games' }, pages: ['games', 'game'] },
];

const Logo = (): VNode => (
  <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="var(--accent)" />
    <path
      d="M8 24 16 7l8 17M11.2 18h9.6"
      fill="none"
      stroke="var(--accent-ink)"
      stroke-width="3"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

const Navigation = ({ at }: { readonly at: Route }): VNode => (
  <nav class="nav" aria-label="Pages">
    {places.map(({ name, to, pages }) => (
      <a key={name} href={formatRoute(to)} aria-current={pages.includes(at.page) ? 'page' : undefined}>
        {name}
      </a>
    ))}
  </nav>
);

/** The frame that all pages share. A page that was gone to has the focus, as one that was loaded has. */
export const Shell = ({
  at,
  children,
}: {
  readonly at: Route;
  readonly children: ComponentChildren;
}): VNode => {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [at.page]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <div class="top-inner">
          <a class="brand" href="/">
            <Logo />
            Agon
          </a>
          <Navigation at={at} />
        </div>
      </header>
      <main class="main" id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
    </>
  );
};
