const TOLERANCE_MS = 30_000;
let aheadMs = 0;

/** A browser's clock may be wrong by hours: every answer says what time it is where deadlines are held. */
export function noteServerTime(date: string | null, now: number): void {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return;
  const ahead = told - now;
  aheadMs = Math.abs(ahead) > TOLERANCE_MS ? ahead : 0;
}

/** This moment of the browser's clock by the server's, as far as it has told. Epoch milliseconds. */
export function atServer(now: number): number {
  return now + aheadMs;
}
