module.exports = function sharp() {
  throw new Error('Image processing is not part of Voxlane; sharp is stubbed out.');
};
