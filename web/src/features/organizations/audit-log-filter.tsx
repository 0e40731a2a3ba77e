import { Button, Menu, Select, TextInput } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { kindsOfActions } from "./action-words.ts";
import classes from "./audit-log-filter.module.css";

/** What one looks for. Days as the browser's date field has them; empty: any. */
export type LogWish = {
  readonly search: string;
  readonly userId: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
};
export const NO_WISH: LogWish = { search: "", userId: "", kind: "", from: "", to: "" };

/** As the server is asked; days are days here, from their beginning to their end. */
export function queryOf(wish: LogWish, actions: readonly string[]): Record<string, string> {
  const { search, userId, kind, from, to } = wish;
  const asked = {
    search: search.trim(),
    actions: search.trim() === "" ? "" : actions.join(","),
    ...{ userId, kind, from: instantOf(from, 0), to: instantOf(to, 24 * 3_600_000 - 1) },
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
}

function instantOf(day: string, add: number): string {
  const start = new Date(`${day}T00:00:00`);
  return day === "" || Number.isNaN(start.getTime()) ? "" : new Date(start.getTime() + add).toISOString();
}

type Props = {
  readonly wish: LogWish;
  readonly query: Readonly<Record<string, string>>;
  readonly onWish: (wish: LogWish) => void;
};

/** Words, person, kind and dates; and the log as a file, of what is looked for. */
export function AuditLogFilter({ wish, query, onWish }: Props): ReactNode {
  const { t } = useWords();
  const users = useQuery(queries.users()).data?.items ?? [];
  const set = (part: Partial<LogWish>): void => onWish({ ...wish, ...part });
  return (
    <search className={classes.filter} aria-label={t("settings.auditSearch")}>
      <SearchField
        label={t("settings.auditSearch")}
        className={classes.words}
        value={wish.search}
        onChange={(search) => set({ search: search.slice(0, 200) })}
      />
      <Select
        aria-label={t("settings.auditBy")}
        placeholder={t("settings.auditBy")}
        clearable
        searchable
        data={users.map((user) => ({ value: user.id, label: `${user.firstName} ${user.lastName}` }))}
        value={wish.userId || null}
        onChange={(userId) => set({ userId: userId ?? "" })}
      />
      <Select
        aria-label={t("settings.auditKind")}
        placeholder={t("settings.auditKind")}
        clearable
        searchable
        data={kindsOfActions(t)}
        value={wish.kind || null}
        onChange={(kind) => set({ kind: kind ?? "" })}
      />
      <TextInput
        type="date"
        label={t("settings.auditFrom")}
        max={wish.to || undefined}
        value={wish.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("settings.auditTo")}
        min={wish.from || undefined}
        value={wish.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <Download query={query} />
    </search>
  );
}

function Download({ query }: { readonly query: Readonly<Record<string, string>> }): ReactNode {
  const { t } = useWords();
  const address = (format: "csv" | "json"): string =>
    `/api/v1/settings-changes/export?${new URLSearchParams({ ...query, format })}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} rightSection={<IconChevronDown size={15} />}>
          {t("settings.auditDownload")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address("csv")} download>
          {t("settings.auditCsv")}
        </Menu.Item>
        <Menu.Item component="a" href={address("json")} download>
          {t("settings.auditJson")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
