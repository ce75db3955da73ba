// Ends by itself.

import { run } from '../app.js';

console.log(JSON.stringify({ value: await run() }));
