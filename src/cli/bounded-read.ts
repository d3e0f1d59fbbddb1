/** Reading a file that somebody names: what may never end is not begun, and what is too long is not read to its end. */
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** More bytes than allowed. */
export class TooLarge extends Error {}

/** A device, say, which may never end. */
export class NotReadable extends Error {}

const chunkBytes = 1024 * 1024;

/** A regular file, or what `<(...)` and `|` give. */
export function isReadable(found: Stats): boolean {
  return found.isFile() || found.isFIFO();
}

/** Counts what is read, as a file may have more than it says, and a pipe says nothing. Throws `TooLarge`, `NotReadable` and what the file system throws. */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  const found = await stat(path);
  // A folder is told by the read.
  if (!isReadable(found) && !found.isDirectory()) throw new NotReadable('it is neither a file nor a pipe');
  if (found.size > maxBytes) throw tooLarge(maxBytes);
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null);
      if (bytesRead === 0) return Buffer.concat(chunks, size);
      size += bytesRead;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

function tooLarge(maxBytes: number): TooLarge {
  return new TooLarge(`it is larger than ${megabytes(maxBytes)}`);
}

export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}
