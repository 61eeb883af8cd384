import{cell,cellCode,text,together,within}from"./chunk-4W5TRBXY.js";import{headOf,itemTitle,lockWords,place,production,sentence,signOf,worstLock}from"./chunk-JSQ7MUIT.js";
import{bytes,counted,duration,grouped}from"./chunk-T2HLY4DR.js";var kin=[["backward-compatibility","forward-compatibility"],["data-volume","production-like-volume"],["versioned","small-and-focused","expand-contract"],["team-\
notified","impact-shared","someone-watching"]],head="readiness&nbsp;for&nbsp;production",order=["fail","warn","to do","unknown","pass","not needed"];function checklistTable(entries){
if(entries.every(({status})=>status==="not-applicable"))return"";let sorted=[...entries.reduce(added,[])].sort((one,other)=>order.indexOf(one.sign.word)-order.indexOf(
other.sign.word));return[`| | ${head} | measured |`,"| --- | --- | --- |",...sorted.map(checklistRow)].join(`
`)}function added(table,entry){let sign=signOf(entry.item,entry.status),home=table.find(row=>row.sign.word===sign.word&&belongs(entry,row));return home===void 0?
[...table,{sign,entries:[entry]}]:table.map(row=>row===home?{sign,entries:[...row.entries,entry]}:row)}var belongs=(entry,{entries})=>entries.some(({says})=>says===
entry.says)||!["fail","warn"].includes(entry.status)&&kin.some(family=>family.includes(entry.item)&&entries.some(({item})=>family.includes(item)));function checklistRow({
sign,entries}){let title=entries.map(({item})=>itemTitle[item]),says=[...new Set(entries.flatMap(entry=>sentences(sentence(entry.says))))].join(" ");return`| ${sign.
icon}&nbsp;${unbroken(sign.word)} | ${title.join("<br>")} | ${within(700,says,cell)} |`}var sentences=words=>words.split(/(?<=\.) (?=[A-Z“`\d])/),unbroken=words=>words.
replaceAll(" ","&nbsp;"),columns=[{title:"statement",align:"---",tell:statementCell},{title:"rehearsed",align:"---:",tell:({durationMs})=>text(duration(durationMs))},
{title:"production",align:"---:",tell:({estimate})=>together(production(estimate))},{title:"lock",align:"---",tell:({locks})=>onWorst(locks,lock=>within(200,lockWords(
lock),text))},{title:"waiting",align:"---",tell:({locks})=>onWorst(locks,waiting)}],amounts=[{title:"rows",align:"---:",tell:({rowsAffected})=>dash(rowsAffected,
grouped)},{title:"WAL",align:"---:",tell:({walBytes})=>dash(walBytes,size=>together(bytes(size)))}];function amountsColumn(statements){let shown=amounts.filter(
({tell:tell2})=>statements.some(run=>tell2(run)!=="\u2013")),[first]=shown;if(first===void 0)return[];let tell=run=>{let told=shown.map(amount=>amount.tell(run)).
filter(figure=>figure!=="\u2013");return told.length===0?"\u2013":told.join("<br>")};return[{...first,title:shown.map(({title})=>title).join(" \xB7 "),tell}]}function statementTable(statements,room){
if(statements.length===0)return"";let shown=[...columns,...amountsColumn(statements)],line=cells=>`| ${cells.join(" | ")} |`,head2=[line(shown.map(({title})=>title)),
line(shown.map(({align})=>align))],all=statements.map(statement=>line(shown.map(({tell})=>tell(statement)))),kept=beginning(all,room-head2.join(`
`).length-100),more=all.length-kept.length,rest=more>0?[line([`and ${counted(more,"more statement")}`,...shown.slice(1).map(()=>"")])]:[];return[...head2,...kept,
...rest].join(`
`)}function beginning(parts,room){let used=0,most=parts.findIndex(part=>(used+=part.length+2)>room);return most<0?parts:parts.slice(0,most)}function statementCell({
file,line,sql,error}){let failed=error===void 0?"":`<br>**failed**: ${within(600,error.says,cell)} (${within(40,error.sqlstate,cellCode)})`;return`${within(300,
headOf(sql,90),cellCode)}<br><sub>${within(300,place(file,line),cellCode)}</sub>${failed}`}function waiting({blocks,heldMs}){if(blocks.length===0)return"\u2013";
let who=unbroken(blocks.join(", "));return`${heldMs>=1e3?`**${who}**`:who} ${unbroken(text(duration(heldMs)))}`}var onWorst=(locks,tell)=>{let lock=worstLock({locks});
return lock===void 0?"\u2013":tell(lock)},dash=(figure,tell)=>figure===void 0||figure===0?"\u2013":tell(figure);export{checklistTable,statementTable,beginning};
