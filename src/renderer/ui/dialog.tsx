import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

/** What can have the focus in the body or the foot of a dialog. */
const FIRST = ['input', 'select', 'textarea', 'button', '[tabindex="0"]']
  .map((each) => `[data-dialog-part] ${each}:not(:disabled, [tabindex="-1"])`)
  .join();

/** A window over the others. Focus goes in, stays in, and goes back where it was. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  wide = false,
  children,
  footer,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}) {
  const { t } = useTranslation('app');
  const before = useRef<Element>(null);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Radix.Content
          ref={content}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            // The first thing to do, rather than the button that closes, which comes first.
            const first = content.current?.querySelector<HTMLElement>(FIRST);
            event.preventDefault();
            (first ?? content.current)?.focus();
          }}
          onCloseAutoFocus={(event) => {
            // Nothing but a trigger of its own would get the focus back otherwise.
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={`floating fixed outline-none top-1/2 left-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col ${wide ? 'max-w-4xl' : 'max-w-lg'}`}
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
            <footer data-dialog-part className="flex flex-wrap justify-end gap-2 border-t border-line p-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
