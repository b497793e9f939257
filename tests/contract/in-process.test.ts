import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { studioContract } from '../support/studio-contract.ts';

studioContract('in this process', async (home) => {
  const api = await Studio.open({ home, log: silentLogger, patienceMs: 0 });
  return { api, close: () => api.close() };
});
