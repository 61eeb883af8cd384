var success=value=>({ok:!0,value}),failure=problem=>({ok:!1,problem});export{success,failure};
