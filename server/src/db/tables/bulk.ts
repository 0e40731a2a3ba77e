import type { BulkActionId, BulkSkipReason, ConversationId, OrganizationId, UserId } from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type BulkActionsTable = {
  organization_id: OrganizationId;
  id: BulkActionId;
  user_id: UserId;
  /** A deed of conversations/in-bulk, or `{"type": "undo"}`. */
  deed: Json<{ readonly type: string }>;
  state: Generated<"running" | "done" | "cancelled">;
  cut: Generated<boolean>;
  undoes: BulkActionId | null;
  created_at: Date;
  finished_at: Date | null;
};

export type BulkItemsTable = {
  organization_id: OrganizationId;
  action_id: BulkActionId;
  place: number;
  conversation_id: ConversationId;
  state: Generated<"waiting" | "done" | "skipped" | "cancelled">;
  reason: BulkSkipReason | null;
  held_by: UserId | null;
  trace: Json<{ readonly type: string } | null>;
  attempts: Generated<number>;
};
