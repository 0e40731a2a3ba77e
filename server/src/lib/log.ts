import { pino } from "pino";

/** Only these kinds of values reach the log: no objects that might carry a secret or a message's text (S41). */
export type LogData = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = {
  info(message: string, data?: LogData): void;
  warn(message: string, data?: LogData): void;
  error(message: string, data?: LogData & { readonly cause?: never }, error?: unknown): void;
  debug(message: string, data?: LogData): void;
};

/** Structured log lines on standard output. `level`: pino's names, or "silent". */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    debug: (message, data) => logger.debug(data ?? {}, message),
    info: (message, data) => logger.info(data ?? {}, message),
    warn: (message, data) => logger.warn(data ?? {}, message),
    error: (message, data, error) => logger.error({ ...data, ...causeOf(error) }, message),
  };
}

/** Name, code and stack of an error and of its causes; never its other fields, which may hold query values. */
function causeOf(error: unknown): Record<string, string | undefined> {
  if (!(error instanceof Error)) return error === undefined ? {} : { errorType: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { errorCode: error.code } : {};
  const cause =
    error.cause instanceof Error
      ? { causedBy: `${error.cause.name}: ${firstLine(error.cause.message)}`, causeStack: framesOf(error.cause) }
      : {};
  return { error: `${error.name}: ${firstLine(error.message)}`, stack: framesOf(error), ...code, ...cause };
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 300);
}

function framesOf(error: Error): string {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 12)
    .join("\n");
}
