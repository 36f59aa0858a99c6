import { connect } from 'node:net';
import { freePort } from '../crash/free-port.ts';
import { createService, type Service } from './service.ts';

/** A Redis of one run's own. */
export interface RedisService extends Service {
  readonly port: number;
}

/** Whether something on this port answers a ping. */
const isRedisAt = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

/** A Redis that keeps nothing on the disk: a restart forgets everything. */
export const createRedisService = async (): Promise<RedisService> => {
  const port = await freePort();
  const parameters = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const service = createService({
    command: 'redis-server',
    parameters,
    isAnswering: () => isRedisAt(port),
  });
  return { ...service, port };
};
