import{reportSchema}from"./chunk-X47YNNHE.js";function toJson(report){return`${JSON.stringify(reportSchema.parse(report),null,2)}
`}function fromJson(text){return reportSchema.parse(JSON.parse(text))}export{toJson,fromJson};
