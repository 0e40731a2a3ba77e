import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { TestPerson } from "../test-app.ts";
import { accessTo, comment, draft, newUser } from "./bodies.ts";
import { CANARY, call, digest, expectNothing, type House, openHouse } from "./house.ts";

/*
 * Doors that were left open elsewhere: each case is what somebody without access did there, and beside it the same thing done
 * by somebody who may. Whatever is refused must have written nothing and told nothing.
 */
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => await house?.app.stop());

type Call = readonly [method: string, path: string, body?: unknown];
type Case = readonly [
  title: string,
  attack: () => readonly Call[],
  /** What the attacker may hear; 404 where a hidden thing is named. */
  refusals: readonly number[],
  honest: () => readonly Call[],
  honestBy: () => TestPerson,
];

const after = (id: string) => Buffer.from(`${id} 999`).toString("base64url");
const admin = () => house.app.admin;
const insider = () => house.insider;

const CASES: readonly Case[] = [
  [
    "P151 P93 acting on a conversation of a channel that is not one's own",
    () => acting(house.hidden.conversation),
    [404],
    () => acting(house.hidden.conversation),
    insider,
  ],
  [
    "P93 P121 naming a conversation by a number or a channel by its name",
    () => [
      ["GET", "/conversations/1"],
      ["GET", `/conversations/${encodeURIComponent(`${CANARY} channel`)}`],
      ["GET", `/channels/${encodeURIComponent(`${CANARY} channel`)}`],
      ["DELETE", `/channels/${house.hidden.id}`, { name: `${CANARY} channel` }],
      ["GET", `/conversations/${house.hidden.conversation.toUpperCase()}`],
    ],
    [400, 403, 404],
    () => [["GET", `/conversations?status=new&channels=${house.hidden.id}`]],
    insider,
  ],
  [
    "P65 P66 the card of a contact, by id and by what the contact is called",
    () => [
      ["GET", `/contacts/${house.hidden.contact}`],
      ["GET", `/contacts/${CANARY}`],
      ["GET", `/contacts/${house.hidden.contact}?channelId=${house.own.id}`],
      ["GET", `/conversations/${house.own.conversation}/contact?contactId=${house.hidden.contact}`],
    ],
    [400, 404],
    () => [["GET", `/contacts/${house.hidden.contact}`]],
    insider,
  ],
  [
    "P63 P67 P68 joining a contact, giving it an address, binding a conversation to it",
    () => [
      ["POST", `/contacts/${house.own.contact}/merge`, { contactId: house.hidden.contact }],
      ["POST", "/contacts/merge", { ids: [house.own.contact, house.hidden.contact] }],
      ["PATCH", `/contacts/${house.own.contact}`, { email: CANARY, identities: [{ externalId: CANARY }] }],
      ["PUT", `/contacts/${house.hidden.contact}`, { name: "mine" }],
      ["POST", `/contacts/${house.own.contact}/identities`, { externalId: CANARY }],
      ["POST", "/conversations", { channelId: house.own.id, contactId: house.hidden.contact }],
      ["PUT", `/conversations/${house.own.conversation}/contact`, { contactId: house.hidden.contact }],
    ],
    [400, 404],
    () => [["GET", `/contacts/${house.own.contact}`]],
    insider,
  ],
  [
    "P71 a draft in a conversation that one may not see",
    () => [
      ["PUT", `/conversations/${house.hidden.conversation}/draft`, draft()],
      ["DELETE", `/conversations/${house.hidden.conversation}/draft`],
    ],
    [404],
    () => [
      ["PUT", `/conversations/${house.hidden.conversation}/draft`, draft()],
      ["DELETE", `/conversations/${house.hidden.conversation}/draft`],
    ],
    insider,
  ],
  [
    "P70 P89 P27 changing or deleting what somebody wrote: there is no such call, for nobody",
    () => changing(house.hidden.message),
    [404],
    () => [["GET", `/conversations/${house.hidden.conversation}`]],
    insider,
  ],
  [
    "P123 pairing one's own conversation with a message, a file or a place of another",
    () => [
      ["GET", `/conversations/${house.own.conversation}/entries?before=${after(house.hidden.conversation)}`],
      ["DELETE", `/conversations/${house.own.conversation}/messages/${house.hidden.message}`],
      ["POST", `/conversations/${house.own.conversation}/messages`, { ...comment(), id: house.hidden.message }],
      [
        "POST",
        `/conversations/${house.own.conversation}/messages`,
        comment("take", { attachmentIds: [house.hidden.file] }),
      ],
      ["POST", `/files/${house.hidden.file}/retry`],
      ["GET", `/files/${house.hidden.file}`],
      ["GET", `/messages/${house.hidden.message}/html`],
    ],
    [404, 409, 422],
    () => [
      ["GET", `/files/${house.hidden.file}`],
      ["GET", `/conversations/${house.own.conversation}/entries?before=${after(house.own.conversation)}`],
    ],
    insider,
  ],
  [
    "P105 who has which role in a channel",
    () => [
      ["GET", `/channels/${house.hidden.id}`],
      ["GET", `/channels/${house.hidden.id}/access`],
      ["GET", "/channels"],
      ["GET", "/users"],
      ["GET", "/teams"],
      ["GET", `/conversations/${house.hidden.conversation}/assignees`],
    ],
    [403, 404],
    () => [["GET", `/conversations/${house.hidden.conversation}/assignees`]],
    insider,
  ],
  [
    "P28 P90 P139 P141 giving oneself or a new account rights",
    () => [
      ["PATCH", `/users/${house.outsider.id}`, { accountRole: "admin" }],
      ["POST", "/users", newUser("admin")],
      ["POST", "/users", { ...newUser("agent"), channels: [{ channelId: house.hidden.id, role: "supervisor" }] }],
      ["PUT", `/users/${house.outsider.id}/access`, accessTo(house)],
      [
        "PUT",
        `/channels/${house.hidden.id}/access`,
        { users: [{ userId: house.outsider.id, role: "viewer" }], teamIds: [] },
      ],
      ["POST", "/teams", { name: "mine" }],
      ["PATCH", "/me", { accountRole: "admin" }],
      ["PATCH", "/me", accessTo(house)],
      ["PATCH", "/me", { channels: [{ channelId: house.hidden.id, role: "supervisor" }] }],
      ["PATCH", "/me", { assignedOnly: false }],
      ["POST", "/bots", { name: "mine", accountRole: "admin" }],
    ],
    [400, 403, 404],
    () => [
      ["PATCH", `/users/${house.insider.id}`, { accountRole: "agent" }],
      ["GET", `/users/${house.outsider.id}`],
    ],
    admin,
  ],
  [
    "P102 what other people are told of, and how",
    () => [
      ["PATCH", `/users/${house.insider.id}`, { preferences: { sounds: false } }],
      ["PATCH", "/me", { id: house.insider.id, preferences: {} }],
      ["PATCH", "/me", { userId: house.insider.id, preferences: {} }],
      ["PATCH", `/me?userId=${house.insider.id}`, { notifications: {} }],
      ["PUT", `/users/${house.insider.id}/presence`, { presence: "away" }],
      ["PUT", "/me/presence", { presence: "away", userId: house.insider.id }],
    ],
    [400, 403, 404],
    () => [["PATCH", "/me", { preferences: { sounds: false } }]],
    insider,
  ],
  [
    "P119 P143 what belongs to the whole organization",
    () => [
      ["PATCH", "/organization", { name: "mine" }],
      ["GET", "/organization"],
      ["DELETE", "/organization"],
      ["POST", "/organization/deregistration"],
      ["PUT", "/billing/payment-method", { card: "4242" }],
      ["GET", "/settings-changes"],
      ["DELETE", `/channels/${house.own.id}`, { name: "Shop" }],
      ["POST", `/channels/${house.own.id}/secrets`],
      ["POST", "/problems/retry-all", { kind: "outbound_failed" }],
    ],
    [403, 404],
    () => [["PATCH", "/organization", { name: "Still ours" }]],
    admin,
  ],
];

