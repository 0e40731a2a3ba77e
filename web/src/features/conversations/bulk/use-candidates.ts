import type { BulkAssignee, BulkSelection } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";

type Candidates = { readonly people: readonly BulkAssignee[]; readonly state: "loading" | "failed" | "known" };

/** To whom what is selected may be given, be it rows or a whole view; asked afresh each time one wants to know. */
export function useCandidates(selection: BulkSelection): Candidates {
  const { data, isError } = useQuery({
    queryKey: keys.bulkAssignees(selection),
    queryFn: async ({ signal }) => (await call(routes.listBulkAssignees, { body: { selection }, signal })).items,
    staleTime: 5000,
    gcTime: 0,
  });
  if (data !== undefined) return { people: data, state: "known" };
  return { people: [], state: isError ? "failed" : "loading" };
}
