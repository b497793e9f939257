import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findExternalDataProblem } from '../../src/platform/models/onnx-external-data.ts';
import { bundledModel } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const field = (number: number, content: Uint8Array | string): Buffer => {
  const bytes = Buffer.from(content);
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest > 0x7f; rest >>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...tag(number), ...length, rest]), bytes]);
};
const tag = (number: number): number[] => {
  const value = (number << 3) | 2;
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, value >> 7];
};
const tensor = (pairs: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat(
    Object.entries(pairs).map(([key, value]) => field(13, Buffer.concat([field(1, key), field(2, value)]))),
  );
/** A model whose only tensor is an initializer, or sits in a subgraph of an If node. */
const model = (weights: Buffer, nested = false): Buffer => {
  const graph = field(5, weights);
  return field(7, nested ? field(1, field(5, field(6, graph))) : graph);
};

describe('findExternalDataProblem', () => {
  const scratch = scratchFolder();
  let folder = '';
  let count = 0;
  const check = (content: Buffer): string | undefined => {
    writeFileSync(join(folder, 'model.onnx'), content);
    return findExternalDataProblem(join(folder, 'model.onnx'));
  };

  beforeEach(() => {
    folder = scratch.at(String(++count));
    mkdirSync(folder);
    writeFileSync(join(folder, 'weights.bin'), Buffer.alloc(100));
    writeFileSync(scratch.at('outside.bin'), Buffer.alloc(100));
    symlinkSync(scratch.at('outside.bin'), join(folder, 'link.bin'));
    symlinkSync(scratch.path, join(folder, 'way'));
  });

  it('accepts real models and weights beside the file', () => {
    expect(findExternalDataProblem(bundledModel('whisper-digits/onnx/decoder_model_merged.onnx'))).toBeUndefined();
    expect(check(model(tensor({ location: 'weights.bin', offset: '20', length: '80' })))).toBeUndefined();
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a parent folder', { location: '../outside.bin' }, /no plain file/],
    ['an absolute path', { location: '/etc/passwd' }, /no plain file/],
    ['a Windows path', { location: 'C:\\weights.bin' }, /no plain file/],
    ['a backslash', { location: '..\\outside.bin' }, /no plain file/],
    ['no location', { offset: '0' }, /no plain file/],
    ['a missing file', { location: 'gone.bin' }, /missing, or a link/],
    ['a link', { location: 'link.bin' }, /missing, or a link/],
    ['a link on the way', { location: 'way/outside.bin' }, /missing, or a link/],
    ['more than the file has', { location: 'weights.bin', offset: '50', length: '51' }, /cut short/],
    ['a negative offset', { location: 'weights.bin', offset: '-1' }, /not readable/],
  ])('refuses %s, also in a subgraph', (_name, pairs, problem) => {
    expect(check(model(tensor(pairs)))).toMatch(problem);
    expect(check(model(tensor(pairs), true))).toMatch(problem);
  });

  it('does not follow graphs without end', () => {
    let graph = field(5, tensor({ location: 'weights.bin' }));
    for (let depth = 0; depth < 200; depth++) graph = field(1, field(5, field(6, graph)));
    expect(check(field(7, graph))).toMatch(/nested too deeply/);
  });
});
