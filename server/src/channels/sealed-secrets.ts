import type { ChannelId, EndpointId } from "@guichet/contract";
import { z } from "zod";
import type { SecretBox } from "../lib/secret-box.ts";
import type { EndpointSecrets } from "./channel-for-connector.ts";

/** How long the former secret of an endpoint is still accepted after a rotation. */
export const ROTATION_HOURS = 24;

/** name → sealed values, newest first. */
export type SealedEndpointSecrets = Readonly<Record<string, readonly string[]>>;
/** name → sealed value. */
export type SealedChannelSecrets = Readonly<Record<string, string>>;

/** Under the seal a value carries the moment (epoch milliseconds) until which it is good. */
const sealedValue = z.object({ value: z.string(), until: z.number().nullable() });
type SealedValue = z.infer<typeof sealedValue>;

/** Seals fresh secrets of an endpoint and puts them before the former ones, which stay good for a day. */
export function sealEndpointSecrets(
  box: SecretBox,
  id: EndpointId,
  fresh: Readonly<Record<string, string>>,
  former: SealedEndpointSecrets = {},
  now = new Date(0),
): SealedEndpointSecrets {
  const last = now.getTime() + ROTATION_HOURS * 3_600_000;
  const sealed: Record<string, string[]> = {};
  for (const name of new Set([...Object.keys(fresh), ...Object.keys(former)])) {
    const old = (former[name] ?? []).map((text) => unseal(box, id, name, text)).filter((found) => isGood(found, now));
    // Who gives the one that is in use has changed nothing.
    const value = fresh[name] === old[0]?.value ? undefined : fresh[name];
    const kept = value === undefined ? old : old.map((found) => ({ ...found, until: found.until ?? last }));
    const all = value === undefined ? kept : [{ value, until: null }, ...kept];
    sealed[name] = all.map((found) => box.seal(JSON.stringify(found), recordOf(id, name)));
  }
  return sealed;
}

export function openEndpointSecrets(
  box: SecretBox,
  id: EndpointId,
  sealed: SealedEndpointSecrets,
  now: Date,
): EndpointSecrets {
  return mapValues(sealed, (texts, name) =>
    texts
      .map((text) => unseal(box, id, name, text))
      .filter((found) => isGood(found, now))
      .map((found) => found.value),
  );
}

/** Seals the secrets of a channel; those that were not given again keep what is stored. */
export function sealChannelSecrets(
  box: SecretBox,
  id: ChannelId,
  given: Readonly<Record<string, string>>,
  stored: SealedChannelSecrets = {},
): SealedChannelSecrets {
  return { ...stored, ...mapValues(given, (value, name) => box.seal(value, recordOf(id, name))) };
}

export function openChannelSecrets(box: SecretBox, id: ChannelId, sealed: SealedChannelSecrets) {
  return mapValues(sealed, (text, name) => box.open(text, recordOf(id, name)));
}

function unseal(box: SecretBox, id: EndpointId, name: string, text: string): SealedValue {
  return sealedValue.parse(JSON.parse(box.open(text, recordOf(id, name))));
}

function isGood(found: SealedValue, now: Date): boolean {
  return found.until === null || now.getTime() < found.until;
}

/** A sealed value opens only in the record and under the name it was sealed for. */
function recordOf(id: string, name: string): string {
  return `${id}/${name}`;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
