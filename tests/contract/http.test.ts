import { openWindow, serveStudio, signIn } from '../support/served-studio.ts';
import { studioContract } from '../support/studio-contract.ts';

studioContract('over HTTP and a socket', async (home) => {
  const served = await serveStudio(home);
  const window = await openWindow(served.server.origin, await signIn(served.server));
  return {
    api: window.api,
    async close() {
      window.close();
      await served.close();
    },
  };
});
