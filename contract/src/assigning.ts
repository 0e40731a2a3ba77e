import { z } from "zod";
import { userId } from "./ids.ts";
import { colleague } from "./people.ts";
import { channelRole } from "./roles.ts";

/** How full somebody is whose teams set a maximum: what they have assigned in New and Pending, and the lowest maximum (R67). */
export const room = z.object({ assigned: z.number().int(), most: z.number().int() });
export type Room = z.infer<typeof room>;

/** May they have `more` besides? Undefined or null: no maximum. */
export function hasRoom(room: Room | null | undefined, more = 1): boolean {
  return room === null || room === undefined || room.assigned + more <= room.most;
}

/** Whom a conversation may be given to. `room`: null: no maximum. */
export const assigneeOption = colleague.extend({ role: channelRole, room: room.nullable() });
export type AssigneeOption = z.infer<typeof assigneeOption>;

export const setAssigneeBody = z.strictObject({
  userId: userId.nullable(),
  version: z.number().int().optional(),
  /** Also to somebody who has as many as they may (R67). */
  beyondMost: z.boolean().optional(),
});
