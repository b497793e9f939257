import { describe, expect, it } from 'vitest';
import { remoteAsrOf } from '../../core/remote-asr/remote-asr.ts';
import type { ReadSecret } from '../../platform/secrets/keychain.ts';
import type { AppError } from '../../shared/app-error.ts';
import { refuseRemoteJobs } from './refuse-unagreed.ts';
import { withKey } from './remote-key.ts';

const { signal } = new AbortController();
const of = (url: string) => remoteAsrOf({ url, api: 'openai', plainHttp: false });
const here = of('http://127.0.0.1:8000');
const away = of('https://asr.example.org');
const lemonfox = of('https://api.lemonfox.ai');

describe('the key of a speech server', () => {
  const found =
    (asked: string[], values: Readonly<Record<string, string>>) =>
    (name: string): Promise<ReadSecret> => {
      asked.push(name);
      const value = values[name];
      return Promise.resolve(value === undefined ? { kind: 'absent' } : { kind: 'found', value });
    };

  it('is that of the environment, and the keychain is left alone then', async () => {
    const asked: string[] = [];
    const read = found(asked, { asr: 'stored' });
    expect(await withKey(away, signal, { VOXLANE_ASR_KEY: ' given\n' }, read)).toEqual({ spec: away, key: 'given' });
    expect(await withKey(here, signal, {}, read)).toEqual({ spec: here });
    expect(asked).toEqual([]);
    expect((await withKey(away, signal, {}, read)).key).toBe('stored');
  });

  it('of Lemonfox goes to Lemonfox alone', async () => {
    const environment = { LEMONFOX_API_KEY: 'fox' };
    expect((await withKey(lemonfox, signal, environment, found([], {}))).key).toBe('fox');
    expect((await withKey(lemonfox, signal, {}, found([], { lemonfox: 'fox', asr: 'other' }))).key).toBe('fox');
    const asked: string[] = [];
    expect((await withKey(away, signal, environment, found(asked, { lemonfox: 'fox' }))).key).toBeUndefined();
    expect(asked).toEqual(['asr']);
  });
});

describe('jobs with a speech server', () => {
  const add = (remote: unknown) => ({ jobs: [{ spec: {} }, { spec: { remote } }] });
  const codeOf = (input: unknown, rules: { offline: boolean; asrHosts: string[] }, name = 'queue.add') => {
    try {
      refuseRemoteJobs(name, input, rules);
      return undefined;
    } catch (error) {
      return (error as AppError).code;
    }
  };

  it('are taken for this computer and for hosts that were agreed to', () => {
    expect(codeOf(add(here), { offline: true, asrHosts: [] })).toBeUndefined();
    expect(codeOf(add(away), { offline: false, asrHosts: ['asr.example.org'] })).toBeUndefined();
    expect(codeOf(add(undefined), { offline: true, asrHosts: [] })).toBeUndefined();
  });

  it('are refused for any other host, and while the network is off', () => {
    expect(codeOf(add(away), { offline: false, asrHosts: ['example.org', 'asr.example.org:8443'] })).toBe(
      'options-invalid',
    );
    expect(codeOf(add(away), { offline: true, asrHosts: ['asr.example.org'] })).toBe('source-refused');
    const change = { ids: [1], change: { remote: away } };
    expect(codeOf(change, { offline: false, asrHosts: [] }, 'queue.respec')).toBe('options-invalid');
  });
});
