import { useTranslation } from 'react-i18next';
import { SettingBlock } from './setting-row.tsx';

const ROWS = ['media', 'speech', 'llm', 'url', 'models', 'tools', 'usage'] as const;

/** Everything that can leave the computer, to whom and when. */
export function LeavesTable({ offline }: { readonly offline: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <SettingBlock row="leaves" title={t('leaves')} help={offline ? t('leavesOffline') : undefined}>
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-muted">
          <tr>
            {(['what', 'where', 'when'] as const).map((column) => (
              <th key={column} scope="col" className="py-1 pr-3 font-semibold">
                {t(`leaves_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-3 font-medium">
                {t(`leaves_${row}`)}
              </th>
              <td className="py-1.5 pr-3">{t(`leaves_${row}_where`)}</td>
              <td className="py-1.5">{t(`leaves_${row}_when`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SettingBlock>
  );
}
