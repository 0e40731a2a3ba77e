import {
  type ChannelId,
  type MessageTemplate,
  PLATFORMS,
  type Platform,
  type TemplateStatus,
  templateKey,
} from "@guichet/contract";
import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus, IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import type { WordKey } from "../../../locales/catalog.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FormSection } from "../../../ui/form-section.tsx";
import { Records } from "../../../ui/records.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { StateBadge } from "../../../ui/state-badge.tsx";
import { useAction } from "../../../ui/use-form.ts";
import { TemplateDialog } from "./template-dialog.tsx";
import classes from "./templates.module.css";

type Props = { readonly channelId: ChannelId; readonly platform: Platform };

/**
 * The channel's message templates (W95). Each is saved by itself, at once. Where the platform lists them (W157) they are
 * fetched, and only what their parameters begin with is said here.
 */
export function ChannelTemplates({ channelId, platform }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const query = queries.channelTemplates(channelId);
  const { data: templates, error, refetch } = useQuery(query);
  /** `null`: a new one. */
  const [edited, setEdited] = useState<MessageTemplate | null>();
  const save = async (next: readonly MessageTemplate[]): Promise<void> => {
    const body = { templates: [...next] };
    const saved = await call(routes.putTemplates, { params: { id: channelId }, body });
    cache.setQueryData(query.queryKey, saved.templates);
  };
  const listed = PLATFORMS[platform].listsTemplates === true;
  const fetch = useAction(async () => {
    const synced = await call(routes.syncTemplates, { params: { id: channelId } });
    cache.setQueryData(query.queryKey, synced.templates);
  });
  return (
    <FormSection title={t("channels.templates")} text={t("channels.templatesText")}>
      {listed && <p className={classes.none}>{t("channels.templatesListed")}</p>}
      {templates === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {templates === undefined && error === null && <RowSkeletons rows={2} />}
      {templates?.length === 0 && <p className={classes.none}>{t("channels.templatesNone")}</p>}
      {templates !== undefined && templates.length > 0 && <List templates={templates} onEdit={setEdited} />}
      {fetch.error !== undefined && <ErrorNotice error={fetch.error} compact />}
      {listed && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={fetch.busy}
            onClick={() => void fetch.run()}
          >
            {t("channels.templatesFetch")}
          </Button>
        </div>
      )}
      {templates !== undefined && !listed && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setEdited(null)}
          >
            {t("channels.templateAdd")}
          </Button>
        </div>
      )}
      {templates !== undefined && edited !== undefined && (
        <TemplateDialog
          listed={listed}
          template={edited}
          others={templates.filter((one) => one !== edited)}
          onSave={async (next) =>
            await save(edited === null ? [...templates, next] : templates.map((one) => (one === edited ? next : one)))
          }
          onDelete={async () => await save(templates.filter((one) => one !== edited))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </FormSection>
  );
}

const STATUS_WORDS: Record<TemplateStatus, WordKey> = {
  approved: "channels.templateApproved",
  paused: "channels.templatePaused",
  pending: "channels.templatePending",
  rejected: "channels.templateRejected",
  unusable: "channels.templateUnusable",
};

type ListProps = {
  readonly templates: readonly MessageTemplate[];
  readonly onEdit: (template: MessageTemplate) => void;
};

function List({ templates, onEdit }: ListProps): ReactNode {
  const { t } = useWords();
  return (
    <Records
      label={t("channels.templates")}
      rows={templates}
      keyOf={templateKey}
      columns={[
        {
          key: "name",
          label: t("channels.templateName"),
          cell: (template) => (
            <div className={classes.named}>
              <strong>
                {template.name} · {template.language}
              </strong>
              <bdi>{template.body}</bdi>
            </div>
          ),
        },
        {
          key: "state",
          label: t("channels.templateState"),
          cell: ({ status }) => (
            <StateBadge tone={status === "approved" ? "good" : "plain"}>{t(STATUS_WORDS[status])}</StateBadge>
          ),
        },
        {
          key: "deeds",
          label: "",
          cell: (template) => (
            <ActionIcon
              aria-label={t("channels.templateEdit", { name: template.name, language: template.language })}
              onClick={() => onEdit(template)}
            >
              <IconPencil size={17} stroke={1.8} />
            </ActionIcon>
          ),
        },
      ]}
    />
  );
}
