import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { apiKeysKit } from "../../auth/api-keys/api-keys.test-kit.ts";
import type { Route } from "../../http/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { call, digest, type House, openHouse } from "./house.ts";
import { sampleBody } from "./sample-body.ts";

let house: House;
let routes: readonly Route[];
beforeAll(async () => {
  house = await openHouse();
  routes = house.app.app.web?.routes ?? [];
});
afterAll(async () => await house?.app.stop());

/** Bodies that their routes take, where the least that the schema takes says too little. */
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const WEEK = { ...Object.fromEntries(DAYS.map((day) => [day, []])), monday: [{ from: "09:00", until: "17:00" }] };
const VALID: Record<string, () => Record<string, unknown>> = {
  "PATCH /me": () => ({ firstName: "Ada" }),
  "PATCH /users/:id": () => ({ firstName: "Bo" }),
  "PATCH /organization": () => ({ name: "Ours" }),
  "PATCH /channels/:id": () => ({ name: "Shop" }),
  "POST /channels": () => ({ platform: "api", name: "More", settings: {} }),
  "DELETE /channels/:id": () => ({ name: "Not its name" }),
  "POST /business-hours": () => ({ name: "Shop", timeZone: "Europe/Paris", week: WEEK, channelIds: [] }),
  "POST /auto-responders": () => ({
    ...{ name: "Hello", activation: "inception", scripts: [{ language: "en", inside: "Hello", outside: "" }] },
  }),
  "PATCH /business-hours/:id": () => ({ version: 1, name: "Shop" }),
  "POST /sla-policies": () => ({
    ...{ name: "Quick", firstResponseMinutes: 5, conversationResponseMinutes: null, channelIds: [] },
  }),
  "PATCH /sla-policies/:id": () => ({ version: 1, name: "Quick" }),
  "POST /api-keys": () => ({ name: "Orders", scopes: ["proactive.read"] }),
};

/** Columns and marks that no form of ours may take; where a form has one of these as its own field, that one is left out. */
const FOREIGN: Record<string, unknown> = {
  ...{ organization_id: uuidV7(), organizationId: uuidV7(), account_id: 1, tenantId: 1, owner: 1, created_by: 1 },
  ...{ id: uuidV7(), role: "admin", roles: ["admin"], account_role: "admin", accountRole: "admin", isAdmin: true },
  ...{ password: "Correct-Horse-9", password_hash: "x", passwordHash: "x", totp_secret_sealed: "x", token: "x" },
  ...{ verified: true, hmac_verified: true, email_verified: true, deactivatedAt: null, state: "active" },
  ...{ file: "../../x", path: "../../x", storage_path: "x", secrets: { signing: "x" }, secret: "x", endpoint_id: "x" },
  ...{ author_id: uuidV7(), authorName: "Ada", channel_id: uuidV7(), contactId: uuidV7(), seq: 1, version: 0 },
};

const needing = () =>
  routes.filter((route) => route.access !== "anyone" && route.body !== undefined && route.body !== "raw");
const pathOf = (route: Route) => {
  const [, subject = ""] = route.url.split("/");
  const { conversation, id, message } = house.own;
  const ids: Record<string, string> = { conversations: conversation, channels: id, users: house.outsider.id };
  const first = ids[subject] ?? (subject === "problems" ? `m:${message}` : uuidV7());
  return route.url.replace(/:\w+/, first).replace(/:\w+(?=\/|$)/g, () => uuidV7());
};

/** The headers of a program that may do all that programs may. */
async function signInProgram(): Promise<Record<string, string>> {
  const kit = apiKeysKit(house.app);
  return { authorization: `Bearer ${await kit.token(await kit.key("Program"))}` };
}

