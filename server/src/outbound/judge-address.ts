import ipaddr from "ipaddr.js";

/** In a range of its own although it looks public: Azure's host agent, which hands out credentials. */
const neverPublic = new Set(["168.63.129.16"]);
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/** Ranges that the operator's allow-list may open by a host name; the others (link-local, metadata, multicast…) only by address. */
const privateRanges = new Set(["private", "uniqueLocal", "loopback", "carrierGradeNat"]);

export type AddressKind = "public" | "private" | "special";

/**
 * Sorts an IP address by who can be behind it. Only what is plainly public is `public`: everything registered for special use
 * (IPv4-mapped, NAT64, 6to4, Teredo, documentation, benchmarking…) is not, because it may lead to a private address.
 */
export function judgeAddress(address: string): AddressKind {
  if (!ipaddr.isValid(address) || neverPublic.has(address)) return "special";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (privateRanges.has(range)) return "private";
  if (range !== "unicast") return "special";
  // Unassigned IPv6 space, and the old IPv4-compatible ::127.0.0.1, count as unicast for the library.
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast) ? "public" : "special";
}
