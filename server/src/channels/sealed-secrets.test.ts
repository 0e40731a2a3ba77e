import { randomBytes } from "node:crypto";
import type { ChannelId, EndpointId } from "@guichet/contract";
import { expect, test } from "vitest";
import { createSecretBox } from "../lib/secret-box.ts";
import { openChannelSecrets, openEndpointSecrets, sealChannelSecrets, sealEndpointSecrets } from "./sealed-secrets.ts";

const box = createSecretBox(randomBytes(32));
const endpoint = "0192-e" as EndpointId;
const channel = "0192-c" as ChannelId;
const hour = 3_600_000;
const at = (hours: number) => new Date(1_700_000_000_000 + hours * hour);

test("S46 after a rotation the former secret is good for 24 hours, newest first", () => {
  const first = sealEndpointSecrets(box, endpoint, { webhook: "one" });
  const second = sealEndpointSecrets(box, endpoint, { webhook: "two" }, first, at(0));
  expect(openEndpointSecrets(box, endpoint, second, at(23.9))).toEqual({ webhook: ["two", "one"] });
  expect(openEndpointSecrets(box, endpoint, second, at(24))).toEqual({ webhook: ["two"] });
  const third = sealEndpointSecrets(box, endpoint, { webhook: "three" }, second, at(12));
  expect(openEndpointSecrets(box, endpoint, third, at(13))).toEqual({ webhook: ["three", "two", "one"] });
  // A second rotation does not prolong the life of the first secret.
  expect(openEndpointSecrets(box, endpoint, third, at(24))).toEqual({ webhook: ["three", "two"] });
  expect(openEndpointSecrets(box, endpoint, third, at(36))).toEqual({ webhook: ["three"] });
});

test("S46 the same secret given again is no rotation", () => {
  const first = sealEndpointSecrets(box, endpoint, { app: "one" });
  const again = sealEndpointSecrets(box, endpoint, { app: "one" }, first, at(0));
  expect(openEndpointSecrets(box, endpoint, again, at(1000))).toEqual({ app: ["one"] });
  const other = sealEndpointSecrets(box, endpoint, { app: "two" }, again, at(1));
  const back = sealEndpointSecrets(box, endpoint, { app: "one" }, other, at(2));
  expect(openEndpointSecrets(box, endpoint, back, at(1000))).toEqual({ app: ["one"] });
});

test("S46 nothing sealed shows its secret, and it opens in its own record alone", () => {
  const sealed = sealChannelSecrets(box, channel, { "imap.password": "canary" });
  expect(JSON.stringify(sealed)).not.toContain("canary");
  expect(openChannelSecrets(box, channel, sealed)).toEqual({ "imap.password": "canary" });
  expect(() => openChannelSecrets(box, "0192-d" as ChannelId, sealed)).toThrow();
  expect(() => openChannelSecrets(box, channel, { "smtp.password": sealed["imap.password"] ?? "" })).toThrow();
});

test("a secret that is not given again stays what it was", () => {
  const stored = sealChannelSecrets(box, channel, { imap: "one", smtp: "two" });
  const kept = sealChannelSecrets(box, channel, { smtp: "three" }, stored);
  expect(openChannelSecrets(box, channel, kept)).toEqual({ imap: "one", smtp: "three" });
});
