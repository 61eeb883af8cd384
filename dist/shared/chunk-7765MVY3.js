import{answerLines,estimateLines,pastWords,plainAnswer,warmWords}from"./chunk-OPUEVAQ7.js";import{html,htmlProse}from"./chunk-4W5TRBXY.js";import{itemTitle,
joined,lanes,lockWords,migrationsIn,place,production,rowsOf,severitySign,short,signOf,stallLines,statementsOf,trafficOf,verdictSign,worstFirst,worstLock}from"./chunk-JSQ7MUIT.js";
import{bytes,duration,grouped}from"./chunk-T2HLY4DR.js";var style=`
:root{--bg:#fbfbf9;--card:#fff;--ink:#1d2125;--soft:#646b73;--line:#e3e4e0;--red:#c0362c;--amber:#9a6a00;--green:#1c7a43;--blue:#2860a8;--code:#f2f2ee;--bar:#85\
8d96}
@media screen and (prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1b1f23;--ink:#e4e6e8;--soft:#98a1aa;--line:#2d3339;--red:#ff7b6e;--amber:#e0b04a;--gree\
n:#5cc98a;--blue:#7db1f0;--code:#23282d;--bar:#77828c}}
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
.badge{display:inline-block;font-size:.72rem;font-weight:650;line-height:1.7;padding:0 9px;border:1px solid currentColor;border-radius:99px;white-space:nowrap;v\
ertical-align:middle;color:var(--green)}
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
.key{margin-top:10px}.key i{display:inline-block;width:18px;height:6px;border-radius:3px;background:var(--bar);margin:0 4px 2px 12px}.key i.waits{background:var\
(--red);margin-left:0}
article{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--red);border-radius:8px;padding:16px 18px;margin:0 0 14px}
article.warning{border-left-color:var(--amber)}article.advice{border-left-color:var(--blue)}
article p{margin:8px 0}.instead{font-weight:600;margin-bottom:6px}
p.error{color:var(--red);margin:8px 0 0}
ins,del{text-decoration:none}ins{color:var(--green)}del{color:var(--red)}
li{margin:6px 0}
@media screen and (max-width:640px){
main{padding:24px 16px 48px}h1{font-size:21px}
.runs thead{display:none}.runs tr{display:block;border-top:1px solid var(--line);padding:12px 0}.runs td{display:flex;justify-content:space-between;gap:16px;bor\
der:0;padding:3px 0;text-align:right}
.runs td:first-child{display:block;width:auto;text-align:left;padding-bottom:8px}.runs td::before{content:attr(data-label);color:var(--soft)}.runs br,.runs td.n\
one{display:none}
.list tr{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;border-top:1px solid var(--line);padding:10px 0}.list td,.list th{border:0;padding:0}.list td:\
first-child{width:auto}.list td:last-child{grid-column:1/-1}
ul{padding-left:20px}}
@media print{@page{margin:16mm}:root{--bg:#fff}body{font-size:11pt}th,td{padding:7px 8px}.runs{font-size:12px}.runs td:first-child{width:34%}td pre{font-size:11\
px}main{max-width:none;padding:0}article,tr,li{break-inside:avoid}h2,h3{break-after:avoid}.lane,.lane i,.key i,code,pre{print-color-adjust:exact;-webkit-print-c\
olor-adjust:exact}}
`;function htmlPage(report){let{verdict,because}=report,sign=verdictSign[verdict],sections=[statements(report),findings(report),checklist(report),estimates(report),
waiting(report),undo(report),notes(report)];return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Migration rehearsal: ${html(sign.word)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header class="${verdict}">
<p class="product">Migration rehearsal</p>
<h1><span class="badge">${html(sign.word)}</span> ${htmlProse(because)}</h1>
<p class="meta">${source(report)}</p>${answers(report)}${remedy(report)}
</header>
${sections.filter(section2=>section2!=="").join(`
`)}
<footer>${html(report.tool.name)} ${html(report.tool.version)} \xB7 ${duration(report.timings.totalMs)}${report.digest===""?"":` \xB7 digest <code>${html(report.
digest)}</code>`}</footer>
</main>
</body>
</html>
`}var remedy=({rehearsal})=>rehearsal?.status==="broke"?`
<p class="remedy"><b>Instead</b>: ${htmlProse(rehearsal.advice)}</p>`:"",answers=report=>answerLines(report).map(line=>`
<p class="remedy">${htmlProse(plainAnswer(line))}</p>`).join("");function source({migrations,rehearsal}){let files=migrationsIn(migrations);if(rehearsal===void 0)
return`${files}, not rehearsed`;if(rehearsal.status==="skipped")return`${files}, not rehearsed: ${htmlProse(rehearsal.because)}`;if(rehearsal.status==="broke")return`${files}\
, not rehearsed to the end`;let tables=rehearsal.volume.map(({table,source:from,...volume})=>`${rowsOf(volume)} in <code>${html(short(table))}</code> (${from})`);
return[`${files} on Postgres ${html(rehearsal.postgres)} (${rehearsal.provider})`,...tables].join(" \xB7 ")}var section=(title,body)=>body===""?"":`<section>
<h2>${title}</h2>
${body}
</section>`;function statements({rehearsal}){let runs=statementsOf(rehearsal);if(runs.length===0)return"";let total=Math.max(1,runs.reduce((sum,{durationMs})=>sum+
durationMs,0)),start=0,lines=runs.map(run=>{let line=statementRow(run,start/total*100,run.durationMs/total*100);return start+=run.durationMs,line}),head=['<th s\
cope="col">Statement</th>',...["Rehearsed","Production"].map(title=>`<th scope="col" class="n">${title}</th>`),...["Lock","Waiting"].map(title=>`<th scope="col"\
>${title}</th>`),...["Rows","WAL"].map(title=>`<th scope="col" class="n">${title}</th>`)].join("");return section("Statements",`<table class="runs">
<thead><tr>${head}</tr></thead>
<tbody>
${lines.join(`
`)}
</tbody></table>
<p class="key"><i class="waits"></i> others wait <i></i> nobody waits</p>`)}function statementRow(run,from,length){let lock=worstLock(run),blocked=lock!==void 0&&
lock.blocks.length>0,left=Math.min(from,99.2),bar=`<span class="lane"><i class="${blocked?"waits":""}" style="left:${left.toFixed(2)}%;width:${Math.max(.8,Math.
min(length,100-left)).toFixed(2)}%"></i></span>`,error=run.error===void 0?"":`<p class="error">Failed: ${htmlProse(run.error.says)} (<code>${html(run.error.sqlstate)}\
</code>)</p>`,who=blocked?joined(lock.blocks):"",loud=`<span class="who${blocked&&lock.heldMs>=1e3?" loud":""}">${who}</span>`;return[`<tr><td><span class="wher\
e">${html(place(run.file,run.line))}</span><pre>${html(run.sql.trim())}</pre>${bar}${error}</td>`,figure("Rehearsed",duration(run.durationMs)),figure("Productio\
n",production(run.estimate)),figure("Lock",lock===void 0?"\u2013":html(lockWords(lock)),"words"),figure("Waiting",blocked?`${loud} <br>${duration(lock.heldMs)}`:
"\u2013","words"),figure("Rows",run.rowsAffected===void 0?"\u2013":grouped(run.rowsAffected)),figure("WAL",run.walBytes===0?"\u2013":bytes(run.walBytes)),"</tr>"].
join("")}var figure=(label,content,kind="n")=>`<td class="${kind}${content==="\u2013"?" none":""}" data-label="${label}"><span>${content}</span></td>`,findings=({
findings:all})=>section("Findings",worstFirst(all).map(findingCard).join(`
`)),findingCard=({severity,file,line,rule,says,instead,rehearsed,evidence})=>`<article class="${severity}">
<h3><span class="badge">${severitySign[severity].word}</span> <code>${html(`${file}:${line}`)}</code></h3>
<p>${htmlProse(says)}</p>
<p class="instead">Instead</p>
<pre>${html(instead.trim())}</pre>${rehearsed===void 0?"":`
<p>${htmlProse(rehearsed)}</p>`}
<p class="meta">${html(rule)} \xB7 ${evidence==="observed"?"seen in the rehearsal":"read from the SQL"}</p>
</article>`;function checklist({checklist:entries}){let lines=entries.map(({item,status,says})=>`<tr><td><span class="badge ${status}">${signOf(item,status).word}\
</span></td><th scope="row">${itemTitle[item]}</th><td>${htmlProse(says)}</td></tr>`);return section("Checklist",`<table class="list"><thead class="heard"><tr><\
th scope="col">Result</th><th scope="col">Check</th><th scope="col">Measured</th></tr></thead>
<tbody>
${lines.join(`
`)}
</tbody></table>`)}function estimates({rehearsal}){let statements2=statementsOf(rehearsal),lines=estimateLines(statements2).map(({where,range,says})=>`<li><code\
>${html(where)}</code>: ${range===void 0?"":`<b>${html(range)}</b> `}${htmlProse(says)}</li>`);if(lines.length===0)return"";let past=rehearsal?.status==="ran"?rehearsal.
pastEstimates:void 0,told=past===void 0?"":`<p>${html(pastWords(past))}</p>`;return section("How the production range was made",`<ul>${lines.join(`
`)}</ul><p>${htmlProse(warmWords(statements2))}</p>${told}`)}function waiting({rehearsal}){let traffic=trafficOf(rehearsal);if(traffic?.says===void 0)return"";let lines=stallLines(
traffic).map(({where,says})=>`<li><code>${html(where)}</code> ${html(says)}</li>`),drawn=lanes(traffic),list=lines.length===0?"<p>No statement kept anybody wait\
ing.</p>":`<ul>${lines.join(`
`)}</ul>`;return section("Who waits",`<p>${html(traffic.says)}</p>${list}${drawn===""?"":`<pre>${html(drawn)}</pre>`}`)}function undo({rehearsal}){if(rehearsal?.
status!=="ran")return"";let{rollback,rerun,schemaDiff}=rehearsal,told=part=>htmlProse(part.status==="not-measured"?`Not measured: ${part.because}`:part.says),generated=rollback.
status==="not-measured"?void 0:rollback.generated,sql=generated===void 0?"":`<p><b>Generated rollback.</b> ${htmlProse(generated.says)}</p><pre>${html(generated.
sql)}</pre>`,diff=schemaDiff.trim()===""?"":`<h3>Schema before and after</h3><pre>${schemaDiff.trimEnd().split(`
`).map(diffLine).join(`
`)}</pre>`;return section("Rollback and rerun",`<p><b>Rollback.</b> ${told(rollback)}</p>${sql}<p><b>Rerun.</b> ${told(rerun)}</p>${diff}`)}function diffLine(line){
let tag=line.startsWith("+")?"ins":line.startsWith("-")?"del":void 0;return tag===void 0?html(line):`<${tag}>${html(line)}</${tag}>`}function notes({rehearsal}){
if(rehearsal===void 0||rehearsal.status==="skipped")return"";let lines=[...new Set(rehearsal.notes)].map(note=>`<li>${htmlProse(note)}</li>`);return section("Ho\
w this was measured",lines.length===0?"":`<ul>${lines.join("")}</ul>`)}export{htmlPage};
