/** What a model can run on, by the names that users and ONNX Runtime give them. */
export const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];

/** What a user can ask for; `auto` takes the best device that works. */
export const DEVICE_WISHES = ['auto', ...DEVICES] as const;
export type DeviceWish = (typeof DEVICE_WISHES)[number];
