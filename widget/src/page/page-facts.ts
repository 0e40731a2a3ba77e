import type { PageFacts } from "@guichet/contract/messenger";

/** Parts of an address that may let the reader sign in or reset something: their values stay on the page. */
const SECRET_VALUE = /([?&#;][^=&#;]*(?:token|key|code|pass|pwd|secret|session|sig|auth|jwt)[^=&#;]*=)[^&#;]*/gi;

/** What agents see of the page the visitor is on (W160). */
export function readPageFacts(): PageFacts {
  return {
    title: document.title.slice(0, 300),
    url: withoutSecrets(location.href).slice(0, 2000),
    language: navigator.language.slice(0, 35),
    device: describeDevice(navigator.userAgent),
  };
}

/** The address without values that look like keys. */
export function withoutSecrets(address: string): string {
  return address.replace(SECRET_VALUE, "$1…");
}

/** The platform in a word, as far as the browser says it. */
export function describeDevice(userAgent: string): string {
  return /iPhone|iPad|Android|Windows|CrOS|Mac|Linux/.exec(userAgent.replace("Linux; ", ""))?.[0] ?? "";
}
