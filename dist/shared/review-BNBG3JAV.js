import{localWorld,runReview}from"./chunk-GGRWKYQ7.js";import"./chunk-BGSNITOG.js";import"./chunk-J7FSHA6J.js";import"./chunk-Z5EURN4J.js";
import"./chunk-JLNGHNLG.js";import"./chunk-DBMZUOGC.js";import"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";import"./chunk-YB5GB4QA.js";
import"./chunk-U4PC6BOA.js";import"./chunk-OUTIHG6T.js";import"./chunk-C4KXZSFV.js";import"./chunk-GYJBOHYU.js";import"./chunk-UQI7CPDI.js";
import"./chunk-G3GQSORT.js";import"./chunk-NHDS2ZWZ.js";import"./chunk-KR6A76L2.js";import"./chunk-ZXDGY5FU.js";import"./chunk-6BBDINDH.js";
import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-FQPUUQAJ.js";import"./chunk-UURERUFQ.js";import"./chunk-T2HLY4DR.js";
import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{localWorld,runReview};
