import{capital,place}from"./chunk-L5KYRN6U.js";import{counted,duration,durationRange,grouped}from"./chunk-T2HLY4DR.js";var estimateLines=statements=>statements.flatMap(({file,line,estimate})=>{let where=place(file,line);return"productionMs"in estimate?[{where,range:durationRange(
estimate.productionMs),says:`${madeOf(estimate).join(", ")}.${beside(estimate)}`}]:estimate.class==="metadata"?[]:[{where,says:`not estimated: ${estimate.because}\
.`}]});function madeOf({model,sizes,runs,error,calibrated}){let many=runs===void 0||runs===sizes.length?"runs":counted(runs,"run");return[sizes.length>1?`by ${model}`:
model==="constant"?"a change of the catalog alone":model,...sizes.length===0?[]:[`${sizes.length===1?"a run":many} at ${sizes.map(grouped).join(" \xB7 ")} rows`],
...sizes.length<2?[]:[`largest residual ${Math.round(error*100)} %`],calibrated?"calibrated by real runs":"uncalibrated"]}function beside({widened=[],cold}){return[
...widened.length===0?[]:[` The upper end counts in: ${widened.join("; ")}.`],...cold===void 0?[]:[` ${coldWords(cold)}`]].join("")}var coldWords=cold=>"ms"in cold?
`Here it took ${duration(cold.ms)} with nothing of the table in memory, ${duration(cold.warmMs)} with all of it: the upper end counts the former.`:`${capital("m\
easured warm only")}: ${cold.because}.`,warmWords=statements=>statements.some(({estimate})=>"productionMs"in estimate&&estimate.class!=="metadata")&&!statements.
some(({estimate})=>"productionMs"in estimate&&estimate.cold!==void 0)?"Measured warm, with the tables in memory; `rehearsal.cold: true` measures without as well\
.":"";function inShort(statements){let worst=statements.flatMap(({estimate})=>"productionMs"in estimate&&estimate.sizes.length>1?[estimate]:[]).toSorted((a,b)=>b.
productionMs[1]-a.productionMs[1])[0];if(worst===void 0)return"";let{sizes,model,calibrated}=worst;return`runs at ${inMillions(sizes)} rows, ${model}, ${calibrated?
"calibrated":"uncalibrated"}`}var million=1e6,inMillions=sizes=>(sizes.at(-1)??0)<million?sizes.map(grouped).join(", "):`${sizes.map(size=>Number((size/million).
toPrecision(size<million?2:3))).join(", ")} million`;function pastWords({compared,inside,times:[least,most],applied}){let were=inside===1?"was":"were",took=least===
most?`${least}`:`${least}\u2013${most}`,use=applied?"The ranges here are put right by them.":"Three of them are needed before they put the ranges here right.";return`\
Of ${counted(compared,"former estimate")} ${inside} ${were} right: production took ${took} times the middle of the range. ${use}`}var worthComparing=1e3;function foretold(statements){
return[...new Set(statements.map(({file})=>file))].flatMap(file=>{let known=statements.filter(one=>one.file===file).flatMap(({estimate})=>"productionMs"in estimate?
[estimate]:[]),sum=end=>Math.round(known.reduce((all,{productionMs})=>all+productionMs[end],0)),longest=known.toSorted((a,b)=>b.productionMs[1]-a.productionMs[1])[0];
return longest===void 0||sum(1)<worthComparing?[]:[{migration:(file.split("/").at(-1)??file).replace(/(\.up)?\.\w+$/,""),predicted:[sum(0),sum(1)],class:longest.
class}]})}var foretoldText=({migration,predicted,class:kind})=>`{ "migration": ${JSON.stringify(migration)}, "seconds": \u2026, "predicted": [${predicted.join("\
, ")}], "class": "${kind}" }`;export{estimateLines,warmWords,inShort,pastWords,foretold,foretoldText};
