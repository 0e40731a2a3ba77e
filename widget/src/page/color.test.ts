import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustFor, contrastRatio, readableOn } from "./color.ts";

const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("colours", () => {
  it("W159 text on any brand colour reaches 4.5:1", () => {
    fc.assert(
      fc.property(anyColor, (brand) => {
        expect(contrastRatio(brand, readableOn(brand))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("W159 the accent reaches its ratio on the light and on the dark ground", () => {
    fc.assert(
      fc.property(anyColor, fc.constantFrom("#ffffff", "#f1f3f6", "#16181d", "#262a33"), (brand, ground) => {
        expect(contrastRatio(adjustFor(brand, ground, 4.5), ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("keeps a colour that is readable already", () => {
    expect(adjustFor("#2b5fd9", "#ffffff", 4.5)).toBe("#2b5fd9");
    expect(readableOn("#2b5fd9")).toBe("#ffffff");
    expect(readableOn("#ffd400")).toBe("#000000");
  });

  it("forgives nonsense", () => {
    expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21);
    expect(readableOn("red; background: url(//x)")).toBe("#ffffff");
  });
});
