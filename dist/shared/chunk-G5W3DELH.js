import{beginning}from"./chunk-W7I7VO3L.js";import{cell,cellCode,code,fence,prose,text,within}from"./chunk-4W5TRBXY.js";import{capital,headOf,heldInProduction,
lockWords,migrationsIn,place,production,short,statementsOf,verdictSign,waitWords,wholeTime}from"./chunk-JSQ7MUIT.js";import{bytes,counted,duration,durationRange}from"./chunk-T2HLY4DR.js";var unnoticedMs=50;function refusals({statements,volume}){let tables=new Set(volume.map(({table})=>table)),longest=statements.flatMap((statement,index)=>{let blocking=statement.
locks.filter(({blocks})=>blocks.length>0),own=blocking.filter(({object})=>tables.has(object));return(own.length>0?own:blocking).map(lock=>{let known=heldInProduction(
lock,statements.slice(index));return{statement,lock,upper:Math.max(lock.heldMs,known?.[1]??0),known}})}).toSorted((one,other)=>other.upper-one.upper);return longest.
filter((one,index)=>longest.findIndex(({lock})=>lock.object===one.lock.object)===index).filter(({upper,known})=>upper>=unnoticedMs||known===void 0).map(({statement,
lock,known})=>({statement,object:lock.object,blocks:lock.blocks,lock:lockWords(lock),howLong:lasting(lock.heldMs,known)}))}function lasting(heldMs,known){let here=`${duration(
heldMs)} in the rehearsal`;return known===void 0?`${here}, not known in production`:known[1]<unnoticedMs?here:`${here}, ${durationRange(known)} in production`}function expectedTime(report){
let statements=statementsOf(report.rehearsal);if(report.rehearsal?.status!=="ran")return"not known: it was not rehearsed to its end.";let{rehearsedMs,productionMs}=wholeTime(
statements),here=`${duration(rehearsedMs)} in the rehearsal`;return statements.length===0?"no statement has to run.":productionMs===void 0?`not known in product\
ion; ${here}.`:`${durationRange(productionMs)} in production; ${here}.`}function impact(report){if(report.rehearsal?.status!=="ran")return["Not known: it was no\
t rehearsed to its end."];let said=[...refusals(report.rehearsal).map(({object,blocks,howLong,lock})=>`${capital(waitWords(blocks))} on \`${short(object)}\` for ${howLong}\
 (${lock}).`),...behindOthers(report.rehearsal)];return said.length>0?said:["No lock makes reads or writes of an existing table wait for a time that one notices\
."]}function behindOthers({traffic}){if(traffic.status==="not-measured")return[];let{longestReadStallMs:reads,longestWriteStallMs:writes}=traffic;return Math.max(
reads,writes)<unnoticedMs?[]:[`Under traffic reads waited up to ${duration(reads)} and writes up to ${duration(writes)}: while a lock waits for a transaction th\
at is open, everybody waits behind it.`]}function wayBack({rehearsal}){if(rehearsal?.status!=="ran")return"Not known: it was not rehearsed to its end.";let{rollback}=rehearsal;
if(rollback.status==="not-measured")return`Not rehearsed: ${rollback.because}`;let{generated}=rollback;return generated===void 0?rollback.says:`${rollback.says}\
 A generated one was run: ${generated.says}`}function weight(statements){return{rewrites:[...new Set(statements.flatMap(({rewrites})=>rewrites))],walBytes:statements.
reduce((sum,{walBytes})=>sum+walBytes,0)}}var longTransactions=`SELECT pid, usename, state, now() - xact_start AS open_for, left(query, 60) AS query
FROM pg_stat_activity
WHERE xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()
ORDER BY xact_start;`,laggingReplicas=`SELECT application_name, state, replay_lag,
       pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind
FROM pg_stat_replication;`,invalidIndexes=`SELECT indexrelid::regclass AS invalid_index, indrelid::regclass AS on_table
FROM pg_index
WHERE NOT indisvalid;`,waiting=`SELECT pid, now() - query_start AS waits, pg_blocking_pids(pid) AS waits_for, left(query, 60) AS query
FROM pg_stat_activity
WHERE cardinality(pg_blocking_pids(pid)) > 0
ORDER BY query_start;`,after=`SELECT 'invalid index' AS left_over, indexrelid::regclass::text AS object
FROM pg_index
WHERE NOT indisvalid
UNION ALL
SELECT 'unvalidated constraint', conrelid::regclass || ': ' || conname
FROM pg_constraint
WHERE NOT convalidated AND conrelid <> 0;`,literal=name=>`'${name.replaceAll("'","''")}'`,sizesOf=relations=>`SELECT name, pg_size_pretty(pg_total_relation_size\
(to_regclass(name))) AS size
FROM unnest(ARRAY[${relations.slice(0,20).map(literal).join(", ")}]) AS name;`,progress=[{view:"pg_stat_progress_create_index",told:/^\s*(create\s+(unique\s+)?index|reindex)\b/i,
columns:"phase, blocks_done, blocks_total, tuples_done, tuples_total"},{view:"pg_stat_progress_cluster",told:/^\s*(cluster|vacuum\s*(\(\s*full|full))\b/i,columns:"\
phase, heap_blks_scanned, heap_blks_total"}];function progressOf(statements){return progress.filter(({told})=>statements.some(({sql:sql2})=>told.test(withoutComments(
sql2)))).map(({view,columns})=>`SELECT pid, relid::regclass AS of_table, ${columns} FROM ${view};`).join(`
`)}var withoutComments=sql2=>sql2.replace(/^(\s*(--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/))+/,"");var sql=statement=>within(4e3,statement,body=>fence(body,"sql"));function before({findings},statements){let{rewrites,walBytes}=weight(statements),locked=statements.
some(({locks})=>locks.length>0);return[whoMayLook,...locked?["**Long transactions.** Each of these makes a lock wait, and everybody queues behind it. Begin when\
 there are none.",sql(longTransactions)]:[],`**Replicas.** ${walBytes>0?`It writes ${bytes(walBytes)} of WAL in the rehearsal${moreInProduction(statements)}.`:"\
It writes hardly any WAL."} Begin when none lags.`,sql(laggingReplicas),...disk(rewrites,walBytes),"**Invalid indexes.** One that an earlier try left is passed \
over by `IF NOT EXISTS`. There should be none.",sql(invalidIndexes),...questions(findings)]}var whoMayLook="Look as a superuser or a member of `pg_monitor`: to \
anybody else Postgres shows no transaction of other roles, and the answer is empty though there are some.",moreInProduction=statements=>statements.some(({estimate})=>"\
productionMs"in estimate&&estimate.class!=="metadata")?", and more with production\u2019s rows":"",worthRoom=1e6;function disk(rewrites,walBytes){return rewrites.
length===0&&walBytes<worthRoom?[]:[`**Disk.** ${rewrites.length===0?"What it writes needs room; Postgres does not tell how much is free, so look on the machine.":
"What is written anew stands on the disk twice until it is done. Postgres does not tell how much is free: look on the machine for more than this."}`,...rewrites.
length===0?[]:[sql(sizesOf(rewrites))]]}function questions(findings){let asked=findings.filter(({rule})=>rule==="data-dependent-failure").slice(0,4);return asked.
length===0?[]:["**Production\u2019s own rows decide these:**",...asked.map(({file,line,instead,says})=>`- ${within(300,place(file,line),code)} ${within(800,says,
prose)} ${within(1500,instead,prose)}`)]}function watching({rehearsal},statements){let found=rehearsal?.status==="ran"?refusals(rehearsal):[],whole=statements.flatMap(
({estimate,file,line})=>"productionMs"in estimate&&estimate.productionMs[1]>=1e3?[`- ${within(300,place(file,line),code)} should end within ${durationRange(estimate.
productionMs)}. Past ${duration(estimate.productionMs[1])} it is outside of what was foretold: stop it unless you can tell why.`]:[]),unknown=statements.flatMap(
({estimate,file,line})=>"productionMs"in estimate||estimate.class==="metadata"?[]:[`- ${within(300,place(file,line),code)}: how long it takes in production is n\
ot known. Agree before it begins on the time after which it is stopped.`]),lines=beginning([...whole,...unknown],4e3).join(`
`),progress2=progressOf(statements);return["Who waits for whom, every few seconds:",sql(waiting),...found.length>0?[found.slice(0,10).map(({object,blocks,howLong})=>within(
500,`${capital(waitWords(blocks))} on \`${short(object)}\`: ${howLong}. Sessions that wait for another table, or longer, were not foretold.`,says=>`- ${prose(says)}`)).
join(`
`)]:["No table refuses anybody for a time that one notices, unless a lock has to wait itself: stop it when sessions queue."],...progress2===""?[]:["How far it i\
s:",sql(progress2)],...lines===""?[]:["**When to stop**",lines],"To stop it, `SELECT pg_cancel_backend(pid);` with the pid of the migration\u2019s session: the first\
 query shows it as `waits_for` of those that wait for it, and as `pid` where it waits itself."]}function afterwards({rehearsal},statements,{call}){let dead=statements.
flatMap(({deadTuples=[]})=>deadTuples),left=rehearsal?.status==="ran"?rehearsal.leftovers:[];return[left.length===0?"The rehearsal left nothing half done, so th\
is should show no row:":`The rehearsal left ${left.map(({kind,object})=>`${leftWords[kind]} ${within(200,short(object),code)}`).join(", ")}; this shows that, an\
d should show nothing else:`,sql(after),...dead.slice(0,10).map(({table,rows})=>`- ${within(300,short(table),code)} is left with ${counted(rows,"dead row")} in \
the rehearsal: ${within(300,`VACUUM (ANALYZE) ${table};`,code)} once no old transaction is left.`),...call===void 0?[]:[`Tell the others: ${code(`${call} starte\
d`)} when it begins, ${code(`${call} finished 4m30s`)} with what it took. The report then shows it beside what was foretold.`]]}var leftWords={"invalid-index":"\
the invalid index","not-validated":"the unvalidated constraint"};function runbook(report,options={}){if(report.migrations.length===0)return`# Runbook

${nothing(report)}
`;let statements=statementsOf(report.rehearsal);return`${[head(report,options),...section("1. Before you begin",before(report,statements)),...section("2. The st\
eps, in this order",steps(report,statements)),...section("3. What to watch, and when to stop",watching(report,statements)),...section("4. If it stops halfway",halfway(
report.rehearsal)),...section("5. The way back",back(report)),...section("6. Afterwards",afterwards(report,statements,options))].join(`

`)}
`}var nothing=({verdict,because})=>verdict==="error"?`What there is to deploy is not known: ${within(600,because,prose)}`:"No migration changes, so there is not\
hing to deploy.",section=(title,body)=>body.length===0?[]:[`## ${title}`,...body];function head({migrations,digest,verdict,because,rehearsal},{commit}){let{icon,
word}=verdictSign[verdict],what=[...digest===""?[]:[`digest ${code(digest.slice(0,12))}`],...commit===void 0?[]:[`commit ${code(commit.slice(0,7))}`],...rehearsal?.
status==="ran"?[`rehearsed on Postgres ${text(rehearsal.postgres)}`]:[]].join(" \xB7 "),stop=verdict==="pass"||verdict==="approved"?"":`

**Do not deploy this as it is**: the check is not green.`,about=rehearsal===void 0?{}:{rehearsal},[takes,...waits]=[`Takes: ${expectedTime(about)}`,...impact(about).
map(says=>`Impact: ${says}`)];return[`# Runbook: ${migrationsIn(migrations)}`,what,`${icon} ${capital(word)}: ${within(600,because,prose)}${stop}`,beginning([takes,
...waits].map(says=>`- ${within(600,says,prose)}`),6e3).join(`
`)].filter(part=>part!=="").join(`

`)}function steps({migrations,rehearsal},statements){if(statements.length===0){let because=rehearsal===void 0||rehearsal.status==="ran"?"no statement ran":rehearsal.
because;return[`Nothing is known of the steps: ${within(600,because,prose)}`]}let rows=statements.map((one,index)=>`| ${index+1} | ${within(200,place(one.file,one.
line),cellCode)} ${within(160,headOf(one.sql,110),cellCode)} | ${duration(one.durationMs)} | ${prose(production(one.estimate))} | ${refused(one)} |`),table=["| \
| statement | rehearsed | production | who waits |","| ---: | --- | ---: | ---: | --- |"],modes=[...new Set(migrations.map(({transaction})=>transaction))].map(mode=>modeWords[mode]);
return[[...table,...beginning(rows,12e3)].join(`
`),...modes,...statements.some(({locks})=>locks.some(({blocks})=>blocks.length>0))?[lockAdvice]:[]]}var modeWords={"per-statement":"Each statement commits on it\
s own: what is done stays done when a later one fails.","per-file":"Each file is one transaction: a failure undoes the file, and locks are kept until its end.",
"one-message":"Each file is sent as one message: a failure undoes it, and locks are kept until its end.","all-pending":"All files are one transaction: a failure\
 undoes them all, and locks are kept until its end."},lockAdvice="Unless the migrations set it themselves, set `lock_timeout` (say `5s`) in their session. Where\
 a lock does not come in time the statement ends with 55P03 and has changed nothing: look for long transactions again, and repeat. Without it, whoever comes aft\
er waits behind it with no end.";function refused({locks,error}){if(error!==void 0)return`**failed**: ${within(400,error.says,cell)}`;let[worst]=locks.filter(({
blocks})=>blocks.length>0).toSorted((one,other)=>other.blocks.length-one.blocks.length||other.heldMs-one.heldMs);return worst===void 0?"nobody":within(300,`${waitWords(
worst.blocks)} on \`${short(worst.object)}\`, ${duration(worst.heldMs)} here`,cell)}function halfway(rehearsal){if(rehearsal?.status!=="ran")return["Not rehears\
ed: what an interruption leaves is not known."];let{rerun}=rehearsal;if(rerun.status==="not-measured")return[`Not rehearsed: ${within(600,rerun.because,prose)}`];
let points=rerun.points.map(({after:step,at,how,schema,next})=>`- ${at===void 0?`After step ${step}`:`${how==="during"?"In the midst of":"After"} ${within(300,at,
code)}`}: ${within(500,schema.replace(/\.$/,""),prose)}. Then ${within(500,next,code)}`);return[within(1500,rerun.says,prose),...points.length>0?[beginning(points,
8e3).join(`
`)]:[]]}function back(report){let{rehearsal,migrations}=report,says=within(1500,wayBack(report),prose);if(rehearsal?.status!=="ran"||rehearsal.rollback.status===
"not-measured")return[says];let{generated}=rehearsal.rollback,downs=migrations.filter(({direction,status})=>direction!=="up"&&status!=="deleted").toReversed();return[
says,...downs.length===0?[]:[`The last first:

${beginning(downs.map(({path},index)=>`${index+1}. ${within(600,path,code)}`),4e3).join(`
`)}`],...generated===void 0?[]:["The generated one:",within(8e3,generated.sql,body=>fence(body,"sql"))]]}export{expectedTime,impact,wayBack,runbook};
