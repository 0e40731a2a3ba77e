import { resolutionReasonId, type TopicId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildBootstrap, buildRow, idOf, topicIdOf } from "../testing/build.ts";
import { asksFor, missingIn, NOTHING_GIVEN, REASON, TOPIC, toGiven } from "./asks.ts";

const reason = { id: resolutionReasonId.parse(idOf(0x600001)), name: "Answered" };
const topic = { id: topicIdOf(1), name: "Delivery", description: "", deleted: false };
const ids = (asks: readonly { readonly id: string }[]) => asks.map((ask) => ask.id);

function world(asked: { readonly topic?: boolean; readonly reason?: boolean }, deleted = false) {
  const base = buildBootstrap({ resolutionReasons: deleted ? [] : [reason], topics: [{ ...topic, deleted }] });
  const wants = { topicRequired: asked.topic === true, reasonAsked: { private: asked.reason === true, public: false } };
  return { ...base, channels: base.channels.map((channel) => ({ ...channel, ...wants })) };
}
function given(topicId: TopicId | null, chosen: boolean) {
  return { topicId, resolution: { reasonId: chosen ? reason.id : null, comment: "well" } };
}

describe("what is asked before a conversation is resolved", () => {
  it("W66 W67 a topic where it has none, a reason of its kind, both at once, and nothing of a resolved one", () => {
    const both = world({ topic: true, reason: true });
    expect(ids(asksFor(buildRow(1), both))).toEqual(["topic", "reason"]);
    expect(ids(asksFor(buildRow(1, { topicIds: [topic.id] }), both))).toEqual(["reason"]);
    expect(ids(asksFor(buildRow(1, { visibility: "public" }), both))).toEqual(["topic"]);
    expect(ids(asksFor(buildRow(1), world({ reason: true })))).toEqual(["reason"]);
    expect(asksFor(buildRow(1), world({}))).toEqual([]);
    expect(asksFor(buildRow(1, { status: "resolved" }), both)).toEqual([]);
    expect(asksFor(buildRow(1), undefined)).toEqual([]);
  });

  it("W66 W67 what was chosen and is deleted meanwhile is missing again", () => {
    const asks = [TOPIC, REASON];
    expect(ids(missingIn(NOTHING_GIVEN, asks, world({})))).toEqual(["topic", "reason"]);
    expect(ids(missingIn(given(topic.id, false), asks, world({})))).toEqual(["reason"]);
    expect(missingIn(given(topic.id, true), asks, world({}))).toEqual([]);
    expect(ids(missingIn(given(topic.id, true), asks, world({}, true)))).toEqual(["topic", "reason"]);
  });

  it("W66 W67 only what was asked for goes along", () => {
    const { resolution } = given(topic.id, true);
    expect(toGiven(given(topic.id, true), [TOPIC, REASON])).toEqual({ topicIds: [topic.id], resolution });
    expect(toGiven(given(topic.id, true), [REASON])).toEqual({ topicIds: [], resolution });
    expect(toGiven(given(topic.id, true), [TOPIC])).toEqual({ topicIds: [topic.id] });
  });
});
