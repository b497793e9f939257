import { z } from 'zod';
import type { CrosstalkOutput } from '../stages/crosstalk/crosstalk-stage.ts';
import { type ChannelLayout, LAYOUT_KINDS } from '../stages/layout/classify-layout.ts';
import type { StageCodec } from './stage-codecs.ts';

const index = z.int().min(0);

const layoutSchema = z.object({
  kind: z.enum(LAYOUT_KINDS),
  channels: index,
  silent: z.array(index),
  copies: z.array(z.object({ channel: index, of: index, inverted: z.boolean() })),
});

/** The layout of a recording's channels as JSON. */
export const layoutCodec: StageCodec<ChannelLayout> = {
  pack: (output) => output,
  unpack: (value) => layoutSchema.safeParse(value).data,
};

const crosstalkSchema = z.object({
  leaked: z.array(z.array(z.object({ startMs: z.int(), endMs: z.int(), from: index }))),
});

/** Speech that leaked between tracks as JSON. */
export const crosstalkCodec: StageCodec<CrosstalkOutput> = {
  pack: (output) => output,
  unpack: (value) => crosstalkSchema.safeParse(value).data,
};
