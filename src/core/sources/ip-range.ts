/** What an address belongs to, as far as a download is concerned. */
export type AddressKind =
  'public' | 'loopback' | 'private' | 'link-local' | 'unique-local' | 'carrier-nat' | 'metadata' | 'unusable';

type Range = readonly [first: string, bits: number, kind: AddressKind];

/** First match wins. Sources: IANA special-purpose registries (RFC 6890, RFC 8190); clouds' instance metadata services. */
const RANGES_V4: readonly Range[] = [
  ['169.254.169.254', 32, 'metadata'],
  ['169.254.170.2', 32, 'metadata'],
  ['100.100.100.200', 32, 'metadata'],
  ['168.63.129.16', 32, 'metadata'],
  ['192.0.0.192', 32, 'metadata'],
  ['0.0.0.0', 8, 'unusable'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'carrier-nat'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'unusable'],
  ['192.0.2.0', 24, 'unusable'],
  ['192.88.99.0', 24, 'unusable'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'unusable'],
  ['198.51.100.0', 24, 'unusable'],
  ['203.0.113.0', 24, 'unusable'],
  ['224.0.0.0', 3, 'unusable'],
];

/**
 * The kind of an IPv4 or IPv6 address in text form (IPv6 without brackets; a zone after `%` is ignored). IPv6 forms
 * that carry an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by that address. Text that is no address is
 * `unusable`.
 */
export function classifyAddress(text: string): AddressKind {
  const v4 = parseV4(text);
  if (v4 !== undefined) return classifyV4(v4);
  const groups = parseV6(text.replace(/%.*$/, ''));
  return groups === undefined ? 'unusable' : classifyV6(groups);
}

function classifyV4(value: number): AddressKind {
  for (const [first, bits, kind] of RANGES_V4) {
    const size = 2 ** (32 - bits);
    if (Math.floor(value / size) === Math.floor((parseV4(first) ?? 0) / size)) return kind;
  }
  return 'public';
}

function classifyV6(groups: readonly number[]): AddressKind {
  const [a = 0, b = 0] = groups;
  const zeros = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  const v4At = (index: number): AddressKind => classifyV4((groups[index] ?? 0) * 65536 + (groups[index + 1] ?? 0));
  if (zeros(7)) return groups[7] === 1 ? 'loopback' : 'unusable';
  if (zeros(5) && groups[5] === 0xffff) return v4At(6);
  if (zeros(6)) return v4At(6);
  if (a === 0x64 && b === 0xff9b) return groups.slice(2, 6).every((group) => group === 0) ? v4At(6) : 'unusable';
  if (a === 0x2002) return v4At(1);
  if (a === 0xfd00 && b === 0xec2) return 'metadata';
  if ((a & 0xfe00) === 0xfc00) return 'unique-local';
  if ((a & 0xffc0) === 0xfe80) return 'link-local';
  if ((a & 0xffc0) === 0xfec0) return 'private';
  // 2001::/23 holds Teredo and other protocol assignments, 2001:db8::/32 and 3fff::/20 documentation.
  if (a === 0x2001 && (b < 0x200 || b === 0xdb8)) return 'unusable';
  if (a === 0x3fff && b < 0x1000) return 'unusable';
  return (a & 0xe000) === 0x2000 ? 'public' : 'unusable';
}

function parseV4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

function parseV6(text: string): number[] | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted === null ? undefined : parseV4(dotted[2]);
  if (dotted !== null && tail === undefined) return undefined;
  const plain =
    dotted === null || tail === undefined
      ? text
      : `${dotted[1]}${Math.floor(tail / 65536).toString(16)}:${(tail % 65536).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (head === undefined) return undefined;
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array.from({ length: rest === undefined ? 0 : missing }, () => '0'), ...(rest ?? [])];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.map((group) => parseInt(group, 16));
}
