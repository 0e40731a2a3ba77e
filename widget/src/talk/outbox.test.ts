import { beforeEach, describe, expect, it } from "vitest";
import { createStorage } from "../../testing/fake-storage.ts";
import { CallFailed } from "./api.ts";
import { decideFailed, listUnsent, putUnsent, settleUnsent, type Unsent } from "./outbox.ts";
import { sendUnsent } from "./send-unsent.ts";
import { openStore, type Store } from "./store.ts";

let store: Store;
beforeEach(() => {
  store = openStore("c1", createStorage());
});

function write(id: string, more: Partial<Unsent> = {}): void {
  putUnsent(store, { id, text: `Text ${id}`, attachments: [], at: 1_000, author: null, state: "queued", ...more });
}
const states = () => listUnsent(store, null).map(({ id, state }) => `${id} ${state}`);

describe("what is not sent yet", () => {
  it("I11 is listed in the order it was written, each author's apart, and what is no message is passed over", () => {
    write("b", { at: 2_000 });
    write("a", { at: 2_000 });
    write("z", { at: 1_000 });
    write("u", { author: "ana" });
    store.set("out:junk", '{"id":7}');
    store.set("out:broken", "{");
    expect(listUnsent(store, null).map(({ id }) => id)).toEqual(["z", "a", "b"]);
    expect(listUnsent(store, "ana").map(({ id }) => id)).toEqual(["u"]);
  });

  it("I11 goes out once, in order, and a refusal holds nothing up", async () => {
    for (const [at, id] of ["a", "b", "c"].entries()) write(id, { at });
    const posted: string[] = [];
    const stopped = await sendUnsent(
      store,
      null,
      async ({ id }) => {
        posted.push(id);
        if (id === "b") throw new CallFailed(422);
      },
      () => {},
    );
    expect(stopped).toBeUndefined();
    expect(posted).toEqual(["a", "b", "c"]);
    expect(states()).toEqual(["a accepted", "b failed", "c accepted"]);
    await sendUnsent(
      store,
      null,
      async ({ id }) => posted.push(id),
      () => {},
    );
    expect(posted).toHaveLength(3);
  });

  it.each([0, 401, 408, 429, 500, 503])(
    "I11 stays queued after %d, and what follows waits behind it",
    async (status) => {
      write("a", { at: 1 });
      write("b", { at: 2 });
      const stopped = await sendUnsent(
        store,
        null,
        () => Promise.reject(new CallFailed(status)),
        () => {},
      );
      expect(stopped?.status).toBe(status);
      expect(states()).toEqual(["a queued", "b queued"]);
    },
  );

  it("I11 is not sent again when another tab has sent it meanwhile", async () => {
    write("a", { at: 1 });
    write("b", { at: 2 });
    const posted: string[] = [];
    await sendUnsent(
      store,
      null,
      async ({ id }) => {
        posted.push(id);
        write("b", { at: 2, state: "accepted" });
      },
      () => {},
    );
    expect(posted).toEqual(["a"]);
  });

  it("I11 stays gone when the thread showed it before the answer came", async () => {
    write("a");
    await sendUnsent(
      store,
      null,
      async () => settleUnsent(store, () => true, 0),
      () => {},
    );
    expect(states()).toEqual([]);
  });

  it("lets go of what the thread shows, and of accepted messages that never appear", () => {
    write("shown");
    write("old", { state: "accepted" });
    write("waiting");
    settleUnsent(store, (id) => id === "shown", 1_000 + 10 * 60_000 + 1);
    expect(states()).toEqual(["waiting queued"]);
  });

  it("W161 what was refused is tried again or given up, and nothing else is", () => {
    write("a", { state: "failed" });
    write("b", { state: "failed" });
    write("c");
    decideFailed(store, null, "a", "retry");
    decideFailed(store, null, "b", "discard");
    decideFailed(store, null, "c", "discard");
    expect(states()).toEqual(["a queued", "c queued"]);
  });
});

describe("a failed call", () => {
  it("knows how long the server asks to wait, and what it said", () => {
    const failed = new CallFailed(429, { error: { code: "too_many_requests", retryAfterSeconds: 7 } });
    expect([failed.code, failed.retryAfterMs, failed.isRefusal]).toEqual(["too_many_requests", 7_000, false]);
    expect(new CallFailed(500, "<html>").code).toBeUndefined();
  });
});
