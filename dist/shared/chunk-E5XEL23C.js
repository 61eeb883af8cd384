import{parseScript}from"./chunk-PLGO7SHZ.js";var profileAge=(profile,now)=>profile.takenAt===void 0?void 0:Math.max(0,now-profile.takenAt);function isFresh(profile,now,staleAfterMs){let age=profileAge(profile,
now);return age!==void 0&&age<=staleAfterMs}var dayMs=864e5;function profileAgeDays(profile,now){let age=profileAge(profile,now);return age===void 0?void 0:Math.
floor(age/dayMs)}var queryKinds=["SelectStmt","InsertStmt","UpdateStmt","DeleteStmt","MergeStmt"];function normalisedOrNot(sql){let parsed=parseScript("query.sql",sql);if(!parsed.
ok||parsed.value.problems.length>0)return"unreadable";let[statement,...more]=parsed.value.statements,kind=statement===void 0?void 0:Object.keys(statement.node)[0];
return statement===void 0||more.length>0||kind===void 0||!queryKinds.includes(kind)?"no-query":holdsConstant(statement.node,"statement",/'|\$(?!\d)/.test(sql))?
"has-constants":"clean"}var places=["limitCount","limitOffset","sortClause","groupClause","typmods","arrayBounds"];function holdsConstant(node,key,quoted){return Array.
isArray(node)?node.some(one=>holdsConstant(one,key,quoted)):typeof node!="object"||node===null?!1:"A_Const"in node?isValue(node.A_Const,quoted)&&!places.includes(
key):"SortBy"in node?holdsConstant(node.SortBy.node,key,quoted):Object.entries(node).some(([name,inner])=>holdsConstant(inner,name,quoted))}var isValue=(constant,quoted)=>typeof constant==
"object"&&constant!==null&&("sval"in constant&&quoted||["ival","fval","bsval"].some(kind=>kind in constant));export{profileAge,isFresh,profileAgeDays,queryKinds,normalisedOrNot};
