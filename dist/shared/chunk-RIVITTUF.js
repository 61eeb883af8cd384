import{place,waitWords,worstLock}from"./chunk-U4PC6BOA.js";import{duration}from"./chunk-T2HLY4DR.js";var width=36,most=12,worthDrawing=100;function timeline(statements){let bars=statements.map((statement,index)=>barOf(statement,statements.slice(0,index).reduce(
(sum,{durationMs})=>sum+durationMs,0))),total=Math.max(0,...bars.map(({until,released})=>Math.max(until,released)));if(total<worthDrawing)return"";let longest=[
...bars].sort((one,other)=>lengthOf(other)-lengthOf(one)).slice(0,most),drawn=bars.filter(bar=>longest.includes(bar)),margin=Math.max(...drawn.map(({label})=>label.
length)),rest=bars.length-drawn.length;return[`${" ".repeat(margin)}  0${duration(total).padStart(width-1)}`,...drawn.map(bar=>`${bar.label.padEnd(margin)} \u258F${glyphs(
bar,total)}\u2595 ${bar.told}`),...rest>0?[`\u2026 and ${rest} shorter`]:[],...drawn.some(isKept)?["\u2592 the statement is done, its lock is kept until the transact\
ion ends"]:[]].join(`
`)}function barOf(statement,from){let{file,line,durationMs}=statement,lock=worstLock(statement),waits=lock!==void 0&&lock.blocks.length>0,until=from+durationMs,
full=place(file,line);return{label:full.length<=32?full:`\u2026${full.slice(-31)}`,from,until,released:waits?Math.max(until,from+lock.heldMs):until,waits,told:waits?
`${waitWords(lock.blocks)} ${duration(lock.heldMs)}`:"nobody waits"}}var lengthOf=({from,released})=>released-from,isKept=({from,until,released})=>released-until>
Math.max(20,(until-from)*.1);function glyphs(bar,total){let column=ms=>Math.round(ms/total*width),from=Math.min(width-1,Math.floor(bar.from/total*width)),run=Math.
max(1,Math.min(column(bar.until),width)-from),kept=isKept(bar)?Math.max(0,Math.min(column(bar.released),width)-from-run):0;return`${" ".repeat(from)}${(bar.waits?
"\u2588":"\u2591").repeat(run)}${"\u2592".repeat(kept)}`.padEnd(width)}export{timeline};
