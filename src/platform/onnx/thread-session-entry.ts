import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession, Tensor } from '../../core/ports/inference.ts';
import { toAppError } from '../../shared/app-error.ts';
import { createOnnxRuntime } from './runtime.ts';
import type { ThreadAnswer, ThreadRequest } from './thread-session.ts';

const { path, threads } = workerData as { readonly path: string; readonly threads: number };
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a thread.');
const answer = (message: ThreadAnswer): void => port.postMessage(message);

try {
  const session = await createOnnxRuntime().load(path, { threads });
  port.on('message', (request: ThreadRequest) => void serve(session, request));
  answer({ kind: 'ready', inputs: session.inputs, outputs: session.outputs });
} catch (error) {
  answer({ kind: 'failed', id: -1, error: toAppError(error).toData() });
}

async function serve(session: InferenceSession, { id, feeds, fetches }: ThreadRequest): Promise<void> {
  try {
    const outputs = await session.run(feeds, fetches);
    const result = Object.fromEntries(
      Object.entries(outputs).map(([name, { type, dims, data }]): [string, Tensor] => [
        name,
        { type, dims: [...dims], data: data.slice() },
      ]),
    );
    answer({ kind: 'result', id, result });
  } catch (error) {
    answer({ kind: 'failed', id, error: toAppError(error).toData() });
  }
}
