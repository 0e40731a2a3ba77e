import { telegramSettings } from "@guichet/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawFace } from "../../../../simulator/src/face.ts";
import { type Bot, TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { fetchPhoto, fetchProfile } from "./fetch-profile.ts";

let simulator: TelegramSimulator;
let bot: Bot;
let context: ReturnType<typeof createRecordingContext>;
beforeAll(async () => {
  simulator = new TelegramSimulator();
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lamp_bot");
  context = createRecordingContext({ patient: true });
});
afterAll(async () => {
  await context?.stop();
  await simulator?.stop();
});

const channel = () => ({
  ...{ id: "c", organizationId: "o", endpointId: "e", externalId: "1", name: "Lamps", platform: "telegram" as const },
  settings: telegramSettings.parse({ apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl }),
  secrets: { token: bot.token },
});
const find = async (id: number | string) => await fetchProfile(String(id), channel(), context.ctx);

test("W160 the latest picture of a person, by a file id and by what stays of it; its bytes come as a file's do", async () => {
  const zoe = bot.contact({ firstName: "Zoé" });
  const found = await find(zoe.id);
  if (!found.ok || !found.profile.photo) throw new Error("There is no picture.");
  expect(found.profile).toEqual({ photo: { ref: expect.any(String), same: expect.any(String) } });
  expect(found.profile.photo.same).not.toBe(found.profile.photo.ref);
  const media = await fetchPhoto(found.profile.photo.ref, channel(), context.ctx);
  if (!media.ok || !("stream" in media)) throw new Error("It did not come.");
  const pieces: Buffer[] = [];
  for await (const piece of media.stream) pieces.push(Buffer.from(piece));
  expect(Buffer.concat(pieces)).toEqual(drawFace("Zoé"));
});

test("W160 who shows none has none; a group is not asked for; a refusal is one", async () => {
  const max = bot.contact({ firstName: "Max", lastName: "Weber" });
  expect(await find(max.id)).toEqual({ ok: true, profile: { photo: null } });
  const before = bot.world.received.length;
  expect(await find("-100123")).toEqual({ ok: true, profile: {} });
  expect(bot.world.received.length).toBe(before);
  expect(await find(1)).toMatchObject({ ok: false });
  bot.misbehave("getUserProfilePhotos", { type: "rate_limited", seconds: 5 });
  expect(await find(max.id)).toMatchObject({ ok: false, error: { kind: "rate_limited", retryAfterMs: 5000 } });
});
