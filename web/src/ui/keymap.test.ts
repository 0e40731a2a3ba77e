import { describe, expect, it } from "vitest";
import { giveKeys, type Keymap, keysWith, ownersOf, readKeymap } from "./keymap.ts";

const BY_DEFAULT: Keymap = {
  resolve: ["e", "shift+e"],
  pending: ["p"],
  goNew: ["g n"],
  goPending: ["g p"],
  back: ["u", "esc"],
  clear: ["esc"],
};
const IDS = [...Object.keys(BY_DEFAULT), "mask"];

describe("the keys of a command", () => {
  it("W98 are those it comes with, until somebody chooses others", () => {
    expect(keysWith({}, BY_DEFAULT, "resolve")).toEqual(["e", "shift+e"]);
    expect(keysWith({ resolve: ["d"] }, BY_DEFAULT, "resolve")).toEqual(["d"]);
    expect(keysWith({ resolve: [] }, BY_DEFAULT, "resolve")).toEqual([]);
    expect(keysWith({ mask: ["y"] }, BY_DEFAULT, "mask")).toEqual(["y"]);
    expect(keysWith({}, BY_DEFAULT, "constructor")).toEqual([]);
  });

  it("W98 a key that was given away is gone where it was by default, and only that key", () => {
    expect(keysWith({ mask: ["e"] }, BY_DEFAULT, "resolve")).toEqual(["shift+e"]);
    expect(keysWith({ mask: ["p"] }, BY_DEFAULT, "goPending")).toEqual(["g p"]);
  });

  it("W98 a key that begins a sequence takes the whole sequence", () => {
    expect(keysWith({ mask: ["g"] }, BY_DEFAULT, "goNew")).toEqual([]);
    expect(keysWith({ mask: ["p x"] }, BY_DEFAULT, "pending")).toEqual([]);
  });
});

describe("whose key it is already", () => {
  it("W98 names every command that would lose it", () => {
    expect(ownersOf({}, BY_DEFAULT, IDS, "mask", ["e"])).toEqual(["resolve"]);
    expect(ownersOf({}, BY_DEFAULT, IDS, "mask", ["g"])).toEqual(["goNew", "goPending"]);
    expect(ownersOf({}, BY_DEFAULT, IDS, "mask", ["d"])).toEqual([]);
    expect(ownersOf({ pending: ["d"] }, BY_DEFAULT, IDS, "mask", ["d"])).toEqual(["pending"]);
    expect(ownersOf({ pending: ["d"] }, BY_DEFAULT, IDS, "mask", ["p"])).toEqual([]);
  });

  it("W98 commands that share a key by default may have it back", () => {
    expect(ownersOf({ back: ["d"] }, BY_DEFAULT, IDS, "back", ["u", "esc"])).toEqual([]);
    expect(ownersOf({}, BY_DEFAULT, IDS, "mask", ["esc"])).toEqual(["back", "clear"]);
  });
});

describe("giving a key", () => {
  it("W98 takes it from who was given it before", () => {
    expect(giveKeys({ pending: ["d", "w"] }, BY_DEFAULT, "resolve", ["d"])).toEqual({ pending: ["w"], resolve: ["d"] });
  });

  it("W98 the default keys given back leave nothing to keep", () => {
    expect(giveKeys({ resolve: ["d"] }, BY_DEFAULT, "resolve", ["e", "shift+e"])).toEqual({});
    expect(giveKeys({ mask: ["e"], resolve: [] }, BY_DEFAULT, "resolve", ["e", "shift+e"])).toEqual({ mask: [] });
    expect(giveKeys({ mask: ["y"] }, BY_DEFAULT, "mask", [])).toEqual({});
  });
});

it("W98 what is kept and is no list of keys is passed over", () => {
  const kept: unknown = JSON.parse('{"a":["x"],"b":"y","c":[1],"d":[""],"e":[],"__proto__":["q"]}');
  expect(Object.entries(readKeymap(kept))).toEqual([
    ["a", ["x"]],
    ["e", []],
    ["__proto__", ["q"]],
  ]);
  for (const junk of [null, "x", 7, ["a"], undefined]) expect(readKeymap(junk)).toEqual({});
});
