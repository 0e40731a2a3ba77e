import { expect, test } from "vitest";
import { readStatus } from "./read-status.ts";

test("the ids of whoever of a group has a message never become the group's", () => {
  const group = "Y2FwaV9ncm91cDoxNzA1";
  const status = { id: "wamid.OURS", status: "read", recipient_id: group, recipient_participant_user_id: "FR.1" };
  const value = { contacts: [{ profile: { name: "Zoé", username: "@zoe" }, user_id: "FR.1" }] };
  const context = { channelExternalId: "106540352242922", receivedAt: 1_795_363_200_000 };
  const read = readStatus({ ...status, recipient_type: "group" }, value, context);
  expect(read).toMatchObject({ items: [{ type: "delivery", status: "read" }] });
  expect("items" in read && read.items[0]?.party).toEqual({ externalId: group, verified: true });
});
