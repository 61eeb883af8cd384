import{spoken}from"./chunk-OLJVEC4A.js";import{counted,duration,durationRange,grouped}from"./chunk-T2HLY4DR.js";var verdictSign={pass:{icon:"\u{1F7E2}",word:"pass"},approved:{icon:"\u{1F7E2}",word:"approved"},"needs-approval":{icon:"\u{1F534}",word:"needs approval"},fail:{
icon:"\u{1F534}",word:"fail"},error:{icon:"\u{1F7E0}",word:"could not verify"}},statusSign={pass:{icon:"\u{1F7E2}",word:"pass"},warn:{icon:"\u{1F7E1}",word:"war\
n"},fail:{icon:"\u{1F534}",word:"fail"},unknown:{icon:"\u26AA",word:"unknown"},"not-applicable":{icon:"\u2796",word:"not needed"}},severitySign={blocker:{icon:"\
\u{1F534}",word:"blocker"},warning:{icon:"\u{1F7E1}",word:"warning"},advice:{icon:"\u{1F535}",word:"advice"}},itemTitle={"backward-compatibility":"Backward comp\
atibility","forward-compatibility":"Forward compatibility","lock-analysis":"Locks","data-volume":"Data volume","rollback-plan":"Rollback plan",monitoring:"Monit\
oring","expand-contract":"Expand and contract",versioned:"Versions",idempotent:"Idempotent","production-like-volume":"Production-like volume","small-and-focused":"\
Small and focused","team-notified":"Team notified","impact-shared":"Impact shared","someone-watching":"Someone watching"},humanItems=["team-notified","impact-sh\
ared","someone-watching"];function signOf(item,status){return status==="unknown"&&humanItems.includes(item)?{icon:"\u26AA",word:"to do"}:statusSign[status]}var severities=[
"blocker","warning","advice"],worstFirst=findings=>[...findings].sort((one,other)=>severities.indexOf(one.severity)-severities.indexOf(other.severity)),short=object=>object.
replace(/^public\./,""),migrationsIn=migrations=>counted(new Set(migrations.map(({version,path,tool})=>version===""?path:`${tool} ${version}`)).size,"migration"),
firstSentence=words=>sentence(words.split(/(?<=\.)\s+(?=[A-Z“`])/)[0]??words),sentence=words=>/[.!?…]$/.test(words)?words:`${words}.`,capital=words=>words.charAt(
0).toUpperCase()+words.slice(1),place=(file,line)=>`${file.split("/").at(-1)??file}:${line}`;function headOf(sql,most){let line=sql.replace(/\s+/g," ").trim();return line.
length<=most?line:`${line.slice(0,most-1).trimEnd()}\u2026`}var rowsOf=({rows,productionRows})=>productionRows===void 0?counted(rows,"row"):`${grouped(rows)} of\
 ${counted(productionRows,"row")}`,joined=names=>names.length<2?names.join(""):`${names.slice(0,-1).join(", ")} and ${names.at(-1)??""}`,unnoticed=50;function production(estimate){
return"productionMs"in estimate?estimate.productionMs[1]<unnoticed?"instant":durationRange(estimate.productionMs):estimate.class==="metadata"?"instant":"not kno\
wn"}var worstLock=({locks})=>[...locks].sort((one,other)=>other.blocks.length-one.blocks.length||other.heldMs-one.heldMs)[0],lockWords=({mode,object})=>`${spoken(
mode)} on ${short(object)}`,waitWords=blocks=>blocks.length===0?"nothing waits":`${joined(blocks)} wait`,statementsOf=rehearsal=>rehearsal===void 0||rehearsal.status===
"skipped"?[]:rehearsal.statements??[];function worstStandstill(statements){return statements.flatMap(statement=>statement.locks.filter(({blocks})=>blocks.length>
0).map(lock=>standstill(statement,lock))).sort((one,other)=>upper(other)-upper(one))[0]}function standstill(statement,lock){let{estimate,durationMs}=statement,whole=lock.
heldMs<=durationMs*1.5+5;return{statement,lock,...whole&&"productionMs"in estimate?{productionMs:estimate.productionMs}:{}}}var upper=({lock,productionMs})=>Math.
max(lock.heldMs,productionMs?.[1]??0),howLong=({lock,productionMs})=>{let here=`${duration(lock.heldMs)} in the rehearsal`;return productionMs===void 0?here:`${here}\
, ${durationRange(productionMs)} in production`};export{verdictSign,severitySign,itemTitle,signOf,worstFirst,short,migrationsIn,firstSentence,sentence,capital,place,headOf,rowsOf,joined,production,worstLock,lockWords,
waitWords,statementsOf,worstStandstill,upper,howLong};
