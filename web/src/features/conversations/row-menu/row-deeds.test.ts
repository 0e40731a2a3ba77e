import { abilitiesOf } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildRow, instantOf, userIdOf } from "../testing/build.ts";
import { rowDeeds } from "./row-deeds.ts";

const me = userIdOf(1);
const abilities = [...abilitiesOf("contributor")];
const lock = { id: userIdOf(2), name: "Carl" };
const deedsOf = (change: Parameters<typeof buildRow>[1]) => rowDeeds(buildRow(1, { abilities, ...change }), me).flat();
const ALWAYS = ["open", "newTab", "copyLink", "select", "unread"];

describe("what the menu of a row offers", () => {
  it("W98 in New: everything but what is for Pending and Resolved", () => {
    const deeds = deedsOf({ status: "new" });
    expect(deeds).toEqual(
      expect.arrayContaining([...ALWAYS, "resolve", "pending", "boomerang", "assign", "team", "topic", "tag"]),
    );
    expect(deeds).not.toEqual(expect.arrayContaining(["backToNew"]));
    expect(deeds).not.toEqual(expect.arrayContaining(["cancelBoomerang"]));
  });

  it("W57 W64 in Pending and Resolved: back to New, and a boomerang can be cancelled; what is Resolved is nobody's", () => {
    const boomerang = { at: instantOf(9), note: "", by: null };
    expect(deedsOf({ status: "pending", boomerang })).toEqual(
      expect.arrayContaining(["resolve", "backToNew", "boomerang", "cancelBoomerang"]),
    );
    const resolved = deedsOf({ status: "resolved" });
    expect(resolved).toEqual(expect.arrayContaining(["backToNew", "boomerang", "topic", "tag"]));
    for (const deed of ["resolve", "assign", "assignToMe", "team"]) expect(resolved).not.toContain(deed);
  });

  it("W80 what a colleague holds keeps its status; all the rest is there", () => {
    const held = deedsOf({ status: "new", lock });
    for (const deed of ["resolve", "pending", "boomerang"]) expect(held).not.toContain(deed);
    expect(held).toEqual(expect.arrayContaining([...ALWAYS, "assign", "topic", "tag"]));
  });

  it("S9 a Viewer is offered what a Viewer may do, and whoever only sees it may open it and mark it", () => {
    const viewer = abilitiesOf("viewer");
    const deeds = deedsOf({ status: "new", abilities: [...viewer] });
    expect(deeds.includes("assign")).toBe(viewer.includes("assign"));
    expect(deeds.includes("resolve")).toBe(viewer.includes("setStatus"));
    expect(deedsOf({ status: "new", abilities: ["see"] })).toEqual(ALWAYS);
  });

  it("W70 what is mine is not offered to me again", () => {
    const assignee = { id: me, name: "Kai" };
    expect(deedsOf({ status: "new", assignee })).not.toContain("assignToMe");
    expect(deedsOf({ status: "new", assignee: null })).toContain("assignToMe");
  });
});
