import './search.mjs';
import './keyboard.mjs';
import './document.mjs';
import './tools.mjs';
import './hostile.mjs';
import './access.mjs';
import './generation.mjs';
import { runAll } from './tap.mjs';

process.exitCode = (await runAll()) ? 1 : 0;
