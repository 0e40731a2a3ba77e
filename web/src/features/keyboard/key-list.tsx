import { type ReactNode, useMemo, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { KeysHint } from "../../ui/keys-hint.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { CATALOGUE } from "./catalogue.ts";
import { KeyRow } from "./key-row.tsx";
import classes from "./keyboard.module.css";
import type { OwnKeys } from "./use-own-keys.ts";

/** Every command by group, found by its name. */
export function KeyList({ own }: { readonly own: OwnKeys }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState("");
  const labels = useMemo(
    () => new Map(CATALOGUE.flatMap(({ commands }) => commands.map(({ id, word }) => [id, t(word)] as const))),
    [t],
  );
  const wanted = fold(typed);
  const groups = CATALOGUE.map((group) => ({
    ...group,
    commands: group.commands.filter(({ word }) => fold(t(word)).includes(wanted)),
  })).filter((group) => group.commands.length > 0);
  return (
    <>
      <SearchField label={t("ownKeys.search")} value={typed} onChange={setTyped} />
      <p role="status" className={classes.said}>
        {said}
      </p>
      {groups.length === 0 && <p className={classes.none}>{t("ownKeys.nothing")}</p>}
      {groups.map((group) => (
        <section key={group.word} aria-label={t(group.word)}>
          <h3 className={classes.heading}>{t(group.word)}</h3>
          <ul className={classes.list}>
            {group.commands.map((command) => (
              <KeyRow
                key={command.id}
                command={command}
                own={own}
                labelOf={(id) => labels.get(id) ?? id}
                onSay={setSaid}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const FIXED = [
  { keys: ["tab"], word: "ownKeys.fixedWalk" },
  { keys: ["up", "down"], word: "ownKeys.fixedList" },
  { keys: ["enter", "space"], word: "ownKeys.fixedPress" },
  { keys: ["esc"], word: "ownKeys.fixedClose" },
  { keys: ["/"], word: "ownKeys.fixedInsert" },
  { keys: ["@"], word: "ownKeys.fixedMention" },
  { keys: ["mod+a"], word: "ownKeys.fixedSelect" },
] as const;

/** What no command can have. */
export function FixedKeys(): ReactNode {
  const { t } = useWords();
  return (
    <dl className={classes.list}>
      {FIXED.map(({ keys, word }) => (
        <div key={word} className={classes.row}>
          <dt className={classes.label}>{t(word)}</dt>
          <dd className={classes.keys}>
            {keys.map((one) => (
              <KeysHint key={one} keys={one} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}
