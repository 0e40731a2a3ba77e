import type { UserView } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { toAccessBody } from "./access-form.ts";
import { filterUsers } from "./filter-users.ts";

function user(firstName: string, lastName: string, more: Partial<UserView> = {}): UserView {
  const base = { email: `${firstName}@example.com`, userReference: null, state: "active" as const };
  // Only what the filter looks at matters here.
  return Object.assign(Object.create(null), base, { firstName, lastName }, more);
}
const people = [
  user("Zoë", "Adler"),
  user("Kai", "Wong", { state: "deactivated" }),
  user("Ana", "Berg", { state: "invited" }),
];
const names = (typed: string, shown: Parameters<typeof filterUsers>[2] = "all"): string[] =>
  filterUsers(people, typed, shown).map((one) => one.firstName);

describe("the list of agents", () => {
  it("W10 shows who can work first, the deactivated last", () => {
    expect(names("")).toEqual(["Zoë", "Ana", "Kai"]);
  });

  it("W10 finds by name, e-mail and reference, whatever the accents", () => {
    expect(names("zoe adl")).toEqual(["Zoë"]);
    expect(names("kai@")).toEqual(["Kai"]);
    expect(names("nobody")).toEqual([]);
  });

  it("W29 filters by state", () => {
    expect(names("", "deactivated")).toEqual(["Kai"]);
  });
});

it("W16 only the chosen way of access is saved", () => {
  const channelId = "01900000-0000-7000-8000-000000000001";
  const values = { channels: [{ id: channelId, value: "viewer" as const }], teams: [] };
  expect(toAccessBody({ mode: "teams", ...values })).toEqual({ accessMode: "teams", teams: [] });
  expect(toAccessBody({ mode: "channels", ...values })).toEqual({
    accessMode: "channels",
    channels: [{ channelId, role: "viewer" }],
  });
});
