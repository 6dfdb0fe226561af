// Reading a file piece by piece.

/** So much is read between two reports of progress, in bytes. */
const SLICE = 1 << 20;

/** The bytes of a file; `onProgress` is told how many there are so far, and of how many. */
export async function bytesOf(file, onProgress) {
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += SLICE) {
    onProgress?.(at, file.size);
    bytes.set(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()), at);
  }
  onProgress?.(file.size, file.size);
  return bytes;
}
