import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#e9f5f6",
  "#d3eaec",
  "#a8d5d9",
  "#79bfc5",
  "#4fabb3",
  "#2f979f",
  "#1d838c",
  "#126e77",
  "#0c5a62",
  "#07434a",
];
const gray: MantineColorsTuple = [
  "#f6f8f8",
  "#eef2f2",
  "#e3e9e9",
  "#d3dbdc",
  "#b9c4c6",
  "#95a2a5",
  "#66757a",
  "#4a585c",
  "#303b3f",
  "#182023",
];
const dark: MantineColorsTuple = [
  "#e4eaea",
  "#c4cdce",
  "#a4b1b3",
  "#75838a",
  "#3a4649",
  "#2c3739",
  "#212a2c",
  "#161c1e",
  "#12181a",
  "#0b0f10",
];

/** The component library dressed in the tokens of `tokens.css`. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: 7,
  colors: { petrol, gray, dark },
  fontFamily: "var(--g-font)",
  fontFamilyMonospace: "var(--g-mono)",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.25" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  components: {
    // The hint stands under the field: fields side by side then stay in line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } },
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", checkIconPosition: "right" } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, transitionProps: { duration: 100 } } },
    // Its placeholder for the first focus is a child a menu may not have.
    Menu: {
      defaultProps: {
        shadow: "md",
        radius: "md",
        transitionProps: { duration: 100 },
        withInitialFocusPlaceholder: false,
      },
    },
    ModalRoot: { defaultProps: { centered: true, radius: "lg", transitionProps: { duration: 140 } } },
    Popover: { defaultProps: { shadow: "md" } },
  },
});

/** The library's own variables follow our tokens, so that every part of the page changes theme together. */
export const followTokens: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
const tokens: Record<string, string> = {
  "--mantine-color-body": "var(--g-panel)",
  "--mantine-color-text": "var(--g-text)",
  "--mantine-color-dimmed": "var(--g-text-soft)",
  "--mantine-color-placeholder": "var(--g-text-faint)",
  "--mantine-color-anchor": "var(--g-accent)",
  "--mantine-color-error": "var(--g-danger)",
  "--mantine-color-default": "var(--g-raised)",
  "--mantine-color-default-hover": "var(--g-hover-panel)",
  "--mantine-color-default-border": "var(--g-line-strong)",
};
