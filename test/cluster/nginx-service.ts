import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPrograms } from '../required-tools.ts';
import { createService, type Service } from './service.ts';

const template = new URL('../../deploy/arenas.conf.template', import.meta.url);

/** What the names in the template stand for. */
export type ProxyNames = Readonly<Record<'ARENA_1' | 'ARENA_2' | 'LISTEN' | 'LISTEN_1' | 'LISTEN_2', string>>;

/** The template with its names filled in, as the image's own start does it. */
const fillTemplate = (text: string, names: ProxyNames): string =>
  text.replace(/\$\{(\w+)\}/g, (whole, name: string) => names[name as keyof ProxyNames] ?? whole);

/** Around what the deployment configures: everything that is written lies in one folder. */
const mainOf = (folder: string): string => `
daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/arenas.conf;
}
`;

/** The proxy of the deployment, with its configuration, in a process of this machine. */
export const createNginxService = async (folder: string, names: ProxyNames): Promise<Service> => {
  await mkdir(folder);
  await writeFile(join(folder, 'arenas.conf'), fillTemplate(await readFile(template, 'utf8'), names));
  await writeFile(join(folder, 'nginx.conf'), mainOf(folder));
  return createService({
    command: findPrograms('nginx')[0] ?? 'nginx',
    parameters: ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    isAnswering: () =>
      // Whatever it answers: the arenas behind it may not be there yet.
      fetch(`http://${names.LISTEN}/health`).then(
        () => true,
        () => false,
      ),
  });
};
