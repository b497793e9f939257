import { app, dialog, protocol } from 'electron';
import { launchInputs } from './desktop/launch-inputs.ts';
import { DesktopApp } from './desktop-app.ts';
import { avoidBrokenGraphics } from './graphics.ts';
import { t, useLanguage } from './i18n/translate.ts';
import { shellLog } from './log.ts';
import { places } from './places.ts';
import { schemes } from './scheme/app-scheme.ts';
import { refusedSwitches } from './start/refused-switches.ts';

/** Command line without the program, and without the app's own folder when it is a checkout. */
function ownArguments(argv: readonly string[]): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}

function start(): void {
  const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1)) : [];
  if (refused.length > 0) {
    process.stderr.write(`${t('start.refused', { switches: refused.join(', ') })}\n`);
    return app.exit(1);
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged(schemes);
  avoidBrokenGraphics(places.state());
  if (!app.requestSingleInstanceLock()) return app.quit();

  const desktop = new DesktopApp(shellLog);
  // Files come before the app is ready on macOS, and are kept until there is a page.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    desktop.open(launchInputs([path], '/'));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    desktop.open(launchInputs([url], '/'));
  });
  app.on('second-instance', (_event, argv, folder) => {
    desktop.open(launchInputs(ownArguments(argv), folder));
  });
  desktop.open(launchInputs(ownArguments(process.argv), process.cwd()));
  void app.whenReady().then(async () => {
    useLanguage('system', app.getLocale());
    try {
      await desktop.start();
    } catch (error) {
      dialog.showErrorBox(t('start.failed'), error instanceof Error ? error.message : String(error));
      app.exit(1);
    }
  });
}

start();
