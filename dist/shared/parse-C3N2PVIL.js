import{parseConfig}from"./chunk-Z47CQAIS.js";import"./chunk-TUHREAFN.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-C4KXZSFV.js";
import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{parseConfig};
