import { expect, it, vi } from "vitest";
import { buildMessage, buildRow, buildView, conversationIdOf, messageIdOf } from "../testing/build.ts";
import { byMessage, meantByKey, messagesFor } from "./by-message.ts";

const t = (key: string): string => key;
const row = buildRow(1);
const asked = buildMessage(1, { text: "Is it\n  in stock?" });
const silent = buildMessage(2, { text: "" });
const ours = buildMessage(3, { kind: "outbound", text: "It is." });
const elsewhere = buildMessage(4, { conversationId: conversationIdOf(2) });
const view = buildView(row, { entries: [asked, silent, ours, elsewhere] });
const any = (): boolean => true;

it("W98 a command about a message is offered those of the open conversation that fit, the newest first", () => {
  expect(messagesFor(view, any)).toEqual([ours, silent, asked]);
  expect(messagesFor(view, (message) => message.kind === "inbound")).toEqual([silent, asked]);
});

it("W98 its key means the message with the focus, else the contact's newest, else the newest", () => {
  const found = messagesFor(view, any);
  expect(meantByKey(found, `message-${messageIdOf(1)}`)).toBe(asked);
  expect(meantByKey(found, `message-${messageIdOf(4)}`)).toBe(silent);
  expect(meantByKey([ours], undefined)).toBe(ours);
  expect(meantByKey([], undefined)).toBeUndefined();
});

it("W98 the palette asks which message where there are several, by their words on one line", () => {
  const run = vi.fn();
  const choices = byMessage(view, any, t, run).choices?.() ?? [];
  expect(choices.map((one) => one.label)).toEqual(["It is.", "conversations.aMessage", "Is it in stock?"]);
  choices[2]?.run();
  expect(run).toHaveBeenCalledExactlyOnceWith(asked);
  expect(byMessage(view, (message) => message === ours, t, run)).toMatchObject({ when: true });
  expect(byMessage(view, (message) => message === ours, t, run).choices).toBeUndefined();
  expect(byMessage(view, () => false, t, run).when).toBe(false);
});
