/** A candle file that cannot be read; the message is one printable line: the file, the line, what was expected and what came. */
export class CandleFileError extends Error {
  override readonly name = 'CandleFileError';
}

/** A file whose candles are of another length than stated. */
export class TimeframeError extends CandleFileError {
  /** Most frequent distance between neighbouring open times, milliseconds. */
  readonly spacingMs: number;

  constructor(message: string, spacingMs: number) {
    super(message);
    this.spacingMs = spacingMs;
  }
}