function acting(id: string): Call[] {
  return [
    ["GET", `/conversations/${id}`],
    ["GET", `/conversations/${id}/assignees`],
    ["PUT", `/conversations/${id}/status`, { status: "pending" }],
    ["PUT", `/conversations/${id}/status`, { status: "new" }],
    ["PUT", `/conversations/${id}/assignee`, { userId: house.insider.id }],
    ["PUT", `/conversations/${id}/assignee`, { userId: null }],
    ["POST", `/conversations/${id}/open`, {}],
    ["POST", `/conversations/${id}/open`, { steal: true }],
    ["PUT", `/conversations/${id}/read`, { seq: 1 }],
    ["POST", `/conversations/${id}/messages`, comment()],
    ["POST", `/conversations/${id}/leave`],
  ];
}

function changing(message: string): Call[] {
  const paths = [`/messages/${message}`, `/conversations/${house.hidden.conversation}/messages/${message}`];
  return paths.flatMap((path) =>
    (["PUT", "PATCH", "DELETE"] as const).map((method): Call => [method, path, { text: "changed" }]),
  );
}

describe("S10 S9 doors that were left open elsewhere", () => {
  test.each(CASES)("%s", async (_title, attack, refusals, honest, honestBy) => {
    const before = await digest(house);
    for (const [method, path, body] of attack()) {
      const answer = await call(house, house.outsider, method, path, body);
      expect(refusals, `${method} ${path} ${JSON.stringify(answer.body)}`).toContain(answer.status);
      expectNothing(house, answer, `${method} ${path}`);
    }
    expect(await digest(house), "a refused call wrote something").toBe(before);
    for (const [method, path, body] of honest()) {
      const answer = await call(house, honestBy(), method, path, body);
      expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    }
  });

  it("P66 who looks for a contact by what it is called finds only those of channels they see", async () => {
    for (const path of [`/contacts?search=${CANARY}`, `/contacts?search=${house.hidden.contact}`, "/contacts"]) {
      const answer = await call(house, house.outsider, "GET", path);
      expect(answer.status, path).toBe(200);
      expectNothing(house, answer, path);
      expect(JSON.stringify(answer.body), path).not.toContain(house.hidden.contact);
    }
    const honest = await call(house, house.insider, "GET", `/contacts?search=${CANARY}`);
    expect(JSON.stringify(honest.body)).toContain(house.hidden.contact);
  });

  it("P70 P89 P27 the Admin and the author cannot change what was said either", async () => {
    for (const person of [house.insider, house.app.admin]) {
      const before = await digest(house);
      for (const [method, path, body] of changing(house.hidden.message))
        expect((await call(house, person, method, path, body)).status, `${method} ${path}`).toBe(404);
      expect(await digest(house)).toBe(before);
    }
  });
});
