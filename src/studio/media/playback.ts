import type { Thumbnail } from '../../contract/media-calls.ts';
import type { Spectrogram } from '../../contract/media-calls.ts';
import type { Peaks } from '../../core/audio/peaks.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { MediaTokens } from './media-tokens.ts';
import { Recent } from './recent.ts';
import { SharedWork } from './shared-work.ts';

/** What a process remembers of recordings, so that panning and playing need not look at the disk again. */
export interface Playback {
  readonly tokens: MediaTokens;
  /** By path, size and time of change. */
  readonly contentIds: Recent<string>;
  readonly probes: Recent<MediaInfo>;
  /** By the hash of the stored file, or by what they were made of. 7 MB for 12 h. */
  readonly peaks: Recent<Peaks>;
  readonly peaksWork: SharedWork<Peaks>;
  /** Gives the file. */
  readonly proxyWork: SharedWork<string>;
  readonly thumbnailWork: SharedWork<Thumbnail>;
  /** Documents of unfinished jobs, while they are put together. */
  readonly partialWork: SharedWork<VoxlaneDocument>;
  /** At most half a MB each. */
  readonly spectrograms: Recent<Spectrogram>;
}

export function createPlayback(): Playback {
  return {
    tokens: new MediaTokens(),
    contentIds: new Recent(256),
    probes: new Recent(256),
    peaks: new Recent(8),
    peaksWork: new SharedWork(),
    proxyWork: new SharedWork(),
    thumbnailWork: new SharedWork(),
    partialWork: new SharedWork(),
    spectrograms: new Recent(32),
  };
}
