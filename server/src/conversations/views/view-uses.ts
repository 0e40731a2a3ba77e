import type { ViewUses, ViewUsesQuery } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { viewPersonOf } from "./list-views.ts";
import { maySeeView } from "./queue-view.policy.ts";
import { listViewRowsWith } from "./queue-views.sql.ts";

/** The saved views that ask for something: named where the reader may see them, else counted by their owners (W53). */
export async function listViewUses(ctx: Ctx, query: ViewUsesQuery): Promise<ViewUses> {
  const person = await viewPersonOf(ctx);
  const rows = await listViewRowsWith(ctx, query);
  const seen = rows.filter((row) => maySeeView(row, person));
  const others = Map.groupBy(
    rows.filter((row) => !maySeeView(row, person)),
    (row) => row.owner_id,
  );
  return {
    views: seen.map(({ id, name, emoji, shared, owner_name: ownerName }) => ({ id, name, emoji, shared, ownerName })),
    ofOthers: [...others.values()].map((own) => ({ ownerName: own[0]?.owner_name ?? "", count: own.length })),
  };
}
