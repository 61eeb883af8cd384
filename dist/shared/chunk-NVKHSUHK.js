import{beginning,checklistTable,statementTable}from"./chunk-W7I7VO3L.js";import{answers,estimateLines,inShort,pastWords,warmWords}from"./chunk-OPUEVAQ7.js";
import{code,fence,prose,summary,text,together,within}from"./chunk-4W5TRBXY.js";import{capital,drawing,foretold,foretoldText,migrationsIn,place,rowsOf,severitySign,
short,stallLines,statementsOf,trafficOf,verdictSign,worstFirst}from"./chunk-JSQ7MUIT.js";import{counted,duration}from"./chunk-T2HLY4DR.js";function details({rehearsal}){if(rehearsal===void 0||rehearsal.status==="skipped")return[];let notes=folded("How this was measured",beginning([...new Set(rehearsal.
notes)].map(note=>`- ${within(600,note,prose)}`),8e3).join(`
`));if(rehearsal.status==="broke")return[notes].filter(part=>part!=="");let{schemaDiff}=rehearsal;return[folded(howMade(rehearsal),estimates(rehearsal)),folded(
"Who waits",waiting(rehearsal)),folded("Rollback and rerun",undoing(rehearsal)),folded("Queries that break",broken(rehearsal)),folded("Schema before and after",
schemaDiff.trim()===""?"":within(12e3,schemaDiff,diff=>fence(diff,"diff"))),notes].filter(part=>part!=="")}var howMade=({statements})=>{let short2=inShort(statements);
return`How the production range was made${short2===""?"":`: ${text(short2)}`}`},folded=(summary2,body)=>body===""?"":`<details><summary>${summary2}</summary>

${body}

</details>`;function estimates({statements,pastEstimates}){let lines=estimateLines(statements).map(({where:where2,range,says})=>`- ${within(300,where2,code)}: ${range===
void 0?"":`**${range}** `}${within(1200,says,prose)}`),past=pastEstimates===void 0?"":pastWords(pastEstimates);return[beginning(lines,8e3).join(`
`),prose(warmWords(statements)),past,toCompare(statements)].filter(part=>part!=="").join(`

`)}function toCompare(statements){let lines=foretold(statements).slice(0,10).map(one=>foretoldText(one));return lines.length===0?"":`Once it has run, write what\
 it took into the profile\u2019s \`durations\`, and the next ranges are put right by it:

${within(4e3,lines.join(`
`),body=>fence(body,"text"))}`}function waiting(run){let traffic=trafficOf(run);if(traffic?.says===void 0)return"";let lines=stallLines(traffic).map(({where:where2,
says})=>`- ${within(300,where2,code)} ${within(600,says,prose)}`);return[within(1500,traffic.says,prose),beginning(lines.length===0?["- No statement kept anybod\
y waiting."]:lines,4e3).join(`
`)].join(`

`)}function undoing({rollback,rerun}){let back=rollback.status==="not-measured"?`Not measured: ${rollback.because}`:rollback.says,again=rerun.status==="not-meas\
ured"?`Not measured: ${rerun.because}`:rerun.says,generated=rollback.status==="not-measured"?void 0:rollback.generated,points=rerun.status==="not-measured"?[]:rerun.
points;return[`**Rollback.** ${within(1500,back,prose)}`,...generated===void 0?[]:[`**Generated rollback.** ${within(1500,generated.says,prose)}`,within(6e3,generated.
sql,sql=>fence(sql,"sql"))],`**Rerun.** ${within(1500,again,prose)}`,...points.slice(0,20).map(({after,at,how,schema,next})=>`- ${at===void 0?`after step ${after}`:
`${how==="during"?"in the midst of":"after"} ${within(300,at,code)}`}: ${within(500,schema.replace(/\.$/,""),prose)}. Then ${within(500,next,code)}`)].join(`

`)}var broken=({compatibility:{backward,forward}})=>[backward,forward].flatMap(check=>"status"in check?[]:check.broken).slice(0,30).map(({query,source:source2,sqlstate})=>`\
- ${within(400,query,code)} (${within(200,source2,text)}) fails with ${within(40,sqlstate,code)}`).join(`
`);var commentBudget=64512,noteRoom=200;function markdown(report,options={}){let{budget=commentBudget}=options,statements=statementsOf(report.rehearsal),drawn=drawing(
report.rehearsal),head=[headline(report,options.id),source(report,options),trialNote(report,options),answers(report,options.id),remedy(report)],foot=footer(report,
options),parts=[checklistTable(report.checklist),statementTable(statements,budget*.3),drawn===""?"":fence(drawn,"text"),...worstFirst(report.findings).map((finding,index)=>index===
0?opened(finding):folded2(finding)),...details(report)].filter(part=>part!==""),kept=beginning(parts,budget-noteRoom-[...head,foot].join(`

`).length),dropped=parts.length-kept.length,note=dropped>0?`_${counted(dropped,"more detail")} did not fit here and can be read in the full report._`:"";return`${[
...head,...kept,note,foot].filter(part=>part!=="").join(`

`)}
`}function headline({verdict,because,migrations},id=""){let{icon,word}=verdictSign[verdict],says=together(within(600,because,prose)).replace(/\.$/,"");return migrations.
length===0&&verdict==="pass"?`## ${icon} ${titled(id)}: ${says}`:`## ${icon} ${titled(id)}: ${word} \u2014 ${says}`}var titled=id=>id===""?"Migration rehearsal":
`Migration rehearsal of ${code(id)}`;function source({migrations,findings,rehearsal,digest},{commit,link}){if(migrations.length===0)return"";let ran=rehearsal?.
status==="ran"?rehearsal:void 0,largest=[...ran?.volume??[]].sort((one,other)=>other.rows-one.rows)[0],on=largest===void 0?"":` with ${rowsOf(largest)} in ${within(
200,short(largest.table),code)}`,how=ran!==void 0?`rehearsed on Postgres ${version(ran.postgres)}${on}`:`not rehearsed${rehearsal?.status==="broke"?" to the end":
""}`,marks=[digest===""?"":`Digest ${code(digest.slice(0,12))}`,commit===void 0?"":`commit ${code(commit.slice(0,7))}`,link===void 0||link.length>1e3?"":`[full \
report](<${encodeURI(link).replace(/[<>]/g,"")}>)`].filter(mark=>mark!=="");return`${tally(findings)}${migrationsIn(migrations)} ${how}.${marks.length>0?`<br>${marks.
join(" \xB7 ")}`:""}`}function trialNote({verdict},{trial}){if(trial===void 0||verdict!=="needs-approval"&&verdict!=="fail")return"";let would=verdict==="needs-\
approval"?"would wait for an approval":"would be red";return trial.until===""?`**Report only**: the check is green. Enforced, it ${would}.`:`**Report only** unt\
il ${trial.until}: the check is green. From that day on it ${would}.`}var remedy=({rehearsal})=>rehearsal?.status==="broke"?`**Instead**: ${within(1e3,rehearsal.
advice,prose)}`:"";function tally(findings){let count=severity=>findings.filter(finding=>finding.severity===severity).length,[blockers,warnings,advice]=[count("\
blocker"),count("warning"),count("advice")],told=[blockers>0?`**${counted(blockers,"blocker")}**`:"",warnings>0?counted(warnings,"warning"):"",advice>0?counted(
advice,"piece of advice","pieces of advice"):""].filter(part=>part!=="");return told.length===0?"":`${told.join(", ")} in `}var opened=finding=>`### ${titleOf(finding)}\
 at ${within(300,where(finding),code)}

${bodyOf(finding)}`,folded2=finding=>`<details><summary>${titleOf(finding)} at <code>${within(600,where(finding),summary)}</code>: ${within(200,finding.rule,summary)}\
</summary>

${bodyOf(finding)}

</details>`,titleOf=({severity})=>{let{icon,word}=severitySign[severity];return`${icon} ${capital(word)}`},where=({file,line})=>place(file,line);function bodyOf({
says,instead,rehearsed,rule,evidence}){let seen=evidence==="observed"?"seen in the rehearsal":"read from the SQL",sign=`<sub>${within(200,rule,text)} \xB7 ${seen}\
</sub>`,tried=rehearsed===void 0?[]:[within(1e3,rehearsed,prose)];return[within(2e3,says,prose),"**Instead**",cure(instead),...tried,sign].join(`

`)}var cure=instead=>/;\s*$|^\s*(--|alter|create|drop|update|delete|set|begin|with)\b/im.test(instead)?within(6e3,instead,sql=>fence(sql,"sql")):within(2e3,instead,
prose),version=postgres=>within(40,postgres,text);function footer({rehearsal,tool,timings},{commands=[]}){let measured=`<sub>${rehearsal?.status==="ran"?`Postgr\
es ${version(rehearsal.postgres)} (${rehearsal.provider}) \xB7 `:""}${tool.name} ${version(tool.version)} \xB7 ${duration(timings.totalMs)}</sub>`;return[...commands.
length>0?[commands.map(code).join(" \xB7 ")]:[],measured].join(`

`)}export{markdown,headline,titled,cure};
