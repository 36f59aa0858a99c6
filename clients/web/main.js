// The first window on the arena: a list of matches, and one match as text. It asks for what is new once a second.

const listEveryMs = 2000;
const stepsEveryMs = 1000;
const newsLinesMax = 500;

const element = (id) => document.getElementById(id);

const fetchJson = async (path) => {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(`${body.detail} ${body.hint}`);
  return body;
};

/** All text goes through `textContent`: names and moves are other people's words. */
const make = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const showNotice = (text) => {
  element('notice').textContent = text;
  element('notice').hidden = text === '';
};

/** Runs `work` again and again until it answers `true`; a failure is shown and tried again. */
const repeat = async (everyMs, work) => {
  for (;;) {
    try {
      const isDone = await work();
      showNotice('');
      if (isDone) return;
    } catch (error) {
      showNotice(`The arena does not answer as expected: ${error.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};

const matchLine = ({ match, game, status, agents }) => {
  const line = document.createElement('li');
  line.append(
    make('a', `${game}: ${agents.join(' – ')}`, { href: `?match=${encodeURIComponent(match)}` }),
    make('span', ` ${status}`),
  );
  return line;
};

const showMatches = async () => {
  const { items } = await fetchJson('/api/matches?limit=50');
  element('matches').replaceChildren(...items.map(matchLine));
  element('empty').hidden = items.length > 0;
};

const formatResult = ({ outcome, termination }) =>
  outcome === null
    ? `No result: ${termination}.`
    : `Over: ${outcome.reason} (${termination}). Scores: ${outcome.scores.join(', ')}.`;

const followMatch = async (match) => {
  const path = `/api/matches/${encodeURIComponent(match)}`;
  let next = 0;
  element('list').hidden = true;
  element('match').hidden = false;
  await repeat(stepsEveryMs, async () => {
    if (element('match-title').textContent === '') {
      const { game, seats } = await fetchJson(path);
      element('match-title').textContent = `${game.id} ${match}`;
      element('seats').textContent = seats.map(({ role, name }) => `${role}: ${name}`).join(', ');
    }
    const { items, result, next: more } = await fetchJson(`${path}/steps?from=${next}`);
    for (const { n, news } of items) if (news !== '') element('news').prepend(make('li', news, { value: n }));
    while (element('news').childElementCount > newsLinesMax) element('news').lastElementChild.remove();
    next += items.length;
    if (items.length > 0) element('board').textContent = items.at(-1).text;
    const isDone = result !== null && more === undefined;
    if (isDone) element('result').textContent = formatResult(result);
    return isDone;
  });
};

const match = new URLSearchParams(location.search).get('match');
if (match === null) await repeat(listEveryMs, showMatches);
else await followMatch(match);
