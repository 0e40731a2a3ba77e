import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nonceOf } from "./nonce.ts";

const page = readFileSync(new URL("../../index.html", import.meta.url), "utf8");
const PLACE = /name="csp-nonce" content="([^"]*)"/.exec(page)?.[1] ?? "";

test("S4 every nonce the server can write is taken, also one that begins like the place-holder", () => {
  for (const nonce of ["__n55-sQJPc4i_UA0-f8PA", "_-AAAAAAAAAAAAAAAAAAAA", "abcdefghijklmnopqrstuv"])
    expect(nonceOf(nonce)).toBe(nonce);
});

test("a page the server has not filled in has no nonce", () => {
  expect(PLACE).not.toBe("");
  expect(nonceOf(PLACE)).toBe("");
});
