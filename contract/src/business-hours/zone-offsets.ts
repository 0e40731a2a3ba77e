const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** A stretch of time in which a zone's clocks stand at one distance from UTC. Epoch milliseconds. */
export type OffsetPiece = { readonly from: number; readonly until: number; readonly offset: number };

const formats = new Map<string, Intl.DateTimeFormat>();
/** Changes of a zone's clocks within one calendar year (UTC), and where they stand when it begins. */
type ZoneYear = {
  readonly first: number;
  readonly changes: readonly { readonly at: number; readonly offset: number }[];
};
const years = new Map<string, ZoneYear>();
/** More than any installation has zones and years; then it begins anew. */
const MOST_YEARS = 5000;

/** The stretches between two instants, in order and without a gap: what a zone's clocks do in between. */
export function offsetPieces(timeZone: string, from: number, until: number): OffsetPiece[] {
  const pieces: OffsetPiece[] = [];
  let begin = from;
  let offset = offsetAt(timeZone, from);
  for (let year = yearOf(from); year <= yearOf(until); year += 1)
    for (const change of changesOf(timeZone, year)) {
      if (change.at <= begin || change.at >= until || change.offset === offset) continue;
      pieces.push({ from: begin, until: change.at, offset });
      [begin, offset] = [change.at, change.offset];
    }
  if (begin < until) pieces.push({ from: begin, until, offset });
  return pieces;
}

/** How far the clocks of a zone are ahead of UTC at an instant. Milliseconds. */
export function offsetAt(timeZone: string, at: number): number {
  const { first, changes } = zoneYear(timeZone, yearOf(at));
  return changes.findLast((change) => change.at <= at)?.offset ?? first;
}

function changesOf(timeZone: string, year: number): ZoneYear["changes"] {
  const { first, changes } = zoneYear(timeZone, year);
  return [{ at: Date.UTC(year), offset: first }, ...changes];
}

/** Looked through week by week: no zone has moved its clocks and back again within one. */
function zoneYear(timeZone: string, year: number): ZoneYear {
  const key = `${timeZone} ${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const [begin, end] = [Date.UTC(year), Date.UTC(year + 1)];
  const first = readOffset(timeZone, begin);
  const changes: { at: number; offset: number }[] = [];
  let offset = first;
  for (let at = begin; at < end; at += WEEK_MS) {
    const next = Math.min(at + WEEK_MS, end);
    const then = readOffset(timeZone, next - 1);
    if (then === offset) continue;
    changes.push({ at: findChange(timeZone, at, next - 1), offset: then });
    offset = then;
  }
  const found = { first, changes };
  if (years.size >= MOST_YEARS) years.clear();
  years.set(key, found);
  return found;
}

/** The first whole second between two instants at which the clocks stand as they do at the second. */
function findChange(timeZone: string, from: number, until: number): number {
  const wanted = readOffset(timeZone, until);
  let [before, after] = [Math.floor(from / 1000), Math.floor(until / 1000)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (readOffset(timeZone, middle * 1000) === wanted) after = middle;
    else before = middle;
  }
  return after * 1000;
}

/** Asks the calendar of this machine: slow, therefore only to fill `years`. */
function readOffset(timeZone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(whole)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const format = new Intl.DateTimeFormat("en-US", { ...numeric, ...time, calendar: "iso8601", timeZone });
  formats.set(timeZone, format);
  return format;
}

function yearOf(at: number): number {
  return new Date(at).getUTCFullYear();
}
