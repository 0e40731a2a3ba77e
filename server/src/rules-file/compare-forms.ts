import type { RulesFilePart, RulesFilePreview } from "@guichet/contract";
import { writeYaml } from "./rules-yaml.ts";

export type Change = RulesFilePreview["changes"][number];
type Field = Change["fields"][number];
type LeftOut = RulesFilePreview["leftOut"][number];
/** `before` undefined: it is added; `after` undefined: it is removed. By their names. */
export type Entry<Form> = { readonly before: string | undefined; readonly after: Form | undefined };

/**
 * Entries of a file held against those that are here, by name, whatever its case. What could not work is left out: what is here
 * under its name stays as it is. `stays`: names in small letters that are there afterwards.
 */
export function compareEntries<Form extends { readonly name: string }>(
  part: RulesFilePart,
  here: readonly Form[],
  file: readonly Form[],
  problemOf: (form: Form) => LeftOut["problem"] | undefined,
  leftOut: LeftOut[],
) {
  const known = new Map(here.map((form) => [keyOf(form), form]));
  const named = new Set(file.map(keyOf));
  const entries: Entry<Form>[] = [];
  const changes: Change[] = [];
  const stays = new Set<string>();
  let unchanged = 0;
  for (const before of here.filter((form) => !named.has(keyOf(form)))) {
    entries.push({ before: before.name, after: undefined });
    changes.push({ part, name: before.name, change: "removed", fields: fieldsOf(before, undefined) });
  }
  for (const after of file) {
    const before = known.get(keyOf(after));
    const fields = fieldsOf(before, after);
    if (before !== undefined && fields.length === 0) {
      unchanged += 1;
      stays.add(keyOf(after));
      continue;
    }
    const problem = problemOf(after);
    if (problem !== undefined) {
      leftOut.push({ part, name: after.name, problem });
      if (before !== undefined) stays.add(keyOf(after));
      continue;
    }
    stays.add(keyOf(after));
    entries.push({ before: before?.name, after });
    changes.push({ part, name: after.name, change: before === undefined ? "added" : "changed", fields });
  }
  return { entries, changes, stays, unchanged };
}

/** A part that has no entries of its own. */
export function compareWhole(part: RulesFilePart, before: object, after: object): Change[] {
  const fields = fieldsOf(before, after);
  return fields.length === 0 ? [] : [{ part, name: null, change: "changed", fields }];
}

function fieldsOf(before: object | undefined, after: object | undefined): Field[] {
  const names = Object.keys(after ?? before ?? {});
  return names.flatMap((field): Field[] => {
    if (before === undefined || after === undefined) {
      if (field === "name") return [];
    }
    const [old, now] = [textOf(before, field), textOf(after, field)];
    return old === now ? [] : [{ field: field as Field["field"], before: old, after: now }];
  });
}

/** As it stands in the file. */
function textOf(form: object | undefined, field: string): string | null {
  const value: unknown = form === undefined ? undefined : Reflect.get(form, field);
  return value === undefined ? null : writeYaml(value).trimEnd();
}

function keyOf({ name }: { readonly name: string }): string {
  return name.toLowerCase();
}
