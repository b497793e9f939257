import { describe, expect, it } from 'vitest';
import { findPlace } from './network-folder.ts';

const on = (platform: NodeJS.Platform, type = 0xef53) => ({ platform, statfs: () => ({ type }) });

describe('findPlace', () => {
  it.each([
    [0xef53, 'local'],
    [0x9123683e, 'local'],
    [0x6969, 'network'],
    [0xff534d42, 'network'],
    [0xff534d42 | 0, 'network'],
    [0xfe534d42, 'network'],
    [0x01021997, 'network'],
    [0x65735546, 'unsure'],
  ])('Linux file system %i: %s', (type, kind) => {
    expect(findPlace('/home/a/voxlane', on('linux', type)).kind).toBe(kind);
  });

  it.each([
    ['\\\\server\\share\\voxlane', 'network'],
    ['//server/share/voxlane', 'network'],
    ['\\\\?\\UNC\\server\\share', 'network'],
    ['\\\\?\\C:\\Users\\a', 'local'],
    ['\\\\.\\C:\\Users\\a', 'local'],
    ['C:\\Users\\a\\voxlane', 'local'],
    ['C:\\Users\\a\\OneDrive - Firm\\voxlane', 'synced'],
  ])('Windows %s: %s', (folder, kind) => {
    expect(findPlace(folder, on('win32')).kind).toBe(kind);
  });

  it.each([
    ['/Users/a/Dropbox/voxlane', 'Dropbox'],
    ['/Users/a/Dropbox (Firm)/voxlane', 'Dropbox'],
    ['/Users/a/Library/CloudStorage/OneDrive-Personal/v', 'OneDrive'],
    ['/Users/a/Library/CloudStorage/GoogleDrive-a@b.c/v', 'Google Drive'],
    ['/Users/a/Library/Mobile Documents/com~apple~CloudDocs/v', 'iCloud Drive'],
  ])('%s is synchronised by %s', (folder, name) => {
    expect(findPlace(folder, on('darwin'))).toEqual({ kind: 'synced', name });
  });

  it('takes a name that only resembles one, and a folder that cannot be asked, for local', () => {
    expect(findPlace('/home/a/my dropbox notes/onedriveless', on('linux')).kind).toBe('local');
    const fails = (): never => {
      throw new Error('ENOSYS');
    };
    expect(findPlace('/home/a', { platform: 'linux', statfs: fails }).kind).toBe('local');
  });
});
