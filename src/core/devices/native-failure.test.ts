import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyNativeFailure } from './native-failure.ts';

describe('classifyNativeFailure', () => {
  it.each([
    'Failed to allocate memory for requested buffer of size 1073741824',
    'onnxruntime::BFCArena::AllocateRawInternal(size_t, bool) Available memory of 0 is smaller than requested bytes',
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=pc ; expr=cudaMalloc((void**)&p, size);',
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0',
    'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED',
    'CUDNN failure 4000: CUDNN_STATUS_INTERNAL_ERROR ; GPU=0',
    'ggml_backend_cuda_buffer_type_alloc_buffer: cudaMalloc failed: out of memory',
    'vk::Device::allocateMemory: ErrorOutOfDeviceMemory',
    'Exception(1) tid(4) 8007000E Not enough memory resources are available to complete this operation.',
    'std::bad_alloc',
  ])('sees too little memory: %s', (text) => {
    expect(classifyNativeFailure(text)).toBe('out-of-memory');
  });

  it.each([
    '887A0005 The GPU device instance has been suspended.',
    '887A0006 The GPU will not respond to more commands',
    'DXGI_ERROR_DEVICE_REMOVED',
    'CUDA failure 700: an illegal memory access was encountered ; GPU=0',
    'CUDA failure 719: unspecified launch failure',
    'vk::Queue::submit: ErrorDeviceLost',
  ])('sees a lost device: %s', (text) => {
    expect(classifyNativeFailure(text)).toBe('device-lost');
  });

  it.each([
    'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1',
    'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
    'Failed to get a WebGPU adapter: No supported adapters',
    'no available backend found. ERR: [dml] backend not found.',
    'CUBLAS_STATUS_EXECUTION_FAILED',
  ])('sees a device that does not work: %s', (text) => {
    expect(classifyNativeFailure(text)).toBe('device-error');
  });

  it.each([
    'Got invalid dimensions for input: feats for the following indices index: 2 Got: 81 Expected: 80',
    'Non-zero status code returned while running Gather node. indices element out of data bounds',
    '',
  ])('blames no device: %s', (text) => {
    expect(classifyNativeFailure(text)).toBe('other');
  });

  it('answers for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => classifyNativeFailure(text) !== undefined));
  });
});
