/** The look of the HTML report: two palettes, one column, calm on screen and on paper. */
export const style = `
:root{--bg:#fbfbf9;--card:#fff;--ink:#1d2125;--soft:#646b73;--line:#e3e4e0;--red:#c0362c;--amber:#9a6a00;--green:#1c7a43;--blue:#2860a8;--code:#f2f2ee;--bar:#858d96}
@media screen and (prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1b1f23;--ink:#e4e6e8;--soft:#98a1aa;--line:#2d3339;--red:#ff7b6e;--amber:#e0b04a;--green:#5cc98a;--blue:#7db1f0;--code:#23282d;--bar:#77828c}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1040px;margin:0 auto;padding:40px 24px 64px}
header{border-left:5px solid var(--green);padding:2px 0 2px 20px;margin-bottom:36px}
header.needs-approval,header.fail{border-color:var(--red)}header.error{border-color:var(--amber)}
.product{margin:0;color:var(--soft);font-size:14px}
h1{font-size:26px;line-height:1.3;margin:6px 0 10px;font-weight:650}
h2{font-size:18px;margin:40px 0 12px}h3{font-size:15px;margin:0 0 8px}
.meta,footer,.key{color:var(--soft);font-size:14px;margin:0}
footer{margin-top:48px;border-top:1px solid var(--line);padding-top:14px;overflow-wrap:anywhere}
.badge{display:inline-block;font-size:.72rem;font-weight:650;line-height:1.7;padding:0 9px;border:1px solid currentColor;border-radius:99px;white-space:nowrap;vertical-align:middle;color:var(--green)}
h1 .badge{font-size:.9rem;margin-right:6px}
.needs-approval .badge,.fail .badge,.blocker .badge,.badge.fail{color:var(--red)}
.error .badge,.warning .badge,.badge.warn{color:var(--amber)}
.advice .badge{color:var(--blue)}.badge.unknown,.badge.not-applicable{color:var(--soft)}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{background:var(--code);border-radius:4px;padding:1px 5px;overflow-wrap:anywhere}h1 code{font-size:.85em}
pre{background:var(--code);border-radius:6px;padding:10px 12px;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:10px 12px;border-top:1px solid var(--line)}
thead th{border:0;color:var(--soft);font-weight:500;font-size:13px}
.list th{font-weight:600;white-space:nowrap}.list td:first-child{width:1%}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.runs td:first-child{width:40%}td pre{background:none;padding:2px 0 8px}.who{white-space:nowrap}.loud{font-weight:650}.remedy{margin:12px 0 0}
article .meta{margin-top:12px}
.where{color:var(--soft);font-size:13px}
.lane{display:block;position:relative;height:6px;background:var(--code);border-radius:3px}
.lane i{position:absolute;top:0;height:6px;border-radius:3px;background:var(--bar)}.lane i.waits{background:var(--red)}
.key{margin-top:10px}.key i{display:inline-block;width:18px;height:6px;border-radius:3px;background:var(--bar);margin:0 4px 2px 12px}.key i.waits{background:var(--red);margin-left:0}
article{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--red);border-radius:8px;padding:16px 18px;margin:0 0 14px}
article.warning{border-left-color:var(--amber)}article.advice{border-left-color:var(--blue)}
article p{margin:8px 0}.instead{font-weight:600;margin-bottom:6px}
p.error{color:var(--red);margin:8px 0 0}
ins,del{text-decoration:none}ins{color:var(--green)}del{color:var(--red)}
li{margin:6px 0}
@media screen and (max-width:640px){
main{padding:24px 16px 48px}h1{font-size:21px}
.runs thead{display:none}.runs tr{display:block;border-top:1px solid var(--line);padding:12px 0}.runs td{display:flex;justify-content:space-between;gap:16px;border:0;padding:3px 0;text-align:right}
.runs td:first-child{display:block;width:auto;text-align:left;padding-bottom:8px}.runs td::before{content:attr(data-label);color:var(--soft)}.runs br,.runs td.none{display:none}
.list tr{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;border-top:1px solid var(--line);padding:10px 0}.list td,.list th{border:0;padding:0}.list td:first-child{width:auto}.list td:last-child{grid-column:1/-1}
ul{padding-left:20px}}
@media print{@page{margin:16mm}:root{--bg:#fff}body{font-size:11pt}th,td{padding:7px 8px}.runs{font-size:12px}.runs td:first-child{width:34%}td pre{font-size:11px}main{max-width:none;padding:0}article,tr,li{break-inside:avoid}h2,h3{break-after:avoid}.lane,.lane i,.key i,code,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
