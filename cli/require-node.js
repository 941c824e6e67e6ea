// Plain JavaScript, because the Node that is too old cannot read the rest of the program (it does not strip types).
const OLDEST = [22, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `bursting needs Node ${OLDEST.join('.')} or newer, and this is Node ${process.versions.node}.\n` +
      'npm ci brings Node 24 for every npm script and for npx bursting, unless install scripts are switched off (npm ci --ignore-scripts=false).\n',
  );
  process.exit(2);
}
await import('./compile-cache.js');
