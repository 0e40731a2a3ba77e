import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld } from "../../auth/auth.test-kit.ts";
import { buildJpeg, buildPng, buildWebp } from "../../files/images.test-kit.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function signedIn() {
  const place = await world.found();
  const browser = world.browser();
  await browser.signIn(place.email);
  return { ...place, browser };
}
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;
const local = (url: string) => url.replace("/api/v1", "");

test("W10 a picture is kept, seen by colleagues, replaced and removed", async () => {
  const { browser, userId } = await signedIn();
  expect((await browser.put("/me/photo", buildPng(64, 64))).status).toBe(204);
  const first = (await browser.get("/session")).body.photo;
  const seen = await browser.get(local(first));
  expect(seen.headers).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  expect((await browser.put(`/users/${userId}/photo`, buildJpeg(64, 64))).status).toBe(204);
  const second = (await browser.get(`/users/${userId}`)).body.photo;
  expect(second).not.toBe(first);
  expect((await browser.get(local(second))).headers["content-type"]).toBe("image/jpeg");
  const files = [];
  for await (const file of world.deps.files.list()) files.push(file);
  expect(files).toHaveLength(1);
  expect((await browser.remove("/me/photo")).status).toBe(204);
  expect((await browser.get("/session")).body.photo).toBeNull();
  expect(refusal(await browser.get(local(second)))).toBe("not_found");
});

test.each([
  ["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), "type_not_supported"],
  [
    "a drawing that can run scripts",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "type_not_supported",
  ],
  ["nothing", Buffer.alloc(0), "type_not_supported"],
  ["a PNG cut short", buildPng(64, 64).subarray(0, 12), "type_not_supported"],
  ["a PNG that unpacks to gigabytes", buildPng(60_000, 60_000), "too_large"],
  ["a WebP that unpacks to gigabytes", buildWebp(16_000, 16_000), "too_large"],
  ["more than a megabyte", Buffer.concat([buildPng(64, 64), Buffer.alloc(1024 * 1024)]), "too_large"],
])("S16 %s is no picture", async (_what, content, expected) => {
  const { browser } = await signedIn();
  expect(refusal(await browser.put("/me/photo", content))).toBe(expected);
  expect((await browser.get("/session")).body.photo).toBeNull();
});

test("S15 a picture of another organization is as unknown as none, and without a session nothing is shown", async () => {
  const one = await signedIn();
  const two = await signedIn();
  await two.browser.put("/me/photo", buildPng(8, 8));
  const url = local((await two.browser.get("/session")).body.photo);
  expect(refusal(await one.browser.get(url))).toBe("not_found");
  expect(refusal(await one.browser.put(`/users/${two.userId}/photo`, buildPng(8, 8)))).toBe("not_found");
  expect((await world.browser().get(url)).status).toBe(401);
});
