import type { Translation } from "../catalog.ts";
import type { platforms as english } from "../en/platforms.ts";

export const platforms: Translation<typeof english> = {
  messenger: "Messagerie web",
  email: "E-mail",
  api: "API",
  loopback: "Autotest",
};
