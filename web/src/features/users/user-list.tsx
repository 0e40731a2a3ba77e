import type { UserView } from "@guichet/contract";
import { SegmentedControl } from "@mantine/core";
import { IconUserSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Column, Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { filterUsers, type Shown } from "./filter-users.ts";
import classes from "./user-list.module.css";
import { UserPicture } from "./user-picture.tsx";
import { AccessWords, nameOf, UserState } from "./user-words.tsx";

/** Everybody who can sign in, searched and filtered here. */
export function UserList({ users }: { readonly users: readonly UserView[] }): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const columns = useColumns();
  const rows = filterUsers(users, typed, shown);
  return (
    <>
      <div className={classes.tools}>
        <SearchField className={classes.search} label={t("users.search")} value={typed} onChange={setTyped} />
        <SegmentedControl
          aria-label={t("users.state")}
          value={shown}
          onChange={setShown}
          data={[
            { value: "all", label: t("settings.all") },
            { value: "active", label: t("users.stateActive") },
            { value: "invited", label: t("users.stateInvited") },
            { value: "deactivated", label: t("users.stateDeactivated") },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={IconUserSearch} title={t("users.noneTitle")}>
          {t("users.noneText")}
        </EmptyState>
      ) : (
        <Records
          label={t("users.title")}
          columns={columns}
          rows={rows}
          keyOf={(user) => user.id}
          to={(user) => `/settings/agents/${user.id}`}
        />
      )}
    </>
  );
}

function useColumns(): Column<UserView>[] {
  const { t } = useWords();
  const dates = useDates();
  return [
    { key: "name", label: t("users.name"), cell: (user) => <Who user={user} /> },
    {
      key: "role",
      label: t("users.accountRole"),
      cell: (user) => t(user.accountRole === "admin" ? "settings.accountAdmin" : "settings.accountAgent"),
    },
    { key: "access", label: t("users.access"), cell: (user) => <AccessWords user={user} /> },
    { key: "state", label: t("users.state"), cell: (user) => <UserState state={user.state} /> },
    {
      key: "active",
      label: t("users.lastActive"),
      secondary: true,
      cell: (user) => (user.lastActiveAt ? dates.ago(user.lastActiveAt) : t("users.neverActive")),
    },
  ];
}

function Who({ user }: { readonly user: UserView }): ReactNode {
  const name = nameOf(user);
  return (
    <span className={classes.who}>
      <UserPicture user={user} size={34} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.email}>{user.email}</span>
      </span>
    </span>
  );
}
