import { join } from 'node:path';
import type { ModelManifest } from '../../core/models/manifest.ts';
import { FileWindow } from './file-window.ts';
import { fields, OnnxProblem, type Range } from './onnx-fields.ts';

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_INPUT = 11;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;

const MAX_NAME_BYTES = 1024;

/** Names of a graph's inputs (initializers among them, in old files) and outputs. */
interface OnnxInterface {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Reads the interface of an ONNX file without loading it. Throws when the file cannot be read as one. */
export function readOnnxInterface(path: string): OnnxInterface {
  const file = new FileWindow(path);
  try {
    const inputs: string[] = [];
    const outputs: string[] = [];
    for (const graph of fields(file, { from: 0, to: file.size })) {
      if (graph.number !== MODEL_GRAPH) continue;
      for (const { number, content } of fields(file, graph.content)) {
        if (number === GRAPH_INPUT) inputs.push(readName(file, content));
        if (number === GRAPH_OUTPUT) outputs.push(readName(file, content));
      }
    }
    return { inputs, outputs };
  } finally {
    file.close();
  }
}

function readName(file: FileWindow, value: Range): string {
  for (const { number, content } of fields(file, value)) {
    if (number !== VALUE_NAME) continue;
    const length = content.to - content.from;
    if (length > MAX_NAME_BYTES) throw new OnnxProblem('a name in it is too long');
    return file.read(content.from, length).toString('utf8');
  }
  return '';
}

/**
 * What a model's main graph lacks of its signature, so that another kind of model is refused before native code opens
 * it; `undefined` when nothing is missing or no signature is known. Throws when the file cannot be read.
 */
export function findSignatureProblem(
  folder: string,
  { files, layout, signature }: Pick<ModelManifest, 'files' | 'layout' | 'signature'>,
): string | undefined {
  const graphs = files.map((file) => file.path).filter((path) => path.endsWith('.onnx'));
  const main =
    layout === 'whisper-onnx' ? graphs.filter((path) => /(^|\/)encoder_model[^/]*$/.test(path)) : graphs.slice(0, 1);
  for (const path of main) {
    const found = readOnnxInterface(join(folder, path));
    const absent = [
      ...signature.inputs.filter((name) => !found.inputs.includes(name)).map((name) => `no input "${name}"`),
      ...signature.outputs.filter((name) => !found.outputs.includes(name)).map((name) => `no output "${name}"`),
    ];
    if (absent.length > 0) return `${path} is the graph of another kind of model: it has ${absent.join(' and ')}`;
  }
  return undefined;
}
