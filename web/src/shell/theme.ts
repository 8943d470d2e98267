import { createTheme, type MantineColorsTuple } from "@mantine/core";

const lake: MantineColorsTuple = ["#eaf6f8", "#d5e9ed", "#a8d3db", "#7bbdc9", "#58a9b9", "#3b93a5", "#1f7688", "#0f5e70", "#0b4a58", "#083a46"];

// Greys with a little of the accent, so that inputs and menus belong to the page.
const dark: MantineColorsTuple = ["#dbe4e8", "#b4c2c8", "#94a5ad", "#65767e", "#46565e", "#36444b", "#222d32", "#182125", "#141c20", "#10171a"];

export const theme = createTheme({
  colors: { lake, dark },
  primaryColor: "lake",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  defaultRadius: "sm",
  radius: { sm: "4px", md: "6px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    MultiSelect: { defaultProps: { size: "xs" } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: "md", withArrow: true, transitionProps: { duration: 100 } } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 100 } } },
  },
});
