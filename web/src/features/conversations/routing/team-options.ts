import type { ConversationId, TeamOption } from "@guichet/contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";

/** To which teams a conversation may be moved. Asked afresh, for access changes. */
export function listTeamOptions(id: ConversationId) {
  return queryOptions({
    queryKey: keys.teamOptions(id),
    queryFn: async ({ signal }): Promise<readonly TeamOption[]> =>
      (await call(routes.listTeamOptions, { params: { id }, signal })).items,
    staleTime: 10_000,
  });
}
