import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHarmlessName, safeName } from '../ipc/safe-name.ts';
import { refusedSwitches } from '../start/refused-switches.ts';
import { externalAddress } from './external-address.ts';
import { launchInputs } from './launch-inputs.ts';

describe('addresses that leave the app', () => {
  it('are https or mail, written anew', () => {
    expect(externalAddress('HTTPS://Example.ORG/a b'.replace(' ', '%20'))).toEqual({
      href: 'https://example.org/a%20b',
      shown: 'example.org',
    });
    expect(externalAddress('https://xn--80ak6aa92e.com/')?.shown).toBe('xn--80ak6aa92e.com');
    // A name that only looks like another is shown as what it is.
    expect(externalAddress('https://аррӏе.com/')?.shown).toBe('xn--80ak6aa92e.com');
    expect(externalAddress('mailto:a.b@example.org?attach=/etc/passwd&body=x')?.href).toBe('mailto:a.b@example.org');
  });

  it.each([
    'http://example.org',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'ms-excel:ofe|u|https://evil/a.xls',
    'javascript:alert(1)',
    'data:text/html,x',
    'vscode://x',
    'voxlane://app/index.html',
    'https://user:secret@example.org/',
    'https://example.org/\u202efdp.exe',
    'https://exa\u00admple.org/',
    'https://example.org/a b',
    'https://example.org/\n',
    'mailto:--help',
    'mailto:%0aBcc:x@example.org',
    ' https://example.org',
    'https://',
    '',
  ])('are refused: %j', (url) => {
    expect(externalAddress(url)).toBeUndefined();
  });

  it('only ever become https or mail', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `https://${text}`),
        ),
        (text) => {
          const address = externalAddress(text);
          if (address !== undefined) expect(address.href).toMatch(/^(https:\/\/[^@\s]+|mailto:[\w.+-]+@[\w.-]+)/);
        },
      ),
    );
  });
});

describe('what the app is started with', () => {
  it('are files, as the starter names them', () => {
    expect(launchInputs(['talk.mp3', '--verbose', '/data/b.wav'], '/home/anna')).toEqual({
      files: ['/home/anna/talk.mp3', '/data/b.wav'],
      addresses: [],
    });
  });

  it('may be a link that names one web address', () => {
    expect(launchInputs(['voxlane://open?url=https%3A%2F%2Fexample.org%2Ftalk'], '/')).toEqual({
      files: [],
      addresses: ['https://example.org/talk'],
    });
  });

  it.each([
    [['voxlane://open?url=file:///etc/passwd']],
    [['voxlane://open?url=https://user:pw@example.org/']],
    [['voxlane://download?model=evil']],
    [['voxlane://open/x?url=https://example.org']],
    [['voxlane://app/index.html']],
    [['VOXLANE:open?url=https://example.org']],
    [['voxlane://open?url=https://example.org'.padEnd(9000, 'a')]],
    [['\\\\server\\share\\a.wav']],
    [['//server/share/a.wav']],
    [['a\0.wav']],
    [['--remote-debugging-port=1']],
    [['']],
  ])('is nothing when it is hostile: %j', (args) => {
    expect(launchInputs(args, '/')).toEqual({ files: [], addresses: [] });
  });

  it('is the link alone when a browser smuggles more in', () => {
    const args = ['voxlane://open?url=https://example.org/', '--no-sandbox', '/etc/passwd'];
    expect(launchInputs(args, '/')).toEqual({ files: [], addresses: ['https://example.org/'] });
  });
});

describe('switches of the command line', () => {
  it('that open the app are found however they are written', () => {
    const argv = [
      '--no-sandbox',
      '-no-sandbox',
      '--Remote-Debugging-Port=9222',
      '--inspect-brk=0',
      'a.mp3',
      '--lang=tr',
    ];
    expect(refusedSwitches(argv)).toEqual(['--no-sandbox', '--no-sandbox', '--remote-debugging-port', '--inspect-brk']);
  });
});

describe('names of files from outside', () => {
  it('stay in their folder, visible and readable', () => {
    expect(safeName('../../.bashrc')).toBe('_.._.bashrc');
    expect(safeName('a/b\\c:d.srt')).toBe('a_b_c_d.srt');
    expect(safeName('talk\u202etrs.exe')).toBe('talktrs.exe');
    expect(safeName('CON.srt')).toBe('voxlane.txt');
    expect(safeName('…'.repeat(200) + '.srt')).toBe('…'.repeat(80) + '.srt');
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(safeName(text)).toMatch(/^[^./\\\0\s][^/\\\0]*$/);
      }),
    );
  });

  it.each(['a.desktop', 'a.url', 'a.lnk', 'a.scpt', 'a.exe', 'a.srt.exe', 'a', 'a.html'])(
    'are not dragged out when a system would run them: %s',
    (name) => {
      expect(isHarmlessName(name)).toBe(false);
    },
  );
});
