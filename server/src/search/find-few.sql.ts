import type { ConversationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Wanted } from "./wanted.ts";

/** More than these are looked for by their words instead. */
const FEW = 600;

/** The conversations that a rare mark leaves: somebody's, of a label, of VIPs, open ones. Undefined: too many, or no such mark. */
export async function findFew(ctx: Ctx, { filter, channels }: Wanted): Promise<ConversationId[] | undefined> {
  const visible = sql`channel_id = any(${[...channels]}::uuid[])`;
  const users = filter.assignees.any;
  const open = filter.statuses.any;
  const ways = [
    ...(users === undefined || users.includes(null)
      ? []
      : [
          sql`select id from conversations where organization_id = ${ctx.organizationId} and assignee_id = any(${[...users]}::uuid[]) and ${visible}`,
        ]),
    ...[filter.topics.any, filter.tags.any].flatMap((labels) =>
      labels === undefined
        ? []
        : [
            sql`select conversation_id as id from conversation_labels where organization_id = ${ctx.organizationId} and label_id = any(${[...labels]}::uuid[]) and ${visible}`,
          ],
    ),
    ...(filter.vip === true
      ? [
          sql`select c.id from contacts p join conversations c on c.organization_id = p.organization_id and c.contact_id = p.id
          where p.organization_id = ${ctx.organizationId} and p.vip and c.${visible}`,
        ]
      : []),
    ...(open === undefined || open.includes("resolved")
      ? []
      : [
          sql`select id from conversations where organization_id = ${ctx.organizationId} and ${visible} and status = any(${[...open]}::text[])`,
        ]),
  ];
  for (const way of ways) {
    const found = await sql<{ id: ConversationId }>`select id from (${way}) x limit ${FEW + 1}`.execute(ctx.db);
    if (found.rows.length <= FEW) return [...new Set(found.rows.map((row) => row.id))];
  }
  return undefined;
}
