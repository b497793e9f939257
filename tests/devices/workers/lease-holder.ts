/**
 * Asks for a place of 4 GiB on a GPU, starts a process that stands for the model, and says so. Then it looks into the book
 * whenever it is told to.
 */
import { spawn } from 'node:child_process';
import { leaseGpu } from '../../../src/platform/devices/gpu-leases.ts';

const lease = await leaseGpu({ needBytes: 4 * 1024 ** 3, waitMs: 20_000, signal: new AbortController().signal });
if (lease === undefined) {
  process.send?.({ state: 'none' });
} else {
  const model = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore', detached: true });
  lease.heldBy(model.pid);
  await lease.loaded();
  process.on('message', (message) => {
    if (message === 'check') void lease.check().then((state) => process.send?.({ state }));
    else {
      model.once('exit', () => void lease.release().then(() => process.disconnect()));
      model.kill('SIGKILL');
    }
  });
  process.send?.({ state: 'loaded', gpu: lease.gpu, model: model.pid });
}
