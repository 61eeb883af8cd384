import{cards,judge,readStatements}from"./chunk-6KSUWXCN.js";import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-XBIR6UAN.js";
import"./chunk-ZXDGY5FU.js";import"./chunk-656ZDTEV.js";import"./chunk-OLJVEC4A.js";import"./chunk-EENWX5BO.js";import"./chunk-UURERUFQ.js";
import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{cards,judge,readStatements};
