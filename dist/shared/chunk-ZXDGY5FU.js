var keywords=new Set(`all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real
  references returning right row select session_user setof similar smallint some substring symmetric system_user table
  tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose
  when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/));function quoteIdentifier(name){return/^[a-z_][a-z0-9_]*$/.test(name)&&!keywords.has(name)?name:`"${name.replaceAll('"','"\
"')}"`}var objectName=({schema,name})=>`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,quotedParts=parts=>parts.map(quoteIdentifier).join("."),writtenName=range=>({
schema:range.schemaname,name:range.relname??""}),stringOf=node=>node&&"String"in node?node.String.sval??"":"",stringsOf=nodes=>(nodes??[]).map(stringOf);function fromParts(parts){
return{schema:parts.at(-2),name:parts.at(-1)??""}}function namedBy(node){return node?"List"in node?stringsOf(node.List.items):"TypeName"in node?stringsOf(node.TypeName.
names):"ObjectWithArgs"in node?stringsOf(node.ObjectWithArgs.objname):"String"in node?[stringOf(node)]:[]:[]}function kindOf(node){for(let kind in node)return kind;return""}var bodyOf=node=>Object.values(node)[0];function without(whole,...keys){let gone=new Set(keys.map(
String));return Object.fromEntries(Object.entries(whole).filter(([key])=>!gone.has(key)))}function as(kind,node){return node&&kind in node?node[kind]:void 0}function all(kind,nodes){
return(nodes??[]).map(node=>as(kind,node)).filter(body=>body!==void 0)}function eachNode(value,visit){if(Array.isArray(value))for(let item of value)eachNode(item,
visit);else if(typeof value=="object"&&value!==null)for(let key in value){let child=value[key];key.charCodeAt(0)<97&&visit(key,child),eachNode(child,visit)}}function relationsIn(query){
let found=[],withNames=new Set;return eachNode(query,(kind,body)=>{kind==="RangeVar"&&found.push(writtenName(body)),kind==="CommonTableExpr"&&withNames.add(body.
ctename??"")}),found.filter(({schema,name})=>schema!==void 0||!withNames.has(name))}function functionsIn(expression){let found=[];return eachNode(expression,(kind,body)=>{
kind==="FuncCall"&&found.push(fromParts(stringsOf(body.funcname)))}),found}function columnsIn(expression){let found=new Set;return eachNode(expression,(kind,body)=>{
let name=kind==="ColumnRef"?stringOf(body.fields?.at(-1)):"";name&&found.add(name)}),[...found]}function constantText(node){let cast=as("TypeCast",node);if(cast)
return constantText(cast.arg);let constant=as("A_Const",node);return constant?.sval?constant.sval.sval??"":constant?.ival?String(constant.ival.ival??0):constant?.
fval?constant.fval.fval??"":constant?.boolval?String(constant.boolval.boolval??!1):node&&"String"in node?stringOf(node):void 0}var option=(options,name)=>all("D\
efElem",options).find(({defname})=>defname===name);function switchedOn(options,name){let found=option(options,name);return found!==void 0&&!["false","off","0"].
includes(constantText(found.arg)??"true")}function calledBy(query){let found=[];return eachNode([query.targetList,query.fromClause],(kind,body)=>{kind==="FuncCa\
ll"&&found.push(body)}),found}export{quoteIdentifier,objectName,quotedParts,writtenName,stringOf,stringsOf,fromParts,namedBy,kindOf,bodyOf,without,as,all,eachNode,relationsIn,functionsIn,columnsIn,
constantText,option,switchedOn,calledBy};
