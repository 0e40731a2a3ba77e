import { FIRST_CHOICES, type NotificationChoices, notificationChoices, type UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

/** What a person has chosen; what they have not, or what an older release knew, is as at first. */
export async function readChoices(
  ctx: Pick<Ctx, "db" | "organizationId">,
  userId: UserId,
): Promise<NotificationChoices> {
  const row = await ctx.db
    .selectFrom("notification_choices")
    .select("choices")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const { choices } = row ?? {};
  const email = { ...FIRST_CHOICES.email, ...choices?.email };
  const known = notificationChoices.safeParse({ ...FIRST_CHOICES, ...choices, email });
  return known.success ? known.data : FIRST_CHOICES;
}

/** What counts for the mail about the queue begins anew: nobody hears of what was before they asked. */
export async function writeChoices(ctx: Ctx, userId: UserId, choices: NotificationChoices): Promise<void> {
  const written = { choices: JSON.stringify(choices), queue_since: ctx.now(), queue_above: false };
  await ctx.db
    .insertInto("notification_choices")
    .values({ organization_id: ctx.organizationId, user_id: userId, ...written })
    .onConflict((conflict) => conflict.columns(["organization_id", "user_id"]).doUpdateSet(written))
    .execute();
}
