import { hasRoom, Refusal, type UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { listRooms } from "./room.sql.ts";

/** Refuses with `assignee_full` who has as many conversations as they may; the caller holds their room. */
export async function refuseFull(ctx: Ctx, userId: UserId): Promise<void> {
  const room = (await listRooms(ctx, [userId])).get(userId);
  if (room !== undefined && !hasRoom(room)) throw new Refusal("assignee_full", { details: { ...room } });
}
