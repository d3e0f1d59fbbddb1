import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Interrupted, listenForInterrupt, unlessAborted } from '../../src/cli/interrupt.ts';

/** A process that can be signalled; its exits are counted instead of taken. */
function fakeProcess() {
  const exits: number[] = [];
  const emitter = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  return { exits, emitter, process: emitter as unknown as NodeJS.Process };
}

describe('Ctrl-C', () => {
  test('is left to the system where there is nothing to finish, before and after: it ends the process', () => {
    const { emitter, process } = fakeProcess();
    const interrupt = listenForInterrupt(process, () => {});
    const listening = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => emitter.listenerCount(signal));
    expect(listening()).toEqual([0, 0, 0]);
    interrupt.takeOver('finishing');
    expect(listening()).toEqual([1, 1, 1]);
    interrupt.giveBack();
    expect(listening()).toEqual([0, 0, 0]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s asks one that has to finish, and ends it the second time',
    (signal) => {
      const { exits, emitter, process } = fakeProcess();
      const messages: string[] = [];
      const interrupt = listenForInterrupt(process, (line) => messages.push(line));
      const taken = interrupt.takeOver('finishing');
      emitter.emit(signal);
      expect({ aborted: taken.aborted, exits, messages }).toEqual({
        aborted: true,
        exits: [],
        messages: ['finishing'],
      });
      expect(taken.reason).toBeInstanceOf(Interrupted);
      emitter.emit(signal);
      expect(exits).toEqual([130]);
    },
  );
});

describe('what changes nothing', () => {
  test('is not waited for any longer', async () => {
    const controller = new AbortController();
    const waited = unlessAborted(controller.signal, new Promise(() => {}));
    controller.abort(new Interrupted('Nothing was changed.'));
    await expect(waited).rejects.toThrow('Nothing was changed.');
  });

  test('is not begun after the signal', async () => {
    await expect(unlessAborted(AbortSignal.abort(new Interrupted('x')), Promise.resolve(1))).rejects.toThrow('x');
  });

  test('otherwise ends as it ends', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(signal, Promise.resolve(1))).toBe(1);
    await expect(unlessAborted(signal, Promise.reject(new Error('y')))).rejects.toThrow('y');
  });
});
