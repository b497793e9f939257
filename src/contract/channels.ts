/** Names of the messages between the page's preload script and the shell. Names only, so that nothing else is bundled. */
export const CHANNELS = {
  call: 'voxlane:call',
  cancel: 'voxlane:cancel',
  event: 'voxlane:event',
  request: 'voxlane:request',
  listening: 'voxlane:listening',
  dropped: 'voxlane:dropped',
  pick: 'voxlane:pick',
  saveText: 'voxlane:save-text',
  reveal: 'voxlane:reveal',
  openExternal: 'voxlane:open-external',
  dragOut: 'voxlane:drag-out',
} as const;

/** Scheme of the page and of the recordings it plays. */
export const SCHEME = 'voxlane';
export const PAGE_ORIGIN = `${SCHEME}://app`;
export const MEDIA_ORIGIN = `${SCHEME}://media`;
