import{spoken}from"./chunk-OLJVEC4A.js";import{counted,duration,durationRange,grouped}from"./chunk-T2HLY4DR.js";function foretold(statements){return[...new Set(statements.map(({file})=>file))].flatMap(file=>{let known=statements.filter(one=>one.file===file).flatMap(({estimate})=>"\
productionMs"in estimate?[estimate]:[]),sum=end=>Math.round(known.reduce((all,{productionMs})=>all+productionMs[end],0)),longest=known.toSorted((a,b)=>b.productionMs[1]-
a.productionMs[1])[0];return longest===void 0||sum(1)<1e3?[]:[{migration:(file.split("/").at(-1)??file).replace(/(\.up)?\.\w+$/,""),predicted:[sum(0),sum(1)],class:longest.
class}]})}var foretoldText=({migration,predicted,class:kind},ms)=>`{ "migration": ${JSON.stringify(migration)}, "seconds": ${ms===void 0?"\u2026":String(Math.round(
ms/100)/10)}, "predicted": [${predicted.join(", ")}], "class": "${kind}" }`;function wholeTime(statements){let rehearsedMs=statements.reduce((sum,{durationMs})=>sum+
durationMs,0),[low,high]=[0,0];for(let{estimate,durationMs}of statements){if(!("productionMs"in estimate)&&estimate.class!=="metadata")return{rehearsedMs};let[from,
to]="productionMs"in estimate?estimate.productionMs:[durationMs,durationMs];low+=from,high+=to}return{rehearsedMs,productionMs:[low,high]}}var verdictSign={pass:{icon:"\u{1F7E2}",word:"pass"},approved:{icon:"\u{1F7E2}",word:"approved"},"needs-approval":{icon:"\u{1F534}",word:"needs approval"},fail:{
icon:"\u{1F534}",word:"fail"},error:{icon:"\u{1F7E0}",word:"could not verify"}},statusSign={pass:{icon:"\u{1F7E2}",word:"pass"},warn:{icon:"\u{1F7E1}",word:"war\
n"},fail:{icon:"\u{1F534}",word:"fail"},unknown:{icon:"\u26AA",word:"unknown"},"not-applicable":{icon:"\u2796",word:"not needed"}},severitySign={blocker:{icon:"\
\u{1F534}",word:"blocker"},warning:{icon:"\u{1F7E1}",word:"warning"},advice:{icon:"\u{1F535}",word:"advice"}},itemTitle={"backward-compatibility":"Backward comp\
atibility","forward-compatibility":"Forward compatibility","lock-analysis":"Locks","data-volume":"Data volume","rollback-plan":"Rollback plan",monitoring:"Monit\
oring","expand-contract":"Expand and contract",versioned:"Versions",idempotent:"Idempotent","production-like-volume":"Production-like volume","small-and-focused":"\
Small and focused","team-notified":"Team notified","impact-shared":"Impact shared","someone-watching":"Someone watching"},humanItems=["team-notified","impact-sh\
ared","someone-watching"];function signOf(item,status){return status==="unknown"&&humanItems.includes(item)?{icon:"\u26AA",word:"to do"}:statusSign[status]}var severities=[
"blocker","warning","advice"],worstFirst=findings=>[...findings].sort((one,other)=>severities.indexOf(one.severity)-severities.indexOf(other.severity)),short=object=>object.
replace(/^public\./,""),migrationsIn=migrations=>counted(new Set(migrations.map(({version,path,tool})=>version===""?path:`${tool} ${version}`)).size,"migration"),
firstSentence=words=>sentence(words.split(/(?<=\.)\s+(?=[A-Z\d“`])/)[0]??words),sentence=words=>/[.!?…]$/.test(words)?words:`${words}.`,capital=words=>words.
charAt(0).toUpperCase()+words.slice(1);function place(file,line){let names=file.split("/"),telling=/^(migration|up|down)\.\w+$/.test(names.at(-1)??"")?2:1;return`${names.
slice(-telling).join("/")}:${line}`}function headOf(sql,most2){let line=sql.replace(/\s+/g," ").trim();return line.length<=most2?line:`${line.slice(0,most2-1).trimEnd()}\
\u2026`}var rowsOf=({rows,productionRows})=>productionRows===void 0?counted(rows,"row"):`${grouped(rows)} of ${counted(productionRows,"row")}`,joined=names=>names.
length<2?names.join(""):`${names.slice(0,-1).join(", ")} and ${names.at(-1)??""}`,unnoticed=50;function production(estimate){return"productionMs"in estimate?estimate.
productionMs[1]<unnoticed?"instant":durationRange(estimate.productionMs):estimate.class==="metadata"?"instant":"not known"}var worstLock=({locks})=>[...locks].sort(
(one,other)=>other.blocks.length-one.blocks.length||other.heldMs-one.heldMs)[0],lockWords=({mode,object})=>`${spoken(mode)} on ${short(object)}`,waitWords=blocks=>blocks.
length===0?"nothing waits":`${joined(blocks)} wait`,statementsOf=rehearsal=>rehearsal===void 0||rehearsal.status==="skipped"?[]:rehearsal.statements??[];function worstStandstill(statements){
return statements.flatMap((statement,index)=>statement.locks.filter(({blocks})=>blocks.length>0).map(lock=>standstill(statement,lock,statements.slice(index)))).
sort((one,other)=>upper(other)-upper(one))[0]}function standstill(statement,lock,from){let{estimate,durationMs}=statement,whole=lock.heldMs<=durationMs*1.5+5,own="\
productionMs"in estimate?estimate.productionMs:void 0,productionMs=whole?own:heldInProduction(lock,from);return{statement,lock,...productionMs!==void 0&&{productionMs}}}
var commitMs=5;function heldInProduction({heldMs},statements){let left=heldMs,under=statements.filter(({durationMs},index)=>{let runs=index===0||left>commitMs;return left-=
durationMs,runs});return wholeTime(under).productionMs}var upper=({lock,productionMs})=>Math.max(lock.heldMs,productionMs?.[1]??0),howLong=({lock,productionMs})=>{
let here=`${duration(lock.heldMs)} in the rehearsal`;return productionMs===void 0?here:`${here}, ${durationRange(productionMs)} in production`};var width=36,most=12,worthDrawing=100;function timeline(statements){let bars=statements.map((statement,index)=>barOf(statement,statements.slice(0,index).reduce(
(sum,{durationMs})=>sum+durationMs,0))),total=Math.max(0,...bars.map(({until,released})=>Math.max(until,released)));if(total<worthDrawing)return"";let longest=[
...bars].sort((one,other)=>lengthOf(other)-lengthOf(one)).slice(0,most),drawn=bars.filter(bar=>longest.includes(bar)),margin=Math.max(...drawn.map(({label})=>label.
length)),rest=bars.length-drawn.length;return[`${" ".repeat(margin)}  0${duration(total).padStart(width-1)}`,...drawn.map(bar=>`${bar.label.padEnd(margin)} \u258F${glyphs(
bar,total)}\u2595 ${bar.told}`),...rest>0?[`\u2026 and ${rest} shorter`]:[],...drawn.some(isKept)?["\u2592 the statement is done, its lock is kept until the transact\
ion ends"]:[]].join(`
`)}function barOf(statement,from){let{file,line,durationMs}=statement,lock=worstLock(statement),waits=lock!==void 0&&lock.blocks.length>0,until=from+durationMs,
full=place(file,line);return{label:full.length<=32?full:`\u2026${full.slice(-31)}`,from,until,released:waits?Math.max(until,from+lock.heldMs):until,waits,told:waits?
`${waitWords(lock.blocks)} ${duration(lock.heldMs)}`:"nobody waits"}}var lengthOf=({from,released})=>released-from,isKept=({from,until,released})=>released-until>
Math.max(20,(until-from)*.1);function glyphs(bar,total){let column=ms=>Math.round(ms/total*width),from=Math.min(width-1,Math.floor(bar.from/total*width)),run=Math.
max(1,Math.min(column(bar.until),width)-from),kept=isKept(bar)?Math.max(0,Math.min(column(bar.released),width)-from-run):0;return`${" ".repeat(from)}${(bar.waits?
"\u2588":"\u2591").repeat(run)}${"\u2592".repeat(kept)}`.padEnd(width)}var trafficOf=rehearsal=>rehearsal?.status==="ran"&&rehearsal.traffic.status==="measured"?rehearsal.traffic:void 0,drawing=rehearsal=>[timeline(statementsOf(rehearsal)),
lanes(trafficOf(rehearsal))].filter(part=>part!=="").join(`

`),heights="\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588",unnoticedMs=25;function lanes(traffic){let{alone,behind}=traffic??{},run=longestOf(behind)>longestOf(
alone)?behind:alone;if(!run||run.blockedStatements===0)return"";let held=run===behind?`, behind a transaction held open for ${duration(behind.heldMs)}`:"",longest=longestOf(
run),lane=(name,parts,most2)=>`${name.padEnd(13)} \u258F${parts.map(ms=>height(ms,longest)).join("")}\u2595 longest ${duration(most2)}`;return[`Under probes${held}`,
`${" ".repeat(13)}  0${duration(run.totalMs).padStart(run.writes.length-1)}`,lane("write latency",run.writes,run.longestWriteStallMs),lane("read latency",run.reads,
run.longestReadStallMs)].join(`
`)}var longestOf=run=>run?Math.max(run.longestReadStallMs,run.longestWriteStallMs):-1,height=(ms,longest)=>heights.charAt(ms<unnoticedMs?0:Math.min(heights.length-
1,Math.ceil(ms/longest*heights.length)-1));function trafficWords(traffic){if(traffic.status!=="measured")return"";let{longestReadStallMs:read,longestWriteStallMs:write,
behind}=traffic;return` Under traffic${behind&&waitsOf(behind)?`, behind a transaction held open for ${duration(behind.heldMs)},`:""} the longest write waited ${duration(
write)}, the longest read ${duration(read)}.`}var waitsOf=({stalls})=>stalls.some(({waited,readMs,writeMs})=>waited!==void 0&&Math.max(readMs,writeMs)>0);function stallLines(traffic){
let line=stall=>({where:place(stall.file,stall.line),says:stallWords(stall)});return[...traffic.alone?.stalls??[],...traffic.behind?.stalls??[]].map(line)}function stallWords({
tables,readMs,writeMs,rowMs,waited}){let names=joined(tables.map(short)),kept=[readMs>0?`reads for up to ${duration(readMs)}`:"",writeMs>0?`writes for up to ${duration(
writeMs)}`:""].filter(part=>part!==""),others=kept.length>0?`kept ${joined(kept)} waiting`:rowMs>0?"":"kept nobody else waiting",rows=rowMs>0?`kept rows that it\
 had changed locked for ${duration(rowMs)}`:"",all=[waited?waitWords2(waited):"",others,rows].filter(part=>part!=="");return`${names===""?"":`${names}: `}${all.
join("; ")}.${waited?.keeps?` Its transaction kept ${joined(waited.keeps.map(short))} locked meanwhile.`:""}${alikeWords(waited)}`}var holders={reader:"a transa\
ction that had only read",writer:"a transaction that had written",snapshot:"a transaction that was open before, on whatever table"};function waitWords2({behind,
rows,ms,lockTimeoutMs,sqlstate,leaves}){let holder=rows?"a transaction that had changed some of the same rows":holders[behind];if(sqlstate===void 0)return`waite\
d ${duration(ms)} for ${holder}`;let shorter=lockTimeoutMs>ms*1.5?`, shortened from ${duration(lockTimeoutMs)} for the rehearsal`:"",why=sqlstate==="55P03"?`loc\
k_timeout${shorter}`:"statement_timeout",left=leaves===void 0?rows?"":", and the queue moved on":`, and left the invalid index ${short(leaves)}`;return`gave up \
after ${duration(ms)} behind ${holder} (${why}, ${sqlstate})${left}`}var alikeWords=waited=>waited?.alike?` So would ${joined(waited.alike.map(({file,line})=>place(
file,line)))}, with the same locks.`:"";export{foretold,foretoldText,wholeTime,verdictSign,severitySign,itemTitle,signOf,worstFirst,short,migrationsIn,firstSentence,sentence,capital,place,headOf,rowsOf,
joined,production,worstLock,lockWords,waitWords,statementsOf,worstStandstill,heldInProduction,upper,howLong,trafficOf,drawing,lanes,trafficWords,stallLines};
