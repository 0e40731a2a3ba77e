import type { ChannelId, ChannelView, OrganizationView, ResolutionReasonView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

let test: TestApp;
let channelId: ChannelId;
beforeAll(async () => {
  test = await startTestApp();
  channelId = await test.apiChannel(test.organizationId);
});
afterAll(async () => await test.stop());

const call = async (method: string, path: string, body?: unknown) =>
  await test.call(method, `/api/v1${path}`, { as: test.admin, ...(body === undefined ? {} : { body }) });
const codeOf = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

async function add(name: string): Promise<ResolutionReasonView> {
  return (await call("POST", "/resolution-reasons", { name })).body as ResolutionReasonView;
}
async function listNames(): Promise<string[]> {
  const { items } = (await call("GET", "/resolution-reasons")).body as { items: ResolutionReasonView[] };
  return items.map((reason) => reason.name);
}
async function lastChanges(count: number) {
  const { items } = (await call("GET", "/settings-changes")).body as { items: object[] };
  return items.slice(0, count);
}

describe("resolution reasons in Settings", () => {
  it("W66 are added, renamed, put out of use and deleted, each with a line in the log", async () => {
    const reason = await add("  Solved ");
    expect(reason).toMatchObject({ name: "Solved", active: true, provided: false });
    expect(codeOf(await call("POST", "/resolution-reasons", { name: "sOLVED" }))).toBe("already_exists");
    const changed = await call("PATCH", `/resolution-reasons/${reason.id}`, { name: "Done", active: false });
    expect(changed.body).toMatchObject({ name: "Done", active: false });
    expect((await call("DELETE", `/resolution-reasons/${reason.id}`)).status).toBeLessThan(300);
    expect(await listNames()).toEqual([]);
    expect(await lastChanges(3)).toMatchObject([
      { action: "resolution_reason.deleted", subject: "Done" },
      {
        action: "resolution_reason.changed",
        before: { name: "Solved", active: true },
        after: { name: "Done", active: false },
      },
      { action: "resolution_reason.created", subject: "Solved" },
    ]);
    expect((await call("PATCH", `/resolution-reasons/${reason.id}`, { name: "x" })).status).toBe(404);
    expect((await add("Done")).id).not.toBe(reason.id);
  });

  it("W66 one that auto-resolve gives is not deleted, and auto-resolve takes none that is not there", async () => {
    const reason = await add("No answer");
    const terms = (reasonId: string | null) => ({
      new: { hours: 48, reasonId },
      pending: { hours: 24, reasonId: null },
    });
    expect((await call("PATCH", "/organization", { autoResolve: terms(uuidV7()) })).status).toBe(404);
    const saved = (await call("PATCH", "/organization", { autoResolve: terms(reason.id) })).body as OrganizationView;
    expect(saved.autoResolve).toEqual(terms(reason.id));
    expect(codeOf(await call("DELETE", `/resolution-reasons/${reason.id}`))).toBe("still_in_use");
    await call("PATCH", "/organization", { autoResolve: terms(null) });
    await call("PATCH", `/channels/${channelId}`, { autoResolve: { pending: { hours: 5, reasonId: reason.id } } });
    expect(codeOf(await call("DELETE", `/resolution-reasons/${reason.id}`))).toBe("still_in_use");
    await call("PATCH", `/channels/${channelId}`, { autoResolve: {} });
    expect((await call("DELETE", `/resolution-reasons/${reason.id}`)).status).toBeLessThan(300);
  });

  it("W58 W59 W65 W150 auto-resolve and the system's boomerang are set within their limits, a channel overrides, and the log tells", async () => {
    const tooLong = { new: { hours: 721, reasonId: null }, pending: { hours: 24, reasonId: null } };
    expect(codeOf(await call("PATCH", "/organization", { autoResolve: tooLong }))).toBe("invalid_input");
    expect(codeOf(await call("PATCH", "/organization", { systemBoomerangHours: 0 }))).toBe("invalid_input");
    expect(codeOf(await call("PATCH", "/organization", { undoSendSeconds: 31 }))).toBe("invalid_input");
    const fields = {
      systemBoomerangHours: 4,
      undoSendSeconds: 0,
      reasonsAsked: { bulk: true, autoResolve: false, automation: true },
    };
    expect((await call("PATCH", "/organization", fields)).body).toMatchObject(fields);
    expect((await call("PATCH", "/organization", { systemBoomerangHours: null })).body).toMatchObject({
      systemBoomerangHours: null,
    });
    expect(await lastChanges(2)).toMatchObject([
      { action: "organization.changed", before: { systemBoomerangHours: 4 }, after: { systemBoomerangHours: null } },
      { before: { systemBoomerangHours: null, undoSendSeconds: 5 }, after: fields },
    ]);
    const own = { autoResolve: { new: { hours: 2, reasonId: null } }, reasonAsked: { private: true, public: false } };
    expect((await call("PATCH", `/channels/${channelId}`, own)).body as ChannelView).toMatchObject(own);
    expect(await lastChanges(1)).toMatchObject([{ action: "channel.changed", after: own }]);
  });

  it("decision 13: a founded organization has the reason that surveys follow, in its language, and keeps it", async () => {
    const { createOrganization } = await import("../create-organization.ts");
    const { listReasons } = await import("./change-reasons.ts");
    const { database } = test.app.parts;
    const id = await createOrganization(database.system, { name: "Lumen", locale: "fr", timeZone: "UTC" }, new Date());
    const reasons = await listReasons({ db: database.of(id), organizationId: id });
    expect(reasons).toMatchObject([{ name: "Résolution apportée", provided: true, active: true }]);
    const admin = await test.person(id, "admin");
    const gone = await test.call("DELETE", `/api/v1/resolution-reasons/${reasons[0]?.id}`, { as: admin });
    expect(codeOf(gone)).toBe("still_in_use");
  });
});
