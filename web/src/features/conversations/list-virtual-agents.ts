import type { ConversationId } from "@guichet/contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { keys } from "./keys.ts";

/** To which virtual agents a conversation may be delegated (R158), for the assignment menu and the palette. */
export const listVirtualAgents = (id: ConversationId) =>
  queryOptions({
    queryKey: keys.virtualAgents(id),
    queryFn: async ({ signal }) => (await call(routes.listVirtualAgents, { params: { id }, signal })).items,
    staleTime: 10_000,
  });
