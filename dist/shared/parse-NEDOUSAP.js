import {
  parseConfig
} from "./chunk-HGMUBCTC.js";
import "./chunk-6S3QQKEH.js";
import "./chunk-CEA2E6WD.js";
import "./chunk-I35ANTAZ.js";
import "./chunk-D75LI2OU.js";
import "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";
export {
  parseConfig
};
