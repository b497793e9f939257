import type { Messages } from './messages-en.ts';

export const messagesTr: Messages = {
  menu: {
    file: 'Dosya',
    open: 'Aç…',
    export: 'Dışa aktar…',
    settings: 'Ayarlar…',
    edit: 'Düzen',
    undo: 'Geri al',
    redo: 'Yinele',
    find: 'Bul…',
    view: 'Görünüm',
    palette: 'Komutlar…',
    window: 'Pencere',
    help: 'Yardım',
    shortcuts: 'Klavye kısayolları',
  },
  filter: { recordings: 'Kayıtlar', subtitles: 'Altyazılar', all: 'Tüm dosyalar' },
  external: {
    question: '{{host}} tarayıcınızda açılsın mı?',
    mail: '{{host}} adresine e-posta yazılsın mı?',
    detail: 'Voxlane’den çıkıyorsunuz. Adresin tamamı: {{href}}',
    open: 'Aç',
    cancel: 'Vazgeç',
  },
  quit: {
    question_one: '{{count}} kayıt işleniyor.',
    question_other: '{{count}} kayıt işleniyor.',
    detail: 'Şimdiye kadar yapılanlar saklanır; Voxlane yeniden başladığında iş kaldığı yerden sürer.',
    quit: 'Çık, sonra devam et',
    stay: 'Çalışmayı sürdür',
  },
  done: {
    title_one: '{{count}} kayıt hazır',
    title_other: '{{count}} kayıt hazır',
    failed_one: '{{count}} kayıt başarısız oldu.',
    failed_other: '{{count}} kayıt başarısız oldu.',
    body: 'Sonucu görmek için tıklayın.',
  },
  crash: {
    question: 'Pencere birkaç kez çalışmayı durdurdu.',
    detail: 'Kuyruk etkilenmedi. Yeniden yüklemek yetebilir; yetmezse Voxlane’den çıkıp yeniden başlatın.',
    reload: 'Yeniden yükle',
    quit: 'Çık',
  },
  hang: {
    question: 'Pencere yanıt vermiyor.',
    detail: 'Kuyruk etkilenmedi; onaylandığını gördüğünüz her değişiklik kaydedildi.',
    wait: 'Bekle',
    reload: 'Yeniden yükle',
  },
  start: {
    failed: 'Voxlane başlatılamıyor',
    refused: 'Voxlane {{switches}} ile başlamaz, çünkü bu onu başka programlara açardı. Bu seçenek olmadan başlatın.',
  },
};
