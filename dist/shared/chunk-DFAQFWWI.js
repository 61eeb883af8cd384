import{writeFile}from"node:fs/promises";var formats=["terminal","json","markdown","html","sarif"];async function show(report,{format,out},sources){let person=out===
void 0&&process.stdout.isTTY,text=await render(report,format??(person?"terminal":"markdown"),person,sources);out===void 0?await print(text):await writeFile(out,
text)}async function render(report,format,person,sources){switch(format){case"json":return(await import("./json-XYZGORYN.js")).toJson(report);case"markdo\
wn":return(await import("./markdown-B4ELAUOM.js")).markdown(report);case"html":return(await import("./html-5U7LFFNA.js")).htmlPage(report);case"sarif":{
let{cards}=await import("./judge-D3TIMZS7.js");return(await import("./sarif-7L7GWHT2.js")).sarif(report,cards)}case"terminal":{let{terminal}=await import("./terminal-KRLCSQKI.js");
return terminal(report,{...sources!==void 0&&{sources},...person&&{width:process.stdout.columns},color:person&&process.env.NO_COLOR===void 0?"always":"never"})}}}
var print=text=>new Promise((resolve,reject)=>{process.stdout.write(text,error=>{error?reject(error):resolve()})});function tell({says,advice,file,line,column}){
let place=[file,line,column].filter(part=>part!==void 0).join(":"),named=place===""||says.includes(file??"")?says:`${place}: ${says}`;process.stderr.write(`erro\
r: ${named}
       ${advice}
`)}export{formats,show,print,tell};