describe("S12 forms take their own fields alone", () => {
  it("P8 P55 every form refuses each field of its table and of its owner, and says which", async () => {
    const program = await signInProgram();
    const before = await digest(house);
    let tried = 0;
    for (const route of needing()) {
      const key = `${route.method} ${route.url}`;
      if (typeof route.body !== "object") continue;
      const valid = VALID[key]?.() ?? (sampleBody(route.body) as Record<string, unknown>);
      expect(route.body.safeParse(valid).success, `say in VALID what ${key} takes: ${JSON.stringify(valid)}`).toBe(
        true,
      );
      for (const [name, value] of Object.entries(FOREIGN)) {
        if (route.body.safeParse({ ...valid, [name]: value }).success) {
          // Its own field: then the value has to have been judged, not taken.
          expect(OWN, `${key} takes ${name}`).toContain(`${key} ${name}`);
          continue;
        }
        const body = { ...valid, [name]: value };
        const answer =
          route.access === "api"
            ? await house.app.call(route.method, `/api/v1${pathOf(route)}`, { headers: program, body })
            : await call(house, house.app.admin, route.method, pathOf(route), body);
        expect(answer.status, `${key} with ${name}: ${JSON.stringify(answer.body)}`).toBe(400);
        expect(JSON.stringify(answer.body), `${key} with ${name}`).toContain(name);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(600);
    expect(await digest(house)).toBe(before);
    const honest = await call(house, house.app.admin, "PATCH", `/channels/${house.own.id}`, { name: "Shop" });
    expect(honest.status).toBe(200);
  });

  test.each([
    ["PUT", "/users/:id/access", (more: object) => ({ accessMode: "channels", channels: [more] })],
    ["PUT", "/channels/:id/access", (more: object) => ({ users: [more], teamIds: [] })],
    ["POST", "/channels", (more: object) => ({ platform: "api", name: "x", settings: more })],
    ["POST", "/channels", (more: object) => ({ platform: "messenger", name: "x", settings: more })],
    ["PATCH", "/channels/:id", (more: object) => ({ settings: more })],
  ] as const)("P8 %s %s refuses them inside of what it takes, too", async (method, url, bodyOf) => {
    const before = await digest(house);
    const path = url.replace(":id", url.startsWith("/users") ? house.outsider.id : house.own.id);
    const inner = { channelId: house.own.id, userId: house.outsider.id, role: "viewer", organizationId: uuidV7() };
    for (const more of [inner, { ...inner, account_id: 1 }, { endpoint_id: uuidV7() }, { external_id: "x" }])
      expect((await call(house, house.app.admin, method, path, bodyOf(more))).status, JSON.stringify(more)).toBe(400);
    expect(await digest(house)).toBe(before);
  });

  it("P112 what comes along with a file never becomes part of its record", async () => {
    const { app, outsider, own } = house;
    const query = `name=a.txt&file=../../etc/passwd&path=x&key=x&id=${uuidV7()}&organizationId=${uuidV7()}&type=text/html&inline=true&uploadedBy=user:${house.insider.id}`;
    const headers = { "content-type": "text/html", "x-file-path": "../../etc/passwd" };
    const made = await app.call("POST", `/api/v1/files?${query}`, { as: outsider, raw: "<b>hello</b>", headers });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    const row = await app.app.parts.database.system
      .selectFrom("attachments")
      .selectAll()
      .where("id", "=", id as never)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      organization_id: app.organizationId,
      type: "text/plain",
      inline: false,
      state: "stored",
    });
    expect(row.uploaded_by).toBe(`user:${outsider.id}`);
    expect(row.file).toMatch(/^[\w/-]+$/);
    const objects = [{ id, file: "../x" }, { id, path: "x", organization_id: uuidV7() }, [id], { $ref: id }];
    for (const attachment of objects) {
      const message = { id: uuidV7(), kind: "comment", text: "x", attachmentIds: [attachment] };
      const draft = { text: "x", kind: "reply", replyToId: null, attachmentIds: [attachment] };
      const path = `/conversations/${own.conversation}`;
      expect((await call(house, outsider, "POST", `${path}/messages`, message)).status).toBe(400);
      expect((await call(house, outsider, "PUT", `${path}/draft`, draft)).status).toBe(400);
    }
    const honest = { id: uuidV7(), kind: "comment", text: "x", attachmentIds: [id] };
    expect((await call(house, outsider, "POST", `/conversations/${own.conversation}/messages`, honest)).status).toBe(
      201,
    );
  });
});

/** Where one of the foreign names is a field of the form itself. */
const OWN: readonly string[] = [
  "POST /users accountRole",
  "PATCH /users/:id accountRole",
  "POST /conversations/:id/messages id",
  "PUT /conversations/:id/assignee version",
  "PUT /conversations/:id/team version",
  "PATCH /skill-sets/:id version",
  "POST /skill-sets/try-out id",
  "PATCH /auto-responders/:id version",
  "PUT /conversations/:id/virtual-agent version",
  "PATCH /business-hours/:id version",
  "PATCH /sla-policies/:id version",
  "PUT /conversations/:id/read seq",
  "PUT /contacts/:id/attributes/:attributeId version",
  "PATCH /contacts/:id version",
  "PATCH /contacts/:id/notes/:noteId version",
  "POST /contacts/:id/notes id",
  "PATCH /knowledge-collections/:id version",
  "PATCH /knowledge-items/:id version",
  "POST /conversations/:id/scheduled-messages id",
  "POST /messages/:id/private-reply id",
  "POST /bulk-actions id",
  "POST /bulk-actions/:id/undo id",
  "PATCH /automations/:id version",
  "PATCH /queue-views/:id version",
];
