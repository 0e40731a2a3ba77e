import { type PageFacts, pageFacts, Refusal, type UpdateVisitorBody } from "@guichet/contract";
import { z } from "zod";
import { cleanText } from "../../../lib/clean-text.ts";

/** What a visitor's page told about the visitor: kept with the session, sent along with every message. None of it is proved. */
export const visitorFacts = z.object({
  givenName: z.string().optional(),
  surname: z.string().optional(),
  email: z.string().optional(),
  properties: z.record(z.string(), z.string()).optional(),
  page: z.object(pageFacts.shape).optional(),
});
export type VisitorFacts = z.infer<typeof visitorFacts>;

const mostProperties = 50;

/** Facts as they were stored with the session; what is not readable any more counts as not told. */
export function readFacts(stored: unknown): VisitorFacts {
  return visitorFacts.safeParse(stored).data ?? {};
}

/** The old facts with the new ones over them. An empty text takes a fact away. Refuses more than 50 properties. */
export function mergeFacts(facts: VisitorFacts, told: UpdateVisitorBody): VisitorFacts {
  const properties = { ...facts.properties, ...textProperties(told.properties ?? {}) };
  if (Object.keys(properties).length > mostProperties) {
    throw new Refusal("invalid_input", { fields: [{ path: "properties", problem: `at most ${mostProperties}` }] });
  }
  const { givenName, surname, email } = { ...facts, ...cleanFacts(told) };
  return { givenName, surname, email, properties, page: mergePage(facts.page, told.page) };
}

function cleanFacts({ givenName, surname, email }: UpdateVisitorBody): VisitorFacts {
  return {
    ...(givenName === undefined ? {} : { givenName: cleanText(givenName) }),
    ...(surname === undefined ? {} : { surname: cleanText(surname) }),
    ...(email === undefined ? {} : { email: cleanText(email) }),
  };
}

function mergePage(before: PageFacts | undefined, told: PageFacts | undefined): PageFacts {
  const cleaned = Object.entries(told ?? {}).map(([name, value]) => [name, cleanText(value)]);
  return { ...before, ...Object.fromEntries(cleaned) };
}

function textProperties(properties: NonNullable<UpdateVisitorBody["properties"]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name.trim() !== "")
      .map(([name, value]) => [cleanText(name.trim()), cleanText(String(value))]),
  );
}
