import { useQueries } from "@tanstack/react-query";
import { listAssignees } from "../list-assignees.ts";
import { useColleagues } from "../use-world.ts";
import { type Candidate, inAll } from "./candidates.ts";
import type { Selection } from "./use-selection.ts";

type Candidates = { readonly people: readonly Candidate[]; readonly state: "loading" | "failed" | "known" };

/**
 * To whom a selection may be given: people with access to all of its channels, asked for by one conversation of each. Of a
 * whole view the channels are not all known here: everybody, and whose access is missing is named afterwards.
 */
export function useCandidates({ rows, whole }: Selection): Candidates {
  const colleagues = useColleagues();
  const givable = whole ? [] : rows.filter((row) => row.abilities.includes("assign"));
  const channels = new Map(givable.map((row) => [row.channelId, row.id]));
  const answers = useQueries({ queries: [...channels.values()].map((id) => listAssignees(id)) });
  if (whole) return { people: colleagues.filter((one) => !one.deactivated), state: "known" };
  if (answers.some((answer) => answer.isError)) return { people: [], state: "failed" };
  const lists = answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data]));
  return lists.length < answers.length ? { people: [], state: "loading" } : { people: inAll(lists), state: "known" };
}
