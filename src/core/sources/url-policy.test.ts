import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebAddress, judgeAddress, judgeUrl, type Refusal, withoutCredentials } from './url-policy.ts';

const strict = { allowLocalNetwork: false };
const local = { allowLocalNetwork: true };
const reasonOf = (url: string, policy = strict): Refusal | 'allowed' => {
  const verdict = judgeUrl(url, policy);
  return verdict.kind === 'allowed' ? 'allowed' : verdict.reason;
};

describe('judgeUrl', () => {
  it.each<[string, Refusal | 'allowed', Refusal | 'allowed']>([
    ['https://example.com/watch?v=1', 'allowed', 'allowed'],
    ['http://8.8.8.8/a.mp4', 'allowed', 'allowed'],
    ['http://[2606:4700::1111]/a.mp4', 'allowed', 'allowed'],
    ['https://bücher.example/a', 'allowed', 'allowed'],
    ['ftp://example.com/a', 'scheme', 'scheme'],
    ['file:///etc/passwd', 'scheme', 'scheme'],
    ['javascript:alert(1)', 'scheme', 'scheme'],
    ['data:text/html,x', 'scheme', 'scheme'],
    ['example.com/a', 'not-a-url', 'not-a-url'],
    ['http://', 'not-a-url', 'not-a-url'],
    ['http://1.2.3.4.5/', 'not-a-url', 'not-a-url'],
    ['https://user@example.com/', 'credentials', 'credentials'],
    ['https://user:pass@example.com/', 'credentials', 'credentials'],
    ['http://example.com@127.0.0.1/', 'credentials', 'credentials'],
    ['http://127.0.0.1/', 'loopback', 'allowed'],
    ['http://127.1/', 'loopback', 'allowed'],
    ['http://2130706433/', 'loopback', 'allowed'],
    ['http://0x7f000001/', 'loopback', 'allowed'],
    ['http://0177.0.0.1/', 'loopback', 'allowed'],
    ['http://0x7f.1/', 'loopback', 'allowed'],
    ['http://127.0.0.1./', 'loopback', 'allowed'],
    ['http://１２７.0.0.1/', 'loopback', 'allowed'],
    ['http://[::1]/', 'loopback', 'allowed'],
    ['http://[::ffff:127.0.0.1]/', 'loopback', 'allowed'],
    ['http://[::ffff:7f00:1]/', 'loopback', 'allowed'],
    ['http://[::127.0.0.1]/', 'loopback', 'allowed'],
    ['http://[64:ff9b::10.0.0.1]/', 'private', 'allowed'],
    ['http://[2002:0a00:0001::]/', 'private', 'allowed'],
    ['http://[0:0:0:0:0:ffff:c0a8:101]/', 'private', 'allowed'],
    ['http://10.0.0.1/', 'private', 'allowed'],
    ['http://172.16.0.1/', 'private', 'allowed'],
    ['http://172.31.255.255/', 'private', 'allowed'],
    ['http://172.32.0.1/', 'allowed', 'allowed'],
    ['http://192.168.1.1:8080/', 'private', 'allowed'],
    ['http://169.254.1.1/', 'link-local', 'allowed'],
    ['http://[fe80::1]/', 'link-local', 'allowed'],
    ['http://[fd12:3456::1]/', 'unique-local', 'allowed'],
    ['http://100.64.0.1/', 'carrier-nat', 'allowed'],
    ['http://100.128.0.1/', 'allowed', 'allowed'],
    ['http://169.254.169.254/latest/meta-data/', 'metadata', 'metadata'],
    ['http://[::ffff:a9fe:a9fe]/', 'metadata', 'metadata'],
    ['http://[fd00:ec2::254]/', 'metadata', 'metadata'],
    ['http://0.0.0.0/', 'unusable', 'unusable'],
    ['http://0/', 'unusable', 'unusable'],
    ['http://[::]/', 'unusable', 'unusable'],
    ['http://224.0.0.1/', 'unusable', 'unusable'],
    ['http://255.255.255.255/', 'unusable', 'unusable'],
    ['http://[ff02::1]/', 'unusable', 'unusable'],
    ['http://[2001:0:1::1]/', 'unusable', 'unusable'],
    ['http://[2001:db8::1]/', 'unusable', 'unusable'],
    ['http://localhost/', 'local-name', 'allowed'],
    ['http://LOCALHOST:3000/', 'local-name', 'allowed'],
    ['http://a.localhost/', 'local-name', 'allowed'],
    ['http://localhost./', 'trailing-dot', 'allowed'],
    ['http://example.com./', 'trailing-dot', 'allowed'],
    ['http://printer/', 'local-name', 'allowed'],
    ['http://nas.local/', 'local-name', 'allowed'],
    ['http://metadata.google.internal/', 'local-name', 'allowed'],
  ])('%s: %s, with the local network allowed %s', (url, expected, expectedLocal) => {
    expect(reasonOf(url)).toBe(expected);
    expect(reasonOf(url, local)).toBe(expectedLocal);
  });

  it('judges an IPv4 address the same in every notation', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => {
        const bytes = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
        const dotted = bytes.join('.');
        const expected = judgeAddress(dotted, strict) ?? 'allowed';
        const hex = value.toString(16).padStart(8, '0');
        for (const host of [
          dotted,
          String(value),
          `0x${value.toString(16)}`,
          bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
          `[::ffff:${hex.slice(0, 4)}:${hex.slice(4)}]`,
          `[::ffff:${dotted}]`,
        ])
          expect([host, reasonOf(`http://${host}/`)]).toEqual([host, expected]);
      }),
    );
  });

  it('never throws, and allows only http and https without credentials', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        const verdict = judgeUrl(text, strict);
        if (verdict.kind === 'refused') return;
        const url = new URL(verdict.url);
        expect(url.protocol).toMatch(/^https?:$/);
        expect(url.username + url.password).toBe('');
      }),
    );
  });
});

describe('judgeAddress', () => {
  it('refuses text that is no address', () => {
    for (const text of ['', 'example.com', '1.2.3', '1.2.3.256', ':::', '1::2::3', 'fffff::1', '::1.2.3.999'])
      expect([text, judgeAddress(text, local)]).toEqual([text, 'unusable']);
  });

  it('ignores the zone of an address', () => {
    expect(judgeAddress('fe80::1%eth0', strict)).toBe('link-local');
  });
});

describe('addresses as text', () => {
  it('tells web addresses from files', () => {
    expect(['https://a.b/c', 'HTTP://x', 'ftp://x', 'talk.wav', 'http:/x'].map(isWebAddress)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('shows no credentials', () => {
    expect(withoutCredentials('https://me:secret@a.b/c')).toBe('https://***@a.b/c');
  });
});
