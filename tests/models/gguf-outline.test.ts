import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGgufProblem } from '../../src/platform/models/gguf-outline.ts';
import { scratchFolder } from '../support/scratch.ts';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([u64(value.length), Buffer.from(value)]);

interface Parts {
  readonly version?: number;
  readonly tensors?: number | bigint;
  readonly pairs?: number | bigint;
  readonly alignment?: number;
  readonly dims?: readonly (number | bigint)[];
  readonly offset?: number;
  readonly data?: number;
  readonly name?: Buffer;
}

/** A file of one float tensor, written after the specification; every part can be made wrong. */
function gguf(parts: Parts = {}): Buffer {
  const alignment = parts.alignment ?? 32;
  const dims = parts.dims ?? [4, 2];
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(parts.version ?? 3),
    u64(parts.tensors ?? 1),
    u64(parts.pairs ?? 3),
    text('general.alignment'),
    u32(4),
    u32(alignment),
    text('general.name'),
    u32(8),
    text('tiny'),
    text('tokens'),
    u32(9),
    u32(8),
    u64(2),
    text('a'),
    text('b'),
    parts.name ?? text('weight'),
    u32(dims.length),
    ...dims.map(u64),
    u32(0),
    u64(parts.offset ?? 0),
  ]);
  const step = alignment > 0 && alignment <= 65_536 ? alignment : 32;
  return Buffer.concat([head, Buffer.alloc((step - (head.length % step)) % step), Buffer.alloc(parts.data ?? 32)]);
}

describe('findGgufProblem', () => {
  const scratch = scratchFolder();
  const check = (content: Uint8Array): string | undefined => {
    writeFileSync(scratch.at('model.gguf'), content);
    return findGgufProblem(scratch.at('model.gguf'));
  };

  it('accepts a whole file, of either version', () => {
    expect(check(gguf())).toBeUndefined();
    expect(check(gguf({ version: 2, alignment: 64 }))).toBeUndefined();
  });

  it.each<[string, Buffer, RegExp]>([
    ['a web page', Buffer.from('<!doctype html><html><body>no such file</body></html>'), /begin like/],
    ['nothing', Buffer.alloc(0), /begin like/],
    ['another version', gguf({ version: 9 }), /version 9/],
    ['a big-endian file', gguf({ version: 0x03000000 }), /version/],
    ['more tensors than fit', gguf({ tensors: 1_000_000 }), /tensors/],
    ['a count that overflows', gguf({ tensors: 2n ** 63n }), /too large/],
    ['more settings than fit', gguf({ pairs: 100_000 }), /settings/],
    ['an alignment of zero', gguf({ alignment: 0 }), /alignment 0/],
    ['an odd alignment', gguf({ alignment: 48 }), /alignment 48/],
    ['a huge alignment', gguf({ alignment: 2 ** 30 }), /alignment/],
    ['a zero dimension', gguf({ dims: [4, 0] }), /zero/],
    ['dimensions whose product overflows', gguf({ dims: [2n ** 40n, 2n ** 40n] }), /larger than any memory/],
    ['too many dimensions', gguf({ dims: [1, 1, 1, 1, 1] }), /5 dimensions/],
    ['a tensor that is cut', gguf({ data: 31 }), /past its end/],
    ['a tensor out of the file', gguf({ offset: 1024 }), /past its end/],
    ['a tensor that is not aligned', gguf({ offset: 3 }), /aligned/],
    ['a name without end', gguf({ name: u64(2n ** 40n) }), /too long/],
  ])('refuses %s', (_name, content, problem) => {
    expect(check(content)).toMatch(problem);
  });

  it('refuses every part of a file', () => {
    const whole = gguf();
    for (let end = 0; end < whole.length; end++) expect(check(whole.subarray(0, end))).toBeDefined();
  });

  it('ends with an answer for any bytes', () => {
    const whole = gguf();
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(edits, (changed) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changed) bytes[at] = byte;
        expect(() => check(bytes)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
