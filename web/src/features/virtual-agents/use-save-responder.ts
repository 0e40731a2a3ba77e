import type { AutoResponderView } from "@guichet/contract";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useListedSave } from "../../ui/use-listed-save.ts";
import { type ResponderValues, toValues } from "./responder-values.ts";

export function useSaveResponder(
  responder: AutoResponderView | null,
  values: ResponderValues,
  onSaved: (saved: AutoResponderView) => void,
) {
  return useListedSave({
    before: responder,
    list: queries.autoResponders(),
    toValues,
    send: (began) =>
      began === null
        ? call(routes.createAutoResponder, { body: values })
        : call(routes.patchAutoResponder, {
            params: { id: began.id },
            body: { ...values, version: began.version },
          }),
    onSaved,
  });
}
