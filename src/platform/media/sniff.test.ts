import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('sniff', () => {
  it.each([
    '#EXTM3U\nx.ts',
    '\xef\xbb\xbf  \n#EXTM3U\r\n',
    'ffconcat version 1.0\nfile x',
    "file 'x.wav'\n",
    'v=0\no=-\ns=x\nc=IN IP4 127.0.0.1\n',
    '<?xml version="1.0"?>\n\n<MPD>',
    '<smil><body/></smil>',
    '[playlist]\nFile1=x',
    '#!/bin/sh\nid',
    'https://example.org/a.m3u8',
  ])('%j is a script', (text) => {
    expect(sniff(bytes(text))).toBe('script');
  });

  it.each(['RIFF\x24\0\0\0WAVE', 'fLaC\0', 'OggS', '\0\0\0\x20ftypisom', '\x1aE\xdf\xa3', 'ID3\x04', '#!AMR\n'])(
    '%j is media',
    (text) => {
      expect(sniff(bytes(text))).toBe('media');
    },
  );

  it('has no opinion on text, noise and scripts quoted inside binary data', () => {
    for (const text of ['', 'dear diary', 'filed under x', '\xff\xfb\x90\0\0#EXTM3U', '\0ffconcat version 1.0']) {
      expect(sniff(bytes(text))).toBe('unknown');
    }
  });

  it('answers for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (any) => ['script', 'media', 'unknown'].includes(sniff(any))));
  });
});
