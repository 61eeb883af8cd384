import{parseConfig}from"./chunk-OUTIHG6T.js";import"./chunk-C4KXZSFV.js";import"./chunk-GYJBOHYU.js";import"./chunk-EENWX5BO.js";import"./chunk-FQPUUQAJ.js";
import"./chunk-UURERUFQ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{parseConfig};
