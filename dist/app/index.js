import{placesOf,serve}from"../shared/chunk-ID2VTPBX.js";import{startQuickly}from"../shared/chunk-KYBBNZ6D.js";import"../shared/chunk-HHYKLGVW.js";import"../shared/chunk-EDAPYS76.js";
import"../shared/chunk-VWBRPV4T.js";import"../shared/chunk-YB2A5RDP.js";import"../shared/chunk-QYS2DVWS.js";import"../shared/chunk-MFYXBLEG.js";import"../shared/chunk-ZXDGY5FU.js";
import"../shared/chunk-LRMOX4J5.js";import"../shared/chunk-DBMZUOGC.js";import"../shared/chunk-E5XEL23C.js";import"../shared/chunk-PLGO7SHZ.js";import"../shared/chunk-656ZDTEV.js";
import"../shared/chunk-4IVI3QBG.js";import"../shared/chunk-X47YNNHE.js";import"../shared/chunk-MIIEZTND.js";import"../shared/chunk-N5ZEUHES.js";import"../shared/chunk-ILUZH7QH.js";
import"../shared/chunk-JPDJ675E.js";import"../shared/chunk-4W5TRBXY.js";import"../shared/chunk-YB5GB4QA.js";import"../shared/chunk-ZG3TWJKD.js";import"../shared/chunk-OLJVEC4A.js";
import"../shared/chunk-YF2KVCWW.js";import"../shared/chunk-MWUHPGRD.js";import"../shared/chunk-UURERUFQ.js";import"../shared/chunk-FQPUUQAJ.js";import"../shared/chunk-C4KXZSFV.js";
import"../shared/chunk-T2HLY4DR.js";import"../shared/chunk-7CUXIEAQ.js";import"../shared/chunk-RP7HDS62.js";import"../shared/chunk-7PVPYRVV.js";startQuickly();serve().then(status=>{process.exitCode=status},error=>{process.stderr.write(`The server crashed.
${placesOf(error).at.join(`
`)}
`),process.exitCode=2});
