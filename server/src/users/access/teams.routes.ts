import { createTeamBody, teamChannelsBody, teamId, teamMembersBody, teamOptions, teamView } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { createTeam, deleteTeam, renameTeam, setTeamChannels, setTeamMembers, setTeamOptions } from "./change-team.ts";
import { getTeam, listTeams } from "./list-teams.ts";

const params = z.object({ id: teamId });

/** Teams, for Admins. */
export function teamRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/teams",
      summary: "Every team with members and channels.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(teamView) }),
      handler: async (request) => ({ items: await listTeams(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/teams",
      summary: "Add a team.",
      access: "admin",
      rate: "write",
      body: createTeamBody,
      answer: teamView,
      status: 201,
      handler: async (request) => await createTeam(viewerCtx(deps, request), request.body.name),
    }),
    route({
      method: "GET",
      url: "/teams/:id",
      summary: "One team.",
      access: "admin",
      rate: "read",
      params,
      answer: teamView,
      handler: async (request) => await getTeam(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/teams/:id",
      summary: "Rename a team.",
      access: "admin",
      rate: "write",
      params,
      body: createTeamBody,
      answer: teamView,
      handler: async (request) => await renameTeam(viewerCtx(deps, request), request.params.id, request.body.name),
    }),
    route({
      method: "DELETE",
      url: "/teams/:id",
      summary: "Delete a team; its members lose this way to its channels.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteTeam(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PUT",
      url: "/teams/:id/members",
      summary: "Set who is in a team, each with a role.",
      access: "admin",
      rate: "write",
      params,
      body: teamMembersBody,
      answer: teamView,
      handler: async (request) => await setTeamMembers(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "PUT",
      url: "/teams/:id/channels",
      summary: "Set which channels a team reaches.",
      access: "admin",
      rate: "write",
      params,
      body: teamChannelsBody,
      answer: teamView,
      handler: async (request) => await setTeamChannels(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "PATCH",
      url: "/teams/:id/options",
      summary: "Set how the members of a team see and work the queue.",
      access: "admin",
      rate: "write",
      params,
      body: teamOptions.partial(),
      answer: teamView,
      handler: async (request) => await setTeamOptions(viewerCtx(deps, request), request.params.id, request.body),
    }),
  ];
}
