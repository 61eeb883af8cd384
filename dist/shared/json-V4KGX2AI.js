import{fromJson,toJson}from"./chunk-CJKIXYVV.js";import"./chunk-MIIEZTND.js";import"./chunk-C4KXZSFV.js";import"./chunk-GYJBOHYU.js";import"./chunk-OLJVEC4A.js";
import"./chunk-7PVPYRVV.js";export{fromJson,toJson};
