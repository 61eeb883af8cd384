/** GitHub's own colours, by the names below. */
export const palettes = {
  light: `--page:#fff;--head:#f6f8fa;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--faint:#d1d9e0b3;--code:#818b981f;--block:#f6f8fa;--link:#0969da;
    --keyword:#cf222e;--string:#0a3069;--remark:#59636e;--ins:#116329;--ins-back:#dafbe1;--del:#82071e;--del-back:#ffebe9`,
  dark: `--page:#0d1117;--head:#151b23;--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--faint:#3d444db3;--code:#656c7633;--block:#151b23;--link:#4493f8;
    --keyword:#ff7b72;--string:#a5d6ff;--remark:#9198a1;--ins:#aff5b4;--ins-back:#033a16;--del:#ffdcd7;--del-back:#67060c`,
} as const;

// What GitHub gives a comment's Markdown, in as few lines as make it look the same.
export const style = `
body{margin:0;padding:24px;background:var(--page);color:var(--ink);font:14px/1.5 "Noto Sans",-apple-system,"Segoe UI",Helvetica,Arial,sans-serif,"Noto Color Emoji"}
.thread{display:flex;gap:16px}
.avatar{flex:none;width:40px;height:40px;border-radius:8px;background:var(--head);border:1px solid var(--line);box-sizing:border-box;display:grid;place-items:center;font-size:20px}
.comment{flex:1;min-width:0;border:1px solid var(--line);border-radius:6px}
.head{padding:8px 16px;background:var(--head);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;color:var(--soft)}
.head b{color:var(--ink);font-weight:600}.head i{font-style:normal;font-size:12px;border:1px solid var(--line);border-radius:99px;padding:0 7px;margin-left:4px}
.body{padding:16px}.body>:first-child{margin-top:0}.body>:last-child{margin-bottom:0}
a{color:var(--link)}p,table,pre,ul,details{margin:0 0 16px}details>:last-child{margin-bottom:0}ul{padding-left:2em}
h2,h3{font-weight:600;line-height:1.25;margin:24px 0 16px}h2{font-size:1.5em;padding-bottom:.3em;border-bottom:1px solid var(--faint)}h3{font-size:1.25em}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-spacing:0;border-collapse:collapse}
th,td{padding:6px 13px;border:1px solid var(--line)}th{font-weight:600}tr{border-top:1px solid var(--faint)}tr:nth-child(2n) td{background:var(--block)}
code,pre{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{padding:.2em .4em;font-size:85%;white-space:break-spaces;background:var(--code);border-radius:6px}
h2 code,h3 code{font-size:inherit;padding:0 .2em}
pre{padding:16px;overflow:auto;font-size:85%;line-height:1.45;background:var(--block);border-radius:6px}
pre code{padding:0;background:none;font-size:100%;white-space:pre}
blockquote{margin:0 0 16px;padding:0 1em;color:var(--soft);border-left:.25em solid var(--line)}
sub{font-size:75%;line-height:0}summary{cursor:default}details>*:nth-child(2){margin-top:16px}
.keyword{color:var(--keyword)}.string{color:var(--string)}.remark{color:var(--remark)}.ins{color:var(--ins);background:var(--ins-back)}.del{color:var(--del);background:var(--del-back)}`;
