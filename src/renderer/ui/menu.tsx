import { ContextMenu, DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys.tsx';

/** One entry of a menu; `separator` draws a line before it. */
export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  readonly keys?: string | undefined;
  readonly enabled?: boolean;
  readonly danger?: boolean;
  readonly separator?: boolean;
  readonly icon?: ReactNode;
}

/** How a menu looks. */
export const MENU_CONTENT = 'floating z-50 max-h-[70dvh] min-w-48 overflow-auto p-1';
/** How its entries look. */
export const MENU_ITEM =
  'flex h-(--control) items-center gap-2 rounded-sm px-2 text-sm outline-none data-highlighted:bg-selected data-disabled:opacity-50';

function Entry({ item }: { readonly item: MenuItem }) {
  return (
    <>
      {item.icon}
      <span className={`flex-1 truncate ${item.danger === true ? 'text-danger' : ''}`}>{item.label}</span>
      {item.keys !== undefined && item.keys !== '' && <Keys text={item.keys} />}
    </>
  );
}

/** A menu that opens from a button. `children` is the button. */
export function Menu({ items, children }: { readonly items: readonly MenuItem[]; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={4} collisionPadding={8} className={MENU_CONTENT}>
          {items.map((item) => (
            <div key={item.key} role="none">
              {item.separator === true && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
              <DropdownMenu.Item className={MENU_ITEM} disabled={item.enabled === false} onSelect={item.run}>
                <Entry item={item} />
              </DropdownMenu.Item>
            </div>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The same under the right button, or the menu key, on `children`. */
export function MenuArea({ items, children }: { readonly items: readonly MenuItem[]; readonly children: ReactNode }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content collisionPadding={8} className={MENU_CONTENT}>
          {items.map((item) => (
            <div key={item.key} role="none">
              {item.separator === true && <ContextMenu.Separator className="my-1 h-px bg-line" />}
              <ContextMenu.Item className={MENU_ITEM} disabled={item.enabled === false} onSelect={item.run}>
                <Entry item={item} />
              </ContextMenu.Item>
            </div>
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
