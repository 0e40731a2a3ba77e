import type { AssigneeOption, ConversationId } from "@guichet/contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { keys } from "./keys.ts";

/** Who has access to a conversation: may be assigned to it and mentioned in it. Asked afresh, for access changes. */
export function listAssignees(id: ConversationId) {
  return queryOptions({
    queryKey: keys.assignees(id),
    queryFn: async ({ signal }): Promise<readonly AssigneeOption[]> =>
      (await call(routes.listAssignees, { params: { id }, signal })).items,
    staleTime: 30_000,
  });
}
