import type { Texts } from '../texts.ts';

export const history: Texts<'history'> = {
  title: 'Adımlar',
  machine: 'Makinenin yaptığı gibi',
  now: 'şimdi',
  undone: 'geri alındı',
  operations_one: '{{count}} değişiklik',
  operations_other: '{{count}} değişiklik',
  goTo: 'Şuna git: {{step}}',
  conflicts_one: '{{count}} düzenleme yeni sonuca taşınamadı',
  conflicts_other: '{{count}} düzenleme yeni sonuca taşınamadı',
  dismiss: 'Tümünü kapat',
  dismissOne: 'Kapat: {{step}}',
  dismissed_one: '{{count}} çakışma kapatıldı.',
  dismissed_other: '{{count}} çakışma kapatıldı.',
  conflictKept: 'Siz kaldırana kadar burada durur.',
  emptyTitle: 'Henüz bir şey değiştirilmedi',
  emptyText: 'Yaptığınız her adım adıyla burada listelenir. Bir tıklama ona geri ya da ileri götürür.',
  restore: 'Makinenin sürümüne dön',
  isMachine: 'Bu zaten makinenin sürümü.',
  restoreHelp: 'Tek adımda; geri alınabilir.',
};
