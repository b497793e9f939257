/** How servers of others are reached from here. */
export interface Route {
  /** Certificate authorities to trust; `undefined` leaves Node's own, which include `NODE_EXTRA_CA_CERTS`. */
  readonly ca: readonly string[] | undefined;
  /** The HTTP proxy on the way to an address; none for this computer and for the exceptions of the user. */
  proxyFor(url: URL): URL | undefined;
}

/** Straight there, with the authorities of Node. */
export const DIRECT: Route = { ca: undefined, proxyFor: () => undefined };
