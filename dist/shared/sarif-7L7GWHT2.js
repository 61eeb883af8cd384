import{visible}from"./chunk-4W5TRBXY.js";import{counted}from"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";import{gzipSync}from"node:zlib";var levels={blocker:"error",warning:"warning",advice:"note"},urgency={blocker:"error",warning:"warning",advice:"recommendation"},limits={results:25e3,bytes:1e7};
function sarif(report,cards={}){let most=Math.min(report.findings.length,limits.results);return fitting(most,shown=>written(report,shown,cards))}function fitting(shown,write){
let text=write(shown);if(shown===0||Buffer.byteLength(text)<=limits.bytes)return text;let{length}=gzipSync(text);return length<=limits.bytes?text:fitting(Math.floor(
shown*limits.bytes/length*.95),write)}function written(report,shown,cards){let findings=report.findings.slice(0,shown),ids=[...new Set(findings.map(({rule})=>rule))].
sort(),leftOut=report.findings.length-shown,document={$schema:"https://json.schemastore.org/sarif-2.1.0.json",version:"2.1.0",runs:[{tool:{driver:{name:report.tool.
name,semanticVersion:report.tool.version,rules:ids.map(id=>described(id,cards[id]))}},invocations:[invocation(report,leftOut)],columnKind:"utf16CodeUnits",results:findings.
map(finding=>result(finding,ids)),properties:{verdict:report.verdict,because:visible(report.because),digest:report.digest,...leftOut>0&&{leftOut}}}]};return`${JSON.
stringify(document,null,2)}
`}function invocation({verdict,because},leftOut){let known=verdict!=="error",says=`${counted(leftOut,"finding")} left out, the least urgent: code scanning takes\
 25,000, and 10 MB compressed.`,notifications=[...known?[]:[{level:"error",message:{text:visible(because)}}],...leftOut===0?[]:[{level:"warning",message:{text:says}}]];
return{executionSuccessful:known,...notifications.length>0&&{toolExecutionNotifications:notifications}}}function described(id,card){let{title=id,why=id,severity="\
warning",hazard}=card??{};return{id,shortDescription:{text:title},fullDescription:{text:why},help:{text:`${why}

More: migration-rehearsal explain ${id}`},defaultConfiguration:{level:levels[severity]},properties:{tags:["postgres","migration",...hazard===void 0?[]:[hazard]],
precision:"high","problem.severity":urgency[severity]}}}function result({id,rule,severity,says,instead,rehearsed,edit,file,line,column,endLine,endColumn},ids){let uri=file.
split("/").map(encodeSafely).join("/"),tried=rehearsed===void 0?[]:[rehearsed],region={startLine:line,startColumn:column,endLine,endColumn};return{ruleId:rule,ruleIndex:ids.
indexOf(rule),level:levels[severity],message:{text:unlinked(visible([says,`Instead:
${instead}`,...tried].join(`

`)))},locations:[{physicalLocation:{artifactLocation:{uri,uriBaseId:"%SRCROOT%"},region}}],partialFingerprints:{"findingId/v1":id},...edit!==void 0&&{fixes:[{description:{
text:"The same without the wait"},artifactChanges:[{artifactLocation:{uri,uriBaseId:"%SRCROOT%"},replacements:[{deletedRegion:region,insertedContent:{text:edit}}]}]}]}}}
var unlinked=text=>text.replaceAll("](","]\u2060("),encodeSafely=part=>encodeURIComponent(visible(part));export{sarif};
