import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";
import type { Names } from "./names.ts";

/** Every tag, topic and reason by name, deleted tags and topics among them; undefined while they are on their way. */
export function useNames(): { readonly names: Names | undefined; readonly error: unknown; readonly retry: () => void } {
  const topics = useQuery(queries.topics());
  const tags = useQuery(queries.tags());
  const reasons = useQuery(queries.reasons());
  const names = useMemo((): Names | undefined => {
    if (!topics.data || !tags.data || !reasons.data) return undefined;
    const toNamed = (one: { id: string; name: string; deletedAt: string | null }) => ({
      ...{ id: one.id, name: one.name, gone: one.deletedAt !== null },
    });
    return {
      topic: topics.data.items.map(toNamed),
      tag: tags.data.items.map(toNamed),
      resolve: reasons.data.map(({ id, name, active }) => ({ id, name, gone: !active })),
    };
  }, [topics.data, tags.data, reasons.data]);
  return {
    names,
    error: topics.error ?? tags.error ?? reasons.error,
    retry: () => {
      for (const query of [topics, tags, reasons]) if (query.error) void query.refetch();
    },
  };
}
