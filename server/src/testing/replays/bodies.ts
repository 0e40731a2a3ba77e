import { uuidV7 } from "../../lib/uuid-v7.ts";
import { CANARY, type House } from "./house.ts";

/** Bodies that their routes take, for whoever may. */
export const comment = (text = "a note", more: object = {}) => ({ id: uuidV7(), kind: "comment", text, ...more });

export const draft = (more: object = {}) => ({
  ...{ text: "unsent", kind: "reply", replyToId: null, attachmentIds: [] },
  ...more,
});

export const newUser = (accountRole: string) => ({
  ...{ firstName: "Eve", lastName: "New", userReference: null, shortCode: null, accountRole },
  email: "eve@example.org",
});

export const accessTo = (house: House) => ({
  accessMode: "channels",
  channels: [{ channelId: house.hidden.id, role: "supervisor" }],
});

/** What each route would do to the hidden channel and its people, had the caller the right. */
export function bodyFor(house: House, method: string, url: string): unknown {
  const bodies: Record<string, unknown> = {
    "PUT /conversations/:id/status": { status: "pending" },
    "PUT /conversations/:id/assignee": { userId: null },
    "PUT /conversations/:id/read": { seq: 1 },
    "POST /conversations/:id/messages": comment(),
    "PUT /conversations/:id/draft": draft(),
    "PATCH /users/:id": { firstName: "Changed" },
    "PUT /users/:id/access": accessTo(house),
    "PATCH /channels/:id": { name: "Changed" },
    "PUT /channels/:id/access": { users: [], teamIds: [] },
    "PUT /channels/:id/templates": { templates: [] },
    "DELETE /channels/:id": { name: `${CANARY} channel` },
    "POST /problems/:id/discard": { note: "x" },
    "PATCH /organization": { name: "Changed" },
    "POST /teams": { name: "Changed" },
    "POST /users": newUser("agent"),
  };
  return bodies[`${method} ${url}`] ?? {};
}
