import ipaddr from "ipaddr.js";
import { judgeAddress } from "./judge-address.ts";

type AllowedPort = number | "usual" | "any";
type AllowRule = { port: AllowedPort } & ({ name: string } | { range: ReturnType<typeof ipaddr.parseCIDR> });

/** What is about to be connected to. */
export type Candidate = { host: string; address: string; port: number; portIsUsual: boolean };
export type AllowList = (candidate: Candidate) => boolean;

/**
 * Reads the operator's list of hosts that may be reached although they are private, or on an unusual port.
 * Entries: `host`, `10.0.0.0/8`, `::1`, each also with a port (`host:8443`, `10.0.0.0/8:8443`, `[::1]:25`) or with any port
 * (`host:*`). Without a port the usual ports are meant. Throws on an entry it cannot read.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const rules = entries.map((entry) => parseEntry(entry.trim().toLowerCase()));
  return (candidate) => rules.some((rule) => portMatches(rule.port, candidate) && hostMatches(rule, candidate));
}

function parseEntry(entry: string): AllowRule {
  const { host, port } = splitPort(entry);
  if (ipaddr.isValidCIDR(host)) return { port, range: ipaddr.parseCIDR(host) };
  if (ipaddr.isValid(host)) {
    const address = ipaddr.parse(host);
    return { port, range: [address, address.kind() === "ipv4" ? 32 : 128] };
  }
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)) throw new Error(`"${entry}" is not a host, an address or a range.`);
  return { port, name: host };
}

function splitPort(entry: string): { host: string; port: AllowedPort } {
  if (ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)) return { host: entry, port: "usual" };
  const found = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>.+?))(?::(?<port>\d{1,5}|\*))?$/.exec(entry)?.groups;
  const host = found?.bracketed ?? found?.plain ?? "";
  if (found?.port === undefined) return { host, port: "usual" };
  return { host, port: found.port === "*" ? "any" : Number(found.port) };
}

function portMatches(allowed: AllowedPort, candidate: Candidate): boolean {
  return allowed === "any" || (allowed === "usual" ? candidate.portIsUsual : allowed === candidate.port);
}

function hostMatches(rule: AllowRule, { host, address }: Candidate): boolean {
  // A name's answers are somebody else's to change, so a name never opens link-local, metadata and the like.
  if ("name" in rule) return rule.name === withoutFinalDot(host) && judgeAddress(address) !== "special";
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.kind() === rule.range[0].kind() && parsed.match(rule.range);
}

function withoutFinalDot(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
