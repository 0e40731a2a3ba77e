import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import type { AllowList } from "./allow-list.ts";
import { OutboundError } from "./failure.ts";
import { judgeAddress } from "./judge-address.ts";
import { isUsualPort, type Purpose } from "./judge-port.ts";

/** All addresses of a name. Handed in so that tests can play a hostile name server. */
export type Resolve = (host: string) => Promise<string[]>;

export type Target = { host: string; port: number; purpose: Purpose };

/** A host whose every address may be connected to. */
export type CheckedTarget = { host: string; port: number; addresses: [string, ...string[]] };

/** The system's resolver, so that the hosts file and local search domains work as the operator expects. */
export async function resolveBySystem(host: string): Promise<string[]> {
  const answers = await lookup(host, { all: true });
  return answers.map((answer) => answer.address);
}

/**
 * Finds the addresses of a host and judges every one; a single bad one refuses the host, since we could not say which is used.
 * The judgement is about addresses, never about how they are written. Throws OutboundError.
 */
export async function resolveChecked(target: Target, resolve: Resolve, allows: AllowList): Promise<CheckedTarget> {
  const host = normalizeHost(target.host);
  const [first, ...rest] = isIP(host) ? [host] : await resolveOrFail(host, resolve);
  if (first === undefined) throw new OutboundError("name_not_found");
  for (const address of [first, ...rest]) checkAddress(host, address, target, allows);
  return { host, port: target.port, addresses: [first, ...rest] };
}

/** The same host when the operator chose it himself (his own mail relay): found, but not judged. */
export async function resolveTrusted(target: Target, resolve: Resolve): Promise<CheckedTarget> {
  return resolveChecked(target, resolve, () => true);
}

/** The host as it is looked up: no brackets, plain ASCII. Throws OutboundError for what is no host. */
export function normalizeHost(host: string): string {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  const name = isIP(bare) ? bare : domainToASCII(bare);
  if (name === "" || name.length > 254) throw new OutboundError("refused_url");
  return name;
}

async function resolveOrFail(host: string, resolve: Resolve): Promise<string[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    throw new OutboundError("name_not_found", { cause });
  }
}

function checkAddress(host: string, address: string, { port, purpose }: Target, allows: AllowList): void {
  const portIsUsual = isUsualPort(port, purpose);
  const isPublic = judgeAddress(address) === "public";
  if (isPublic && portIsUsual) return;
  if (allows({ host, address, port, portIsUsual })) return;
  throw new OutboundError(isPublic ? "refused_port" : "refused_address");
}
