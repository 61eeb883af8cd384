import{localWorld,runReview}from"./chunk-HD5SBQ7A.js";import"./chunk-3DHXVSOC.js";import"./chunk-4GZAY77H.js";import"./chunk-NVGYORIJ.js";
import"./chunk-JLNGHNLG.js";import"./chunk-DBMZUOGC.js";import"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";import"./chunk-YB5GB4QA.js";
import"./chunk-U4PC6BOA.js";import"./chunk-LRL2CPZS.js";import"./chunk-C4KXZSFV.js";import"./chunk-RJUA7QI5.js";import"./chunk-FXQJ6QH3.js";
import"./chunk-PGGM5WIL.js";import"./chunk-NHDS2ZWZ.js";import"./chunk-UV4UJJIZ.js";import"./chunk-ZXDGY5FU.js";import"./chunk-6BBDINDH.js";
import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";
import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{localWorld,runReview};
