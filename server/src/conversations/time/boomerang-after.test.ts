import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boomerangAfter } from "./boomerang.ts";

const HOUR = 3_600_000;

describe("what a change of status does to a boomerang", () => {
  const person = { at: new Date(5), note: "n", by: "u" as never };
  const system = { ...person, by: null };
  const now = new Date(0);

  it("W65 a person's stays when a reply takes a Resolved conversation up; the system's begins anew", () => {
    const given = { wanted: undefined, systemHours: 1, now };
    expect(boomerangAfter(person, "pending", "after_reply", given).after).toBe(person);
    expect(boomerangAfter(null, "pending", "after_reply", given).after).toMatchObject({ by: null, at: new Date(HOUR) });
    expect(boomerangAfter(null, "pending", "after_reply", { ...given, systemHours: null }).after).toBeNull();
  });

  it("W69 in New there is never one, and what ended without being due and unreplaced is always told", () => {
    const causes = [
      "contact_message",
      "by_hand",
      "after_reply",
      "send_failed",
      "boomerang",
      "auto_resolved",
      "muted_contact",
      "muted_post",
      "undone",
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(null, person, system),
        fc.constantFrom("new" as const, "pending" as const, "resolved" as const),
        fc.constantFrom(...causes),
        fc.option(fc.constant({ ...person, note: "wanted" }), { nil: undefined }),
        fc.option(fc.nat(700), { nil: null }),
        (before, to, cause, wanted, systemHours) => {
          const change = boomerangAfter(before, to, cause, { wanted, systemHours, now });
          if (to === "new") expect(change.after).toBeNull();
          if (wanted !== undefined && to !== "new") expect(change.after).toBe(wanted);
          if (to === "resolved" && wanted === undefined) expect(change.after).toBeNull();
          const ended = before !== null && change.after === null && cause !== "boomerang";
          if (ended) expect(change.cancelled).toBe(before);
          else if (cause !== "boomerang") expect(change.cancelled).toBeNull();
        },
      ),
    );
  });
});
