import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { useFirstFocus } from './use-first-focus.ts';
import { useFocusBack } from './use-focus-back.ts';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/**
 * A window over the others. Focus goes in, to what says `data-first-focus` or else to the first thing there is to do,
 * stays in, and goes back where it was.
 */
export function Dialog({ open, onClose, ...content }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Content {...content} onClose={onClose} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function Content({ onClose, title, description, wide = false, children, footer }: Omit<DialogProps, 'open'>) {
  const { t } = useTranslation('app');
  const focusBack = useFocusBack();
  const content = useRef<HTMLDivElement>(null);
  const focusFirst = useFirstFocus(content);
  return (
    <Radix.Content
      ref={content}
      onOpenAutoFocus={focusFirst}
      onCloseAutoFocus={focusBack}
      {...(description === undefined ? { 'aria-describedby': undefined } : {})}
      className={`floating fixed top-1/2 left-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col ${wide ? 'max-w-4xl' : 'max-w-lg'}`}
    >
      <header className="flex items-start gap-3 border-b border-line py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">
          <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="text-sm text-muted">{description}</Radix.Description>
          )}
        </div>
        <IconButton label={t('close')} icon={X} onClick={onClose} />
      </header>
      <div data-dialog-part className="min-h-0 flex-1 overflow-auto p-4">
        {children}
      </div>
      {footer !== undefined && (
        // A button may name something long, such as a speaker: it takes a second line then.
        <footer
          data-dialog-part
          className="flex flex-wrap justify-end gap-2 border-t border-line p-3 [&>button]:h-auto [&>button]:min-h-(--control) [&>button]:py-1 [&>button]:max-w-full [&>button]:wrap-anywhere [&>button]:whitespace-normal"
        >
          {footer}
        </footer>
      )}
    </Radix.Content>
  );
}
