import type { Socket } from "node:net";
import type { AllowList } from "./allow-list.ts";
import { OutboundError } from "./failure.ts";
import { openSocket, type TlsChoice } from "./open-socket.ts";
import { type CheckedTarget, type Resolve, resolveChecked, resolveTrusted, type Target } from "./resolve-checked.ts";

export type Door = {
  resolve: Resolve;
  allows: AllowList;
  connectTimeoutMs: number;
};

export type ConnectChoice = { tls?: TlsChoice; operatorChose?: boolean; timeoutMs?: number };

/** Finds, judges and connects, all within one time limit. Throws OutboundError. */
export async function connectChecked(door: Door, target: Target, choice: ConnectChoice): Promise<Socket> {
  const timeoutMs = choice.timeoutMs ?? door.connectTimeoutMs;
  const deadline = Date.now() + timeoutMs;
  const checked = await findChecked(door, target, { ...choice, timeoutMs });
  return openSocket(checked, choice.tls, Math.max(1, deadline - Date.now()));
}

/** Finds and judges only. Throws OutboundError. */
export async function findChecked(door: Door, target: Target, choice: ConnectChoice): Promise<CheckedTarget> {
  const finding = choice.operatorChose
    ? resolveTrusted(target, door.resolve)
    : resolveChecked(target, door.resolve, door.allows);
  return within(finding, choice.timeoutMs ?? door.connectTimeoutMs);
}

/** A name server that never answers cannot be interrupted, only no longer waited for. */
async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new OutboundError("timeout")), timeoutMs);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
