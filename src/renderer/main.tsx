import './client/schemas-without-eval.ts';
import './app/theme.css';
import './app/forced-colors.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app/app.tsx';
import { connectHost } from './client/connect-host.ts';
import { spreadNonce } from './client/csp-nonce.ts';
import { HostProvider } from './client/studio-context.tsx';
import { makeTexts, resolveLanguage, speak } from './i18n/i18n.ts';
import { tellError } from './state/notices.ts';

const root = document.querySelector('#root');
if (root !== null) {
  const texts = makeTexts();
  spreadNonce();
  // A page in English first and in another language a moment later would jump.
  await speak(texts, resolveLanguage('system', navigator.languages)).catch(tellError);
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={texts}>
        <HostProvider host={connectHost()}>
          <App />
        </HostProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}
