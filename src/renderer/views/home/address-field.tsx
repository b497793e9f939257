import { useTranslation } from 'react-i18next';
import { TextInput } from '../../ui/field.tsx';

/** Where the address of a recording on the web is pasted. */
export function AddressField() {
  const { t } = useTranslation('app');
  return <TextInput type="url" aria-label={t('addressLabel')} placeholder={t('addressHint')} className="w-full" />;
}
