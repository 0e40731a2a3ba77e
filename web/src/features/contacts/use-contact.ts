import type { ContactId, ContactView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";

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
  const shown = useRef(version);
  useEffect(() => {
    if (version === null || shown.current === version) return;
    shown.current = version;
    void refetch();
  }, [version, refetch]);
  return {
    contact: query.data,
    error: query.data === undefined ? query.error : null,
    retry: () => void refetch(),
  };
}
