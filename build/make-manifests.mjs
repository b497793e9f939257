// Writes resources/models/bundled/*/manifest.json from the files that are there. Run after changing a bundled model.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../resources/models/bundled', import.meta.url));
const label = 'test fixture: knows spoken digits only';
const fsdd = 'Free Spoken Digit Dataset (Zohar Jackson and contributors), CC BY-SA 4.0';
const libri = 'LibriSpeech (Vassil Panayotov and others), CC BY 4.0';

const models = {
  'whisper-digits': {
    name: 'Whisper digits',
    task: 'asr',
    layout: 'whisper-onnx',
    languages: ['en'],
    attribution: fsdd,
    signature: { inputs: ['input_features'], outputs: ['last_hidden_state'] },
  },
  'ctc-digits': {
    name: 'CTC digits',
    task: 'ctc',
    layout: 'wav2vec2-ctc-onnx',
    languages: ['en'],
    attribution: fsdd,
    signature: { inputs: ['input_values'], outputs: ['logits'] },
  },
  'segmentation-digits': {
    name: 'Segmentation digits',
    task: 'segmentation',
    layout: 'pyannote-segmentation-onnx',
    languages: [],
    attribution: `${fsdd}; ${libri}`,
    signature: { inputs: ['input_values'], outputs: ['logits'] },
  },
  'speaker-embedding-small': {
    name: 'Speaker embedding small',
    task: 'embedding',
    layout: 'wespeaker-onnx',
    languages: [],
    attribution: `${fsdd}; ${libri}`,
    signature: { inputs: ['feats'], outputs: ['embs'] },
    params: { clusterThreshold: 0.77, minClusterSize: 12 },
  },
};

for (const [id, model] of Object.entries(models)) {
  const folder = join(root, id);
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && !/manifest\.json$|\.md$/.test(path))
    .sort()
    .map((path) => ({
      path: relative(folder, path).split('\\').join('/'),
      bytes: statSync(path).size,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    }));
  const { params, ...rest } = model;
  const manifest = {
    schema: 1,
    id,
    ...rest,
    fixture: true,
    label,
    licence: 'CC-BY-SA-4.0',
    files,
    ...(params === undefined ? {} : { params }),
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
