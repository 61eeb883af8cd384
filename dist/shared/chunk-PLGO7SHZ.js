import{endOfLine,endOfToken,isComment,isSpace,parseText}from"./chunk-656ZDTEV.js";import{failure,success}from"./chunk-7CUXIEAQ.js";function splitPieces(text){let cursor={text,at:0},pieces=[];for(skipBlank(cursor);cursor.at<text.length;)pieces.push(text[cursor.at]==="\\"?psqlCommand(cursor):
sqlPiece(cursor)),skipBlank(cursor);return pieces}function skipBlank(cursor){let{text}=cursor;for(;cursor.at<text.length;)if(isSpace(text[cursor.at])||text[cursor.
at]===";")cursor.at+=1;else if(isComment(text,cursor.at))cursor.at=endOfToken(text,cursor.at);else return}function psqlCommand(cursor){let start=cursor.at;return cursor.
at=endOfLine(cursor.text,start),{kind:"psql-command",start,end:cursor.at}}function sqlPiece(cursor){let{text}=cursor,start=cursor.at,end=start,depth=0,atomic=atomicBlocks();
for(;cursor.at<text.length;){let char=text[cursor.at]??"";if(char==="\\"&&startsLine(text,cursor.at))return{kind:"sql",start,end};let next=endOfToken(text,cursor.
at);if(char===";"&&depth===0&&!atomic.open())return cursor.at=next,withData(cursor,{kind:"sql",start,end});char==="("&&(depth+=1),char===")"&&(depth=Math.max(0,
depth-1)),!isSpace(char)&&!isComment(text,cursor.at)&&(end=next,atomic.sees(text.slice(cursor.at,next))),cursor.at=next}return{kind:"sql",start,end}}var startsLine=(text,at2)=>at2===
0||text[at2-1]===`
`;function atomicBlocks(){let before="",depth=0;return{open:()=>depth>0,sees:token=>{let word=token.length<=6?token.toUpperCase():"";word==="ATOMIC"&&before==="\
BEGIN"?depth=1:depth>0&&word==="CASE"?depth+=1:depth>0&&word==="END"&&(depth-=1),before=word}}}var copyFromStdin=/^copy\b[\s\S]*\bfrom\s+stdin\b/i;function withData(cursor,piece){
let{text}=cursor;if(!copyFromStdin.test(text.slice(piece.start,piece.end)))return piece;let start=text.indexOf(`
`,cursor.at)+1;if(start===0)return piece;let mark=/^\\\.\r?$/gm;mark.lastIndex=start;let found=mark.exec(text),end=found?found.index:text.length;return cursor.at=
found?mark.lastIndex:text.length,{...piece,data:{start,end}}}function positionsIn(file,text){let ascii=isAscii(text),starts=lineStarts(text),byteMap=ascii?void 0:utf16ByByte(text);return{fromByte:byte=>byteMap?byteMap[Math.
min(byte,byteMap.length-1)]??0:Math.min(byte,text.length),fromCodePoint:(count,start)=>ascii?Math.min(start+count,text.length):advance(text,start,count),span:(start,end)=>{
let from=place(starts,start),to=place(starts,end);return{file,line:from.line,column:from.column,endLine:to.line,endColumn:to.column}}}}function isAscii(text){for(let at2=0;at2<
text.length;at2+=1)if(text.charCodeAt(at2)>127)return!1;return!0}function utf16ByByte(text){let map=new Uint32Array(text.length*3+1),byte=0;for(let at2=0;at2<text.
length;){let code=text.codePointAt(at2)??0,width=code<128?1:code<2048?2:code<65536?3:4;map.fill(at2,byte,byte+width),byte+=width,at2+=code>65535?2:1}return map[byte]=
text.length,map.subarray(0,byte+1)}function advance(text,start,count){let at2=start;for(let passed=0;passed<count&&at2<text.length;passed+=1)at2+=(text.codePointAt(
at2)??0)>65535?2:1;return at2}function lineStarts(text){let starts=[0];for(let at2=text.indexOf(`
`);at2>=0;at2=text.indexOf(`
`,at2+1))starts.push(at2+1);return starts}function place(starts,offset){let low=0,high=starts.length-1;for(;low<high;){let middle=low+high+1>>1;(starts[middle]??
0)<=offset?low=middle:high=middle-1}return{line:low+1,column:offset-(starts[low]??0)+1}}function parseScript(file,given){let text=given.startsWith("\uFEFF")?` ${given.slice(1)}`:given,positions=positionsIn(file,text),nul=text.indexOf("\0");if(nul>=
0)return failure({...nulByte,...at(file,positions,nul)});let whole=parseText(text);return whole.kind==="parsed"?success(wholeScript(text,positions,whole.statements)):
inPieces(file,text,positions)}var nulByte={code:"unreadable-migration",says:"The file holds a NUL byte, which Postgres would take for its end.",advice:"Save the\
 file as UTF-8 text (it may be UTF-16)."},at=(file,positions,offset)=>{let{line,column}=positions.span(offset,offset);return{file,line,column}};function wholeScript(text,positions,raw){
let extents=extentsOf(text,positions,raw),end=0;return{statements:extents.map((extent,index)=>{let comments=commentsBetween(text,positions,end,extent.start);return end=
extent.end,statementOf(text,positions,extent,index,comments)}),problems:[],psqlCommands:[]}}function extentsOf(text,positions,raw){return raw.map(({node,startByte,
endByte})=>{let start=positions.fromByte(startByte),end=endByte===void 0?text.length:positions.fromByte(endByte);return{node,start,end:withoutTail(text,start,end)}})}
function withoutTail(text,start,end){let sql=text.slice(start,end);if(!sql.includes("--")&&!sql.includes("/*"))return start+sql.trimEnd().length;let last=start;
for(let from=start;from<end;){let next=endOfToken(text,from);!isSpace(text[from])&&!isComment(text,from)&&text[from]!==";"&&(last=next),from=next}return Math.min(
last,end)}function statementOf(text,positions,extent,index,comments){let{start,end,node,copyData}=extent,sql=text.slice(start,end);return{index,sql,offset:start,
node,comments,...copyData===void 0?{}:{copyData},...positions.span(start,end)}}function commentsBetween(text,positions,start,end){let comments=[];for(let from=start;from<
end;){let next=isComment(text,from)?Math.min(endOfToken(text,from),end):from+1;isComment(text,from)&&comments.push({text:text.slice(from,next),...positions.span(
from,next)}),from=next}return comments}function inPieces(file,text,positions){let reading={file,text,positions,statements:[],problems:[],psqlCommands:[],end:0,index:0};
for(let piece of splitPieces(text)){if(piece.kind==="psql-command")readPsqlCommand(reading,piece);else{let refused=readPiece(reading,piece);if(refused)return refused}
reading.end=piece.data?.end??piece.end}let{statements,problems,psqlCommands}=reading;return success({statements,problems,psqlCommands})}function readPiece(reading,piece){
let{text,positions}=reading,sql=text.slice(piece.start,piece.end),parsed=parseText(sql);if(parsed.kind==="too-deep")return tooDeep(reading,piece,parsed.cause);if(parsed.
kind==="refused"){reading.problems.push(syntaxProblem(reading,piece,parsed));return}for(let extent of extentsOf(sql,positionsIn("",sql),parsed.statements)){let start=piece.
start+extent.start,comments=commentsBetween(text,positions,reading.end,start),data=piece.data?{copyData:text.slice(piece.data.start,piece.data.end)}:{},here={node:extent.
node,start,end:piece.start+extent.end,...data};reading.statements.push(statementOf(text,positions,here,reading.index,comments)),reading.index+=1,reading.end=here.
end}}var tooDeep=({file,positions},piece,cause)=>failure({code:"parser-limit",says:"A statement is nested too deep for the parser to read it.",advice:"Split the\
 statement into smaller ones.",...at(file,positions,piece.start),cause});function syntaxProblem(reading,piece,refused){let{text,positions}=reading,where=Math.min(
positions.fromCodePoint(refused.codePoint,piece.start),piece.end),end=where<piece.end?Math.min(endOfToken(text,where),piece.end):piece.end,index=reading.index;reading.
index+=1;let sql=text.slice(piece.start,piece.end);return{index,sql,message:shortened(refused.message),...positions.span(where,end)}}var shortened=message=>message.
length>160?`${message.slice(0,160)}\u2026`:message,harmless=new Set("connect c restrict unrestrict set unset echo qecho warn timing pset x a t encoding errverbo\
se conninfo".split(" "));function readPsqlCommand(reading,piece){let text=reading.text.slice(piece.start,piece.end).trimEnd(),span=reading.positions.span(piece.
start,piece.start+text.length),name=/^\\([a-z_]+)/i.exec(text)?.[1]??"";if(harmless.has(name)){reading.psqlCommands.push({text,...span});return}let message=`psq\
l's command \\${name} is not SQL; only psql can run it`;reading.problems.push({index:reading.index,sql:text,message,...span}),reading.index+=1}export{positionsIn,splitPieces,parseScript};
