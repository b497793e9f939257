console.error('cannot load the native runtime');
process.exit(3);
