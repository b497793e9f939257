import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeText } from './native-text.ts';
import { NativeWarnings } from './native-warnings.ts';

const ortLine = (time: string, address: string): string =>
  `\u001b[1;31m2026-11-27 ${time} [E:onnxruntime:onnxruntime-node, provider_bridge_ort.cc:2146 Create] ` +
  `/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1988 Failed to load library ` +
  `/home/me/node_modules/x64/libonnxruntime_providers_shared.so at ${address}\u001b[m`;

describe('nativeText', () => {
  it('takes out colours, times, addresses and folders', () => {
    expect(nativeText(ortLine('17:03:09.762228243', '0x7f00a1'))).toBe(
      '[E:onnxruntime:onnxruntime-node, provider_bridge_ort.cc:2146 Create] provider_bridge_ort.cc:1988 ' +
        'Failed to load library libonnxruntime_providers_shared.so at …',
    );
    expect(nativeText('C:\\build\\onnx\\graph.cc:12 bad')).toBe('graph.cc:12 bad');
  });

  it('leaves other text alone', () => {
    expect(nativeText('Warning: read/write of node "a/b" took 12 ms')).toBe(
      'Warning: read/write of node "a/b" took 12 ms',
    );
  });

  it('never throws, is short, one line and without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (line) => {
        const text = nativeText(line);
        expect(text.length).toBeLessThanOrEqual(300);
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });
});

describe('NativeWarnings', () => {
  it('keeps a text once, with how often it came', () => {
    const warnings = new NativeWarnings();
    for (let i = 10; i < 60; i++) warnings.add(ortLine(`17:03:${i}.1`, `0x${i}`));
    warnings.add('Warning: vkCreateInstance: Found no drivers!');
    expect(warnings.take().map(({ count }) => count)).toEqual([50, 1]);
    expect(warnings.take()).toEqual([]);
  });

  it('does not take words of Node and stack traces for warnings', () => {
    const warnings = new NativeWarnings();
    warnings.add('(node:123) ExperimentalWarning: SQLite is an experimental feature');
    warnings.add('(Use `node --trace-warnings ...` to show where the warning was created)');
    warnings.add('    at CheckVkSuccessImpl (/build/VulkanError.cpp:106)');
    warnings.add('   ');
    expect(warnings.take()).toEqual([]);
  });

  it('counts what it does not keep, so that a flood stays small and nothing is lost', () => {
    const warnings = new NativeWarnings();
    for (let i = 0; i < 1000; i++) warnings.add(`message number ${i}`);
    const taken = warnings.take();
    expect(taken).toHaveLength(51);
    expect(taken.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });
});
