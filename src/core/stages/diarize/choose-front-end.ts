import { FRONT_ENDS, type FrontEndName } from './front-end.ts';

/** Front end of each layout of embedding models. */
const OF_LAYOUT: Readonly<Record<string, FrontEndName>> = {
  'wespeaker-onnx': 'wespeaker',
  'campplus-onnx': '3d-speaker',
  'ecapa-onnx': 'speechbrain',
  'titanet-onnx': 'nemo',
};

/** Values of `framework` in the metadata that sherpa-onnx's export scripts write. */
const OF_FRAMEWORK: Readonly<Record<string, FrontEndName>> = {
  wespeaker: 'wespeaker',
  '3d-speaker': '3d-speaker',
  nemo: 'nemo',
};

/** What each front end makes, by the names of that metadata; other values need features that are not made. */
const MADE: Readonly<Partial<Record<FrontEndName, Readonly<Record<string, string>>>>> = {
  wespeaker: { sample_rate: '16000', normalize_samples: '0' },
  '3d-speaker': { sample_rate: '16000', normalize_samples: '1', feature_normalize_type: 'global-mean' },
  nemo: {
    sample_rate: '16000',
    feat_dim: '80',
    window_size_ms: '25',
    window_stride_ms: '10',
    window_type: 'hann',
    feature_normalize_type: 'per_feature',
  },
};

/** What is known of an embedding model before it runs. */
export interface EmbedderFacts {
  readonly layout: string;
  /** The manifest's own choice, if it makes one. */
  readonly param: string | number | boolean | undefined;
  /** Metadata of the ONNX file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The front end an embedding model was trained with: as its manifest says, else as its file's metadata says, else by
 * layout. Or what is wrong, as the end of a sentence about the model.
 */
export function chooseFrontEnd(
  facts: EmbedderFacts,
): { readonly frontEnd: FrontEndName } | { readonly problem: string } {
  const { layout, param, metadata } = facts;
  if (param !== undefined) {
    const frontEnd = FRONT_ENDS.find((name) => name === param);
    return frontEnd === undefined ? { problem: `asks for the unknown front end "${String(param)}"` } : { frontEnd };
  }
  const framework = metadata['framework'];
  const frontEnd = (framework === undefined ? undefined : OF_FRAMEWORK[framework]) ?? OF_LAYOUT[layout];
  if (frontEnd === undefined) return { problem: `has a layout without features for voices (${layout})` };
  const wrong = Object.entries(MADE[frontEnd] ?? {}).find(
    ([key, made]) => metadata[key] !== undefined && metadata[key] !== '' && metadata[key] !== made,
  );
  if (wrong === undefined) return { frontEnd };
  return { problem: `was trained with ${wrong[0]} ${metadata[wrong[0]]}, and only ${wrong[1]} is known here` };
}
