import{cards,judge,readStatements,withSuppressed}from"./chunk-BLIRVPOK.js";import"./chunk-BODMWZIV.js";import"./chunk-ZXDGY5FU.js";import"./chunk-E5XEL23C.js";
import"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";import"./chunk-OLJVEC4A.js";import"./chunk-TUHREAFN.js";import"./chunk-UURERUFQ.js";
import"./chunk-FQPUUQAJ.js";import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{cards,judge,readStatements,withSuppressed};
