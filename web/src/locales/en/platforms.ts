import type { Platform } from "@guichet/contract";

export const platforms = {
  messenger: "Web messenger",
  email: "E-mail",
  api: "API",
  loopback: "Self-test",
} as const satisfies Record<Platform, string>;
