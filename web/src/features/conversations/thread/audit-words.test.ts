import { type AuditAction, type AuditView, auditAction } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { conversations as en } from "../../../locales/en/conversations.ts";
import { sla as slaEn } from "../../../locales/en/sla.ts";
import { virtualAgents as agentsEn } from "../../../locales/en/virtualAgents.ts";
import { conversations as fr } from "../../../locales/fr/conversations.ts";
import { sla as slaFr } from "../../../locales/fr/sla.ts";
import { virtualAgents as agentsFr } from "../../../locales/fr/virtualAgents.ts";
import type { Dates } from "../../../locales/use-dates.ts";
import type { Words } from "../../../locales/use-words.ts";
import { conversationIdOf, eventIdOf, userIdOf } from "../testing/build.ts";
import { auditWords } from "./audit-words.ts";

const AT = "2021-06-23T11:01:00.000Z";
const dates: Dates = {
  format: (at, style) => (style === "time" ? "11:01" : style === "date" ? "23 June 2021" : `${at}`),
  ago: () => "",
  dayKey: () => "",
};

function wordsIn(locale: "en" | "fr"): Words {
  const catalog: Record<string, string> =
    locale === "en" ? { ...slaEn, ...agentsEn, ...en } : { ...slaFr, ...agentsFr, ...fr };
  return {
    locale,
    t: (key, values = {}) => {
      const words = catalog[key.replace(/^(?:conversations|sla|virtualAgents)\./, "")];
      if (words === undefined) throw new Error(`no words for ${key}`);
      return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
    },
  };
}

/** Which words are said, and with what. */
const sayingKeys: Words = {
  locale: "en",
  t: (key, values = {}) =>
    [key, ...Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)].join(" "),
};

function lineOf(action: AuditAction, over: Partial<AuditView> = {}): AuditView {
  return {
    ...{ type: "audit", id: eventIdOf(1), conversationId: conversationIdOf(1), seq: 1, orderKey: 1, action, at: AT },
    actor: { type: "user", id: userIdOf(1), name: "Kai Wong" },
    subject: { userName: "Ana Lind", topicName: "Billing", dueAt: AT },
    ...over,
  };
}

describe("a line of the audit trail in words", () => {
  it("W169 every kind of line has its own sentence in both languages, with nothing left to fill in, and the time", () => {
    for (const locale of ["en", "fr"] as const) {
      const said = auditAction.options.map((action) => auditWords(lineOf(action), wordsIn(locale), dates));
      expect(new Set(said).size).toBe(auditAction.options.length);
      for (const one of said) {
        expect(one).not.toMatch(/[{}]/);
        expect(one).toContain(locale === "en" ? "at 11:01" : "à 11 h 01");
      }
    }
  });

  it("W103 W169 the example of the seed: topic, by whom, on which day and when", () => {
    expect(auditWords(lineOf("topic_added"), wordsIn("en"), dates)).toBe(
      "The topic “Billing” was added to the conversation by Kai Wong - On 23 June 2021 at 11:01",
    );
  });

  it("T14 R159 a virtual agent hands over to New, or gives it back to somebody", () => {
    const subject = { agentName: "Hello VA" };
    const said = (over: AuditView["subject"]) =>
      auditWords(lineOf("agent_handed_over", { subject: over }), wordsIn("en"), dates);
    expect(said(subject)).toMatch(/^Hello VA handed the conversation over to New - /);
    expect(said({ ...subject, userName: "Ana Lind" })).toMatch(/^Hello VA gave the conversation back to Ana Lind - /);
  });

  it("W114 W171 a mark of a VIP names the person or the group that set and took it, where there is one", () => {
    const english = (action: AuditAction, groupName?: string) =>
      auditWords(lineOf(action, { subject: groupName === undefined ? {} : { groupName } }), wordsIn("en"), dates);
    expect(english("vip_marked")).toMatch(/^Kai Wong marked the contact as VIP - /);
    expect(english("vip_unmarked")).toMatch(/^Kai Wong .*no longer VIP - /);
    expect(english("vip_by_group", "Gold")).toMatch(/by the group “Gold” - On 23 June 2021 at 11:01$/);
    expect(english("vip_group_left", "Gold")).toMatch(/no longer VIP.*“Gold” - On /);
    expect(english("vip_by_group")).not.toContain("“");
  });

  it("R58 R60 a line of routing says which skill sets led there, or that it is a fallback team", () => {
    const routed = (subject: AuditView["subject"]) =>
      auditWords(lineOf("routed", { subject: { teamName: "Refunds", ...subject } }), sayingKeys, dates);
    expect(routed({ skillSets: ["Gold", "Silver"] })).toContain("routing.bySkillSets count=2 sets=Gold and Silver");
    expect(routed({ fallback: true })).toContain("reason=routing.fallbackTeam");
    expect(routed({})).not.toContain("reason=");
  });

  it("W169 the contact who deleted a message is not named, for the line outlives the name", () => {
    const line = lineOf("message_deleted", { actor: { type: "contact", name: "" }, subject: {} });
    expect(auditWords(line, wordsIn("en"), dates)).toMatch(/^The contact deleted a message on the network - /);
    expect(auditWords(line, wordsIn("fr"), dates)).toMatch(/^Le contact a supprimé un message sur le réseau - /);
  });
});
