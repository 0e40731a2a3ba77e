import type { ContactId, ContactView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";

/** Contact → for which version they were asked for last, whoever showed them then. */
const askedFor = new Map<ContactId, string>();

/**
 * A contact, asked for again when their conversation has moved on (`version`; null: not
 * settled yet), without hiding what is there.
 */
export function useContact(
  id: ContactId,
  version: string | null,
): {
  readonly contact: ContactView | undefined;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const query = useQuery({
    queryKey: ["contacts", id],
    queryFn: ({ signal }) => call(routes.getContact, { params: { id }, signal }),
    staleTime: 60_000,
  });
  const { refetch } = query;
  const there = query.data !== undefined;
  useEffect(() => {
    if (version === null || askedFor.get(id) === version) return;
    askedFor.set(id, version);
    if (there) void refetch();
  }, [id, version, there, refetch]);
  // Whoever was deleted meanwhile, or is out of reach, is not shown on.
  const gone = query.error instanceof Refusal && query.error.code === "not_found";
  return {
    contact: gone ? undefined : query.data,
    error: gone || query.data === undefined ? query.error : null,
    retry: () => void refetch(),
  };
}
