/** Of the exported page. Every message isolates its direction from its neighbours. */
export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; }
h1 { font-size: 1.3rem; }
article { border-radius: 0.8rem; margin: 0.4rem 0; max-width: 80%; overflow-wrap: anywhere; padding: 0.4rem 0.8rem;
  unicode-bidi: isolate; width: fit-content; }
.incoming { background: color-mix(in srgb, currentColor 9%, transparent); }
.outgoing { background: color-mix(in srgb, #2f7a4f 28%, transparent); margin-inline-start: auto; }
.line { font-size: 0.85rem; margin-inline: auto; opacity: 0.75; text-align: center; }
header { font-size: 0.8rem; opacity: 0.8; }
header bdi { font-weight: 600; }
p { margin: 0.15rem 0; white-space: pre-wrap; }
blockquote { border-inline-start: 3px solid; font-size: 0.85rem; margin: 0.2rem 0; opacity: 0.75; padding-inline-start: 0.6rem; }
.deleted { font-style: italic; opacity: 0.7; }
.file, .reactions { font-size: 0.85rem; }
`;
