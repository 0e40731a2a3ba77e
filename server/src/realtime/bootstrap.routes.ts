import { type Bootstrap, bootstrap, type Me } from "@guichet/contract";
import { countQueue } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { type Route, type RouteCtx, route, type Viewer } from "../http/index.ts";
import { getOrganization } from "../organizations/index.ts";
import { channelRolesOf, listColleagues } from "../users/index.ts";
import { listChannelSummaries, listChannelTroubles, listTeamNames, listTopicNames } from "./bootstrap.sql.ts";

export type BootstrapDeps = {
  readonly ctxOf: RouteCtx;
  readonly version: string;
  readonly getMe: (ctx: Ctx, viewer: Viewer) => Promise<Me>;
};

/** The browser's first picture of the world and the position it stands at; the live feed goes on from there. */
export function bootstrapRoutes(deps: BootstrapDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/bootstrap",
      summary: "State of the world at a position",
      access: "signed_in",
      rate: "read",
      answer: bootstrap,
      handler: async ({ viewer }) => await makeBootstrap(deps, deps.ctxOf(viewer), viewer),
    }),
  ];
}

async function makeBootstrap(deps: BootstrapDeps, ctx: Ctx, viewer: Viewer): Promise<Bootstrap> {
  // The position first: whatever is read after it may be newer, and the feed repeats it harmlessly.
  const { position, channels: counts } = await countQueue(ctx);
  const me = await deps.getMe(ctx, viewer);
  const reach = await channelRolesOf(ctx, viewer.userId);
  return {
    version: deps.version,
    position,
    me,
    organization: await getOrganization(ctx),
    channels: await listChannelSummaries(ctx, reach),
    troubles: await listChannelTroubles(ctx, reach, me.accountRole === "admin"),
    colleagues: await listColleagues(ctx),
    teams: await listTeamNames(ctx),
    topics: await listTopicNames(ctx),
    counts: { channels: counts },
  };
}
