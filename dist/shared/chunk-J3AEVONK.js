import{failure,success}from"./chunk-7CUXIEAQ.js";import{_enum,array,boolean,int,iso_exports,literal,number,object,record,string,tuple}from"./chunk-RP7HDS62.js";var amount=number().nonnegative(),fraction=number().min(0).max(1),names=array(string().nullable()),moment=iso_exports.datetime({offset:!0}),columnSchema=object(
{nullFraction:fraction.exactOptional(),distinct:number().min(-1).exactOptional().describe("A count; below 0 the share of the rows, negated"),width:amount.exactOptional().
describe("Average bytes of a value that is not null"),correlation:number().min(-1).max(1).exactOptional(),frequencies:array(fraction).max(10).exactOptional().describe(
"Shares of the rows that the commonest values have, the greatest first")}),index=object({name:string(),method:string().exactOptional().describe("btree where it \
is absent"),primary:boolean().exactOptional(),unique:boolean().exactOptional(),partial:boolean().exactOptional(),valid:boolean().exactOptional(),columns:names.describe(
"Its key; null stands for an expression"),rows:amount.exactOptional().describe("Of a partial index"),bytes:amount.exactOptional()}),constraint=object({name:string(),
kind:_enum(["primary-key","unique","foreign-key","check","exclusion"]),columns:array(string()).exactOptional(),references:string().exactOptional().describe("The\
 table that a foreign key points at"),validated:boolean().exactOptional()}),tableSchema=object({rows:amount.exactOptional().describe("Absent where the table was\
 never analysed"),bytes:amount.exactOptional().describe("Heap and TOAST, without indexes"),indexBytes:amount.exactOptional(),readsPerSecond:amount.exactOptional().
describe("Scans begun"),writesPerSecond:amount.exactOptional().describe("Rows inserted, updated and deleted"),kind:literal("materialized-view").exactOptional(),
partitioned:object({by:_enum(["range","list","hash"]),columns:names}).exactOptional(),parent:string().exactOptional().describe("The table it is a partition of, \
or inherits from"),shareOfParent:amount.exactOptional().describe("Of the rows of the table it is a partition of"),indexes:array(index).exactOptional(),constraints:array(
constraint).exactOptional()}),query=object({sql:string().describe("Normalised: constants are $1, $2, \u2026"),callsPerSecond:amount.exactOptional(),meanMs:amount.
exactOptional()}),settings=record(string(),string()),versionSchema=object({schema:literal(1)}),profileSchema=object({postgres:int().positive().exactOptional().describe(
"The major version"),version:string().exactOptional(),takenAt:moment.exactOptional().describe("A profile without it counts as stale"),statsSince:moment.exactOptional(),
standby:boolean().exactOptional(),missing:settings.exactOptional().describe("What could not be read, and why"),settings:settings.exactOptional(),roleSettings:array(
object({role:string().exactOptional(),database:string().exactOptional(),settings})).exactOptional(),extensions:settings.exactOptional(),replicas:array(object({mode:string().
exactOptional(),lagBytes:amount.exactOptional(),lagMs:amount.exactOptional()})).exactOptional(),slots:array(object({name:string(),kind:string().exactOptional(),
active:boolean().exactOptional(),lagBytes:amount.exactOptional()})).exactOptional(),longestTransactionMs:amount.exactOptional(),callsShare:fraction.exactOptional().
describe("Share of all calls that the queries stand for"),queries:array(query).default([]),durations:array(object({migration:string(),seconds:amount,predicted:tuple(
[amount,amount]).readonly().exactOptional().describe("Milliseconds that its report had foretold, the lower end first"),class:_enum(["metadata","scan","scan-sort",
"rewrite","rows"]).exactOptional()})).exactOptional().describe("What past migrations took, written by hand")});function parseProfile(text,file){let document=json(text),version=versionSchema.safeParse(document);if(!version.success)return bad(file,keyOf(version.error));let parsed=profileSchema.
safeParse(document);if(!parsed.success)return bad(file,keyOf(parsed.error));let tables=entriesOf(isObject(document)?document.tables:void 0,file,["tables"],tableOf);
if(!tables.ok)return tables;let{takenAt,statsSince,...rest}=parsed.data;return success({...rest,tables:tables.value,...takenAt!==void 0&&{takenAt:Date.parse(takenAt)},
...statsSince!==void 0&&{statsSince:Date.parse(statsSince)}})}function entriesOf(list,file,path,read){if(!isObject(list))return bad(file,path);let entries=new Map;
for(let[name,value]of Object.entries(list)){let entry=read(value,file,[...path,name]);if(!entry.ok)return entry;entries.set(name,entry.value)}return success(entries)}
var isObject=value=>typeof value=="object"&&value!==null&&!Array.isArray(value);function tableOf(value,file,path){let table=tableSchema.safeParse(value);if(!table.
success)return bad(file,[...path,...keyOf(table.error)]);if(!isObject(value)||!("columns"in value))return success(table.data);let columns=entriesOf(value.columns,
file,[...path,"columns"],columnOf);return columns.ok?success({...table.data,columns:columns.value}):columns}function columnOf(value,file,path){let column=columnSchema.
safeParse(value);return column.success?success(column.data):bad(file,[...path,...keyOf(column.error)])}function json(text){try{return JSON.parse(text.replace(/^\ufeff/,
""))}catch{return}}var keyOf=error=>error.issues[0]?.path??[];function bad(file,key){let name=key.map(step=>JSON.stringify(String(step))).join(" \u203A ");return failure(
{code:"bad-profile",says:name===""?`${file} is not a JSON object, so production\u2019s row counts are not known.`:`${file}: ${name} is missing or not what a pro\
file of schema 1 holds there.`,advice:'Correct it; only "schema": 1 and "tables" are required.',file})}export{parseProfile};
