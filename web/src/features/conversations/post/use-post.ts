import type { ConversationId, EmbeddedPost } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";

const LOOK_MS = 4000;

/** The post as it is now: looked at again while its picture is on its way. */
export function usePost(id: ConversationId, first: EmbeddedPost): EmbeddedPost {
  const { data } = useQuery({
    queryKey: keys.post(id),
    queryFn: async ({ signal }) => (await call(routes.getConversation, { params: { id }, signal })).post,
    enabled: isPending(first),
    staleTime: LOOK_MS,
    refetchInterval: ({ state }) => (state.data === undefined || isPending(state.data) ? LOOK_MS : false),
  });
  return isPending(first) ? (data ?? first) : first;
}

function isPending(post: EmbeddedPost | null): boolean {
  return post?.pending === true || post?.image?.state === "pending";
}
