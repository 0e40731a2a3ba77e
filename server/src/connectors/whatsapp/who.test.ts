import { expect, test } from "vitest";
import { personOf, SENDER } from "./who.ts";

const zoe = { from: "33612345678", from_user_id: "FR.1" };

test.each([
  ["the same number", { wa_id: "33612345678", parent_user_id: "FR.ENT.2" }, ["FR.ENT.2", "FR.1"]],
  ["an id of a kind that the message does not name", { parent_user_id: "FR.ENT.2" }, ["FR.ENT.2", "FR.1"]],
  ["another number", { wa_id: "33699999999", parent_user_id: "FR.ENT.9" }, ["FR.1"]],
  ["another user id", { user_id: "FR.9", parent_user_id: "FR.ENT.9" }, ["FR.1"]],
])("the only contact of a notice, with %s", (_title, ids, aliases) => {
  const party = personOf(zoe, SENDER, [{ profile: { name: "Zoé" }, ...ids }]);
  expect(party).toMatchObject({ externalId: "33612345678", aliases });
  expect(party?.displayName).toBe(aliases.length > 1 ? "Zoé" : undefined);
});
