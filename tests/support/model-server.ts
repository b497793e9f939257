import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type ModelHost, type ModelServer, startModelHost } from './model-host.ts';

/** Runs while the tests of the calling file run; faults and requests are forgotten between tests. */
export function modelServer(): ModelServer {
  let host: ModelHost | undefined;
  const running = (): ModelHost => {
    if (host === undefined) throw new Error('the model server runs only during tests');
    return host;
  };
  beforeAll(async () => {
    host = await startModelHost();
  });
  beforeEach(() => running().forget());
  afterAll(() => host?.close());
  return {
    get url() {
      return running().url;
    },
    get files() {
      return running().files;
    },
    get faults() {
      return running().faults;
    },
    get requests() {
      return running().requests;
    },
    busiest: () => running().busiest(),
    forget: () => running().forget(),
  };
}
