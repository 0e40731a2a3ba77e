import { type AttributeId, attributeField, conditionsOf } from "@guichet/contract";
import { askDb, type Ctx } from "../../db/index.ts";
import { holdRules } from "../refresh-contacts.sql.ts";
import { listGroupRows, lockGroups, recomputeGroup } from "./contact-groups.sql.ts";

/** After an attribute is gone: groups that asked for it are computed anew. In the transaction of its deletion. */
export async function recomputeGroupsAsking(ctx: Ctx, id: AttributeId): Promise<void> {
  const field = attributeField(id);
  const asking = (await listGroupRows(ctx)).filter((group) =>
    conditionsOf(group.rule).some((one) => one.field === field),
  );
  if (asking.length === 0) return;
  await lockGroups(
    ctx,
    asking.map((group) => group.id),
  );
  await holdRules(askDb(ctx.db), ctx.organizationId);
  for (const group of asking) await recomputeGroup(ctx, group.id);
}
