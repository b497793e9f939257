import { open, type FileHandle } from 'node:fs/promises';

/** Field number of the graph in ONNX's `ModelProto`. */
const GRAPH_FIELD = 7;
/** A tag and a length, each a varint of at most ten bytes. */
const HEAD_BYTES = 20;

/**
 * True when a file is whole on the outside: a sequence of top-level protobuf fields (onnx.proto, `ModelProto`) that ends
 * exactly where the file does, with a graph among them. Web pages, Git LFS pointers and broken downloads are not. Only
 * field heads are read, so it costs the same for any size. Rejects when the file cannot be read.
 */
export async function isWholeOnnx(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    return await hasWholeFields(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function hasWholeFields(file: FileHandle, size: number): Promise<boolean> {
  let at = 0;
  let graph = false;
  while (at < size) {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, at);
    const end = endOfField(buffer.subarray(0, bytesRead), at);
    if (end === undefined || end.next > size) return false;
    graph ||= end.field === GRAPH_FIELD;
    at = end.next;
  }
  return graph;
}

/** Field number and the position after the field that starts at `at`; `undefined` when it is no protobuf field. */
function endOfField(head: Uint8Array, at: number): { readonly field: number; readonly next: number } | undefined {
  const tag = readVarint(head, 0);
  if (tag === undefined || tag.value < 8) return undefined;
  const field = Math.floor(tag.value / 8);
  switch (tag.value % 8) {
    case 0: {
      const value = readVarint(head, tag.end);
      return value === undefined ? undefined : { field, next: at + value.end };
    }
    case 1:
      return { field, next: at + tag.end + 8 };
    case 2: {
      const length = readVarint(head, tag.end);
      return length === undefined ? undefined : { field, next: at + length.end + length.value };
    }
    case 5:
      return { field, next: at + tag.end + 4 };
    default:
      return undefined;
  }
}

function readVarint(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = from; index < Math.min(bytes.length, from + 10); index++) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (index - from));
    if (byte < 0x80) return { value, end: index + 1 };
  }
  return undefined;
}
