import { describe, expect, it } from 'vitest';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { llmSpecOf } from '../../core/llm/llm-spec.ts';
import { outsideHosts } from './outside-hosts.ts';

const none = { offline: false, asrUrl: undefined, languageModels: [] as LlmChoice[] };
const modelAt = (url: string): LlmChoice => llmSpecOf({ url, model: 'm', plainHttp: true });

describe('the hosts that something leaves this computer for', () => {
  it.each([
    ['none are set up', none, []],
    [
      'servers of this computer',
      { ...none, asrUrl: 'http://127.0.0.1:8000/v1', languageModels: [modelAt('http://localhost:8080')] },
      [],
    ],
    ['a speech server', { ...none, asrUrl: 'https://speech.example.org/v1' }, ['speech.example.org']],
    [
      'both, at one host and at another',
      {
        ...none,
        asrUrl: 'https://one.example.org/v1',
        languageModels: [modelAt('https://one.example.org'), modelAt('http://box:8080')],
      },
      ['one.example.org', 'box:8080'],
    ],
    ['an address that is none', { ...none, asrUrl: 'speech' }, []],
    ['the network is off', { ...none, offline: true, asrUrl: 'https://speech.example.org/v1' }, []],
  ])('%s', (_, settings, hosts) => {
    expect(outsideHosts(settings)).toEqual(hosts);
  });
});
