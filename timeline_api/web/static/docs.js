// Shows the contract. The validator badge is off: it would send the contract's address to another host.
"use strict";
const place = document.getElementById("swagger-ui");
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.contract,
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
});
