import type { AttributeId, ContactAttribute, ContactView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { attributeName } from "./attribute-words.ts";

export type ContactChanges = {
  readonly setValue: (attribute: ContactAttribute, value: string | null) => void;
  /** `before`: what one had before one's eyes. */
  readonly rename: (name: string, before: Pick<ContactView, "name" | "version">) => void;
  readonly setVip: (vip: boolean) => void;
};

/**
 * What one changes about a contact: on the screen at once, with a way back; a failure puts back what stood there and says
 * why. Whoever was a moment later than a colleague is told what stands there now.
 */
export function useContactChanges(contact: ContactView): ContactChanges {
  const cache = useQueryClient();
  const words = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  return useMemo(() => {
    const { t } = words;
    const key = ["contacts", contact.id];
    const params = { id: contact.id };
    const show = (change: (before: ContactView) => ContactView): void => {
      cache.setQueryData<ContactView>(key, (before) => before && change(before));
    };
    const failed = (error: unknown): void => {
      const held = error instanceof Refusal && error.code === "changed_meanwhile" ? error.details.value : undefined;
      const message =
        held === undefined
          ? say(error)
          : held === null || held === ""
            ? t("contacts.changedMeanwhileEmpty")
            : t("contacts.changedMeanwhile", { value: String(held) });
      toasts.show({ message, tone: "bad" });
      void cache.invalidateQueries({ queryKey: key });
    };
    const settle = (now: ContactView): void => {
      cache.setQueryData(key, now);
      void cache.invalidateQueries({ queryKey: ["contact-list"], refetchType: "none" });
      void cache.invalidateQueries({ queryKey: ["contact-changes", contact.id] });
    };
    const putValue = async (id: AttributeId, value: string | null, version: number): Promise<ContactView> => {
      await cache.cancelQueries({ queryKey: key });
      show((before) => ({
        ...before,
        attributes: before.attributes.map((one) => (one.id === id ? { ...one, value } : one)),
      }));
      const now = await call(routes.putAttributeValue, {
        params: { ...params, attributeId: id },
        body: { value, version },
      });
      settle(now);
      return now;
    };
    const setValue: ContactChanges["setValue"] = (attribute, value) => {
      if (value === attribute.value) return;
      const work = putValue(attribute.id, value, attribute.version);
      work.catch(failed);
      const takeBack = async (): Promise<void> => {
        const now = await work;
        const version = now.attributes.find((one) => one.id === attribute.id)?.version ?? 0;
        await putValue(attribute.id, attribute.value, version);
      };
      toasts.show({
        message: t(value === null ? "contacts.valueRemoved" : "contacts.valueChanged", {
          name: attributeName(attribute, words),
        }),
        undo: () => void takeBack().catch(failed),
      });
    };
    const putName = async (name: string, version: number): Promise<ContactView> => {
      await cache.cancelQueries({ queryKey: key });
      show((before) => ({ ...before, name }));
      const now = await call(routes.patchContact, { params, body: { name, version } });
      settle(now);
      return now;
    };
    const rename: ContactChanges["rename"] = (name, before) => {
      if (name === before.name) return;
      const work = putName(name, before.version);
      work.catch(failed);
      const takeBack = async (): Promise<void> => void (await putName(before.name, (await work).version));
      toasts.show({ message: t("contacts.renamed", { name }), undo: () => void takeBack().catch(failed) });
    };
    const putVip = async (vip: boolean): Promise<ContactView> => {
      await cache.cancelQueries({ queryKey: key });
      show((before) => ({
        ...before,
        vipByHand: vip,
        vip: vip || before.groups.some((group) => group.marksVip),
      }));
      const now = await call(routes.patchContact, { params, body: { vip } });
      settle(now);
      return now;
    };
    const setVip: ContactChanges["setVip"] = (vip) => {
      putVip(vip).then((now) => {
        const groups = now.groups.filter((group) => group.marksVip).map((group) => group.name);
        const stays = !vip && now.vip;
        toasts.show({
          message: t(stays ? "contacts.vipStays" : vip ? "contacts.vipMarked" : "contacts.vipUnmarked", {
            name: now.name,
            groups: groups.join(", "),
          }),
          undo: () => void putVip(!vip).catch(failed),
        });
      }, failed);
    };
    return { setValue, rename, setVip };
  }, [cache, contact.id, say, toasts, words]);
}
