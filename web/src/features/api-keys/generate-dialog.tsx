import type { ApiKeyCreated } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useAction } from "../../ui/use-form.ts";
import { KeyForm, type KeyValues } from "./key-form.tsx";
import { NewSecret } from "./new-secret.tsx";
import { SCOPES } from "./scope-words.ts";

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** Makes a key, then shows its secret, this once. */
export function GenerateDialog({ opened, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [made, setMade] = useState<ApiKeyCreated>();
  const close = (): void => {
    setMade(undefined);
    onClose();
  };
  const title = made ? t("apiKeys.madeTitle", { name: made.key.name }) : t("apiKeys.generateTitle");
  return (
    <Dialog opened={opened} onClose={close} title={title} size={540} holdsOn onlyByButton={made !== undefined}>
      {made ? <NewSecret made={made} onDone={close} /> : <Generate onMade={setMade} />}
    </Dialog>
  );
}

function Generate({ onMade }: { readonly onMade: (made: ApiKeyCreated) => void }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const save = useAction(async ({ name, scopes }: KeyValues) => {
    onMade(await call(routes.createApiKey, { body: { name, scopes: [...scopes] } }));
    await cache.invalidateQueries({ queryKey: queries.apiKeys().queryKey });
  });
  return <KeyForm values={{ name: "", scopes: SCOPES }} save={save} saveLabel={t("apiKeys.generateDo")} />;
}
