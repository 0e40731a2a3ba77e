import { expect, it } from "vitest";
import { proactiveBody, proactiveStatusOf } from "./proactive.ts";

const bodyWith = (metadata: string) => ({
  ...{ medium: "SMS", channel: "Care line", contact: "+33612345678", text: "Hello" },
  metadata: JSON.parse(metadata) as unknown,
});

it.each([
  '{"order":9007199254740993}',
  '{"a":[{"b":-9007199254740993}]}',
  '{"order":1e308}',
  '{"n":12345678901234567890.5}',
])("R168 I14 a number that would come back as another one is refused: %s", (metadata) => {
  const read = proactiveBody.safeParse(bodyWith(metadata));
  expect(read.error?.issues).toMatchObject([
    { path: ["metadata"], message: "must have no whole number beyond 9007199254740991: give it as a text" },
  ]);
});

it("R168 other numbers stay as they are", () => {
  const metadata = '{"order":9007199254740991,"price":12.5,"none":0,"text":"9007199254740993"}';
  expect(JSON.stringify(proactiveBody.parse(bodyWith(metadata)).metadata)).toBe(metadata);
});

const [nothing, taken, refused] = [
  { taken: false, refused: false },
  { taken: true, refused: false },
  { taken: false, refused: true },
];
it.each([
  ["queued", nothing, "PROCESSING"],
  ["sending", nothing, "PROCESSING"],
  ["uncertain", nothing, "PROCESSING"],
  ["sent", taken, "SENT"],
  ["delivered", taken, "DELIVERED"],
  ["read", taken, "DELIVERED"],
  ["failed", refused, "FAILED"],
  ["failed", nothing, "FAILED"],
  ["failed", taken, "DELIVERING_FAILED"],
  ["discarded", refused, "FAILED"],
  ["discarded", { taken: true, refused: true }, "DELIVERING_FAILED"],
  ["discarded", taken, "DELIVERING_FAILED"],
  // It may have arrived: nobody knows.
  ["discarded", nothing, "DELIVERING_FAILED"],
] as const)("R168 I6 what is %s (%o) is told as %s", (state, facts, status) => {
  expect(proactiveStatusOf(state, facts)).toBe(status);
});
