import{print,tell}from"./chunk-DFAQFWWI.js";import{code,nearest,rules}from"./chunk-BODMWZIV.js";import"./chunk-ZXDGY5FU.js";import"./chunk-656ZDTEV.js";
import{blocks,spoken}from"./chunk-OLJVEC4A.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import{duration,grouped}from"./chunk-T2HLY4DR.js";
import{failure,success}from"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";function figuresOf({id},measurements){let found=measurements.rules[id];if(!found)return[];let{postgres,rows,processors}=measurements;return"notMeasured"in found?
["## Measured",found.notMeasured]:["## Measured",`Postgres ${postgres}, ${grouped(rows)} rows a table, ${grouped(processors)} processors. Elsewhere the times ar\
e others; locks, rewrites and who waits are the same.`,["| | takes | strongest lock on an existing table | rewrite | who waits |","| --- | --- | --- | --- | ---\
 |",line("dangerous",found.bad),line("better",found.good)].join(`
`)]}function line(which,{durationMs,lock,rewrites,sqlstate}){let held=lock?`${spoken(lock.mode)} on ${code(lock.object)}, ${duration(lock.heldMs)}`:"none",waits=lock?
blocks(lock.mode):[];return`| ${[which,sqlstate===void 0?duration(durationMs):`fails (${sqlstate}) after ${duration(durationMs)}`,held,rewrites?"yes":"no",waits.
length>0?waits.join(" and "):"nobody"].join(" | ")} |`}var hazards={lock:"Locks: others wait",compatibility:"Compatibility: running code breaks","data-loss":"Data loss",failure:"Failure: the migration does not go th\
rough",process:"Process: history, order, way back",hygiene:"Hygiene"};function page(rule,measurements){let{id,title,severity,why,examples}=rule;return`${[`# ${title}`,
`\`${id}\` \xB7 ${severity} \xB7 ${hazards[rule.hazard].toLowerCase()}${rule.destructive?" \xB7 destructive: an approval must give a reason":""}`,why,...claims(
rule),...examples?["## Given",fenced(examples.given),"## Dangerous",fenced(examples.bad),"## Better",fenced(examples.good),"Dangerous and better are both run on\
 a real Postgres by `test/claims`."]:[],...measurements?figuresOf(rule,measurements):[],...rule.versions||rule.since>13?["## Versions",versions(rule)]:[],"## Le\
t it pass",suppression(rule)].join(`

`)}
`}var fenced=code2=>`\`\`\`sql
${code2}
\`\`\``,versions=({since,versions:note})=>[since>13?`From Postgres ${String(since)}.`:"",note??""].filter(Boolean).join(" ");function claims({takes,rewrites,scans,
fails}){let lines=[takes?`- Lock on an existing table: ${spoken(takes)}; while it is held, ${waiting(takes)}`:"",rewrites?"- The table is rewritten":"",scans?"-\
 The table is read to its end while the lock is held":"",fails?`- Fails with SQLSTATE ${fails}`:""].filter(Boolean);return lines.length>0?["## What Postgres doe\
s",lines.join(`
`)]:[]}function waiting(mode){let waits=blocks(mode);return waits.includes("reads")?"reads and writes wait":waits.length>0?"writes wait and reads go on":"reads \
and writes go on"}var suppression=({id,on})=>[`Above the statement${on?"":", or above any statement of the file"}:`,fenced(`-- migrate:allow ${id} reason: why i\
t is fine here`),"The finding stays as advice and names the reason. For the whole repository, in `.github/migration-rehearsal.yml`:",`\`\`\`yaml
rules:
  ${id}: off # or advice, warning, blocker
\`\`\``].join(`

`);function explain(id,rules2){let rule=rules2.find(one=>one.id===id);if(rule)return success(page(rule));let near=nearest(id,rules2.map(one=>one.id));return failure(
{code:"bad-usage",says:`There is no rule \u201C${id}\u201D.`,advice:near?`Did you mean ${near}?`:"docs/rules/README.md lists them all."})}async function runExplain(rule){let page2=explain(rule,rules);return page2.ok?(await print(page2.value),0):(tell(page2.problem),2)}export{runExplain};
