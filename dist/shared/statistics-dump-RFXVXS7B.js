import{constantText,eachNode,objectName,stringOf}from"./chunk-ZXDGY5FU.js";import{parseScript,splitPieces}from"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";
import{shown}from"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";var wanted=new Set(["version","schemaname","relname","attname","inherited","relpages","reltuples","relallvisible","null_frac","avg_width","n_distinct","correlat\
ion","most_common_freqs"]),blockBytes=8192;function profileOfStatistics(text,file){let relations=new Map,versions=new Set;for(let{kind,start,end}of splitPieces(
text)){let sql=text.slice(start,end);if(kind==="psql-command"||!/\bpg_restore_(relation|attribute)_stats\b/i.test(sql))continue;let parsed=parseScript(file,sql);
if(!parsed.ok||parsed.value.problems.length>0)return unreadable(file,text.slice(0,start).split(`
`).length);for(let told of parsed.value.statements.flatMap(({node})=>calls(node)))versions.add(numberOf(told,"version",0,1e6)??0),take(relations,told)}let tables=[
...relations].filter(([,{table}])=>table);if(tables.length===0)return none(file);let postgres=Math.floor(Math.max(...versions)/1e4);return success({tables:new Map(
tables.map(([name,relation])=>[name,tableOf(relation)])),queries:[],...postgres>0&&{postgres}})}function take(relations,told){let name=objectName({schema:told.get(
"schemaname")??"",name:told.get("relname")??""}),relation=relations.get(name)??{table:!1,columns:new Map};relations.set(name,relation);let column=told.get("attn\
ame");if(column!==void 0){relation.table=!0,(told.get("inherited")!=="t"||!relation.columns.has(column))&&relation.columns.set(column,columnOf(told));return}let rows=numberOf(
told,"reltuples",0,Number.MAX_SAFE_INTEGER),pages=numberOf(told,"relpages",0,2**32);rows!==void 0&&(relation.rows=rows),pages!==void 0&&(relation.bytes=pages*blockBytes),
(numberOf(told,"relallvisible",0,2**32)??0)>0&&(relation.table=!0)}var tableOf=({rows,bytes,columns})=>({...rows!==void 0&&{rows},...bytes!==void 0&&{bytes},...columns.
size>0&&{columns}});function columnOf(told){let nullFraction=numberOf(told,"null_frac",0,1),distinct=numberOf(told,"n_distinct",-1,Number.MAX_SAFE_INTEGER),width=numberOf(
told,"avg_width",0,2**32),correlation=numberOf(told,"correlation",-1,1),frequencies=sharesOf(told.get("most_common_freqs"));return{...nullFraction!==void 0&&{nullFraction},
...distinct!==void 0&&distinct!==0&&{distinct},...width!==void 0&&{width},...correlation!==void 0&&{correlation},...frequencies.length>0&&{frequencies}}}function calls(node){
let found=[];return eachNode(node,(kind,body)=>{if(kind!=="FuncCall")return;let{funcname,args=[]}=body;/^pg_restore_(relation|attribute)_stats$/.test(stringOf(funcname?.
at(-1)))&&found.push(toldBy(args))}),found}function toldBy(args){let told=new Map;for(let at=0;at+1<args.length;at+=2){let name=constantText(args[at])??"",value=wanted.
has(name)?constantText(args[at+1]):void 0;value!==void 0&&told.set(name,value)}return told}var mostShares=10;function sharesOf(list){let shares=(list??"").replace(
/^\{|\}$/g,"").split(",").slice(0,mostShares).map(Number.parseFloat);return shares.every(share=>share>=0&&share<=1)?shares:[]}function numberOf(told,name,least,most){
let text=told.get(name)??"",value=Number(text);return text.trim()!==""&&value>=least&&value<=most?value:void 0}var unreadable=(file,line)=>failure({code:"bad-pr\
ofile",says:`${shown(file)}:${line} cannot be read as a call of pg_restore_relation_stats or pg_restore_attribute_stats.`,advice:"Write it again with pg_dump --\
statistics-only, of Postgres 18 or newer.",file,line}),none=file=>failure({code:"bad-profile",says:`${shown(file)} holds no statistics of a table, so production\
\u2019s row counts are not known.`,advice:"Write it with pg_dump --statistics-only, of Postgres 18 or newer, after an ANALYZE.",file});export{profileOfStatistics};
