import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { type RuleGroup, toTree } from "./edit-rule.ts";
import classes from "./rule-editor.module.css";

const AFTER_MS = 350;

/** Whom the rule fits as it stands now: how many, and some of them. */
export function GroupPreview({ rule, ready }: { readonly rule: RuleGroup; readonly ready: boolean }): ReactNode {
  const { t } = useWords();
  const [settled] = useDebouncedValue(rule, AFTER_MS);
  const { data } = useQuery({
    queryKey: ["contact-group-preview", settled],
    queryFn: ({ signal }) => call(routes.previewContactGroup, { body: { rule: toTree(settled) }, signal }),
    enabled: ready && settled === rule,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  return (
    <section className={classes.preview} aria-label={t("contactSettings.preview")} aria-live="polite">
      {!ready || data === undefined ? (
        <p className={classes.faint}>{t("contactSettings.previewUnready")}</p>
      ) : (
        <>
          <p className={classes.count}>
            {data.count === null
              ? t("contactSettings.previewSlow")
              : t("contactSettings.previewCount", { count: data.count, more: String(data.more) })}
          </p>
          {data.contacts.length > 0 && (
            <>
              <p className={classes.faint}>{t("contactSettings.previewSome")}</p>
              <ul className={classes.examples}>
                {data.contacts.map((contact) => (
                  <li key={contact.id} className={classes.example}>
                    <Avatar name={contact.name} photo={contact.photo} size={20} />
                    <bdi>{contact.name}</bdi>
                  </li>
                ))}
              </ul>
            </>
          )}
          {data.contacts.length === 0 && data.count !== 0 && (
            <p className={classes.faint}>{t("contactSettings.previewNone")}</p>
          )}
        </>
      )}
    </section>
  );
}
