import type { Texts } from '../texts.ts';

export const editor: Texts<'editor'> = {
  undoStep: 'Geri al: {{step}}',
  redoStep: 'Yinele: {{step}}',
  saved: 'Kaydedildi',
  saving: 'Kaydediliyor…',
  unsaved: 'Henüz kaydedilmedi: stüdyo bekleniyor',
  panels: 'Paneller',
  speakers: 'Konuşmacılar',
  doubts: 'Kuşkular',
  quality: 'Nitelik',
  find: 'Bul',
  history: 'Geçmiş',
  translation: 'Çeviri',
  classes: 'Sınıflar',
  summary: 'Özet',
  unfinished: 'Bitmemiş döküm',
  unfinishedRunning: 'Hâlâ yazılıyor',
  unfinishedProgress: 'Dökümün ilerlemesi',
  unfinishedWhy:
    'Okunabilir, dinlenebilir, içinde arama yapılabilir; bitmiş döküm yerine geçeceği için değişiklikler kaybolur.',
  unfinishedLater:
    'Bulunanlar burada kendiliğinden görünür. İş bitince döküm düzenlenip dışa aktarılabilir; konuşmacılar, şüpheler ve kalite panellerine kavuşur.',
  unfinishedAlerts: 'Eksikler ve notlar',
  unfinishedTab: 'İlerleme',
  unfinishedDone: 'Döküm bitti, düzenlenebilir.',
  nothingYet: 'Henüz konuşma bulunamadı',
  nothingYetText: 'Okunacak bir şey olur olmaz döküm burada kendiliğinden açılır.',
};
