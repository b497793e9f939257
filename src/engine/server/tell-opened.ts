import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import type { OpenedRung } from '../../core/stages/asr/cascade/cascade.ts';
import type { RecogniserProcess } from '../protocol/jobs.ts';

let opened = 0;

/** Opens a recogniser and tells of it as long as its process is there. */
export async function tellOpened<Opened extends OpenedRung>(
  { model, needBytes }: Pick<AsrCandidate, 'model' | 'needBytes'>,
  open: () => Promise<Opened>,
  tell: (event: RecogniserProcess) => void,
): Promise<Opened> {
  const rung = await open();
  const about = { type: 'recogniser-process', key: ++opened, model: model.manifest.id, device: rung.device } as const;
  tell({ ...about, needBytes, state: 'open' });
  return {
    ...rung,
    async dispose() {
      await rung.dispose();
      tell({ ...about, needBytes, state: 'closed' });
    },
  };
}
