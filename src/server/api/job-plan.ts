import { resolve } from 'node:path';
import type { CallInput } from '../../contract/contract.ts';
import { agreedServer } from '../../core/remote-asr/remote-asr.ts';
import type { Settings } from '../../core/settings/schema.ts';
import { modelFolders } from '../../studio/folders.ts';
import type { JobRequest } from './job-schemas.ts';

/** A request of a program as a request for a plan, with the settings of the library for what it does not say. */
export function planOf(job: JobRequest, input: string, settings: Settings): CallInput<'queue.plan'> {
  const { language = settings.defaultLanguage, speakers, minSpeakers, maxSpeakers, channels, diarizer } = job;
  const server = agreedServer(settings);
  return {
    inputs: [input],
    wish: {
      modelFolders: modelFolders(settings.modelsFolder),
      preset: job.preset,
      ...(server === undefined || job.preset === 'demo' ? {} : { remote: server }),
      formats: [...(job.formats ?? settings.defaultFormats)],
      ...(job.translate === undefined ? {} : { translate: job.translate }),
      options: {
        language,
        speakers,
        minSpeakers,
        maxSpeakers,
        channels,
        diarizer,
        profile: job.profile ?? settings.defaultProfile,
        skipDiarize: job.skipDiarize ?? false,
        roles: [...settings.defaultRoles],
        rolePatterns: [...settings.rolePatterns],
        device: settings.device,
        quality: job.quality ?? settings.defaultQuality,
        performance: settings.performance,
      },
    },
    ...(job.folder === undefined ? {} : { folder: resolve(job.folder) }),
    sources: {
      allowLocalNetwork: settings.allowLocalNetwork,
      allowOldYtdlp: settings.allowOldYtdlp,
      maxBytes: settings.maxDownloadMiB * 1024 * 1024,
    },
  };
}
