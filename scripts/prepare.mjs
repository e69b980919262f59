// After `npm install`: what is generated and never committed.
await import('./generate.mjs');
