import { createUserBody, invitationSent, patchUserBody, userAccessBody, userId, userView } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { viewerCtx } from "../organizations/index.ts";
import { setUserAccess } from "./access/set-user-access.ts";
import { changeUser } from "./account/change-user.ts";
import { createUser } from "./account/create-user.ts";
import { deactivateUser, reactivateUser } from "./account/deactivate-user.ts";
import { inviteUser } from "./account/invite-user.ts";
import { getUser, listUsers } from "./get-user.ts";
import type { UserDeps } from "./user-deps.ts";

const params = z.object({ id: userId });

/** People of the organization, for Admins. */
export function userRoutes(deps: UserDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/users",
      summary: "Everybody of the organization.",
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(userView) }),
      handler: async (request) => ({ items: await listUsers(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/users",
      summary: "Add a user and send the invitation.",
      access: "admin",
      rate: "write",
      body: createUserBody,
      answer: invitationSent,
      status: 201,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const id = await createUser(ctx, request.body);
        const sent = await inviteUser(ctx, deps, id);
        return { user: await getUser(ctx, id), ...sent };
      },
    }),
    route({
      method: "GET",
      url: "/users/:id",
      summary: "One user.",
      access: "admin",
      rate: "read",
      params,
      answer: userView,
      handler: async (request) => await getUser(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/users/:id",
      summary: "Change a user's details or account role.",
      access: "admin",
      rate: "write",
      params,
      body: patchUserBody,
      answer: userView,
      handler: async (request) => await changeUser(viewerCtx(deps, request), deps, request.params.id, request.body),
    }),
    route({
      method: "PUT",
      url: "/users/:id/access",
      summary: "Set which channels a user reaches, one by one or through teams.",
      access: "admin",
      rate: "write",
      params,
      body: userAccessBody,
      answer: userView,
      handler: async (request) => await setUserAccess(viewerCtx(deps, request), request.params.id, request.body),
    }),
    route({
      method: "POST",
      url: "/users/:id/invitation",
      summary: "Send the invitation again; the former link stops working.",
      access: "admin",
      rate: "write",
      params,
      answer: invitationSent,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const sent = await inviteUser(ctx, deps, request.params.id);
        return { user: await getUser(ctx, request.params.id), ...sent };
      },
    }),
    route({
      method: "PUT",
      url: "/users/:id/deactivation",
      summary: "Deactivate a user: sessions end at once, assignments are given back.",
      access: "admin",
      rate: "write",
      params,
      answer: userView,
      handler: async (request) => await deactivateUser(viewerCtx(deps, request), deps, request.params.id),
    }),
    route({
      method: "DELETE",
      url: "/users/:id/deactivation",
      summary: "Let a deactivated user in again.",
      access: "admin",
      rate: "write",
      params,
      answer: userView,
      handler: async (request) => await reactivateUser(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
