import type { LabelKind } from "./label-kind.ts";
import type { LabelRow } from "./labels.sql.ts";

/** As Settings shows it. */
export function toLabelView<Kind extends LabelKind>(row: LabelRow<Kind>) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    createdAt: row.created_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}
