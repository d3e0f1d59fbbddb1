/** The one line that moves at the end of a terminal's stderr, for a person who watches. */
import { visible } from '../../schema/visible.ts';

export interface MovingLine {
  show(text: string): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
}

/** A part of `tty.WriteStream`. Some terminals say that they have 0 columns: they have some. */
interface TerminalStream {
  readonly columns: number;
  write(text: string): unknown;
}

const usualColumns = 80;
const carriageReturnAndErase = '\r\u001b[K';

export function movingLine(stream: TerminalStream): MovingLine {
  let shown = false;
  return {
    show(text) {
      // A line that wraps could not be taken away again.
      stream.write(carriageReturnAndErase + visible(text).slice(0, (stream.columns || usualColumns) - 1));
      shown = true;
    },
    clear() {
      if (shown) stream.write(carriageReturnAndErase);
      shown = false;
    },
  };
}
