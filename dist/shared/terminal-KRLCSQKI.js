import{answerLines,pastWords,plainAnswer}from"./chunk-OPUEVAQ7.js";import{visible}from"./chunk-4W5TRBXY.js";import{drawing,headOf,itemTitle,lockWords,
place,production,signOf,statementsOf,verdictSign,waitWords,worstFirst,worstLock}from"./chunk-JSQ7MUIT.js";import"./chunk-OLJVEC4A.js";import{counted,
duration}from"./chunk-T2HLY4DR.js";import{__commonJS,__toESM}from"./chunk-7PVPYRVV.js";var require_picocolors=__commonJS({"node_modules/picocolors/picocolors.js"(exports,module){var p=process||{},argv=p.argv||[],env=p.env||{},isColorSupported=!(env.
NO_COLOR||argv.includes("--no-color"))&&(!!env.FORCE_COLOR||argv.includes("--color")||p.platform==="win32"||(p.stdout||{}).isTTY&&env.TERM!=="dumb"||!!env.CI),formatter=(open,close,replace=open)=>input=>{
let string=""+input,index=string.indexOf(close,open.length);return~index?open+replaceClose(string,close,replace,index)+close:open+string+close},replaceClose=(string,close,replace,index)=>{
let result="",cursor=0;do result+=string.substring(cursor,index)+replace,cursor=index+close.length,index=string.indexOf(close,cursor);while(~index);return result+
string.substring(cursor)},createColors=(enabled=isColorSupported)=>{let f=enabled?formatter:()=>String;return{isColorSupported:enabled,reset:f("\x1B[0m","\x1B[0m"),
bold:f("\x1B[1m","\x1B[22m","\x1B[22m\x1B[1m"),dim:f("\x1B[2m","\x1B[22m","\x1B[22m\x1B[2m"),italic:f("\x1B[3m","\x1B[23m"),underline:f("\x1B[4m","\x1B[24m"),inverse:f(
"\x1B[7m","\x1B[27m"),hidden:f("\x1B[8m","\x1B[28m"),strikethrough:f("\x1B[9m","\x1B[29m"),black:f("\x1B[30m","\x1B[39m"),red:f("\x1B[31m","\x1B[39m"),green:f("\
\x1B[32m","\x1B[39m"),yellow:f("\x1B[33m","\x1B[39m"),blue:f("\x1B[34m","\x1B[39m"),magenta:f("\x1B[35m","\x1B[39m"),cyan:f("\x1B[36m","\x1B[39m"),white:f("\x1B[37\
m","\x1B[39m"),gray:f("\x1B[90m","\x1B[39m"),bgBlack:f("\x1B[40m","\x1B[49m"),bgRed:f("\x1B[41m","\x1B[49m"),bgGreen:f("\x1B[42m","\x1B[49m"),bgYellow:f("\x1B[43m",
"\x1B[49m"),bgBlue:f("\x1B[44m","\x1B[49m"),bgMagenta:f("\x1B[45m","\x1B[49m"),bgCyan:f("\x1B[46m","\x1B[49m"),bgWhite:f("\x1B[47m","\x1B[49m"),blackBright:f("\x1B\
[90m","\x1B[39m"),redBright:f("\x1B[91m","\x1B[39m"),greenBright:f("\x1B[92m","\x1B[39m"),yellowBright:f("\x1B[93m","\x1B[39m"),blueBright:f("\x1B[94m","\x1B[39m"),
magentaBright:f("\x1B[95m","\x1B[39m"),cyanBright:f("\x1B[96m","\x1B[39m"),whiteBright:f("\x1B[97m","\x1B[39m"),bgBlackBright:f("\x1B[100m","\x1B[49m"),bgRedBright:f(
"\x1B[101m","\x1B[49m"),bgGreenBright:f("\x1B[102m","\x1B[49m"),bgYellowBright:f("\x1B[103m","\x1B[49m"),bgBlueBright:f("\x1B[104m","\x1B[49m"),bgMagentaBright:f(
"\x1B[105m","\x1B[49m"),bgCyanBright:f("\x1B[106m","\x1B[49m"),bgWhiteBright:f("\x1B[107m","\x1B[49m")}};module.exports=createColors();module.exports.createColors=
createColors}});var import_picocolors=__toESM(require_picocolors(),1);function excerptsOf(texts,columns){let split=new Map;return at=>{let text=texts.get(at.file);if(text===void 0)return;let lines=split.get(at.file)??text.replace(
/^\uFEFF/,"").split(`
`);split.set(at.file,lines);let line=lines[at.line-1]?.replace(/\r$/,"");return line===void 0?void 0:excerpt(line,at,columns)}}function excerpt(line,{line:number,
column,endLine,endColumn},columns){let end=endLine>number?line.trimEnd().length:Math.min(endColumn-1,line.length),start=Math.min(column-1,end);if(start>=end)return;
let parts=[line.slice(0,start),line.slice(start,end),line.slice(end)].map(shown),[before="",marked="",after=""]=parts,from=widthOf(before),width=widthOf(marked),
dropped=from+width<=columns?0:Math.max(0,from-10),source=clipped(`${before}${marked}${after}`,dropped,columns),marks=`${" ".repeat(from-dropped)}${"^".repeat(Math.
min(width,columns-from+dropped))}`;return{line:number,source,marks,...endLine>number&&{goesOnTo:endLine}}}var shown=text=>visible(text).replace(/\t/g,"    "),wide=new RegExp(
"[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3fffd}]|\\p{Emoji_Presentation}","u"),
widthOfOne=character=>character<"\u0300"?1:new RegExp("\\p{Mn}|\\p{Me}","u").test(character)?0:wide.test(character)?2:1;function widthOf(text){let width=0;for(let character of text)
width+=widthOfOne(character);return width}function clipped(text,from,columns){let at=0,clip="",cut=!1;for(let character of text){let width=widthOfOne(character);
at>=from&&at+width<=from+columns?clip+=at===from&&from>0?"\u2026".padEnd(width," "):character:cut||=at>=from,at+=width}return cut?`${clip.slice(0,-1)}\u2026`:clip.
trimEnd()}function terminal(report,options={}){let{width=80,color="never",sources=new Map}=options,colors=import_picocolors.default.createColors(color==="always"),columns=Math.
max(50,Math.min(width,120)),{verdict,because}=report,paint=verdictPaint(colors)[verdict];return`${[wrap(`${colors.bold(paint(verdictSign[verdict].word.toUpperCase()))}\
  ${visible(because)}`,columns,""),answerLines(report).map(line=>wrap(visible(plainAnswer(line)),columns,"  ")).join(`
`),statements(report,columns,colors),findings(report,columns,colors,excerptsOf(sources,columns-12)),items(report,columns,colors),foot(report,columns,colors)].filter(
part=>part!=="").join(`

`)}
`}function statements(report,columns,colors){let runs=statementsOf(report.rehearsal);if(runs.length===0)return"";let lines=runs.slice(0,40).flatMap(run=>{let lock=worstLock(
run),waits=lock===void 0?"no lock on an existing table":`${lockWords(lock)}: ${waitWords(lock.blocks)}`,told=`${duration(run.durationMs)} here, ${production(run.
estimate)} in production; ${waits}`,painted=lock!==void 0&&lock.blocks.length>0?colors.yellow:colors.dim,error=run.error===void 0?[]:[wrap(colors.red(`failed: ${visible(
run.error.says)} (${run.error.sqlstate})`),columns,"    ")];return[`  ${visible(headOf(`${place(run.file,run.line)}  ${run.sql}`,columns-2))}`,wrap(visible(told),
columns,"    ",painted),...error]}),drawn=columns>=100?drawing(report.rehearsal):"",picture=drawn===""?[]:["",...visible(drawn).split(`
`).map(line=>`  ${line}`.trimEnd())];return[colors.bold("Statements"),...lines,...past(report,columns),...picture].join(`
`)}function past({rehearsal},columns){let told=rehearsal?.status==="ran"?rehearsal.pastEstimates:void 0;return told===void 0?[]:[wrap(visible(pastWords(told)),columns,
"  ")]}function findings({findings:all},columns,colors,excerptOf){if(all.length===0)return"";let paint={blocker:colors.red,warning:colors.yellow,advice:colors.cyan},
told=worstFirst(all).map(finding=>{let{severity,file,line,column,rule,says,instead,rehearsed}=finding;return[`  ${paint[severity](severity)}  ${visible(`${file}\
:${line}:${column}`)}  ${colors.dim(visible(rule))}`,...underlined(excerptOf(finding),paint[severity],colors.dim),wrap(visible(says),columns,"    "),`    ${colors.
bold("Instead")}`,...visible(instead).trimEnd().split(`
`).map(row=>`      ${row}`),...rehearsed===void 0?[]:[wrap(visible(rehearsed),columns,"    ")]].join(`
`)});return[colors.bold("Findings"),told.join(`

`)].join(`
`)}function underlined(excerpt2,paint,dim){if(excerpt2===void 0)return[];let{line,source,marks,goesOnTo}=excerpt2,bar=`${" ".repeat(8)} ${dim("|")} `;return[`${dim(
`${String(line).padStart(8)} |`)} ${source}`,`${bar}${paint(marks)}${goesOnTo===void 0?"":dim(` \u2026 to line ${goesOnTo}`)}`]}function items({checklist},columns,colors){
let paint={pass:colors.green,warn:colors.yellow,fail:colors.red,unknown:colors.dim,"not-applicable":colors.dim},shown2=checklist.filter(({status})=>status!=="no\
t-applicable");if(shown2.length===0)return"";let lines=shown2.map(({item,status,says})=>`${`  ${paint[status](signOf(item,status).word.padEnd(8))}${itemTitle[item].
padEnd(24)}`}${wrap(visible(says),columns," ".repeat(34)).trimStart()}`);return[colors.bold("Checklist"),...lines].join(`
`)}function foot({rehearsal,digest,migrations,timings},columns,colors){let how=rehearsal===void 0?["not rehearsed"]:rehearsal.status==="ran"?[`Postgres ${rehearsal.
postgres} (${rehearsal.provider})`]:[rehearsal.because,...rehearsal.status==="broke"?[`Instead: ${rehearsal.advice}`]:[]],parts=[counted(migrations.length,"migr\
ation file"),...how,digest===""?"":`digest ${digest.slice(0,12)}`,duration(timings.totalMs)];return wrap(visible(parts.filter(part=>part!=="").join(" \xB7 ")),columns,
"",colors.dim)}var verdictPaint=colors=>({pass:colors.green,approved:colors.green,"needs-approval":colors.red,fail:colors.red,error:colors.yellow}),escapes=new RegExp(
"\x1B\\[\\d+m","g"),lengthOf=word=>word.includes("\x1B")?word.replace(escapes,"").length:word.length;function wrap(words,columns,indent,paint=line=>line){let lines=[];
for(let word of words.split(/\s+/)){let last=lines.at(-1);last!==void 0&&lengthOf(last)+lengthOf(word)+1+indent.length<=columns?lines[lines.length-1]=`${last} ${word}`:
lines.push(word)}return lines.map(line=>`${indent}${paint(line)}`).join(`
`)}export{terminal};
