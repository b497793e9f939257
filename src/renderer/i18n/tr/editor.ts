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
};
