import{code,cut,prose,within}from"./chunk-4W5TRBXY.js";import{capital,place,sentence,worstFirst}from"./chunk-JSQ7MUIT.js";import{counted,duration,durationRange,
grouped}from"./chunk-T2HLY4DR.js";var mostRules=1,callOf=id=>id===""?"/migrate":`/migrate@${id}`;function commandsOf(report,id){let call=callOf(id),rules=worstFirst(report.findings).filter(({severity})=>severity===
"blocker").map(({rule})=>`${call} explain ${rule}`);return report.migrations.length===0&&report.verdict==="pass"?[]:[...decisions(report).map(command=>`${call} ${command}`),
...[...new Set(rules)].slice(0,mostRules),...report.verdict==="pass"?[`${call} runbook`]:[`${call} rerun`],`${call} help`]}function decisions(report){let{verdict,
approval}=report;return approval?.state==="blocked"?["unblock"]:verdict==="needs-approval"?[approveLine(report)]:verdict==="approved"?["runbook","revoke"]:[]}function approveLine({
digest,approval}){let reason2=approval?.missing.some(({destructive})=>destructive)===!0?' --reason="\u2026"':"";return`approve ${digest.slice(0,12)}${reason2}`}var mostLines=4,mostLetters=700;function answerLines(report,id=""){let{approval}=report,call=callOf(id);if(approval===void 0)return[];let{given,notes,decisive}=approval;
return[...decisive===void 0?[]:[decisiveLine(decisive,call)],...missingLine(report,approval,call),...given.slice(0,mostLines).map(decision=>givenLine(decision,approval)),
...approval.void.slice(-mostLines).map(voidLine),...notes.slice(0,mostLines).map(note=>({sign:"\u26AA",word:"Not known",says:sentence(note)}))]}function decisiveLine(decisive,call){
let by=`by ${who(decisive)} on ${day(decisive.at)}${reason(decisive)}.`;return decisive.kind==="block"?{sign:"\u{1F534}",word:"Blocked",says:`${by} It stays so \
through every push, until \`${call} unblock\`.`,url:decisive.url}:{sign:"\u{1F7E0}",word:"Overridden",says:`${by} What was found is told below as it is.`,url:decisive.
url}}function missingLine(report,approval,call){let{missing,approvers,decisive}=approval;if(missing.length===0||decisive?.kind==="override")return[];if((report.
verdict==="fail"||report.verdict==="error")&&approval.state!=="blocked")return[];let most=Math.max(...missing.map(({wants,has})=>wants-has)),begun=missing.some(
({has})=>has>0),rules=[...new Set(missing.map(({rule})=>rule))],told=rules.slice(0,3).map(rule=>`\`${rule}\``),about=`${told.join(", ")}${rules.length>told.length?
` and ${rules.length-told.length} more`:""}`,from=approvers===""?"":`, from ${cut(approvers.replace(/\.$/,""),300)}`,type=report.verdict==="needs-approval"?` To\
 approve, comment \`${call} ${approveLine({...report,approval})}\`.`:"";return[{sign:"\u{1F534}",word:"Waiting",says:`for ${`${most}${begun?" more":""} ${most===
1?"approval":"approvals"}`} of ${about}${from}.${type}`}]}var givenLine=(decision,{carriedOver})=>({sign:"\u{1F7E2}",word:"Approved",says:`by ${who(decision)} o\
n ${day(decision.at)}${reason(decision)}${carriedOver?"; carried over, for the migrations are the same":""}.`,url:decision.url}),voidLine=({who:login,at,because,
url})=>({sign:"\u26AA",word:"No longer counts",says:`: the approval of ${day(at)}. ${sentence(because)}`,url,calls:login}),who=({who:login,role})=>role==="none"?
login:`${login} (${role})`,reason=({reason:words})=>words===void 0?"":`: \u201C${words.replace(/[`\s]+/g," ").trim()}\u201D`,months=["Jan","Feb","Mar","Apr","Ma\
y","Jun","Jul","Aug","Sep","Oct","Nov","Dec"];function day(at){let[,year,month,date,time]=/^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(at)??[],name=months[Number(month)-
1];return name===void 0?at:`${Number(date)} ${name} ${year??""}, ${time??""} UTC`}function answers(report,id=""){return answerLines(report,id).map(answerLine).join(
"<br>")}function answerLine({sign,word,says,url,calls}){let called=calls===void 0?"":` ${mention(calls)}`,receipt=url===void 0||!addressed.test(url)?"":` [recei\
pt](<${url}>)`,sayings=within(mostLetters,says,prose);return`${sign} **${word}**${called}${sayings.startsWith(":")?"":" "}${sayings}${receipt}`}var addressed=/^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[\w./#-]{1,400}$/,
mention=login=>/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/.test(login)?`@${login}`:within(80,login,code),plainAnswer=({word,says,calls})=>`${word}${calls===void 0?"":`\
 (${calls})`}${says.startsWith(":")?"":" "}${says}`;var estimateLines=statements=>statements.flatMap(({file,line,estimate})=>{let where=place(file,line);return"productionMs"in estimate?[{where,range:durationRange(
estimate.productionMs),says:`${madeOf(estimate).join(", ")}.${beside(estimate)}`}]:estimate.class==="metadata"?[]:[{where,says:`not estimated: ${estimate.because}\
.`}]});function madeOf({model,sizes,runs,error,calibrated}){let many=runs===void 0||runs===sizes.length?"runs":counted(runs,"run");return[sizes.length>1?`by ${model}`:
model==="constant"?"a change of the catalog alone":model,...sizes.length===0?[]:[`${sizes.length===1?"a run":many} at ${sizes.map(grouped).join(" \xB7 ")} rows`],
...sizes.length<2?[]:[`largest residual ${Math.round(error*100)} %`],calibrated?"calibrated by real runs":"uncalibrated"]}function beside({widened=[],cold}){return[
...widened.length===0?[]:[` The upper end counts in: ${widened.join("; ")}.`],...cold===void 0?[]:[` ${coldWords(cold)}`]].join("")}var coldWords=cold=>"ms"in cold?
`Here it took ${duration(cold.ms)} with nothing of the table in memory, ${duration(cold.warmMs)} with all of it: the upper end counts the former.`:`${capital("m\
easured warm only")}: ${cold.because}.`,warmWords=statements=>statements.some(({estimate})=>"productionMs"in estimate&&estimate.class!=="metadata")&&!statements.
some(({estimate})=>"productionMs"in estimate&&estimate.cold!==void 0)?"Measured warm, with the tables in memory; `rehearsal.cold: true` measures without as well\
.":"";function inShort(statements){let worst=statements.flatMap(({estimate})=>"productionMs"in estimate&&estimate.sizes.length>1?[estimate]:[]).toSorted((a,b)=>b.
productionMs[1]-a.productionMs[1])[0];if(worst===void 0)return"";let{sizes,model,calibrated}=worst;return`runs at ${inMillions(sizes)} rows, ${model}, ${calibrated?
"calibrated":"uncalibrated"}`}var million=1e6,inMillions=sizes=>(sizes.at(-1)??0)<million?sizes.map(grouped).join(", "):`${sizes.map(size=>Number((size/million).
toPrecision(size<million?2:3))).join(", ")} million`;function pastWords({compared,inside,times:[least,most],applied}){let were=inside===1?"was":"were",took=least===
most?`${least}`:`${least}\u2013${most}`,use=applied?"The ranges here are put right by them.":"Three of them are needed before they put the ranges here right.";return`\
Of ${counted(compared,"former estimate")} ${inside} ${were} right: production took ${took} times the middle of the range. ${use}`}export{callOf,commandsOf,answerLines,answers,plainAnswer,estimateLines,warmWords,inShort,pastWords};
