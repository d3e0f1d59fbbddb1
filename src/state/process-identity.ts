/** Which process this is, and whether another one that was written down still lives. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Tells processes apart that had the same pid. Linux: clock ticks since boot at its start. Elsewhere: null. */
  readonly startedAt: string | null;
  /** Which machine, whatever its name: names such as `ubuntu` are those of many. Null where nothing tells. */
  readonly machine: string | null;
  /** Where pids mean the same: this boot of this machine, this container. Linux only; elsewhere: null. */
  readonly pidSpace: string | null;
}

export function thisProcess(): ProcessIdentity {
  const space = pidSpace();
  return {
    pid: process.pid,
    host: hostname(),
    startedAt: startTime(process.pid),
    machine: machine(space),
    pidSpace: space,
  };
}

/**
 * True only where it is certain. A process of another host, or of a container whose pids we cannot see, may live.
 * The same machine after a restart: everything that was written down before is dead.
 */
export function isCertainlyDead(other: ProcessIdentity, self: ProcessIdentity = thisProcess()): boolean {
  if (other.host !== self.host) return false;
  if (other.pidSpace !== self.pidSpace) return wasRestarted(other, self);
  if (!isRunning(other.pid)) return true;
  const startedAt = startTime(other.pid);
  return startedAt !== null && other.startedAt !== null && startedAt !== other.startedAt;
}

/** True only where it is certain: its pid alone may be that of another process by now. */
export function isCertainlyAlive(other: ProcessIdentity, self: ProcessIdentity = thisProcess()): boolean {
  if (other.host !== self.host || other.pidSpace !== self.pidSpace || other.startedAt === null) return false;
  return startTime(other.pid) === other.startedAt;
}

function wasRestarted(other: ProcessIdentity, self: ProcessIdentity): boolean {
  if (other.machine === null || other.machine !== self.machine) return false;
  if (other.pidSpace === null || self.pidSpace === null) return false;
  return bootOf(other.pidSpace) !== bootOf(self.pidSpace);
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

/** Namespaces have their numbers anew in each machine, but the first one has this (Linux, include/linux/proc_ns.h). */
const firstNamespace = 'pid:[4026531836]';

/** machine-id(5). In a container it is the image's, and that of every container made from it. */
function machine(space: string | null): string | null {
  if (space?.endsWith(firstNamespace) !== true) return null;
  const id = read('/etc/machine-id')?.trim() ?? '';
  return /^[0-9a-f]{32}$/.test(id) ? id : null;
}

function bootOf(space: string): string | undefined {
  return space.split(' ')[0];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
