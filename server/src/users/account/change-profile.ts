import { type patchMeBody, Refusal, type UserId } from "@guichet/contract";
import type { z } from "zod";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { checkTimeZone } from "../../organizations/index.ts";
import { getUserRow } from "../get-user.ts";
import { updateUser } from "../users.sql.ts";

const MOST_PREFERENCES = 16 * 1024;

/** A user changes their own profile and preferences. Announced only when colleagues can see the difference. */
export async function changeProfile(ctx: Ctx, userId: UserId, given: z.output<typeof patchMeBody>): Promise<void> {
  checkTimeZone(given.timeZone);
  const preferences = given.preferences === undefined ? undefined : JSON.stringify(given.preferences);
  if (Buffer.byteLength(preferences ?? "") > MOST_PREFERENCES) throw new Refusal("too_large");
  await inTransaction(ctx, async (inside) => {
    const before = await getUserRow(inside, userId);
    await updateUser(inside.db, inside.organizationId, userId, {
      first_name: given.firstName ?? before.first_name,
      last_name: given.lastName,
      short_code: given.shortCode === "" ? null : given.shortCode,
      locale: given.locale,
      color_scheme: given.colorScheme,
      time_zone: given.timeZone,
      preferences,
    });
    const after = await getUserRow(inside, userId);
    if (before.first_name !== after.first_name || before.last_name !== after.last_name)
      await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "edited" } }]);
  });
}
