import{handedOver}from"./chunk-5CSNFTUO.js";import{success}from"./chunk-7CUXIEAQ.js";import{readFile}from"node:fs/promises";async function policyAt(named,called=named){if(named===void 0)return success(void 0);let text=named.startsWith("env:")?process.env[named.slice(4)]:await readFile(
named,"utf8").catch(()=>{});return handedOver(called??named,text)}export{policyAt};
