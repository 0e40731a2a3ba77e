import type { SlaPolicyView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { DeleteAtEnd } from "../../ui/delete-at-end.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useListedRemove } from "../../ui/use-listed-remove.ts";

type Props = { readonly policy: SlaPolicyView; readonly onDone: () => void };

/** Says what follows it before it goes; and can be taken back. */
export function DeletePolicy({ policy, onDone }: Props): ReactNode {
  const { t } = useWords();
  const remove = useRemove(policy, onDone);
  return (
    <DeleteAtEnd
      label={t("slaSettings.delete")}
      title={t("slaSettings.deleteTitle", { name: policy.name })}
      confirmLabel={t("ui.delete")}
      onConfirm={remove}
    >
      <Uses id={policy.id} />
    </DeleteAtEnd>
  );
}

function Uses({ id }: Pick<SlaPolicyView, "id">): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ["sla-policies", id, "uses"],
    queryFn: ({ signal }) => call(routes.getSlaPolicyUses, { params: { id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} compact />;
  if (data === undefined) return <p role="status">{t("ui.loading")}</p>;
  return (
    <div role="status">
      <p>{t("slaSettings.deleteChannels", { count: data.channels.length })}</p>
      {data.channels.length > 0 && (
        <ul>
          {data.channels.map((channel) => (
            <li key={channel.id}>
              <bdi>{channel.name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p>{t("slaSettings.deleteOpen", { count: data.open })}</p>
    </div>
  );
}

function useRemove({ id, name }: SlaPolicyView, onDone: () => void): () => Promise<void> {
  const { t } = useWords();
  return useListedRemove({
    list: queries.slaPolicies(),
    remove: () => call(routes.deleteSlaPolicy, { params: { id } }),
    restore: () => call(routes.restoreSlaPolicy, { params: { id } }),
    said: { deleted: t("slaSettings.deleted", { name }), restored: t("slaSettings.restored", { name }) },
    onDone,
  });
}
