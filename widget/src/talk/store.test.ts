import { describe, expect, it } from "vitest";
import { createStorage } from "../../testing/fake-storage.ts";
import { openStore } from "./store.ts";

describe("what is kept in the browser", () => {
  it("keeps each channel apart, and the page's own keys alone", () => {
    const area = createStorage();
    area.setItem("cart", "3 lamps");
    const [one, two] = [openStore("c1", area), openStore("c2", area)];
    one.set("draft", "Hello");
    one.set("out:1", "x");
    expect([one.get("draft"), two.get("draft")]).toEqual(["Hello", null]);
    expect(one.keys("out:")).toEqual(["out:1"]);
    one.clear();
    expect(one.keys("")).toEqual([]);
    expect(area.getItem("cart")).toBe("3 lamps");
  });

  it("I11 where storage is full, what is written lives as long as the page", () => {
    const store = openStore("c1", createStorage(true));
    store.set("draft", "Hello");
    expect(store.get("draft")).toBe("Hello");
    expect(store.keys("")).toEqual(["draft"]);
    store.remove("draft");
    expect(store.get("draft")).toBeNull();
  });

  it("tells other tabs of the session last, when the rest is gone already", () => {
    const area = createStorage();
    const store = openStore("c1", area);
    for (const key of ["session", "draft", "read", "out:1"]) store.set(key, "x");
    const gone: string[] = [];
    const remove = area.removeItem;
    area.removeItem = (key) => {
      gone.push(key);
      remove(key);
    };
    store.clear();
    expect(gone.at(-1)).toBe("guichet:c1:session");
  });
});
