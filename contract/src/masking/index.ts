export { maskHtml } from "./mask-html.ts";
export { createMasker, type Masker, maskText, maskWhole } from "./mask-text.ts";
export { type MaskingRules, maskingRules, problemOfPattern } from "./masking-rules.ts";
export { PATTERN_LENGTH, type PatternProblem } from "./own-pattern.ts";
