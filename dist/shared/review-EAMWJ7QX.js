import{localWorld,runReview}from"./chunk-LHXYSCNJ.js";import"./chunk-LKFBJQML.js";import"./chunk-N4ZV7MPC.js";import"./chunk-JAWIHZMM.js";
import"./chunk-JLNGHNLG.js";import"./chunk-DBMZUOGC.js";import"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";import"./chunk-YB5GB4QA.js";
import"./chunk-L5KYRN6U.js";import"./chunk-LRL2CPZS.js";import"./chunk-C4KXZSFV.js";import"./chunk-RJUA7QI5.js";import"./chunk-6KSUWXCN.js";
import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-XBIR6UAN.js";import"./chunk-ZXDGY5FU.js";import"./chunk-656ZDTEV.js";
import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";
import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{localWorld,runReview};
