import type { Route } from "../http/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { sampleBody } from "./replays/sample-body.ts";

/** What tests call every route with. */

export const isApi = (route: Route): boolean => !route.root && !route.hidden;
export const subjectOf = (route: Route): string => route.url.split("/")[1] ?? "";

/** The address of a route with ids in it: those of `ids`, by the first word of the route or the parameter's name, or made up. */
export function fillRoute(route: Route, ids: Readonly<Record<string, string>>): string {
  const subject = subjectOf(route);
  const idOf = (name: string) => ids[name === "id" ? subject : name] ?? ids[subject] ?? uuidV7();
  return `/api/v1${route.url.replaceAll(/:(\w+)/g, (_, name: string) => idOf(name))}`;
}

/** What a route asks for behind the question mark at least. */
export function leastQuery({ query }: Route): Readonly<Record<string, string>> {
  return (query === undefined ? {} : sampleBody(query)) as Record<string, string>;
}

/** The names of what a body or a query may hold, where it is an object. */
export function keysOf(schema: Route["body"]): string[] {
  return typeof schema === "object" && "shape" in schema ? Object.keys(schema.shape as object) : [];
}

/** A body that passes the schema: the least one, where nothing more has to be said. */
export function validBody(route: Route): unknown {
  const known: Record<string, unknown> = {
    "PUT /conversations/:id/status": { status: "pending" },
    "PUT /conversations/:id/assignee": { userId: null },
    "PUT /conversations/:id/read": { seq: 1 },
    "PUT /conversations/:id/virtual-agent": { virtualAgentId: uuidV7() },
    "PUT /auto-responders/:id/channels/:channelId": { access: true },
    "PATCH /auto-responders/:id": { version: 1, name: "x" },
    "POST /conversations/:id/open": {},
    "POST /conversations/:id/messages": { id: uuidV7(), kind: "comment", text: "x" },
    "PUT /conversations/:id/draft": { text: "x", kind: "reply", replyToId: null, attachmentIds: [] },
    "PUT /conversations/:id/boomerang": { inMinutes: 15, note: "" },
    "PATCH /resolution-reasons/:id": { name: "x" },
    "POST /conversations/:id/insertions": { itemId: uuidV7() },
    "PATCH /knowledge-collections/:id": { name: "x" },
    "DELETE /knowledge-collections/:id": { moveItemsTo: null },
    "PATCH /knowledge-items/:id": { title: "x" },
    "PATCH /teams/:id": { name: "x" },
    "PATCH /topics/:id": { name: "x" },
    "PATCH /tags/:id": { description: "x" },
    "PATCH /conversations/:id/topics": { add: [uuidV7()] },
    "POST /messages/:id/masking": {},
    "POST /messages/:id/private-reply": { id: uuidV7(), text: "x" },
    "PATCH /messages/:id/tags": { remove: [uuidV7()] },
    "PUT /teams/:id/members": { members: [] },
    "PUT /teams/:id/channels": { channelIds: [] },
    "PATCH /users/:id": { firstName: "x" },
    "PUT /users/:id/access": { accessMode: "channels", channels: [] },
    "PATCH /channels/:id": { name: "x" },
    "PUT /channels/:id/access": { users: [], teamIds: [] },
    "PUT /channels/:id/templates": { templates: [] },
    "DELETE /channels/:id": { name: "Shop" },
    "POST /bulk-actions/:id/undo": { id: uuidV7() },
    "POST /problems/:id/discard": { note: "x" },
    "PATCH /contacts/:id": { name: "x", version: 1 },
    "PUT /contacts/:id/attributes/:attributeId": { value: "x", version: 0 },
    "POST /contacts/:id/notes": { id: uuidV7(), text: "x" },
    "PUT /contacts/:id/notes/:noteId": { text: "x", version: 1 },
    "PATCH /contact-attributes/:id": { shown: true },
    "PATCH /queue-views/:id": { name: "x" },
    "PATCH /contact-groups/:id": { name: "x" },
    "PATCH /api-keys/:id": { name: "x" },
  };
  return known[`${route.method} ${route.url}`] ?? (typeof route.body === "object" ? sampleBody(route.body) : {});
}
