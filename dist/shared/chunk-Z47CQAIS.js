import{freezeIn,isTimeZone,openingIn,require_dist}from"./chunk-TUHREAFN.js";import{closest,distance}from"./chunk-UURERUFQ.js";import{shown}from"./chunk-FQPUUQAJ.js";
import{toolIds}from"./chunk-C4KXZSFV.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import{_enum,array,boolean,int,iso_exports,literal,number,
object,record,strictObject,string,union}from"./chunk-RP7HDS62.js";import{__toESM}from"./chunk-7PVPYRVV.js";var import_yaml2=__toESM(require_dist(),1);function configOf(file){let{"enforce-from":enforceFrom,postgres:postgres2,volume:volume2,rehearsal:rehearsal2,rules:rules2,approval:approval2,windows:windows2,...same2}=file,
{"url-env":urlEnv,"create-role":createRole,...database}=postgres2,{"stale-after":staleAfterMs,seed,...amounts}=volume2,{exceptions,...settings2}=rules2,{ttl:ttlMs,
...approvers}=approval2;return defined({...same2,enforceFrom,postgres:{...database,urlEnv,createRole},volume:{...amounts,...seedOf(seed),staleAfterMs},rehearsal:rehearsalOf(
rehearsal2),rules:{settings:Object.fromEntries(Object.entries(settings2).map(([rule,setting])=>[rule,settingOf(setting)])),exceptions},approval:{...approvers,ttlMs},
windows:{timeZone:windows2["time-zone"],allowed:windows2.allowed,freezes:windows2.freezes}})}var seedOf=seed=>typeof seed=="string"?{seed,seedCommand:""}:{seed:"",
seedCommand:seed.command};function rehearsalOf({traffic,rollback,rerun,cold,...file}){let startup=file["startup-budget"];return{statementLimitMs:file["statement\
-limit"],passLimitMs:file["pass-limit"],totalLimitMs:file["total-limit"],stallBudgetMs:file["stall-budget"],...startup!==""&&{startupBudgetMs:startup},traffic,rollback,
rerun,cold}}var settingOf=setting=>typeof setting=="string"?{severity:setting,suppressible:!0}:setting,defined=value=>JSON.parse(JSON.stringify(value));var isSettingName=name=>/^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*$/.test(name),ours=/(_command|_file|_library)$|^(data_directory|listen_addresses|port|unix_socket_.*|logging_collector|log_destination|log_(directory|filename|file_mode|rotation_.*)|ssl|include.*)$/i,
isOff=value=>/^(?:off?|f|fa|fal|fals|false|no?|0)$/i.test(value.trim()),isOn=value=>!isOff(value),isNoneOf=words=>value=>!words.test(value.trim()),blinding={event_triggers:{
wrong:isOff,because:"without event triggers no lock would be seen"},session_replication_role:{wrong:isNoneOf(/^(?:origin|local)$/i),because:"triggers and foreig\
n keys would not be checked"},log_min_messages:{wrong:isNoneOf(/^(?:debug[1-5]?|info|notice|warning|error|log)$/i),because:"the lines would be missing that tell\
 which locks were taken"},track_counts:{wrong:isOff,because:"the rows that a statement reads would not be counted"},autovacuum:{wrong:isOn,because:"its locks an\
d reads would be taken for those of the migration"},restart_after_crash:{wrong:isOn,because:"a crash of the server would go unnoticed"},default_transaction_read_only:{
wrong:isOn,because:"no migration could write"},wal_level:{wrong:isNoneOf(/^(?:replica|logical)$/i),because:"less WAL would be written than in production"}};function refusedSetting(name,value){
let spelt=name.replace(/[^\w.]/g,"?").slice(0,60);if(!isSettingName(name)||ours.test(name))return`The setting ${spelt} cannot be chosen for a rehearsal.`;let known=blinding[name.
toLowerCase()];return known?.wrong(value)?`The setting ${spelt} cannot be so in a rehearsal: ${known.because}.`:void 0}var durationPattern=/^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/,milliseconds={ms:1,s:1e3,m:6e4,h:36e5,d:864e5},duration=string({error:"must be a time such as 60s, 10m or 30\
d"}).regex(durationPattern,{error:"must be a time such as 60s, 10m or 30d"}).transform(text2=>scaled(durationPattern.exec(text2),milliseconds)).meta({examples:[
"60s","10m","30d"]}),sizePattern=/^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB)$/i,bytesIn={b:1,kb:1024,mb:1024**2,gb:1024**3,tb:1024**4},size=union([literal("auto"),int().nonnegative(),
string().regex(sizePattern).transform(text2=>Math.round(scaled(sizePattern.exec(text2.toLowerCase()),bytesIn)))],{error:"must be auto, or a size such as 500MB o\
r 20GB"});function scaled(match,units){return Number(match?.[1])*(units[match?.[2]??""]??NaN)}var day=iso_exports.date({error:"must be a day such as 2027-01-31"}),
flag=byDefault=>boolean({error:"must be true or false"}).default(byDefault==="on"),text=string({error:"must be text"}),texts=array(text,{error:'must be a list o\
f texts, such as ["a", "b"]'}).default([]),count=int({error:"must be a whole number"}).nonnegative({error:"must not be below 0"}).max(Number.MAX_SAFE_INTEGER),settings=record(
string(),union([string(),number(),boolean()],{error:"must be text, a number, true or false"}),{error:"must be a list of `name: value`"}).transform(entries=>Object.
fromEntries(Object.entries(entries).map(([name,value])=>[name,String(value)]))).prefault({}),word=words=>_enum(words,{error:`must be one of ${words.join(", ")}`});var migrations=strictObject({tool:word(toolIds).optional(),paths:texts.describe("Globs from the top of the repository"),ignore:texts,command:text.default(""),schema:text.
default("").describe("A structure file that the tool keeps"),transaction:word(["per-statement","per-file","one-message","all-pending"]).optional(),placeholders:settings,
session:settings.describe("What the runner sets itself, such as lock_timeout: 5s")}),postgres=strictObject({version:int({error:"must be a major version from 12 \
to 18"}).min(12).max(18).optional(),provider:word(["auto","embedded","docker","url"]).default("auto"),image:text.default(""),"url-env":text.regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/,
{error:"must be the name of an environment variable"}).default("").describe("Name of the environment variable that holds the address; never the address itself"),
disposable:flag("off"),create:text.default(""),destroy:text.default(""),extensions:texts,settings,"create-role":flag("off")}),volume=strictObject({rows:count.default(
1e6),tables:record(string(),count,{error:"must be a list of `schema.table: rows`"}).default({}),seconds:count.default(60),bytes:size.default("auto"),profile:text.
default(""),snapshot:text.default(""),seed:union([text,strictObject({command:text.min(1)})],{error:"must be the path of an SQL file, or { command: \u2026 }"}).default(
""),existing:text.default("").describe("A database of the server under postgres that holds schema and rows"),full:flag("off"),forge:flag("off").describe("Write \
the pages of large tables as files, where a table allows it"),"stale-after":duration.prefault("30d")}),rehearsal=strictObject({"statement-limit":duration.prefault(
"60s"),"pass-limit":duration.prefault("120s"),"total-limit":duration.prefault("10m"),"stall-budget":duration.prefault("1s"),"startup-budget":union([literal(""),
duration],{error:"must be a time such as 30s"}).default(""),traffic:flag("on"),rollback:flag("on"),rerun:flag("on"),cold:flag("off")}),severity=word(["off","adv\
ice","warning","blocker"]),exception=strictObject({table:text.default(""),path:text.default(""),rule:text.default(""),reason:text.min(1,{error:"must say why"}),
until:day.optional()}).refine(({table,path,rule})=>table+path+rule!=="",{error:"must name a table, a path or a rule"}),rules=object({exceptions:array(exception,
{error:"must be a list"}).default([])}).catchall(union([severity,strictObject({severity:severity.optional(),suppressible:flag("on")})],{error:"must be off, advi\
ce, warning or blocker, or { severity: blocker, suppressible: true }"})),approval=strictObject({users:texts,teams:texts,codeowners:flag("on"),required:strictObject(
{blocker:count.default(1),destructive:count.default(1)}).prefault({}),forbidden:texts.describe("Rules that nobody may approve"),ttl:duration.prefault("14d"),reviews:flag(
"off"),emergency:texts}),written=reading=>array(text.superRefine((value,context)=>{let wrong2=reading(value);typeof wrong2=="string"&&context.addIssue({code:"cu\
stom",message:wrong2})}),{error:'must be a list of texts, such as ["a", "b"]'}).default([]),windows=strictObject({"time-zone":text.refine(isTimeZone,{error:"mus\
t be a time zone such as UTC or Europe/Berlin"}).default("UTC"),allowed:written(openingIn).describe("Days and hours, such as Mon-Thu 09:00-16:00"),freezes:written(
freezeIn).describe("Days on which nothing changes, such as 2026-12-20..2027-01-02")}),channel=value=>/^(json\+)?(https:\/\/[^\s/]+\/?\S*|env:[A-Za-z_][A-Za-z0-9_]*)$/.
test(value)||"must be env:NAME or an https:// address, with json+ before it where all of it is wanted as JSON",called=value=>/^[a-z\d][a-z\d-]{0,38}(\/[\w.-]{1,100})?$/i.
test(value)||"must be a login or organisation/team, without @",fileSchema=strictObject({mode:word(["enforce","report"]).default("enforce"),"enforce-from":day.optional(),
id:text.regex(/^([A-Za-z0-9][A-Za-z0-9._-]{0,49})?$/,{error:"must be letters, digits, dots, dashes; at most 50"}).default(""),migrations:migrations.prefault({}),
postgres:postgres.prefault({}),volume:volume.prefault({}),rehearsal:rehearsal.prefault({}),queries:strictObject({files:texts,commands:texts}).prefault({}),rules:rules.
prefault({}),approval:approval.prefault({}),windows:windows.prefault({}),notify:strictObject({webhooks:written(channel),mention:written(called)}).prefault({}),comment:strictObject(
{when:word(["always","on-findings","never"]).default("always"),suggestions:flag("off")}).prefault({})});var documentation="docs/configuration.md lists every key.",nearest=(word2,known)=>{let near=known.length>0&&word2.length<=100?closest(word2,known):void 0;return near!==
void 0&&distance(word2,near)<=Math.max(2,near.length/2)?near:void 0},meant=(word2,known)=>{let near=nearest(word2,known);return near===void 0?documentation:`Did\
 you mean \`${near}\`?`};function mistakesOf(error){return error.issues.flatMap(issue=>{if(issue.code!=="unrecognized_keys")return[{path:issue.path,says:`${subject(
issue.path)} ${wording(issue)}.`,advice:documentation}];let known=knownKeys(issue.path);return issue.keys.map(key=>({path:issue.path,key,says:`\`${spoken([...issue.
path,key])}\` is no key of the configuration.`,advice:meant(key,known)}))})}var subject=path=>path.length===0?"The file":`\`${spoken(path)}\``;function wording(issue){
return issue.message.startsWith("must ")?issue.message:issue.code==="too_small"?`must not be below ${issue.minimum}`:issue.code==="too_big"?`must not be above ${issue.
maximum}`:"must be a list of `key: value`"}var spoken=path=>path.map(step=>typeof step=="number"?`[${step}]`:`.${oneLine(String(step))}`).join("").replace(/^\./,
""),oneLine=key=>{let plain=key.replace(/[\p{C}\p{Zl}\p{Zp}`]/gu,"?");return plain.length<=60?plain:`${plain.slice(0,60)}\u2026`};function knownKeys(path){if(path[0]===
"rules")return path[1]==="exceptions"?["table","path","rule","reason","until"]:["severity","suppressible"];let defaults=fileSchema.shape;for(let step of path){let field=defaults[step];
defaults=shapeOf(field)}return Object.keys(defaults)}function shapeOf(field){return typeof field!="object"||field===null?{}:"shape"in field?field.shape:"unwrap"in
field&&typeof field.unwrap=="function"?shapeOf(field.unwrap()):{}}function unknownRules(file,rules2){let{exceptions,...settings2}=file.rules,named=[...Object.keys(
settings2).map(key=>({path:["rules"],key})),...exceptions.map((_,index)=>({path:["rules","exceptions",index,"rule"]})),...file.approval.forbidden.map((_,index)=>({
path:["approval","forbidden",index]}))],ids=[...Object.keys(settings2),...exceptions.map(({rule})=>rule),...file.approval.forbidden];return named.flatMap((place,index)=>{
let id=ids[index]??"";return id===""||rules2.includes(id)?[]:[{...place,says:`There is no rule \`${oneLine(id)}\`.`,advice:meant(id,rules2)}]})}var refusedSettings=({
postgres:postgres2})=>Object.entries(postgres2.settings).flatMap(([name,value])=>{let says=refusedSetting(name,value);return says===void 0?[]:[{path:["postgres",
"settings"],key:name,says,advice:"Remove it under `postgres.settings`."}]});function idleVolume({volume:volume2}){let path=["volume"];return volume2.existing!==
""&&volume2.snapshot!==""?[{path,key:"existing",says:"`volume.existing` and `volume.snapshot` both bring a schema with its rows.",advice:"Keep one of the two."}]:
!volume2.full||volume2.seed!==""||volume2.snapshot+volume2.existing!==""?[]:[{path,key:"full",says:"`volume.full` says that a snapshot, seed or existing databas\
e has all of production\u2019s rows, and none is named.",advice:"Name it under `volume.snapshot`, `volume.seed` or `volume.existing`, or take the key out."}]}function unusableKeys(value,path=[]){
return typeof value!="object"||value===null?[]:Object.entries(value).flatMap(([key,inner])=>key==="__proto__"?[{path,key,says:"The name `__proto__` cannot be us\
ed here.",advice:"Take it out."}]:unusableKeys(inner,[...path,Array.isArray(value)?Number(key):key]))}function databaseAddresses(value,path=[]){return typeof value==
"string"&&/\bpostgres(ql)?:\/\//i.test(value)?[{path,says:`\`${spoken(path)}\` holds a database address, which everyone who reads the repository can see.`,advice:"\
Change its password, put the address into a secret, and name the environment variable in `postgres.url-env`."}]:typeof value!="object"||value===null?[]:Object.entries(
value).flatMap(([key,inner])=>databaseAddresses(inner,[...path,Array.isArray(value)?Number(key):key]))}var import_yaml=__toESM(require_dist(),1);function offsetOf(document,path,key){let node=document.contents,offset=start(node);for(let step of path){if(node=child(
node,step),node===void 0)return offset;offset=(0,import_yaml.isPair)(node)?start(node.value)||start(node.key):start(node),(0,import_yaml.isPair)(node)&&(node=node.
value)}let pair=key===void 0?void 0:child(node,key);return(0,import_yaml.isPair)(pair)?start(pair.key):offset}function child(node,step){return(0,import_yaml.isMap)(
node)?node.items.find(({key})=>String((0,import_yaml.isScalar)(key)?key.value:key)===String(step)):(0,import_yaml.isSeq)(node)?node.items[Number(step)]:void 0}var start=node=>(0,import_yaml.isNode)(
node)?node.range?.[0]??0:0;var isTree=value=>typeof value=="object"&&value!==null&&!Array.isArray(value),inForce=({defaults,locked},own)=>over(over(defaults,locked),own);function over(below,above){
if(above===void 0)return below;if(!isTree(below)||!isTree(above))return above;let keys=[...new Set([...Object.keys(below),...Object.keys(above)])];return Object.
fromEntries(keys.map(key=>[key,over(below[key],above[key])]))}var same=(locked,own)=>JSON.stringify(locked)===JSON.stringify(own),atLeast=(locked,own)=>Number(own)>=
Number(locked),noLonger=(locked,own)=>{let[most,wish]=[duration.safeParse(locked),duration.safeParse(own)];return most.success&&wish.success&&wish.data<=most.data},
listOf=value=>Array.isArray(value)?value.map(String):[],allOf=(locked,own)=>listOf(locked).every(one=>listOf(own).includes(one)),onlyOf=(locked,own)=>allOf(own,
locked),someOf=(locked,own)=>onlyOf(locked,own)&&(listOf(own).length>0||listOf(locked).length===0),oneOf=tight=>(locked,own)=>own===tight||same(locked,own),severities=[
"off","advice","warning","blocker"],severity2=(locked,own)=>{let[floor,wish]=[settingOf2(locked),settingOf2(own)],strict=floor.suppressible===!1?wish.suppressible===
!1:!0;return floor.severity===void 0?strict&&wish.severity===void 0:strict&&rankOf(wish.severity)>=rankOf(floor.severity)},rankOf=severity3=>severities.findIndex(
one=>one===severity3),settingOf2=value=>isTree(value)?value:{severity:value},orders={mode:oneOf("enforce"),"enforce-from":(locked,own)=>String(own)<=String(locked),
"approval.required.blocker":atLeast,"approval.required.destructive":atLeast,"approval.ttl":noLonger,"approval.forbidden":allOf,"approval.users":someOf,"approval\
.teams":someOf,"approval.emergency":onlyOf,"approval.reviews":oneOf(!1),"rehearsal.stall-budget":noLonger,"rehearsal.traffic":oneOf(!0),"rehearsal.rollback":oneOf(
!0),"rehearsal.rerun":oneOf(!0),"volume.rows":atLeast,"volume.stale-after":noLonger,"windows.freezes":allOf},orderOf=path=>path[0]==="rules"&&path[1]!=="excepti\
ons"?severity2:orders[path.join(".")]??same;function loosened({file,locked},own){return[...leaves(locked,[]).flatMap(({path,value})=>{let wish=at(own,path);if(wish===
void 0||orderOf(path)(value,wish))return[];let says=`\`${path.join(".")}\` is looser than ${file} allows, ${lockedAt(path,value)}.`;return[{path,says,advice:"Wr\
ite the same or what is stricter, or leave the key out."}]}),...excepted(file,locked,own)]}function overruled({file,locked},wishes){for(let{by,key,value}of wishes){
let path=key.split("."),held=at(locked,path);if(!(value===void 0||held===void 0||orderOf(path)(held,value)))return{code:"bad-configuration",says:`${by} is loose\
r than ${file} allows, ${lockedAt(path,held)}.`,advice:"Leave it out, or ask for the same or what is stricter."}}}var untold=["migrations","postgres","queries",
"notify","volume.seed","volume.snapshot"],lockedAt=(path,value)=>untold.some(key=>`${path.join(".")}.`.startsWith(`${key}.`))?"which locks it at something else":
`which locks it at \`${briefly(value)}\``;function excepted(file,locked,own){let rules2=Object.keys(isTree(locked.rules)?locked.rules:{}).filter(rule=>rule!=="e\
xceptions"),exceptions=at(own,["rules","exceptions"]);return rules2.length===0||!Array.isArray(exceptions)?[]:exceptions.flatMap((exception2,index)=>{let rule=isTree(
exception2)?exception2.rule??"":"";if(rule!==""&&!rules2.some(one=>one===rule))return[];let says=`This exception loosens \`${typeof rule=="string"&&rule!==""?rule:
rules2.join("`, `")}\`, which ${file} locks.`;return[{path:["rules","exceptions",index],says,advice:"Name another rule in it, or remove it."}]})}var leaves=(value,path)=>isTree(
value)&&!(path[0]==="rules"&&path.length===2)?Object.entries(value).flatMap(([key,inner])=>leaves(inner,[...path,key])):[{path,value}],at=(value,[key,...rest])=>key===
void 0?value:isTree(value)?at(value[key],rest):void 0,briefly=value=>{let text2=typeof value=="string"?value:JSON.stringify(value);return text2.length<=80?text2.
replaceAll("`",""):`${text2.slice(0,79).replaceAll("`","")}\u2026`};var mostCharacters=64*1024,deepestNesting=50;function parseConfig(text2,file,rules2,policy,wishes=[]){if(policy===void 0)return guarded(text2,file,()=>readDocument(
text2,file,rules2));let read=guarded(policy.text,policy.file,()=>readPolicy(policy,rules2));if(!read.ok)return read;let wrong2=overruled(read.value,wishes);return wrong2===
void 0?guarded(text2,file,()=>readDocument(text2,file,rules2,read.value)):failure(wrong2)}function guarded(text2,file,read){let top={line:1,col:1};if(text2.length>
mostCharacters)return failure(wrong(file,top,"The file is longer than 64 KB.","Shorten it."));let tooDeep=failure(wrong(file,top,"The file nests or repeats itse\
lf too deeply to be read.","Write it out without deep nesting and aliases."));if(nesting(text2)>deepestNesting)return tooDeep;try{return read()}catch(error){if(error instanceof
RangeError||error instanceof ReferenceError)return tooDeep;throw error}}function nesting(text2){let depth=0,deepest=0;for(let[bracket]of text2.matchAll(/[[\]{}]/g))
depth="[{".includes(bracket)?depth+1:Math.max(0,depth-1),deepest=Math.max(deepest,depth);return deepest}function readYaml(text2,file){let lines=new import_yaml2.LineCounter,
document=(0,import_yaml2.parseDocument)(text2,{lineCounter:lines,prettyErrors:!1,logLevel:"silent"}),[broken]=document.errors;if(broken!==void 0){let says=`This\
 is not valid YAML: ${firstSentence(broken.message)}.`;return failure(wrong(file,lines.linePos(broken.pos[0]),says,"Mend the line; an editor with YAML support s\
hows it."))}let value=document.toJS({maxAliasCount:50})??{},refused=[...databaseAddresses(value),...unusableKeys(value)];return refused.length>0?failure(firstOf(
refused,document,lines,file)):success({document,lines,value})}function readDocument(text2,file,rules2,policy){let read=readYaml(text2,file);if(!read.ok)return read;
let{document,lines,value}=read.value,loose=policy===void 0?[]:loosened(policy,value);if(loose.length>0)return failure(firstOf(loose,document,lines,file));let parsed=fileSchema.
safeParse(policy===void 0?value:inForce(policy,value));if(!parsed.success)return failure(firstOf(mistakesOf(parsed.error),document,lines,file));let impossible=impossibleIn(
parsed.data,rules2);return impossible.length>0?failure(firstOf(impossible,document,lines,file)):success(configOf(parsed.data))}var impossibleIn=(file,rules2)=>[
...unknownRules(file,rules2),...refusedSettings(file),...idleVolume(file)];function readPolicy({text:text2,file},rules2){let read=readYaml(text2,file);if(!read.
ok)return read;let{document,lines,value}=read.value,{locked={},...defaults}=isTree(value)?value:{"":value},mistakes=[defaults,locked].flatMap((part,index)=>{let parsed=fileSchema.
safeParse(part),found=parsed.success?impossibleIn(parsed.data,rules2):mistakesOf(parsed.error);return index===0?found:found.map(mistake=>({...mistake,path:["loc\
ked",...mistake.path]}))});return mistakes.length>0||!isTree(locked)?failure(firstOf(mistakes,document,lines,file)):success({file,defaults,locked})}function firstOf(mistakes,document,lines,file){
let placed=mistakes.map(mistake=>({...mistake,offset:offsetOf(document,mistake.path,mistake.key)})).sort((one,other)=>one.offset-other.offset),[first]=placed;if(first===
void 0)throw new Error("A configuration without a mistake was refused.");return wrong(file,lines.linePos(first.offset),first.says,first.advice)}function wrong(file,at2,says,advice){
let[line,column]=at2.line===0?[1,Math.max(1,at2.col)]:[at2.line,at2.col];return{code:"bad-configuration",says:`${file}:${line}:${column}: ${says}`,advice,file,line,
column}}var firstSentence=message=>shown((message.split(`
`)[0]??"").replace(/(?<! ):.*$/,"")).replace(/\.$/,"");export{refusedSetting,parseConfig};
