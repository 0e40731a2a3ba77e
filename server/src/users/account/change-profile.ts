import { type patchMeBody, Refusal, type UserId } from "@guichet/contract";
import type { z } from "zod";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { checkTimeZone } from "../../organizations/index.ts";
import { getUserRow } from "../get-user.ts";
import { checkOffered } from "../presence/presence.ts";
import { mergePreferences, updateUser } from "../users.sql.ts";

const MOST_PREFERENCES = 16 * 1024;

/**
 * A user changes their own profile and preferences; preferences that are not named stay as they are, because another browser
 * of theirs may have changed them. Announced only when colleagues can see the difference.
 */
export async function changeProfile(ctx: Ctx, userId: UserId, given: z.output<typeof patchMeBody>): Promise<void> {
  checkTimeZone(given.timeZone);
  const atSignIn = given.presenceAtSignIn;
  await inTransaction(ctx, async (inside) => {
    const before = await getUserRow(inside, userId);
    checkSize({ ...before.preferences, ...given.preferences });
    if (atSignIn !== undefined && atSignIn.presence !== "last") await checkOffered(inside, atSignIn);
    await updateUser(inside.db, inside.organizationId, userId, {
      first_name: given.firstName ?? before.first_name,
      last_name: given.lastName,
      short_code: given.shortCode === "" ? null : given.shortCode,
      locale: given.locale,
      color_scheme: given.colorScheme,
      time_zone: given.timeZone,
      ...(atSignIn === undefined
        ? {}
        : {
            sign_in_availability: atSignIn.presence === "last" ? null : atSignIn.presence,
            sign_in_away_state_id: atSignIn.presence === "away" ? atSignIn.awayStateId : null,
          }),
    });
    if (given.preferences !== undefined)
      await mergePreferences(inside.db, inside.organizationId, userId, given.preferences);
    const after = await getUserRow(inside, userId);
    if (before.first_name !== after.first_name || before.last_name !== after.last_name)
      await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "edited" } }]);
  });
}

function checkSize(preferences: Record<string, unknown>): void {
  if (Buffer.byteLength(JSON.stringify(preferences)) > MOST_PREFERENCES) throw new Refusal("too_large");
}
