import { expect, test } from "vitest";
import { addressKey } from "./address-key.ts";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0003::1", "2001:db8:1:3::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", "unknown"],
  ["not an address", "unknown"],
])("S21 %s counts as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});
