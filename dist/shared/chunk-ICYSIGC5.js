import{checklistItems}from"./chunk-MIIEZTND.js";import{toolIds}from"./chunk-C4KXZSFV.js";import{lockModes}from"./chunk-OLJVEC4A.js";import{_enum,
array,boolean,int,literal,number,strictObject,string,tuple,union}from"./chunk-73Z4TPO5.js";var position=int().min(1),count=int().min(0),ms=number().min(0),size=int().min(0),words=string().min(1),notMeasured=strictObject({status:literal("not-measured"),
because:words}),sqlstate=string().regex(/^[0-9A-Z]{5}$/),lock=strictObject({object:words,mode:_enum(lockModes),heldMs:ms,blocks:array(_enum(["reads","writes"])).
readonly()}),failed=strictObject({sqlstate,says:words});var trafficFigures=strictObject({longestReadStallMs:ms,longestWriteStallMs:ms,blockedStatements:count}),trafficWait=strictObject({behind:_enum(["reader","writer",
"snapshot"]),ms,lockTimeoutMs:ms,sqlstate:sqlstate.exactOptional(),leaves:words.exactOptional(),keeps:array(words).readonly().exactOptional(),alike:array(strictObject(
{file:words,line:position})).readonly().exactOptional()}),trafficRun=trafficFigures.extend({rows:count,stalls:array(strictObject({file:words,line:position,tables:array(
words).readonly(),readMs:ms,writeMs:ms,rowMs:ms,waited:trafficWait.exactOptional()})).readonly(),totalMs:ms,reads:array(ms).readonly(),writes:array(ms).readonly()}),
traffic=union([trafficFigures.extend({status:literal("measured"),says:words.exactOptional(),tables:array(strictObject({table:words,readers:count,writers:count})).
readonly().exactOptional(),alone:trafficRun.exactOptional(),behind:trafficRun.extend({heldMs:ms,productionMs:ms.exactOptional()}).exactOptional()}),notMeasured]),
reverted=["reverts","loses-data","differs","fails"],rollback=union([strictObject({status:_enum([...reverted,"missing"]),says:words,optional:literal(!0).exactOptional(),
generated:strictObject({status:_enum(reverted),says:words,sql:string()}).exactOptional()}),notMeasured]),rerun=union([strictObject({status:_enum(["idempotent","\
resumes","fails"]),says:words,points:array(strictObject({after:count,at:string().exactOptional(),how:_enum(["after","during"]).exactOptional(),progress:_enum(["\
goes-on","starts-anew"]).exactOptional(),schema:string(),next:string()})).readonly()}),notMeasured]),compatibility=union([strictObject({checked:count,coverage:strictObject(
{source:words,ageDays:number().min(0),callsShare:number().min(0).max(1)}).exactOptional(),broken:array(strictObject({query:words,source:words,sqlstate})).readonly()}),
notMeasured]),adviceFigures=strictObject({durationMs:ms,waits:lock.exactOptional(),rowsLockedMs:ms.exactOptional(),rewrites:array(words).readonly(),scansWhileWaiting:array(
words).readonly(),walBytes:size}),advice=strictObject({finding:words,rule:words,file:words,line:position,status:_enum(["helps","fails","no-better"]),rows:count,
original:adviceFigures,alternative:adviceFigures,sql:words,says:words,pausesMs:ms.exactOptional(),lag:strictObject({bytesPerSecond:size,productionRows:count,originalMs:ms,
alternativeMs:ms}).exactOptional(),verification:strictObject({sql:words,before:count,after:count}).exactOptional(),error:failed.exactOptional()});var migration=strictObject({path:words,tool:_enum(toolIds),version:string(),status:_enum(["added","modified","renamed","deleted"]),transaction:_enum(["per-state\
ment","per-file","one-message","all-pending"]),direction:_enum(["up","down","both"])}),finding=strictObject({id:words,rule:words,severity:_enum(["blocker","warn\
ing","advice"]),evidence:_enum(["read","observed"]),file:words,line:position,column:position,endLine:position,endColumn:position,objects:array(words).readonly(),
says:words,instead:words,edit:words.exactOptional(),rehearsed:words.exactOptional(),docs:words}),checklistEntry=strictObject({item:_enum(checklistItems),status:_enum(
["pass","warn","fail","unknown","not-applicable"]),says:words}),volume=strictObject({table:words,rows:count,bytes:size,source:_enum(["snapshot","seed","syntheti\
c","existing"]),productionRows:count.exactOptional()}),workClass=_enum(["metadata","scan","scan-sort","rewrite","rows"]),estimate=union([strictObject({class:workClass,
productionMs:tuple([ms,ms]).readonly(),model:words,sizes:array(count).readonly(),error:number().min(0),calibrated:boolean(),runs:count.exactOptional(),widened:array(
words).readonly().exactOptional(),cold:union([strictObject({ms,warmMs:ms}),notMeasured]).exactOptional()}),notMeasured.extend({class:workClass})]),statement=strictObject(
{file:words,line:position,sql:words,durationMs:ms,locks:array(lock).readonly(),rewrites:array(words).readonly(),scans:array(strictObject({table:words,rows:count})).
readonly(),deadTuples:array(strictObject({table:words,rows:count})).readonly().exactOptional(),walBytes:size,tempBytes:union([size,notMeasured]),rowsAffected:count.
exactOptional(),estimate,phase:_enum(["expand","migrate","contract"]).exactOptional(),error:failed.exactOptional()}),provider=_enum(["embedded","docker","url"]),
rehearsal=union([strictObject({status:literal("ran"),postgres:words,provider,volume:array(volume).readonly(),statements:array(statement).readonly(),traffic,rollback,
rerun,leftovers:array(strictObject({kind:_enum(["invalid-index","not-validated"]),object:words})).readonly(),compatibility:strictObject({backward:compatibility,
forward:compatibility}),advice:array(advice).readonly().exactOptional(),schemaDiff:string(),pastEstimates:strictObject({compared:count,inside:count,times:tuple(
[ms,ms]).readonly(),applied:boolean()}).exactOptional(),notes:array(words).readonly()}),strictObject({status:literal("skipped"),because:words}),strictObject({status:literal(
"broke"),because:words,advice:words,postgres:words.exactOptional(),provider:provider.exactOptional(),volume:array(volume).readonly().exactOptional(),statements:array(
statement).readonly().exactOptional(),notes:array(words).readonly()})]),stages=strictObject({provision:ms.exactOptional(),baseline:ms.exactOptional(),volume:ms.
exactOptional(),rehearse:ms.exactOptional(),report:ms.exactOptional()}),reportSchema=strictObject({schema:literal(1),tool:strictObject({name:literal("migration-\
rehearsal"),version:words}),verdict:_enum(["pass","needs-approval","approved","fail","error"]),because:words,digest:string().regex(/^([0-9a-f]{64})?$/),migrations:array(
migration).readonly(),findings:array(finding).readonly(),checklist:array(checklistEntry).length(checklistItems.length).readonly(),rehearsal:rehearsal.exactOptional(),
timings:strictObject({totalMs:ms,stages})});function toJson(report){return`${JSON.stringify(reportSchema.parse(report),null,2)}
`}function fromJson(text){return reportSchema.parse(JSON.parse(text))}export{toJson,fromJson};
