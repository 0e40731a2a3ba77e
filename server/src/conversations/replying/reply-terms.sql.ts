import {
  type AfterReply,
  type ChannelId,
  type Platform,
  privateReplyDaysOf,
  Refusal,
  replyWindowHoursOf,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** What holds for a reply on a channel by a person. `shortCode`: theirs, null where it is not to be added (W28). */
export type ReplyTerms = {
  readonly platform: Platform;
  readonly afterReply: AfterReply;
  readonly autoAssign: boolean;
  readonly shortCode: string | null;
  /** Replies are taken so long after the contact's last private message; null: at any time (W94). */
  readonly windowHours: number | null;
  /** A comment may be answered in private within so many days; null: never (W93). */
  readonly privateReplyDays: number | null;
  /** A long public answer leaves in pieces; false: it must fit into one (W155). */
  readonly splits: boolean;
};

export async function replyTermsOf(ctx: Ctx, channelId: ChannelId, author: UserId): Promise<ReplyTerms> {
  const found = await sql<ReplyTerms>`
    select c.platform, o.after_reply as "afterReply", c.auto_assign as "autoAssign",
      case when c.short_code then u.short_code end as "shortCode",
      (c.settings ->> 'replyWindowHours')::int as "windowHours", (c.settings ->> 'privateReplyDays')::int as "privateReplyDays",
      coalesce((c.settings ->> 'autoSplit')::boolean, true) as "splits"
    from organizations o join channels c on c.organization_id = o.id
    left join users u on u.organization_id = o.id and u.id = ${author}
    where o.id = ${ctx.organizationId} and c.id = ${channelId}`.execute(ctx.db);
  const [terms] = found.rows;
  if (terms === undefined) throw new Refusal("not_found");
  const { platform, windowHours, privateReplyDays } = terms;
  return {
    ...terms,
    windowHours: replyWindowHoursOf(platform, windowHours),
    privateReplyDays: privateReplyDaysOf(platform, privateReplyDays),
  };
}

/** What holds on a channel for whoever writes. */
export async function platformOf(
  ctx: Ctx,
  channelId: ChannelId,
): Promise<Pick<ReplyTerms, "platform" | "windowHours">> {
  const found = await sql<Pick<ReplyTerms, "platform" | "windowHours">>`
    select platform, (settings ->> 'replyWindowHours')::int as "windowHours" from channels
    where organization_id = ${ctx.organizationId} and id = ${channelId}`.execute(ctx.db);
  const [terms] = found.rows;
  if (terms === undefined) throw new Refusal("not_found");
  return { ...terms, windowHours: replyWindowHoursOf(terms.platform, terms.windowHours) };
}
