import type { ConnectionState, PickWish, ShellRequest } from '../../contract/bridge.ts';
import type { PenState } from '../../contract/link.ts';
import type { StudioApi } from '../../contract/studio-api.ts';

/** How far the upload of one file is. */
interface UploadProgress {
  readonly name: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** Which of several windows may change things. */
interface PenAccess {
  /** Tells the state at once and at every change; returns the function that stops listening. */
  onChange(listener: (state: PenState) => void): () => void;
  /** Takes the pen from whichever window holds it; `onChange` tells when it is there. */
  take(): void;
}

/** A studio and the machine around the page, whichever of the two hosts it runs in. */
export interface Host {
  readonly kind: 'desktop' | 'browser';
  readonly api: StudioApi;
  /** Another window holds the pen: this one may look, not change. */
  readonly readOnly: boolean;
  /** Absent where there is only this window. */
  readonly pen?: PenAccess;
  /** Tells the state at once and at every change; returns the function that stops listening. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Requests from menus, file associations and links; none in a browser. */
  onRequest(listener: (request: ShellRequest) => void): () => void;
  /** Lets the user choose; the answer can be handed to `queue.plan`. Empty when dismissed. */
  pick(wish: PickWish): Promise<readonly string[]>;
  /** Turns dropped files into inputs of `queue.plan`: paths on a desktop, uploads in a browser. */
  takeFiles(
    files: readonly File[],
    run: { readonly signal: AbortSignal; readonly onProgress: (progress: UploadProgress) => void },
  ): Promise<readonly string[]>;
  /** Address that a media element plays, from a token of `media.open`. */
  mediaUrl(token: string): string;
  /** Saves text under a name the user can change; undefined when dismissed. A browser downloads it. */
  saveText(wish: { readonly name: string; readonly text: string }): Promise<string | undefined>;
  /** Saves a file that a token of the studio stands for; absent where the studio writes on the user's own disk. */
  readonly download?: (file: { readonly token: string; readonly name: string }) => void;
  /** Shows a file in its folder; absent where the files are on another machine. */
  readonly reveal?: (path: string) => Promise<void>;
  openExternal(url: string): Promise<void>;
  /** Starts to drag text out of the window as a file; call it in `dragstart`. */
  dragOut(wish: { readonly name: string; readonly text: string }, event: DragEvent): void;
}
