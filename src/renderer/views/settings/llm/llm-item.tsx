import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmUse } from '../../../../contract/language-calls.ts';
import type { KeyView } from '../../../../contract/system-calls.ts';
import { type LlmChoice, llmChoiceId } from '../../../../core/llm/llm-choice.ts';
import { llmHost } from '../../../../core/llm/llm-spec.ts';
import { hostOf } from '../../../state/language-models.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { HostKey } from './host-key.tsx';
import { LlmTestRow } from './llm-test-row.tsx';
import { UsageLines } from './usage-lines.tsx';

const DRAGGED = 'application/x-voxlane-llm';

interface LlmItemProps {
  readonly model: LlmChoice;
  readonly at: number;
  readonly count: number;
  /** Why it is not asked now. */
  readonly block: 'offline' | 'not-agreed' | undefined;
  readonly usage: LlmUse | undefined;
  readonly keys: readonly KeyView[] | undefined;
  readonly onMove: (from: number, to: number) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onAgree: (host: string) => void;
  readonly onDisagree: (host: string) => void;
  readonly onKeyChanged: () => void;
  readonly onTested: () => void;
}

/** A language model of the list: its place, what leaves the computer for it, its key, its limits, a test. */
export function LlmItem(props: LlmItemProps) {
  const { t } = useTranslation('llms');
  const { model, at, count, block, onMove } = props;
  const [over, setOver] = useState(false);
  const name = llmChoiceId(model);
  const host = hostOf(model);
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    const from = event.dataTransfer.getData(DRAGGED);
    setOver(false);
    if (from === '') return;
    event.preventDefault();
    onMove(Number(from), at);
  };
  return (
    <li
      aria-label={name}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`rounded-md border p-3 text-sm ${over ? 'border-accent' : 'border-line'}`}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(DRAGGED, String(at));
            event.dataTransfer.effectAllowed = 'move';
          }}
          title={t('drag')}
          className="flex h-8 w-5 cursor-grab items-center justify-center text-muted"
        >
          <GripVertical size={16} aria-hidden />
        </span>
        <div className="min-w-40 flex-1">
          <p className="font-medium break-words">
            {t('rank', { place: at + 1, name: model.kind === 'local' ? name : model.model })}
          </p>
          <p className="text-xs break-words text-muted">{model.kind === 'local' ? t('ownProcess') : llmHost(model)}</p>
        </div>
        <div className="flex items-center">
          <IconButton label={t('up', { name })} icon={ArrowUp} disabled={at === 0} onClick={() => onMove(at, at - 1)} />
          <IconButton
            label={t('down', { name })}
            icon={ArrowDown}
            disabled={at === count - 1}
            onClick={() => onMove(at, at + 1)}
          />
          <IconButton label={t('edit', { name })} icon={Pencil} onClick={props.onEdit} />
          <IconButton label={t('remove', { name })} icon={Trash2} onClick={props.onRemove} />
        </div>
      </div>
      <div className="mt-2 flex flex-col gap-2">
        <p>{host === undefined ? t('leaves_nothing') : t('leaves_host', { host })}</p>
        {host !== undefined && <Agreement {...props} host={host} />}
        {model.kind === 'bedrock' && <p className="text-muted">{t('bedrock')}</p>}
        {host !== undefined && model.kind !== 'bedrock' && (
          <HostKey host={host} keys={props.keys} onChanged={props.onKeyChanged} />
        )}
        {props.usage !== undefined && <UsageLines usage={props.usage} />}
        <LlmTestRow model={model} blocked={block !== undefined} onTested={props.onTested} />
      </div>
    </li>
  );
}

/** Whether texts may go to the host of a model now, and the way to say so or take it back. */
function Agreement({
  host,
  block,
  onAgree,
  onDisagree,
}: Pick<LlmItemProps, 'block' | 'onAgree' | 'onDisagree'> & { readonly host: string }) {
  const { t } = useTranslation('llms');
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className={`min-w-48 flex-1 ${block === undefined ? 'text-good' : 'text-doubt'}`}>
        {block === undefined ? t('agreed') : t(`block_${block}`)}
      </p>
      {block === 'not-agreed' && (
        <Button tone="primary" onClick={() => onAgree(host)}>
          {t('agree_ask', { host })}
        </Button>
      )}
      {block === undefined && <Button onClick={() => onDisagree(host)}>{t('disagree')}</Button>}
    </div>
  );
}
