import { useTranslation } from 'react-i18next';
import type { LlmUse } from '../../../../contract/language-calls.ts';

/** What was used of the account of a model, and when it begins anew. */
export function UsageLines({ usage: { periods, heldUntilMs } }: { readonly usage: LlmUse }) {
  const { t, i18n } = useTranslation('llms');
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'USD' });
  const number = new Intl.NumberFormat(i18n.language);
  if (periods.length === 0) return undefined;
  return (
    <ul className="text-xs text-muted">
      {periods.map(({ period, requests, tokens, usd, resetsMs }) => {
        const of = (name: 'requests' | 'tokens', { used, limit }: typeof requests): string =>
          limit === undefined
            ? t(`used_${name}`, { count: used })
            : t(`used_${name}_limit`, { used: number.format(used), limit: number.format(limit) });
        const spent =
          usd === undefined
            ? []
            : usd.limit === undefined
              ? [money.format(usd.used)]
              : [t('used_usd_limit', { used: money.format(usd.used), limit: money.format(usd.limit) })];
        const list = [of('requests', requests), of('tokens', tokens), ...spent].join(', ');
        const at = (period === 'day' ? time : date).format(resetsMs);
        const limited = [requests, tokens, usd].some((one) => one?.limit !== undefined);
        return (
          <li key={period}>
            {t(`used_${period}`, { list })} {limited && t('resets', { time: at })}
          </li>
        );
      })}
      {heldUntilMs !== undefined && <li className="text-doubt">{t('held', { time: date.format(heldUntilMs) })}</li>}
    </ul>
  );
}
