/** Connection failures, shutdown, time-outs, disk full: the work may be tried again, nothing was acknowledged. */
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "53100",
  "53200",
  "53300",
  "08006",
  "08003",
  "08000",
  "40001",
  "40P01",
  "55P03",
  "25006",
  "25P03",
]);

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "DatabaseAway") return true;
  if ("code" in error && typeof error.code === "string" && AWAY.has(error.code)) return true;
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|not queryable/.test(
    error.message,
  );
}
