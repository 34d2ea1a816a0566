// What pages do more where there is JavaScript. All of it also works without: a form, links, forms that are sent.
import './live.js';
import './suggest.js';
import './keys.js';
import './tools.js';
