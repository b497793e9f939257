import type { FileWindow } from './file-window.ts';

/** What is wrong with an ONNX file, as the end of a sentence about it. */
export class OnnxProblem extends Error {}

/** A stretch of a file, in bytes; `to` is not part of it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Protobuf fields of a message that carry bytes; `content` is where they are. Throws `OnnxProblem` where the message is
 * not readable or reaches past its end.
 */
export function* fields(
  file: FileWindow,
  range: Range,
): Generator<{ readonly number: number; readonly content: Range }> {
  let at = range.from;
  while (at < range.to) {
    const tag = varint(file, at);
    const number = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    if (wire === 0) at = varint(file, tag.end).end;
    else if (wire === 1) at = tag.end + 8;
    else if (wire === 5) at = tag.end + 4;
    else if (wire === 2) {
      const length = varint(file, tag.end);
      at = length.end + length.value;
      if (at > range.to) throw new OnnxProblem('a part of it reaches past its end');
      yield { number, content: { from: length.end, to: at } };
    } else throw new OnnxProblem('it is not a readable ONNX file');
  }
  if (at !== range.to) throw new OnnxProblem('a part of it reaches past its end');
}

function varint(file: FileWindow, at: number): { readonly value: number; readonly end: number } {
  const bytes = file.read(at, 10);
  let value = 0;
  for (const [index, byte] of bytes.entries()) {
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  throw new OnnxProblem('it is not a readable ONNX file');
}
