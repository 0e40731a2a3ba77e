import { ERROR_STATUS } from "@guichet/contract";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { flattenCatalog } from "./catalog.ts";
import { en } from "./en.ts";
import { enApart } from "./en-apart.ts";
import { fr } from "./fr.ts";
import { frApart } from "./fr-apart.ts";

const english = flattenCatalog({ ...en, ...enApart });
const french = flattenCatalog({ ...fr, ...frApart });

/** The words of the product, as agreed. */
const AGREED: Record<string, string> = {
  "Shared Inbox": "Boîte de réception partagée",
  Pending: "En attente",
  "Assigned to": "Assigné à",
  Unassigned: "Non assigné",
  "Assigned to me": "Assigné à moi",
  "Muted contacts": "Contacts muets",
  "Muted posts": "Publications muettes",
  "Deleted contacts": "Contacts supprimés",
  "Contact group": "Groupe de contact",
  Platform: "Plate-forme",
  Topic: "Sujet",
  "Topic required to resolve": "Sujet requis pour résoudre",
  "Resolution reason": "Raison de résolution",
  Channel: "Canal",
  "No team": "Aucune équipe",
  "Knowledge base": "Base de connaissances",
  "Apply to channels": "Appliquer aux canaux",
  "Apply to teams": "Appliquer aux équipes",
  Analytics: "Analytics",
  Monitoring: "Surveillance",
  Reports: "Rapports",
  Exports: "Exportations",
  "My profile": "Mon profil",
  Settings: "Paramètres",
  "Help centre": "Centre d'aide",
  "Agent workspace": "Espace de travail de l'agent",
  "Routing and automation": "Routage et automatisation",
  "Channels and business hours": "Canaux et heures d'ouverture",
  Available: "Disponible",
  Away: "Absent",
  "Real-time insights": "Insights en temps réel",
  "Show insights to users": "Afficher les informations pour les utilisateurs",
};

/** The names of values a message takes, at any depth of plurals. */
function valuesOf(message: string): string[] {
  const names = new Set<string>();
  const walkMessage = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens) if (Array.isArray(token)) walkToken(token);
  };
  const walkToken = ([name, , choices]: unknown[]): void => {
    if (typeof name === "string" && name !== "#") names.add(name);
    if (typeof choices === "object" && choices !== null)
      for (const choice of Object.values(choices)) walkMessage(choice);
  };
  walkMessage(compileMessageOrThrow(message));
  return [...names].toSorted();
}

describe("the catalogues", () => {
  it("S02 French has exactly the keys of English", () => {
    expect(Object.keys(french).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it.each([
    ["English", english],
    ["French", french],
  ])("S02 every %s message can be compiled and says something", (_, catalog) => {
    for (const [key, message] of Object.entries(catalog)) {
      expect(() => compileMessageOrThrow(message), key).not.toThrow();
      expect(message.trim(), key).not.toBe("");
    }
  });

  it("S02 French messages take the values that English ones take", () => {
    for (const [key, message] of Object.entries(english)) {
      expect(valuesOf(french[key] ?? ""), key).toEqual(valuesOf(message));
    }
  });

  it.each([
    ["English", en.errors],
    ["French", fr.errors],
  ])("every refusal of the server has words in %s", (_, words) => {
    for (const code of [...Object.keys(ERROR_STATUS), "offline"]) expect(words).toHaveProperty(code);
  });

  it("S02 W08 old words appear nowhere on the screen", () => {
    const old = /\b(ticket|blocked contact|customer segment|owned by|unowned|auto-ownership|medium)s?\b/i;
    for (const [key, message] of Object.entries(english)) expect(message, key).not.toMatch(old);
  });

  it.each(Object.entries(AGREED))("S02 %s is %s wherever it stands", (word, agreed) => {
    const keys = Object.keys(english).filter((key) => english[key]?.toLowerCase() === word.toLowerCase());
    expect(keys).not.toEqual([]);
    for (const key of keys) expect(french[key]?.toLowerCase().replaceAll("’", "'"), key).toBe(agreed.toLowerCase());
  });
});
