import { describe, expect, it } from "vitest";
import { type AutomationValues, NEW_AUTOMATION } from "../features/automations/automation-values.ts";
import { automationInWords } from "../features/automations/automation-words.ts";
import { firstValues } from "../features/business-hours/hours-values.ts";
import { hoursInWords } from "../features/business-hours/hours-words.ts";
import { FIRST_VALUES } from "../features/sla/policy-values.ts";
import { policyInWords } from "../features/sla/policy-words.ts";
import type { Words } from "../locales/use-words.ts";
import { changesIn, differing } from "../ui/theirs.ts";

const words: Words = {
  locale: "en",
  t: (key, values) => (values === undefined ? key : `${key} ${Object.values(values)}`),
};
const channels = [{ id: "shop", name: "Shop" }];

describe("what another Admin has saved meanwhile", () => {
  it("R22 each field of an automation that differs is told with what it was and what it is", () => {
    const before: AutomationValues = { ...NEW_AUTOMATION, name: "A" };
    const after: AutomationValues = {
      ...{ ...before, name: "B", enabled: false, actions: [{ type: "tag" as const, id: "tag" }] },
      conditions: [{ joiner: "and" as const, operator: "any_of" as const, text: "refund" }],
      channels: [{ id: "shop", value: "yes" as const }],
    };
    const names = { tag: [{ id: "tag", name: "Unhappy", gone: false }], topic: [], resolve: [] };
    const known = { names, channels: [{ id: "shop", label: "Shop" }] };
    const fields = differing(before, after);
    expect(
      changesIn({ before, after, fields }, String, (field, of) => automationInWords(field, of, known, words)).map(
        ({ field, after: now }) => [field, now],
      ),
    ).toEqual([
      ["name", "B"],
      ["enabled", "ui.no"],
      ["conditions", "automations.op_any_of automations.phrase refund"],
      ["actions", "automations.does_tag Unhappy"],
      ["channels", "Shop"],
    ]);
    expect(changesIn({ before, after: undefined, fields: [] }, String, String)).toEqual([]);
  });

  it("R82 of an SLA policy targets, what happens by itself and channels have their values", () => {
    const values = { ...FIRST_VALUES, onBreach: { message: "Sorry", unassign: true }, channelIds: ["shop", "gone"] };
    const say = (field: keyof typeof values) => policyInWords(field, values, channels, words);
    expect([say("firstResponseMinutes"), say("conversationResponseMinutes")]).toEqual(["1 hr", "slaSettings.noTarget"]);
    expect([say("warningPercent"), say("onWarning"), say("channelIds")]).toEqual(["80%", "ui.none", "Shop"]);
    expect(say("onBreach")).toBe("“Sorry” + slaSettings.unassign");
  });

  it("W168 of business hours those days and holidays are told that differ", () => {
    const before = { ...firstValues("Europe/Brussels"), name: "Office" };
    const day = { date: "2026-12-25", name: "Christmas", hours: [] };
    const after = { ...before, week: { ...before.week, monday: [] }, holidays: [day] };
    const say = (field: keyof typeof before, of: typeof before, other: typeof before) =>
      hoursInWords(field, of, other, channels, words);
    expect([say("week", before, after), say("week", after, before)]).toEqual([
      ...["businessHours.monday 09:00–17:00", "businessHours.monday businesshours.closed"],
    ]);
    expect(say("holidays", before, after)).toBe("ui.none");
    expect(say("holidays", after, before)).toContain("2026-12-25 Christmas");
  });
});
