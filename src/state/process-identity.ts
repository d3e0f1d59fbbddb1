/** Which process this is, and whether another one that was written down still lives. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Tells processes apart that had the same pid. Linux: clock ticks since boot at its start. Elsewhere: null. */
  readonly startedAt: string | null;
  /** Where pids mean the same: this boot of this machine, this container. Linux only; elsewhere: null. */
  readonly pidSpace: string | null;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), startedAt: startTime(process.pid), pidSpace: pidSpace() };
}

/**
 * True only where it is certain. A process of another host, or of a container whose pids we cannot see, may live.
 * The same host after a restart: everything that was written down before is dead.
 */
export function isCertainlyDead(other: ProcessIdentity): boolean {
  const self = thisProcess();
  if (other.host !== self.host) return false;
  if (other.pidSpace !== self.pidSpace) return bootOf(other.pidSpace) !== bootOf(self.pidSpace);
  if (!isRunning(other.pid)) return true;
  const startedAt = startTime(other.pid);
  return startedAt !== null && other.startedAt !== null && startedAt !== other.startedAt;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Field 22 of proc_pid_stat(5), counted after the command's name, which may hold spaces and brackets. */
function startTime(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** `BOOT pid:[NAMESPACE]`. */
function pidSpace(): string | null {
  const boot = read('/proc/sys/kernel/random/boot_id')?.trim();
  try {
    return boot === undefined ? null : `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

function bootOf(space: string | null): string | null {
  return space?.split(' ')[0] ?? null;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
