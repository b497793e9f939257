import { expect, it } from 'vitest';
import { damagedNotice } from './damaged-notice.ts';
import type { InstalledModel, ModelManifest } from './manifest.ts';

const model = (id: string, fixture: boolean, problem?: string): InstalledModel => {
  const manifest = { id, fixture, task: 'embedding', layout: 'wespeaker-onnx', files: [] } as unknown as ModelManifest;
  return { manifest, folder: `/m/${id}`, bundled: fixture, problem };
};
const damaged = model('resnet', false, 'model.onnx is cut short');
const whole = model('campp', false);
const fixture = model('small', true);

it('names the damaged model and what was used instead', () => {
  const [alert] = damagedNotice([damaged, fixture], 'embedding', fixture, 'auto');
  expect(alert).toMatchObject({ code: 'downgrade-model-damaged', severity: 'warning' });
  expect(alert?.message).toMatch(/resnet.*cut short.*small was used instead/);
  expect(damagedNotice([damaged], 'embedding', undefined, 'auto')[0]?.message).toContain('Nothing took its place.');
});

it('says nothing when a real model is used, in a demo, or for another task', () => {
  expect(damagedNotice([damaged, whole], 'embedding', whole, 'auto')).toEqual([]);
  expect(damagedNotice([damaged, fixture], 'embedding', fixture, 'demo')).toEqual([]);
  expect(damagedNotice([damaged, fixture], 'segmentation', fixture, 'auto')).toEqual([]);
  expect(damagedNotice([model('bad', true, 'gone'), fixture], 'embedding', fixture, 'auto')).toEqual([]);
});
