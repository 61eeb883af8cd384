import{cards,judge,readStatements}from"./chunk-FXQJ6QH3.js";import"./chunk-PGGM5WIL.js";import"./chunk-NHDS2ZWZ.js";import"./chunk-UV4UJJIZ.js";
import"./chunk-ZXDGY5FU.js";import"./chunk-6BBDINDH.js";import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-UURERUFQ.js";
import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{cards,judge,readStatements};
