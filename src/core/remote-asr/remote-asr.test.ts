import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { isThisComputer } from '../sources/server-address.ts';
import { remoteAsrOf, remoteAsrSchema, remoteEngineId } from './remote-asr.ts';

const of = (url: string, plainHttp = false) => remoteAsrOf({ url, api: 'openai', plainHttp });

describe('the address of a speech server', () => {
  it.each([
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1/audio/transcriptions'],
    ['http://localhost:8000/v1/', 'http://localhost:8000/v1/audio/transcriptions'],
    ['http://[::1]:1/', 'http://[::1]:1/v1/audio/transcriptions'],
    ['https://api.lemonfox.ai/v1', 'https://api.lemonfox.ai/v1/audio/transcriptions'],
    [' https://example.org/asr ', 'https://example.org/asr/v1/audio/transcriptions'],
    ['https://example.org/v1/audio/transcriptions', 'https://example.org/v1/audio/transcriptions'],
  ])('%s is that of its endpoint', (text, url) => {
    expect(of(text).url).toBe(url);
    expect(of(of(text).url)).toEqual(of(text));
  });

  it.each([
    'example.org',
    'ftp://example.org',
    'http://example.org',
    'http://192.168.1.5:8000',
    'http://127.0.0.1.example.org',
    'https://user:secret@example.org',
    'https://example.org/v1?key=secret',
    'http://169.254.169.254/v1',
  ])('%s is refused, without being repeated', (text) => {
    let error: unknown;
    try {
      of(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('options-invalid');
    expect(JSON.stringify((error as AppError).toData())).not.toContain('secret');
    expect(remoteAsrSchema.safeParse({ url: text, api: 'openai' }).success).toBe(false);
  });

  it('may be unencrypted on another computer when the user said so', () => {
    const spec = of('http://192.168.1.5:8000', true);
    expect(isThisComputer(spec)).toBe(false);
    expect(remoteAsrSchema.parse(spec)).toEqual(spec);
    expect(remoteEngineId({ ...spec, model: 'voxtral' })).toBe('192.168.1.5:8000/voxtral');
  });
});
