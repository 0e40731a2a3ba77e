// Puts the chosen theme on the page before the first paint. Kept out of index.html because inline scripts are refused.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("guichet.scheme") || "auto";
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
