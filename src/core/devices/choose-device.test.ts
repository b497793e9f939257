import { describe, expect, it } from 'vitest';
import type { Device } from '../../shared/device.ts';
import { chooseDevice, type DeviceVerdict } from './choose-device.ts';

const works: DeviceVerdict = { state: 'works' };
const absent: DeviceVerdict = { state: 'absent', reason: 'not installed.' };
const failed: DeviceVerdict = { state: 'failed', reason: 'the driver is too old.' };

const known =
  (verdicts: Partial<Record<Device, DeviceVerdict>>, asked: Device[] = []) =>
  (device: Device): Promise<DeviceVerdict> => {
    asked.push(device);
    return Promise.resolve(verdicts[device] ?? absent);
  };

describe('chooseDevice', () => {
  it('takes the best that works, and asks about no more than it must', async () => {
    const asked: Device[] = [];
    expect(await chooseDevice('auto', known({ cuda: works, dml: works }, asked))).toEqual({ device: 'cuda' });
    expect(asked).toEqual(['cuda']);
    expect(await chooseDevice('auto', known({ dml: works }))).toEqual({ device: 'dml' });
  });

  it('needs no words for what is not installed', async () => {
    expect(await chooseDevice('auto', known({}))).toEqual({ device: 'cpu' });
  });

  it('says when a device that is there does not work', async () => {
    const choice = await chooseDevice('auto', known({ cuda: failed }));
    expect(choice).toMatchObject({ device: 'cpu', alert: { code: 'downgrade-device', severity: 'info' } });
    expect(choice.alert?.message).toContain('cuda does not work: the driver is too old.');
  });

  it.each([absent, failed])('warns when the device that was asked for is $state', async (verdict) => {
    const choice = await chooseDevice('cuda', known({ cuda: verdict, dml: works }));
    expect(choice).toMatchObject({ device: 'cpu', alert: { code: 'downgrade-device', severity: 'warning' } });
    expect(choice.alert?.message).toMatch(/^Asked for cuda, used cpu because (not installed|the driver is too old)\./);
  });

  it('never takes an emulated device by itself, only when asked', async () => {
    const asked: Device[] = [];
    expect(await chooseDevice('auto', known({ webgpu: works }, asked))).toEqual({ device: 'cpu' });
    expect(asked).not.toContain('webgpu');
    expect(await chooseDevice('webgpu', known({ webgpu: works }))).toEqual({ device: 'webgpu' });
  });

  it('asks nothing for the processor', async () => {
    const asked: Device[] = [];
    expect(await chooseDevice('cpu', known({}, asked))).toEqual({ device: 'cpu' });
    expect(asked).toEqual([]);
  });
});
