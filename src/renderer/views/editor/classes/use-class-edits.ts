import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import { selectedOf } from '../../../state/selection.ts';
import { useSession } from '../session-context.tsx';
import { useTellRefusal } from '../text/use-tell-refusal.ts';

/** What a person can change of classes; each is one undo step. */
export interface ClassEdits {
  readonly addSchema: (schema: ClassSchema) => boolean;
  readonly removeSchema: (schema: ClassSchema) => boolean;
  /** Puts the selected cues into a class; no label takes them out of it. */
  readonly assign: (schema: ClassSchema, label: string | undefined, character?: string) => boolean;
}

export function useClassEdits(): ClassEdits {
  const { t } = useTranslation('classes');
  const session = useSession();
  const tellRefusal = useTellRefusal();
  return useMemo(
    () => ({
      addSchema: (schema) =>
        tellRefusal(session.edit([{ kind: 'set-class-schema', schema }], t('step_addSchema', { name: schema.name }))),
      removeSchema: ({ id, name }) =>
        tellRefusal(session.edit([{ kind: 'remove-class-schema', schema: id }], t('step_removeSchema', { name }))),
      assign(schema, label, character) {
        session.flush();
        const cues = selectedOf(session.document.cues);
        if (cues.length === 0) return false;
        const name = schema.labels.find(({ id }) => id === label)?.name ?? t('noClass');
        const said = character?.trim() ?? '';
        const operation = {
          kind: 'set-cue-class' as const,
          cues,
          schema: schema.id,
          ...(label === undefined ? {} : { label }),
          ...(label === undefined || said === '' ? {} : { character: said }),
        };
        return tellRefusal(session.edit([operation], t('step_assign', { label: name, count: cues.length })));
      },
    }),
    [session, tellRefusal, t],
  );
}
