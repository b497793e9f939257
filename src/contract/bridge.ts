import type { Reply } from './reply.ts';

/** How the page can reach its studio. `lost` means edits wait until it is back. */
export type ConnectionState = 'connecting' | 'ready' | 'lost';

/** What a desktop's user picks in a dialog of the system. */
export interface PickWish {
  readonly what: 'recordings' | 'folder' | 'subtitles' | 'model' | 'gguf';
  readonly title: string;
}

/** What the user's own menus, files and links ask the page to do. Untrusted: the page shows what will happen. */
export type ShellRequest =
  | { readonly type: 'command'; readonly id: string }
  | { readonly type: 'open-inputs'; readonly inputs: readonly string[] }
  | { readonly type: 'open-document'; readonly id: number };

/**
 * Everything the preload script puts into the page, as `window.voxlane`. Plain data only; functions return the function
 * that undoes them. Names of calls and events are those of the contract and are checked again on the other side.
 */
export interface DesktopBridge {
  /** `ticket` names the call for `cancel`; of the caller's choosing, each once. */
  call(name: string, input: unknown, ticket?: number): Promise<Reply<unknown>>;
  /** The caller has enough: the call ends as `cancelled`. */
  cancel(ticket: number): void;
  on(event: string, listener: (data: unknown) => void): () => void;
  /** Path of a dropped file; the path counts as picked by the user from then on. */
  pathOf(file: unknown): string;
  pick(wish: PickWish): Promise<readonly string[]>;
  /** Asks where to save and writes; the path, or undefined when dismissed. */
  saveText(wish: { readonly name: string; readonly text: string }): Promise<Reply<string | undefined>>;
  /** Shows a file in its folder; never opens it. */
  reveal(path: string): Promise<void>;
  /** Opens an https address in the user's browser, after its host was shown. */
  openExternal(url: string): Promise<void>;
  /** Address of the media of a document, playable with Range. */
  mediaUrl(token: string): string;
  /** Starts a drag of an exported file out of the window. */
  dragOut(wish: { readonly name: string; readonly text: string }): void;
  onRequest(listener: (request: ShellRequest) => void): () => void;
  readonly platform: string;
}
