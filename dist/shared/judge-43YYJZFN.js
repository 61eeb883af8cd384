import{cards,judge,readStatements}from"./chunk-UQI7CPDI.js";import"./chunk-G3GQSORT.js";import"./chunk-NHDS2ZWZ.js";import"./chunk-KR6A76L2.js";
import"./chunk-ZXDGY5FU.js";import"./chunk-6BBDINDH.js";import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-FQPUUQAJ.js";
import"./chunk-UURERUFQ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{cards,judge,readStatements};
