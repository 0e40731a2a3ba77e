import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../../source-files.ts";

/** One exact replacement; it must fit exactly once, or the sabotage no longer means what it says. */
export type Edit = { readonly file: string; readonly find: string; readonly replace: string };

/** A copy of the product with something broken on purpose. Nothing of the product itself knows of it. */
export function makeSabotagedSource(edits: readonly Edit[]): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), "guichet-sabotage-"));
  for (const part of ["contract", "server", "package.json"])
    cpSync(join(repository, part), join(root, part), {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
  for (const built of ["web/dist", "widget/dist"]) link(built, root);
  linkPackages(root);
  for (const edit of edits) apply(root, edit);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function link(path: string, root: string): void {
  if (!existsSync(join(repository, path))) return;
  mkdirSync(join(root, path, ".."), { recursive: true });
  symlinkSync(join(repository, path), join(root, path));
}

/** The same packages, but the copy's own contract. */
function linkPackages(root: string): void {
  mkdirSync(join(root, "node_modules/@guichet"), { recursive: true });
  symlinkSync(join(root, "contract"), join(root, "node_modules/@guichet/contract"));
  for (const name of readdirSync(join(repository, "node_modules")))
    if (name !== "@guichet") symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name));
  if (!existsSync(join(repository, "server/node_modules"))) return;
  symlinkSync(join(repository, "server/node_modules"), join(root, "server/node_modules"));
}

function apply(root: string, { file, find, replace }: Edit): void {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`the sabotage of ${file} fits ${places} times; it must fit once:\n${find}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
}
