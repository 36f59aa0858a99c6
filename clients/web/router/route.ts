/** All that the address says: which page, and what is shown on it. */
export type Route =
  | { readonly page: 'watch' }
  | { readonly page: 'match'; readonly match: string; readonly step?: number; readonly as?: string }
  | { readonly page: 'leaderboards' }
  | { readonly page: 'leaderboard'; readonly pool: string }
  | { readonly page: 'agent'; readonly agent: string }
  | { readonly page: 'tournaments' }
  | { readonly page: 'tournament'; readonly tournament: string }
  | { readonly page: 'games' }
  | { readonly page: 'game'; readonly game: string }
  | { readonly page: 'replays'; readonly filter: ReplayFilter }
  | { readonly page: 'missing'; readonly path: string };

/** What the list of replays is narrowed to; a member that is absent narrows nothing. */
export interface ReplayFilter {
  readonly game?: string;
  readonly agent?: string;
  readonly status?: 'running' | 'over';
  readonly cursor?: string;
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const readStep = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

const readMatch = (match: string, query: URLSearchParams): Route => {
  const step = readStep(query.get('step'));
  const as = query.get('as') ?? undefined;
  return { page: 'match', match, ...(step !== undefined && { step }), ...(as !== undefined && { as }) };
};

const readReplays = (query: URLSearchParams): Route => {
  const [game, agent, status, cursor] = ['game', 'agent', 'status', 'cursor'].map(
    (name) => query.get(name) || undefined,
  );
  return {
    page: 'replays',
    filter: {
      ...(game !== undefined && { game }),
      ...(agent !== undefined && { agent }),
      ...((status === 'running' || status === 'over') && { status }),
      ...(cursor !== undefined && { cursor }),
    },
  };
};

/** Reads an address; one that leads nowhere is `missing`. */
export const parseRoute = (path: string, search: string): Route => {
  const query = new URLSearchParams(search);
  const [first = '', ...rest] = path.split('/').filter(Boolean).map(decode);
  const name = rest.join('/');
  switch (first) {
    case '':
      return { page: 'watch' };
    case 'match':
      return rest.length === 1 ? readMatch(name, query) : { page: 'missing', path };
    // The name of a pool has a slash in it.
    case 'leaderboard':
      return name === '' ? { page: 'leaderboards' } : { page: 'leaderboard', pool: name };
    case 'agent':
      return name === '' ? { page: 'missing', path } : { page: 'agent', agent: name };
    case 'tournaments':
      return name === '' ? { page: 'tournaments' } : { page: 'tournament', tournament: name };
    case 'games':
      return name === '' ? { page: 'games' } : { page: 'game', game: name };
    case 'replays':
      return name === '' ? readReplays(query) : { page: 'missing', path };
    default:
      return { page: 'missing', path };
  }
};

const formatQuery = (members: { readonly [name: string]: string | number | undefined }): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members))
    if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

const encodePath = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

/** The address of a route: what `parseRoute` reads as the same route. */
export const formatRoute = (route: Route): string => {
  switch (route.page) {
    case 'watch':
      return '/';
    case 'match':
      return `/match/${encodeURIComponent(route.match)}${formatQuery({ step: route.step, as: route.as })}`;
    case 'leaderboards':
      return '/leaderboard';
    case 'leaderboard':
      return `/leaderboard/${encodePath(route.pool)}`;
    case 'agent':
      return `/agent/${encodePath(route.agent)}`;
    case 'tournaments':
      return '/tournaments';
    case 'tournament':
      return `/tournaments/${encodePath(route.tournament)}`;
    case 'games':
      return '/games';
    case 'game':
      return `/games/${encodePath(route.game)}`;
    case 'replays':
      return `/replays${formatQuery({ ...route.filter })}`;
    case 'missing':
      return route.path;
  }
};
