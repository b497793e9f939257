interface LoginTexts {
  readonly title: string;
  readonly lead: string;
  readonly how: string;
}

const TEXTS = {
  en: {
    title: 'Sign in to Voxlane',
    lead: 'This browser is not signed in to this Voxlane server.',
    how: 'Open the address that `voxlane serve` printed. It works once; press Enter there, or run `voxlane serve --url`, for a new one.',
  },
  fr: {
    title: 'Se connecter à Voxlane',
    lead: 'Ce navigateur n’est pas connecté à ce serveur Voxlane.',
    how: 'Ouvrez l’adresse affichée par `voxlane serve`. Elle ne sert qu’une fois ; appuyez sur Entrée dans ce terminal, ou lancez `voxlane serve --url`, pour en obtenir une autre.',
  },
  tr: {
    title: 'Voxlane’de oturum açın',
    lead: 'Bu tarayıcıda bu Voxlane sunucusu için oturum açılmamış.',
    how: '`voxlane serve` komutunun yazdığı adresi açın. Adres bir kez geçerlidir; yenisi için orada Enter’a basın ya da `voxlane serve --url` komutunu çalıştırın.',
  },
} as const satisfies Record<string, LoginTexts>;

type Language = keyof typeof TEXTS;

/** The first language of a browser that we speak, else English. */
function languageOf(accepted: string | undefined): Language {
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const language = part.trim().slice(0, 2);
    if (Object.hasOwn(TEXTS, language)) return language as Language;
  }
  return 'en';
}

/** The page for a visitor without a session. Nothing in it comes from outside. */
export function loginPage(accepted: string | undefined): string {
  const language = languageOf(accepted);
  const { title, lead, how } = TEXTS[language];
  const marked = how.replace(/`([^`]+)`/g, '<code>$1</code>');
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <script type="module" src="/login.js"></script>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${lead}</p>
      <p>${marked}</p>
    </main>
  </body>
</html>
`;
}

/** Trades the token in the address for a session; a fragment is sent to no server and stands in no log. */
export const LOGIN_SCRIPT = `const token = new URLSearchParams(location.hash.slice(1)).get('token');
const signal = AbortSignal.timeout(15_000);
const answer =
  token === null
    ? await fetch('/session', { cache: 'no-store', signal })
    : await fetch('/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
        signal,
      });
if (answer.ok && token === null) location.reload();
else if (answer.ok) location.replace('/');
`;
