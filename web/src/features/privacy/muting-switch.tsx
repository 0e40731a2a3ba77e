import { Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useToasts } from "../../ui/toasts.tsx";

type Kind = "contacts" | "posts";
const FIELD = { contacts: "mutingContacts", posts: "mutingPosts" } as const;
const WORDS = {
  contacts: { label: "privacy.allowContacts", hint: "privacy.allowContactsHint", suspended: "privacy.suspended" },
  posts: { label: "privacy.allowPosts", hint: "privacy.allowPostsHint", suspended: "privacy.suspendedPosts" },
} as const;

/** Allows muting, or suspends it: saved at once, with a way back (W123). `some`: the list below is not empty. */
export function MutingSwitch({ kind, some }: { readonly kind: Kind; readonly some: boolean }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const say = useRefusalWords();
  const toasts = useToasts();
  const { queryKey } = queries.organization();
  const { data, error, refetch } = useQuery(queries.organization());
  const [wished, wish] = useState<boolean>();
  const field = FIELD[kind];
  const put = async (on: boolean): Promise<void> => {
    wish(on);
    await cache.cancelQueries({ queryKey });
    cache.setQueryData(queryKey, await call(routes.patchOrganization, { body: { [field]: on } }));
    wish(undefined);
  };
  const failed = (thrown: unknown): void => {
    wish(undefined);
    toasts.show({ message: say(thrown), tone: "bad" });
    void cache.invalidateQueries({ queryKey });
  };
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <>
      <Switch
        label={t(WORDS[kind].label)}
        description={t(WORDS[kind].hint)}
        checked={wished ?? data[field]}
        onChange={(event) => {
          const on = event.currentTarget.checked;
          put(on).then(
            () => toasts.show({ message: t("ui.saved"), tone: "good", undo: () => void put(!on).catch(failed) }),
            failed,
          );
        }}
      />
      {some && !data[field] && <Notice>{t(WORDS[kind].suspended)}</Notice>}
    </>
  );
}
