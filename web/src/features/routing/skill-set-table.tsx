import type { SkillSetView } from "@guichet/contract";
import { readSkillGroups } from "@guichet/contract/skill-rules";
import { ActionIcon, Switch } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { fold } from "./fold.ts";
import classes from "./routing.module.css";
import { useRuleChoices } from "./rule-names.ts";
import { groupsInWords } from "./rule-words.ts";
import { useSkillSetDeeds } from "./use-skill-sets.ts";

type Line = SkillSetView & { readonly said: string; readonly leadsTo: string };

/** Every skill set with what it asks and where it leads; found by any of it, switched on and off, deleted with a way back. */
export function SkillSetTable({ skillSets }: { readonly skillSets: readonly SkillSetView[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { names } = useRuleChoices();
  const teams = useQuery(queries.teams()).data?.items ?? [];
  const [search, setSearch] = useState("");
  const wanted = fold(search);
  const lines = skillSets.map(
    (one): Line => ({
      ...one,
      said: groupsInWords(readSkillGroups(one.rule), names, words),
      leadsTo: teams
        .filter((team) => one.teamIds.includes(team.id))
        .map((team) => team.name)
        .join(", "),
    }),
  );
  const found = lines.filter(({ name, said, leadsTo }) => fold(`${name} ${said} ${leadsTo}`).includes(wanted));
  return (
    <div className={classes.list}>
      <SearchField
        label={t("skillSets.search")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 ? (
        <p className={classes.nothing} role="status">
          {t("skillSets.nothing")}
        </p>
      ) : (
        <Lines lines={found} />
      )}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const { t } = useWords();
  const { enable, remove } = useSkillSetDeeds();
  const [asked, setAsked] = useState<SkillSetView>();
  return (
    <>
      <Records
        label={t("skillSets.title")}
        rows={lines}
        keyOf={(one) => one.id}
        columns={[
          { key: "name", label: t("skillSets.name"), cell: (one) => <Name line={one} /> },
          {
            key: "teams",
            label: t("skillSets.teams"),
            cell: (one) => (
              <bdi className={classes.teams} title={one.leadsTo}>
                {one.teamIds.length === 0 ? t("skillSets.teamsNone") : one.leadsTo}
              </bdi>
            ),
          },
          {
            key: "enabled",
            label: t("skillSets.enabled"),
            cell: (one) => (
              <Switch
                aria-label={t("skillSets.enable", { name: one.name })}
                checked={one.enabled}
                onChange={(event) => void enable(one, event.currentTarget.checked)}
              />
            ),
          },
          {
            key: "deeds",
            label: t("skillSets.actions"),
            cell: (one) => <Deeds skillSet={one} onDelete={() => setAsked(one)} />,
          },
        ]}
      />
      {asked && (
        <ConfirmDialog
          opened
          onClose={() => setAsked(undefined)}
          title={t("skillSets.deleteTitle", { name: asked.name })}
          confirmLabel={t("skillSets.deleteSubmit")}
          danger
          onConfirm={() => remove(asked)}
        >
          {t("skillSets.deleteText")}
        </ConfirmDialog>
      )}
    </>
  );
}

function Name({ line }: { readonly line: Line }): ReactNode {
  const { t } = useWords();
  return (
    <Link to="/settings/skill-sets/$skillSetId" params={{ skillSetId: line.id }} className={classes.name}>
      <strong>
        <bdi>{line.name}</bdi>
      </strong>
      {line.invalid && <span className={classes.bad}>{t("skillSets.invalid")}</span>}
      <bdi className={classes.said} title={line.said}>
        {line.said}
      </bdi>
    </Link>
  );
}

function Deeds({ skillSet, onDelete }: { readonly skillSet: SkillSetView; readonly onDelete: () => void }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <span className={classes.deeds}>
      <ActionIcon
        size={32}
        aria-label={t("skillSets.edit", { name: skillSet.name })}
        onClick={() => void navigate({ to: "/settings/skill-sets/$skillSetId", params: { skillSetId: skillSet.id } })}
      >
        <IconPencil size={17} stroke={1.7} />
      </ActionIcon>
      <ActionIcon size={32} aria-label={t("skillSets.delete", { name: skillSet.name })} onClick={onDelete}>
        <IconTrash size={17} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}
