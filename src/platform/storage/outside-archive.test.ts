import { expect, it } from 'vitest';
import { outsideArchive } from './outside-archive.ts';

it('leads beside the archive of a packaged app, and nowhere else otherwise', () => {
  expect(outsideArchive('/opt/Voxlane/resources/app.asar/dist/models')).toBe(
    '/opt/Voxlane/resources/app.asar.unpacked/dist/models',
  );
  expect(outsideArchive('C:\\Voxlane\\resources\\app.asar\\a')).toBe('C:\\Voxlane\\resources\\app.asar.unpacked\\a');
  expect(outsideArchive('/opt/voxlane/dist/models')).toBe('/opt/voxlane/dist/models');
  expect(outsideArchive('/opt/app.asar.unpacked/a')).toBe('/opt/app.asar.unpacked/a');
});
