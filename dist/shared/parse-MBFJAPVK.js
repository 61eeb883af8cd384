import{parseConfig}from"./chunk-LRL2CPZS.js";import"./chunk-C4KXZSFV.js";import"./chunk-RJUA7QI5.js";import"./chunk-EENWX5BO.js";import"./chunk-UURERUFQ.js";
import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{parseConfig};
