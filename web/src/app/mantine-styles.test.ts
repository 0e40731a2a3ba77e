import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const here = import.meta.dirname;
const source = join(here, "..");
/** Components whose looks come from another one's style file, or that have none. */
const LOOKS_OF: Readonly<Record<string, readonly string[]>> = {
  TextInput: ["Input"],
  Textarea: ["Input"],
  NativeSelect: ["Input"],
  Select: ["Input", "Combobox", "ScrollArea"],
  PasswordInput: ["Input", "PasswordInput"],
  NumberInput: ["Input", "NumberInput"],
  TagsInput: ["Input", "PillsInput", "Pill", "Combobox", "ScrollArea"],
  SegmentedControl: ["SegmentedControl", "FloatingIndicator"],
  MultiSelect: ["Input", "PillsInput", "Pill", "Combobox", "ScrollArea"],
  Menu: ["Menu", "Popover"],
  Popover: ["Popover"],
  Modal: ["Modal", "ModalBase", "Overlay", "CloseButton"],
  Drawer: ["Drawer", "ModalBase", "Overlay"],
  Radio: ["Radio", "InlineInput"],
  Checkbox: ["Checkbox", "InlineInput"],
  Switch: ["Switch", "InlineInput"],
  Button: ["Button", "UnstyledButton", "Loader"],
  ActionIcon: ["ActionIcon", "UnstyledButton", "Loader"],
};
const WITHOUT_LOOKS = new Set(["MantineProvider", "FocusTrap", "Portal", "Transition", "Box", "RemoveScroll"]);

function componentsIn(text: string): string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].map((found) => found[1] ?? "");
  return imports
    .flatMap((names) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => /^[A-Z]/.test(name) && !name.startsWith("type ") && !WITHOUT_LOOKS.has(name));
}

it("every component of the library that is used has its styles on the page", () => {
  const styles = readFileSync(join(here, "mantine-styles.ts"), "utf8");
  const used = globSync("**/*.tsx", { cwd: source }).flatMap((file) =>
    componentsIn(readFileSync(join(source, file), "utf8")).map((name) => ({ file, name })),
  );
  for (const { file, name } of used) {
    for (const sheet of LOOKS_OF[name] ?? [name]) expect(styles, `${name} in ${file}`).toContain(`/${sheet}.css"`);
  }
});
