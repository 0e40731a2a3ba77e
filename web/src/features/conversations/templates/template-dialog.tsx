import { type ConversationRow, templateKey, type UsableTemplate } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { PickList } from "../../../ui/pick-list.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { keys } from "../keys.ts";
import { findTemplates } from "./find-templates.ts";
import { type BegunTemplate, keepTemplate, keptTemplate } from "./kept-template.ts";
import { TemplateForm } from "./template-form.tsx";
import classes from "./templates.module.css";
import { useFocusWithin } from "./use-focus-within.ts";

type Props = { readonly row: ConversationRow; readonly onSent: () => void; readonly onClose: () => void };

/** One of the channel's approved templates is chosen, filled and sent (W95). What was begun is there again. */
export function TemplateDialog({ row, onSent, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const [begun, setBegun] = useState(() => keptTemplate(row.id));
  const { data, error, refetch } = useQuery({
    queryKey: keys.templates(row.id),
    queryFn: async ({ signal }) => (await call(routes.listUsableTemplates, { params: { id: row.id }, signal })).items,
    // It may be paused at any time: asked anew whenever the dialog opens.
    staleTime: 0,
  });
  const change = (next: BegunTemplate | undefined): void => {
    setBegun(next);
    keepTemplate(row.id, next);
  };
  const chosen = begun && data?.find((one) => templateKey(one) === templateKey(begun));
  return (
    <Dialog opened onClose={onClose} title={t("replyBox.templateTitle", { name: row.contact.name })} size={600} holdsOn>
      {error !== null && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <RowSkeletons rows={3} />}
      {data !== undefined &&
        (begun === undefined ? (
          <Choose templates={data} onChoose={change} />
        ) : (
          <TemplateForm
            row={row}
            template={chosen}
            begun={begun}
            onBegun={change}
            onStale={() => void refetch()}
            onSent={() => {
              onClose();
              onSent();
            }}
          />
        ))}
    </Dialog>
  );
}

type ChooseProps = {
  readonly templates: readonly UsableTemplate[];
  readonly onChoose: (begun: BegunTemplate) => void;
};

function Choose({ templates, onChoose }: ChooseProps): ReactNode {
  const { t, locale } = useWords();
  const list = useRef<HTMLDivElement>(null);
  useFocusWithin(list);
  return (
    <div ref={list} className={classes.choose}>
      <PickList
        label={t("replyBox.templates")}
        placeholder={t("replyBox.templateSearch")}
        empty={t("replyBox.templateNone")}
        find={(typed) =>
          findTemplates(templates, typed, locale).map((template) => ({
            id: templateKey(template),
            label: `${template.name} · ${template.language}`,
            hint: template.body,
          }))
        }
        onPick={(id) => {
          const template = templates.find((one) => templateKey(one) === id);
          if (template !== undefined) onChoose(begin(template));
        }}
      />
    </div>
  );
}

function begin({ name, language, parameters }: UsableTemplate): BegunTemplate {
  return { name, language, parameters: Object.fromEntries(parameters.map((one) => [one.name, one.value])) };
}
