import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import type { Device } from '../../shared/device.ts';
import { devicesFolder } from '../storage/folders.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

const recordSchema = z.strictObject({
  device: z.string(),
  /** Runtime, system and driver: with another one the verdict means nothing. */
  signature: z.string(),
  atMs: z.number(),
  verdict: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('works') }),
    z.strictObject({ state: z.literal('failed'), reason: z.string() }),
  ]),
});

const DAY_MS = 24 * 60 * 60 * 1000;
/** A failure may have been a busy device, so it is believed for less long. */
const BELIEVED_MS = { works: 30 * DAY_MS, failed: DAY_MS } as const;

/** The verdict of an earlier probe of the same device, runtime and driver; `undefined` when there is none or it is too old. */
export async function rememberedVerdict(
  device: Device,
  signature: string,
  nowMs: number,
): Promise<DeviceVerdict | undefined> {
  const record = await readRecord(device);
  if (record?.device !== device || record.signature !== signature) return undefined;
  const ageMs = nowMs - record.atMs;
  return ageMs >= 0 && ageMs < BELIEVED_MS[record.verdict.state] ? record.verdict : undefined;
}

/** Keeps a verdict for later processes. */
export async function rememberVerdict(
  device: Device,
  signature: string,
  verdict: DeviceVerdict,
  nowMs: number,
): Promise<void> {
  const path = recordPath(device);
  try {
    await makeFolder(dirname(path));
    await writeFileAtomic(path, JSON.stringify({ device, signature, atMs: nowMs, verdict }));
  } catch {
    // A cache that cannot be written costs the time of another probe, nothing else.
  }
}

async function readRecord(device: Device): Promise<z.infer<typeof recordSchema> | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordPath(device), 'utf8')));
  } catch {
    return undefined;
  }
}

function recordPath(device: Device): string {
  return join(devicesFolder(), `${device}.json`);
}
