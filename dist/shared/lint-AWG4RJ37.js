import{show,tell}from"./chunk-DFAQFWWI.js";import{policyAt}from"./chunk-6M55JQXD.js";import{assemble,assumedPostgres,companionsOf,detect,folderHolding,
newestFile,readMigrations,recognise,refusals,reported,tablesChanged,under,wanted}from"./chunk-5CSNFTUO.js";import{cards,configPath,judge,load,readStatements,
require_picomatch,toolById}from"./chunk-BLIRVPOK.js";import{nearest,ruleIds}from"./chunk-BODMWZIV.js";import"./chunk-ZXDGY5FU.js";import{systemClock}from"./chunk-DBMZUOGC.js";
import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";import{version}from"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";
import"./chunk-YB5GB4QA.js";import"./chunk-JSQ7MUIT.js";import"./chunk-OLJVEC4A.js";import"./chunk-TUHREAFN.js";import"./chunk-UURERUFQ.js";
import{maximumFileBytes,maximumPullRequestBytes,oversize,shown,textOf}from"./chunk-FQPUUQAJ.js";import{toolIds}from"./chunk-C4KXZSFV.js";import"./chunk-T2HLY4DR.js";
import{failure,success}from"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import{__toESM}from"./chunk-7PVPYRVV.js";var import_picomatch=__toESM(require_picomatch(),1);import{readdirSync,readFileSync,statSync}from"node:fs";import{join,normalize,relative,sep}from"node:path";import{
buffer as bytesOfStream}from"node:stream/consumers";function remarksOn(files,read){let{migrations,idle,problems}=read,told=new Set([...migrations,...idle].map(({path})=>path)),refused2=new Set(problems.map(({file})=>file)),
others=files.filter(({path})=>!told.has(path)&&!refused2.has(path));return[...loneDowns(migrations).map(({path})=>`${named(path)} only takes a migration back: i\
t was not judged as an up.`),...idle.map(({path,neverRuns=""})=>`${named(path)} ${neverRuns}`),...others.map(({path})=>`${named(path)} holds no SQL that its too\
l runs on Postgres, and was not judged.`),...migrations.flatMap(({path,warnings})=>warnings.map(warning=>`${named(path)}: ${warning}.`))]}function loneDowns(migrations){
let ups=new Set(migrations.flatMap(file=>file.up===void 0?[]:[unit(file)]));return migrations.filter(file=>file.up===void 0&&!ups.has(unit(file)))}var unit=({tool,
version:version2})=>`${tool} ${version2}`,named=path=>`\`${shown(path)}\``;async function lint(request,clock){let start=clock.elapsed(),{files,schema,config}=request,tool=request.tool??config.migrations.tool;if(tool!==void 0&&toolById(
tool)===void 0)return failure(notReadable(tool));let own=new Map(files.map(({path,text})=>[path,text])),detection=owners([...own.keys()],await viewOf(own,request.
around),tool),read=readMigrations(files,detection,{placeholders:config.migrations.placeholders,...config.migrations.transaction!==void 0&&{transaction:config.migrations.
transaction},companions:new Map([...own,...await request.around.read(companionsOf(detection,[...own.keys()]))])}),proposal={config,changed:read.migrations.map(file=>({
...file,status:"added"})),base:[],tip:[],...schema!==void 0&&{structure:schema}},postgres=request.postgres??config.postgres.version??assumedPostgres,reading=await readStatements(
proposal,schema===void 0?"assumed":"known",postgres),evidence={rehearsal:{status:"skipped",because:"lint opens no database"},postgres},{findings,phases}=judge(proposal,
reading,evidence,clock);return success(assemble({version,digest:"",migrations:read.migrations.map(file=>reported({...file,status:"added"})),findings,asked:"read\
ing",rules:cards,problems:[...read.problems,...refusals(read.migrations),...reading.problems],remarks:remarksOn(files,read),forbidden:config.approval.forbidden,
stallBudgetMs:config.rehearsal.stallBudgetMs,tablesChanged:tablesChanged(reading),phases:[...new Set(phases.map(({phase})=>phase))],timings:{totalMs:clock.elapsed()-
start,stages:{}}}))}async function viewOf(own,around){let paths=[...new Set([...own.keys(),...around.paths])],unread=wanted(paths).filter(path=>!own.has(path));
return{paths,texts:new Map([...own,...await around.read(unread)])}}function owners(files,view,tool){let found=tool===void 0?detect(view).folders:[],detection={folders:found,
passedOver:[],problems:[]},loose=new Map,aside=new Set(found.flatMap(folder=>keptAside(folder,files)));for(let path of toolById(tool??"")?.chosen?.(files)??files){
if(folderHolding(detection,path)!==void 0||aside.has(path))continue;let folder=path.slice(0,Math.max(0,path.lastIndexOf("/"))),id=tool??recognise({folder,paths:[
path]},view)?.tool??"sql",others=loose.get(id);others?others.push(path):loose.set(id,[path])}let more=[...loose].map(([id,paths])=>{let title=toolById(id)?.title??
id;return{tool:id,title,folder:"",why:"named or assumed",readable:!0,paths}});return{...detection,folders:[...found,...more]}}function keptAside({tool,folder,paths},files){
let inside2=files.filter(path=>folder===""||path.startsWith(`${folder}/`)),all=[...new Set([...paths,...inside2])],chosen=new Set(toolById(tool)?.chosen?.(all)??
all);return all.filter(path=>!chosen.has(path))}var notReadable=tool=>({code:"unreadable-tool",says:`Migrations of ${tool} are recognised, but cannot be read ye\
t.`,advice:"Leave --tool out to have its SQL files read as plain SQL."});import{readdir,readFile}from"node:fs/promises";import{posix}from"node:path";var inside=["meta",".sqlx"];async function surroundingsOf(files){let folders=new Set(files.flatMap(path=>upTo(posix.dirname(path))));return{paths:(await Promise.
all([...folders].map(folder=>namesIn(folder)))).flat(),read:textsOf}}function upTo(folder){let outside=folder.startsWith("..")||posix.isAbsolute(folder);return folder===
"."||outside?[folder]:[folder,...upTo(posix.dirname(folder))]}async function namesIn(folder){let entries=await readdir(folder,{withFileTypes:!0}).catch(()=>[]),
own=entries.filter(entry=>entry.isFile()).map(({name})=>posix.join(folder,name)),deeper=entries.filter(entry=>entry.isDirectory()&&inside.includes(entry.name));
return[...own,...(await Promise.all(deeper.map(({name})=>namesIn(posix.join(folder,name))))).flat()]}async function textsOf(paths){let read=await Promise.all(paths.
map(async path=>[path,await readFile(path,"utf8").catch(()=>{})]));return new Map(read.flatMap(([path,text])=>text===void 0||text.length>maximumFileBytes?[]:[[path,
text]]))}async function runLint(paths,options){let request=await requestOf(paths,options);if(!request.ok)return refused(request);let report=await lint(request.value,systemClock);
return report.ok?(await show(report.value,options,new Map(request.value.files.map(({path,text})=>[path,text]))),report.value.verdict):refused(report)}function refused({
problem}){return tell(problem),"error"}async function requestOf(paths,options){let{tool,postgres}=options;if(tool!==void 0&&!isTool(tool))return failure(unknownTool(
tool));if(postgres!==void 0&&!(Number.isInteger(postgres)&&postgres>=12&&postgres<=18))return failure({code:"bad-usage",says:"--postgres takes a major version f\
rom 12 to 18.",advice:"For example: --postgres 17."});let[config,files]=await Promise.all([configuration(options),filesOf(paths.length===0?["."]:paths)]);if(!config.
ok)return config;if(!files.ok)return files;let schema=options.schema===void 0?success(void 0):fileAt(options.schema);return schema.ok?success({files:files.value,
config:config.value,around:await surroundingsOf(files.value.map(({path})=>path)),...schema.value!==void 0&&{schema:schema.value},...tool!==void 0&&{tool},...postgres!==
void 0&&{postgres}}):schema}var isTool=name=>toolIds.some(id=>id===name),unknownTool=name=>{let near=nearest(name,toolIds);return{code:"bad-usage",says:`There i\
s no migration tool \u201C${name}\u201D.`,advice:near===void 0?`Known: ${toolIds.join(", ")}.`:`Did you mean ${near}?`}};async function configuration({policy:named2,
tool,postgres,schema}){let policy=await policyAt(named2);if(!policy.ok)return policy;let newest=newestFile(".",configPath);return load(under(policy.value,newest),
newest.commit,configPath,ruleIds,[{by:"`--tool`",key:"migrations.tool",value:tool},{by:"`--postgres`",key:"postgres.version",value:postgres},{by:"`--schema`",key:"\
migrations.schema",value:schema}])}async function filesOf(patterns){let paths=new Set;for(let pattern of patterns){let found=matching(pattern);if(found.length===
0)return failure(nothingAt(pattern));for(let path of found)paths.add(normalize(path))}let files=[],total=0;for(let path of paths){let file=path==="-"?textIn("st\
din.sql",await bytesOfStream(process.stdin)):fileAt(path);if(!file.ok)return file;if(total+=Buffer.byteLength(file.value.text),total>maximumPullRequestBytes)return failure(
tooMuch);files.push(file.value)}return success(files)}var tooMuch={code:"pull-request-too-large",says:"These files hold more than 20 MB together, which is the m\
ost that one call reads.",advice:"Name fewer of them, for example those of one pull request."};function matching(pattern){if(pattern==="-")return["-"];let found=orNothing(
()=>statSync(pattern));if(found?.isDirectory()===!0)return sqlIn(pattern);if(found!==void 0)return[pattern];let{base,isGlob}=import_picomatch.default.scan(pattern),
matches=(0,import_picomatch.default)(pattern,{dot:!0});return isGlob?sqlIn(base===""?".":base).filter(path=>matches(path)):[]}var notOurs=["node_modules",".git"];
function sqlIn(folder){let entries=(orNothing(()=>readdirSync(folder,{withFileTypes:!0}))??[]).filter(({name})=>!notOurs.includes(name)),own=entries.filter(entry=>entry.
isFile()&&entry.name.endsWith(".sql")),deeper=entries.filter(entry=>entry.isDirectory());return[...own.map(({name})=>join(folder,name)),...deeper.flatMap(({name})=>sqlIn(
join(folder,name)))].sort()}function orNothing(read){try{return read()}catch{return}}function fileAt(path){let bytes=orNothing(()=>readFileSync(path));return bytes===
void 0?failure(nothingAt(path)):textIn(relative(".",path).split(sep).join("/"),bytes)}function textIn(name,bytes){let problem=oversize([{path:name,bytes:bytes.length}]);
if(problem!==void 0)return failure(problem);let text=textOf({path:"file",mode:"100644",bytes});return text.ok?success({path:name,text:text.value}):failure({...text.
problem,says:text.problem.says.replace("file",name),file:name})}var nothingAt=pattern=>({code:"bad-usage",says:`${pattern}: no such file, or no .sql file in it.`,
advice:"Name a file, a folder, a glob in quotes, or - for standard input."});export{runLint};
