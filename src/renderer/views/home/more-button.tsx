import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuItem } from '../../ui/menu.tsx';

/** Opens the menu of a line. */
export function MoreButton({ title, menu }: { readonly title: string; readonly menu: readonly MenuItem[] }) {
  const { t } = useTranslation('app');
  return (
    <Menu items={menu}>
      <button
        type="button"
        aria-label={`${t('more')}: ${title}`}
        className="inline-flex size-(--control) items-center justify-center rounded-md hover:bg-hover"
      >
        <Ellipsis size={16} aria-hidden />
      </button>
    </Menu>
  );
}
