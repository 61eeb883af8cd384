import{addColumn,addConstraint,alterPolicy,attach,bodyParts,catalogAt,change,changed,changesIn,changesInWith,code,columnType,createTable,createTableAs,current,dropConstraints,
emptyRelation,expressionText,find,findRange,forgetAllOf,forgetDependent,gap,generatedName,indexShape,inputTypes,keyOf,listed,lockNumbers,lookNow,milliseconds,namedInputs,
nearest,newName,newRelationName,noteDependent,notePolicy,noteReference,noteRule,noteTrigger,oneLine,phaseOf,plannedOptions,put,putIndex,remove,removeIndex,renameColumnInDependents,
renameDependent,renameInDependents,resolved,rules,schemasOf,setChanges,setNotNull,setting,splitAlterTable,standsAlone,startSchema,startSettings,tablesWith,topOf,
typeOf,withoutLocals}from"./chunk-BODMWZIV.js";import{all,as,bodyOf,calledBy,constantText,eachNode,fromParts,functionsIn,kindOf,namedBy,objectName,option,
quoteIdentifier,quotedParts,relationsIn,stringsOf,switchedOn,without,writtenName}from"./chunk-ZXDGY5FU.js";import{isFresh,profileAgeDays,queryKinds}from"./chunk-E5XEL23C.js";
import{parseScript,positionsIn,splitPieces}from"./chunk-PLGO7SHZ.js";import{endOfToken,isComment,loadParser,parseText}from"./chunk-656ZDTEV.js";import{
blocks,spoken,strength}from"./chunk-OLJVEC4A.js";import{outsideWindows,require_dist}from"./chunk-TUHREAFN.js";import{textOf}from"./chunk-FQPUUQAJ.js";
import{bytes,counted,duration,durationRange}from"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import{array,object,string,union}from"./chunk-RP7HDS62.js";
import{__commonJS,__toESM}from"./chunk-7PVPYRVV.js";var require_constants=__commonJS({"node_modules/picomatch/lib/constants.js"(exports,module){"use strict";var WIN_NO_SLASH="[^\\\\/]",ONE_CHAR="(?=.)",QMARK="[^/\
]",END_ANCHOR="(?:\\/|$)",START_ANCHOR="(?:^|\\/)",DOTS_SLASH=`\\.{1,2}${END_ANCHOR}`,NO_DOT="(?!\\.)",NO_DOTS=`(?!${START_ANCHOR}${DOTS_SLASH})`,NO_DOT_SLASH=`\
(?!\\.{0,1}${END_ANCHOR})`,NO_DOTS_SLASH=`(?!${DOTS_SLASH})`,QMARK_NO_DOT="[^.\\/]",STAR=`${QMARK}*?`,SEP="/",POSIX_CHARS={DOT_LITERAL:"\\.",PLUS_LITERAL:"\\+",
QMARK_LITERAL:"\\?",SLASH_LITERAL:"\\/",ONE_CHAR,QMARK,END_ANCHOR,DOTS_SLASH,NO_DOT,NO_DOTS,NO_DOT_SLASH,NO_DOTS_SLASH,QMARK_NO_DOT,STAR,START_ANCHOR,SEP},WINDOWS_CHARS={
...POSIX_CHARS,SLASH_LITERAL:"[\\\\/]",QMARK:WIN_NO_SLASH,STAR:`${WIN_NO_SLASH}*?`,DOTS_SLASH:"\\.{1,2}(?:[\\\\/]|$)",NO_DOT:"(?!\\.)",NO_DOTS:"(?!(?:^|[\\\\/])\\.\
{1,2}(?:[\\\\/]|$))",NO_DOT_SLASH:"(?!\\.{0,1}(?:[\\\\/]|$))",NO_DOTS_SLASH:"(?!\\.{1,2}(?:[\\\\/]|$))",QMARK_NO_DOT:"[^.\\\\/]",START_ANCHOR:"(?:^|[\\\\/])",END_ANCHOR:"\
(?:[\\\\/]|$)",SEP:"\\"},POSIX_REGEX_SOURCE={__proto__:null,alnum:"a-zA-Z0-9",alpha:"a-zA-Z",ascii:"\\x00-\\x7F",blank:" \\t",cntrl:"\\x00-\\x1F\\x7F",digit:"0-\
9",graph:"\\x21-\\x7E",lower:"a-z",print:"\\x20-\\x7E ",punct:"\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",space:" \\t\\r\\n\\v\\f",upper:"A-Z",word:"A-Za-z0-9_",xdigit:"\
A-Fa-f0-9"};module.exports={DEFAULT_MAX_EXTGLOB_RECURSION:0,MAX_LENGTH:1024*64,POSIX_REGEX_SOURCE,REGEX_BACKSLASH:/\\(?![*+?^${}(|)[\]])/g,REGEX_NON_SPECIAL_CHARS:/^[^@![\].,$*+?^{}()|\\/]+/,
REGEX_SPECIAL_CHARS:/[-*+?.^${}(|)[\]]/,REGEX_SPECIAL_CHARS_BACKREF:/(\\?)((\W)(\3*))/g,REGEX_SPECIAL_CHARS_GLOBAL:/([-*+?.^${}(|)[\]])/g,REGEX_REMOVE_BACKSLASH:/(?:\[.*?[^\\]\]|\\(?=.))/g,
REPLACEMENTS:{__proto__:null,"***":"*","**/**":"**","**/**/**":"**"},CHAR_0:48,CHAR_9:57,CHAR_UPPERCASE_A:65,CHAR_LOWERCASE_A:97,CHAR_UPPERCASE_Z:90,CHAR_LOWERCASE_Z:122,
CHAR_LEFT_PARENTHESES:40,CHAR_RIGHT_PARENTHESES:41,CHAR_ASTERISK:42,CHAR_AMPERSAND:38,CHAR_AT:64,CHAR_BACKWARD_SLASH:92,CHAR_CARRIAGE_RETURN:13,CHAR_CIRCUMFLEX_ACCENT:94,
CHAR_COLON:58,CHAR_COMMA:44,CHAR_DOT:46,CHAR_DOUBLE_QUOTE:34,CHAR_EQUAL:61,CHAR_EXCLAMATION_MARK:33,CHAR_FORM_FEED:12,CHAR_FORWARD_SLASH:47,CHAR_GRAVE_ACCENT:96,
CHAR_HASH:35,CHAR_HYPHEN_MINUS:45,CHAR_LEFT_ANGLE_BRACKET:60,CHAR_LEFT_CURLY_BRACE:123,CHAR_LEFT_SQUARE_BRACKET:91,CHAR_LINE_FEED:10,CHAR_NO_BREAK_SPACE:160,CHAR_PERCENT:37,
CHAR_PLUS:43,CHAR_QUESTION_MARK:63,CHAR_RIGHT_ANGLE_BRACKET:62,CHAR_RIGHT_CURLY_BRACE:125,CHAR_RIGHT_SQUARE_BRACKET:93,CHAR_SEMICOLON:59,CHAR_SINGLE_QUOTE:39,CHAR_SPACE:32,
CHAR_TAB:9,CHAR_UNDERSCORE:95,CHAR_VERTICAL_LINE:124,CHAR_ZERO_WIDTH_NOBREAK_SPACE:65279,extglobChars(chars){return{"!":{type:"negate",open:"(?:(?!(?:",close:`)\
)${chars.STAR})`},"?":{type:"qmark",open:"(?:",close:")?"},"+":{type:"plus",open:"(?:",close:")+"},"*":{type:"star",open:"(?:",close:")*"},"@":{type:"at",open:"\
(?:",close:")"}}},globChars(win32){return win32===!0?WINDOWS_CHARS:POSIX_CHARS}}}});var require_utils=__commonJS({"node_modules/picomatch/lib/utils.js"(exports){"use strict";var{REGEX_BACKSLASH,REGEX_REMOVE_BACKSLASH,REGEX_SPECIAL_CHARS,REGEX_SPECIAL_CHARS_GLOBAL}=require_constants();
exports.isObject=val=>val!==null&&typeof val=="object"&&!Array.isArray(val);exports.hasRegexChars=str=>REGEX_SPECIAL_CHARS.test(str);exports.isRegexChar=str=>str.
length===1&&exports.hasRegexChars(str);exports.escapeRegex=str=>str.replace(REGEX_SPECIAL_CHARS_GLOBAL,"\\$1");exports.toPosixSlashes=str=>str.replace(REGEX_BACKSLASH,
"/");exports.isWindows=()=>{if(typeof navigator<"u"&&navigator.platform){let platform=navigator.platform.toLowerCase();return platform==="win32"||platform==="wi\
ndows"}return typeof process<"u"&&process.platform?process.platform==="win32":!1};exports.removeBackslashes=str=>str.replace(REGEX_REMOVE_BACKSLASH,match=>match===
"\\"?"":match);exports.escapeLast=(input,char,lastIdx)=>{let idx=input.lastIndexOf(char,lastIdx);return idx===-1?input:input[idx-1]==="\\"?exports.escapeLast(input,
char,idx-1):`${input.slice(0,idx)}\\${input.slice(idx)}`};exports.removePrefix=(input,state={})=>{let output=input;return output.startsWith("./")&&(output=output.
slice(2),state.prefix="./"),output};exports.wrapOutput=(input,state={},options={})=>{let prepend=options.contains?"":"^",append=options.contains?"":"$",output=`${prepend}\
(?:${input})${append}`;return state.negated===!0&&(output=`(?:^(?!${output}).*$)`),output};exports.basename=(path,{windows}={})=>{let segs=path.split(windows?/[\\/]/:
"/"),last=segs[segs.length-1];return last===""?segs[segs.length-2]:last}}});var require_scan=__commonJS({"node_modules/picomatch/lib/scan.js"(exports,module){"use strict";var utils=require_utils(),{CHAR_ASTERISK,CHAR_AT,CHAR_BACKWARD_SLASH,
CHAR_COMMA,CHAR_DOT,CHAR_EXCLAMATION_MARK,CHAR_FORWARD_SLASH,CHAR_LEFT_CURLY_BRACE,CHAR_LEFT_PARENTHESES,CHAR_LEFT_SQUARE_BRACKET,CHAR_PLUS,CHAR_QUESTION_MARK,CHAR_RIGHT_CURLY_BRACE,
CHAR_RIGHT_PARENTHESES,CHAR_RIGHT_SQUARE_BRACKET}=require_constants(),isPathSeparator=code3=>code3===CHAR_FORWARD_SLASH||code3===CHAR_BACKWARD_SLASH,depth=token=>{
token.isPrefix!==!0&&(token.depth=token.isGlobstar?1/0:1)},scan=(input,options)=>{let opts=options||{},length=input.length-1,scanToEnd=opts.parts===!0||opts.tokens===
!0||opts.scanToEnd===!0,slashes=[],tokens=[],parts=[],str=input,index=-1,start2=0,lastIndex=0,isBrace=!1,isBracket=!1,isGlob=!1,isExtglob=!1,isGlobstar=!1,braceEscaped=!1,
backslashes=!1,negated=!1,negatedExtglob=!1,finished=!1,braces2=0,prev,code3,token={value:"",depth:0,isGlob:!1},eos=()=>index>=length,peek=()=>str.charCodeAt(index+
1),advance=()=>(prev=code3,str.charCodeAt(++index));for(;index<length;){code3=advance();let next;if(code3===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,
code3=advance(),code3===CHAR_LEFT_CURLY_BRACE&&(braceEscaped=!0);continue}if(braceEscaped===!0||code3===CHAR_LEFT_CURLY_BRACE){for(braces2++;eos()!==!0&&(code3=
advance());){if(code3===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,advance();continue}if(code3===CHAR_LEFT_CURLY_BRACE){braces2++;continue}if(braceEscaped!==
!0&&code3===CHAR_DOT&&(code3=advance())===CHAR_DOT){if(isBrace=token.isBrace=!0,isGlob=token.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(braceEscaped!==
!0&&code3===CHAR_COMMA){if(isBrace=token.isBrace=!0,isGlob=token.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code3===CHAR_RIGHT_CURLY_BRACE&&(braces2--,
braces2===0)){braceEscaped=!1,isBrace=token.isBrace=!0,finished=!0;break}}if(scanToEnd===!0)continue;break}if(code3===CHAR_FORWARD_SLASH){if(slashes.push(index),
tokens.push(token),token={value:"",depth:0,isGlob:!1},finished===!0)continue;if(prev===CHAR_DOT&&index===start2+1){start2+=2;continue}lastIndex=index+1;continue}
if(opts.noext!==!0&&(code3===CHAR_PLUS||code3===CHAR_AT||code3===CHAR_ASTERISK||code3===CHAR_QUESTION_MARK||code3===CHAR_EXCLAMATION_MARK)===!0&&peek()===CHAR_LEFT_PARENTHESES){
if(isGlob=token.isGlob=!0,isExtglob=token.isExtglob=!0,finished=!0,code3===CHAR_EXCLAMATION_MARK&&index===start2&&(negatedExtglob=!0),scanToEnd===!0){let parens=0;
for(;eos()!==!0&&(code3=advance());){if(code3===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,advance();continue}if(code3===CHAR_LEFT_PARENTHESES){parens++;
continue}if(code3===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=!0;break}}continue}break}if(code3===CHAR_ASTERISK){if(prev===CHAR_ASTERISK&&(isGlobstar=token.
isGlobstar=!0),isGlob=token.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code3===CHAR_QUESTION_MARK){if(isGlob=token.isGlob=!0,finished=!0,scanToEnd===
!0)continue;break}if(code3===CHAR_LEFT_SQUARE_BRACKET){for(;eos()!==!0&&(next=advance());){if(next===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,advance();
continue}if(next===CHAR_RIGHT_SQUARE_BRACKET){isBracket=token.isBracket=!0,isGlob=token.isGlob=!0,finished=!0;break}}if(scanToEnd===!0)continue;break}if(opts.nonegate!==
!0&&code3===CHAR_EXCLAMATION_MARK&&index===start2){negated=token.negated=!0,start2++;continue}if(opts.noparen!==!0&&code3===CHAR_LEFT_PARENTHESES){if(isGlob=token.
isGlob=!0,scanToEnd===!0){let parens=1;for(;eos()!==!0&&(code3=advance());){if(code3===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,advance();continue}
if(code3===CHAR_LEFT_PARENTHESES){parens++;continue}if(code3===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=!0;break}}continue}break}if(isGlob===!0){if(finished=
!0,scanToEnd===!0)continue;break}}opts.noext===!0&&(isExtglob=!1,isGlob=!1);let base2=str,prefix="",glob="";start2>0&&(prefix=str.slice(0,start2),str=str.slice(
start2),lastIndex-=start2),base2&&isGlob===!0&&lastIndex>0?(base2=str.slice(0,lastIndex),glob=str.slice(lastIndex)):isGlob===!0?(base2="",glob=str):base2=str,base2&&
base2!==""&&base2!=="/"&&base2!==str&&isPathSeparator(base2.charCodeAt(base2.length-1))&&(base2=base2.slice(0,-1)),opts.unescape===!0&&(glob&&(glob=utils.removeBackslashes(
glob)),base2&&backslashes===!0&&(base2=utils.removeBackslashes(base2)));let state={prefix,input,start:start2,base:base2,glob,isBrace,isBracket,isGlob,isExtglob,
isGlobstar,negated,negatedExtglob};if(opts.tokens===!0&&(state.maxDepth=0,isPathSeparator(code3)||tokens.push(token),state.tokens=tokens),opts.parts===!0||opts.
tokens===!0){let prevIndex;for(let idx=0;idx<slashes.length;idx++){let n2=prevIndex!==void 0?prevIndex+1:start2,i=slashes[idx],value2=input.slice(n2,i);opts.tokens&&
(idx===0&&start2!==0?(tokens[idx].isPrefix=!0,tokens[idx].value=prefix):tokens[idx].value=value2,depth(tokens[idx]),state.maxDepth+=tokens[idx].depth),i>=start2&&
(parts.push(value2),prevIndex=i)}let n=prevIndex!==void 0?prevIndex+1:start2,value=input.slice(n);parts.push(value),opts.tokens&&prevIndex&&prevIndex+1<input.length&&
(tokens[tokens.length-1].value=value,depth(tokens[tokens.length-1]),state.maxDepth+=tokens[tokens.length-1].depth),state.slashes=slashes,state.parts=parts}return state};
module.exports=scan}});var require_parse=__commonJS({"node_modules/picomatch/lib/parse.js"(exports,module){"use strict";var constants=require_constants(),utils=require_utils(),{MAX_LENGTH,
POSIX_REGEX_SOURCE,REGEX_NON_SPECIAL_CHARS,REGEX_SPECIAL_CHARS_BACKREF,REPLACEMENTS}=constants,expandRange=(args,options)=>{if(typeof options.expandRange=="func\
tion")return options.expandRange(...args,options);args.sort();let value=`[${args.join("-")}]`;try{new RegExp(value)}catch{return args.map(v=>utils.escapeRegex(v)).
join("..")}return value},syntaxError=(type,char)=>`Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`,splitTopLevel=input=>{let parts=[],
bracket=0,paren=0,quote=0,value="",escaped=!1;for(let ch of input){if(escaped===!0){value+=ch,escaped=!1;continue}if(ch==="\\"){value+=ch,escaped=!0;continue}if(ch===
'"'){quote=quote===1?0:1,value+=ch;continue}if(quote===0){if(ch==="[")bracket++;else if(ch==="]"&&bracket>0)bracket--;else if(bracket===0){if(ch==="(")paren++;else if(ch===
")"&&paren>0)paren--;else if(ch==="|"&&paren===0){parts.push(value),value="";continue}}}value+=ch}return parts.push(value),parts},isPlainBranch=branch=>{let escaped=!1;
for(let ch of branch){if(escaped===!0){escaped=!1;continue}if(ch==="\\"){escaped=!0;continue}if(/[?*+@!()[\]{}]/.test(ch))return!1}return!0},normalizeSimpleBranch=branch=>{
let value=branch.trim(),changed3=!0;for(;changed3===!0;)changed3=!1,/^@\([^\\()[\]{}|]+\)$/.test(value)&&(value=value.slice(2,-1),changed3=!0);if(isPlainBranch(
value))return value.replace(/\\(.)/g,"$1")},hasRepeatedCharPrefixOverlap=branches=>{let values=branches.map(normalizeSimpleBranch).filter(Boolean);for(let i=0;i<
values.length;i++)for(let j=i+1;j<values.length;j++){let a=values[i],b=values[j],char=a[0];if(!(!char||a!==char.repeat(a.length)||b!==char.repeat(b.length))&&(a===
b||a.startsWith(b)||b.startsWith(a)))return!0}return!1},parseRepeatedExtglob=(pattern,requireEnd=!0)=>{if(pattern[0]!=="+"&&pattern[0]!=="*"||pattern[1]!=="(")return;
let bracket=0,paren=0,quote=0,escaped=!1;for(let i=1;i<pattern.length;i++){let ch=pattern[i];if(escaped===!0){escaped=!1;continue}if(ch==="\\"){escaped=!0;continue}
if(ch==='"'){quote=quote===1?0:1;continue}if(quote!==1){if(ch==="["){bracket++;continue}if(ch==="]"&&bracket>0){bracket--;continue}if(!(bracket>0)){if(ch==="("){
paren++;continue}if(ch===")"&&(paren--,paren===0))return requireEnd===!0&&i!==pattern.length-1?void 0:{type:pattern[0],body:pattern.slice(2,i),end:i}}}}},buildCharClassStar=chars=>`${chars.
length===1?utils.escapeRegex(chars[0]):`[${chars.map(ch=>utils.escapeRegex(ch)).join("")}]`}*`,getStarExtglobSequenceChars=pattern=>{let index=0,chars=[];for(;index<
pattern.length;){let match=parseRepeatedExtglob(pattern.slice(index),!1);if(!match||match.type!=="*")return;let branches=splitTopLevel(match.body).map(branch2=>branch2.
trim());if(branches.length!==1)return;let branch=normalizeSimpleBranch(branches[0]);if(!branch||branch.length!==1)return;chars.push(branch),index+=match.end+1}if(!(chars.
length<1))return chars},repeatedExtglobRecursion=pattern=>{let depth=0,value=pattern.trim(),match=parseRepeatedExtglob(value);for(;match;)depth++,value=match.body.
trim(),match=parseRepeatedExtglob(value);return depth},analyzeRepeatedExtglob=(body,options)=>{if(options.maxExtglobRecursion===!1)return{risky:!1};let max=typeof options.
maxExtglobRecursion=="number"?options.maxExtglobRecursion:constants.DEFAULT_MAX_EXTGLOB_RECURSION,branches=splitTopLevel(body).map(branch=>branch.trim());if(branches.
length>1&&(branches.some(branch=>branch==="")||branches.some(branch=>/^[*?]+$/.test(branch))||hasRepeatedCharPrefixOverlap(branches)))return{risky:!0};let safeChars=[],
sawStarSequence=!1,combinable=!0;for(let branch of branches){let chars=getStarExtglobSequenceChars(branch);if(chars){sawStarSequence=!0,safeChars.push(...chars);
continue}let literal=normalizeSimpleBranch(branch);if(literal&&literal.length===1){safeChars.push(literal);continue}if(combinable=!1,repeatedExtglobRecursion(branch)>
max)return{risky:!0}}return sawStarSequence?combinable?{risky:!0,safeOutput:buildCharClassStar([...new Set(safeChars)])}:{risky:!0}:{risky:!1}},parse3=(input,options)=>{
if(typeof input!="string")throw new TypeError("Expected a string");input=REPLACEMENTS[input]||input;let opts={...options},max=typeof opts.maxLength=="number"?Math.
min(MAX_LENGTH,opts.maxLength):MAX_LENGTH,len=input.length;if(len>max)throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);let bos={
type:"bos",value:"",output:opts.prepend||""},tokens=[bos],capture=opts.capture?"":"?:",PLATFORM_CHARS=constants.globChars(opts.windows),EXTGLOB_CHARS=constants.
extglobChars(PLATFORM_CHARS),{DOT_LITERAL,PLUS_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,NO_DOT,NO_DOT_SLASH,NO_DOTS_SLASH,QMARK,QMARK_NO_DOT,STAR,START_ANCHOR}=PLATFORM_CHARS,
globstar=opts2=>`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}).)*?)`,nodot=opts.dot?"":NO_DOT,qmarkNoDot=opts.dot?QMARK:QMARK_NO_DOT,star=opts.
bash===!0?globstar(opts):STAR;opts.capture&&(star=`(${star})`),typeof opts.noext=="boolean"&&(opts.noextglob=opts.noext);let state={input,index:-1,start:0,dot:opts.
dot===!0,consumed:"",output:"",prefix:"",backtrack:!1,negated:!1,brackets:0,braces:0,parens:0,quotes:0,globstar:!1,tokens};input=utils.removePrefix(input,state),
len=input.length;let extglobs=[],braces2=[],stack=[],prev=bos,value,eos=()=>state.index===len-1,peek=state.peek=(n=1)=>input[state.index+n],advance=state.advance=
()=>input[++state.index]||"",remaining=()=>input.slice(state.index+1),consume=(value2="",num=0)=>{state.consumed+=value2,state.index+=num},append=token=>{state.
output+=token.output!=null?token.output:token.value,consume(token.value)},negate=()=>{let count=1;for(;peek()==="!"&&(peek(2)!=="("||peek(3)==="?");)advance(),state.
start++,count++;return count%2===0?!1:(state.negated=!0,state.start++,!0)},increment=type=>{state[type]++,stack.push(type)},decrement=type=>{state[type]--,stack.
pop()},push=tok=>{if(prev.type==="globstar"){let isBrace=state.braces>0&&(tok.type==="comma"||tok.type==="brace"),isExtglob=tok.extglob===!0||extglobs.length&&(tok.
type==="pipe"||tok.type==="paren");tok.type!=="slash"&&tok.type!=="paren"&&!isBrace&&!isExtglob&&(state.output=state.output.slice(0,-prev.output.length),prev.type=
"star",prev.value="*",prev.output=star,state.output+=prev.output)}if(extglobs.length&&tok.type!=="paren"&&(extglobs[extglobs.length-1].inner+=tok.value),(tok.value||
tok.output)&&append(tok),prev&&prev.type==="text"&&tok.type==="text"){prev.output=(prev.output||prev.value)+tok.value,prev.value+=tok.value;return}tok.prev=prev,
tokens.push(tok),prev=tok},extglobOpen=(type,value2)=>{let token={...EXTGLOB_CHARS[value2],conditions:1,inner:""};token.prev=prev,token.parens=state.parens,token.
output=state.output,token.startIndex=state.index,token.tokensIndex=tokens.length;let output=(opts.capture?"(":"")+token.open;increment("parens"),push({type,value:value2,
output:state.output?"":ONE_CHAR}),push({type:"paren",extglob:!0,value:advance(),output}),extglobs.push(token)},extglobClose=token=>{let literal=input.slice(token.
startIndex,state.index+1),body=input.slice(token.startIndex+2,state.index),analysis=analyzeRepeatedExtglob(body,opts);if((token.type==="plus"||token.type==="sta\
r")&&analysis.risky){let safeOutput=analysis.safeOutput?(token.output?"":ONE_CHAR)+(opts.capture?`(${analysis.safeOutput})`:analysis.safeOutput):void 0,open=tokens[token.
tokensIndex];open.type="text",open.value=literal,open.output=safeOutput||utils.escapeRegex(literal);for(let i=token.tokensIndex+1;i<tokens.length;i++)tokens[i].
value="",tokens[i].output="",delete tokens[i].suffix;state.output=token.output+open.output,state.backtrack=!0,push({type:"paren",extglob:!0,value,output:""}),decrement(
"parens");return}let output=token.close+(opts.capture?")":""),rest;if(token.type==="negate"){let extglobStar=star;if(token.inner&&token.inner.length>1&&token.inner.
includes("/")&&(extglobStar=globstar(opts)),(extglobStar!==star||eos()||/^\)+$/.test(remaining()))&&(output=token.close=`)$))${extglobStar}`),token.inner.includes(
"*")&&(rest=remaining())&&/^\.[^\\/.]+$/.test(rest)){let expression=parse3(rest,{...options,fastpaths:!1}).output;output=token.close=`)${expression})${extglobStar}\
)`}token.prev.type==="bos"&&(state.negatedExtglob=!0)}push({type:"paren",extglob:!0,value,output}),decrement("parens")};if(opts.fastpaths!==!1&&!/(^[*!]|[/()[\]{}"])/.
test(input)){let backslashes=!1,output=input.replace(REGEX_SPECIAL_CHARS_BACKREF,(m,esc,chars,first,rest,index)=>first==="\\"?(backslashes=!0,m):first==="?"?esc?
esc+first+(rest?QMARK.repeat(rest.length):""):index===0?qmarkNoDot+(rest?QMARK.repeat(rest.length):""):QMARK.repeat(chars.length):first==="."?DOT_LITERAL.repeat(
chars.length):first==="*"?esc?esc+first+(rest?star:""):star:esc?m:`\\${m}`);return backslashes===!0&&(opts.unescape===!0?output=output.replace(/\\/g,""):output=
output.replace(/\\+/g,m=>m.length%2===0?"\\\\":m?"\\":"")),output===input&&opts.contains===!0?(state.output=input,state):(state.output=utils.wrapOutput(output,state,
options),state)}for(;!eos();){if(value=advance(),value==="\0")continue;if(value==="\\"){let next=peek();if(next==="/"&&opts.bash!==!0||next==="."||next===";")continue;
if(!next){value+="\\",push({type:"text",value});continue}let match=/^\\+/.exec(remaining()),slashes=0;if(match&&match[0].length>2&&(slashes=match[0].length,state.
index+=slashes,slashes%2!==0&&(value+="\\")),opts.unescape===!0?value=advance():value+=advance(),state.brackets===0){push({type:"text",value});continue}}if(state.
brackets>0&&(value!=="]"||prev.value==="["||prev.value==="[^")){if(opts.posix!==!1&&value===":"){let inner=prev.value.slice(1);if(inner.includes("[")&&(prev.posix=
!0,inner.includes(":"))){let idx=prev.value.lastIndexOf("["),pre=prev.value.slice(0,idx),rest2=prev.value.slice(idx+2),posix2=POSIX_REGEX_SOURCE[rest2];if(posix2){
prev.value=pre+posix2,state.backtrack=!0,advance(),!bos.output&&tokens.indexOf(prev)===1&&(bos.output=ONE_CHAR);continue}}}(value==="["&&peek()!==":"||value==="\
-"&&peek()==="]")&&(value=`\\${value}`),value==="]"&&(prev.value==="["||prev.value==="[^")&&(value=`\\${value}`),opts.posix===!0&&value==="!"&&prev.value==="["&&
(value="^"),prev.value+=value,append({value});continue}if(state.quotes===1&&value!=='"'){value=utils.escapeRegex(value),prev.value+=value,append({value});continue}
if(value==='"'){state.quotes=state.quotes===1?0:1,opts.keepQuotes===!0&&push({type:"text",value});continue}if(value==="("){increment("parens"),push({type:"paren",
value});continue}if(value===")"){if(state.parens===0&&opts.strictBrackets===!0)throw new SyntaxError(syntaxError("opening","("));let extglob=extglobs[extglobs.length-
1];if(extglob&&state.parens===extglob.parens+1){extglobClose(extglobs.pop());continue}push({type:"paren",value,output:state.parens?")":"\\)"}),decrement("parens");
continue}if(value==="["){if(opts.nobracket===!0||!remaining().includes("]")){if(opts.nobracket!==!0&&opts.strictBrackets===!0)throw new SyntaxError(syntaxError(
"closing","]"));value=`\\${value}`}else increment("brackets");push({type:"bracket",value});continue}if(value==="]"){if(opts.nobracket===!0||prev&&prev.type==="b\
racket"&&prev.value.length===1){push({type:"text",value,output:`\\${value}`});continue}if(state.brackets===0){if(opts.strictBrackets===!0)throw new SyntaxError(
syntaxError("opening","["));push({type:"text",value,output:`\\${value}`});continue}decrement("brackets");let prevValue=prev.value.slice(1);if(prev.posix!==!0&&prevValue[0]===
"^"&&!prevValue.includes("/")&&(value=`/${value}`),prev.value+=value,append({value}),opts.literalBrackets===!1||utils.hasRegexChars(prevValue))continue;let escaped=utils.
escapeRegex(prev.value);if(state.output=state.output.slice(0,-prev.value.length),opts.literalBrackets===!0){state.output+=escaped,prev.value=escaped;continue}prev.
value=`(${capture}${escaped}|${prev.value})`,state.output+=prev.value;continue}if(value==="{"&&opts.nobrace!==!0){increment("braces");let open={type:"brace",value,
output:"(",outputIndex:state.output.length,tokensIndex:state.tokens.length};braces2.push(open),push(open);continue}if(value==="}"){let brace=braces2[braces2.length-
1];if(opts.nobrace===!0||!brace){push({type:"text",value,output:value});continue}let output=")";if(brace.dots===!0){let arr=tokens.slice(),range=[];for(let i=arr.
length-1;i>=0&&(tokens.pop(),arr[i].type!=="brace");i--)arr[i].type!=="dots"&&range.unshift(arr[i].value);output=expandRange(range,opts),state.backtrack=!0}if(brace.
comma!==!0&&brace.dots!==!0){let out=state.output.slice(0,brace.outputIndex),toks=state.tokens.slice(brace.tokensIndex);brace.value=brace.output="\\{",value=output=
"\\}",state.output=out;for(let t of toks)state.output+=t.output||t.value}push({type:"brace",value,output}),decrement("braces"),braces2.pop();continue}if(value===
"|"){extglobs.length>0&&extglobs[extglobs.length-1].conditions++,push({type:"text",value});continue}if(value===","){let output=value,brace=braces2[braces2.length-
1];brace&&stack[stack.length-1]==="braces"&&(brace.comma=!0,output="|"),push({type:"comma",value,output});continue}if(value==="/"){if(prev.type==="dot"&&state.index===
state.start+1){state.start=state.index+1,state.consumed="",state.output="",tokens.pop(),prev=bos;continue}push({type:"slash",value,output:SLASH_LITERAL});continue}
if(value==="."){if(state.braces>0&&prev.type==="dot"){prev.value==="."&&(prev.output=DOT_LITERAL);let brace=braces2[braces2.length-1];prev.type="dots",prev.output+=
value,prev.value+=value,brace.dots=!0;continue}if(state.braces+state.parens===0&&prev.type!=="bos"&&prev.type!=="slash"){push({type:"text",value,output:DOT_LITERAL});
continue}push({type:"dot",value,output:DOT_LITERAL});continue}if(value==="?"){if(!(prev&&prev.value==="(")&&opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){extglobOpen(
"qmark",value);continue}if(prev&&prev.type==="paren"){let next=peek(),output=value;(prev.value==="("&&!/[!=<:]/.test(next)||next==="<"&&!/<([!=]|\w+>)/.test(remaining()))&&
(output=`\\${value}`),push({type:"text",value,output});continue}if(opts.dot!==!0&&(prev.type==="slash"||prev.type==="bos")){push({type:"qmark",value,output:QMARK_NO_DOT});
continue}push({type:"qmark",value,output:QMARK});continue}if(value==="!"){if(opts.noextglob!==!0&&peek()==="("&&(peek(2)!=="?"||!/[!=<:]/.test(peek(3)))){extglobOpen(
"negate",value);continue}if(opts.nonegate!==!0&&state.index===0){negate();continue}}if(value==="+"){if(opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){extglobOpen(
"plus",value);continue}if(prev&&prev.value==="("||opts.regex===!1){push({type:"plus",value,output:PLUS_LITERAL});continue}if(prev&&(prev.type==="bracket"||prev.
type==="paren"||prev.type==="brace")||state.parens>0){push({type:"plus",value});continue}push({type:"plus",value:PLUS_LITERAL});continue}if(value==="@"){if(opts.
noextglob!==!0&&peek()==="("&&peek(2)!=="?"){push({type:"at",extglob:!0,value,output:""});continue}push({type:"text",value});continue}if(value!=="*"){(value==="\
$"||value==="^")&&(value=`\\${value}`);let match=REGEX_NON_SPECIAL_CHARS.exec(remaining());match&&(value+=match[0],state.index+=match[0].length),push({type:"tex\
t",value});continue}if(prev&&(prev.type==="globstar"||prev.star===!0)){prev.type="star",prev.star=!0,prev.value+=value,prev.output=star,state.backtrack=!0,state.
globstar=!0,consume(value);continue}let rest=remaining();if(opts.noextglob!==!0&&/^\([^?]/.test(rest)){extglobOpen("star",value);continue}if(prev.type==="star"){
if(opts.noglobstar===!0){consume(value);continue}let prior=prev.prev,before=prior.prev,isStart=prior.type==="slash"||prior.type==="bos",afterStar=before&&(before.
type==="star"||before.type==="globstar");if(opts.bash===!0&&(!isStart||rest[0]&&rest[0]!=="/")){push({type:"star",value,output:""});continue}let isBrace=state.braces>
0&&(prior.type==="comma"||prior.type==="brace"),isExtglob=extglobs.length&&(prior.type==="pipe"||prior.type==="paren");if(!isStart&&prior.type!=="paren"&&!isBrace&&
!isExtglob){push({type:"star",value,output:""});continue}for(;rest.slice(0,3)==="/**";){let after=input[state.index+4];if(after&&after!=="/")break;rest=rest.slice(
3),consume("/**",3)}let isEnd=eos()||state.parens>0&&rest===")".repeat(state.parens)&&!extglobs.some(extglob=>extglob.type==="negate");if(prior.type==="bos"&&eos()){
prev.type="globstar",prev.value+=value,prev.output=globstar(opts),state.output=prev.output,state.globstar=!0,consume(value);continue}if(prior.type==="slash"&&prior.
prev.type!=="bos"&&!afterStar&&isEnd){state.output=state.output.slice(0,-(prior.output+prev.output).length),prior.output=`(?:${prior.output}`,prev.type="globsta\
r",prev.output=globstar(opts)+(opts.strictSlashes?")":"|$)"),prev.value+=value,state.globstar=!0,state.output+=prior.output+prev.output,consume(value);continue}
if(prior.type==="slash"&&prior.prev.type!=="bos"&&rest[0]==="/"){let end=rest[1]!==void 0?"|$":"";state.output=state.output.slice(0,-(prior.output+prev.output).
length),prior.output=`(?:${prior.output}`,prev.type="globstar",prev.output=`${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`,prev.value+=value,state.output+=
prior.output+prev.output,state.globstar=!0,consume(value+advance()),push({type:"slash",value:"/",output:""});continue}if(prior.type==="bos"&&rest[0]==="/"){prev.
type="globstar",prev.value+=value,prev.output=`(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`,state.output=prev.output,state.globstar=!0,consume(value+
advance()),push({type:"slash",value:"/",output:""});continue}state.output=state.output.slice(0,-prev.output.length),prev.type="globstar",prev.output=globstar(opts),
prev.value+=value,state.output+=prev.output,state.globstar=!0,consume(value);continue}let token={type:"star",value,output:star};if(opts.bash===!0){token.output=
".*?",(prev.type==="bos"||prev.type==="slash")&&(token.output=nodot+token.output),push(token);continue}if(prev&&(prev.type==="bracket"||prev.type==="paren")&&opts.
regex===!0){token.output=value,push(token);continue}(state.index===state.start||prev.type==="slash"||prev.type==="dot")&&(prev.type==="dot"?(state.output+=NO_DOT_SLASH,
prev.output+=NO_DOT_SLASH):opts.dot===!0?(state.output+=NO_DOTS_SLASH,prev.output+=NO_DOTS_SLASH):(state.output+=nodot,prev.output+=nodot),peek()!=="*"&&(state.
output+=ONE_CHAR,prev.output+=ONE_CHAR)),push(token)}for(;state.brackets>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing","]"));state.
output=utils.escapeLast(state.output,"["),decrement("brackets")}for(;state.parens>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing",")"));
state.output=utils.escapeLast(state.output,"("),decrement("parens")}for(;state.braces>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing",
"}"));state.output=utils.escapeLast(state.output,"{"),decrement("braces")}if(opts.strictSlashes!==!0&&(prev.type==="star"||prev.type==="bracket")&&push({type:"m\
aybe_slash",value:"",output:`${SLASH_LITERAL}?`}),state.backtrack===!0){state.output="";for(let token of state.tokens)state.output+=token.output!=null?token.output:
token.value,token.suffix&&(state.output+=token.suffix)}return state};parse3.fastpaths=(input,options)=>{let opts={...options},max=typeof opts.maxLength=="number"?
Math.min(MAX_LENGTH,opts.maxLength):MAX_LENGTH,len=input.length;if(len>max)throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
input=REPLACEMENTS[input]||input;let{DOT_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,NO_DOT,NO_DOTS,NO_DOTS_SLASH,STAR,START_ANCHOR}=constants.globChars(opts.windows),
nodot=opts.dot?NO_DOTS:NO_DOT,slashDot=opts.dot?NO_DOTS_SLASH:NO_DOT,capture=opts.capture?"":"?:",state={negated:!1,prefix:""},star=opts.bash===!0?".*?":STAR;opts.
capture&&(star=`(${star})`);let globstar=opts2=>opts2.noglobstar===!0?star:`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}).)*?)`,create=str=>{
switch(str){case"*":return`${nodot}${ONE_CHAR}${star}`;case".*":return`${DOT_LITERAL}${ONE_CHAR}${star}`;case"*.*":return`${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"\
*/*":return`${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;case"**":return nodot+globstar(opts);case"**/*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL}\
)?${slashDot}${ONE_CHAR}${star}`;case"**/*.*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"**/.\
*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;default:{let match=/^(.*?)\.(\w+)$/.exec(str);if(!match)return;let source2=create(
match[1]);return source2?source2+DOT_LITERAL+match[2]:void 0}}},output=utils.removePrefix(input,state),source=create(output);return source&&opts.strictSlashes!==
!0&&(source+=`${SLASH_LITERAL}?`),source};module.exports=parse3}});var require_picomatch=__commonJS({"node_modules/picomatch/lib/picomatch.js"(exports,module){"use strict";var scan=require_scan(),parse3=require_parse(),utils=require_utils(),
constants=require_constants(),isObject=val=>val&&typeof val=="object"&&!Array.isArray(val),picomatch3=(glob,options,returnState=!1)=>{if(Array.isArray(glob)){let fns=glob.
map(input=>picomatch3(input,options,returnState));return str=>{for(let isMatch of fns){let state2=isMatch(str);if(state2)return state2}return!1}}let isState=isObject(
glob)&&glob.tokens&&glob.input;if(glob===""||typeof glob!="string"&&!isState)throw new TypeError("Expected pattern to be a non-empty string");let opts=options||
{},posix2=opts.windows,regex=isState?picomatch3.compileRe(glob,options):picomatch3.makeRe(glob,options,!1,!0),state=regex.state;delete regex.state;let isIgnored=()=>!1;
if(opts.ignore){let ignoreOpts={...options,ignore:null,onMatch:null,onResult:null};isIgnored=picomatch3(opts.ignore,ignoreOpts,returnState)}let matcher=(input,returnObject=!1)=>{
let{isMatch,match,output}=picomatch3.test(input,regex,options,{glob,posix:posix2}),result={glob,state,regex,posix:posix2,input,output,match,isMatch};return typeof opts.
onResult=="function"&&opts.onResult(result),isMatch===!1?(result.isMatch=!1,returnObject?result:!1):isIgnored(input)?(typeof opts.onIgnore=="function"&&opts.onIgnore(
result),result.isMatch=!1,returnObject?result:!1):(typeof opts.onMatch=="function"&&opts.onMatch(result),returnObject?result:!0)};return returnState&&(matcher.state=
state),matcher};picomatch3.test=(input,regex,options,{glob,posix:posix2}={})=>{if(typeof input!="string")throw new TypeError("Expected input to be a string");if(input===
"")return{isMatch:!1,output:""};let opts=options||{},format=opts.format||(posix2?utils.toPosixSlashes:null),match=input===glob,output=match&&format?format(input):
input;return match===!1&&(output=format?format(input):input,match=output===glob),(match===!1||opts.capture===!0)&&(opts.matchBase===!0||opts.basename===!0?match=
picomatch3.matchBase(input,regex,options,posix2):match=regex.exec(output)),{isMatch:!!match,match,output}};picomatch3.matchBase=(input,glob,options,posix2=options&&
options.windows)=>(glob instanceof RegExp?glob:picomatch3.makeRe(glob,options)).test(utils.basename(input,{windows:posix2}));picomatch3.isMatch=(str,patterns,options)=>picomatch3(
patterns,options)(str);picomatch3.parse=(pattern,options)=>Array.isArray(pattern)?pattern.map(p=>picomatch3.parse(p,options)):parse3(pattern,{...options,fastpaths:!1});
picomatch3.scan=(input,options)=>scan(input,options);picomatch3.compileRe=(state,options,returnOutput=!1,returnState=!1)=>{if(returnOutput===!0)return state.output;
let opts=options||{},prepend=opts.contains?"":"^",append=opts.contains?"":"$",source=`${prepend}(?:${state.output})${append}`;state&&state.negated===!0&&(source=
`^(?!${source}).*$`);let regex=picomatch3.toRegex(source,options);return returnState===!0&&(regex.state=state),regex};picomatch3.makeRe=(input,options={},returnOutput=!1,returnState=!1)=>{
if(!input||typeof input!="string")throw new TypeError("Expected a non-empty string");let parsed2={negated:!1,fastpaths:!0};return options.fastpaths!==!1&&(input[0]===
"."||input[0]==="*")&&(parsed2.output=parse3.fastpaths(input,options)),parsed2.output||(parsed2=parse3(input,options)),picomatch3.compileRe(parsed2,options,returnOutput,
returnState)};picomatch3.toRegex=(source,options)=>{try{let opts=options||{};return new RegExp(source,opts.flags||(opts.nocase?"i":""))}catch(err){if(options&&options.
debug===!0)throw err;return/$^/}};picomatch3.constants=constants;module.exports=picomatch3}});var require_picomatch2=__commonJS({"node_modules/picomatch/index.js"(exports,module){"use strict";var pico=require_picomatch(),utils=require_utils();function picomatch3(glob,options,returnState=!1){
return options&&(options.windows===null||options.windows===void 0)&&(options={...options,windows:utils.isWindows()}),pico(glob,options,returnState)}Object.assign(
picomatch3,pico);module.exports=picomatch3}});var request=/^[ \t]*(?:--+|\/?\*+)?[ \t]*migrate:allow[ \t]+([\w-]+)(?:[ \t]+reason:[ \t]*(.*))?/gim;function allowances(steps,rules2){let ids=rules2.map(({id})=>id),
named2=(at,target)=>[...at.text.matchAll(request)].map(([,rule="",reason])=>{let near=ids.includes(rule)?void 0:nearest(rule,ids);return{rule,reason:reasonIn(reason),
at,decides:decides(rules2.find(({id})=>id===rule)),...near?{nearest:near}:{},...target?{target}:{}}}),over=steps.filter(({inside:inside2})=>!inside2).flatMap(({
statement})=>statement.comments.flatMap(at=>named2(at,statement))),known=over.map(({at})=>at);return[...over,...astray(steps,known).flatMap(at=>named2(at))]}function astray(steps,known){
return[...new Map(steps.map(({script:script2})=>[script2.path,script2.text]))].flatMap(([file,text])=>{let found3=[...text.matchAll(/--[ \t]*migrate:allow\b.*/gi)];
if(found3.length===0)return[];let positions=positionsIn(file,text);return found3.map(match=>({...positions.span(match.index,match.index+match[0].length),text:match[0]})).
filter(({line})=>!known.some(one=>one.file===file&&one.line<=line&&line<=one.endLine))})}function reasonIn(text){let reason=text?.replace(/\*\/\s*$/,"").trim();
return reason===""?void 0:reason}function decides(rule){return rule?rule.observed&&!rule.on&&!rule.onPullRequest?"observed":"from-the-text":"unknown"}function dispatcher(rules2){let handlers=new Map;for(let rule of rules2)for(let[name,handler]of Object.entries(rule.on??{}))handlers.set(name,[...handlers.get(name)??
[],[rule,handler]]);let about=(subjects3,facts)=>subjects3.flatMap(([name,subject])=>(handlers.get(name)??[]).flatMap(([rule,handler])=>hits(handler(subject,facts)).
map(hit=>({rule,hit}))));return facts=>{let found3=about(subjects(facts),facts),inWith=changesInWith(facts.statement.node).flatMap(node=>Object.entries(node));if(inWith.
length===0)return found3;let more=about(inWith,facts).filter(({rule,hit})=>!found3.some(one=>one.rule===rule&&one.hit.says===hit.says));return[...found3,...more]}}
var hits=answer=>answer===void 0?[]:Array.isArray(answer)?answer:[answer];function subjects(facts){let node=facts.statement.node,whole4=Object.entries(node);return"\
AlterTableStmt"in node?[...whole4,...actions(node,facts)]:whole4}function actions({AlterTableStmt:alter},facts){let{relation,cmds=[],objtype}=alter;if(!relation||
objtype!=="OBJECT_TABLE"&&objtype!=="OBJECT_FOREIGN_TABLE")return[];let parts,cut=()=>parts??=splitAlterTable(facts.statement.sql);return cmds.flatMap((node,index)=>{
let cmd="AlterTableCmd"in node?node.AlterTableCmd:void 0;if(!cmd?.subtype)return[];let action={cmd,table:relation,get head(){return cut().head},get text(){return cut().
actions[index]??""}};return[[cmd.subtype,action]]})}function editOf({mechanical},{instead},facts){if(!mechanical||facts.inside||facts.session.transaction!=="none"||(as("AlterTableStmt",facts.statement.node)?.cmds?.
length??1)>1||/^-- /m.test(facts.statement.sql))return;let words=facts.tool.block;if(words&&instead.includes(words.before))return;let sql=instead.split(`
`).filter(line=>!line.startsWith("-- ")).join(`
`).trim();if(!(!sql.endsWith(";")||gap.test(sql)))return facts.transaction==="per-statement"||isAlone(sql)?sql.replace(/;$/,""):void 0}function isAlone(sql){let parsed2=parseText(
sql);return parsed2.kind==="parsed"&&parsed2.statements.length===1&&parsed2.statements.every(({node})=>standsAlone(node))}function factsOf(run){let perFile=new Map;for(let{script:script2,inside:inside2}of run.steps)inside2||perFile.set(script2,(perFile.get(script2)??0)+1);let all2=[],
about=lookedUp(all2);for(let[index,step]of run.steps.entries()){let{script:script2,statement,inside:inside2}=step,facts={statement,path:script2.path,transaction:script2.
transaction,script:script2,statementsInFile:perFile.get(script2)??0,catalog:step.catalog,session:step.session,locks:step.locks,endsTransactions:step.endsTransactions===
!0,opaque:step.opaque,get earlier(){return all2.slice(0,index)},get later(){return all2.slice(index+1)},laterOn:name=>(about().get(name)??[]).flatMap(at=>at>index?
all2[at]??[]:[]),get previous(){return all2[index-1]},get next(){return all2[index+1]},postgres:run.postgres,tool:run.tool(script2.tool)};all2.push(inside2?Object.
assign(facts,{inside:inside2}):facts)}return all2}function lookedUp(all2){let found3;return()=>{if(found3)return found3;found3=new Map;for(let[index,{statement}]of all2.
entries())for(let name of new Set(subjects2(statement.node))){let here=found3.get(name);here?here.push(index):found3.set(name,[index])}return found3}}function subjects2(node){
let relation=as("AlterTableStmt",node)?.relation??as("CreateStmt",node)?.relation??as("IndexStmt",node)?.relation;return relation?[relation.relname]:(as("DropSt\
mt",node)?.objects??[]).map(object2=>namedBy(object2).at(-1))}import{createHash}from"node:crypto";function identify(drafts){let seen=new Map,last={about:"",line:""};return drafts.map(({about,...finding})=>{about!==last.about&&(last={about,line:oneLine(about).
toLowerCase()});let key2=JSON.stringify([finding.rule,finding.file,last.line,finding.objects]),count=(seen.get(key2)??0)+1;return seen.set(key2,count),{id:createHash(
"sha256").update(`${key2}#${String(count)}`).digest("hex").slice(0,16),...finding}})}var import_picomatch=__toESM(require_picomatch2(),1);var order=["advice","warning","blocker"],milder=(a,b)=>order.indexOf(a)<=order.indexOf(b)?a:b,setting2=(rule,settings)=>Object.hasOwn(settings.severities,rule)?
settings.severities[rule]:void 0,levelOf=found3=>typeof found3=="object"?found3.severity:found3,isOff=(rule,settings)=>levelOf(setting2(rule,settings))==="off",
suppressible=(rule,settings)=>{let found3=setting2(rule,settings);return typeof found3!="object"||found3.suppressible!==!1};function weigh(rule,hit,at,settings,known){
let level=levelOf(setting2(rule.id,settings));if(level==="off")return;let base2=hit.severity?milder(hit.severity,level??hit.severity):level??rule.severity,exceptions=settings.
exceptions.filter(one=>covers(one,rule,hit,at.file)),exception=exceptions.find(one=>!ended(one,settings.today));if(exception)return{severity:"advice",because:`T\
he configuration makes an exception here: ${exception.reason}`};let weighed={severity:base2,...exceptions[0]&&{because:noLonger(exceptions[0])}};if(rule.hazard!==
"lock"||level!==void 0||base2==="advice")return weighed;let bounds=hit.objects.map(table=>known.heldBound?.(table,at)),longest=bounds.reduce((max,bound)=>(bound?.
ms??0)>(max?.ms??0)?bound:max,bounds[0]);return!longest||bounds.includes(void 0)||longest.ms>known.stallBudgetMs?weighed:{severity:"advice",because:`Here for at\
 most ${duration(Math.ceil(longest.ms))} (${longest.source}), within the stall budget of ${duration(known.stallBudgetMs)}.`}}var ended=({until},today)=>until!==
void 0&&until<today,noLonger=({until="",reason})=>`The configuration made an exception here until ${until}: ${reason}`;function covers(exception,rule,hit,file){
let{table,path}=exception;if(exception.rule&&exception.rule!==rule.id||path&&!import_picomatch.default.isMatch(file,path,{dot:!0}))return!1;if(!table)return!0;let pattern=table.
includes(".")?table:`public.${table}`;return hit.objects.length>0&&hit.objects.every(one=>import_picomatch.default.isMatch(one,pattern))}function suppress(found3,allowed,settings){let uses=new Map;return{kept:found3.map(one=>{let allowance=allowed.find(candidate=>covers2(candidate,one));return!allowance?.
reason||!suppressible(one.rule.id,settings)?one:(uses.set(allowance,(uses.get(allowance)??0)+1),{rule:one.rule,draft:{...one.draft,severity:"advice",says:`${one.
draft.says} Suppressed by the author: ${allowance.reason}`},suppressed:{rule:one.rule.id,was:one.draft.severity,reason:allowance.reason}})}),uses}}var covers2=({
rule,at,target},{rule:{id,onPullRequest},draft})=>rule===id&&at.file===draft.file&&(onPullRequest!==void 0||target?.line===draft.line&&target.column===draft.column);
function unused(allowed,uses,rules2,settings){return allowed.flatMap(allowance=>{let{at,target}=allowance,pointless=pointlessBy(allowance.rule,settings),facts={
...at,...allowance,over:target?"statement":"nothing",...pointless?{pointless}:{},suppressed:uses.get(allowance)??0};return rules2.flatMap(rule=>{let hit=rule.onAllowed?.(
facts);return hit?[{rule,hit,at}]:[]})})}function pointlessBy(rule,settings){return isOff(rule,settings)?"off":suppressible(rule,settings)?void 0:"not-suppressi\
ble"}function check(input){let statements=factsOf(input),allowed=allowances(input.steps,input.rules),dispatch=dispatcher(input.rules),judged=statements.map(facts=>({
facts,hits:dispatch(facts)})),phases=judged.flatMap(({facts,hits:hits2})=>{let phase=phaseOf(facts,hits2);return phase?[{facts,phase}]:[]}),pull={configuration:[],
...input,statements,phases},fromStatements=judged.flatMap(({facts,hits:hits2})=>hits2.flatMap(({rule,hit})=>weighted(rule,hit,facts.statement,facts.statement.sql,
input,editOf(rule,hit,facts)))),fromPull=input.rules.flatMap(rule=>(rule.onPullRequest?.(pull)??[]).flatMap(hit=>weighted(rule,hit,hit.at,"",input)));return{...settle(
[...fromStatements,...fromPull],allowed,input),phases}}function settle(found3,allowed,input){let{kept,uses}=suppress(found3,allowed,input.settings),leftOver=unused(
allowed,uses,input.rules,input.settings).flatMap(({rule,hit,at})=>weighted(rule,hit,at,at.text,input)),findings=identify([...kept,...leftOver].map(({draft})=>draft)),
suppressions=kept.flatMap(({suppressed},index)=>{let finding=findings[index];return suppressed&&finding?[{...suppressed,finding:finding.id}]:[]});return{findings,
suppressions}}function weighted(rule,hit,at,about,input,edit){let weight=weigh(rule,hit,at,input.settings,input);if(!weight)return[];let draft={rule:rule.id,severity:weight.
severity,evidence:"read",file:at.file,line:at.line,column:at.column,endLine:at.endLine,endColumn:at.endColumn,about,objects:hit.objects,says:weight.because?`${hit.
says} ${weight.because}`:hit.says,instead:hit.instead,...edit!==void 0&&{edit},docs:`docs/rules/${rule.id}.md`};return[{rule,draft}]}var notMeasured=because=>({status:"not-measured",because});function measured({objects},rule,run,volume){if(rule.fails!==void 0)return run.error?.sqlstate===rule.fails?`It failed so in the rehearsal (${rule.fails}).`:void 0;
let rewritten=run.rewrites.filter(table=>objects.includes(table)),held=heldLock(objects,rule,run);if(rewritten.length===0&&!held)return run.rowsAffected===void 0?
void 0:changed2(run);let rows2=volume.find(({table})=>table===(held?.object??rewritten[0]))?.rows,over=rows2===void 0?"":` over ${counted(rows2,"row")}`,lock=held?
`held ${spoken(held.mode)} on ${code(held.object)} for ${duration(held.heldMs)}${over}`:`took ${duration(run.durationMs)}${over}`,copied=rewritten.length>0?` an\
d rewrote ${listed(rewritten.map(code))}`:"",wait=held&&blocks(held.mode).length>0?`; ${blocks(held.mode).join(" and ")} wait`:"";return`In the rehearsal it ${lock}${copied}${wait}${inProduction(
run,held)}.`}function shown(run){if(run.error)return;let took=run.locks.filter(lock=>lock.blocks.length>0).map(({object:object2,mode})=>`${spoken(mode)} on ${code(
object2)}`),rewrote=run.rewrites.length>0?` and rewrote ${listed(run.rewrites.map(code))}`:"";return`In the rehearsal it ${took.length>0?`took ${listed(took)}`:
"took no lock that makes others wait"}${rewrote}.`}function heldLock(objects,{takes},run){if(takes)return run.locks.filter(({object:object2,mode})=>objects.includes(
object2)&&strength(mode)>=strength(takes)).toSorted((a,b)=>b.heldMs-a.heldMs)[0]}var changed2=run=>`In the rehearsal it changed ${counted(run.rowsAffected??0,"r\
ow")} in ${duration(run.durationMs)}${production(run)}.`,inProduction=(run,held)=>held&&held.heldMs>run.durationMs*1.5+5?"; in production for as long as its tra\
nsaction takes":production(run),production=({estimate})=>"productionMs"in estimate?`; in production an estimated ${durationRange(estimate.productionMs)}`:"";function reconciled(read4,measured2,rules2){let ruleOf=finding=>rules2.find(({id})=>id===finding.rule),told=new Map,own2=measured2.filter(one=>{let home=read4.find(
other=>samePlace(one,other)&&bornOut(ruleOf(one),ruleOf(other),other));return home&&told.set(home,[...told.get(home)??[],one]),home===void 0});return[...read4.filter(
finding=>!own2.some(one=>ruleOf(one)?.insteadOf?.includes(finding.rule))).map(finding=>withEvidence(finding,told.get(finding)??[])),...own2]}var samePlace=(a,b)=>a.
file===b.file&&a.line===b.line&&a.column===b.column,bornOut=(measured2,read4,{severity})=>read4!==void 0&&severity==="blocker"&&measured2?.bearsOut?.(read4)===!0,
withEvidence=(finding,measured2)=>measured2.length===0?finding:{...finding,evidence:"observed",says:[finding.says,...measured2.map(({says:says2})=>says2)].join(
" ")};function contradicted({objects},rule,run,volume){if(rule.hazard!=="lock"||!(rule.rewrites||rule.scans)||rule.dependsOnServer||objects.length===0)return;let filled=objects.
every(table=>volume.some(one=>one.table===table&&one.rows>0));if(run.error||run.estimate.class!=="metadata"||!filled)return;let held=run.locks.filter(({object:object2,
blocks:blocks2})=>objects.includes(object2)&&blocks2.length>0),lock=held.length===0?"":`, and ${spoken(held[0]?.mode??"AccessExclusiveLock")} was there for a mo\
ment only`;return`The rehearsal contradicts it: ${listed(objects.map(code))} was neither rewritten nor read${lock}.`}var nothingObserved={invented:[],refused:[]};function observe(input){let{rehearsal,rules:rules2,steps}=input,runs2=rehearsal.status==="skipped"?void 0:rehearsal.statements;if(!runs2)return input.checked;let volume=rehearsal.
status==="skipped"?[]:rehearsal.volume??[],toTheEnd=rehearsal.status==="ran"&&runs2.every(({error})=>error===void 0),checked=toTheEnd?withoutSeen(input):input.checked,
seen=seenBy(input,runs2,volume),read4=checked.findings.map(finding=>witnessed(finding,seen.statements,rules2,volume)),drafts=rules2.flatMap(rule=>(rule.seenInstead&&
!toTheEnd?[]:rule.observed?.(seen)??[]).flatMap(hit=>weighted(rule,hit,hit.at,"",input).map(({draft})=>({rule,draft:{...draft,evidence:"observed"}})))),added=settle(
drafts,allowances(steps,rules2),{...input,rules:rules2.filter(({onAllowed})=>!onAllowed)});return{...checked,findings:reconciled(read4,added.findings,rules2),suppressions:[
...checked.suppressions,...added.suppressions]}}function withoutSeen({checked,rules:rules2}){let given=new Set(rules2.filter(({seenInstead})=>seenInstead).map(({
id})=>id)),findings=checked.findings.filter(({rule})=>!given.has(rule)),left=new Set(findings.map(({id})=>id));return{...checked,findings,suppressions:checked.suppressions.
filter(({finding})=>left.has(finding))}}function seenBy(input,runs2,volume){let{rehearsal,observations=nothingObserved,stallBudgetMs,checked,rules:rules2}=input,
facts=factsOf(input),place=({file,line})=>facts.find(one=>one.path===file&&one.statement.line===line)?.statement??{...topOf(file),line,endLine:line},statements=runs2.
map(run=>{let own2=factsFor(run,facts);return{run,facts:own2,at:own2?.statement??place(run),foretold:foretold(run,own2,checked.findings,rules2)}}),first=statements[0]?.
at??facts[0]?.statement??topOf(""),none2=notMeasured(rehearsal.status==="ran"?"":rehearsal.because),passes=rehearsal.status==="ran"?rehearsal:{traffic:none2,rollback:none2,
rerun:none2,leftovers:[],volume},{startupBudgetMs}=input;return{statements,rehearsal:passes,observations,stallBudgetMs,startupBudgetMs,whole:first,place}}var factsFor=(run,facts)=>{
let here=facts.filter(({path,statement})=>path===run.file&&statement.line===run.line);return here.find(({statement})=>statement.sql.trim()===run.sql.trim().replace(
/;$/,""))??here[0]};function foretold(run,facts,findings,rules2){let byId=new Map(rules2.map(rule=>[rule.id,rule]));return findings.filter(({file,line,column})=>file===
run.file&&line===run.line&&(!facts||column===facts.statement.column)).flatMap(finding=>{let rule=byId.get(finding.rule);return!rule||rule.onPullRequest?[]:{finding,
takes:rule.takes!==void 0&&rule.hazard==="lock",rewrites:rule.rewrites??!1,scans:rule.scans??!1,fails:rule.fails}})}function witnessed(finding,statements,rules2,volume){
let seen=statements.find(({foretold:known})=>known.some(one=>one.finding.id===finding.id)),rule=rules2.find(({id})=>id===finding.rule);if(!seen||!rule)return finding;
let contrary=contradicted(finding,rule,seen.run,volume);if(contrary!==void 0)return{...finding,severity:"advice",evidence:"observed",says:`${finding.says} ${contrary}`};
let figures=rule.untilSeen?shown(seen.run):measured(finding,rule,seen.run,volume);if(!figures)return finding;let severity=rule.untilSeen&&finding.severity===rule.
severity?"advice":finding.severity;return{...finding,severity,evidence:"observed",says:`${finding.says} ${figures}`}}var defaults={mode:"enforce",id:"",migrations:{paths:[],ignore:[],command:"",schema:"",placeholders:{},session:{}},postgres:{provider:"auto",image:"",urlEnv:"",
disposable:!1,create:"",destroy:"",extensions:[],settings:{},createRole:!1},volume:{rows:1e6,tables:{},seconds:60,bytes:"auto",profile:"",snapshot:"",seed:"",seedCommand:"",
existing:"",full:!1,forge:!1,staleAfterMs:2592e6},rehearsal:{statementLimitMs:6e4,passLimitMs:12e4,totalLimitMs:6e5,stallBudgetMs:1e3,traffic:!0,rollback:!0,rerun:!0,
cold:!1},queries:{files:[],commands:[]},rules:{settings:{},exceptions:[]},approval:{users:[],teams:[],codeowners:!0,required:{blocker:1,destructive:1},forbidden:[],
ttlMs:12096e5,reviews:!1,emergency:[]},windows:{timeZone:"UTC",allowed:[],freezes:[]},notify:{webhooks:[],mention:[]},comment:{when:"always",suggestions:!1}};var configPath=".github/migration-rehearsal.yml",profilePath=".github/migration-rehearsal.profile.json";async function load(source,baseCommit,path,rules2,wishes=[]){
let text=await textIn(source,baseCommit,path);if(!text.ok)return text;if(text.value!==void 0||source.policy!==void 0&&path===configPath){let{parseConfig}=await import("./parse-C3N2PVIL.js");
return parseConfig(text.value??"",path,rules2,source.policy,wishes)}return path===configPath?success(defaults):failure({code:"bad-configuration",says:`The confi\
guration ${path} does not exist in the base commit.`,advice:"Merge it first, or name a file that is there; the configuration is read from the base branch only.",
file:path})}async function loadProfile(source,baseCommit,configured,read4=readJson){let path=configured===""?profilePath:configured,text=await textIn(source,baseCommit,
path);return text.ok?text.value!==void 0?read4(text.value,path):configured===""?success(void 0):failure({code:"bad-profile",says:`The profile ${path} does not e\
xist in the base commit.`,advice:"Merge it first, or correct `volume.profile`.",file:path}):text}var readJson=async(text,file)=>{let{parseProfile}=await import("./profile-AZ3WR4XV.js");
return parseProfile(text,file)};async function textIn(source,commit,path){let tree=await source.tree(commit);if(!tree.ok)return tree;let entry=tree.value.find(candidate=>candidate.
path===path);if(entry===void 0)return success(void 0);let read4=await source.read(entry.mode==="160000"?[]:[entry.blob]);return read4.ok?textOf({path,mode:entry.
mode,bytes:read4.value[0]??new Uint8Array}):read4}function bodySteps(statement,catalog,store){if("DoStmt"in statement.node)return read(statement,bodyParts(statement.sql)??[]);let called=calledRoutines(statement,
store,catalog);if(called.length!==0)return read(statement,called.flatMap(sql=>routineParts(sql)))}function calledRoutines({node},store,catalog){let select=as("S\
electStmt",node),call=as("CallStmt",node)?.funccall;return(select?calledBy(select):call?[call]:[]).flatMap(({funcname})=>{let name=fromParts(stringsOf(funcname));
if(catalog.volatility(name)!=="volatile")return[];let routine=store.routines.values().find(({name:own2})=>keyOf(own2)===keyOf({schema:name.schema??own2.schema,name:name.
name}));return routine?[routine.sql]:[]})}function routineParts(sql){let parsed2=parseText(sql),routine=parsed2.kind==="parsed"?as("CreateFunctionStmt",parsed2.
statements[0]?.node):void 0,language=constantText(option(routine?.options,"language")?.arg)?.toLowerCase()??"sql";if(language==="plpgsql")return bodyParts(sql)??
[];let text=stringsOf(as("List",option(routine?.options,"as")?.arg)?.items)[0];return language==="sql"&&text!==void 0?[{kind:"sql",sql:text}]:[]}function read(statement,parts){
let statements=[],opaque=[],place=placesIn(statement);for(let part of parts){if(part.kind==="opaque"&&opaque.push({expression:part.expression,...place(part.expression).
span}),part.kind==="commit"&&statements.push("end of transaction"),part.kind!=="sql")continue;let parsed2=parseText(part.sql);if(parsed2.kind==="parsed")for(let{
node}of parsed2.statements){let{span,offset}=place(part.sql);statements.push({index:statement.index,sql:part.sql,offset,node,comments:statement.comments,...span})}}
return{statements,opaque}}function placesIn(statement){let{file,line,column,endLine,endColumn}=statement,whole4={span:{file,line,column,endLine,endColumn},offset:statement.
offset},positions=positionsIn(file,statement.sql),from=0;return sql=>{let written=sql.replace(/^SELECT /,""),at=statement.sql.indexOf(written,from);if(at<0)return whole4;
from=at+1;let inner=positions.span(at,at+written.length),column0=(one,innerLine)=>innerLine===1?one+column-1:one;return{span:{file,line:inner.line+line-1,column:column0(
inner.column,inner.line),endLine:inner.endLine+line-1,endColumn:column0(inner.endColumn,inner.endLine)},offset:statement.offset+at}}}function drop(site,{objects,removeType}){for(let object2 of objects??[])dropOne(site,removeType,object2)}function dropOne(site,type,object2){let parts=namedBy(object2);
switch(type){case"OBJECT_TABLE":case"OBJECT_VIEW":case"OBJECT_MATVIEW":case"OBJECT_SEQUENCE":case"OBJECT_FOREIGN_TABLE":{let relation=find(site,fromParts(parts));
relation&&dropRelation(site,relation);break}case"OBJECT_INDEX":{let index=lookNow(site).index(fromParts(parts));index&&dropIndex(site,index);break}case"OBJECT_S\
CHEMA":dropSchema(site,parts[0]??"");break;case"OBJECT_TYPE":case"OBJECT_DOMAIN":{let found3=lookNow(site).type(fromParts(parts));found3&&site.store.types.set(keyOf(
found3.name),void 0);break}case"OBJECT_FUNCTION":case"OBJECT_PROCEDURE":case"OBJECT_ROUTINE":dropRoutine(site,fromParts(parts),as("ObjectWithArgs",object2));break;case"\
OBJECT_RULE":{let relation=find(site,fromParts(parts.slice(0,-1)));relation&&forgetDependent(site,{kind:"rule",on:relation.name,name:parts.at(-1)??""});break}case"\
OBJECT_TRIGGER":case"OBJECT_POLICY":dropOnTable(site,parts);break;default:break}}function dropIndex(site,index){if(removeIndex(site,index),!index.unique||index.
partial||index.hasExpressions||index.madeHere||!site.madeHere)return;let unique={name:index.name.name,kind:"unique",columns:index.columns};change(site,index.table,
relation=>({...relation,dropped:[...relation.dropped,{...unique,validated:!0,provesNotNull:[]}]}))}function dropRoutine(site,written,node){let routine=lookNow(site).
routine(written),name=routine?.name??newName(site,written),inputs=node&&namedInputs(node)?.join();if(routine&&routine.others.length>0&&inputs!==void 0){let[next,
...others2]=[routine,...routine.others].filter(one=>one.inputs.join()!==inputs);next&&site.store.routines.set(keyOf(name),{...next,others:others2});return}site.
store.routines.set(keyOf(name),void 0),forgetDependent(site,{kind:"routine",on:name});for(let caller of lookNow(site).callers(name)){let view=caller.name===void 0?
lookNow(site).relation(caller.on):void 0;view?.known&&dropRelation(site,view),forgetDependent(site,caller)}}function dropOnTable(site,parts){let relation=find(site,
fromParts(parts.slice(0,-1)));if(!relation)return;let without2=names2=>names2.filter(name=>name!==parts.at(-1));change(site,relation.name,one=>({...one,triggers:without2(
one.triggers),policies:without2(one.policies)}));for(let kind of["trigger","policy"])forgetDependent(site,{kind,on:relation.name,name:parts.at(-1)??""})}function dropRelation(site,relation){
let key2=keyOf(relation.name);for(let child of relation.partitions){let found3=find(site,child);found3&&dropRelation(site,found3)}for(let{table}of lookNow(site).
referencing(relation.name))dropConstraints(site,table,({references:to})=>to!==void 0&&keyOf(to.table)===key2);let readers2=lookNow(site).relations.filter(({reads})=>reads.
some(read4=>keyOf(read4)===key2));remove(site,relation),forgetAllOf(site,relation.name);for(let view of readers2)find(site,view.name)&&dropRelation(site,view)}function dropSchema(site,schema){
site.store.schemas.set(schema,void 0);for(let relation of lookNow(site).relations)relation.name.schema===schema&&dropRelation(site,relation);for(let type of site.
store.types.values())type.name.schema===schema&&site.store.types.set(keyOf(type.name),void 0)}function alterTable(site,node){let relation=findRange(site,node.relation);if(relation){if(relation.kind==="index"){for(let cmd of all("AlterTableCmd",node.cmds))
attachIndex(site,relation.name,cmd);return}for(let cmd of all("AlterTableCmd",node.cmds)){let tables=recursive.has(cmd.subtype??"")?withChildren(site,relation.name):
[relation.name];for(let table of tables)alterOne(site,table,cmd)}}}var recursive=new Set(`AT_AddColumn AT_DropColumn AT_AlterColumnType AT_SetNotNull AT_DropNot\
Null AT_ColumnDefault AT_DropConstraint
  AT_ValidateConstraint`.split(/\s+/));function withChildren(site,table){let children=current(site,table).partitions;return[table,...children.flatMap(child=>withChildren(
site,child))]}function alterOne(site,table,cmd){let edit=edits[cmd.subtype??""];edit&&edit(site,table,cmd)}function attachIndex(site,whole4,{def}){let part=findRange(
site,as("PartitionCmd",def)?.name)?.name,[index,attached]=[lookNow(site).index(whole4),part&&lookNow(site).index(part)];!index?.lacking||!attached||putIndex(site,
{...index,lacking:index.lacking.filter(one=>keyOf(one)!==keyOf(attached.table))})}var edits={AT_AddColumn:(site,table,cmd)=>{let node=as("ColumnDef",cmd.def),there=current(
site,table).columns.some(({name})=>name===node?.colname);node&&!(there&&cmd.missing_ok)&&addColumn(site,table,node)},AT_DropColumn:(site,table,{name,behavior})=>{
behavior==="DROP_CASCADE"&&dropReaders(site,table,name??""),dropColumn(site,table,name??"")},AT_AddConstraint:(site,table,{def})=>{let node=as("Constraint",def);
node&&addConstraint(site,table,node)},AT_DropConstraint:(site,table,{name})=>{dropConstraints(site,table,constraint=>constraint.name===name)},AT_ValidateConstraint:(site,table,{
name})=>{editConstraint(site,table,name,constraint=>({...constraint,validated:!0}))},AT_ColumnDefault:(site,table,{name,def})=>{editColumn(site,table,name,column=>def&&
!as("A_Const",def)?.isnull?{...column,default:expressionText(def)}:without(column,"default"))},AT_SetNotNull:(site,table,{name})=>{setNotNull(site,table,[name??
""])},AT_ChangeOwner:(site,table,{newowner})=>{let owner=newowner?.rolename;owner!==void 0&&change(site,table,relation=>({...relation,owner}))},AT_DropNotNull:(site,table,{
name})=>{editColumn(site,table,name,column=>({...column,notNull:!1}))},AT_AlterColumnType:(site,table,{name,def})=>{let node=as("ColumnDef",def);node&&editColumn(
site,table,name,column=>({...column,type:typeOf(site,node)}))},AT_AddIdentity:(site,table,{name,def})=>{let always=as("Constraint",def)?.generated_when==="a";editColumn(
site,table,name,column=>({...column,notNull:!0,identity:always?"always":"by-default"}))},AT_DropIdentity:(site,table,{name})=>{editColumn(site,table,name,column=>without(
column,"identity"))},AT_DropExpression:(site,table,{name})=>{editColumn(site,table,name,column=>without(column,"generated","default")),forgetDependent(site,{kind:"\
generated-column",on:table,name:name??""})},AT_EnableRowSecurity:(site,table)=>{let state=site.madeHere?"here":"before";change(site,table,relation=>({rowSecurity:state,
...relation}))},AT_DisableRowSecurity:(site,table)=>{change(site,table,relation=>without(relation,"rowSecurity"))},AT_SetLogged:persistence("permanent"),AT_SetUnLogged:persistence(
"unlogged"),AT_SetTableSpace:(site,table,{name})=>{change(site,table,relation=>({...without(relation,"tablespace"),...name?{tablespace:name}:{}}))},AT_SetAccessMethod:(site,table,{
name})=>{change(site,table,one=>({...without(one,"accessMethod"),...name?{accessMethod:name}:{}}))},AT_AttachPartition:(site,table,{def})=>{let node=as("Partiti\
onCmd",def),child=findRange(site,node?.name);child&&attach(site,table,child.name,node?.bound)},AT_AddInherit:(site,table,{def})=>{let parent=findRange(site,as("\
RangeVar",def))?.name;parent&&(change(site,table,relation=>({...relation,inherits:[...relation.inherits,parent]})),change(site,parent,relation=>({...relation,heirs:[
...relation.heirs,table]})))},AT_DropInherit:(site,table,{def})=>{let parent=findRange(site,as("RangeVar",def))?.name;if(!parent)return;let others2=gone=>one=>keyOf(
one)!==keyOf(gone);change(site,table,relation=>({...relation,inherits:relation.inherits.filter(others2(parent))})),change(site,parent,relation=>({...relation,heirs:relation.
heirs.filter(others2(table))}))},AT_DetachPartition:(site,table,{def})=>{let child=findRange(site,as("PartitionCmd",def)?.name);child&&detach(site,table,child)}};
function persistence(kind){return(site,table)=>{change(site,table,relation=>({...relation,persistence:kind}))}}function detach(site,parent,child){change(site,parent,
relation=>({...relation,partitions:relation.partitions.filter(one=>keyOf(one)!==keyOf(child.name))})),change(site,child.name,relation=>({...without(relation,"pa\
rtitionOf"),defaultPartition:!1}))}function editColumn(site,table,name,edit){change(site,table,relation=>({...relation,columns:relation.columns.map(column=>column.
name===name?edit(column):column)}))}function editConstraint(site,table,name,edit){change(site,table,relation=>({...relation,constraints:relation.constraints.map(
one=>one.name===name?edit(one):one)}))}function dropReaders(site,table,column){for(let one of lookNow(site).dependents(table,column)){let view=one.name===void 0?
lookNow(site).relation(one.on):void 0;view?.known&&dropRelation(site,view),one.kind==="generated-column"&&dropColumn(site,one.on,one.name??""),forgetDependent(site,
one)}}function dropColumn(site,table,name){forgetDependent(site,{kind:"generated-column",on:table,name}),dropConstraints(site,table,constraint=>constraint.columns.
includes(name));for(let index of lookNow(site).indexes(table))[...index.columns,...index.alsoNames??[]].includes(name)&&removeIndex(site,index);for(let{table:child}of lookNow(
site).referencing(table))dropConstraints(site,child,({references:to})=>to!==void 0&&keyOf(to.table)===keyOf(table)&&to.columns.includes(name));change(site,table,
relation=>({...relation,columns:relation.columns.filter(column=>column.name!==name)}))}var groupKey=({kind,name})=>`${kind}\0${name}`;var put2=(site,group)=>{site.store.groups.set(groupKey(group),group)},published=(site,objects)=>all("PublicationObjSpec",objects).flatMap(({pubtable})=>findRange(
site,pubtable?.relation)?.name??[]);function alterPublication(site,{pubname:name="",pubobjects,action="AP_SetObjects"}){let before=site.store.groups.get(groupKey(
{kind:"publication",name}))?.tables??[],named2=published(site,pubobjects),others2=before.filter(one=>!named2.some(other=>keyOf(other)===keyOf(one)));action==="A\
P_DropObjects"?put2(site,{kind:"publication",name,tables:others2}):named2.length>0&&put2(site,{kind:"publication",name,tables:[...action==="AP_AddObjects"?others2:
[],...named2]})}function createStatistics(site,{defnames,relations}){let tables=all("RangeVar",relations).flatMap(range=>findRange(site,range)?.name??[]),name=stringsOf(
defnames).at(-1);name!==void 0&&put2(site,{kind:"statistics",name,tables})}function createServer(site,name,wrapper){put2(site,{kind:"server",name,wrapper,tables:[]})}
function onServer(site,name,table){let server=site.store.groups.get(groupKey({kind:"server",name}));put2(site,{kind:"server",name,...server,tables:[...server?.tables??
[],table]})}function dropGroups(site,{removeType,objects}){let names2=(objects??[]).map(object2=>namedBy(object2).at(-1));for(let group of site.store.groups.values()){
let named2=removeType==="OBJECT_FDW"?group.wrapper:kinds[group.kind]===removeType?group.name:void 0;if(!(named2===void 0||!names2.includes(named2))&&(site.store.
groups.set(groupKey(group),void 0),group.kind==="server"))for(let table of group.tables){let relation=find(site,table);relation?.known&&dropRelation(site,relation)}}}
var kinds={publication:"OBJECT_PUBLICATION",statistics:"OBJECT_STATISTIC_EXT",server:"OBJECT_FOREIGN_SERVER"};function moveInGroups(site,from,to){for(let group of site.
store.groups.values())group.tables.some(one=>keyOf(one)===keyOf(from))&&put2(site,{...group,tables:group.tables.map(one=>keyOf(one)===keyOf(from)?to:one)})}function createIndex(site,node){let table=findRange(site,node.relation);if(!table)return;let elements=all("IndexElem",node.indexParams),written=node.idxname;if(written!==
void 0&&site.store.indexes.get(keyOf({schema:table.name.schema,name:written})))return;let name=written??generatedName(site,table.name,elements.map(generatedPart),
"idx"),whole4=table.kind!=="partitioned-table"||node.relation?.inh===!0;putIndex(site,{name:{schema:table.name.schema,name},table:table.name,...indexShape(node),
...!whole4&&{lacking:table.partitions},madeHere:site.madeHere})}var generatedPart=({name,expr})=>name??stringsOf(as("FuncCall",expr)?.funcname).at(-1)??"expr";function createView(site,{
view,query,replace},sql){if(!view)return;let name=newRelationName(site,view),before=site.store.relations.get(keyOf(name)),madeHere=replace&&before?before.madeHere:
site.madeHere;noteDependent(site,{kind:"view",on:name,sql},query),put(site,{...emptyRelation(name,{madeHere,known:!0}),kind:"view",reads:resolved(site,relationsIn(
query))})}function createSequence(site,{sequence}){if(!sequence)return;let name=newRelationName(site,sequence);site.store.relations.get(keyOf(name))||put(site,{
...emptyRelation(name,{madeHere:site.madeHere,known:!0}),kind:"sequence"})}function createType(site,parts,type){let name=newName(site,fromParts(parts));site.store.
types.set(keyOf(name),{...type,name,madeHere:site.madeHere})}function createDomain(site,node){let constrained=all("Constraint",node.constraints).some(({contype})=>contype===
"CONSTR_CHECK"||contype==="CONSTR_NOTNULL"),base2=columnType(node.typeName,name=>lookNow(site).type({name})?.name.schema??"public"),inherited=base2.arrayDimensions===
0&&lookNow(site).type(base2)?.constrained===!0;createType(site,stringsOf(node.domainname),{kind:"domain",base:base2,constrained:constrained||inherited})}function alterDomain(site,node){
let type=lookNow(site).type(fromParts(stringsOf(node.typeName)));!type||node.subtype!=="C"&&node.subtype!=="O"||site.store.types.set(keyOf(type.name),{...type,constrained:!0})}
function alterEnum(site,node){let type=lookNow(site).type(fromParts(stringsOf(node.typeName)));if(!type?.labels||node.newVal===void 0)return;let{newVal:label,oldVal,
newValNeighbor:neighbour}=node,labels=oldVal===void 0?placed(type.labels,label,neighbour,node.newValIsAfter):replaced(type.labels,oldVal,label);site.store.types.
set(keyOf(type.name),{...type,labels})}var replaced=(labels,from,to)=>labels.map(label=>label===from?to:label);function placed(labels,label,neighbour,after){if(labels.
includes(label))return labels;let at=neighbour===void 0?-1:labels.indexOf(neighbour);return at<0?[...labels,label]:labels.toSpliced(after?at+1:at,0,label)}function createRoutine(site,node,sql){
let name=newName(site,fromParts(stringsOf(node.funcname))),word2=constantText(option(node.options,"volatility")?.arg),volatility=word2==="immutable"||word2==="s\
table"?word2:"volatile",language=constantText(option(node.options,"language")?.arg)??"sql",there=site.store.routines.get(keyOf(name)),inputs=inputTypes(node),[before,
others2]=parted(there?[there,...there.others]:[],inputs),returned=stringsOf(node.returnType?.names).at(-1)??"";site.store.routines.set(keyOf(name),{name,inputs,
others:others2,volatility,language,sql,forTriggers:returned==="trigger"||returned==="event_trigger",madeHere:(node.replace?before?.madeHere:void 0)??site.madeHere}),
node.sql_body?noteDependent(site,{kind:"routine",on:name,sql},node.sql_body):forgetDependent(site,{kind:"routine",on:name})}function parted(all2,inputs){let same=all2.
find(one=>one.inputs.join()===inputs.join());return[same,all2.filter(one=>one!==same).map(one=>({...one,others:[]}))]}function nameOnTable(site,range,list,name){
let table=findRange(site,range)?.name;!table||name===void 0||change(site,table,one=>({...one,[list]:[...one[list].filter(other=>other!==name),name]}))}function rename(site,node){let to=node.newname??"",relation=findRange(site,node.relation);switch(node.renameType){case"OBJECT_COLUMN":case"OBJECT_ATTRIBUTE":relation&&
renameColumn(site,relation,node.subname??"",to);break;case"OBJECT_TABCONSTRAINT":relation&&renameConstraint(site,relation.name,node.subname??"",to);break;case"O\
BJECT_TYPE":case"OBJECT_DOMAIN":moveType(site,namedBy(node.object),{name:to});break;case"OBJECT_TRIGGER":case"OBJECT_POLICY":case"OBJECT_RULE":relation&&renameOnTable(
site,relation.name,node.subname??"",to);break;case"OBJECT_SCHEMA":renameSchema(site,node.subname??"",to);for(let one of lookNow(site).relations)one.name.schema===
node.subname&&move(site,one,{schema:to,name:one.name.name});break;default:relation&&move(site,relation,{schema:relation.name.schema,name:to})}}function renameSchema({
store},from,to){let found3=store.schemas.get(from);store.schemas.set(from,void 0),store.schemas.set(to,{name:to,madeHere:found3?.madeHere??!1})}function setSchema(site,node){
let schema=node.newschema??"public",relation=findRange(site,node.relation);relation?move(site,relation,{schema,name:relation.name.name}):(node.objectType==="OBJ\
ECT_TYPE"||node.objectType==="OBJECT_DOMAIN")&&moveType(site,namedBy(node.object),{schema})}function moveType(site,parts,to){let type=lookNow(site).type(fromParts(
parts));if(!type)return;site.store.types.set(keyOf(type.name),void 0);let name={...type.name,...to};site.store.types.set(keyOf(name),{...type,name});let isIt=column=>keyOf(
column.type)===keyOf(type.name);for(let relation of lookNow(site).relations.filter(({columns})=>columns.some(isIt)))change(site,relation.name,one=>({...one,columns:one.
columns.map(column=>isIt(column)?{...column,type:{...column.type,...name}}:column)}))}function renameColumn(site,relation,from,to){let renamed=columns=>columns.
map(name=>name===from?to:name),tables=[relation.name,...relation.partitions];for(let table of tables){change(site,table,one=>({...one,columns:one.columns.map(column=>column.
name===from?{...column,name:to}:column),constraints:one.constraints.map(constraint=>({...constraint,columns:renamed(constraint.columns),provesNotNull:renamed(constraint.
provesNotNull)}))}));for(let index of lookNow(site).indexes(table)){let{columns,alsoNames,whereNotNull}=index;putIndex(site,{...index,columns:renamed(columns),...alsoNames&&
{alsoNames:renamed(alsoNames)},...whereNotNull&&{whereNotNull:renamed(whereNotNull)}})}repoint(site,table,references=>({...references,columns:renamed(references.
columns)})),renameColumnInDependents(site,table,from,to)}}function repoint(site,table,edit){let key2=keyOf(table);for(let{table:child}of lookNow(site).referencing(
table))change(site,child,relation=>({...relation,constraints:relation.constraints.map(one=>one.references&&keyOf(one.references.table)===key2?{...one,references:edit(
one.references)}:one)}))}function renameConstraint(site,table,from,to){let found3=current(site,table).constraints.find(({name:name2})=>name2===from),index=found3?.
index&&lookNow(site).index(found3.index),name={schema:table.schema,name:to};index&&(removeIndex(site,index),putIndex(site,{...index,name,constraint:to})),change(
site,table,relation=>({...relation,constraints:relation.constraints.map(one=>one.name===from?{...one,name:to,...index?{index:name}:{}}:one)}))}function renameOnTable(site,table,from,to){
let renamed=names2=>names2.map(name=>name===from?to:name);change(site,table,one=>({...one,triggers:renamed(one.triggers),policies:renamed(one.policies)})),renameDependent(
site,table,from,to)}function move(site,relation,to){if(relation.kind==="index"){moveIndex(site,relation.name,to);return}let from=relation.name,before=lookNow(site),
[indexes,referencing,others2]=[before.indexes(from),before.referencing(from),before.relations],stays=name=>keyOf(name)===keyOf(from)?to:name;for(let index of indexes)
removeIndex(site,index);put(site,relation),site.store.relations.set(keyOf(from),void 0),put(site,{...relation,name:to});for(let index of indexes)putIndex(site,{
...index,table:to,name:{...index.name,schema:to.schema}});for(let{references}of relation.constraints)references&&noteReference(site,to,stays(references.table));
for(let{table}of referencing)change(site,stays(table),child=>({...child,constraints:child.constraints.map(one=>one.references?{...one,references:{...one.references,
table:stays(one.references.table)}}:one)})),noteReference(site,stays(table),to);renameInDependents(site,from,to),moveInGroups(site,from,to);for(let other of others2)
keyOf(other.name)!==keyOf(from)&&renameWithin(site,other,from,stays)}function renameWithin(site,other,from,stays){[other.partitionOf,...other.partitions,...other.
reads,...other.inherits,...other.heirs].some(name=>name&&keyOf(name)===keyOf(from))&&change(site,other.name,one=>({...one,...one.partitionOf?{partitionOf:stays(
one.partitionOf)}:{},partitions:one.partitions.map(stays),reads:one.reads.map(stays),inherits:one.inherits.map(stays),heirs:one.heirs.map(stays)}))}function moveIndex(site,from,to){
let index=lookNow(site).index(from);if(index){if(index.constraint!==void 0){renameConstraint(site,index.table,index.constraint,to.name);return}removeIndex(site,
index),putIndex(site,{...index,name:newName(site,to)})}}function ownedBy(roles,{relations}){let names2=all("RoleSpec",roles).map(({rolename})=>rolename);return relations.filter(({owner})=>owner!==void 0&&names2.includes(
owner))}var effects={CreateStmt:(site,node)=>{createTable(site,node)},CreateForeignTableStmt:(site,{base:base2,servername})=>{base2&&createTable(site,base2,"foreign-tab\
le");let table=findRange(site,base2?.relation)?.name;table&&servername!==void 0&&onServer(site,servername,table)},CreateTableAsStmt:createTableAs,SelectStmt:(site,node,sql)=>{
node.intoClause&&createTableAs(site,{into:node.intoClause,query:{SelectStmt:node},objtype:"OBJECT_TABLE"},sql)},AlterTableStmt:alterTable,IndexStmt:createIndex,
ViewStmt:createView,CreateSeqStmt:createSequence,CreateEnumStmt:(site,{typeName,vals})=>{createType(site,stringsOf(typeName),{kind:"enum",labels:stringsOf(vals)})},
CompositeTypeStmt:(site,{typevar})=>{let schema=typevar?.schemaname===void 0?[]:[typevar.schemaname];createType(site,[...schema,typevar?.relname??""],{kind:"com\
posite"})},CreateRangeStmt:(site,{typeName})=>{createType(site,stringsOf(typeName),{kind:"range"})},CreateDomainStmt:createDomain,AlterDomainStmt:alterDomain,AlterEnumStmt:alterEnum,
CreateFunctionStmt:createRoutine,CreateTrigStmt:(site,node,sql)=>{nameOnTable(site,node.relation,"triggers",node.trigname),noteTrigger(site,node,sql)},CreatePolicyStmt:(site,node,sql)=>{
nameOnTable(site,node.table,"policies",node.policy_name),notePolicy(site,node,sql)},AlterPolicyStmt:alterPolicy,RuleStmt:noteRule,RenameStmt:rename,AlterObjectSchemaStmt:setSchema,
DropStmt:(site,node)=>{drop(site,node),dropGroups(site,node)},DropOwnedStmt:(site,{roles})=>{for(let relation of ownedBy(roles,lookNow(site)))dropRelation(site,
relation)},ReassignOwnedStmt:(site,{roles,newrole})=>{let owner=newrole?.rolename;if(owner!==void 0)for(let{name}of ownedBy(roles,lookNow(site)))change(site,name,
relation=>({...relation,owner}))},CreatePublicationStmt:alterPublication,AlterPublicationStmt:alterPublication,CreateStatsStmt:createStatistics,CreateForeignServerStmt:(site,{
servername="",fdwname=""})=>{createServer(site,servername,fdwname)},CreateSchemaStmt:(site,{schemaname,schemaElts})=>{schemaname!==void 0&&!site.store.schemas.get(
schemaname)&&site.store.schemas.set(schemaname,{name:schemaname,madeHere:site.madeHere});let inside2=schemaname===void 0?site:{...site,searchPath:[schemaname,...site.
searchPath]};for(let element of schemaElts??[])applyStatement(inside2,element,"")}};function applyStatement(site,node,sql){let effect=effects[kindOf(node)];effect?.(
site,bodyOf(node),sql)}var extensionObjects={citext:["citext"],cube:["cube"],hstore:["hstore"],isn:["ean13","isbn13","ismn13","issn13","isbn","ismn","issn","upc"],ltree:["ltree","lque\
ry","ltxtquery"],postgis:["geometry","geography","box2d","box3d"],seg:["seg"],pg_trgm:["gin_trgm_ops","gist_trgm_ops"],vector:["vector","halfvec","sparsevec"],pgcrypto:[
"gen_random_bytes","digest","hmac","crypt","gen_salt"],"uuid-ossp":["uuid_generate_v1","uuid_generate_v1mc","uuid_generate_v3","uuid_generate_v4","uuid_generate\
_v5"]};var standingOn=(catalog,uses)=>catalog.relations.filter(relation=>expressionsOf(relation,catalog).some(one=>uses(one,relation))),calls=(routine,catalog)=>expression=>functionsIn(
expression).some(written=>{let found3=catalog.routine(written)?.name;return found3!==void 0&&keyOf(found3)===keyOf(routine)}),draws=(sequence,catalog)=>expression=>regclasses(
expression).some(written=>{let found3=catalog.relation(written)?.name;return found3!==void 0&&keyOf(found3)===keyOf(sequence)}),casts=isIt=>expression=>{let found3=!1;
return eachNode(expression,(kind,body)=>{if(kind!=="TypeCast")return;let type=body.typeName;found3||=isIt(fromParts(stringsOf(type?.names)))}),found3};function expressionsOf(relation,catalog){
return[...relation.columns.flatMap(column=>defaultOf(column,relation)??[]),...relation.constraints.flatMap(({condition})=>condition??[]),...catalog.indexes(relation.
name).flatMap(({expressions=[]})=>expressions)]}var parsed=new WeakMap;function defaultOf(column,{name}){if(column.default===void 0)return;let before=parsed.get(
column);if(before)return before==="none"?void 0:before;let own2=quotedParts([name.schema,`${name.name}_${column.name}_seq`]),text=column.default==="nextval(\u2026)"?
`nextval('${own2.replaceAll("'","''")}')`:column.default,result=parseText(`select ${text}`),select=result.kind==="parsed"?as("SelectStmt",result.statements[0]?.
node):void 0,value=as("ResTarget",select?.targetList?.[0])?.val;return parsed.set(column,value??"none"),value}function regclasses(expression){let found3=[];return eachNode(
expression,(kind,body)=>{if(kind!=="FuncCall")return;let call=body,text=stringsOf(call.funcname).at(-1)==="nextval"?constantText(call.args?.[0]):void 0,name=text===
void 0?void 0:nameInText(text);name&&found3.push(name)}),found3}function nameInText(text){let result=parseText(`table ${text}`),select=result.kind==="parsed"?as(
"SelectStmt",result.statements[0]?.node):void 0,range=as("RangeVar",select?.fromClause?.[0]);return range&&{schema:range.schemaname,name:range.relname??""}}function keysTo(taking,relation){let own2=taking.catalog.referencing(relation.name).flatMap(({table,constraint})=>{let child=taking.named(table);return child?[{
child,constraint}]:[]}),parent=relation.partitionOf&&taking.named(relation.partitionOf);return parent?[...own2,...keysTo(taking,parent)]:own2}var referencedBy=(taking,constraints)=>constraints.
flatMap(({references})=>(references&&taking.named(references.table))??[]);function keysGo(taking,relation,going){let goes=taking.as("a foreign key goes");for(let parent of referencedBy(
taking,relation.constraints.filter(going)))goes.through("referenced",parent)}function keysToGo(taking,relation,going){let goes=taking.as("a foreign key goes");for(let{
child,constraint}of keysTo(taking,relation))going(constraint.references?.columns??[])&&goes.through("referencing",child)}function inheritedFrom(taking,relation){
let parent=relation.partitionOf&&taking.named(relation.partitionOf),names2=new Set(parent?.constraints.map(({name})=>name));return({name})=>names2.has(name)}var sameTable=(a,b)=>keyOf(
a)===keyOf(b);var own=mode=>({relation:mode}),withPartitions=mode=>({relation:mode,partitions:mode}),whole=mode=>({relation:mode,partitions:mode,heirs:mode}),since=(major,mode)=>({
until:major-1,before:"none",after:mode}),accessExclusive=whole("AccessExclusiveLock"),alterTable2={AT_AddColumn:accessExclusive,AT_ColumnDefault:accessExclusive,
AT_DropNotNull:{...accessExclusive,"children of only":since(18,"AccessExclusiveLock")},AT_SetNotNull:accessExclusive,AT_SetExpression:accessExclusive,AT_DropExpression:accessExclusive,
AT_SetStatistics:whole("ShareUpdateExclusiveLock"),AT_SetOptions:own("ShareUpdateExclusiveLock"),AT_ResetOptions:own("ShareUpdateExclusiveLock"),AT_SetStorage:accessExclusive,
AT_SetCompression:own("AccessExclusiveLock"),AT_DropColumn:{...accessExclusive,"children of only":"AccessExclusiveLock"},AT_AddConstraint:accessExclusive,AT_AlterConstraint:withPartitions(
"AccessExclusiveLock"),AT_ValidateConstraint:{...whole("ShareUpdateExclusiveLock"),referenced:"RowShareLock"},AT_DropConstraint:{...accessExclusive,"children of\
 only":"AccessExclusiveLock"},AT_AlterColumnType:accessExclusive,AT_AlterColumnGenericOptions:own("AccessExclusiveLock"),AT_ChangeOwner:own("AccessExclusiveLock"),
AT_ClusterOn:{relation:"ShareUpdateExclusiveLock",index:"ShareUpdateExclusiveLock"},AT_DropCluster:own("ShareUpdateExclusiveLock"),AT_SetLogged:own("AccessExclu\
siveLock"),AT_SetUnLogged:own("AccessExclusiveLock"),AT_DropOids:own("AccessExclusiveLock"),AT_SetAccessMethod:own("AccessExclusiveLock"),AT_SetTableSpace:own("\
AccessExclusiveLock"),AT_SetRelOptions:own("ShareUpdateExclusiveLock"),AT_ResetRelOptions:own("ShareUpdateExclusiveLock"),AT_EnableTrig:withPartitions("ShareRow\
ExclusiveLock"),AT_EnableAlwaysTrig:withPartitions("ShareRowExclusiveLock"),AT_EnableReplicaTrig:withPartitions("ShareRowExclusiveLock"),AT_DisableTrig:withPartitions(
"ShareRowExclusiveLock"),AT_EnableTrigAll:withPartitions("ShareRowExclusiveLock"),AT_DisableTrigAll:withPartitions("ShareRowExclusiveLock"),AT_EnableTrigUser:withPartitions(
"ShareRowExclusiveLock"),AT_DisableTrigUser:withPartitions("ShareRowExclusiveLock"),AT_EnableRule:own("AccessExclusiveLock"),AT_EnableAlwaysRule:own("AccessExcl\
usiveLock"),AT_EnableReplicaRule:own("AccessExclusiveLock"),AT_DisableRule:own("AccessExclusiveLock"),AT_AddInherit:{relation:"AccessExclusiveLock",heirs:"Acces\
sShareLock",parent:"ShareUpdateExclusiveLock"},AT_DropInherit:{relation:"AccessExclusiveLock",parent:"AccessShareLock"},AT_AddOf:own("AccessExclusiveLock"),AT_DropOf:own(
"AccessExclusiveLock"),AT_ReplicaIdentity:own("AccessExclusiveLock"),AT_EnableRowSecurity:own("AccessExclusiveLock"),AT_DisableRowSecurity:own("AccessExclusiveL\
ock"),AT_ForceRowSecurity:own("AccessExclusiveLock"),AT_NoForceRowSecurity:own("AccessExclusiveLock"),AT_GenericOptions:own("AccessExclusiveLock"),AT_AttachPartition:{
relation:"ShareUpdateExclusiveLock",index:"ShareUpdateExclusiveLock",partition:"AccessExclusiveLock","default partition":"AccessExclusiveLock",referenced:"Share\
RowExclusiveLock",referencing:{until:14,before:"AccessShareLock",after:"ShareRowExclusiveLock"}},AT_DetachPartition:{relation:"AccessExclusiveLock",partition:"A\
ccessExclusiveLock","default partition":"AccessExclusiveLock",referenced:"ShareRowExclusiveLock",referencing:"AccessExclusiveLock"},AT_DetachPartitionFinalize:{
relation:"ShareUpdateExclusiveLock",partition:"AccessExclusiveLock"},AT_AddIdentity:{relation:"AccessExclusiveLock",partitions:since(17,"AccessExclusiveLock")},
AT_SetIdentity:{relation:"AccessExclusiveLock",partitions:since(17,"AccessExclusiveLock")},AT_DropIdentity:{relation:"AccessExclusiveLock",partitions:since(17,"\
AccessExclusiveLock")}},key={relation:"AccessExclusiveLock",partitions:{until:17,before:"ShareLock",after:"AccessExclusiveLock"},heirs:since(18,"AccessExclusive\
Lock")},inAlterTable={"ALTER TABLE, nothing to do":own("AccessExclusiveLock"),"DROP CONSTRAINT IF EXISTS of none":withPartitions("AccessExclusiveLock"),"DROP NO\
T NULL of a column that allows NULL":{relation:"AccessExclusiveLock",partitions:{until:17,before:"AccessExclusiveLock",after:"none"},heirs:{until:17,before:"Acc\
essExclusiveLock",after:"none"}},"VALIDATE of a valid constraint":own("ShareUpdateExclusiveLock"),"ALTER CONSTRAINT \u2026 ENFORCED":{...withPartitions("AccessE\
xclusiveLock"),referenced:"AccessExclusiveLock"},"ADD CHECK \u2026 NO INHERIT":{relation:"AccessExclusiveLock",heirs:since(18,"AccessExclusiveLock")},"ADD FOREI\
GN KEY":{...withPartitions("ShareRowExclusiveLock"),heirs:since(18,"ShareRowExclusiveLock"),referenced:"ShareRowExclusiveLock"},"ADD UNIQUE, PRIMARY KEY or EXCL\
UDE":key,"ADD PRIMARY KEY, its columns not yet NOT NULL":accessExclusive,"ADD \u2026 USING INDEX":own("AccessExclusiveLock"),"SET or RESET of a parameter that p\
lans depend on":own("AccessExclusiveLock"),"DETACH PARTITION CONCURRENTLY":{relation:"ShareUpdateExclusiveLock",partition:"AccessExclusiveLock"},"a foreign key \
goes":{referenced:"AccessExclusiveLock",referencing:"AccessExclusiveLock"}},rows={SELECT:{read:"AccessShareLock",behind:"AccessShareLock"},"SELECT FOR UPDATE":{
read:"RowShareLock",behind:"RowShareLock"},"INSERT or COPY FROM":withPartitions("RowExclusiveLock"),"UPDATE, DELETE or MERGE":whole("RowExclusiveLock"),"COPY TO":own(
"AccessShareLock"),"foreign key check":{referenced:"RowShareLock",referencing:"RowShareLock"},"foreign key action":{referencing:"RowExclusiveLock"},TRUNCATE:whole(
"AccessExclusiveLock"),"query that is kept":{relation:"RowExclusiveLock",read:"AccessShareLock"}},definitions={"CREATE TABLE \u2026 INHERITS":{parent:"ShareUpda\
teExclusiveLock"},"CREATE TABLE \u2026 PARTITION OF":{parent:"AccessExclusiveLock","default partition":"AccessExclusiveLock",referenced:"ShareRowExclusiveLock",
referencing:{until:14,before:"AccessShareLock",after:"ShareRowExclusiveLock"}},"CREATE TABLE \u2026 LIKE":own("AccessShareLock"),"CREATE OR REPLACE VIEW":own("A\
ccessExclusiveLock"),"CREATE INDEX":withPartitions("ShareLock"),"CREATE INDEX CONCURRENTLY":own("ShareUpdateExclusiveLock"),"DROP INDEX":{...withPartitions("Acc\
essExclusiveLock"),index:"AccessExclusiveLock"},"DROP INDEX CONCURRENTLY":{relation:"ShareUpdateExclusiveLock",index:"ShareUpdateExclusiveLock"},REINDEX:{relation:"\
ShareLock",partitions:since(14,"ShareLock"),index:"AccessExclusiveLock"},"REINDEX CONCURRENTLY":{relation:"ShareUpdateExclusiveLock",partitions:since(14,"ShareL\
ock"),index:"ShareUpdateExclusiveLock"},RENAME:own("AccessExclusiveLock"),"RENAME COLUMN or CONSTRAINT":accessExclusive,"ALTER INDEX \u2026 RENAME":{index:"Shar\
eUpdateExclusiveLock"},"ALTER TRIGGER \u2026 RENAME":{relation:"AccessExclusiveLock",partitions:since(15,"AccessExclusiveLock")},"SET SCHEMA":own("AccessExclusi\
veLock"),"DEPENDS ON EXTENSION":own("AccessShareLock"),"ALTER INDEX \u2026 DEPENDS ON EXTENSION":{index:"AccessExclusiveLock"},"ALTER INDEX \u2026 ATTACH PARTITION":{
parent:"AccessShareLock",relation:"AccessShareLock",index:"ShareUpdateExclusiveLock",partition:"AccessExclusiveLock"},"CREATE TRIGGER":{...withPartitions("Share\
RowExclusiveLock"),referenced:"AccessShareLock"},"DROP TRIGGER":withPartitions("AccessExclusiveLock"),"CREATE, ALTER or DROP POLICY":own("AccessExclusiveLock"),
"CREATE or DROP RULE":own("AccessExclusiveLock"),"CREATE STATISTICS":own("ShareUpdateExclusiveLock"),"DROP STATISTICS":own("ShareUpdateExclusiveLock"),"REASSIGN\
 OWNED":own("AccessExclusiveLock"),"CREATE or ALTER PUBLICATION":{relation:"ShareUpdateExclusiveLock",heirs:"ShareUpdateExclusiveLock"},COMMENT:own("ShareUpdate\
ExclusiveLock"),"COMMENT on what belongs to a table":own("AccessShareLock"),"GRANT or REVOKE":{relation:since(18,"AccessShareLock")},"ALTER SEQUENCE":{relation:"\
ShareRowExclusiveLock",owner:"AccessShareLock"},"CREATE SEQUENCE":{owner:"AccessShareLock"},"ALTER DOMAIN, looking at rows":{"using the type":"ShareLock"},"ALTE\
R TYPE \u2026 CASCADE":{"using the type":"AccessExclusiveLock"},DROP:{relation:"AccessExclusiveLock",index:"AccessExclusiveLock",parent:"AccessExclusiveLock","d\
efault partition":"AccessExclusiveLock",owner:"AccessExclusiveLock"},"DROP TYPE \u2026 CASCADE":{"using the type":"AccessExclusiveLock"}},upkeep={CLUSTER:{relation:"\
AccessExclusiveLock",partitions:since(15,"AccessExclusiveLock")},VACUUM:withPartitions("ShareUpdateExclusiveLock"),"VACUUM FULL":withPartitions("AccessExclusive\
Lock"),ANALYZE:{...withPartitions("ShareUpdateExclusiveLock"),heirs:{until:17,before:"AccessShareLock",after:"ShareUpdateExclusiveLock"}},"ANALYZE ONLY":{relation:"\
ShareUpdateExclusiveLock",partitions:"AccessShareLock",heirs:"AccessShareLock"},"REFRESH MATERIALIZED VIEW":own("AccessExclusiveLock"),"REFRESH MATERIALIZED VIE\
W CONCURRENTLY":own("ExclusiveLock")},lockTable={...alterTable2,...inAlterTable,...rows,...definitions,...upkeep};var reachOf=range=>range?.inh?"all":"only";function startTaking(catalog,postgres2){let locks=new Map,take=(relation,mode)=>{if(!relation||isSystem(relation))return;
let key2=keyOf(relation.name),before=locks.get(key2);if(before&&strength(before.mode)>=strength(mode))return;let{name,madeHere}=relation;locks.set(key2,{relation:name,
object:objectName(name),mode,madeHere})},named2=name=>catalog.relation(name);return{catalog,postgres:postgres2,as:form=>takenAs(lockTable[form],postgres2,{take,
named:named2}),asked:mode=>takenAs({relation:mode,partitions:mode,heirs:mode,behind:mode},postgres2,{take,named:named2}),named:named2,range:range=>range?named2(
writtenName(range)):void 0,taken:()=>[...locks.values()]}}function takenAs(entry,postgres2,{take,named:named2}){let on2=(role,relation)=>{let mode=inForce(entry[role],
postgres2);mode&&take(relation,mode)},below=relation=>{for(let[role,children]of childrenOf(relation))if(inForce(entry[role],postgres2))for(let child of children)
on2(role,named2(child)),below(named2(child))},through=(role,relation)=>{on2(role,relation);for(let child of relation?.partitions??[])through(role,named2(child))};
return{on:on2,through,down:(relation,reach="all")=>{if(on2("relation",relation),reach==="all")below(relation);else for(let[,children]of childrenOf(relation))for(let one of children)
on2("children of only",named2(one))}}}var childrenOf=relation=>[["partitions",relation?.partitions??[]],["heirs",relation?.heirs??[]]];function inForce(mode,postgres2){
if(mode===void 0||typeof mode=="string")return mode;let now=postgres2<=mode.until?mode.before:mode.after;return now==="none"?void 0:now}var isSystem=({name:{schema,
name},known})=>["pg_catalog","information_schema","pg_toast"].includes(schema)||!known&&name.startsWith("pg_");function dropLocks(taking,node){for(let object2 of node.objects??[]){let parts=namedBy(object2),name=fromParts(parts);switch(node.removeType){case"OBJECT_TABLE":case"\
OBJECT_VIEW":case"OBJECT_MATVIEW":case"OBJECT_SEQUENCE":case"OBJECT_FOREIGN_TABLE":dropRelation2(taking,taking.named(name)),node.removeType==="OBJECT_SEQUENCE"&&
dropDefaults(taking,name);break;case"OBJECT_INDEX":dropIndex2(taking,name,node);break;case"OBJECT_SCHEMA":for(let one of taking.catalog.relations)one.name.schema===
parts[0]&&dropRelation2(taking,one);break;case"OBJECT_TRIGGER":case"OBJECT_POLICY":case"OBJECT_RULE":dropOnTable2(taking,parts,node);break;case"OBJECT_FUNCTION":case"\
OBJECT_PROCEDURE":case"OBJECT_ROUTINE":{let routine=taking.catalog.routine(name);routine&&node.behavior==="DROP_CASCADE"&&dropStanding(taking,calls(routine.name,
taking.catalog)),routine?.others.length===0&&node.behavior==="DROP_CASCADE"&&dropDependents(taking,taking.catalog.callers(routine.name));break}case"OBJECT_TYPE":case"\
OBJECT_DOMAIN":node.behavior==="DROP_CASCADE"&&usersOf(taking,taking.catalog.type(name)?.name,"DROP TYPE \u2026 CASCADE");break;case"OBJECT_EXTENSION":node.behavior===
"DROP_CASCADE"&&dropExtension(taking,name.name);break;case"OBJECT_STATISTIC_EXT":for(let{tables}of groups(taking,"statistics",name.name))for(let table of tables)
taking.as("DROP STATISTICS").on("relation",taking.named(table));break;case"OBJECT_FOREIGN_SERVER":for(let{tables}of groups(taking,"server",name.name))for(let table of tables)
dropRelation2(taking,taking.named(table));break;case"OBJECT_FDW":for(let{tables,wrapper}of taking.catalog.groups)if(wrapper===name.name)for(let table of tables)
dropRelation2(taking,taking.named(table));break;default:break}}}var groups=({catalog},kind,name)=>catalog.groups.filter(one=>one.kind===kind&&one.name===name);function dropStanding(taking,uses){
for(let relation of standingOn(taking.catalog,uses))taking.as("DROP").through("owner",relation)}function dropDefaults(taking,written){let sequence=taking.named(
written);sequence?.known&&dropStanding(taking,draws(sequence.name,taking.catalog))}function dropExtension(taking,extension){let brought=Object.hasOwn(extensionObjects,
extension)?extensionObjects[extension]??[]:[],isOfIt=({name})=>brought.includes(name);for(let relation of taking.catalog.relations){let{name,columns}=relation,has=columns.
some(({type})=>isOfIt(type));has&&dropColumns(taking,relation,isOfIt);let isSearched=taking.catalog.indexes(name).some(({operatorClasses=[]})=>operatorClasses.some(
one=>brought.includes(one)));(has||isSearched)&&taking.as("DROP").through("owner",relation)}let uses=casts(isOfIt);dropStanding(taking,expression=>uses(expression)||
functionsIn(expression).some(isOfIt))}function dropIndex2(taking,name,{concurrent}){let index=taking.catalog.index(name);if(!index)return;let drop2=taking.as(concurrent?
"DROP INDEX CONCURRENTLY":"DROP INDEX");drop2.down(taking.named(index.table)),drop2.on("index",taking.named(index.name))}function dropOnTable2(taking,parts,{removeType}){
let table=taking.named(fromParts(parts.slice(0,-1))),there=removeType==="OBJECT_TRIGGER"?table?.triggers:table?.policies;removeType!=="OBJECT_RULE"&&table?.known&&
!there?.includes(parts.at(-1)??"")||(removeType==="OBJECT_TRIGGER"?taking.as("DROP TRIGGER").down(table):removeType==="OBJECT_POLICY"?taking.as("CREATE, ALTER o\
r DROP POLICY").on("relation",table):taking.as("CREATE or DROP RULE").on("relation",table))}function dropRelation2(taking,relation,done=new Set){if(!relation||done.
has(keyOf(relation.name)))return;done.add(keyOf(relation.name));let drop2=taking.as("DROP");drop2.on("relation",relation);for(let{name}of taking.catalog.indexes(
relation.name))drop2.on("index",taking.named(name));let inherited=inheritedFrom(taking,relation);keysGo(taking,relation,constraint=>!inherited(constraint)),keysToGo(
taking,relation,()=>!0);for(let child of[...relation.partitions,...relation.heirs])dropRelation2(taking,taking.named(child),done);let parent=relation.partitionOf&&
taking.named(relation.partitionOf);if(drop2.on("parent",parent),parent)for(let one of defaultsOf(taking,parent))drop2.on("default partition",one);dropReaders2(taking,
relation,done)}function dropReaders2(taking,relation,done){for(let view of taking.catalog.relations)view.reads.some(read4=>sameTable(read4,relation.name))&&dropRelation2(
taking,view,done)}function dropDependents(taking,dependents){for(let{kind,on:on2}of dependents){let owner=taking.named(on2);kind==="view"||kind==="materialized-\
view"?dropRelation2(taking,owner):kind!=="routine"&&taking.as("DROP").through("owner",owner)}}function dropColumns(taking,relation,isIt){let going=relation.columns.
filter(({type})=>isIt(type)).map(({name})=>name);keysGo(taking,relation,({columns})=>columns.some(one=>going.includes(one))),keysToGo(taking,relation,columns=>columns.
some(one=>going.includes(one)));for(let name of going)dropDependents(taking,taking.catalog.dependents(relation.name,name))}var defaultsOf=(taking,parent)=>parent.
partitions.flatMap(child=>{let found3=taking.named(child);return found3?.defaultPartition?[found3]:[]});function usersOf(taking,type,form){if(!type)return;let{catalog}=taking,
isIt=one=>{let base2=sameTable(one,type)?void 0:catalog.type(one)?.base;return base2?isIt(base2):sameTable(one,type)};for(let relation of catalog.relations){let typed=relation.
ofType!==void 0&&isIt(relation.ofType),uses=form==="DROP TYPE \u2026 CASCADE"&&relation.columns.some(column=>isIt(column.type));(typed||uses)&&taking.as(form).on(
"using the type",relation),uses&&dropColumns(taking,relation,isIt)}form==="DROP TYPE \u2026 CASCADE"&&dropStanding(taking,casts(written=>{let found3=catalog.type(
written);return found3!==void 0&&isIt(found3.name)}))}function truncateLocks(taking,node){let truncate=taking.as("TRUNCATE"),done=new Set,empty=(relation,reach)=>{
if(!(!relation||done.has(keyOf(relation.name)))&&(done.add(keyOf(relation.name)),truncate.down(relation,reach),node.behavior==="DROP_CASCADE"))for(let{table}of taking.
catalog.referencing(relation.name))empty(taking.named(table),"all")};for(let range of all("RangeVar",node.relations))empty(taking.range(range),reachOf(range))}function alterTableLocks(taking,node){let range=node.relation;if(node.objtype==="OBJECT_TYPE"){let type=range&&taking.catalog.type(writtenName(range));usersOf(taking,
type?.name,"ALTER TYPE \u2026 CASCADE");return}let relation=taking.range(range);if(relation)for(let cmd of all("AlterTableCmd",node.cmds)){if(relation.kind==="i\
ndex"&&cmd.subtype==="AT_AttachPartition"){attachIndex2(taking,relation,cmd);continue}let form=formOf(cmd,relation);taking.as(form).down(relation,reachOf(range)),
form!=="ALTER TABLE, nothing to do"&&others(taking,relation,cmd)}}function formOf(cmd,relation){let column=relation.columns.find(({name})=>name===cmd.name),constraint=relation.
constraints.find(({name})=>name===cmd.name);switch(cmd.subtype){case"AT_AddColumn":{let added=as("ColumnDef",cmd.def)?.colname;return relation.columns.some(({name})=>name===
added)?"ALTER TABLE, nothing to do":"AT_AddColumn"}case"AT_AddConstraint":return constraintForm(as("Constraint",cmd.def),relation);case"AT_AlterConstraint":return as(
"ATAlterConstraint",cmd.def)?.alterEnforceability?"ALTER CONSTRAINT \u2026 ENFORCED":cmd.subtype;case"AT_DetachPartition":return as("PartitionCmd",cmd.def)?.concurrent?
"DETACH PARTITION CONCURRENTLY":cmd.subtype;case"AT_DropColumn":return relation.known&&!column?"ALTER TABLE, nothing to do":cmd.subtype;case"AT_DropConstraint":
return relation.known&&!constraint?"DROP CONSTRAINT IF EXISTS of none":cmd.subtype;case"AT_SetNotNull":return column?.notNull?"ALTER TABLE, nothing to do":cmd.subtype;case"\
AT_DropNotNull":return column?.notNull===!1?"DROP NOT NULL of a column that allows NULL":cmd.subtype;case"AT_ValidateConstraint":return constraint?.validated?"V\
ALIDATE of a valid constraint":cmd.subtype;case"AT_SetRelOptions":case"AT_ResetRelOptions":return all("DefElem",as("List",cmd.def)?.items).some(({defname})=>plannedOptions.
has(defname??""))?"SET or RESET of a parameter that plans depend on":cmd.subtype;default:return cmd.subtype&&cmd.subtype in lockTable?cmd.subtype:"AT_AddColumn"}}
function constraintForm(node,relation){switch(node?.contype){case"CONSTR_FOREIGN":return"ADD FOREIGN KEY";case"CONSTR_CHECK":return node.is_no_inherit?"ADD CHEC\
K \u2026 NO INHERIT":"AT_AddConstraint";case"CONSTR_PRIMARY":case"CONSTR_UNIQUE":case"CONSTR_EXCLUSION":{if(node.indexname!==void 0)return"ADD \u2026 USING INDEX";
let open=!stringsOf(node.keys).every(key2=>relation.columns.some(({name,notNull})=>name===key2&&notNull));return node.contype==="CONSTR_PRIMARY"&&open?"ADD PRIM\
ARY KEY, its columns not yet NOT NULL":"ADD UNIQUE, PRIMARY KEY or EXCLUDE"}default:return"AT_AddConstraint"}}function others(taking,relation,cmd){let name=cmd.
name??"";switch(cmd.subtype){case"AT_AddConstraint":newKeys(taking,all("Constraint",cmd.def?[cmd.def]:[]));break;case"AT_AddColumn":newKeys(taking,all("Constrai\
nt",as("ColumnDef",cmd.def)?.constraints));break;case"AT_AlterConstraint":case"AT_ValidateConstraint":existingKey(taking,relation,cmd);break;case"AT_DropConstra\
int":{keysGo(taking,relation,constraint=>constraint.name===name);let key2=relation.constraints.find(constraint=>constraint.name===name)?.columns.join();cmd.behavior===
"DROP_CASCADE"&&keysToGo(taking,relation,columns=>columns.join()===key2);break}case"AT_DropColumn":if(keysGo(taking,relation,({columns})=>columns.includes(name)),
cmd.behavior!=="DROP_CASCADE")break;keysToGo(taking,relation,columns=>columns.includes(name)),dropDependents(taking,taking.catalog.dependents(relation.name,name));
break;case"AT_AlterColumnType":keysGo(taking,relation,({columns})=>columns.includes(name)),keysToGo(taking,relation,columns=>columns.includes(name));break;case"\
AT_AttachPartition":case"AT_DetachPartition":case"AT_DetachPartitionFinalize":partition(taking,relation,cmd);break;case"AT_AddInherit":taking.as("AT_AddInherit").
on("parent",taking.range(as("RangeVar",cmd.def)));break;case"AT_DropInherit":taking.as("AT_DropInherit").on("parent",taking.range(as("RangeVar",cmd.def)));break;case"\
AT_ClusterOn":taking.as("AT_ClusterOn").on("index",taking.named({schema:relation.name.schema,name}));break;default:break}}function newKeys(taking,constraints){for(let{
contype,pktable}of constraints)contype==="CONSTR_FOREIGN"&&taking.as("ADD FOREIGN KEY").through("referenced",taking.range(pktable))}function existingKey(taking,relation,cmd){
let node=as("ATAlterConstraint",cmd.def),constraints=relation.constraints.filter(({name})=>name===(node?.conname??cmd.name));for(let parent of referencedBy(taking,
constraints))node?.alterEnforceability&&taking.as("ALTER CONSTRAINT \u2026 ENFORCED").through("referenced",parent),!node&&constraints.some(({validated})=>!validated)&&
taking.as("AT_ValidateConstraint").through("referenced",parent)}function partition(taking,parent,cmd){let node=as("PartitionCmd",cmd.def),child=taking.range(node?.
name);if(cmd.subtype==="AT_DetachPartitionFinalize")taking.as(cmd.subtype).through("partition",child);else if(node?.concurrent)taking.as("DETACH PARTITION CONCU\
RRENTLY").through("partition",child);else{let form=cmd.subtype==="AT_AttachPartition"?cmd.subtype:"AT_DetachPartition";taking.as(form).through("partition",child),
form==="AT_AttachPartition"&&(parentIndexes(taking,parent),child&&keysGo(taking,child,own2=>parent.constraints.some(one=>isSameKey(own2,one)))),newSibling(taking,
parent,form)}}var isSameKey=(a,b)=>a.references!==void 0&&b.references!==void 0&&sameTable(a.references.table,b.references.table)&&a.columns.join()===b.columns.
join();function parentIndexes(taking,parent){for(let{name}of taking.catalog.indexes(parent.name))taking.as("AT_AttachPartition").on("index",taking.named(name))}
function newSibling(taking,parent,form){let taken=taking.as(form);for(let one of defaultsOf(taking,parent))taken.through("default partition",one);for(let one of referencedBy(
taking,parent.constraints))taken.through("referenced",one);for(let{child}of keysTo(taking,parent))taken.through("referencing",child)}function attachIndex2(taking,index,cmd){
let attach2=taking.as("ALTER INDEX \u2026 ATTACH PARTITION"),name=as("PartitionCmd",cmd.def)?.name,part=name&&taking.catalog.index(writtenName(name)),whole4=taking.
catalog.index(index.name);attach2.on("index",index),attach2.on("partition",taking.range(name)),whole4&&attach2.on("parent",taking.named(whole4.table)),part&&attach2.
on("relation",taking.named(part.table))}function createLocks(taking,node){if(node.if_not_exists&&node.relation&&taking.named(writtenName(node.relation))?.known)return;for(let range of all("RangeVar",node.
inhRelations)){let parent=taking.range(range);node.partbound?parent&&(taking.as("CREATE TABLE \u2026 PARTITION OF").on("parent",parent),newSibling(taking,parent,
"CREATE TABLE \u2026 PARTITION OF")):taking.as("CREATE TABLE \u2026 INHERITS").on("parent",parent)}let elements=[...node.tableElts??[],...node.constraints??[]];
for(let{relation}of all("TableLikeClause",elements))taking.as("CREATE TABLE \u2026 LIKE").on("relation",taking.range(relation));newKeys(taking,all("Constraint",
elements));for(let{constraints}of all("ColumnDef",elements))newKeys(taking,all("Constraint",constraints))}function indexLocks(taking,{relation,concurrent}){taking.
as(concurrent?"CREATE INDEX CONCURRENTLY":"CREATE INDEX").down(taking.range(relation),concurrent?"only":reachOf(relation))}function triggerLocks(taking,{relation,
constrrel,row}){let create=taking.as("CREATE TRIGGER");create.down(taking.range(relation),row?"all":"only"),create.on("referenced",taking.range(constrrel))}var changing=new Set(["InsertStmt","UpdateStmt","DeleteStmt","MergeStmt"]);function partsOf(query){let ranges=[],changes=[],locking=[],withNames=new Set;eachNode(
query,(kind,body)=>{kind==="RangeVar"?ranges.push(body):kind==="CommonTableExpr"?withNames.add(body.ctename??""):changing.has(kind)?changes.push([kind,body]):kind===
"SelectStmt"&&body.lockingClause&&locking.push(body)});let isTable=({schemaname,relname})=>schemaname!==void 0||!withNames.has(relname??"");return{ranges:ranges.
filter(isTable),changes,locking}}function queryLocks(taking,query){let{changes}=planLocks(taking,query);for(let[kind,node]of changes)keyLocks(taking,kind,node)}
function planLocks(taking,query){let parts=partsOf(query);for(let[kind,{relation}]of parts.changes)change2(taking,kind,taking.range(relation),reachOf(relation));
for(let select of parts.locking)lockRows(taking,select,parts.ranges);for(let range of parts.ranges)read2(taking.as("SELECT"),taking,taking.range(range),reachOf(
range));return parts}function keptLocks(taking,query){let{ranges,changes}=partsOf(query),kept=taking.as("query that is kept");for(let[,{relation}]of changes)kept.
on("relation",taking.range(relation));for(let range of ranges)kept.on("read",taking.range(range))}function read2(taken,taking,relation,reach,depth=0){if(taken.on(
depth===0?"read":"behind",relation),!(!relation||depth>20))for(let name of behind(relation,reach))read2(taken,taking,taking.named(name),"all",depth+1)}function behind({
kind,reads,partitions,heirs},reach){return kind==="view"?reads:reach==="all"?[...partitions,...heirs]:[]}function lockRows(taking,{lockingClause,fromClause},known){
for(let{lockedRels}of all("LockingClause",lockingClause)){let named2=new Set(all("RangeVar",lockedRels).map(({relname})=>relname));for(let range of partsOf(fromClause).
ranges.filter(one=>known.includes(one)))named2.size>0&&!named2.has(range.alias?.aliasname??range.relname)||read2(taking.as("SELECT FOR UPDATE"),taking,taking.range(
range),reachOf(range))}}var formFor=kind=>kind==="InsertStmt"?"INSERT or COPY FROM":"UPDATE, DELETE or MERGE";function change2(taking,kind,target,reach){if(taking.
as(formFor(kind)).down(target,reach),target?.kind!=="view")return;let base2=changedThrough(target);base2?change2(taking,kind,taking.named(base2),"all"):kind!=="\
InsertStmt"&&read2(taking.as("SELECT"),taking,target,"all")}var changedThrough=({kind,reads})=>kind==="view"&&reads.length===1?reads[0]:void 0;function keyLocks(taking,kind,node){
let target=base(taking,taking.range(node.relation));if(target)for(let touch of touches(kind,node))touched(taking,target,touch,new Set)}function base(taking,relation,depth=0){
if(relation?.kind!=="view")return relation;let name=depth>20?void 0:changedThrough(relation);return name&&base(taking,taking.named(name),depth+1)}function touches(kind,node){
let columns=targets=>all("ResTarget",targets).flatMap(({name})=>name??[]),asInsert=targets=>targets?{columns:columns(targets)}:"new";switch(kind){case"InsertStm\
t":{let{cols,onConflictClause}=node,update=onConflictClause?.targetList;return[asInsert(cols),...update?[{columns:columns(update)}]:[]]}case"UpdateStmt":return[
{columns:columns(node.targetList)}];case"MergeStmt":return all("MergeWhenClause",node.mergeWhenClauses).flatMap(({commandType,targetList})=>commandType==="CMD_D\
ELETE"?["gone"]:commandType==="CMD_NOTHING"?[]:[asInsert(targetList)]);default:return["gone"]}}function touched(taking,target,touch,seen){let check2=taking.as("\
foreign key check");if(touch!=="gone"){let checked=target.constraints.filter(({columns})=>touch==="new"||meets(columns,touch.columns));for(let parent of referencedBy(
taking,checked))check2.through("referenced",parent)}if(touch!=="new")for(let key2 of keysTo(taking,target)){let{child,constraint}=key2;if(touch!=="gone"&&!meets(
constraint.references?.columns??[],touch.columns))continue;let next=follows(key2,touch);next?taking.as("foreign key action").through("referencing",child):check2.
through("referencing",child);let id=`${constraint.name} ${touch==="gone"?"-":"~"}`;next&&!seen.has(id)&&touched(taking,child,next,seen.add(id))}}function follows({
constraint:{columns,references}},touch){let action=touch==="gone"?references?.onDelete:references?.onUpdate;if(action)return touch==="gone"&&action==="cascade"?
"gone":{columns}}var meets=(some,others2)=>some.some(column=>others2.includes(column));function copyLocks(taking,node){let target=taking.range(node.relation);if(node.
query)queryLocks(taking,node.query);else if(!node.is_from)taking.as("COPY TO").on("relation",target);else{taking.as("INSERT or COPY FROM").down(target);let columns=stringsOf(
node.attlist);target&&touched(taking,target,columns.length>0?{columns}:"new",new Set)}}var stored=({kind})=>kind==="table"||kind==="materialized-view";function reindexLocks(taking,node){let{catalog}=taking,reindex=taking.as(switchedOn(node.params,
"concurrently")?"REINDEX CONCURRENTLY":"REINDEX");if(node.kind==="REINDEX_OBJECT_INDEX"){let{schemaname:schema,relname:name=""}=node.relation??{},index=catalog.
index({schema,name});index&&reindex.on("relation",taking.named(index.table)),index&&reindex.on("index",taking.named(index.name));return}let one=taking.range(node.
relation),inScope=({name})=>node.kind!=="REINDEX_OBJECT_SCHEMA"||name.schema===node.name;for(let relation of one?[one]:catalog.relations.filter(stored).filter(inScope)){
reindex.down(relation);for(let{name}of storedBelow(taking,relation).flatMap(table=>catalog.indexes(table.name)))reindex.on("index",taking.named(name))}}function storedBelow(taking,relation){
return relation.kind!=="partitioned-table"?[relation]:relation.partitions.flatMap(name=>{let child=taking.named(name);return child?storedBelow(taking,child):[]})}
function vacuumLocks(taking,node){let full=switchedOn(node.options,"full")?"VACUUM FULL":"VACUUM",form=node.is_vacuumcmd?full:"ANALYZE",ranges=all("VacuumRelati\
on",node.rels).map(({relation})=>relation);for(let range of ranges){let only=form==="ANALYZE"&&reachOf(range)==="only";taking.as(only?"ANALYZE ONLY":form).down(
taking.range(range),only?"all":reachOf(range))}if(ranges.length>0)return;let every=taking.catalog.relations.filter(relation=>stored(relation)||form==="ANALYZE"&&
relation.kind==="partitioned-table");for(let relation of every)taking.as(form).on("relation",relation)}var resolvers={SelectStmt:runs,InsertStmt:runs,UpdateStmt:runs,DeleteStmt:runs,MergeStmt:runs,DeclareCursorStmt:runs,ExplainStmt:(taking,{query,options})=>{switchedOn(
options,"analyze")?queryLocks(taking,query):planLocks(taking,query)},PrepareStmt:(taking,{query})=>{planLocks(taking,query)},CopyStmt:copyLocks,TruncateStmt:truncateLocks,
DropStmt:dropLocks,AlterTableStmt:alterTableLocks,CreateStmt:createLocks,CreateForeignTableStmt:(taking,{base:base2})=>{base2&&createLocks(taking,base2)},CreateSchemaStmt:(taking,{
schemaElts})=>{for(let element of schemaElts??[])resolve(taking,element)},CreateTableAsStmt:(taking,{query,into})=>{into?.skipData?keptLocks(taking,query):queryLocks(
taking,query)},ViewStmt:(taking,{view,query,replace})=>{let before=taking.range(view);replace&&before?.known&&taking.as("CREATE OR REPLACE VIEW").on("relation",
before),keptLocks(taking,query)},IndexStmt:indexLocks,DropOwnedStmt:(taking,{roles})=>{for(let relation of ownedBy(roles,taking.catalog))dropRelation2(taking,relation)},
ReassignOwnedStmt:(taking,{roles})=>{for(let relation of ownedBy(roles,taking.catalog))taking.as("REASSIGN OWNED").on("relation",relation)},ReindexStmt:reindexLocks,
RenameStmt:renameLocks,AlterObjectSchemaStmt:on("SET SCHEMA"),AlterObjectDependsStmt:(taking,{relation,objectType})=>{let found3=taking.range(relation);objectType===
"OBJECT_TRIGGER"?taking.as("DEPENDS ON EXTENSION").on("relation",found3):taking.as("ALTER INDEX \u2026 DEPENDS ON EXTENSION").on("index",found3)},CreateTrigStmt:triggerLocks,
CreatePolicyStmt:policyLocks,AlterPolicyStmt:policyLocks,RuleStmt:(taking,{relation,actions:actions2,whereClause})=>{taking.as("CREATE or DROP RULE").on("relati\
on",taking.range(relation)),keptLocks(taking,[actions2,whereClause])},CreateStatsStmt:(taking,{relations})=>{for(let range of all("RangeVar",relations))taking.as(
"CREATE STATISTICS").on("relation",taking.range(range))},CreatePublicationStmt:publicationLocks,AlterPublicationStmt:(taking,node)=>{if(publicationLocks(taking,
node),node.action!=="AP_SetObjects"||!node.pubobjects)return;let before=taking.catalog.groups.find(({kind,name})=>kind==="publication"&&name===node.pubname);for(let table of before?.
tables??[])taking.as("CREATE or ALTER PUBLICATION").down(taking.named(table))},ClusterStmt:(taking,{relation})=>{taking.as("CLUSTER").down(taking.range(relation))},
VacuumStmt:vacuumLocks,RefreshMatViewStmt:(taking,{relation,concurrent,skipData})=>{let view=taking.range(relation),refresh=concurrent?"REFRESH MATERIALIZED VIE\
W CONCURRENTLY":"REFRESH MATERIALIZED VIEW";taking.as(refresh).on("relation",view),skipData||queryLocks(taking,view?.reads.map(asRange))},LockStmt:(taking,{relations,
mode})=>{let asked=taking.asked(lockNumbers[mode??8]??"AccessExclusiveLock"),behind2=(relation,depth)=>{if(asked.down(relation),!(relation?.kind!=="view"||depth>
20))for(let read4 of relation.reads)behind2(taking.named(read4),depth+1)};for(let range of all("RangeVar",relations))reachOf(range)==="only"&&taking.range(range)?.
kind!=="view"?asked.on("relation",taking.range(range)):behind2(taking.range(range),0)},AlterDomainStmt:domainLocks,CreateSeqStmt:(taking,{sequence,options,if_not_exists:unless})=>{
unless&&taking.range(sequence)?.known||ownerLock(taking,"CREATE SEQUENCE",options)},CreateFunctionStmt:routineLocks,AlterSeqStmt:(taking,{sequence,options})=>{taking.
as("ALTER SEQUENCE").on("relation",taking.range(sequence)),ownerLock(taking,"ALTER SEQUENCE",options)},CommentStmt:commentLocks,GrantStmt:(taking,{targtype,objects})=>{
if(targtype==="ACL_TARGET_OBJECT")for(let range of all("RangeVar",objects))taking.as("GRANT or REVOKE").on("relation",taking.range(range))}};function locksOf(node,catalog,postgres2){
let taking=startTaking(catalog,postgres2);return resolve(taking,node),taking.taken()}function resolve(taking,node){let resolver=resolvers[kindOf(node)];resolver?.(
taking,bodyOf(node),node)}function runs(taking,_,whole4){queryLocks(taking,whole4)}function on(form){return(taking,{relation})=>{taking.as(form).on("relation",taking.
range(relation))}}var asRange=({schema,name})=>({RangeVar:{schemaname:schema,relname:name,inh:!0}});function renameLocks(taking,{relation:range,renameType,subname,
object:object2}){let relation=taking.range(range);switch(renameType){case"OBJECT_INDEX":relation?.kind==="index"?taking.as("ALTER INDEX \u2026 RENAME").on("inde\
x",relation):taking.as("RENAME").on("relation",relation);break;case"OBJECT_COLUMN":taking.as("RENAME COLUMN or CONSTRAINT").down(relation,reachOf(range));break;case"\
OBJECT_TABCONSTRAINT":{let kind=relation?.constraints.find(({name})=>name===subname)?.kind;taking.as("RENAME COLUMN or CONSTRAINT").down(relation,kind==="check"?
"all":"only");break}case"OBJECT_ATTRIBUTE":usersOf(taking,range&&taking.catalog.type(nameIn(range))?.name,"ALTER TYPE \u2026 CASCADE");break;case"OBJECT_TRIGGER":
taking.as("ALTER TRIGGER \u2026 RENAME").down(relation);break;default:object2||taking.as("RENAME").on("relation",relation)}}var nameIn=({schemaname,relname})=>({
schema:schemaname,name:relname??""});function policyLocks(taking,{table,qual,with_check:check2}){taking.as("CREATE, ALTER or DROP POLICY").on("relation",taking.
range(table)),keptLocks(taking,[qual,check2])}function publicationLocks(taking,{pubobjects}){for(let{pubtable}of all("PublicationObjSpec",pubobjects)){let range=pubtable?.
relation;taking.as("CREATE or ALTER PUBLICATION").down(taking.range(range),reachOf(range))}}function domainLocks(taking,node){let domain=node.subtype==="C"&&!as(
"Constraint",node.def)?.skip_validation||node.subtype==="O"||node.subtype==="V"?taking.catalog.type(fromParts(stringsOf(node.typeName))):void 0;if(domain)for(let relation of tablesWith(
domain,taking.catalog))(relation.kind==="table"||relation.kind==="materialized-view")&&taking.as("ALTER DOMAIN, looking at rows").on("using the type",relation)}
function routineLocks(taking,{options,sql_body:body}){if(body&&planLocks(taking,body),constantText(option(options,"language")?.arg)?.toLowerCase()!=="sql")return;
let parsed2=parseText(stringsOf(as("List",option(options,"as")?.arg)?.items)[0]??"");parsed2.kind==="parsed"&&planLocks(taking,parsed2.statements.map(({node})=>node))}
function ownerLock(taking,form,options){let parts=stringsOf(as("List",option(options,"owned_by")?.arg)?.items);parts.length>1&&taking.as(form).on("owner",taking.
named(fromParts(parts.slice(0,-1))))}var commented=["TABLE","VIEW","MATVIEW","SEQUENCE","INDEX","FOREIGN_TABLE"].map(kind=>`OBJECT_${kind}`),onTables=["TABCONST\
RAINT","TRIGGER","POLICY","RULE"].map(kind=>`OBJECT_${kind}`);function commentLocks(taking,{object:object2,objtype="OBJECT_TYPE"}){let parts=namedBy(object2),owner=taking.
named(fromParts(parts.slice(0,-1)));commented.includes(objtype)?taking.as("COMMENT").on("relation",taking.named(fromParts(parts))):objtype==="OBJECT_COLUMN"?taking.
as("COMMENT").on("relation",owner):onTables.includes(objtype)&&taking.as("COMMENT on what belongs to a table").on("relation",owner)}function startRan(){let all2=[],places=new Map;return{count:()=>all2.length,push:statement=>{let kind=kindOf(statement.node),known=places.get(kind);known?known.
push(all2.length):places.set(kind,[all2.length]),all2.push(statement)},first:count=>all2.slice(0,count),ofKind:(kind,count)=>(places.get(kind)??[]).flatMap(at=>at<
count?all2[at]??[]:[])}}function startSession(journal,start2){let zone2=start2.timeZone===void 0?{}:{timezone:start2.timeZone},fresh=startSettings({...zone2,...start2.declared}),settings=fresh,
open,number2=0,mode="per-statement",ran=startRan(),escaped=!1,mark=name=>({name,settings,schema:journal.now(),held:open?.held??[]}),begin=kind=>{number2+=1,ran=
startRan(),open={kind,marks:[mark("")],held:[]}},commit=()=>{settings=withoutLocals(settings),open=void 0,ran=startRan()},rollback2=()=>{let first=open?.marks[0];
first&&(settings=first.settings,journal.restore(first.schema)),commit()},rollbackTo=(transaction,name)=>{let at=transaction.marks.findLastIndex(one=>one.name===
name),found3=transaction.marks[at];at<1||!found3||(settings=found3.settings,journal.restore(found3.schema),open={...transaction,marks:transaction.marks.slice(0,
at+1),held:found3.held})},between=()=>{mode==="one-message"&&begin("message")},transact=node=>{switch(node.kind){case"TRANS_STMT_BEGIN":case"TRANS_STMT_START":open?
open.kind==="message"&&(open={...open,kind:"own"}):begin("own");break;case"TRANS_STMT_COMMIT":case"TRANS_STMT_PREPARE":case"TRANS_STMT_ROLLBACK":if(!open)break;
node.kind==="TRANS_STMT_ROLLBACK"?rollback2():commit(),escaped=mode==="all-pending"&&!node.chain,node.chain?begin("own"):between();break;case"TRANS_STMT_SAVEPOI\
NT":open&&(open={...open,marks:[...open.marks,mark(node.savepoint_name??"")]});break;case"TRANS_STMT_ROLLBACK_TO":open&&rollbackTo(open,node.savepoint_name??"");
break;case"TRANS_STMT_RELEASE":{let at=open?.marks.findLastIndex(one=>one.name===node.savepoint_name)??-1;open&&at>0&&(open={...open,marks:open.marks.slice(0,at)});
break}default:break}},change4=one=>{settings=changed(settings,one,open?"in":"outside")};return{enter:(script2,statements)=>{mode=script2.transaction==="one-mess\
age"&&statements<2?"per-statement":script2.transaction,escaped&&=mode==="all-pending",!open&&(script2.freshSettings&&(settings=fresh),mode==="one-message"?begin(
"message"):(mode==="per-file"||mode==="all-pending"&&!escaped)&&begin("runner"))},leave:()=>{(open&&open.kind!=="own"&&mode!=="all-pending"||open?.kind==="own"&&
mode==="per-file")&&commit()},state:()=>stateOf(settings,open,open?number2:number2+1,ran),ran:(statement,locks)=>{let transaction=as("TransactionStmt",statement.
node);if(transaction){transact(transaction),open&&ran.push(statement);return}changesIn(statement.node,settings).forEach(change4),open?(open={...open,held:withLocks(
open.held,locks,statement)},ran.push(statement)):number2+=1},enterBody:()=>{open||begin("message")},endInBody:()=>{open?.kind!=="message"||mode==="one-message"||
(commit(),begin("message"))},leaveBody:()=>{open?.kind!=="message"||mode==="one-message"||(commit(),number2-=1)}}}function withLocks(held,locks,by){let fresh=locks.
filter(lock=>!held.some(one=>one.object===lock.object&&strength(one.mode)>=strength(lock.mode)));return fresh.length===0?held:[...held,...fresh.map(lock=>({...lock,
by}))]}function stateOf(settings,open,transactionNumber,ran){let count=ran.count();return{transaction:open?.kind??"none",transactionNumber,...inForce2(settings),
held:open?.held??[],get before(){return ran.first(count)},beforeOf:kind=>ran.ofKind(kind,count)}}var read3=new WeakMap;function inForce2(settings){let known=read3.
get(settings);if(known)return known;let fresh={lockTimeoutMs:milliseconds(setting(settings,"lock_timeout")),statementTimeoutMs:milliseconds(setting(settings,"st\
atement_timeout")),searchPath:schemasOf(setting(settings,"search_path")),timeZone:setting(settings,"timezone")};return read3.set(settings,fresh),fresh}function lastingSettings(statement){
let role=as("AlterRoleSetStmt",statement.node),database=as("AlterDatabaseSetStmt",statement.node),own2=role?.role===void 0||["ROLESPEC_CURRENT_USER","ROLESPEC_C\
URRENT_ROLE","ROLESPEC_SESSION_USER"].includes(role.role.roletype??""),set=role&&own2?role.setstmt:database?.setstmt;if(!set)return{};let changes=setChanges(set,
startSettings({}));return Object.fromEntries(changes.map(({name,value})=>[name,value??""]))}function walk(input){let store=startSchema(),passedOver2=[],lasting=replayBase(store,input,passedOver2),session=startSession(store.journal,{declared:{...lasting,
...input.declared},timeZone:input.timeZone}),complete=input.complete&&passedOver2.length===0,steps=[],postgres2=input.postgres??newestPostgres,world={store,session,
complete,postgres:postgres2,madeHere:!0,steps},problems=[],unreadable2=[];for(let script2 of input.scripts){let parsed2=parseScript(script2.path,script2.text);if(!parsed2.
ok){unreadable2.push(parsed2.problem);continue}problems.push(...parsed2.value.problems),runScript(world,script2,parsed2.value.statements)}return{steps,problems,
unreadable:unreadable2,passedOver:passedOver2}}var newestPostgres=18;function replayBase(store,input,passedOver2){let session=startSession(store.journal,{declared:{},
timeZone:input.timeZone}),{complete}=input,world={store,session,complete,postgres:newestPostgres,madeHere:!1,steps:void 0},lasting={};for(let script2 of input.base){
let parsed2=parseScript(script2.path,script2.text);if(!parsed2.ok){passedOver2.push(parsed2.problem);continue}for(let problem of parsed2.value.problems)passedOver2.
push(unparsable(problem));let opaque=runScript(world,script2,parsed2.value.statements);opaque&&passedOver2.push(madeAtRunTime(opaque));for(let statement of parsed2.
value.statements)lasting={...lasting,...lastingSettings(statement)}}return lasting}var unparsable=({file,line,column,message})=>({code:"unreadable-migration",says:`\
Postgres\u2019s parser refuses a statement of the schema before: ${message}.`,advice:"Correct the file, or configure the schema file that holds what production \
has.",file,line,column}),madeAtRunTime=({file,line,column})=>({code:"unreadable-migration",says:"A statement of the schema before makes its SQL at run time, so \
what it made is not known by reading.",advice:"Configure a schema file (migrations.schema) if rules should know the schema exactly.",file,line,column});function runScript(world,written,statements){
let script2=asSent(written,statements),opaque;world.session.enter(script2,statements.length);for(let statement of statements)runStatement(world,script2,statement).
opaque.length>0&&(opaque??=statement);return world.session.leave(script2),opaque}function asSent(script2,statements){return script2.autocommitWhenOnlyNonTransactional===
!0&&statements.length>0&&statements.every(({node})=>standsAlone(node))?{...script2,transaction:"per-statement"}:script2}function runStatement(world,script2,statement,inside2){
let{store,session,complete,madeHere}=world,state=session.state(),{searchPath}=state,catalog=catalogAt(store,{state:store.journal.now(),searchPath,complete}),body=inside2?
void 0:bodySteps(statement,catalog,store),step={script:script2,statement,catalog,session:state,locks:world.steps?locksOf(statement.node,catalog,world.postgres):
[],opaque:body?.opaque??[],...inside2?{inside:inside2}:{},...body?.statements.includes("end of transaction")?{endsTransactions:!0}:{}};if(world.steps?.push(step),
body){session.enterBody();for(let inner of body.statements)inner==="end of transaction"?session.endInBody():runStatement(world,script2,inner,statement);session.
leaveBody()}return applyStatement({store,searchPath,madeHere,complete},statement.node,statement.sql),session.ran(statement,step.locks),step}var folderOf=path=>path.slice(0,Math.max(0,path.lastIndexOf("/"))),nameOf=path=>path.slice(path.lastIndexOf("/")+1);function upwards(folder){return folder===""?
[""]:[folder,...upwards(folderOf(folder))]}var within=(folder,name)=>folder===""?name:`${folder}/${name}`;var quotedParts2=/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(?<![\w$])\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g;
function quotedRanges(sql){return[...sql.matchAll(quotedParts2)].map(match=>({start:match.index,end:match.index+match[0].length}))}function firstOutsideQuotes(sql,pattern){
let matches=[...sql.matchAll(pattern)];if(matches.length===0)return;let quoted=quotedRanges(sql);return matches.find(match=>!quoted.some(range=>match.index>=range.
start&&match.index<range.end))}function linesOf(text){let start2=0;return text.split(`
`).map((raw,index)=>{let line=raw.endsWith("\r")?raw.slice(0,-1):raw,found3={text:line,number:index+1,start:start2,end:start2+line.length};return start2+=raw.length+
1,found3})}var blank=part=>part.replace(/[^\r\n]/g," ");function blankOutside(text,...kept){return kept.map(({start:start2,end},index)=>blank(text.slice(kept[index-
1]?.end??0,start2))+text.slice(start2,end)).join("")+blank(text.slice(kept.at(-1)?.end??0))}var lineAt=(text,offset)=>text.slice(0,offset).split(`
`).length,byteOrderMark="\uFEFF";function withoutMark(text){return text.startsWith(byteOrderMark)?{text:text.slice(1),warnings:["a byte order mark was removed"]}:
{text,warnings:[]}}function wholeFile(file,whole4){let{script:script2,...rest}=whole4;return{path:file.path,...rest,...whole4.direction==="down"?{down:script2}:
{up:script2}}}function unresolved(file,offset,written,name){let line=lineAt(file.text,offset);return{ok:!1,problem:{code:"placeholder-unresolved",says:`${file.path} line ${line}\
 uses the placeholder ${written}, which has no value here.`,advice:`Give it one in the configuration: migrations.placeholders: { "${name}": "\u2026" }.`,file:file.
path,line}}}var braces=/\{\{-?\s*\.?([^{}]*?)\s*-?\}\}/g;function withTemplates(file,settings){let values=new Map(Object.entries(settings.placeholders)),filled=file.
text.replace(braces,(written,name)=>values.get(name)??written),open=firstOutsideQuotes(filled,braces);return open!==void 0?unresolved({...file,text:filled},open.
index,open[0],open[1]??open[0]):success([...values].filter(([name])=>isBareWord(name)).reduce(replaceWord,filled))}var isBareWord=name=>/^\w*__\w*$|^xxx\w*xxx$|^[^\w\s]/i.
test(name),replaceWord=(text,[word2,value])=>text.replaceAll(word2,value);var withSemicolons=(text,separator)=>text.replace(separator,written=>written.replace(/[^\r\n]/g," ").replace(" ",";"));function compareNumbers(a,b){let[left,right]=[withoutZeros(a),withoutZeros(b)];return left.length-right.length||compareNames(left,right)}var withoutZeros=digits=>digits.
startsWith("0")?digits.replace(/^0+(?=\d)/,""):digits;function compareNames(a,b){return a===b?0:a<b?-1:1}var whole2=/^\d+$/;function compareDotted(a,b){if(a===b)
return 0;if(whole2.test(a)&&whole2.test(b))return compareNumbers(a,b);let[left,right]=[a.split(/[._]/),b.split(/[._]/)];for(let part=0;part<Math.max(left.length,
right.length);part++){let difference=compareNumbers(left[part]??"0",right[part]??"0");if(difference!==0)return difference}return 0}var directive=/^[ -~]*atlas:(\w+)(?: +(.+))?/;function directivesOf(text){let lines=text.split(`
`),head=lines.findIndex(line=>!/^(?:#|--)/.test(line)),comments=head<0?lines:lines.slice(0,head),content=lines.slice(comments.length).join(`
`),detached=content===""||/^[ \t]*\n/.test(content);return new Map((detached?comments:[]).flatMap(line=>{let[,name,value=""]=directive.exec(line.trim())??[];return name===
void 0?[]:[[name,value]]}))}function delimiterOf(text){let written=/^-- atlas:delimiter +(.+)/.exec(text)?.[1]?.trimEnd();if(written===void 0)return;let value=written.
replaceAll("\\n",`
`).replaceAll("\\r","\r").replaceAll("\\t","	");return new RegExp(`(?<!^-- atlas:delimiter +)${value.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}`,"g")}function partsOf2(text){
let heads=linesOf(text).flatMap(line=>{let name=/^-- (\S+) --\s*$/.exec(line.text)?.[1];return name===void 0?[]:[{name,line}]});return new Map(heads.map(({name,
line},index)=>[name,[{start:line.end,end:heads[index+1]?.line.start??text.length}]]))}import{createHash as createHash2}from"node:crypto";var found=new WeakMap;function brokenSum(companions,sumPath){return found.has(companions)||found.set(companions,disagreement(companions,sumPath)),found.get(companions)}
function disagreement(companions,sumPath){let text=companions.get(sumPath);if(text===void 0)return;let[total="",...lines]=text.replace(/\r?\n$/,"").split(/\r?\n/),
sums=new Map(lines.flatMap(sumIn));if(sums.size<lines.length)return refusal(sumPath,"has lines that are no checksums");if(total!==`h1:${sumOver([...sums].flat())}`)
return refusal(sumPath,"does not begin with the sum of its lines");let files=[...companions].filter(([path])=>path.endsWith(".sql")&&folderOf(path)===folderOf(sumPath)).
map(([path,content])=>({name:nameOf(path),content})).sort((a,b)=>compareNames(a.name,b.name)),names2=new Set(files.map(({name})=>name));return[...sums.keys()].every(
name=>names2.has(name))?firstOther(files,sums,sumPath):void 0}function firstOther(files,sums,sumPath){let hash=createHash2("sha256");for(let{name,content}of files){
if(hash.update(name),/^[ -~]*atlas:sum +ignore/.test(content))continue;hash.update(content);let sum=sums.get(name);if(sum===void 0)return refusal(sumPath,`does \
not list ${name}`);if(sum!==hash.copy().digest("base64"))return refusal(sumPath,`has another checksum for ${name}`)}}var refusal=(sumPath,how)=>({file:sumPath,says:`${sumPath}\
 ${how}, so Atlas answers \u201Cchecksum mismatch\u201D and runs none of these migrations.`,advice:"See that the files are what they should be, then run `atlas \
migrate hash` and commit atlas.sum."}),sumOver=texts=>createHash2("sha256").update(texts.join("")).digest("base64");function sumIn(line){let at=line.indexOf("h1\
:");return at<0?[]:[[line.slice(0,at).trim(),line.slice(at+3)]]}var migration=/(?:^|\/)([^/_]+)[^/]*\.sql$/,sumOf=path=>within(folderOf(path),"atlas.sum"),tool={id:"atlas",title:"Atlas",downs:"none",olderVersion:"refused",afterFailure:{
says:"A file in a transaction leaves nothing behind; with txmode none atlas_schema_revisions keeps how far the file got, and the next run goes on from there.",command:"\
atlas migrate apply"},goesOn:!0,outsideTransaction:{says:"Put the statement in a migration that begins with -- atlas:txmode none and an empty line, without whic\
h Atlas overlooks it.",before:`-- atlas:txmode none

`,after:""},sessionSettings:"the url in atlas.hcl: ?options=-c%20lock_timeout%3D5s",recognise(path){let version=migration.exec(path)?.[1];return version===void 0?
void 0:{version,direction:"up"}},companions:(path,folder)=>[sumOf(path),...folder],compareVersions:compareNames,read(file,settings){let{text,warnings:marks}=withoutMark(
file.text),script2=withTemplates({path:file.path,text},settings);if(!script2.ok)return script2;let directives=directivesOf(text),{version=""}=this.recognise(file.
path)??{},transaction=settings.transaction??(directives.get("txmode")==="none"?"per-statement":"per-file"),refused=brokenSum(settings.companions,sumOf(file.path)),
warnings=[...marks,...directives.has("checkpoint")?["a checkpoint runs on empty databases only, and is not rehearsed"]:[]],whole4={tool:this.id,version,direction:"\
up",transaction,text,warnings,script:""},read4={...wholeFile(file,whole4),...refused&&{refused}};if(directives.has("checkpoint"))return success({...read4,up:blankOutside(
script2.value)});let delimiter=delimiterOf(text),up=delimiter===void 0?script2.value:withSemicolons(script2.value,delimiter);if(!directives.has("txtar"))return success(
{...read4,up});let parts=partsOf2(script2.value),down=parts.get("down.sql");return success({...read4,up:blankOutside(up,...parts.get("migration.sql")??[]),...down&&
{down:blankOutside(up,...down),direction:"both"}})}};function markersOf(text,pattern){return linesOf(text).flatMap(line=>{let match=pattern.exec(line.text),section4=match?.[1]?.toLowerCase();return section4==="up"||
section4==="down"?[{section:section4,line,options:match?.[2]??""}]:[]})}function sectionOf(text,markers2,marker){let next=markers2[markers2.indexOf(marker)+1];return{
start:marker.line.end,end:next?.line.start??text.length}}function firstSections(text,pattern){let markers2=markersOf(text,pattern),first=section4=>{let marker=markers2.
find(one=>one.section===section4);return marker&&{marker,text:blankOutside(text,sectionOf(text,markers2,marker))}},[up,down]=[first("up"),first("down")];return{
...up&&{up},...down&&{down}}}function unreadable(path,because,advice,line){let problem={code:"unreadable-migration",says:`${path} ${because}`,advice,file:path};return{ok:!1,problem:line===void 0?
problem:{...problem,line}}}var migration2=/(?:^|\/)(\d+)[^/]*\.sql$/,section=/^--\s*migrate:(up|down)(\s.*)?$/,modeOf=marker=>/\btransaction:\s*false\b/.test(marker.options)?"one-message":
"per-file",tool2={id:"dbmate",title:"dbmate",downs:"in-file",olderVersion:"applied",afterFailure:{says:"schema_migrations does not list the failed file; with tr\
ansaction:false some of it may stay.",command:"dbmate up"},outsideTransaction:{says:"Put the statement alone in a migration that begins with -- migrate:up trans\
action:false.",before:`-- migrate:up transaction:false
`,after:`
-- migrate:down transaction:false
`},sessionSettings:"DATABASE_URL: ?options=-c%20lock_timeout%3D5s",recognise(path){let version=migration2.exec(path)?.[1];return version===void 0?void 0:{version,
direction:"both"}},compareVersions:compareNames,read(file,settings){let{text,warnings}=withoutMark(file.text),script2=withTemplates({path:file.path,text},settings);
if(!script2.ok)return script2;let{up,down}=firstSections(script2.value,section);if(up===void 0)return unreadable(file.path,"has no line \u201C-- migrate:up\u201D, without\
 which dbmate refuses it.","Add the line.",1);let transaction=settings.transaction??modeOf(up.marker),downTransaction=settings.transaction??(down&&modeOf(down.marker)),
sections={up:up.text,...down&&{down:down.text},...downTransaction&&downTransaction!==transaction&&{downTransaction}},{version=""}=this.recognise(file.path)??{},
direction=down?"both":"up";return success({path:file.path,tool:this.id,version,transaction,direction,...sections,text,warnings})}};var migration3=/(?:^|\/)(\d[^/_]*)(?:_[^/]*)?\/(up|down)\.sql$/,metadataOf=path=>within(folderOf(path),"metadata.toml"),dashless=version=>version.replaceAll("-",
""),notInTransaction=/^\s*run_in_transaction\s*=\s*false\b/m,tool3={id:"diesel",title:"Diesel",downs:"pairs",olderVersion:"applied",afterFailure:{says:"Nothing \
is recorded; a file in a transaction left nothing behind, one without may have.",command:"diesel migration run"},outsideTransaction:{says:"Put the statement alo\
ne in a migration with metadata.toml: run_in_transaction = false.",before:"",after:""},sessionSettings:"the database URL: ?options=-c%20lock_timeout%3D5s",recognise(path){
let[,version,direction]=migration3.exec(path)??[];return version===void 0?void 0:{version,direction:direction==="down"?"down":"up"}},companions:path=>[metadataOf(
path)],compareVersions:(a,b)=>compareNames(dashless(a),dashless(b)),read(file,settings){let{text,warnings}=withoutMark(file.text),{version="",direction="up"}=this.
recognise(file.path)??{},alone=notInTransaction.test(settings.companions.get(metadataOf(file.path))??""),transaction=settings.transaction??(alone?"one-message":
"per-file");return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings,script:text}))}};function readJournal(path,text){let entries=entriesOf(text);return entries===void 0?unreadable(path,"is no journal that Drizzle could read.","Let drizzle-kit ge\
nerate it anew."):success(entries)}function entriesOf(text){try{let journal=JSON.parse(text),{entries}=journal;return Array.isArray(entries)&&entries.every(isEntry)?
entries:void 0}catch{return}}var isEntry=entry=>typeof entry=="object"&&entry!==null&&"tag"in entry&&typeof entry.tag=="string"&&"when"in entry&&typeof entry.when==
"number";var migration4=/(?:^|\/)(?:([^/]+)\/migration|([^/]+))\.sql$/,journalOf=path=>within(folderOf(path),"meta/_journal.json"),ownFolder=path=>nameOf(path)==="migrat\
ion.sql",breakpoint=/--> statement-breakpoint/g,tool4={id:"drizzle",title:"Drizzle",downs:"none",olderVersion:"skipped",versionsMayRepeat:!0,afterFailure:{says:"\
All pending migrations are rolled back together, but for what a COMMIT in a file has let through.",command:"npx drizzle-kit migrate"},outsideTransaction:{says:"\
Drizzle runs all pending migrations in one transaction: let a migration of its own begin with COMMIT; and release it alone.",before:`COMMIT;--> statement-breakp\
oint
`,after:""},sessionSettings:"the connection string: ?options=-c%20lock_timeout%3D5s",recognise(path){let[,folder,file]=migration4.exec(path)??[],name=folder??file;
return name===void 0?void 0:{version:/^\d+(?=_|$)/.exec(name)?.[0]??name,direction:"up"}},companions:path=>ownFolder(path)?[]:[journalOf(path)],compareVersions(a,b){
return/^\d+$/.test(a)&&/^\d+$/.test(b)?compareNumbers(a,b):compareNames(a,b)},read(file,settings){let{text,warnings}=withoutMark(file.text),{version=""}=this.recognise(
file.path)??{},transaction=settings.transaction??"all-pending",script2=withSemicolons(text,breakpoint),read4=wholeFile(file,{tool:this.id,version,direction:"up",
transaction,text,warnings,script:script2});if(ownFolder(file.path))return success({...read4,place:[Number(version)].filter(Number.isFinite)});let journalText=settings.
companions.get(journalOf(file.path));if(journalText===void 0)return success(read4);let journal=readJournal(journalOf(file.path),journalText);if(!journal.ok)return journal;
let place=journal.value.findIndex(({tag:tag2})=>`${tag2}.sql`===nameOf(file.path)),entry=journal.value[place];return entry!==void 0?success({...read4,place:[place],
stamp:entry.when}):success({...read4,neverRuns:"is not in meta/_journal.json, so Drizzle never runs it."})}};var migration5=/(?:^|\/)(?:([VU])(\d+(?:[._]\d+)*)|(R))__[^/]*\.(?:sql|java|kt)$/,placeholder=/\$\{([^}\r\n]+)\}/g,configurationOf=path=>`${path}.conf`,says=(configuration,key2)=>new RegExp(
`^\\s*${key2}\\s*=\\s*false\\s*$`,"m").test(configuration);function replaced2(file,settings){if(says(settings.companions.get(configurationOf(file.path))??"","pl\
aceholderReplacement"))return success(file.text);let values=new Map(Object.entries(settings.placeholders).map(([name,value])=>[name.toLowerCase(),value])),valueOf2=name=>values.
get(name.toLowerCase())??(name.toLowerCase()==="flyway:filename"?nameOf(file.path):void 0);for(let match of file.text.matchAll(placeholder))if(valueOf2(match[1]??
"")===void 0)return unresolved(file,match.index,match[0],match[1]??"");return success(file.text.replace(placeholder,(written,name)=>valueOf2(name)??written))}var tool5={
id:"flyway",title:"Flyway",downs:"optional",olderVersion:"refused",afterFailure:{says:"A file without a transaction leaves a failed row in flyway_schema_history\
, and every further run is refused.",command:"flyway repair",then:"flyway migrate",clears:"outside-transaction"},outsideTransaction:{says:"Put the statement in \
a migration of its own with a file NAME.sql.conf beside it: executeInTransaction=false; and set postgresql.transactional.lock=false, or CONCURRENTLY waits for F\
lyway itself.",before:"",after:""},sessionSettings:"flyway.initSql: SET lock_timeout = '5s'",recognise(path){let[match,kind,version,repeatable]=migration5.exec(
path)??[];if(match!==void 0)return repeatable!==void 0?{version:"",direction:"up"}:{version:(version??"").replaceAll("_","."),direction:kind==="U"?"down":"up"}},
companions:path=>[configurationOf(path)],compareVersions:(a,b)=>a===""||b===""?+(a==="")-+(b===""):compareDotted(a,b),read(file,settings){if(!file.path.endsWith(
".sql"))return unreadable(file.path,"is a Flyway migration written in Java or Kotlin, which is not readable yet.","Review it by hand.");let{text,warnings}=withoutMark(
file.text),script2=replaced2({path:file.path,text},settings);if(!script2.ok)return script2;let{version="",direction="up"}=this.recognise(file.path)??{},alone=says(
settings.companions.get(configurationOf(file.path))??"","executeInTransaction"),transaction=settings.transaction??(alone?"per-statement":"per-file"),read4=wholeFile(
file,{tool:this.id,version,direction,transaction,text,warnings,script:script2.value});return success(transaction==="per-file"?{...read4,autocommitWhenOnlyNonTransactional:!0}:
read4)}};var migration6=/(?:^|\/)(\d+)_[^/]*\.(up|down)\.sql$/,tool6={id:"golang-migrate",title:"golang-migrate",downs:"pairs",olderVersion:"skipped",afterFailure:{says:"\
schema_migrations keeps the failed version with dirty = true, and every further run refuses to start.",command:'migrate -path MIGRATIONS -database "$DATABASE_UR\
L" force PREVIOUS_VERSION',then:'migrate -path MIGRATIONS -database "$DATABASE_URL" up'},outsideTransaction:{says:"golang-migrate sends each file as one message\
: put the statement alone in a file of its own.",before:"",after:""},sessionSettings:"the database URL: ?options=-c%20lock_timeout%3D5s",recognise(path){let[,version,
direction]=migration6.exec(path)??[];return version===void 0?void 0:{version,direction:direction==="down"?"down":"up"}},compareVersions:compareNumbers,read(file,settings){
let{text,warnings}=withoutMark(file.text),script2=withTemplates({path:file.path,text},settings);if(!script2.ok)return script2;let{version="",direction="up"}=this.
recognise(file.path)??{},transaction=settings.transaction??"one-message";return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings,
script:script2.value}))}};var migration7=/(?:^|\/)(\d+)_[^/]*\.(?:sql|go)$/,section2=/^\s*--\s*\+goose\s+(up|down)\s*()$/i,noTransaction=/^\s*--\s*\+goose\s+no\s+transaction\s*$/im,substitution=/^\s*--\s*\+goose\s+envsub\s+on\s*$/im,
variable=/\$\{(\w+)\}|\$([A-Za-z_]\w*)(?!\w*\$)/g;function substituted(file,settings){let start2=file.text.search(substitution);if(start2<0)return withTemplates(
file,settings);let known=name=>settings.placeholders[name],rest=file.text.slice(start2);for(let match of rest.matchAll(variable)){let name=match[1]??match[2]??"";
if(known(name)===void 0)return unresolved(file,start2+match.index,match[0],name)}let filled=rest.replace(variable,(written,a,b)=>known(a??b??"")??written);return withTemplates(
{...file,text:file.text.slice(0,start2)+filled},settings)}var tool7={id:"goose",title:"goose",downs:"in-file",olderVersion:"refused",afterFailure:{says:"goose_d\
b_version does not list the failed file; with NO TRANSACTION the statements before it stay.",command:"goose up"},outsideTransaction:{says:"Write -- +goose NO TR\
ANSACTION at the top of the file.",before:`-- +goose NO TRANSACTION
`,after:""},block:{before:"-- +goose StatementBegin",after:"-- +goose StatementEnd"},sessionSettings:"the database string: ?options=-c%20lock_timeout%3D5s",recognise(path){
let version=path.endsWith("_test.go")?void 0:migration7.exec(path)?.[1];return version===void 0?void 0:{version,direction:"both"}},compareVersions:compareNumbers,
read(file,settings){if(file.path.endsWith(".go"))return unreadable(file.path,"is a goose migration written in Go, which is not readable yet.","Review it by hand\
.");let{text,warnings}=withoutMark(file.text),script2=substituted({path:file.path,text},settings);if(!script2.ok)return script2;let{up,down}=firstSections(script2.
value,section2);if(up===void 0)return unreadable(file.path,"has no line \u201C-- +goose Up\u201D, without which goose refuses it.","Add the line.",1);let sections={
up:up.text,...down&&{down:down.text}},transaction=settings.transaction??(noTransaction.test(text)?"per-statement":"per-file"),{version=""}=this.recognise(file.path)??
{},direction=down?"both":"up";return success({path:file.path,tool:this.id,version,transaction,direction,...sections,text,warnings})}};import{createHash as createHash3}from"node:crypto";var committed=/(?:^|\/)committed\/(\d+)(?:-[-\w]*)?\.sql$/,current2=/(?:^|\/)current(?:\.sql|\/(\d+)(?:-[-\w]*)?\.sql)$/,header=/^(?:--! [A-Z]\w*(?::.*)?\r?\n)*/,
noTransaction2=/^--!\s*no-transaction\b/,include=/^--!\s*include\s+(\S+)/m,placeholder2=/(?<![:\w])(:)([A-Z][A-Z0-9_]*)\b/g;function replaced3(file,{placeholders}){
let text=file.text.replace(placeholder2,(written,_colon,name)=>placeholders[name]??written),open=firstOutsideQuotes(text,placeholder2);return open===void 0?success(
text):unresolved({...file,text},open.index,open[0],open[2]??"")}function tampering(text){let head=header.exec(text)?.[0]??"",[,previous="-"]=/^--! Previous: (\S+)/m.
exec(head)??[],[,algorithm="",hash]=/^--! Hash: (sha1):(\w+)/m.exec(head)??[];if(hash===void 0||/^--! AllowInvalidHash\b/m.test(head))return[];let body=`${previous===
"-"?"":previous}
${text.slice(head.length).trim()}`;return createHash3(algorithm).update(`${body.trim()}
`).digest("hex")===hash?[]:["its text has another hash than its header says, so graphile-migrate refuses it"]}function compare(a,b){let[left,right]=[a.startsWith(
"current"),b.startsWith("current")];return left!==right?Number(left)-Number(right):compareNumbers(a.replace(/\D/g,""),b.replace(/\D/g,""))}var tool8={id:"graphi\
le-migrate",title:"graphile-migrate",downs:"none",olderVersion:"refused",afterFailure:{says:"graphile_migrate.migrations does not list the failed file; with no-\
transaction some of it may stay.",command:"graphile-migrate migrate"},outsideTransaction:{says:"Put the statement alone in a migration whose first line is --! n\
o-transaction.",before:`--! no-transaction
`,after:""},sessionSettings:'.gmrc: "pgSettings": { "lock_timeout": "5s" }',recognise(path){let version=committed.exec(path)?.[1];if(version!==void 0)return{version,
direction:"up"};let[draft,part]=current2.exec(path)??[];if(draft!==void 0)return{version:part?`current/${part}`:"current",direction:"up",draft:!0}},compareVersions:compare,
read(file,settings){let{text,warnings}=withoutMark(file.text),body=text.slice(header.exec(text)?.[0].length??0).trimStart(),{version="",draft}=this.recognise(file.
path)??{},alone=noTransaction2.test(body);if(alone&&version.startsWith("current/"))return unreadable(file.path,"says no-transaction, which graphile-migrate take\
s in current.sql only.","Use current.sql.",1);let included=include.exec(text);if(included!==null){let line=lineAt(text,included.index);return unreadable(file.path,
`line ${line} includes ${included[1]??""}, and included files are not readable yet.`,"Commit the migration, which puts the text in, and review that.",line)}let script2=replaced3(
{path:file.path,text},settings);if(!script2.ok)return script2;let wrapped=version.startsWith("current/")?"all-pending":"per-file",transaction=settings.transaction??
(alone?"one-message":wrapped),told=[...warnings,...tampering(text)],read4=wholeFile(file,{tool:this.id,version,direction:"up",transaction,text,warnings:told,script:script2.
value});return success({...read4,...draft&&{draft}})}};var migration8=/(?:^|\/)(\d+)_[^/]*\/(up|down)\.(?:sql|yaml)$/,noTransaction3="-- hasura:no-transaction",tool9={id:"hasura",title:"Hasura",downs:"pairs",olderVersion:"\
applied",afterFailure:{says:"Hasura\u2019s migration state does not list the failed version; without a transaction some of the file may stay.",command:"hasura m\
igrate apply --database-name DATABASE"},outsideTransaction:{says:"Put the statement alone in a migration whose up.sql begins with -- hasura:no-transaction (a re\
cent CLI and server).",before:`${noTransaction3}
`,after:""},sessionSettings:"the URL of the source: ?options=-c%20lock_timeout%3D5s",recognise(path){let[,version,direction]=migration8.exec(path)??[];return version===
void 0?void 0:{version,direction:direction==="down"?"down":"up"}},compareVersions:compareNumbers,read(file,settings){if(file.path.endsWith(".yaml"))return unreadable(
file.path,"changes Hasura\u2019s metadata and may run SQL inside it, which is not readable yet.","Review it by hand, or write its SQL as up.sql and down.sql.");
let{text,warnings}=withoutMark(file.text),{version="",direction="up"}=this.recognise(file.path)??{},alone=linesOf(text)[0]?.text.trim()===noTransaction3,transaction=settings.
transaction??(alone?"one-message":"per-file");return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings,script:text}))}};var import_yaml=__toESM(require_dist(),1),isChangeLog=path=>/\.(?:xml|ya?ml|json)$/i.test(path),readChangeLog=(path,text)=>path.endsWith(".xml")?fromXml(text.replace(
/<!--[\s\S]*?-->/g,"")):fromYaml(text);function fromXml(text){if(!/<(?:\w+:)?databaseChangeLog\b/.test(text))return;let value=(tag2,name)=>new RegExp(`\\b${name}\
\\s*=\\s*["']([^"']*)["']`).exec(tag2)?.[1],includes=[...text.matchAll(/<(?:\w+:)?(include|includeAll)\b[^>]*>/g)].map(([tag2,kind])=>({what:kind==="include"?"f\
ile":"folder",path:value(tag2,kind==="include"?"file":"path")??"",relative:value(tag2,"relativeToChangelogFile")==="true"})),changes=[...text.matchAll(/<(?:\w+:)?changeSet\b[^>]*>([\s\S]*?)<\/(?:\w+:)?changeSet>/g)].
map(([,body=""])=>/<(?!preConditions|comment|\/)(?:\w+:)?(\w+)/.exec(body)?.[1]??"changeSet");return{includes,changes:[...new Set(changes)]}}function fromYaml(text){
let entries=entriesOf2(text);if(entries===void 0)return;let held=name=>entries.flatMap(entry=>isFields(entry[name])?[entry[name]]:[]),includes=entries.flatMap(({
include:include2,includeAll})=>{let fields=isFields(include2)?include2:includeAll;if(!isFields(fields))return[];let path=fields===include2?fields.file:fields.path;
return[{what:fields===include2?"file":"folder",path:String(path),relative:String(fields.relativeToChangelogFile)==="true"}]}),changes=held("changeSet").flatMap(
({changes:changes2})=>Array.isArray(changes2)?changes2.filter(isFields).flatMap(change4=>Object.keys(change4)):["changeSet"]);return{includes,changes:[...new Set(
changes)]}}var isFields=value=>typeof value=="object"&&value!==null;function entriesOf2(text){try{let log=(0,import_yaml.parse)(text,{maxAliasCount:100}),entries=isFields(
log)?log.databaseChangeLog:void 0;return Array.isArray(entries)?entries.filter(isFields):void 0}catch{return}}var header2=/^\s*--\s*liquibase\s+formatted\s+sql\b(.*)$/im,start=/^\s*--\s*changeset\s+(?:"([^"]+)"|([^:]+?)):(?:"([^"]+)"|(\S+))(.*)$/i,rollback=/^\s*--\s*rollback\s+/i,
rollbackBlock=/\/\*\s*liquibase\s+rollback\b([\s\S]*?)\*\//gi,nothingToDo=/^(?:not required|empty)\s*;?\s*$/i;function changesetsOf(text){if(!header2.test(text.
split(`
`,1)[0]??""))return;let lines=linesOf(text),starts=lines.flatMap(line=>{let match=start.exec(line.text);return match===null?[]:[{line,match}]});return starts.map(
({line,match},index)=>{let up={start:line.end,end:starts[index+1]?.line.start??text.length},[,quotedAuthor,author="",quotedId,id="",rest=""]=match,own2=lines.filter(
one=>one.start>up.start&&one.end<=up.end),down=rollbackOf(text,up,own2);return{author:quotedAuthor??author,id:quotedId??id,attributes:`${quotedAuthor??author}:${quotedId??
id}${rest}`,line:line.number,up,...down&&{down}}})}function rollbackOf(text,up,lines){let inLines=lines.flatMap(line=>{let mark=rollback.exec(line.text)?.[0];return mark===
void 0?[]:[{start:line.start+mark.length,end:line.end}]}),inBlocks=[...text.slice(up.start,up.end).matchAll(rollbackBlock)].map(match=>{let from=up.start+match.
index+match[0].length-2-(match[1]??"").length;return{start:from,end:from+(match[1]??"").length}}),all2=[...inLines,...inBlocks].sort((a,b)=>a.start-b.start);if(all2.
length===0)return;let said=all2.map(({start:from,end})=>text.slice(from,end));if(!said.some(one=>/^\s*changesetId:/i.test(one)))return said.every(one=>nothingToDo.
test(one.trim()))?[]:all2}var attribute=(changeset,name)=>new RegExp(`\\b${name}:(?:"([^"]*)"|(\\S+))`,"i").exec(changeset.attributes)?.slice(1).find(Boolean);function delimiterOf2(changeset){
let own2=attribute(changeset,"endDelimiter")?.replace(/^(?:\\r|\\n|\^)+|(?:\\r|\\n|\$)+$/g,"");return own2===void 0||own2===""||own2===";"?/^[ \t]*(?:go|\/)[ \t]*$/gim:
new RegExp(`(?<!\\*)${own2.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}[ \\t]*$`,"gim")}function forPostgres(changeset){let named2=attribute(changeset,"dbms")?.toLowerCase().
split(",");return named2===void 0?!0:named2.includes("!postgresql")||named2.includes("none")?!1:named2.some(one=>one==="postgresql"||one==="all"||one.startsWith(
"!"))}var logicalPath=(text,changeset)=>attribute(changeset,"logicalFilePath")??attribute({attributes:header2.exec(text)?.[1]??""},"logicalFilePath");var orders=new WeakMap;function placeOf(path,files){let order2=orders.get(files)??includedFiles(files)??byName(files);return orders.set(files,order2),order2.length===
0?0:order2.indexOf(path)}var byName=files=>[...files.keys()].filter(path=>!isChangeLog(path)).sort(compareNames);function includedFiles(files){let paths=[...files.
keys()].sort(compareNames),logs=new Map(paths.filter(isChangeLog).flatMap(path=>{let log=readChangeLog(path,files.get(path)??"");return log===void 0?[]:[[path,log.
includes.flatMap(include2=>found2(include2,path,paths))]]})),included=new Set([...logs.values()].flat()),order2=new Set,visit=path=>{order2.has(path)||(order2.add(
path),logs.get(path)?.forEach(visit))};[...logs.keys()].filter(path=>!included.has(path)).forEach(visit);let sql=[...order2].filter(path=>!isChangeLog(path));return sql.
length>0?sql:void 0}function found2({what,path,relative},from,paths){let name=path.replace(/^classpath\*?:/,"").replace(/^\.?\/+|\/+$/g,""),wanted=normal(relative?
`${folderOf(from)}/${name}`:name),ends2=one=>one===wanted||!relative&&`/${one}`.endsWith(`/${wanted}`);return what==="file"?paths.filter(ends2).slice(0,1):paths.
filter(one=>one!==from&&upFolders(one).some(ends2))}var upFolders=path=>{let folder=folderOf(path);return folder===""?[]:[folder,...upFolders(folder)]},normal=path=>path.
split("/").reduce((parts,part)=>part===""||part==="."?parts:part===".."?parts.slice(0,-1):[...parts,part],[]).join("/");var property=/\$\{([^}\r\n]+)\}/g;function withProperties(file,{placeholders}){let filled=file.text.replace(property,(written,name)=>placeholders[name]??written),
open=firstOutsideQuotes(filled,property);return open===void 0?success(filled):unresolved({...file,text:filled},open.index,open[0],open[1]??"")}var whole3=text=>({author:"includeAll",id:"raw",attributes:"",line:1,up:{start:0,end:text.length}});function migrationOf(changeset,file,script2,settings){let{author,
id,up,down,line}=changeset,says2=name=>attribute(changeset,name)?.toLowerCase()==="true",free=attribute(changeset,"runInTransaction")?.toLowerCase()==="false",unsplit=attribute(
changeset,"splitStatements")?.toLowerCase()==="false",mode=unsplit?"one-message":"per-statement",ended2=unsplit?script2:withSemicolons(script2,delimiterOf2(changeset)),
mistaken=/^(?:runInTransaction|splitStatements|endDelimiter|context|dbms)$/i.test(author);return{path:file.path,tool:"liquibase",version:says2("runOnChange")||says2(
"runAlways")?"":`${author}:${id}`,transaction:settings.transaction??(free?mode:"per-file"),direction:down?"both":"up",identity:`${logicalPath(file.text,changeset)??
file.path}::${id}::${author}`,place:[placeOf(file.path,settings.companions),line],up:blankOutside(ended2,up),...down&&{down:blankOutside(script2,...down)},text:file.
text,warnings:mistaken?[`line ${line}: Liquibase takes ${author} for the author and ${id} for the id`]:[]}}function readAll(file,settings){if(isChangeLog(file.path)){
let changes=readChangeLog(file.path,file.text)?.changes??[],kinds2=`${changes.slice(0,3).join(", ")}${changes.length>3?", \u2026":""}`;return changes.length===0?
success([]):unreadable(file.path,`holds changes that are no SQL files (${kinds2}), which are not readable yet.`,"Review it by hand.")}let{text,warnings}=withoutMark(
file.text),marked={path:file.path,text},script2=withProperties(marked,settings);if(!script2.ok)return script2;let changesets=changesetsOf(script2.value)??[whole3(
script2.value)];if(changesets.length===0)return unreadable(file.path,"has no line \u201C--changeset author:id\u201D, so that Liquibase runs nothing of it.","Add\
 the line.",1);let read4=changesets.filter(forPostgres).map(one=>migrationOf(one,marked,script2.value,settings)),twice=read4.find(({identity},index)=>read4.findIndex(
one=>one.identity===identity)<index);if(twice!==void 0)return unreadable(file.path,`holds two changesets ${twice.version}, which Liquibase refuses.`,"Give one o\
f them another id.");let neverRuns=read4[0]?.place?.[0]===-1?"is in no change log, so Liquibase never runs it.":void 0;return success(read4.map(one=>({...one,warnings:[
...warnings,...one.warnings],...neverRuns!==void 0&&{neverRuns}})))}var tool10={id:"liquibase",title:"Liquibase",downs:"in-file",olderVersion:"applied",versionsMayRepeat:!0,
afterFailure:{says:"DATABASECHANGELOG lists the changesets before the failed one; with runInTransaction:false a part of it may stay.",command:"liquibase update"},
outsideTransaction:{says:"Put the statement in a changeset of its own: --changeset author:id runInTransaction:false.",before:`--changeset AUTHOR:ID runInTransac\
tion:false
`,after:""},block:{before:"-- Liquibase cuts at semicolons: the changeset needs splitStatements:false, too.",after:""},sessionSettings:"the JDBC URL: ?options=-\
c%20lock_timeout%3D5s",recognise:path=>/\.(?:sql|xml|ya?ml|json)$/i.test(path)?{version:nameOf(path),direction:"both"}:void 0,companions:(_path,folder)=>folder,
compareVersions:compareNames,read(file,settings){let read4=readAll(file,settings);if(!read4.ok)return read4;let[first]=read4.value;return first===void 0?unreadable(
file.path,"holds no changeset for Postgres.","Name a file of SQL changesets."):success(first)},readAll};var migration9=/(?:^|\/)(\d+)[^/]*?(?:\.(up|down))?\.(?:sql|[cm]?[jt]s)$/,upMarker=/^\s*--[\s-]*up\s+migration/im,downMarker=/^\s*--[\s-]*down\s+migration/im,asDown="\
is taken for the way back of its .up.sql, as the sql loader does: the command line runs it as an up";function instant(version){let[,date,hours,minutes,seconds,ms]=/^(\d{8})(\d\d)(\d\d)(\d\d)(\d{3})$/.
exec(version)??[];if(date===void 0)return version;let day=`${date.slice(0,4)}-${date.slice(4,6)}-${date.slice(6)}`,at=Date.parse(`${day}T${hours??""}:${minutes??
""}:${seconds??""}.${ms??""}Z`);return Number.isNaN(at)?version:`${at}`}function sectionsOf(text){let[up,down]=[text.search(upMarker),text.search(downMarker)],section4=(start2,other)=>blankOutside(
text,{start:start2,end:other>start2?other:text.length});return up<0&&down<0?{up:text}:{...up>=0&&{up:section4(up,down)},...down>=0&&{down:section4(down,up)}}}var tool11={
id:"node-pg-migrate",title:"node-pg-migrate",downs:"in-file",olderVersion:"refused",versionsMayRepeat:!0,afterFailure:{says:"pgmigrations does not list the fail\
ed file, and the one transaction around all new files left nothing behind.",command:"node-pg-migrate up"},outsideTransaction:{says:"A migration in SQL always ru\
ns in a transaction: write this one in JavaScript, with pgm.noTransaction() and pgm.sql(\u2026).",before:"",after:""},sessionSettings:"DATABASE_URL: ?options=-c\
%20lock_timeout%3D5s",recognise(path){let[,version,direction]=path.endsWith(".d.ts")?[]:migration9.exec(path)??[];if(version!==void 0)return{version,direction:direction===
"up"||direction==="down"?direction:"both"}},compareVersions:(a,b)=>compareNumbers(instant(a),instant(b)),read(file,settings){if(!file.path.endsWith(".sql"))return unreadable(
file.path,"is a node-pg-migrate migration written in JavaScript or TypeScript, which is not readable yet.","Review it by hand.");let{text,warnings}=withoutMark(
file.text),{version="",direction="both"}=this.recognise(file.path)??{},transaction=settings.transaction??"all-pending";if(direction!=="both"){let told=direction===
"down"?[...warnings,asDown]:warnings;return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings:told,script:text}))}let sections=sectionsOf(
text);if(sections.up===void 0)return unreadable(file.path,"has a line \u201C-- Down Migration\u201D and none \u201C-- Up Migration\u201D: node-pg-migrate runs all of it as the up, \
its down too.","Add the line \u201C-- Up Migration\u201D.",1);let holds=sections.down===void 0?"up":"both";return success({path:file.path,tool:this.id,version,transaction,
direction:holds,...sections,text,warnings})}};var migration10=/(?:^|\/)(\d+)_[^./]+(?:\.(?!autocommit\.)([a-z0-9]+))?(\.autocommit)?\.(up|down)\.(sql|fizz)$/,postgres=new Set(["postgres","postgresql","pg"]);
function named(path){let[match,version="",dialect,autocommit,direction,type]=migration10.exec(path)??[];if(match!==void 0&&(dialect===void 0||postgres.has(dialect)))
return{version,general:dialect===void 0,autocommit,direction:direction==="down"?"down":"up",type}}var tool12={id:"popx",title:"ory popx",downs:"pairs",olderVersion:"\
applied",afterFailure:{says:"The migration table does not list the failed version; an .autocommit file may leave some of it behind.",command:"PROGRAM migrate sq\
l up --read-from-env --yes"},outsideTransaction:{says:"Put the statement alone in a file NAME.autocommit.up.sql (NAME.postgres.autocommit.up.sql for Postgres on\
ly).",before:"",after:""},sessionSettings:"the DSN: ?options=-c%20lock_timeout%3D5s",recognise(path){let{version,direction}=named(path)??{};return version===void 0||
direction===void 0?void 0:{version,direction}},chosen(paths){let key2=path=>`${named(path)?.version??""} ${named(path)?.direction??""}`,own2=new Set(paths.filter(
path=>named(path)?.general===!1).map(key2)),forOthers=path=>migration10.test(path)&&named(path)===void 0,overridden=path=>named(path)?.general===!0&&own2.has(key2(
path));return paths.filter(path=>!forOthers(path)&&!overridden(path))},compareVersions:compareNames,read(file,settings){let{version="",direction="up",autocommit,
type}=named(file.path)??{};if(type==="fizz")return unreadable(file.path,"is written in fizz, which is not readable yet.","Write the migration as SQL.");let{text,
warnings}=withoutMark(file.text),script2=withTemplates({path:file.path,text},settings);if(!script2.ok)return script2;let transaction=settings.transaction??(autocommit===
void 0?"per-file":"one-message");return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings,script:script2.value}))}};var migration11=/(?:^|\/)([^/]+)\/migration\.sql$/,versionOf=folder=>/^\d+(?=_|$)/.exec(folder)?.[0]??folder,tool13={id:"prisma",title:"Prisma",downs:"none",olderVersion:"\
applied",versionsMayRepeat:!0,afterFailure:{says:"_prisma_migrations keeps the failed migration, and every further deploy stops with P3009.",command:"npx prisma\
 migrate resolve --rolled-back MIGRATION_NAME",then:"npx prisma migrate deploy"},outsideTransaction:{says:"Prisma sends each file as one message: put the statem\
ent alone in a migration of its own.",before:"",after:""},sessionSettings:"the datasource URL: ?options=-c%20lock_timeout%3D5s",recognise(path){let folder=migration11.
exec(path)?.[1];return folder===void 0?void 0:{version:versionOf(folder),direction:"up"}},compareVersions:compareNames,read(file,settings){let{text,warnings}=withoutMark(
file.text),{version=""}=this.recognise(file.path)??{},transaction=settings.transaction??"one-message";return success(wholeFile(file,{tool:this.id,version,direction:"\
up",transaction,text,warnings,script:text}))}};var migration12=/(?:^|\/)([VU])(\d+)__\w+\.(?:sql|rs)$/,tool14={id:"refinery",title:"refinery",downs:"none",olderVersion:"refused",afterFailure:{says:"refinery_\
schema_history does not list the failed file, and its transaction left nothing behind.",command:"refinery migrate"},outsideTransaction:{says:"refinery runs ever\
y file in a transaction: run the statement outside refinery, and write IF NOT EXISTS into the migration.",before:"",after:""},sessionSettings:"the database URL:\
 ?options=-c%20lock_timeout%3D5s",recognise(path){let version=migration12.exec(path)?.[2];return version===void 0?void 0:{version,direction:"up"}},compareVersions:compareNumbers,
read(file,settings){if(file.path.endsWith(".rs"))return unreadable(file.path,"is a refinery migration written in Rust, which is not readable yet.","Review it by\
 hand.");let{text,warnings}=withoutMark(file.text),{version=""}=this.recognise(file.path)??{},transaction=settings.transaction??"per-file",read4=wholeFile(file,
{tool:this.id,version,direction:"up",transaction,text,warnings,script:text});return success(migration12.exec(file.path)?.[1]==="U"?{...read4,mayComeLate:!0}:read4)}};var harmless=/^\\(?:(?:un)?restrict|echo|qecho|warn|timing|pset|x|set[ \t]+(?:ON_ERROR_STOP|ECHO|QUIET|VERBOSITY))(?!\S).*$/gm,command=/^[ \t]*(\\[A-Za-z!]+)/gm,
variable2=/(?<![:\w]):(?:(['"])([A-Za-z_]\w*)\1|([A-Za-z_]\w*))/g;function asPsql(file,settings){let text=file.text.replace(harmless,line=>" ".repeat(line.length)),
found3=firstOutsideQuotes(text,command);if(found3!==void 0){let line=lineAt(text,found3.index+found3[0].length);return unreadable(file.path,`line ${line} holds \
the psql command ${found3[1]??""}, which is not run here.`,"Write it as SQL, or move it out of the migration.",line)}let quoted=quotedRanges(text),outside=offset=>!quoted.
some(({start:start2,end})=>offset>=start2&&offset<end),filled=text.replace(variable2,(written,quote,inQuotes,bare,offset)=>{let value=outside(offset)?settings.placeholders[inQuotes??
bare??""]:void 0;return value===void 0?written:inside(quote,value)}),open=firstOutsideQuotes(filled,variable2);return open!==void 0?unresolved({...file,text:filled},
open.index,open[0],open[2]??open[3]??""):withTemplates({...file,text:filled},settings)}var inside=(quote,value)=>quote===void 0?value:`${quote}${value.replaceAll(
quote,quote+quote)}${quote}`;var change3=/^\s*\+?\s*([^\s@%#[\]:+-][^\s[\]@#:]*)\s/,tag=/^\s*@(\S+)\s/;function changesOf(plan){let lines=plan.split(/\r?\n/).map(line=>({name:change3.exec(line)?.[1],
tag:tag.exec(line)?.[1]})),rounds=new Map;return lines.flatMap(({name},at)=>{if(name===void 0)return[];let round=rounds.get(name)??0;rounds.set(name,round+1);let again=lines.
findIndex((line,index)=>index>at&&line.name===name);return[{name,round,reworkTags:again<0?[]:lines.slice(at,again).flatMap(line=>line.tag??[])}]})}function placeOf2(changes,script2){
let[name="",reworkTag]=script2.split("@");return reworkTag===void 0?changes.findLastIndex(one=>one.name===name):changes.findIndex(one=>one.name===name&&one.reworkTags.
includes(reworkTag))}var script=/^(?:.*\/)?(deploy|revert)\/(.+)\.sql$/,plansOf=path=>upwards(folderOf(path)).map(folder=>within(folder,"sqitch.plan"));function planned(path,version,direction,{
companions}){let found3=plansOf(path).find(plan=>companions.has(plan)),unplanned={identity:`${direction} ${version}`};if(found3===void 0)return unplanned;let changes=changesOf(
companions.get(found3)??""),place=placeOf2(changes,version),change4=changes[place];return change4===void 0?{...unplanned,neverRuns:`is not in ${found3}, so Sqit\
ch never runs it.`}:{place:[place],stamp:place,identity:`${direction} ${change4.name} ${change4.round}`}}var tool15={id:"sqitch",title:"Sqitch",downs:"pairs",olderVersion:"\
refused",afterFailure:{says:"The changes that this run had deployed are reverted again by their revert scripts; of the failed script stays what it committed its\
elf.",command:"sqitch deploy"},outsideTransaction:{says:"psql runs the script statement by statement: leave BEGIN and COMMIT out of it.",before:"",after:""},sessionSettings:'\
the environment of Sqitch: PGOPTIONS="-c lock_timeout=5s"',recognise(path){let[,folder,name]=script.exec(path)??[];return name===void 0?void 0:{version:name,direction:folder===
"revert"?"down":"up"}},companions:plansOf,compareVersions:compareNames,read(file,settings){let{text,warnings}=withoutMark(file.text),{version="",direction="up"}=this.
recognise(file.path)??{},plan=planned(file.path,version,direction,settings),transaction=settings.transaction??"per-statement",whole4={tool:this.id,version,direction,
transaction,text,warnings};if(plan.neverRuns!==void 0)return success({...wholeFile(file,{...whole4,script:""}),...plan});let placeholders={registry:"sqitch",...settings.
placeholders},script2=asPsql({path:file.path,text},{...settings,placeholders});return script2.ok?success({...wholeFile(file,{...whole4,script:script2.value}),freshSettings:!0,
...plan}):script2}};var number=/^[vV]?(\d+(?:[.-]\d+)*)(?=\D|$)/,downFile=/(?:[._-]|^)(?:down|rollback|undo)\.sql$/i;function compare2(a,b){let[left,right]=[/^\d/.test(a),/^\d/.test(
b)];return left&&right?compareDotted(a.replaceAll("-","."),b.replaceAll("-",".")):left===right?compareNames(a,b):Number(right)-Number(left)}var unwrapped=/^(?:--.*\r?\n|\s)*--.*\bno[ -]transaction[ \t]*(?:\r?\n|$)/i,
tool16={id:"sql",title:"plain SQL",downs:"optional",olderVersion:"unknown",afterFailure:{says:"Nothing is recorded; the statements before the failed one stay.",
command:"psql -v ON_ERROR_STOP=1 -f FILE"},outsideTransaction:{says:"Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.",before:"",
after:""},sessionSettings:'the environment of psql: PGOPTIONS="-c lock_timeout=5s"',recognise(path){if(!path.endsWith(".sql"))return;let name=nameOf(path);return{
version:number.exec(name)?.[1]??"",direction:downFile.test(name)?"down":"up"}},compareVersions:compare2,read(file,settings){let{text,warnings}=withoutMark(file.
text),script2=asPsql({path:file.path,text},settings);if(!script2.ok)return script2;let{version="",direction="up"}=this.recognise(file.path)??{},configured=settings.
transaction??"per-statement",transaction=(configured==="per-file"||configured==="all-pending")&&unwrapped.test(text)?"one-message":configured;return success(wholeFile(
file,{tool:this.id,version,direction,transaction,text,warnings,script:script2.value}))}};var begins=/^-- \+migrate StatementBegin\b/,ends=/^-- \+migrate StatementEnd\b/,code2=line=>line.split(/(?:^|\s)--/,1)[0]??"";function refusedEnd(text,section4){
let lines=linesOf(text).filter(({start:start2,end})=>start2>=section4.start&&end<=section4.end),quoted=quotedRanges(text.slice(section4.start,section4.end)),inside2=line=>{
let at=line.start+code2(line.text).lastIndexOf(";")-section4.start;return quoted.some(({start:start2,end})=>at>start2&&at<end)},held=!1,open;for(let line of lines)
if(begins.test(line.text)&&(held=!0),ends.test(line.text)&&([held,open]=[!1,void 0]),!(line.text.startsWith("-- ")||line.text.trim()==="")&&(open??=line,!(held||
!code2(line.text).trimEnd().endsWith(";")))){if(inside2(line))return{line:line.number,says:"sql-migrate takes this semicolon, inside quotes, for the end of a st\
atement; put -- +migrate StatementBegin and StatementEnd around it"};open=void 0}return open&&{line:open.number,says:"sql-migrate refuses a statement without a \
semicolon at its end"}}var migration13=/(?:^|\/)(?:(\d+)[^/]*|([^/]+))\.sql$/,section3=/^-- \+migrate (Up|Down)(\s.*)?$/,withoutTransaction=markers2=>markers2.some(({options})=>/(?:^|\s)notransaction(?=\s|$)/.
test(options)),doubts=(text,markers2)=>markers2.flatMap(marker=>{let found3=refusedEnd(text,sectionOf(text,markers2,marker));return found3===void 0?[]:[`line ${found3.
line}: ${found3.says}`]}),tool17={id:"sql-migrate",title:"sql-migrate",downs:"in-file",olderVersion:"applied",versionsMayRepeat:!0,afterFailure:{says:"gorp_migr\
ations does not list the failed file; with notransaction the statements before it stay.",command:"sql-migrate up"},outsideTransaction:{says:"Put the statement i\
n a migration that begins with -- +migrate Up notransaction.",before:`-- +migrate Up notransaction
`,after:`
-- +migrate Down notransaction
`},block:{before:"-- +migrate StatementBegin",after:"-- +migrate StatementEnd"},sessionSettings:"the datasource in dbconfig.yml: options='-c lock_timeout=5s'",recognise(path){
let[,number2,name]=migration13.exec(path)??[],version=number2??name;return version===void 0?void 0:{version,direction:"both"}},compareVersions(a,b){let[left,right]=[
/^\d/.test(a),/^\d/.test(b)];return left!==right?Number(right)-Number(left):left?compareNumbers(a,b):compareNames(a,b)},read(file,settings){let{text,warnings:marks}=withoutMark(
file.text),script2=withTemplates({path:file.path,text},settings);if(!script2.ok)return script2;let markers2=markersOf(script2.value,section3),[ups,downs]=["up",
"down"].map(one=>markers2.filter(marker=>marker.section===one));if(ups===void 0||downs===void 0||markers2.length===0)return unreadable(file.path,"has no line \u201C-\
- +migrate Up\u201D, without which sql-migrate refuses it.","Add the line.",1);let show=some=>blankOutside(script2.value,...some.map(marker=>sectionOf(script2.value,
markers2,marker))),transaction=settings.transaction??(withoutTransaction(ups)?"per-statement":"per-file"),downTransaction=settings.transaction??(withoutTransaction(
downs)?"per-statement":"per-file"),sections={up:show(ups),...downs.length>0&&{down:show(downs)},...downs.length>0&&downTransaction!==transaction&&{downTransaction}},
{version=""}=this.recognise(file.path)??{},warnings=[...marks,...doubts(script2.value,markers2)],direction=downs.length>0?"both":"up";return success({path:file.
path,tool:this.id,version,transaction,direction,...sections,text,warnings})}};var migration14=/(?:^|\/)(\d+)_[^/]*?(?:\.(up|down))?\.sql$/,tool18={id:"sqlx",title:"sqlx",downs:"optional",olderVersion:"applied",afterFailure:{says:"Nothing \
is recorded; a file in a transaction left nothing behind, one without may have.",command:"sqlx migrate run"},outsideTransaction:{says:"Put the statement alone i\
n a migration whose first line is -- no-transaction.",before:`-- no-transaction
`,after:""},sessionSettings:"the database URL: ?options=-c%20lock_timeout%3D5s",recognise(path){let[,version,direction]=migration14.exec(path)??[];return version===
void 0?void 0:{version,direction:direction==="down"?"down":"up"}},compareVersions:compareNumbers,read(file,settings){let{text,warnings}=withoutMark(file.text),{
version="",direction="up"}=this.recognise(file.path)??{},alone=file.text.startsWith("-- no-transaction"),transaction=settings.transaction??(alone?"one-message":
"per-file");return success(wholeFile(file,{tool:this.id,version,direction,transaction,text,warnings,script:text}))}};var migration15=/(?:^|\/)(\d+)_[^/]*\.sql$/,tool19={id:"supabase",title:"Supabase",downs:"none",olderVersion:"refused",afterFailure:{says:"supabase_migrations.s\
chema_migrations does not list the failed file, and nothing of it stays but what CONCURRENTLY did.",command:"supabase db push"},outsideTransaction:{says:"Put th\
e statement alone in a migration of its own: beside others only the newest CLIs run it.",before:"",after:""},platform:"Supabase\u2019s own schemas (auth, storage, ex\
tensions) are not in a plain Postgres: name its image, supabase/postgres, under postgres.image, or a dump of the whole schema under migrations.schema.",sessionSettings:"\
the database itself, as the CLI runs RESET ALL before each file: ALTER ROLE postgres SET lock_timeout = '5s'",recognise(path){let version=migration15.exec(path)?.[1];
return version===void 0?void 0:{version,direction:"up"}},compareVersions:compareNames,read(file,settings){let{text,warnings}=withoutMark(file.text),{version=""}=this.
recognise(file.path)??{},transaction=settings.transaction??"one-message",read4=wholeFile(file,{tool:this.id,version,direction:"up",transaction,text,warnings,script:text});
return success({...read4,freshSettings:!0})}};var tools=[tool,tool2,tool3,tool4,tool5,tool6,tool7,tool8,tool9,tool10,tool11,tool12,tool13,tool14,tool15,tool16,tool17,tool18,tool19],toolById=id=>tools.find(tool20=>tool20.
id===id);function inToolOrder(a,b){return a.tool!==b.tool?compareNames(a.tool,b.tool):comparePlaces(a.place,b.place)||(toolById(a.tool)?.compareVersions(a.version,b.version)??
0)||compareNames(a.path,b.path)}function comparePlaces(a,b){if(a===void 0||b===void 0)return+(a===void 0)-+(b===void 0);let parts=Math.max(a.length,b.length);return Array.
from({length:parts},(_,part)=>(a[part]??-1)-(b[part]??-1)).find(difference=>difference!==0)??0}var stem=path=>path.replace(/([._-]|^|\/)(?:up|down|rollback|undo)\.sql$/i,
"$1").replace(/[._-]$|\.sql$/,"");function units(files){let sorted=[...files].sort(inToolOrder),downs=sorted.filter(file=>file.direction==="down"),ups=sorted.filter(
file=>file.direction!=="down"),pairs=new Map;for(let down of downs){let up=partnerOf(down,ups.filter(candidate=>!pairs.has(candidate)));up&&pairs.set(up,down)}let joined=new Set(
pairs.values());return sorted.filter(file=>!joined.has(file)).map(file=>{let down=file.direction==="up"?pairs.get(file):file,up=file.direction==="down"?void 0:file;
return{version:file.version,...up&&{up},...down&&{down}}})}function partnerOf(down,ups){let named2=ups.find(up=>up.direction==="up"&&up.tool===down.tool&&stem(up.
path)===stem(down.path));if(named2)return named2;let same=ups.filter(up=>up.direction==="up"&&sameVersion(up,down));return same.find(up=>folderOf(up.path)===folderOf(
down.path))??same[0]}var sameVersion=(a,b)=>a.tool===b.tool&&a.version!==""&&toolById(a.tool)?.compareVersions(a.version,b.version)===0;var none={session:{},server:{},notes:[]};function appliedSettings(profile,own2){if(profile===void 0)return none;let chosen=new Set(own2.map(name=>name.toLowerCase())),
applied=Object.entries(readers).flatMap(([name,read4])=>{let value=chosen.has(name.toLowerCase())?void 0:valueOf(profile,name),known=value===void 0?void 0:read4(
value);return known===void 0?[]:[[name,known]]});if(applied.length===0)return none;let values=applied.map(([name,{value}])=>[name,value]),ofServer=name=>name===
"max_wal_size";return{session:Object.fromEntries(values.filter(([name])=>!ofServer(name))),server:Object.fromEntries(values.filter(([name])=>ofServer(name))),notes:[
`Settings as in production\u2019s profile: ${applied.map(([name,one])=>inWords(name,one)).join(", ")}.`]}}var inWords=(name,{value,short})=>`${name} ${value}${short===
void 0?"":` (production has ${short}, more than a runner holds)`}`;function valueOf({settings={},roleSettings=[]},name){let common=roleSettings.filter(({role})=>role===
void 0).map(one=>settingIn(one.settings,name)).find(value2=>value2!==void 0);if(common!==void 0)return common;let value=settingIn(settings,name);return roleSettings.
some(one=>one.role!==void 0&&settingIn(one.settings,name)!==void 0)&&timeouts.has(name)?void 0:value}var settingIn=(settings,name)=>Object.entries(settings).find(
([one])=>one.toLowerCase()===name.toLowerCase())?.[1],timeouts=new Set(["lock_timeout","statement_timeout"]),units2={kb:1,mb:1024,gb:1024**2,tb:1024**3},memory=(least,most)=>value=>{
let[,digits,unit="kB"]=/^(\d{1,9})\s*(kB|MB|GB|TB)?$/.exec(value.trim())??[];if(digits===void 0)return;let wanted=Number(digits)*(units2[unit.toLowerCase()]??1);
return{value:`${Math.min(Math.max(wanted,least),most)}kB`,...wanted>most&&{short:bytes(wanted*1024)}}},timeout=value=>{let text=value.trim();return/^[1-9]\d{0,8}\s*(ms|s|min|h|d)?$/.
test(text)?{value:text}:void 0},cost=value=>/^\d{1,4}(\.\d{1,6})?$/.test(value.trim())?{value:value.trim()}:void 0,zone=value=>{if(/^[A-Za-z][A-Za-z0-9_+/-]{0,40}$/.
test(value))try{return new Intl.DateTimeFormat("en",{timeZone:value}),{value}}catch{return}},megabyte=1024,gigabyte=1024**2,readers={work_mem:memory(64,256*megabyte),
maintenance_work_mem:memory(megabyte,gigabyte),max_wal_size:memory(64*megabyte,4*gigabyte),random_page_cost:cost,TimeZone:zone,lock_timeout:timeout,statement_timeout:timeout};function upHalf(unit){let file=unit.up;return file?.up===void 0?void 0:{file,text:file.up,transaction:file.transaction}}function downHalf(unit){let file=unit.down;
if(file?.down!==void 0)return{file,text:file.down,transaction:file.downTransaction??file.transaction}}var import_picomatch2=__toESM(require_picomatch2(),1),import_yaml2=__toESM(require_dist(),1);import{posix}from"node:path";function numbered(sql,style){let numbers=new Map,numberOf=name=>{let number2=numbers.get(name)??numbers.size+1+most;return numbers.set(name,number2),`$${number2}`},
most=Math.max(0,...[...sql.matchAll(/\$(\d{1,4})/g)].map(([,digits])=>Number(digits))),out="";for(let at=0;at<sql.length;){let call=sqlcCall(sql,at),parameter=call??
parameterAt(sql,at)??(style==="markers"?markerAt(sql,at,out):void 0),end=parameter?.end??endOfToken(sql,at);parameter?out+=call?.does==="embed"?`${call.name}.*`:
numberOf(parameter.name):out+=isComment(sql,at)?" ":sql.slice(at,end),at=end}return out}var calls2=/sqlc\.(arg|narg|slice|embed)\(\s*['"]?([A-Za-z_]\w*)['"]?\s*\)/y;
function sqlcCall(sql,at){if(sql[at]!=="s"||/[\w.$]/.test(sql[at-1]??""))return;calls2.lastIndex=at;let[,does,name]=calls2.exec(sql)??[];return does===void 0||name===
void 0?void 0:{does,name,end:calls2.lastIndex}}var word=/[A-Za-z_]\w*/y;function parameterAt(sql,at){let notBefore={"@":/[-+*/<>=~!@#%^&|`?\w]/,":":/[:\w\])]/}[sql[at]??
""];if(notBefore===void 0||notBefore.test(sql[at-1]??" "))return;word.lastIndex=at+1;let name=word.exec(sql)?.[0];return name===void 0?void 0:{name,end:at+1+name.
length}}var markers=/\?(?![|&?])|%\((\w+)\)s\b|%s\b/y;function markerAt(sql,at,before){markers.lastIndex=at;let[text,name=`${at}`]=markers.exec(sql)??[];return text===
void 0||followsValue(before)?void 0:{name,end:at+text.length}}function followsValue(before){let[last=""]=/\w+$|["')\]]$/.exec(before.trimEnd())??[],lower=last.toLowerCase();
return last!==""&&(!startsWord.test(last)||quoteIdentifier(lower)===lower)}var startsWord=/^[A-Za-z_]/;function applicationQuery(sql){let parsed2=parseText(sql);if(parsed2.kind!=="parsed"||parsed2.statements.length!==1)return;let[node]=parsed2.statements.map(statement=>statement.
node),kind=node===void 0?"":Object.keys(node)[0]??"";if(!(node===void 0||!queryKinds.includes(kind)))return{sql,does:kind==="SelectStmt"&&!changesInside(node)?"\
reads":"changes"}}function selectsAll(sql){let parsed2=parseText(sql),found3=!1;return parsed2.kind==="parsed"&&eachNode(parsed2.statements,kind=>found3||=kind===
"A_Star"),found3}function insertsInto(sql){let parsed2=parseText(sql),found3=[];return parsed2.kind!=="parsed"||eachNode(parsed2.statements,(kind,body)=>{let{relation}=kind===
"InsertStmt"?body:{};relation&&found3.push(writtenName(relation))}),found3}var changing2=queryKinds.filter(kind=>kind!=="SelectStmt");function changesInside(node){
return(Object.values(node)[0]?.withClause?.ctes??[]).map(one=>one.CommonTableExpr?.ctequery).some(body=>body!==void 0&&changing2.includes(Object.keys(body)[0]??
""))}function queriesIn(text){let queries=[],others2=0,behind2=0;for(let{kind,start:start2,end}of splitPieces(text)){let name=nameIn2(text.slice(behind2,start2));
behind2=end;let query=kind==="sql"?readQuery(text.slice(start2,end)):void 0;query?queries.push({...query,...name!==void 0&&{name}}):others2+=1}return{queries,others:others2}}
var readQuery=text=>applicationQuery(numbered(text,"names"))??applicationQuery(numbered(text,"markers")),names=/(?:--|\/\*)\s*[@:]?name:?[ \t]+([\w.-]+)/g,nameIn2=before=>[
...before.matchAll(names)].at(-1)?.[1];async function fileQueries({before,after},{queries}){let[deployed,coming]=[await queriesOf(before,queries.files),await queriesOf(after,queries.files)],paths=[...deployed.
paths,...coming.paths],none2=queries.files.length>0&&paths.length===0?["queries.files matches no .sql file."]:[];return{deployed:deployed.queries,coming:coming.
queries,paths,notes:[...new Set([...deployed.notes,...coming.notes,...none2])]}}var mostFiles=2e3,mostQueries=5e3;async function queriesOf(snapshot,globs){let named2=globs.
length>0?globs:await sqlcGlobs(snapshot);if(named2.length===0)return{paths:[],queries:[],notes:[]};let matches=(0,import_picomatch2.default)([...named2],{dot:!0}),
migrations=new Set(snapshot.detection.folders.flatMap(({paths:paths2})=>paths2)),matched=snapshot.paths.filter(path=>path.endsWith(".sql")&&matches(path)),all2=matched.
filter(path=>!migrations.has(path)),paths=all2.slice(0,mostFiles),texts=await readable(snapshot,paths);await loadParser();let queries=[...texts].flatMap(([path,
text])=>queriesIn(text).queries.map(({name,...query})=>({...query,source:name===void 0?path:`${path}: ${name}`}))),unread=paths.filter(path=>!texts.has(path)),left=all2.
length-paths.length+Math.max(0,queries.length-mostQueries);return{paths,queries:queries.slice(0,mostQueries),notes:[...unread.map(path=>`${path} is no text that\
 can be read: the queries in it were not checked.`),...passedOver(globs,matched.length-all2.length),...left===0?[]:[`Only ${mostQueries} queries of ${mostFiles}\
 files were checked.`]]}}var passedOver=(globs,migrations)=>globs.length===0||migrations===0?[]:[`queries.files matches ${counted(migrations,"migration")} too: ${migrations===
1?"it is":"they are"} not read for queries.`];async function readable(snapshot,paths){let together=await snapshot.texts(paths);if(together.ok)return together.value;
let texts=new Map;for(let path of paths){let one=await snapshot.texts([path]);if(one.ok)for(let[name,text]of one.value)texts.set(name,text)}return texts}var queryPaths=union(
[string().transform(path=>[path]),array(string())]),sqlc=object({sql:array(object({engine:string().default("postgresql"),queries:queryPaths})).default([]),packages:array(
object({engine:string().default("postgresql"),queries:queryPaths})).default([])});async function sqlcGlobs(snapshot){let files=snapshot.paths.filter(path=>/(?:^|\/)sqlc\.(?:ya?ml|json)$/.
test(path));return[...await readable(snapshot,files)].flatMap(([file,text])=>globsOf(posix.dirname(file),text))}var mostCharacters=64*1024;function globsOf(folder,text){
let parsed2=sqlc.safeParse(text.length>mostCharacters?void 0:readYaml(text));return parsed2.success?[...parsed2.data.sql,...parsed2.data.packages].filter(({engine})=>engine===
"postgresql").flatMap(({queries})=>queries).map(path=>posix.join(asWritten(folder),path)).flatMap(path=>path.endsWith(".sql")?[path]:[posix.join(path,"*.sql")]):
[]}var asWritten=folder=>folder.replace(/[\\*?[\]{}()!+@|]/g,"\\$&");function readYaml(text){try{return(0,import_yaml2.parse)(text,{maxAliasCount:50,logLevel:"s\
ilent"})}catch{return}}function knownQueries({queries:files,profile,config},now){let{commands}=config.queries,production2=(profile?.queries??[]).flatMap(({sql,callsPerSecond})=>{
let query=applicationQuery(sql);return query?[{...query,source:"profile",...callsPerSecond!==void 0&&{callsPerSecond}}]:[]}),deployed=[...production2,...files.deployed];
if(deployed.length+files.coming.length+commands.length===0)return;let ageDays=profile&&profileAgeDays(profile,now),callsShare=profile?.callsShare,counted2=production2.
length>0&&ageDays!==void 0&&callsShare!==void 0?{source:"profile",ageDays,callsShare}:void 0;return{deployed,coming:files.coming,commands,...counted2&&{counted:counted2}}}function newUnits({changed:changed3}){let added=changed3.filter(({status,draft})=>status==="added"||draft&&status!=="deleted");return units(added).filter(({up})=>up!==
void 0)}function planOf(proposal,tool20,{clock,dump}){let{config,structure,base:base2}=proposal,{volume,rehearsal,migrations}=config,production2=productionRows(
proposal,clock),snapshot=volume.snapshot===""?void 0:dump?.(volume.snapshot),queries=knownQueries(proposal,clock.now());if(volume.snapshot!==""&&!snapshot)throw new Error(
"A snapshot is named, and nobody here opens it.");return{baseline:structure===void 0?{kind:"migrations",units:units(base2)}:{kind:"structure",file:structure},changed:newUnits(
proposal),...structure!==void 0&&lastVersion(base2),tool:tool20,volume:{rows:volume.rows,tables:new Map(Object.entries(volume.tables)),seconds:volume.seconds,...volume.
bytes!=="auto"&&{bytes:volume.bytes},...production2!==void 0&&{production:production2},...proposal.seed!==void 0&&{seed:proposal.seed},...volume.seedCommand!==""&&
{seed:{command:volume.seedCommand}},...snapshot&&{snapshot},...volume.existing!==""&&{existing:volume.existing},...volume.full&&{full:!0},...volume.forge&&{forgeFrom:1e6}},
limits:{statementMs:rehearsal.statementLimitMs,passMs:rehearsal.passLimitMs,totalMs:rehearsal.totalLimitMs},session:{...fromProduction(proposal).session,...migrations.
session},roles:config.postgres.createRole?"may-create":"may-not-create",rollback:rehearsal.rollback?"rehearse":"leave-out",rerun:rehearsal.rerun?"rehearse":"lea\
ve-out",...rehearsal.cold&&{cold:"rehearse"},traffic:rehearsal.traffic?"rehearse":"leave-out",...proposal.profile?.longestTransactionMs!==void 0&&{longestTransactionMs:proposal.
profile.longestTransactionMs},...queries&&{queries}}}function lastVersion(base2){let version=units(base2).at(-1)?.version;return version===void 0?{}:{lastApplied:version}}
var fromProduction=({profile,config})=>appliedSettings(profile,[...Object.keys(config.postgres.settings),...Object.keys(config.migrations.session)]);function productionRows({
profile},clock){if(profile===void 0)return;let ageDays=profileAgeDays(profile,clock.now()),rows2=[...profile.tables].flatMap(([table,known])=>known.rows===void 0?
[]:[[table,known.rows]]);return{rows:new Map(rows2),source:"profile",statistics:profile.tables,...profile.settings&&{settings:profile.settings},...profile.durations&&
{past:profile.durations},...ageDays!==void 0&&{ageDays}}}function productionSource({profile,config},clock){if(profile===void 0)return;let{staleAfterMs}=config.volume,
days=profileAgeDays(profile,clock.now());return days!==void 0&&isFresh(profile,clock.now(),staleAfterMs)?`Production\u2019s rows are from its profile, taken ${days===
0?"today":`${counted(days,"day")} ago`}.`:`Production\u2019s profile ${days===void 0?"has no date":`is ${counted(days,"day")} old, stale after ${duration(staleAfterMs)}`}\
: it lowers no finding. Take a new one with \`migration-rehearsal profile\`.`}function knownTables({profile,config},clock){let profiled=profile!==void 0&&isFresh(
profile,clock.now(),config.volume.staleAfterMs)?[...profile.tables].filter(([,{rows:rows2}])=>rows2!==void 0):[];return new Map([...profiled.map(([table])=>[table,
"profile"]),...Object.keys(config.volume.tables).map(table=>[table,"volume.tables"])])}async function readStatements(proposal,schema,postgres2){await loadParser();let{base:base2,structure,config}=proposal,scripts=newUnits(proposal).flatMap(({up})=>scriptOf(
up)),before=structure===void 0?units(base2).flatMap(({up})=>scriptOf(up)):[{path:structure.path,text:structure.text,transaction:"per-statement",tool:"sql"}],walked=walk(
{base:before,scripts,postgres:postgres2,complete:schema==="known",declared:config.migrations.session});return{steps:walked.steps,syntax:walked.problems,problems:walked.
unreadable}}function scriptOf(file){if(file?.up===void 0)return[];let{path,up:text,transaction,tool:tool20,autocommitWhenOnlyNonTransactional:free,freshSettings}=file;
return[{path,text,transaction,tool:tool20,...free&&{autocommitWhenOnlyNonTransactional:free},...freshSettings&&{freshSettings}}]}function judge(proposal,reading,evidence,clock){
let{config,changed:changed3,tip,comparison,lists=[]}=proposal,settings={severities:config.rules.settings,exceptions:config.rules.exceptions,today:new Date(clock.
now()).toISOString().slice(0,10)},weighing={rules,steps:reading.steps,postgres:evidence.postgres,settings,heldBound:heldBound(proposal,evidence.rehearsal,clock),
stallBudgetMs:config.rehearsal.stallBudgetMs,tool:id=>toolById(id)??(proposal.tool?.id===id?proposal.tool:anyTool)},closed=comparison===void 0?void 0:outsideWindows(
config.windows,clock.now()),checked=check({...weighing,...closed!==void 0&&{closed},problems:reading.syntax,changed:changed3,base:tip,lists,configuration:(comparison?.
files??[]).map(({path})=>path).filter(path=>[configPath,profilePath].includes(path))});return observe({...weighing,checked,rehearsal:evidence.rehearsal,startupBudgetMs:config.
rehearsal.startupBudgetMs,...evidence.observations!==void 0&&{observations:evidence.observations}})}var cards=Object.fromEntries(rules.map(rule=>[rule.id,rule])),
plainSql=tools.find(({id})=>id==="sql");if(plainSql===void 0)throw new Error("The plain SQL tool is missing.");var anyTool=plainSql;function fullTables({config},rehearsal){
return!config.volume.full||rehearsal.status!=="ran"?[]:rehearsal.volume.flatMap(({table,source})=>source==="synthetic"?[]:[[table,source]])}function heldBound(proposal,rehearsal,clock){
let known=new Map([...knownTables(proposal,clock),...fullTables(proposal,rehearsal)]),statements=rehearsal.status==="ran"?rehearsal.statements:[];return(table,{
file,line})=>{let source=known.get(table),at=statements.findIndex(one=>one.file===file&&one.line===line),ms=at===-1?void 0:upperHold(statements.slice(at),table);
return source===void 0||ms===void 0?void 0:{ms,source}}}function upperHold(statements,table){let[first]=statements;if(first===void 0||"status"in first.estimate)
return;let held=Math.max(0,...first.locks.filter(({object:object2})=>object2===table).map(({heldMs})=>heldMs)),byShare=first.estimate.productionMs[1]*Math.max(1,
held/Math.max(first.durationMs,.1)),left=held,sum=0;for(let[index,{estimate,durationMs}]of statements.entries()){if(index>0&&left<=commitMs)break;if("status"in estimate&&
estimate.class!=="metadata")return;sum+="status"in estimate?durationMs:estimate.productionMs[1],left-=durationMs}return Math.max(byShare,sum)}var commitMs=5,withSuppressed=({
findings,suppressions})=>findings.map(finding=>{let suppression=suppressions.find(({finding:id,was})=>id===finding.id&&was==="blocker");return suppression===void 0?
finding:{...finding,suppressed:{was:suppression.was,reason:suppression.reason}}});export{require_picomatch2 as require_picomatch,notMeasured,configPath,load,loadProfile,readJson,folderOf,nameOf,upwards,within,compareNames,toolById,inToolOrder,
stem,upHalf,downHalf,selectsAll,insertsInto,fileQueries,newUnits,planOf,fromProduction,productionSource,readStatements,judge,cards,withSuppressed};
