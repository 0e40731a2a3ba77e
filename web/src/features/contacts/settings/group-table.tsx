import type { ContactGroupView, RuleField } from "@guichet/contract";
import { IconStarFilled } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Records } from "../../../ui/records.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { fold } from "./fold.ts";
import { ruleWords } from "./rule-words.ts";
import classes from "./settings.module.css";

type Props = { readonly groups: readonly ContactGroupView[]; readonly fields: readonly RuleField[] };

/** Every contact group with what it asks and its members, and whether its rule is whole; found by both (W115). */
export function GroupTable({ groups, fields }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const [search, setSearch] = useState("");
  const wanted = fold(search);
  const lines = groups.map((group) => ({ ...group, said: ruleWords(group.rule, fields, words) }));
  const found = lines.filter(({ name, said }) => fold(`${name} ${said}`).includes(wanted));
  return (
    <div className={classes.table}>
      <SearchField
        label={t("contactSettings.groupSearch")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 && (
        <p className={classes.nothing} role="status">
          {t("contactSettings.groupNothing")}
        </p>
      )}
      {found.length > 0 && <Lines lines={found} />}
    </div>
  );
}

type Line = ContactGroupView & { readonly said: string };

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const { t } = useWords();
  return (
    <Records
      label={t("contactSettings.groups")}
      rows={lines}
      keyOf={(group) => group.id}
      to={(group) => `/settings/contact-groups/${group.id}`}
      columns={[
        {
          key: "name",
          label: t("contactSettings.groupName"),
          cell: (group) => (
            <span className={classes.group}>
              <strong>
                <bdi>{group.name}</bdi>
              </strong>
              <bdi className={classes.said} title={group.said}>
                {group.said}
              </bdi>
            </span>
          ),
        },
        {
          key: "members",
          label: t("contactSettings.members"),
          cell: (group) => t("contactSettings.membersCount", { count: group.members, more: String(group.moreMembers) }),
        },
        {
          key: "vip",
          label: t("contactSettings.fieldVip"),
          cell: (group) =>
            group.marksVip ? <IconStarFilled size={15} role="img" aria-label={t("contactSettings.marksVip")} /> : "–",
        },
        {
          key: "state",
          label: "",
          cell: (group) =>
            group.broken ? (
              <span className={classes.state} data-bad>
                {t("contactSettings.broken")}
              </span>
            ) : (
              group.computing && <span className={classes.state}>{t("contactSettings.computing")}</span>
            ),
        },
      ]}
    />
  );
}
