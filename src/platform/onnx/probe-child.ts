/**
 * Entry of a throw-away process: loads a small model on the device named by its first argument (path of the model: the
 * second), runs it and answers with one line of JSON. A process of its own, because a broken driver can crash or hang
 * whoever calls it.
 */
import { describeUnknown, toAppError } from '../../shared/app-error.ts';
import { type Device, DEVICES } from '../../shared/device.ts';
import { answerAndEnd } from '../process/script-side.ts';
import { createOnnxRuntime } from './runtime.ts';

/** Devices may round to 16 bits on the way (TF32); the sums are below 10. */
const TOLERANCE = 0.05;
const SIDE = 64;

type Answer =
  { readonly kind: 'works'; readonly difference: number } | { readonly kind: 'failed'; readonly reason: string };

async function probe(device: Device, path: string): Promise<Answer> {
  const expected = await runOn('cpu', path);
  const actual = await runOn(device, path);
  const difference = Math.max(...actual.map((value, i) => Math.abs(value - expected[i])));
  if (actual.length === expected.length && difference <= TOLERANCE) return { kind: 'works', difference };
  return { kind: 'failed', reason: `It calculates wrongly (off by ${difference}).` };
}

/** The model multiplies a matrix by itself and drops negative numbers. */
async function runOn(device: Device, path: string): Promise<Float32Array> {
  const session = await createOnnxRuntime(1, device, true).load(path, { threads: 1 });
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i) / 4);
  const { y } = await session.run({ x: { type: 'float32', dims: [SIDE, SIDE], data } });
  const result = Float32Array.from(y.data as Float32Array);
  await session.dispose();
  return result;
}

async function answer(): Promise<Answer> {
  const [device, path] = process.argv.slice(2);
  try {
    const known = DEVICES.find((name) => name === device);
    if (known === undefined || path === undefined) throw new Error('This file is started by Voxlane itself.');
    return await probe(known, path);
  } catch (thrown) {
    const error = toAppError(thrown);
    return { kind: 'failed', reason: describeUnknown(error.cause ?? error.parts.what) };
  }
}

await answerAndEnd(`${JSON.stringify(await answer())}\n`);
