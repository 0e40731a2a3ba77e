import type { LiveFrame } from "@guichet/contract";
import { QueryClient } from "@tanstack/react-query";
import fc from "fast-check";
import { expect, it } from "vitest";
import { queries } from "../api/queries.ts";
import { keys } from "../features/conversations/keys.ts";
import { placeInThread } from "../features/conversations/picture/conversations-picture.ts";
import { askBesideFeed, NOTHING_TOLD, readTold } from "../features/conversations/picture/told-meanwhile.ts";
import { buildView } from "../features/conversations/testing/build.ts";
import { applyEvent } from "./apply-event.ts";
import { readPicture, writePicture } from "./query-picture.ts";
import { type Deed, ToyServer } from "./toy-server.ts";

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ type: fc.constantFrom("contact_writes" as const, "reply" as const), which: fc.nat(2) }),
  fc.record({ type: fc.constant("delivered" as const), which: fc.nat(2) }),
  fc.record({ type: fc.constant("tag" as const), which: fc.nat(2), tag: fc.nat(2) }),
);
const deeds = fc.array(deed, { minLength: 1, maxLength: 8 });

it("I13 a thread whose answer is on its way holds what the feed told meanwhile, told once", async () => {
  await fc.assert(
    fc.asyncProperty(deeds, deeds, fc.array(deed, { maxLength: 8 }), async (before, meanwhile, after) => {
      const server = new ToyServer();
      for (const one of before) server.do(one);
      const browser = openBrowser(server);
      const [first] = [...server.rows.values()];
      if (first === undefined) throw new Error("no conversation");
      const view = () => {
        const row = server.rows.get(first.id) ?? first;
        return buildView(row, { entries: server.entries.get(row.id) ?? [] });
      };
      const onItsWay = Promise.withResolvers<void>();
      const read = view();
      const asked = browser.cache.fetchQuery({
        queryKey: keys.thread(first.id),
        queryFn: () => askBesideFeed(browser.cache, () => onItsWay.promise.then(() => read), placeInThread),
      });
      for (const one of meanwhile) browser.hear(server.do(one));
      onItsWay.resolve();
      await asked;
      for (const one of after) browser.hear(server.do(one));
      expect(browser.cache.getQueryData(keys.thread(first.id))).toEqual(view());
      expect(readTold(browser.cache)).toEqual(NOTHING_TOLD);
    }),
    { numRuns: 200 },
  );
});

it("I13 two answers on their way at once each hold what was told since they were asked for, and a failed one keeps nothing", async () => {
  const server = new ToyServer();
  const browser = openBrowser(server);
  const [slow, failing] = [Promise.withResolvers<number[]>(), Promise.withResolvers<number[]>()];
  const note = (heard: number[], told: { conversation: { version: number } }) => [...heard, told.conversation.version];
  const write = () => browser.hear(server.do({ type: "contact_writes", which: 0 }));
  write();
  const first = askBesideFeed(browser.cache, () => slow.promise, note);
  write();
  const second = askBesideFeed(browser.cache, () => failing.promise, note);
  write();
  failing.reject(new Error("away"));
  await expect(second).rejects.toThrow("away");
  write();
  slow.resolve([]);
  expect(await first).toEqual([2, 3, 4]);
  write();
  expect(readTold(browser.cache)).toEqual(NOTHING_TOLD);
});

/** The query cache as a browser has it after bootstrap, hearing frames one by one. */
function openBrowser(server: ToyServer) {
  const cache = new QueryClient();
  const world = server.bootstrap();
  cache.setQueryData(queries.bootstrap().queryKey, world);
  let { position } = world;
  return {
    cache,
    hear(frame: LiveFrame): void {
      const before = readPicture(cache, position);
      if (before === undefined) throw new Error("no world");
      const after = applyEvent(before, frame, 0);
      position = after.position;
      writePicture(cache, before, after);
    },
  };
}
