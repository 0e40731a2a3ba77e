import { Tooltip } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { FoldButton } from "../../ui/fold-button.tsx";
import { Brand } from "./brand.tsx";
import { HelpMenu } from "./help-menu.tsx";
import { NAV, type NavEntry, type NavGroup } from "./nav.ts";
import classes from "./rail.module.css";
import shell from "./shell.module.css";
import { type Totals, useCounts } from "./use-counts.ts";

type Props = { readonly folded: boolean; readonly onFold?: (folded: boolean) => void };

/** The navigation at the left edge; folded it shows icons only. */
export function Rail({ folded, onFold }: Props): ReactNode {
  const { t } = useWords();
  const counts = useCounts();
  return (
    <nav
      className={`${classes.rail} ${onFold ? shell.rail : classes.inDrawer}`}
      aria-label={t("shell.navigation")}
      data-folded={folded || undefined}
      id="navigation"
    >
      <div className={classes.brand}>
        <Brand folded={folded} />
        {onFold && (
          <FoldButton
            side="left"
            folded={folded}
            onToggle={() => onFold(!folded)}
            label={t(folded ? "shell.unfoldNavigation" : "shell.foldNavigation")}
            controls="navigation"
          />
        )}
      </div>
      <div className={classes.groups}>
        {NAV.map((group) => (
          <Group key={group.word} group={group} folded={folded} counts={counts} />
        ))}
      </div>
      <Foot folded={folded} />
    </nav>
  );
}

type GroupProps = { readonly group: NavGroup; readonly folded: boolean; readonly counts: Totals | undefined };

function Group({ group, folded, counts }: GroupProps): ReactNode {
  const { t } = useWords();
  return (
    <section className={classes.group}>
      <h2 className={classes.heading}>
        <group.icon size={18} stroke={1.7} />
        <span>{t(group.word)}</span>
      </h2>
      <ul className={classes.list}>
        {group.entries.map((entry) => (
          <li key={entry.to}>
            <Entry entry={entry} folded={folded} count={entry.count && counts?.[entry.count]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry, folded, count }: { entry: NavEntry; folded: boolean; count: number | undefined }): ReactNode {
  const { t } = useWords();
  const name = t(entry.word);
  return (
    <Tooltip label={name} position="right" disabled={!folded}>
      <Link to={entry.to} className={classes.entry} activeProps={{ "aria-current": "page" }}>
        <entry.icon size={17} stroke={1.7} className={classes.icon} />
        <span className={classes.name}>{name}</span>
        {count !== undefined && count > 0 && (
          <span className={classes.count} data-kind={entry.count} title={t("shell.countConversations", { count })}>
            {count > 999 ? "999+" : count}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}

function Foot({ folded }: { readonly folded: boolean }): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const name = `${me.firstName} ${me.lastName}`;
  return (
    <div className={classes.foot}>
      <Tooltip label={t("shell.myProfile")} position="right" disabled={!folded}>
        <Link to="/profile" className={classes.entry} activeProps={{ "aria-current": "page" }}>
          <Avatar name={name} photo={me.photo} size={22} />
          <span className={classes.name}>{t("shell.myProfile")}</span>
        </Link>
      </Tooltip>
      <HelpMenu folded={folded} className={classes.entry} nameClassName={classes.name} />
      {me.accountRole === "admin" && (
        <Tooltip label={t("shell.settings")} position="right" disabled={!folded}>
          <Link to="/settings" className={classes.entry} activeProps={{ "aria-current": "page" }}>
            <IconSettings size={18} stroke={1.7} className={classes.icon} />
            <span className={classes.name}>{t("shell.settings")}</span>
          </Link>
        </Tooltip>
      )}
    </div>
  );
}
