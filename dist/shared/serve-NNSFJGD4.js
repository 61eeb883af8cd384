import{serve}from"./chunk-LIRUSUQZ.js";import"./chunk-6M55JQXD.js";import"./chunk-FI5PXLBP.js";import"./chunk-G5W3DELH.js";import"./chunk-25F7NVDY.js";
import"./chunk-5CSNFTUO.js";import"./chunk-BLIRVPOK.js";import"./chunk-BODMWZIV.js";import"./chunk-ZXDGY5FU.js";import"./chunk-LRMOX4J5.js";
import"./chunk-DBMZUOGC.js";import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import"./chunk-656ZDTEV.js";import"./chunk-JQBM74RJ.js";
import"./chunk-4IVI3QBG.js";import"./chunk-X47YNNHE.js";import"./chunk-MIIEZTND.js";import"./chunk-NVKHSUHK.js";import"./chunk-W7I7VO3L.js";
import"./chunk-OPUEVAQ7.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-JSQ7MUIT.js";import"./chunk-OLJVEC4A.js";
import"./chunk-Z47CQAIS.js";import"./chunk-TUHREAFN.js";import"./chunk-UURERUFQ.js";import"./chunk-FQPUUQAJ.js";import"./chunk-C4KXZSFV.js";
import"./chunk-T2HLY4DR.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{serve};
