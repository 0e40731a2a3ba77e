import {
  BOOMERANG_MOST_DAYS,
  type BoomerangWish,
  type ConversationStatus,
  Refusal,
  type StatusCause,
  type UserId,
} from "@guichet/contract";
import type { StatusBefore } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

/** A conversation that comes back to New by itself (W62). `by` null: the system's own (W65). */
export type Boomerang = { readonly at: Date; readonly note: string; readonly by: UserId | null };

const DAY = 86_400_000;
const HOUR = 3_600_000;

export function boomerangOf(
  row: Pick<Conversation, "boomerang_at" | "boomerang_note" | "boomerang_by">,
): Boomerang | null {
  if (row.boomerang_at === null) return null;
  return { at: row.boomerang_at, note: row.boomerang_note ?? "", by: row.boomerang_by };
}

/** The columns of the row. */
export function boomerangColumns(
  boomerang: Boomerang | null,
): Pick<Conversation, "boomerang_at" | "boomerang_note" | "boomerang_by"> {
  return {
    boomerang_at: boomerang?.at ?? null,
    boomerang_note: boomerang?.note ?? null,
    boomerang_by: boomerang?.by ?? null,
  };
}

/** What a person asked for. Refuses a moment that is past, or more than a year ahead. */
export function toBoomerang(wish: BoomerangWish, by: UserId, now: Date): Boomerang {
  if ("inMinutes" in wish) return { at: new Date(now.getTime() + wish.inMinutes * 60_000), note: wish.note, by };
  const at = new Date(wish.at);
  const ahead = at.getTime() - now.getTime();
  if (ahead > 0 && ahead <= BOOMERANG_MOST_DAYS * DAY) return { at, note: wish.note, by };
  throw new Refusal("invalid_input", { fields: [{ path: "boomerang.at", problem: ahead > 0 ? "too far" : "past" }] });
}

export function fromSnapshot(kept: StatusBefore["boomerang"]): Boomerang | null {
  return kept === null ? null : { ...kept, at: new Date(kept.at) };
}

export type BoomerangChange = {
  readonly after: Boomerang | null;
  /** Ended before it was due, and not replaced by another. */
  readonly cancelled: Boomerang | null;
  readonly set: Boomerang | null;
};
type Given = {
  /** Set in the same act. */
  readonly wanted: Boomerang | undefined;
  readonly systemHours: number | null;
  readonly now: Date;
};

/**
 * What a change of status does to the boomerang: in New there is none; Pending keeps a person's, or gets the system's;
 * resolving ends it unless a new one is set with it. Pure.
 */
export function boomerangAfter(
  before: Boomerang | null,
  to: ConversationStatus,
  cause: StatusCause,
  { wanted, systemHours, now }: Given,
): BoomerangChange {
  if (to === "new") return { after: null, cancelled: cause === "boomerang" ? null : before, set: null };
  if (wanted !== undefined) return { after: wanted, cancelled: null, set: wanted };
  if (to === "resolved") return { after: null, cancelled: before, set: null };
  if (before !== null && before.by !== null) return { after: before, cancelled: null, set: null };
  if (systemHours === null) return { after: null, cancelled: before, set: null };
  const system = { at: new Date(now.getTime() + systemHours * HOUR), note: "", by: null };
  return { after: system, cancelled: null, set: system };
}
