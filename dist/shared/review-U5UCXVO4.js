import{localWorld,runReview}from"./chunk-VVLZTRHN.js";import"./chunk-NKGO7L2P.js";import"./chunk-5NQYK6EJ.js";import"./chunk-JGK7O4EP.js";
import"./chunk-JLNGHNLG.js";import"./chunk-RNYEI6MI.js";import"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";import"./chunk-YB5GB4QA.js";
import"./chunk-U4PC6BOA.js";import"./chunk-VLMPHE2D.js";import"./chunk-C4KXZSFV.js";import"./chunk-GYJBOHYU.js";import"./chunk-3NZIHLDV.js";
import"./chunk-G3GQSORT.js";import"./chunk-NHDS2ZWZ.js";import"./chunk-KR6A76L2.js";import"./chunk-ZXDGY5FU.js";import"./chunk-6BBDINDH.js";
import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-FQPUUQAJ.js";import"./chunk-UURERUFQ.js";import"./chunk-T2HLY4DR.js";
import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{localWorld,runReview};
