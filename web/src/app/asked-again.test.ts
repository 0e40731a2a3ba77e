import { QueryObserver } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { AskedAgainClient } from "./asked-again.ts";

const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

/** Somebody who looks at a contact: each answer is what the database said when it was asked for, and comes when told to. */
function lookAtContact(cache: AskedAgainClient) {
  const database = { words: "before" };
  const onTheWay: (() => void)[] = [];
  let asked = 0;
  const observer = new QueryObserver(cache, {
    queryKey: ["contacts", "anna"],
    queryFn: () => {
      asked += 1;
      const { words } = database;
      return new Promise<string>((done) => onTheWay.push(() => done(words)));
    },
    retry: false,
    staleTime: 60_000,
  });
  const stop = observer.subscribe(() => undefined);
  const arrive = async (): Promise<void> => {
    for (const answer of onTheWay.splice(0)) answer();
    await soon();
  };
  return { database, arrive, stop, shown: () => observer.getCurrentResult().data, asked: () => asked };
}

describe("a change told while an answer is on its way", () => {
  it("W110 the first answer is asked for once more when it is there", async () => {
    const cache = new AskedAgainClient();
    const contact = lookAtContact(cache);
    await soon();
    contact.database.words = "after";
    void cache.invalidateQueries({ queryKey: ["contacts"] });
    await contact.arrive();
    expect(contact.shown()).toBe("before");
    await contact.arrive();
    expect([contact.shown(), contact.asked()]).toEqual(["after", 2]);
    contact.stop();
  });

  it("a later one is begun anew, once", async () => {
    const cache = new AskedAgainClient();
    const contact = lookAtContact(cache);
    await contact.arrive();
    void cache.invalidateQueries({ queryKey: ["contacts"] });
    contact.database.words = "after";
    void cache.invalidateQueries({ queryKey: ["contacts"] });
    await contact.arrive();
    await contact.arrive();
    expect([contact.shown(), contact.asked()]).toEqual(["after", 3]);
    contact.stop();
  });

  it("what is only marked is not fetched before somebody looks again", async () => {
    const cache = new AskedAgainClient();
    const contact = lookAtContact(cache);
    await soon();
    void cache.invalidateQueries({ queryKey: ["contacts"], refetchType: "none" });
    await contact.arrive();
    expect(contact.asked()).toBe(1);
    expect(cache.getQueryState(["contacts", "anna"])?.isInvalidated).toBe(true);
    contact.stop();
  });
});
