/**
 * One end of a two-way, ordered channel of structured-clone values. Knows nothing about frames: what arrives is checked
 * by the receiver. Subscribing returns the unsubscribe function.
 */
export interface Transport {
  /** Sends one value. Throws when it cannot be structured-cloned; does nothing once the channel is closed. */
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): () => void;
  /** Called once when the other end is gone or `close` was called here; at once if that has already happened. */
  onClose(listener: () => void): () => void;
  close(): void;
}
