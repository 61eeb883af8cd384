import {
  fromJson,
  toJson
} from "./chunk-CIVJQF6O.js";
import "./chunk-TNOWIQTG.js";
import "./chunk-6S3QQKEH.js";
import "./chunk-CEA2E6WD.js";
import "./chunk-WGPGLP6T.js";
import "./chunk-UL4WNEGY.js";
export {
  fromJson,
  toJson
};
