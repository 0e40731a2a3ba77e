/** The demo shop's own look: no fonts, pictures or styles from anywhere else. */
export const DEMO_STYLES = `
:root { color-scheme: light dark; --ground: #faf6f0; --card: #fff; --text: #2b2520; --soft: #6d6157; --line: #e8ddd0; --glow: #f4b860; --deep: #8a4b16; --on-deep: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1a1613; --card: #241f1b; --text: #f3ebe2; --soft: #b8aa9c; --line: #3a322b; --glow: #f4b860; --deep: #f0b46a; --on-deep: #23180c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 17px/1.6 Georgia, "Times New Roman", serif; }
a { color: inherit; }
header, main, footer { max-width: 1040px; margin: 0 auto; padding: 0 24px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px 28px; padding-top: 28px; padding-bottom: 20px; }
.logo { flex: 1; min-width: 200px; font-size: 24px; letter-spacing: 0.04em; text-decoration: none; }
.logo small { display: block; color: var(--soft); font-size: 14px; letter-spacing: 0; }
nav { display: flex; flex-wrap: wrap; gap: 8px 24px; }
.hero { padding: 56px 0 48px; border-top: 1px solid var(--line); }
h1 { max-width: 16ch; margin: 0 0 16px; font-size: clamp(34px, 6vw, 60px); font-weight: 400; line-height: 1.1; }
h2 { margin: 0 0 8px; font-size: 22px; font-weight: 400; }
.hero p { max-width: 46ch; margin: 0 0 28px; color: var(--soft); font-size: 19px; }
button { padding: 11px 22px; border: 0; border-radius: 999px; background: var(--deep); color: var(--on-deep); font: inherit; font-size: 16px; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--deep); outline-offset: 3px; }
.lamps { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 24px; padding: 0; margin: 0 0 56px; list-style: none; }
.lamp { padding: 24px; border: 1px solid var(--line); border-radius: 20px; background: var(--card); }
.lamp[aria-current] { border-color: var(--deep); }
.lamp svg { display: block; width: 100%; height: 210px; margin-bottom: 12px; }
.lamp p { display: flex; justify-content: space-between; margin: 0 0 16px; color: var(--soft); }
.lamp button { padding: 8px 16px; background: none; box-shadow: inset 0 0 0 1px var(--deep); color: var(--deep); font-size: 15px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(270px, 1fr)); gap: 40px; padding: 40px 0 56px; border-top: 1px solid var(--line); }
.pair p { margin: 0; color: var(--soft); }
footer { padding-bottom: 110px; color: var(--soft); font-size: 15px; }
`;
