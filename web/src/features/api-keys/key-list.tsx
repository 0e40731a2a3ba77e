import type { ApiKeyView } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconKey, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Records } from "../../ui/records.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./api-keys.module.css";
import { KeyForm, type KeyValues } from "./key-form.tsx";
import { SCOPE_WORDS } from "./scope-words.ts";

/** Each key with what it opens, who made it and when it was last used; it is changed or revoked from here. */
export function KeyList({ keys }: { readonly keys: readonly ApiKeyView[] }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const [changed, setChanged] = useState<ApiKeyView>();
  const [revoked, setRevoked] = useState<ApiKeyView>();
  if (keys.length === 0) {
    return (
      <EmptyState icon={IconKey} title={t("apiKeys.emptyTitle")}>
        {t("apiKeys.emptyText")}
      </EmptyState>
    );
  }
  return (
    <>
      <Records
        label={t("apiKeys.list")}
        rows={keys}
        keyOf={(key) => key.id}
        columns={[
          { key: "name", label: t("apiKeys.name"), cell: (key) => <Name of={key} /> },
          { key: "scopes", label: t("apiKeys.scopes"), cell: (key) => <Scopes of={key} /> },
          {
            key: "made",
            label: t("apiKeys.made"),
            secondary: true,
            cell: (key) => <Made of={key} />,
          },
          {
            key: "used",
            label: t("apiKeys.lastUsed"),
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? t("apiKeys.never") : dates.ago(lastUsedAt)),
          },
          { key: "deeds", label: "", cell: (key) => <Deeds of={key} onChange={setChanged} onRevoke={setRevoked} /> },
        ]}
      />
      <Dialog
        opened={changed !== undefined}
        onClose={() => setChanged(undefined)}
        title={t("apiKeys.changeTitle")}
        size={540}
      >
        {changed && <Change of={changed} onDone={() => setChanged(undefined)} />}
      </Dialog>
      <Revoke of={revoked} onClose={() => setRevoked(undefined)} />
    </>
  );
}

function Name({ of }: { readonly of: ApiKeyView }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.name}>
      <strong>{of.name}</strong>
      <div className={classes.id}>
        <span className={classes.idLabel}>{t("apiKeys.clientId")}</span>{" "}
        <code className={classes.code}>{of.clientId}</code>
      </div>
    </div>
  );
}

function Made({ of }: { readonly of: ApiKeyView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <>
      <div>{dates.format(of.createdAt, "date")}</div>
      <div>{t("apiKeys.madeBy", { name: of.createdBy })}</div>
    </>
  );
}

function Scopes({ of }: { readonly of: ApiKeyView }): ReactNode {
  const { t } = useWords();
  return (
    <ul className={classes.list}>
      {of.scopes.map((scope) => (
        <li key={scope}>{t(SCOPE_WORDS[scope].name)}</li>
      ))}
    </ul>
  );
}

type DeedsProps = {
  readonly of: ApiKeyView;
  readonly onChange: (key: ApiKeyView) => void;
  readonly onRevoke: (key: ApiKeyView) => void;
};

function Deeds({ of, onChange, onRevoke }: DeedsProps): ReactNode {
  const { t } = useWords();
  return (
    <span className={classes.deeds}>
      <ActionIcon aria-label={t("apiKeys.changeOf", { name: of.name })} onClick={() => onChange(of)}>
        <IconPencil size={17} stroke={1.8} />
      </ActionIcon>
      <ActionIcon aria-label={t("apiKeys.revokeOf", { name: of.name })} onClick={() => onRevoke(of)}>
        <IconTrash size={17} stroke={1.8} />
      </ActionIcon>
    </span>
  );
}

function Change({ of, onDone }: { readonly of: ApiKeyView; readonly onDone: () => void }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const save = useAction(async ({ name, scopes }: KeyValues) => {
    await call(routes.patchApiKey, { params: { id: of.id }, body: { name, scopes: [...scopes] } });
    await cache.invalidateQueries({ queryKey: queries.apiKeys().queryKey });
    onDone();
  });
  return <KeyForm values={of} save={save} saveLabel={t("ui.save")} />;
}

function Revoke({ of, onClose }: { readonly of: ApiKeyView | undefined; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  return (
    <ConfirmDialog
      opened={of !== undefined}
      onClose={onClose}
      title={t("apiKeys.revokeTitle", { name: of?.name ?? "" })}
      confirmLabel={t("apiKeys.revoke")}
      danger
      onConfirm={async () => {
        if (of) await call(routes.revokeApiKey, { params: { id: of.id } });
        await cache.invalidateQueries({ queryKey: queries.apiKeys().queryKey });
      }}
    >
      {t("apiKeys.revokeText")}
    </ConfirmDialog>
  );
}
