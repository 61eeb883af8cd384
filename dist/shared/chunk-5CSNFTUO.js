import{compareNames,folderOf,nameOf,require_picomatch,stem,toolById,upwards,within}from"./chunk-BLIRVPOK.js";import{checklistItems}from"./chunk-MIIEZTND.js";
import{firstSentence,howLong,joined,migrationsIn,place,rowsOf,sentence,short,statementsOf,trafficWords,upper,waitWords,worstFirst,worstStandstill}from"./chunk-JSQ7MUIT.js";
import{spoken,strength}from"./chunk-OLJVEC4A.js";import{closest,distance}from"./chunk-UURERUFQ.js";import{bytes,counted,duration,durationRange,grouped,
share}from"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import{__toESM}from"./chunk-7PVPYRVV.js";function handedOver(file,text){return text!==void 0&&text.trim()!==""?success({file,text}):failure({code:"bad-configuration",says:`The policy ${file} is empty h\
ere, or not there at all; weaker rules could hold without it, so nothing is looked at.`,advice:"Hand it over where this runs (workflows of forks get variables, \
but no secrets), or name none."})}var under=(policy,source)=>policy===void 0?source:{...source,policy};import{mkdir,mkdtemp,realpath,rm,stat,symlink,writeFile}from"node:fs/promises";import{tmpdir}from"node:os";import{dirname,join,normalize}from"node:path";import{spawn}from"node:child_process";var safeSettings=["core.hooksPath=/dev/null","core.fsmonitor=false","core.attributesFile=/dev/null","core.quotePath=false",
"log.showSignature=false","diff.external="],safeArguments=["--no-pager","--literal-pathspecs",...safeSettings.flatMap(setting=>["-c",setting])],inherited=["PATH",
"HOME","XDG_CONFIG_HOME","USERPROFILE","SystemRoot","TMPDIR","TMP","TEMP"];function safeEnvironment(){return{...Object.fromEntries(inherited.map(name=>[name,process.
env[name]])),LC_ALL:"C",GIT_CONFIG_NOSYSTEM:"1",GIT_NO_REPLACE_OBJECTS:"1",GIT_NO_LAZY_FETCH:"1",GIT_ALLOW_PROTOCOL:"none",GIT_OPTIONAL_LOCKS:"0",GIT_TERMINAL_PROMPT:"\
0"}}function gitIn(directory,{environment={},signal}={}){return(args,input="")=>new Promise((resolve,reject)=>{let env={...safeEnvironment(),...environment},child=spawn(
"git",["-C",directory,...safeArguments,...args],{env,detached:signal!==void 0}),kill=()=>{endGroup(child.pid)};signal?.addEventListener("abort",kill),signal?.aborted===
!0&&kill();let stdout=[],stderr=[];child.stdout.on("data",chunk=>stdout.push(chunk)),child.stderr.on("data",chunk=>stderr.push(chunk)),child.stdin.on("error",()=>{}),
child.on("error",reject),child.on("close",status=>{signal?.removeEventListener("abort",kill),resolve({status:status??-1,stdout:Buffer.concat(stdout),stderr:Buffer.
concat(stderr).toString("utf8")})}),child.stdin.end(input)})}function endGroup(pid){try{pid!==void 0&&process.kill(-pid,"SIGKILL")}catch{}}async function output(git,args,input){
let{status,stdout,stderr}=await git(args,input);if(status===0)return stdout;throw new Error(`git ${args[0]??""} ended with status ${status}.`,{cause:stderr})}var strict=new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0});function decodePath(bytes2){let whole=decodeStrictly(bytes2);if(whole!==void 0)return whole;let path="";
for(let at=0;at<bytes2.length;){let length=sequenceLength(bytes2[at]??0),character=decodeStrictly(bytes2.subarray(at,at+length));path+=character??String.fromCharCode(
56320+(bytes2[at]??0)),at+=character===void 0?1:length}return path}function decodeStrictly(bytes2){try{return strict.decode(bytes2)}catch{return}}function sequenceLength(lead){
return lead>=240?4:lead>=224?3:lead>=192?2:1}function*fields(output2){let start=0;for(let end=output2.indexOf(0);end>=0;end=output2.indexOf(0,start))yield output2.
subarray(start,end),start=end+1;start<output2.length&&(yield output2.subarray(start))}var maximumBytes=256*1024*1024;async function listTree(git,commit){return treeEntries(await output(git,["ls-tree","-r","-z","-l","--full-tree",commit]))}async function newestEntry(git,path){
let{status,stdout}=await git(["ls-tree","-z","-l","--full-tree","HEAD","--",path]);return status===0?treeEntries(stdout):[]}function treeEntries(listing){return[
...fields(listing)].map(field=>{let tab=field.indexOf(9),[mode="",,blob="",bytes2="-"]=field.subarray(0,tab).toString("latin1").split(/ +/);return{path:decodePath(
field.subarray(tab+1)),mode,blob,bytes:bytes2==="-"?0:Number(bytes2)}})}async function blobSizes(git,blobs){return blobs.length===0?[]:(await output(git,["cat-f\
ile","--batch-check"],`${blobs.join(`
`)}
`)).toString("latin1").trimEnd().split(`
`).map(line=>{let[,type,bytes2]=line.split(" ");return type==="blob"?Number(bytes2):void 0})}async function readBlobs(git,blobs){let sizes=await blobSizes(git,blobs),
missing=blobs.find((_,index)=>sizes[index]===void 0);if(missing!==void 0)return failure(leftOut(missing));let total=sizes.reduce((sum2,size)=>sum2+(size??0),0);
return total>maximumBytes?failure(tooMuch(total)):blobs.length===0?success([]):success(splitBatch(await output(git,["cat-file","--batch"],`${blobs.join(`
`)}
`)))}function splitBatch(batch){let contents=[];for(let at=0;at<batch.length;){let lineEnd=batch.indexOf(10,at),size=Number(batch.subarray(at,lineEnd).toString(
"latin1").split(" ")[2]);contents.push(batch.subarray(lineEnd+1,lineEnd+1+size)),at=lineEnd+1+size+1}return contents}var leftOut=blob=>({code:"shallow-clone",says:`\
This clone lacks the content of a file it lists (blob ${blob.slice(0,12)}); it was cloned with a filter, or is damaged.`,advice:"Clone without `--filter` (actio\
ns/checkout: remove `filter:` and `sparse-checkout:`)."}),tooMuch=held2=>({code:"pull-request-too-large",says:`The migration files hold ${bytes(held2)}; at most\
 256 MB can be read.`,advice:"Narrow `migrations.paths` in the configuration, and keep data files out of the migration folder."});async function checkOut(git,root,commit){let folder=await realpath(await mkdtemp(join(tmpdir(),"migration-rehearsal-tree-"))),remove=()=>rm(folder,{recursive:!0,
force:!0,maxRetries:3});try{let written=await writeTree(git,folder,await listTree(git,commit));return written.ok?(await linkInstalled(root,folder),success({folder,
[Symbol.asyncDispose]:remove})):(await remove(),written)}catch(error){throw await remove(),error}}var pieceBytes=32*1024*1024;async function writeTree(git,folder,entries){
let wanted2=entries.filter(({mode,path})=>mode!=="160000"&&staysInside(path));for(let folders of new Set(wanted2.map(({path})=>dirname(path))))await mkdir(join(
folder,folders),{recursive:!0});let links=[];for(let piece of piecesOf(wanted2)){let blobs=await readBlobs(git,piece.map(({blob})=>blob));if(!blobs.ok)return blobs;
for(let[index,{path,mode}]of piece.entries()){let bytes2=blobs.value[index]??new Uint8Array;mode==="120000"?links.push([path,new TextDecoder().decode(bytes2)]):
await writeFile(join(folder,path),bytes2,{flag:"wx",mode:mode==="100755"?493:420})}}for(let[path,target]of links)staysInside(join(dirname(path),target))&&!target.
startsWith("/")&&await symlink(target,join(folder,path));return success(!0)}function staysInside(path){let[first=""]=normalize(path).split("/");return first!==""&&
first!==".."&&first.toLowerCase()!==".git"}function piecesOf(entries){let pieces=[],room=0;for(let entry of entries)(entry.bytes>room||pieces.length===0)&&(pieces.
push([]),room=pieceBytes),pieces.at(-1)?.push(entry),room-=entry.bytes;return pieces}async function linkInstalled(root,folder){let git=gitIn(root);for(let kind of[
["--ignored"],[]]){let listed=await git(["ls-files","-z","--others",...kind,"--exclude-standard","--directory"]);if(listed.status!==0)return;for(let field of fields(
listed.stdout)){let path=decodePath(field).replace(/\/$/,""),[here,there]=[join(root,path),join(folder,path)];!staysInside(path)||!await isFolder(here)||!await isFolder(
dirname(there))||await isFolder(there)||await symlink(here,there).catch(()=>{})}}}var isFolder=path=>stat(path).then(found=>found.isDirectory(),()=>!1);var renameLimit=1e3,diffArguments=["diff-tree","-r","-z","-M50%",`-l${renameLimit}`,"--no-rename-empty","--raw","--no-abbrev","--no-relative","--no-ext-diff","-\
-no-textconv","--ignore-submodules=none"];async function changedFiles(git,from,to){let files=readRawDiff(await output(git,[...diffArguments,from,to])),sizes=await blobSizes(
git,files.map(({blob})=>blob));return files.map((file,index)=>{let bytes2=sizes[index];return bytes2===void 0?file:{...file,bytes:bytes2}})}function readRawDiff(diff){
let files=[],tokens=fields(diff);for(let header of tokens){let[oldMode="",newMode="",oldBlob="",newBlob="",letter=""]=header.subarray(1).toString("latin1").split(
" "),status=fileStatus(letter),first=nextPath(tokens),gone=status==="deleted";files.push({path:status==="renamed"?nextPath(tokens):first,...status==="renamed"&&
{previousPath:first},status,mode:gone?oldMode:newMode,blob:gone?oldBlob:newBlob,...status!=="added"&&{baseBlob:oldBlob}})}return files}function nextPath(tokens){
let next=tokens.next();if(next.done===!0)throw new Error("git diff-tree ended in the middle of a record.");return decodePath(next.value)}function fileStatus(letter){
switch(letter.charAt(0)){case"A":return"added";case"D":return"deleted";case"R":return"renamed";case"M":case"T":return"modified";default:throw new Error(`git dif\
f-tree reported the unknown status ${letter}.`)}}var commitsAtATime=200,mostCommits=2e4;async function commitsAdding(git,tip,wanted2,limit){let found=[];for(let skip=0;skip<mostCommits&&found.length<limit;skip+=
commitsAtATime){let commits=await firstParents(git,tip,skip),added=await addedPaths(git,commits);for(let commit of commits){let paths=(added.get(commit.commit)??
[]).filter(wanted2);paths.length>0&&found.push({...commit,added:paths})}if(commits.length===0)break}return found.slice(0,limit)}async function firstParents(git,tip,skip){
let range=["--first-parent",`--skip=${skip}`,`--max-count=${commitsAtATime}`,tip],log=await output(git,["log","-z","--no-color","--format=tformat:%H%n%P%n%s",...range]);
return[...fields(log)].flatMap(entry=>{let[commit="",parents="",subject=""]=entry.toString("utf8").split(`
`),[parent=""]=parents.split(" ");return parent===""?[]:[{commit,parent,subject}]})}async function addedPaths(git,commits){let added=new Map;if(commits.length===
0)return added;let lines=commits.map(({commit,parent})=>`${commit} ${parent}
`).join(""),diff=await output(git,["diff-tree","--stdin","-r","-z","--raw","--no-abbrev","--no-relative","--no-renames","--diff-filter=A"],lines),paths=[],tokens=fields(
diff);for(let token of tokens)if(token[0]===58){let next=tokens.next();next.done!==!0&&paths.push(decodePath(next.value))}else paths=[],added.set(token.toString(
"latin1").trim(),paths);return added}async function commitsTouching(git,base,head,paths){if(paths.length===0)return success([]);if(paths.some(path=>/[\n\p{Surrogate}]/u.
test(path)))return failure(unnamed);let input=[`^${base}`,head,"--",...paths].join(`
`),{status,stdout}=await git([...asTheyWere,"--format=%x01%H","--stdin"],`${input}
`);return status===0?success(withFiles(stdout.toString("utf8"))):failure(untold(head))}var asTheyWere=["-c","log.showRoot=true","log","--full-history","--topo-o\
rder","--reverse","--no-renames","-c","--name-only"],withFiles=log=>log.split(/^\u0001/m).map(entry=>entry.split(`
`).filter(line=>line!=="")).flatMap(([commit,...files])=>commit!==void 0&&files.length>0?[commit]:[]),unnamed={code:"unsafe-file",says:"Who wrote a migration ca\
nnot be told: its name holds a line break, or is not UTF-8.",advice:"Rename the file."},untold=head=>({code:"shallow-clone",says:`Which commits of ${head.slice(
0,12)} change the migrations cannot be told from this clone.`,advice:"Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout\
."});async function resolveCommit(git,reference){let spellings=reference===""||reference.startsWith("-")?[]:[reference,`refs/remotes/origin/${reference}`];for(let spelling of spellings){
let{status,stdout}=await git(["rev-parse","--verify","--quiet",`${spelling}^{commit}`]);if(status===0)return success(stdout.toString("latin1").trim())}return failure(
await isShallow(git)?beyondShallow(reference):await unknownReference(git,reference))}async function mergeBase(git,base,head,baseRef){let{status,stdout}=await git(
["merge-base",base,head]);return status===0?success(stdout.toString("latin1").trim()):failure(await isShallow(git)?noSharedHistoryHere(baseRef):noSharedHistory(
baseRef))}async function isShallow(git){return(await output(git,["rev-parse","--is-shallow-repository"])).toString("latin1").trim()==="true"}async function unknownReference(git,reference){
let branches=(await output(git,["for-each-ref","--format=%(refname:lstrip=2)","refs/heads","refs/remotes"])).toString("utf8").split(`
`).filter(Boolean),nearest2=branches.length>0?closest(reference,branches):void 0,near=nearest2!==void 0&&distance(reference,nearest2)<=Math.max(2,reference.length/
3);return{code:"unknown-ref",says:`There is no commit, branch or tag named ${JSON.stringify(reference)} in this repository.`,advice:near?`Did you mean ${JSON.stringify(
nearest2)}?`:"Fetch it first (`git fetch origin`), or name another one; `git branch --all` lists them."}}var deepen="Fetch the whole history: `git fetch --unsha\
llow`, or `fetch-depth: 0` for actions/checkout.",beyondShallow=reference=>({code:"shallow-clone",says:`${JSON.stringify(reference)} is not in this clone, which\
 is shallow.`,advice:deepen}),noSharedHistoryHere=baseRef=>({code:"shallow-clone",says:`This clone is shallow and does not reach back to where the pull request \
left ${JSON.stringify(baseRef)}.`,advice:deepen}),noSharedHistory=baseRef=>({code:"no-merge-base",says:`The pull request and ${JSON.stringify(baseRef)} have no \
commit in common, so what it changes cannot be told.`,advice:"Name the base branch that the pull request was started from, or rebase it on that branch."});async function openRepository(directory){let git=gitIn(directory),probe=await tryGit(git);if(probe===void 0)return failure(noGit);if(probe.status!==0)return failure(
cannotOpen(directory,probe.stderr));let top=await git(["rev-parse","--show-toplevel"]),root=(top.status===0?top:probe).stdout.toString("utf8").replace(/\n$/,"");
return success({root,compare:(base,head)=>compare(git,base,head),resolve:reference=>resolveCommit(git,reference),tree:commit=>unlessPartial(git,()=>listTree(git,
commit)),read:blobs=>readBlobs(git,blobs),commitsAdding:(tip,wanted2,limit)=>commitsAdding(git,tip,wanted2,limit),commitsTouching:(base,head,paths)=>commitsTouching(
gitIn(root),base,head,paths),checkOut:async commit=>{let tree=await unlessPartial(git,()=>checkOut(git,root,commit));return tree.ok?tree.value:tree}})}function newestFile(directory,path){
let git=gitIn(directory);return{commit:"HEAD",tree:async()=>success(await newestEntry(git,path).catch(nothingWithoutGit)),read:blobs=>readBlobs(git,blobs)}}function nothingWithoutGit(error){
if(isMissing(error))return[];throw error}async function compare(git,base,head){let baseTip=await resolveCommit(git,base);if(!baseTip.ok)return baseTip;let tip=await resolveCommit(
git,head);if(!tip.ok)return tip;let start=await mergeBase(git,baseTip.value,tip.value,base);if(!start.ok)return start;let files=await unlessPartial(git,()=>changedFiles(
git,start.value,tip.value));return files.ok?success({mergeBase:start.value,baseTip:baseTip.value,head:tip.value,baseRef:base,files:files.value}):files}async function unlessPartial(git,read){
try{return success(await read())}catch(error){if((await git(["config","--get-regexp","^(extensions\\.partialclone|remote\\..*\\.promisor)$"])).status===0)return failure(
partialClone);throw error}}async function tryGit(git){try{return await git(["rev-parse","--absolute-git-dir"])}catch(error){if(isMissing(error))return;throw error}}
var isMissing=error=>typeof error=="object"&&error!==null&&"code"in error&&error.code==="ENOENT",noGit={code:"bad-usage",says:"git was not found, and the pull r\
equest is read with it.",advice:"Install git 2.30 or newer, and make sure that it is on the PATH."},partialClone={code:"shallow-clone",says:"This is a partial c\
lone: it leaves out contents of files, which may be those of the migrations.",advice:"Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-c\
heckout:`)."};function cannotOpen(directory,stderr){let name=JSON.stringify(directory);return stderr.includes("dubious ownership")?{code:"not-a-repository",says:`\
git does not trust the repository in ${name}, because another user owns it.`,advice:"Run `git config --global --add safe.directory` with that folder, as the use\
r who runs this."}:stderr.includes("cannot change to")?{code:"not-a-repository",says:`The folder ${name} cannot be opened.`,advice:"Check its name and your righ\
ts, or name another folder with `--repo`."}:{code:"not-a-repository",says:`${name} is not in a git repository.`,advice:"Run this inside the repository, or name \
its folder with `--repo` (Action: check out the repository first)."}}var held=new WeakMap;function folderHolding(detection,path){let known=held.get(detection)??byPath(detection);return held.set(detection,known),known.get(path)}var byPath=({
folders})=>new Map([...folders].reverse().flatMap(folder=>folder.paths.map(path=>[path,folder])));function companionsOf(detection,paths){let beside=paths.flatMap(path=>{let folder=folderHolding(detection,path);return toolById(folder?.tool??"")?.companions?.(
path,folder?.paths??[])??[]});return[...new Set(beside)]}function readMigrations(files,detection,settings){let{migrations,problems}=readAll(files,detection,settings);
return{migrations:migrations.filter(runs),idle:migrations.filter(file=>!runs(file)),problems}}function readChanged(files,detection,settings){let readings=files.
map(file=>({file,...readAll([file],detection,settings)})),beside=path=>folderHolding(detection,path)?.paths??[];return{migrations:readings.flatMap(({file,migrations})=>migrations.
filter(runs).map(migration=>changed(migration,file))),problems:[...readings.flatMap(({file,migrations,problems})=>[...problems,...file.status==="added"?migrations.
flatMap(idle):[],...file.status==="deleted"?[]:migrations.flatMap(one=>downOfNothing(one,beside(one.path)))]),...refusals(readings.flatMap(({migrations})=>migrations))]}}
function refusals(migrations){return[...new Map(migrations.flatMap(file=>file.refused?[[file.refused.says,file.refused]]:[])).values()].map(why=>({code:"unreada\
ble-migration",...why}))}var runs=({neverRuns})=>neverRuns===void 0,idle=({path,neverRuns})=>neverRuns===void 0?[]:[{code:"unreadable-migration",says:`${path} ${neverRuns}`,
advice:"Put it where the tool runs it, or keep it out of the folder of migrations.",file:path}];function downOfNothing({path,tool,version,direction},beside){let plain=tool===
"sql"&&direction==="down"?toolById(tool):void 0,known=beside.some(other=>{let up=plain?.recognise(other);return up?.direction!=="up"?!1:stem(other)===stem(path)||
version!==""&&plain?.compareVersions(up.version,version)===0});return plain===void 0||known?[]:[{code:"unreadable-migration",says:`${path} is named like the way\
 back of a migration that is not there, so nothing of it was looked at.`,advice:"End its name in another word where it is a migration of its own: `undo_orders.s\
ql`, not `orders_undo.sql`.",file:path}]}function readAll(files,detection,settings){let read=files.flatMap(file=>readOne(file,detection,settings)??[]);return{migrations:read.
flatMap(result=>result.ok?result.value:[]),problems:read.flatMap(result=>result.ok?[]:[result.problem])}}function changed(migration,{status,previousPath,baseText}){
return{...migration,status,...previousPath!==void 0&&{previousPath},...baseText!==void 0&&{baseText}}}function readOne(file,detection,settings){let folder=folderHolding(
detection,file.path);if(folder===void 0)return;let tool=toolById(folder.tool);if(tool===void 0)return notReadableYet(file.path,folder);if(tool.readAll)return tool.
readAll(file,settings);let read=tool.read(file,settings);return read.ok?success([read.value]):read}function notReadableYet(path,{title}){return{ok:!1,problem:{code:"\
unreadable-tool",says:`${path} looks like ${title}; not readable yet.`,advice:"Name the command that runs these migrations in migrations.command, so that they a\
re rehearsed, or list the folder in migrations.ignore.",file:path}}}var foreignTitles={yoyo:"yoyo",pgroll:"pgroll",knex:"Knex",typeorm:"TypeORM",sequelize:"Sequelize",kysely:"Kysely","mikro-orm":"MikroORM","db-migrate":"db-migra\
te",umzug:"Umzug",rails:"Rails",django:"Django",alembic:"Alembic",ecto:"Ecto",command:"a command of your own"},byPath2=[["rails",/^((?:.*\/)?db\/(?:\w+_)?migrate)\/\d{3,14}_\w+(?:\.\w+)?\.rb$/],
["ecto",/^((?:.*\/)?priv\/\w+\/migrations)\/(?:.*\/)?\d{14}_\w+\.exs$/],["django",/^((?:.*\/)?migrations)\/\d{4}_\w+\.py$/],["supabase",/^((?:.*\/)?supabase\/migrations)\/\d+_[^/]+\.sql$/]],
byMarker=[["atlas",/^(?:(.*)\/)?atlas\.sum$/,/^[^/]+\.sql$/],["sqitch",/^(?:(.*)\/)?sqitch\.plan$/,/^(?:sqitch\.plan|(?:.*\/)?(?:deploy|revert|verify)\/.*\.sql)$/],
["drizzle",/^(?:(.*)\/)?meta\/_journal\.json$/,/^(?:meta\/_journal\.json|[^/]+\.sql)$/],["drizzle",/^(?:(.*)\/)?\d{14}_[^/]+\/snapshot\.json$/,/^\d{14}_[^/]+\/migration\.sql$/],
["hasura",/^((?:.*\/)?migrations(?:\/[^/]+)?)\/\d{13}_[^/]+\/(?:up|down)\.(?:sql|yaml)$/,/^\d+_[^/]+\/(?:up|down)\.(?:sql|yaml)$/],["alembic",/^(?:(.*)\/)?script\.py\.mako$/,
/^versions\/(?:.*\/)?(?!__init__\.py$)[^/]+\.py$/],["graphile-migrate",/^(?:(.*)\/)?committed\/\d{6}(?:-[^/]*)?\.sql$/,/^(?:current(?:\/.*)?\.sql|committed\/.*\.sql)$/],
["popx",/^(?:(.*)\/)?\d{14}\d*_[^/]*\.(?:postgres|cockroach|mysql|sqlite3?)\.(?:up|down)\.sql$/,/\.(?:up|down)\.(?:sql|fizz)$/],["popx",/^(?:(.*)\/)?\d+_[^/]*\.autocommit\.(?:up|down)\.sql$/,
/\.(?:up|down)\.(?:sql|fizz)$/],["popx",/^(?:(.*)\/)?\d{14}_[^/]*\.(?:up|down)\.fizz$/,/\.(?:up|down)\.(?:sql|fizz)$/]],byContent=[["sql-migrate",/\.sql$/,/^\s*--\s*\+migrate\s+(?:up|down)\b/im],
["goose",/\.(?:sql|go)$/,/^\s*--\s*\+goose\s+(?:up|down)\b|pressly\/goose/im],["dbmate",/\.sql$/,/^--\s*migrate:(?:up|down)\b/m],["liquibase",/\.(?:sql|xml|ya?ml|json)$/,
/^\s*--\s*liquibase formatted sql|<databaseChangeLog|databaseChangeLog["']?\s*:/im],["node-pg-migrate",/\.[cm]?[jt]s$/,/node-pg-migrate|\bpgm\./i],["node-pg-mig\
rate",/(?<!\.(?:up|down))\.sql$/,/^\s*--[\s-]*(?:up|down)\s+migration\s*$/im],["typeorm",/\.[cm]?[jt]s$/,/\bMigrationInterface\b|from ['"]typeorm['"]/],["mikro-\
orm",/\.[cm]?[jt]s$/,/@mikro-orm\/migrations/],["kysely",/\.[cm]?[jt]s$/,/\bKysely\b|from ['"]kysely['"]/],["sequelize",/\.[cm]?[jt]s$/,/\bqueryInterface\b|\bQueryInterface\b/],
["db-migrate",/\.[cm]?[jt]s$/,/\bdb-migrate|\bdbm\.(?:dataType|link)|db\.(?:runSql|addColumn|createTable|removeColumn)\(/],["knex",/\.[cm]?[jt]s$/,/\bknex\b|\bKnex\b/],
["umzug",/\.[cm]?[jt]s$/,/\bumzug\b/i],["yoyo",/\.py$/,/\bfrom yoyo import\b/],["pgroll",/\.(?:json|ya?ml)$/,/(?:^|\{)\s*["']?operations["']?\s*:\s*(?:\[|$)/m]];var flyway=/(?:^|\/)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/,crate=(view,folder,name)=>upwards(folder).some(above=>new RegExp(`\\b${name}\\b`).test(
view.texts.get(within(above,"Cargo.toml"))??"")),has=(view,folder,name)=>upwards(folder).some(above=>view.paths.includes(within(above,name))),npmPackage=(view,folder,name)=>upwards(
folder).some(above=>(view.texts.get(within(above,"package.json"))??"").includes(`"${name}"`));function samplesOf(paths){let at=[0,paths.length>>2,paths.length>>
1,paths.length-1],kinds=new Map(paths.map(path=>[path.slice(path.lastIndexOf(".")),path]));return[...new Set([...at.flatMap(index=>paths[index]??[]),...kinds.values()])]}
function recognise(candidate,view){return candidate.tool==="atlas"?underAtlas(candidate,view):candidate.tool!==void 0?{tool:candidate.tool,why:"its own files an\
d names"}:fromContent(candidate,view)??fromNames(candidate,view)}function underAtlas({folder,paths},view){let named=paths.some(path=>flyway.test(path)||path.endsWith(
".up.sql")),other=fromContent({folder,paths},view)??(named?fromNames({folder,paths},view):void 0);return other?{...other,why:`${other.why}, under an atlas.sum`}:
{tool:"atlas",why:"its atlas.sum"}}function fromContent(candidate,view){for(let[tool,files,text]of byContent){let path=candidate.paths.find(path2=>files.test(path2)&&
text.test(view.texts.get(path2)??""));if(path!==void 0)return{tool,why:`what ${path} says`}}}function fromNames({paths,folder},view){let some=pattern=>paths.some(
path=>pattern.test(path));if(some(flyway))return crate(view,folder,"refinery")||some(/\.rs$/)?{tool:"refinery",why:"names like V1__name.sql, and Cargo.toml name\
s refinery"}:{tool:"flyway",why:"names like V1__name.sql"};if(some(/\/migration\.sql$/))return{tool:"prisma",why:"names like 20260101000000_name/migration.sql"};
if(some(/(?:^|\/)(?:up|down)\.sql$/))return{tool:"diesel",why:"names like 2026-01-01-000000_name/up.sql"};if(some(/(?:^|\/)[vV]?\d[^/]*\.sql$/))return crate(view,
folder,"sqlx")||view.paths.some(path=>/(?:^|\/)\.sqlx\/query-/.test(path))?{tool:"sqlx",why:"numbered files in a project that uses sqlx"}:some(/(?<!\.(?:up|down))\.sql$/)&&
npmPackage(view,folder,"node-pg-migrate")?{tool:"node-pg-migrate",why:"numbered files in a project that uses node-pg-migrate"}:some(/\.up\.sql$/)&&has(view,folder,
"Cargo.toml")&&!has(view,folder,"go.mod")?{tool:"sqlx",why:"names like 1_name.up.sql, in a project of Rust"}:some(/\.up\.sql$/)?{tool:"golang-migrate",why:"name\
s like 1_name.up.sql"}:{tool:"sql",why:"numbered .sql files in a folder of migrations"}}var import_picomatch=__toESM(require_picomatch(),1);var migrationFolder=/(?:^|\/)(?:[\w.-]*[_.-])?(?:migrations?|migrate|changelogs?|liquibase)(?:\/|$)/i,flywayFile=/^(.*\/|)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/,
numberedPair=/^(.*\/|)\d+_[^/]*\.(?:up|down)\.sql$/,foldered=/^(.*\/|)[^/]+\/(?:migration|up|down)\.sql$/,foldersOwnName=/(?:^|\/)\d[^/]*\/(?:migration|up|down)\.sql$|\/migrations\/[^/]+\/migration\.sql$/,
numbered=/^(.*\/|)[vV]?(?:\d+[^/]*\.(?:sql|go|py|[cm]?[jt]s|json|ya?ml)|Migration\d+[^/]*\.[jt]s)$/,changeLog=/^(.*\/|)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json|sql)|migrations?\.xml)$/i,
rootLog=/(?:^|\/)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json)|(?:master|root)\.xml)$/i,logged=/\.(?:sql|xml|ya?ml|json)$/i,test=/(?:_test\.go|\.(?:test|spec|d)\.[cm]?[jt]s)$/,
ungrouped=folder=>folder.replace(/\/$/,"");function rootOf(path){if(test.test(path))return;let inFolders=foldersOwnName.test(path)?foldered.exec(path)?.[1]:void 0;
if(inFolders!==void 0)return ungrouped(inFolders);let named=flywayFile.exec(path)??numberedPair.exec(path);if(named!==null)return ungrouped(named[1]??"");let loose=migrationFolder.
test(folderOf(path))?numbered.exec(path):changeLog.exec(path);return loose===null?void 0:ungrouped(loose[1]??"")}function candidatesOf(paths){let groups=new Map,
taken=new Set,put=(path,folder,tool)=>{if(taken.has(path))return;taken.add(path);let key=`${tool??""}
${folder}`,group=groups.get(key)??{folder,...tool&&{tool},paths:new Set};groups.set(key,group),group.paths.add(path)};for(let[tool,folder,files]of marked(paths)){
let start=folder===""?"":`${folder}/`;for(let path of paths)path.startsWith(start)&&files.test(path.slice(start.length))&&put(path,folder,tool)}for(let folder of loggedFolders(
paths))for(let path of paths)path.startsWith(`${folder}/`)&&logged.test(path)&&put(path,folder);for(let path of paths){let named=byPath2.find(([,pattern])=>pattern.
test(path)),folder=named?named[1].exec(path)?.[1]:rootOf(path);folder!==void 0&&put(path,folder,named?.[0])}return[...groups.values()].map(group=>({...group,paths:[
...group.paths].sort(compareNames)})).sort((a,b)=>compareNames(a.folder,b.folder))}function loggedFolders(paths){let logs=paths.filter(path=>rootLog.test(path)&&
migrationFolder.test(`${folderOf(path)}/`)),folders=[...new Set(logs.map(folderOf))];return folders.filter(folder=>!folders.some(other=>folder.startsWith(`${other}\
/`)))}function marked(paths){let found=new Map;for(let path of paths)for(let[tool,marker,files]of byMarker){let match=marker.exec(path),folder=match?.[1]??"";match!==
null&&found.set(`${folder}
${tool}
${files.source}`,[tool,folder,files])}return[...found.values()].sort((a,b)=>b[1].length-a[1].length)}var others=new Set("clickhouse mysql mariadb sqlite sqlite3 hiqlite hsqldb h2 cockroach cockroachdb crdb oracle mssql sqlserver snowflake bigquery cassandra scy\
lla duckdb db2 spanner tidb libsql d1 derby mongodb mongo".split(" ")),wordsOf=part=>part.toLowerCase().split(/[^a-z0-9]+/),otherDatabaseOf=folder=>folder.split(
"/").flatMap(wordsOf).find(word=>others.has(word)),elsewhere=new Set(["node_modules","vendor","testdata","fixtures","__fixtures__"]),keptForOthers=folder=>folder.
split("/").find(part=>elsewhere.has(part)),otherDialectOf=path=>{let word=/\.(\w+)(?:\.autocommit)?(?:\.(?:up|down))?\.sql$/.exec(nameOf(path))?.[1];return word!==
void 0&&others.has(word)?word:void 0},provider=/^\s*provider\s*=\s*"([^"]+)"/m,dialect=/"dialect"\s*:\s*"([^"]+)"/;function declaredOther(path,text){let declared=(path.
endsWith(".toml")?provider:dialect).exec(text)?.[1];return declared===void 0||declared.startsWith("postgres")||declared==="pg"?void 0:declared}var atlasUrl=/\b(postgres|mysql|maria|sqlite|sqlserver|clickhouse|libsql)\w*(?=:\/\/|\/)/g;
function otherInAtlas(text){let named=[...text.matchAll(atlasUrl)].map(([,name])=>name);return named.includes("postgres")?void 0:named[0]}function declarationFor(path){
return nameOf(path)==="migration_lock.toml"?folderOf(path):/(?:^|\/)\d{14}_[^/]+\/snapshot\.json$/.test(path)?folderOf(folderOf(path)):path==="meta/_journal.jso\
n"||path.endsWith("/meta/_journal.json")?folderOf(folderOf(path)):void 0}function wanted(paths,override={}){let known=new Set(paths),candidates=candidatesFor(paths,override).filter(({folder})=>otherDatabaseOf(folder)===void 0),around=candidates.
flatMap(({folder})=>upwards(folder).flatMap(above=>["Cargo.toml","package.json","atlas.hcl"].map(name=>within(above,name)))),declarations=new Map(paths.flatMap(
path=>{let folder=declarationFor(path);return folder===void 0?[]:[[folder,path]]})).values(),samples=candidates.filter(({tool})=>tool===void 0||tool==="atlas").
flatMap(candidate=>samplesOf(candidate.paths));return[...new Set([...declarations,...around,...samples])].filter(path=>known.has(path))}function detect(view,override={}){
let folders=[],passedOver=[];for(let candidate of candidatesFor(view.paths,override)){let other=configured(override)?void 0:otherDatabase(candidate,view),paths=candidate.
paths.filter(path=>configured(override)||otherDialectOf(path)===void 0),found=override.tool?{tool:override.tool,why:"the configuration says so"}:recognise(candidate,
view);other!==void 0?passedOver.push({folder:candidate.folder,because:other}):found!==void 0?folders.push(folderFor(found.tool,{...candidate,paths},found.why)):
override.paths?folders.push(folderFor(override.command?"command":"sql",candidate,"configured, and of no known tool")):passedOver.push({folder:candidate.folder,because:"\
numbered files of no known migration tool"})}let nested=joinedNested(folders.filter(({paths})=>paths.length>0)),held2=override.command===void 0?nested:ofOneCommand(
nested,override);return{folders:held2,passedOver,problems:held2.length>0?[]:nothingFound(view,override)}}var configured=({tool,paths})=>tool!==void 0||paths!==void 0;
function candidatesFor(paths,override){let ignored=(0,import_picomatch.default)([...override.ignore??[]],{dot:!0}),kept=override.ignore?.length?paths.filter(path=>!ignored(
path)):paths,tool=override.tool;if(override.paths===void 0){let candidates=candidatesOf(kept);return tool===void 0?candidates:candidates.filter(candidate=>mayBe(
tool,candidate))}let matches=(0,import_picomatch.default)([...override.paths],{dot:!0});return configuredCandidates(kept.filter(path=>matches(path)&&(override.command!==
void 0||isMigration(path,tool))),kept,override)}function configuredCandidates(mine,all,{tool,command}){let chosen=new Set(mine),suits=candidate=>tool===void 0||
(candidate.tool??tool)===tool,named=(command===void 0?candidatesOf(tool===void 0?mine:all):[]).filter(suits).map(candidate=>({...candidate,paths:candidate.paths.
filter(path=>chosen.has(path))})).filter(({paths})=>paths.length>0),claimed=new Set(named.flatMap(({paths})=>paths)),any=tool!==void 0||command!==void 0,rest=mine.
filter(path=>!claimed.has(path)&&(any||path.endsWith(".sql"))),folders=[...new Set(rest.map(folderOf))].sort(compareNames),inFolder=folder=>rest.filter(path=>folderOf(
path)===folder);return[...named,...folders.map(folder=>({folder,paths:[...inFolder(folder)].sort(compareNames)}))]}var isMigration=(path,tool)=>tool===void 0||toolById(
tool)===void 0||toolById(tool)?.recognise(path)!==void 0;function mayBe(tool,candidate){return candidate.tool!==void 0?candidate.tool===tool:otherDatabaseOf(candidate.
folder)===void 0&&candidate.paths.some(path=>isMigration(path,tool))}function otherDatabase({tool,folder},view){let kept=keptForOthers(folder);if(kept!==void 0)
return`it lies in ${kept}/`;let named=otherDatabaseOf(folder);if(named!==void 0)return`its name says ${named}`;for(let[path,text]of view.texts){let declared=declarationFor(
path)===folder?declaredOther(path,text):void 0;if(declared!==void 0)return`${path} says ${declared}`}let project=tool==="atlas"?nearest(folder,"atlas.hcl",view):
void 0,other=otherInAtlas(view.texts.get(project??"")??"");if(other!==void 0)return`${project??""} says ${other}`}var joinedNested=folders=>folders.reduce((joined2,folder)=>{
let outer=joined2.find(other=>folder.tool==="liquibase"&&other.tool===folder.tool&&isWithin(other.folder,folder.folder));return outer===void 0?[...joined2,folder]:
joined2.map(other=>other===outer?{...outer,paths:[...outer.paths,...folder.paths]}:other)},[]);function ofOneCommand(folders,override){let sets=new Map;for(let folder of folders){
let key=override.paths?"":folder.tool,set=sets.get(key),paths=[...set?.paths??[],...folder.paths].sort(compareNames);sets.set(key,{...set??folder,folder:"",paths})}
return[...sets.values()]}var isWithin=(outer,inner)=>outer===""||inner.startsWith(`${outer}/`),nearest=(folder,name,view)=>upwards(folder).map(above=>within(above,
name)).find(path=>view.texts.has(path));function folderFor(tool,{folder,paths},why){let readable=toolById(tool),title=readable?.title??(tool in foreignTitles?foreignTitles[tool]:
tool),own=readable?paths.filter(path=>readable.recognise(path)!==void 0):paths,chosen=readable?.chosen?.(own)??own;return{tool,title,folder,why,readable:readable!==
void 0,paths:chosen}}function nothingFound(view,override){if(!configured(override))return[];let looked=override.paths?`migrations.paths (${override.paths.join("\
, ")})`:`migrations.tool (${override.tool??""})`,elsewhere2=detect(view).folders.map(({folder,title})=>`${folder||"."} (${title})`),seen=elsewhere2.length>0?`Mi\
grations were seen in ${elsewhere2.join(", ")}.`:"No migrations were seen anywhere else.";return[{code:"paths-match-nothing",says:`The configured ${looked} matc\
hes no migration file of this commit.`,advice:`${seen} Correct the configuration, or remove the key to let the folder be found.`}]}function volumeWords({statements,volume}){let changed2=sum(statements.map(rowsChanged)),wal=sum(statements.map(({walBytes})=>walBytes));return[`${changed2===0?"\
No row":counted(changed2,"row")} changed, ${bytes(wal)} of WAL in the rehearsal.`,deadWords(statements,volume),rewriteWords(statements,volume),lagWords(statements,
volume)].filter(words=>words!=="").join(" ")}var sum=values=>values.reduce((total,value)=>total+value,0),rowsChanged=({rowsAffected,deadTuples=[]})=>rowsAffected??
sum(deadTuples.map(({rows})=>rows)),worthTelling=.2;function deadWords(statements,volume){let told=volume.flatMap(({table,rows})=>{let dead=statements.flatMap(({
deadTuples=[]})=>deadTuples.filter(one=>one.table===table)),portion=sum(dead.map(one=>one.rows))/Math.max(1,rows);return portion<worthTelling?[]:[`\`${short(table)}\
\` (${share(portion)} of its rows)`]});return told.length===0?"":`Dead tuples stay in ${joined(told)} until vacuum has cleaned up.`}var factor=({rows,productionRows})=>productionRows===
void 0||rows===0?1:productionRows/rows;function rewriteWords(statements,volume){let rewritten=new Set(statements.flatMap(({rewrites})=>rewrites)),told=volume.filter(
({table})=>rewritten.has(table));if(told.length===0)return"";let needed=sum(told.map(table=>table.bytes*factor(table)));return`Rewriting ${joined(told.map(({table})=>`\
\`${short(table)}\``))} needs about ${bytes(needed)} of free disk.`}var muchWal=1e9;function lagWords(statements,volume){let wal=sum(statements.map(({walBytes,rewrites,
scans})=>{let touched=volume.filter(({table})=>rewrites.includes(table)||scans.some(scan=>scan.table===table));return walBytes*Math.max(1,...touched.map(factor))}));
return wal<muchWal?"":`In production about ${bytes(wal)} of WAL: a replica that replays ${bytes(16e6)} a second lags up to ${duration(wal/16e6*1e3)}.`}var pass=says=>({status:"pass",says}),warn=says=>({status:"warn",says}),fail=says=>({status:"fail",says}),unknown=says=>({status:"unknown",says:sentence(says)});
function checklist(facts){return facts.migrations.length===0?checklistItems.map(item=>({item,status:"not-applicable",says:"No migration changes."})):checklistItems.
map(item=>({item,...answer(item,facts)}))}var rank=["not-applicable","pass","unknown","warn","fail"];function answer(item,facts){let found=accused(item,facts),seen=questions[item](
facts),worst=worse(found,seen);return item==="lock-analysis"&&worst===found?withWait(worst,seen,facts):worst}function withWait(found,seen,{rehearsal,findings}){
let worst=worstStandstill(statementsOf(rehearsal));if(worst===void 0||seen.status!=="pass")return found;let known=findings.some(({objects})=>objects.includes(worst.
lock.object));return{...found,says:known?seen.says:`${found.says} ${seen.says}`}}function worse(found,measured2){return found===void 0||rank.indexOf(measured2.status)>
rank.indexOf(found.status)?measured2:found}function accused(item,{findings,rules}){let mine=worstFirst(findings).filter(({rule,severity})=>severity!=="advice"&&
(rules[rule]?.checks??"lock-analysis")===item),[first,...others2]=mine;if(first!==void 0)return{status:first.severity==="blocker"?"fail":"warn",says:withOthers(
first,others2.length)}}var withOthers=({says},others2)=>others2===0?firstSentence(says):`${firstSentence(says)} ${counted(others2,"more finding")}.`,measured=question=>facts=>{
let{rehearsal}=facts;return rehearsal?.status==="ran"?untilFailure(rehearsal,question(rehearsal,facts)):unknown(rehearsal===void 0?"Not rehearsed.":`Not measure\
d: ${rehearsal.because}`)};function untilFailure({statements},seen){let failed2=statements.find(({error})=>error!==void 0);return failed2===void 0||seen.status!==
"pass"?seen:unknown(`Known only until \`${place(failed2.file,failed2.line)}\` failed. ${seen.says}`)}var compatibility=(check,schema)=>{if("status"in check)return unknown(
`Not measured: ${check.because}`);let{checked,broken,coverage}=check;if(checked===0)return unknown("No queries are known, so none could be checked.");let source=coverage===
void 0?"":` (${coverage.source} of ${counted(coverage.ageDays,"day")} ago, ${share(coverage.callsShare)} of calls)`,worked=`${grouped(checked-broken.length)} of\
 ${grouped(checked)} known queries work on the ${schema} schema${source}.`;return broken.length===0?pass(worked):schema==="new"?fail(worked):warn(worked)},locks=measured(
({statements,traffic})=>{let worst=worstStandstill(statements),stalls=trafficWords(traffic);if(worst===void 0)return pass(`No lock made reads or writes of an ex\
isting table wait.${stalls}`);let{lock}=worst;return pass(`${spoken(lock.mode)} on \`${short(lock.object)}\` for ${howLong(worst)}: ${waitWords(lock.blocks)}.${stalls}`)}),
dataVolume=measured(({statements,volume})=>{let unsized=statements.filter(({estimate})=>!("productionMs"in estimate)&&estimate.class!=="metadata"),figures=volumeWords(
{statements,volume}),known=volume.filter(({productionRows})=>productionRows!==void 0).length;return unsized.length===0?pass(figures):unknown(`${figures} How lon\
g ${counted(unsized.length,"statement")} would take in production is not known${known===0?": the production rows are not":""}.`)}),lower=says=>`${says.slice(0,1).
toLowerCase()}${says.slice(1)}`,rollback=measured(({rollback:result})=>{if(result.status==="not-measured")return unknown(`Not measured: ${result.because}`);if(result.
status==="reverts")return pass(result.says);let{generated}=result,beside=generated===void 0?"":` A generated one was run: ${lower(generated.says)}`;return result.
status==="fails"?fail(`${result.says}${beside}`):(result.status==="missing"&&result.optional===!0&&generated?.status==="reverts"?pass:warn)(`${result.says}${beside}`)}),
idempotent=measured(({rerun,leftovers})=>rerun.status==="not-measured"?unknown(`Not measured: ${rerun.because}`):rerun.status!=="fails"?pass(rerun.says):leftovers.
some(({kind})=>kind==="invalid-index")?fail(rerun.says):warn(rerun.says)),monitoring=measured(({traffic,statements},facts)=>{let worst=worstStandstill(statementsOf(
facts.rehearsal));if(worst!==void 0&&upper(worst)>budget(facts))return unknown(`To be set up: watch lock waits on \`${short(worst.lock.object)}\`, expected for ${howLong(
worst)}.`);if(statements.every(({locks:taken})=>taken.length===0))return pass("No more than your usual alerts: no existing table is locked.");if(traffic.status===
"not-measured")return unknown(`Not measured: ${traffic.because}`);let waited=Math.max(traffic.longestReadStallMs,traffic.longestWriteStallMs);return waited>budget(
facts)?unknown(`To be set up: watch lock waits; under traffic others waited ${duration(waited)}.`):pass(`No more than your usual alerts: nothing waits longer th\
an the budget of ${duration(budget(facts))}.`)}),productionLike=measured(({volume},{productionSource})=>{if(volume.length===0)return pass("No existing table nee\
ds rows for these statements.");let told=volume.slice(0,4).map(({table,source,...volume2})=>{let from=volume2.productionRows===void 0?`${source}; production row\
s not known`:source;return`${rowsOf(volume2)} in \`${short(table)}\` (${from})`}),more=volume.length>told.length?` and ${counted(volume.length-told.length,"more\
 table")}`:"",known=volume.every(({productionRows,source})=>productionRows!==void 0||source==="existing"),origin=volume.some(({productionRows})=>productionRows!==
void 0)&&productionSource!==void 0?` ${productionSource}`:"",says=`${told.join(", ")}${more}.${origin}`;return known?pass(says):unknown(says)}),expandContract=({
phases=[]})=>{let distinct=[...new Set(phases)];return distinct.length===0?unknown("Which phase these statements belong to could not be told."):distinct.includes(
"expand")&&distinct.includes("contract")?warn("Expand and contract in one pull request: code that runs during the deployment meets both schemas."):pass(`One ste\
p: ${joined(distinct)}.`)},versioned=({migrations})=>{let versions=[...new Set(migrations.map(({version})=>version).filter(version=>version!==""))];if(versions.
length===0)return pass(`${counted(migrations.length,"migration file")} under version control.`);let told=versions.slice(0,5).map(version=>`\`${version}\``),more=versions.
length>told.length?` and ${versions.length-told.length} more`:"";return pass(`${told.join(", ")}${more}: no duplicate, none out of order.`)},small=({tablesChanged:tablesChanged2,
migrations})=>{if(tablesChanged2===void 0)return unknown("Which tables these statements change could not be told.");let size=`${counted(tablesChanged2.length,"e\
xisting table")} changed in ${migrationsIn(migrations)}`;return tablesChanged2.length>3?warn(`${size}: smaller steps are easier to stop and to undo.`):pass(`${size}\
.`)},budget=({stallBudgetMs=1e3})=>stallBudgetMs,human=task=>facts=>{let worst=worstStandstill(statementsOf(facts.rehearsal));return worst!==void 0&&upper(worst)>
budget(facts)||facts.findings.some(({severity})=>severity==="blocker")?unknown(task):{status:"not-applicable",says:"Nothing found that people must be told of be\
fore it runs."}},questions={"backward-compatibility":measured(({compatibility:{backward}})=>compatibility(backward,"new")),"forward-compatibility":measured(({compatibility:{
forward}})=>compatibility(forward,"old")),"lock-analysis":locks,"data-volume":dataVolume,"rollback-plan":rollback,monitoring,"expand-contract":expandContract,versioned,
idempotent,"production-like-volume":productionLike,"small-and-focused":small,"team-notified":human("Tell the team when it runs and what will wait."),"impact-sha\
red":human("Share the expected impact with those who will notice it."),"someone-watching":human("Name the person who watches it while it runs.")};var failingRules=["syntax-error","statement-fails","refused-by-sandbox","tampering"],failingWhenRead=["syntax-error"];function decide(facts){let decision=[failed,
unknown2,noMigrations,blocked].map(row=>row(facts)).find(row=>row!==void 0)??clean(facts),because=facts.asked==="reading"&&facts.migrations.length>0&&decision.verdict!==
"error"?`${decision.because.replace(/\.$/,"")}; not rehearsed.`:decision.because;return{...decision,because:[because,...few(facts.remarks??[])].join(" ")}}var mostRemarks=3,
few=remarks=>remarks.length<=mostRemarks?remarks:[...remarks.slice(0,mostRemarks),`${counted(remarks.length-mostRemarks,"more remark")}.`];function failed({findings,
rehearsal,asked,forbidden=[]}){let rules=asked==="reading"?failingWhenRead:failingRules,statement=asked==="reading"?void 0:statementsOf(rehearsal).find(({error})=>error!==
void 0);if(statement?.error!==void 0){let{file,line,error}=statement;return{verdict:"fail",because:`\`${place(file,line)}\` fails: ${sentence(error.says.replace(
/^(?:It|The|This|A|An) /,word=>word.toLowerCase()))}`}}let bad=blockers(findings).find(({rule})=>rules.includes(rule));if(bad!==void 0)return{verdict:"fail",because:firstSentence(
bad.says)};let refused=blockers(findings).find(({rule})=>forbidden.includes(rule));return refused&&{verdict:"fail",because:`${firstSentence(refused.says)} The c\
onfiguration lets nobody approve it.`}}function unknown2({problems,rehearsal,asked,migrations}){let[problem]=problems;if(problem!==void 0)return{verdict:"error",
because:`${sentence(problem.says)} ${sentence(problem.advice)}`};if(rehearsal?.status==="broke")return{verdict:"error",because:sentence(rehearsal.because)};if(asked===
"reading"||migrations.length===0||rehearsal?.status==="ran")return;let because=rehearsal?.because??"The rehearsal left no result";return{verdict:"error",because:`\
Not rehearsed: ${sentence(because)}`}}function noMigrations({migrations,lookedIn,findings}){if(!(migrations.length>0||blockers(findings).length>0))return{verdict:"\
pass",because:lookedIn===void 0?"No migration changes.":`No migrations in this repository (looked in ${joined(lookedIn.map(path=>`\`${path}\``))}).`}}function blocked(facts){
let{findings,approval,digest,suppressed=[]}=facts,[allowed]=suppressed;if(!(blockers(findings).length===0&&allowed===void 0)){if(approval?.digest===digest)return{
verdict:"approved",because:`Approved by ${joined(approval.by)} for exactly these migrations.`};if(blockers(findings).length===0&&allowed!==void 0){let{rule,reason}=allowed;
return{verdict:"needs-approval",because:`\`${rule}\` was suppressed by the author: ${sentence(reason)}`}}return{verdict:"needs-approval",because:standstillSentence(
facts)??blockerSentence(facts)}}}function standstillSentence({findings,rehearsal,stallBudgetMs=1e3}){let worst=worstStandstill(statementsOf(rehearsal));if(worst===
void 0||upper(worst)<stallBudgetMs)return;let{lock,productionMs}=worst;if(!blockers(findings).some(({objects})=>objects.includes(lock.object)))return;let refuse=`\
\`${short(lock.object)}\` would refuse ${joined(lock.blocks)}`;return productionMs===void 0?`${refuse} for ${duration(lock.heldMs)} on the rehearsed rows.`:`${refuse}\
 for ${durationRange(productionMs)}.`}function blockerSentence({findings}){let[first,...others2]=blockers(findings);return first===void 0?"":others2.length===0?
firstSentence(first.says):`${firstSentence(first.says)} ${counted(others2.length,"more blocker")}.`}function clean({findings,rehearsal}){let warnings=findings.filter(
({severity})=>severity==="warning").length,remarks=warnings===0?"":`; ${counted(warnings,"warning")}`,statements=statementsOf(rehearsal);if(statements.length===
0)return{verdict:"pass",because:`No blocker found${remarks}.`};let worst=worstStandstill(statements),waits=worst===void 0?"no lock made reads or writes wait":`t\
he longest lock that makes others wait lasted ${duration(worst.lock.heldMs)}, on \`${short(worst.lock.object)}\``;return{verdict:"pass",because:`${counted(statements.
length,"statement")} ran and ${waits}${remarks}.`}}var blockers=findings=>findings.filter(({severity})=>severity==="blocker");function assemble(facts){let{version,digest,migrations,findings,rehearsal,timings}=facts;return{schema:1,tool:{name:"migration-rehearsal",version},...decide(facts),
digest,migrations,findings:worstFirst(findings),checklist:checklist(facts),...rehearsal===void 0?{}:{rehearsal},timings}}var assumedPostgres=17,reported=({path,tool,version,status,transaction,direction})=>({path,tool,version,status,transaction,direction}),tablesChanged=({steps})=>{
let least=strength("RowExclusiveLock"),changed2=steps.flatMap(({locks:locks2,catalog})=>locks2.filter(({madeHere,mode})=>!madeHere&&strength(mode)>=least).filter(
({relation})=>catalog.relation(relation)?.kind.endsWith("table")??!1).map(({object})=>object));return[...new Set(changed2)]};export{handedOver,under,folderHolding,companionsOf,readMigrations,readChanged,refusals,recognise,wanted,detect,assemble,assumedPostgres,reported,tablesChanged,gitIn,
openRepository,newestFile};
