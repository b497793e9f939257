/**
 * What a failure of native code was. `out-of-memory`: less at a time may work. `device-lost`: the device is gone for this
 * process. `device-error`: the device or its driver failed. `other`: nothing in the text points at a device.
 */
export type NativeFailure = 'out-of-memory' | 'device-lost' | 'device-error' | 'other';

/** First match wins: a device that ran out of memory also names its driver. */
const SIGNS: readonly (readonly [NativeFailure, RegExp])[] = [
  [
    'out-of-memory',
    new RegExp(
      [
        /failed to allocate memory|BFCArena|bad_?alloc|out[ _-]?of[ _-]?memory|E_OUTOFMEMORY/,
        // cuDNN reports a workspace that it could not get as an internal error.
        /CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_(ALLOC_FAILED|INTERNAL_ERROR)|cudaMalloc failed/,
        /(CUDA failure|CUDA error|cudaError)[ :]+2\b|ErrorOutOf(Device|Host)Memory|8007000E/,
      ]
        .map((part) => part.source)
        .join('|'),
      'i',
    ),
  ],
  [
    'device-lost',
    // 700 illegal address, 702 timeout, 719 launch failure, 46 and 100 no device, 999 unknown: none of them heals.
    /887A000[567]|887A0020|DEVICE[ _]?(LOST|REMOVED|HUNG|RESET)|(CUDA failure|CUDA error|cudaError)[ :]+(46|100|700|702|719|999)\b|GPU has fallen off/i,
  ],
  [
    'device-error',
    /\bCUDA\b|cudaError|CUBLAS_STATUS|CUDNN_STATUS|CUFFT|\bDML\b|DmlExecutionProvider|DXGI_ERROR|D3D12|WebGPU|\bwgpu|vulkan|VK_ERROR|CoreML|\bMPS\b|providers_(cuda|shared|tensorrt)|ExecutionProvider|available backend/i,
  ],
];

/** Sorts the text of a native error. Never throws. */
export function classifyNativeFailure(text: string): NativeFailure {
  return SIGNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}
