import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { type KeyedCommand, useCommands } from "../../ui/commands.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { KeysHint } from "../../ui/keys-hint.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import classes from "./cheat-sheet.module.css";

type Props = { readonly singleKeys: boolean; readonly onClose: () => void };

/** Every key that does something on this page, made from the commands themselves (W98). */
export function CheatSheet({ singleKeys, onClose }: Props): ReactNode {
  const { t } = useWords();
  useFocusBack();
  const groups = Map.groupBy(withKeys(useCommands()), (command) => command.group);
  return (
    <Dialog opened onClose={onClose} title={t("shell.shortcuts")} size={720}>
      {!singleKeys && <p className={classes.off}>{t("shell.shortcutsOff")}</p>}
      {groups.size === 0 && <p>{t("shell.shortcutsEmpty")}</p>}
      <div className={classes.groups}>
        {[...groups].map(([group, commands]) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.list}>
              {commands.map((command) => (
                <div key={command.id} className={classes.line}>
                  <dt>{command.label}</dt>
                  <dd className={classes.keys}>
                    {command.keys.map((keys) => (
                      <KeysHint key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function withKeys(commands: readonly KeyedCommand[]): KeyedCommand[] {
  const withKey = commands.filter((command) => command.keys.length > 0);
  return [...new Map(withKey.map((command) => [command.id, command])).values()];
}
