import type { ChannelRole, Locale } from "@guichet/contract";

export type TeamName = "Front desk" | "Workshop" | "Trade desk";
export type ChannelName = "Website" | "Mobile app" | "Trade website" | "Community" | "Support mail";

/** The community is a forum of the shop's own, joined by the API: everybody reads what is written there. */
export const PLATFORM_OF = {
  Website: "messenger",
  "Mobile app": "api",
  "Trade website": "messenger",
  Community: "api",
  "Support mail": "email",
} as const satisfies Record<ChannelName, string>;

export type Colleague = {
  readonly key: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly shortCode: string;
  readonly locale: Locale;
  readonly accountRole: "admin" | "agent";
  readonly teams: readonly { readonly team: TeamName; readonly role: ChannelRole }[];
};

/** Key of the Admin who founds the organization and comes before all others. */
export const FOUNDER = "claire";

/** Who works at Atelier Lumen: one of every role. */
export const COLLEAGUES: readonly Colleague[] = [
  person("ines", "Inès", "Moreau", "IM", "fr", [["Workshop", "supervisor"]], "admin"),
  person("nadia", "Nadia", "Benali", "NB", "en", [
    ["Front desk", "supervisor"],
    ["Workshop", "supervisor"],
    ["Trade desk", "supervisor"],
  ]),
  person("tom", "Tom", "Okafor", "TO", "en", [["Front desk", "contributor"]]),
  person("lea", "Léa", "Girard", "LG", "fr", [
    ["Front desk", "contributor"],
    ["Workshop", "contributor"],
  ]),
  person("sofia", "Sofia", "Rossi", "SR", "en", [["Front desk", "contributor"]]),
  person("jonas", "Jonas", "Weber", "JW", "en", [
    ["Workshop", "contributor"],
    ["Trade desk", "contributor"],
  ]),
  person("amara", "Amara", "Diallo", "AD", "fr", [["Trade desk", "contributor"]]),
  person("hugo", "Hugo", "Lambert", "HL", "fr", [
    ["Front desk", "viewer"],
    ["Trade desk", "viewer"],
  ]),
];

export const TEAM_CHANNELS: Record<TeamName, readonly ChannelName[]> = {
  "Front desk": ["Website", "Mobile app", "Community", "Support mail"],
  Workshop: ["Website", "Support mail"],
  "Trade desk": ["Trade website"],
};

/** Only invented people live at this domain: `.example` is reserved and no mail ever arrives there. */
export function addressOf(colleague: Colleague): string {
  return `${colleague.key}@atelier-lumen.example`;
}

export const TOPICS = {
  Delivery: "Where is it, when does it come",
  Returns: "Sending back and exchanging",
  Repairs: "Mending what we made",
  "Bulbs and wiring": "What fits, what hums, what flickers",
  "Custom orders": "Other sizes, other metals",
  Invoices: "Invoices, receipts, payment",
  "Showroom visits": "Coming to rue des Tanneurs",
  Gifts: "Wrapping, cards, surprise deliveries",
  Stock: "Sold out, back soon",
  Warranty: "Two years, and then some",
  "Trade orders": "Hotels, restaurants, architects",
  Account: "Signing in, addresses, data",
} as const;
export type TopicName = keyof typeof TOPICS;

/** What single messages are. */
export const TAGS = {
  Complaint: "Something went wrong",
  Praise: "Kind words, to be read out on Friday",
  Question: "Before an order",
  Idea: "What we could make or do",
  Urgent: "There is a date",
} as const;
export type TagName = keyof typeof TAGS;

function person(
  key: string,
  firstName: string,
  lastName: string,
  shortCode: string,
  locale: Locale,
  teams: readonly (readonly [TeamName, ChannelRole])[],
  accountRole: "admin" | "agent" = "agent",
): Colleague {
  return {
    key,
    firstName,
    lastName,
    shortCode,
    locale,
    accountRole,
    teams: teams.map(([team, role]) => ({ team, role })),
  };
}

/** What people of the example can choose when they are away. */
export const AWAY_STATES = ["Lunch", "Training", "In the workshop"] as const;
