import { expect, test } from 'vitest';
import { connectAgent, enterLobby } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

interface ListedKey {
  readonly id: string;
  readonly kind: string;
  readonly of: string;
  readonly revokedAt: string | null;
}

/** What the route answers somebody with this key: the status, and the body where there is one. */
const ask = async (
  { url }: TestArena,
  key: string | undefined,
  { method = 'GET', id = '', body }: { method?: string; id?: string; body?: object } = {},
): Promise<{ status: number; code?: string; items?: ListedKey[]; id?: string; key?: string }> => {
  const response = await fetch(`${url}/api/account-keys${id === '' ? '' : `/${id}`}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, ...(text === '' ? {} : (JSON.parse(text) as object)) };
};

const kuhn = { games: ['kuhn-poker'], concurrency: 1 };

test('a key that was stolen is found, replaced and revoked by its owner, and by nobody else', async () => {
  const arena = await openTestArena();
  const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
  const listed = await ask(arena, ada.key);
  expect(listed.items!.map(({ kind, revokedAt }) => [kind, revokedAt])).toEqual([
    ['owner', null],
    ['agent', null],
  ]);
  expect(JSON.stringify(listed)).not.toContain(ada.agentKey.split('_').slice(3).join('_'));
  const stolen = listed.items!.find(({ of }) => of === ada.agent)!.id;
  expect(ada.agentKey).toContain(stolen);

  const replacement = await ask(arena, ada.key, { method: 'POST', body: { agent: ada.agent } });
  expect(replacement.status).toBe(201);
  for (const [key, code] of [
    [undefined, 'key-missing'],
    [ada.agentKey, 'forbidden'],
    [eve.key, 'unknown-key'],
  ] as const)
    expect((await ask(arena, key, { method: 'DELETE', id: stolen })).code).toBe(code);
  expect((await ask(arena, ada.key, { method: 'DELETE', id: stolen })).status).toBe(204);

  const thief = await connectAgent(arena.url);
  thief.send({ type: 'hello', protocol: 1, key: ada.agentKey });
  expect(await thief.next('error')).toMatchObject({ code: 'bad-key' });
  const agent = await enterLobby(arena.url, replacement.key!, kuhn);
  expect(await agent.next('entered')).toMatchObject({ agent: ada.agent });
  const after = (await ask(arena, ada.key)).items!;
  expect(after.find(({ id }) => id === stolen)!.revokedAt).not.toBeNull();
  expect(after.find(({ id }) => id === replacement.id)!.revokedAt).toBeNull();
});

test('a key that is revoked ends what stands in the lobby under it, and nothing else', async () => {
  const arena = await openTestArena();
  const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
  const thief = await enterLobby(arena.url, ada.agentKey, kuhn);
  await thief.next('entered');
  const stolen = (await ask(arena, ada.key)).items!.find(({ of }) => of === ada.agent)!.id;
  // Who may not revoke it ends nothing: it is revoked for the first time by what follows.
  expect((await ask(arena, eve.key, { method: 'DELETE', id: stolen })).code).toBe('unknown-key');
  const replacement = await ask(arena, ada.key, { method: 'POST', body: { agent: ada.agent } });
  const agent = await enterLobby(arena.url, replacement.key!, { ...kuhn, worker: 'new' });
  await agent.next('entered');
  expect(thief.socket.readyState).toBe(thief.socket.OPEN);
  expect((await ask(arena, ada.key, { method: 'DELETE', id: stolen })).status).toBe(204);
  const seats = [`agent:${ada.agent}`, 'open'];
  const made = await arena.post('/api/matches', { game: 'kuhn-poker', seats }, ada.key);
  expect(await agent.next('invite')).toMatchObject({
    match: ((await made.json()) as { match: string }).match,
  });
  expect(await thief.closed).toEqual({ code: 4003, reason: 'bad-key' });
  expect(thief.all.map(({ type }) => type)).toEqual(['entered', 'error']);
});

test('the admin revokes any key; nobody makes or lists keys of another', async () => {
  const arena = await openTestArena();
  const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
  expect((await ask(arena, eve.key, { method: 'POST', body: { agent: ada.agent } })).code).toBe(
    'unknown-agent',
  );
  expect((await ask(arena, eve.key, { method: 'POST', body: { owner: 'x' } })).code).toBe('bad-body');
  expect((await ask(arena, arena.adminKey)).code).toBe('forbidden');
  expect((await ask(arena, undefined)).code).toBe('key-missing');
  const own = await ask(arena, eve.key, { method: 'POST', body: {} });
  expect((await ask(arena, own.key)).items).toHaveLength(3);
  const [first] = (await ask(arena, own.key)).items!;
  expect((await ask(arena, arena.adminKey, { method: 'DELETE', id: first!.id })).status).toBe(204);
  expect((await ask(arena, eve.key)).code).toBe('bad-key');
  expect((await ask(arena, own.key)).status).toBe(200);
  expect((await ask(arena, arena.adminKey, { method: 'DELETE', id: 'nothing' })).code).toBe('unknown-key');
});
