import { run } from './app.js';

run().then(
  (value) => (document.title = JSON.stringify({ value })),
  (error) => (document.title = JSON.stringify({ error: error.message })),
);
