import { cleanText } from "../../../lib/clean-text.ts";
import type { InboundParty } from "../../connector.ts";
import type { VisitorFacts } from "./visitor-facts.ts";

const userPrefix = "user:";

export function userExternalId(userId: string): string {
  return userPrefix + userId;
}

/**
 * The contact a visitor becomes. `verified` follows from the kind of visitor alone: a user's id stood in a signed token;
 * nothing a page says can make it true (S30).
 */
export function toParty({ externalId, facts }: { externalId: string; facts: VisitorFacts }): InboundParty {
  const userId = externalId.startsWith(userPrefix) ? externalId.slice(userPrefix.length) : undefined;
  const named = [facts.givenName, facts.surname].filter(Boolean).join(" ").trim();
  const displayName = named === "" && userId === undefined ? nameless(externalId) : named;
  return {
    externalId: cleanText(externalId),
    verified: userId !== undefined,
    ...(displayName === "" ? {} : { displayName: cleanText(displayName) }),
    ...(userId === undefined ? {} : { handle: cleanText(userId) }),
    attributes: toAttributes(facts),
  };
}

/** Agents can tell two nameless visitors apart. */
function nameless(externalId: string): string {
  return `Visitor ${externalId
    .replace(/[^a-z0-9]/gi, "")
    .slice(-4)
    .toUpperCase()}`;
}

/** W160: the platform attributes agents see. An empty value removes one. Our own names win over a page's properties. */
function toAttributes({ properties = {}, email, page = {} }: VisitorFacts): Record<string, string> {
  const own = {
    "E-mail": email,
    "Page title": page.title,
    "Page URL": page.url,
    "Browser language": page.language,
    Device: page.device,
  };
  const told = [...Object.entries(properties), ...Object.entries(own)];
  return Object.fromEntries(
    told.flatMap(([name, value]) => (value === undefined ? [] : [[cleanText(name), cleanText(value)] as const])),
  );
}
