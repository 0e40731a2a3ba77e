const DAYS = 7;

/** W97: a draft that was last changed at this moment, or before it, is gone. Pure. */
export function draftsEndAt(now: Date): Date {
  return new Date(now.getTime() - DAYS * 86_400_000);
}
