import { readFile } from 'node:fs/promises';
import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingNames, variableOf } from '../../server/config/settings.ts';

const read = (name: string): Promise<string> => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources: { readonly limits: { readonly memory: string } } };
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly networks?: { readonly default: { readonly ipv4_address?: string } };
  readonly depends_on?: unknown;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly networks?: {
    readonly default: {
      readonly ipam: { readonly config: readonly { readonly subnet: string; readonly ip_range: string }[] };
    };
  };
}

const readCompose = async (name: string): Promise<Compose> =>
  parse(await read(name), { merge: true }) as Compose;

// There is no container engine where these tests run: the files are read, and the same topology runs without containers
// in topology.test.ts.
describe('the files for containers', () => {
  test('of several processes: everything is confined, limited, started again and asked for its health', async () => {
    const { services } = await readCompose('docker-compose.cluster.yml');
    expect(Object.keys(services).toSorted()).toEqual(['arena-1', 'arena-2', 'postgres', 'proxy', 'redis']);
    const image = await read('Dockerfile');
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' });
      expect(service.user, name).toMatch(/^[a-z]+$/);
      expect(service.user, name).not.toBe('root');
      expect(service.deploy!.resources.limits.memory, name).toMatch(/^\d+[mg]$/);
      const isAsked = service.build === undefined ? service.healthcheck : image.includes('HEALTHCHECK');
      expect(isAsked, name).toBeTruthy();
    }
  });

  test('name settings that there are, and volumes that are declared', async () => {
    const known = settingNames.map(variableOf);
    for (const file of ['docker-compose.yml', 'docker-compose.cluster.yml']) {
      const { services, volumes } = await readCompose(file);
      const all = Object.values(services);
      const variables = all.flatMap(({ environment = {} }) => Object.keys(environment));
      expect(variables.filter((name) => name.startsWith('AGON_') && !known.includes(name))).toEqual([]);
      const sources = all.flatMap(({ volumes: mounts = [] }) => mounts.map((mount) => mount.split(':')[0]!));
      const named = sources.filter((source) => !source.startsWith('.'));
      expect([...new Set(named)].toSorted()).toEqual(Object.keys(volumes).toSorted());
    }
  });

  test('run the PostgreSQL that the README says the tests run', async () => {
    const { services } = await readCompose('docker-compose.cluster.yml');
    const [, major] = /^postgres:(\d+)-/.exec(services['postgres']!.image!)!;
    expect(await read('README.md')).toContain(`(tested with ${major};`);
  });

  test('keep the figures of the arenas from whoever comes through the proxy', async () => {
    const template = await read('deploy/arenas.conf.template');
    const servers = template.split(/^server \{$/m).slice(1);
    expect(servers).toHaveLength(3);
    for (const server of servers)
      expect(server).toMatch(/^ {2}location = \/metrics \{\n {4}return 404;\n {2}\}$/m);
  });

  test('give the arenas addresses of their own at the proxy, which fills in its whole template', async () => {
    const { services } = await readCompose('docker-compose.cluster.yml');
    const { environment: names = {} } = services['proxy']!;
    const template = await read('deploy/arenas.conf.template');
    for (const [, name] of template.matchAll(/\$\{(\w+)\}/g)) expect(names).toHaveProperty([name!]);
    for (const at of [1, 2]) {
      const { AGON_SERVER_PROCESS_URL: url = '' } = services[`arena-${at}`]!.environment!;
      expect(url.endsWith(`:${names[`LISTEN_${at}`]}`)).toBe(true);
      expect(names[`ARENA_${at}`]).toBe(`arena-${at}:2567`);
    }
  });

  test('keep an arena where the proxy found it, when its container is made anew', async () => {
    const { services, networks } = await readCompose('docker-compose.cluster.yml');
    const [{ subnet, ip_range: others }] = networks!.default.ipam.config as [
      { subnet: string; ip_range: string },
    ];
    const isIn = (address: string, range: string): boolean => {
      const [net, bits] = range.split('/');
      const list = new BlockList();
      list.addSubnet(net!, Number(bits));
      return list.check(address);
    };
    const addresses = [1, 2].map((at) => services[`arena-${at}`]!.networks!.default.ipv4_address!);
    expect(new Set(addresses).size).toBe(2);
    // No other container is given one of them while its arena is away.
    for (const address of addresses)
      expect([isIn(address, subnet), isIn(address, others)]).toEqual([true, false]);
  });
});
