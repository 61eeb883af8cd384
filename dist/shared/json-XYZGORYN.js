import{fromJson,toJson}from"./chunk-FP3A4ITH.js";import"./chunk-X47YNNHE.js";import"./chunk-MIIEZTND.js";import"./chunk-OLJVEC4A.js";import"./chunk-C4KXZSFV.js";
import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{fromJson,toJson};
