/** An array of NumPy, in double precision and C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_HEADER = 4096;
const MAX_DIMENSIONS = 2;
/** 32 MB in double precision, some hundred times the largest array of a PLDA model. */
const MAX_VALUES = 4_000_000;

/**
 * Reads a `.npy` file of `float32` or `float64` numbers (little endian, up to two dimensions, either order), versions 1 to 3.
 * Returns what is wrong with it as text when it is anything else, longer or shorter than it says, or too large.
 */
export function parseNpy(bytes: Uint8Array): NpyArray | string {
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) return 'it is not a NumPy array';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) return `its version ${version} of the NumPy format is unknown`;
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER || start + length > bytes.length) return 'its header is longer than the file';
  const header = parseHeader(Buffer.from(bytes.subarray(start, start + length)).toString('latin1'));
  if (header === undefined) return 'its header is not one of plain numbers';
  const { shape, size, fortran } = header;
  const count = shape.reduce((product, side) => product * side, 1);
  if (shape.length > MAX_DIMENSIONS || count > MAX_VALUES) return `its shape ${shape.join(' x ')} is too large`;
  if (bytes.length - start - length !== count * size) {
    return `it has ${bytes.length - start - length} bytes of numbers instead of ${count * size}`;
  }
  const data = new Float64Array(count);
  for (let i = 0, at = start + length; i < count; i += 1, at += size) {
    data[i] = size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
    if (!Number.isFinite(data[i])) return 'it holds a value that is not a number';
  }
  return { shape, data: fortran ? toRows(shape, data) : data };
}

/** The header is a Python literal; only the one form that NumPy writes is read. */
function parseHeader(text: string) {
  const descr = /'descr':\s*'<f([48])'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d, ]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined) return undefined;
  const sides = shape
    .split(',')
    .map((side) => side.trim())
    .filter((side) => side !== '');
  if (sides.some((side) => !/^\d{1,9}$/.test(side))) return undefined;
  return { shape: sides.map(Number), size: Number(descr), fortran: fortran === 'True' };
}

function toRows(shape: readonly number[], columnMajor: Float64Array): Float64Array {
  const [rows = 1, columns = 1] = shape;
  return columnMajor.map((_, i) => columnMajor[(i % columns) * rows + Math.floor(i / columns)]);
}
