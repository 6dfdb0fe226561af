// Reading a file piece by piece.

/** So much is read between two reports of progress, in bytes. */
const SLICE = 1 << 20;

/** What a promise is rejected with that was stopped. */
export const stopped = () => new DOMException("stopped", "AbortError");

/** The bytes of a file; `onProgress` is told how many there are so far, and of how many. Stopped by the signal. */
export async function bytesOf(file, onProgress, signal) {
  const stop = new Promise((_, reject) => signal?.addEventListener("abort", () => reject(stopped()), { once: true }));
  // Where nothing waits for it any longer, it is no failure.
  stop.catch(() => {});
  if (signal?.aborted) throw stopped();
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += SLICE) {
    onProgress?.(at, file.size);
    bytes.set(new Uint8Array(await Promise.race([file.slice(at, at + SLICE).arrayBuffer(), stop])), at);
  }
  onProgress?.(file.size, file.size);
  return bytes;
}
