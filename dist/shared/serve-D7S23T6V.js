import{serve}from"./chunk-ID2VTPBX.js";import"./chunk-HHYKLGVW.js";import"./chunk-EDAPYS76.js";import"./chunk-VWBRPV4T.js";import"./chunk-YB2A5RDP.js";
import"./chunk-QYS2DVWS.js";import"./chunk-MFYXBLEG.js";import"./chunk-ZXDGY5FU.js";import"./chunk-LRMOX4J5.js";import"./chunk-DBMZUOGC.js";
import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";import"./chunk-4IVI3QBG.js";import"./chunk-X47YNNHE.js";
import"./chunk-MIIEZTND.js";import"./chunk-N5ZEUHES.js";import"./chunk-ILUZH7QH.js";import"./chunk-JPDJ675E.js";import"./chunk-4W5TRBXY.js";
import"./chunk-YB5GB4QA.js";import"./chunk-ZG3TWJKD.js";import"./chunk-OLJVEC4A.js";import"./chunk-YF2KVCWW.js";import"./chunk-MWUHPGRD.js";
import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-C4KXZSFV.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";
import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{serve};
