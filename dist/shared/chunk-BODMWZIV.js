import{all,as,bodyOf,calledBy,columnsIn,constantText,eachNode,fromParts,functionsIn,kindOf,namedBy,objectName,option,quoteIdentifier,relationsIn,stringOf,stringsOf,
switchedOn,without,writtenName}from"./chunk-ZXDGY5FU.js";import{endOfToken,isComment,isSpace,parsePlpgsql,parseText}from"./chunk-656ZDTEV.js";import{
blocks,spoken,strength}from"./chunk-OLJVEC4A.js";import{closest,distance}from"./chunk-UURERUFQ.js";import{shown}from"./chunk-FQPUUQAJ.js";import{
counted,duration,grouped}from"./chunk-T2HLY4DR.js";var serials={serial:"int4",serial4:"int4",bigserial:"int8",serial8:"int8",smallserial:"int2",serial2:"int2"},isSerial=type=>type?.names?.length===1&&(stringsOf(
type.names)[0]??"")in serials,builtin=new Set(`int2 int4 int8 float4 float8 numeric text varchar bpchar char name bool date time timetz timestamp timestamptz
  interval uuid json jsonb bytea xml inet cidr macaddr macaddr8 money bit varbit point line lseg box path polygon circle
  tsvector tsquery int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange
  tsmultirange tstzmultirange datemultirange oid regclass regproc regtype regrole regnamespace pg_lsn xid cid tid
  jsonpath record void trigger`.split(/\s+/));function columnType(type,schemaOf){let parts2=stringsOf(type?.names),written5=parts2.at(-1)??"",name=parts2.length===
1?serials[written5]??written5:written5,schema=parts2.at(-2)??(builtin.has(name)?"pg_catalog":schemaOf(name)),modifiers=(type?.typmods??[]).flatMap(node=>{let value=Number(
constantText(node));return Number.isFinite(value)?[value]:[]});return{name,schema,modifiers,arrayDimensions:type?.arrayBounds?.length??0}}var columnDef=({cmd})=>cmd.def&&"ColumnDef"in cmd.def?cmd.def.ColumnDef:void 0,constraintDef=({cmd})=>cmd.def&&"Constraint"in cmd.def?cmd.def.Constraint:void 0,
constraintsIn=nodes=>all("Constraint",nodes),own=(def,kind)=>constraintsIn(def.constraints).find(({contype})=>contype===kind),isSerial2=def=>isSerial(def.typeName),
isNull=node=>node!==void 0&&"A_Const"in node&&node.A_Const.isnull===!0;function isRunnable(instead9){if(gap.test(instead9))return!1;let parsed2=parseText(instead9);return parsed2.kind==="parsed"&&parsed2.statements.length>0}var gap=/<[a-z ]+>/,
statement=sql2=>`${sql2.trim().replace(/;$/,"")};`,steps=(...lines)=>lines.filter(Boolean).join(`
`),remark=text=>text.split(`
`).map(line=>`-- ${line}`).join(`
`);function outsideTransaction(sql2,facts){if(facts.transaction==="per-statement")return facts.session.transaction==="none"?sql2:steps(remark("Outside BEGIN \u2026 C\
OMMIT:"),sql2);let{says:says3,before:before2,after:after2}=facts.tool.outsideTransaction;return steps(remark(says3),before2.trimEnd(),sql2,after2.trimEnd())}var uncut=(sql2,{
tool:{block}})=>block?steps(block.before,sql2,block.after):sql2,nextMigration=why2=>remark(`In the next migration, a transaction of its own: ${why2}`),atOnce=(facts,...lines)=>facts.
transaction==="per-statement"&&facts.session.transaction==="none"?steps("BEGIN;",...lines,"COMMIT;"):steps(...lines);var defineRule=rule118=>rule118;function sql(parts2){let lines=parts2.join("").split(`
`),indents=lines.slice(1).filter(line=>line.trim()).map(line=>/^ */.exec(line)?.[0].length??0),indent=indents.length>0?Math.min(...indents):0;return lines.map((line,index)=>index===
0?line:line.slice(indent)).join(`
`).trim()}var nameFrom=node=>fromParts(namedBy(node)),isRange=name=>!("name"in name);function existing(name,facts){if(!name)return;let relation=facts.catalog.relation(isRange(
name)?writtenName(name):name);return relation&&!relation.madeHere&&relation.persistence!=="temporary"?relation:void 0}var holdsRows=["table","partitioned-table",
"materialized-view"];function existingTable(name,facts){let relation=existing(name,facts);return relation&&holdsRows.includes(relation.kind)?relation:void 0}var column=(table,name)=>table.
columns.find(one=>one.name===name),hasColumn=(table,name)=>!table.known||column(table,name)!==void 0;function simpleKey(table){let key=table.constraints.find(({
kind})=>kind==="primary-key");return key?.columns.length===1?column(table,key.columns[0]):void 0}var indexesOn=(table,name,facts)=>facts.catalog.indexes(table).
filter(({columns})=>columns.includes(name)),sameName=(a,b)=>a.schema===b.schema&&a.name===b.name,columnList=columns=>columns.map(quoteIdentifier).join(", ");function chosenName(table,columns,suffix){
let stem=[table.name,...columns].join("_");return quoteIdentifier(`${stem.slice(0,62-suffix.length)}_${suffix}`)}function typeText({schema,name,modifiers,arrayDimensions}){
let base=schema==="pg_catalog"||schema===""?name:`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,size=modifiers.length>0?`(${modifiers.join(", ")})`:"";return`${base}${size}${"\
[]".repeat(arrayDimensions)}`}var identifier=String.raw`(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`,alterTable=new RegExp(String.raw`^\s*(ALTER\s+(?:FOREIGN\s+)?TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${identifier}(?:\s*\.\s*${identifier})*)(?:\s*\*)?\s+`,
"iu");function*parts(sql2){for(let at=0;at<sql2.length;){let end=endOfToken(sql2,at),text=sql2.slice(at,end);yield[text,isComment(sql2,at)?"comment":isSpace(sql2[at])?
"space":quoted.test(text)?"quoted":"other"],at=end}}var quoted=/^(?:'|"|\$.*\$|e')/is;function replaced(sql2,replace){let out="";for(let[text,part]of parts(sql2))
out+=replace(text,part);return out}var withoutComments=sql2=>replaced(sql2,(text,part)=>part==="comment"?text.replace(/[^\n]/g," "):text),skeleton=sql2=>replaced(
sql2,(text,part)=>part==="comment"||part==="quoted"?".".repeat(text.length):text);function splitAtCommas(sql2){let syntax=skeleton(sql2),cuts=[],depth=0;for(let at=0;at<
syntax.length;at+=1){let char=syntax[at]??"";char==="("||char==="["?depth+=1:char===")"||char==="]"?depth-=1:char===","&&depth===0&&cuts.push(at)}return[...cuts,
sql2.length].map((end,index)=>sql2.slice(index===0?0:(cuts[index-1]??0)+1,end).trim())}function splitAlterTable(sql2){let text=withoutComments(sql2),head=alterTable.
exec(text);return head?.[1]?{head:oneLine(head[1]),actions:splitAtCommas(text.slice(head[0].length)).map(oneLine)}:{head:text.trim(),actions:[]}}function oneLine(sql2){
let out="",gap2="";for(let[text,part]of parts(sql2)){if(part==="space"||part==="comment"){gap2=out===""?"":" ";continue}out+=gap2+text,gap2=""}return out}var inCaseOf=(sample,keyword)=>sample===
sample.toLowerCase()?keyword.toLowerCase():keyword.toUpperCase();function shortened(sql2){let line=oneLine(sql2);if(line.length<=70)return line;let end=/[\ud800-\udbff]/.
test(line[66]??"")?66:67;return`${line.slice(0,end).trimEnd()}\u2026`}var code=text=>`\`${text}\``,literal=text=>`'${text.replaceAll("'","''")}'`;function listed(words4){
let last=words4.at(-1)??"";return words4.length<2?last:`${words4.slice(0,-1).join(", ")} and ${last}`}function listedBriefly(words4){return words4.length<=5?listed(
words4):`${words4.slice(0,4).join(", ")} and ${String(words4.length-4)} more`}var nextClause=/\b(?:CONSTRAINT|NOT\s+NULL|NULL|CHECK|UNIQUE|PRIMARY\s+KEY|REFERENCES|GENERATED|COLLATE|NOT\s+DEFERRABLE|DEFERRABLE|INITIALLY)\b/giu;
function cutDefault(action){let syntax=atDepthZero(action),start=/\bDEFAULT\b/iu.exec(syntax);if(!start)return{rest:action,expression:""};let from=start.index+start[0].
length,end=[...syntax.slice(from).matchAll(nextClause)].find(({index})=>index>1)?.index,until=end===void 0?action.length:from+end;return{rest:oneLine(`${action.
slice(0,start.index)} ${action.slice(until)}`),expression:action.slice(from,until).trim()}}var cutNotNull=action=>{let found2=/\bNOT\s+NULL\b/iu.exec(atDepthZero(
action));return found2?oneLine(action.slice(0,found2.index)+action.slice(found2.index+found2[0].length)):action},cutCascade=sql2=>{let found2=[...skeleton(sql2).
matchAll(/\s+CASCADE\b/giu)].at(-1);return found2?sql2.slice(0,found2.index)+sql2.slice(found2.index+found2[0].length):sql2};function atDepthZero(sql2){let depth=0;
return skeleton(sql2).replace(/[\s\S]/g,char=>(char==="("&&(depth+=1),char===")"&&(depth-=1),depth>0||char===")"?".":char))}function splitUpdate(sql2){let syntax=atDepthZero(
sql2),returning=/\bRETURNING\b/iu.exec(syntax)?.index??sql2.length,where=/\bWHERE\b/iu.exec(syntax);return where?{update:sql2.slice(0,where.index).trim(),where:sql2.
slice(where.index+5,returning).trim()}:{update:sql2.slice(0,returning).trim(),where:""}}var rule=defineRule({id:"add-check-not-valid",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A new CHECK reads the whole table while nobody may use it",why:"ADD CONSTRAINT \u2026 CHECK looks at every row under an AccessExclusive lock. NOT VALID skips \
that; VALIDATE CONSTRAINT catches up later while reads and writes go on.",examples:{given:sql`create table orders (id bigint primary key, total int);`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,
bad:sql`alter table orders add constraint orders_total_positive check (total > 0);`,good:sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`},on:{AT_AddConstraint(action,facts){let table=existingTable(action.table,facts),check=constraintDef(
action);if(!table||check?.contype!=="CONSTR_CHECK"||check.skip_validation||check.is_enforced===!1)return;let name=objectName(table.name),constraint=check.conname?
quoteIdentifier(check.conname):chosenName(table.name,[],"check"),named=check.conname?action.text:action.text.replace(/^ADD\s+/i,`$&CONSTRAINT ${constraint} `);return{
objects:[name],says:`Reads and writes of ${code(name)} wait while every row is checked: ADD CHECK scans the table under AccessExclusive.`,instead:steps(`${action.
head} ${named} NOT VALID;`,nextMigration("reads and writes go on during the scan."),`${action.head} VALIDATE CONSTRAINT ${constraint};`)}}}});var clause=/\bCONSTRAINT\b|(?<!\bSET\s+)(?:\bNOT\s+NULL\b|\bNULL\b|\bDEFAULT\b)|\bCHECK\b|\bUNIQUE\b|\bPRIMARY\s+KEY\b|\bREFERENCES\b|\bGENERATED\b|\bCOLLATE\b/giu;
function cutConstraint(action,form){let syntax=atDepthZero(action),start=new RegExp(String.raw`(?:\bCONSTRAINT\s+(\S+)\s+)?\b${form}\b`,"iu").exec(syntax);if(!start)
return{rest:action,constraint:""};let named=start[1]===void 0?0:start[0].length-form.length,from=start.index+named,next=[...syntax.matchAll(clause)].find(({index})=>index>
from)?.index??action.length;return{rest:oneLine(`${action.slice(0,start.index)} ${action.slice(next)}`),constraint:action.slice(from,next).trim(),...named>0&&{name:action.
slice(start.index,from).trim().replace(/^CONSTRAINT\s+/i,"")}}}function cutConstraints(action,form){let cut=cutConstraint(action,form);if(cut.constraint==="")return{
rest:action,cuts:[]};let{rest:rest2,cuts}=cutConstraints(cut.rest,form);return{rest:rest2,cuts:[cut,...cuts]}}function foreignKeyApart(action,table,column2){let{
rest:rest2,constraint,name=chosenName(table.name,[column2],"fkey")}=cutConstraint(action.text,"REFERENCES");return steps(`${action.head} ${rest2};`,nextMigration(
"the column needs no lock any more."),`${action.head} ADD CONSTRAINT ${name} FOREIGN KEY (${quoteIdentifier(column2)}) ${constraint} NOT VALID;`,nextMigration("\
reads and writes go on during the check."),`${action.head} VALIDATE CONSTRAINT ${name};`)}function restOfColumn(action){let first2=[...atDepthZero(action).matchAll(
clause)][0];return first2?action.slice(first2.index).trim():""}function volatileCall(expression,facts){let found2=functionsIn(expression).find(name=>["volatile","unknown"].includes(facts.catalog.volatility(name)));return found2&&
`${[...found2.schema?[found2.schema]:[],found2.name].join(".")}()`}var writtenType=type=>columnType(type,()=>"");function typeWork(before2,after2,world){let from=withoutDomain(before2,world),to=withoutDomain(after2,world);return to===
void 0||from===void 0?before2.name===after2.name?"none":"rewrite":from.arrayDimensions>0!=to.arrayDimensions>0?"rewrite":from.arrayDimensions>0?sameArrays(from,
to):from.name===to.name?sameType(from,to):otherType(from,to,world.timeZone)}function withoutDomain(type,world){let found2=world.userType(type);return found2?.kind!==
"domain"||!found2.base?type:found2.constrained?void 0:found2.base}var sameModifiers=(a,b)=>a.modifiers.join()===b.modifiers.join(),sameArrays=(from,to)=>from.name===
to.name&&sameModifiers(from,to)?"none":"rewrite",texts=["text","varchar"],times=["timestamp","timestamptz","time","timetz","interval"];function sameType(from,to){
if(sameModifiers(from,to))return"none";let[was,wasScale=0]=from.modifiers,[is,isScale=0]=to.modifiers,wider=is===void 0||was!==void 0&&is>=was;return from.name===
"varchar"||from.name==="varbit"?wider?"none":"rewrite":from.name==="numeric"?is===void 0||wider&&wasScale===isScale?"none":"rewrite":times.includes(from.name)&&
precisionKept(from,to)?"none":"rewrite"}var precisionKept=(from,to)=>from.modifiers.length<2&&to.modifiers.length<2&&(to.modifiers[0]??6)>=(from.modifiers[0]??6),
utc=/^(?:utc|gmt|etc\/utc|etc\/gmt|zulu|etc\/zulu|universal|z|0|\+?00(?::00)?)$/i;function otherType(from,to,timeZone){let textual=[...texts,"citext"];if(textual.
includes(from.name)&&textual.includes(to.name))return to.modifiers.length>0?"rewrite":from.name==="citext"||to.name==="citext"?"index":"none";if(from.name==="ci\
dr"&&to.name==="inet")return"none";let stamps=["timestamp","timestamptz"];return stamps.includes(from.name)&&stamps.includes(to.name)&&precisionKept(from,to)&&utc.
test(timeZone??"")?"index":"rewrite"}function retypeWork(action,table,name,facts){let def=columnDef(action),old=column(table,name)?.type;if(!old||!follows(def?.raw_default,name))return"rewrite";let work=typeWork(
old,writtenType(def?.typeName),{timeZone:facts.session.timeZone,userType:type=>facts.catalog.type({name:type.name})});if(work==="rewrite")return work;let indexes=indexesOn(
table.name,name,facts);return(work==="index"||def?.collClause?indexes:indexes.filter(one=>one.partial||one.hasExpressions)).length>0?"index":"none"}function follows(using,name){
return using?"TypeCast"in using?follows(using.TypeCast.arg,name):"ColumnRef"in using&&stringsOf(using.ColumnRef.fields).at(-1)===name:!0}function usingOf(action,name){
let using=columnDef(action)?.raw_default;return!using||!("TypeCast"in using)?follows(using,name)?"none":"other":follows(using,name)?"cast":"other"}function rewrittenBy(facts){let{alter,table}=alteredBy(facts);if(!alter?.relation||!table)return;let range=alter.relation;return all("AlterTableCmd",alter.cmds).
some(cmd=>rewrites(cmd,range,table,facts))?table:void 0}function alteredBy(facts){let alter=as("AlterTableStmt",facts.statement.node),table=alter?.objtype==="OB\
JECT_INDEX"?void 0:existingTable(alter?.relation,facts);return{...alter&&{alter},...table&&{table}}}function rewrites(cmd,range,table,facts){let action={cmd,table:range,
head:"",text:""};switch(cmd.subtype){case"AT_AlterColumnType":return retypeWork(action,table,cmd.name??"",facts)==="rewrite";case"AT_SetLogged":return otherPersistence(
table,"permanent");case"AT_SetUnLogged":return otherPersistence(table,"unlogged");case"AT_SetAccessMethod":return otherAccessMethod(table,cmd.name??"heap");case"\
AT_SetTableSpace":return cmd.name!==void 0&&otherTablespace(table,cmd.name);case"AT_AddColumn":return rewritingColumn(columnDef(action),cmd,table,facts);default:
return!1}}function rewritingColumn(def,{missing_ok:ifMissing},table,facts){let passedOver=ifMissing===!0&&table.known&&hasColumn(table,def?.colname);return def!==
void 0&&!passedOver&&(differsByRow(def,facts)||constrainedDomain(def,facts)!==void 0)}var differsByRow=(def,facts)=>own(def,"CONSTR_GENERATED")?.generated_kind===
"s"||own(def,"CONSTR_IDENTITY")!==void 0||isSerial2(def)||volatileCall(own(def,"CONSTR_DEFAULT")?.raw_expr,facts)!==void 0;function constrainedDomain({typeName:typeName2},facts){
if(typeName2?.arrayBounds)return;let domain=facts.catalog.type(fromParts(stringsOf(typeName2?.names)));return domain?.kind==="domain"&&domain.constrained?domain:
void 0}var ownRows=({kind})=>kind!=="partitioned-table",otherPersistence=(table,to)=>ownRows(table)&&!(table.known&&table.persistence===to),otherAccessMethod=(table,to)=>ownRows(
table)&&!(table.known&&(table.accessMethod??"heap")===to),otherTablespace=(table,to)=>ownRows(table)&&table.tablespace!==to;var rule2=defineRule({id:"add-column-constrained-domain",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,
title:"A column of a domain with a constraint rewrites the table while nobody may use it",why:"The domain\u2019s CHECK or NOT NULL is tried on every row, so Postgres\
 writes the table and its indexes anew under an AccessExclusive lock, with a DEFAULT and without. The base type with a CHECK of the column does the same online.",
examples:{given:sql`
      create domain email as text check (value <> '');
      create table orders (id bigint primary key);`,rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add column contact email;`,
good:sql`
      alter table orders add column contact text;
      alter table orders add constraint orders_contact_check check (contact <> '') not valid;
      alter table orders validate constraint orders_contact_check;`},on:{AT_AddColumn(action,facts){let table=existingTable(action.table,facts),def=columnDef(action);
if(!table||!def?.colname||action.cmd.missing_ok&&table.known&&hasColumn(table,def.colname))return;let domain=constrainedDomain(def,facts);if(!domain)return;let name=objectName(
table.name),column2=quoteIdentifier(def.colname),base=baseOf(domain,facts),check=chosenName(table.name,[def.colname],"check");return{objects:[name],says:`Reads \
and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: the domain ${code(objectName(domain.name))} has a constrai\
nt, which is tried on every row.`,instead:steps(`${action.head} ADD COLUMN ${column2} ${[base,restOfColumn(action.text)].filter(Boolean).join(" ")};`,`${action.
head} ADD CONSTRAINT ${check} CHECK (<condition of the domain>) NOT VALID;`,nextMigration("reads and writes go on during the scan."),`${action.head} VALIDATE CO\
NSTRAINT ${check};`)}}}});function baseOf({base},facts){let under=base&&facts.catalog.type(base);return under?.kind==="domain"?baseOf(under,facts):base?typeText(
base):"<its base type>"}var rule3=defineRule({id:"add-column-identity",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,title:"A\
n identity column rewrites the table",why:"GENERATED \u2026 AS IDENTITY numbers every row that is there: the table and all its indexes are rewritten under an AccessE\
xclusive lock.",examples:{given:sql`create table orders (id bigint primary key, total int);`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,
bad:sql`alter table orders add column number bigint generated always as identity;`,good:sql`alter table orders add column number bigint;`},on:{AT_AddColumn(action,facts){
let table=existingTable(action.table,facts),def=columnDef(action);if(!table||!def?.colname||!own(def,"CONSTR_IDENTITY")||action.cmd.missing_ok&&table.known&&hasColumn(
table,def.colname))return;let name=objectName(table.name);return{objects:[name],says:`Reads and writes of ${code(name)} wait while the table and its indexes are\
 rewritten under AccessExclusive: every row gets a number for ${code(quoteIdentifier(def.colname))}.`,instead:"Add a bigint column without a default, create a s\
equence and set nextval() as the default, then fill the old rows in batches of 10,000, each committed before the next."}}}});var rule4=defineRule({id:"add-column-inline-check",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A column with a CHECK reads the whole table while nobody may use it",why:"The CHECK is tried on every row under the AccessExclusive lock of ADD COLUMN, a\
lthough all rows hold the same value or none. Added apart and NOT VALID, it is tried later while reads and writes go on.",examples:{given:sql`create table orders (id bigint primary key);`,
rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add column total int check (total > 0);`,good:sql`
      alter table orders add column total int, add constraint orders_total_check check (total > 0) not valid;
      alter table orders validate constraint orders_total_check;`},on:{AT_AddColumn(action,facts){let table=existingTable(action.table,facts),def=columnDef(action);
if(!table||!def?.colname||!own(def,"CONSTR_CHECK")||own(def,"CONSTR_ATTR_NOT_ENFORCED")||action.cmd.missing_ok&&table.known&&hasColumn(table,def.colname))return;
let shown3=objectName(table.name),{rest:rest2,cuts}=cutConstraints(action.text,"CHECK"),column2=[def.colname],checks=cuts.map(({constraint,name},index)=>({constraint,
name:name??chosenName(table.name,column2,index===0?"check":`check${String(index)}`)}));return{objects:[shown3],says:`Reads and writes of ${code(shown3)} wait wh\
ile every row is checked: ADD COLUMN with a CHECK scans the table under AccessExclusive.`,instead:steps(`${action.head} ${[rest2,...checks.map(({name,constraint})=>`\
ADD CONSTRAINT ${name} ${constraint} NOT VALID`)].join(", ")};`,nextMigration("reads and writes go on during the scan."),...checks.map(({name})=>`${action.head}\
 VALIDATE CONSTRAINT ${name};`))}}}});var rule5=defineRule({id:"add-column-inline-fk",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,mechanical:!0,title:"\
A column with its foreign key locks two tables in one act",why:"ADD COLUMN \u2026 REFERENCES takes AccessExclusive on the table and ShareRowExclusive on the referenc\
ed one, and keeps the first while it waits for the second. No row is read as long as the column has no DEFAULT. With a lock_timeout, and nothing long in the tra\
nsaction, the wait is bounded.",versions:"With any DEFAULT, DEFAULT NULL too, every row is looked up: that is add-fk-not-valid.",examples:{given:sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key);`,rows:sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add column customer_id bigint references customers (id);`,good:sql`
      alter table orders add column customer_id bigint;
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`},on:{AT_AddColumn(action,facts){let child=existingTable(action.table,facts),def=columnDef(action);
if(!child||!def?.colname||own(def,"CONSTR_DEFAULT")||isSerial2(def)||action.cmd.missing_ok&&child.known&&hasColumn(child,def.colname))return;let parent=existingTable(
own(def,"CONSTR_FOREIGN")?.pktable,facts);if(!parent||sameName(parent.name,child.name))return;let[from,to]=[objectName(child.name),objectName(parent.name)],bounded=(facts.
session.lockTimeoutMs??0)>0;return{objects:[from,to],says:`Reads and writes of ${code(from)} and writes to ${code(to)} wait until this transaction ends: ADD COL\
UMN with REFERENCES takes AccessExclusive on ${code(from)}, and keeps it while it waits for ShareRowExclusive on ${code(to)}.`,instead:foreignKeyApart(action,child,
def.colname),...bounded?{severity:"advice"}:{}}}}});function startJournal(){let clock=0,lookedAt=0,undo=[],tick=back=>(clock+=1,undo.push({state:clock,back}),clock);return{now:()=>lookedAt=clock,restore:state=>{let later3=[];
for(let at=undo.length-1;(undo[at]?.state??0)>state;at-=1)later3.push(...undo.slice(at,at+1));for(let{back}of later3)back(state)},map:()=>journalMap(tick,()=>lookedAt)}}
function journalMap(tick,lookedAt){let pasts=new Map,get=(key,state=1/0)=>{let past=pasts.get(key);return past?.values[firstAfter(past.states,state)-1]},set=(key,value)=>{
let past=pasts.get(key);past===void 0&&pasts.set(key,past={states:[],values:[]});let last=past.states.length-1;if((past.states[last]??0)>lookedAt()){past.values[last]=
value;return}let state=tick(to=>{let before2=get(key,to);get(key)!==before2&&set(key,before2)});past.states.push(state),past.values.push(value)};return{get,set,
known:(key,state=1/0)=>{let first2=pasts.get(key)?.states[0];return first2!==void 0&&first2<=state},values:(state=1/0)=>[...pasts.keys()].map(key=>get(key,state)).
filter(value=>value!==void 0)}}function firstAfter(rising,limit3){let last=rising.at(-1);if(last===void 0||last<=limit3)return rising.length;let low=0,high=rising.
length-1;for(;low<high;){let middle=low+high>>1;(rising[middle]??0)>limit3?high=middle:low=middle+1}return low}var volatile=new Set(`random random_normal setseed gen_random_uuid uuidv4 uuidv7 clock_timestamp timeofday nextval setval currval lastval
  pg_sleep pg_sleep_for pg_sleep_until txid_current pg_current_xact_id set_config pg_advisory_lock pg_advisory_xact_lock
  pg_try_advisory_lock pg_notify uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt
  dblink`.split(/\s+/)),stable=new Set(`now transaction_timestamp statement_timestamp current_setting current_database current_schema current_schemas
  current_user session_user user current_query inet_client_addr inet_server_addr pg_backend_pid version to_char to_date
  to_timestamp age date_part date_trunc timezone txid_current_snapshot pg_postmaster_start_time to_tsvector to_tsquery
  concat concat_ws format to_json to_jsonb row_to_json array_to_json json_build_object json_build_array
  jsonb_build_object jsonb_build_array json_agg jsonb_agg array_to_string quote_literal make_timestamptz
  has_table_privilege pg_get_serial_sequence to_regclass obj_description`.split(/\s+/)),immutable=new Set(`lower upper length char_length octet_length substr su\
bstring left right trim btrim ltrim rtrim replace translate
  repeat reverse split_part strpos position initcap lpad rpad ascii chr md5 sha224 sha256 sha384 sha512 encode decode
  abs ceil ceiling floor round trunc sign sqrt cbrt power exp ln log mod div greatest least coalesce nullif
  array_length cardinality array_append array_prepend array_cat array_position array_remove array_replace string_to_array
  regexp_replace regexp_match regexp_matches regexp_split_to_array json_extract_path jsonb_extract_path
  jsonb_extract_path_text json_extract_path_text jsonb_typeof json_typeof jsonb_array_length json_array_length jsonb_set
  make_date make_time make_timestamp make_interval int4range int8range numrange tsrange tstzrange daterange lower_inc
  upper_inc isempty hashtext crc32 to_hex to_number uuid_nil uuid_ns_dns uuid_ns_url uuid_generate_v3 uuid_generate_v5
  uuid_extract_version uuid_extract_timestamp point box circle extract width_bucket setweight
  strip bit_length overlay starts_with normalize justify_hours justify_days justify_interval isfinite num_nonnulls
  num_nulls json_object jsonb_object jsonb_strip_nulls`.split(/\s+/));function builtinVolatility(name){return volatile.has(name)?"volatile":stable.has(name)?"st\
able":immutable.has(name)?"immutable":"unknown"}function startSchema(){let journal=startJournal();return{journal,relations:journal.map(),indexes:journal.map(),indexesOf:journal.map(),referencedBy:journal.map(),
types:journal.map(),routines:journal.map(),schemas:journal.map(),dependents:journal.map(),groups:journal.map()}}var keyOf=({schema,name})=>`${schema}\0${name}`;
function catalogAt(store2,look){let{state,complete}=look,relations2,find2=(map,name)=>found(map,look,name);return{relation:name=>relationAt(store2,look,name),index:name=>find2(
store2.indexes,name),indexes:table=>(store2.indexesOf.get(keyOf(table),state)??[]).map(key=>store2.indexes.get(key,state)).filter(index=>index!==void 0),referencing:table=>references(
store2,table,state),get relations(){return relations2??=store2.relations.values(state),relations2},volatility:name=>find2(store2.routines,name)?.volatility??builtin2(
name),type:name=>find2(store2.types,name),dependents:(relation,column2)=>store2.dependents.values(state).filter(({uses})=>uses.some(use=>keyOf(use.relation)===keyOf(
relation)&&(column2===void 0||use.column===column2))),callers:routine=>store2.dependents.values(state).filter(({calls})=>calls.some(one=>keyOf(one)===keyOf(routine))),
get routines(){return store2.routines.values(state).flatMap(one=>[one,...one.others])},routine:name=>find2(store2.routines,name),schema:name=>store2.schemas.get(
name,state),get groups(){return store2.groups.values(state)},complete}}function relationAt(store2,look,name){let relation=found(store2.relations,look,name);if(relation)
return relation;let index=found(store2.indexes,look,name);return index?indexAsRelation(index):look.complete?void 0:assumed(store2,look,name)}function found(map,{
state,searchPath},name){for(let schema of schemasFor(name,searchPath)){let value=map.get(keyOf({schema,name:name.name}),state);if(value!==void 0)return value}}var builtin2=({
schema,name})=>schema===void 0||["pg_catalog","public","extensions"].includes(schema)?builtinVolatility(name):"unknown",schemasFor=({schema},searchPath)=>schema===
void 0?["pg_temp",...searchPath]:[schema];function references(store2,table,state){let target=keyOf(table);return(store2.referencedBy.get(target,state)??[]).flatMap(
key=>{let child=store2.relations.get(key,state);return child?child.constraints.filter(({references:to})=>to!==void 0&&keyOf(to.table)===target).map(constraint=>({
table:child.name,constraint})):[]})}function assumed(store2,look,{schema,name}){let where=schema??look.searchPath[0]??"public";return schemasFor({schema,name},look.
searchPath).some(one=>{let key=keyOf({schema:one,name});return store2.relations.known(key,look.state)||store2.indexes.known(key,look.state)})?void 0:emptyRelation(
{schema:where,name},{madeHere:!1,known:!1})}function emptyRelation(name,{madeHere,known:known4}){return{name,kind:"table",persistence:name.schema==="pg_temp"?"t\
emporary":"permanent",columns:[],constraints:[],dropped:[],partitions:[],reads:[],inherits:[],heirs:[],triggers:[],policies:[],defaultPartition:!1,madeHere,known:known4}}
var indexAsRelation=index=>({...emptyRelation(index.name,{madeHere:index.madeHere,known:!0}),kind:"index"});function expressionText(node){if(!node)return"";let constant2=as("A_Const",node);if(constant2)return constantSql(constant2);let column2=as("ColumnRef",node);if(column2)
return(column2.fields??[]).map(field=>"A_Star"in field?"*":quoteIdentifier(stringOf(field))).join(".");let cast=as("TypeCast",node);if(cast)return`${operand(cast.
arg,tightest)}::${typeText2(cast.typeName)}`;let call=as("FuncCall",node);return call?`${stringsOf(call.funcname).filter(part=>part!=="pg_catalog").map(quoteIdentifier).
join(".")}(${call.agg_star?"*":list(call.args)})`:operatorText(node)??otherText(node)??"\u2026"}var list=nodes=>(nodes??[]).map(expressionText).join(", ");function constantSql(constant2){
return constant2.isnull?"NULL":constant2.sval?`'${(constant2.sval.sval??"").replaceAll("'","''")}'`:constant2.boolval?String(constant2.boolval.boolval??!1):constant2.
fval?constant2.fval.fval??"":constant2.bsval?constant2.bsval.bsval??"":String(constant2.ival?.ival??0)}function operatorText(node){let expression=as("A_Expr",node);
if(expression)return comparison(expression);let logic=as("BoolExpr",node);if(logic?.boolop==="NOT_EXPR")return`NOT (${list(logic.args)})`;if(logic){let word2=logic.
boolop==="OR_EXPR"?" OR ":" AND ";return(logic.args??[]).map(arg=>"BoolExpr"in arg?`(${expressionText(arg)})`:expressionText(arg)).join(word2)}let nullTest=as("\
NullTest",node);if(nullTest)return`${operand(nullTest.arg,tightest)} ${nullTest.nulltesttype==="IS_NULL"?"IS NULL":"IS NOT NULL"}`}function comparison({kind,name,
lexpr,rexpr}){let operator2=stringOf(name?.at(-1)),bond=kind==="AEXPR_OP"?bondOf(operator2):0,left=operand(lexpr,bond===0?1:bond),right=rexpr&&"List"in rexpr?`(${list(
rexpr.List.items)})`:operand(rexpr,bond+1);switch(kind){case"AEXPR_IN":return`${left} ${operator2==="<>"?"NOT IN":"IN"} ${right}`;case"AEXPR_OP_ANY":return`${left}\
 ${operator2} ANY (${right})`;case"AEXPR_BETWEEN":return`${left} BETWEEN ${right.slice(1,-1).replace(", "," AND ")}`;case"AEXPR_LIKE":return`${left} ${operator2===
"!~~"?"NOT LIKE":"LIKE"} ${right}`;default:return left===""?`${operator2}${right}`:`${left} ${operator2} ${right}`}}var bonds=["< > = <= >= <> !=","","+ -","* /\
 %","^"].map(operators=>operators.split(" ")),tightest=bonds.length,bondOf=operator2=>{let known4=bonds.findIndex(operators=>operators.includes(operator2));return known4===
-1?1:known4};function operand(node,least2){let text=expressionText(node);if(!node)return text;let expression=as("A_Expr",node);return(expression?(expression.kind===
"AEXPR_OP"?bondOf(stringOf(expression.name?.at(-1))):0)<least2:"BoolExpr"in node||"NullTest"in node)?`(${text})`:text}function otherText(node){let coalesce=as("\
CoalesceExpr",node);if(coalesce)return`COALESCE(${list(coalesce.args)})`;let array=as("A_ArrayExpr",node);return array?`ARRAY[${list(array.elements)}]`:as("SQLV\
alueFunction",node)?.op?.replace("SVFOP_","").replace(/_N$/,"")}function typeText2(type){let names=stringsOf(type?.names).filter(part=>part!=="pg_catalog"),modifiers=type?.
typmods?`(${list(type.typmods)})`:"";return`${names.map(quoteIdentifier).join(".")}${modifiers}${"[]".repeat(type?.arrayBounds?.length??0)}`}function provesNotNull(node){
let logic=as("BoolExpr",node);if(logic?.boolop==="AND_EXPR")return(logic.args??[]).flatMap(provesNotNull);let test=as("NullTest",node),column2=as("ColumnRef",test?.
arg);return test?.nulltesttype==="IS_NOT_NULL"&&column2?[stringOf(column2.fields?.at(-1))]:[]}function allowedValues(node){let expression=as("A_Expr",node),column2=as(
"ColumnRef",bare(expression?.lexpr));if(!expression||!column2||stringOf(expression.name?.at(-1))!=="=")return;let right=bare(expression.rexpr),values=as("List",
right)?.items??as("A_ArrayExpr",right)?.elements??(right?[right]:[]),constants2=values.map(bare).filter(one=>one!==void 0&&"A_Const"in one);if(!(constants2.length<
values.length))return{column:stringOf(column2.fields?.at(-1)),values:constants2.map(expressionText)}}function bare(node){let cast=as("TypeCast",node);return cast?
bare(cast.arg):node}var lookNow=({store:store2,searchPath,complete})=>catalogAt(store2,{searchPath,complete}),find=({store:store2,searchPath,complete},name)=>relationAt(store2,{searchPath,
complete},name),findRange=(site,range)=>range?find(site,writtenName(range)):void 0;function newName(site,{schema,name}){return{schema:schema??site.searchPath.find(
one=>one!=="pg_catalog")??"public",name}}var newRelationName=(site,range)=>range.relpersistence==="t"?{schema:"pg_temp",name:range.relname??""}:newName(site,writtenName(
range));function put(site,relation){site.store.relations.set(keyOf(relation.name),relation)}var current=(site,name)=>site.store.relations.get(keyOf(name))??emptyRelation(
name,{madeHere:!1,known:!1});function change(site,name,edit){put(site,edit(current(site,name)))}function putIndex({store:store2},index){let key=keyOf(index.name),
table=keyOf(index.table);store2.indexes.set(key,index);let others=store2.indexesOf.get(table)??[];others.includes(key)||store2.indexesOf.set(table,[...others,key])}
function removeIndex({store:store2},index){let key=keyOf(index.name),table=keyOf(index.table);store2.indexes.set(key,void 0),store2.indexesOf.set(table,(store2.
indexesOf.get(table)??[]).filter(other=>other!==key))}function remove(site,relation){for(let index of lookNow(site).indexes(relation.name))removeIndex(site,index);
relation.partitionOf&&change(site,relation.partitionOf,parent=>({...parent,partitions:parent.partitions.filter(one=>keyOf(one)!==keyOf(relation.name))})),put(site,
relation),site.store.relations.set(keyOf(relation.name),void 0)}var limit=63;function fitted(one,two,label){let room=limit-label.length-1-(two===""?0:1),first2=one.length,second=two.length;for(;first2+second>room;)first2>second?
first2-=1:second-=1;return[one.slice(0,first2),two.slice(0,second),label].filter(part=>part!=="").join("_")}function generatedName(site,table,columns,label){let taken2=new Set(
current(site,table).constraints.map(({name})=>name));for(let count2=0;;count2+=1){let name=fitted(table.name,columns.join("_"),count2===0?label:`${label}${String(
count2)}`),key=keyOf({schema:table.schema,name}),used=site.store.relations.get(key)!==void 0||site.store.indexes.get(key)!==void 0;if(!taken2.has(name)&&!used)return name}}function addConstraint(site,table,node,column2){switch(node.contype){case"CONSTR_PRIMARY":case"CONSTR_UNIQUE":case"CONSTR_EXCLUSION":addKey(site,table,node,column2);
break;case"CONSTR_FOREIGN":addForeignKey(site,table,node,column2);break;case"CONSTR_CHECK":addCheck(site,table,node,column2);break;case"CONSTR_NOTNULL":setNotNull(
site,table,column2===void 0?stringsOf(node.keys):[column2]);break;default:break}}function setNotNull(site,table,columns){change(site,table,relation=>({...relation,
columns:relation.columns.map(one=>columns.includes(one.name)?{...one,notNull:!0}:one)}))}function store(site,table,constraint){let marked=site.madeHere?{...constraint,
madeHere:!0}:constraint;change(site,table,relation=>({...relation,constraints:[...relation.constraints,marked]}))}function addCheck(site,table,node,column2){let used=columnsIn(
node.raw_expr).filter(name2=>hasColumn2(site,table,name2)),only2=used.length===1?used:[],name=node.conname??generatedName(site,table,column2===void 0?only2:[column2],
"check");store(site,table,{name,kind:"check",columns:used,validated:!node.skip_validation,expression:expressionText(node.raw_expr),...node.raw_expr?{condition:node.
raw_expr}:{},provesNotNull:provesNotNull(node.raw_expr)})}function hasColumn2(site,table,name){let relation=current(site,table);return!relation.known||relation.
columns.some(column2=>column2.name===name)}function addForeignKey(site,table,node,column2){if(!node.pktable)return;let columns=column2===void 0?stringsOf(node.fk_attrs):
[column2],parent=find(site,writtenName(node.pktable))?.name??newName(site,writtenName(node.pktable)),written5=stringsOf(node.pk_attrs),key=current(site,parent).
constraints.find(({kind})=>kind==="primary-key")?.columns??[];store(site,table,{name:node.conname??generatedName(site,table,columns,"fkey"),kind:"foreign-key",columns,
validated:!node.skip_validation,provesNotNull:[],references:{table:parent,columns:written5.length>0?written5:key,...actionsOf(node)}}),noteReference(site,table,
parent)}var actions={c:"cascade",n:"set-null",d:"set-default"};function actionsOf({fk_del_action:gone="",fk_upd_action:changed3=""}){let[onDelete,onUpdate]=[actions[gone],
actions[changed3]];return{...onDelete?{onDelete}:{},...onUpdate?{onUpdate}:{}}}function noteReference(site,child,parent){let children=site.store.referencedBy.get(
keyOf(parent))??[];children.includes(keyOf(child))||site.store.referencedBy.set(keyOf(parent),[...children,keyOf(child)])}var labels={CONSTR_PRIMARY:"pkey",CONSTR_UNIQUE:"\
key",CONSTR_EXCLUSION:"excl"},kinds={CONSTR_PRIMARY:"primary-key",CONSTR_UNIQUE:"unique",CONSTR_EXCLUSION:"exclusion"};function addKey(site,table,node,column2){
let type=node.contype,existing2=node.indexname===void 0?void 0:lookNow(site).index({schema:table.schema,name:node.indexname}),columns=existing2?.columns??(column2===
void 0?keyColumns(node):[column2]),name=node.conname??existing2?.name.name??generatedName(site,table,type==="CONSTR_PRIMARY"?[]:columns,labels[type]);existing2&&
removeIndex(site,existing2),putIndex(site,{name:{schema:table.schema,name},table,columns,unique:type!=="CONSTR_EXCLUSION",partial:node.where_clause!==void 0,hasExpressions:existing2?.
hasExpressions??!1,method:existing2?.method??node.access_method??(type==="CONSTR_EXCLUSION"?"gist":"btree"),constraint:name,madeHere:existing2?.madeHere??site.madeHere});
let index={schema:table.schema,name};store(site,table,{name,kind:kinds[type],columns,validated:!0,provesNotNull:[],index}),type==="CONSTR_PRIMARY"&&setNotNull(site,
table,columns)}var keyColumns=node=>node.exclusions?node.exclusions.flatMap(excludedColumn):stringsOf(node.keys);function excludedColumn(node){let items="List"in
node?node.List.items:void 0;return all("IndexElem",items).flatMap(({name})=>name===void 0?[]:[name])}function dropConstraints(site,table,going){let gone=current(
site,table).constraints.filter(going);if(gone.length!==0){for(let{index}of gone){let found2=index&&lookNow(site).index(index);found2&&removeIndex(site,found2)}change(
site,table,relation=>({...relation,constraints:relation.constraints.filter(one=>!gone.includes(one)),dropped:site.madeHere?[...relation.dropped,...gone]:relation.
dropped}))}}function usesIn(tree,{find:find2,own:own2}){let sources=sourcesIn(tree,find2);if(own2)for(let alias of[own2.name.name,"new","old","excluded"])sources.push({relation:own2,
alias});let uses=new Map,add=(relation,column2)=>{let use=column2===void 0?{relation}:{relation,column:column2};uses.set([relation.schema,relation.name,column2??
""].join("\0"),use)};for(let{relation}of sources)add(relation.name);for(let written5 of columnNames(tree))for(let{relation,alias}of sources)if(!(written5.of!==void 0&&
written5.of!==alias))for(let column2 of meant(written5,relation,sources))add(relation.name,column2);return[...uses.values()]}var callsIn=(tree,known4)=>functionsIn(
tree).flatMap(name=>known4(name)??[]);function sourcesIn(tree,find2){let inner=new Set(relationsIn(tree).map(({schema,name})=>[schema??"",name].join("\0"))),sources=[];
return eachNode(tree,(kind,body)=>{if(kind!=="RangeVar")return;let range=body,name=writtenName(range),relation=inner.has([name.schema??"",name.name].join("\0"))?
find2(name):void 0;relation&&sources.push({relation,alias:range.alias?.aliasname??name.name})}),sources}function columnNames(tree){let found2=[];return eachNode(
tree,(kind,body)=>{if(kind==="ColumnRef"&&found2.push(columnName(body.fields??[])),kind!=="JoinExpr")return;let{usingClause,isNatural}=body;found2.push(...stringsOf(
usingClause).map(column2=>({column:column2})),...isNatural?[{}]:[])}),found2}function columnName(fields){let last=fields.at(-1),of=fields.length>1?stringOf(fields.
at(-2)):void 0;return last&&"String"in last?{of,column:stringOf(last)}:{of}}function meant({of,column:column2},relation,sources){let names=relation.columns.map(
({name})=>name);return column2===void 0?names:names.length>0?names.includes(column2)?[column2]:[]:of!==void 0||sources.every(one=>one.relation.name.name===relation.
name.name)?[column2]:[]}var keyFor=({kind,on,name=""})=>[kind,keyOf(on),name].join("\0");function noteDependent(site,dependent,tree,own2){let catalog=lookNow(site),table=own2&&find(site,
own2),before2=site.store.dependents.get(keyFor(dependent));site.store.dependents.set(keyFor(dependent),{...dependent,uses:usesIn(tree,{find:name=>catalog.relation(
name),own:table}),calls:callsIn(tree,name=>catalog.routine(name)?.name),madeHere:before2?.madeHere??site.madeHere})}function noteTrigger(site,node,sql2){let table=findRange(
site,node.relation);if(!table||node.trigname===void 0)return;let on=table.name,written5=fromParts(stringsOf(node.funcname)),columns=stringsOf(node.columns).map(
column2=>({relation:on,column:column2})),calls=[lookNow(site).routine(written5)?.name??newName(site,written5)],uses=node.whenClause?usesIn(node.whenClause,{find:()=>{},
own:table}):[{relation:on}],dependent={kind:"trigger",on,name:node.trigname,sql:sql2,madeHere:site.madeHere};site.store.dependents.set(keyFor(dependent),{...dependent,
uses:[...uses,...columns],calls})}function notePolicy(site,node,sql2){let on=findRange(site,node.table)?.name;!on||node.policy_name===void 0||noteDependent(site,
{kind:"policy",on,name:node.policy_name,sql:sql2},[node.qual,node.with_check],on)}function alterPolicy(site,node){let on=findRange(site,node.table)?.name;if(!on||
node.policy_name===void 0)return;let dependent={kind:"policy",on,name:node.policy_name},before2=site.store.dependents.get(keyFor(dependent));noteDependent(site,
dependent,[node.qual,node.with_check],on);let after2=site.store.dependents.get(keyFor(dependent));if(!before2||!after2)return;let[uses,calls]=[[...before2.uses,
...after2.uses],[...before2.calls,...after2.calls]];site.store.dependents.set(keyFor(dependent),{...after2,uses,calls})}function noteRule(site,node,sql2){let on=findRange(
site,node.relation)?.name;!on||node.rulename===void 0||noteDependent(site,{kind:"rule",on,name:node.rulename,sql:sql2},[node.whereClause,node.actions],on)}function forgetDependent(site,dependent){
site.store.dependents.get(keyFor(dependent))&&site.store.dependents.set(keyFor(dependent),void 0)}function forgetAllOf(site,gone){let key=keyOf(gone);for(let one of site.
store.dependents.values())keyOf(one.on)===key&&forgetDependent(site,one)}function renameInDependents(site,from,to){let key=keyOf(from),moved=name=>keyOf(name)===
key?to:name;for(let one of site.store.dependents.values()){if(!(keyOf(one.on)===key||one.uses.some(({relation})=>keyOf(relation)===key)))continue;forgetDependent(
site,one);let uses=one.uses.map(use=>({...use,relation:moved(use.relation)})),fresh={...without(one,"sql"),on:moved(one.on),uses};site.store.dependents.set(keyFor(
fresh),fresh)}}function renameColumnInDependents(site,table,from,to){let key=keyOf(table),isIt=({relation,column:column2})=>column2===from&&keyOf(relation)===key;
for(let one of site.store.dependents.values()){if(!one.uses.some(isIt))continue;let uses=one.uses.map(use=>isIt(use)?{...use,column:to}:use);site.store.dependents.
set(keyFor(one),{...without(one,"sql"),uses})}}function renameDependent(site,table,from,to){for(let one of site.store.dependents.values()){if(one.name!==from||keyOf(
one.on)!==keyOf(table))continue;forgetDependent(site,one);let fresh={...without(one,"sql"),name:to};site.store.dependents.set(keyFor(fresh),fresh)}}function addColumn(site,table,node){let column2=columnOf(site,node);change(site,table,relation=>({...relation,columns:[...relation.columns.filter(({name})=>name!==
column2.name),column2]}));let generated=all("Constraint",node.constraints).find(({contype})=>contype==="CONSTR_GENERATED");generated&&noteDependent(site,{kind:"\
generated-column",on:table,name:column2.name},generated.raw_expr,table),isSerial(node.typeName)&&addSequence(site,table,column2.name);for(let constraint of all(
"Constraint",node.constraints))addConstraint(site,table,constraint,column2.name)}function typeOf(site,node){return columnType(node.typeName,name=>lookNow(site).
type({name})?.name.schema??site.searchPath[0]??"public")}function columnOf(site,node){let constraints=all("Constraint",node.constraints),of=type=>constraints.find(
({contype})=>contype===type),identity=of("CONSTR_IDENTITY"),generated=of("CONSTR_GENERATED"),written5=of("CONSTR_DEFAULT")?.raw_expr??generated?.raw_expr,serial=isSerial(
node.typeName),fallback=serial?"nextval(\u2026)":void 0,expression=written5&&!as("A_Const",written5)?.isnull?expressionText(written5):fallback;return{name:node.
colname??"",type:typeOf(site,node),notNull:serial||identity!==void 0||of("CONSTR_NOTNULL")!==void 0||of("CONSTR_PRIMARY")!==void 0,...expression===void 0?{}:{default:expression},
...generated?{generated:generated.generated_kind==="v"?"virtual":"stored"}:{},...identity?{identity:identity.generated_when==="a"?"always":"by-default"}:{},...site.
madeHere?{madeHere:!0}:{}}}function addSequence(site,table,column2){let name={schema:table.schema,name:`${table.name}_${column2}_seq`};put(site,{...emptyRelation(
name,{madeHere:site.madeHere,known:!0}),kind:"sequence"})}var persistences={t:"temporary",u:"unlogged",p:"permanent"},persistenceOf=code2=>persistences[code2==="t"||code2==="u"?code2:"p"];function createTable(site,node,kind="\
table"){if(!node.relation)return;let name=newRelationName(site,node.relation);if(site.store.relations.get(keyOf(name))?.known)return;let parents=all("RangeVar",
node.inhRelations).map(range=>findRange(site,range)?.name??newName(site,{name:range.relname??"",schema:range.schemaname})),partition=node.partbound!==void 0;put(
site,{...emptyRelation(name,{madeHere:site.madeHere,known:!0}),kind:node.partspec?"partitioned-table":kind,persistence:persistenceOf(node.relation.relpersistence),
inherits:partition?[]:parents,...ofTypeIn(site,node),...node.partspec?{partitionKey:partitionKey(node.partspec)}:{},...storageOf(node.tablespacename,node.accessMethod)});
for(let parent of parents)inherit(site,name,parent,partition),partition||change(site,parent,relation=>({...relation,heirs:[...relation.heirs,name]}));for(let like2 of all(
"TableLikeClause",node.tableElts))copyLike(site,name,like2);for(let column2 of all("ColumnDef",node.tableElts))addColumn(site,name,column2);for(let one of[...all(
"Constraint",node.tableElts),...all("Constraint",node.constraints)])addConstraint(site,name,one);partition&&parents[0]&&attach(site,parents[0],name,node.partbound)}
var strategies={PARTITION_STRATEGY_LIST:"list",PARTITION_STRATEGY_RANGE:"range",PARTITION_STRATEGY_HASH:"hash"};function partitionKey({strategy,partParams}){let elements=all(
"PartitionElem",partParams);return{strategy:strategies[strategy??"PARTITION_STRATEGY_RANGE"],columns:elements.flatMap(({name})=>name??[]),hasExpressions:elements.
some(({expr})=>expr!==void 0)}}var storageOf=(tablespace,accessMethod)=>({...tablespace===void 0?{}:{tablespace},...accessMethod===void 0?{}:{accessMethod}});function ofTypeIn(site,{
ofTypename}){let name=ofTypename&&fromParts(stringsOf(ofTypename.names));return name?{ofType:lookNow(site).type(name)?.name??newName(site,name)}:{}}function inherit(site,child,parent,partition){
let{columns,constraints}=current(site,parent);if(change(site,child,relation=>({...relation,columns:[...relation.columns,...columns]})),copyConstraints(site,child,
constraints.filter(({kind})=>partition||kind==="check")),partition)for(let index of lookNow(site).indexes(parent))index.constraint===void 0&&copyIndex(site,child,
index)}function copyConstraints(site,table,constraints){for(let constraint of constraints)constraint.index?copyKey(site,table,constraint):(change(site,table,relation=>({
...relation,constraints:[...relation.constraints,constraint]})),constraint.references&&noteReference(site,table,constraint.references.table))}function copyKey(site,table,constraint){
let from=constraint.index&&lookNow(site).index(constraint.index),primary=constraint.kind==="primary-key",name=generatedName(site,table,primary?[]:constraint.columns,
primary?"pkey":"key"),index={schema:table.schema,name};from&&putIndex(site,{...from,name:index,table,constraint:name,madeHere:site.madeHere}),change(site,table,
relation=>({...relation,constraints:[...relation.constraints,{...constraint,name,index}]}))}function copyIndex(site,table,index){let name=generatedName(site,table,
index.columns,"idx");putIndex(site,{...index,name:{schema:table.schema,name},table,madeHere:site.madeHere})}var like={constraints:4,defaults:8,generated:16,identity:32,
indexes:64};function copyLike(site,table,clause2){let source=findRange(site,clause2.relation);if(!source)return;let takes2=bit=>((clause2.options??0)&bit)!==0,columns=source.
columns.map(({default:value,generated,identity,...column2})=>({...column2,...value!==void 0&&takes2(generated?like.generated:like.defaults)?{default:value}:{},...generated&&
takes2(like.generated)?{generated}:{},...identity&&takes2(like.identity)?{identity}:{}}));if(change(site,table,relation=>({...relation,columns:[...relation.columns,
...columns]})),takes2(like.constraints)&&copyConstraints(site,table,source.constraints.filter(({kind})=>kind==="check")),!!takes2(like.indexes)){copyConstraints(
site,table,source.constraints.filter(({index})=>index!==void 0));for(let index of lookNow(site).indexes(source.name))index.constraint===void 0&&copyIndex(site,table,
index)}}function attach(site,parent,child,bound){let defaultPartition2=bound?.is_default===!0;change(site,child,relation=>({...relation,partitionOf:parent,defaultPartition:defaultPartition2})),
change(site,parent,relation=>({...relation,kind:"partitioned-table",partitions:[...relation.partitions.filter(one=>keyOf(one)!==keyOf(child)),child]}))}function createTableAs(site,node,sql2){
let range=node.into?.rel;if(!range)return;let name=newRelationName(site,range);if(site.store.relations.get(keyOf(name))?.known)return;let view=node.objtype==="O\
BJECT_MATVIEW";view&&noteDependent(site,{kind:"materialized-view",on:name,sql:sql2},node.query),put(site,{...emptyRelation(name,{madeHere:site.madeHere,known:!0}),
kind:view?"materialized-view":"table",persistence:persistenceOf(range.relpersistence),columns:outputColumns(node).map(column2=>({name:column2,type:{name:"unknow\
n",schema:"pg_catalog",modifiers:[],arrayDimensions:0},notNull:!1})),reads:view?resolved(site,relationsIn(node.query)):[],...storageOf(node.into?.tableSpaceName,
node.into?.accessMethod)})}function outputColumns(node){let named=stringsOf(node.into?.colNames);return named.length>0?named:all("ResTarget",as("SelectStmt",node.
query)?.targetList).flatMap(({name,val})=>{let own2=name??stringsOf(as("ColumnRef",val)?.fields?.slice(-1))[0];return own2?[own2]:[]})}var resolved=(site,names)=>names.
map(name=>find(site,name)?.name??newName(site,name));function partsOf({partitions,name},columns,suffix){let some={...name,name:"<partition>"};return(partitions.length>0?partitions:[some]).map(one=>{let index=chosenName(
one,columns,suffix);return{table:one===some?"<partition>":objectName(one),index,found:inSchemaOf(one,index)}})}var inSchemaOf=({schema},name)=>`${quoteIdentifier(
schema)}.${name}`,only=head=>head.replace(/^(ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?)(?:ONLY\s+)?/i,(_,start)=>`${start}ONLY `);function keyByPartition(head,parent,key,columns,facts){
let primary=key.contype==="CONSTR_PRIMARY",[kind,suffix]=primary?["PRIMARY KEY","pkey"]:["UNIQUE","key"],stem=primary?[]:columns,name=key.conname?quoteIdentifier(
key.conname):chosenName(parent.name,stem,suffix),including=stringsOf(key.including),list2=`(${columnList(columns)})${including.length>0?` INCLUDE (${columnList(
including)})`:""}`,nulls=key.nulls_not_distinct?" NULLS NOT DISTINCT":"",deferred2=`${key.deferrable?" DEFERRABLE":""}${key.initdeferred?" INITIALLY DEFERRED":""}`,
parts2=partsOf(parent,stem,suffix);return steps(`${only(head)} ADD CONSTRAINT ${name} ${kind}${nulls} ${list2}${deferred2};`,outsideTransaction(steps(...parts2.
map(({table,index})=>`CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} ${list2}${nulls};`)),facts),nextMigration("each partition takes its index over, and \
the key of the whole takes over theirs."),...parts2.flatMap(({table,index,found:found2})=>[`ALTER TABLE ${table} ADD CONSTRAINT ${index} ${kind} USING INDEX ${index}${deferred2}\
;`,`ALTER INDEX ${inSchemaOf(parent.name,name)} ATTACH PARTITION ${found2};`]))}function foreignKeyByPartition(head,parent,name,rest2){let parts2=partsOf(parent,
[],"fkey").map(({table})=>table);return steps(...parts2.map(table=>`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${rest2} NOT VALID;`),nextMigration("reads and w\
rites go on during the check."),...parts2.map(table=>`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`),remark("That of the whole takes over what the partitio\
ns have, and looks at no row:"),`${head.replace(/\bONLY\s+/i,"")} ADD CONSTRAINT ${name} ${rest2};`)}var indexed=/^(.*?\bON\s+)(?:ONLY\s+)?(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+|\s*\.\s*)+\s*(.*)$/isu;
function indexByPartition({idxname,indexParams=[]},parent,facts){let text=oneLine(facts.statement.sql).replace(/\bCONCURRENTLY\s+/i,""),[,start="",definition="(\
\u2026)"]=indexed.exec(text)??[],columns=indexParams.flatMap(node=>"IndexElem"in node?node.IndexElem.name??"expr":[]),name=idxname?inSchemaOf(parent.name,quoteIdentifier(
idxname)):"<index of the whole>",parts2=partsOf(parent,columns,"idx"),build=start.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX).*$/is,"$1 CONCURRENTLY");return steps(
`${start}ONLY ${text.slice(start.length,text.length-definition.length).replace(/^ONLY\s+/i,"")}${definition};`,outsideTransaction(steps(...parts2.map(({table,index})=>`${build}\
 ${index} ON ${table} ${definition};`)),facts),nextMigration("the index of the whole takes over theirs."),...parts2.map(({found:found2})=>`ALTER INDEX ${name} A\
TTACH PARTITION ${found2};`))}function lacksKey(key,columns,what2){if(!key)return;if(key.hasExpressions)return{says:`the table is partitioned by an expression, and ${what2} cannot include on\
e`};let missing=key.columns.filter(name=>!columns.includes(name));if(missing.length!==0)return{says:`${what2} of a partitioned table must include the partition \
key, and ${listed(missing.map(name=>code(quoteIdentifier(name))))} is missing from ${code(`(${columnList(columns)})`)}`,columns:[...columns,...missing]}}var rank=({point,side})=>point===void 0?side:0,least={side:-1},most={side:1},before=point=>({point,side:0}),after=point=>({point,side:1}),between=(from,to)=>compare(
from,to)<0?[{from,to}]:[],everything=between(least,most),exactly=point=>between(before(point),after(point));function compare(a,b){return a.point===void 0||b.point===
void 0?rank(a)-rank(b):a.point<b.point?-1:a.point>b.point?1:a.side-b.side}var union=sets=>sets.flat(),common=(a,b)=>a.flatMap(one=>b.flatMap(other=>between(compare(
one.from,other.from)>0?one.from:other.from,compare(one.to,other.to)<0?one.to:other.to))),allBut=set=>set.map(({from,to})=>union([between(least,from),between(to,
most)])).reduce((left,right)=>common(left,right),everything),isWithin=(part,whole)=>common(part,allBut(whole)).length===0;function valuesWhere(condition,column2){let logic=as("BoolExpr",condition);if(logic){let[first2]=logic.args??[],parts2=(logic.args??[]).map(arg=>valuesWhere(arg,
column2));return logic.boolop==="AND_EXPR"?parts2.reduce(common,everything):logic.boolop==="OR_EXPR"?union(parts2):valuesWhereNot(first2,column2)}let test=as("N\
ullTest",condition);if(test&&isColumn(test.arg,column2))return test.nulltesttype==="IS_NULL"?[]:everything;let comparison2=as("A_Expr",condition);return(comparison2&&
compared(comparison2,column2))??everything}function valuesWhereNot(condition,column2){let logic=as("BoolExpr",condition);if(logic){let[first2]=logic.args??[],parts2=(logic.
args??[]).map(arg=>valuesWhereNot(arg,column2));return logic.boolop==="OR_EXPR"?parts2.reduce(common,everything):logic.boolop==="AND_EXPR"?union(parts2):valuesWhere(
first2,column2)}let test=as("NullTest",condition);if(test&&isColumn(test.arg,column2))return test.nulltesttype==="IS_NULL"?everything:[];let comparison2=as("A_E\
xpr",condition),values=comparison2&&compared(comparison2,column2);return values?allBut(values):everything}function compared({kind,name,lexpr,rexpr},column2){let operator2=stringOf(
name?.at(-1));if(!isColumn(lexpr,column2)){let flipped=kind==="AEXPR_OP"&&isColumn(rexpr,column2)?flip[operator2]:void 0,point=flipped&&pointOf(lexpr,column2);return flipped&&
point!==void 0?sideOf(flipped,point):void 0}let points=listOf(rexpr).map(one=>pointOf(one,column2));if(points.length===0||!areKnown(points))return;let[low,high]=points;
switch(kind){case"AEXPR_OP":return low!==void 0&&points.length===1?sideOf(operator2,low):void 0;case"AEXPR_IN":return operator2==="<>"?allBut(union(points.map(exactly))):
union(points.map(exactly));case"AEXPR_OP_ANY":return operator2==="="?union(points.map(exactly)):void 0;case"AEXPR_OP_ALL":return operator2==="<>"?allBut(union(points.
map(exactly))):void 0;case"AEXPR_BETWEEN":return low!==void 0&&high!==void 0?between(before(low),after(high)):void 0;default:return}}var areKnown=points=>!points.
includes(void 0),flip={"=":"=","<":">","<=":">=",">":"<",">=":"<="};function sideOf(operator2,point){switch(operator2){case"=":return exactly(point);case"<>":return allBut(
exactly(point));case"<":return between(least,before(point));case"<=":return between(least,after(point));case">":return between(after(point),most);case">=":return between(
before(point),most);default:return}}function isColumn(node,column2){let cast=as("TypeCast",node);return cast?isText(typeOf2(cast.typeName))&&isColumn(cast.arg,column2):
stringOf(as("ColumnRef",node)?.fields?.at(-1))===column2.name}function listOf(node){let inCast=as("TypeCast",node);return inCast?.arg&&inCast.typeName?.arrayBounds?
listOf(inCast.arg):as("List",node)?.items??as("A_ArrayExpr",node)?.elements??(node?[node]:[])}var typeOf2=type=>stringsOf(type?.names).at(-1)??"",isText=type=>[
"text","varchar","bpchar"].includes(type),isNumber=type=>/^(?:int[248]|numeric|float[48])$/.test(type),isTime=type=>["date","timestamp","timestamptz"].includes(
type);function pointOf(node,column2){let text=constantText(node),cast=as("TypeCast",node),written5=cast?typeOf2(cast.typeName):void 0,type=column2.type?.name??written5;
if(text===void 0||cast&&as("TypeCast",cast.arg))return;let alike3=of=>type!==void 0&&of(type)&&of(written5??type);if(alike3(isNumber))return numberIn(text);if(!(written5!==
void 0&&written5!==type&&!alike3(isText)))return type===void 0?numberIn(text)??timeIn(text)??text:isTime(type)?timeIn(text):text}function numberIn(text){return/^-?\d+$/.
test(text)?BigInt(text):/^-?\d*\.\d+$/.test(text)?Number(text):void 0}function timeIn(text){let found2=/^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d))?(?:\.(\d{1,6}))?)?\s*(?:Z|UTC|[+-]00(?::?00)?)?$/i.
exec(text);if(!found2)return;let[,day="",minute="00:00",second="00",fraction=""]=found2;return`${day} ${minute}:${second}.${fraction.padEnd(6,"0")}`}var defaultPartition=(parent,{catalog})=>parent.partitions.map(name=>catalog.relation(name)).find(one=>one?.defaultPartition);function boundOf(spec,parent){let key=parent.
partitionKey;if(!(!spec||!key||key.hasExpressions||spec.is_default))return key.strategy==="list"?listBound(spec.listdatums??[],parent,key):key.strategy==="range"?
rangeBound(spec,parent,key):void 0}function listBound(datums,parent,key){let[name=""]=key.columns,given=datums.filter(datum=>!as("A_Const",datum)?.isnull),points=given.
map(datum=>pointOf(datum,asked(parent,name))),allowsNull=given.length<datums.length,values=union(points.flatMap(point=>point===void 0?[]:[exactly(point)]));if(points.
includes(void 0))return;let shown3=quoteIdentifier(name),listed3=given.length>0?`${shown3} IN (${given.map(expressionText).join(", ")})`:"",condition=[allowsNull?
`${shown3} IS NULL`:"",listed3].filter(Boolean).join(" OR ");return{columns:[{name,values}],allowsNull,condition}}function rangeBound(spec,parent,key){let[lower,
upper]=[spec.lowerdatums??[],spec.upperdatums??[]],columns=[],conditions=[];for(let[index,name]of key.columns.entries()){let[from,to]=[lower[index],upper[index]],
shown3=quoteIdentifier(name),same=expressionText(from)===expressionText(to)&&endless(from)===void 0,low=pointOf(from,asked(parent,name));if(same&&low!==void 0&&
index<key.columns.length-1){columns.push({name,values:exactly(low)}),conditions.push(`${shown3} = ${expressionText(from)}`);continue}let start=cutAt(from,lower.
slice(index+1),asked(parent,name)),end=cutAt(to,upper.slice(index+1),asked(parent,name));if(!start||!end)return;columns.push({name,values:between(start.cut,end.
cut)}),endless(from)===void 0&&conditions.push(`${shown3} ${start.past?">":">="} ${expressionText(from)}`),endless(to)===void 0&&conditions.push(`${shown3} ${end.
past?"<=":"<"} ${expressionText(to)}`);let rest2=key.columns.slice(index+1).map(one=>({name:one,values:everything}));return{columns:[...columns,...rest2],allowsNull:!1,
condition:conditions.join(" AND ")}}}var asked=(parent,name)=>column(parent,name)??{name},endless=datum=>{let word2=stringOf(as("ColumnRef",datum)?.fields?.[0]).
toLowerCase();return word2==="minvalue"||word2==="maxvalue"?word2:void 0};function cutAt(datum,rest2,of){let end=endless(datum);if(end)return{cut:end==="minvalu\
e"?least:most,past:!1};let point=pointOf(datum,of),past=rest2.length>0&&rest2.every(one=>endless(one)==="maxvalue");if(!(point===void 0||!(past||rest2.every(one=>endless(
one)==="minvalue"))))return{cut:past?after(point):before(point),past}}var checksOf=table=>table.constraints.filter(({kind,validated})=>kind==="check"&&validated),
allowed=(table,name)=>checksOf(table).map(({condition})=>valuesWhere(condition,asked(table,name))).reduce(common,everything),holdsNoNull=(table,name)=>column(table,
name)?.notNull===!0||checksOf(table).some(({provesNotNull:provesNotNull2})=>provesNotNull2.includes(name));function provesWithin(table,bound,key){if(!bound){let columns=key?.
strategy==="hash"?[]:key?.columns??[];return checksOf(table).some(check=>!key||columns.some(name=>check.columns.includes(name)))}return bound.columns.every(({name,
values})=>(bound.allowsNull||holdsNoNull(table,name))&&isWithin(allowed(table,name),values))}function provesOutside(table,bound,key){return bound?bound.columns.
some(({name,values})=>(!bound.allowsNull||holdsNoNull(table,name))&&common(allowed(table,name),values).length===0):provesWithin(table,void 0,key)}var partitioned=relation=>relation?.kind==="partitioned-table"?relation:void 0;function refusedIndex(index,facts){let table=partitioned(index.relation&&facts.catalog.
relation(writtenName(index.relation)));if(!table)return;let name=objectName(table.name);if(index.concurrent)return{table:name,sqlstate:"0A000",says:`an index of\
 the partitioned table ${code(name)} cannot be built CONCURRENTLY, those of its partitions can`,instead:indexByPartition(index,table,facts)};let columns=(index.
indexParams??[]).flatMap(node=>as("IndexElem",node)?.name??[]),lack=index.unique?lacksKey(table.partitionKey,columns,"a unique index"):void 0;return lack&&{table:name,
sqlstate:"0A000",says:lack.says,instead:together(lack.columns)}}var together=columns=>columns?remark(`Unique together with the partition key, over (${columnList(
columns)}), or a unique index on each partition, for that partition.`):remark("A unique index on each partition, for that partition.");function refusedDrop({removeType,
concurrent,objects=[]},facts){return removeType!=="OBJECT_INDEX"||!concurrent?[]:objects.flatMap(node=>{let index=facts.catalog.index(nameFrom(node)),table=partitioned(
index&&facts.catalog.relation(index.table));return!index||!table?[]:{table:objectName(table.name),sqlstate:"0A000",says:`${code(objectName(index.name))} is an i\
ndex of the partitioned table ${code(objectName(table.name))}, and such a one cannot be dropped CONCURRENTLY`,instead:short(`DROP INDEX ${objectName(index.name)}\
;`)}})}var short=sql2=>steps(remark("In a migration of its own with nothing long in it, so that the lock is short:"),"SET lock_timeout = '2s';",sql2);function refusedTable({
relation,tableElts,constraints,partspec}){if(!partspec||!relation)return[];let inline=(tableElts??[]).flatMap(node=>{let def=as("ColumnDef",node);return constraintsIn(
def?.constraints).map(key=>({key,columns:[def?.colname??""]}))}),keys=[...constraintsIn(tableElts),...constraintsIn(constraints)].map(key=>({key,columns:stringsOf(
key.keys)}));return[...inline,...keys].flatMap(({key,columns})=>{let what2=keyWord(key),lack=what2?lacksKey(partitionKey(partspec),columns,what2):void 0,{schema,
name}=writtenName(relation),table=schema?objectName({schema,name}):quoteIdentifier(name);return lack?{table,sqlstate:"0A000",says:lack.says,instead:together(lack.
columns)}:[]})}var keyWord=({contype})=>contype==="CONSTR_PRIMARY"?"a PRIMARY KEY":contype==="CONSTR_UNIQUE"?"a UNIQUE constraint":void 0;function refusedConstraint(action,facts){
let table=partitioned(facts.catalog.relation(writtenName(action.table))),key=constraintDef(action);if(!table||!key)return;let name=objectName(table.name);if(key.
contype==="CONSTR_FOREIGN")return refusedForeignKey(action,key,table,facts);let what2=keyWord(key);if(what2&&key.indexname){let index=facts.catalog.index({schema:table.
name.schema,name:key.indexname});return{table:name,sqlstate:"0A000",says:`a constraint of the partitioned table ${code(name)} cannot take over an index, those o\
f its partitions can`,instead:keyByPartition(action.head,table,key,index?.columns??["<columns>"],facts)}}if(key.contype==="CONSTR_EXCLUSION")return refusedExclusion(
key,table,facts);let lack=what2?lacksKey(table.partitionKey,stringsOf(key.keys),what2):void 0;if(!lack)return;let whole=lack.columns?keyByPartition(action.head,
table,key,lack.columns,facts):"";return{table:name,sqlstate:"0A000",says:lack.says,instead:steps(together(lack.columns),whole)}}function refusedExclusion(key,table,{
postgres}){let equal=(key.exclusions??[]).flatMap(node=>{let[element,operator2]=as("List",node)?.items??[];return stringsOf(as("List",operator2)?.items).at(-1)===
"="?as("IndexElem",element)?.name??[]:[]}),says3=postgres<17?"before Postgres 17 a partitioned table has no EXCLUDE constraint, its partitions can have one":lacksKey(
table.partitionKey,equal,"an EXCLUDE constraint, by =,")?.says,instead9=remark("An EXCLUDE constraint on each partition, for that partition.");return says3?{table:objectName(
table.name),sqlstate:"0A000",says:says3,instead:instead9}:void 0}function refusedForeignKey({head,text,table:range},key,table,facts){if(!(key.skip_validation===
!0&&facts.postgres<18)&&range.inh)return;let rest2=/\bFOREIGN\s+KEY\b.*$/is.exec(text.replace(/\s+NOT\s+VALID\b/i,""))?.[0]??"",name=key.conname?quoteIdentifier(
key.conname):chosenName(table.name,stringsOf(key.fk_attrs),"fkey");return{table:objectName(table.name),sqlstate:"42809",says:range.inh?`before Postgres 18 no fo\
reign key of the partitioned table ${code(objectName(table.name))} can be NOT VALID, those of its partitions can`:`a foreign key of the partitioned table ${code(
objectName(table.name))} is one of its partitions too, so ONLY is refused`,instead:foreignKeyByPartition(head,table,name,rest2)}}function refusedColumn(action,facts){
let table=facts.catalog.relation(writtenName(action.table)),def=columnDef(action);if(!table||!def?.colname)return;let name=objectName(table.name);if(table.partitionOf){
let parent=objectName(table.partitionOf);return{table:name,sqlstate:"42809",says:`${code(name)} is a partition, and has the columns of ${code(parent)} and no ot\
hers`,instead:statement(`ALTER TABLE ${parent} ${action.text}`)}}let key=own(def,"CONSTR_UNIQUE")??own(def,"CONSTR_PRIMARY"),lack=key&&partitioned(table)&&lacksKey(
table.partitionKey,[def.colname],keyWord(key)??"");return lack&&{table:name,sqlstate:"0A000",says:lack.says,instead:together(lack.columns)}}function refusedDetach(action,facts){
let parent=facts.catalog.relation(writtenName(action.table)),rest2=parent&&defaultPartition(parent,facts);if(!(!rest2||!as("PartitionCmd",action.cmd.def)?.concurrent))
return{table:objectName(parent.name),sqlstate:"55000",says:`beside the default partition ${code(objectName(rest2.name))} none can be detached CONCURRENTLY`,instead:short(
statement(oneLine(facts.statement.sql).replace(/\s+CONCURRENTLY\b/i,"")))}}function refusedStorage({cmd,table:range,text},facts){let table=partitioned(facts.catalog.
relation(writtenName(range))),refused=cmd.subtype==="AT_SetAccessMethod"?facts.postgres<17:facts.postgres>=18;if(!table||!refused)return;let name=objectName(table.
name),parts2=table.partitions.map(one=>code(objectName(one)));return{table:name,sqlstate:"42809",says:`the partitioned table ${code(name)} has no rows of its ow\
n, so Postgres ${String(facts.postgres)} refuses ${code(text)}`,instead:`Each partition by itself${parts2.length>0?`: ${parts2.join(", ")}`:""}.`}}var rule6=defineRule({id:"add-column-inline-unique",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A column with its own unique index keeps the table locked for the build",why:"ADD COLUMN \u2026 UNIQUE (or PRIMARY KEY) builds an index over all rows under an\
 AccessExclusive lock. An index built CONCURRENTLY afterwards can be taken over in an instant.",examples:{given:sql`create table orders (id bigint primary key);`,
rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add column number bigint unique;`,good:sql`
      alter table orders add column number bigint;
      create unique index concurrently orders_number_key on orders (number);
      alter table orders add constraint orders_number_key unique using index orders_number_key;`},on:{AT_AddColumn(action,facts){let table=existingTable(action.
table,facts),def=columnDef(action),key=def&&(own(def,"CONSTR_UNIQUE")??own(def,"CONSTR_PRIMARY"));if(!table||!def?.colname||!key||refusedColumn(action,facts)||action.
cmd.missing_ok&&table.known&&hasColumn(table,def.colname))return;let shown3=objectName(table.name),kind=key.contype==="CONSTR_UNIQUE"?"UNIQUE":"PRIMARY KEY";return{
objects:[shown3],says:`Reads and writes of ${code(shown3)} wait until an index over all rows is built: ADD COLUMN with ${kind} builds it under AccessExclusive.`,
instead:kind==="UNIQUE"?unique(action,table,def.colname,facts):"Add the column alone, fill the rows in batches, prove it NOT NULL with a validated CHECK, build \
a unique index CONCURRENTLY, and take it over with ADD PRIMARY KEY USING INDEX."}}}});function unique(action,table,column2,facts){let cut=cutConstraint(action.text,
"UNIQUE"),name=cut.name??chosenName(table.name,[column2],"key"),nulls=/\bNULLS\s+NOT\s+DISTINCT\b/i.exec(cut.constraint)?.[0]??"",deferred2=/\bDEFERRABLE\b.*$|\bINITIALLY\b.*$/i.
exec(cut.constraint)?.[0]??"",on=`${objectName(table.name)} (${quoteIdentifier(column2)})`;return steps(`${action.head} ${cut.rest};`,outsideTransaction(`CREATE\
 UNIQUE INDEX CONCURRENTLY ${name} ON ${on}${nulls&&` ${nulls}`};`,facts),nextMigration("it only takes the index over."),`${action.head} ADD CONSTRAINT ${name} \
UNIQUE USING INDEX ${name}${deferred2&&` ${deferred2}`};`)}var provenAfterwards=(head,table,column2)=>steps(nextMigration("no NULL comes in any more."),provenNotNull(head,table,column2));function provenNotNull(head,table,column2){
let check=chosenName(table,[column2],"not_null"),name=quoteIdentifier(column2);return steps(`${head} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VAL\
ID;`,nextMigration("reads and writes go on during the scan."),`${head} VALIDATE CONSTRAINT ${check};`,`${head} ALTER COLUMN ${name} SET NOT NULL;`,`${head} DROP\
 CONSTRAINT ${check};`)}var rule7=defineRule({id:"add-column-not-null-no-default",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveLock",
fails:"23502",since:13,title:"A required column without a default fails where rows exist",why:"Existing rows have no value for it, so the statement fails as soo\
n as there is one. On an empty table it succeeds, and every INSERT of the running code that does not name the column fails.",examples:{given:sql`create table orders (id bigint primary key);`,
rows:sql`insert into orders values (1);`,bad:sql`alter table orders add column note text not null;`,good:sql`alter table orders add column note text not null default '';`},
on:{AT_AddColumn(action,facts){let table=existingTable(action.table,facts),def=columnDef(action);if(!table||!def?.colname||isSerial2(def)||action.cmd.missing_ok&&
table.known&&hasColumn(table,def.colname))return;let required=own(def,"CONSTR_NOTNULL")??own(def,"CONSTR_PRIMARY"),value=own(def,"CONSTR_DEFAULT");if(!required||
own(def,"CONSTR_IDENTITY")||own(def,"CONSTR_GENERATED")||value&&!isNull(value.raw_expr))return;let name=objectName(table.name);return{objects:[name],says:`This \
fails if ${code(name)} has any row (23502), and if it has none, every INSERT into ${code(name)} by the running code fails: it does not know the column.`,instead:steps(
`${action.head} ${cutNotNull(cutDefault(action.text).rest)};`,nextMigration("once the code writes the column and every row has a value."),provenNotNull(action.head,
table.name,def.colname))}}}});var rule8=defineRule({id:"add-column-serial",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,title:"A s\
erial column rewrites the table",why:"serial is an integer with a default of nextval(), which differs from row to row: the table and all its indexes are rewritt\
en under an AccessExclusive lock.",examples:{given:sql`create table orders (id bigint primary key, total int);`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,
bad:sql`alter table orders add column number bigserial;`,good:sql`alter table orders add column number bigint;`},on:{AT_AddColumn(action,facts){let table=existingTable(
action.table,facts),def=columnDef(action);if(!table||!def?.colname||!isSerial2(def)||action.cmd.missing_ok&&table.known&&hasColumn(table,def.colname))return;let name=objectName(
table.name);return{objects:[name],says:`Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: every row ge\
ts a number of its sequence for ${code(quoteIdentifier(def.colname))}.`,instead:"Add a bigint column without a default, create a sequence and set nextval() as t\
he default, then fill the old rows in batches of 10,000, each committed before the next."}}}});var rule9=defineRule({id:"add-column-stored-generated",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,
versions:"A VIRTUAL generated column (Postgres 18) costs nothing.",title:"A stored generated column rewrites the table",why:"GENERATED \u2026 STORED computes a value\
 for every row that is there: the table and all its indexes are rewritten under an AccessExclusive lock.",examples:{given:sql`create table orders (id bigint primary key, total int);`,
rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,bad:sql`alter table orders add column doubled int generated always as (total * 2) stored;`,
good:sql`alter table orders add column doubled int;`},on:{AT_AddColumn(action,facts){let table=existingTable(action.table,facts),def=columnDef(action);if(!table||
!def?.colname||!(own(def,"CONSTR_GENERATED")?.generated_kind!==void 0&&own(def,"CONSTR_GENERATED")?.generated_kind!=="v")||action.cmd.missing_ok&&table.known&&hasColumn(
table,def.colname))return;let name=objectName(table.name);return{objects:[name],says:`Reads and writes of ${code(name)} wait while the table and its indexes are\
 rewritten under AccessExclusive: every row gets a computed value for ${code(quoteIdentifier(def.colname))}.`,instead:"Add an ordinary column, let the code or a\
 trigger fill it for new rows, then fill the old rows in batches of 10,000, each committed before the next."}}}});function indexShape(node){let elements=all("IndexElem",node.indexParams),also=[...all("IndexElem",node.indexIncludingParams).flatMap(one=>one.name??[]),...columnsIn(
node.whereClause)],expression=elements.findIndex(({expr})=>expr!==void 0),expressions=[...elements.map(({expr})=>expr),node.whereClause].filter(one=>one!==void 0),
operatorClasses=elements.flatMap(({opclass})=>stringsOf(opclass).at(-1)??[]),notNull=notNullOnly(node.whereClause);return{columns:elements.flatMap(element=>element.
name===void 0?columnsIn(element.expr):[element.name]),unique:node.unique??!1,partial:node.whereClause!==void 0,hasExpressions:expression>=0,...expression>=0&&{firstExpression:expression},
...notNull&&{whereNotNull:notNull},...operatorClasses.length>0&&{operatorClasses},...expressions.length>0&&{expressions},...also.length>0&&{alsoNames:also},method:node.
accessMethod??"btree"}}function notNullOnly(condition){let parts2=condition&&conjuncts(condition),columns=parts2?.flatMap(part=>{let test=as("NullTest",part);return test?.
nulltesttype==="IS_NOT_NULL"&&as("ColumnRef",test.arg)?columnsIn(test.arg):[]});return columns&&columns.length===parts2?.length?columns:void 0}function conjuncts(node){
let both=as("BoolExpr",node);return both?.boolop==="AND_EXPR"?(both.args??[]).flatMap(conjuncts):[node]}function findsBy(table,columns,facts){let there=facts.catalog.indexes(table).map(index=>({...index,called:index.name.name})),coming=[facts,...facts.laterOn(table.
name)].flatMap(one=>indexedBy(one,table));return[...there.filter(index=>!isDropped(index,facts)),...coming].some(index=>finds(index,columns)&&missingParts(index,
facts)<=0)}function isBuiltAlready({if_not_exists:unless,idxname:name,relation:range},{catalog}){let table=range&&catalog.relation(writtenName(range));return unless===
!0&&name!==void 0&&catalog.index({schema:table?.name.schema,name})!==void 0}var uniqueKeys=(table,{catalog})=>catalog.indexes(table).filter(({unique:unique4,partial,
hasExpressions,lacking=[]})=>unique4&&!partial&&!hasExpressions&&!lacking[0]).map(({columns})=>columns),folding=["lower","upper"];function keepsApart({unique:refuses,
whereClause,indexParams},columns){let folded=expr=>{let call=as("FuncCall",expr);return folding.includes(stringsOf(call?.funcname).at(-1)??"")?stringsOf(as("Col\
umnRef",call?.args?.[0])?.fields).at(-1):void 0},keys=all("IndexElem",indexParams).map(({name,expr})=>name??folded(expr));return refuses===!0&&!whereClause&&keys.
every(key=>key!==void 0&&columns.includes(key))}function finds(index,columns){let plain4=index.columns.slice(0,Math.min(columns.length,index.firstExpression??1/0));
return(!index.partial||index.whereNotNull?.every(name=>columns.includes(name))===!0)&&columns.every(name=>plain4.includes(name))}var missingParts=({called,lacking=[]},facts)=>lacking.
length-facts.laterOn(called).filter(({statement:{node}})=>attaches(node)).length,attaches=node=>all("AlterTableCmd",as("AlterTableStmt",node)?.cmds).some(({subtype})=>subtype===
"AT_AttachPartition"),isDropped=({called},facts)=>facts.laterOn(called).some(({statement:{node}})=>{let drop=as("DropStmt",node);return drop?.removeType==="OBJE\
CT_INDEX"&&drop.objects?.some(one=>nameFrom(one).name===called)}),isTable=(range,{schema,name})=>{let written5=range&&writtenName(range);return written5?.name===
name&&(written5.schema??schema)===schema};function indexedBy({statement:{node},catalog},table){let index=as("IndexStmt",node);if(index&&isTable(index.relation,table)){
let lacking=index.relation?.inh===!0?[]:catalog.relation(table)?.partitions??[];return[{...indexShape(index),called:index.idxname??"",lacking}]}let create=as("C\
reateStmt",node);if(create&&isTable(create.relation,table))return keysIn(create.tableElts);let alter=as("AlterTableStmt",node);return!alter||!isTable(alter.relation,
table)?[]:keysIn(all("AlterTableCmd",alter.cmds).flatMap(({def})=>def??[]))}var unique2=["CONSTR_PRIMARY","CONSTR_UNIQUE"],behindKey={unique:!0,partial:!1,hasExpressions:!1,
method:"btree",called:""};function keysIn(nodes){let keys=constraintsIn(nodes).filter(({contype})=>unique2.includes(contype??"")),ofColumns=all("ColumnDef",nodes).
filter(({constraints})=>constraintsIn(constraints).some(({contype})=>unique2.includes(contype??"")));return[...keys.map(one=>stringsOf(one.keys)),...ofColumns.map(
({colname=""})=>[colname])].map(one=>({...behindKey,columns:one}))}function walkOf(table,facts){if(!table.known)return{by:"assumed"};let keys=[...table.constraints.flatMap(({kind,columns:columns2})=>kind==="primary-key"?[columns2]:
[]),...uniqueKeys(table.name,facts)].map(names=>names.map(name=>column(table,name))).flatMap(found2=>{let columns2=found2.filter(one=>one!==void 0);return columns2.
length===found2.length&&columns2.every(({notNull})=>notNull)?[columns2]:[]}),[only2]=keys.find(key=>key.length===1)??[];if(only2)return{by:"key",column:only2};if(table.
kind!=="table"||table.heirs.length>0)return;let[columns]=keys;return columns?{by:"keys",columns}:facts.postgres>=14?{by:"pages"}:void 0}var inBatches=(table,verb2,where,facts,called)=>walking(table,byKey(table,facts),{verb:verb2,where,called},facts),walking=(table,walk,change2,facts)=>outsideTransaction(
uncut(loop(table,walk,change2),facts),facts);function byKey(table,facts){let walk=walkOf(table,facts);return walk===void 0||walk.by==="pages"?{by:"assumed"}:walk}
var batching={rows:1e4,restMs:200},rest=`PERFORM pg_sleep(${String(batching.restMs/1e3)});`,limit2=`LIMIT ${String(batching.rows)}`,isInBatches=instead9=>instead9.
includes(rest)&&instead9.includes(limit2),progressOf=({name})=>`${quoteIdentifier(name.schema)}.${chosenName(name,[],"backfill")}`;function loop(table,walk,change2){
let{verb:verb2,where,pending="",ending=""}=change2,course=courseOf(table,walk,change2),rows=[course.rows,where&&`(${where})`,pending].filter(Boolean).join(" AND\
 "),body=steps("DECLARE",...course.variables.map(one=>`  ${one};`),"BEGIN",...(course.before??[]).map(one=>`  ${one};`),`  ${course.head}`,...course.next.map(one=>`\
    ${one};`),`    ${verb2} WHERE ${rows}${ending?` ${ending}`:""};`,...course.then.map(one=>`    ${one};`),"    COMMIT;",`    ${rest}`,"    -- Lets replicas ca\
tch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.","    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > in\
terval '10 seconds') LOOP","      PERFORM pg_sleep(1);","      COMMIT;","    END LOOP;","  END LOOP;",...(course.after??[]).map(one=>`  ${one};`)),quote=quoteAround(
body);return steps(course.assumed??"",`DO ${quote}`,body,`END ${quote};`)}function quoteAround(text){let name="";for(;text.includes(`$${name}$`);)name=name===""?
"backfill":`${name}_`;return`$${name}$`}function courseOf(table,walk,change2){let{called}=change2,own2=name2=>called===void 0?name2:`${quoteIdentifier(called)}.${name2}`;
if(walk.by==="pages")return overPages(table,own2("ctid"));if(walk.by==="keys")return overKeys(table,walk,own2("ctid"));let name=objectName(table.name),id2=quoteIdentifier(
walk.by==="key"?walk.column.name:"id"),type=walk.by==="key"?typeText(walk.column.type):"bigint",progress=progressOf(table);return{...walk.by==="assumed"&&{assumed:remark(
`For id and bigint put the primary key of ${name} and its type.`)},variables:[`_batch ${type}[]`,`_last ${type}`],head:"LOOP",next:[`_batch := ARRAY(SELECT ${id2}\
 FROM ${name} WHERE _last IS NULL OR ${id2} > _last ORDER BY ${id2} ${limit2})`,"EXIT WHEN cardinality(_batch) = 0"],rows:`${own2(id2)} = ANY (_batch)`,then:["_\
last := _batch[cardinality(_batch)]",...change2.once?[`INSERT INTO ${progress} VALUES (_last)`]:[]],...change2.once&&{before:[`CREATE TABLE IF NOT EXISTS ${progress}\
 (last ${type})`,`SELECT last INTO _last FROM ${progress} ORDER BY last DESC LIMIT 1`],after:[`DROP TABLE ${progress}`]}}}function overKeys(table,{columns},ctid){
let name=objectName(table.name),list2=columnList(columns.map(column2=>column2.name)),last=columns.map((_,index)=>`_last_${String(index+1)}`);return{variables:["\
_batch tid[]",...columns.map(({type},index)=>`${last[index]??""} ${typeText(type)}`)],head:"LOOP",next:[`_batch := ARRAY(SELECT ctid FROM ${name} WHERE _last_1 \
IS NULL OR (${list2}) > (${last.join(", ")}) ORDER BY ${list2} ${limit2} FOR NO KEY UPDATE)`,"EXIT WHEN cardinality(_batch) = 0",`SELECT ${list2} INTO ${last.join(
", ")} FROM ${name} WHERE ctid = _batch[cardinality(_batch)]`],rows:`${ctid} = ANY (_batch)`,then:[]}}function overPages(table,ctid){return{variables:["_page in\
t8 := 0",`_pages int8 := pg_relation_size(${literal(objectName(table.name))}) / current_setting('block_size')::int8`,"_from tid","_to tid"],head:"WHILE _page < \
_pages LOOP",next:["_from := format('(%s,0)', _page)","_to := format('(%s,0)', _page + 200)"],rows:`${ctid} >= _from AND ${ctid} < _to`,then:["_page := _page + \
200"]}}var calledIn=range=>range?.alias?.aliasname??range?.relname;var rule10=defineRule({id:"add-column-volatile-default",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,
title:"A default that differs from row to row rewrites the table",why:"A constant or stable default (also now()) is kept in the catalog. A volatile one must be \
computed for every row: the table and all its indexes are rewritten under an AccessExclusive lock.",versions:"gen_random_uuid() is built in since Postgres 13.",
examples:{given:sql`create table orders (id bigint primary key);`,rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add column token uuid default gen_random_uuid();`,
good:sql`
      alter table orders add column token uuid;
      alter table orders alter column token set default gen_random_uuid();`},on:{AT_AddColumn(action,facts){let table=existingTable(action.table,facts),def=columnDef(
action);if(!table||!def?.colname||isSerial2(def)||action.cmd.missing_ok&&table.known&&hasColumn(table,def.colname))return;let call=volatileCall(own(def,"CONSTR_\
DEFAULT")?.raw_expr,facts);if(!call)return;let name=objectName(table.name),column2=quoteIdentifier(def.colname),{rest:rest2,expression}=cutDefault(action.text);
return{objects:[name],says:`Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: ${code(call)} gives ever\
y row a value of its own.`,instead:steps(`${action.head} ${cutNotNull(rest2)};`,`${action.head} ALTER COLUMN ${column2} SET DEFAULT ${expression};`,nextMigration(
"it fills the rows that are there."),inBatches(table,`UPDATE ${name} SET ${column2} = DEFAULT`,`${column2} IS NULL`,facts),own(def,"CONSTR_NOTNULL")?provenAfterwards(
action.head,table.name,def.colname):"")}}}});function throughNewTable(table,facts,{kind,storage,then}){let old=objectName(table.name),named=suffix=>`${table.name.name}_${suffix}`,fresh=objectName({...table.
name,name:named("new")}),columns=table.columns.filter(({generated})=>generated===void 0).map(({name})=>name),list2=columns.length>0?` (${columnList(columns)})`:
"",always2=table.columns.some(({identity})=>identity==="always")?" OVERRIDING SYSTEM VALUE":"",key=quoteIdentifier(simpleKey(table)?.name??"id");return steps(`C\
REATE ${kind?`${kind} `:""}TABLE ${fresh} (LIKE ${old} INCLUDING ALL)${storage?` ${storage}`:""};`,then?.(fresh)??"",remark("LIKE copies no foreign keys, trigge\
rs, policies and rights: give them to the new table now."),remark("Release code that writes both tables. Then copy the old rows:"),inBatches(table,`INSERT INTO ${fresh}${list2}${always2}\
 SELECT ${columns.length>0?columnList(columns):"*"} FROM ${old}`,`${key} NOT IN (SELECT ${key} FROM ${fresh} WHERE ${key} = ANY (_batch))`,facts),nextMigration(
"both tables hold the same rows, and the names change hands."),atOnce(facts,"SET LOCAL lock_timeout = '2s';",`ALTER TABLE ${old} RENAME TO ${quoteIdentifier(named(
"old"))};`,`ALTER TABLE ${fresh} RENAME TO ${quoteIdentifier(table.name.name)};`))}var rule11=defineRule({id:"add-exclusion-constraint",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,title:"\
A new EXCLUDE constraint builds its index while nobody may use the table",why:"ADD EXCLUDE builds an index, and compares every row with the others, under an Acc\
essExclusive lock. It has no NOT VALID and takes over no index that was built CONCURRENTLY: only an empty table gets one for nothing.",examples:{given:sql`create table bookings (id bigint primary key, at int4range);`,
rows:sql`insert into bookings select n, int4range(n, n + 1) from generate_series(1, 1000) n;`,bad:sql`alter table bookings add constraint bookings_apart exclude using gist (at with &&);`,
good:sql`
      create table bookings_new (like bookings including all);
      alter table bookings_new add constraint bookings_apart exclude using gist (at with &&);`},on:{AT_AddConstraint(action,facts){let table=existingTable(action.
table,facts),constraint=constraintDef(action);if(!table||constraint?.contype!=="CONSTR_EXCLUSION"||refusedConstraint(action,facts))return;let name=objectName(table.
name);return{objects:[name],says:`Reads and writes of ${code(name)} wait until the index is built and every row is compared: ADD EXCLUDE does both under AccessE\
xclusive, and has no online form.`,instead:instead(action,table,facts)}}}}),instead=({text},table,facts)=>steps(remark("A constraint on an empty table costs not\
hing, so a new table takes the place of the old one:"),throughNewTable(table,facts,{then:name=>`ALTER TABLE ${name} ${text};`}));var blockingLock=({locks})=>locks.filter(({mode,madeHere})=>!madeHere&&blocks(mode).length>0).toSorted((a,b)=>strength(b.mode)-strength(a.mode))[0],heldTables=({
session,catalog})=>session.held.filter(({mode,madeHere,relation,by})=>{if(madeHere||!blocks(mode).includes("reads"))return!1;let now=catalog.relation(relation);
return now?now.kind.endsWith("table")||now.kind==="materialized-view":!("DropStmt"in by.node)});function written(one,facts){let outer2=facts.earlier.find(({statement:earlier})=>earlier===
one)?.inside;return outer2&&outer2!==(facts.inside??facts.statement)?outer2:one}var oneByOne=statements=>[...new Set(statements)].flatMap((one,index)=>[index===
0?"":nextMigration("the locks before it are given up."),statement(oneLine(one.sql))]);function readsBeside(tables2,{locks,session}){let stops=list2=>list2.filter(
({mode,relation})=>blocks(mode).includes("reads")&&tables2.some(table=>sameName(relation,table))),stopped=[...new Set([...stops(locks),...stops(session.held)].map(
({object})=>object))];if(stopped.length===0)return"Reads go on.";let by=stops(locks).length>0?"this statement takes AccessExclusive for its other parts":"its tr\
ansaction holds AccessExclusive already";return`Reads of ${listed(stopped.map(code))} wait too: ${by}.`}var lineSeenFrom=({path},{file,line})=>`line ${String(line)}${file===
path?"":` of ${code(file)}`}`,waitingLines=waiting=>waiting.map(({facts:{path,statement:statement2},lock})=>`${code(`${path}:${String(statement2.line)}`)} ${code(
shortened(statement2.sql))} (${spoken(lock.mode)} on ${code(lock.object)})`).join("; "),queueing=waiting=>`while ${waiting.length===1?"this statement waits":"on\
e of these statements waits"} for a running query, everything else on the table queues behind it, for as long as that query runs`;var rule12=defineRule({id:"add-fk-not-valid",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"ShareRowExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A new foreign key checks every row while writes to both tables wait",why:"ADD FOREIGN KEY holds ShareRowExclusive on both tables while every row of the r\
eferencing one is looked up. NOT VALID skips that; VALIDATE CONSTRAINT catches up later while reads and writes go on.",versions:"On a partitioned referencing ta\
ble NOT VALID is refused before Postgres 18.",examples:{given:sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint);`,rows:sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select n, n from generate_series(1, 1000) n;`,bad:sql`alter table orders add constraint orders_customer foreign key (customer_id) references customers (id);`,
good:sql`
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`},on:{AT_AddConstraint(action,facts){let key=constraintDef(action);if(!(key?.contype!=="CONSTR_FOR\
EIGN"||key.skip_validation||key.is_enforced===!1)&&!refusedConstraint(action,facts))return hit(action,key,stringsOf(key.fk_attrs),facts)},AT_AddColumn(action,facts){
let def=columnDef(action),key=def&&own(def,"CONSTR_FOREIGN");if(!(!key||!own(def,"CONSTR_DEFAULT")))return hit(action,key,[def.colname??""],facts,"inline")}}});
function hit(action,key,columns,facts,form){let child=existingTable(action.table,facts);if(!child||!key.pktable)return;let parent=existing(writtenName(key.pktable),
facts),tables2=[child,...parent?[parent]:[]].map(({name})=>name),objects=[...new Set(tables2.map(objectName))],own2=objectName(child.name),constraint=key.conname?
quoteIdentifier(key.conname):chosenName(child.name,columns,"fkey"),named=key.conname?action.text:action.text.replace(/^ADD\s+/i,`$&CONSTRAINT ${constraint} `);return{
objects,says:`Writes to ${listed(objects.map(code))} wait while every row of ${code(own2)} is looked up: ADD FOREIGN KEY holds ShareRowExclusive to the end of t\
he check. ${readsBeside(tables2,facts)}`,instead:form?foreignKeyApart(action,child,columns[0]??""):child.kind==="partitioned-table"&&facts.postgres<18?foreignKeyByPartition(
action.head,child,constraint,named.replace(/^.*?\b(?=FOREIGN\s+KEY\b)/is,"")):steps(`${action.head} ${named} NOT VALID;`,nextMigration("reads and writes go on d\
uring the check."),`${action.head} VALIDATE CONSTRAINT ${constraint};`)}}var rule13=defineRule({id:"add-primary-key",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A new primary key builds its index while nobody may use the table",why:"ADD PRIMARY KEY builds an index, and looks for NULLs in columns that allow them, \
under an AccessExclusive lock. With the columns proved NOT NULL and a unique index built CONCURRENTLY beforehand, it only takes the index over.",examples:{given:sql`create table orders (number bigint not null);`,
rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add constraint orders_pkey primary key (number);`,good:sql`
      create unique index concurrently orders_pkey on orders (number);
      alter table orders add constraint orders_pkey primary key using index orders_pkey;`},on:{AT_AddConstraint(action,facts){let table=existingTable(action.table,
facts),key=constraintDef(action);if(!table||key?.contype!=="CONSTR_PRIMARY"||key.indexname||refusedConstraint(action,facts))return;let shown3=objectName(table.name),
columns=stringsOf(key.keys),including=stringsOf(key.including),open=columns.filter(name=>!column(table,name)?.notNull),constraint=key.conname?quoteIdentifier(key.
conname):chosenName(table.name,[],"pkey"),covering=including.length>0?` INCLUDE (${columnList(including)})`:"",deferred2=`${key.deferrable?" DEFERRABLE":""}${key.
initdeferred?" INITIALLY DEFERRED":""}`,index=`CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${shown3} (${columnList(columns)})${covering};`;return{objects:[
shown3],says:`Reads and writes of ${code(shown3)} wait until the index is built: ADD PRIMARY KEY builds it${open.length>0?", and looks at every row for NULLs,":
""} under AccessExclusive.`,instead:steps(...open.map(name=>provenNotNull(action.head,table.name,name)),...table.kind==="partitioned-table"?[keyByPartition(action.
head,table,key,columns,facts)]:[outsideTransaction(index,facts),nextMigration("it only takes the index over."),`${action.head} ADD CONSTRAINT ${constraint} PRIM\
ARY KEY USING INDEX ${constraint}${deferred2};`])}}}});var rule14=defineRule({id:"add-unique-constraint",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"A new UNIQUE constraint builds its index while nobody may use the table",why:"ADD UNIQUE builds an index under an AccessExclusive lock. An index built CO\
NCURRENTLY beforehand can be taken over in an instant.",examples:{given:sql`create table orders (id bigint primary key, email text);`,rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
bad:sql`alter table orders add constraint orders_email_key unique (email);`,good:sql`
      create unique index concurrently orders_email_key on orders (email);
      alter table orders add constraint orders_email_key unique using index orders_email_key;`},on:{AT_AddConstraint(action,facts){let table=existingTable(action.
table,facts),key=constraintDef(action);if(!table||key?.contype!=="CONSTR_UNIQUE"||key.indexname||refusedConstraint(action,facts))return;let name=objectName(table.
name),columns=stringsOf(key.keys),constraint=key.conname?quoteIdentifier(key.conname):chosenName(table.name,columns,"key");return{objects:[name],says:`Reads and\
 writes of ${code(name)} wait until the index is built: ADD UNIQUE builds it under AccessExclusive.`,instead:table.kind==="partitioned-table"?keyByPartition(action.
head,table,key,columns,facts):steps(outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${name} ${keyText(key,columns)};`,facts),nextMigration(
"it only takes the index over."),`${action.head} ADD CONSTRAINT ${constraint} UNIQUE USING INDEX ${constraint}${deferred(key)};`)}}}});function keyText(key,columns){
let including=stringsOf(key.including),include=including.length>0?` INCLUDE (${columnList(including)})`:"";return`(${columnList(columns)})${include}${key.nulls_not_distinct?
" NULLS NOT DISTINCT":""}`}var deferred=({deferrable,initdeferred})=>`${deferrable?" DEFERRABLE":""}${initdeferred?" INITIALLY DEFERRED":""}`;var rule15=defineRule({id:"alter-column-type",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,dependsOnServer:!0,
since:13,title:"This change of type rewrites the table, or its indexes, while nobody may use it",why:"Most changes of type copy every row and build every index \
anew under an AccessExclusive lock. Free of that are, among others: varchar to a wider varchar or text, a larger numeric precision at the same scale, and timest\
amp to timestamptz while TimeZone is UTC. Even then an index is built anew if its operators change, or if it is partial or on an expression.",examples:{given:sql`create table orders (id int primary key, note varchar(20));`,
rows:sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,bad:sql`alter table orders alter column id type bigint;`,good:sql`alter table orders alter column note type text;`},
on:{AT_AlterColumnType(action,facts){let table=existingTable(action.table,facts),name=action.cmd.name;if(!table||!name)return;let work=retypeWork(action,table,name,
facts);if(work==="none")return;let shown3=objectName(table.name),what2=work==="rewrite"?"the table and all its indexes are rewritten":"the indexes on it are bui\
lt anew";return{objects:[shown3],says:`Reads and writes of ${code(shown3)} wait while ${what2} under AccessExclusive: ${code(quoteIdentifier(name))} ${changes(action,
table,name)}.`,instead:instead2(action,table,name,facts)}}}});function changes(action,table,name){let old=column(table,name)?.type,fresh=writtenType(columnDef(action)?.
typeName).name;return old?`changes from ${code(old.name)} to ${code(fresh)}`:`changes to ${code(fresh)}, from a type that is not known here`}function instead2(action,table,name,facts){
let fresh=quoteIdentifier(`${name}_new`),old=quoteIdentifier(name),shown3=objectName(table.name),type=/\bTYPE\s+(.*?)(?:\s+USING\b.*)?$/is.exec(action.text)?.[1]??
"<type>",value=/\bUSING\s+(.*)$/is.exec(action.text)?.[1]??old;return steps(`${action.head} ADD COLUMN ${fresh} ${type};`,remark("Release code that writes both \
columns. Then fill the old rows:"),inBatches(table,`UPDATE ${shown3} SET ${fresh} = ${value}`,`${fresh} IS NULL AND ${old} IS NOT NULL`,facts),nextMigration(`de\
fault, indexes and constraints move over, and when all code reads ${fresh}, the old column goes.`),`${action.head} DROP COLUMN ${old};`)}function foldedText(node){let joined=as("A_Expr",node);if(joined&&stringsOf(joined.name).at(-1)==="||"){let left=foldedText(joined.lexpr),right=foldedText(joined.
rexpr);return left===void 0||right===void 0?void 0:left+right}let call=as("FuncCall",node);if(!call)return constantText(node);let given=(call.args??[]).map(foldedText),
values=given.filter(value=>value!==void 0);if(!(values.length<given.length))return functions[stringsOf(call.funcname).at(-1)??""]?.(values)}var quoteLiteral=text=>`\
'${text.replaceAll("'","''")}'`,functions={format:([pattern="",...values])=>formatted(pattern,values),concat:values=>values.join(""),quote_ident:([value])=>value&&
quoteIdentifier(value),quote_literal:([value])=>value&&quoteLiteral(value)};function formatted(pattern,values){let next=0,beyond=[],text=pattern.replace(/%(?:%|(?:(\d+)\$)?([sIL])|)/g,
(found2,place,kind)=>{if(found2==="%%")return"%";place!==void 0&&(next=Number(place)-1);let value=values[next];return next+=1,(kind===void 0||value===void 0)&&beyond.
push(found2),kind==="I"?quoteIdentifier(value??""):kind==="L"?quoteLiteral(value??""):value??""});return beyond.length>0?void 0:text}function bodyParts(statement2){let tree=parsePlpgsql(statement2);if(tree===void 0)return;let parts2=[];return collect(tree,parts2),parts2}function collect(value,parts2){
if(Array.isArray(value))for(let item of value)collect(item,parts2);else if(isObject(value))for(let[key,child]of Object.entries(value))collectNode(key,child,parts2)}
var isObject=value=>typeof value=="object"&&value!==null,sqlFields={PLpgSQL_stmt_execsql:"sqlstmt",PLpgSQL_stmt_perform:"expr",PLpgSQL_stmt_call:"expr",PLpgSQL_stmt_fors:"\
query",PLpgSQL_stmt_return_query:"query"},dynamicFields={PLpgSQL_stmt_dynexecute:"query",PLpgSQL_stmt_dynfors:"query"};function collectNode(key,child,parts2){let sql2=queryOf(
child,sqlFields[key]),made=queryOf(child,dynamicFields[key]);sql2!==void 0&&parts2.push({kind:"sql",sql:sql2}),made!==void 0&&parts2.push(dynamic(made)),(key===
"PLpgSQL_stmt_commit"||key==="PLpgSQL_stmt_rollback")&&parts2.push({kind:"commit"}),collect(child,parts2)}function queryOf(body,field){let holder=field!==void 0&&
isObject(body)?body[field]:void 0,expression=isObject(holder)?holder.PLpgSQL_expr:void 0,query2=isObject(expression)?expression.query:void 0;return typeof query2==
"string"?query2:void 0}function dynamic(expression){let parsed2=parseText(`select ${expression}`),select=parsed2.kind==="parsed"?as("SelectStmt",parsed2.statements[0]?.
node):void 0,value=as("ResTarget",select?.targetList?.[0])?.val,text=foldedText(value);return text!==void 0?{kind:"sql",sql:text}:{kind:"opaque",expression:value?
expressionText(value):expression}}function bodyNames(statement2){let tree=parsePlpgsql(statement2);if(tree===void 0)return;let texts2=[];return collectTexts(tree,
texts2),{texts:texts2,rowFields:[...new Set(fieldsOfRow(tree))]}}function collectTexts(value,texts2){if(Array.isArray(value))for(let item of value)collectTexts(
item,texts2);else if(isObject(value)){let{query:query2,parseMode}=value;if(typeof query2=="string"){let mode=Number(parseMode??0);texts2.push(mode<2?query2:`SEL\
ECT ${mode===2?query2:query2.slice(query2.indexOf("=")+1)}`)}for(let child of Object.values(value))collectTexts(child,texts2)}}function fieldsOfRow(value){if(Array.
isArray(value))return value.flatMap(fieldsOfRow);if(!isObject(value))return[];let data=value.datums;if(!Array.isArray(data))return Object.values(value).flatMap(
fieldsOfRow);let named=(one,kind)=>{let body=isObject(one)?one[kind]:void 0;return isObject(body)?body:void 0};return data.flatMap(one=>{let field=named(one,"PL\
pgSQL_recfield"),record=field&&named(data[Number(field.recparentno??0)],"PLpgSQL_rec")?.refname;return(record==="new"||record==="old")&&typeof field?.fieldname==
"string"?[field.fieldname]:[]})}function bodyUses(routine,catalog){let{trees,rowFields}=read(routine),found2=trees.map(tree=>({uses:usesIn(tree,{find:name=>catalog.relation(name)}),calls:callsIn(
tree,name=>catalog.routine(name)?.name)})),ofRows=(rowFields.length>0?tablesOf(routine,catalog):[]).flatMap(relation=>rowFields.map(column2=>({relation,column:column2})));
return{uses:[...found2.flatMap(({uses})=>uses),...ofRows],calls:found2.flatMap(({calls})=>calls)}}var tablesOf=(routine,catalog)=>catalog.callers(routine.name).
filter(({kind})=>kind==="trigger").map(({on})=>on),nothing={trees:[],rowFields:[]},known=new WeakMap;function read(routine){let before2=known.get(routine);if(before2)
return before2;let fresh=parsed(routine);return known.set(routine,fresh),fresh}function parsed({sql:sql2}){let node=statementsIn(sql2)[0],create=as("CreateFunct\
ionStmt",node);if(!create||create.sql_body)return nothing;let language=constantText(option(create.options,"language")?.arg)?.toLowerCase()??"sql";if(language===
"sql")return{trees:statementsIn(textOf(create)),rowFields:[]};let names=language==="plpgsql"?bodyNames(sql2):void 0;return names?{trees:names.texts.flatMap(statementsIn),
rowFields:names.rowFields}:nothing}var textOf=create=>stringsOf(as("List",option(create.options,"as")?.arg)?.items)[0]??"";function statementsIn(sql2){let result=parseText(
sql2);return result.kind==="parsed"?result.statements.map(({node})=>node):[]}function bodiesUsing(target,catalog){return catalog.routines.filter(routine=>{let{uses,
calls}=bodyUses(routine,catalog);return"routine"in target?calls.some(one=>keyOf(one)===keyOf(target.routine)):uses.some(({relation,column:column2})=>keyOf(relation)===
keyOf(target.relation)&&column2===target.column)})}var keptFor=({relation,column:column2},facts)=>facts.catalog.dependents(relation,column2).filter(({on,kind})=>column2===void 0?!sameName(on,relation):!isView(kind)||
!sameName(on,relation)),isView=kind=>kind==="view"||kind==="materialized-view";function withReaders(first2,facts){let found2=[...first2];for(let one of found2)for(let next of isView(
one.kind)?keptFor({relation:one.on},facts):[])found2.some(other=>sameThing(other,next))||found2.push(next);return found2}var sameThing=(a,b)=>a.kind===b.kind&&a.
name===b.name&&sameName(a.on,b.on),words={view:"view","materialized-view":"materialized view",rule:"rule",policy:"policy",trigger:"trigger","generated-column":"\
generated column",routine:"function"},spokenDependent=({kind,on,name})=>name===void 0?`the ${words[kind]} ${code(objectName(on))}`:`the ${words[kind]} ${code(quoteIdentifier(
name))} of ${code(objectName(on))}`;function dropStatement({kind,on,name=""}){let owner=objectName(on);if(kind==="generated-column")return`ALTER TABLE ${owner} \
DROP COLUMN ${quoteIdentifier(name)};`;let word2=kind==="routine"?"ROUTINE":words[kind].toUpperCase();return kind==="view"||kind==="materialized-view"||kind==="\
routine"?`DROP ${word2} ${owner};`:`DROP ${word2} ${quoteIdentifier(name)} ON ${owner};`}var bodiesLeft=(target,facts)=>bodiesUsing(target,facts.catalog).filter(
({name})=>!replacedLater(name,facts));function replacedLater(routine,{later:later3}){return later3.some(({statement:{node}})=>{let made=as("CreateFunctionStmt",
node);return made?isCalled(fromParts(stringsOf(made.funcname)),routine):(as("DropStmt",node)?.objects??[]).some(one=>"ObjectWithArgs"in one&&isCalled(nameFrom(one),
routine))})}var isCalled=({schema,name},routine)=>name===routine.name&&(schema===void 0||schema===routine.schema),known2=(name,facts)=>{let relation=facts.catalog.
relation(name);return relation?.known&&relation.persistence!=="temporary"?relation:void 0};var rule16=defineRule({id:"alter-column-type-blocked-by-dependents",severity:"blocker",hazard:"failure",checks:"backward-compatibility",fails:"0A000",since:13,evenOnNewTables:!0,
title:"The type of a column that a view, trigger or policy uses cannot be changed",why:"Postgres refuses to change the type of a column, even to the same one, w\
hile a view, rule, policy, trigger (UPDATE OF, WHEN), generated column or BEGIN ATOMIC function uses it (0A000). They have to be dropped and made again around i\
t, in one transaction.",versions:"Before Postgres 15 the SQLSTATE for a generated column is 42601.",examples:{given:sql`
      create table orders (id bigint primary key, note varchar(20), paid boolean);
      create view open_orders as select id, note from orders where not paid;`,bad:sql`alter table orders alter column note type varchar(40);`,good:sql`
      begin;
      drop view open_orders;
      alter table orders alter column note type varchar(40);
      create view open_orders as select id, note from orders where not paid;
      commit;`},on:{AT_AlterColumnType({cmd,table:range},facts){let table=known2(writtenName(range),facts);if(!table||cmd.name===void 0)return;let kept2=keptFor(
{relation:table.name,column:cmd.name},facts);if(kept2.length===0)return;let name=objectName(table.name),column2=`${code(quoteIdentifier(cmd.name))} of ${code(name)}`,
all2=withReaders(kept2,facts),generated=kept2.every(({kind})=>kind==="generated-column");return{objects:[name],says:`This fails (${generated&&facts.postgres<15?
"42601":"0A000"}): ${listedBriefly(kept2.map(spokenDependent))} ${kept2.length===1?"uses":"use"} ${column2}, and Postgres does not change the type of a column i\
n use.`,instead:atOnce(facts,...all2.toReversed().map(dropStatement),statement(oneLine(facts.statement.sql)),...all2.map(madeAgain),remark("Grants on what was d\
ropped are gone: grant them again here."))}}}});function madeAgain(dependent){return dependent.sql!==void 0?statement(oneLine(dependent.sql)):remark(dependent.kind===
"generated-column"?`Add ${spokenDependent(dependent)} again; a STORED one rewrites the table, so that a plain column that code fills may be better.`:`Make ${spokenDependent(
dependent)} again.`)}var rule17=defineRule({id:"alter-column-type-revalidates-check",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,
mechanical:!0,title:"This change of type is free, but a CHECK makes it read the whole table",why:"A change of type builds every CHECK on the column anew and tri\
es it on all rows under an AccessExclusive lock, also where the values stay as they are. A CHECK that is NOT VALID is not tried.",examples:{given:sql`create table orders (id bigint primary key, note varchar(20) constraint orders_note check (note <> ''));`,
rows:sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,bad:sql`alter table orders alter column note type varchar(40);`,good:sql`
      alter table orders
        drop constraint orders_note,
        alter column note type varchar(40),
        add constraint orders_note check (note <> '') not valid;
      alter table orders validate constraint orders_note;`},on:{AT_AlterColumnType(action,facts){let table=existingTable(action.table,facts),column2=action.cmd.
name;if(!table||!column2||retypeWork(action,table,column2,facts)==="rewrite")return;let dropped=droppedBeside(facts.statement.node),checks=table.constraints.filter(
({kind,validated,columns,name})=>kind==="check"&&validated&&columns.includes(column2)&&!dropped.includes(name));if(checks.length===0)return;let shown3=objectName(
table.name),named=checks.map(({name,expression})=>({name:quoteIdentifier(name),expression}));return{objects:[shown3],says:`Reads and writes of ${code(shown3)} w\
ait while every row is checked against ${listed(named.map(({name})=>code(name)))} again: a change of type does that under AccessExclusive.`,instead:steps(`${action.
head} ${[...named.map(({name})=>`DROP CONSTRAINT ${name}`),action.text,...named.map(({name,expression="\u2026"})=>`ADD CONSTRAINT ${name} CHECK (${expression}) \
NOT VALID`)].join(", ")};`,nextMigration("reads and writes go on during the scan."),...named.map(({name})=>`${action.head} VALIDATE CONSTRAINT ${name};`))}}}});
function droppedBeside(node){return all("AlterTableCmd",as("AlterTableStmt",node)?.cmds).flatMap(({subtype,name})=>subtype==="AT_DropConstraint"&&name?[name]:[])}var mostNamed=2;function failing(breaks,schema){let named=breaks.slice(0,mostNamed).map(one=>`${queryNamed(one)} fails on the ${schema} schema (${one.sqlstate})\
: ${one.says}`),others=breaks.length-named.length,rest2=others===0?[]:[`${counted(others,"more query","more queries")} fail${others===1?"s":""} too.`];return[...named,
...rest2].join(" ")}function queryNamed({query:query2,source}){let[file="",name]=source.split(": ");return source==="profile"?`The production query \`${shown(query2.
replace(/\s+/g," "))}\``:source==="command"?`The command \`${shown(query2)}\``:name===void 0?`A query of \`${shown(file)}\``:`The query \`${shown(name)}\` of \`${shown(
file)}\``}var theQuery=query2=>queryNamed(query2).replace(/^[TA]/,letter=>letter.toLowerCase());function byStatement(seen){let found2=new Map;for(let one of seen){
let place=`${one.at.file}:${one.at.line}`,known4=found2.get(place);known4?known4.push(one):found2.set(place,[one])}return[...found2.values()]}var renewed="Or open the application\u2019s connections anew right after the migration.",otherResult=({columns})=>columns==="all"?`Name the columns in the query\
, in the place of the \`*\`, and deploy that first. ${renewed}`:`Give the column a fixed type in the query (\`name::text\`) and deploy that first. ${renewed}`,typeGone="\
Change the type in its place (ALTER TYPE \u2026 ADD VALUE), or open the application\u2019s connections anew right after the migration.";function saysOf(one,others){
let too=others===0?"":` ${counted(others,"more query","more queries")} fail${others===1?"s":""} so too.`;return one.sqlstate!=="0A000"?`${queryNamed(one)} fails\
 on connections that have it prepared (${one.sqlstate}): the types it was prepared with are gone, or do not fit. It does so until it is prepared anew, which not\
 every driver does after this error.${too}`:`${queryNamed(one)} fails on connections that have it prepared: its result has other columns, or other types, after \
this. They get 0A000, \u201Ccached plan must not change result type\u201D, once where the driver then prepares it anew, and every time where it does not.${too}`}
var rule18=defineRule({id:"cached-plan-breaks",severity:"warning",hazard:"compatibility",checks:"backward-compatibility",since:13,title:"A query fails on connec\
tions that have it prepared",why:"Most drivers prepare the queries they send, and keep them prepared for as long as the connection lives. Postgres refuses to ru\
n such a query once its result has other columns or types: a column more under `SELECT *`, or a wider varchar. The deployed code\u2019s known queries were prepared o\
n a connection that stayed open while the migration ran on another. This one works when it is prepared anew, and failed there.",observed({observations,place}){let[
first2,...rest2]=byStatement(observations.cachedPlans??[]);if(!first2)return[];let told5=rest2.length<=fewStatements?[first2,...rest2]:[first2],untold2=rest2.length<=
fewStatements?0:rest2.length;return told5.map(([one,...others])=>({at:place(one.at),objects:[],says:`${saysOf(one,others.length)}${alike(untold2)}`,instead:one.
sqlstate==="0A000"?otherResult(one):typeGone}))}}),fewStatements=2,alike=statements=>statements===0?"":` ${counted(statements,"more statement")} of this pull re\
quest do so to other queries.`;var topOf=file=>({file,line:1,column:1,endLine:1,endColumn:1}),genericName=/^(?:up|down|migration)\.sql$/;function folderOf(path){let parts2=path.split("/"),name=parts2.
pop()??"";return genericName.test(name)&&parts2.pop(),parts2.join("/")}var nameIn=path=>path.slice(folderOf(path).length).replace(/^\//,""),historyOf=({tool,path,
identity})=>identity===void 0?`${tool}
${folderOf(path)}`:tool,sameHistory=(a,b)=>historyOf(a)===historyOf(b);function byVersion(files2,tool){let histories=new Map;for(let file of files2){let history=histories.
get(historyOf(file))??[];histories.set(historyOf(file),history),history.push(file)}for(let history of histories.values())history.sort((a,b)=>tool(a.tool).compareVersions(
a.version,b.version));return like2=>{let history=histories.get(historyOf(like2))??[],{compareVersions}=tool(like2.tool),start=firstFrom(history,({version})=>compareVersions(
version,like2.version)>=0),end=firstFrom(history,({version})=>compareVersions(version,like2.version)>0);return history.slice(start,end)}}function firstFrom(sorted,reached){
let low=0,high=sorted.length;for(;low<high;){let middle=low+high>>1,value=sorted[middle];value!==void 0&&reached(value)?high=middle:low=middle+1}return low}var sameDirection=(a,b)=>a.
direction==="both"||b.direction==="both"||a.direction===b.direction;var rule19=defineRule({id:"change-window",severity:"warning",hazard:"process",checks:"monitoring",since:13,title:"Now is no time to change production",why:"The \
team has said when changes are welcome, and on which days nothing changes: windows of the configuration. Outside of them fewer people see what goes wrong, and m\
ore customers wait. The finding speaks of the moment of the rehearsal; one that is run again inside the hours has it no more.",onPullRequest:({changed:changed3,
closed})=>{let[first2]=changed3;return closed===void 0||first2===void 0?[]:[{at:topOf(first2.path),objects:[],...closed}]}});var rule20=defineRule({id:"cluster-vacuum-full",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,title:"\
CLUSTER and VACUUM FULL write the table anew while nobody may use it",why:"Both copy every row to a new file and build every index anew under an AccessExclusive\
 lock. A plain VACUUM makes the room usable again beside reads and writes; pg_repack and pg_squeeze do the whole of it online.",examples:{given:sql`create table orders (id bigint primary key, email text);`,
rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`cluster orders using orders_pkey;`,good:sql`
      alter table orders cluster on orders_pkey;
      vacuum (analyze) orders;`},on:{ClusterStmt({relation,indexname},facts){let found2=tables(relation?[relation]:void 0,facts),[name]=found2;if(!name)return;let order4=indexname&&
relation?`ALTER TABLE ${name} CLUSTER ON ${quoteIdentifier(indexname)};`:"",how=relation?` --table=${name}`:"";return hit2(found2,relation?whose(found2):"every \
clustered table","CLUSTER",steps(order4,remark(`Then, beside reads and writes and outside the migrations: pg_repack${how}`)))},VacuumStmt({is_vacuumcmd,options,
rels},facts){if(!is_vacuumcmd||!switchedOn(options,"full"))return;let ranges=rels&&all("VacuumRelation",rels).flatMap(({relation})=>relation??[]),found2=tables(
ranges,facts);if(found2.length===0)return;let plain4=`VACUUM (ANALYZE)${rels?` ${found2.join(", ")}`:""};`;return hit2(found2,rels?whose(found2):"every table, o\
ne after the other,","VACUUM FULL",steps(outsideTransaction(plain4,facts),remark("To give room back to the disk, beside reads and writes and outside the migrati\
ons: pg_repack")))}}}),whose=tables2=>listed(tables2.map(code)),hit2=(objects,of,what2,instead9)=>({objects,says:`Reads and writes of ${of} wait while the rows \
and all indexes are written anew: ${what2} holds AccessExclusive until it is done.`,instead:instead9});function tables(ranges,facts){return(ranges??facts.catalog.
relations.map(({name})=>({schemaname:name.schema,relname:name.name}))).flatMap(range=>{let table=existingTable(range,facts);return table?[objectName(table.name)]:
[]})}var standaloneKinds=["IndexStmt","DropStmt","ReindexStmt","VacuumStmt","ClusterStmt","AlterTableStmt","AlterSystemStmt","CreatedbStmt","DropdbStmt","CreateTable\
SpaceStmt","DropTableSpaceStmt","CreateSubscriptionStmt","DropSubscriptionStmt"],standsAlone=node=>standaloneForm(node)!==void 0;function standaloneForm(node){let fixed=always.
find(([kind])=>kind in node);if(fixed)return fixed[1];if(as("IndexStmt",node)?.concurrent)return"CREATE INDEX CONCURRENTLY";if(as("DropStmt",node)?.concurrent)return"\
DROP INDEX CONCURRENTLY";if(as("VacuumStmt",node)?.is_vacuumcmd)return"VACUUM";let cluster=as("ClusterStmt",node);if(cluster)return cluster.relation?void 0:"CLU\
STER of every table";let reindex=as("ReindexStmt",node);if(reindex)return switchedOn(reindex.params,"concurrently")?"REINDEX CONCURRENTLY":wholeDatabase[reindex.
kind??""];let subscription=as("CreateSubscriptionStmt",node);return subscription?makesSlot(subscription.options)?"CREATE SUBSCRIPTION":void 0:all("AlterTableCmd",
as("AlterTableStmt",node)?.cmds).some(({def})=>as("PartitionCmd",def)?.concurrent)?"DETACH PARTITION CONCURRENTLY":void 0}var always=[["AlterSystemStmt","ALTER \
SYSTEM"],["CreatedbStmt","CREATE DATABASE"],["DropdbStmt","DROP DATABASE"],["CreateTableSpaceStmt","CREATE TABLESPACE"],["DropTableSpaceStmt","DROP TABLESPACE"],
["DropSubscriptionStmt","DROP SUBSCRIPTION"]],wholeDatabase={REINDEX_OBJECT_SCHEMA:"REINDEX SCHEMA",REINDEX_OBJECT_SYSTEM:"REINDEX SYSTEM",REINDEX_OBJECT_DATABASE:"\
REINDEX DATABASE"},makesSlot=options=>!["create_slot","connect"].some(name=>{let found2=option(options,name);return found2!==void 0&&["false","off","0"].includes(
constantText(found2.arg)??"true")});var rule21=defineRule({id:"concurrently-in-transaction",severity:"blocker",hazard:"failure",checks:"lock-analysis",fails:"25001",since:13,evenOnNewTables:!0,title:"\
This statement fails inside a transaction",why:"CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and a few more refuse to run in a transaction block, and als\
o beside any other statement in one message to the server. So does a DO block or procedure with COMMIT or ROLLBACK of its own (2D000).",examples:{given:sql`create table orders (id bigint primary key, email text);`,
bad:sql`
      begin;
      create index concurrently orders_email on orders (email);
      commit;`,good:sql`create index concurrently orders_email on orders (email);`},on:Object.fromEntries([...standaloneKinds,"DoStmt","CallStmt"].map(kind=>[kind,
(_,facts)=>hit3(facts)]))});function alone({statement:{node},endsTransactions}){let form=standaloneForm(node);if(form!==void 0)return[form,"25001"];if(endsTransactions)
return[`${"CallStmt"in node?"a procedure":"a DO block"} with COMMIT or ROLLBACK`,"2D000"]}function hit3(facts){let[what2,sqlstate]=alone(facts)??[],why2=what2&&
inTransaction(what2,facts);if(!why2)return;let{says:says3,before:before2,after:after2}=facts.tool.outsideTransaction;return{objects:[],says:`This fails (${sqlstate}\
): ${why2}.`,instead:steps(remark(facts.session.transaction==="own"?"Outside BEGIN \u2026 COMMIT, in a file of its own:":says3),before2.trimEnd(),statement(oneLine(
facts.statement.sql)),after2.trimEnd())}}function inTransaction(what2,{session,transaction,statementsInFile,statement:{sql:text},tool}){if(transaction==="one-me\
ssage"&&statementsInFile>1)return`${tool.title} sends the whole file as one message, and ${what2} must be alone in it`;if(session.transaction==="none"||session.
transaction==="message")return;let who=session.transaction==="own"?"the file opened with BEGIN":`${tool.title} opens for the file`;return`${what2} cannot run in\
 a transaction, and ${code(shortened(text))} runs in the one that ${who}`}var rule22=defineRule({id:"configuration-changed",severity:"warning",hazard:"process",checks:"small-and-focused",since:13,title:"The pull request changes how it\
 is judged",why:"Configuration and profile are read from the base branch only, so the change has no effect on this pull request. It takes effect after the merge\
, for everybody.",onPullRequest:({configuration})=>configuration.map(path=>({at:topOf(path),objects:[],says:`${code(path)} is changed here: this pull request is\
 judged by the base branch\u2019s, and every later one by the new.`,instead:"Change it in a pull request of its own, where it can be reviewed for what it is."}))});var rule23=defineRule({id:"constraint-not-validated",severity:"advice",hazard:"hygiene",checks:"expand-contract",since:13,title:"A constraint waits to be valida\
ted",why:"NOT VALID is the right first step. Until VALIDATE CONSTRAINT has run, old rows may break the rule, and the planner cannot rely on it.",observed:({rehearsal,
whole})=>rehearsal.leftovers.filter(({kind})=>kind==="not-validated").map(({object})=>({object,...parted(object)})).map(({object,table,name})=>({at:whole,objects:[
object],says:`After the migration ${code(object)} holds for new rows only: nobody has checked the old ones.`,instead:steps(nextMigration("reads and writes go on\
 during the scan."),`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`)}))});function parted(object){let parts2=object.match(/"(?:[^"]|"")*"|[^.]+/g)??[];return{
table:parts2.slice(0,-1).join("."),name:parts2.at(-1)??""}}var concurrently=text=>oneLine(text).replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX)(?:\s+IF\s+NOT\s+EXISTS)?\b/i,(_,create)=>`${create} ${inCaseOf(create,"CONCURRENTL\
Y")}`);var takesThePlace=({idxname:name},{session})=>name!==void 0&&session.beforeOf("DropStmt").some(({node})=>{let drop=as("DropStmt",node);return drop?.removeType===
"OBJECT_INDEX"&&(drop.objects??[]).some(one=>nameFrom(one).name===name)});function builtInItsPlace(name,schema,facts){let meanwhile=quoteIdentifier(`${name.slice(
0,58)}_new`),build=concurrently(facts.statement.sql).replace(/(\bCONCURRENTLY\s+)(?:"(?:[^"]|"")+"|[^\s"(]+)/i,(_,before2)=>`${before2}${meanwhile}`),[old,own2]=[
quoteIdentifier(name),quoteIdentifier(schema)];return steps(outsideTransaction(statement(build),facts),nextMigration("the new index takes the place of the old o\
ne at once."),`DROP INDEX IF EXISTS ${own2}.${old};`,`ALTER INDEX ${own2}.${meanwhile} RENAME TO ${old};`)}var rule24=defineRule({id:"create-index-not-concurrent",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"ShareLock",scans:!0,since:13,mechanical:!0,
title:"Building an index makes every write wait",why:"CREATE INDEX holds a Share lock until the build ends; inserts, updates and deletes queue behind it.",examples:{
given:sql`create table orders (id bigint primary key, email text);`,rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`create index orders_email on orders (email);`,
good:sql`create index concurrently orders_email on orders (email);`},on:{IndexStmt(index,facts){let table=existingTable(index.relation,facts);if(!table||index.concurrent||
table.kind==="partitioned-table"||isBuiltAlready(index,facts))return;let name=objectName(table.name),leftover=index.idxname?remark(`Should the build fail, remov\
e what it leaves: DROP INDEX CONCURRENTLY ${quoteIdentifier(index.idxname)};`):"";return{objects:[name],says:`Writes to ${code(name)} wait until the index is bu\
ilt: CREATE INDEX holds a Share lock on it for the whole build. ${readsBeside([table.name],facts)}`,instead:takesThePlace(index,facts)?builtInItsPlace(index.idxname??
"",table.name.schema,facts):steps(outsideTransaction(statement(concurrently(facts.statement.sql)),facts),leftover)}}}});var rule25=defineRule({id:"create-index-partitioned-parent",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"ShareLock",scans:!0,since:13,title:"A\
n index on a partitioned table makes writes to every partition wait",why:"CREATE INDEX on the parent holds a Share lock on all partitions until the last of them\
 is built. CONCURRENTLY is refused there.",examples:{given:sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,rows:sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
bad:sql`create index events_at on events (at);`,good:sql`
      create index events_at on only events (at);
      create index concurrently events_2026_at on events_2026 (at);
      alter index events_at attach partition events_2026_at;`},on:{IndexStmt(index,facts){let table=existingTable(index.relation,facts);if(table?.kind!=="partit\
ioned-table"||index.concurrent||!index.relation?.inh||refusedIndex(index,facts)||isBuiltAlready(index,facts))return;let name=objectName(table.name),parts2=table.
partitions.map(objectName);return{objects:[name,...parts2],says:`Writes to ${code(name)} and all its partitions wait until the last partition\u2019s index is built: \
CREATE INDEX holds a Share lock on each of them to the end. ${readsBeside([table.name,...table.partitions],facts)}`,instead:indexByPartition(index,table,facts)}}}});function boundCheck(table,condition){let head=`ALTER TABLE ${objectName(table.name)}`,name=chosenName(table.name,["bound"],"check");return{add:`${head} ADD CONS\
TRAINT ${name} CHECK (${condition}) NOT VALID;`,validate:`${head} VALIDATE CONSTRAINT ${name};`,drop:`${head} DROP CONSTRAINT ${name};`}}var unknown="<the bound\
s as a condition>",conditionOf=bound=>bound&&bound.condition!==""&&!bound.condition.includes("\u2026")?bound.condition:unknown;function insideCheck(table,bound){
let notNull=(bound&&!bound.allowsNull?bound.columns.filter(({name})=>!holdsNoNull(table,name)):[]).map(({name})=>`${quoteIdentifier(name)} IS NOT NULL`);return boundCheck(
table,[...notNull,conditionOf(bound)].join(" AND "))}function outsideCheck(table,bound){let notNull=(bound?.allowsNull?bound.columns.filter(({name})=>!holdsNoNull(
table,name)):[]).map(({name})=>`${quoteIdentifier(name)} IS NOT NULL`);return boundCheck(table,[...notNull,`NOT (${conditionOf(bound)})`].join(" AND "))}var rule26=defineRule({id:"create-partition-default-scan",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,
title:"A new partition beside a default partition reads all of that one while nobody may use the table",why:"CREATE TABLE \u2026 PARTITION OF takes AccessExclusive o\
n the partitioned table and on its default partition, and looks there at every row for some that belong in the new partition. A valid CHECK on the default parti\
tion that excludes them spares the look, and ATTACH PARTITION of a finished table leaves the partitioned table in use.",examples:{given:sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_rest partition of events default;`,rows:sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,bad:sql`create table events_2027 partition of events for values from ('2027-01-01') to ('2028-01-01');`,
good:sql`
      alter table events_rest add constraint bound check (not (at >= '2027-01-01' and at < '2028-01-01')) not valid;
      alter table events_rest validate constraint bound;
      create table events_2027 (like events including all);
      alter table events attach partition events_2027 for values from ('2027-01-01') to ('2028-01-01');
      alter table events_rest drop constraint bound;`},on:{CreateStmt(create,facts){let parent=create.partbound&&facts.catalog.relation(parentOf(create)),rest2=parent&&
existingTable(defaultPartition(parent,facts)?.name,facts);if(!parent||!rest2||create.if_not_exists&&isThere(create,facts))return;let bound=boundOf(create.partbound,
parent);if(provesOutside(rest2,bound,parent.partitionKey))return;let[table,other]=[objectName(parent.name),objectName(rest2.name)],check=outsideCheck(rest2,bound);
return{objects:[other,table],says:`Reads and writes of ${code(table)} wait while every row of its default partition ${code(other)} is looked at: CREATE TABLE \u2026 \
PARTITION OF holds AccessExclusive on both. No valid CHECK proves that ${code(other)} has no row of the new partition.`,instead:steps(remark("Rows of the defaul\
t partition that belong in the new one have to leave it first."),check.add,nextMigration("reads and writes go on during the scan."),check.validate,attached(create,
parent,facts),check.drop)}}}}),parentOf=({inhRelations})=>{let[range]=all("RangeVar",inhRelations);return range?writtenName(range):{name:""}},isThere=({relation},{
catalog})=>relation!==void 0&&catalog.relation(writtenName(relation))?.known===!0;function attached(create,parent,{statement:{sql:text}}){let{relation,tableElts,
partspec,options,tablespacename,accessMethod}=create,bounds=/\bFOR\s+VALUES\b.*$/is.exec(oneLine(text))?.[0];if(!relation||!bounds||tableElts||partspec||options||
tablespacename||accessMethod)return statement(oneLine(text));let name=`${relation.schemaname?`${quoteIdentifier(relation.schemaname)}.`:""}${quoteIdentifier(relation.
relname??"")}`,table=objectName(parent.name);return steps(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY);`,statement(`ALTER TABLE ${table}\
 ATTACH PARTITION ${name} ${bounds}`))}var dataError=sqlstate=>/^2[23]/.test(sqlstate),foretellsFailure=(foretold,sqlstate)=>foretold.some(({fails,finding})=>fails===sqlstate||finding.says.startsWith(
`This fails (${sqlstate})`));var rule27=defineRule({id:"data-dependent-failure",severity:"blocker",hazard:"failure",checks:"data-volume",since:13,title:"Rows that are there do not fit what \
the migration asks of them",why:"A new UNIQUE, NOT NULL, CHECK or FOREIGN KEY, or a change of type, fails on the first row that breaks it. Where only invented r\
ows broke it, nothing is proved: it is a warning to look at production.",observed:({statements,observations,place})=>[...statements.flatMap(({run:{error},at,foretold})=>!error||
!dataError(error.sqlstate)||foretellsFailure(foretold,error.sqlstate)?[]:[{at,objects:[],says:`This failed in the rehearsal on rows that are not invented (${error.
sqlstate}): ${error.says}`,instead:"Mend or remove the rows first, in a migration of its own; what comes after this statement was not rehearsed."}]),...observations.
invented.filter(({file,line,sqlstate})=>{let seen=statements.find(({run:run2})=>run2.file===file&&run2.line===line);return!seen||!foretellsFailure(seen.foretold,
sqlstate)}).map(({file,line,sqlstate,tables:tables2})=>({at:place({file,line}),objects:tables2,says:`Whether this succeeds depends on the rows of ${listed(tables2.
map(code))}: it failed (${sqlstate}) on rows that were invented for the rehearsal, and succeeded without them. Production\u2019s rows were not seen.`,instead:`C\
ount the rows that would break it in production first: ${query(sqlstate,tables2)}`,severity:"warning"}))]});function query(sqlstate,tables2){let table=tables2[0]??
"<table>";return sqlstate==="23502"?`SELECT count(*) FROM ${table} WHERE <column> IS NULL;`:sqlstate==="23505"?`SELECT <columns>, count(*) FROM ${table} GROUP B\
Y <columns> HAVING count(*) > 1;`:sqlstate==="23503"?`SELECT count(*) FROM ${table} WHERE <column> IS NOT NULL AND NOT EXISTS (SELECT FROM ${tables2[1]??"<refer\
enced table>"} r WHERE r.<key> = ${table}.<column>);`:`SELECT count(*) FROM ${table} WHERE NOT (<condition>);`}function cutUpdate(update,{fromClause}){let syntax=atDepthZero(update),set=/\bSET\b/iu.exec(syntax)?.index??update.length,from=fromClause?[...syntax.matchAll(/\bFROM\b/giu)].
find(({index})=>!/\bDISTINCT\s+$/iu.test(syntax.slice(0,index)))?.index:void 0,target=update.slice(0,set).replace(/^\s*UPDATE\b/iu,""),joined=from===void 0?[]:[
update.slice(from+4)],settings=splitAtCommas(update.slice(set+3,from));return{tables:[target,...joined].map(one=>one.trim()).join(", "),values:settings.map(one=>one.
slice(atDepthZero(one).indexOf("=")+1).trim())}}var cutDelete=remove2=>{let target=remove2.replace(/^\s*DELETE\s+FROM\b/iu,"").trim(),using=/\bUSING\b/iu.exec(atDepthZero(
target))?.index;return using===void 0?target:`${target.slice(0,using).trim()}, ${target.slice(using+5).trim()}`};function pendingIn(update,{values},table,facts){
let targets=all("ResTarget",update.targetList),set=new Set(targets.flatMap(({name})=>name??[])),called=calledIn(update.relation),selfish=ref=>{let[name="",of]=stringsOf(
ref.fields).toReversed();return set.has(name)&&(of===void 0||of===called)};if(!targets.every(target=>plain(target)&&isSteady(target.val,selfish,facts))||targets.
length!==values.length)return whileNull(update.whereClause,set);let columns=targets.map(({name})=>column(table,name));if(columns.some(one=>one&&incomparable.has(
one.type.name)))return whileNull(update.whereClause,set);let own2=update.fromClause&&called!==void 0?`${quoteIdentifier(called)}.`:"",left=targets.map(({name=""})=>own2+
quoteIdentifier(name)),right=targets.map(({val},index)=>asStored(values[index]??"",val,columns[index]));return targets.length>1?`(${left.join(", ")}) IS DISTINC\
T FROM (${right.join(", ")})`:`${left[0]??""} IS DISTINCT FROM ${right[0]??""}`}var incomparable=new Set("json xml point line lseg box path polygon circle".split(
" ")),plain=({val,indirection=[]})=>val!==void 0&&indirection.length===0&&!("MultiAssignRef"in val)&&!("SetToDefault"in val);function isSteady(value,selfish,{catalog}){
let steady=!0;return eachNode(value,(kind,body)=>{if((kind==="SQLValueFunction"||kind==="ColumnRef"&&selfish(body))&&(steady=!1),kind!=="FuncCall")return;let{funcname,
args=[]}=body,name=fromParts(stringsOf(funcname)),volatility=catalog.volatility(name),ofItsArguments=volatility==="stable"&&args.length>0&&name.name!=="age";volatility!==
"immutable"&&!ofItsArguments&&(steady=!1)}),steady}function asStored(text,value,into){let type=into?.type,constant2=as("A_Const",value),exact=constant2!==void 0&&
!constant2.fval,rounds=type&&(type.modifiers.length>0||type.name==="float4"||!exact&&rounding.has(type.name)),one=value!==void 0&&["A_Const","ColumnRef","FuncCa\
ll","TypeCast"].some(kind=>kind in value)?text:`(${text})`;return rounds?`${one}::${typeText(type)}`:one}var rounding=new Set("int2 int4 int8 numeric float8 dat\
e time timestamp timestamptz".split(" "));function whileNull(where,set){let both=as("BoolExpr",where);return(both?.boolop==="AND_EXPR"?both.args??[]:where?[where]:
[]).some(part=>{let test=as("NullTest",part);return test?.nulltesttype==="IS_NULL"&&set.has(stringsOf(as("ColumnRef",test.arg)?.fields).at(-1)??"")})?"":void 0}var doneWhen="Before NOT NULL, a constraint or dropping the old column, each in a later migration, this count has to be 0:",countIn=instead9=>instead9.split(`${remark(
doneWhen)}
-- `)[1]?.split(`
`)[0];function updateInBatches(update,table,facts){let{update:verb2,where}=splitUpdate(oneLine(facts.statement.sql)),text=cutUpdate(verb2,update),pending=pendingIn(
update,text,table,facts),called=update.fromClause&&calledIn(update.relation);if(pending===void 0)return once({verb:verb2,where,called},table,facts);let left=where&&
pending?`(${where}) AND ${pending}`:where||pending,count2=`SELECT count(*) FROM ${text.tables} WHERE ${left}`;return counted2({verb:verb2,where,pending,called},
count2,table,facts)}function deleteInBatches(remove2,table,facts){let{update:verb2,where}=splitUpdate(oneLine(facts.statement.sql)),called=remove2.usingClause&&
calledIn(remove2.relation),count2=`SELECT count(*) FROM ${cutDelete(verb2)}${where?` WHERE ${where}`:""}`;return counted2({verb:verb2,where,called},count2,table,
facts)}function counted2(change2,count2,table,facts){let walk=walkOf(table,facts);return walk?steps(walking(table,walk,change2,facts),remark(doneWhen),remark(statement(
count2))):prose(table,"Nothing leads through it as a whole")}function once(change2,table,facts){let walk=walkOf(table,facts);return walk?.by!=="key"&&walk?.by!==
"assumed"?prose(table,"No row may be changed twice, and it has no key of one column to keep how far that came"):steps(walking(table,walk,{...change2,once:!0},facts),
remark(`What is done does not show in the rows: ${progressOf(table)} keeps how far it came. Run it again where it broke off; it is done when that table is gone.`))}
var prose=({name},why2)=>`Change ${objectName(name)} in portions of about 10,000 rows, each committed before the next, outside a transaction. ${why2}: go partit\
ion by partition, or by a column that has an index.`;var order=["few","unknown","all"],rank2=one=>order.indexOf(one),keyed=({name,known:known4,columns},facts)=>({known:known4,keys:[...uniqueKeys(name,facts),["ctid"]],
variable:word2=>facts.inside!==void 0&&!columns.some(column2=>column2.name===word2)});function selectivity(where,table){if(!where)return"all";let arms=alternatives(
where);if(arms)return order[Math.max(...arms.map(arm=>rank2(selectivity(arm,table))))]??"all";let parts2=conjuncts2(where);return ranged(parts2,table)||pinned(parts2,
table)?"few":order[Math.min(...parts2.map(part=>rank2(alone2(part,table))))]??"all"}function alone2(part,table){return alternatives(part)?selectivity(part,table):
limited(part)?"few":equals(part,table)===void 0?"all":"unknown"}var alternatives=node=>"BoolExpr"in node&&node.BoolExpr.boolop==="OR_EXPR"?node.BoolExpr.args:void 0;
function conjuncts2(node){return"BoolExpr"in node&&node.BoolExpr.boolop==="AND_EXPR"?(node.BoolExpr.args??[]).flatMap(conjuncts2):[node]}function limited(node){
if("SubLink"in node){let{subLinkType:kind,operName:name,subselect}=node.SubLink;return kind==="ANY_SUBLINK"&&(stringsOf(name).at(-1)??"=")==="="&&hasLimit(subselect)}
return!("A_Expr"in node)||operator(node.A_Expr)!=="="||node.A_Expr.kind==="AEXPR_OP_ALL"?!1:[node.A_Expr.lexpr,node.A_Expr.rexpr].some(side=>side&&"SubLink"in side&&
hasLimit(side.SubLink.subselect))}var hasLimit=query2=>{let select=as("SelectStmt",query2);return select?.limitCount!==void 0&&as("A_Const",select.limitCount)?.
isnull!==!0},constant=(node,table)=>node!==void 0&&("A_Const"in node||"ParamRef"in node||"ColumnRef"in node&&(node.ColumnRef.fields??[]).length===1&&table.variable(
columnOf2(node)??"")||"TypeCast"in node&&constant(node.TypeCast.arg,table)||"A_Expr"in node&&sides(node.A_Expr).every(side=>constant(side,table))||"List"in node&&
(node.List.items??[]).every(item=>constant(item,table))||"A_ArrayExpr"in node&&(node.A_ArrayExpr.elements??[]).every(item=>constant(item,table))||"SubLink"in node&&
node.SubLink.subLinkType==="EXPR_SUBLINK"&&standsAlone2(node.SubLink.subselect)),sides=({lexpr,rexpr})=>[lexpr,rexpr].filter(side=>side!==void 0);function standsAlone2(query2){
let own2=new Set,named=new Set;return eachNode(query2,(kind,body)=>{kind==="RangeVar"&&own2.add(body.alias?.aliasname??body.relname??""),kind==="ColumnRef"&&named.
add(stringsOf(body.fields).at(-2)??"")}),[...named].every(table=>table===""||own2.has(table))}var columnOf2=node=>node&&"ColumnRef"in node?stringsOf(node.ColumnRef.
fields).at(-1):void 0,operator=expression=>stringsOf(expression.name).at(-1)??"";function equals(node,table){if(!("A_Expr"in node))return;let{kind,lexpr,rexpr}=node.
A_Expr;if(!(!["AEXPR_OP","AEXPR_IN","AEXPR_OP_ANY"].includes(kind??"")||operator(node.A_Expr)!=="="))return constant(rexpr,table)?columnOf2(lexpr):constant(lexpr,
table)?columnOf2(rexpr):void 0}function pinned(parts2,table){let{keys,known:known4}=table,fixed=parts2.flatMap(part=>equals(part,table)??[]);return[...keys,...known4?
[]:[["id"]]].some(key=>key.every(name=>fixed.includes(name)))}function ranged(parts2,table){let ends3=new Map;for(let part of parts2){if(!("A_Expr"in part))continue;
let name=columnOf2(part.A_Expr.lexpr);if(name===void 0)continue;if(part.A_Expr.kind==="AEXPR_BETWEEN")return!0;let end=operator(part.A_Expr).replace("=","");constant(
part.A_Expr.rexpr,table)&&ends3.set(name,(ends3.get(name)??new Set).add(end))}return[...ends3.values()].some(found2=>found2.has("<")&&found2.has(">"))}var rule28=defineRule({id:"ddl-plus-backfill-same-txn",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"A bac\
kfill runs while its transaction holds the table against everybody",why:"Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads a\
nd writes for as long as the UPDATE, DELETE or INSERT after it in the same transaction.",examples:{given:sql`create table orders (id bigint primary key, email text);`,
rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`
      begin;
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);
      commit;`,good:sql`
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);`},on:{UpdateStmt(update,facts){let table=swept(update,facts);if(!table)return;let own2=as("UpdateStmt",facts.
statement.node)===update&&!update.withClause;return hit4("UPDATE",facts,own2?updateInBatches(update,table,facts):void 0)},DeleteStmt(remove2,facts){let table=swept(
remove2,facts);if(!table)return;let own2=as("DeleteStmt",facts.statement.node)===remove2&&!remove2.withClause;return hit4("DELETE",facts,own2?deleteInBatches(remove2,
table,facts):void 0)},InsertStmt(insert,facts){return relationsIn(insert.selectStmt).some(source=>existingTable(source,facts))?hit4("INSERT \u2026 SELECT",facts,
void 0):void 0}}});function swept({relation,whereClause},facts){let table=existingTable(relation,facts);return table&&selectivity(whereClause,keyed(table,facts))!==
"few"?table:void 0}function hit4(what2,facts,batches){let held=heldTables(facts),first2=held[0];if(!first2)return;let objects=[...new Set(held.map(({object})=>object))];
return{objects,says:`Reads and writes of ${listed(objects.map(code))} wait until this ${what2} is done: ${code(shortened(first2.by.sql))} (${lineSeenFrom(facts,
first2.by)}) took AccessExclusive, and the transaction keeps it to its end.`,instead:steps(...oneByOne(held.map(({by})=>written(by,facts))),nextMigration("no lo\
ck is held any more."),batches!==void 0&&isRunnable(batches)?batches:statement(oneLine(facts.statement.sql)))}}function victims({ended:{soon,later:later3},timeoutMs}){let one={migration:"the migration",application:"the application\u2019s transaction",nobody:"neither"};return soon===
later3?`Postgres ended ${one[soon]}.`:`Postgres ended ${one[soon]} where the application went on before deadlock_timeout (${duration(timeoutMs)}) had passed, an\
d ${one[later3]} where it did later.`}var inSql=({mode})=>spoken(mode).replace(/(?<=[a-z])(?=[A-Z])/g," ").toUpperCase(),rule29=defineRule({id:"deadlock-order",
severity:"blocker",hazard:"failure",checks:"lock-analysis",since:13,title:"It deadlocks with transactions of the application",why:"Two transactions that lock th\
e same two tables in opposite orders wait for each other, until Postgres ends one of them: a migration that fails halfway, or errors of the application. The dep\
loyed code is known to insert into both tables, and a row that a foreign key points at has to be written first. A transaction that does so was held open on a co\
py of the schema while the migration ran, and the deadlock happened.",observed:({observations,place})=>(observations.deadlocks??[]).map(one=>{let{first:first2,second,
queries}=one,[writesSecond,writesFirst]=queries;return{at:place(one.at),objects:[first2,second],says:`The migration deadlocks with the application: one transact\
ion locks ${code(first2)} and then waits for ${code(second)}. The application writes them the other way round: ${theQuery(writesSecond)}, and then ${theQuery(writesFirst)}\
. In one transaction they ended in a deadlock (40P01). ${victims(one)}`,instead:`Lock them in the application\u2019s order, first thing in the transaction: \`LOCK TAB\
LE ${second}, ${first2} IN ${inSql(one)} MODE;\` Or give each table a transaction of its own. A lock_timeout below deadlock_timeout (\`SET lock_timeout = '${Math.
round(one.timeoutMs/2)}ms'\`) makes the migration give way, not the application.`}})});var later="Deploy code whose query works on both schemas first, and take away what it no longer asks for in a later pull request.",cures={23502:"Give the column\
 a DEFAULT, or let it be NULL until the deployed code writes it; make it NOT NULL in a later pull request.",42702:"Name the table in the query (`orders.created_\
at`) and deploy that first, or name the new column otherwise."},rule30=defineRule({id:"deployed-query-breaks",severity:"blocker",hazard:"compatibility",checks:"\
backward-compatibility",since:13,title:"A query of the deployed code fails on the new schema",why:"The code that runs now goes on running while the migration is\
 applied, and until the last of its processes is replaced. Its known queries (of the profile, and of the query files on the base commit) were tried on the schem\
a before and after: parsed, planned, and run where they change rows. This one worked before and fails after this statement.",bearsOut:({checks,severity})=>checks===
"backward-compatibility"&&severity==="blocker",observed({observations,place}){let breaks=(observations.queryBreaks??[]).filter(({code:code2})=>code2==="deployed"),
placeOf2=({at})=>`${at?.file}:${at?.line}`;return[...new Set(breaks.map(placeOf2))].flatMap(statement2=>{let mine=breaks.filter(one=>placeOf2(one)===statement2),
[first2]=mine;return first2?.at===void 0?[]:{at:place(first2.at),objects:[],says:`${failing(mine,"new")} The code that runs now sends ${mine.length===1?"it":"th\
em"}.`,instead:cures[first2.sqlstate]??later}})}});function startSettings(defaults){let start=new Map(Object.entries(defaults).map(([name,value])=>[name.toLowerCase(),value]));return{defaults:start,session:start,
local:new Map}}var setting=({session,local},name)=>local.get(name)??session.get(name),withoutLocals=settings=>settings.local.size===0?settings:{...settings,local:new Map};
function changed(settings,change2,inTransaction3){let{name,scope}=change2,value=change2.value??settings.defaults.get(name);return scope==="local"?inTransaction3===
"outside"?settings:{...settings,local:edited(settings.local,name,value??"")}:settings.session.get(name)===value&&!settings.local.has(name)?settings:{...settings,
session:edited(settings.session,name,value),local:edited(settings.local,name,void 0)}}function edited(map,name,value){let copy=new Map(map);return value===void 0?
copy.delete(name):copy.set(name,value),copy}function changesIn(node,settings){let set=as("VariableSetStmt",node);if(set)return setChanges(set,settings);if(as("D\
iscardStmt",node)?.target==="DISCARD_ALL")return resetAll(settings);let select=as("SelectStmt",node);return select?calledBy(select).flatMap(configured):[]}function setChanges(set,settings){
let name=set.name?.toLowerCase()??"",scope=set.is_local?"local":"session";return set.kind==="VAR_RESET_ALL"?resetAll(settings):set.kind==="VAR_RESET"||set.kind===
"VAR_SET_DEFAULT"?[{name,value:void 0,scope}]:set.kind!=="VAR_SET_VALUE"?[]:[{name,value:(set.args??[]).map(arg=>quotedForList(name,constantText(arg)??"")).join(
", "),scope}]}var quotedForList=(name,value)=>name==="search_path"?`"${value.replaceAll('"','""')}"`:value,resetAll=({session})=>[...session.keys()].map(name=>({
name,value:void 0,scope:"session"}));function configured(call){if(stringsOf(call.funcname).at(-1)!=="set_config")return[];let[name,value,isLocal]=(call.args??[]).
map(constantText);return name===void 0||value===void 0?[]:[{name:name.toLowerCase(),value,scope:["true","t","on","1"].includes(isLocal??"")?"local":"session"}]}
var units={us:.001,ms:1,s:1e3,min:6e4,h:36e5,d:864e5};function milliseconds(text){let found2=/^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text??"");if(!found2)return;
let unit=units[found2[2]===""?"ms":found2[2]??""];return unit===void 0?void 0:Math.round(Number(found2[1])*unit)}function schemasOf(text){return text===void 0?[
"public"]:(text.match(/"(?:[^"]|"")*"|[^,\s]+/g)??[]).map(part=>part.startsWith('"')?part.slice(1,-1).replaceAll('""','"'):part.toLowerCase()).filter(name=>name!==
"$user"&&name!=="")}var rule31=defineRule({id:"disable-trigger-all",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",takes:"ShareRowExclusiveLock",since:13,title:"\
Without its triggers a table takes rows that break its foreign keys and rules",why:"Foreign keys are triggers too: DISABLE TRIGGER ALL and session_replication_r\
ole = replica switch them off, DISABLE TRIGGER USER all that the application relies on. Nothing is checked or made up for when they are enabled again.",examples:{
given:sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
      create trigger orders_touch before update on orders for each row execute function touch();`,bad:sql`alter table orders disable trigger all;`,good:sql`
      begin;
      alter table orders disable trigger orders_touch;
      update orders set at = now() where id = 1;
      alter table orders enable trigger orders_touch;
      commit;`},on:{AT_DisableTrigAll:(action,facts)=>hit5(action,facts,"nothing checks its foreign keys and none of its triggers runs, for any session"),AT_DisableTrigUser:(action,facts)=>hit5(
action,facts,"none of its own triggers runs, for any session"),VariableSetStmt:(_,facts)=>replica(facts),SelectStmt:(_,facts)=>replica(facts)}});function hit5({
head,table:range},facts,what2){let table=existingTable(range,facts);if(!table)return;let name=objectName(table.name),[trigger="<trigger>"]=table.triggers.length===
1?table.triggers:[];return{objects:[name],says:`From here until ${code(name)} has its triggers back, ${what2}. Rows that they would have refused or changed stay\
 as they are.`,instead:steps(remark("Only the trigger that is in the way, and back in the same transaction, so that no one else writes without it:"),atOnce(facts,
statement(`${head} DISABLE TRIGGER ${trigger}`),remark("\u2026 what it is in the way of \u2026"),statement(`${head} ENABLE TRIGGER ${trigger}`)))}}function replica({
statement:{node}}){if(changesIn(node,startSettings({})).some(({name,value})=>name==="session_replication_role"&&value?.toLowerCase()==="replica"))return{objects:[],
says:"From here on this session checks no foreign key and runs no trigger, on any table. Rows that they would have refused or changed stay as they are.",instead:steps(
remark("Leave it out. Write parents before children, or let the foreign keys be checked at the end:"),"SET CONSTRAINTS ALL DEFERRED;")}}function isOf(type,domain,catalog){if(type.arrayDimensions>0)return!1;if(keyOf(type)===keyOf(domain))return!0;let base=catalog.type(type)?.base;return base!==void 0&&
isOf(base,domain,catalog)}var columnsOf=(domain,table,catalog)=>table.columns.filter(({type})=>isOf(type,domain.name,catalog)),holdsRows2=["table","partitioned-\
table","materialized-view","foreign-table"],tablesWith=(domain,catalog)=>catalog.relations.filter(relation=>holdsRows2.includes(relation.kind)&&columnsOf(domain,
relation,catalog).length>0);var provedColumns=columns=>columns.length===0?remark("ALTER TABLE \u2026 ADD CONSTRAINT \u2026 CHECK (\u2026 IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL"):steps(
...columns.map(({table,name})=>provenNotNull(`ALTER TABLE ${objectName(table.name)}`,table.name,name)));function columnChecks(columns,added){let text=oneLine(added),
condition=checkOf(text),checks=columns.map(({table,name})=>({head:`ALTER TABLE ${objectName(table.name)}`,check:chosenName(table.name,[name],"check"),says:condition===
""?"(<condition of the domain>)":saidOf(condition,quoteIdentifier(name))}));return steps(remark("New rows are held to a constraint that is NOT VALID; VALIDATE o\
f a domain stops writes, of a table it does not:"),text&&statement(`${text} NOT VALID`),...checks.map(({head,check,says:says3})=>`${head} ADD CONSTRAINT ${check}\
 CHECK ${says3} NOT VALID;`),checks.length>0?nextMigration("reads and writes go on during the scan."):"",...checks.map(({head,check})=>`${head} VALIDATE CONSTRA\
INT ${check};`))}function checkOf(text){let found2=/\bCHECK\s*(\.+)/iu.exec(atDepthZero(text));return found2?text.slice(found2.index+found2[0].length-(found2[1]??
"").length,found2.index+found2[0].length):""}var saidOf=(condition,column2)=>condition.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bvalue\b/giu,part=>part.toLowerCase()===
"value"?column2:part);var rule32=defineRule({id:"domain-constraint",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"ShareLock",scans:!0,since:13,title:"A constraint on\
 a domain makes writes to every table with it wait",why:"ADD CONSTRAINT, VALIDATE CONSTRAINT and SET NOT NULL read every table that has a column of the domain, \
and hold a Share lock on all of them to the end. Only NOT VALID is free; and unlike that of a table, VALIDATE of a domain is not. A CHECK on the column does the\
 same online.",examples:{given:sql`
      create domain email as text;
      create table customers (id bigint primary key, address email);`,rows:sql`insert into customers select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`alter domain email add constraint email_given check (value <> '');`,
good:sql`
      alter domain email add constraint email_given check (value <> '') not valid;
      alter table customers add constraint customers_address_check check (address <> '') not valid;
      alter table customers validate constraint customers_address_check;`},on:{AlterDomainStmt(alter,facts){if(!looksAtRows(alter))return;let name=fromParts(stringsOf(
alter.typeName)),domain=facts.catalog.type(name);if(domain?.madeHere||!domain&&facts.catalog.complete)return;let tables2=domain?inUse(domain,facts):[];if(domain&&
tables2.length===0&&facts.catalog.complete)return;let shown3=tables2.map(({name:one})=>objectName(one)),whose2=shown3.length>0?listed(shown3.map(code)):"every t\
able with a column of this domain";return{objects:shown3,says:`Writes to ${whose2} wait until every row is looked at: ${what(alter)} of a domain reads each tabl\
e with it, and holds a Share lock on all of them to the end. Reads go on.`,instead:instead3(alter,domain,tables2,facts)}}}}),looksAtRows=({subtype,def})=>subtype===
"C"?as("Constraint",def)?.skip_validation!==!0:subtype==="V"||subtype==="O",words2={C:"ADD CONSTRAINT",V:"VALIDATE CONSTRAINT",O:"SET NOT NULL"},what=({subtype})=>words2[subtype??
"C"]??"",inUse=(domain,{catalog})=>tablesWith(domain,catalog).filter(({madeHere,persistence})=>!madeHere&&persistence!=="temporary");function instead3(alter,domain,tables2,facts){
let columns=tables2.filter(({partitionOf})=>partitionOf===void 0).flatMap(table=>domain?columnsOf(domain,table,facts.catalog).map(({name})=>({table,name})):[]);
return alter.subtype==="O"||as("Constraint",alter.def)?.contype==="CONSTR_NOTNULL"?steps(remark("NOT NULL on the columns, which has an online form; the domain s\
tays as it is:"),provedColumns(columns)):columnChecks(columns,alter.subtype==="C"?facts.statement.sql:"")}var inputParameters=({parameters})=>all("FunctionParameter",parameters).filter(({mode})=>mode!=="FUNC_PARAM_OUT"&&mode!=="FUNC_PARAM_TABLE"),inputTypes=create=>inputParameters(
create).map(({argType})=>typeName(argType)),namedInputs=({args_unspecified:none,objargs})=>none?void 0:(objargs??[]).map(node=>typeName("TypeName"in node?node.TypeName:
void 0));function typeName(type){let{name,arrayDimensions}=columnType(type,()=>"");return arrayDimensions>0?`${name}[]`:name}function restOfTransaction({next,session}){if(session.transaction==="none")return[];let rest2=[];for(let one=next;one?.session.transactionNumber===session.transactionNumber;one=
one.next)rest2.push(one);return rest2}var alterationsOf=(table,statements)=>statements.flatMap(({statement:statement2,catalog})=>{let alter=as("AlterTableStmt",
statement2.node),relation=alter?.relation&&catalog.relation(writtenName(alter.relation));return relation&&sameName(relation.name,table)?all("AlterTableCmd",alter.
cmds):[]}),madeAgain2=(name,facts)=>restOfTransaction(facts).some(({statement:{node}})=>{let renamed=as("RenameStmt",node),moved=renamed?.subname===void 0?renamed?.
relation:void 0,made=moved??as("ViewStmt",node)?.view??as("CreateTableAsStmt",node)?.into?.rel??as("CreateStmt",node)?.relation;if(!made)return!1;let{schema,name:written5}=writtenName(
made);return(moved?renamed?.newname:written5)===name.name&&(schema===void 0||schema===name.schema)}),relations=["OBJECT_TABLE","OBJECT_VIEW","OBJECT_MATVIEW","O\
BJECT_SEQUENCE"],droppedLater=(table,{laterOn})=>laterOn(table.name).some(({statement:statement2,catalog})=>{let drop=as("DropStmt",statement2.node);return relations.
includes(drop?.removeType??"")&&(drop?.objects??[]).some(node=>{let found2=catalog.relation(nameFrom(node));return found2!==void 0&&sameName(found2.name,table)})});function routineNamed(node,{catalog}){let found2=catalog.routine(nameFrom(node)),written5=as("ObjectWithArgs",node),inputs=written5&&namedInputs(written5)?.join();
return!found2||found2.others.length===0||inputs===void 0?found2:[found2,...found2.others].find(one=>one.inputs.join()===inputs)}function routineStays(node,facts){
let dropped=as("ObjectWithArgs",node),{name,schema}=nameFrom(node);return restOfTransaction(facts).some(({statement:{node:later3}})=>{let made=as("CreateFunctio\
nStmt",later3);if(!made)return!1;let fresh=fromParts(stringsOf(made.funcname));if(fresh.name!==name||schema!==void 0&&fresh.schema!==void 0&&fresh.schema!==schema)
return!1;let inputs=dropped?namedInputs(dropped):[];return inputs===void 0||takes(made,inputs)})}function takes(made,given){let[parameters,types]=[inputParameters(
made),inputTypes(made)],variadic=parameters.at(-1)?.mode==="FUNC_PARAM_VARIADIC",required=parameters.filter(({defexpr,mode})=>!defexpr&&mode!=="FUNC_PARAM_VARIA\
DIC").length;if(given.length<required||given.length>types.length&&!variadic)return!1;let element=types.at(-1)?.replace("[]","")??"";return given.every((type,at)=>{
let spread=variadic&&at>=types.length-1;return becomes(type,types[at]??"")||spread&&becomes(type,element)})}var widening=["int2 int4 int8 numeric float4 float8",
"date timestamp timestamptz","bpchar varchar text"].map(types=>types.split(" ")),becomes=(from,to)=>from===to||to.startsWith("any")||widening.some(types=>types.
includes(from)&&types.indexOf(from)<types.indexOf(to));var shown2=["table","partitioned-table","view","materialized-view","foreign-table"],contentsOf=(schema,{catalog})=>catalog.relations.filter(({name,kind,madeHere,
partitionOf})=>name.schema===schema&&shown2.includes(kind)&&!madeHere&&partitionOf===void 0).map(({name})=>objectName(name));function existingSchema(name,facts){
let found2=facts.catalog.schema(name);return found2?!found2.madeHere:!facts.catalog.complete||name==="public"||contentsOf(name,facts).length>0}var relationKinds=["OBJECT_TABLE","OBJECT_VIEW","OBJECT_MATVIEW","OBJECT_FOREIGN_TABLE","OBJECT_SEQUENCE"],routineKinds=["OBJECT_FUNCTION","OBJECT_PROCEDURE","O\
BJECT_ROUTINE","OBJECT_AGGREGATE"];function carriedBy(drop,node,facts){let type=drop.removeType??"",named=(drop.objects??[]).flatMap(one=>facts.catalog.relation(
nameFrom(one))?.name??[]);if(relationKinds.includes(type))return withRelation(existing(nameFrom(node),facts),named,facts);if(routineKinds.includes(type))return withRoutine(
node,facts);if(type==="OBJECT_TYPE"||type==="OBJECT_DOMAIN")return withType(node,facts);if(type==="OBJECT_SCHEMA")return withSchema(namedBy(node)[0]??"",facts);
if(type!=="OBJECT_EXTENSION")return;let extension=`the extension ${code(quoteIdentifier(namedBy(node)[0]??""))}`;return{what:extension,objects:[],gone:[`every c\
olumn, index and function that uses a type or function of ${extension}`]}}function withRelation(relation,named,facts){if(!relation)return;let readers=withReaders(
keptFor({relation:relation.name},facts),facts),elsewhere=name2=>!named.some(one=>sameName(one,name2)),name=objectName(relation.name);return{what:code(name),objects:[
name],gone:[...readers.filter(({on,madeHere})=>!madeHere&&elsewhere(on)).map(spokenDependent),...foreignKeys(relation.name,facts,()=>!0).filter(({table})=>elsewhere(
table)).map(({says:says3})=>says3),...relation.heirs.filter(elsewhere).map(heir=>`the table ${code(objectName(heir))}, which inherits from it`)]}}function foreignKeys(parent,{
catalog},going){return catalog.referencing(parent).flatMap(({table,constraint:{name,references:references2,madeHere}})=>madeHere||sameName(table,parent)||!going(
references2?.columns??[])?[]:{table,says:`the foreign key ${code(quoteIdentifier(name))} of ${code(objectName(table))}`})}function withRoutine(node,facts){let routine=routineNamed(
node,facts);if(routine?routine.madeHere:facts.catalog.complete)return;let name=routine?objectName(routine.name):quoteIdentifier(nameFrom(node).name),callers=routine&&
facts.catalog.routine(routine.name)?.others.length===0?withReaders(facts.catalog.callers(routine.name),facts):[];return{what:code(name),objects:[name],gone:callers.
filter(({madeHere})=>!madeHere).map(spokenDependent)}}function withType(node,facts){let written5=fromParts(namedBy(node)),type=facts.catalog.type(written5);if(type?
type.madeHere:facts.catalog.complete)return;let name=type?objectName(type.name):quoteIdentifier(written5.name),columns=facts.catalog.relations.flatMap(relation=>type&&
existingTable(relation.name,facts)?relation.columns.filter(one=>sameName(one.type,type.name)).map(one=>`the column ${code(quoteIdentifier(one.name))} of ${code(
objectName(relation.name))} and its values`):[]);return{what:code(name),objects:[name],gone:columns}}function withSchema(schema,facts){if(!existingSchema(schema,
facts))return;let inside=facts.catalog.relations.filter(({name,madeHere})=>name.schema===schema&&!madeHere),gone=inside.flatMap(relation=>withRelation(relation,
inside.map(({name})=>name),facts)?.gone??[]),objects=contentsOf(schema,facts);return{what:`the schema ${code(quoteIdentifier(schema))}`,objects:objects.length>0?
objects:[quoteIdentifier(schema)],gone:[...new Set(gone)]}}function carriedByAction({cmd,table:range},facts){let table=existingTable(range,facts),name=cmd.name;
if(!table||name===void 0||cmd.behavior!=="DROP_CASCADE")return;let shown3=objectName(table.name),what2=`${code(quoteIdentifier(name))} of ${code(shown3)}`;if(cmd.
subtype==="AT_DropConstraint"){let key=table.constraints.find(one=>one.name===name)?.columns.join(),keys=foreignKeys(table.name,facts,columns=>key!==void 0&&columns.
join()===key);return{what:what2,objects:[shown3],gone:keys.map(({says:says3})=>says3)}}if(column(table,name)?.madeHere)return;let readers=withReaders(keptFor({relation:table.
name,column:name},facts),facts);return{what:what2,objects:[shown3],gone:[...readers.filter(({madeHere})=>!madeHere).map(spokenDependent),...foreignKeys(table.name,
facts,columns=>columns.includes(name)).map(({says:says3})=>says3)]}}var rule33=defineRule({id:"drop-cascade",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",destructive:!0,
since:13,title:"CASCADE drops what the statement does not name",why:"Views, foreign keys, columns of a type, triggers and functions that depend on the dropped o\
bject go with it, and what depends on those, without a word but a NOTICE. In production that may be more than in the migrations.",examples:{given:sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,bad:sql`drop table orders cascade;`,good:sql`
      drop view open_orders;
      drop table orders;`},on:{DropStmt:(drop,facts)=>drop.behavior==="DROP_CASCADE"?(drop.objects??[]).flatMap(node=>told(carriedBy(drop,node,facts),facts.statement.
sql,facts)):void 0,AT_DropColumn:(action,facts)=>told(carriedByAction(action,facts),`${action.head} ${action.text}`,facts),AT_DropConstraint:(action,facts)=>told(
carriedByAction(action,facts),`${action.head} ${action.text}`,facts)}});function told(carried,written5,facts){if(!carried||carried.gone.length===0&&facts.catalog.
complete)return[];let{what:what2,objects,gone}=carried,known4=gone.length>0?listedBriefly(gone):"everything that depends on it, which is not known here";return[
{objects,says:`With ${what2} CASCADE drops ${known4}, without a word but a NOTICE. What the running code needs of that is gone at once.`,instead:steps(remark("D\
rop or change by name, first and on purpose, what depends on it. Then, so that nothing goes unseen:"),statement(cutCascade(oneLine(written5))))}]}var rule34=defineRule({id:"drop-column",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",destructive:!0,
since:13,title:"Dropping a column loses its data and breaks the code that reads it",why:"The running application still names the column until it is replaced eve\
rywhere, and what was in it cannot be brought back but from a backup.",examples:{given:sql`create table orders (id bigint primary key, note text not null);`,bad:sql`alter table orders drop column note;`,
good:sql`alter table orders alter column note drop not null;`},on:{AT_DropColumn({cmd,head,table:range,text},facts){let table=existingTable(range,facts);if(!table||
!cmd.name||!hasColumn(table,cmd.name)||column(table,cmd.name)?.madeHere)return;let name=objectName(table.name),column2=quoteIdentifier(cmd.name);return{objects:[
name],says:`The values of ${code(column2)} in ${code(name)} are lost for good, and queries of the running code that name it fail at once. Reads and writes of ${code(
name)} wait for a moment: AccessExclusive.`,instead:steps(...needsValue(table,cmd.name)?[remark("1. Release code that neither reads nor writes the column; let i\
ts INSERTs leave it out:"),`${head} ALTER COLUMN ${column2} DROP NOT NULL;`]:[remark("1. Release code that neither reads nor writes the column.")],remark("2. Wh\
en no old code runs any more, in a later pull request:"),statement(`${head} ${text}`))}}}});function needsValue(table,name){let found2=column(table,name);if(!found2)
return!0;let keyed2=table.constraints.some(({kind,columns})=>kind==="primary-key"&&columns.includes(name));return found2.notNull&&!keyed2&&found2.default===void 0&&
!found2.generated&&!found2.identity}function goingWith(table,name,action,facts){let constraints=constraintsWith(table,name,action,facts),indexes=indexesWith(table,name,facts),generated=generatedFrom(
table,name,facts);return{lost:[...generated,...constraints.map(spokenConstraint),...indexes.map(spokenIndex)],shared:generated.length>0||constraints.some(({kind,
columns})=>columns.length>1||kind==="primary-key")||indexes.some(index=>covered(index).length>1)}}function constraintsWith(table,name,{cmd},facts){let siblings=alterationsOf(
table.name,[facts]),gone=siblings.slice(0,siblings.indexOf(cmd)).flatMap(one=>one.subtype==="AT_DropConstraint"?one.name??[]:[]);return table.constraints.filter(
({columns,kind,madeHere,name:own2})=>columns.includes(name)&&kind!=="not-null"&&!madeHere&&!gone.includes(own2))}var generatedFrom=(table,name,{catalog,postgres})=>catalog.
dependents(table.name,name).flatMap(one=>postgres<15&&one.kind==="generated-column"?[`${spokenDependent(one)} and its values`]:[]),indexesWith=(table,name,{catalog})=>catalog.
indexes(table.name).filter(index=>index.constraint===void 0&&!index.madeHere&&covered(index).includes(name)),covered=({columns,alsoNames=[]})=>[...new Set([...columns,
...alsoNames])],kinds2={"primary-key":"the primary key",unique:"the UNIQUE","foreign-key":"the foreign key",check:"the CHECK","not-null":"the NOT NULL",exclusion:"\
the EXCLUDE"},over=columns=>columns.length>1?` over ${listed(columns.map(one=>code(quoteIdentifier(one))))}`:"",spokenConstraint=({kind,name,columns})=>`${kinds2[kind]}\
 ${code(quoteIdentifier(name))}${over(columns)}`,spokenIndex=index=>`the index ${code(quoteIdentifier(index.name.name))}${over(covered(index))}`;var rule35=defineRule({id:"drop-column-drops-constraint",severity:"warning",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveLock",since:13,
title:"With the column go its indexes and constraints",why:"DROP COLUMN takes every index, key, foreign key and CHECK that names the column, also those that ser\
ve other columns. What a UNIQUE over two columns kept apart may then repeat, and queries that an index over both made quick read the whole table. Nothing says s\
o.",versions:"Before Postgres 15 generated columns go with the column they are made from; from 15 on that fails (view-function-dependence).",examples:{given:sql`
      create table orders (id bigint primary key, shop bigint, number int, constraint orders_number unique (shop, number));`,bad:sql`alter table orders drop column shop;`,
good:sql`
      create unique index concurrently orders_number_alone on orders (number);
      alter table orders drop constraint orders_number;`},on:{AT_DropColumn(action,facts){let table=existingTable(action.table,facts),name=action.cmd.name;if(!table||
name===void 0||!column(table,name)||column(table,name)?.madeHere)return;let{lost:lost2,shared}=goingWith(table,name,action,facts);if(lost2.length===0)return;let shown3=objectName(
table.name);return{objects:[shown3],says:`With ${code(quoteIdentifier(name))} ${code(shown3)} loses, without a word, ${listed(lost2)}.`,instead:steps(remark("1.\
 What the other columns still need, make anew without this one, in a migration of its own."),remark("2. Drop the rest by name, so that it is seen. Then:"),statement(
`${action.head} ${action.text}`)),...shared?{}:{severity:"advice"}}}}});function droppedConstraint({cmd,table:range},facts){let table=existingTable(range,facts),name=cmd.name;if(!table||name===void 0)return;let constraint=table.constraints.
find(one=>one.name===name);if(!(constraint?.madeHere||table.known&&!constraint)&&!(!constraint&&table.dropped.some(one=>one.name===name)))return{table,name,constraint}}
var addedTo=(table,statements)=>alterationsOf(table.name,statements).flatMap(({subtype,def})=>{let node=subtype==="AT_AddConstraint"?as("Constraint",def):void 0;
return node?[node]:[]}),contypes={"primary-key":"CONSTR_PRIMARY",unique:"CONSTR_UNIQUE","foreign-key":"CONSTR_FOREIGN",check:"CONSTR_CHECK","not-null":"CONSTR_N\
OTNULL",exclusion:"CONSTR_EXCLUSION"};function columnsOf2(node,kind){if(node.contype===contypes[kind])return kind==="check"?columnsIn(node.raw_expr):kind==="for\
eign-key"?stringsOf(node.fk_attrs):kind==="exclusion"?all("List",node.exclusions).flatMap(({items})=>all("IndexElem",items)).flatMap(({name,expr})=>name===void 0?
columnsIn(expr):[name]):stringsOf(node.keys)}var alreadyUnique=(table,columns,facts,except)=>facts.catalog.indexes(table.name).some(index=>index.unique&&!index.
partial&&!index.hasExpressions&&!(except&&sameName(index.name,except))&&index.columns.length>0&&index.columns.every(one=>columns.includes(one)));function onlyNew(table,columns,facts){
let beside=alterationsOf(table.name,[facts]).flatMap(({subtype,def})=>subtype==="AT_AddColumn"?as("ColumnDef",def)?.colname??[]:[]);return columns.length>0&&columns.
every(name=>column(table,name)?.madeHere===!0||isAdded(table,name,beside))}var isAdded=(table,name,beside)=>beside.includes(name)&&column(table,name)===void 0;function droppedBeside2(table,facts){
let going=alterationsOf(table.name,[facts]).flatMap(({subtype,name})=>subtype==="AT_DropConstraint"&&name!==void 0?[name]:[]);return table.constraints.filter(({
name,madeHere})=>!madeHere&&going.includes(name))}function loss({table,name,constraint}){let shown3=code(objectName(table.name)),columns=code(columnList(constraint?.columns??[]));switch(constraint?.kind){case"c\
heck":return`From now on ${shown3} may hold rows that do not meet ${code(constraint.expression??"\u2026")}.`;case"unique":return`From now on rows of ${shown3} m\
ay repeat ${columns}, and INSERT \u2026 ON CONFLICT on it fails (42P10).`;case"foreign-key":{let parent=constraint.references?code(objectName(constraint.references.
table)):"a table";return`From now on rows of ${shown3} may refer by ${columns} to rows of ${parent} that are not there, and what the foreign key did on delete a\
nd update is no longer done.`}case"exclusion":return`From now on ${shown3} may hold rows that ${code(quoteIdentifier(name))} kept from conflicting.`;default:return`\
From now on ${shown3} may hold rows that ${code(quoteIdentifier(name))} kept out.`}}var conflictLost=({table,constraint})=>`From now on INSERT \u2026 ON CONFLICT (${columnList(
constraint?.columns??[])}) into ${code(objectName(table.name))} fails (42P10): no unique index is on these columns alone any more.`;function wayBack(head,{name,
constraint}){let body=constraint?.kind==="check"&&!constraint.expression?.includes("\u2026")?`CHECK (${constraint.expression??""})`:constraint?.references?`FORE\
IGN KEY (${columnList(constraint.columns)}) REFERENCES ${objectName(constraint.references.table)} (${columnList(constraint.references.columns)})${actions2(constraint.
references)}`:void 0;return body===void 0?[]:[remark(`The way back: ${head} ADD CONSTRAINT ${quoteIdentifier(name)} ${body} NOT VALID;`)]}var inSql2={cascade:"C\
ASCADE","set-null":"SET NULL","set-default":"SET DEFAULT"},actions2=({onDelete,onUpdate})=>`${onDelete?` ON DELETE ${inSql2[onDelete]}`:""}${onUpdate?` ON UPDAT\
E ${inSql2[onUpdate]}`:""}`;var rule36=defineRule({id:"drop-constraint",severity:"warning",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveLock",since:13,title:"\
What this constraint kept out may come in from now on",why:"Running code that relies on it meets rows it was promised never to meet: duplicates, references to n\
othing, values out of range. The constraint comes back only if every row that came in meanwhile is mended.",examples:{given:sql`create table orders (id bigint primary key, total int constraint orders_total check (total > 0));`,
bad:sql`alter table orders drop constraint orders_total;`,good:sql`alter table orders drop constraint orders_total, add constraint orders_total check (total >= 0) not valid;`},
on:{AT_DropConstraint(action,facts){let dropped=droppedConstraint(action,facts);return!dropped||isKey(dropped)||stillHeld(dropped,facts)||goesAnyway(dropped,facts)?
void 0:{objects:[objectName(dropped.table.name)],says:keptApart(dropped,facts)?conflictLost(dropped):loss(dropped),instead:steps(remark("1. Release code that do\
es not rely on it."),remark("2. When no old code runs any more, in a later pull request:"),statement(`${action.head} ${action.text}`),...wayBack(action.head,dropped))}}}}),
isKey=({table,name,constraint})=>constraint?constraint.kind==="primary-key"||constraint.kind==="not-null":name===`${table.name.name}_pkey`;function stillHeld({table,
constraint,name},facts){let again2=addedTo(table,[facts,...facts.laterOn(table.name.name)]);if(again2.some(({conname})=>conname===name))return!0;if(!constraint)
return!1;let{kind,columns,provesNotNull:provesNotNull2,expression,index}=constraint;if(again2.some(one=>columnsOf2(one,kind)?.some(other=>columns.includes(other))))
return!0;if(kind==="unique")return alreadyUnique(table,columns,facts,index);let onlyProves=provesNotNull2.map(one=>`${quoteIdentifier(one)} IS NOT NULL`).join("\
 AND ")===expression,required=alterationsOf(table.name,[facts]).flatMap(({subtype,name:set})=>subtype==="AT_SetNotNull"&&set?[set]:[]);return kind==="check"&&onlyProves&&
columns.every(one=>column(table,one)?.notNull===!0||required.includes(one))}var keptApart=({table,constraint},facts)=>constraint?.kind==="unique"&&[...facts.earlier,
...facts.later].some(({statement:{node}})=>{let index=as("IndexStmt",node);return index?.relation?.relname===table.name.name&&keepsApart(index,constraint.columns)});
function goesAnyway({table,constraint},facts){return droppedLater(table.name,facts)||constraint?.references&&droppedLater(constraint.references.table,facts)?!0:
alterationsOf(table.name,[facts,...facts.laterOn(table.name.name)]).some(({subtype,name})=>subtype==="AT_DropColumn"&&constraint?.columns.includes(name??"")===!0)}var waitIsBounded=({session})=>(session.lockTimeoutMs??0)>0,quick=new Set(["CreateTrigStmt","CreateFunctionStmt","CreatePolicyStmt","AlterPolicyStmt","CreateStm\
t","ViewStmt","DropStmt","RenameStmt","AlterObjectSchemaStmt","CommentStmt","GrantStmt","LockStmt"]),quickForms=new Set(["AT_DropConstraint","AT_DropColumn","AT\
_DropNotNull","AT_ColumnDefault","AT_SetOptions","AT_EnableTrig","AT_EnableAlwaysTrig","AT_EnableReplicaTrig","AT_EnableTrigAll","AT_EnableTrigUser","AT_Disable\
Trig","AT_DisableTrigAll","AT_DisableTrigUser"]),isQuick=({statement:{node},locks})=>{if(!locks.some(({madeHere})=>!madeHere)||quick.has(kindOf(node)))return!0;
let forms=all("AlterTableCmd",as("AlterTableStmt",node)?.cmds);return forms.length>0&&forms.every(({subtype})=>quickForms.has(subtype??""))},nothingLongFollows=facts=>restOfTransaction(
facts).every(isQuick),alreadyHeld=(table,mode,{session})=>session.held.some(held=>sameName(held.relation,table)&&strength(held.mode)>=strength(mode)),shortLock=facts=>steps(
remark("In a migration of its own with nothing long in it, so that the lock is short:"),"SET lock_timeout = '2s';",statement(oneLine(facts.statement.sql)));var rule37=defineRule({id:"drop-fk-locks-parent",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"Dropping a \
foreign key stops the referenced table as well",why:"With a foreign key go its triggers on the referenced table: AccessExclusive on both, also where the whole t\
able or a column with a foreign key is dropped. With a lock_timeout, and nothing long in the transaction, the wait is bounded.",examples:{given:sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers (id));`,bad:sql`alter table orders drop constraint orders_customer_id_fkey;`,
good:sql`
      set lock_timeout = '2s';
      alter table orders drop constraint orders_customer_id_fkey;`},on:{AlterTableStmt(alter,facts){let table=alter.relation&&facts.catalog.relation(writtenName(
alter.relation));if(!table)return;let drops=all("AlterTableCmd",alter.cmds),going=table.constraints.filter(one=>drops.some(cmd=>takesAway(cmd,one))),columns=drops.
some(({subtype})=>subtype==="AT_DropColumn");return hit6(table,going,[table],facts,columns?nextMigration("the column alone."):void 0)},DropStmt({removeType,objects=[]},facts){
if(removeType!=="OBJECT_TABLE")return;let tables2=objects.flatMap(node=>facts.catalog.relation(nameFrom(node))??[]),apart2=nextMigration("nothing else is locked\
 any more.");return tables2.flatMap(table=>hit6(table,table.constraints,tables2,facts,apart2))}}}),takesAway=({subtype,name=""},constraint)=>subtype==="AT_DropC\
onstraint"&&constraint.name===name||subtype==="AT_DropColumn"&&constraint.columns.includes(name);function hit6(table,constraints,leaving,facts,apart2){let keys=constraints.
filter(({references:references2})=>{let parent=references2&&existingTable(references2.table,facts);return!parent||leaving.some(({name})=>sameName(name,parent.name))?
!1:!alreadyHeld(parent.name,"AccessExclusiveLock",facts)}),bounded=waitIsBounded(facts);if(keys.length===0||table.persistence==="temporary"||bounded&&nothingLongFollows(
facts))return[];let parents=[...new Set(keys.flatMap(({references:references2})=>references2?objectName(references2.table):[]))],from=objectName(table.name),which=listed(
keys.map(({name})=>code(quoteIdentifier(name)))),drops=keys.map(({name})=>`ALTER TABLE ${from} DROP CONSTRAINT ${quoteIdentifier(name)};`),first2=remark("In a m\
igration of its own with nothing long in it, so that the lock is short:");return[{objects:parents,says:`Reads and writes of ${listed(parents.map(code))} wait un\
til this transaction ends: dropping the foreign ${keys.length===1?"key":"keys"} ${which} of ${code(from)} takes AccessExclusive on what ${keys.length===1?"it re\
fers":"they refer"} to as well.`,instead:apart2?steps(first2,"SET lock_timeout = '2s';",...drops,apart2,statement(oneLine(facts.statement.sql))):shortLock(facts),
...bounded?{severity:"advice"}:{}}]}var words3={OBJECT_FUNCTION:"function",OBJECT_PROCEDURE:"procedure",OBJECT_ROUTINE:"routine",OBJECT_AGGREGATE:"aggregate"},rule38=defineRule({id:"drop-function",
severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",since:13,title:"Dropping a function breaks the code that calls it",why:"\
Every statement of the running application that calls it fails at once (42883). A function that is made again in the same transaction is never missed; one with \
other arguments beside it serves old and new code.",examples:{given:sql`create function tax(amount numeric) returns numeric language sql as 'select amount * 0.19';`,
bad:sql`drop function tax(numeric);`,good:sql`create function tax(amount numeric, rate numeric) returns numeric language sql as 'select amount * rate';`},on:{DropStmt(drop,facts){
let what2=words3[drop.removeType??""];if(what2)return(drop.objects??[]).flatMap(node=>{let written5=nameFrom(node),routine=routineNamed(node,facts);if(routine?routine.
madeHere||routine.forTriggers:facts.catalog.complete&&drop.missing_ok)return[];if(routineStays(node,facts))return[];let shown3=routine?objectName(routine.name):
[written5.schema??"public",written5.name].map(quoteIdentifier).join(".");return{objects:[shown3],says:`Statements of the running code that call the ${what2} ${code(
shown3)} fail from the moment it is dropped (42883).`,instead:steps(remark("1. Release code that does not call it."),remark("2. When no old code runs any more, \
in a later pull request:"),statement(oneLine(facts.statement.sql)))}})}}});var rule39=defineRule({id:"drop-index-backs-constraint",severity:"blocker",hazard:"failure",checks:"lock-analysis",fails:"2BP01",since:13,mechanical:!0,evenOnNewTables:!0,
title:"The index of a constraint cannot be dropped by itself",why:"The index behind a PRIMARY KEY, UNIQUE or EXCLUDE constraint goes with its constraint and onl\
y with it; DROP INDEX of it fails, with CASCADE too.",examples:{given:sql`create table orders (id bigint primary key, number text constraint orders_number unique);`,
bad:sql`drop index orders_number;`,good:sql`alter table orders drop constraint orders_number;`},on:{DropStmt({removeType,objects=[]},facts){if(removeType==="OBJ\
ECT_INDEX")return objects.flatMap(node=>{let index=facts.catalog.index(nameFrom(node));if(index?.constraint===void 0)return[];let table=objectName(index.table),
constraint=facts.catalog.relation(index.table)?.constraints.find(({name})=>name===index.constraint);return{objects:[table],says:`This fails (2BP01): the index ${code(
objectName(index.name))} belongs to the ${kinds3[constraint?.kind??"unique"]} constraint ${code(quoteIdentifier(index.constraint))} of ${code(table)}.`,instead:statement(
`ALTER TABLE ${table} DROP CONSTRAINT ${quoteIdentifier(index.constraint)}`)}})}}}),kinds3={"primary-key":"PRIMARY KEY",unique:"UNIQUE",exclusion:"EXCLUDE"};var rule40=defineRule({id:"drop-index-not-concurrent",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,mechanical:!0,
title:"Dropping an index stops reads and writes of its table",why:"DROP INDEX is quick, but takes an AccessExclusive lock on the table: it waits for every runni\
ng query, and everything else queues behind it.",examples:{given:sql`
      create table orders (id bigint primary key, email text);
      create index orders_email on orders (email);`,bad:sql`drop index orders_email;`,good:sql`drop index concurrently orders_email;`},on:{DropStmt(drop,facts){
if(!(drop.removeType!=="OBJECT_INDEX"||drop.concurrent))return(drop.objects??[]).flatMap(node=>{let name=nameFrom(node),index=facts.catalog.index(name);if(index?
index.madeHere||index.constraint!==void 0:facts.catalog.complete)return[];let indexed2=index&&facts.catalog.relation(index.table);if(indexed2?.madeHere)return[];
let ofWhole=indexed2?.kind==="partitioned-table",table=index?code(objectName(index.table)):`the table of ${code(written2(name))}`;return{objects:[index?objectName(
index.table):written2(name)],says:`Reads and writes of ${table} wait until this transaction ends: DROP INDEX takes AccessExclusive on it, and while it waits for\
 a running query everything queues behind it.`,instead:ofWhole?shortLock(facts):outsideTransaction(steps(`DROP INDEX CONCURRENTLY ${drop.missing_ok?"IF EXISTS ":
""}${written2(name)};`),facts)}})}}}),written2=({schema,name})=>schema?`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`:quoteIdentifier(name);var rule41=defineRule({id:"drop-not-null",severity:"advice",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveLock",since:13,title:"C\
ode that has never met NULL in this column may meet it now",why:"The statement itself is instant. But readers were written for a required column: a field that i\
s not optional, a NOT IN or a calculation can fail, or answer wrongly, on the first row without a value.",examples:{given:sql`create table orders (id bigint primary key, note text not null);`,
bad:sql`alter table orders alter column note drop not null;`,good:sql`alter table orders alter column note set default '';`},on:{AT_DropNotNull({cmd,head,text,table:range},facts){
let table=existingTable(range,facts),known4=table&&column(table,cmd.name);if(!table||!cmd.name||known4?.madeHere||table.known&&known4?.notNull!==!0||alterationsOf(
table.name,[facts,...facts.laterOn(table.name.name)]).some(({subtype,name:name2})=>subtype==="AT_DropColumn"&&name2===cmd.name))return;let name=objectName(table.
name);return{objects:[name],says:`${code(quoteIdentifier(cmd.name))} of ${code(name)} may be NULL from now on; running code that reads it has always found a val\
ue there.`,instead:steps(remark("1. See that all code which reads the column copes with NULL, and release it."),remark("2. Then:"),statement(`${head} ${text}`))}}}});var rule42=defineRule({id:"drop-primary-key",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLo\
ck",since:13,title:"Without its primary key a table has no identity",why:"Nothing keeps rows apart any more, ON CONFLICT on the key fails (42P10), and the index\
 that finds a row by its key is gone. Where the table is published, every UPDATE and DELETE on it fails (55000), because logical replication has no replica iden\
tity. Another key can take its place in the same statement.",examples:{given:sql`create table orders (id bigint primary key, number bigint not null);`,bad:sql`alter table orders drop constraint orders_pkey;`,
good:sql`
      create unique index concurrently orders_number on orders (number);
      alter table orders drop constraint orders_pkey, add constraint orders_pkey primary key using index orders_number;`},on:{AT_DropConstraint(action,facts){let dropped=droppedConstraint(
action,facts);if(!dropped)return;let{table,constraint,name:key}=dropped;if((constraint?constraint.kind!=="primary-key":key!==`${table.name.name}_pkey`)||addedTo(
table,[facts,...restOfTransaction(facts)]).some(({contype})=>contype==="CONSTR_PRIMARY"))return;let name=objectName(table.name),until=addedTo(table,facts.later).
some(({contype})=>contype==="CONSTR_PRIMARY"),reliant=facts.catalog.referencing(table.name).map(({table:child})=>code(objectName(child))),columns=constraint?columnList(
constraint.columns):"<columns>";return{objects:[name],says:`${until?"Until another transaction adds one":"From now on"} ${code(name)} has no primary key: rows m\
ay repeat ${constraint?code(columns):"it"}, ON CONFLICT on it fails, and where the table is published its UPDATEs and DELETEs fail.${reliant.length>0&&action.cmd.
behavior!=="DROP_CASCADE"?` Foreign keys of ${listedBriefly(reliant)} need it: without CASCADE this fails (2BP01).`:""}`,instead:steps(outsideTransaction(`CREAT\
E UNIQUE INDEX CONCURRENTLY <name> ON ${name} (<new key>);`,facts),nextMigration("the new key takes the place of the old one in one act."),`${action.head} DROP \
CONSTRAINT ${quoteIdentifier(key)}, ADD CONSTRAINT ${quoteIdentifier(key)} PRIMARY KEY USING INDEX <name>;`)}}}});var rule43=defineRule({id:"drop-schema",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",destructive:!0,since:13,title:"Dr\
opping a schema loses everything that is in it",why:"With CASCADE every table, view, function and type of the schema goes, rows included, and what depends on th\
em elsewhere. Queries of the running application on any of it fail at once. Without CASCADE the statement fails while anything is left in it (2BP01).",examples:{
given:sql`
      create schema archive;
      create table archive.orders (id bigint primary key);`,bad:sql`drop schema archive cascade;`,good:sql`comment on schema archive is 'Unused since release 41; to be dropped after 2027-01-31.';`},
on:{DropStmt(drop,facts){if(drop.removeType==="OBJECT_SCHEMA")return stringsOf(drop.objects).flatMap(name=>{if(!existingSchema(name,facts))return[];let held=contentsOf(
name,facts),shown3=quoteIdentifier(name),what2=`Everything in the schema ${code(shown3)}${held.length>0?`, such as ${listedBriefly(held.map(code))},`:""}`,unless=held.
length>0?`, such as ${listedBriefly(held.map(code))}`:"";return{objects:held.length>0?held:[shown3],says:drop.behavior==="DROP_CASCADE"?`${what2} is lost for go\
od, rows included, and queries of the running code on it fail at once.`:`The schema ${code(shown3)} is gone for good. Without CASCADE this fails (2BP01) while a\
nything is left in it${unless}.`,instead:steps(remark("1. Release code that uses nothing of the schema, and keep a copy of what may be needed."),remark("2. In l\
ater pull requests drop its tables, views, functions and types one by one, each by its name."),remark(`3. Then, without CASCADE, so that nothing goes unseen: DR\
OP SCHEMA ${shown3};`))}})}}});var rule44=defineRule({id:"drop-table",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",destructive:!0,
since:13,title:"Dropping a table loses its data and breaks the code that reads it",why:"Every query of the running application on it fails at once, and the rows\
 cannot be brought back but from a backup.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`drop table orders;`,good:sql`comment on table orders is 'Unused since release 41; to be dropped after 2027-01-31.';`},
on:{DropStmt(drop,facts){if(drop.removeType==="OBJECT_TABLE")return(drop.objects??[]).flatMap(node=>{let table=existingTable(nameFrom(node),facts);if(!table)return[];
let name=objectName(table.name);return{objects:[name],says:`All rows of ${code(name)} are lost for good, and queries of the running code on it fail at once.`,instead:steps(
remark("1. Release code that does not use the table, and see in pg_stat_user_tables that nobody reads it:"),`SELECT seq_scan, idx_scan, n_tup_ins FROM pg_stat_u\
ser_tables WHERE relid = '${name.replaceAll("'","''")}'::regclass;`,remark(`2. Keep a copy of what may be needed, and then, in a later pull request: DROP TABLE ${name}\
;`))}})}}});var rule45=defineRule({id:"drop-view",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",since:13,
title:"Dropping a view breaks the code that reads it",why:"Every query of the running application on it fails at once (42P01). A view that is made again in the \
same transaction is never missed, but it starts without the rights that were granted on the old one.",examples:{given:sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,bad:sql`drop view open_orders;`,good:sql`
      begin;
      drop view open_orders;
      create view open_orders as select id, paid from orders where not paid;
      commit;`},on:{DropStmt(drop,facts){if(drop.removeType!=="OBJECT_VIEW"&&drop.removeType!=="OBJECT_MATVIEW")return;let materialized=drop.removeType==="OBJEC\
T_MATVIEW";return(drop.objects??[]).flatMap(node=>{let view=existing(nameFrom(node),facts);if(!view||madeAgain2(view.name,facts))return[];let name=objectName(view.
name),form=`DROP ${materialized?"MATERIALIZED VIEW":"VIEW"} ${name}`;return{objects:[name],says:`Queries of the running code on ${code(name)} fail from the mome\
nt it is dropped (42P01).`,instead:steps(remark("If it is made again: in the same transaction, with its GRANTs."),remark("1. Otherwise release code that does no\
t read it."),remark("2. When no old code runs any more, in a later pull request:"),statement(form))}})}}});var rule46=defineRule({id:"duplicate-version",severity:"blocker",hazard:"process",checks:"versioned",since:13,title:"Two migrations have the same version",why:"\
The tool runs one of them and takes the other for done, or refuses both. It happens when two branches take the next number.",onPullRequest({changed:changed3,base,
tool}){let gone=new Set(changed3.flatMap(({previousPath})=>previousPath??[])),present=changed3.filter(({status,version})=>status!=="deleted"&&version!==""),paths=new Set(
changed3.map(({path})=>path)),others=[...present,...base.filter(({path,version})=>version!==""&&!gone.has(path)&&!paths.has(path))],sharing=byVersion(others,tool),
added=present.filter(({status,tool:id2})=>status!=="modified"&&!tool(id2).versionsMayRepeat),isAdded2=new Set(added.map(({path})=>path));return added.flatMap(file=>{
let twin=sharing(file).find(one=>one.path!==file.path&&sameDirection(one,file));return!twin||isAdded2.has(twin.path)&&twin.path>file.path?[]:[{at:topOf(file.path),
objects:[],says:`${code(file.path)} and ${code(twin.path)} both have version ${file.version}: ${tool(file.tool).title} cannot run both.`,instead:`Give ${file.path}\
 the next free version.`}]})}});var rule47=defineRule({id:"dynamic-sql-opaque",severity:"warning",hazard:"process",checks:"lock-analysis",since:13,evenOnNewTables:!0,untilSeen:!0,title:"SQL th\
at is put together at run time cannot be checked by reading",why:"EXECUTE runs whatever text its expression gives, and that text depends on the database it runs\
 in. Which tables it locks, rewrites or empties, only a run shows, and production may give another text than the run did. Once a rehearsal has shown it, this is\
 advice.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`
      do $$
      declare one record;
      begin
        for one in select tablename from pg_tables where schemaname = 'public' loop
          execute format('alter table %I add column note text', one.tablename);
        end loop;
      end $$;`,good:sql`
      do $$
      begin
        execute 'alter table orders add column note text';
      end $$;`},on:{DoStmt:(_,facts)=>hit7(facts),SelectStmt:(_,facts)=>hit7(facts),CallStmt:(_,facts)=>hit7(facts)}});function hit7({opaque,statement:statement2}){
if(opaque.length===0)return;let called=!("DoStmt"in statement2.node),place=line=>called?"":` (line ${String(line)})`,texts2=[...new Set(opaque.map(({expression,
line})=>`${code(shortened(expression))}${place(line)}`))];return{objects:[],says:`EXECUTE ${called?"in a function that this calls ":""}runs what ${listed(texts2)}\
 ${texts2.length===1?"gives":"give"}, and that is known only when it runs: no rule has looked at it.`,instead:"Write the statements out, with the names in them.\
 A script that prints them once, for you to put into the migration, does the same work where everybody can see it."}}var rule48=defineRule({id:"edited-merged-migration",severity:"blocker",hazard:"process",checks:"versioned",since:13,title:"A migration that is already merged is\
 changed",why:"Databases that ran it do not run it again: they keep the old result, and new ones get another. Tools that keep checksums refuse to go on.",onPullRequest:pull=>[
...pull.changed.filter(({status,version,draft})=>(status==="modified"||status==="renamed")&&version!==""&&!draft).flatMap(file=>hit8(file,pull)),...(pull.lists??
[]).map(listed2)]});function listed2(change2){let at=topOf(change2.list),list2=code(change2.list);return"gone"in change2?{at,objects:[],says:`${list2} no longer\
 lists the merged ${code(change2.gone)}: databases that ran it keep what it did, new ones never get it.`,instead:"Leave it in the list, and undo what it did in \
a new migration."}:{at,objects:[],says:`${list2} now puts ${code(change2.first)} before ${code(change2.then)}: databases that ran them keep the old order, new o\
nes get another.`,instead:"Leave what is merged in its order, and put what is new at the end."}}function hit8(file,pull){let instead9="Leave the merged file as \
it is, and put the change into a new migration.",at=topOf(file.path),before2=pull.base.find(({path,version})=>path===(file.previousPath??file.path)&&version===file.
version),known4=before2!==void 0&&(nameIn(before2.path)===nameIn(file.path)||file.direction==="down");if(file.status==="renamed"&&!known4){let says4=`${file.previousPath?
code(file.previousPath):"A merged migration"} is now ${code(file.path)}: where it has run, ${pull.tool(file.tool).title} takes it for a new migration or reports\
 the old one as missing.`;return[{at,objects:[],says:says4,instead:instead9}]}if(file.baseText===file.text)return[];if(file.direction==="down"||before2?.up!==void 0&&
before2.up===file.up){let says4=`Only the down migration of the merged ${code(file.path)} is changed: databases do not run its up again, but a rollback now does\
 something else.`;return[{at,objects:[],says:says4,instead:"See that the new down still undoes the up that has run.",severity:"warning"}]}let says3=`${code(file.
path)} is merged already: databases that ran it keep the old result, new ones get another.`;return[{at,objects:[],says:says3,instead:instead9}]}var rule49=defineRule({id:"enum-value-removal",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",
rewrites:!0,destructive:!0,since:13,title:"An enum value disappears",why:"Postgres has no statement for it. Where the type is made anew with fewer values, rows \
that hold a missing one make the change of type fail (22P02), or USING changes them for good. Running code that still uses the value fails. A DELETE from pg_enu\
m leaves rows that cannot be read, and indexes that cannot be searched.",examples:{given:sql`
      create type order_state as enum ('open', 'done', 'void');
      create table orders (id bigint primary key, state order_state);`,rows:sql`insert into orders select n, 'open' from generate_series(1, 1000) n;`,bad:sql`
      alter type order_state rename to order_state_old;
      create type order_state as enum ('open', 'done');
      alter table orders alter column state type order_state using state::text::order_state;
      drop type order_state_old;`,good:sql`alter table orders add constraint orders_state check (state <> 'void') not valid;`},on:{AT_AlterColumnType(action,facts){
let table=existingTable(action.table,facts),old=table&&column(table,action.cmd.name)?.type;if(!table||!old)return;let before2=facts.catalog.type(old)?.labels,after2=facts.
catalog.type(fromParts(stringsOf(columnDef(action)?.typeName?.names)))?.labels,gone=before2?.filter(label=>!after2?.includes(label))??[];if(!after2||gone.length===
0)return;let name=objectName(table.name),quoted2=quoteIdentifier(action.cmd.name??""),values=listed(gone.map(label=>code(literal(label))));return{objects:[name],
says:`${code(quoted2)} of ${code(name)} can no longer hold ${values}: rows that do make this fail (22P02) unless USING changes them for good, and running code t\
hat writes it fails.`,instead:steps(remark("1. Release code that neither reads nor writes the value; it may stay in the type, unused. To keep it out:"),`ALTER T\
ABLE ${name} ADD CHECK (${quoted2} NOT IN (${gone.map(literal).join(", ")})) NOT VALID;`,remark("2. See that no row holds it:"),`SELECT count(*) FROM ${name} WH\
ERE ${quoted2} IN (${gone.map(literal).join(", ")});`)}},DeleteStmt({relation}){if(!(relation?.relname!=="pg_enum"||(relation.schemaname??"pg_catalog")!=="pg_ca\
talog"))return{objects:[],says:"Rows that hold the value can no longer be read (\u201Cinvalid internal value for enum\u201D), and indexes that hold it can no longer be se\
arched: Postgres does not look for either when a row of its catalog is deleted.",instead:"Leave the value in the type, unused, and keep it out by a CHECK (\u2026 <> \
\u2026) NOT VALID on each column of the type."}}}});function valuesOfType(type,{statement:{node},catalog}){let range=bodyOf(node).relation,target=range&&catalog.relation(writtenName(range)),read2=relationsIn(node).
flatMap(name=>catalog.relation(name)??[]),columns=[...target?[target]:[],...read2].flatMap(relation=>columnsOf3(relation,type)),found2=[];return eachNode(node,(kind,body)=>{
let look=looks[kind];look&&found2.push(...look(body,{type,columns,target}).flatMap(constants))}),found2}var columnsOf3=(relation,{schema,name})=>relation.columns.
filter(one=>one.type.name===name&&one.type.schema===schema).map(one=>one.name);function isType(written5,type){let{schema,name}=fromParts(stringsOf(written5?.names));
return name===type.name&&(schema===void 0||schema===type.schema)}var looks={TypeCast:(body,{type})=>{let{typeName:typeName2,arg}=body;return isType(typeName2,type)?
[arg]:[]},A_Expr:(body,{columns})=>{let{lexpr,rexpr}=body,isColumn2=side=>columns.includes(stringsOf(as("ColumnRef",side)?.fields).at(-1)??"");return isColumn2(
lexpr)?[rexpr]:isColumn2(rexpr)?[lexpr]:[]},ColumnDef:(body,{type})=>{let{typeName:typeName2,constraints}=body;return isType(typeName2,type)?constraintsIn(constraints).
map(({raw_expr:value})=>value):[]},AlterTableCmd:(body,{columns})=>{let{subtype,name="",def}=body;return subtype==="AT_ColumnDefault"&&columns.includes(name)?[def]:
[]},UpdateStmt:(body,world)=>assigned(body.targetList,world),InsertStmt:(body,world)=>inserted(body,world)},assigned=(targets,{columns})=>all("ResTarget",targets).
filter(({name})=>columns.includes(name??"")).map(({val})=>val);function inserted({cols,selectStmt,onConflictClause:conflict},world){let named=all("ResTarget",cols).
map(({name})=>name??""),order4=named.length>0?named:(world.target?.columns??[]).map(({name})=>name),select=as("SelectStmt",selectStmt);return[...[...all("List",
select?.valuesLists).map(({items})=>items??[]),all("ResTarget",select?.targetList).map(({val})=>val)].flatMap(row=>row.filter((_,index)=>world.columns.includes(
order4[index]??""))),...assigned(conflict?.targetList,world)]}function constants(value){let many=as("CaseExpr",value);if(many)return[...all("CaseWhen",many.args).
map(({result})=>result),many.defresult].flatMap(constants);let list2=as("List",value)?.items??as("CoalesceExpr",value)?.args??as("A_ArrayExpr",value)?.elements,
text=list2?void 0:constantText(value);return list2?list2.flatMap(constants):text===void 0?[]:[text]}var rule50=defineRule({id:"enum-value-used-same-txn",severity:"blocker",hazard:"failure",checks:"forward-compatibility",fails:"55P04",since:13,evenOnNewTables:!0,
title:"A new enum value is used before it is committed",why:"A value that ALTER TYPE \u2026 ADD VALUE adds can be used only after its transaction is committed, unles\
s the type itself was made in that transaction. A default, a comparison or a cast uses it too, on an empty table as well.",examples:{given:sql`
      create type order_status as enum ('open', 'paid');
      create table orders (id bigint primary key, status order_status);`,bad:sql`
      begin;
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;
      commit;`,good:sql`
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;`},on:Object.fromEntries(["InsertStmt","UpdateStmt","DeleteStmt","SelectStmt",
"MergeStmt","CreateTableAsStmt","ViewStmt","AlterTableStmt","CreateStmt","IndexStmt","CreatePolicyStmt"].map(kind=>[kind,(_,facts)=>hit9(facts)]))});function hit9(facts){
for(let{by,type,value}of addedBefore(facts))if(valuesOfType(type,facts).includes(value))return{objects:[objectName(type)],says:`This fails (55P04): ${lineSeenFrom(
facts,by)} adds ${code(`'${value}'`)} to ${code(objectName(type))} in the same transaction, and a new enum value can be used only after that is committed.`,instead:steps(
statement(oneLine(by.sql)),nextMigration("the value is committed and can be used."),statement(oneLine(facts.statement.sql)))}}function addedBefore(facts){let{session,
catalog}=facts;return session.beforeOf("AlterEnumStmt").flatMap(by=>{let alter=as("AlterEnumStmt",by.node);if(!alter?.newVal||alter.oldVal)return[];let{schema,name}=fromParts(
stringsOf(alter.typeName)),type=catalog.type({schema,name})?.name??{schema:schema??"public",name};return session.beforeOf("CreateEnumStmt").some(({node})=>stringsOf(
as("CreateEnumStmt",node)?.typeName).at(-1)===name)?[]:[{by,type,value:alter.newVal,alter}]}).filter(({by,alter,value})=>!alter.skipIfNewValExists||facts.earlier.
find(({statement:one})=>one===by)?.catalog.type(fromParts(stringsOf(alter.typeName)))?.labels?.includes(value)!==!0)}var rule51=defineRule({id:"fk-locks-parent",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"ShareRowExclusiveLock",since:13,title:"A foreign key \
makes writes to the referenced table wait",why:"A new foreign key puts triggers on the referenced table, also inside CREATE TABLE and with NOT VALID: ShareRowEx\
clusive on it until the transaction ends. That is a moment where nothing long follows, and with a lock_timeout nobody waits longer for it.",examples:{given:sql`create table customers (id bigint primary key, note text);`,
bad:sql`
      begin;
      create table invoices (id bigint primary key, customer_id bigint references customers (id));
      update customers set note = lower(note);
      commit;`,good:sql`
      set lock_timeout = '2s';
      create table invoices (id bigint primary key, customer_id bigint references customers (id));`},on:{CreateStmt(create,facts){let columns=(create.tableElts??
[]).flatMap(node=>"ColumnDef"in node?[node.ColumnDef]:[]),keys=[...constraintsIn(create.tableElts),...constraintsIn(create.constraints),...columns.flatMap(({constraints})=>constraintsIn(
constraints))].filter(({contype})=>contype==="CONSTR_FOREIGN");return unique3(keys.flatMap(key=>hit10(key,facts)))},AT_AddConstraint(action,facts){let key=constraintDef(
action);if(key?.contype==="CONSTR_FOREIGN"&&!(!key.skip_validation&&existingTable(action.table,facts)))return hit10(key,facts,facts.catalog.relation(writtenName(
action.table))?.name)}}});function hit10(key,facts,child){let parent=existingTable(key.pktable,facts);if(!parent||child&&sameName(parent.name,child))return[];if(alreadyHeld(
parent.name,"ShareRowExclusiveLock",facts))return[];let bounded=waitIsBounded(facts),short2=nothingLongFollows(facts)&&(key.skip_validation===!0||!child);if(bounded&&
short2)return[];let name=objectName(parent.name);return[{objects:[name],says:`Writes to ${code(name)} wait ${short2?"for a moment":"until this transaction ends"}\
: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.`,instead:shortLock(facts),...short2?{severity:"advice"}:{}}]}var unique3=hits3=>hits3.
filter((one,index)=>hits3.findIndex(({objects})=>objects[0]===one.objects[0])===index);function madeTable({relation,if_not_exists:unlessThere},facts){if(!relation||relation.relpersistence==="t")return;let{schema,name}=writtenName(relation),found2=facts.
catalog.relation({schema,name});if(!(unlessThere&&found2?.known))return{schema:schema??facts.session.searchPath.find(one=>one!=="pg_catalog")??"public",name}}function lastingTable(range,facts){
let relation=range&&facts.catalog.relation(writtenName(range));return relation&&relation.persistence!=="temporary"?relation:void 0}var rule52=defineRule({id:"fk-without-index",severity:"advice",hazard:"hygiene",checks:"data-volume",since:13,evenOnNewTables:!0,title:"A foreign key whose colu\
mns have no index",why:"Postgres indexes the referenced side only. Each DELETE of a referenced row, and each change of its key, then reads the whole referencing\
 table to find what points at it.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`create table lines (id bigint primary key, order_id bigint references orders (id));`,
good:sql`
      create table lines (id bigint primary key, order_id bigint references orders (id));
      create index lines_order_id_idx on lines (order_id);`},on:{CreateStmt(create,facts){let table=madeTable(create,facts);if(!table)return;let inline=all("Col\
umnDef",create.tableElts).flatMap(def=>own(def,"CONSTR_FOREIGN")?[{columns:[def.colname??""]}]:[]),keys=[...constraintsIn(create.tableElts),...constraintsIn(create.
constraints)];return hit11(table,[...inline,...keys.flatMap(keyOf2)],facts)},AT_AddColumn(action,facts){let def=columnDef(action),table=lastingTable(action.table,
facts);return def&&table&&own(def,"CONSTR_FOREIGN")?hit11(table.name,[{columns:[def.colname??""]}],facts):void 0},AT_AddConstraint(action,facts){let key=constraintDef(
action),table=lastingTable(action.table,facts);return key&&table?.known?hit11(table.name,keyOf2(key),facts):void 0}}}),keyOf2=({contype,fk_attrs:attributes,pktable:parent,
pk_attrs:refers})=>contype==="CONSTR_FOREIGN"?[{columns:stringsOf(attributes),parent,refers:stringsOf(refers)}]:[];function foundByOne(table,{columns,parent,refers=[]},facts){
let to=parent&&facts.catalog.relation(writtenName(parent)),alone3=to?uniqueKeys(to.name,facts).filter(({length})=>length===1).flat():[];return columns.some((name,at)=>alone3.
includes(refers[at]??"")&&findsBy(table,[name],facts))}function hit11(table,keys,facts){let bare2=keys.filter(key=>!refersAlready(table,key.columns,facts)&&!foundByOne(
table,key,facts)).map(({columns})=>columns).filter(columns=>!findsBy(table,columns,facts));if(bare2.length===0)return;let name=objectName(table),isNew=facts.catalog.
relation(table)?.madeHere??!0,create=isNew?"CREATE INDEX":"CREATE INDEX CONCURRENTLY",indexes=steps(...bare2.map(columns=>`${create} ${chosenName(table,columns,
"idx")} ON ${name} (${columnList(columns)});`));return{objects:[name],says:`No index of ${code(name)} begins with ${listed(bare2.map(columns=>code(columnList(columns))))}\
: each DELETE of a row that ${bare2.length===1?"this foreign key refers":"these foreign keys refer"} to reads the whole table.`,instead:isNew?indexes:outsideTransaction(
indexes,facts)}}function refersAlready(name,columns,{catalog}){let table=catalog.relation(name);return[...table?.constraints??[],...table?.dropped??[]].some(({kind,
madeHere,columns:own2})=>kind==="foreign-key"&&!madeHere&&!table?.madeHere&&columnList(own2)===columnList(columns))}function withQueries(node){let[body]=Object.values(node);return new Map(all("CommonTableExpr",body?.withClause?.ctes).flatMap(({ctename="",ctequery})=>ctequery?
[[ctename,ctequery]]:[]))}var changesInWith=node=>[...withQueries(node).values()].filter(query2=>!("SelectStmt"in query2));function joinsBatch(from,statement2){
let named=withQueries(statement2);return(from??[]).some(source=>{let range=as("RangeVar",source),query2=range?range.schemaname?void 0:named.get(range.relname??""):
subquery(source);return as("SelectStmt",query2)?.limitCount!==void 0})}var subquery=source=>as("RangeSubselect",source)?.subquery;var copied=(query2,facts)=>copiedBy(query2,facts,withQueries(facts.statement.node));function copiedBy(query2,facts,outer2){let select=as("SelectStmt",query2);if(!select||
select.limitCount)return;if(select.larg??select.rarg)return copiedBy(wrapped(select.larg),facts,outer2)??copiedBy(wrapped(select.rarg),facts,outer2);if(select.groupClause||
summedUp(select))return;let named=new Map([...outer2,...withQueries({SelectStmt:select})]),[table,through]=firstOf(select.fromClause,facts,named);if(through)return{
...through,whole:!1,plain:!1};let touched=table&&selectivity(select.whereClause,keyed(table,facts));if(!table||!touched||touched==="few")return;let[source,second]=select.
fromClause??[],plain4=second===void 0&&as("RangeVar",source)!==void 0;return{table,touched,whole:plain4&&!select.whereClause,plain:plain4&&!select.sortClause&&!select.
withClause&&!select.distinctClause}}var wrapped=select=>select&&{SelectStmt:select},aggregates=new Set("count sum avg min max bool_and bool_or every array_agg j\
son_agg jsonb_agg string_agg".split(" ")),summedUp=({targetList})=>functionsIn(targetList).some(({name})=>aggregates.has(name));function firstOf(from,facts,named){
let tables2=[],queries=[];if(eachNode(from,(kind,body)=>{if(kind!=="RangeVar")return;let range=body;!range.schemaname&&named.has(range.relname??"")?queries.push(
range.relname??""):tables2.push(...[existingTable(range,facts)].filter(table=>table!==void 0))}),tables2[0])return[tables2[0]];for(let name of queries){let others=new Map(
[...named].filter(([other])=>other!==name)),through=copiedBy(named.get(name),facts,others);if(through)return[void 0,through]}return[]}function longWork(facts){let{node}=facts.statement,there=(range,what2)=>existingTable(range,facts)?what2:void 0,index=as("IndexStmt",node);if(index)return index.
concurrent||isBuiltAlready(index,facts)?void 0:there(index.relation,"CREATE INDEX");let alter=as("AlterTableStmt",node);if(alter?.relation)return alterWork(all(
"AlterTableCmd",alter.cmds),alter.relation,facts);if("ReindexStmt"in node)return there(node.ReindexStmt.relation,"REINDEX");if("ClusterStmt"in node)return there(
node.ClusterStmt.relation,"CLUSTER");if("MergeStmt"in node)return there(node.MergeStmt.relation,"MERGE");if("RefreshMatViewStmt"in node)return there(node.RefreshMatViewStmt.
relation,"REFRESH MATERIALIZED VIEW");let made=as("CreateTableAsStmt",node);return made&&!made.into?.skipData&&copied(made.query,facts)?"CREATE \u2026 AS SELECT":
void 0}function alterWork(cmds,range,facts){let table=existingTable(range,facts);return table&&cmds.map(cmd=>actionWork({cmd,table:range,head:"",text:""},table,
facts)).find(Boolean)}function actionWork(action,table,facts){let{subtype,name=""}=action.cmd;if(subtype==="AT_ValidateConstraint")return"VALIDATE CONSTRAINT";if(subtype===
"AT_AlterColumnType")return retypeWork(action,table,name,facts)==="none"?void 0:"ALTER COLUMN TYPE";if(subtype==="AT_AddColumn"){let def=columnDef(action);return!(action.
cmd.missing_ok===!0&&column(table,def?.colname)!==void 0)&&fills(def,facts)?"ADD COLUMN":void 0}if(subtype==="AT_SetNotNull")return proven(table,name)?void 0:"S\
ET NOT NULL";let added=subtype==="AT_AddConstraint"?constraintDef(action):void 0;return added&&!added.skip_validation&&added.indexname===void 0?"ADD CONSTRAINT":
void 0}function fills(def,facts){return def?["CONSTR_CHECK","CONSTR_UNIQUE","CONSTR_PRIMARY"].some(kind=>own(def,kind))||differsByRow(def,facts):!1}var proven=(table,name)=>column(
table,name)?.notNull===!0||table.constraints.some(one=>one.validated&&one.provesNotNull.includes(name));function repeatable({statement:{node}},before2){let made=madeName(node);if(made!==void 0&&before2.some(one=>clears(one.statement.node,made)))return!0;let alter=as(
"AlterTableStmt",node);if(alter)return all("AlterTableCmd",alter.cmds).every(cmd=>repeatableAction(cmd,before2));let insert=as("InsertStmt",node);if(insert)return insert.
onConflictClause!==void 0;let added=as("AlterEnumStmt",node);if(added)return added.skipIfNewValExists===!0;if(!onlyOnce.some(kind=>kind in node))return!0;let says3=bodyOf(
node);return["if_not_exists","replace","missing_ok"].some(word2=>says3[word2]===!0)}var clearsTheWay=({statement:{node}})=>as("DropStmt",node)?.missing_ok===!0||
all("AlterTableCmd",as("AlterTableStmt",node)?.cmds).some(({subtype,missing_ok:tolerant})=>subtype==="AT_DropConstraint"&&tolerant===!0),onlyOnce=["CreateStmt",
"CreateTableAsStmt","IndexStmt","ViewStmt","CreateSeqStmt","CreateSchemaStmt","CreateEnumStmt","CompositeTypeStmt","CreateDomainStmt","CreateRangeStmt","CreateF\
unctionStmt","CreateTrigStmt","RuleStmt","CreatePolicyStmt","CreateExtensionStmt","CreateRoleStmt","CreateStatsStmt","DropStmt","RenameStmt"],onlyOnceActions=["\
AT_AddColumn","AT_DropColumn","AT_AddConstraint","AT_DropConstraint","AT_AttachPartition","AT_DetachPartition","AT_AddIdentity","AT_DropIdentity","AT_DropExpres\
sion","AT_AddInherit","AT_DropInherit"];function repeatableAction({subtype,missing_ok:tolerant,def},before2){if(!onlyOnceActions.includes(subtype??"")||tolerant)
return!0;let constraint=as("Constraint",def)?.conname;return constraint!==void 0&&before2.some(({statement:statement2})=>dropsConstraint(statement2.node,constraint))}
var dropsConstraint=(node,constraint)=>all("AlterTableCmd",as("AlterTableStmt",node)?.cmds).some(({subtype,name,missing_ok:tolerant})=>subtype==="AT_DropConstra\
int"&&tolerant===!0&&name===constraint);function madeName(node){let body=bodyOf(node);if(!Object.keys(node)[0]?.startsWith("Create")&&!("IndexStmt"in node)&&!("\
ViewStmt"in node))return;let parts2=body.typeName??body.funcname??body.domainname,listed3=Array.isArray(parts2)?stringsOf(parts2).at(-1):void 0,relation=body.view??
body.sequence??body.typevar??body.relation;return body.idxname??body.trigname??body.policy_name??listed3??relation?.relname}var clears=(node,made)=>{let drop=as(
"DropStmt",node);return drop?.missing_ok===!0&&(drop.objects??[]).some(one=>fromParts(namedBy(one)).name===made)};var rule53=defineRule({id:"idempotency",severity:"advice",hazard:"process",checks:"idempotent",since:13,evenOnNewTables:!0,title:"A file that fails halfway cann\
ot be run again",why:"Outside a transaction every statement stays when a later one fails. Run again, the file stops at the first statement whose work is done al\
ready, and somebody has to tidy up by hand. In one transaction, or with statements that can be repeated, it just runs again.",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;`,good:sql`
      begin;
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;
      commit;`},onPullRequest:({statements})=>files(statements).flatMap(hit12)});function files(statements){let found2=new Map;for(let facts of statements){if(facts.
inside||stage.some(kind=>kind in facts.statement.node))continue;let file=found2.get(facts.script);file?file.push(facts):found2.set(facts.script,[facts])}return[
...found2.values()]}var stage=["TransactionStmt","VariableSetStmt","VariableShowStmt","SelectStmt","CommentStmt"];function hit12(file){let last=file.at(-1);if(!last||
last.tool.goesOn)return[];let kept2=file.filter(({session})=>session.transactionNumber!==last.session.transactionNumber),before2=[],once3=kept2.filter(facts=>{let again2=repeatable(
facts,before2);return clearsTheWay(facts)&&before2.push(facts),!again2}),[first2]=once3;if(!first2)return[];let{statement:at}=first2,more2=once3.length===1?"":`\
, and so are ${String(once3.length-1)} more`;return[{at,objects:[],says:`${runs(first2)}: when a later statement fails, ${code(shortened(at.sql))} is done alrea\
dy${more2}, and the next run stops there.`,instead:instead4(file)}]}var runs=({path,tool})=>tool.olderVersion==="unknown"?`${code(path)} runs statement by state\
ment unless its runner opens a transaction`:`${code(path)} does not run in one transaction`;function instead4(file){return file.some(({statement:{node}})=>standsAlone(
node))?"One migration for each statement that cannot run in a transaction, and one, in a transaction, for the others.":file.some(facts=>changesRows(facts)||longWork(
facts))||file.filter(blockingLock).length>1?"Each of these statements in a migration of its own.":steps("BEGIN;",...written3(file),"COMMIT;")}var changesRows=({
statement:{node},locks})=>("UpdateStmt"in node||"DeleteStmt"in node||"InsertStmt"in node)&&locks.some(({madeHere})=>!madeHere),written3=file=>file.length<=5?file.
map(({statement:one})=>statement(oneLine(one.sql))):[remark(`the ${String(file.length)} statements of the file`)];var longestName=63,bytesOf=name=>Buffer.byteLength(name);function kept(name){let bytes=Buffer.from(name),end=Math.min(bytes.length,longestName);for(;end<bytes.length&&
((bytes[end]??0)&192)===128;)end-=1;return bytes.toString("utf8",0,end)}function longNames(sql2){let found2=[];if(!/[^\s.,();]{64}/u.test(sql2)&&!/"[^"]{32,}"/u.
test(sql2))return found2;for(let at=0;at<sql2.length;){let end=endOfToken(sql2,at),token=isSpace(sql2[at])||isComment(sql2,at)?"":sql2.slice(at,end),name=token.
startsWith('"')?token.slice(1,-1).replaceAll('""','"'):/^[A-Za-z_\u0080-\uffff]/.test(token)?token.toLowerCase():"";bytesOf(name)>longestName&&found2.push({written:token,
name}),at=end}return found2}var rule54=defineRule({id:"identifier-too-long",severity:"warning",hazard:"hygiene",checks:"small-and-focused",since:13,evenOnNewTables:!0,title:"A name of more\
 than 63 bytes is cut",why:"Postgres keeps 63 bytes of a name and says so in a notice that nobody reads. Two long names that begin alike become one, IF NOT EXIS\
TS then skips the second, and tools that look for the full name do not find it.",examples:{given:sql`create table orders (id bigint primary key, email text);`,bad:sql`alter table orders add constraint orders_email_must_be_written_in_lower_case_without_spaces_around check (email = lower(email)) not valid;`,
good:sql`alter table orders add constraint orders_email_lower_case check (email = lower(email)) not valid;`},on:Object.fromEntries(["CreateStmt","AlterTableStmt",
"IndexStmt","ViewStmt","CreateTableAsStmt","CreateSeqStmt","RenameStmt","CreateFunctionStmt","CreateTrigStmt","CreatePolicyStmt","CreateEnumStmt","CreateDomainS\
tmt","CompositeTypeStmt","CreateSchemaStmt","CreateRoleStmt","CreateStatsStmt","RuleStmt"].map(kind=>[kind,(_,facts)=>hits(facts)]))});function hits(facts){let{
sql:text,node}=facts.statement,used=namesOnly(node),fresh=longNames(text).filter(({name})=>!used.includes(kept(name)));return[...new Map(fresh.map(one=>[one.name,
one])).values()].map(one=>hit13(one,text))}function namesOnly(node){let changed3="AlterTableStmt"in node?node.AlterTableStmt.relation:"IndexStmt"in node?node.IndexStmt.
relation:void 0;return changed3?.relname===void 0?[]:[changed3.relname]}function hit13({written:written5,name},text){let short2=quoteIdentifier(kept(name));return{
objects:[],says:`${code(written5)} has ${String(bytesOf(name))} bytes, and Postgres keeps ${String(longestName)}: it becomes ${code(short2)}. Another name that \
begins so would be taken for this one, and what looks for the full name does not find it.`,instead:statement(oneLine(text).replaceAll(written5,short2))}}var rule55=defineRule({id:"insert-select-large",severity:"warning",hazard:"lock",checks:"data-volume",phase:"migrate",since:13,mechanical:!0,title:"One INSERT \u2026\
 SELECT copies a whole table",why:"It writes WAL for all rows at once, so that replicas lag behind. Its snapshot keeps vacuum from cleaning up until it ends, ro\
ws that are written meanwhile are missed, and a failure at the last row loses all of it. In batches it can be stopped and taken up again.",examples:{given:sql`
      create table orders (id bigint primary key, total int);
      create table totals (id bigint primary key, total int);`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,bad:sql`insert into totals (id, total) select id, total from orders;`,
good:sql`insert into totals (id, total) select id, total from orders where id between 1 and 100;`},on:{InsertStmt(insert,facts){let source=copied(insert.selectStmt,
facts);if(!source||!insert.relation)return;let{table,touched,plain:plain4,whole}=source,name=objectName(table.name),target=writtenName(insert.relation),found2=facts.
catalog.relation(target);if(found2?.persistence==="temporary")return;let into=found2?.name??{schema:target.schema??"public",name:target.name},rows=whole?"All ro\
ws":"All rows that match, which may be most of them,",simple=as("InsertStmt",facts.statement.node)===insert&&plain4&&!insert.onConflictClause&&!insert.returningClause&&
!insert.withClause;return{objects:[name],says:`${rows} of ${code(name)} are copied to ${code(objectName(into))} in one statement, with WAL for all of them at on\
ce; rows that are written meanwhile are missed.`,instead:simple?inParts(insert,table,found2,facts):prose2(name),...touched==="unknown"?{severity:"advice"}:{}}}}});
function inParts(insert,table,target,facts){let{update:verb2,where}=splitUpdate(oneLine(facts.statement.sql)),[source]=as("SelectStmt",insert.selectStmt)?.fromClause??
[],read2=as("RangeVar",source),key=target&&keyTaken(insert,target);if(!key||!read2)return once({verb:verb2,where},table,facts);let copy=quoteIdentifier(calledIn(
read2)??""),same=key.map(([into,from])=>`copied.${into} = ${copy}.${from}`).join(" AND "),missing=`NOT EXISTS (SELECT FROM ${objectName(target.name)} copied WHE\
RE ${same})`,count2=`SELECT count(*) FROM ${fromText(verb2)} WHERE ${where?`(${where}) AND `:""}${missing}`,ending=`ON CONFLICT (${key.map(([into])=>into).join(
", ")}) DO NOTHING`;return counted2({verb:verb2,where,ending},count2,table,facts)}var fromText=verb2=>verb2.slice((/\bFROM\b/iu.exec(atDepthZero(verb2))?.index??
0)+4).trim();function keyTaken(insert,target){let key=target.constraints.find(({kind})=>kind==="primary-key")?.columns,named=all("ResTarget",insert.cols).flatMap(
({name})=>name??[]),into=named.length>0?named:target.columns.map(({name})=>name),values=all("ResTarget",as("SelectStmt",insert.selectStmt)?.targetList).map(({val})=>val),
pairs=(key??[]).map(name=>{let from=stringsOf(as("ColumnRef",values[into.indexOf(name)])?.fields).at(-1);return from?[quoteIdentifier(name),quoteIdentifier(from)]:
void 0}),taken2=pairs.filter(pair=>pair!==void 0);return taken2.length>0&&taken2.length===pairs.length?taken2:void 0}var prose2=name=>`Copy about 10,000 rows of\
 ${name} at a time, by primary key, each batch committed before the next, outside a transaction.`;var rule56=defineRule({id:"int-primary-key",severity:"warning",hazard:"hygiene",checks:"data-volume",since:13,evenOnNewTables:!0,title:"A 32-bit primary key run\
s out at 2,147,483,647",why:"After that every insert fails, and the way to bigint is a rewrite of the table and of all that refer to it. Rolled back inserts and\
 ON CONFLICT use numbers up too. bigint costs four bytes a row, often none because of alignment.",examples:{given:sql`create table customers (id bigint primary key);`,
bad:sql`create table orders (id serial primary key, customer_id bigint);`,good:sql`create table orders (id bigserial primary key, customer_id bigint);`},on:{CreateStmt(create,facts){
let table=madeTable(create,facts),key=table&&keyColumn(create);return key&&is32Bit(key)?hit14(table,key.colname??"",growth(key)):void 0},AT_AddColumn(action,facts){
let def=columnDef(action),table=lastingTable(action.table,facts);if(!(!def||!table||!own(def,"CONSTR_PRIMARY")||own(def,"CONSTR_FOREIGN")))return is32Bit(def)?hit14(
table.name,def.colname??"",growth(def)):void 0},AT_AddConstraint(action,facts){let key=constraintDef(action),table=lastingTable(action.table,facts);if(key?.contype!==
"CONSTR_PRIMARY"||!table)return;let index=key.indexname&&facts.catalog.index({schema:table.name.schema,name:key.indexname}),[name,second]=index?index.columns:stringsOf(
key.keys),found2=second===void 0?column(table,name):void 0,refers=table.constraints.some(({kind,columns})=>kind==="foreign-key"&&columns.join()===name);if(found2?.
type.name!=="int4"||refers)return;let counted3=found2.default!==void 0||found2.identity!==void 0,told5=hit14(table.name,found2.name,counted3?"bigint":"by hand");
return table.madeHere||found2.madeHere?told5:{...told5,instead:widened(found2.name),severity:"advice"}}}});function keyColumn(create){let columns=all("ColumnDef",
create.tableElts),constraints=[...constraintsIn(create.tableElts),...constraintsIn(create.constraints)],key=constraints.find(({contype})=>contype==="CONSTR_PRIM\
ARY"),[name,second]=key?stringsOf(key.keys):[],found2=columns.find(one=>own(one,"CONSTR_PRIMARY")??(second===void 0&&one.colname===name)),refers=constraints.some(
({contype,fk_attrs:attributes})=>contype==="CONSTR_FOREIGN"&&stringsOf(attributes).join()===found2?.colname);return found2&&!refers&&!own(found2,"CONSTR_FOREIGN")?
found2:void 0}var is32Bit=({typeName:typeName2})=>{let{name,arrayDimensions}=writtenType(typeName2);return name==="int4"&&arrayDimensions===0};function growth(def){
if(isSerial2(def))return"bigserial";let identity=own(def,"CONSTR_IDENTITY");return identity?`bigint GENERATED ${identity.generated_when==="a"?"ALWAYS":"BY DEFAU\
LT"} AS IDENTITY`:own(def,"CONSTR_DEFAULT")?"bigint":"by hand"}var widened=name=>remark(`Before it becomes the key: a column of bigint beside ${quoteIdentifier(
name)}, written by the code and filled in batches, takes its place.`);function hit14(table,key,made){let name=objectName(table);return{objects:[name],says:`${code(
quoteIdentifier(key))}, the primary key of ${code(name)}, has 32 bits: after 2,147,483,647 every insert fails.`,instead:steps(`${quoteIdentifier(key)} ${made===
"by hand"?"bigint":made} PRIMARY KEY`,remark("And bigint for every column that refers to it.")),...made==="by hand"?{severity:"advice"}:{}}}var rule57=defineRule({id:"invalid-index-left",severity:"blocker",hazard:"failure",checks:"idempotent",since:13,title:"An invalid index is left behind",why:"An \
index whose concurrent build failed stays: every write keeps it up to date and no query uses it. A unique one does not even guarantee uniqueness.",observed:({rehearsal,
whole})=>rehearsal.leftovers.filter(({kind})=>kind==="invalid-index").map(({object})=>({at:whole,objects:[object],says:`After the migration ${code(object)} is t\
here but invalid: writes keep it up to date, and no query uses it.`,instead:`DROP INDEX CONCURRENTLY ${object};`}))});var rule58=defineRule({id:"invalid-index-retry",severity:"warning",hazard:"failure",checks:"idempotent",since:13,mechanical:!0,title:"IF NOT EXISTS takes the in\
valid index of a failed build for a good one",why:"A concurrent build that is cancelled, or finds a duplicate, leaves an invalid index under the name it was giv\
en. Run again, IF NOT EXISTS sees the name, skips the build with a notice and succeeds. Queries never use the index, every write keeps it up to date, and a uniq\
ue one guarantees nothing.",examples:{given:sql`create table orders (id bigint primary key, email text);`,bad:sql`create index concurrently if not exists orders_email on orders (email);`,
good:sql`
      drop index concurrently if exists orders_email;
      create index concurrently orders_email on orders (email);`},on:{IndexStmt(index,facts){let table=existingTable(index.relation,facts);if(!table||!index.concurrent||
!index.if_not_exists||droppedBefore(index,facts))return;let name=objectName({schema:table.name.schema,name:index.idxname??""}),guarantee=index.unique?", nothing\
 is kept unique":"",drop=outsideTransaction(`DROP INDEX CONCURRENTLY IF EXISTS ${name};`,facts),alone3=facts.transaction==="one-message"?nextMigration("each of \
the two is alone in its file."):"";return{objects:[objectName(table.name)],says:`Should this build fail, the invalid index ${code(name)} stays. Run again, the s\
tatement finds that name, skips the build and succeeds: no query uses the index${guarantee}, and every write to ${code(objectName(table.name))} keeps it up to d\
ate.`,instead:steps(drop,alone3,statement(plain2(facts.statement.sql)))}}}}),droppedBefore=({idxname},{earlier})=>earlier.some(({statement:{node}})=>"DropStmt"in
node&&node.DropStmt.removeType==="OBJECT_INDEX"&&(node.DropStmt.objects??[]).some(one=>nameFrom(one).name===idxname)),plain2=text=>oneLine(text).replace(/\bCONCURRENTLY\s+IF\s+NOT\s+EXISTS\b/i,
found2=>found2.slice(0,12));var rule59=defineRule({id:"json-column",severity:"advice",hazard:"hygiene",checks:"backward-compatibility",since:13,mechanical:!0,evenOnNewTables:!0,title:"A co\
lumn of type json breaks DISTINCT, GROUP BY and UNION",why:"json has no equality: SELECT DISTINCT *, GROUP BY and UNION over such a column fail (42883), also in\
 queries that worked before the column came. jsonb has equality and indexes, and takes the same text; it keeps neither the order of keys nor duplicates.",examples:{
given:sql`create table orders (id bigint primary key);`,bad:sql`alter table orders add column details json;`,good:sql`alter table orders add column details jsonb;`},
on:{CreateStmt(create,facts){let columns=all("ColumnDef",create.tableElts).filter(isJson).map(nameOfColumn),table=madeTable(create,facts);if(!table||columns.length===
0)return;let lines=columns.map(name=>`${quoteIdentifier(name)} jsonb`);return hit15(table,columns,steps(remark("As jsonb:"),lines.join(`,
`)))},AT_AddColumn:altered,AT_AlterColumnType:altered}}),nameOfColumn=({colname})=>colname??"",isJson=({typeName:typeName2})=>writtenType(typeName2).name==="jso\
n";function altered(action,facts){let def=columnDef(action),table=lastingTable(action.table,facts);if(!def||!table||!isJson(def))return;let name=def.colname??action.
cmd.name??"";return hit15(table.name,[name],statement(`${action.head} ${asJsonb(action.text,name)}`))}function hit15(table,columns,instead9){let name=objectName(
table),[are,they]=columns.length===1?["is","it"]:["are","they"];return{objects:[name],says:`${listed(columns.map(one=>code(quoteIdentifier(one))))} of ${code(name)}\
 ${are} of type json, which has no equality: SELECT DISTINCT, GROUP BY and UNION fail where ${they} ${columns.length===1?"is":"are"} among the columns.`,instead:instead9}}
function asJsonb(action,column2){let found2=[...atDepthZero(action).matchAll(/\bjson\b/giu)],at=found2[column2==="json"&&found2.length>1?1:0]?.index;return at===
void 0?action:`${action.slice(0,at)}jsonb${action.slice(at+4)}`}var lockNumbers={1:"AccessShareLock",2:"RowShareLock",3:"RowExclusiveLock",4:"ShareUpdateExclusiveLock",5:"ShareLock",6:"ShareRowExclusiveLock",7:"ExclusiveLock",
8:"AccessExclusiveLock"},plannedOptions=new Set(["user_catalog_table","security_barrier","security_invoker","check_option","buffering","fastupdate","gin_pending\
_list_limit","pages_per_range","autosummarize"]);var rule60=defineRule({id:"lock-table",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"LOCK TABLE stops a ta\
ble until the transaction ends",why:"Without a mode LOCK TABLE takes AccessExclusive, so that not even reads go on; SHARE and the stronger modes stop writes. Ev\
ery statement takes the lock it needs by itself, and an advisory lock keeps two runs of a migration apart without touching a table.",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`
      begin;
      lock table orders;
      commit;`,good:sql`
      begin;
      select pg_advisory_xact_lock(20260101);
      lock table orders in share update exclusive mode;
      commit;`},on:{LockStmt(lock,facts){let mode=lockNumbers[lock.mode??8]??"AccessExclusiveLock",blocked=blocks(mode),objects=all("RangeVar",lock.relations).flatMap(
range=>{let relation=existing(range,facts);return relation?[objectName(relation.name)]:[]});if(blocked.length===0||objects.length===0||facts.session.transaction===
"none")return;let names=listed(objects.map(code)),writesOnly=!blocked.includes("reads");return{objects,says:`${writesOnly?"Writes to":"Reads and writes of"} ${names}\
 wait until this transaction ends: LOCK TABLE takes ${spoken(mode)}.${writesOnly?" Reads go on.":""}`,instead:steps(remark("Leave it out: every statement takes \
the lock it needs by itself."),remark("To keep two runs of a migration apart, lock a number of your own instead of a table:"),"SELECT pg_advisory_xact_lock(2026\
0101);")}}}});function queuesOf({rehearsal:{traffic},statements}){return(traffic.status==="measured"?traffic.behind?.stalls??[]:[]).flatMap(stall=>{let{waited}=stall,seen=statementOf(
stall,statements),kept2=Math.max(stall.readMs,stall.writeMs)>0;return waited&&seen&&kept2?[{stall,waited,seen}]:[]})}var statementOf=(stall,statements)=>statements.
find(({run:run2})=>run2.file===stall.file&&run2.line===stall.line&&run2.locks.length>0);function holderWords({stall,waited:{behind}}){return`a transaction that \
had ${behind==="reader"?"only read":"written to"} ${listed(stall.tables.map(code))}`}function productionWords({productionMs},lockTimeoutMs=0){let known4=productionMs===
void 0?"":` (${duration(productionMs)} when the profile was taken)`,most2=lockTimeoutMs===0?"":`, and no longer than ${duration(lockTimeoutMs)}`;return`In produ\
ction it lasts as long as the longest transaction there${known4}${most2}.`}var limitWait=(facts,ms)=>steps(facts?remark(`In ${facts.tool.sessionSettings}`):"",remark(
"Or at the top of the file, and not around CONCURRENTLY, which it would cancel:"),`SET lock_timeout = ${literal(spelled(ms))};`),spelled=ms=>ms%1e3===0?`${ms/1e3}\
s`:`${ms}ms`;function longStalls(seen,kind){let{traffic}=seen.rehearsal;if(traffic.status!=="measured")return[];let behind=queuesOf(seen).flatMap(queue=>behindTransaction(
queue,kind,traffic,seen.stallBudgetMs)),places=new Set(behind.map(({at})=>at)),own2=(traffic.alone?.stalls??[]).flatMap(stall=>ofItsOwn(stall,kind,seen));return[
...behind,...own2.filter(({at})=>!places.has(at))]}var kinds4=["reads","writes"],msOf=(stall,kind)=>kind==="reads"?stall.readMs:stall.writeMs;function behindTransaction(queue,kind,{
behind,tables:tables2=[]},budget){let{stall,waited,seen}=queue,uses=which=>tables2.map(({table,readers,writers})=>({table,queries:which==="reads"?readers:writers})).
filter(({table,queries})=>queries>0&&stall.tables.includes(table)&&msOf(stall,which)>budget).map(({table,queries})=>`${counted(queries,"query","queries")} of th\
e profile ${verb(which,queries)} ${code(table)}`),told5=kinds4.filter(which=>uses(which).length>0),limit3=waited.lockTimeoutMs;if(!behind||told5[0]!==kind||limit3>
0&&limit3<=bearableMs)return[];let inForce=limit3===0?"no lock_timeout is in force":`the lock_timeout in force, ${duration(limit3)}, is no shorter`,longest2=Math.
max(...told5.map(which=>msOf(stall,which)));return[{at:seen.at,objects:stall.tables,says:`${capital(listed(told5))} of ${listed(stall.tables.map(code))} waited ${duration(
longest2)}: this statement waited for ${holderWords(queue)}, held open for ${duration(behind.heldMs)}, and everything after it queued. ${listed(told5.flatMap(uses))}\
; the budget is ${duration(budget)}, and ${inForce}. ${productionWords(behind,limit3)}`,instead:limitWait(seen.facts,budget)}]}var bearableMs=1e4,verb=(kind,queries)=>{
let word2=kind==="reads"?"read":"change";return queries===1?`${word2}s`:word2},capital=word2=>word2.charAt(0).toUpperCase()+word2.slice(1);function ofItsOwn(stall,kind,{
statements,stallBudgetMs}){let seen=statementOf(stall,statements);if(!seen||!("productionMs"in seen.run.estimate))return[];let{productionMs}=seen.run.estimate,keptFor2=which=>msOf(
stall,which)>0?stall.tables.filter(table=>keeps(seen.run,table,which)):[],told5=kinds4.filter(which=>keptFor2(which).length>0),tables2=keptFor2(kind);return told5[0]!==
kind||productionMs[1]<=stallBudgetMs||isUnforeseen(seen,tables2)?[]:[{at:seen.at,objects:tables2,says:`${capital(listed(told5))} of ${listed(tables2.map(code))}\
 waited for this statement in the rehearsal, and would wait for up to ${duration(productionMs[1])} in production; the budget is ${duration(stallBudgetMs)}.`,instead:"\
Split what takes long off into a migration of its own, in a form that lets others go on (CONCURRENTLY, NOT VALID and then VALIDATE, batches)."}]}var keeps=({locks,
durationMs},table,kind)=>locks.some(({object,blocks:blocks2,heldMs})=>object===table&&blocks2.includes(kind)&&heldMs>=durationMs/2),isUnforeseen=({foretold,facts,
run:run2},tables2)=>foretold.length===0&&run2.locks.some(({object,mode})=>tables2.includes(object)&&!facts?.locks.some(lock=>lock.object===object&&lock.mode===mode)),
heldRun=({rehearsal:{traffic}})=>traffic.status==="measured"?traffic.behind:void 0;function cancelledAsSaid(rule118,{rehearsal:{traffic},statements}){let stalls=traffic.
status==="measured"?traffic.behind?.stalls??[]:[],said=statements.flatMap(({run:run2,at,foretold})=>{let finding=foretold.find(one=>one.finding.rule===rule118)?.
finding,waited=stalls.find(stall=>stall.file===run2.file&&stall.line===run2.line)?.waited;return finding?[{finding,at,waited}]:[]}),hits3=said.flatMap(({finding:{
objects,says:says3,instead:instead9,severity},at,waited})=>{if(waited?.sqlstate===void 0||waited.leaves===void 0||severity!=="warning")return[];let seen=`Behind\
 a transaction on no table of its own it was cancelled in the rehearsal (${waited.sqlstate}), and left ${code(waited.leaves)} invalid.`;return[{at,objects,says:`${says3}\
 ${seen}`,instead:instead9}]});return hits3.length===said.length?hits3:[]}function cancelledForRows({rehearsal:{traffic},statements}){return(traffic.status==="m\
easured"?traffic.behind?.stalls??[]:[]).flatMap(stall=>{let{waited}=stall,seen=statementOf(stall,statements);if(!seen||!waited?.rows||waited.sqlstate===void 0)return[];
let alike3=(waited.alike??[]).flatMap(place=>statementOf({...stall,...place},statements)??[]);return[{stall,waited,seen,alike:alike3}]})}var id="lock-timeout-starves-concurrently",shortMs=6e4,rule61=defineRule({id,severity:"warning",hazard:"failure",checks:"idempotent",since:13,mechanical:!0,title:"\
A short lock_timeout cancels CONCURRENTLY and leaves an invalid index",why:"CONCURRENTLY waits for every transaction that was open before it, on other tables to\
o. Nobody else waits for that, but lock_timeout counts it. With a limit of a minute or less, one long query or one idle session is enough to cancel the statemen\
t, and an invalid index stays behind.",examples:{given:sql`create table orders (id bigint primary key, email text);`,bad:sql`
      set lock_timeout = '2s';
      create index concurrently orders_email on orders (email);`,good:sql`
      set lock_timeout = 0;
      create index concurrently orders_email on orders (email);`},insteadOf:[id],observed:seen=>cancelledAsSaid(id,seen),on:{IndexStmt:({concurrent,relation},facts)=>concurrent?
hit16("CREATE INDEX CONCURRENTLY",tableOf(relation,facts),facts):void 0,DropStmt:({concurrent,objects},facts)=>concurrent?hit16("DROP INDEX CONCURRENTLY",indexOf(
objects?.[0],facts),facts):void 0,ReindexStmt:({params,kind,relation},facts)=>{if(!switchedOn(params,"concurrently"))return;let named=kind==="REINDEX_OBJECT_IND\
EX"?indexOf(relation,facts):tableOf(relation,facts);return hit16("REINDEX CONCURRENTLY",relation?named:[],facts)}}});function tableOf(range,facts){let table=existingTable(
range,facts);return table&&[objectName(table.name)]}function indexOf(named,facts){if(!named)return;let index=facts.catalog.index("relname"in named?writtenName(named):
nameFrom(named));if(!index)return facts.catalog.complete?void 0:[];let table=existingTable(index.table,facts);return table&&[objectName(table.name)]}function hit16(what2,objects,facts){
let{lockTimeoutMs:limit3=0,transaction}=facts.session;if(!objects||limit3===0||limit3>shortMs||transaction!=="none")return;let written5=limit3%1e3===0?`${String(
limit3/1e3)}s`:`${String(limit3)}ms`;return{objects,says:`${code(what2)} waits for every transaction that was open before it, on any table: one that is open for\
 longer than ${written5} cancels it (lock_timeout is ${code(written5)}), and an invalid index stays.`,instead:facts.transaction==="one-message"?steps(remark(`${facts.
tool.title} sends this file as one message, so a SET has no place in it. Run it without a`),remark(`lock_timeout in ${facts.tool.sessionSettings}`),statement(oneLine(
facts.statement.sql))):steps("SET lock_timeout = 0;",statement(oneLine(facts.statement.sql)),`SET lock_timeout = '${written5}';`)}}var rule62=defineRule({id:"lock-timeout-zero",severity:"warning",hazard:"process",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"lock_timeou\
t = 0 lets these statements wait for ever",why:"Zero means no limit. A statement that waits for a blocking lock makes every later query on the table queue behin\
d it. Zero is right around CONCURRENTLY, and for nothing else.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`
      set lock_timeout = 0;
      alter table orders add column note text;`,good:sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`},onPullRequest:({statements})=>stretches(statements).map(({setter,waiting,first:first2})=>({at:(setter??first2).
statement,objects:[...new Set(waiting.map(({lock})=>lock.object))],says:`lock_timeout is 0, so nothing limits the wait: ${queueing(waiting)}. ${waitingLines(waiting)}\
.`,instead:steps(limited2(setter),remark("Zero belongs around CONCURRENTLY only: set it right before, and the limit again after it."))}))});function stretches(statements){
let found2=[],before2;for(let facts of statements){if(facts.session.lockTimeoutMs===0){before2?.session.lockTimeoutMs!==0&&found2.push({setter:before2&&setting2(
before2),waiting:[]});let lock=blockingLock(facts);lock&&found2.at(-1)?.waiting.push({facts,lock})}before2=facts}return found2.flatMap(({setter,waiting})=>{let first2=waiting[0]?.
facts;return first2?[{setter,waiting,first:first2}]:[]})}var setting2=facts=>"VariableSetStmt"in facts.statement.node||"SelectStmt"in facts.statement.node?facts:
void 0;function limited2(setter){let node=setter?.statement.node;return node&&"SelectStmt"in node?"SELECT set_config('lock_timeout', '2s', false);":`SET ${node&&
"VariableSetStmt"in node&&node.VariableSetStmt.is_local?"LOCAL ":""}lock_timeout = '2s';`}var rule63=defineRule({id:"long-read-stall",severity:"blocker",hazard:"process",checks:"lock-analysis",since:13,title:"Reads waited longer than the stall budget",
why:"While the migration ran, probes read from and wrote to the same tables as an application would. Reads waited for longer than rehearsal.stall-budget behind \
a transaction that was open on the table, which queries of the profile use, or would wait so long at production\u2019s size. What a rule has found already is told th\
ere.",bearsOut:({hazard,severity})=>hazard==="lock"&&severity==="blocker",observed:seen=>longStalls(seen,"reads")});var rule64=defineRule({id:"long-write-stall",severity:"blocker",hazard:"process",checks:"lock-analysis",since:13,title:"Writes waited longer than the stall budg\
et",why:"While the migration ran, probes read from and wrote to the same tables as an application would. Writes waited for longer than rehearsal.stall-budget be\
hind a transaction that was open on the table, which queries of the profile use, or would wait so long at production\u2019s size. What a rule has found already is to\
ld there.",bearsOut:({hazard,severity})=>hazard==="lock"&&severity==="blocker",observed:seen=>longStalls(seen,"writes")});var rule65=defineRule({id:"migration-deleted",severity:"blocker",hazard:"process",checks:"versioned",since:13,title:"A merged migration is deleted",why:"Databas\
es that ran it keep its result, new ones never get it, and a rollback past it is impossible. Many tools refuse to go on where an applied migration is missing.",
onPullRequest:({changed:changed3})=>changed3.filter(({status,draft})=>status==="deleted"&&!draft).map(({path,direction})=>({at:topOf(path),objects:[],says:direction===
"down"?`${code(path)} is deleted: the migration it belongs to can no longer be rolled back.`:`${code(path)} is deleted: databases that ran it keep its result, n\
ew ones never get it.`,instead:"Keep the file, and undo what it did in a new migration.",...direction==="down"?{severity:"warning"}:{}}))});var rule66=defineRule({id:"missing-down",severity:"advice",hazard:"process",checks:"rollback-plan",since:13,title:"Nobody wrote how to undo this migration",why:"\
When a release goes wrong, a rehearsed down migration is the quickest way back. Written in the heat of the moment it is neither quick nor rehearsed.",onPullRequest(pull){
let{changed:changed3,tool}=pull,downs=byVersion(changed3.filter(({direction,status})=>direction==="down"&&status!=="deleted"),tool);return changed3.filter(file=>file.
status==="added"&&file.version!==""&&file.direction!=="down").filter(file=>expected(file,pull)&&file.down===void 0&&downs(file).length===0).map(file=>{let{title,
downs:written5}=tool(file.tool),[what2,where]=written5==="in-file"?["section for the way back","into the file"]:["down migration","beside it"];return{at:topOf(file.
path),objects:[],says:`${code(file.path)} has no ${what2}, so ${title} cannot take it back.`,instead:`Write the ${what2} ${where}, or say in the pull request ho\
w to get back without one.`}})}});function expected(file,{base,tool}){let{downs}=tool(file.tool);return downs!=="optional"?downs!=="none":base.some(one=>sameHistory(
one,file)&&one.down!==void 0)}var rule67=defineRule({id:"missing-lock-timeout",severity:"warning",hazard:"process",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"Nothing \
limits how long these statements wait for their lock",why:"A statement that waits for a blocking lock makes every later query on the table queue behind it, also\
 where its own work takes no time. With a lock_timeout it gives up, the queue moves on, and the migration can be tried again.",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`alter table orders add column note text;`,good:sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`},onPullRequest({statements}){let open=statements.flatMap(facts=>{let lock=facts.session.lockTimeoutMs===void 0?blockingLock(
facts):void 0;return lock?[{facts,lock}]:[]}),first2=open[0];if(!first2)return[];let{tool,statement:statement2}=first2.facts;return[{at:statement2,objects:[...new Set(
open.map(({lock})=>lock.object))],says:`No lock_timeout is in force: ${queueing(open)}. ${waitingLines(open)}.`,instead:steps(remark(`In ${tool.sessionSettings}`),
remark("Or at the top of the file, and not around CONCURRENTLY, which it would cancel:"),"SET lock_timeout = '2s';")}]}});function phaseOf(facts,hits3){let told5=hits3.filter(({hit:hit26})=>hit26.severity!=="advice").map(({rule:rule118})=>rule118.phase),{node}=facts.statement;return told5.
includes("contract")&&!("IndexStmt"in node)?"contract":told5.includes("migrate")||changesManyRows(node,facts)?"migrate":adds(node,facts)?"expand":void 0}function changesManyRows(node,facts){
let change2=as("UpdateStmt",node)??as("DeleteStmt",node),table=change2&&existingTable(change2.relation,facts);return!change2||!table?!1:facts.inside!==void 0||selectivity(
change2.whereClause,keyed(table,facts))!=="few"}var making=["CreateStmt","ViewStmt","CreateTableAsStmt","CreateEnumStmt","CreateDomainStmt","AlterEnumStmt"];function adds(node,facts){
let changed3=as("AlterTableStmt",node)?.relation??as("IndexStmt",node)?.relation,scratch=as("CreateStmt",node)?.relation;return scratch&&droppedAgain(scratch,facts)?
!1:making.some(kind=>kind in node)||existingTable(changed3,facts)!==void 0}var droppedAgain=({schemaname:schema="public",relname:name=""},facts)=>droppedLater({
schema,name},facts);function addsForCode({statement:{node}}){let alter=as("AlterTableStmt",node);return making.some(kind=>kind in node)||all("AlterTableCmd",alter?.
cmds).some(addsColumn)}var addsColumn=({subtype})=>subtype==="AT_AddColumn";var rule68=defineRule({id:"mixed-phases",severity:"warning",hazard:"process",checks:"expand-contract",since:13,title:"Expand, backfill and contract in one pull \
request",why:"A change that nobody notices takes three deployments. Expand: the new form is added beside the old one. Migrate: code writes both, and then the ol\
d rows are filled. Contract: the old form goes when no code uses it. In one deployment old code meets a schema without what it uses, rows written in between are\
 missed by the backfill, and the code cannot be rolled back.",examples:{given:sql`create table orders (id bigint primary key, note text);`,bad:sql`
      alter table orders add column remark text;
      update orders set remark = note;
      alter table orders drop column note;`,good:sql`alter table orders add column remark text;`},onPullRequest(pull){let phases=pull.phases.filter(({facts,phase})=>phase!==
"expand"||addsForCode(facts)),present=order2.filter(phase=>phases.some(one=>one.phase===phase)),last=phases.find(({phase})=>phase===present.at(-1));return present.
length<2||!last?[]:[{at:outer(last),objects:[],says:`This pull request ${listed(present.map(phase=>`${does[phase]} (${listed(placesOf(phase,phases))})`))}: ${why(
present)}`,instead:steps(...present.flatMap((phase,index)=>pullRequest(index,phase,phases)))}]}}),order2=["expand","migrate","contract"],does={expand:"expands",
migrate:"backfills",contract:"contracts"},why=present=>present.includes("contract")?"code that runs during the deployment meets both schemas, and the release be\
fore cannot be brought back.":"rows are filled before the code runs that writes the new form, and those written in between are missed.",outer=({facts})=>facts.inside??
facts.statement,here=(phase,phases)=>{let mine=phases.filter(one=>one.phase===phase);return mine.filter((one,index)=>mine.findIndex(other=>outer(other)===outer(
one))===index)};function placesOf(phase,phases){let places=here(phase,phases).map(one=>code(`${outer(one).file}:${String(outer(one).line)}`));return places.length<=
2?places:[places[0]??"",`${String(places.length-1)} more`]}var first={expand:"Expand, deployed before the code that needs it:",migrate:"Backfill, when all runni\
ng code writes the new form:",contract:"Contract, when no running code uses the old form:"};function pullRequest(index,phase,phases){let mine=here(phase,phases),
lines=[...new Set(mine.map(one=>outer(one).file))].flatMap(file=>{let own2=mine.filter(one=>outer(one).file===file);return phases.some(one=>one.phase!==phase&&outer(
one).file===file)?own2.map(one=>`- from ${file}:${String(outer(one).line)}: ${shortened(outer(one).sql).replace(/\s+/g," ")}`):[`- ${file} as it is`]});return[remark(
`Pull request ${String(index+1)}. ${first[phase]}`),...lines.map(remark)]}function lockings(statements){let found2=new Map;for(let facts of statements){let{transactionNumber,transaction}=facts.session,tables2=transaction==="none"?[]:tablesOf2(
facts),known4=found2.get(transactionNumber)??{seen:new Set,first:[]},table=tables2.find(one=>!known4.seen.has(one));if(table!==void 0){for(let one of tables2)known4.
seen.add(one);found2.set(transactionNumber,known4),known4.first.push({facts,table})}}return new Map([...found2].map(([number,{first:first2}])=>[number,first2]))}
function tablesOf2(facts){let tables2=facts.locks.filter(({mode,madeHere})=>!madeHere&&blocks(mode).length>0).flatMap(({relation})=>existingTable(relation,facts)?
[topOf2(relation,facts)]:[]);return[...new Set(tables2)]}function topOf2(name,facts){let parent=facts.catalog.relation(name)?.partitionOf;return parent?topOf2(parent,
facts):objectName(name)}var lockedAt=from=>({facts,table})=>`${code(table)} (${lineSeenFrom(from,facts.statement)})`;function longHolds(statements){let found2=new Map;for(let facts of statements){let{transactionNumber,held:locks}=facts.session;if(locks.length===0)continue;let what2=longWork(
facts);if(what2===void 0||saidOtherwise(facts))continue;let known4=found2.get(transactionNumber);if(known4){known4.others.push(facts);continue}let own2=facts.locks.
filter(({mode})=>blocks(mode).includes("reads")).map(({object})=>object),held=heldTables(facts).filter(({object})=>!own2.includes(object));held.length>0&&found2.
set(transactionNumber,{facts,what:what2,held,others:[]})}return found2}function saidOtherwise({statement:{node},session}){let validated=cmdsOf(node).flatMap(({subtype,
name})=>subtype==="AT_ValidateConstraint"?name??"":[]);return validated.length===0?!1:session.beforeOf("AlterTableStmt").some(one=>cmdsOf(one.node).some(({def})=>validated.
includes(as("Constraint",def)?.conname??"")))}var cmdsOf=node=>all("AlterTableCmd",as("AlterTableStmt",node)?.cmds);var rule69=defineRule({id:"multiple-tables-locked",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"One trans\
action locks several tables",why:"While it waits for the second table it keeps the first, so both stand still for the longest wait of all. And a transaction of \
the application that takes the two in the other order deadlocks with it: Postgres then ends one of them.",examples:{given:sql`
      create table orders (id bigint primary key);
      create table payments (id bigint primary key);`,bad:sql`
      begin;
      alter table orders add column note text;
      alter table payments add column note text;
      commit;`,good:sql`
      alter table orders add column note text;
      alter table payments add column note text;`},onPullRequest:({statements})=>untold(statements).flatMap(hit17)});function untold(statements){let told5=longHolds(
statements);return[...lockings(statements)].flatMap(([transaction,locked])=>told5.has(transaction)?[]:[locked])}function hit17(locked){let[first2,second]=locked;
return!first2||!second?[]:[{at:second.facts.statement,objects:[...new Set(locked.map(({table})=>table))],says:`One transaction locks ${listed(locked.map(lockedAt(
second.facts)))}: while it waits for one, whoever uses the others waits too. A transaction of the application that takes them in another order deadlocks with it\
.`,instead:viewsGo(locked)?"Split it into one migration a table, each with the views on that table dropped before and made again after it: Postgres refuses to c\
hange what a view still needs.":steps(...oneByOne(locked.map(({facts})=>facts.inside??facts.statement)))}]}var viewsGo=locked=>(locked.at(-1)?.facts.session.beforeOf(
"DropStmt")??[]).some(({node})=>["OBJECT_VIEW","OBJECT_MATVIEW"].includes(as("DropStmt",node)?.removeType??""));var rule70=defineRule({id:"new-query-needs-new-schema",severity:"warning",hazard:"compatibility",checks:"forward-compatibility",since:13,title:"A query of the p\
ull request fails on the old schema",why:"Where code is deployed before the migration has run, or the migration is rolled back under it, the pull request\u2019s own \
queries meet the old schema. They were read from the query files of its head commit and tried there.",observed({observations,whole}){let breaks=(observations.queryBreaks??
[]).filter(({code:code2})=>code2==="coming");return breaks.length===0?[]:[{at:whole,objects:[],says:`${failing(breaks,"old")} Until the migration has run, and a\
fter it is rolled back, the pull request\u2019s code meets that.`,instead:"Merge and apply the migration by itself first; bring the code that needs it in the pu\
ll request after."}]}});var rule71=defineRule({id:"not-idempotent",severity:"warning",hazard:"process",checks:"idempotent",since:13,title:"Interrupted, the migration cannot simply be r\
un again",why:"Connections break and timeouts strike. A migration that then needs somebody to tidy up by hand needs them at the worst moment.",observed:({rehearsal:{
rerun},whole})=>rerun.status==="fails"?[{at:whole,objects:[],says:`Interrupted and run again in the rehearsal: ${rerun.says}`,instead:"Put each statement that c\
ommits by itself into a migration of its own, or make it safe to repeat (IF NOT EXISTS, IF EXISTS; drop an invalid index before it is built again)."}]:[]});var rule72=defineRule({id:"not-null-default-then-drop-default",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveL\
ock",since:13,title:"Without the default, INSERTs that leave this required column out fail",why:"While a deployment goes on, old code inserts rows without namin\
g the column. As long as it has a default that works; once the column is NOT NULL and the default is gone, each of these INSERTs fails (23502).",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`
      alter table orders add column state text not null default 'open';
      alter table orders alter column state drop default;`,good:sql`alter table orders add column state text not null default 'open';`},on:{AT_ColumnDefault({cmd,
head,table:range},facts){let table=existingTable(range,facts);if(!table||!cmd.name||cmd.def&&!isNull(cmd.def)||!endsBare(cmd,table,facts))return;let name=objectName(
table.name),quoted2=quoteIdentifier(cmd.name);return{objects:[name],says:`INSERTs into ${code(name)} by the running code that leave ${code(quoted2)} out fail fr\
om now on (23502): the column is NOT NULL, and its default is gone.`,instead:steps(remark("1. Keep the default, and release code that names the column in each o\
f its INSERTs."),remark("2. When no old code runs any more, in a later pull request:"),`${head} ALTER COLUMN ${quoted2} DROP DEFAULT;`)}}}});function endsBare(dropping,table,facts){
let all2=alterationsOf(table.name,[facts,...facts.laterOn(table.name.name)]),found2=column(table,dropping.name),def=all2.slice(0,all2.indexOf(dropping)).flatMap(
one=>one.subtype==="AT_AddColumn"?as("ColumnDef",one.def)??[]:[]).find(({colname})=>colname===dropping.name),value=def&&own(def,"CONSTR_DEFAULT");if(found2?.default===
void 0&&!(value&&!isNull(value.raw_expr)))return!1;let required=found2?.notNull===!0||(def&&(own(def,"CONSTR_NOTNULL")??own(def,"CONSTR_PRIMARY")))!==void 0;for(let[
at,{subtype,name,def:set}]of all2.entries())if(name===dropping.name&&(subtype==="AT_SetNotNull"&&(required=!0),subtype==="AT_DropNotNull"&&(required=!1),!(at<=all2.
indexOf(dropping))&&(subtype==="AT_DropColumn"||subtype==="AT_AddIdentity"||subtype==="AT_ColumnDefault"&&set&&!isNull(set))))return!1;return required}var weight={skipped:"blocker",refused:"blocker",unknown:"warning",applied:"advice"},rule73=defineRule({id:"out-of-order-version",severity:"blocker",hazard:"proc\
ess",checks:"versioned",since:13,title:"A new migration sorts before one that is already merged",why:"Databases that ran the newer one are past this version: de\
pending on the tool it is skipped in silence, refused, or run in another order than on a new database.",onPullRequest:({changed:changed3,base,tool})=>changed3.filter(
({status,version,direction})=>status==="added"&&version!==""&&direction!=="down").flatMap(file=>{let{compareVersions,title,...usual}=tool(file.tool),olderVersion=file.
mayComeLate?"applied":usual.olderVersion,newest=base.filter(one=>one.version!==""&&sameHistory(one,file)&&sameDirection(one,file)).reduce((max,one)=>max===void 0||
compareAges(one,max,compareVersions)>0?one:max,void 0);return newest===void 0||compareAges(file,newest,compareVersions)>=0?[]:[{at:topOf(file.path),objects:[],says:`${order3(
file,newest)}, which is merged already: ${consequence(title,olderVersion)}.`,instead:file.stamp===void 0?`Give ${file.path} a version after ${newest.version}.`:
`Bring the branch up to date and make ${file.path} the newest in ${title}\u2019s own list again.`,severity:weight[olderVersion]}]})});function compareAges(a,b,compareVersions){
return a.stamp!==void 0&&b.stamp!==void 0?a.stamp-b.stamp:a.identity===void 0&&a.place===void 0?compareVersions(a.version,b.version):0}var order3=(file,newest)=>file.
stamp===void 0?`Version ${file.version} comes before ${newest.version}`:`The tool\u2019s own list has ${code(file.path)} as older than ${code(newest.path)}`;function consequence(title,older){
return older==="skipped"?`${title} skips it in silence on every database that has the newer one`:older==="refused"?`${title} refuses to run on every database th\
at has the newer one`:older==="applied"?`${title} runs it late, so that databases run the two in different orders`:"whether it is run on databases that have the\
 newer one depends on what runs it"}var noWork={reasons:[],before:""};function attachWork(parent,child,facts){if(!parent.known||!child.known)return noWork;let own2=facts.catalog.indexes(child.name),
indexes=facts.catalog.indexes(parent.name).filter(one=>!own2.some(other=>alike2(one,other))),keys=parent.constraints.filter(one=>one.references&&!child.constraints.
some(other=>other.validated&&sameKey(one,other)));return{reasons:[...indexes.map(({name})=>`an index like ${code(objectName(name))} is built`),...keys.map(({name})=>`\
the foreign key ${code(quoteIdentifier(name))} is checked`)],before:steps(...indexes.map(one=>built(one,child,facts)),...keys.map(({name})=>remark(`The foreign \
key ${quoteIdentifier(name)} on ${objectName(child.name)} as well, NOT VALID, then VALIDATE.`)))}}var alike2=(whole,part)=>whole.unique===part.unique&&whole.method===
part.method&&whole.partial===part.partial&&whole.hasExpressions===part.hasExpressions&&whole.columns.join()===part.columns.join()&&(whole.constraint===void 0||part.
constraint!==void 0),sameKey=(a,b)=>a.references!==void 0&&b.references!==void 0&&sameName(a.references.table,b.references.table)&&a.columns.join()===b.columns.
join();function built(index,child,facts){let table=objectName(child.name);if(index.partial||index.hasExpressions)return remark(`An index like ${objectName(index.
name)} on ${table}, built CONCURRENTLY.`);let owner=facts.catalog.relation(index.table)?.constraints.find(({name:name2})=>name2===index.constraint),primary=owner?.
kind==="primary-key",suffix=primary?"pkey":owner?"key":"idx",name=chosenName(child.name,primary?[]:index.columns,suffix),method=index.method==="btree"?"":` USIN\
G ${index.method}`,create=`CREATE ${index.unique?"UNIQUE ":""}INDEX CONCURRENTLY ${name} ON ${table}${method} (${columnList(index.columns)});`,kind=primary?"PRI\
MARY KEY":"UNIQUE";return steps(outsideTransaction(create,facts),owner?`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name};`:"")}var rule74=defineRule({id:"partition-attach-scan",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,title:"A\
ttaching a partition reads it, or the default partition, while nobody may use it",why:"ATTACH PARTITION looks at every row of the new partition, and of the defa\
ult partition, under AccessExclusive locks on both. A valid CHECK, with NOT NULL, that says the same as the bounds proves it beforehand; one on the default part\
ition has to say the opposite. Indexes and foreign keys that the partitioned table has and the new partition lacks are made under the same lock. The partitioned\
 table itself stays in use.",examples:{given:sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 (id bigint, at date not null);`,rows:sql`insert into events_2026 select n, '2026-02-01' from generate_series(1, 1000) n;`,bad:sql`alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');`,
good:sql`
      alter table events_2026 add constraint bound check (at >= '2026-01-01' and at < '2027-01-01') not valid;
      alter table events_2026 validate constraint bound;
      alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');
      alter table events_2026 drop constraint bound;`},on:{AT_AttachPartition(action,facts){let parent=facts.catalog.relation(writtenName(action.table)),command=as(
"PartitionCmd",action.cmd.def);if(!parent||!command?.name)return;let rest2=defaultPartition(parent,facts),free=command.bound?.is_default===!0&&parent.known&&parent.
partitions.length===0,bound=boundOf(command.bound,parent),child=existingTable(command.name,facts),read2=child&&!free&&!provesWithin(child,bound,parent.partitionKey)?
child:void 0,searched=existingTable(rest2?.name,facts),other=searched&&!provesOutside(searched,bound,parent.partitionKey)?searched:void 0,work=child?attachWork(
parent,child,facts):noWork,reasons=[read2?`no valid CHECK proves that all rows of ${code(objectName(read2.name))} belong in it`:"",...work.reasons,other?`no val\
id CHECK proves that the default partition ${code(objectName(other.name))} has none of them`:""].filter(Boolean);if(reasons.length===0)return;let objects=[work.
reasons.length>0?child:read2,other].flatMap(one=>one?objectName(one.name):[]),checks=[read2&&insideCheck(read2,bound),other&&outsideCheck(other,bound)].flatMap(
one=>one??[]);return{objects,says:`Reads and writes of ${listed(objects.map(code))} wait while ATTACH PARTITION looks at every row under AccessExclusive: ${listed(
reasons)}.`,instead:steps(other?remark("Rows of the default partition that belong in the new one have to leave it first."):"",work.before,...checks.map(({add})=>add),
nextMigration("reads and writes go on during the scan."),...checks.map(({validate})=>validate),statement(`${action.head} ${action.text}`),...checks.map(({drop})=>drop))}}}});var rule75=defineRule({id:"partition-detach",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,mechanical:!0,title:"D\
etaching a partition stops the whole partitioned table",why:"DETACH PARTITION takes AccessExclusive on the partitioned table, the partition and the default part\
ition, until the transaction ends. CONCURRENTLY lets reads and writes go on, but not beside a default partition; with a lock_timeout, and nothing long in the tr\
ansaction, the wait is bounded.",versions:"DETACH PARTITION \u2026 CONCURRENTLY: Postgres 14 and later.",examples:{given:sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');`,bad:sql`alter table events detach partition events_2025;`,
good:sql`
      set lock_timeout = '2s';
      alter table events detach partition events_2025;`},on:{AT_DetachPartition(action,facts){let parent=existingTable(action.table,facts),command=as("Partition\
Cmd",action.cmd.def),bounded=waitIsBounded(facts);if(!parent||!command?.name||command.concurrent||bounded&&nothingLongFollows(facts))return;let partition=existingTable(
command.name,facts),rest2=defaultPartition(parent,facts),objects=[...new Set([parent,partition,rest2].flatMap(one=>one?objectName(one.name):[]))],online=facts.postgres>=
14&&!rest2;return{objects,says:`Reads and writes of ${listed(objects.map(code))} wait until this transaction ends: DETACH PARTITION takes AccessExclusive on ${objects.
length===1?"it":"each of them"}.`,instead:online?steps(outsideTransaction(`${action.head} ${action.text} CONCURRENTLY;`,facts),leaves):shortLock(facts),...bounded?
{severity:"advice"}:{}}}}}),leaves=remark("It leaves a CHECK of the old bounds on the table: drop that where other rows shall come in.");var rule76=defineRule({id:"pk-using-index-nullable",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,
title:"PRIMARY KEY USING INDEX still looks for NULLs while nobody may use the table",why:"A primary key makes its columns NOT NULL. Where they allow NULL, Postg\
res looks at every row under an AccessExclusive lock although the index is there already, unless a valid CHECK (column IS NOT NULL) has proved it.",examples:{given:sql`
      create table orders (number bigint);
      create unique index orders_number on orders (number);`,rows:sql`insert into orders select generate_series(1, 1000);`,bad:sql`alter table orders add constraint orders_pkey primary key using index orders_number;`,
good:sql`
      alter table orders add constraint orders_number_not_null check (number is not null) not valid;
      alter table orders validate constraint orders_number_not_null;
      alter table orders add constraint orders_pkey primary key using index orders_number;
      alter table orders drop constraint orders_number_not_null;`},on:{AT_AddConstraint(action,facts){let table=existingTable(action.table,facts),key=constraintDef(
action);if(!table||key?.contype!=="CONSTR_PRIMARY"||!key.indexname)return;let open=(facts.catalog.index({schema:table.name.schema,name:key.indexname})?.columns??
[]).filter(name2=>column(table,name2)?.notNull===!1&&!table.constraints.some(one=>one.validated&&one.provesNotNull.includes(name2)));if(open.length===0)return;let name=objectName(
table.name),columns=listed(open.map(one=>code(quoteIdentifier(one))));return{objects:[name],says:`Reads and writes of ${code(name)} wait while every row is look\
ed at for NULLs under AccessExclusive: ${columns} ${open.length===1?"allows":"allow"} NULL, and a primary key sets NOT NULL.`,instead:steps(...open.map(one=>provenNotNull(
action.head,table.name,one)),nextMigration("it only takes the index over."),statement(`${action.head} ${action.text}`))}}}});var often=({callsPerSecond})=>callsPerSecond===void 0?"":` (${counted(Math.max(1,callsPerSecond),"call")} a second)`,figures=({scan,rows,cost})=>`${code(scan)} \
(${counted(rows,"row")} expected, cost ${grouped(cost)})`;function because({lost:lost2,analyzed,table}){let gone=lost2.length===0?"":`${listed(lost2.map(code))}\
, which it used, is gone`;return analyzed==="as-bad"?gone===""?"":` ${gone}.`:` ${gone===""?"Statistics are gone":`${gone}, and with it the statistics on what i\
t indexed`}: an ANALYZE of ${code(table)} brought the plan back. Autovacuum takes none after DDL.`}function insteadOf({lost:lost2,analyzed,table}){return analyzed===
"as-before"?`Run \`ANALYZE ${table};\` ${lost2.length>0?"before this statement, once what replaces the index is there":"right after this statement"}.`:lost2.length>
0?"Keep the index, or build the one that serves this query first, with CREATE INDEX CONCURRENTLY.":"Look at both plans with EXPLAIN, and see that the query keep\
s an index that it can use."}var rule77=defineRule({id:"plan-regression",severity:"warning",hazard:"compatibility",checks:"backward-compatibility",since:13,title:"\
A known query gets a much worse plan",why:"A query that reads a few rows by an index today may read the whole table tomorrow. The index may be gone, or the stat\
istics that told the planner how few rows they are. Those of an expression belong to its index; those of a column go when its type changes. The plans of the dep\
loyed code\u2019s known queries were compared before and after the migration, on the rows of the rehearsal. It is told where the whole costs ten times as much, or a \
table is believed to give a hundred times the rows.",observed:({observations,place})=>byStatement(observations.planRegressions??[]).map(([first2,...others])=>({
at:place(first2.at),objects:[first2.table],says:`${queryNamed(first2)}${often(first2)} is planned much worse after it: on ${code(first2.table)} with ${counted(first2.
tableRows,"row")}, before ${figures(first2.before)}, after ${figures(first2.after)}.${because(first2)}${others.length===0?"":` ${counted(others.length,"more que\
ry gets","more queries get")} a worse plan too.`}`,instead:insteadOf(first2)}))});var rule78=defineRule({id:"refresh-matview",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,mechanical:!0,
title:"Refreshing a materialized view makes its readers wait for the whole query",why:"REFRESH MATERIALIZED VIEW holds an AccessExclusive lock on the view while\
 its query runs. CONCURRENTLY lets reads go on; it needs a unique index on plain columns, without WHERE, and a view that was filled before.",examples:{given:sql`
      create table orders (id bigint primary key, customer_id bigint);
      create materialized view totals as select customer_id, count(*) from orders group by 1;
      create unique index totals_customer on totals (customer_id);`,rows:sql`
      insert into orders select n, n from generate_series(1, 1000) n;
      refresh materialized view totals;`,bad:sql`refresh materialized view totals;`,good:sql`refresh materialized view concurrently totals;`},on:{RefreshMatViewStmt({
relation,concurrent,skipData},facts){let view=existingTable(relation,facts);if(!view||concurrent)return;let name=objectName(view.name);return{objects:[name],says:skipData?
`Reads of ${code(name)} fail (55000) from here until it is filled again: WITH NO DATA empties it, under AccessExclusive.`:`Reads of ${code(name)} wait until its\
 whole query is done: REFRESH MATERIALIZED VIEW holds AccessExclusive on it.`,instead:steps(uniqueIndex(view,facts),`REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}\
;`)}}}});function uniqueIndex(view,facts){if(facts.catalog.indexes(view.name).some(({unique:unique4,partial,hasExpressions})=>unique4&&!partial&&!hasExpressions))
return"";let index=`CREATE UNIQUE INDEX CONCURRENTLY ${chosenName(view.name,[],"key")} ON ${objectName(view.name)} (<columns that tell its rows apart>);`;return steps(
remark("CONCURRENTLY needs a unique index on plain columns, without WHERE:"),outsideTransaction(index,facts),nextMigration("reads go on while the view is filled\
."))}var rule79=defineRule({id:"refused-by-sandbox",severity:"blocker",hazard:"failure",checks:"forward-compatibility",since:13,title:"The migration asks for what on\
ly the server\u2019s owner may do",why:"Programs and files of the server, and its settings, are a superuser\u2019s. No managed service permits them to a migration, a\
nd neither does the rehearsal.",observed:({observations,place})=>observations.refused.map(refused=>({at:place(refused),objects:[],says:`The rehearsal refused th\
is: ${refused.says}`,instead:"Take it out of the migration; let whoever runs the server do it."}))});var rule80=defineRule({id:"reindex-not-concurrent",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"ShareLock",scans:!0,since:13,mechanical:!0,title:"\
REINDEX makes writes wait, and nearly every read",why:"REINDEX holds a Share lock on the table and AccessExclusive on the index until it is built anew. Planning\
 a query locks every index of its table, so reads wait as well, unless their plan is cached and leaves the index out.",examples:{given:sql`create table orders (id bigint primary key, email text);`,
rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`reindex table orders;`,good:sql`reindex table concurrently orders;`},on:{
ReindexStmt(reindex,facts){if(switchedOn(reindex.params,"concurrently"))return;let name=tableOf2(reindex,facts);if(name!==void 0)return{objects:name===""?[]:[name],
says:`Writes to ${name===""?"its table":code(name)} wait until the indexes are built anew, and nearly every read with them: REINDEX holds Share on the table and\
 AccessExclusive on each index.`,instead:outsideTransaction(statement(concurrently2(facts.statement.sql)),facts)}}}});function tableOf2({kind,relation},facts){if(kind===
"REINDEX_OBJECT_TABLE"){let table2=existingTable(relation,facts);return table2&&objectName(table2.name)}if(kind!=="REINDEX_OBJECT_INDEX"||!relation)return;let index=facts.
catalog.index(writtenName(relation));if(!index)return facts.catalog.complete?void 0:"";let table=facts.catalog.relation(index.table);return table&&!table.madeHere?
objectName(table.name):void 0}var concurrently2=text=>oneLine(text).replace(/^(REINDEX\s*(?:\([^)]*\)\s*)?(?:TABLE|INDEX))\b/i,(_,head)=>`${head} ${inCaseOf(head,
"CONCURRENTLY")}`);var rule81=defineRule({id:"rename-column",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",
since:13,title:"Renaming a column breaks the running code at once",why:"Old and new code run side by side during a deployment, and one of them names a column th\
at is not there.",examples:{given:sql`create table orders (id bigint primary key, note text);`,bad:sql`alter table orders rename column note to remark;`,good:sql`alter table orders add column remark text;`},
on:{RenameStmt(rename,facts){if(rename.renameType!=="OBJECT_COLUMN")return;let table=existing(rename.relation,facts);if(!table||!rename.subname||!rename.newname||
table.known&&table.columns.length>0&&!column(table,rename.subname))return;let name=objectName(table.name),[old,fresh]=[quoteIdentifier(rename.subname),quoteIdentifier(
rename.newname)];return{objects:[name],says:`Queries of the running code that name ${code(old)} of ${code(name)} fail from the moment it is called ${code(fresh)}\
.`,instead:instead5(table,rename.subname,rename.newname,facts)}}}});function instead5(table,from,to,facts){let name=objectName(table.name),[old,fresh]=[quoteIdentifier(
from),quoteIdentifier(to)];if(table.kind!=="table"&&table.kind!=="partitioned-table")return`Add ${fresh} to ${name} beside ${old}, and drop ${old} when no code \
reads it any more.`;let was=column(table,from),initial=was?.default===void 0?"":` DEFAULT ${was.default}`;return steps(`ALTER TABLE ${name} ADD COLUMN ${fresh} ${was?
typeText(was.type):"<type>"}${initial};`,remark("Release code that writes both columns. Then fill the old rows:"),inBatches(table,`UPDATE ${name} SET ${fresh} =\
 ${old}`,`${fresh} IS DISTINCT FROM ${old}`,facts),was?.notNull?provenAfterwards(`ALTER TABLE ${name}`,table.name,to):"",nextMigration("when no code reads the o\
ld name any more."),`ALTER TABLE ${name} DROP COLUMN ${old};`)}var rule82=defineRule({id:"rename-enum-value",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",since:13,title:"Renamin\
g an enum value breaks the code that still uses the old one",why:"From that moment the old label is no value of the type: queries that name it fail (22P02), and\
 code that reads rows meets a label it does not know. A new value beside the old one serves both.",examples:{given:sql`
      create type order_state as enum ('open', 'done');
      create table orders (id bigint primary key, state order_state);`,bad:sql`alter type order_state rename value 'done' to 'closed';`,good:sql`alter type order_state add value 'closed';`},
on:{AlterEnumStmt(alter,facts){let{oldVal:old,newVal:fresh}=alter;if(old===void 0||fresh===void 0)return;let written5=fromParts(stringsOf(alter.typeName)),type=facts.
catalog.type(written5);if((type?type.madeHere:facts.catalog.complete)||type?.labels&&!type.labels.includes(old))return;let name=objectName(type?.name??{schema:written5.
schema??"public",name:written5.name}),rows=backfills(type?.name,[old,fresh],facts);return{objects:[name],says:`Queries of the running code that name ${code(literal(
old))} of ${code(name)} fail from the moment it is called ${code(literal(fresh))} (22P02). Rows that hold it come back with a label that code does not know.`,instead:steps(
`ALTER TYPE ${name} ADD VALUE ${literal(fresh)} AFTER ${literal(old)};`,remark(`Release code that reads both values and writes the new one.${rows.length>0?" The\
n change the old rows:":""}`),...rows,remark("The old value stays in the type, unused: Postgres cannot take it away."))}}}});function backfills(type,[old,fresh],facts){
return facts.catalog.relations.flatMap(relation=>{let table=type&&relation.partitionOf===void 0?existingTable(relation.name,facts):void 0;return(table?.columns.
filter(one=>type&&sameName(one.type,type)&&one.type.arrayDimensions===0)??[]).flatMap(({name})=>table&&column(table,name)?[{table,name}]:[])}).map(({table,name})=>{
let quoted2=quoteIdentifier(name),update=`UPDATE ${objectName(table.name)} SET ${quoted2} = ${literal(fresh)}`;return inBatches(table,update,`${quoted2} = ${literal(
old)}`,facts)})}function renamedType({object,newname,renameType},facts){if(!object||newname===void 0)return;let written5=nameFrom(object),type=facts.catalog.type(written5);if(type?
type.madeHere:facts.catalog.complete)return;let old=type?.name??{schema:written5.schema??"public",name:written5.name};if(takenAgain(old.name,facts))return;let name=objectName(
old);return{objects:[name],says:`Casts of the running code to ${code(name)} fail from the moment it is called ${code(quoteIdentifier(newname))} (42704).`,instead:(type?.
kind??(renameType==="OBJECT_DOMAIN"?"domain":"enum"))==="enum"?keepName:steps(atOnce(facts,statement(oneLine(facts.statement.sql)),`CREATE DOMAIN ${name} AS ${objectName(
{...old,name:newname})};`),"-- Drop the domain when no code uses the old name any more.")}}var keepName=steps(remark("Leave the type its name, and use the new n\
ame in the code only."),remark("A domain under the old name would serve writes, but each comparison of the column with it fails (42883).")),takenAgain=(name,facts)=>restOfTransaction(
facts).some(({statement:{node}})=>madeBy(node)===name);function madeBy(node){let list2=as("CreateEnumStmt",node)?.typeName??as("CreateDomainStmt",node)?.domainname;
return list2?nameFrom({List:{items:[...list2]}}).name:as("RenameStmt",node)?.newname??as("CompositeTypeStmt",node)?.typevar?.relname}var rule83=defineRule({id:"rename-table",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",
since:13,title:"Renaming a table breaks the running code at once",why:"Old and new code run side by side during a deployment, and one of them names a table that\
 is not there. A view under the old name, made in the same transaction, serves both. The same holds of a type: casts name it, and a domain under the old name se\
rves them, unless it is an enum, which compares with no domain.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`alter table orders rename to purchases;`,
good:sql`
      begin;
      alter table orders rename to purchases;
      create view orders as select * from purchases;
      commit;`},on:{RenameStmt(rename,facts){if(rename.renameType==="OBJECT_TYPE"||rename.renameType==="OBJECT_DOMAIN")return renamedType(rename,facts);if(!["OB\
JECT_TABLE","OBJECT_VIEW","OBJECT_MATVIEW"].includes(rename.renameType??""))return;let relation=existing(rename.relation,facts);if(!relation||!rename.newname||relation.
kind==="index"||relation.kind==="sequence"||madeAgain2(relation.name,facts))return;let name=objectName(relation.name),fresh=objectName({...relation.name,name:rename.
newname});return{objects:[name],says:`Queries of the running code on ${code(name)} fail from the moment it is called ${code(quoteIdentifier(rename.newname))}.`,
instead:steps(atOnce(facts,statement(oneLine(facts.statement.sql)),`CREATE VIEW ${name} AS SELECT * FROM ${fresh};`),"-- Drop the view when no code uses the old\
 name any more.")}}}});var rule84=defineRule({id:"replace-view-lock",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",since:13,title:"Replacing a vi\
ew makes its readers wait",why:"CREATE OR REPLACE VIEW is quick, but takes an AccessExclusive lock on the view and keeps it to the end of the transaction. It wa\
its for every query that is reading the view, and new ones queue behind it. With a lock_timeout the wait is bounded.",examples:{given:sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,bad:sql`create or replace view open_orders as select id from orders where paid is not true;`,
good:sql`create view unpaid_orders as select id from orders where paid is not true;`},on:{ViewStmt(create,facts){let view=create.replace?existing(create.view,facts):
void 0;if(!view?.known)return;let name=objectName(view.name),bounded=(facts.session.lockTimeoutMs??0)>0;return{objects:[name],says:`Queries on ${code(name)} wai\
t until this transaction ends: CREATE OR REPLACE VIEW takes AccessExclusive on the view, and while it waits for a running query everything queues behind it.`,instead:steps(
remark("In a migration of its own with nothing long in it, so that the lock is short:"),"SET lock_timeout = '2s';",statement(facts.statement.sql)),...bounded?{severity:"\
advice"}:{}}}}});function existingNames(type,nodes,facts){return nodes.flatMap(node=>{let range=as("RangeVar",node);if(range){let relation=existing(range,facts);return relation&&
!droppedLater(relation.name,facts)?[objectName(relation.name)]:[]}let parts2=namedBy(node),written5=fromParts(parts2);if(type==="OBJECT_SCHEMA")return existingSchema(
written5.name,facts)?[quoteIdentifier(written5.name)]:[];let found2=routineNamed(node,facts)??facts.catalog.type(written5);return found2?.madeHere?[]:[found2?objectName(
found2.name):parts2.map(quoteIdentifier).join(".")]})}var kinds5={OBJECT_SEQUENCE:"the sequence ",OBJECT_FUNCTION:"the function ",OBJECT_PROCEDURE:"the procedur\
e ",OBJECT_ROUTINE:"the routine ",OBJECT_SCHEMA:"the schema ",OBJECT_DATABASE:"the database ",OBJECT_TYPE:"the type "},role=({roletype,rolename})=>roletype==="R\
OLESPEC_CSTRING"?quoteIdentifier(rolename??""):(roletype??"").replace("ROLESPEC_",""),rolesOf=nodes=>all("RoleSpec",nodes).map(role),privilegesOf=node=>all("Acc\
essPriv",node.privileges).map(({priv_name:name="all"})=>name.toUpperCase());function revoked(node,facts){let own2=lost(node,facts);if(own2.length===0||run(node,
facts,"previous").some(({objects:objects2})=>objects2.length>0))return;let after2=run(node,facts,"next").filter(one=>one.objects.length>0),all2=[{node,facts,objects:own2},
...after2],objects=[...new Set(all2.flatMap(one=>one.objects))],whole=node.targtype==="ACL_TARGET_ALL_IN_SCHEMA",what2=whole?"everything in the schema ":kinds5[node.
objtype??""]??"";return{objects:whole?[]:objects,says:`Running code that connects as ${takenFrom(all2)} loses ${taken(all2)} on ${what2}${listedBriefly(objects.
map(code))}: what needs it fails from now on (42501).`,instead:afterRelease(...all2.map(one=>one.facts))}}var takenFrom=all2=>listedBriefly([...new Set(all2.flatMap(
({node})=>rolesOf(node.grantees)))].map(code));function taken(all2){let rights=all2.map(({node})=>privilegesOf(node));return rights.some(one=>one.length===0)?"e\
very right":code([...new Set(rights.flat())].join(", "))}function run(node,facts,side){let found2=[];for(let[from,one]=[facts,facts[side]];one?.path===facts.path;[
from,one]=[one,one[side]]){let other=as("GrantStmt",one.statement.node),later3=side==="next"?one:from;if(!other||other.is_grant||other.objtype!==node.objtype||other.
targtype!==node.targtype||later3.statement.comments.some(({text})=>text.includes("migrate:allow"))||(found2.push({node:other,facts:one,objects:lost(other,one)}),
side==="previous"&&found2.at(-1)?.objects.length!==0))break}return found2}var known3=new WeakMap;function lost(node,facts){let before2=known3.get(facts);if(before2)
return before2;let stays=node.is_grant===!0||node.grant_option===!0||node.targtype==="ACL_TARGET_DEFAULTS",type=node.targtype==="ACL_TARGET_ALL_IN_SCHEMA"?"OBJE\
CT_SCHEMA":node.objtype,objects=stays?[]:existingNames(type,node.objects??[],facts),back=objects.length>0&&restOfTransaction(facts).some(later3=>grantsBack(node,
later3));return known3.set(facts,back?[]:objects),back?[]:objects}function grantsBack(revoke,{statement:{node}}){let grant=as("GrantStmt",node);if(!grant?.is_grant||
grant.targtype!==revoke.targtype||grant.objtype!==revoke.objtype)return!1;let[rights,again2]=[privilegesOf(revoke),privilegesOf(grant)];return((one=[],other=[])=>plain3(
one)===plain3(other))(revoke.objects,grant.objects)&&rolesOf(revoke.grantees).every(one=>rolesOf(grant.grantees).includes(one))&&(again2.length===0||rights.length>
0&&rights.every(one=>again2.includes(one)))}var plain3=nodes=>JSON.stringify(nodes,(key,value)=>key==="location"?void 0:value);function membershipRevoked(node,facts){
if(node.is_grant||(node.opt??[]).length>0)return;let granted=all("AccessPriv",node.granted_roles).map(({priv_name:name=""})=>quoteIdentifier(name));return{objects:[],
says:`Running code that connects as ${listedBriefly(rolesOf(node.grantee_roles).map(code))} loses every right of ${listedBriefly(granted.map(code))}: what needs\
 one fails from now on (42501).`,instead:afterRelease(facts)}}function ownerChanged(node,facts){let[name]=existingNames(node.objectType,node.object?[node.object]:
[],facts),owned=kinds5[node.objectType??""];return name===void 0||owned===void 0?void 0:handedOver(name,owned,node.newowner,facts)}var handedOver=(name,kind,owner,facts)=>({
objects:[name],says:`Running code that connects as the owner of ${kind}${code(name)} loses its rights on it to ${code(owner?role(owner):"another role")}: what n\
eeds one fails from now on (42501).`,instead:steps(remark("In the same transaction give the old owner what its code needs, for instance:"),statement(oneLine(facts.
statement.sql)),kind===""?`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO <old owner>;`:`GRANT <rights> ON ${kind.replace("the ","").toUpperCase()}${name} T\
O <old owner>;`)}),afterRelease=(...revokes)=>steps(remark("1. See that no running code needs the right, or release code that does not."),remark("2. When no old\
 code runs any more, in a later pull request:"),...revokes.map(one=>statement(oneLine(one.statement.sql))));var waits="Reads and writes wait for a moment: AccessExclusive.",told2=(table,facts,says3)=>({objects:[objectName(table.name)],says:`${says3} ${waits}`,instead:steps(
remark("1. On a copy, look as each role of the application at what it still sees and may change:"),`SET ROLE <role>; SELECT count(*) FROM ${objectName(table.name)}\
; RESET ROLE;`,remark("2. Release code that copes with it. Then:"),statement(oneLine(facts.statement.sql)))});function enabled(table,facts){if(table.rowSecurity===
"before")return;let name=code(objectName(table.name)),seen=table.policies.length>0||facts.later.some(one=>createsPolicyOn(table,one))?`only rows of ${name} that\
 a policy lets through`:`no row of ${name} at all, as no policy lets any through`;return told2(table,facts,`From now on running code sees and changes ${seen}, u\
nless it connects as the owner or a role with BYPASSRLS.`)}var forced=(table,facts)=>told2(table,facts,`From now on running code that connects as the owner of ${code(
objectName(table.name))} sees and changes only rows that a policy lets through.`),disabled=(table,facts)=>({...told2(table,facts,`Policies of ${code(objectName(
table.name))} no longer hold: every role that may read the table sees all of its rows.`),severity:"warning"}),createsPolicyOn=(table,{statement:{node},catalog})=>{
let policy=as("CreatePolicyStmt",node),on=policy?.table&&catalog.relation(writtenName(policy.table));return on!==void 0&&sameName(on.name,table.name)};function settled(table,facts){
return droppedLater(table.name,facts)?!0:table.rowSecurity==="before"?!1:table.rowSecurity==="here"||facts.catalog.complete?!0:alterationsOf(table.name,facts.later).
some(({subtype})=>subtype==="AT_EnableRowSecurity")}function policyMade(node,facts){let table=existingTable(node.table,facts);if(!table||settled(table,facts)||droppedBefore2(
table,node.policy_name,facts))return;let[policy,name]=[code(quoteIdentifier(node.policy_name??"")),code(objectName(table.name))],does2=doing[node.cmd_name??""]??
"sees and changes";if(node.permissive===!0){let says3=`The policy ${policy} lets more rows of ${name} through: running code of its roles ${does2} rows that it d\
id not.`;return{...told2(table,facts,says3),severity:"warning"}}return told2(table,facts,`From now on running code ${does2} only rows of ${name} that the policy\
 ${policy} lets through as well.`)}var doing={select:"sees",insert:"inserts",update:"changes",delete:"deletes"},droppedBefore2=(table,policy,{session})=>session.
before.some(({node})=>{let drop=as("DropStmt",node);return drop?.removeType!=="OBJECT_POLICY"?!1:(drop.objects??[]).some(one=>{let{schema,name}=nameFrom(one);return name===
policy&&(schema===void 0||schema===table.name.name)})});function policyAltered(node,facts){let table=existingTable(node.table,facts);if(!table||settled(table,facts))
return;let[policy,name]=[code(quoteIdentifier(node.policy_name??"")),code(objectName(table.name))];return told2(table,facts,`From now on the policy ${policy} of\
 ${name} lets other rows through: running code may see fewer, or be refused a write.`)}function policiesDropped(drop,facts){return(drop.objects??[]).flatMap(node=>{
let items="List"in node?node.List.items??[]:[],table=existingTable(nameFrom({List:{items:items.slice(0,-1)}}),facts),policy=nameFrom(node).name;if(!table||settled(
table,facts)||table.known&&!table.policies.includes(policy))return[];let[shown3,name]=[code(quoteIdentifier(policy)),code(objectName(table.name))];return[told2(
table,facts,`From now on running code no longer sees or changes rows of ${name} that only the policy ${shown3} let through.`)]})}var rule85=defineRule({id:"rls-policy-privilege",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",takes:"AccessExclusiveLock",since:13,
title:"Running code sees fewer rows, or loses a right",why:"Row level security lets a role see and change only what a policy lets through, and nothing at all wh\
ere there is no policy. Queries do not fail, they answer with fewer rows. REVOKE and a change of owner take rights away at once (42501).",examples:{given:sql`create table orders (id bigint primary key, tenant text);`,
bad:sql`alter table orders enable row level security;`,good:sql`create policy own_rows on orders using (tenant = current_user);`},on:{AT_EnableRowSecurity:(action,facts)=>onTable(
action,facts,enabled),AT_ForceRowSecurity:(action,facts)=>onTable(action,facts,forced),AT_DisableRowSecurity:(action,facts)=>onTable(action,facts,disabled),CreatePolicyStmt:policyMade,
AlterPolicyStmt:policyAltered,DropStmt:(drop,facts)=>drop.removeType==="OBJECT_POLICY"?policiesDropped(drop,facts):void 0,GrantStmt:revoked,GrantRoleStmt:membershipRevoked,
AlterOwnerStmt:ownerChanged,AlterTableStmt:newOwner}});function onTable({table:range},facts,tell){let table=existingTable(range,facts);return table?tell(table,facts):
void 0}function newOwner({relation:range,cmds},facts){let relation=existing(range,facts),change2=all("AlterTableCmd",cmds).find(({subtype})=>subtype==="AT_Chang\
eOwner");return relation&&change2?handedOver(objectName(relation.name),"",change2.newowner,facts):void 0}var rule86=defineRule({id:"rollback-differs",severity:"warning",hazard:"process",checks:"rollback-plan",since:13,title:"The down migration does not restore the \
schema",why:"After up and down the schema is another than before, so that old code, or the next up, may fail on it.",observed:({rehearsal:{rollback},whole})=>rollback.
status==="differs"?[{at:whole,objects:[],says:`Rolled back in the rehearsal: ${rollback.says}`,instead:"Make the down undo everything that the up does."}]:[]});var rule87=defineRule({id:"rollback-fails",severity:"warning",hazard:"process",checks:"rollback-plan",since:13,title:"The down migration fails",why:"A way back \
that fails is found out when it is needed most.",observed:({rehearsal:{rollback},whole})=>rollback.status==="fails"?[{at:whole,objects:[],says:`Rolled back in t\
he rehearsal: ${rollback.says}`,instead:"Mend the down migration until the rehearsal takes it."}]:[]});var rule88=defineRule({id:"rollback-loses-data",severity:"warning",hazard:"process",checks:"rollback-plan",since:13,title:"The down migration does not bring the\
 rows back",why:"The schema is as before, the rows are not: what was dropped or overwritten is gone.",observed:({rehearsal:{rollback},whole})=>rollback.status===
"loses-data"?[{at:whole,objects:[],says:`Rolled back in the rehearsal: ${rollback.says}`,instead:"Keep what the migration removes (rename instead of drop, copy \
to a side table), or say in the pull request that the loss is meant."}]:[]});var rule89=defineRule({id:"row-lock-cancels",severity:"warning",hazard:"failure",checks:"lock-analysis",since:13,title:"Whoever has changed one of its rows canc\
els it",why:"An UPDATE or DELETE waits for every transaction that has changed one of its rows and is still open, and lock_timeout and statement_timeout count th\
at wait too. Of many rows on a table in use, one is enough: the statement is cancelled, and the migration ends there. Nobody who reads waits meanwhile, so that \
a limit which is right for ALTER TABLE may be too short for it.",observed:seen=>cancelledForRows(seen).map(one=>({at:one.seen.at,objects:one.stall.tables,says:says(
one),instead:instead6(one)}))});function says({stall,waited,seen,alike:alike3}){let{lockTimeoutMs,sqlstate="",keeps:keeps2=[]}=waited,limit3=sqlstate==="55P03"?
`the lock_timeout in force, ${duration(lockTimeoutMs)}, counts locked rows as well`:"the statement_timeout in force counts that wait as well",kept2=keeps2.length===
0?"":` Until then its transaction kept ${listed(keeps2.map(code))} locked.`,others=alike3.length===0?"":` So would ${listed(alike3.map(placeOf))} be.`;return`Be\
hind a transaction that had changed some of its rows in ${listed(stall.tables.map(code))} it was cancelled in the rehearsal (${sqlstate}): ${limit3}. ${afterwards(
seen)}${kept2}${others}`}var placeOf=({run:run2})=>code(`${run2.file}:${String(run2.line)}`),inTransaction2=({facts})=>facts!==void 0&&(facts.transaction!=="per\
-statement"||facts.session.transaction!=="none"),afterwards=seen=>inTransaction2(seen)?"All that its transaction did is undone then.":"The migration ends there,\
 and what ran before it stays.";function instead6({waited:{lockTimeoutMs,sqlstate},seen}){let batches=seen.foretold.find(({finding})=>finding.rule.startsWith("u\
nbatched-"))?.finding.rule;if(batches!==void 0)return`Change the rows in batches, as ${batches} proposes, in a migration of its own: a batch that is cancelled l\
oses only itself, and the next run goes on where it ended.`;let setting3=sqlstate==="55P03"?"lock_timeout":"statement_timeout",set=inTransaction2(seen)?"SET LOC\
AL":"SET";return steps(remark("Longer than the transactions that change these rows; it keeps nobody waiting but for its own rows:"),`${set} ${setting3} = '60s';`,
statement(oneLine(seen.run.sql)),setting3==="lock_timeout"?`${set} lock_timeout = ${literal(spelled(lockTimeoutMs))};`:nextMigration("the rest."))}var rule90=defineRule({id:"security-definer-search-path",severity:"warning",hazard:"hygiene",checks:"small-and-focused",since:13,evenOnNewTables:!0,title:"A SEC\
URITY DEFINER function looks names up where its caller says",why:"It runs with its owner\u2019s rights and, without a search_path of its own, with the caller\u2019s. Whoe\
ver may create a table or an operator in a schema of that path, pg_temp included, runs code as the owner.",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`
      create function order_count() returns bigint language plpgsql security definer
      as $$ begin return (select count(*) from orders); end $$;`,good:sql`
      create function order_count() returns bigint language plpgsql security definer set search_path = public, pg_temp
      as $$ begin return (select count(*) from orders); end $$;`},on:{CreateFunctionStmt(create,facts){if(!definer(create.options)||pinned2(create.options)||create.
sql_body)return;let types=all("FunctionParameter",create.parameters).filter(({mode})=>!resultsOnly.includes(mode??"")).map(({argType})=>signature(argType));return hit18(
create.funcname,types,create.is_procedure?"PROCEDURE":"FUNCTION",facts)},AlterFunctionStmt({actions:actions3,func,objtype},facts){if(!definer(actions3)||pinned2(
actions3))return;let types=all("TypeName",func?.objargs).map(signature);return hit18(func?.objname,types,objtype==="OBJECT_PROCEDURE"?"PROCEDURE":"FUNCTION",facts)}}}),
resultsOnly=["FUNC_PARAM_OUT","FUNC_PARAM_TABLE"];function signature(type){let builtin3=columnType(type,()=>"");return builtin3.schema==="pg_catalog"?typeText(builtin3):
typeText2(type)}var definer=options=>as("Boolean",option(options,"security")?.arg)?.boolval===!0,pinned2=options=>all("DefElem",options).some(({defname,arg})=>{
let set=defname==="set"?as("VariableSetStmt",arg):void 0;return set?.name==="search_path"&&set.kind!=="VAR_RESET"});function hit18(parts2,types,kind,facts){let{
schema,name}=fromParts(stringsOf(parts2)),alike3=({statement:{node}})=>{let alter=as("AlterFunctionStmt",node);return stringsOf(alter?.func?.objname).at(-1)===name&&
pinned2(alter?.actions)},before2=as("AlterFunctionStmt",facts.statement.node)?facts.earlier:[];if([...facts.later,...before2].some(alike3))return;let where=schema??
facts.session.searchPath[0]??"public",shown3=objectName({schema:where,name});return{objects:[shown3],says:`${code(shown3)} runs with its owner\u2019s rights and its \
caller\u2019s search_path: whoever may create objects in a schema of that path has their code run as the owner.`,instead:steps(remark("In the same migration, or\
 as a clause of the function itself; its schema, and pg_temp last:"),`ALTER ${kind} ${shown3}(${types.join(", ")}) SET search_path = ${quoteIdentifier(where)}, \
pg_temp;`)}}var rule91=defineRule({id:"set-access-method",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:15,title:"An\
other access method writes the table anew while nobody may use it",why:"SET ACCESS METHOD copies every row to the other kind of storage, and builds every index \
anew, under an AccessExclusive lock.",versions:"On a partitioned table (17 and later) only partitions that are made afterwards get the other method.",examples:{
given:sql`
      create access method heap2 type table handler heap_tableam_handler;
      create table orders (id bigint primary key, email text);`,rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`alter table orders set access method heap2;`,
good:sql`create table orders_archive (like orders including all) using heap2;`},on:{AT_SetAccessMethod({cmd,table:range},facts){let table=existingTable(range,facts),
to=cmd.name??"heap";if(!table||!otherAccessMethod(table,to))return;let name=objectName(table.name);return{objects:[name],says:`Reads and writes of ${code(name)}\
 wait while the rows are copied to ${code(quoteIdentifier(to))} and all indexes are built anew: SET ACCESS METHOD holds AccessExclusive until it is done.`,instead:throughNewTable(
table,facts,{storage:`USING ${quoteIdentifier(to)}`})}}}});var rule92=defineRule({id:"set-logged-unlogged",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,title:"\
SET LOGGED and SET UNLOGGED write the table anew while nobody may use it",why:"A change of the persistence copies every row and every index under an AccessExclu\
sive lock, and SET LOGGED writes all of it to the WAL. An unlogged table is empty after a crash and on every replica.",examples:{given:sql`create unlogged table visits (id bigint primary key, page text);`,
rows:sql`insert into visits select n, 'a' || n from generate_series(1, 1000) n;`,bad:sql`alter table visits set logged;`,good:sql`create table visits_kept (like visits including all);`},
on:{AT_SetLogged:(action,facts)=>changed2(action,"permanent",facts),AT_SetUnLogged:(action,facts)=>changed2(action,"unlogged",facts)}});function changed2({table:range},to,facts){
let table=existingTable(range,facts);if(!table||!otherPersistence(table,to))return;let name=objectName(table.name),logged=to==="permanent";return{objects:[name],
says:`Reads and writes of ${code(name)} wait while the rows and all indexes are written anew: ${logged?"SET LOGGED":"SET UNLOGGED"} holds AccessExclusive until \
it is done.${logged?"":" Afterwards a crash leaves the table empty, and replicas have none of its rows."}`,instead:steps(logged?"":remark("Only for rows that ma\
y be lost in a crash:"),throughNewTable(table,facts,logged?{}:{kind:"UNLOGGED"}))}}var rule93=defineRule({id:"set-not-null",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,mechanical:!0,title:"\
SET NOT NULL reads the whole table while nobody may use it",why:"Postgres looks at every row under an AccessExclusive lock, unless a valid CHECK (column IS NOT \
NULL) has proved it already.",examples:{given:sql`create table orders (id bigint primary key, email text);`,rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
bad:sql`alter table orders alter column email set not null;`,good:sql`
      alter table orders add constraint orders_email_not_null check (email is not null) not valid;
      alter table orders validate constraint orders_email_not_null;
      alter table orders alter column email set not null;
      alter table orders drop constraint orders_email_not_null;`},on:{AT_SetNotNull({cmd,head,table:range},facts){let table=existingTable(range,facts),name=cmd.
name;if(!table||!name||column(table,name)?.notNull||table.constraints.some(one=>one.validated&&one.provesNotNull.includes(name)))return;let shown3=objectName(table.
name);return{objects:[shown3],says:`Reads and writes of ${code(shown3)} wait while every row is looked at: SET NOT NULL scans the table under AccessExclusive, a\
nd no valid CHECK proves that ${code(name)} holds no NULL.`,instead:provenNotNull(head,table.name,name)}}}});var rule94=defineRule({id:"set-schema",severity:"blocker",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",since:13,
title:"Moving an object to another schema breaks the code that names it",why:"Queries that name the old schema fail at once, and so do those without a schema un\
less their search_path holds the new one. A view under the old name, made in the same transaction, serves both.",examples:{given:sql`
      create schema billing;
      create table orders (id bigint primary key);`,bad:sql`alter table orders set schema billing;`,good:sql`
      begin;
      alter table orders set schema billing;
      create view public.orders as select * from billing.orders;
      commit;`},on:{AlterObjectSchemaStmt:(alter,facts)=>alter.relation?movedRelation(alter,facts):movedOther(alter,facts),RenameStmt:(rename,facts)=>rename.renameType===
"OBJECT_SCHEMA"?renamedSchema(rename,facts):void 0}});function movedRelation({relation,newschema=""},facts){let moved=existing(relation,facts);if(!moved||moved.
name.schema===newschema||madeAgain2(moved.name,facts))return;let name=objectName(moved.name),fresh=objectName({...moved.name,schema:newschema});return moved.kind===
"sequence"?hit19([name],moves(name,fresh),later2([moved.name.schema,newschema],facts)):hit19([name],moves(name,fresh),steps(atOnce(facts,statement(oneLine(facts.
statement.sql)),`CREATE VIEW ${name} AS SELECT * FROM ${fresh};`),remark("Drop the view when no code uses the old name any more.")))}function movedOther({object,
objectType,newschema=""},facts){let written5=fromParts(namedBy(object)),found2=facts.catalog.type(written5)??facts.catalog.routine(written5);if(found2?.madeHere||
found2?.name.schema===newschema)return;let name=objectName(found2?.name??{schema:written5.schema??"public",name:written5.name}),fresh=objectName({schema:newschema,
name:written5.name}),schemas=[found2?.name.schema??written5.schema??"public",newschema];if(objectType!=="OBJECT_EXTENSION")return hit19([name],moves(name,fresh),
later2(schemas,facts));let extension=code(quoteIdentifier(written5.name));return hit19([quoteIdentifier(written5.name)],`Statements of the running code that nam\
e functions or types of the extension ${extension} by its old schema fail from the moment they move to ${code(quoteIdentifier(newschema))}, and so do those with\
out a schema unless their search_path holds it.`,later2(schemas,facts))}function renamedSchema({subname="",newname=""},facts){if(!existingSchema(subname,facts))
return;let held=contentsOf(subname,facts),such=held.length>0?`, such as ${listedBriefly(held.map(code))},`:"";return hit19(held.length>0?held:[quoteIdentifier(subname)],
`Queries of the running code on anything in the schema ${code(quoteIdentifier(subname))}${such} fail from the moment it is called ${code(quoteIdentifier(newname))}\
.`,later2([subname,newname],facts))}var moves=(name,fresh)=>`Queries of the running code that name ${code(name)} fail from the moment it moves to ${code(fresh)}\
, and so do those without a schema unless their search_path holds the new one.`,later2=(schemas,facts)=>steps(remark("1. Let every role of the application find \
both schemas, before its next connection:"),`ALTER ROLE <role> SET search_path = ${schemas.map(quoteIdentifier).join(", ")};`,remark("2. Release code that names\
 it without a schema. Then, in a later pull request:"),statement(oneLine(facts.statement.sql))),hit19=(objects,says3,instead9)=>({objects,says:says3,instead:instead9});var rule95=defineRule({id:"set-tablespace",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",rewrites:!0,since:13,title:"Movin\
g a table to another tablespace copies its files while nobody may use it",why:"SET TABLESPACE copies the whole file block by block under an AccessExclusive lock\
, of a table or of an index. Indexes have an online form since Postgres 14, tables have none but pg_repack and a new table.",versions:"REINDEX (TABLESPACE \u2026) CO\
NCURRENTLY: Postgres 14 and later.",examples:{given:sql`create table orders (id bigint primary key, email text);`,rows:sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
bad:sql`alter table orders set tablespace archive;`,good:sql`create table orders_2020 (like orders including all) tablespace archive;`},on:{AlterTableStmt(alter,facts){
let move=all("AlterTableCmd",alter.cmds).find(({subtype})=>subtype==="AT_SetTableSpace");if(!(!move?.name||!alter.relation))return alter.objtype==="OBJECT_INDEX"?
indexHit(alter.relation,move.name,facts):tableHit(alter,move.name,facts)},AlterTableMoveAllStmt({objtype,orig_tablespacename:from="",new_tablespacename:to=""},facts){
if(objtype==="OBJECT_INDEX"||from===to)return;let kind=objtype==="OBJECT_MATVIEW"?"materialized-view":"table",there=facts.catalog.relations.filter(one=>one.kind===
kind&&!one.madeHere&&(one.tablespace??"pg_default")===from);if(there.length===0&&facts.catalog.complete)return;let objects=there.map(({name})=>objectName(name)),
what2=objects.length>0?listed(objects.map(code)):`everything in ${code(quoteIdentifier(from))}`;return hit20(objects,what2,remark("One table at a time, each thr\
ough a new table or with: pg_repack --tablespace"))}}}),hit20=(objects,what2,instead9)=>({objects,says:`Reads and writes of ${what2} wait while ${objects.length===
1?"its files are":"all files are"} copied: SET TABLESPACE holds AccessExclusive until it is done.`,instead:instead9});function tableHit({relation},to,facts){let table=existingTable(
relation,facts);if(!table||!otherTablespace(table,to))return;let name=objectName(table.name),repack=`Beside reads and writes, outside the migrations: pg_repack \
--table=${name} --tablespace=${to} --moveidx`,plain4=table.kind==="table"?throughNewTable(table,facts,{storage:`TABLESPACE ${quoteIdentifier(to)}`}):"";return hit20(
[name],code(name),steps(remark(repack),plain4&&remark("Or:"),plain4))}function indexHit(relation,to,facts){let index=facts.catalog.index(writtenName(relation));
if(index&&(index.madeHere||!existing(index.table,facts))||!index&&facts.catalog.complete)return;let name=index?objectName(index.name):quoteIdentifier(relation.relname??
""),table=index&&objectName(index.table),online=`REINDEX (TABLESPACE ${quoteIdentifier(to)}) INDEX CONCURRENTLY ${name};`;return{...hit20(table?[table]:[],"",outsideTransaction(
online,facts)),says:`Reads and writes of ${table?code(table):`the table of ${code(name)}`} wait while the file of ${code(name)} is copied: planning a query lock\
s every index of its table, and SET TABLESPACE holds AccessExclusive on this one until it is done.`}}var rule96=defineRule({id:"several-rewrites",severity:"advice",hazard:"process",checks:"data-volume",since:13,title:"A table is rewritten several times, where o\
nce would do",why:"Each ALTER TABLE that rewrites a table copies all its rows and builds all its indexes anew. Postgres does what one ALTER TABLE asks for in a \
single pass over the rows, however many of its parts need it.",examples:{given:sql`create table orders (id bigint primary key, total int);`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,
bad:sql`
      alter table orders add column doubled int generated always as (total * 2) stored;
      alter table orders add column halved int generated always as (total / 2) stored;`,good:sql`
      alter table orders
        add column doubled int generated always as (total * 2) stored,
        add column halved int generated always as (total / 2) stored;`},seenInstead:!0,onPullRequest:({statements})=>groupsOf(statements,rewrittenBy).flatMap(group=>hit21(
group,"")),observed:({statements})=>{let copying=new Set(statements.flatMap(({run:run3,facts})=>facts&&run3.rewrites.length>0?[facts]:[])),rewritten=facts=>copying.
has(facts)?alteredBy(facts).table:void 0,run2=statements.flatMap(({facts})=>facts??[]);return groupsOf(run2,rewritten).flatMap(group=>hit21(group," The rehearsa\
l saw each of them do so."))}});function groupsOf(statements,rewritten){let all2=[],open=[];for(let facts of statements){let table=facts.inside?void 0:rewritten(
facts);if(open=open.filter(group2=>goesOn(group2,table,facts)),!table)continue;let known4=open.find(group2=>sameName(group2.table.name,table.name)),group=known4??
{table,members:[],columns:new Set};known4||(all2.push(group),open=[...open,group]),group.members.push(facts);for(let name of columnsOf4(facts))group.columns.add(
name)}return all2.filter(({members})=>members.length>1)}function goesOn({table,members,columns},rewritten,facts){let{statement:statement2,path}=facts;if(path!==
members[0]?.path||"TransactionStmt"in statement2.node)return!1;let words4=new Set(statement2.sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu));if([...columns].some(
name=>words4.has(name.toLowerCase())))return!1;if(!rewritten||!sameName(rewritten.name,table.name))return!words4.has(table.name.name.toLowerCase());let before2=members.
flatMap(onceOf);return!onceOf(facts).some(part=>before2.includes(part))}var once2={AT_SetLogged:"persistence",AT_SetUnLogged:"persistence",AT_SetAccessMethod:"a\
ccess method",AT_SetTableSpace:"tablespace"},onceOf=facts=>partsOf2(facts).flatMap(({subtype})=>(subtype&&once2[subtype])??[]),partsOf2=({statement:{node}})=>all(
"AlterTableCmd",as("AlterTableStmt",node)?.cmds),columnsOf4=facts=>partsOf2(facts).filter(({subtype})=>!subtype||once2[subtype]===void 0).flatMap(cmd=>columnDef(
{cmd})?.colname??cmd.name??[]);function hit21({table,members},seen){let[first2,last]=[members[0],members.at(-1)];if(!first2||!last)return[];let name=objectName(
table.name),lines=members.map(({statement:statement2})=>String(statement2.line)),{head}=splitAlterTable(first2.statement.sql),actions3=members.flatMap(({statement:statement2})=>splitAlterTable(
statement2.sql).actions);return[{at:last.statement,objects:[name],says:`${code(name)} is rewritten ${String(members.length)} times, by the statements in lines ${listed(
lines)}: each copies all rows${builds(members)}.${seen} Told in one ALTER TABLE, their changes take a single rewrite.`,instead:`${head}
${actions3.map(action=>`  ${action}`).join(`,
`)};`}]}var builds=members=>members.some(facts=>partsOf2(facts).every(({subtype})=>subtype==="AT_SetTableSpace"))?"":" and builds all indexes anew";var rule97=defineRule({id:"startup-budget",severity:"warning",hazard:"process",checks:"data-volume",since:13,title:"The migrations take longer than the applicat\
ion may take to start",why:"Where an application migrates when it starts, whoever waits for it (a probe, an orchestrator, a deployment) ends it after a while an\
d starts it anew. Migrations that take longer, and do not go on where they stopped, never come to their end: rehearsal.startup-budget says how long it may take.",
observed(seen){let{statements,startupBudgetMs,whole}=seen,times3=statements.map(({run:run2,at})=>({at,ms:longest(run2)})),sum=times3.reduce((all2,{ms})=>all2+ms,
0);if(startupBudgetMs===void 0||sum<=startupBudgetMs)return[];let[slowest]=times3.toSorted((a,b)=>b.ms-a.ms);return[{at:slowest?.at??whole,objects:[],says:`The \
migrations take up to ${duration(sum)}${statements.some(({run:run2})=>"productionMs"in run2.estimate)?" in production":" in the rehearsal"}, and the application\
 may take ${duration(startupBudgetMs)} to start: it is ended before they are through.${again(seen)}`,instead:"Run them before the application starts, in a job o\
f their own; or in batches that each commit and look for the rows that are left."}]}}),longest=({estimate,durationMs})=>"productionMs"in estimate?Math.max(estimate.
productionMs[1],durationMs):durationMs;function again({rehearsal:{rerun}}){if(rerun.status==="not-measured")return"";if(rerun.status==="fails")return` The next \
start then fails: ${rerun.says}`;let batches=rerun.points.find(({progress})=>progress!==void 0);return batches?.progress==="goes-on"?" The next start goes on wi\
th the rows that are left.":batches?" The next start changes all rows again, and is ended just so.":" What had not committed by then starts anew."}var rule98=defineRule({id:"statement-after-ael",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,title:"A l\
ong statement runs while its transaction holds a table against everybody",why:"Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks r\
eads and writes for as long as what follows it in the same transaction: an index build, a validation, a query. That holds also where the later statement lets re\
aders pass, or works on another table.",examples:{given:sql`
      create table orders (id bigint primary key, total int);
      alter table orders add constraint orders_total_positive check (total > 0) not valid;`,rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,
bad:sql`
      begin;
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;
      commit;`,good:sql`
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;`},onPullRequest({statements}){let locked=lockings(statements);return[...longHolds(statements)].
map(([transaction,hold])=>hit22(hold,locked.get(transaction)??[]))}});function hit22({facts,what:what2,held,others},locked){let objects=[...new Set(held.map(({object})=>object))],
by=held[0]?.by??facts.statement;return{at:facts.statement,objects:[...new Set([...objects,...locked.map(({table})=>table)])],says:`Reads and writes of ${listed(
objects.map(code))} wait while this ${what2} runs${more(others,facts)}: ${code(shortened(by.sql))} (${lineSeenFrom(facts,by)}) took AccessExclusive, and the tra\
nsaction keeps it to its end.${deadlock(locked,facts)}`,instead:steps(...holders(facts,by,locked),apart(facts))}}var deadlock=(locked,from)=>locked.length<2?"":
` It locks ${listedBriefly(locked.map(lockedAt(from)))}, in this order: a transaction of the application that takes them in another order deadlocks with it.`;function holders(facts,by,locked){
let own2=facts.inside??facts.statement,taking=locked.map(one=>one.facts.inside??one.facts.statement).filter(one=>one!==own2);return[...oneByOne([written(by,facts),
...taking]),nextMigration("no lock is held any more.")]}function apart(facts){let text=facts.statement.sql;return"IndexStmt"in facts.statement.node?outsideTransaction(
statement(concurrently(text)),facts):statement(oneLine(text))}function more(others,from){let[first2]=others;return first2?others.length===1?`, and while the one\
 in ${lineSeenFrom(from,first2.statement)} of the same transaction runs`:`, and while ${String(others.length)} more of the same transaction run`:""}var rule99=defineRule({id:"statement-fails",severity:"blocker",hazard:"failure",checks:"forward-compatibility",since:13,title:"A statement failed in the rehears\
al",why:"It ran on the schema of the base branch, with the rows that the migrations themselves bring, in the order and the transactions of the tool. It would fa\
il in production the same way.",observed:({statements})=>statements.flatMap(({run:{error},at,foretold})=>!error||dataError(error.sqlstate)||foretellsFailure(foretold,
error.sqlstate)?[]:[{at,objects:[],says:`This failed in the rehearsal (${error.sqlstate}): ${error.says}`,instead:"Correct the migration; what comes after this \
statement was not rehearsed."}])});var rule100=defineRule({id:"syntax-error",severity:"blocker",hazard:"failure",checks:"versioned",since:13,title:"Postgres cannot read this statement",why:"Postg\
res\u2019s own parser refuses it, so the migration fails as soon as it gets there.",onPullRequest:({problems})=>problems.map(at=>({at,objects:[],says:`This fail\
s (42601): ${at.message}, in ${code(shortened(at.sql))}.`,instead:"Correct the statement; nothing in this file after it was judged with certainty."}))});var rule101=defineRule({id:"tampering",severity:"blocker",hazard:"failure",checks:"forward-compatibility",since:13,title:"The migration touched what watches it",
why:"A migration has no business with the observer of its rehearsal, with other sessions or with the settings of the server. What it did afterwards was perhaps \
not seen.",observed:({observations,place})=>(observations.tampering??[]).map(attempt=>({at:place(attempt),objects:[],says:`This touched the rehearsal itself: ${attempt.
says}`,instead:"Take it out of the migration."}))});function narrowing(before2,after2,cast){if(before2.arrayDimensions>0==after2.arrayDimensions>0)return numbers.includes(before2.name)&&numbers.includes(after2.name)?
numberNarrowing(before2,after2):strings.includes(before2.name)?strings.includes(after2.name)?stringNarrowing(before2,after2,cast):unlike(after2):timeNarrowing(before2,
after2)??bitNarrowing(before2,after2,cast)}var baseOf2=(type,found2)=>found2?.kind==="domain"&&found2.base?found2.base:type,strings=["text","varchar","bpchar","\
citext","name"],integers={int2:{digits:5,bits:15n},int4:{digits:10,bits:31n},int8:{digits:19,bits:63n}},floats={float4:6,float8:15},numbers=[...Object.keys(integers),
...Object.keys(floats),"numeric"],outOfRange={effect:"fails",sqlstate:"22003"};function numberNarrowing(before2,after2){if(after2.name==="numeric")return numericNarrowing(
before2,after2);let to=integers[after2.name];if(to){let from=integers[before2.name],[precision,scale=0]=before2.modifiers,whole=before2.name==="numeric"&&precision!==
void 0&&scale<=0;if(!from&&!whole)return{effect:"rounds",values:"with digits after the point",found:rounded(before2,after2)};if(from?from.bits<=to.bits:(precision??
0)-scale<to.digits)return;let[least2,most2]=[-(2n**to.bits),2n**to.bits-1n];return{...outOfRange,values:`outside ${String(least2)} to ${String(most2)}`,found:column2=>`${column2}\
 NOT BETWEEN ${String(least2)} AND ${String(most2)}`}}let kept2=floats[after2.name]??0;if(!((integers[before2.name]?.digits??floats[before2.name]??before2.modifiers[0]??
1/0)<=kept2))return{effect:"rounds",values:`of more than ${String(kept2)} digits`,found:rounded(before2,after2)}}function numericNarrowing(before2,after2){let[precision,
scale=0]=after2.modifiers;if(precision===void 0)return;let whole=precision-scale,[oldPrecision=1/0,oldScale=0]=before2.modifiers,integer=integers[before2.name],
numeric=before2.name==="numeric",oldWhole=integer?.digits??(numeric?oldPrecision-oldScale:1/0),fraction=integer?0:numeric&&before2.modifiers.length>0?oldScale:1/0;
if(oldWhole>whole)return{...outOfRange,values:`with more than ${String(whole)} digits before the point`,found:column2=>`abs(${column2}) >= 1e${String(whole)}`};
if(!(fraction<=scale))return{effect:"rounds",values:`with more than ${String(scale)} digits after the point`,found:rounded(before2,after2)}}var rounded=(before2,after2)=>column2=>`${column2}\
 <> ${column2}::${written4(after2)}::${written4(before2)}`,written4=type=>typeText({...type,schema:""});function stringNarrowing(before2,after2,cast){let limit3=after2.
name==="name"?63:after2.modifiers[0],was=before2.name==="name"?63:before2.modifiers[0];return limit3===void 0||was!==void 0&&was<=limit3?void 0:{...cast==="expl\
icit"||after2.name==="name"?{effect:"cuts"}:{effect:"fails",sqlstate:"22001"},values:`longer than ${String(limit3)} characters`,...after2.arrayDimensions===0&&{
found:column2=>`length(${column2}) > ${String(limit3)}`}}}var spelled2={uuid:"22P02",bool:"22P02",jsonb:"22P02",json:"22P02",inet:"22P02",cidr:"22P02",int2:"22P\
02",int4:"22P02",int8:"22P02",numeric:"22P02",float4:"22P02",float8:"22P02",xml:"2200N",date:"22007",timestamp:"22007",timestamptz:"22007",time:"22007",interval:"\
22007"};function unlike(after2){let sqlstate=spelled2[after2.name];if(!(!sqlstate||after2.arrayDimensions>0))return{effect:"fails",kind:"unlike",sqlstate,values:`\
that do not read as ${written4(after2)}`}}var times2={timestamp:["date","time","timetz"],timestamptz:["date","time","timetz"],timetz:["time"],interval:["time"]};
function timeNarrowing(before2,after2){if(times2[before2.name]?.includes(after2.name)){let lost2=after2.name==="date"?"with a time of day":before2.name==="timet\
z"?"with a zone":"with a date",found2=after2.name==="date"?rounded(before2,after2):void 0;return{effect:"cuts",values:lost2,...found2&&{found:found2}}}let timed=[
"timestamp","timestamptz","time","timetz","interval"];if(!timed.includes(before2.name)||!timed.includes(after2.name))return;let[was=6,is=6]=[before2.modifiers.at(
-1),after2.modifiers.at(-1)];return is>=was?void 0:{effect:"rounds",values:`with more than ${String(is)} digits after the second`,...before2.name===after2.name&&
{found:rounded(before2,after2)}}}function bitNarrowing(before2,after2,cast){let bits=["bit","varbit"],[was=1/0]=before2.modifiers,[limit3=after2.name==="bit"?1:
1/0]=after2.modifiers;if(!bits.includes(before2.name)||!bits.includes(after2.name)||was<=limit3)return;let values=`longer than ${String(limit3)} bits`,found2=column2=>`\
length(${column2}) > ${String(limit3)}`;return cast==="explicit"?{effect:"cuts",values,found:found2}:{effect:"fails",sqlstate:after2.name==="bit"?"22026":"22001",
values,found:found2}}function refusedByConstraint(table,node,facts){switch(node.contype){case"CONSTR_NOTNULL":return refusedByNotNull(table,columnsOf2(node,"not-null")??[]);case"CON\
STR_CHECK":return refusedByCheck(table,node,facts);case"CONSTR_PRIMARY":case"CONSTR_UNIQUE":case"CONSTR_EXCLUSION":return refusedByKey(table,node,facts);default:
return}}function refusedByNotNull(table,columns){let fresh=columns.filter(name=>{let found2=column(table,name);return!found2?.notNull&&!found2?.madeHere&&!table.
constraints.some(one=>one.provesNotNull.includes(name))});if(fresh.length===0)return;let condition=fresh.map(one=>`${quoteIdentifier(one)} IS NULL`).join(" OR ");
return{writes:`leave ${code(columnList(fresh))} NULL`,sqlstate:"23502",query:`SELECT count(*) FROM ${objectName(table.name)} WHERE ${condition};`}}function refusedByCheck(table,node,facts){
let columns=columnsIn(node.raw_expr),replaced2=[...table.dropped,...droppedBeside2(table,facts)];if(onlyNew(table,columns,facts)||[...table.constraints,...replaced2].
some(one=>asStrict(one,node)))return;let present=notNullOnly(node.raw_expr);if(present&&table.known&&!refusedByNotNull(table,present))return;let text=expressionText(
node.raw_expr);return{writes:`do not meet ${code(text)}`,sqlstate:"23514",query:`SELECT count(*) FROM ${objectName(table.name)} WHERE NOT (${text});`}}function asStrict(before2,node){
if(before2.kind!=="check"||before2.madeHere)return!1;let text=expressionText(node.raw_expr);if(before2.expression===text&&!text.includes("\u2026"))return!0;let[
was,allowed2]=[allowedValues(before2.condition),allowedValues(node.raw_expr)];return allowed2!==void 0&&was?.column===allowed2.column&&was.values.every(value=>allowed2.
values.includes(value))}function refusedByKey(table,node,facts){if(node.contype==="CONSTR_EXCLUSION")return refusedByExclusion(table,node,facts);let columns=columnsOf2(
node,node.contype==="CONSTR_UNIQUE"?"unique":"primary-key")??[];return(node.indexname===void 0?refusedDuplicates(table,columns,facts):void 0)??(node.contype==="\
CONSTR_PRIMARY"?refusedByNotNull(table,columns):void 0)}function refusedByExclusion(table,node,facts){let columns=columnsOf2(node,"exclusion")??[];if(!onlyNew(table,
columns,facts))return{writes:`conflict with another row in ${code(columnList(columns))}`,sqlstate:"23P01",query:`-- Rows of ${objectName(table.name)} that confl\
ict with each other have to be found by a join of it with itself.`}}function refusedByIndex(table,index,facts){if(isBuiltAlready(index,facts)||isPartOfWhole(table,
index,facts))return;let elements=all("IndexElem",index.indexParams),columns=elements.flatMap(({name,expr})=>name===void 0?columnsIn(expr):[name]);if(elements.some(
({name})=>name===void 0)?onlyNew(table,columns,facts):!repeatable2(table,columns,facts))return;let keys=elements.map(({name,expr})=>name===void 0?expressionText(
expr):quoteIdentifier(name));return duplicates(table,keys.join(", "),index.whereClause?expressionText(index.whereClause):"")}function isPartOfWhole({partitionOf},node,{
catalog}){let[whole,own2]=[partitionOf&&catalog.indexes(partitionOf),indexShape(node)];return(whole??[]).some(one=>one.unique&&one.lacking!==void 0&&one.columns.
join()===own2.columns.join()&&!own2.partial&&!one.partial)}var refusedDuplicates=(table,columns,facts)=>repeatable2(table,columns,facts)?duplicates(table,columnList(
columns),""):void 0;function repeatable2(table,columns,facts){let was=table.dropped.some(({kind,madeHere,columns:key})=>!madeHere&&(kind==="unique"||kind==="pri\
mary-key")&&key.every(name=>columns.includes(name))),apart2=columns.some(name=>{let found2=column(table,name);return found2?.madeHere===!0&&found2.default===void 0&&
!found2.notNull});return columns.length>0&&!was&&!apart2&&!onlyNew(table,columns,facts)&&!alreadyUnique(table,columns,facts)}function duplicates(table,keys,where){
let only2=where?` WHERE ${where}`:"";return{writes:`repeat a value of ${code(keys)}${where?` where ${code(where)}`:""}`,sqlstate:"23505",query:`SELECT ${keys}, \
count(*) FROM ${objectName(table.name)}${only2} GROUP BY ${keys} HAVING count(*) > 1;`}}function refusedByType(table,action,facts){let name=action.cmd.name??"",
old=column(table,name);if(!old||old.madeHere)return;let fresh=writtenType(columnDef(action)?.typeName),base=type=>baseOf2(type,facts.catalog.type({name:type.name})),
loss2=narrowing(base(old.type),base(fresh),"own");if(loss2?.effect!=="fails"||loss2.sqlstate===void 0||!loss2.found)return;let quoted2=quoteIdentifier(name);return{
writes:`put values ${loss2.values} into ${code(quoted2)}`,sqlstate:loss2.sqlstate,query:`SELECT count(*) FROM ${objectName(table.name)} WHERE ${loss2.found(quoted2)}\
;`}}var rule102=defineRule({id:"tighten-constraint",severity:"warning",hazard:"compatibility",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiv\
eLock",since:13,title:"Writes of the running code that break the new constraint are refused",why:"A new CHECK, UNIQUE, NOT NULL or EXCLUDE and a narrower type h\
old for every write from that moment on, a NOT VALID one too. Code that was written before it existed may break it, and its INSERT or UPDATE then fails. SQL doe\
s not show what that code writes, so the right way to add one (NOT VALID, then VALIDATE) has this question too; only what the table refuses already goes without\
 it.",examples:{given:sql`create table orders (id bigint primary key, total int);`,bad:sql`alter table orders add constraint orders_total check (total > 0) not valid;`,
good:sql`alter table orders add column discount int constraint orders_discount check (discount < 100);`},on:{AT_AddConstraint(action,facts){let table=existingTable(
action.table,facts),node=constraintDef(action);return table&&node?told3(table,refusedByConstraint(table,node,facts)):void 0},AT_SetNotNull({cmd,table:range},facts){
let table=existingTable(range,facts);return table&&cmd.name?told3(table,refusedByNotNull(table,[cmd.name])):void 0},IndexStmt(index,facts){let table=index.unique?
existingTable(index.relation,facts):void 0;return table?told3(table,refusedByIndex(table,index,facts)):void 0},AT_AlterColumnType(action,facts){let table=existingTable(
action.table,facts);return table?told3(table,refusedByType(table,action,facts)):void 0}}});function told3(table,refusal){if(!refusal)return;let name=objectName(
table.name);return{objects:[name],says:`Writes of the running code to ${code(name)} that ${refusal.writes} are refused from now on (${refusal.sqlstate}).`,instead:steps(
remark("1. Release code whose writes keep to it. Rows that do not yet tell which code to look for:"),refusal.query,remark("2. When no old code runs any more, in\
 a later pull request, the statement itself."))}}var rule103=defineRule({id:"time-limit",severity:"blocker",hazard:"process",checks:"data-volume",since:13,title:"A statement ran past the limit of the rehearsal",
why:"It was stopped, so how long it would take and what it would do is not known. The limits are in the configuration under \u201Crehearsal\u201D.",observed:({observations,
statements,place})=>(observations.overLimit??[]).map(({file,line,limitMs})=>{let held=(statements.find(one=>one.run.file===file&&one.run.line===line)?.run?.locks??
[]).filter(({mode})=>blocks(mode).length>0),holding=listed(held.map(({mode,object})=>`${spoken(mode)} on ${code(object)}`));return{at:place({file,line}),objects:held.
map(({object})=>object),says:`This was stopped after ${duration(limitMs)}${holding?`; until then it held ${holding}`:""}.`,instead:"Split the work into smaller \
batches, or raise rehearsal.statement-limit if it may take that long."}})});var rule104=defineRule({id:"transaction-nesting",severity:"warning",hazard:"process",checks:"idempotent",since:13,evenOnNewTables:!0,title:"A transaction inside\
 a transaction: the first COMMIT ends both",why:"Postgres has no nested transactions. BEGIN in an open one only warns, and the next COMMIT or ROLLBACK ends the \
outer one, also where the migration tool opened it. What follows runs outside, the tool\u2019s own record of the migration included.",examples:{given:sql`create table orders (id bigint primary key);`,
bad:sql`
      begin;
      alter table orders add column note text;
      begin;
      alter table orders add column paid boolean;
      commit;`,good:sql`
      begin;
      alter table orders add column note text;
      savepoint before_paid;
      alter table orders add column paid boolean;
      commit;`},on:{TransactionStmt({kind="TRANS_STMT_BEGIN"},facts){let{transaction,beforeOf}=facts.session,outer2=outers.indexOf(transaction);if(outer2<0||beforeOf(
"TransactionStmt").filter(({node})=>begins(kindOf2(node))).length!==outer2)return;let tools=transaction==="runner";if(!(!begins(kind)&&!(tools&&ends(kind))))return{
objects:[],says:says2(kind,facts),instead:instead7(facts)}}}}),outers=["runner","own"],kindOf2=node=>as("TransactionStmt",node)?.kind,begins=kind=>kind==="TRANS\
_STMT_BEGIN"||kind==="TRANS_STMT_START",ends=kind=>kind==="TRANS_STMT_COMMIT"||kind==="TRANS_STMT_ROLLBACK"||kind==="TRANS_STMT_PREPARE";function says2(kind,facts){
let{tool,session,path,later:later3}=facts,end=later3.find(one=>one.path===path&&ends(kindOf2(one.statement.node))),last=begins(kind)?end:facts,opener=session.transaction===
"runner"?tool.title:"the BEGIN above",first2=begins(kind)?`This BEGIN does nothing, because ${opener} has opened a transaction already`:"";if(!last)return`${first2}\
.`;let undone=kindOf2(last.statement.node)==="TRANS_STMT_ROLLBACK"?" and undoes all that the file did before":"",ended=`ends the transaction of ${opener}${undone}`,
outside=session.transaction==="runner"?`: what follows, the record that ${tool.title} keeps of this migration included, runs outside it`:"";return begins(kind)?
`${first2}; the ${word(last)} in line ${String(last.statement.line)} ${ended}${outside}.`:`This ${word(last)} ${ended}${outside}.`}var word=({statement:{node}})=>(kindOf2(
node)??"").replace("TRANS_STMT_",""),instead7=({tool,session})=>session.transaction==="runner"?`Take BEGIN, COMMIT and ROLLBACK out of the file: ${tool.title} p\
uts a transaction around it. To go without one: ${tool.outsideTransaction.says}`:steps(remark("Without the inner BEGIN. To undo a part only:"),"SAVEPOINT before\
_part;",remark("\u2026 and, where it has to be undone:"),"ROLLBACK TO SAVEPOINT before_part;");var rule105=defineRule({id:"trigger-ddl",severity:"warning",hazard:"lock",checks:"lock-analysis",takes:"ShareRowExclusiveLock",since:13,title:"Triggers come and\
 go under a lock that stops writes",why:"CREATE, ENABLE and DISABLE TRIGGER take ShareRowExclusive on the table, DROP TRIGGER takes AccessExclusive, until the t\
ransaction ends. The work is quick; the wait for running queries is not, and everything else queues behind it. With a lock_timeout, and nothing long in the tran\
saction, the wait is bounded.",examples:{given:sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;`,bad:sql`
      begin;
      create trigger orders_touch before update on orders for each row execute function touch();
      update orders set at = now();
      commit;`,good:sql`
      set lock_timeout = '2s';
      create trigger orders_touch before update on orders for each row execute function touch();`},on:{CreateTrigStmt:({relation},facts)=>hit23(existingTable(relation,
facts),"CREATE TRIGGER",facts),DropStmt:({removeType,objects=[]},facts)=>removeType==="OBJECT_TRIGGER"?objects.flatMap(node=>{let parts2=namedBy(node),table=existingTable(
fromParts(parts2.slice(0,-1)),facts);return table?.known===!0&&!table.triggers.includes(parts2.at(-1)??"")?[]:hit23(table,"DROP TRIGGER",facts)??[]}):void 0,...Object.
fromEntries(["AT_EnableTrig","AT_EnableAlwaysTrig","AT_EnableReplicaTrig","AT_EnableTrigAll","AT_EnableTrigUser"].map(form=>[form,(action,facts)=>altered2(action,
"ENABLE TRIGGER",facts)])),AT_DisableTrig:(action,facts)=>altered2(action,"DISABLE TRIGGER",facts)}});function altered2({cmd,table},what2,facts){return all("Alt\
erTableCmd",as("AlterTableStmt",facts.statement.node)?.cmds).find(({subtype})=>/^AT_(?:Enable|Disable).*Trig/.test(subtype??""))===cmd?hit23(existingTable(table,
facts),what2,facts):void 0}function hit23(table,what2,facts){let short2=nothingLongFollows(facts),mode=what2==="DROP TRIGGER"?"AccessExclusiveLock":"ShareRowExc\
lusiveLock";if(!table||alreadyHeld(table.name,mode,facts)||short2&&waitIsBounded(facts))return;let name=objectName(table.name),long=short2?"for a moment":"until\
 this transaction ends";return{objects:[name],says:mode==="AccessExclusiveLock"?`Reads and writes of ${code(name)} wait ${long}: DROP TRIGGER takes AccessExclus\
ive on it.`:`Writes to ${code(name)} wait ${long}: ${what2} takes ShareRowExclusive on it. Reads go on.`,instead:shortLock(facts),...short2?{severity:"advice"}:
{}}}var rule106=defineRule({id:"truncate",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",destructive:!0,
since:13,title:"TRUNCATE empties a table that is in use",why:"All rows are gone for good; it also takes AccessExclusive, so reads and writes queue behind it.",examples:{
given:sql`create table sessions (id bigint primary key, ended boolean);`,bad:sql`truncate sessions;`,good:sql`delete from sessions where id in (select id from sessions where ended limit 10000);`},
on:{TruncateStmt(truncate,facts){let objects=(truncate.relations??[]).flatMap(node=>{let table="RangeVar"in node?existingTable(node.RangeVar,facts):void 0;return table?
[objectName(table.name)]:[]});if(objects.length!==0)return{objects,says:`All rows of ${listed(objects.map(code))} are lost for good. Reads and writes wait while\
 TRUNCATE holds AccessExclusive.`,instead:steps(remark("Delete what is not needed, 10,000 rows at a time, each batch committed, until it deletes 0 rows:"),...objects.
map(name=>`DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE <condition> LIMIT 10000));`))}}}});var rule107=defineRule({id:"truncate-cascade",severity:"blocker",hazard:"data-loss",checks:"backward-compatibility",phase:"contract",takes:"AccessExclusiveLock",
destructive:!0,since:13,title:"TRUNCATE \u2026 CASCADE empties tables that it does not name",why:"Every table whose foreign keys reach a truncated one is emptie\
d with it, through as many steps as there are, whatever ON DELETE says.",examples:{given:sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers);`,bad:sql`truncate customers cascade;`,good:sql`delete from orders where id in (select id from orders where customer_id is null limit 10000);`},
on:{TruncateStmt(truncate,facts){if(truncate.behavior!=="DROP_CASCADE")return;let named=all("RangeVar",truncate.relations).flatMap(range=>existingTable(range,facts)??
[]);if(named.length===0)return;let lost2=reachedFrom(named,facts).flatMap(name=>existingTable(name,facts)??[]).map(({name})=>objectName(name));if(lost2.length===
0&&facts.catalog.complete)return;let roots=named.map(({name})=>objectName(name)),what2=lost2.length>0?listed(lost2.map(code)):"every table that refers to it, di\
rectly or not,";return{objects:lost2.length>0?lost2:roots,says:`All rows of ${what2} are lost for good as well: CASCADE follows the foreign keys that lead to ${listed(
roots.map(code))}. Reads and writes of these tables wait while TRUNCATE holds AccessExclusive.`,instead:steps(remark("Name every table that is meant to be empti\
ed; without CASCADE Postgres refuses to empty any other:"),statement(`TRUNCATE ${[...roots,...lost2].join(", ")}`))}}}});function reachedFrom(tables2,{catalog}){
let reached=tables2.map(({name})=>name);for(let from of reached)for(let{table}of catalog.referencing(from))reached.some(one=>sameName(one,table))||reached.push(
table);return reached.slice(tables2.length)}var rule108=defineRule({id:"type-narrowing-data-loss",severity:"blocker",hazard:"data-loss",checks:"data-volume",phase:"contract",takes:"AccessExclusiveLock",destructive:!0,
rewrites:!0,fails:"22001",since:13,title:"The new type holds less than the old one",why:"A value that does not fit makes the statement fail, or is changed witho\
ut a word. Numbers and fractions of a second are rounded, a timestamp loses its time of day as a date, and an explicit cast in USING cuts a string. What was rou\
nded or cut cannot be brought back but from a backup.",examples:{given:sql`create table orders (id bigint primary key, note varchar(40));`,rows:sql`insert into orders values (1, 'thirty characters and a few more');`,
bad:sql`alter table orders alter column note type varchar(20);`,good:sql`alter table orders add constraint orders_note_length check (length(note) <= 20) not valid;`},
on:{AT_AlterColumnType(action,facts){let table=existingTable(action.table,facts),name=action.cmd.name,old=table&&column(table,name);if(!table||!name||!old||old.
madeHere)return;let using=usingOf(action,name),fresh=writtenType(columnDef(action)?.typeName),base=type=>baseOf2(type,facts.catalog.type({name:type.name})),loss2=narrowing(
base(old.type),base(fresh),using==="cast"?"explicit":"own");if(!loss2||using==="other"&&loss2.kind==="unlike")return;let shown3=objectName(table.name),quoted2=quoteIdentifier(
name),change2=`${code(quoted2)} of ${code(shown3)} changes from ${code(typeText(old.type))} to ${code(typeText({...fresh,schema:""}))}`;return{objects:[shown3],
says:`${change2}, which holds less: ${using==="other"?`values ${loss2.values} are for good what USING makes of them.`:consequence2(loss2)}`,instead:steps(...count(
shown3,quoted2,loss2),remark(loss2.effect==="fails"?"2. Mend these rows in a migration of its own, in batches, after the code that writes such values is gone. T\
hen:":"2. Keep a copy of what would be lost (a column beside it, or a table), after the code that writes such values is gone. Then:"),statement(`${action.head} ${action.
text}`))}}}}),consequences={fails:"make the statement fail",rounds:"are rounded for good, without a word",cuts:"lose that for good, without a word"},consequence2=({
effect,values,sqlstate})=>`values ${values} ${consequences[effect]}${sqlstate?` (${sqlstate})`:""}.`,count=(table,column2,{found:found2,values})=>found2?[remark(
"1. Count the rows that do not fit:"),`SELECT count(*) FROM ${table} WHERE ${found2(column2)};`]:[remark(`1. Look for values ${values}.`)];var rule109=defineRule({id:"unbatched-delete",severity:"blocker",hazard:"data-loss",checks:"data-volume",phase:"migrate",destructive:!0,since:13,mechanical:!0,title:"\
One DELETE takes all or most rows of a table at once",why:"The rows are gone for good. Until the statement ends each of them stays locked, foreign keys that poi\
nt at the table are checked row by row, and replicas lag behind the WAL. In batches each row is locked for moments only, and a mistake can be stopped.",examples:{
given:sql`create table sessions (id bigint primary key, ended boolean);`,rows:sql`insert into sessions select n, true from generate_series(1, 1000) n;`,bad:sql`delete from sessions;`,
good:sql`delete from sessions where id between 1 and 100;`},on:{DeleteStmt(remove2,facts){let table=existingTable(remove2.relation,facts);if(!table)return;let touched=selectivity(
remove2.whereClause,keyed(table,facts));if(touched==="few"||joinsBatch(remove2.usingClause,facts.statement.node))return;let name=objectName(table.name),own2=as(
"DeleteStmt",facts.statement.node)===remove2,rows=remove2.whereClause?"Every row that matches, which may be most of the table,":"Every row";return{objects:[name],
says:`${rows} of ${code(name)} is deleted for good, in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.`,
instead:own2&&!remove2.withClause?deleteInBatches(remove2,table,facts):`Delete from ${name} in batches of about 10,000 rows by primary key, each committed befor\
e the next, outside a transaction.`,...touched==="unknown"?{severity:"warning"}:{}}}}});var rule110=defineRule({id:"unbatched-update",severity:"blocker",hazard:"lock",checks:"data-volume",phase:"migrate",since:13,mechanical:!0,title:"One UPDATE of \
a whole table locks all its rows at once",why:"Every row stays locked until the statement ends, the table doubles in size, and replicas lag behind the WAL. In b\
atches each row is locked for moments only.",examples:{given:sql`create table orders (id bigint primary key, total int, paid boolean);`,rows:sql`insert into orders select n, n from generate_series(1, 25000) n;`,
bad:sql`update orders set paid = false;`,good:sql`update orders set paid = false where id between 1 and 10000;`},on:{UpdateStmt(update,facts){let table=existingTable(
update.relation,facts);if(!table)return;let touched=selectivity(update.whereClause,keyed(table,facts));if(touched==="few"||joinsBatch(update.fromClause,facts.statement.
node))return;let name=objectName(table.name),own2=as("UpdateStmt",facts.statement.node)===update,rows=update.whereClause?"Every row that matches, which may be m\
ost of the table,":"Every row";return{objects:[name],says:`${rows} of ${code(name)} is rewritten in one statement: other writes to these rows wait until it ends\
, and it writes WAL for all of them at once.`,instead:own2&&!update.withClause?updateInBatches(update,table,facts):`Change ${name} in batches of about 10,000 ro\
ws by primary key, each committed before the next, outside a transaction.`,...touched==="unknown"?{severity:"warning"}:{}}}}});var rule111=defineRule({id:"unclosed-transaction",severity:"blocker",hazard:"failure",checks:"forward-compatibility",since:13,evenOnNewTables:!0,title:"A BEGIN \
without COMMIT: nothing of it is kept",why:"Postgres rolls an open transaction back when its connection ends, without an error. Until then its locks are held, a\
nd with a pool of connections that can be hours.",examples:{given:sql`create table orders (id bigint primary key);`,bad:sql`
      begin;
      alter table orders add column note text;`,good:sql`
      begin;
      alter table orders add column note text;
      commit;`},onPullRequest:({statements})=>leftOpen(statements).map(hit24)});function leftOpen(statements){let left=[],open;for(let[index,facts]of statements.
entries()){let control=as("TransactionStmt",facts.statement.node);control&&begins2.includes(control.kind??"")&&!open&&ownsItself(facts)?open={begin:facts,inside:[]}:
control&&ends2.includes(control.kind??"")?open=control.chain&&open?{begin:facts,inside:[]}:void 0:open?.inside.push(facts),open&&statements[index+1]?.script!==facts.
script&&(left.push(open),open=void 0)}return left}var begins2=["TRANS_STMT_BEGIN","TRANS_STMT_START"],ends2=["TRANS_STMT_COMMIT","TRANS_STMT_ROLLBACK","TRANS_ST\
MT_PREPARE"],ownsItself=({transaction,session})=>(transaction==="per-statement"||transaction==="one-message")&&session.transaction!=="runner";function hit24({begin,
inside}){let locks=inside.flatMap(one=>one.locks).filter(lock=>!lock.madeHere&&blocks(lock.mode).length>0),objects=[...new Set(locks.map(({object})=>object))],held=objects.
length>0?`, and until then keeps its locks on ${listed(objects.map(code))}`:"",many=inside.length===1?"The statement":`The ${String(inside.length)} statements`;
return{at:begin.statement,objects,says:`${many} after this BEGIN ${inside.length===1?"is":"are"} lost: the file ends without COMMIT, and Postgres rolls the tran\
saction back when the connection ends${held}.`,instead:steps(remark("As the last line of the file:"),"COMMIT;")}}var rule112=defineRule({id:"unforeseen",severity:"blocker",hazard:"lock",checks:"lock-analysis",since:13,title:"The rehearsal saw what no rule foretold",why:"A \
table was rewritten or read to its end under a lock that blocks others, or a lock would be held for long, and reading the SQL did not tell. It counts as a gap i\
n the rules: please report it.",observed:({statements,stallBudgetMs})=>statements.flatMap(seen=>[...rewrites2(seen),...scans(seen),...holds(seen,stallBudgetMs)])}),
instead8="Read what this statement does to the table, and look for a form that works in steps; then tell us, so that a rule says it next time.",hit25=({at},table,says3)=>({
at,objects:[table],says:says3,instead:instead8}),rewrites2=seen=>seen.run.rewrites.filter(table=>!seen.foretold.some(({rewrites:claimed,finding})=>claimed&&finding.
objects.includes(table))).map(table=>hit25(seen,table,`${code(table)} was rewritten: reads and writes of it wait until that is done.`)),scans=seen=>seen.run.scans.
filter(({table,rows})=>rows>0&&!seen.run.rewrites.includes(table)).filter(({table})=>!seen.foretold.some(({scans:claimed,rewrites:copied2,finding})=>(claimed||copied2)&&
finding.objects.includes(table))).flatMap(({table,rows})=>{let lock=seen.run.locks.find(({object,blocks:blocks2})=>object===table&&blocks2.length>0);if(!lock)return[];
let says3=`${code(table)} was read to its end (${counted(rows,"row")}) under ${spoken(lock.mode)}: ${lock.blocks.join(" and ")} of it wait for that.`;return[hit25(
seen,table,says3)]});function holds(seen,budget){let{estimate,locks}=seen.run;if(!("productionMs"in estimate)||estimate.productionMs[1]<=budget||seen.foretold.length>
0)return[];let foretold=new Set(seen.facts?.locks.map(({object,mode})=>`${mode} ${object}`));return locks.filter(({object,mode,blocks:blocks2})=>blocks2.length>
0&&!foretold.has(`${mode} ${object}`)).filter(({object})=>!seen.run.rewrites.includes(object)&&!seen.run.scans.some(({table})=>table===object)).map(({object,mode,
blocks:blocks2})=>hit25(seen,object,`${spoken(mode)} on ${code(object)} would be held for up to ${duration(estimate.productionMs[1])} in production: ${blocks2.join(
" and ")} of it wait.`))}var rule113=defineRule({id:"unsupported-on-partitioned",severity:"blocker",hazard:"failure",checks:"lock-analysis",fails:"0A000",since:13,evenOnNewTables:!0,title:"\
Postgres refuses this on a partitioned table",why:"The statement fails. On the partitions it can work: an index built or dropped CONCURRENTLY, a key that leaves\
 out the partition key or takes over an index, a foreign key NOT VALID. From Postgres 18 on the last of them works on the whole as well. DETACH CONCURRENTLY is \
refused beside a default partition.",versions:"NOT VALID foreign keys: refused before 18. SET ACCESS METHOD: refused before 17. SET LOGGED and SET UNLOGGED: wit\
hout effect before 18, refused from then on.",examples:{given:sql`
      create table events (id bigint not null, at date not null) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,rows:sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
bad:sql`create unique index concurrently events_key on events (id, at);`,good:sql`
      create unique index events_key on only events (id, at);
      create unique index concurrently events_2026_key on events_2026 (id, at);
      alter index events_key attach partition events_2026_key;`},on:{IndexStmt:(index,facts)=>hits2(refusedIndex(index,facts)),DropStmt:(drop,facts)=>refusedDrop(
drop,facts).flatMap(hits2),CreateStmt:create=>refusedTable(create).flatMap(hits2),AT_AddConstraint:(action,facts)=>hits2(refusedConstraint(action,facts)),AT_AddColumn:(action,facts)=>hits2(
refusedColumn(action,facts)),AT_DetachPartition:(action,facts)=>hits2(refusedDetach(action,facts)),AT_SetLogged:(action,facts)=>hits2(refusedStorage(action,facts)),
AT_SetUnLogged:(action,facts)=>hits2(refusedStorage(action,facts)),AT_SetAccessMethod:(action,facts)=>hits2(refusedStorage(action,facts))}}),hits2=refusal=>refusal?
[{objects:[refusal.table],says:`This fails (${refusal.sqlstate}): ${refusal.says}.`,instead:refusal.instead}]:[];var rule114=defineRule({id:"unused-ignore",severity:"advice",hazard:"hygiene",checks:"small-and-focused",since:13,title:"A migrate:allow comment changes nothing",
why:"It names no rule that exists, gives no reason, stands over no statement or over one that the rule has nothing against, or the configuration has decided oth\
erwise. Left in place it looks like a decision that somebody took.",onAllowed(allowed2){let says3=wrong(allowed2);return says3?{objects:[],says:says3,instead:remedy(
allowed2)}:void 0}});function wrong({rule:named,reason,decides,over:over2,pointless,suppressed}){let nothing2=`migrate:allow ${named} changes nothing`;if(decides===
"unknown")return`${nothing2}: there is no such rule.`;if(!reason)return`${nothing2}: it gives no reason.`;if(!(suppressed>0))return pointless==="off"?`${nothing2}\
: the configuration has turned the rule off.`:pointless?`${nothing2}: the configuration lets nobody suppress this rule.`:over2==="nothing"?`${nothing2}: it does\
 not stand above a statement.`:decides==="observed"?void 0:`${nothing2}: the rule has nothing to say about the statement under it.`}function remedy({rule:named,
decides,nearest:nearest2,over:over2,pointless,reason}){return decides==="unknown"?nearest2?`-- migrate:allow ${nearest2} reason: ${reason??"\u2026"}`:"Remove th\
e comment.":reason?over2==="nothing"&&!pointless?"Put it on a line of its own above the statement that it is about.":"Remove the comment.":`-- migrate:allow ${named}\
 reason: \u2026`}var rule115=defineRule({id:"validate-in-same-txn",severity:"blocker",hazard:"lock",checks:"lock-analysis",takes:"AccessExclusiveLock",scans:!0,since:13,title:"N\
OT VALID gains nothing when the same transaction validates",why:"VALIDATE CONSTRAINT lets reads and writes go on, but the transaction still holds the lock that \
ADD CONSTRAINT took: AccessExclusive for a CHECK, ShareRowExclusive on both tables for a foreign key. The scan runs under it.",examples:{given:sql`create table orders (id bigint primary key, total int);`,
rows:sql`insert into orders select n, n from generate_series(1, 1000) n;`,bad:sql`
      begin;
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;
      commit;`,good:sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`},on:{AT_ValidateConstraint(action,facts){let table=existingTable(action.table,facts),name=action.
cmd.name;if(!table||!name)return;let adds2=[...facts.session.before,facts.statement].find(one=>addition(one,action,name)!==void 0),added=adds2&&addition(adds2,action,
name);if(!adds2||!added)return;let shown3=objectName(table.name),isKey2=added.contype==="CONSTR_FOREIGN",[who,lock]=isKey2?["Writes to","ShareRowExclusive"]:["R\
eads and writes of","AccessExclusive"];return{objects:[shown3],says:`${who} ${code(shown3)} wait while every row is checked: ${code(quoteIdentifier(name))} is v\
alidated in the transaction that added it (${lineSeenFrom(facts,adds2)}) and still holds ${lock}.`,instead:steps(statement(adds2===facts.statement?withoutThis(action,
facts):oneLine(adds2.sql)),nextMigration("reads and writes go on during the scan."),`${action.head} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`)}}}});function addition({
node},{table},name){let alter=as("AlterTableStmt",node);if(!(!alter?.relation||writtenName(alter.relation).name!==writtenName(table).name))return all("AlterTabl\
eCmd",alter.cmds).map(notValid).find(one=>one&&(one.conname??name)===name)}function notValid({subtype,def}){let constraint=subtype==="AT_AddConstraint"?as("Cons\
traint",def):void 0;return constraint?.skip_validation?constraint:void 0}function withoutThis({head,text},facts){let{actions:actions3}=splitAlterTable(facts.statement.
sql);return`${head} ${actions3.filter(one=>one!==text).join(", ")}`}function columnGone({cmd,table:range},facts){let table=known2(writtenName(range),facts),column2=cmd.name;if(!table||column2===void 0||!hasColumn(table,column2))
return;let target={relation:table.name,column:column2},siblings=alterationsOf(table.name,[facts]),gone=siblings.slice(0,siblings.indexOf(cmd)).flatMap(({subtype,
name})=>subtype==="AT_DropColumn"?name??[]:[]),kept2=keptFor(target,facts).filter(({kind,name=""})=>kind!=="generated-column"||facts.postgres>=15&&!gone.includes(
name));return{what:`${code(quoteIdentifier(column2))} of ${code(objectName(table.name))}`,objects:[objectName(table.name)],kept:cmd.behavior==="DROP_CASCADE"?[]:
kept2,bodies:bodiesLeft(target,facts),sqlstate:"42703"}}var relationKinds2=["OBJECT_TABLE","OBJECT_VIEW","OBJECT_MATVIEW","OBJECT_FOREIGN_TABLE"];function relationGone(node,drop,facts){
let relation=relationKinds2.includes(drop.removeType??"")?known2(nameFrom(node),facts):void 0;if(!relation)return;let together2=(drop.objects??[]).flatMap(one=>facts.
catalog.relation(nameFrom(one))?.name??[]),kept2=keptFor({relation:relation.name},facts).filter(({on})=>!together2.some(one=>sameName(one,on)));return{what:code(
objectName(relation.name)),objects:[objectName(relation.name)],kept:drop.behavior==="DROP_CASCADE"?[]:kept2,bodies:madeAgain2(relation.name,facts)?[]:bodiesLeft(
{relation:relation.name},facts),sqlstate:"42P01"}}function routineGone(node,drop,facts){let routine=routineNamed(node,facts);if(!(!routine||facts.catalog.routine(
routine.name)?.others.length!==0))return{what:code(objectName(routine.name)),objects:[objectName(routine.name)],kept:drop.behavior==="DROP_CASCADE"?[]:facts.catalog.
callers(routine.name),bodies:routineStays(node,facts)?[]:bodiesLeft({routine:routine.name},facts).filter(({name})=>!sameName(name,routine.name)),sqlstate:"42883"}}
function relationRenamed(change2,facts){let relation=change2.relation&&known2(writtenName(change2.relation),facts);if(!relation)return;let moved="renameType"in change2?
change2.renameType:void 0,column2=moved==="OBJECT_COLUMN"&&"subname"in change2?change2.subname:void 0;if(moved!==void 0&&column2===void 0&&!relationKinds2.includes(
moved)||(column2===void 0?madeAgain2(relation.name,facts):nameTaken(column2,change2,facts)))return;let name=code(objectName(relation.name));return{what:column2===
void 0?name:`${code(quoteIdentifier(column2))} of ${name}`,objects:[objectName(relation.name)],kept:[],bodies:bodiesLeft(column2===void 0?{relation:relation.name}:
{relation:relation.name,column:column2},facts),sqlstate:column2===void 0?"42P01":"42703"}}var nameTaken=(column2,{relation},facts)=>restOfTransaction(facts).some(
({statement:{node}})=>{let other=as("RenameStmt",node);return other?.renameType==="OBJECT_COLUMN"&&other.newname===column2&&other.relation?.relname===relation?.
relname});var rule116=defineRule({id:"view-function-dependence",severity:"blocker",hazard:"failure",checks:"backward-compatibility",fails:"2BP01",since:13,evenOnNewTables:!0,
title:"A view, function, trigger or policy still uses it",why:"Postgres refuses to drop what a view, policy, trigger, generated column or BEGIN ATOMIC function \
uses (2BP01), and follows a rename there. The body of any other function is only text to it: the statement succeeds, and the next call fails.",versions:"Before \
Postgres 15 a generated column does not keep its source: it goes with it (drop-column-drops-constraint).",examples:{given:sql`
      create table orders (id bigint primary key, note text, paid boolean);
      create view open_orders as select id, note from orders where not paid;`,bad:sql`alter table orders drop column note;`,good:sql`
      begin;
      drop view open_orders;
      alter table orders drop column note;
      create view open_orders as select id from orders where not paid;
      commit;`},on:{AT_DropColumn:(action,facts)=>told4(columnGone(action,facts),facts),DropStmt:(drop,facts)=>(drop.objects??[]).flatMap(node=>"ObjectWithArgs"in
node?told4(routineGone(node,drop,facts),facts):told4(relationGone(node,drop,facts),facts)),RenameStmt:(rename,facts)=>told4(relationRenamed(rename,facts),facts),
AlterObjectSchemaStmt:(alter,facts)=>told4(relationRenamed(alter,facts),facts)}});function told4(broken,facts){if(!broken||broken.kept.length+broken.bodies.length===
0)return[];let{what:what2,objects,kept:kept2,bodies,sqlstate}=broken,keepers=listedBriefly(kept2.map(spokenDependent)),callers=listedBriefly(bodies.map(({name})=>code(
objectName(name))));return[{objects,says:[kept2.length>0?`This fails (2BP01): ${keepers} still ${kept2.length===1?"uses":"use"} ${what2}.`:"",bodies.length>0?`T\
he body of the function${bodies.length===1?"":"s"} ${callers} names ${what2}, so that the next call fails (${sqlstate}): Postgres does not look into bodies.`:""].
filter(Boolean).join(" "),instead:atOnce(facts,...withReaders(kept2,facts).toReversed().map(dropStatement),...bodies.map(({name})=>remark(`CREATE OR REPLACE FUN\
CTION ${objectName(name)} with a body that does not name it.`)),statement(oneLine(facts.statement.sql)),kept2.length>0?remark("Here make again what was dropped,\
 without it, and with its GRANTs."):steps())}]}var rule117=defineRule({id:"waits-behind-readers",severity:"warning",hazard:"process",checks:"lock-analysis",since:13,insteadOf:["missing-lock-timeout"],title:"\
It waits for an open transaction, and everybody else waits for it",why:"The statement was sent while a transaction was open that had used the table, as a report\
, a backup or a forgotten session does in production. It had to wait for that, and everything else on the table queued behind it, also where its own work takes \
no time. With a lock_timeout it gives up, the queue moves on, and the migration can be tried again.",observed(seen){let run2=heldRun(seen),queues=queuesOf(seen).
filter(({waited})=>waited.sqlstate===void 0&&waited.lockTimeoutMs===0),[first2]=queues;if(!first2||!run2)return[];let told5=new Set(queues.map(queue=>queue.seen)),
others=seen.statements.flatMap(one=>{let{facts}=one,lock=facts&&facts.session.lockTimeoutMs===void 0&&blockingLock(facts);return lock&&!told5.has(one)?[{facts,lock}]:
[]}),rest2=others.length===0?"":` Nothing limits the wait of these either: ${waitingLines(others)}.`;return[{at:first2.seen.at,objects:[...new Set([...queues.flatMap(
({stall})=>stall.tables),...others.map(({lock})=>lock.object)])],says:`No lock_timeout is in force. ${queues.map(queueWords).join(" ")} ${productionWords(run2)}\
 ${vacuum}${rest2}`,instead:limitWait(first2.seen.facts,seen.stallBudgetMs)}]}}),vacuum="An autovacuum against wraparound keeps it waiting as well: that one giv\
es way to nobody.";function queueWords(queue){let{stall,waited,seen}=queue,{readMs,writeMs}=stall,who=[readMs>0?"read":"",writeMs>0?"write":""].filter(Boolean),
kept2=waited.keeps??[],keeps2=kept2.length===0?"":` All that while its transaction kept ${listed(kept2.map(code))} locked as well.`;return`${`${code(`${stall.file}\
:${stall.line}`)} ${code(shortened(seen.run.sql.replace(/;\s*$/,"")))}`} waited ${duration(waited.ms)} for ${holderWords(queue)}, and every later ${listed(who)}\
 queued behind it, the longest for ${duration(Math.max(readMs,writeMs))}.${keeps2}`}var rules=[rule,rule2,rule3,rule4,rule5,rule6,rule7,rule8,rule9,rule10,rule11,rule12,rule13,rule14,rule15,rule16,rule17,rule18,rule19,rule20,rule21,rule22,rule23,
rule24,rule25,rule26,rule27,rule28,rule29,rule30,rule31,rule32,rule33,rule34,rule35,rule36,rule37,rule38,rule39,rule40,rule41,rule42,rule43,rule44,rule45,rule46,
rule47,rule48,rule49,rule50,rule51,rule52,rule53,rule54,rule55,rule56,rule57,rule58,rule59,rule60,rule61,rule62,rule63,rule64,rule65,rule66,rule67,rule68,rule69,
rule70,rule71,rule72,rule73,rule74,rule75,rule76,rule77,rule78,rule79,rule80,rule81,rule82,rule83,rule84,rule85,rule86,rule87,rule88,rule89,rule90,rule91,rule92,
rule93,rule94,rule95,rule96,rule97,rule98,rule99,rule100,rule101,rule102,rule103,rule104,rule105,rule106,rule107,rule108,rule109,rule110,rule111,rule112,rule113,
rule114,rule115,rule116,rule117],ruleIds=rules.map(({id:id2})=>id2);function nearest(word2,known4){if(known4.length===0)return;let found2=closest(word2,known4);return distance(word2,found2)<=Math.max(3,word2.length/3)?found2:void 0}export{columnType,isRunnable,gap,splitAlterTable,oneLine,code,listed,builtinVolatility,startSchema,keyOf,catalogAt,emptyRelation,expressionText,lookNow,find,findRange,
newName,newRelationName,put,current,change,putIndex,removeIndex,remove,generatedName,addConstraint,setNotNull,noteReference,dropConstraints,noteDependent,noteTrigger,
notePolicy,alterPolicy,noteRule,forgetDependent,forgetAllOf,renameInDependents,renameColumnInDependents,renameDependent,addColumn,typeOf,createTable,attach,createTableAs,
resolved,indexShape,batching,isInBatches,bodyParts,topOf,standsAlone,standaloneForm,countIn,startSettings,setting,withoutLocals,changed,changesIn,setChanges,milliseconds,
schemasOf,tablesWith,inputTypes,namedInputs,changesInWith,lockNumbers,plannedOptions,phaseOf,rules,ruleIds,nearest};
