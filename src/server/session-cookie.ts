const MAX_AGE_SECONDS = 30 * 86_400;

/** Cookies know no ports: each server of this machine has a name of its own. */
function nameOf(port: number): string {
  return `voxlane-${port}`;
}

/** The header that signs a browser in. Scripts cannot read it and other sites cannot have it sent. */
export function sessionCookie(port: number, secret: string): string {
  return `${nameOf(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_SECONDS}`;
}

/** The header that signs a browser out. */
export function endedCookie(port: number): string {
  return `${nameOf(port)}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
}

/** The session that a Cookie header holds. */
export function sessionOf(port: number, header: string | undefined): string | undefined {
  const prefix = `${nameOf(port)}=`;
  const cookie = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  return cookie?.slice(prefix.length);
}
