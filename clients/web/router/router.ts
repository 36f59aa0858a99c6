import { signal } from '@preact/signals';
import { formatRoute, parseRoute, type Route } from './route.ts';

const readAddress = (): Route => parseRoute(location.pathname, location.search);

/** Where the page is. Only this file writes it. */
export const route = signal<Route>(readAddress());

/** Goes to a page as a link does: a new entry of the history, from the top. */
export const navigate = (to: Route): void => {
  history.pushState(null, '', formatRoute(to));
  route.value = to;
  scrollTo(0, 0);
};

/** Changes what the address says of the page that is shown; the history keeps one entry for it. */
export const amend = (to: Route): void => {
  history.replaceState(null, '', formatRoute(to));
  route.value = to;
};

/** A plain click on a link of the page's own; all others are the browser's. */
const linkOf = (event: MouseEvent): HTMLAnchorElement | undefined => {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target !== '' || link.hasAttribute('download')) return undefined;
  return link.origin === location.origin ? link : undefined;
};

/** Follows the links of the page without loading it anew, and the browser's back and forward. */
export const startRouter = (): void => {
  addEventListener('popstate', () => {
    route.value = readAddress();
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    if (link === undefined || link.hash !== '') return;
    const to = parseRoute(link.pathname, link.search);
    // The arena's own files and documents are no pages.
    if (to.page === 'missing') return;
    event.preventDefault();
    navigate(to);
  });
};
