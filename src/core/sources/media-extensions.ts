/** File name endings looked for in folders; files named directly are tried whatever they are called. */
export const MEDIA_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    '3gp 3g2 aac ac3 aif aiff aifc amr ape asf au avi caf dv eac3 f4v flac flv gsm m2ts m4a m4b m4v mka mkv mov mp2 mp3 ' +
    'mp4 mpe mpeg mpg mts mxf nut oga ogg ogm ogv opus qt ra ram rm rmvb snd spx ts tta vob w64 wav webm wma wmv wv'
  ).split(' '),
);
