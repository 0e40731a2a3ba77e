import type { AttributeId, ContactId, NoteId } from "@guichet/contract";
import {
  addNote,
  changeContact,
  changeContactSettings,
  createAttribute,
  createGroup,
  listAttributes,
  setAttributeValue,
} from "../contacts/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import { listContactsNamed, listRecentContacts } from "./example.sql.ts";
import { ONE_PERSON } from "./odd-days/one-person.ts";
import { createRandom, type Random } from "./random.ts";

/** So many contacts have something written down about them. */
const KNOWN = 60;
const CITIES = ["Lyon", "Villeurbanne", "Paris", "London", "Grenoble", "Annecy", "Genève"];
const NOTES = [
  "Prefers to be called in the morning, before the shop opens.",
  "Fits out a hotel in Annecy: forty bedside lamps until spring.",
  "Has had two broken shades on arrival. Please pack twice.",
  "Collects the Tanneurs series; tell her first when a new colour comes.",
  "Pays by transfer, wants one invoice a month.",
];

type Attributes = Awaited<ReturnType<typeof makeAttributes>>;

/** What the people of Atelier Lumen have written down about those who write: attributes, groups, notes and VIPs. */
export async function knowContacts(ctx: AuditedCtx, seed: number): Promise<void> {
  const random = createRandom(seed);
  const attributes = await makeAttributes(ctx);
  const samePerson = await listContactsNamed(ctx, ONE_PERSON);
  await makeOnePerson(ctx, attributes, samePerson);
  const contacts = (await listRecentContacts(ctx, KNOWN)).filter((id) => !samePerson.includes(id));
  for (const [n, id] of contacts.entries()) await fillIn(ctx, attributes, id, n, random);
  for (const [n, text] of NOTES.entries()) {
    const id = contacts[n * 5];
    if (id !== undefined) await addNote(ctx, id, { id: uuidV7() as NoteId, text });
  }
  for (const at of [2, 11]) {
    const id = contacts[at];
    if (id !== undefined) await changeContact(ctx, id, { vip: true });
  }
  await makeGroups(ctx, attributes);
}

async function makeAttributes(ctx: AuditedCtx) {
  const base = { options: [], shown: true, crmManaged: false, lookup: false };
  const clients = ["Private", "Architect", "Hotel or restaurant", "Dealer"];
  return {
    number: await createAttribute(ctx, { ...base, name: "Customer number", kind: "text", lookup: true }),
    client: await createAttribute(ctx, { ...base, name: "Client", kind: "choice", options: clients }),
    city: await createAttribute(ctx, { ...base, name: "City", kind: "text" }),
    lamps: await createAttribute(ctx, { ...base, name: "Lamps bought", kind: "number" }),
    since: await createAttribute(ctx, { ...base, name: "Customer since", kind: "date" }),
    catalogue: await createAttribute(ctx, { ...base, name: "Wants the catalogue", kind: "yes_no" }),
    terms: await createAttribute(ctx, { ...base, name: "Payment terms", kind: "text", crmManaged: true }),
  };
}

/** The customer number tells who is the same person over channels (W118). */
async function makeOnePerson(ctx: AuditedCtx, { number }: Attributes, contacts: readonly ContactId[]): Promise<void> {
  await changeContactSettings(ctx, { matchingAttributeId: number });
  for (const id of contacts) await setAttributeValue(ctx, id, number, { value: "AL-20417", version: 0 });
}

async function fillIn(
  ctx: AuditedCtx,
  attributes: Attributes,
  contactId: ContactId,
  n: number,
  random: Random,
): Promise<void> {
  const put = async (attributeId: AttributeId, value: string) =>
    await setAttributeValue(ctx, contactId, attributeId, { value, version: 0 });
  await put(attributes.client, random.pick(["Private", "Private", "Private", "Architect", "Hotel or restaurant"]));
  await put(attributes.city, random.pick(CITIES));
  if (n % 2 === 0) await put(attributes.number, `AL-${random.between(10_000, 99_999)}`);
  if (n % 3 !== 1) await put(attributes.lamps, String(random.between(1, 48)));
  if (n % 4 === 0)
    await put(attributes.since, `20${random.between(14, 25)}-0${random.between(1, 9)}-1${random.between(0, 9)}`);
  if (n % 5 === 0) await put(attributes.catalogue, random.chance(0.7) ? "yes" : "no");
}

async function makeGroups(ctx: AuditedCtx, attributes: Attributes): Promise<void> {
  const asks = (id: AttributeId, operator: "any_of" | "at_least" | "equals", ...values: string[]) =>
    ({ type: "condition", field: `attribute:${id}`, operator, values }) as const;
  const trade = [asks(attributes.client, "any_of", "Architect", "Hotel or restaurant", "Dealer")];
  await createGroup(ctx, { name: "Trade", rule: { type: "all", nodes: trade }, marksVip: false });
  const near = [asks(attributes.city, "any_of", "Lyon", "Villeurbanne")];
  await createGroup(ctx, { name: "Around Lyon", rule: { type: "all", nodes: near }, marksVip: false });
  const loyalty = (await listAttributes(ctx)).find((one) => one.platform === "api" && one.name === "Loyalty level");
  const good = [
    asks(attributes.lamps, "at_least", "40"),
    ...(loyalty === undefined ? [] : [asks(loyalty.id, "equals", "Glass")]),
  ];
  await createGroup(ctx, { name: "Best customers", rule: { type: "any", nodes: good }, marksVip: true });
}
