import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { enApart } from "./en-apart.ts";

const source = join(import.meta.dirname, "..");
/** What stands on the Shared Inbox's page, or on every page. */
const EVERYWHERE = [
  "{app,ui,realtime}/**/*.{ts,tsx}",
  "features/conversations/**/*.{ts,tsx}",
  "features/contacts/{*,list/*}.{ts,tsx}",
  "pages/inbox-*.{ts,tsx}",
];

it("nothing on the Shared Inbox says words that are fetched apart", () => {
  const apart = new RegExp(`["'\`](?:${Object.keys(enApart).join("|")})\\.\\w+["'\`]`);
  for (const pattern of EVERYWHERE) {
    for (const file of globSync(pattern, { cwd: source })) {
      expect(readFileSync(join(source, file), "utf8"), file).not.toMatch(apart);
    }
  }
});
