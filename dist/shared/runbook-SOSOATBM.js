import{reviewed}from"./chunk-DJ6IVOHL.js";import{print,tell}from"./chunk-GCBZ6ZNO.js";import{runbook}from"./chunk-EDAPYS76.js";import"./chunk-VWBRPV4T.js";
import"./chunk-YB2A5RDP.js";import"./chunk-QYS2DVWS.js";import"./chunk-MFYXBLEG.js";import"./chunk-ZXDGY5FU.js";import"./chunk-LRMOX4J5.js";
import"./chunk-DBMZUOGC.js";import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";import"./chunk-4IVI3QBG.js";
import"./chunk-MIIEZTND.js";import"./chunk-ILUZH7QH.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-ZG3TWJKD.js";
import"./chunk-OLJVEC4A.js";import"./chunk-YF2KVCWW.js";import"./chunk-MWUHPGRD.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";
import"./chunk-C4KXZSFV.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";async function runRunbook(options){let{report,problem}=await reviewed({...options,rehearsal:!0},"runbook");return await print(runbook(report)),problem!==void 0&&
tell(problem),report.verdict}export{runRunbook};
