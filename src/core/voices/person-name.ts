const LONGEST = 200;
// eslint-disable-next-line no-control-regex -- names go to terminals and into documents, on one line
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** A person's name as the library knows it: no outer or double spaces, one spelling of accents. `undefined` for none. */
export function personName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/ +/g, ' ').trim();
  return name === '' || name.length > LONGEST || CONTROL.test(name) ? undefined : name;
}
