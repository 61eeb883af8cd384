import{parseConfig}from"./chunk-YF2KVCWW.js";import"./chunk-MWUHPGRD.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-C4KXZSFV.js";
import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{parseConfig};
