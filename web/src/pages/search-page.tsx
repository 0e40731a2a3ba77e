import { parseSearch, type SearchHit, toNeedles } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { SearchSearch } from "../app/search-search.ts";
import { PlatformIcon } from "../features/conversations/platform-icon.tsx";
import { useChannels, useColleagues, useTags, useTopics } from "../features/conversations/use-world.ts";
import { OperatorHelp } from "../features/search/operator-help.tsx";
import { mend, ProblemList } from "../features/search/problem-list.tsx";
import { focusFirstResult, Results } from "../features/search/results.tsx";
import { SearchBox } from "../features/search/search-box.tsx";
import type { SearchNames } from "../features/search/suggest.ts";
import { type SearchState, useSearchResults } from "../features/search/use-search.ts";
import { useDates } from "../locales/use-dates.ts";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { RowSkeletons } from "../ui/skeletons.tsx";
import classes from "./search-page.module.css";

const SETTLED_AFTER = 250;

/** Contacts and conversations by what was said, whatever became of them (W136, W137). */
export function SearchPage(): ReactNode {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped, q, searchNow] = useTyped();
  const state = useSearchResults(q);
  usePageTitle(t("search.title"));
  // Before the next key, for who types on after `/`; coming back, the list has what one reads next.
  useLayoutEffect(() => focusAtEnd(field), []);
  useCommand({
    id: "search.field",
    label: t("search.field"),
    group: t("search.title"),
    keyOnly: true,
    run: () => focusAtEnd(field),
  });
  const write = (text: string, now: boolean): void => {
    setTyped(text);
    if (now) searchNow(text);
    requestAnimationFrame(() => focusAtEnd(field));
  };
  return (
    <div className={classes.page}>
      <div className={classes.measure}>
        <h1 className={classes.title}>{t("search.title")}</h1>
        <SearchBox
          field={field}
          typed={typed}
          names={useNames()}
          onType={setTyped}
          onSearch={(text) => {
            if (!searchNow(text) && text.trim() !== "") focusFirstResult();
          }}
          onDown={focusFirstResult}
          onLeave={() => {
            field.current?.blur();
            focusFirstResult();
          }}
        />
        {q === "" ? (
          <OperatorHelp onInsert={(text) => write(`${typed.trimEnd()} ${text}`.trimStart(), false)} />
        ) : (
          <Found
            q={q}
            state={state}
            field={field}
            onMend={(problem, value) => write(mend(typed, problem, value), true)}
          />
        )}
      </div>
    </div>
  );
}

/**
 * What is typed, and what is looked for: a moment later, or at once with Enter. The address says the latter. Searching at once
 * answers false when that is looked for already.
 */
function useTyped(): [string, (typed: string) => void, string, (typed: string) => boolean] {
  const navigate = useNavigate();
  const { q = "" } = useSearch({ strict: false }) as SearchSearch;
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed, SETTLED_AFTER);
  const told = useRef(q);
  const searchNow = (text: string): boolean => {
    const wanted = text.trim();
    if (wanted === told.current) return false;
    told.current = wanted;
    void navigate({ to: "/search", search: wanted === "" ? {} : { q: wanted }, replace: true });
    return true;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the typing rests
  useEffect(() => {
    // An operator whose value is still to come is not wrong yet.
    if (settled === typed && parseSearch(settled).filters.every((filter) => filter.value !== "")) searchNow(settled);
  }, [settled]);
  // The address was changed by something else: a link, the palette, going back.
  useEffect(() => {
    if (q === told.current) return;
    told.current = q;
    setTyped(q);
  }, [q]);
  return [typed, setTyped, q.trim(), searchNow];
}

/** Behind what stands there already. */
function focusAtEnd(field: RefObject<HTMLInputElement | null>): void {
  const element = field.current;
  element?.focus();
  const end = element?.value.endsWith('""') ? element.value.length - 1 : (element?.value.length ?? 0);
  element?.setSelectionRange(end, end);
}

function useNames(): SearchNames {
  const [channels, topics, tags, colleagues] = [useChannels(), useTopics(), useTags(), useColleagues()];
  return useMemo(
    () => ({
      channel: channels.map((channel) => channel.name),
      topic: topics.filter((topic) => !topic.deleted).map((topic) => topic.name),
      tag: tags.filter((tag) => !tag.deleted).map((tag) => tag.name),
      assignee: colleagues.map((colleague) => colleague.name),
    }),
    [channels, topics, tags, colleagues],
  );
}

type FoundProps = {
  readonly q: string;
  readonly state: SearchState;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onMend: Parameters<typeof ProblemList>[0]["onMend"];
};

function Found({ q, state, field, onMend }: FoundProps): ReactNode {
  const { t } = useWords();
  const { history } = useRouter();
  const channels = useChannels();
  const channelNames = useMemo(() => new Map<string, string>(channels.map((one) => [one.id, one.name])), [channels]);
  const needles = useMemo(() => toNeedles(parseSearch(q).terms), [q]);
  const { answer, busy, error, retry } = state;
  if (answer === undefined) {
    return (
      <div className={classes.waiting}>
        {error === null ? busy && <RowSkeletons rows={6} /> : <ErrorNotice error={error} onRetry={retry} />}
      </div>
    );
  }
  const { contacts, hits, problems } = answer;
  const nothing = contacts.length === 0 && hits.length === 0 && problems.length === 0;
  return (
    <>
      <p className={classes.unseen} aria-live="polite">
        {t("search.told", { contacts: contacts.length, conversations: hits.length })}
      </p>
      <ProblemList problems={problems} onMend={onMend} />
      <IndexNote since={answer.indexedSince} percent={answer.indexedPercent} />
      {nothing && (
        <EmptyState icon={IconSearchOff} title={t("search.nothing")}>
          {t("search.nothingText")}
        </EmptyState>
      )}
      <Results
        {...answer}
        needles={needles}
        contactHref={(contact) => `/contacts/${contact.id}`}
        hitHref={hrefOf}
        onOpen={(href) => history.push(href)}
        platformIcon={(platform) => <PlatformIcon platform={platform} badge />}
        channelNames={channelNames}
        onUp={() => field.current?.focus()}
      />
      <Foot state={state} answer={answer} />
    </>
  );
}

function hrefOf({ conversation, message }: SearchHit): string {
  return `/inbox/${conversation.status}/${conversation.id}?message=${message.id}`;
}

function IndexNote({ since, percent }: { readonly since: string | null; readonly percent: number | null }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  if (since === null) return null;
  return (
    <p className={classes.told}>{t("search.indexing", { date: dates.format(since, "date"), percent: percent ?? 0 })}</p>
  );
}

/** Older ones are looked for on request; where one search could not reach the beginning, it says how far it came. */
function Foot({
  state,
  answer,
}: {
  readonly state: SearchState;
  readonly answer: NonNullable<SearchState["answer"]>;
}): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { error, retry, loadMore, loadingMore } = state;
  if (error !== null) return <ErrorNotice error={error} onRetry={retry} />;
  if (!answer.hasMore) return null;
  return (
    <div className={classes.foot}>
      {answer.lookedBackTo !== null && (
        <p>{t("search.lookedBackTo", { date: dates.format(answer.lookedBackTo, "dateTime") })}</p>
      )}
      <Button variant="default" size="sm" loading={loadingMore} onClick={loadMore}>
        {t("search.older")}
      </Button>
    </div>
  );
}
