import { afterAll, beforeAll, expect, it } from "vitest";
import { openTelegramHouse, type TelegramHouse } from "./telegram.test-kit.ts";

let house: TelegramHouse;
beforeAll(async () => {
  house = await openTelegramHouse();
});
afterAll(async () => await house?.stop());

/** One grey pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const photo = (bytes: Uint8Array, caption: string) => ({ bytes, name: "lamp.png", type: "image/png", caption });

async function sizes(): Promise<number[]> {
  const rows = await house.app.app.parts.database.system
    .selectFrom("attachments")
    .select(["size", "state"])
    .where("state", "=", "stored")
    .execute();
  return rows.map(({ size }) => Number(size));
}

it("I8 I19 another photo in the place of the first is in the thread; a new caption alone leaves it as it is", async () => {
  const zoe = house.bot.contact({ firstName: "Zoé" });
  const sent = zoe.sendPhoto(photo(PNG, "Broken"));
  await expect.poll(sizes).toEqual([PNG.length]);
  const said = async () => (await house.said(zoe.id))[0];
  const fetches = () => house.bot.world.received.filter(({ method }) => method === "getFile").length;
  const before = fetches();
  zoe.edit(sent.message_id, "Quite broken");
  await expect.poll(said).toMatchObject({ text: "Quite broken", edited: true });
  expect(await sizes()).toEqual([PNG.length]);
  expect(fetches()).toBe(before);
  zoe.editPhoto(sent.message_id, photo(Buffer.concat([PNG, PNG]), "From behind"));
  await expect.poll(said).toMatchObject({ text: "From behind" });
  await expect.poll(sizes).toEqual([2 * PNG.length]);
  expect(await house.said(zoe.id)).toHaveLength(1);
});
