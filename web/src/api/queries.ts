import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import { routes } from "./routes.ts";

/** What the server holds, as the query cache names it. Keys begin with the subject, so that a subject can be refreshed. */
export const queries = {
  me: () =>
    queryOptions({
      queryKey: ["me"],
      queryFn: ({ signal }) => call(routes.getMe, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The world at a position of the event log; the live feed keeps it fresh, so it is never stale by age. */
  bootstrap: () =>
    queryOptions({
      queryKey: ["bootstrap"],
      queryFn: ({ signal }) => call(routes.bootstrap, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  setUp: () => queryOptions({ queryKey: ["set-up"], queryFn: ({ signal }) => call(routes.getSetUp, { signal }) }),
  sessions: () =>
    queryOptions({ queryKey: ["sessions"], queryFn: ({ signal }) => call(routes.listSessions, { signal }) }),
  users: () => queryOptions({ queryKey: ["users"], queryFn: ({ signal }) => call(routes.listUsers, { signal }) }),
  user: (id: string) =>
    queryOptions({
      queryKey: ["users", id],
      queryFn: ({ signal }) => call(routes.getUser, { params: { id }, signal }),
    }),
  teams: () => queryOptions({ queryKey: ["teams"], queryFn: ({ signal }) => call(routes.listTeams, { signal }) }),
  team: (id: string) =>
    queryOptions({
      queryKey: ["teams", id],
      queryFn: ({ signal }) => call(routes.getTeam, { params: { id }, signal }),
    }),
  channels: () =>
    queryOptions({ queryKey: ["channels"], queryFn: ({ signal }) => call(routes.listChannels, { signal }) }),
  channel: (id: string) =>
    queryOptions({
      queryKey: ["channels", id],
      queryFn: ({ signal }) => call(routes.getChannel, { params: { id }, signal }),
    }),
  organization: () =>
    queryOptions({ queryKey: ["organization"], queryFn: ({ signal }) => call(routes.getOrganization, { signal }) }),
  /** How many problems of each kind and reason; looked at again while the page is open. */
  problemTotals: () =>
    queryOptions({
      queryKey: ["problems", "totals"],
      queryFn: async ({ signal }) => (await call(routes.listProblems, { signal })).totals,
      staleTime: 0,
      refetchInterval: 15_000,
    }),
};
