import { describe, expect, it } from 'vitest';
import { refuseOffline } from './refuse-offline.ts';

const codeOf = (name: Parameters<typeof refuseOffline>[0], input: unknown): unknown => {
  try {
    refuseOffline(name, input);
    return 'allowed';
  } catch (error) {
    return (error as { readonly code: unknown }).code;
  }
};

describe('refuseOffline', () => {
  it('refuses what would use the network and nothing else', () => {
    expect(codeOf('models.pull', { ids: ['x'] })).toBe('download-failed');
    expect(codeOf('tools.update', {})).toBe('download-failed');
    expect(codeOf('sources.look', { url: 'https://a.b' })).toBe('source-refused');
    expect(codeOf('queue.plan', { inputs: ['a.wav', 'https://a.b/c'], lookUp: true })).toBe('source-refused');
    expect(codeOf('queue.plan', { inputs: ['https://a.b/c'], lookUp: false })).toBe('allowed');
    expect(codeOf('queue.plan', { inputs: ['a.wav'], lookUp: true })).toBe('allowed');
    expect(codeOf('documents.list', {})).toBe('allowed');
    expect(codeOf('models.list', undefined)).toBe('allowed');
  });
});
