const QUARTER = 15 * 60_000;

/**
 * A calendar-day function that remembers its answers. Every time zone's day begins at a quarter of an hour, so one answer
 * holds for the whole quarter; finding it out costs more than drawing a message.
 */
export function rememberDays(dayKey: (at: string) => string): (at: string) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(Date.parse(at) / QUARTER);
    const day = known.get(quarter) ?? dayKey(at);
    known.set(quarter, day);
    return day;
  };
}
