/**
 * A disk that is full, from the start or from SIGUSR2 on: the system says ENOSPC to what would write to the files of an
 * embedded state. CHAOS_DISK is
 * - `no-growth`: they may not grow any more; what a file has already may be overwritten, and empty ones be made;
 * - `no-writes`: not even that, as file systems that copy on write need room for it, too.
 * CHAOS_DISK_FULL is `at-start` or `later`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { openSync, closeSync, writeSync } = fs;
const growthOnly = process.env.CHAOS_DISK === 'no-growth';
let full = process.env.CHAOS_DISK_FULL === 'at-start';
const files = new Set();

process.on('SIGUSR2', () => {
  full = true;
});

const isOfState = (path) => /[\\/]database[\\/]/.test(String(path));

fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  if (isOfState(path)) files.add(file);
  return file;
};

fs.closeSync = (file) => {
  files.delete(file);
  return closeSync(file);
};

fs.writeSync = (file, data, offset, length, position) => {
  if (files.has(file)) refuse('write', () => position + length > fs.fstatSync(file).size);
  return writeSync(file, data, offset, length, position);
};

function refuse(syscall, grows) {
  if (!full || (growthOnly && !grows())) return;
  const text = `ENOSPC: no space left on device, ${syscall}`;
  throw Object.assign(new Error(text), { errno: -28, code: 'ENOSPC', syscall });
}

syncBuiltinESMExports();
