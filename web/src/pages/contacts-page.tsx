import type { ContactId } from "@guichet/contract";
import { Button, Checkbox, Select, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { isId } from "../api/ids.ts";
import type { ContactsSearch } from "../app/contacts-search.ts";
import { ContactTab } from "../features/contacts/contact-tab.tsx";
import { ContactList } from "../features/contacts/list/contact-list.tsx";
import { useContactList } from "../features/contacts/list/use-contact-list.ts";
import { PlatformIcon } from "../features/conversations/platform-icon.tsx";
import { useContactGroups, useTopicNames } from "../features/conversations/use-world.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { SearchField } from "../ui/search-field.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";
import { useIsPhone } from "../ui/use-is-phone.ts";
import classes from "./contacts-page.module.css";

/** Everybody who wrote on channels one sees: the list, and one contact with conversations beside it. */
export function ContactsPage(): ReactNode {
  const { t } = useWords();
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const phone = useIsPhone();
  const selected = isId<ContactId>(contactId) ? contactId : undefined;
  usePageTitle(t("contacts.pageTitle"));
  return (
    <div className={classes.page}>
      {(!phone || selected === undefined) && <ListPane selected={selected} />}
      {(!phone || selected !== undefined) && <ContactPane selected={selected} phone={phone} />}
    </div>
  );
}

function ListPane({ selected }: { readonly selected: ContactId | undefined }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ContactsSearch;
  const groups = useContactGroups();
  const groupNames = useMemo(() => new Map<string, string>(groups.map((one) => [one.id, one.name])), [groups]);
  const [typed, setTyped] = useState(search.q ?? "");
  const [settled] = useDebouncedValue(typed.trim(), 180);
  const state = useContactList({ search: settled, group: search.group, vip: search.vip === "yes" });
  const show = (next: ContactsSearch): void => {
    if (selected === undefined) void navigate({ to: "/contacts", search: next, replace: true });
    else void navigate({ to: "/contacts/$contactId", params: { contactId: selected }, search: next, replace: true });
  };
  // The address tells what is on the screen, so that it can be sent to a colleague.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is written there
  useEffect(() => {
    if ((search.q ?? "") !== settled) show({ ...without(search, "q"), ...(settled === "" ? {} : { q: settled }) });
  }, [settled]);
  const clear = (): void => {
    setTyped("");
    show({});
  };
  return (
    <section className={classes.list} aria-label={t("contacts.listLabel")}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t("contacts.pageTitle")}</h1>
        <SearchField label={t("contacts.search")} value={typed} onChange={setTyped} />
        <div className={classes.filters}>
          <Select
            size="xs"
            aria-label={t("contacts.groupFilter")}
            data={groups.map((one) => ({ value: one.id, label: one.name }))}
            placeholder={t("contacts.anyGroup")}
            clearable
            searchable
            disabled={groups.length === 0}
            value={search.group ?? null}
            onChange={(group) => show({ ...without(search, "group"), ...(group === null ? {} : { group }) })}
          />
          <Checkbox
            size="xs"
            label={t("contacts.onlyVip")}
            checked={search.vip === "yes"}
            onChange={(event) =>
              show({ ...without(search, "vip"), ...(event.currentTarget.checked ? { vip: "yes" as const } : {}) })
            }
          />
        </div>
      </header>
      {state.error != null && (
        <div className={classes.notice}>
          <ErrorNotice error={state.error} onRetry={state.retry} />
        </div>
      )}
      {state.items === undefined && state.error == null && (
        <div className={classes.notice}>
          <RowSkeletons rows={9} />
        </div>
      )}
      {state.items?.length === 0 && (
        <Nobody filtered={settled !== "" || search.group !== undefined || search.vip === "yes"} onClear={clear} />
      )}
      {state.items !== undefined && state.items.length > 0 && (
        <ContactList
          key={`${settled} ${search.group} ${search.vip}`}
          state={{ ...state, items: state.items }}
          groupNames={groupNames}
          selectedId={selected}
          hrefOf={(id) => `/contacts/${id}`}
          onOpen={(id) => void navigate({ to: "/contacts/$contactId", params: { contactId: id }, search })}
          platformIcon={(platform) => <PlatformIcon platform={platform} badge />}
        />
      )}
    </section>
  );
}

function without(search: ContactsSearch, key: keyof ContactsSearch): ContactsSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => name !== key));
}

function Nobody({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }): ReactNode {
  const { t } = useWords();
  if (!filtered) {
    return (
      <EmptyState icon={IconUsers} title={t("contacts.emptyTitle")}>
        {t("contacts.emptyText")}
      </EmptyState>
    );
  }
  const action = (
    <Button variant="default" size="xs" onClick={onClear}>
      {t("contacts.clearSearch")}
    </Button>
  );
  return (
    <EmptyState icon={IconSearch} title={t("contacts.nothingTitle")} action={action}>
      {t("contacts.nothingText")}
    </EmptyState>
  );
}

function ContactPane({
  selected,
  phone,
}: {
  readonly selected: ContactId | undefined;
  readonly phone: boolean;
}): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ContactsSearch;
  const topicNames = useTopicNames();
  if (selected === undefined) {
    return (
      <div className={classes.contact}>
        <EmptyState icon={IconUsers} title={t("contacts.chooseTitle")}>
          {t("contacts.chooseText")}
        </EmptyState>
      </div>
    );
  }
  return (
    <section className={classes.contact} aria-label={t("contacts.oneLabel")}>
      {phone && <VisuallyHidden component="h1">{t("contacts.pageTitle")}</VisuallyHidden>}
      <div className={classes.measure}>
        {phone && (
          <Button variant="subtle" size="xs" onClick={() => void navigate({ to: "/contacts", search })}>
            {t("contacts.backToList")}
          </Button>
        )}
        <ContactTab
          key={selected}
          id={selected}
          version={null}
          current={null}
          topicNames={topicNames}
          hrefOf={(id) => `/conversations/${id}`}
          onOpen={(id) => void navigate({ to: "/conversations/$conversationId", params: { conversationId: id } })}
          platformIcon={(platform) => <PlatformIcon platform={platform} />}
        />
      </div>
    </section>
  );
}
